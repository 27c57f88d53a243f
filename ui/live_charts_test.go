package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/outcomes"
	"callsheet/ui/theme"
)

func TestAWideWindowShowsTheChartsOfTheCampaign(t *testing.T) {
	for size, want := range map[[2]int]bool{{200, 60}: true, {170, 45}: true, {168, 44}: true, {160, 60}: false, {200, 24}: false, {120, 40}: false} {
		r := outcomesOf(t, 271, size[0], size[1])
		for _, words := range []string{"Answered by hour, on the clock of whoever was called", "What is known of 271 contacts", "Why 43 contacts were not reached"} {
			if strings.Contains(ansi.Strip(r.app.View()), words) != want {
				t.Errorf("at %v it says %q: %v", size, words, !want)
			}
		}
	}
}

// The figures of the charts are the list's, whatever filter is chosen, and none is cut.
func TestChartsShowTheCountsOfTheList(t *testing.T) {
	if racing {
		t.Skip("draws many lists, in one goroutine")
	}
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.IntRange(5, 300).Draw(rt, "rows")
		c, calls := calledCampaign(model.StatusProcessing, rows, rapid.IntRange(4, rows).Draw(rt, "reached"), rapid.IntRange(0, 100).Draw(rt, "answered"))
		a := calledScene(plain, c, calls)
		a.Update(tea.WindowSizeMsg{Width: rapid.IntRange(168, 205).Draw(rt, "width"), Height: 60})
		a.Update(keyMsg(fmt.Sprint(rapid.IntRange(1, 6).Draw(rt, "filter"))))
		view, l := ansi.Strip(a.View()), a.front().(*liveScreen)
		all := l.list.all
		for show := outcomes.ShowAnswered; show <= outcomes.ShowNotCalled; show++ {
			n := all.Count(show)
			if !seesBeside(view, show.String(), fmt.Sprintf("%s (%s)", figures.Count(n), figures.Percent(n, all.Count(outcomes.ShowAll)))) {
				rt.Errorf("%d %s are not shown:\n%s", n, show, view)
			}
		}
		for _, reason := range all.Reasons() {
			if !seesBeside(view, reason.Words, figures.Count(reason.Contacts)+" (") {
				rt.Errorf("%d of whom %q are not shown:\n%s", reason.Contacts, reason.Words, view)
			}
		}
	})
}

// seesBeside reports whether a line has some words, and others right behind them.
func seesBeside(view, words, others string) bool {
	for line := range strings.Lines(view) {
		for rest, found := line, true; found; {
			if _, rest, found = strings.Cut(rest, words); found && strings.HasPrefix(strings.TrimLeft(rest, " "), others) {
				return true
			}
		}
	}
	return false
}

func TestReasonsAreReadWholeInWideWindows(t *testing.T) {
	for width := 165; width <= 205; width += 5 {
		for _, code := range []string{"INSUFFICIENT_CREDITS", "INVALID_NUMBER", "OPTED_OUT"} {
			c, calls := calledCampaign(model.StatusProcessing, 60, 40, 50)
			for i := range calls {
				if calls[i].Status == model.CallMissed {
					calls[i].Error = code
				}
			}
			a := calledScene(plain, c, calls, "3")
			a.Update(tea.WindowSizeMsg{Width: width, Height: 60})
			words := model.Call{Error: code}.ReasonWords()
			if n := strings.Count(a.View(), words); n < a.front().(*liveScreen).list.all.Count(outcomes.ShowMissed) {
				t.Errorf("at %d %q is read %d times", width, words, n)
			}
		}
	}
}

// A day of calls has a bar for every hour.
func TestChartsOfAWholeDayFit(t *testing.T) {
	for _, th := range []theme.Theme{plain, theme.New(theme.Options{NoColor: true, ASCII: true})} {
		c, calls := calledCampaign(model.StatusProcessing, 200, 200, 80)
		for i := range calls {
			calls[i].At = fixedNow.Add(-time.Duration(i) * 37 * time.Minute)
			calls[i].Error = strings.Repeat("the carrier said something very long ", 4)
		}
		a := calledScene(th, c, calls)
		for _, width := range []int{168, 180, 200, 250} {
			a.Update(tea.WindowSizeMsg{Width: width, Height: 60})
			view := a.View()
			fits(t, view, width, 60)
			if !strings.Contains(view, "00 01 02 03 04") || !strings.Contains(view, "21 22 23 ") {
				t.Errorf("hours are missing at %d:\n%s", width, view)
			}
			for _, r := range ansi.Strip(strings.Join(a.front().(*liveScreen).charts.lines(), "")) {
				if th.ASCII && r > 0x7e {
					t.Fatalf("%q is not ASCII", r)
				}
			}
		}
	}
}
