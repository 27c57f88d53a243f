package hours

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAttemptsAreCappedAcrossCampaigns(t *testing.T) {
	miami := zone(t, "America/New_York")
	now := moment(t, "2026-12-02 12:00", miami)
	ago := func(d time.Duration) Ring { return RingAt(now.Add(-d)) }
	for _, c := range []struct {
		why     string
		rule    string
		history History
		allowed int
		next    string // "" when it is now
	}{
		{"nobody was rung", "us-fl", History{}, 3, ""},
		{"once", "us-fl", History{Rings: []Ring{ago(time.Hour)}}, 2, ""},
		{"three times, the first is to be a day old", "us-fl", History{Rings: []Ring{ago(time.Hour), ago(3 * time.Hour), ago(2 * time.Hour)}}, 0, "3 09:00"},
		{"exactly a day ago does not count", "us-fl", History{Rings: []Ring{ago(24 * time.Hour), ago(time.Hour), ago(time.Hour)}}, 1, ""},
		{"a second less does", "us-fl", History{Rings: []Ring{ago(24*time.Hour - time.Second), ago(time.Hour), ago(time.Hour)}}, 0, "2 12:00"},
		{"more than the cap, and no number below zero", "us-fl", History{Rings: []Ring{ago(time.Hour), ago(time.Hour), ago(2 * time.Hour), ago(3 * time.Hour), ago(4 * time.Hour)}}, 0, "3 10:00"},
		{"a batch under way may ring 1 + 2 times until tonight", "us-fl", History{Rings: []Ring{Planned(now.Add(-time.Hour), now.Add(6*time.Hour), 2)}}, 0, "3 18:00"},
		{"one that is to come tomorrow counts as well", "us-fl", History{Rings: []Ring{Planned(now.Add(10*time.Hour), now.Add(14*time.Hour), 1)}}, 1, ""},
		{"one that is to come later does not", "us-fl", History{Rings: []Ring{Planned(now.Add(24*time.Hour), now.Add(30*time.Hour), 2)}}, 3, ""},
		{"between what was and what is to come", "us-fl", History{Rings: []Ring{ago(20 * time.Hour), ago(20 * time.Hour), RingAt(now.Add(20 * time.Hour)), RingAt(now.Add(20 * time.Hour))}}, 1, ""},
		{"federal rules have no cap", "us", History{Rings: []Ring{ago(time.Minute)}}, math.MaxInt, ""},
		{"four in thirty days, which may have an hour more", "fr", History{Rings: []Ring{ago(29 * 24 * time.Hour), ago(time.Hour), ago(time.Hour), ago(time.Hour)}}, 0, "3 14:00"},
		{"a conversation six days ago", "us-debt", History{Conversation: now.Add(-6 * 24 * time.Hour)}, 0, "3 14:00"},
		{"a conversation eight days ago", "us-debt", History{Conversation: now.Add(-8 * 24 * time.Hour)}, 7, ""},
		{"a refusal where none counts", "us-fl", History{Refusal: now.Add(-time.Hour)}, 3, ""},
		{"a refusal in France", "fr", History{Refusal: now.Add(-59 * 24 * time.Hour)}, 0, "3 14:00"},
		{"a cap that outlasts the pause", "us-debt", History{Conversation: now.Add(-7 * 24 * time.Hour), Rings: []Ring{{now.Add(-24 * time.Hour), now.Add(-24 * time.Hour), 7}}}, 0, "8 14:00"},
	} {
		tries := Strictest(preset(t, c.rule)).Tries(c.history, now, now)
		next := ""
		if !tries.Next.Equal(now) {
			next = tries.Next.In(miami).Format("2 15:04")
		}
		if tries.Allowed != c.allowed || next != c.next || (tries.Why == "") != (c.allowed > 0) {
			t.Errorf("%s: %+v, next %q; want %d and %q", c.why, tries, next, c.allowed, c.next)
		}
	}
}

// A day of a cap is 24 hours, however the clocks are changed meanwhile.
func TestADayOfACapIsTwentyFourHours(t *testing.T) {
	miami := zone(t, "America/New_York")
	for claim, c := range map[string]struct {
		rung, now string
		allowed   int
	}{
		"past midnight": {"2027-03-02 23:50", "2027-03-03 00:10", 0},
		"the clocks went forward: half an hour is missing": {"2027-03-13 12:00", "2027-03-14 12:30", 0},
		"and an hour later it is over":                     {"2027-03-13 12:00", "2027-03-14 13:00", 3},
		"the clocks went back: it is over earlier":         {"2027-11-06 12:00", "2027-11-07 11:00", 3},
		"and not before":                                   {"2027-11-06 12:00", "2027-11-07 10:59", 0},
	} {
		at := moment(t, c.rung, miami)
		now := moment(t, c.now, miami)
		tries := Strictest(preset(t, "us-fl")).Tries(History{Rings: []Ring{{at, at, 3}}}, now, now)
		if tries.Allowed != c.allowed {
			t.Errorf("%s: %d are allowed", claim, tries.Allowed)
		}
		if c.allowed == 0 && (tries.Limit.Words() != "Florida allows 3 tries in 24 hours" || tries.Limit.Counted != 3 || !tries.Limit.Since.Equal(at)) {
			t.Errorf("%s: %+v", claim, tries.Limit)
		}
	}
}

