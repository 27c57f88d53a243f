package model

import (
	"cmp"
	"slices"
	"time"

	"callsheet/model/phone"
	"callsheet/model/zones"
)

// CampaignCall is a call of a campaign, with whom and what it is of.
type CampaignCall struct {
	Call
	To      phone.Number // 0 where its number cannot be read
	Row     int          // of the list; -1 where no row that was sent has its number
	Batch   int          // place among the batches
	Attempt int          // which call to this number, from 1 and over all batches; 0 of one that is not placed yet
}

// CampaignCalls are the calls that are known of a campaign, each once, in the order of their
// times; those without one come last. Results counts the same ones, of those with a row.
func CampaignCalls(l *List, p *Plan, batches []Batch, calls map[string]BatchCalls) []CampaignCall {
	sent := 0
	if p != nil {
		sent = p.Len()
	}
	rows := make(map[phone.Number]int, sent)
	for row, batch := range RowBatches(l, p, batches) {
		if batch > 0 {
			rows[l.record(row).number] = row
		}
	}
	all := make([]CampaignCall, 0, countCalls(batches, calls))
	eachCall(batches, calls, func(place int, c Call, to phone.Number) {
		row, found := rows[to]
		if to == 0 || !found {
			row = -1
		}
		all = append(all, CampaignCall{Call: c, To: to, Row: row, Batch: place})
	})
	slices.SortStableFunc(all, func(a, b CampaignCall) int {
		return cmp.Or(cmp.Compare(boolWord(a.At.IsZero()), boolWord(b.At.IsZero())), a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	attempts := make(map[phone.Number]int, min(len(all), sent))
	for i, c := range all {
		if c.Placed() && c.To != 0 {
			attempts[c.To]++
			all[i].Attempt = attempts[c.To]
		}
	}
	return all
}

// Placed reports whether somebody was rung by it, or is.
func (c Call) Placed() bool { return c.Status != CallScheduled }

// eachCall tells every call of the batches once, with the batch's place and the number it
// goes to, 0 where that cannot be read.
func eachCall(batches []Batch, calls map[string]BatchCalls, tell func(place int, c Call, to phone.Number)) {
	seen := make(map[string]bool, countCalls(batches, calls))
	for place, b := range batches {
		for _, c := range calls[b.Key].Calls {
			if c.ID != "" && seen[c.ID] {
				continue
			}
			seen[c.ID] = true
			to, ok := c.Number()
			if !ok {
				to = 0
			}
			tell(place, c, to)
		}
	}
}

// countCalls is how many calls are known of the batches, some perhaps twice.
func countCalls(batches []Batch, calls map[string]BatchCalls) int {
	n := 0
	for _, b := range batches {
		n += len(calls[b.Key].Calls)
	}
	return n
}

// RowBatches is the batch that each row is in, from 1 as they are given; 0 where it is in none.
// Without a list there are no rows.
func RowBatches(l *List, p *Plan, batches []Batch) []int32 {
	if l == nil {
		return nil
	}
	in := make([]int32, l.Len())
	if p == nil {
		return in
	}
	for i, b := range batches {
		if b.Index < 0 || b.Index >= p.Batches() {
			continue
		}
		for _, row := range p.Rows(b.Index) {
			in[row] = int32(i) + 1
		}
	}
	return in
}

// WhyNotGroups say of each row why nobody was called in words that many share: without
// other rows, other campaigns, and what somebody wrote. They are "" of rows that somebody
// was called of, and of blank ones.
func WhyNotGroups(l *List, p *Plan, batches []Batch, results []RowResult) []string {
	groups := make([]string, l.Len())
	for row, batch := range RowBatches(l, p, batches) {
		switch why := results[row].WhyNot; {
		case results[row].Outcome == "" || results[row].Attempts > 0:
		case why == "": // its first call is planned
			groups[row] = "not called yet"
		case batch > 0:
			groups[row] = why
		default:
			groups[row] = whyNotGroup(l, row, why)
		}
	}
	return groups
}

// whyNotGroup is that of a row in no batch.
func whyNotGroup(l *List, row int, why string) string {
	switch v := l.Verdict(row); v.State {
	case ToFix:
		if v.Problem == MaybeOptedOut {
			return "to fix: it may be that they asked not to be called"
		}
		return why
	case Duplicate:
		return "the number of another row"
	case DoNotCall:
		if v.Out == OnDoNotCallList {
			return why
		}
		return "the list says not to call them"
	case LeftOut:
		switch v.Out {
		case CalledRecently:
			return "called recently"
		case InUnfinished:
			return "in another campaign that has not ended"
		case MaybeCalled:
			return "maybe called already"
		}
	}
	return why
}

// ZonesOf are the time zones that the person of a row of the plan may be in; none where that is
// not known.
func (p Plan) ZonesOf(row int) zones.Set {
	w := p.Whereabouts()
	if w.located == nil || row < 0 || row >= len(w.located.of) || w.located.of[row] < 0 {
		return zones.Set{}
	}
	return w.Groups[w.Of(int32(row))].Zones
}

// LocalTime is an instant on the clock of the person of a row of the plan; false where no
// time zone of them is known, or those they may be in do not agree.
func (p Plan) LocalTime(row int, at time.Time) (local time.Time, known bool) {
	of := p.ZonesOf(row)
	if of.IsEmpty() || at.IsZero() {
		return time.Time{}, false
	}
	earliest, latest, err := of.LocalTimes(at)
	if err != nil {
		return time.Time{}, false
	}
	_, west := earliest.Zone()
	_, east := latest.Zone()
	return earliest, west == east
}
