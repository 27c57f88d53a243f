package dispatch_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/model/phone"
)

const ours, alsoOurs, stranger = phone.Number(447700900123), phone.Number(447700900124), "+447700900999"

// unknown is a batch of two contacts whose answer was lost, sent at noon.
func unknown() model.Batch {
	b := prepared()
	b.State, b.Contacts, b.Attempts = model.SendUnknown, 2, 1
	b.Sent, b.Settled, b.ServerBefore = noon, noon.Add(30*time.Second), noon
	b.Reason = "It is not known."
	return b
}

// entry is the batch on the list as the service shows it when it took it.
func entry(id string, change ...func(*api.BatchSummary)) api.BatchSummary {
	e := api.BatchSummary{BatchID: id, Status: api.StatusProcessing, Total: 2, AgentID: agentID, Priority: 5, CreatedAt: noon.Add(1500 * time.Millisecond)}
	for _, f := range change {
		f(&e)
	}
	return e
}

func created(after time.Duration) func(*api.BatchSummary) {
	return func(e *api.BatchSummary) { e.CreatedAt = noon.Add(after) }
}

func callsTo(phones ...string) (calls []api.Call) {
	for _, p := range phones {
		calls = append(calls, api.Call{Phone: p})
	}
	return calls
}

func callsAt(at time.Time, phones ...string) []api.Call {
	calls := callsTo(phones...)
	for i := range calls {
		calls[i].CreatedAt = at
	}
	return calls
}

