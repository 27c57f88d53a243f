package ui

import (
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/ui/contacts"
)

// plans is a list with columns to narrow rows by.
func plans() [][]string {
	return [][]string{
		{"Phone", "Name", "Plan", "City", "Kind of firm"},
		{"07400 123101", "Olivia Grant", "Gold", "Leeds", ""}, {"07400 123102", "Amit Rao", "Gold", "York", "ltd"},
		{"07400 123103", "Cy Poole", "Silver", "Leeds", ""}, {"7400 123104", "Di Annan", "Gold", "Leeds", ""}, {"07400 123105", "Ed Moss", "gold", "", "x"},
	}
}

func plansBench(t *testing.T, width, height int) *robot {
	t.Helper()
	r := benchOf(t, tableOf(plans()...), width, height)
	r.press("2", "home")
	return r
}

func (r *robot) rowsShown() int { return len(r.contacts().Table.Rows) }

func TestRowsAreNarrowedBySeveralColumnsTogether(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		r := plansBench(t, size[0], size[1])
		r.press("F")
		r.sees("Only rows by what their columns hold")
		r.press("down", "down", "enter", "enter") // the plan of the row under the cursor
		if r.rowsShown() != 4 {
			t.Fatalf("%d rows of one plan\n%s", r.rowsShown(), r.screen())
		}
		r.sees("4 rows shown, narrowed by 1 column")
		r.press("down", "enter", "ctrl+u")
		r.write("leeds")
		r.press("enter", "down", "e")
		r.sees("2 rows shown, narrowed by 3 columns")
		r.press("esc")
		r.sees("Only: Plan = Gold, City = leeds, Kind of firm empty")
		r.press("3") // ready, with the columns still
		if r.rowsShown() != 1 {
			t.Errorf("%d ready rows\n%s", r.rowsShown(), r.screen())
		}
		r.press("2", "/")
		r.write("annan")
		r.press("enter")
		if r.rowsShown() != 1 {
			t.Errorf("%d rows are found\n%s", r.rowsShown(), r.screen())
		}
		if kept := r.app.console.Campaign.View.Cells; len(kept) != 3 || kept[0].How != model.CellIs || kept[2].How != model.CellEmpty {
			t.Errorf("the campaign keeps %v", kept)
		}
		// One after another is taken back.
		want := []int{2, 2, 4, 5}
		for _, n := range want {
			r.press("esc")
			if r.rowsShown() != n {
				t.Errorf("esc shows %d rows, want %d\n%s", r.rowsShown(), n, r.screen())
			}
		}
	}
}

func TestEachColumnIsTakenBackByItself(t *testing.T) {
	r := plansBench(t, 120, 40)
	r.press("F", "down", "down", "enter", "enter", "down", "/")
	r.write("ee")
	r.press("enter")
	if r.rowsShown() != 2 {
		t.Fatalf("%d rows\n%s", r.rowsShown(), r.screen())
	}
	r.press("up", "x")
	if r.rowsShown() != 3 {
		t.Errorf("without the plan: %d rows\n%s", r.rowsShown(), r.screen())
	}
	r.press("r")
	if r.rowsShown() != 5 {
		t.Errorf("without any: %d rows\n%s", r.rowsShown(), r.screen())
	}
}

func TestANarrowedBenchOpensAgainAsItWas(t *testing.T) {
	r := plansBench(t, 120, 40)
	r.press("F", "down", "down", "down", "f", "esc")
	again := contacts.New(r.app.console)
	again.SetSize(120, 36)
	again.Init()
	if len(again.Table.Rows) != 4 || !strings.Contains(again.View(), "City not empty") {
		t.Errorf("%d rows\n%s", len(again.Table.Rows), again.View())
	}
}

func TestACauseHasAllOfItsRowsWhereOneKeyFixesThem(t *testing.T) {
	r := plansBench(t, 120, 40)
	r.press("F", "down", "down", "down", "e", "esc")
	if r.rowsShown() != 1 {
		t.Fatal(r.screen())
	}
	r.press("tab")
	if r.rowsShown() != 1 || r.lineWith("Di Annan") == "" {
		t.Errorf("the cause has not all of its rows\n%s", r.screen())
	}
}

func TestARowThatMeetsNothingSaysHowToSeeOthers(t *testing.T) {
	r := plansBench(t, 80, 24)
	r.press("F", "down", "down", "/")
	r.write("platinum")
	r.press("enter", "esc")
	if !strings.Contains(flowing(r.screen()), "No row here meets what is said of its columns. Press esc") {
		t.Error(r.screen())
	}
}
