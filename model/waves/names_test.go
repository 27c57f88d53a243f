package waves

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/hours"
)

// checkNames holds that no two segments of a plan have the same name.
func checkNames(t fatal, p model.Plan) {
	t.Helper()
	names := map[string]bool{}
	for _, s := range p.Segments {
		if names[s.Name] {
			t.Fatalf("two are called %q", s.Name)
		}
		names[s.Name] = true
	}
}

func TestNoTwoWavesLookAlike(t *testing.T) {
	all := plan(world(), model.Options{}).AllRows()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, len(all)).Draw(t, "contacts")
		from := rapid.IntRange(0, len(all)-n).Draw(t, "from")
		o := options(rapid.IntRange(1, 30).Draw(t, "rate"), rapid.IntRange(1, 5).Draw(t, "attempts"), time.Hour)
		now := time.Date(2027, 3, 12, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 7*24*60).Draw(t, "minutes")) * time.Minute)
		h := drawHours(t)
		p := plan(world(), o).In([]model.Segment{{Options: o, Rows: all[from : from+n]}})
		w := Of(p, h, now, Pace{})
		seen := map[string]bool{}
		rules := map[string]string{}
		for _, wave := range w.Waves {
			at := wave.Where + wave.Start.String()
			if seen[at] {
				t.Fatalf("two are %s at %v", wave.Where, wave.Start)
			}
			seen[at] = true
			if before, known := rules[wave.Where]; known && before != wave.rules {
				t.Fatalf("%s is under %s, and under %s", wave.Where, before, wave.rules)
			}
			rules[wave.Where] = wave.rules
		}
		p = w.In(p)
		checkNames(t, p)
		for i, cut := range []func() (model.Plan, error){
			func() (model.Plan, error) { return p.WithCanary(model.Canary{Size: model.CanarySize{Contacts: 3}}) },
			func() (model.Plan, error) { capped, _ := p.WithinCaps(h, now); return capped, nil },
			func() (model.Plan, error) {
				if p.Batches() < 2 {
					return p, nil
				}
				missed := []int{0, 1}
				again := Of(p.Only(missed...), h, now.Add(24*time.Hour), Pace{})
				var stay []string
				for _, s := range p.Segments {
					stay = append(stay, s.Name)
				}
				again = again.Besides(stay...)
				return p.Replace(missed, again.Segments()), nil
			},
		} {
			if other, err := cut(); err == nil {
				checkNames(t, other)
			} else if i > 0 {
				t.Fatal(err)
			}
		}
	})
}

func TestWavesAreCalledByWhatTellsThemApart(t *testing.T) {
	for claim, c := range map[string]struct {
		zones, numbers []string
		want           string
	}{
		"rules in the same place have the name of the rules": {[]string{"New York"}, []string{"+1212555%04d", "+1305555%04d"}, "[Florida 8:00 New York 8:00]"},
		"and the place where two places have such people": {[]string{"New York", "New York", "Chicago", "Chicago"}, []string{"+1212555%04d", "+1305555%04d"},
			"[Florida, New York 8:00 New York 8:00 Florida, Chicago 8:00 Chicago 8:00]"},
		"of rules that are all special, most keep the place": {[]string{"Europe/Paris"}, []string{"+3361200%04d", "+3361201%04d", "+49151123%05d"}, "[Germany 8:00 Paris 10:00]"},
		"who are alone in a place have its name":             {[]string{"New York"}, []string{"+1305555%04d"}, "[New York 8:00]"},
	} {
		l := listOf(t, 120, c.zones, c.numbers)
		now := time.Date(2027, 3, 3, 6, 0, 0, 0, time.UTC)
		if got := Of(plan(l, options(20, 1, time.Hour)), model.Hours{Calendar: hours.Rulebook{}.Calendar()}, now, Pace{}); fmt.Sprint(namesOf(got)) != c.want {
			t.Errorf("%s: %v, want %s", claim, namesOf(got), c.want)
		}
	}
}

func namesOf(w Waves) []string {
	var all []string
	for _, wave := range w.Waves {
		all = append(all, wave.Segment.Name)
	}
	return all
}
