package pacing

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestPausesGrowWithinBounds(t *testing.T) {
	b := Backoff{First: time.Second, Longest: 15 * time.Second}
	rows := []struct {
		name              string
		last, asked, want time.Duration
	}{
		{"the first is the shortest", 0, 0, time.Second},
		{"each is twice the one before", 4 * time.Second, 0, 8 * time.Second},
		{"none is longer than the longest", 8 * time.Second, 0, 15 * time.Second},
		{"the service is left alone as long as it asks", time.Second, time.Minute, time.Minute},
		{"and is asked at the usual pace afterwards", time.Minute, 0, 15 * time.Second},
	}
	for _, row := range rows {
		if got := b.Next(row.last, row.asked); got != row.want {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}

func TestWhatRestsIsPolledLessOften(t *testing.T) {
	p := Poll{Live: 3 * time.Second, Idle: 30 * time.Second}
	at := p.Live
	for range 20 {
		next := p.Next(at, false)
		if next < at || next > p.Idle {
			t.Fatalf("%v after %v", next, at)
		}
		at = next
	}
	if at != p.Idle || p.Next(at, true) != p.Live {
		t.Errorf("at rest %v, moving %v", at, p.Next(at, true))
	}
	if got := (Poll{Live: time.Minute, Idle: time.Second}).Next(time.Minute, false); got != time.Minute {
		t.Errorf("a pause that was asked for is made shorter: %v", got)
	}
}

type slow time.Duration

func (slow) Error() string         { return "slow down" }
func (s slow) Wait() time.Duration { return time.Duration(s) }

func TestAServiceIsLeftAloneAsItAsks(t *testing.T) {
	for _, row := range []struct {
		err  error
		want time.Duration
	}{
		{nil, 0}, {errors.New("no"), 0}, {slow(-time.Second), 0},
		{fmt.Errorf("list: %w", slow(time.Minute)), time.Minute}, {slow(time.Hour), 15 * time.Minute},
	} {
		if got := Asked(row.err); got != row.want {
			t.Errorf("%v: %v, want %v", row.err, got, row.want)
		}
	}
}
