package dispatch

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"callsheet/api"
	"callsheet/model"
	"callsheet/model/phone"
)

const (
	// clockStep is how far the clocks of one service may be apart, and a date
	// has whole seconds only.
	clockStep = 2 * time.Second

	// What came onto the list after sending, but was made up to this long before
	// by the service's clock, is left to the operator: more than one machine
	// may write dates.
	earlyDoubt = 2 * time.Minute

	// lateness is how long after the request ended the service may still make
	// the batch.
	lateness = 2 * time.Minute

	// Without the service's clock, this machine's is taken, which may be wrong;
	// what was made within a day of it is left to the operator.
	localTolerance = 10 * time.Minute
	localDoubt     = 26 * time.Hour

	defaultPriority = 5 // the service's, when a request names none

	maxBefore     = 1000
	maxCompared   = 20 // candidates whose calls are asked for in one poll
	comparedCalls = 100
)

// span is when the service can have made a batch, by its own clock.
type span struct {
	from, to time.Time
	loose    bool // by this machine's clock: not to be trusted
}

// sendingSpan is the span of a batch; now and server are this machine's and the
// service's clock at one moment, the latter zero when it is not known.
func sendingSpan(b model.Batch, now, server time.Time) span {
	if !b.ServerBefore.IsZero() {
		return span{from: b.ServerBefore.Add(-clockStep), to: b.ServerBefore.Add(api.DefaultCreateTimeout + lateness)}
	}
	at := begun(b)
	if !server.IsZero() {
		at = at.Add(server.Sub(now))
	}
	return span{from: at.Add(-localTolerance), to: at.Add(localTolerance), loose: true}
}

// fits tells whether an entry of the list can be the batch, and what is doubtful
// about it. What the service leaves out contradicts nothing.
func fits(b model.Batch, when span, e api.BatchSummary) (fit bool, doubt string) {
	// The service moves a known contact into its newest batch, and this one has
	// fewer then.
	fewer := e.Total < b.Contacts
	storing := fewer && e.Status == api.StatusIngesting
	switch {
	case slices.Contains(b.Before, e.BatchID),
		e.AgentID != "" && e.AgentID != b.Agent,
		e.Priority != 0 && e.Priority != cmp.Or(b.Priority, defaultPriority),
		e.Total > b.Contacts:
		return false, ""
	}
	switch at := e.CreatedAt; {
	case at.IsZero():
		doubt = "Dialgen does not say when it was made"
	case !at.Before(when.from) && !at.After(when.to):
	case !when.loose && at.Before(when.from) && !at.Before(when.from.Add(-earlyDoubt)):
		doubt = "it was made before this one was sent, by Dialgen's clock"
	case when.loose && at.After(when.from.Add(-localDoubt)) && at.Before(when.to.Add(localDoubt)):
		doubt = "it was made at another time"
	default:
		return false, ""
	}
	switch {
	case storing:
		doubt = "its contacts are still being stored"
	case fewer:
		doubt = "it has fewer contacts, as when a newer batch has taken some over"
	case e.AgentID == "":
		doubt = "Dialgen does not say which agent calls"
	case e.Priority == 0:
		doubt = "Dialgen does not say its priority"
	case b.BeforeLost && doubt == "":
		doubt = "what Dialgen had before this one was sent cannot be read here any more"
	}
	return true, doubt
}

// search is one reading of the list for one batch.
type search struct {
	batch   model.Batch
	ledger  LedgerView
	entries []api.BatchSummary // of the list, those that can be one of the rows
	spans   []span             // of the batch, then of the others that are open
	rows    []model.Batch      // the batch, then the others that are open

	candidates []model.Candidate
	proved     []int // candidates whose calls go to numbers of the batch
	excluded   map[string]bool
}

