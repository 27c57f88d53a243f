package session

import (
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
)

func TestTheTermsOfAPlanAreWhatItsPreflightDoes(t *testing.T) {
	plan := preflightPlan(t, 100)
	allowed := model.OptionValues{model.OptOutsideHours: model.OutsideHoursAllowed, model.OptHoursBasis: "they asked for it"}
	for hour := range 24 {
		now := time.Date(2027, 3, 3, hour, 17, 0, 0, time.UTC)
		for claim, v := range map[string]model.OptionValues{
			"as it comes": nil,
			"allowed":     allowed,
			"chosen":      {model.OptHours: "daily 0-24", model.OptHoursBasis: "they asked for it"},
			"in waves":    {model.OptWaves: model.WavesOn},
			"a canary":    {model.OptCanary: "10", model.OptCanaryLimits: "answered 50, failed 10, opted-out 1"},
			"asked after": {model.OptCanary: "10%", model.OptCanaryLimits: model.CanaryAsks},
			"wave canary": {model.OptWaves: model.WavesOn, model.OptCanary: "2"},
		} {
			f := NewPreflight(plan, v, hours.Rulebook{}, now, ChoiceOf(v), Rates{})
			terms := f.Plan.Terms
			if sum := f.Plan.Len() + terms.LeftOut + terms.NoZone + terms.OverCap; sum != plan.Len() {
				t.Errorf("%d:17, %s: %d of %d are told of", hour, claim, sum, plan.Len())
			}
			told := 0
			for _, h := range terms.Hours {
				told += h.Contacts
			}
			called := f.Plan.Len()
			if called == 0 { // the hours are those that keep everybody from being called
				called = plan.Len()
			}
			if told != called || terms.Outside+terms.ZoneOpen != f.Indecent() || terms.Basis != v[model.OptHoursBasis] || terms.Chosen != v[model.OptHours] {
				t.Errorf("%d:17, %s: told are %+v", hour, claim, terms)
			}
			if claim == "allowed" && terms.LeftOut+terms.NoZone > 0 || claim != "allowed" && terms.ZoneOpen > 0 {
				t.Errorf("%d:17, %s: told are %+v", hour, claim, terms)
			}
			if f.Waves != nil && terms.Waves != len(f.Waves.Waves) || f.Waves == nil && terms.Waves != 0 {
				t.Errorf("%d:17, %s: %d waves are told", hour, claim, terms.Waves)
			}
			if (terms.Canary != nil) != (f.Canary != nil) {
				t.Errorf("%d:17, %s: the canary told is %+v", hour, claim, terms.Canary)
			}
			if c := terms.Canary; c != nil && (c.Contacts != f.Canary.Size.Of(canaryOf(f)) || c.Asks != f.Canary.Ask || c.MinAnswered != f.Canary.Limits.MinAnswered) {
				t.Errorf("%d:17, %s: the canary told is %+v, of %+v", hour, claim, c, f.Canary)
			}
		}
	}
}

// canaryOf is how many contacts a canary was drawn from: it, and those who wait for it.
func canaryOf(f Preflight) int {
	n := canaryContacts(f.Plan)
	for _, s := range f.Plan.Segments {
		if s.Release.By == model.ReleasedByOutcome {
			n += len(s.Rows)
		}
	}
	return n
}
