package model

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/dialling"
	"callsheet/model/hours"
	"callsheet/model/table"
	"callsheet/model/zones"
)

// forecastBefore forecasts attempt by attempt and contact by contact.
func forecastBefore(p Plan, h Hours, segments []Segment, now time.Time) (f Forecast, outside, callsOutside []int, byHour map[int64]int) {
	w := p.Whereabouts()
	outside, callsOutside, byHour = make([]int, len(w.Groups)), make([]int, len(w.Groups)), map[int64]int{}
	for _, cut := range cutSegments(segments) {
		s := segments[cut.segment]
		rows := s.Rows[cut.from:cut.to]
		start := now
		for _, at := range []time.Time{s.Options.Start, s.Release.NotBefore} {
			if at.After(start) {
				start = at
			}
		}
		dial := s.Options.Dialled(len(rows))
		dial.Each(func(a dialling.Attempt) {
			at, g := start.Add(a.At), w.Of(rows[a.Contact])
			f.Calls++
			byHour[at.Truncate(time.Hour).Unix()]++
			f.Last = later(f.Last, at)
			group := w.Groups[g]
			if group.Held() {
				f.CallsUnknown++
				f.ByLocal.Unknown++
				return
			}
			if !h.Schedule(group).MayBegin(at) {
				callsOutside[g]++
			}
			clocks, _ := group.Zones.Locations()
			if len(clocks) == 1 {
				f.ByLocal.Calls[at.In(clocks[0]).Hour()]++
			} else {
				f.ByLocal.Several++
			}
		})
		for range rows {
			f.Contacts++
		}
	}
	for _, s := range segments {
		first := later(later(now, s.Release.NotBefore), s.Options.Start)
		last := first.Add(s.Options.Dialled(len(s.Rows)).Span())
		f.Latest = later(f.Latest, last)
		for _, row := range s.Rows {
			if group := w.Groups[w.Of(row)]; group.Held() {
				f.Unknown++
			} else if !h.Schedule(group).Holds(first, last) {
				outside[w.Of(row)]++
			}
		}
	}
	return f, outside, callsOutside, byHour
}

func TestAForecastIsThatOfEachCallAndContactByItself(t *testing.T) {
	p := mixedPlan(150)
	one, _ := hours.Parse("mon-fri 9-13 14-18, sat 10-12")
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2027, time.Month(rapid.SampledFrom([]int{3, 7, 11}).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"), 17, 5, time.UTC)
		h := Hours{Rules: rapid.SampledFrom([][]hours.Rule{nil, {one}}).Draw(t, "rules"), Basis: rapid.SampledFrom([]string{"", "customers"}).Draw(t, "basis")}
		var segments []Segment
		rows := p.AllRows()
		for len(rows) > 0 {
			n := rapid.IntRange(1, len(rows)).Draw(t, "rows")
			s := Segment{Rows: rows[:n], Options: Options{CallsPerSecond: rapid.IntRange(1, 30).Draw(t, "rate"), MaxAttempts: rapid.IntRange(1, 5).Draw(t, "attempts"),
				NoAnswerDelay: time.Duration(rapid.IntRange(0, 200).Draw(t, "delay")) * time.Minute, BusyDelay: 5 * time.Minute}}
			if rapid.Bool().Draw(t, "later") {
				s.Options.Start = now.Add(time.Duration(rapid.IntRange(-60, 3000).Draw(t, "start")) * time.Minute)
			}
			if rapid.Bool().Draw(t, "not before") {
				s.Release.NotBefore = now.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "wait")) * time.Minute)
			}
			segments, rows = append(segments, s), rows[n:]
		}
		forecaster := p.Forecaster(h)
		forecaster.few = rapid.SampledFrom([]int{0, fewPerGroup}).Draw(t, "few")
		forecaster.Forecast([]Segment{{Rows: p.AllRows(), Options: Options{CallsPerSecond: 1, MaxAttempts: 5}}}, now.AddDate(0, 0, -3), AnswerRate{}) // what was typed before leaves nothing behind
		got := forecaster.Forecast(segments, now, AnswerRate{})
		want, outside, callsOutside, byHour := forecastBefore(p, h, segments, now)
		for i, g := range got.Groups {
			if g.Outside != outside[i] || g.CallsOutside != callsOutside[i] {
				t.Fatalf("%s: %d contacts and %d calls outside, want %d and %d", g.Where(), g.Outside, g.CallsOutside, outside[i], callsOutside[i])
			}
			want.Outside, want.CallsOutside = want.Outside+outside[i], want.CallsOutside+callsOutside[i]
		}
		if got.Latest.Before(got.Last) {
			t.Fatalf("the last ring is at %s, after the last that there may be, %s", got.Last, got.Latest)
		}
		hourly := map[int64]int{}
		for _, h := range got.ByHour {
			if h.Calls > 0 {
				hourly[h.From.Unix()] = h.Calls
			}
		}
		if !maps.Equal(hourly, byHour) {
			t.Fatalf("by hour %v, want %v", hourly, byHour)
		}
		if a, b := fmt.Sprint(got.Contacts, got.Calls, got.Outside, got.Unknown, got.CallsOutside, got.CallsUnknown, got.Last, got.Latest, got.ByLocal), fmt.Sprint(want.Contacts, want.Calls, want.Outside, want.Unknown, want.CallsOutside, want.CallsUnknown, want.Last, want.Latest, want.ByLocal); a != b {
			t.Fatalf("%s, want\n%s", a, b)
		}
	})
}

