package model

import (
	"slices"
	"time"

	"callsheet/model/phone"
)

// Remainder is what is known of a batch that was cancelled: who of it may go on in another
// batch of the campaign, and who may not.
type Remainder struct {
	Key         string
	Why         string // in a sentence, why nobody of it can go on yet; "" = nothing keeps them
	MaxAttempts int    // that it was sent with
	Of          map[phone.Number]Remaining
}

// Remaining is how far a campaign has come with one number of a batch that was cancelled.
type Remaining struct {
	Rang  int       // calls that were placed to it in any batch of the campaign
	Tries int       // of them, in this batch
	Last  time.Time // when the last of them was
	Owed  bool      // the last one was missed, none was answered, and another try was to come
	Held  Hold      // what keeps it from being called now, outside of the campaign
}

// Never reports whether nobody rang the number.
func (r Remaining) Never() bool { return r.Rang == 0 }

// Hold is what keeps a number from being called now.
type Hold uint8

const (
	NoHold        Hold = iota
	HeldByList         // it is on the do-not-call list
	HeldUncertain      // a batch may call it of which it is not known whether the service has it
	HeldCalling        // a batch that is not known to have ended may call it
	HeldCalled         // another campaign called it a short while ago
)

// Take is the plan with some of its rows in other segments, which come last and must have
// each of those rows once. The batches that had them stay, in their order, also where
// nobody is left in one. What waits for the outcome of those that rows are taken from waits
// for that of the other segments as well.
func (p Plan) Take(rows *RowSet, with []Segment) Plan {
	kept := slices.Clone(p.Segments)
	cuts := make([][]int, len(kept))
	for i := range kept {
		kept[i].Rows = nil
	}
	first := len(kept) // place of the first segment that rows are taken from
	for batch, c := range p.cuts {
		left := 0
		for _, row := range p.batchRows(batch) {
			if rows.Has(int(row)) {
				first = min(first, c.segment)
				continue
			}
			kept[c.segment].Rows = append(kept[c.segment].Rows, row)
			left++
		}
		cuts[c.segment] = append(cuts[c.segment], left)
	}
	for i := range kept {
		kept[i] = kept[i].Cut(cuts[i])
		if r := &kept[i].Release; r.ForOutcome() && first <= r.After && len(with) > 0 {
			r.After = len(kept) + len(with) - 1
		}
	}
	return p.In(append(kept, with...))
}

// NumbersOf are the numbers of some rows, sorted.
func (p Plan) NumbersOf(rows []int32) []phone.Number {
	numbers := make([]phone.Number, len(rows))
	for i, row := range rows {
		numbers[i] = p.NumberOf(row)
	}
	slices.Sort(numbers)
	return numbers
}

// NumberOf is the number of a row.
func (p Plan) NumberOf(row int32) phone.Number { return p.list.record(int(row)).number }

// PausedAt is when a campaign was paused, by what its batches say of their segments; zero
// where it is not.
func PausedAt(batches []Batch) time.Time {
	var at time.Time
	for _, b := range batches {
		at = later(at, b.Part.Release.Paused)
	}
	return at
}
