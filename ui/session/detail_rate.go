package session

import (
	"context"
	"sync"
	"time"
)

// DetailPause is how long is waited between two requests for details of calls: two a second
// at most, 120 a minute, however many are wanted and by how many screens. No rate is
// documented.
const DetailPause = 500 * time.Millisecond

// DetailRate keeps all who ask for details to DetailPause. The zero value is ready to use.
type DetailRate struct {
	mu   sync.Mutex
	next time.Time
}

// wait returns when it is the caller's turn, or as soon as the context ends.
func (r *DetailRate) wait(ctx context.Context, clock Clock) {
	now := clock.Now()
	r.mu.Lock()
	at := r.next
	// A clock that was set back keeps nobody waiting for longer than a turn.
	if at.Before(now) || at.Sub(now) > time.Minute {
		at = now
	}
	r.next = at.Add(DetailPause)
	r.mu.Unlock()
	if pause := at.Sub(now); pause > 0 {
		clock.Sleep(ctx, pause)
	}
}
