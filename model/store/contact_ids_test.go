package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"callsheet/model"
)

// again plans a list of an agent with what the ledger knows of it, and tells what
// becomes of its rows.
func again(t *testing.T, s *Store, o model.Overrule, contacts ...string) (model.Plan, *model.List, string) {
	t.Helper()
	rows := withIDs(contacts...)
	id := campaign(t, s, "Summer", rows)
	l := listIDs(t, rows, nil)
	l.SetSuppressions(must(s.Guards.Suppressions(ctx, l.Contacts().Refs(), o.Agent, id))(t))
	l.Apply(l.Overrule(o, "anna", time.Time{}))
	return model.NewPlan(l, model.Options{Agent: o.Agent, User: "user", Name: "Summer", Priority: 5, TimeZone: "UTC", CallsPerSecond: 1, MaxAttempts: 1}), l, id
}

func TestABatchGuardsAContactByItsIDAsWell(t *testing.T) {
	agent, other := model.Overrule{Agent: "agent"}, model.Overrule{Agent: "other"}
	move, callAgain := model.Overrule{Agent: "agent", Move: true}, model.Overrule{Agent: "agent", Again: true}
	cases := []struct {
		name     string
		sent     []string // campaigns before, of "agent", in this order
		overrule model.Overrule
		row      string
		called   bool
		why      string // the words that tell it, when it is not called
		lost     string // how many contacts each campaign before lost
	}{
		{"another id and another number are somebody else", []string{"x 1"}, agent, "y 2", true, "", "0"},
		{"the same id under another number", []string{"x 1"}, agent, "x 2", false, `in "Spring 0" (same contact id, another number)`, "0"},
		{"the same id and the same number", []string{"x 1"}, agent, "x 1", false, `in "Spring 0"`, "0"},
		{"the same number under another id", []string{"x 1"}, agent, "y 1", false, `in "Spring 0"`, "0"},
		{"the same number without an id", []string{"x 1"}, agent, " 1", false, `in "Spring 0"`, "0"},
		{"an id in other letters is another", []string{"x 1"}, agent, "X 2", true, "", "0"},
		{"the id at another agent", []string{"x 1"}, other, "x 2", true, "", "0"},
		{"moved by the operator's word", []string{"x 1"}, move, "x 2", true, "", "1"},
		{"called again by the operator's word", []string{"x 1"}, callAgain, "x 2", true, "", "1"},
		{"the number an id had earlier, now in a batch without one", []string{"x 1", " 1"}, agent, "x 2", false, `in "Spring 1" (same contact id, another number)`, "0 0"},
		{"a number another contact has, where the id is known elsewhere", []string{"x 1", "y 2"}, agent, "x 2", false, `in "Spring 1" (same number, another contact id)`, "0 0"},
		{"which is not moved, since both would call it", []string{"x 1", "y 2"}, move, "x 2", false, `in "Spring 1" (same number, another contact id)`, "0 0"},
		{"an id that had the number last", []string{"x 1", "x 2"}, move, "x 2", true, "", "0 1"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			clock := newClock()
			s := open(t, t.TempDir(), Options{Now: clock.Now})
			var before []model.Batch
			for i, contact := range c.sent {
				p, _, id := again(t, s, model.Overrule{Agent: "agent", Move: true, Again: true}, contact)
				b := must(s.Ledger.Confirm(ctx, id, p))(t)[0]
				must(s.db.writer.ExecContext(ctx, `UPDATE batches SET name = ? WHERE key = ?`, fmt.Sprint("Spring ", i), b.Key))(t)
				before = append(before, sendAs(t, s, b, model.SendAccepted))
				must(s.db.writer.ExecContext(ctx, `DELETE FROM moves`))(t)
				clock.Forward(time.Second)
			}
			p, l, id := again(t, s, c.overrule, c.row)
			if called := p.Len() == 1; called != c.called {
				t.Fatalf("called is %v: %+v", called, l.Verdict(0))
			}
			if !c.called {
				if why := l.Why(0); why != c.why {
					t.Errorf("it is out for %q, want %q", why, c.why)
				}
				// The ledger checks again, whatever the list was told.
				p = model.NewPlan(listIDs(t, withIDs(c.row), nil), p.Options)
			}
			_, err := s.Ledger.Begin(ctx, must(s.Ledger.Confirm(ctx, id, p))(t)[0])
			if guarded, found := guardError(err); found == c.called || found && (guarded.SameID == 1) != strings.Contains(c.why, "contact id") {
				t.Errorf("in the moment of sending it is guarded as %+v (%v)", guarded, err)
			}
			var lost []string
			for _, b := range before {
				lost = append(lost, fmt.Sprint(row(t, s, b.Key).Lost))
			}
			if got := strings.Join(lost, " "); got != c.lost {
				t.Errorf("lost %s, want %s", got, c.lost)
			}
		})
	}
}

