package session

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/clocktest"
	"callsheet/model/columns"
	"callsheet/model/pacing"
	"callsheet/model/phone"
	"callsheet/model/table"
)

const ownPhone phone.Number = 919820012345

// fakeTester answers each test call, and each look at one, with the next of its answers;
// the last stays.
type fakeTester struct {
	dials  []error
	looks  []look
	orders []TestOrder
	looked []string
}

type look struct {
	p   TestProgress
	err error
}

func (f *fakeTester) Dial(_ context.Context, order TestOrder) (string, error) {
	err := f.dials[min(len(f.orders), len(f.dials)-1)]
	f.orders = append(f.orders, order)
	if err != nil {
		return "", err
	}
	return "call_1", nil
}

func (f *fakeTester) TestCall(_ context.Context, _ TestOrder, callID string) (TestProgress, error) {
	l := f.looks[min(len(f.looked), len(f.looks)-1)]
	f.looked = append(f.looked, callID)
	return l.p, l.err
}

// testGuards know of one number.
type testGuards struct {
	Guards
	number phone.Number
	known  model.Suppression
	err    error
}

func (g testGuards) Suppressions(_ context.Context, refs []model.ContactRef, _, _ string) (model.Suppressions, error) {
	found := model.Suppressions{}
	for _, r := range refs {
		if r.Number == g.number {
			found[r.Number] = g.known
		}
	}
	return found, g.err
}

// keptNumber is what was remembered.
type keptNumber struct{ n phone.Number }

func (k *keptNumber) OwnNumber(context.Context, string) (phone.Number, error) { return k.n, nil }
func (k *keptNumber) SaveOwnNumber(_ context.Context, _ string, n phone.Number) error {
	k.n = n
	return nil
}