func TestCallsAreForecastOfEveryContactWhateverTheOrderOfRows(t *testing.T) {
	p := mixedPlan(400)
	now := time.Date(2026, 12, 1, 18, 0, 0, 0, time.UTC)
	o := Options{CallsPerSecond: 3, MaxAttempts: 2, NoAnswerDelay: time.Hour}
	var first string
	for seed := range uint64(4) {
		rows := slices.Clone(p.AllRows())
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		f := p.Forecaster(Hours{}).Forecast([]Segment{{Rows: rows, Options: o}}, now, AnswerRate{Share: 0.5})
		words := fmt.Sprint(f.Contacts, f.Calls, f.Last, f.Unknown, f.ByHour, f.Expected, f.Credit)
		for _, g := range f.Groups {
			words += fmt.Sprint(g.Contacts, g.Calls)
		}
		if first == "" {
			first = words
		} else if words != first {
			t.Errorf("%s, before %s", words, first)
		}
	}
}

func TestSegmentsThatAreYearsApartAreForecastLikeEachByItself(t *testing.T) {
	p := mixedPlan(300)
	o := Options{CallsPerSecond: 1, MaxAttempts: 2, NoAnswerDelay: time.Hour}
	now := time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC)
	far := o
	far.Start = now.AddDate(40, 0, 0).Add(9 * time.Hour)
	rows := p.AllRows()
	segments := []Segment{{Rows: rows[:100], Options: o}, {Rows: rows[100:], Options: far}}
	f := p.Forecaster(Hours{})
	both, first, second := f.Forecast(segments, now, AnswerRate{}), f.Forecast(segments[:1], now, AnswerRate{}), f.Forecast(segments[1:], now, AnswerRate{})
	if both.Outside != first.Outside+second.Outside || both.CallsOutside != first.CallsOutside+second.CallsOutside || first.Outside == 0 || both.Contacts != 300 {
		t.Errorf("%d contacts and %d calls outside, by themselves %d and %d, %d and %d", both.Outside, both.CallsOutside, first.Outside, second.Outside, first.CallsOutside, second.CallsOutside)
	}
	none := Options{} // as before anything was typed
	if got := f.Forecast([]Segment{{Rows: rows, Options: none}}, now, AnswerRate{}); got.Calls != 300 {
		t.Errorf("%d calls", got.Calls)
	}
}

