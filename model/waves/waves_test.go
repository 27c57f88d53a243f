package waves

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/dialling"
	"callsheet/model/hours"
	"callsheet/model/table"
)

// everywhere is how people write zones, with numbers that do not say more.
var everywhere = strings.Split("New York|Chicago|Denver|Los Angeles|Anchorage|Honolulu|Phoenix|America/St_Johns|America/Sao_Paulo|Europe/London|Europe/Berlin|Europe/Paris|Europe/Athens|Africa/Cairo|Africa/Johannesburg|Asia/Dubai|Asia/Kolkata|Asia/Kathmandu|Asia/Singapore|Asia/Tokyo|Australia/Perth|Australia/Adelaide|Australia/Sydney|Australia/Lord_Howe|Pacific/Auckland|Pacific/Chatham|Pacific/Kiritimati|Asia/Beirut|America/Asuncion|Antarctica/Troll", "|")

// numbers are of several rules: federal, Florida, Rhode Island, British, French, German,
// Australian and of no country.
var numbers = []string{"+1212555%04d", "+1305555%04d", "+1401555%04d", "+44740012%04d", "+3361200%04d", "+49151123%05d", "+6141234%04d", "+800123%05d"}

// listOf is a list of so many contacts of the zones in turn; "" is one of no zone.
func listOf(t testing.TB, n int, zones []string, numbers []string) *model.List {
	t.Helper()
	var b table.Builder
	for i := range n {
		number := fmt.Sprintf(numbers[i%len(numbers)], 100+i/len(numbers)%9000)
		b.Append(i+2, []table.Cell{{Text: number}, {Text: zones[i%len(zones)]}})
	}
	table := b.Build([]string{"Phone", "Time zone"})
	l, err := model.Diagnose(context.Background(), table, columns.Guess(table, "US").Keyed(), "US", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// world is a list of all zones under all rules.
var world = sync.OnceValue(func() *model.List {
	return listOf(new(testing.B), 600, append(slices.Clone(everywhere), ""), numbers)
})

func options(rate, attempts int, delay time.Duration) model.Options {
	return model.Options{CallsPerSecond: rate, MaxAttempts: attempts, NoAnswerDelay: delay, BusyDelay: min(delay, 5*time.Minute)}
}

func plan(l *model.List, o model.Options) model.Plan { return model.NewPlan(l, o) }

func drawHours(t *rapid.T) model.Hours {
	h := model.Hours{}
	if text := rapid.SampledFrom([]string{"", "", "us", "fr", "us-ri", "au", "daily 9-12 15-18:30", "mon-wed 22-23", "daily 0-24, max 2 in 24h"}).Draw(t, "hours"); text != "" {
		rule, err := hours.Choose(text)
		if err != nil {
			t.Fatal(err)
		}
		h.Rules = []hours.Rule{rule}
		if rapid.Bool().Draw(t, "wider") {
			h.Basis = "they asked"
		}
	}
	return h
}

func TestWavesRingNobodyOutsideTheirHours(t *testing.T) {
	all := plan(world(), model.Options{}).AllRows()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, len(all)).Draw(t, "contacts")
		from := rapid.IntRange(0, len(all)-n).Draw(t, "from")
		o := options(rapid.IntRange(1, 30).Draw(t, "rate"), rapid.IntRange(1, 5).Draw(t, "attempts"),
			rapid.SampledFrom([]time.Duration{0, time.Minute, 30 * time.Minute, time.Hour, 4 * time.Hour, 48 * time.Hour}).Draw(t, "delay"))
		now := rapid.SampledFrom([]time.Time{
			time.Date(2027, 3, 12, 17, 0, 0, 0, time.UTC), time.Date(2027, 11, 6, 3, 0, 0, 0, time.UTC), time.Date(2027, 12, 24, 20, 0, 0, 0, time.UTC),
		}).Draw(t, "around").Add(time.Duration(rapid.IntRange(0, 3*24*3600).Draw(t, "seconds")) * time.Second)
		if rapid.Bool().Draw(t, "later") {
			o.Start = now.Add(time.Duration(rapid.IntRange(-1000, 100000).Draw(t, "start")) * time.Second)
		}
		pace := Pace{rapid.SampledFrom([]float64{0.03, 0.2, 1}).Draw(t, "pace"), rapid.Bool().Draw(t, "known")}
		h := drawHours(t)
		p := plan(world(), o).In([]model.Segment{{Options: o, Rows: all[from : from+n]}})
		w := Of(p, h, now, pace)
		checkWaves(t, p, h, now, w)
		if again := Of(p, h, now, pace); fmt.Sprint(again) != fmt.Sprint(w) {
			t.Fatal("not the same again")
		}
	})
}