// testPlan is a plan of two contacts with ids, of a list with more rows.
func testPlan(t *testing.T) model.Plan {
	t.Helper()
	rows := table.Of([]string{"Contact ID", "Name", "Phone", "Email", "Plan"},
		[]string{"c 7", "Asha Nair", "098200 11111", "asha@example.com", "Gold"},
		[]string{"c 8", "Ben Roy", "098200 22222", "", "Silver"},
		[]string{"", "Left out", "098200 33333 or 098200 44444", "", ""})
	meanings := columns.Guess(rows, "IN").Keyed()
	meanings[0].Field, meanings[0].Key = columns.FieldID, ""
	list, err := model.Diagnose(t.Context(), rows, meanings, "IN", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	plan := model.NewPlan(list, model.Options{Agent: "agent_1", User: "user_1"})
	if plan.Len() != 2 || plan.Contact(0).ID != "c 7" {
		t.Fatalf("%d contacts, the first with the id %q", plan.Len(), plan.Contact(0).ID)
	}
	return plan
}

func newTestCall(f *fakeTester, g Guards, k OwnNumbers) (*TestCall, *clocktest.Clock) {
	c := newClock()
	return &TestCall{Service: f, Guards: g, Clock: c, Now: c.Now, Pace: pacing.Poll{Live: time.Second, Idle: 10 * time.Second}, Numbers: k, Profile: "acme"}, c
}

var (
	onCall   = look{TestProgress{Status: model.CallOngoing}, nil}
	answered = look{TestProgress{Status: model.CallAnswered, Talk: 46 * time.Second, CallDetail: CallDetail{Summary: "Renews.", Turns: []Turn{{"Agent", "Hello?"}}}}, nil}
	errLost  = errors.New("the connection ended")
)

func TestATestCallNeverGoesToAContactOrToWhoMustNotBeCalled(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	rows := []struct {
		claim string
		to    phone.Number
		known model.Suppression
		err   error
		says  string // "" = it rings
	}{
		{"one's own", ownPhone, model.Suppression{}, nil, ""},
		{"one that was called by a campaign that has ended", ownPhone, model.Suppression{Called: at, Rung: true}, nil, ""},
		{"a contact's", 919820022222, model.Suppression{}, nil, "stands in row 3 of the list"},
		{"that of the contact whose data go along", 919820011111, model.Suppression{}, nil, "stands in row 2"},
		{"one of a row that is not sent", 919820044444, model.Suppression{}, nil, `stands in row 4 of the list, under "Phone"`},
		{"one on the do-not-call list", ownPhone, model.Suppression{DoNotCall: at}, nil, "do-not-call list"},
		{"one in a campaign that has not ended", ownPhone, model.Suppression{Called: at, Unfinished: true, Campaign: "Spring"}, nil, `in "Spring"`},
		{"one that may be in a campaign", ownPhone, model.Suppression{Called: at, Uncertain: true, Campaign: "Spring"}, nil, "whose outcome is not known"},
		{"where that cannot be looked up", ownPhone, model.Suppression{}, errors.New("the disk is gone"), "cannot be looked up"},
	}
	for _, row := range rows {
		t.Run(row.claim, func(t *testing.T) {
			f, kept := &fakeTester{dials: []error{nil}, looks: []look{answered}}, &keptNumber{}
			c, clock := newTestCall(f, testGuards{number: row.to, known: row.known, err: row.err}, kept)
			Inline(t.Context(), clock, c.Start(testPlan(t), 0, row.to), c.Update)
			if row.says == "" {
				if len(f.orders) != 1 || c.Stage() != TestEnded || kept.n != row.to {
					t.Errorf("%d calls, stage %d: %s; remembered %v", len(f.orders), c.Stage(), c.Words(), kept.n)
				}
				return
			}
			if len(f.orders) != 0 || c.Stage() != TestRefused || kept.n != 0 || !strings.Contains(c.Words(), row.says) || !strings.HasPrefix(c.Words(), "Your telephone does not ring.") {
				t.Errorf("%d calls, stage %d: %s; remembered %v", len(f.orders), c.Stage(), c.Words(), kept.n)
			}
		})
	}
}

// The agent is told what a batch would tell it, by the same code, and nothing by which the
// service would find the contact.
func TestATestCallHasTheDataOfTheBatchWithoutTheContact(t *testing.T) {
	f := &fakeTester{dials: []error{nil}, looks: []look{answered}}
	c, clock := newTestCall(f, testGuards{}, nil)
	plan := testPlan(t)
	Inline(t.Context(), clock, c.Start(plan, 0, ownPhone), c.Update)
	got, want := f.orders[0], plan.Contacts(0)[0]
	if got.As.ID != "" || got.As.Number != 0 || got.To != ownPhone || got.Agent != "agent_1" || got.User != "user_1" {
		t.Errorf("ordered %+v", got)
	}
	if got.As.Name != want.Name || got.As.Email != want.Email || got.As.Metadata["plan"] != "Gold" || len(got.As.Metadata) != len(want.Metadata) {
		t.Errorf("told %+v, a batch tells %+v", got.As, want)
	}
}

func TestATestCallIsFollowedAndNeverAskedForTwice(t *testing.T) {
	noWords := look{TestProgress{Status: model.CallAnswered, Talk: 46 * time.Second}, nil}
	refused := &NotDialled{Err: model.UserError("There are not enough call minutes (402).")}
	failed := look{err: model.UserError("The service has a problem of its own.")}
	rows := []struct {
		claim string
		dial  error
		looks []look
		stage TestStage
		dials int
		asked int // how often it was looked
		says  string
	}{
		{"answered", nil, []look{onCall, onCall, answered}, TestEnded, 1, 3, "you talked for 46 s"},
		{"what was said comes later", nil, []look{onCall, noWords, noWords, answered}, TestEnded, 1, 4, "you talked for 46 s"},
		{"what was said never comes", nil, []look{noWords}, TestEnded, 1, 1 + testWaits, "you talked for 46 s"},
		{"nobody answers", nil, []look{onCall, {TestProgress{Status: model.CallMissed, Reason: "busy\x1b[31m"}, nil}}, TestEnded, 1, 2, "Nobody answered (busy[31m)."},
		{"it fails", nil, []look{{TestProgress{Status: model.CallFailed, Reason: "SIP 503"}, nil}}, TestEnded, 1, 1, "The call failed (SIP 503)."},
		{"a look that fails is made again", nil, []look{onCall, failed, failed, answered}, TestEnded, 1, 4, "you talked for"},
		{"until none succeeds", nil, []look{onCall, failed}, TestUnseen, 1, 1 + testMisses, "Look for call_1 in Dialgen. The service has a problem"},
		{"a word of the service's own", nil, []look{{TestProgress{Status: "RINGING"}, nil}, {TestProgress{Status: "RINGING"}, nil}, answered}, TestEnded, 1, 3, "you talked"},
		{"refused", refused, nil, TestRefused, 1, 0, "Your telephone does not ring. There are not enough call minutes (402)."},
		{"the answer is lost", errLost, nil, TestUnknown, 1, 0, "It is not known whether your telephone will ring, and it is not asked for again by itself"},
	}
	for _, row := range rows {
		t.Run(row.claim, func(t *testing.T) {
			f := &fakeTester{dials: []error{row.dial}, looks: row.looks}
			c, clock := newTestCall(f, testGuards{}, nil)
			Inline(t.Context(), clock, c.Start(testPlan(t), 1, ownPhone), c.Update)
			if c.Stage() != row.stage || len(f.orders) != row.dials || len(f.looked) != row.asked || !strings.Contains(c.Words(), row.says) || c.UnderWay() || c.Waiting() {
				t.Errorf("stage %d, %d calls, %d looks, says %q", c.Stage(), len(f.orders), len(f.looked), c.Words())
			}
		})
	}
}

func TestACallThatNeverEndsIsNotFollowedForEver(t *testing.T) {
	f := &fakeTester{dials: []error{nil}, looks: []look{onCall}}
	c, clock := newTestCall(f, testGuards{}, nil)
	c.Pace = pacing.Poll{Live: time.Minute, Idle: time.Minute}
	Inline(t.Context(), clock, c.Start(testPlan(t), 0, ownPhone), c.Update)
	if c.Stage() != TestUnseen || len(f.looked) > 200 {
		t.Errorf("stage %d after %d looks", c.Stage(), len(f.looked))
	}
}

func TestOneTestCallGoesAtATime(t *testing.T) {
	f := &fakeTester{dials: []error{nil}, looks: []look{onCall}}
	c, _ := newTestCall(f, testGuards{}, nil)
	plan := testPlan(t)
	work := c.Start(plan, 0, ownPhone)
	if again := c.Start(plan, 0, ownPhone); len(work) != 1 || again != nil {
		t.Fatalf("%d and %d are asked for", len(work), len(again))
	}
	msg := work[0].Do(t.Context())
	looks := c.Update(msg)
	if again := c.Start(plan, 1, ownPhone); again != nil || len(c.Update(msg)) != 0 {
		t.Error("another is asked for while it goes on, or its answer counts twice")
	}
	c.Update(looks[0].Do(t.Context()))
	if len(f.orders) != 1 || !c.UnderWay() {
		t.Errorf("%d calls, under way %t", len(f.orders), c.UnderWay())
	}
}

// Whoever asks again after a lost answer learns that the first call is there.
func TestALostTestCallIsFoundWhenItIsAskedForAgain(t *testing.T) {
	busy := &NotDialled{Err: model.UserError("A call to this number is already in progress (409)."), During: "call_9"}
	f := &fakeTester{dials: []error{errLost, busy}, looks: []look{answered}}
	c, clock := newTestCall(f, testGuards{}, nil)
	plan := testPlan(t)
	Inline(t.Context(), clock, c.Start(plan, 0, ownPhone), c.Update)
	Inline(t.Context(), clock, c.Start(plan, 0, ownPhone), c.Update)
	if c.Stage() != TestEnded || !slices.Equal(f.looked, []string{"call_9"}) {
		t.Errorf("stage %d, looked for %q: %s", c.Stage(), f.looked, c.Words())
	}
	// Without one, a call to that number is somebody else's.
	f = &fakeTester{dials: []error{busy}, looks: []look{answered}}
	c, clock = newTestCall(f, testGuards{}, nil)
	Inline(t.Context(), clock, c.Start(plan, 0, ownPhone), c.Update)
	if c.Stage() != TestRefused || len(f.looked) != 0 || !strings.Contains(c.Words(), "(409)") {
		t.Errorf("stage %d, looked for %q: %s", c.Stage(), f.looked, c.Words())
	}
}

func TestATestCallThatIsStoppedIsNotFollowed(t *testing.T) {
	f := &fakeTester{dials: []error{nil}, looks: []look{onCall}}
	c, clock := newTestCall(f, testGuards{}, nil)
	ctx, stop := context.WithCancel(t.Context())
	update := func(msg any) []Work {
		if len(f.looked) == 3 {
			stop()
		}
		return c.Update(msg)
	}
	Inline(ctx, clock, c.Start(testPlan(t), 0, ownPhone), update)
	if len(f.looked) > 4 || len(f.orders) != 1 {
		t.Errorf("%d looks, %d calls", len(f.looked), len(f.orders))
	}
}