func TestTheForecastsHeadlineIsTheWorstThereIs(t *testing.T) {
	us := table.Of([]string{"Phone", "Time zone"}, []string{"+1 213 555 0123", ""}, []string{"+1 213 555 0124", ""}, []string{"+1 213 555 0125", "America/New_York"})
	gb := table.Of([]string{"Phone"}, []string{"+44 7400 123456"}, []string{"+33 6 12 34 56 78"})
	day := func(hour int) time.Time { return time.Date(2026, 12, 1, hour, 0, 0, 0, time.UTC) } // a Tuesday
	for _, c := range []struct {
		claim string
		plan  Plan
		hours Hours
		now   time.Time
		want  string
	}{
		{"everybody too early", NewPlan(diagnosed(t, us, "US"), Options{}), Hours{}, day(9), "3 of 3 could be rung outside 8-21"},
		{"one is up", NewPlan(diagnosed(t, us, "US"), Options{}), Hours{}, day(14), "2 of 3 could be rung outside 8-21"},
		{"all are up", NewPlan(diagnosed(t, us, "US"), Options{}), Hours{}, day(17), "All 3 are rung inside 8-21"},
		{"the retries are too late for one", NewPlan(diagnosed(t, us, "US"), Options{}), Hours{}, day(24), "1 of 3 could be rung outside 8-21"},
		{"hours that differ have no figures", NewPlan(diagnosed(t, gb, "GB"), Options{}), Hours{}, day(6), "2 of 2 could be rung outside their hours"},
		{"nobody", Plan{}, Hours{}, day(6), "Nobody is called"},
	} {
		o := Options{CallsPerSecond: 1, MaxAttempts: 2, NoAnswerDelay: time.Hour}
		f := c.plan.Forecaster(c.hours).Forecast(c.plan.In([]Segment{{Options: o, Rows: c.plan.AllRows()}}).Segments, c.now, AnswerRate{})
		if got := f.Headline(); got != c.want {
			t.Errorf("%s: %s, want %s", c.claim, got, c.want)
		}
		if f.Outside > 0 && (len(f.WorstFirst()) == 0 || f.WorstFirst()[0].Outside == 0) {
			t.Errorf("%s: nobody is worst", c.claim)
		}
	}
}

func TestChosenHoursOnlyNarrowUnlessThereIsABasis(t *testing.T) {
	wide, _ := hours.Parse("daily 6-23")
	narrow, _ := hours.Parse("daily 10-12")
	at := func(hour int) time.Time { return time.Date(2026, 12, 1, hour, 30, 0, 0, time.UTC) }
	london, _ := zones.Named("Europe/London")
	g := ZoneGroup{Finding: zones.Finding{Zones: london, Evidence: zones.Column}, Places: []hours.Place{{Region: "GB"}}}
	for claim, c := range map[string]struct {
		h    Hours
		hour int
		want bool
	}{
		"those of the place":                 {Hours{}, 9, true},
		"which end":                          {Hours{}, 22, false},
		"narrower ones narrow":               {Hours{Rules: []hours.Rule{narrow}}, 9, false},
		"wider ones without a basis do not":  {Hours{Rules: []hours.Rule{wide}}, 22, false},
		"wider ones with a basis":            {Hours{Rules: []hours.Rule{wide}, Basis: "customers"}, 22, true},
		"narrower ones with a basis as well": {Hours{Rules: []hours.Rule{narrow}, Basis: "customers"}, 9, false},
	} {
		if got := c.h.Schedule(g).MayBegin(at(c.hour)); got != c.want {
			t.Errorf("%s: %v", claim, got)
		}
	}
	if (Hours{}).Schedule(ZoneGroup{}).MayBegin(at(12)) {
		t.Error("whoever may be anywhere is rung")
	}
}

func TestWhatIsExpectedFollowsFromTheShareThatAnswers(t *testing.T) {
	for share, want := range map[float64]string{0: "4000 0 0s", 1: "1000 1000 16h40m0s", 0.5: "1875 938 15h37m30s", -3: "4000 0 0s", 7: "1000 1000 16h40m0s"} {
		e := AnswerRate{Share: share, Talk: time.Minute}.Expect(1000, 4)
		if got := fmt.Sprint(e.Calls, e.Answered, e.Talk); got != want {
			t.Errorf("%v: %s, want %s", share, got, want)
		}
	}
}

