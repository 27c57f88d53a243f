package dispatch_test

import (
	"context"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/model"
)

type creates = []func(context.Context) (api.BatchCreated, error)

var errDisk = model.UserError("The disk is full: nothing more can be saved in /home/x. Make room on it.")

// sendings are one Send each: what the service and the ledger do, in which
// order everything happens, and what the row says in the end.
var sendings = []struct {
	name    string
	creates creates
	change  func(*stage)
	state   model.SendState // as returned
	events  string          // comma separated
	told    []string
	says    []string // in Reason, or in Note of an accepted row
	not     []string
}{
	{
		name: "an accepted batch is begun before it is sent and written down after", creates: creates{taken("b1")},
		state: model.SendAccepted, events: "list,begin,create,record accepted",
	},
	{
		name: "a refusal gives the service's words and a next step", creates: creates{fails(noMinutes)},
		state: model.SendRefused, events: "list,begin,create,record refused",
		says: []string{"Dialgen refused this batch, so nobody is called by it.", "2000 needed, 500 left (402)", "Buy minutes"},
	},
	{
		name: "no answer in time is unknown and not tried again", creates: creates{fails(timeout)},
		state: model.SendUnknown, events: "list,begin,create,record unknown",
		says: []string{"It is not known whether Dialgen took this batch", "not sent again by itself", "`callsheet resolve`", "No answer came in time."},
		not:  []string{"Look at the batches and calls"}, // Callsheet does that
	},
	{
		name: "a page of something in between is unknown", creates: creates{fails(badPage)},
		state: model.SendUnknown, events: "list,begin,create,record unknown", says: []string{"It is not known", "502 Bad Gateway", "CALLSHEET_BASE_URL"},
		not: []string{"look again in a few minutes"},
	},
	{
		name: "an acceptance without an id is unknown", creates: creates{taken("")},
		state: model.SendUnknown, events: "list,begin,create,record unknown", says: []string{"It is not known", "without naming a batch"},
	},
	{
		name: "an error of another kind is unknown", creates: creates{func(context.Context) (api.BatchCreated, error) {
			return api.BatchCreated{BatchID: "b1"}, errors.New("odd")
		}},
		state: model.SendUnknown, events: "list,begin,create,record unknown", says: []string{"It is not known", "Odd."},
	},
	{
		name: "no connection is tried again, each time begun anew", creates: creates{fails(unreached), fails(unreached), taken("b1")},
		state:  model.SendAccepted,
		events: "list,begin,create,record prepared,wait 10s,list,begin,create,record prepared,wait 30s,list,begin,create,record accepted",
		told:   []string{"No connection, trying again in 10 s (2 of 3)", "No connection, trying again in 30 s (3 of 3)"},
	},
	{
		name: "no connection three times is given up, and nothing was sent", creates: creates{fails(unreached), fails(unreached), fails(unreached)},
		state:  model.SendRefused,
		events: "list,begin,create,record prepared,wait 10s,list,begin,create,record prepared,wait 30s,list,begin,create,record refused",
		told:   []string{"No connection, trying again in 10 s (2 of 3)", "No connection, trying again in 30 s (3 of 3)"},
		says:   []string{"Nothing was sent: ", "It was tried 3 times."}, not: []string{"refused this batch"},
	},
	{
		name: "an unknown outcome after a failed connection ends it", creates: creates{fails(unreached), fails(timeout)},
		state:  model.SendUnknown,
		events: "list,begin,create,record prepared,wait 10s,list,begin,create,record unknown",
		told:   []string{"No connection, trying again in 10 s (2 of 3)"},
	},
	{
		name: "a certificate that is not trusted is not tried again", creates: creates{fails(mistrust)},
		state: model.SendRefused, events: "list,begin,create,record refused", says: []string{"Nothing was sent: "},
	},
	{
		name:    "what is wrong in the request is not tried again",
		creates: creates{fails(api.Error{Err: errors.New("contact 3 has no number")})},
		state:   model.SendRefused, events: "list,begin,create,record refused",
	},
	{
		name: "a time to come back is kept", creates: creates{fails(slowDown(90 * time.Second)), taken("b1")},
		state:  model.SendAccepted,
		events: "list,begin,create,record prepared,wait 1m30s,list,begin,create,record accepted",
		told:   []string{"Dialgen asks to wait, trying again in 1 m 30 s (2 of 3)"},
	},
	{
		name: "a time below a second is rounded up", creates: creates{fails(slowDown(time.Millisecond)), taken("b1")},
		state:  model.SendAccepted,
		events: "list,begin,create,record prepared,wait 1s,list,begin,create,record accepted",
		told:   []string{"Dialgen asks to wait, trying again in 1 s (2 of 3)"},
	},
	{
		name: "a long time to come back is not waited for", creates: creates{fails(slowDown(2*time.Minute + time.Second))},
		state: model.SendRefused, events: "list,begin,create,record refused", says: []string{"nobody is called", "(429)", "Wait 2m1s and try again"},
	},
	{
		name: "too many requests without a time are not tried again", creates: creates{fails(slowDown(0))},
		state: model.SendRefused, events: "list,begin,create,record refused", says: []string{"Wait a minute"},
	},
	{
		name: "attempts are counted whatever they failed by", creates: creates{fails(unreached), fails(slowDown(time.Second)), fails(unreached)},
		state:  model.SendRefused,
		events: "list,begin,create,record prepared,wait 10s,list,begin,create,record prepared,wait 1s,list,begin,create,record refused",
		told:   []string{"No connection, trying again in 10 s (2 of 3)", "Dialgen asks to wait, trying again in 1 s (3 of 3)"},
	},
	{
		name:   "what cannot be begun is not sent",
		change: func(s *stage) { s.beginErr = []error{errDisk} },
		state:  model.SendPrepared, events: "list,begin fails", says: []string{"Nothing was sent. The disk is full", "Make room on it."},
	},
	{
		name:   "what another process has is not sent",
		change: func(s *stage) { s.rows["k1"] = model.Batch{Key: "k1", State: model.SendSending} },
		state:  model.SendPrepared, events: "list,begin refused", says: []string{"Nothing was sent. This batch is being sent by another Callsheet."},
	},
	{
		name:   "what the guard stops is not sent",
		change: func(s *stage) { s.beginErr = []error{&model.GuardError{Uncertain: 3, Campaign: "Spring\x1b[2J"}} },
		state:  model.SendPrepared, events: "list,begin fails", says: []string{"Nothing was sent. 3 contacts may be called already by"}, not: []string{"Nothing was sent. Nothing", "\x1b"},
	},
	{
		name: "a guard that comes between attempts stops the next one", creates: creates{fails(unreached)},
		change: func(s *stage) { s.beginErr = []error{nil, &model.GuardError{DoNotCall: 1}} },
		state:  model.SendPrepared, events: "list,begin,create,record prepared,wait 10s,list,begin fails",
		told: []string{"No connection, trying again in 10 s (2 of 3)"}, says: []string{"Nothing was sent.", "do-not-call list"},
	},
	{
		name: "without the list it is sent all the same", creates: creates{taken("b1")},
		change: func(s *stage) {
			s.lists = []func() (api.BatchList, error){func() (api.BatchList, error) { return api.BatchList{}, errors.New("404") }}
		},
		state: model.SendAccepted, events: "list,begin,create,record accepted",
	},
	{
		name: "an acceptance that cannot be written down is told", creates: creates{taken("b1")},
		change: func(s *stage) { s.recordErr = []error{errDisk} },
		state:  model.SendAccepted, events: "list,begin,create,record fails",
		says: []string{"Dialgen took this batch as b1", "could not be written down. The disk is full", "found on Dialgen's list"},
	},
	{
		name: "a refusal that cannot be written down is told", creates: creates{fails(noMinutes)},
		change: func(s *stage) { s.recordErr = []error{errDisk} },
		state:  model.SendRefused, events: "list,begin,create,record fails",
		says: []string{"Buy minutes", "could not be written down. The disk is full", "shows this batch as unknown", "that it was not sent"},
	},
	{
		name: "an unknown outcome that cannot be written down is told", creates: creates{fails(timeout)},
		change: func(s *stage) { s.recordErr = []error{errDisk} },
		state:  model.SendUnknown, events: "list,begin,create,record fails", says: []string{"It is not known", "could not be written down. The disk is full"},
	},
	{
		name: "an attempt that cannot be taken back in writing is the last", creates: creates{fails(unreached)},
		change: func(s *stage) { s.recordErr = []error{errDisk} },
		state:  model.SendPrepared, events: "list,begin,create,record fails", says: []string{"Nothing was sent: ", "could not be written down", "shows this batch as unknown"},
	},
	{
		name: "stopping while waiting leaves it prepared", creates: creates{fails(unreached)},
		change: func(s *stage) { s.waits = func(int) error { return context.Canceled } },
		state:  model.SendPrepared, events: "list,begin,create,record prepared,wait 10s",
		told: []string{"No connection, trying again in 10 s (2 of 3)"}, says: []string{"stopped before anything of this batch left"},
	},
	{
		name: "a batch that is unknown is not touched", change: func(s *stage) {
			b := prepared()
			b.State = model.SendUnknown
			s.rows["k1"] = b
		},
		state: model.SendUnknown,
	},
	{
		name: "a batch that is accepted is not touched", change: func(s *stage) {
			b := prepared()
			b.State = model.SendAccepted
			s.rows["k1"] = b
		},
		state: model.SendAccepted,
	},
}