func TestTheLongestPauseCounts(t *testing.T) {
	now := moment(t, "2026-12-02 12:00", time.UTC)
	rules := Strictest(parse(t, "daily 8-21, pause 7d after conversation, pause 60d after refusal"))
	week, twoMonths := Cap{Days: 7}.Span(), Cap{Days: 60}.Span()
	for _, c := range []struct {
		why     string
		history History
		next    time.Duration
	}{
		{"the refusal's", History{Conversation: now, Refusal: now}, twoMonths},
		{"the conversation's, long after the refusal", History{Conversation: now, Refusal: now.Add(-twoMonths)}, week},
		{"neither, when both are over", History{Conversation: now.Add(-week), Refusal: now.Add(-twoMonths)}, 0},
	} {
		if tries := rules.Tries(c.history, now, now); tries.Next.Sub(now) != c.next || (tries.Allowed > 0) != (c.next == 0) {
			t.Errorf("%s: %v, %d", c.why, tries.Next.Sub(now), tries.Allowed)
		}
	}
}

func TestWhyNobodyIsRungIsSaid(t *testing.T) {
	now := moment(t, "2026-12-02 12:00", time.UTC)
	for want, c := range map[string]struct {
		rule    string
		history History
	}{
		"at most 3 tries in 24 hours":          {"us-fl", History{Rings: []Ring{{now, now, 4}}}},
		"at most 4 tries in 30 days":           {"fr", History{Rings: []Ring{{now, now, 4}}}},
		"none for 60 days after a refusal":     {"fr", History{Refusal: now}},
		"none for 7 days after a conversation": {"us-debt", History{Conversation: now}},
	} {
		if got := Strictest(preset(t, c.rule)).Tries(c.history, now, now).Why; got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestTheNextAttemptIsInsideTheHoursToo(t *testing.T) {
	paris := zone(t, "Europe/Paris")
	days := Calendar{}.Days(Place{"FR", ""})
	s := NewSchedule(For(Place{"FR", ""}), days, paris)
	now := moment(t, "2026-12-01 12:00", paris)
	for _, c := range []struct {
		why     string
		now     string
		history History
		want    string
	}{
		{"at once", "2026-12-01 12:00", History{}, "1 Dec 12:00"},
		{"when it opens", "2026-12-05 12:00", History{}, "7 Dec 10:00"},
		{"when the pause is over, which is on a Saturday", "2026-12-05 12:00", History{Refusal: moment(t, "2026-11-24 12:00", paris)}, "25 Jan 10:00"},
		{"when the cap allows it", "2026-12-01 12:00", History{Rings: []Ring{{now.Add(-time.Hour), now.Add(-time.Hour), 4}}}, "31 Dec 14:00"},
		{"when it opens, but not just before what is planned", "2026-12-01 21:00", History{Rings: []Ring{Planned(moment(t, "2026-12-02 10:00", paris), moment(t, "2026-12-02 12:00", paris), 3)}}, "4 Jan 10:00"},
	} {
		next, ok := s.NextTry(c.history, moment(t, c.now, paris))
		if got := next.In(paris).Format("2 Jan 15:04"); !ok || got != c.want {
			t.Errorf("%s: %s, %v", c.why, got, ok)
		}
	}
}

// Whatever was and is planned: as many attempts as are allowed break no cap wherever they
// and the planned ones are made, and one more could; nor is there an earlier time for one.
func TestNoCapIsBroken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
		hour := func(label string) time.Time {
			return start.Add(time.Duration(rapid.IntRange(0, 60).Draw(t, label)) * time.Hour)
		}
		c := Cap{Attempts: rapid.IntRange(1, 4).Draw(t, "attempts"), Hours: rapid.IntRange(1, 30).Draw(t, "hours")}
		rule := Rule{Name: "Your hours", Week: daily(0, 24), Caps: []Cap{c}}
		var h History
		for range rapid.IntRange(0, 5).Draw(t, "rings") {
			from := hour("ring")
			h.Rings = append(h.Rings, Ring{from, from.Add(time.Duration(rapid.IntRange(0, 5).Draw(t, "length")) * time.Hour), rapid.IntRange(1, 2).Draw(t, "count")})
		}
		from := hour("from")
		to := from.Add(time.Duration(rapid.IntRange(0, 5).Draw(t, "until")) * time.Hour)
		tries := Strictest(rule).Tries(h, from, to)
		if want := room(c, h.Rings, from, to); tries.Allowed != want {
			t.Fatalf("%d attempts are allowed, and there is room for %d", tries.Allowed, want)
		}
		if tries.Next.Before(from) || room(c, h.Rings, tries.Next, tries.Next.Add(to.Sub(from))) == 0 {
			t.Fatalf("the next one, at %v, breaks the cap", tries.Next)
		}
		for earlier := from; earlier.Before(tries.Next); earlier = earlier.Add(time.Hour) {
			if room(c, h.Rings, earlier, earlier.Add(to.Sub(from))) > 0 {
				t.Fatalf("the next one is at %v, and one at %v would do", tries.Next, earlier)
			}
		}
	})
}

// room tries every span of the cap's length, half an hour after half an hour, and counts
// what may be in it.
func room(c Cap, rings []Ring, from, to time.Time) int {
	left := c.Attempts
	for at := from.Add(-c.Span()); !at.After(to); at = at.Add(30 * time.Minute) {
		end := at.Add(c.Span())
		if !end.After(from) {
			continue
		}
		n := 0
		for _, r := range rings {
			if r.From.Before(end) && !r.To.Before(at) {
				n += r.Attempts
			}
		}
		left = min(left, c.Attempts-n)
	}
	return max(0, left)
}
