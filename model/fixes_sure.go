package model

import (
	"cmp"
	"context"
	"slices"
	"sync/atomic"

	"callsheet/model/figures"
	"callsheet/model/phone"
)

// SureFixes are all fixes of a list that are sure, as one change.
type SureFixes struct {
	Change Change  // precomputed; of no rows where no fix is sure
	Causes []Cause // whose rows it fixes, each with how many of them; the largest first
	Left   int     // rows to fix that it leaves to a person
}

// Sure is every fix that nobody has to look at: the digits of the row's own cell, in
// the only way they can be dialled. Which country was meant, whose number it is where
// words stand beside it or another column holds it, which of several is right and whether
// somebody may be called is left to a person. Call it on a frozen list, from any goroutine; progress, when
// given, counts two for each row to fix. It returns early with the context's error.
func (fs Fixes) Sure(ctx context.Context, progress *atomic.Int64) (SureFixes, error) {
	rows, err := fs.list.Rows(ctx, Filter{Show: ShowToFix})
	if err != nil {
		return SureFixes{}, err
	}
	edits := make([]RowEdit, len(rows))
	err = forBlocks(ctx, len(rows), progress, func(from, to int) {
		for i := from; i < to; i++ {
			edits[i].Row = -1
			row := int(rows[i])
			if f, sure := fs.sureOf(row); sure {
				before := fs.list.Edit(row)
				if after, ok := fs.repair(row, before, f); ok {
					edits[i] = RowEdit{row, before, after}
				}
			}
		}
	})
	if err != nil {
		return SureFixes{}, err
	}
	edits = slices.DeleteFunc(edits, func(e RowEdit) bool { return e.Row < 0 })
	sure := SureFixes{Causes: fs.causesOf(edits), Left: len(rows) - len(edits)}
	sure.Change, err = fs.list.precompute(ctx, Change{What: figures.Counted(len(edits), "row") + ": every sure fix is made", Rows: edits}, progress)
	return sure, err
}

// sureOf is the best fix of a row, where that is sure.
func (fs Fixes) sureOf(row int) (Fix, bool) {
	r := fs.list.record(row)
	switch r.fixKind() {
	case FixZero, FixPlus, FixCountry:
	default:
		return Fix{}, false
	}
	// Where no country is known, even the only one that has the number is a guess.
	if r.problem == Problem(phone.NoCountry) {
		return Fix{}, false
	}
	all := fs.Of(row)
	if len(all) == 0 || all[0].Confidence != Sure || all[0].Number == 0 || all[0].ReviewFirst() {
		return Fix{}, false
	}
	return all[0], true
}

// causesOf are the causes of the rows of a change, with how many it has of each.
func (fs Fixes) causesOf(edits []RowEdit) []Cause {
	var causes []Cause
	at := map[CauseKey]int{}
	for _, e := range edits {
		key := fs.list.Causes().Of(e.Row)
		i, known := at[key]
		if !known {
			i = len(causes)
			at[key] = i
			causes = append(causes, Cause{CauseKey: key, first: e.Row})
		}
		causes[i].Rows++
	}
	slices.SortFunc(causes, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.first, b.first))
	})
	return causes
}
