package model

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/hours"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// noon is a Wednesday, 12:00 in New York.
var noon = time.Date(2027, 3, 3, 17, 0, 0, 0, time.UTC)

// cappedList is people of four places in a list, by their numbers.
func cappedList(t testing.TB, phones ...string) *List {
	rows := make([][]string, len(phones))
	for i, p := range phones {
		rows[i] = []string{p}
	}
	return diagnosed(t, table.Of([]string{"Phone"}, rows...), "US")
}

// rung is a history of attempts that were made so long before noon.
func rung(ago ...time.Duration) NumberHistory {
	var h NumberHistory
	for _, d := range ago {
		h.Rings = append(h.Rings, BatchRings{Ring: hours.RingAt(noon.Add(-d)), Known: true})
	}
	return h
}

// tried says what of a plan is called how often at what rate, and who is not.
func tried(p Plan, c Caps) string {
	var said []string
	for _, s := range p.Segments {
		said = append(said, fmt.Sprintf("%d: 1+%d at %d", len(s.Rows), s.Options.MaxAttempts, s.Options.CallsPerSecond))
	}
	if n := c.Contacts(); n > 0 {
		said = append(said, fmt.Sprintf("%d out", n))
	}
	return strings.Join(said, ", ")
}

const (
	miami, tampa, boston, paris, london = "+1 305 555 0123", "+1 813 555 0123", "+1 617 555 0123", "+33 6 12 34 56 78", "+44 7400 123456"
)

