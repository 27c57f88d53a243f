package model

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync/atomic"
)

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
	keys := sortKeys{order: make([]sortKey, len(rows)), texts: make([]string, len(rows)), desc: o.Desc}
	by := sorter{l, &l.eval}
	err := forBlocks(ctx, len(rows), progress, func(from, to int) {
		var folded foldArena
		for i := from; i < to; i++ {
			keys.order[i], keys.texts[i] = by.key(int(rows[i]), o, &folded)
			keys.order[i].at = int32(i)
		}
	})
	if err == nil {
		err = keys.sort(ctx)
	}
	if err != nil {
		return nil, err
	}
	if progress != nil {
		progress.Add(int64(len(rows)))
	}
	for i, k := range keys.order {
		sorted[i] = rows[k.at]
	}
	return sorted, nil
}

type sortKeys struct {
	order []sortKey
	texts []string // by place before sorting
	desc  bool
}

// compare never finds two keys equal: what is keeps its order.
func (s *sortKeys) compare(a, b sortKey) int {
	way := 1
	if s.desc {
		way = -1
	}
	switch {
	case a.class != b.class:
		if a.class == sortNothing || b.class == sortNothing {
			way = 1
		}
		return way * cmp.Compare(a.class, b.class)
	case a.rank < b.rank:
		return -way
	case a.rank > b.rank:
		return way
	case a.class == sortTexts || a.class == sortDates:
		if c := strings.Compare(s.texts[a.at], s.texts[b.at]); c != 0 {
			return way * c
		}
	}
	return cmp.Compare(a.at, b.at)
}

// sortRun is how many keys are sorted between two looks at the context.
const sortRun = 32 * blockRows

// sort sorts the keys in runs, on several goroutines, and merges those.
func (s *sortKeys) sort(ctx context.Context) error {
	runs := slices.Collect(slices.Chunk(s.order, sortRun))
	if err := eachOf(ctx, len(runs), func(i int) { slices.SortFunc(runs[i], s.compare) }); err != nil {
		return err
	}
	for len(runs) > 1 {
		merged := make([][]sortKey, (len(runs)+1)/2)
		err := eachOf(ctx, len(merged), func(i int) {
			if 2*i+1 == len(runs) {
				merged[i] = runs[2*i]
				return
			}
			merged[i] = s.merge(runs[2*i], runs[2*i+1])
		})
		if err != nil {
			return err
		}
		runs = merged
	}
	if len(runs) == 1 {
		s.order = runs[0]
	}
	return ctx.Err()
}

// eachOf does n pieces of work on several goroutines.
func eachOf(ctx context.Context, n int, work func(i int)) error {
	return forBlocks(ctx, n*blockRows, nil, func(from, _ int) { work(from / blockRows) })
}

func (s *sortKeys) merge(a, b []sortKey) []sortKey {
	merged := make([]sortKey, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if s.compare(b[0], a[0]) < 0 {
			merged, b = append(merged, b[0]), b[1:]
		} else {
			merged, a = append(merged, a[0]), a[1:]
		}
	}
	return append(append(merged, a...), b...)
}
