package hours

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// parse reads a rule of a test.
func parse(t testing.TB, text string) Rule {
	t.Helper()
	r, err := Parse(text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return r
}

// anyRule draws a preset, or a rule of the operator's own that may have dates.
func anyRule(t *rapid.T) Rule {
	if rapid.Bool().Draw(t, "preset") {
		return rapid.SampledFrom(Presets()).Draw(t, "which")
	}
	r := ruleOf(t)
	date := func(label string) Date {
		if rapid.Bool().Draw(t, label) {
			return day.Add(rapid.IntRange(-5, 5).Draw(t, label))
		}
		return Date{}
	}
	r.ValidFrom, r.ValidTo = date("from"), date("to")
	return r
}

func TestTheStrictestRuleWinsWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := rapid.SliceOfN(rapid.Custom(anyRule), 0, 4).Draw(t, "rules")
		one := Strictest(rules...)
		shuffled := rapid.Permutation(slices.Concat(rules, rules)).Draw(t, "shuffled")
		cut := rapid.IntRange(0, len(shuffled)).Draw(t, "cut")
		for name, other := range map[string]Set{
			"in another order, and twice": Strictest(shuffled...),
			"joined":                      Strictest(shuffled[:cut]...).Join(Strictest(shuffled[cut:]...)),
		} {
			if fmt.Sprint(one) != fmt.Sprint(other) {
				t.Fatalf("%s: %v, not %v", name, other, one)
			}
		}
	})
}

// What a set allows is what each of its rules allows that is in force, minute by minute.
func TestASetAllowsWhatAllItsRulesAllow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := rapid.SliceOfN(rapid.Custom(anyRule), 1, 4).Draw(t, "rules")
		on := day.Add(rapid.IntRange(-8, 8).Draw(t, "day"))
		facts := Facts(rapid.IntRange(0, 7).Draw(t, "facts"))
		set := Strictest(rules...)
		inForce := slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool { return !r.InForce(on) })
		if len(inForce) == 0 {
			inForce = []Rule{decent}
		}
		windows := set.Windows(on, facts)
		for i, w := range windows {
			if w.From >= w.To || i > 0 && windows[i-1].To >= w.From {
				t.Fatalf("inverted or out of order: %v", windows)
			}
		}
		for minute := range midnight {
			all := facts&Blocked == 0
			for _, r := range inForce {
				week := r.Week
				all = all && holdsMinute(week.Days[on.Weekday()], minute) &&
					(facts&Holiday == 0 || !week.Holidays.Limited || holdsMinute(week.Holidays.Windows, minute)) &&
					(facts&Eve == 0 || !week.Eves.Limited || holdsMinute(week.Eves.Windows, minute))
			}
			if got := holdsMinute(windows, minute); got != all {
				t.Fatalf("at %v it is %v, and its rules say %v", minute, got, all)
			}
		}
		for _, r := range inForce {
			for _, c := range r.Caps {
				if !slices.ContainsFunc(set.Caps(on), func(kept Cap) bool { return kept.implies(c) }) {
					t.Fatalf("the cap %v is lost in %v", c, set.Caps(on))
				}
			}
			if pause := set.Pause(on); pause.longer(r.Pause) != pause {
				t.Fatalf("the pause %v is lost in %v", r.Pause, pause)
			}
		}
	})
}

func holdsMinute(windows []Window, m Clock) bool {
	return slices.ContainsFunc(windows, func(w Window) bool { return w.From <= m && m < w.To })
}

func TestRulesCountOnTheirDays(t *testing.T) {
	first, last := Date{2027, time.March, 1}, Date{2027, time.March, 31}
	narrow := parse(t, "daily 10-12")
	narrow.ValidFrom, narrow.ValidTo = first, last
	for _, c := range []struct {
		why  string
		on   Date
		want string
	}{
		{"the day before it is the default", first.Add(-1), "Every day 8-21"},
		{"the first day", first, "Every day 10-12"},
		{"the last day", last, "Every day 10-12"},
		{"with no rule in force there is still the default", last.Add(1), "Every day 8-21"},
	} {
		if got := Strictest(narrow).Words(c.on); got != c.want {
			t.Errorf("%s: %s", c.why, got)
		}
	}
	if got := (Set{}).Words(first); got != "Every day 8-21" {
		t.Errorf("the zero set is %s", got)
	}
	us := preset(t, "us")
	if got := Strictest(narrow, us).Name(first); got != "US federal + Your hours" {
		t.Error(got)
	}
	if got := Strictest(narrow, us).Name(last.Add(1)); got != "US federal" {
		t.Error(got)
	}
}

