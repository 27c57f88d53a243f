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
