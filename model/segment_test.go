package model

import (
	"testing"
	"time"
)

func TestWhenASegmentMayBeSent(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2027, 3, 3, hour, 0, 0, 0, time.UTC) }
	for claim, c := range map[string]struct {
		release Release
		held    bool
	}{
		"at once":                              {Release{}, false},
		"not before its time":                  {Release{NotBefore: at(13)}, true},
		"from its time on":                     {Release{NotBefore: at(12)}, false},
		"not after its time":                   {Release{NotAfter: at(11)}, true},
		"until its time":                       {Release{NotAfter: at(12)}, false},
		"not without the operator":             {Release{By: ReleasedByOperator}, true},
		"when the operator said so":            {Release{By: ReleasedByOperator, Done: at(9)}, false},
		"too late, whatever the operator said": {Release{By: ReleasedByOperator, Done: at(9), NotAfter: at(11)}, true},
	} {
		if c.release.Held(at(12)) != c.held {
			t.Errorf("%s: %+v", claim, c.release)
		}
	}
}

func TestASegmentThatIsSentLateBeginsAtOnce(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2027, 3, 3, hour, 0, 0, 0, time.UTC) }
	for claim, c := range map[string]struct {
		start, notAfter time.Time
		now             int
		want            time.Time
	}{
		"before its start, at its start":         {at(9), at(11), 8, at(9)},
		"after its start, at once":               {at(9), at(11), 10, time.Time{}},
		"one that may not be late keeps its own": {at(9), at(9), 10, at(9)},
		"one without a close keeps its own":      {at(9), time.Time{}, 10, at(9)},
	} {
		s := Segment{Options: Options{Start: c.start}, Release: Release{NotAfter: c.notAfter}}
		if got := s.OptionsAt(at(c.now)).Start; !got.Equal(c.want) {
			t.Errorf("%s: %v", claim, got)
		}
	}
}