func TestSending(t *testing.T) {
	for _, row := range sendings {
		t.Run(row.name, func(t *testing.T) {
			s := newStage()
			s.creates = row.creates
			b := prepared()
			if row.change != nil {
				row.change(s)
			}
			if state := s.rows["k1"].State; state == model.SendUnknown || state == model.SendAccepted {
				b = s.rows["k1"]
			}
			got := s.sender().Send(t.Context(), b, oneContact())
			if got.State != row.state {
				t.Errorf("state %q, want %q: %s", got.State, row.state, got.Reason)
			}
			if events := strings.Join(s.events, ","); events != row.events {
				t.Errorf("events\n got %s\nwant %s", events, row.events)
			}
			if !slices.Equal(s.told, row.told) {
				t.Errorf("told %q, want %q", s.told, row.told)
			}
			checkWords(t, got, row.says, row.not)
			if !slices.Contains(s.events, "record fails") && !slices.ContainsFunc(s.events, func(e string) bool { return strings.HasPrefix(e, "begin ") }) &&
				!strings.HasSuffix(row.events, "wait 10s") && !reflect.DeepEqual(s.rows["k1"], got) {
				t.Errorf("returned\n%+v\nledger\n%+v", got, s.rows["k1"])
			}
		})
	}
}

var sentences = regexp.MustCompile(`^[A-Z0-9][^\n\x1b]*[.]$`)

