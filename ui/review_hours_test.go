package ui

import (
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// zonesList is people in New York, in the United Kingdom, and of no known zone.
func zonesList() *table.Table {
	return tableOf([]string{"Name", "Phone"},
		[]string{"Ann", "+1 212 555 0143"}, []string{"Bob", "+1 212 555 0144"}, []string{"Cid", "+1 212 555 0145"},
		[]string{"Dee", "+44 20 7946 0018"}, []string{"Eve", "+80012345678"})
}

// zonesReview is the review of them at half past nine in London, early in the morning in
// New York.
func zonesReview(t *testing.T) *robot {
	r := zonesOptions(t)
	r.press("ctrl+n")
	r.sees("exactly what will happen")
	return r
}

// zonesOptions is the options of them.
func zonesOptions(t *testing.T) *robot {
	t.Helper()
	r := columnsOf(t, testConfig(), zonesList(), 120, 40)
	goToOptions(r)
	return r
}

// goToOptions goes on from the columns of a list of which nothing is to fix.
func goToOptions(r *robot) {
	r.press("ctrl+n")
	r.sees("Will dial")
	r.press("ctrl+n")
	r.sees("Calls a second")
}

func TestReviewBeginsWithWhoCouldBeRungOutsideTheirHours(t *testing.T) {
	r := zonesReview(t)
	body := strings.Split(r.screen(), "\n")[3]
	if !strings.Contains(body, "3 of 4 could be rung outside") {
		t.Errorf("it begins with %q", body)
	}
	r.sees("Of 1 contact no time zone is known: they are not called.")
	r.sees("o leave out 3")
}

func TestTheNumberOfThoseOutsideTheirHoursIsTyped(t *testing.T) {
	r := zonesReview(t)
	r.press("enter")
	r.sees("Type 3, the number of those who")
	r.write("4")
	r.press("enter")
	if r.app.console.Campaign.Sent() || r.app.dialog == nil {
		t.Fatal("the number of all contacts was taken for that of those outside their hours")
	}
}

func TestEachKeyOfTheHoursKeepsPeopleInsideThem(t *testing.T) {
	review := func(r *robot) *reviewScreen { return r.app.front().(*reviewScreen) }
	t.Run("left out", func(t *testing.T) {
		r := zonesReview(t)
		r.press("o")
		r.sees("3 contacts are left out")
		if f := review(r).ready.ahead.Forecast; f.Outside != 0 || f.Contacts != 1 {
			t.Errorf("%d of %d are outside", f.Outside, f.Contacts)
		}
		r.press("o")
		r.sees("3 of 4 could be rung outside")
	})
	t.Run("called though no zone is known, which counts as outside", func(t *testing.T) {
		r := zonesReview(t)
		r.press("u")
		r.sees("4 of 5 could be rung outside")
		r.sees("of 1 of them no time zone is known")
		if n := review(r).ready.ahead.Indecent(); n != 4 {
			t.Errorf("%d are to be typed", n)
		}
	})
	t.Run("called in waves, and not", func(t *testing.T) {
		r := zonesReview(t)
		r.sees("w call in waves, all inside their hours: 2 waves, first London 9:30")
		r.sees("16:03 your time")
		r.press("w")
		r.sees("All 4 are rung inside 8-21, in 2 waves.")
		r.sees("1 contact held: zone not known.")
		r.sees("your clock")
		r.sees("New York 8:00: ")
		if f := review(r).ready.ahead; f.Indecent() != 0 || f.Waves == nil || f.Plan.Len() != 4 || f.Plan.Segments[1].Name != f.Waves.Waves[1].Segment.Name {
			t.Errorf("%d are indecent in %+v", f.Indecent(), f.Waves)
		}
		for _, key := range []string{"o", "t", "u"} {
			if a := map[string]string{"o": "leave out", "t": "inside", "u": "call unknown"}[key]; review(r).Actions().Find(a).Usable() {
				t.Errorf("%s can be pressed", key)
			}
		}
		r.press("enter")
		r.sees("in 2 waves, the")
		r.press("esc", "w")
		r.sees("3 of 4 could be rung outside")
	})
	t.Run("begun when all are inside", func(t *testing.T) {
		r := zonesReview(t)
		at := review(r).ready.ahead.Inside
		r.press("t")
		r.sees("All 4 are rung inside")
		if start := review(r).options.Start; !start.Equal(at) || !start.After(fixedNow) {
			t.Errorf("it begins at %s, and %s was said", start, at)
		}
		r.press("esc")
		r.sees("Calls a second")
		r.sees(at.Format("2006-01-02 15:04"))
	})
	t.Run("looked at", func(t *testing.T) {
		r := zonesReview(t)
		r.press("l")
		r.sees("Ann")
		r.waits("those inside, and those of no known zone, are not shown", func() bool { return !strings.Contains(r.screen(), "Dee") && !strings.Contains(r.screen(), "Eve") })
		r.press("esc")
		r.sees("Dee")
	})
}

// The clock goes on while the question stands there: who could be rung outside their
// hours by then was not told of.
func TestAQuestionThatTheClockOvertookIsAskedAnew(t *testing.T) {
	now := time.Date(2026, 11, 24, 15, 59, 0, 0, time.UTC)
	cfg := testConfig()
	cfg.Now = func() time.Time { return now }
	r := reviewOf(t, cfg)
	r.press("enter")
	r.sees("Type the number of contacts")
	now = now.Add(3 * time.Hour)
	r.write("2")
	r.press("enter")
	r.sees("The time went on")
	if r.app.console.Campaign.Sent() {
		t.Error("it was sent")
	}
	r.press("enter")
	r.sees("asks you to type")
	r.press("enter")
	r.sees("will be called by")
}

func TestNoLineOfTheReviewNamesAKeyThatDoesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("draws all scenes over and over, in one goroutine")
	}
	inStates(t, func(t *testing.T, a *App, actions screen.Actions) {
		r, is := a.front().(*reviewScreen)
		if !is || r.ready == nil {
			return
		}
		for _, line := range (reviewHarm{r}).keyLines("waves", "inside", "leave out", "call unknown", "look at outside") {
			for _, act := range (reviewHarm{r}).hoursActions() {
				if !act.Usable() && strings.Contains(line, act.Keys.Help().Desc) {
					t.Errorf("%q names %s", line, act.ID)
				}
			}
		}
	})
}

