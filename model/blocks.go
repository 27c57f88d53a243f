package model

import (
	"context"
	"runtime"
	"sync/atomic"

	"callsheet/model/panics"
)

// blockRows is how many rows are evaluated between two looks at the context:
// a few milliseconds of work, and one page.
const blockRows = pageRows

// forBlocks calls work for the blocks that n rows are cut into, on several
// goroutines. progress, when given, counts the rows done. It returns early with
// the context's error.
func forBlocks(ctx context.Context, n int, progress *atomic.Int64, work func(from, to int)) error {
	var at atomic.Int64
	take := func() {
		for ctx.Err() == nil {
			from := int(at.Add(blockRows)) - blockRows
			to := min(from+blockRows, n)
			if from >= to {
				return
			}
			work(from, to)
			if progress != nil {
				progress.Add(int64(to - from))
			}
			runtime.Gosched() // a key that was pressed meanwhile goes first
		}
	}
	if n <= blockRows {
		take()
		return ctx.Err()
	}
	var wait panics.Group
	// One processor is left to the console, which must draw while this runs.
	for range max(2, runtime.GOMAXPROCS(0)-1) {
		wait.Go(take)
	}
	wait.Wait()
	return ctx.Err()
}
