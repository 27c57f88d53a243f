package outcomes

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// Show names the entries that a filter lets through.
type Show uint8

const (
	ShowAll       Show = iota
	ShowAnswered       // by somebody, once at least
	ShowMissed         // rung, and not answered so far
	ShowFailed         // for a technical reason
	ShowGoing          // rung just now, to be rung, or perhaps rung: it is not known
	ShowNotCalled      // nobody rang them, and nobody will
	shows
)

// String is the filter's name.
func (s Show) String() string {
	return [shows]string{"all", "answered", "missed", "failed", "open", "not called"}[s]
}

// Source is what a list is made of.
type Source struct {
	Rows    *model.List // a snapshot; nil = the rows cannot be read
	Plan    *model.Plan
	Batches []model.Batch
	Known   map[string]model.BatchCalls // the calls of each batch, by its key
}

// Entry is one contact with what came of them.
type Entry struct {
	Row  int          // of the list; -1 where no row that was sent has their number
	To   phone.Number // 0 where it cannot be read
	Show Show         // the filter that lets it through besides ShowAll; ShowAll = none, a state nobody knows
	model.RowResult
	Calls []model.CampaignCall // to them, in the order of their times
}

// ID tells an entry from others for as long as it may come back: its row, or its latest call.
type ID struct {
	Row  int
	Call string
}

// ID is what the entry is known by.
func (e *Entry) ID() ID {
	if e.Row >= 0 {
		return ID{Row: e.Row}
	}
	return ID{-1, e.CallID}
}

// Decides is the call that says what came of the contact; false where nobody was called.
func (e *Entry) Decides() (model.CampaignCall, bool) {
	for i := range e.Calls {
		if e.Calls[i].ID == e.CallID {
			return e.Calls[i], true
		}
	}
	return model.CampaignCall{}, false
}

// Why is why the contact was not reached, or why nobody called them, in words.
func (e *Entry) Why() string { return cmp.Or(e.Reason, e.WhyNot) }

// List is all entries of a campaign, those with a row in the order of the list before the
// others.
type List struct {
	rows    *model.List
	entries []Entry
	counts  [shows]int
	reasons []Reason
	calls   int
	inRows  int // entries with a row, which come first
}

// New makes the list.
func New(s Source) *List {
	l := &List{rows: s.Rows}
	calls := model.CampaignCalls(s.Rows, s.Plan, s.Batches, s.Known)
	of, others := byRow(s.Rows, calls)
	if s.Rows != nil {
		results := model.Results(s.Rows, s.Plan, s.Batches, withoutCalls(s.Known))
		l.entries = make([]Entry, 0, len(results)+len(others))
		for row := range results {
			e := Entry{Row: row, To: s.Rows.Verdict(row).Number, RowResult: results[row], Calls: of(row)}
			if len(e.Calls) > 0 {
				e.RowResult = model.ResultOfCalls(e.Calls)
			}
			if e.Outcome != "" { // it is not blank
				l.add(e)
			}
		}
	}
	l.inRows = len(l.entries)
	for len(others) > 0 {
		n := 1
		for n < len(others) && others[n].To == others[0].To && others[0].To != 0 {
			n++
		}
		own := others[:n:n]
		others = others[n:]
		l.add(Entry{Row: -1, To: own[0].To, RowResult: model.ResultOfCalls(own), Calls: own})
	}
	l.reasons, l.calls = l.countReasons(), len(calls)
	return l
}

// withoutCalls is what is known of batches, so that of no contact a call is: model.Results
// says of each why there would be none.
func withoutCalls(known map[string]model.BatchCalls) map[string]model.BatchCalls {
	none := make(map[string]model.BatchCalls, len(known))
	for key, calls := range known {
		none[key] = model.BatchCalls{Whole: calls.Whole}
	}
	return none
}

