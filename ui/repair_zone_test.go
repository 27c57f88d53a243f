package ui

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"callsheet/model"
)

// zonelessBench is the bench with people of whom no time zone is known.
func zonelessBench(t *testing.T, width, height int) *robot {
	t.Helper()
	r := columnsOf(t, testConfig(), zonelessList(), width, height)
	r.press("ctrl+n")
	r.sees("Time zone not understood")
	return r
}

// rowsOf is all that is known of the rows of a list.
func rowsOf(l *model.List) string {
	var b strings.Builder
	for row := range l.Len() {
		edit, _ := json.Marshal(l.Edit(row))
		fmt.Fprintf(&b, "%+v %s %+v\n", l.Verdict(row), edit, l.Contacts().Of(row))
	}
	return b.String()
}

func TestOneKeyOfABenchSettlesWhereManyPeopleAre(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		for _, c := range []struct {
			claim string
			press func(*robot)
			sees  string
			held  int // who is not called for want of a zone
			fix   int // rows to fix
		}{
			{"those without one", func(r *robot) {
				r.press("end", "a")
				r.sees("Where are these 42 people?")
				r.write("tok")
				r.press("enter", "enter")
			}, "42 rows: the time zone is Asia/Tokyo", 0, 17},
			{"each by the column that tells it", func(r *robot) {
				r.press("end", "enter")
				r.sees("where you say")
				r.press("down")
				r.sees("Europe/Lisbon")
				r.press("enter")
			}, "42 rows: the time zone is taken from Office", 0, 17},
			{"held, and said so", func(r *robot) {
				r.press("end", "enter", "end", "up", "up", "up")
				for !strings.Contains(r.screen(), "▸ Hold them, not called") {
					r.press("down")
				}
				r.sees("not known: held, not called")
				r.press("enter")
			}, "42 rows: held, and not called without a time zone", 42, 17},
			{"nonsense, by the number", func(r *robot) { r.press("a") }, "12 rows: their time zone is that of the number or the address", 42, 5},
			{"nonsense, one for all", func(r *robot) {
				r.press("z")
				r.sees("Where are these 12 people?")
				r.write("W. Europe Standard Time")
				r.press("enter")
				if r.app.dialog != nil {
					r.press("enter")
				}
			}, "12 rows: the time zone is Europe/Berlin", 42, 5},
			{"what is misspelt", func(r *robot) { r.press("down", "a") }, "5 rows: the time zone's spelling is corrected", 42, 12},
		} {
			r := zonelessBench(t, size[0], size[1])
			before := rowsOf(r.list())
			c.press(r)
			r.sees(c.sees)
			if got := r.list().Causes().Held(); got != c.held || r.list().Counts().Of(model.ToFix) != c.fix {
				t.Errorf("%s: %d held, %v", c.claim, got, r.list().Counts())
			}
			after := rowsOf(r.list())
			r.press("u")
			r.sees("Undone")
			if rowsOf(r.list()) != before {
				t.Errorf("%s: undone, the rows are not as they were", c.claim)
			}
			r.press("ctrl+r")
			if rowsOf(r.list()) != after {
				t.Errorf("%s: made again, the rows are not as they were", c.claim)
			}
		}
	}
}

func TestTheKeyOfZonesIsForRowsTooAndRefusedElsewhere(t *testing.T) {
	r := zonelessBench(t, 120, 40)
	r.press("2", "z")
	r.sees("Where is this person?")
	r.write("perth")
	r.press("enter")
	r.sees("the time zone is Australia/Perth")
	r.press(" ", "down", " ", "z")
	r.sees("Where are these 2 people?")
	r.press("esc")
	if r.list().Edited() != 1 {
		t.Errorf("%d rows are edited", r.list().Edited())
	}
}

func TestAListWithoutSuchPeopleAsksNobody(t *testing.T) {
	cfg := testConfig()
	r := columnsOf(t, cfg, renewals(), 120, 40)
	r.press("ctrl+n")
	r.sees("will be called")
	r.lacks("time zone")
}