type fatal interface {
	Helper()
	Fatalf(string, ...any)
}

// checkWaves holds what waves promise.
func checkWaves(t fatal, p model.Plan, h model.Hours, now time.Time, w Waves) {
	t.Helper()
	where := p.Whereabouts()
	open := make([]hours.Openings, len(where.Groups))
	for i, g := range where.Groups {
		open[i] = h.Schedule(g).Between(now.Add(-24*time.Hour), now.Add(70*24*time.Hour))
	}
	seen := map[int32]bool{}
	names := map[string]bool{}
	var changes []time.Time
	for _, wave := range w.Waves {
		s := wave.Segment
		if wave.Contacts() == 0 || wave.Contacts() > model.MaxContacts || names[s.Name] || s.Options.CallsPerSecond < 1 || s.Options.MaxAttempts < 1 {
			t.Fatalf("%s: %+v", s.Name, s.Options)
		}
		if s.Options.MaxAttempts > w.Asked.MaxAttempts || s.Options.CallsPerSecond > w.Asked.CallsPerSecond || wave.Start.Before(w.Asked.Start) {
			t.Fatalf("%s is more than was asked: %+v", s.Name, s.Options)
		}
		names[s.Name] = true
		for _, row := range s.Rows {
			if seen[row] {
				t.Fatalf("row %d is in two", row)
			}
			seen[row] = true
		}
		starts := []time.Time{wave.Start, s.Release.NotAfter}
		for _, start := range starts {
			dial := s.Options.Dialled(wave.Contacts())
			for _, lines := range []int{0, int(w.Pace.share()*float64(dial.Rate)*hours.RingingTime.Seconds()) + 1} {
				dial.Lines = lines
				dial.Each(func(a dialling.Attempt) {
					at := start.Add(a.At)
					g := where.Of(s.Rows[a.Contact])
					if !open[g].Holds(at, at) || at.After(s.CloseAt) {
						t.Fatalf("%s rings %d at %v (%v there), lines %d, start %v, close %v", s.Name, g, at, at.In(wave.Clock), lines, start, s.CloseAt)
					}
				})
			}
		}
		for i, g := range where.Groups {
			if slices.ContainsFunc(s.Rows, func(row int32) bool { return where.Of(row) == i }) && !g.Held() {
				local := wave.Start.UTC()
				if tries := h.For(g.Places).Tries(hours.History{}, local, wave.Last).Allowed; tries < wave.Tries() {
					t.Fatalf("%s: %d tries where %d are allowed", s.Name, wave.Tries(), tries)
				}
			}
		}
		if wave.Late != s.Release.Waits() {
			t.Fatalf("%s: %+v", s.Name, s.Release)
		}
		changes = append(changes, wave.Start, wave.Last)
	}
	if len(seen)+w.Held+w.Closed+w.Left != p.Len() || w.Called() != len(seen) || w.Held != where.Unknown() {
		t.Fatalf("%d in waves, %d held, %d closed, %d left of %d", len(seen), w.Held, w.Closed, w.Left, p.Len())
	}
	for _, at := range changes {
		sum := 0
		for _, wave := range w.Waves {
			if !at.Before(wave.Start) && !at.After(wave.Last) {
				sum += wave.Segment.Options.CallsPerSecond
			}
		}
		if sum > w.Asked.CallsPerSecond {
			t.Fatalf("%d a second at %v", sum, at)
		}
	}
}

func names(w Waves) string {
	var all []string
	for _, wave := range w.Waves {
		o := wave.Segment.Options
		line := fmt.Sprintf("%s: %d at %d, %d tries %v apart", wave.Segment.Name, wave.Contacts(), o.CallsPerSecond, wave.Tries(), max(o.NoAnswerDelay, o.BusyDelay))
		if wave.Late {
			line += ", waits"
		}
		all = append(all, line)
	}
	return strings.Join(all, "\n")
}

