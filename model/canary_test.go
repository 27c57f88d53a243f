package model

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func TestOutcomesDecideOnlyWhatIsKnown(t *testing.T) {
	at := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	batch := func(contacts, answered, failed int, status BatchStatus, known bool) Batch {
		return Batch{State: SendAccepted, Contacts: contacts, CallsKnown: known, Last: Statistics{
			At: at, Status: status, Total: contacts, Processed: answered + failed, Succeeded: answered, Failed: failed}}
	}
	limits := ReleaseLimits{MinAnswered: 0.5, MaxFailed: 0.3, MaxOptedOut: 0.1}
	of := func(b ...Batch) []Batch { return b }
	doubtful := batch(20, 15, 2, StatusCompleted, true)
	doubtful.Last.Processed = 40
	refused := batch(20, 0, 0, "", false)
	refused.State = SendRefused
	for name, c := range map[string]struct {
		batches  []Batch
		optedOut int
		want     Decision
		says     string
	}{
		"within its limits the rest goes":                   {of(batch(20, 15, 5, StatusCompleted, true)), 0, DecidedRelease, "15 of 20 (75 %) answered, 5 of 20 (25 %) failed"},
		"60 % failures miss":                                {of(batch(20, 8, 12, StatusCompleted, true)), 0, DecidedMissed, "12 of 20 (60 %) failed, at most 30 % may; 8 of 20 (40 %) answered, at least 50 % must"},
		"it is missed once nothing can mend it":             {of(batch(20, 1, 7, StatusProcessing, false)), 0, DecidedMissed, "7 of 20 (35 %) failed"},
		"all answered so far is too few results":            {of(batch(20, 9, 0, StatusProcessing, false)), 0, DecidedNotYet, "Too few results yet: 9 of 20"},
		"nobody looked yet":                                 {of(Batch{State: SendAccepted, Contacts: 20}), 0, DecidedNotYet, "0 of 20"},
		"it was refused":                                    {of(refused), 0, DecidedNotYet, "0 of 20"},
		"its calls are not known":                           {of(batch(20, 18, 2, StatusCompleted, false)), 0, DecidedNotYet, "not told all calls"},
		"cancelled, those who are left count as failed":     {of(batch(20, 9, 0, StatusCancelled, true)), 0, DecidedMissed, "11 of 20 (55 %) failed"},
		"the service lost half of them":                     {of(func() Batch { b := batch(20, 10, 0, StatusCompleted, true); b.Last.Total = 10; return b }()), 0, DecidedMissed, "10 of 20 (50 %) failed"},
		"two of 15 asked not to be called":                  {of(batch(20, 15, 5, StatusCompleted, true)), 2, DecidedMissed, "2 asked not to be called, at most 10 % of those who answer may"},
		"one of 15 did":                                     {of(batch(20, 15, 5, StatusCompleted, true)), 1, DecidedRelease, "1 opted out"},
		"figures that contradict themselves decide nothing": {of(doubtful), 0, DecidedNotYet, "do not add up"},
		"nobody is nothing to go by":                        {nil, 0, DecidedNotYet, "Nobody"},
		"two canaries are added up":                         {of(batch(10, 9, 1, StatusCompleted, true), batch(10, 2, 8, StatusCompleted, true)), 0, DecidedMissed, "9 of 20 (45 %) failed"},
		"one of two has not begun":                          {of(batch(10, 9, 1, StatusCompleted, true), batch(10, 0, 0, StatusScheduled, false)), 0, DecidedNotYet, "10 of 20"},
	} {
		t.Run(name, func(t *testing.T) {
			got, why := limits.Decide(OutcomeOf(c.batches, c.optedOut))
			if got != c.want || !strings.Contains(why, c.says) {
				t.Errorf("decided %v: %s", got, why)
			}
		})
	}
}

// Whatever becomes of those who are open, it never ends otherwise than was decided.
func TestADecisionHoldsWhateverComes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := ReleaseLimits{rapid.Float64Range(0, 1).Draw(t, "answered"), rapid.Float64Range(0, 1).Draw(t, "failed"), rapid.Float64Range(0, 1).Draw(t, "opted out")}
		o := Outcome{Answered: rapid.IntRange(0, 50).Draw(t, "a"), Failed: rapid.IntRange(0, 50).Draw(t, "f"), Open: rapid.IntRange(0, 50).Draw(t, "o")}
		o.Contacts = o.Answered + o.Failed + o.Open
		o.OptedOut = rapid.IntRange(0, o.Answered).Draw(t, "out")
		o.Unread = rapid.IntRange(0, o.Answered-o.OptedOut).Draw(t, "unread")
		was, _ := l.Decide(o)
		end := o
		end.Open = 0
		answer := rapid.IntRange(0, o.Open).Draw(t, "answer")
		end.Answered, end.Failed = o.Answered+answer, o.Failed+o.Open-answer
		end.OptedOut += rapid.IntRange(0, answer+o.Unread).Draw(t, "more out")
		end.Unread = 0
		if o.Unread > 0 && was == DecidedMissed {
			end.OptedOut = max(end.OptedOut, o.OptedOut)
		}
		if is, why := l.Decide(end); was != DecidedNotYet && is != was {
			t.Fatalf("%+v was %v, and ended as %+v: %v, %s", o, was, end, is, why)
		}
	})
}