func checkWords(t *testing.T, b model.Batch, says, not []string) {
	t.Helper()
	text := b.Reason
	if b.State == model.SendAccepted {
		text = b.Note
		if b.Reason != "" {
			t.Errorf("an accepted batch has a reason: %s", b.Reason)
		}
	}
	if text != "" && (!sentences.MatchString(text) || strings.Contains(text, "..") || strings.Contains(text, "  ")) {
		t.Errorf("%q is no tidy sentence", text)
	}
	for _, want := range says {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
	for _, no := range not {
		if strings.Contains(text, no) {
			t.Errorf("%q has %q", text, no)
		}
	}
}

func TestTheRowKeepsWhatIsNeededToFindTheBatchAgain(t *testing.T) {
	s := newStage()
	s.server = -3*time.Hour + 400*time.Millisecond // the service's clock is another
	s.list = []api.BatchSummary{
		{BatchID: "twin", AgentID: agentID, Total: 1, Priority: 5, CreatedAt: noon.Add(-3*time.Hour - time.Second)},
		{BatchID: "older", AgentID: agentID, Total: 1, Priority: 5, CreatedAt: noon.Add(-3*time.Hour - 3*time.Minute)},
		{BatchID: "larger", AgentID: agentID, Total: 2, Priority: 5, CreatedAt: noon.Add(-3 * time.Hour)},
	}
	s.creates = creates{func(context.Context) (api.BatchCreated, error) {
		begun := s.rows["k1"]
		if begun.State != model.SendSending || !begun.ServerBefore.Equal(noon.Add(-3*time.Hour)) || !begun.Sent.Equal(noon) || !slices.Equal(begun.Before, []string{"twin"}) {
			t.Errorf("on disk when the request leaves: %+v", begun)
		}
		s.clock.Forward(7 * time.Second)
		return fails(badPage)(t.Context())
	}}
	got := s.sender().Send(t.Context(), prepared(), oneContact())
	if got.HTTPStatus != 502 || got.Reply != "<b>502</b>" || !got.ServerAfter.Equal(noon) || got.Attempts != 1 || !got.Settled.Equal(noon.Add(7*time.Second)) {
		t.Errorf("row %+v", got)
	}
	if got.Last.Status != "" || got.ID != "" {
		t.Errorf("row %+v", got)
	}
}

func TestABatchPreparedLongAgoKnowsItsTwinsWithoutTheServicesClock(t *testing.T) {
	s := newStage()
	s.noClock = true
	s.clock.Set(noon.AddDate(0, 0, 3))
	s.list = []api.BatchSummary{{BatchID: "twin", AgentID: agentID, Total: 1, Priority: 5, CreatedAt: s.clock.Now().Add(-time.Minute)}}
	s.creates = creates{fails(badPage)}
	if got := s.sender().Send(t.Context(), prepared(), oneContact()); !slices.Equal(got.Before, []string{"twin"}) || !got.ServerBefore.IsZero() {
		t.Errorf("row %+v", got)
	}
}

func TestAnAcceptedRowHasWhatTheServiceGave(t *testing.T) {
	s := newStage()
	s.creates = creates{fails(unreached), taken("b1")}
	got := s.sender().Send(t.Context(), prepared(), oneContact())
	if got.ID != "b1" || got.Dashboard != "https://x/b1" || got.Last.Status != model.StatusIngesting || got.HTTPStatus != 202 ||
		!got.ServerAfter.Equal(noon.Add(time.Second)) || got.Reply != `{"batchId"}` || got.Attempts != 2 || got.Reason != "" {
		t.Errorf("row %+v", got)
	}
	if !got.Sent.Equal(noon.Add(10 * time.Second)) {
		t.Errorf("sent %v, want when the second attempt began", got.Sent)
	}
}

func TestStoppingASendThatIsOut(t *testing.T) {
	rows := []struct {
		name   string
		create func(context.Context) (api.BatchCreated, error)
		state  model.SendState
	}{
		{"while the answer is awaited is unknown", func(ctx context.Context) (api.BatchCreated, error) {
			return api.BatchCreated{}, &api.Error{Op: "create batch", Sent: true, Err: ctx.Err()}
		}, model.SendUnknown},
		{"before a byte left is prepared", func(ctx context.Context) (api.BatchCreated, error) {
			return api.BatchCreated{}, &api.Error{Op: "create batch", Err: ctx.Err()}
		}, model.SendPrepared},
		{"when the answer came all the same is accepted", func(ctx context.Context) (api.BatchCreated, error) {
			return taken("b1")(ctx)
		}, model.SendAccepted},
		{"when a refusal came all the same is refused", func(ctx context.Context) (api.BatchCreated, error) {
			return fails(noMinutes)(ctx)
		}, model.SendRefused},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := newStage()
			ctx, stop := context.WithCancel(t.Context())
			s.creates = creates{func(context.Context) (api.BatchCreated, error) {
				stop()
				return row.create(ctx)
			}}
			got := s.sender().Send(ctx, prepared(), oneContact())
			if got.State != row.state || s.rows["k1"].State != row.state {
				t.Errorf("returned %q, ledger %q; want %q", got.State, s.rows["k1"].State, row.state)
			}
		})
	}
	t.Run("before it begins touches nothing", func(t *testing.T) {
		s := newStage()
		ctx, stop := context.WithCancel(t.Context())
		stop()
		got := s.sender().Send(ctx, prepared(), oneContact())
		if got.State != model.SendPrepared || len(s.events) != 0 || got.Reason == "" {
			t.Errorf("%q after %q: %s", got.State, s.events, got.Reason)
		}
	})
	t.Run("while it is written down as begun leaves it prepared", func(t *testing.T) {
		s := newStage()
		ctx, stop := context.WithCancel(t.Context())
		s.lists = []func() (api.BatchList, error){func() (api.BatchList, error) { stop(); return s.listed(), nil }}
		got := s.sender().Send(ctx, prepared(), oneContact())
		if got.State != model.SendPrepared || s.rows["k1"].State != model.SendPrepared || !strings.Contains(got.Reason, "stopped before") {
			t.Errorf("%q, ledger %q: %s", got.State, s.rows["k1"].State, got.Reason)
		}
	})
}
