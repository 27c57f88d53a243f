package figures

import (
	"math"
	"testing"
	"time"
)

func TestCount(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 12480: "12,480", 1234567: "1,234,567", -1234: "-1,234",
		math.MinInt: "-9,223,372,036,854,775,808",
	} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                                 "0 s",
		-time.Hour:                        "0 s",
		999 * time.Millisecond:            "0 s",
		45 * time.Second:                  "45 s",
		time.Minute:                       "1 m",
		80 * time.Minute:                  "1 h 20 m",
		time.Hour + 30*time.Second:        "1 h",
		2*time.Hour - time.Second:         "1 h 59 m",
		51 * time.Hour:                    "2 d 3 h",
		3*time.Minute + 20*time.Second:    "3 m 20 s",
		365*24*time.Hour + 59*time.Minute: "365 d",
	} {
		if got := Duration(d); got != want {
			t.Errorf("Duration(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestAgo(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "just now", 0: "just now", 2 * time.Second: "2 s ago", 59 * time.Second: "59 s ago",
		5 * time.Minute: "5 m ago", 119 * time.Minute: "1 h ago", 49 * time.Hour: "2 d ago",
	} {
		if got := Ago(d); got != want {
			t.Errorf("Ago(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for name, c := range map[string]struct {
		part, whole int
		want        string
	}{
		"nothing of nothing is nothing":    {0, 0, "0 %"},
		"nothing is 0":                     {0, 10, "0 %"},
		"one in a million is not 0":        {1, 1_000_000, "1 %"},
		"all but one is not 100":           {999_999, 1_000_000, "99 %"},
		"all is 100":                       {1_000_000, 1_000_000, "100 %"},
		"more than all is 100":             {11, 10, "100 %"},
		"the nearest percent is taken":     {965, 1000, "97 %"},
		"a negative part is nothing":       {-1, 10, "0 %"},
		"the largest numbers do not break": {math.MaxInt - 1, math.MaxInt, "99 %"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Percent(c.part, c.whole); got != c.want {
				t.Errorf("Percent(%d, %d) = %q, want %q", c.part, c.whole, got, c.want)
			}
		})
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{
		-1: "0 B", 0: "0 B", 812: "812 B", 999: "999 B", 1000: "1.0 kB", 1_400_000: "1.4 MB", 14_600_000: "15 MB",
		999_949: "1.0 MB", 999_950_000: "1.0 GB", math.MaxInt64: "9.2 EB",
	} {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestThingsAreCountedAsPeopleDo(t *testing.T) {
	for _, c := range []struct {
		n          int
		what, want string
	}{
		{0, "row", "0 rows"},
		{1, "row", "1 row"},
		{2300, "contact", "2,300 contacts"},
		{1, "batch", "1 batch"},
		{2, "batch", "2 batches"},
	} {
		if got := Counted(c.n, c.what); got != c.want {
			t.Errorf("Counted(%d, %q) is %q", c.n, c.what, got)
		}
	}
	if Are(1) != "is" || Are(2) != "are" || Are(0) != "are" {
		t.Error("one is, others are")
	}
}

func TestWhatFollowsANumberAgreesWithIt(t *testing.T) {
	for n, want := range map[int][4]string{
		0: {"are", "were", "wait", "0 times"}, 1: {"is", "was", "waits", "once"}, 2: {"are", "were", "wait", "2 times"}, 1200: {"are", "were", "wait", "1,200 times"},
	} {
		if got := [4]string{Are(n), Were(n), Wait(n), Times(n)}; got != want {
			t.Errorf("of %d: %q, want %q", n, got, want)
		}
	}
}