// polls are one poll each, a minute after sending.
var polls = []struct {
	name   string
	list   []api.BatchSummary
	change func(*stage, *model.Batch, *dispatch.LedgerView)
	found  string // "" = still unknown
	likely string // which it most likely is, without a call that proves it
	shown  []string
	doubt  string // in the first candidate's
}{
	{name: "an empty list decides nothing"},
	{name: "the one that fits is likely it, and a colleague's would look the same", list: []api.BatchSummary{entry("b1")}, likely: "b1"},
	{
		name: "the first call to one of our numbers proves it", list: []api.BatchSummary{entry("b1")}, found: "b1",
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) { s.calls["b1"] = callsTo(ours.String()) },
	},
	{
		name: "one that is scheduled for next week is likely it", likely: "b1",
		list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.Status = api.StatusScheduled })},
	},
	{
		name: "an ended one without a call that is shown proves nothing", likely: "b1",
		list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.Status, e.Processed = api.StatusCompleted, 2 })},
	},
	{name: "one for another agent is not it", list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.AgentID = "other" })}},
	{name: "one of another size is not it", list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.Total = 3 })}},
	{name: "one of another priority is not it", list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.Priority = 6 })}},
	{
		name: "no priority is the service's default", list: []api.BatchSummary{entry("b1")}, likely: "b1",
		change: func(_ *stage, b *model.Batch, _ *dispatch.LedgerView) { b.Priority = 0 },
	},
	{
		name: "one made a moment before may be it", list: []api.BatchSummary{entry("b1", created(-2001*time.Millisecond))},
		shown: []string{"b1"}, doubt: "made before this one was sent",
	},
	{name: "one made minutes before is not it", list: []api.BatchSummary{entry("b1", created(-123*time.Second))}},
	{name: "one made as clocks go apart is it", list: []api.BatchSummary{entry("b1", created(-2*time.Second))}, likely: "b1"},
	{name: "one made when the request ran out of time is it", list: []api.BatchSummary{entry("b1", created(api.DefaultCreateTimeout))}, likely: "b1"},
	{name: "one made long after is not it", list: []api.BatchSummary{entry("b1", created(8*time.Minute))}},
	{
		name: "one that was there before is not it", list: []api.BatchSummary{entry("b1")},
		change: func(_ *stage, b *model.Batch, _ *dispatch.LedgerView) { b.Before = []string{"b0", "b1"} },
	},
	{
		name: "one that another row has is not it", list: []api.BatchSummary{entry("b1"), entry("b2")}, likely: "b1",
		change: func(_ *stage, _ *model.Batch, k *dispatch.LedgerView) {
			k.Ours = func(id string) bool { return id == "b2" }
		},
	},
	{name: "two that fit are shown", list: []api.BatchSummary{entry("b2"), entry("b1")}, shown: []string{"b2", "b1"}},
	{
		name: "calls to a stranger rule one out", list: []api.BatchSummary{entry("b2"), entry("b1")}, likely: "b1",
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) {
			s.calls["b2"] = callsTo(ours.String(), stranger)
		},
	},
	{
		name: "calls to a stranger rule the only one out", list: []api.BatchSummary{entry("b1")},
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) { s.calls["b1"] = callsTo(stranger) },
	},
	{
		name: "calls to our numbers prove one of two", list: []api.BatchSummary{entry("b2"), entry("b1")}, found: "b2",
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) { s.calls["b2"] = callsTo(alsoOurs.String()) },
	},
	{
		name: "calls to our numbers in two batches are shown", list: []api.BatchSummary{entry("b2"), entry("b1")}, shown: []string{"b2", "b1"},
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) {
			s.calls["b1"], s.calls["b2"] = callsTo(ours.String()), callsTo(ours.String())
		},
	},
	{
		name: "numbers are compared without their plus sign", list: []api.BatchSummary{entry("b2"), entry("b1")}, found: "b2",
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) { s.calls["b2"] = callsTo("447700900124") },
	},
	{
		name: "masked and national numbers say nothing", list: []api.BatchSummary{entry("b1")}, likely: "b1",
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) {
			s.calls["b1"] = callsTo("+4477****999", "07700 900999", "", "7700900999")
		},
	},
	{
		name: "calls that cannot be read leave it open", list: []api.BatchSummary{entry("b1")}, shown: []string{"b1"}, doubt: "calls cannot be read",
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) { s.callErr["b1"] = errors.New("500") },
	},
	{
		name: "without our numbers at hand calls say nothing", list: []api.BatchSummary{entry("b1")}, likely: "b1",
		change: func(s *stage, _ *model.Batch, k *dispatch.LedgerView) {
			k.Numbers = nil
			s.calls["b1"] = callsTo(stranger)
		},
	},
	{
		name: "one from which a newer batch took a contact may be it", shown: []string{"b1"}, doubt: "fewer contacts",
		list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.Total-- })},
	},
	{
		name: "one from which newer batches took all contacts may be it", shown: []string{"b1"}, doubt: "fewer contacts",
		list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.Total = 0 })},
	},
	{
		name: "one whose contacts are still being stored may be it", shown: []string{"b1"}, doubt: "still being stored",
		list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.Status, e.Total = api.StatusIngesting, 1 })},
	},
	{
		name: "one that is stored may be it while another is being stored", shown: []string{"b2", "b1"},
		list: []api.BatchSummary{entry("b2"), entry("b1", func(e *api.BatchSummary) { e.Status, e.Total = api.StatusIngesting, 0 })},
	},
	{
		name: "one without its time may be it", list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.CreatedAt = time.Time{} })},
		shown: []string{"b1"}, doubt: "when it was made",
	},
	{
		name: "one without its agent may be it", list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.AgentID = "" })},
		shown: []string{"b1"}, doubt: "which agent",
	},
	{
		name: "one without its priority may be it", list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.Priority = 0 })},
		shown: []string{"b1"}, doubt: "its priority",
	},
	{
		name: "calls take such a doubt away", list: []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.CreatedAt = time.Time{} })}, found: "b1",
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) { s.calls["b1"] = callsTo(ours.String()) },
	},
	{
		name: "by the service's own clock, however wrong ours is", list: []api.BatchSummary{entry("b1", created(-26*time.Hour+time.Second))}, likely: "b1",
		change: func(s *stage, b *model.Batch, _ *dispatch.LedgerView) {
			s.server, b.ServerBefore = -26*time.Hour, noon.Add(-26*time.Hour)
		},
	},
	{
		name: "without its clock then, by the difference there is now", list: []api.BatchSummary{entry("b1", created(-26*time.Hour+time.Second))}, likely: "b1",
		change: func(s *stage, b *model.Batch, _ *dispatch.LedgerView) {
			s.server, b.ServerBefore = -26*time.Hour, time.Time{}
		},
	},
	{
		name: "without its clock at all, by ours", list: []api.BatchSummary{entry("b1", created(-9*time.Minute))}, likely: "b1",
		change: func(s *stage, b *model.Batch, _ *dispatch.LedgerView) { s.noClock, b.ServerBefore = true, time.Time{} },
	},
	{
		name: "without its clock, one of the same day is left to the operator", list: []api.BatchSummary{entry("b1", created(-3*time.Hour))},
		shown: []string{"b1"}, doubt: "made at another time",
		change: func(s *stage, b *model.Batch, _ *dispatch.LedgerView) { s.noClock, b.ServerBefore = true, time.Time{} },
	},
	{
		name: "calls of that day, before it was sent, are no proof that it is", list: []api.BatchSummary{entry("b1", created(-3*time.Hour))},
		shown: []string{"b1"}, doubt: "made at another time",
		change: func(s *stage, b *model.Batch, _ *dispatch.LedgerView) {
			s.noClock, b.ServerBefore = true, time.Time{}
			s.calls["b1"] = callsAt(noon.Add(-2*time.Hour), ours.String(), alsoOurs.String())
		},
	},
	{
		name: "calls to strangers then rule it out all the same", list: []api.BatchSummary{entry("b1", created(-3*time.Hour))},
		change: func(s *stage, b *model.Batch, _ *dispatch.LedgerView) {
			s.noClock, b.ServerBefore = true, time.Time{}
			s.calls["b1"] = callsAt(noon.Add(-2*time.Hour), ours.String(), stranger)
		},
	},
	{
		name: "calls after it was sent prove it, whenever it was made", list: []api.BatchSummary{entry("b1", created(-3*time.Hour))}, found: "b1",
		change: func(s *stage, b *model.Batch, _ *dispatch.LedgerView) {
			s.noClock, b.ServerBefore = true, time.Time{}
			s.calls["b1"] = callsAt(noon.Add(time.Minute), ours.String())
		},
	},
	{
		name: "without its clock, one of another day is not it", list: []api.BatchSummary{entry("b1", created(-27*time.Hour))},
		change: func(s *stage, b *model.Batch, _ *dispatch.LedgerView) { s.noClock, b.ServerBefore = true, time.Time{} },
	},
	{
		name: "one that another open row may be as well is shown", list: []api.BatchSummary{entry("b1")}, shown: []string{"b1"},
		change: func(_ *stage, _ *model.Batch, k *dispatch.LedgerView) { k.Open = open(rival("k2", time.Second)) },
	},
	{
		name: "calls tell it from another open row", list: []api.BatchSummary{entry("b1")}, found: "b1",
		change: func(s *stage, _ *model.Batch, k *dispatch.LedgerView) {
			k.Open = open(rival("k2", time.Second))
			s.calls["b1"] = callsTo(ours.String())
		},
	},
	{
		name: "an open row that came later leaves the earlier batch to us", likely: "b1",
		list: []api.BatchSummary{entry("b2", created(time.Minute)), entry("b1")},
		change: func(_ *stage, _ *model.Batch, k *dispatch.LedgerView) {
			later := rival("k2", 50*time.Second)
			later.Before = []string{"b1"}
			k.Open = open(later)
		},
	},
	{
		name: "a batch that only an earlier open row may be leaves nothing to us", shown: []string{"b2"},
		list: []api.BatchSummary{entry("b2"), entry("b1", created(-30*time.Second))},
		change: func(_ *stage, b *model.Batch, k *dispatch.LedgerView) {
			b.Before = []string{"b1"}
			k.Open = open(rival("k0", -31*time.Second))
		},
	},
	{
		name: "a stranger's batch leaves no other to us", shown: []string{"b1"},
		list: []api.BatchSummary{entry("b2"), entry("b1")},
		change: func(s *stage, _ *model.Batch, k *dispatch.LedgerView) {
			s.calls["b2"] = callsTo(stranger)
			k.Open = open(rival("k2", 0))
		},
	},
	{
		name: "two open rows and two batches that fit both are shown", shown: []string{"b2", "b1"},
		list:   []api.BatchSummary{entry("b2"), entry("b1")},
		change: func(_ *stage, _ *model.Batch, k *dispatch.LedgerView) { k.Open = open(rival("k2", 0)) },
	},
	{
		name: "an open row of another agent, service or user is no rival", list: []api.BatchSummary{entry("b1")}, likely: "b1",
		change: func(_ *stage, b *model.Batch, k *dispatch.LedgerView) {
			agent, service, user, self := rival("k2", 0), rival("k3", 0), rival("k4", 0), *b
			agent.Agent, service.Service, user.User = "other", "https://other", "other"
			k.Open = open(agent, service, user, self)
		},
	},
	{name: "of very many the later ones are not compared", list: many(30), shown: ids(many(30)), doubt: "not looked at"},
	{
		name: "of very many the one with our calls is it", list: many(30), found: "b29",
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) {
			for _, e := range many(29) {
				s.calls[e.BatchID] = callsTo(stranger)
			}
			s.calls["b29"] = callsTo(ours.String())
		},
	},
	{
		name: "those that were not compared may still be it", list: many(30), shown: ids(many(10)), doubt: "not looked at",
		change: func(s *stage, _ *model.Batch, _ *dispatch.LedgerView) {
			for _, e := range many(30) {
				s.calls[e.BatchID] = callsTo(stranger)
			}
		},
	},
}

