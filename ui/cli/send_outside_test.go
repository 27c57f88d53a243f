package cli

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/hours"
	"callsheet/model/table"
	"callsheet/ui/session"
)

// zonesPlan is people of several zones, and some of none, in a mixed order.
func zonesPlan(t interface{ Fatal(...any) }, rows int, o model.Options) (*model.Campaign, model.Plan) {
	numbers := []string{"+1212555%04d", "+1213555%04d", "+442079%06d", "+6421%07d", "+8001234%04d", "+9198%08d"}
	var b table.Builder
	for i := range rows {
		b.Append(i+2, []table.Cell{{Text: fmt.Sprintf(numbers[i*7%len(numbers)], i)}})
	}
	list := b.Build([]string{"Phone"})
	l, err := model.Diagnose(context.Background(), list, columns.Guess(list, "US").Keyed(), "US", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &model.Campaign{Table: list, List: l, Values: model.OptionValues{model.OptName: "Zones"}}
	return c, model.NewPlan(l.Snapshot(), o)
}

// Whom the review counts in its headline, and whose number is typed to send all the same,
// are just those whom the command leaves out, says that it does, and ends with 3 for.
func TestTheConsoleAndTheCommandCountTheSamePeopleOutside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2027, time.March, rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"), 7, 0, time.UTC)
		o := model.Options{CallsPerSecond: rapid.IntRange(1, 30).Draw(t, "rate"), MaxAttempts: rapid.IntRange(1, 5).Draw(t, "attempts"), NoAnswerDelay: time.Duration(rapid.IntRange(5, 240).Draw(t, "delay")) * time.Minute}
		campaign, plan := zonesPlan(t, rapid.IntRange(1, 60).Draw(t, "rows"), o)
		values := model.OptionValues{}
		console := session.NewPreflight(plan, values, hours.Rulebook{}, now, session.OutsideChoice{}, session.Rates{})
		d := draft{campaign: campaign, plan: plan}
		err := d.preflight(values, hours.Rulebook{}, now)
		outside, unknown := d.ahead.NotCalled()
		if console.Forecast.Outside != outside || console.Indecent() != outside || console.Held != unknown {
			t.Fatalf("the console counts %d outside and %d of no known zone, the command %d and %d", console.Forecast.Outside, console.Held, outside, unknown)
		}
		if r := d.report(now); r.Hours.Outside != outside || r.Skipped.OutsideHours != outside || r.Hours.Unknown != unknown || r.Skipped.ZoneUnknown != unknown {
			t.Fatalf("the document has %+v and %+v, left out are %d and %d", r.Hours, r.Skipped, outside, unknown)
		}
		if d.ahead.Forecast.Outside != 0 || d.ahead.Indecent() != 0 {
			t.Fatalf("%d are outside although all of those were left out", d.ahead.Indecent())
		}
		if err == nil {
			err = d.outsideOutcome(now)
		}
		switch headline, said := console.Forecast.Headline(), fmt.Sprint(err); {
		case outside == 0 && unknown == 0:
			if err != nil {
				t.Fatalf("it ends with %v", err)
			}
		case outside > 0 && !strings.HasPrefix(headline, fmt.Sprintf("%d of %d could be rung outside", outside, console.Plan.Len())):
			t.Fatalf("the console says %q, left out are %d", headline, outside)
		case outside > 0 && !strings.Contains(said, fmt.Sprintf("%d of %d contact", outside, plan.Len())):
			t.Fatalf("the command says %q, the console %q", said, headline)
		}
		// Allowed, they are the same people, and all are sent.
		allowed := model.OptionValues{model.OptOutsideHours: model.OutsideHoursAllowed, model.OptHoursBasis: "they asked"}
		all := session.NewPreflight(plan, allowed, hours.Rulebook{}, now, session.ChoiceOf(allowed), session.Rates{})
		if all.Plan.Len() != plan.Len() || all.Forecast.Outside != outside || all.Forecast.Unknown != unknown {
			t.Fatalf("allowed are %d of %d, %d outside", all.Plan.Len(), plan.Len(), all.Forecast.Outside)
		}
	})
}

func TestGroupsOfWhomTheSameIsSaidAreOneLine(t *testing.T) {
	got := groupLines([]saidGroup{{2, "in the United Kingdom."}, {1, "in New Zealand."}, {3, "in the United Kingdom."}})
	if strings.Join(got, "|") != "  5 contacts, in the United Kingdom.|  1 contact, in New Zealand." {
		t.Errorf("%q", got)
	}
	var many []saidGroup
	for i := range 20 {
		many = append(many, saidGroup{1, fmt.Sprint(i)})
	}
	if got := groupLines(many); len(got) != maxOutsideLines+1 || got[maxOutsideLines] != "  And 12 groups more." {
		t.Errorf("%q", got)
	}
}
