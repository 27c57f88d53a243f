package dispatch

import (
	"cmp"
	"slices"
	"time"

	"callsheet/api"
	"callsheet/model"
)

// maxMatched bounds how many batches are matched with how many rows: more than
// a person could follow is left to that person.
const maxMatched = 6

// match finds the entry that belongs to the batch in every way to give each
// entry of the list a row of its own; ok is false when there is no such way, or
// they differ. One that cannot be the batch may be a stranger's as well, and be
// given to no row: nothing follows from it.
func (s *search) match() (id string, ok bool) {
	rows, entries := s.related()
	if len(entries) > maxMatched || len(rows) > maxMatched {
		return "", false
	}
	owner := map[int]int{} // by row, the entry it was given
	given := map[int]bool{}
	var walk func(i int)
	walk = func(i int) {
		if i == len(entries) {
			entry, has := owner[0]
			if !has {
				entry = -1
			}
			given[entry] = true
			return
		}
		for _, row := range rows {
			if _, taken := owner[row]; !taken && s.mayBe(row, entries[i]) {
				owner[row] = entries[i]
				walk(i + 1)
				delete(owner, row)
			}
		}
		if !s.mayBe(0, entries[i]) {
			walk(i + 1)
		}
	}
	walk(0)
	if len(given) != 1 || given[-1] {
		return "", false
	}
	for entry := range given {
		id = s.entries[entry].BatchID
	}
	return id, true
}

// related are the open rows and the entries that bear on the batch, row 0:
// those it may be, the rows these may be as well, and so on.
func (s *search) related() (rows, entries []int) {
	rows = []int{0}
	for grown := true; grown; {
		grown = false
		for e := range s.entries {
			if !slices.Contains(entries, e) && slices.ContainsFunc(rows, func(r int) bool { return s.mayBe(r, e) }) {
				entries, grown = append(entries, e), true
			}
		}
		for r := range s.rows {
			if !slices.Contains(rows, r) && slices.ContainsFunc(entries, func(e int) bool { return s.mayBe(r, e) }) {
				rows, grown = append(rows, r), true
			}
		}
	}
	return rows, entries
}

// mayBe tells whether an entry of the list can be a row, as far as is known.
func (s *search) mayBe(row, entry int) bool {
	e := s.entries[entry]
	if row == 0 && s.excluded[e.BatchID] {
		return false
	}
	fit, _ := fits(s.rows[row], s.spans[row], e)
	return fit
}

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