// byRow puts calls together by their rows, each in the order they had; others are those
// that no row has, by their numbers, of which those that cannot be read are last.
func byRow(rows *model.List, calls []model.CampaignCall) (of func(row int) []model.CampaignCall, others []model.CampaignCall) {
	n := 0
	if rows != nil {
		n = rows.Len()
	}
	ends := make([]int32, n+1)
	for i := range calls {
		if row := calls[i].Row; row >= 0 {
			ends[row+1]++
		} else {
			others = append(others, calls[i])
		}
	}
	for row := 1; row < len(ends); row++ {
		ends[row] += ends[row-1]
	}
	grouped, next := make([]model.CampaignCall, len(calls)-len(others)), slices.Clone(ends)
	for i := range calls {
		if row := calls[i].Row; row >= 0 {
			grouped[next[row]] = calls[i]
			next[row]++
		}
	}
	slices.SortStableFunc(others, func(a, b model.CampaignCall) int { return cmp.Compare(a.To-1, b.To-1) })
	return func(row int) []model.CampaignCall { return grouped[ends[row]:ends[row+1]:ends[row+1]] }, others
}

func (l *List) add(e Entry) {
	e.Show = showOf(&e)
	l.counts[ShowAll]++
	if e.Show != ShowAll {
		l.counts[e.Show]++
	}
	l.entries = append(l.entries, e)
}

// showOf is the filter that lets an entry through. Of whom it is not known whether somebody
// rang them, nobody says that they were not called.
func showOf(e *Entry) Show {
	if c, called := e.Decides(); called {
		switch c.Status {
		case model.CallAnswered:
			return ShowAnswered
		case model.CallMissed:
			return ShowMissed
		case model.CallFailed:
			return ShowFailed
		case model.CallOngoing, model.CallScheduled:
			return ShowGoing
		}
		return ShowAll
	}
	if e.Outcome == model.RowWaits || e.Outcome == model.RowUnknown {
		return ShowGoing
	}
	return ShowNotCalled
}

// Len is how many entries there are.
func (l *List) Len() int { return len(l.entries) }

// Calls is how many calls they had.
func (l *List) Calls() int { return l.calls }

// Entry is one of them, which nobody may change.
func (l *List) Entry(i int) *Entry { return &l.entries[i] }

// Find is where an entry is; -1 where the list does not have it.
func (l *List) Find(id ID) int {
	if id.Row >= 0 {
		at, found := slices.BinarySearchFunc(l.entries[:l.inRows], id.Row, func(e Entry, row int) int { return cmp.Compare(e.Row, row) })
		if !found {
			return -1
		}
		return at
	}
	for i := l.inRows; i < len(l.entries); i++ {
		if l.entries[i].CallID == id.Call {
			return i
		}
	}
	return -1
}

// Count is how many entries a filter lets through.
func (l *List) Count(s Show) int { return l.counts[s] }

// Rows is the list of contacts; nil = it cannot be read.
func (l *List) Rows() *model.List { return l.rows }

// Name is what a contact is called, as their row has it, or else as the service tells it;
// "" where nobody says.
func (l *List) Name(e *Entry) string {
	if e.Row >= 0 {
		if name := l.rows.Contacts().Name(e.Row); name != "" {
			return name
		}
	}
	for _, c := range slices.Backward(e.Calls) {
		if c.Name != "" && !strings.EqualFold(c.Name, unnamed) {
			return c.Name
		}
	}
	return ""
}

// unnamed is what the service calls a contact without a name.
const unnamed = "Unknown"

// OneDay reports whether all calls were on one day of a clock.
func (l *List) OneDay(zone *time.Location) bool {
	var first, last time.Time
	for i := range l.entries {
		e := &l.entries[i]
		if !e.First.IsZero() && (first.IsZero() || e.First.Before(first)) {
			first = e.First
		}
		if e.Last.After(last) {
			last = e.Last
		}
	}
	y, m, d := first.In(zone).Date()
	ly, lm, ld := last.In(zone).Date()
	return y == ly && m == lm && d == ld
}
