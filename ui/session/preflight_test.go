package session

import (
	"context"
	"fmt"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/hours"
	"callsheet/model/table"
)

// preflightPlan is people of several zones, and some of none.
func preflightPlan(t *testing.T, rows int) model.Plan {
	t.Helper()
	numbers := []string{"+1212555%04d", "+1213555%04d", "+442079%06d", "+6421%07d", "+8001234%04d"}
	var b table.Builder
	for i := range rows {
		b.Append(i+2, []table.Cell{{Text: fmt.Sprintf(numbers[i%len(numbers)], i)}})
	}
	list := b.Build([]string{"Phone"})
	l, err := model.Diagnose(context.Background(), list, columns.Guess(list, "US").Keyed(), "US", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return model.NewPlan(l.Snapshot(), model.Options{CallsPerSecond: 5, MaxAttempts: 3, NoAnswerDelay: time.Hour, BusyDelay: time.Minute})
}

func TestAPreflightHasEverybodyOnceInWavesOrNot(t *testing.T) {
	plan := preflightPlan(t, 100)
	for hour := range 24 {
		now := time.Date(2027, 3, 3, hour, 17, 0, 0, time.UTC)
		for claim, c := range map[string]struct {
			values model.OptionValues
			choice OutsideChoice
		}{
			"as asked":       {nil, OutsideChoice{}},
			"left out":       {nil, OutsideChoice{LeaveOut: true}},
			"unknown called": {nil, OutsideChoice{CallUnknown: true}},
			"in waves":       {model.OptionValues{model.OptWaves: model.WavesOn}, OutsideChoice{}},
			"in waves, which call nobody of no known zone": {model.OptionValues{model.OptWaves: model.WavesOn}, OutsideChoice{CallUnknown: true}},
		} {
			f := NewPreflight(plan, c.values, hours.Rulebook{}, now, c.choice, Rates{})
			if sum := f.Plan.Len() + f.LeftOut + f.Held + f.NoWave; sum != plan.Len() || f.Forecast.Contacts != f.Plan.Len() {
				t.Errorf("%d:17, %s: %d of %d: %d sent, %d left out, %d held, %d in no wave", hour, claim, sum, plan.Len(), f.Plan.Len(), f.LeftOut, f.Held, f.NoWave)
			}
			if inWaves := InWaves(c.values); inWaves != (f.Waves != nil) || (inWaves || c.choice.LeaveOut) && f.Indecent() > 0 || f.Held != 20 && !c.choice.CallUnknown {
				t.Errorf("%d:17, %s: waves %v, %d indecent, %d held", hour, claim, f.Waves != nil, f.Indecent(), f.Held)
			}
			if !f.Inside.IsZero() {
				begun := NewPreflight(startingFrom(plan, f.Inside), c.values, hours.Rulebook{}, now, c.choice, Rates{})
				early := NewPreflight(startingFrom(plan, f.Inside.Add(-time.Minute)), c.values, hours.Rulebook{}, now, c.choice, Rates{})
				if begun.Forecast.Outside > 0 || early.Forecast.Outside == 0 {
					t.Errorf("%d:17, %s: begun at %s %d are outside, a minute before %d", hour, claim, f.Inside, begun.Forecast.Outside, early.Forecast.Outside)
				}
			}
		}
	}
}

func startingFrom(plan model.Plan, at time.Time) model.Plan {
	plan.Options.Start = at
	segments := []model.Segment{{Options: plan.Options, Rows: plan.AllRows()}}
	return plan.In(segments)
}

func TestAPreflightTellsWhetherItIsStillTheOneThatWasConfirmed(t *testing.T) {
	plan := preflightPlan(t, 20)
	at := func(hour int) time.Time { return time.Date(2027, 3, 3, hour, 0, 0, 0, time.UTC) } // London is on UTC
	for claim, c := range map[string]struct {
		values   model.OptionValues
		choice   OutsideChoice
		from, to int
		same     bool
	}{
		"a moment later":         {nil, OutsideChoice{}, 10, 10, true},
		"more outside by now":    {nil, OutsideChoice{}, 10, 18, false},
		"others left out by now": {nil, OutsideChoice{LeaveOut: true}, 10, 18, false},
		"waves of now":           {model.OptionValues{model.OptWaves: model.WavesOn}, OutsideChoice{}, 10, 11, true},
	} {
		before := NewPreflight(plan, c.values, hours.Rulebook{}, at(c.from), c.choice, Rates{})
		if again, same := before.At(at(c.to)); same != c.same || again.Asked.Len() != plan.Len() {
			t.Errorf("%s: %v", claim, same)
		}
	}
}

func TestWrongHoursSendNobodyAndAreShownAsThoseOfThePlaces(t *testing.T) {
	plan := preflightPlan(t, 20)
	now := time.Date(2027, 3, 3, 10, 0, 0, 0, time.UTC)
	for claim, v := range map[string]model.OptionValues{
		"no such rule":        {model.OptHours: "atlantis"},
		"wider without basis": {model.OptHours: "daily 0-24"},
		"outside, no basis":   {model.OptOutsideHours: model.OutsideHoursAllowed},
	} {
		f := NewPreflight(plan, v, hours.Rulebook{}, now, ChoiceOf(v), Rates{})
		plain := NewPreflight(plan, nil, hours.Rulebook{}, now, OutsideChoice{}, Rates{})
		outside, unknown := f.NotCalled()
		if f.WrongWords() == "" || outside+unknown != 0 || len(f.Hours.Shares) != len(plain.Hours.Shares) || len(f.Outside) != len(plain.Outside) {
			t.Errorf("%s: %q, %d and %d, %v", claim, f.WrongWords(), outside, unknown, f.Hours.Shares)
		}
	}
}