func TestCanariesAreDrawnEvenly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		starts := []phone.Number{4474001_00000, 336123_00000, 1212555_0000, 49151234_00000, 819012_300000}
		n := rapid.IntRange(3, 300).Draw(t, "contacts")
		numbers, rows := make([]phone.Number, n), make([][]string, n)
		for i := range n {
			numbers[i] = starts[rapid.IntRange(0, len(starts)-1).Draw(t, "country")] + phone.Number(i)
			rows[i] = []string{numbers[i].String()}
		}
		p := NewPlan(listOf(table.Of([]string{"Phone"}, rows...), columns.Mapping{{Field: columns.FieldPhone}}, "US", func(row int) record { return record{number: numbers[row]} }), Options{MaxAttempts: 2})
		late := p.AllRows()[:rapid.IntRange(0, p.Len()-2).Draw(t, "late")]
		early := p.AllRows()[len(late):]
		half := rapid.IntRange(0, len(early)).Draw(t, "half")
		p = p.In([]Segment{{Name: "London 9:00", Options: Options{MaxAttempts: 1}, Rows: early[:half]}, {Name: "Paris 10:00", Options: Options{MaxAttempts: 3}, Rows: early[half:]},
			{Name: "tomorrow", Rows: late, Release: Release{By: ReleasedByOperator}}})
		size := CanarySize{Contacts: rapid.IntRange(1, p.Len()+1).Draw(t, "size")}
		with, err := p.WithCanary(Canary{Size: size, Limits: DefaultReleaseLimits})
		if size.Contacts >= len(early) {
			if err == nil {
				t.Fatal("a canary of all was drawn")
			}
			return
		}
		if err != nil || !slices.Equal(with.AllRows(), p.AllRows()) {
			t.Fatalf("the plan has other rows with a canary: %v, %v, %v", err, with.AllRows(), p.AllRows())
		}
		again, _ := p.WithCanary(Canary{Size: size, Limits: DefaultReleaseLimits})
		var drawn []int32
		for i, s := range with.Segments {
			canary := strings.HasPrefix(s.Name, "Canary")
			if !slices.Equal(s.Rows, again.Segments[i].Rows) {
				t.Fatal("the same plan has another canary")
			}
			if canary {
				drawn = append(drawn, s.Rows...)
			}
			if want := map[bool]int{true: 1, false: 3}[strings.HasSuffix(s.Name, "London 9:00")]; s.Name != "tomorrow" && s.Options.MaxAttempts != want {
				t.Errorf("%s is tried %d times", s.Name, s.Options.MaxAttempts)
			}
			if held := s.Release.Held(time.Now()); held == canary {
				t.Fatalf("%s is held: %v", s.Name, held)
			}
			if s.Release.By == ReleasedByOutcome && !strings.HasPrefix(with.Segments[s.Release.After].Name, "Canary") {
				t.Fatalf("%s waits for segment %d of %v", s.Name, s.Release.After, with.Segments)
			}
		}
		if len(drawn) != size.Contacts {
			t.Fatalf("%d were drawn, want %d", len(drawn), size.Contacts)
		}
		// Each group has its share, to one contact.
		where := p.Whereabouts()
		of, in := make([]int, len(where.Groups)), make([]int, len(where.Groups))
		for _, row := range early {
			of[where.Of(row)]++
		}
		for _, row := range drawn {
			in[where.Of(row)]++
		}
		for i := range of {
			if low := of[i] * size.Contacts / len(early); in[i] < low || in[i] > low+1 {
				t.Fatalf("%d of group %d were drawn, of %d in %d", in[i], i, of[i], len(early))
			}
		}
	})
}

func TestSizesAndLimitsAreReadAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]int{"50": 50, " 7 ": 7, "5%": 10, "0.1 %": 1, "99.9%": 200} {
		if size, err := ParseCanarySize(text); err != nil || size.Of(200) != want {
			t.Errorf("%q is %d of 200 (%v), want %d", text, size.Of(200), err, want)
		}
	}
	for _, text := range []string{"", "0", "-1", "x", "0%", "100%", "NaN%", "1e9", "%", "100001"} {
		if size, err := ParseCanarySize(text); err == nil {
			t.Errorf("%q is %+v", text, size)
		}
	}
	for text, want := range map[string]ReleaseLimits{
		"answered 50%, failed 30%, opted-out 2.5": {0.5, 0.3, 0.025}, "failed 60": {0.7, 0.6, 0.02}, "Opted out 0 %; answered 0": {0, 0.2, 0},
	} {
		if got, err := ParseReleaseLimits(text); err != nil || got != want {
			t.Errorf("%q is %+v (%v), want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"", ",", "failed", "failed 101", "failed NaN", "failed -1", "failed 1, failed 2", "lost 3", "failed 3 4"} {
		if got, err := ParseReleaseLimits(text); err == nil {
			t.Errorf("%q is %+v", text, got)
		}
	}
}