func TestWhileNoAgentIsNamedAnyAgentsIDsCount(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	sendAs(t, s, identified(t, s, "Spring", "x 1", "y 2"), model.SendAccepted)
	asked := []model.ContactRef{{Number: numbers(5)[0], ID: model.ContactIDOf("x")}}
	for agent, marks := range map[string]int{"": 1, "agent": 1, "other": 0} {
		if got := must(s.Guards.Suppressions(ctx, asked, agent, ""))(t); len(got) != marks {
			t.Errorf("for agent %q: %v", agent, got)
		}
	}
}

func TestAnUncertainBatchGuardsByItsIDs(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	sendAs(t, s, identified(t, s, "Spring", "x 1"), model.SendUnknown)
	p, l, _ := again(t, s, model.Overrule{Agent: "agent", Move: true, Again: true}, "x 2", "y 3")
	if p.Len() != 1 || l.Verdict(0).Out != model.MaybeCalled || !l.Suppression(numbers(2)[0]).SameID {
		t.Errorf("%+v, %+v", l.Verdict(0), l.Suppression(numbers(2)[0]))
	}
}

// What was not sent, or refused, tells the service no id.
func TestABatchThatIsNotThereGuardsNoIDs(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	identified(t, s, "Spring", "x 1")
	sendAs(t, s, identified(t, s, "Autumn", "x 3"), model.SendRefused)
	if p, l, _ := again(t, s, model.Overrule{Agent: "agent"}, "x 2"); p.Len() != 1 {
		t.Errorf("out: %+v", l.Verdict(0))
	}
}

// The ids guard for as long as the numbers do, forgotten or not, and go with them.
func TestIDsAreKeptAsLongAsNumbers(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	b := sendAs(t, s, identified(t, s, "Spring", "x 1"), model.SendAccepted)
	stored := func() (n int) {
		ok(t, s.db.writer.QueryRowContext(ctx, `SELECT count(*) FROM batch_ids`).Scan(&n))
		return n
	}
	ok(t, s.Campaigns.Forget(ctx, false, b.Campaign))
	if p, _, _ := again(t, s, model.Overrule{Agent: "agent"}, "x 2"); p.Len() != 0 || stored() != 1 {
		t.Errorf("forgotten, %d are called; ids of %d batches are kept", p.Len(), stored())
	}
	must(s.db.writer.ExecContext(ctx, `UPDATE batches SET ended = ?`, instant(clock.Now())))(t)
	clock.Forward(48 * time.Hour)
	ok(t, s.Campaigns.ForgetAll(ctx, false))
	if p, _, _ := again(t, s, model.Overrule{Agent: "agent"}, "x 2"); p.Len() != 1 || stored() != 0 {
		t.Errorf("after its end, %d are called; ids of %d batches are kept", p.Len(), stored())
	}
	draft := identified(t, s, "Autumn", "x 1")
	ok(t, s.Ledger.Unconfirm(ctx, draft.Campaign))
	if stored() != 0 {
		t.Error("a draft keeps ids in the ledger")
	}
}

func TestDamagedIDsAreNoReasonToCall(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	sendAs(t, s, identified(t, s, "Spring", "x 1"), model.SendAccepted)
	next := identified(t, s, "Summer", "x 2")
	must(s.db.writer.ExecContext(ctx, `UPDATE batch_ids SET ids = substr(ids, 2) WHERE batch = 1`))(t)
	if _, err := s.Guards.Suppressions(ctx, []model.ContactRef{{Number: 1, ID: 1}}, "agent", ""); err == nil {
		t.Error("marks are told")
	}
	if _, err := s.Ledger.Begin(ctx, next); err == nil {
		t.Error("it was sent")
	}
}

func TestOfAnIDThatWasSentWithAnotherNumberThatIsTold(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	for contact, state := range map[string]model.SendState{"x 1": model.SendAccepted, "y 2": model.SendUnknown} {
		p, _, id := again(t, s, model.Overrule{Agent: "agent"}, contact)
		sendAs(t, s, must(s.Ledger.Confirm(ctx, id, p))(t)[0], state)
	}
	for _, c := range []struct {
		name, contact, agent string
		want                 bool
	}{
		{"with its own number it is not", "x 1", "agent", false},
		{"with another it is", "x 2", "agent", true},
		{"of a batch of which nothing is known, too", "y 1", "agent", true},
		{"for another agent it is another contact", "x 2", "other", false},
		{"an id nobody sent is not", "z 2", "agent", false},
	} {
		refs := listIDs(t, withIDs(c.contact), nil).Contacts().Refs()
		got := must(s.Guards.Suppressions(ctx, refs, c.agent, ""))(t)
		if got[refs[0].Number].IDElsewhere != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
