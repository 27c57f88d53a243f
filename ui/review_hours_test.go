package ui

import (
	"strings"
	"testing"
	"time"

	"callsheet/model/table"
	"callsheet/ui/screen"
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
	cfg := testConfig()
	cfg.Files = &fakeFiles{lists: map[string]*table.Table{"/lists/spring.csv": zonesList()}}
	cfg.Open = "/lists/spring.csv"
	r := newRobot(t, cfg, 120, 40)
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("What does each column mean?")
	r.press("ctrl+n")
	r.sees("Will dial")
	r.press("ctrl+n")
	r.sees("Calls a second")
	r.press("ctrl+n")
	r.sees("exactly what will happen")
	return r
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
		r.sees("of 1 no time zone is known")
		if n := review(r).ready.ahead.Indecent(); n != 4 {
			t.Errorf("%d are to be typed", n)
		}
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
		r.sees("Eve")
		r.waits("the others are not shown", func() bool { return !strings.Contains(r.screen(), "Dee") })
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
}

func TestNoLineOfTheReviewNamesAKeyThatDoesNothing(t *testing.T) {
	inStates(t, func(t *testing.T, a *App, actions screen.Actions) {
		r, is := a.front().(*reviewScreen)
		if !is || r.ready == nil {
			return
		}
		for _, line := range r.keyLines("inside", "leave out", "call unknown", "look at outside") {
			for _, act := range r.hoursActions() {
				if !act.Usable() && strings.Contains(line, act.Keys.Help().Desc) {
					t.Errorf("%q names %s", line, act.ID)
				}
			}
		}
	})
}