func TestRulesThatNeverMeetAllowNothing(t *testing.T) {
	s := Strictest(parse(t, "daily 8-12"), parse(t, "daily 12-18"))
	if got := s.Windows(day, 0); got != nil {
		t.Error(got)
	}
	if got := s.Words(day); got != "Not on any day" {
		t.Error(got)
	}
}

func TestAWiderSetSaysWhereItIsWider(t *testing.T) {
	for _, c := range []struct {
		why, ours, than string
		want            string
	}{
		{"the same", "daily 8-21", "us", ""},
		{"narrower", "mon-fri 9-18", "us", ""},
		{"later", "daily 8-22", "us", "every day 8-22 instead of 8-21"},
		{"earlier on some days", "daily 8-21, sun 7-20", "us", "Sun 7-20 instead of 8-21"},
		{"shorter but aside of it", "daily 20-22", "us", "every day 20-22 instead of 8-21"},
		{"over a break", "mon-fri 10-20, holidays none, max 4 in 30d, pause 60d after refusal", "fr", "Mon-Fri 10-20 instead of 10-13 and 14-20"},
		{"on a day that has none", "mon-fri 10-13, sat 10-13, holidays none, max 4 in 30d, pause 60d after refusal", "fr", "Sat 10-13 instead of none"},
		{"on holidays alone", "mon-fri 10-13, max 4 in 30d, pause 60d after refusal", "fr", "Mon-Fri on holidays 10-13 instead of none"},
		{"before a holiday alone", "mon-fri 9-20, holidays none", "it", "Mon-Fri before a holiday 9-20 instead of 10-19"},
		{"no cap, no pause", "mon-fri 10-13, holidays none", "fr", "more than 4 tries in 30 days; no pause after a refusal instead of a pause of 60 days"},
		{"a larger cap and a shorter pause", "mon-fri 10-13, holidays none, max 5 in 30d, pause 59d after refusal", "fr", "more than 4 tries in 30 days; a pause of 59 days after a refusal instead of a pause of 60 days"},
		{"the same cap in a shorter span", "daily 9-20, max 3 in 23h", "us-fl", "more than 3 tries in 24 hours"},
		{"a smaller cap in a longer span", "daily 9-20, max 2 in 2d", "us-fl", ""},
		{"after a conversation", "daily 8-21, max 7 in 7d", "us-debt", "no pause after a conversation instead of a pause of 7 days"},
	} {
		wider := Strictest(parse(t, c.ours)).WiderThan(Strictest(preset(t, c.than)), day)
		if got := strings.Join(wider, "; "); got != c.want {
			t.Errorf("%s: %q", c.why, got)
		}
	}
}

// A set has nothing to say exactly when it allows no more, whatever the day.
func TestWiderIsExactlyWhatIsOutsideTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ours, theirs := Strictest(ruleOf(t)), Strictest(anyRule(t))
		if rapid.Bool().Draw(t, "joined") {
			ours = ours.Join(theirs)
		}
		same := true
		for d := range 7 {
			for f := range Facts(factKinds) {
				on := day.Add(d)
				p, q := ours.on(day), theirs.on(day)
				same = same && within(p.on(on.Weekday(), f), q.on(on.Weekday(), f))
			}
		}
		for _, c := range theirs.Caps(day) {
			same = same && slices.ContainsFunc(ours.Caps(day), func(o Cap) bool { return o.implies(c) })
		}
		same = same && ours.Pause(day).longer(theirs.Pause(day)) == ours.Pause(day)
		if wider := ours.WiderThan(theirs, day); (len(wider) == 0) != same {
			t.Fatalf("it is %v that it is no wider, and it says %q", same, wider)
		}
		if wider := ours.Join(theirs).WiderThan(theirs, day); len(wider) > 0 && slices.ContainsFunc(theirs.Rules(day), func(r Rule) bool { return r.ID != decentID }) {
			t.Fatalf("the strictest of both is wider than one: %q", wider)
		}
	})
}
