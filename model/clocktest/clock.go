package clocktest

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Clock is moved by hand. Several goroutines may use it.
type Clock struct {
	// Tick is what every look moves it on by; 0 = it stands still.
	Tick time.Duration
	// OnSleep is called after the n-th sleep, of 1 and more; nil = nothing is.
	OnSleep func(n int)

	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

// At is a clock that stands at a time.
func At(t time.Time) *Clock { return &Clock{now: t} }

// Now is the time by the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(c.Tick)
	return c.now
}

// Forward moves it on, and back by less than nothing.
func (c *Clock) Forward(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

// Set puts it to a time, be it earlier.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Reach moves it on to a time, unless that is past.
func (c *Clock) Reach(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.now) {
		c.now = t
	}
}

// Sleep moves it on at once, whether or not the context has ended.
func (c *Clock) Sleep(_ context.Context, d time.Duration) {
	c.mu.Lock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	n := len(c.slept)
	c.mu.Unlock()
	if c.OnSleep != nil {
		c.OnSleep(n)
	}
}

// Slept is how long each sleep was, in their order.
func (c *Clock) Slept() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.slept)
}
