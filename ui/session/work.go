package session

import (
	"context"
	"time"
)

// Work is what is to be done outside of the one who owns the session: by the console
// in a command, by a command of the shell inline. What it returns goes back to where
// it came from, in the owner's turn.
type Work struct {
	AskedBy any           // who waits for the answer; nil = the session itself
	After   time.Duration // before it begins
	Do      func(context.Context) any
}

// later is work that brings a message back after a pause.
func later(after time.Duration, msg any) Work {
	return Work{After: after, Do: func(context.Context) any { return msg }}
}

// Inline does work and all that comes of it, one after another, as a command of the
// shell does. update takes each answer, in the owner's turn, and returns what is to be
// done next. What waits begins at once when the context ends: each operation ends by
// itself then, and says how far it came.
func Inline(ctx context.Context, clock Clock, work []Work, update func(any) []Work) {
	for len(work) > 0 {
		next := work[0]
		if next.After > 0 {
			clock.Sleep(ctx, next.After)
		}
		work = append(work[1:], update(next.Do(ctx))...)
	}
}
