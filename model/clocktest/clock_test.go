package clocktest

import (
	"context"
	"slices"
	"testing"
	"time"
)

func TestTheClockMovesOnlyAsItIsTold(t *testing.T) {
	began := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	rows := []struct {
		name string
		tick time.Duration
		move func(*Clock)
		want time.Duration
	}{
		{"it stands still", 0, func(c *Clock) { c.Now() }, 0},
		{"it goes forward", 0, func(c *Clock) { c.Forward(time.Hour) }, time.Hour},
		{"a sleep is over at once", 0, func(c *Clock) { c.Sleep(context.Background(), time.Minute) }, time.Minute},
		{"it is put back", 0, func(c *Clock) { c.Set(began.Add(-time.Hour)) }, -time.Hour},
		{"it reaches what lies ahead", 0, func(c *Clock) { c.Reach(began.Add(time.Hour)) }, time.Hour},
		{"it does not go back to what is past", 0, func(c *Clock) { c.Reach(began.Add(-time.Hour)) }, 0},
		{"it ticks with every look", time.Second, func(c *Clock) { c.Now() }, 2 * time.Second},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			c := At(began)
			c.Tick = row.tick
			row.move(c)
			if got := c.Now().Sub(began); got != row.want {
				t.Errorf("it moved by %v, want %v", got, row.want)
			}
		})
	}
}

func TestSleepsAreWrittenDown(t *testing.T) {
	c, called := At(time.Time{}), []int{}
	c.OnSleep = func(n int) { called = append(called, n) }
	c.Sleep(context.Background(), time.Second)
	c.Sleep(context.Background(), time.Minute)
	if !slices.Equal(c.Slept(), []time.Duration{time.Second, time.Minute}) || !slices.Equal(called, []int{1, 2}) {
		t.Errorf("it slept %v and called back at %v", c.Slept(), called)
	}
}
