package model

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/hours"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// londoners is a plan of so many numbers of Britain.
func londoners(t testing.TB, n int) Plan {
	t.Helper()
	var rows [][]string
	for i := range n {
		rows = append(rows, []string{phone.Number(447400123000 + i).String()})
	}
	return NewPlan(diagnosed(t, table.Of([]string{"Phone"}, rows...), "GB"), Options{CallsPerSecond: 30, MaxAttempts: 1, NoAnswerDelay: time.Minute, BusyDelay: time.Minute})
}

func rule(t testing.TB, text string) hours.Rule {
	t.Helper()
	r, err := hours.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// numberOf is the number of a row of the plan.
func numberOf(p Plan, row int32) phone.Number { return p.list.record(int(row)).number }

func TestASuggestedStartIsTheNextOneAwayFromTheHourOfEarlierTries(t *testing.T) {
	day := func(d, hour, minute int) time.Time { return time.Date(2026, 12, d, hour, minute, 0, 0, time.UTC) } // London is at UTC then; 1 December is a Tuesday
	weekdays := rule(t, "mon-fri 9-18")
	cases := []struct {
		name   string
		tries  []time.Time
		now    time.Time
		at     time.Time
		near   int
		inWord string
	}{
		{"nobody was tried, so it may begin at once", nil, day(1, 10, 5), time.Time{}, 0, ""},
		{"it is not the hour of the tries, so it may begin at once", []time.Time{day(1, 10, 20)}, day(1, 14, 5), time.Time{}, 0, "10-11"},
		{"within an hour of the try it begins after that", []time.Time{day(1, 10, 20)}, day(1, 11, 0), day(1, 11, 30), 0, "10-11"},
		{"a try of yesterday has the same hour", []time.Time{day(1, 10, 20)}, day(2, 9, 40), day(2, 11, 30), 0, "10-11"},
		{"after the close it is the next day's first free hour", []time.Time{day(1, 9, 30)}, day(1, 19, 0), day(2, 10, 45), 0, "9-10"},
		{"over the weekend it waits for Monday", []time.Time{day(4, 16, 50)}, day(4, 17, 30), day(7, 9, 0), 0, "16-17"},
		{"two tries keep both hours free", []time.Time{day(1, 9, 0), day(1, 11, 10)}, day(2, 9, 0), day(2, 12, 15), 0, "9-10 and 11-12"},
		{"who was tried at every hour is rung at the next", []time.Time{day(1, 9, 0), day(1, 11, 0), day(1, 13, 0), day(1, 15, 0), day(1, 17, 0)}, day(2, 9, 0), time.Time{}, 3, "many hours"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, tries := londoners(t, 3), Tries{}
			for _, row := range p.AllRows() {
				tries[numberOf(p, row)] = c.tries
			}
			got := SuggestStart(p, Hours{Rules: []hours.Rule{weekdays}, Basis: "a test"}, tries, c.now)
			if !got.Found || !got.At.Equal(c.at) || got.Near != c.near || got.Hours != c.inWord {
				t.Fatalf("%+v, want %s near %d, tried at %q", got, c.at, c.near, c.inWord)
			}
		})
	}
}

func TestWithoutAStartThatHasAllInsideNoneIsSuggested(t *testing.T) {
	p := londoners(t, 3)
	never := rule(t, "mon-fri 9-9:02")
	if got := SuggestStart(p, Hours{Rules: []hours.Rule{never}, Basis: "a test"}, Tries{numberOf(p, 0): {time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}}, time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC)); got.Found || got.Tried != 1 {
		t.Fatalf("%+v", got)
	}
}

// nearByItself counts by each contact whether it is rung within an hour of a try's time of day,
// to the quarter of an hour.
func nearByItself(p Plan, tries Tries, at time.Time) int {
	quarterOf := func(row int32, at time.Time) int {
		local, known := p.LocalTime(int(row), at)
		if !known {
			local = at.UTC()
		}
		return local.Hour()*4 + local.Minute()/15
	}
	n := 0
	for i, row := range p.AllRows() {
		rung := at.Add((time.Duration(i) * time.Second / time.Duration(p.Options.CallsPerSecond)).Truncate(quarter))
		if slices.ContainsFunc(tries[numberOf(p, row)], func(try time.Time) bool {
			apart := (quarterOf(row, rung) - quarterOf(row, try) + 96) % 96
			return min(apart, 96-apart) <= 4
		}) {
			n++
		}
	}
	return n
}

func TestNoOtherStartInsideTheHoursIsFurtherFromEarlierTries(t *testing.T) {
	p := mixedPlan(60)
	p.Options.CallsPerSecond = 1
	h := Hours{Rules: []hours.Rule{rule(t, "daily 8-20")}, Basis: "a test"}
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2027, time.Month(rapid.SampledFrom([]int{3, 7, 11}).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"), 0, 0, time.UTC)
		tries := Tries{}
		for _, row := range p.AllRows() {
			for range rapid.IntRange(0, 3).Draw(t, "tries") {
				n := numberOf(p, row)
				tries[n] = append(tries[n], now.Add(-time.Duration(rapid.IntRange(1, 4000).Draw(t, "minutes ago"))*time.Minute))
			}
		}
		plan := p.In([]Segment{{Rows: p.AllRows(), Options: Options{CallsPerSecond: 1, MaxAttempts: 1, NoAnswerDelay: time.Minute, BusyDelay: time.Minute}}})
		plan.Options = plan.Segments[0].Options
		got := SuggestStart(plan, h, tries, now)
		forecaster := plan.Forecaster(h)
		if !got.Found {
			if inside := forecaster.InsideFrom(plan.Segments, now); !inside.IsZero() {
				t.Fatalf("none is suggested, and from %s all are inside", inside)
			}
			return
		}
		at := later(now, got.At)
		if inside := forecaster.InsideFrom(plan.Segments, at); !inside.Equal(at) {
			t.Fatalf("%s is suggested, and somebody could be outside: all are inside from %s", at, inside)
		}
		if n := nearByItself(plan, tries, at); n != got.Near {
			t.Fatalf("%d are said to be near a try, of each by itself %d are", got.Near, n)
		}
		for other := now.Add(startNotice).Truncate(quarter).Add(quarter); other.Before(now.Add(4 * 24 * time.Hour)); other = other.Add(quarter) {
			if !forecaster.InsideFrom(plan.Segments, other).Equal(other) {
				continue
			}
			if n := nearByItself(plan, tries, other); n < got.Near || n == got.Near && other.Before(at) {
				t.Fatalf("%s is suggested with %d near a try, and from %s on %d are", at, got.Near, other, n)
			}
		}
	})
}