func TestWaves(t *testing.T) {
	american := []string{"New York", "Chicago", "Denver", "Los Angeles"}
	federal, floridian, french, unknown := []string{"+1212555%04d", "+1213555%04d"}, []string{"+1305555%04d"}, []string{"+3361200%04d"}, []string{"+800123%05d"}
	at := func(hour, minute int) time.Time { return time.Date(2027, 3, 3, hour, minute, 0, 0, time.UTC) } // New York is five hours behind
	standard := options(10, 3, time.Hour)
	slow := options(1, 3, time.Hour)
	later := standard
	later.Start = at(20, 0)
	for claim, c := range map[string]struct {
		contacts int
		zones    []string
		numbers  []string
		options  model.Options
		hours    string
		now      time.Time
		want     string
	}{
		"each zone begins when its window opens, and they share the rate": {4000, american, federal, standard, "", at(10, 0), `
			New York 8:00: 1000 at 3, 4 tries 1h0m0s apart
			Chicago 8:00: 1000 at 3, 4 tries 1h0m0s apart
			Denver 8:00: 1000 at 2, 4 tries 1h0m0s apart
			Los Angeles 8:00: 1000 at 2, 4 tries 1h0m0s apart`},
		"nobody before the operator's start": {40, american, federal, later, "", at(10, 0), `
			Chicago 14:00: 10 at 3, 4 tries 1h0m0s apart
			Denver 13:00: 10 at 2, 4 tries 1h0m0s apart
			Los Angeles 12:00: 10 at 2, 4 tries 1h0m0s apart
			New York 15:00: 10 at 3, 4 tries 1h0m0s apart`},
		"in the evening retries come sooner, then fewer, then on the next day": {100, american, federal, standard, "", at(25, 30), `
			Chicago 19:30: 25 at 4, 3 tries 30m0s apart
			Denver 18:30: 25 at 3, 4 tries 30m0s apart
			Los Angeles 17:30: 25 at 3, 4 tries 1h0m0s apart
			New York Thu 8:00: 25 at 10, 4 tries 1h0m0s apart, waits`},
		"where not even one a second is left, one goes after another": {17000, american, federal, slow, "", at(10, 0), `
			New York 8:00: 4250 at 1, 2 tries 30m0s apart
			Chicago 12:14: 4250 at 1, 2 tries 30m0s apart
			Los Angeles 15:28: 4250 at 1, 2 tries 30m0s apart
			Denver Thu 8:00: 4250 at 1, 4 tries 1h0m0s apart, waits`},
		"who is too many for a day is rung on two": {15000, american[:1], federal, slow, "", at(10, 0), `
			New York 8:00: 11204 at 1, 2 tries 30m0s apart
			New York Thu 8:00: 3796 at 1, 4 tries 1h0m0s apart, waits`},
		"a cap counts the try that the service may add":     {100, american[:1], floridian, standard, "", at(10, 0), "New York 8:00: 100 at 10, 3 tries 1h0m0s apart"},
		"a cap of one try is nobody":                        {100, american[:1], federal, standard, "daily 8-21, max 1 in 24h", at(10, 0), ""},
		"a short window has its retries sooner":             {100, []string{"Europe/Paris"}, french, standard, "", at(5, 0), "Paris 10:00: 100 at 10, 4 tries 30m0s apart"},
		"a Friday evening in France is Monday's":            {100, []string{"Europe/Paris"}, french, standard, "", at(48+20, 0), "Paris Mon 10:00: 100 at 10, 4 tries 30m0s apart"},
		"of whom no zone is known are in none":              {100, []string{""}, unknown, standard, "", at(10, 0), ""},
		"a window that is open begins at once":              {10, american[:1], federal, standard, "", at(15, 17), "New York 10:17: 10 at 10, 4 tries 1h0m0s apart"},
		"a window that is nearly over is left for the next": {10, american[:1], federal, standard, "", at(25, 50), "New York Thu 8:00: 10 at 10, 4 tries 1h0m0s apart, waits"},
		"zones with one clock are one wave":                 {10, []string{"New York", "America/Toronto", "America/Detroit"}, federal, standard, "", at(10, 0), "New York 8:00: 10 at 10, 4 tries 1h0m0s apart"},
	} {
		p := plan(listOf(t, c.contacts, c.zones, c.numbers), c.options)
		h := model.Hours{}
		if c.hours != "" {
			rule, err := hours.Choose(c.hours)
			if err != nil {
				t.Fatal(err)
			}
			h.Rules = []hours.Rule{rule}
		}
		w := Of(p, h, c.now, Pace{})
		if got, want := names(w), strings.TrimSpace(strings.ReplaceAll(c.want, "\t", "")); got != want {
			t.Errorf("%s:\n%s", claim, got)
		}
		checkWaves(t, p, h, c.now, w)
	}
}