func TestNobodyIsRungMoreOftenThanTheRulesAllow(t *testing.T) {
	options := func(attempts, rate int) Options {
		return Options{Agent: "anna", MaxAttempts: attempts, CallsPerSecond: rate, NoAnswerDelay: time.Hour, BusyDelay: time.Minute}
	}
	day := 24 * time.Hour
	spoken := rung(2 * day)
	spoken.Conversation = noon.Add(-2 * day)
	refused := rung(20 * day)
	refused.Refusal = noon.Add(-20 * day)
	yet := func(agent string, from, to time.Duration, attempts int) NumberHistory {
		return NumberHistory{Rings: []BatchRings{{Ring: hours.Ring{From: noon.Add(from), To: noon.Add(to), Attempts: attempts}, Agent: agent}}}
	}
	for claim, c := range map[string]struct {
		phones  []string
		options Options
		values  OptionValues
		history NumberHistory // of the first
		want    string
		words   string // of the first of those concerned
	}{
		"where no rule has a cap nothing is changed": {[]string{boston, london}, options(5, 10), nil, rung(time.Hour, time.Hour, time.Hour, time.Hour), "2: 1+5 at 10", ""},
		"who may be tried less than was asked is": {[]string{miami, boston, tampa}, options(3, 10), nil, NumberHistory{}, "1: 1+3 at 3, 2: 1+2 at 7",
			"up to 3 times instead of 4: Florida allows 3 tries in 24 hours"},
		"one alone keeps the whole rate":             {[]string{miami}, options(5, 10), nil, NumberHistory{}, "1: 1+2 at 10", "up to 3 times instead of 6: Florida allows 3 tries in 24 hours"},
		"a rate that cannot be shared is the most's": {[]string{miami, boston}, options(3, 1), nil, NumberHistory{}, "1: 1+3 at 1, 1 out", "could be rung up to 4 times: Florida allows 3 tries in 24 hours"},
		"one attempt this morning leaves two": {[]string{miami}, options(2, 1), nil, rung(3 * time.Hour), "1: 1+1 at 1",
			"rung before, so up to 2 times instead of 3: Florida allows 3 tries in 24 hours"},
		"two leave one, and the fewest tries may be two": {[]string{miami}, options(1, 1), nil, rung(26*time.Hour, 3*time.Hour, 20*time.Hour), "1 out",
			"rung twice since yesterday 16:00, and could be up to 2 times more: Florida allows 3 tries in 24 hours"},
		"three leave none":                              {[]string{miami, boston}, options(1, 1), nil, rung(time.Hour, 2*time.Hour, 3*time.Hour), "1: 1+1 at 1, 1 out", "rung 3 times since 09:00: Florida allows 3 tries in 24 hours"},
		"a day later all are free again":                {[]string{miami}, options(2, 1), nil, rung(day, day+time.Hour, 25*time.Hour), "1: 1+2 at 1", ""},
		"a second less than a day counts":               {[]string{miami}, options(2, 1), nil, rung(day - time.Second), "1: 1+1 at 1", "rung before, so up to 2 times instead of 3: Florida allows 3 tries in 24 hours"},
		"what another batch may yet do counts":          {[]string{miami}, options(1, 1), nil, yet("", -time.Hour, 2*time.Hour, 3), "1 out", "perhaps rung 3 times since 11:00: Florida allows 3 tries in 24 hours"},
		"and what it may do tomorrow":                   {[]string{miami}, options(1, 1), nil, yet("bert", 20*time.Hour, 23*time.Hour, 4), "1 out", "perhaps rung 4 times from tomorrow 08:00 on: Florida allows 3 tries in 24 hours"},
		"but not when it is taken from that batch":      {[]string{miami}, options(2, 1), nil, yet("anna", 20*time.Hour, 23*time.Hour, 4), "1: 1+2 at 1", ""},
		"of one under way what it may have done counts": {[]string{miami}, options(2, 1), nil, yet("anna", -time.Hour, 23*time.Hour, 4), "1 out", "perhaps rung 4 times since 11:00: Florida allows 3 tries in 24 hours"},
		"four in thirty days in France":                 {[]string{paris, boston}, options(1, 1), nil, rung(29*day, 20*day, 5*day, 5*day), "1: 1+1 at 1, 1 out", "rung 4 times since Tue 2 Feb 12:00: France allows 4 tries in 30 days"},
		"a refusal in France":                           {[]string{paris}, options(1, 1), nil, refused, "1 out", "asked not to be called Thu 11 Feb 12:00: France allows no call for 60 days after a refusal"},
		"a conversation counts where the rule is chosen": {[]string{boston}, options(1, 1), OptionValues{OptHours: "us-debt"}, spoken, "1 out",
			"spoken to Mon 1 Mar 12:00: US debt collection allows no call for 7 days after a conversation"},
		"more is allowed on a basis":       {[]string{miami}, options(3, 1), OptionValues{OptHours: "daily 8-20, max 8 in 24h", OptHoursBasis: "they asked"}, rung(time.Hour, time.Hour, time.Hour), "1: 1+3 at 1", ""},
		"and not without one":              {[]string{miami}, options(3, 1), OptionValues{OptHours: "daily 8-20, max 8 in 24h"}, rung(time.Hour, time.Hour, time.Hour), "1 out", "rung 3 times since 11:00: Florida allows 3 tries in 24 hours"},
		"whoever may be anywhere is asked": {[]string{"+800 1234 5678"}, options(5, 1), nil, rung(time.Hour), "1: 1+5 at 1", ""},
	} {
		l := cappedList(t, c.phones...)
		l.SetNumberHistories(NumberHistories{Of: map[phone.Number]NumberHistory{l.Verdict(0).Number: c.history}})
		whole := NewPlan(l, c.options)
		p, caps := whole.WithinCaps(someHours(t, c.values), noon)
		if got := tried(p, caps); got != c.want {
			t.Errorf("%s: %s, want %s", claim, got, c.want)
		}
		words := ""
		at := noon.Add(-5 * time.Hour).In(time.FixedZone("New York", -5*60*60)).Add(5 * time.Hour)
		switch {
		case caps.Out != nil:
			words = caps.Out[0].OneWords(at)
		case caps.Fewer != nil:
			words = caps.Fewer[0].FewerWords()
		}
		if words != c.words {
			t.Errorf("%s: %q, want %q", claim, words, c.words)
		}
		if p.Len()+caps.Contacts() != whole.Len() || p.Excluded.Total()+p.Len() != whole.Excluded.Total()+whole.Len() {
			t.Errorf("%s: of %d contacts %d are called and %d not", claim, whole.Len(), p.Len(), caps.Contacts())
		}
	}
}

func TestWhatCannotBeReadCountsAsTooOften(t *testing.T) {
	l := cappedList(t, miami, boston)
	l.SetNumberHistories(NumberHistories{Unread: true})
	p, caps := NewPlan(l, Options{MaxAttempts: 1, CallsPerSecond: 1}).WithinCaps(Hours{}, noon)
	if got := tried(p, caps); got != "1: 1+1 at 1, 1 out" || caps.Out[0].Words() != "how often they were rung cannot be read: Florida allows 3 tries in 24 hours" {
		t.Errorf("%s: %s", got, caps.Out[0].Words())
	}
}

func TestAWaveKeepsItsRateAndLeavesOutWhomItWouldTryTooOften(t *testing.T) {
	p := NewPlan(cappedList(t, miami, boston), Options{MaxAttempts: 3, CallsPerSecond: 10})
	p = p.In([]Segment{{Options: p.Options, Rows: p.AllRows(), CloseAt: noon.Add(time.Hour)}})
	if got := tried(p.WithinCaps(Hours{}, noon)); got != "1: 1+3 at 10, 1 out" {
		t.Error(got)
	}
}

