package ui

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
)

func TestTheEditorShowsWhatWasChangedInItsRowAndWhatTheFileHas(t *testing.T) {
	r := contactsOf(t, testConfig(), 100, 30)
	r.press("2", "home", "e")
	r.lacks("anna")
	r.press("esc", "e", "down", "down", "ctrl+u")
	r.write("Olive")
	r.press("enter", "x", "u", "e")
	r.sees("In the file: Olivia Grant")
	r.sees("anna")
	r.sees("Name: Olivia Grant → Olive")
	r.lacks("Left out") // it was undone
	r.press("esc", "x", "x", "e")
	r.sees("Taken back in")
	r.sees("Left out")
	r.press("esc", "u", "u", "u", "e")
	r.lacks("anna")
	r.lacks("In the file: Olivia Grant")
}

func TestTheEditorKeepsRoomForItsFieldsBesideALongPast(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	r.press("2", "home")
	for range 10 {
		r.press("x", "x")
	}
	r.press("e")
	r.sees("and 18 changes before")
	r.sees("▸ Phone")
	r.press("down", "down", "down")
	r.sees("▸ Email")
}

func TestMarkedRowsOfSeveralCausesAreOfferedTheFixesOfEach(t *testing.T) {
	r := benchOf(t, tableOf([]string{"Name", "Phone"}, []string{"Ann", "n/a"}, []string{"Bob", "7400123101"}, []string{"Cy", "447400123102"},
		[]string{"Di", "07400 123103"}), 100, 30)
	r.press("1", "home", " ", " ", " ", "a")
	r.sees("Put the zero back")
	r.sees("Put the plus sign back")
	r.sees("stays as it is")
	r.sees("fix 1 of 3 rows")
	r.press("enter")
	if v := r.list().Verdict(1); v.Number != 447400123101 || v.State != model.Ready {
		t.Errorf("the row without a zero is %+v", v)
	}
	if got := r.list().Edited(); got != 1 {
		t.Errorf("%d rows were changed by a fix for one", got)
	}
}

func TestEnterOnABadEmailOpensIt(t *testing.T) {
	r := benchOf(t, tableOf([]string{"Name", "Phone", "Email"}, []string{"Ann", "07400 123101", "ann@gmial.com x"}, []string{"Bob", "07400 123102", "bob@example.com"}), 100, 30)
	r.press("4")
	r.sees("fix the email")
	r.press("enter")
	r.sees("▸ Email")
	r.press("ctrl+u")
	r.write("ann@example.com")
	r.press("enter")
	if got := r.list().Contacts().Email(0); got != "ann@example.com" {
		t.Errorf("the email is %q", got)
	}
	r.press("2", "end")
	r.lacks("fix the email")
}

func TestAKeyForRowsSaysSoInTheCauses(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	r.press("tab")
	for _, key := range []string{"e", " ", "M", "r", "b"} {
		r.press("home", key)
		r.sees("Press tab to go to the rows")
	}
}

func TestCausesAreToldApartByTheirNames(t *testing.T) {
	r := benchOf(t, tableOf([]string{"Name", "Phone", "Email"},
		[]string{"A", "7400123101", ""}, []string{"B", "7400123102", ""}, []string{"C", "2125550005", ""},
		[]string{"D", "07400 123103", "d@gmial.com"}, []string{"E", "07400 123104", "e at example"}), 120, 40)
	p := &r.contacts().Causes
	var names []string
	for i := range p.List {
		names = append(names, p.Name(i))
	}
	for i, name := range names {
		if slices.Index(names, name) != i {
			t.Errorf("two causes are called %q", name)
		}
	}
	if len(names) < 3 {
		t.Errorf("there are only %q", names)
	}
}

func TestFiltersListTheStates(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	r.press("f")
	r.sees("To fix")
	r.sees("Duplicate")
	for range 40 {
		if strings.Contains(r.screen(), "▸ Do not call") {
			break
		}
		r.press("down")
	}
	r.press("enter")
	if rows := r.contacts().Table.Rows; len(rows) != r.list().Counts().Of(model.DoNotCall) || r.list().Verdict(int(rows[0])).State != model.DoNotCall {
		t.Errorf("rows %v", rows)
	}
}

func TestASortByAColumnOutOfSightIsNamed(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	r.press("2", "s", "down", "enter")
	r.sees("Sorted by: State")
	r.press("s", "home", "down", "down", "down", "down", "enter")
	r.sees("Sorted by: Name")
	r.press("s", "home", "enter")
	r.lacks("Sorted by")
}

func TestDuplicatesOpenAtTheRowTheyWereOpenedFrom(t *testing.T) {
	r := benchOf(t, tableOf([]string{"Name", "Phone"}, []string{"Ann", "07400 123101"}, []string{"Bob", "07400 123102"}, []string{"Cy", "07400 123101"}), 100, 30)
	r.press("2", "end", "d", "enter")
	if got := r.list().Verdict(2).State; got != model.Ready {
		t.Errorf("the row under the cursor is %v after it was kept", got)
	}
}

// sharedPreview is what one key makes of rows of different people with one number.
func sharedPreview(t *testing.T) *App {
	t.Helper()
	a := contactsScene(plain, campaignOf(tableOf([]string{"Name", "Phone"}, []string{"Ann Lee", "07400 123461"},
		[]string{"राजेश शर्मा", "07400 123461"}, []string{"പ്രിയ നായർ", "07400 123461"}), "One"), "to_fix")
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	a.front().Init()
	a.Update(keyMsg("a"))
	return a
}

// Whether one number is of one person or of several is seen by the names.
func TestThePreviewOfASharedNumberNamesThePeople(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		a := sharedPreview(t)
		a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		for _, want := range []string{"One number, many people: 3 rows", "+44 7400 123461  Ann Lee", "+44 7400 123461  राजेश शर्मा"} {
			if seen := ansi.Strip(a.View()); !strings.Contains(seen, want) {
				t.Errorf("at %v there is no %q:\n%s", size, want, seen)
			}
		}
	}
}