func newSearch(b model.Batch, view LedgerView, open []model.Batch, list api.BatchList, now time.Time) *search {
	view.Numbers = sorted(view.Numbers)
	s := &search{batch: b, ledger: view, rows: []model.Batch{b}, excluded: map[string]bool{}}
	for _, other := range open {
		same := other.Service == b.Service && other.User == b.User // otherwise it is on another list
		if same && other.Key != b.Key && (other.State == model.SendUnknown || other.State == model.SendSending) {
			s.rows = append(s.rows, other)
		}
	}
	for _, row := range s.rows {
		s.spans = append(s.spans, sendingSpan(row, now, list.ServerTime))
	}
	for _, e := range list.Batches {
		if view.Ours != nil && view.Ours(e.BatchID) {
			continue
		}
		s.addEntry(e)
		fit, doubt := fits(b, s.spans[0], e)
		if fit {
			s.candidates = append(s.candidates, model.Candidate{
				ID: e.BatchID, Status: model.BatchStatus(e.Status), Contacts: e.Total, Called: e.Processed, Created: e.CreatedAt, Doubt: doubt,
			})
		}
	}
	return s
}

// addEntry keeps an entry that can be any of the rows.
func (s *search) addEntry(e api.BatchSummary) {
	for i, row := range s.rows {
		if fit, _ := fits(row, s.spans[i], e); fit {
			s.entries = append(s.entries, e)
			return
		}
	}
}

// compareCalls asks for the latest calls of the candidates, of those that were
// made right after sending when there are many: one to a stranger rules a
// candidate out, calls to numbers of the batch alone prove it.
func (s *search) compareCalls(ctx context.Context, client Client) {
	var left []model.Candidate
	near := s.nearest()
	for _, c := range s.candidates {
		if !near[c.ID] {
			c.Doubt = cmp.Or(c.Doubt, "its calls were not looked at")
			left = append(left, c)
			continue
		}
		st, err := client.BatchStatistics(ctx, c.ID, comparedCalls)
		if err != nil {
			c.Doubt = cmp.Or(c.Doubt, "its calls cannot be read at the moment")
			left = append(left, c)
			continue
		}
		matched, strangers := s.compare(st.RecentCalls)
		if strangers > 0 {
			s.excluded[c.ID] = true
			continue
		}
		c.Matched = matched
		if matched > 0 {
			s.proved = append(s.proved, len(left))
		}
		left = append(left, c)
	}
	s.candidates = left
}

// nearest are the candidates whose calls are worth asking for.
func (s *search) nearest() map[string]bool {
	byTime := slices.Clone(s.candidates)
	sent := s.spans[0].from
	slices.SortStableFunc(byTime, func(a, b model.Candidate) int {
		return cmp.Compare(a.Created.Sub(sent).Abs(), b.Created.Sub(sent).Abs())
	})
	near := map[string]bool{}
	for _, c := range byTime[:min(len(byTime), maxCompared)] {
		near[c.ID] = true
	}
	return near
}

// compare counts the calls to numbers of the batch and to others. A number that
// is not written in full, or masked, counts for neither.
func (s *search) compare(calls []api.Call) (matched, strangers int) {
	if len(s.ledger.Numbers) == 0 {
		return 0, 0
	}
	for _, call := range calls {
		digits, full := strings.CutPrefix(call.Phone, "+")
		n, err := strconv.ParseUint(digits, 10, 64)
		if err != nil {
			continue
		}
		if _, ours := slices.BinarySearch(s.ledger.Numbers, phone.Number(n)); ours {
			matched++
		} else if full {
			strangers++
		}
	}
	return matched, strangers
}

// provedOne is the one candidate whose calls go to numbers of the batch. Nothing less
// proves anything: a colleague's batch of the same size, agent and priority, made
// in the same moments, looks the same on the list.
func (s *search) provedOne() (model.Candidate, bool) {
	if len(s.proved) != 1 {
		return model.Candidate{}, false
	}
	return s.candidates[s.proved[0]], true
}

// likely is the id of the one candidate that must be the batch, provided that
// each candidate is one of the open rows and no two are the same: if there is
// just one way to match them, that is it. "" is none.
func (s *search) likely() string {
	if len(s.proved) > 1 || len(s.candidates) == 0 {
		return ""
	}
	for _, c := range s.candidates {
		if c.Doubt != "" {
			return ""
		}
	}
	id, ok := s.match()
	if !ok || !slices.ContainsFunc(s.candidates, func(c model.Candidate) bool { return c.ID == id }) {
		return ""
	}
	return id
}