// Whatever is known of whom: everybody is called or left out, who has no cap as often as
// was asked, and no day has more attempts on a Floridian than their cap, wherever in their
// spans those of all batches are made. Who is left out could not even be tried the least.
func TestNoCapIsBrokenByAPlanWhateverWasBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		half := func(label string, from, to int) time.Duration {
			return time.Duration(rapid.IntRange(from, to).Draw(t, label)) * 30 * time.Minute
		}
		var rows [][]string
		for i := range rapid.IntRange(1, 8).Draw(t, "contacts") {
			rows = append(rows, []string{fmt.Sprintf("+1 %s 555 %04d", rapid.SampledFrom([]string{"305", "813", "617"}).Draw(t, "place"), 100+i)})
		}
		rows = append(rows, []string{boston}) // who has no history
		file := table.Of([]string{"Phone"}, rows...)
		l, err := Diagnose(context.Background(), file, columns.Guess(file, "US").Keyed(), "US", Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		all := NumberHistories{Of: map[phone.Number]NumberHistory{}}
		for row := range l.Len() - 1 {
			var h NumberHistory
			for range rapid.IntRange(0, 3).Draw(t, "batches") {
				from := noon.Add(half("from", -60, 60))
				h.Rings = append(h.Rings, BatchRings{Ring: hours.Ring{From: from, To: from.Add(half("lasts", 0, 10)), Attempts: rapid.IntRange(1, 3).Draw(t, "attempts")}})
			}
			if h.Rings != nil {
				all.Of[l.Verdict(row).Number] = h
			}
		}
		l.SetNumberHistories(all)
		asked := rapid.IntRange(1, 5).Draw(t, "asked")
		whole := NewPlan(l, Options{MaxAttempts: asked, CallsPerSecond: 30, NoAnswerDelay: half("delay", 1, 8)})
		p, caps := whole.WithinCaps(Hours{}, noon)
		if p.Len()+caps.Contacts() != whole.Len() || caps.Rows().Len() != caps.Contacts() {
			t.Fatalf("of %d contacts %d are called and %d not", whole.Len(), p.Len(), caps.Contacts())
		}
		most := func(row int32, s Segment) int {
			first, last, largest := noon, noon.Add(s.span()), 0
			for at := first.Add(-24 * time.Hour); !at.After(last); at = at.Add(time.Minute) {
				end, n := at.Add(24*time.Hour), 0
				if !end.After(first) {
					continue
				}
				for _, r := range all.Of[l.Verdict(int(row)).Number].Rings {
					if !r.To.Before(at) && r.From.Before(end) {
						n += r.Attempts
					}
				}
				largest = max(largest, n)
			}
			return largest
		}
		floridian := func(row int32) bool { return !strings.Contains(rows[row][0], "617") }
		for _, s := range p.Segments {
			for _, row := range s.Rows {
				switch n := 1 + s.Options.MaxAttempts; {
				case !floridian(row) && n != 1+asked:
					t.Fatalf("%s has no cap and is tried %d times", rows[row][0], n)
				case floridian(row) && n+most(row, s) > 3:
					t.Fatalf("%s is tried %d times besides %d others", rows[row][0], n, most(row, s))
				}
			}
		}
		for _, out := range caps.Out {
			for _, row := range out.Rows {
				if !floridian(row) || most(row, whole.Segments[0]) < 2 {
					t.Fatalf("%s could be tried the least", rows[row][0])
				}
			}
		}
	})
}

func TestARateIsSharedWholly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		contacts := rapid.SliceOfN(rapid.IntRange(1, 100_000), 1, 5).Draw(t, "contacts")
		rate := rapid.IntRange(len(contacts), 30).Draw(t, "rate")
		rates, sum := shareRate(rate, contacts), 0
		for _, r := range rates {
			sum += r
		}
		if sum != rate || slices.Min(rates) < 1 {
			t.Fatalf("%d of %v are %v", rate, contacts, rates)
		}
	})
}

// Goal: a plan of 100,000 Floridians, half of whom were rung before, is kept within their
// cap in some hundredths of a second, because it is with every key in a form.
func BenchmarkWithinCaps(b *testing.B) {
	const n = 100_000
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("+1305%07d", 2000000+i)}
	}
	l := diagnosed(b, table.Of([]string{"Phone"}, rows...), "US")
	all := NumberHistories{Of: map[phone.Number]NumberHistory{}}
	for row := 0; row < n; row += 2 {
		all.Of[l.Verdict(row).Number] = rung(time.Hour, 2*time.Hour, 30*time.Hour)
	}
	l.SetNumberHistories(all)
	p := NewPlan(l, Options{MaxAttempts: 2, CallsPerSecond: 30, NoAnswerDelay: time.Hour})
	p.Whereabouts()
	for b.Loop() {
		if _, caps := p.WithinCaps(Hours{}, noon); caps.Contacts() != n/2 {
			b.Fatal(caps.Contacts())
		}
	}
}