// open is a ledger with some open rows.
func open(rows ...model.Batch) func(context.Context) ([]model.Batch, error) {
	return func(context.Context) ([]model.Batch, error) { return rows, nil }
}

// What was sent while the list was on its way is on the list, and must not be
// taken for what is looked for.
func TestTheLedgerIsReadAfterTheList(t *testing.T) {
	s, b := newStage(), unknown()
	s.clock.Set(noon.Add(time.Minute))
	s.rows["k1"] = b
	var sent []model.Batch
	s.lists = []func() (api.BatchList, error){func() (api.BatchList, error) {
		sent = []model.Batch{rival("k2", 0)}
		s.list = []api.BatchSummary{entry("b1")}
		return s.listed(), nil
	}}
	view := dispatch.LedgerView{Open: func(context.Context) ([]model.Batch, error) { return sent, nil }}
	f, err := s.sender().Reconcile(t.Context(), b, view)
	if err != nil {
		t.Fatal(err)
	}
	checkFound(t, s, f, b, "")
	view.Open = func(context.Context) ([]model.Batch, error) { return nil, errDisk }
	if f, err := s.sender().Reconcile(t.Context(), b, view); !errors.Is(err, errDisk) || f.Batch.State != model.SendUnknown || f.Polls != 0 {
		t.Errorf("%v, %q after %d polls", err, f.Batch.State, f.Polls)
	}
}