func TestABatchIsAsManyAsTheServiceTakes(t *testing.T) {
	jobs := inBatches([]*job{{rows: make([]int32, 2*model.MaxContacts+1)}, {rows: make([]int32, 3)}})
	var sizes []int
	for _, j := range jobs {
		sizes = append(sizes, len(j.rows))
	}
	if fmt.Sprint(sizes) != "[66667 66667 66667 3]" {
		t.Error(sizes)
	}
}

func TestWhatIsSaidOfWaves(t *testing.T) {
	p := plan(listOf(t, 34000, []string{"New York", "New York", "New York", ""}, []string{"+1305555%04d", "+1305556%04d", "+1305557%04d", "+800123%05d"}), options(2, 3, time.Hour))
	vienna, err := time.LoadLocation("Europe/Vienna")
	if err != nil {
		t.Fatal(err)
	}
	w := Of(p, model.Hours{}, time.Date(2027, 3, 3, 12, 0, 0, 0, time.UTC), Pace{})
	var all []string
	for _, wave := range w.Waves {
		all = append(all, wave.Words(vienna), wave.LineWords())
		for _, c := range wave.Changes {
			all = append(all, c.Words())
		}
	}
	all = append(append(all, w.Words()...), w.Pace.Words(), Pace{0.8, true}.Words())
	want := []string{
		"New York 8:00 (Wed 14:00 yours): 20,609 contacts, 2 calls a second, up to 2 rings each, last possible ring 19:57 (Thu 1:57 yours)",
		"Over in time if Dialgen makes 60 calls at one time; what is left at 19:58 there is cancelled",
		"up to 2 rings each instead of 4: more do not end before 19:58 there",
		"30 m between rings instead of 1 h: longer ones do not end before 19:58 there",
		"New York Thu 8:00 (Thu 14:00 yours): 4,891 contacts, 2 calls a second, up to 3 rings each, last possible ring 14:06 (20:06 yours)",
		"Over in time if Dialgen makes 25 calls at one time; what is left at 19:58 there is cancelled",
		"up to 3 rings each instead of 4: their rules allow 3, and Dialgen may make one more than it is told",
		"begins Thu 4 Mar: there is no room before. It waits for you, because sent now it would take its people away from every batch that may ring them sooner",
		"8,500 contacts held: zone not known",
		"4,891 contacts wait for you for a later day",
		"if Dialgen dials at half the rate (a careful guess: no campaign of yours has finished yet)",
		"if Dialgen dials at 80% of the rate, as in your finished campaigns",
	}
	if !slices.Equal(all, want) {
		t.Errorf("%s", strings.Join(all, "\n"))
	}
}

func TestASlowerLineRingsLate(t *testing.T) {
	p := plan(listOf(t, 4000, []string{"New York"}, []string{"+1212555%04d"}), options(10, 3, time.Hour))
	w := Of(p, model.Hours{}, time.Date(2027, 3, 3, 21, 0, 0, 0, time.UTC), Pace{}).Waves[0]
	if lines := w.Lines(); w.RungLate(lines) > 0 || w.RungLate(lines/4) == 0 || w.RungLate(0) > 0 {
		t.Errorf("%d lines: %d late, a quarter of them: %d late", lines, w.RungLate(lines), w.RungLate(lines/4))
	}
}