// Goals: a forecast of what is typed within 16 ms at 100,000 contacts, a frame, and at a
// million.
func BenchmarkForecast(b *testing.B) {
	for _, size := range sizes {
		p := mixedPlan(size.rows)
		b.Run(size.name+"/make", func(b *testing.B) {
			for b.Loop() {
				p.Forecaster(Hours{})
			}
		})
		for name, delay := range map[string]time.Duration{"an hour": time.Hour, "at once": 0} {
			b.Run(size.name+"/again after "+name, func(b *testing.B) {
				f := p.Forecaster(Hours{})
				n := 0
				now := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
				for b.Loop() {
					n++
					o := Options{CallsPerSecond: 1 + n%30, MaxAttempts: 1 + n%5, NoAnswerDelay: delay}
					f.Forecast([]Segment{{Rows: p.AllRows(), Options: o}}, now.Add(time.Duration(n)*time.Second), AnswerRate{})
				}
			})
		}
	}
}

func TestGroupsOfWhichTheSameIsSaidAreOne(t *testing.T) {
	// A mobile number, one of London, and one whose row says so: three ways to know it.
	list := diagnosed(t, table.Of([]string{"Phone", "Time zone"}, []string{"+44 7400 123456", ""}, []string{"+44 20 7946 0018", ""}, []string{"+44 7400 123457", "Europe/London"}, []string{"+64 21 123 456", ""}, []string{"+800 1234 5678", ""}), "GB")
	o := Options{CallsPerSecond: 1, MaxAttempts: 1, NoAnswerDelay: time.Minute}
	p := NewPlan(list, o)
	f := p.Forecaster(Hours{}).Forecast(p.Segments, time.Date(2026, 12, 1, 2, 0, 0, 0, time.UTC), AnswerRate{})
	seen, contacts, outside := map[string]bool{}, 0, 0
	for _, g := range f.ByPlace() {
		if seen[g.Words()] {
			t.Errorf("twice: %s", g.Words())
		}
		seen[g.Words()] = true
		contacts, outside = contacts+g.Contacts, outside+g.Outside
	}
	if contacts != f.Contacts || outside != f.Outside || len(f.ByPlace()) >= len(f.Groups) {
		t.Errorf("%d of %d contacts, %d of %d outside, in %d of %d groups", contacts, f.Contacts, outside, f.Outside, len(f.ByPlace()), len(f.Groups))
	}
}

func TestTheTriesThatAreSaidAreThoseThatThereMayBe(t *testing.T) {
	for attempts, want := range map[int]string{1: "up to 2 times: 1 attempt, and Dialgen may make one more; 1 h after no answer, 5 m after busy", 3: "up to 4 times: 3 attempts, and Dialgen may make one more; 1 h after no answer, 5 m after busy"} {
		o := Options{MaxAttempts: attempts, NoAnswerDelay: time.Hour, BusyDelay: 5 * time.Minute}
		if got := o.TriesWords(); got != want || o.Dialled(1).Attempts != attempts+1 {
			t.Errorf("%d: %s", attempts, got)
		}
	}
	part := func(attempts int, delay time.Duration) Segment {
		return Segment{Options: Options{MaxAttempts: attempts, NoAnswerDelay: delay, BusyDelay: time.Minute}}
	}
	for want, segments := range map[string][]Segment{
		"up to 3 times: 2 attempts":     {part(2, time.Hour), part(2, time.Hour)},
		"up to 4 times, some up to 2: ": {part(2, time.Hour), part(3, time.Hour), part(1, time.Hour)},
		"up to 4 times: 3 attempts, and Dialgen may make one more; the delays differ": {part(3, time.Hour), part(3, time.Minute)},
	} {
		if got := (Plan{Segments: segments}).TriesWords(); !strings.HasPrefix(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
