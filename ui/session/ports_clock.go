package session

import (
	"context"
	"time"
)

// Clock is the operator's clock.
type Clock interface {
	Now() time.Time
	// Sleep returns once d has passed, or as soon as the context ends.
	Sleep(ctx context.Context, d time.Duration)
}

// WallClock is the clock of this machine, or Wall in its place.
type WallClock struct{ Wall func() time.Time }

func (c WallClock) Now() time.Time {
	if c.Wall != nil {
		return c.Wall()
	}
	return time.Now()
}

func (WallClock) Sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