func TestTheRequestOfTheFirstWaveIsShownWithItsCommandAndClosed(t *testing.T) {
	r := zonesReview(t)
	r.press("v")
	r.sees("The request, with its first contacts")
	r.sees("curl -X POST")
	r.sees("Callsheet knows nothing of what is sent by hand")
	r.press("esc")
	r.sees("3 of 4 could be rung outside")
	r.press("w")
	r.sees("in 2 waves")
	r.press("v")
	r.sees("The first of 2 requests")
}

// Somebody who is not called is not among those who are called and need no look, or one.
func TestWhoIsHeldForTheirZoneIsNotCountedAsCalled(t *testing.T) {
	list := tableOf([]string{"Name", "Phone"}, []string{"Ann", "0044 7400 123101"}, []string{"Hot", "00800 12345678"}, []string{"Ben", "+44 7400 123102"})
	r := &reviewScreen{console: &screen.Console{Theme: plain, Config: testConfig(), Campaign: campaignOf(list, "Spring")}}
	plan := model.NewPlan(r.console.Campaign.List.Snapshot(), model.Options{CallsPerSecond: 1, MaxAttempts: 1})
	count := func(ready reviewed) (rows int) {
		for _, told := range ready.told {
			rows += told.Rows
		}
		for _, c := range ready.causes {
			if c.State == model.Ready {
				rows += 100 * c.Rows
			}
		}
		return rows
	}
	held := review(session.NewPreflight(plan, nil, hours.Rulebook{}, fixedNow, session.OutsideChoice{}, session.Rates{}), "", fixedNow, session.Rates{})
	called := review(session.NewPreflight(plan, nil, hours.Rulebook{}, fixedNow, session.OutsideChoice{CallUnknown: true}, session.Rates{}), "", fixedNow, session.Rates{})
	if held.ahead.Held != 1 || count(held) >= count(called) || count(held)%100 != 1 {
		t.Errorf("%d held: counted %d, and with them %d", held.ahead.Held, count(held), count(called))
	}
}
