package model

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync/atomic"
)

// OrderBy names what rows are sorted by.
type OrderBy uint8

const (
	ByRow    OrderBy = iota // as in the file
	ByState                 // what needs a person first
	ByGiven                 // the phone as the file has it
	ByNumber                // the number that is dialled
	ByName
	ByWhy
	ByRegion // the country of the number
	ByType   // what kind of line the number is
	BySlot   // what is sent, edits included
	ByColumn // a column of the file, edits included
)

// Order is how rows are sorted. Rows that are equal in it, and rows with nothing
// in it, keep the order of the file; the latter come last either way.
type Order struct {
	By     OrderBy
	Slot   Slot // BySlot
	Column int  // ByColumn, from 0
	Desc   bool
}

// Sort returns rows in another order. Numbers are sorted by their value, dates
// by their time and text without regard to case and accents; a column that holds
// several of these has them in that order. Call it on a frozen list, from any
// goroutine. progress, when given, counts each row twice. It returns early with
// the context's error.
func (l *List) Sort(ctx context.Context, rows []int32, o Order, progress *atomic.Int64) ([]int32, error) {
	sorted := slices.Clone(rows)
	if o.By == ByRow {
		slices.Sort(sorted)
		if o.Desc {
			slices.Reverse(sorted)
		}
		return sorted, ctx.Err()
	}
	keys := make([]sortKey, len(rows))
	err := inBlocks(ctx, len(rows), progress, func(from, to int) {
		var folded foldArena
		for i := from; i < to; i++ {
			keys[i] = l.sortKey(int(rows[i]), o, &folded)
			keys[i].row = rows[i]
		}
	})
	if err != nil {
		return nil, err
	}
	if keys, err = mergeSort(ctx, keys, o.Desc, progress); err != nil {
		return nil, err
	}
	for i := range keys {
		sorted[i] = keys[i].row
	}
	return sorted, nil
}

// sortKey is what a row is sorted by: its class first, then its rank, then the
// rest of its text.
type sortKey struct {
	rank  uint64 // of a number or time; the beginning of a text
	text  string
	row   int32
	class sortClass
}

// sortClass tells kinds of values apart that cannot be compared.
type sortClass uint8

const (
	sortNumbers sortClass = iota
	sortDates
	sortTexts
	sortNothing
)

func (k *sortKey) compare(o *sortKey, desc bool) int {
	if k.class != o.class {
		if desc && k.class != sortNothing && o.class != sortNothing {
			return cmp.Compare(o.class, k.class)
		}
		return cmp.Compare(k.class, o.class)
	}
	way := 1
	if desc {
		way = -1
	}
	switch {
	case k.rank < o.rank:
		return -way
	case k.rank > o.rank:
		return way
	}
	if c := strings.Compare(k.text, o.text); c != 0 {
		return c * way
	}
	return cmp.Compare(k.row, o.row)
}

// sortRun is how many keys are sorted between two looks at the context.
const sortRun = 32 * diagnoseStep

// mergeSort sorts keys in runs, on several goroutines, and merges them.
func mergeSort(ctx context.Context, keys []sortKey, desc bool, progress *atomic.Int64) ([]sortKey, error) {
	compare := func(a, b sortKey) int { return a.compare(&b, desc) }
	runs := slices.Collect(slices.Chunk(keys, sortRun))
	if err := eachOf(ctx, len(runs), func(i int) { slices.SortFunc(runs[i], compare) }); err != nil {
		return nil, err
	}
	if progress != nil {
		progress.Add(int64(len(keys)))
	}
	for len(runs) > 1 {
		merged := make([][]sortKey, (len(runs)+1)/2)
		err := eachOf(ctx, len(merged), func(i int) {
			if 2*i+1 == len(runs) {
				merged[i] = runs[2*i]
				return
			}
			merged[i] = mergeRuns(runs[2*i], runs[2*i+1], desc)
		})
		if err != nil {
			return nil, err
		}
		runs = merged
	}
	if len(runs) == 0 {
		return nil, ctx.Err()
	}
	return runs[0], ctx.Err()
}

// eachOf does n pieces of work on several goroutines.
func eachOf(ctx context.Context, n int, work func(i int)) error {
	return inBlocks(ctx, n*diagnoseStep, nil, func(from, _ int) { work(from / diagnoseStep) })
}

func mergeRuns(a, b []sortKey, desc bool) []sortKey {
	merged := make([]sortKey, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if b[0].compare(&a[0], desc) < 0 {
			merged, b = append(merged, b[0]), b[1:]
		} else {
			merged, a = append(merged, a[0]), a[1:]
		}
	}
	return append(append(merged, a...), b...)
}
