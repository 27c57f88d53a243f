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
// is not written in full, or masked, counts for neither; nor does a call to one of
// its numbers that was made before it was sent, by an earlier batch of theirs that
// the ledger may have forgotten.
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
		_, ours := slices.BinarySearch(s.ledger.Numbers, phone.Number(n))
		early := !call.CreatedAt.IsZero() && call.CreatedAt.Before(s.spans[0].from)
		switch {
		case ours && !early:
			matched++
		case !ours && full:
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

// sorted returns the numbers in order, without touching the caller's.
func sorted(numbers []phone.Number) []phone.Number {
	if slices.IsSorted(numbers) {
		return numbers
	}
	return slices.Sorted(slices.Values(numbers))
}