// rival is another row of two contacts whose outcome is not known.
func rival(key string, after time.Duration) model.Batch {
	b := unknown()
	b.Key, b.ServerBefore, b.Sent = key, noon.Add(after), noon.Add(after)
	return b
}

// many is a list of batches that fit, newest first.
func many(n int) (list []api.BatchSummary) {
	for i := range n {
		list = append(list, entry(fmt.Sprint("b", i), created(time.Minute-time.Duration(i)*time.Second)))
	}
	return list
}

func ids(list []api.BatchSummary) (all []string) {
	for _, e := range list {
		all = append(all, e.BatchID)
	}
	return all
}

func TestWhatIsFoundMustBeWrittenDown(t *testing.T) {
	s, b := newStage(), unknown()
	s.list, s.recordErr = []api.BatchSummary{entry("b1")}, []error{errDisk}
	s.calls["b1"] = callsTo(ours.String())
	f, err := s.sender().Reconcile(t.Context(), b, dispatch.LedgerView{Numbers: []phone.Number{ours}})
	if err == nil || !strings.Contains(err.Error(), "found on Dialgen's list, but that could not be written down. The disk is full") {
		t.Errorf("error %v", err)
	}
	if f.Batch.State != model.SendUnknown || len(f.Candidates) != 1 {
		t.Errorf("finding %+v", f)
	}
	s.check(t, "list", "calls b1", "record fails")
}

// Somebody else's batch is likely ours until its first call, and then not: what
// was noted is taken back, and the guard over our numbers stays all the while.
func TestAColleaguesBatchIsNeverTakenForOurs(t *testing.T) {
	s, b := newStage(), unknown()
	s.rows["k1"] = b
	s.list = []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.Status = api.StatusScheduled })}
	view := dispatch.LedgerView{Numbers: []phone.Number{ours, alsoOurs}}
	for day := range 6 {
		s.clock.Set(noon.Add(time.Duration(day)*24*time.Hour + time.Minute))
		f, err := s.sender().Reconcile(t.Context(), b, view)
		if err != nil || f.Batch.State != model.SendUnknown || f.Likely != "b1" || f.LongEnough || !strings.Contains(dispatch.FindingWords(f), "before its start") {
			t.Fatalf("day %d: %v, %+v", day, err, f)
		}
		b, view.Polls = f.Batch, f.Polls
	}
	if n := strings.Count(strings.Join(s.events, ","), "record "); n != 1 {
		t.Errorf("noted %d times", n)
	}
	s.calls["b1"] = callsTo(stranger)
	f, err := s.sender().Reconcile(t.Context(), b, view)
	if err != nil || f.Batch.State != model.SendUnknown || f.Likely != "" || len(f.Candidates) != 0 || !f.LongEnough {
		t.Errorf("%v, %+v", err, f)
	}
	if note := s.rows["k1"].Note; !strings.Contains(note, "somebody else's") || strings.Contains(note, "Likely") {
		t.Errorf("the ledger notes %q", note)
	}
}
