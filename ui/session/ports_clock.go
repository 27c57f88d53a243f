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
