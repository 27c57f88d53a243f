package ui

import (
	"slices"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/ui/contacts"
)

func TestEveryFieldIsEditedAndValidated(t *testing.T) {
	r := contactsOf(t, testConfig(), 100, 30)
	row, _ := r.contacts().Table.Here()
	r.press("e")
	r.sees("In the file")
	r.press("down", "down", "ctrl+u")
	r.write("Zoë Example")
	r.press("down", "ctrl+u")
	r.write("zoe@")
	r.sees("nothing after the @")
	r.press("enter")
	r.sees("nothing after the @")
	r.write("example.com")
	r.press("up", "up", "up", "ctrl+u")
	r.write("07400 123456")
	r.sees("Will dial +44 7400 123456")
	r.press("enter")
	c := r.list().Contacts().Of(row)
	if c.Name != "Zoë Example" || c.Email != "zoe@example.com" || c.Number != 447400123456 {
		t.Fatalf("the row is %+v", c)
	}
	r.press("u")
	if r.list().Edited() != 0 {
		t.Error("what was typed in one form is not undone as one")
	}
}

func TestTheEditorGoesOnToTheNextProblem(t *testing.T) {
	r := contactsOf(t, testConfig(), 100, 30)
	first, _ := r.contacts().Table.Here()
	second := int(r.contacts().Table.Rows[1])
	r.press("e", "ctrl+u")
	r.write("07400 123456")
	r.press("pgdown")
	s, ok := r.contacts().Panel.(*contacts.RowEditor)
	if !ok || s.Row != second {
		t.Fatalf("the editor is not on row %d\n%s", second, r.screen())
	}
	if r.list().Verdict(first).Number != 447400123456 {
		t.Error("what was typed was not kept")
	}
	r.press("esc")
	if r.list().Edited() != 1 {
		t.Errorf("%d rows edited", r.list().Edited())
	}
}

func TestMarkedRowsAreTreatedTogether(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	r.press(" ", " ")
	r.sees("2 rows marked")
	r.press("x")
	if n := r.list().Counts().Of(model.LeftOut); n != 2 {
		t.Fatalf("%d rows left out", n)
	}
	r.lacks("marked.")
	r.press("7", "M")
	r.sees("2 rows marked")
	r.press("x")
	if n := r.list().Counts().Of(model.LeftOut); n != 0 {
		t.Fatalf("%d rows still left out", n)
	}
	r.press("u", "u")
	if r.list().Edited() != 0 {
		t.Error("two groups are not two steps")
	}
}

func TestDuplicatesAreDecidedForOneAndForAll(t *testing.T) {
	r := benchOf(t, tableOf([]string{"Phone", "Name", "Plan"},
		[]string{"07400 123101", "", "Gold"}, []string{"07400 123101", "Ann", ""}, []string{"07400 123102", "", ""}, []string{"07400 123102", "Bob", "Basic"}), 100, 30)
	states := func(want ...model.State) {
		t.Helper()
		for row, want := range want {
			if got := r.list().Verdict(row).State; got != want {
				t.Errorf("row %d is %v, want %v", row, got, want)
			}
		}
	}
	r.press("2", "d")
	r.sees("number 1 of 2")
	r.press("n")
	r.sees("number 2 of 2")
	r.press("down", "enter")
	states(model.Ready, model.Duplicate, model.Duplicate, model.Ready)
	r.press("F")
	states(model.Ready, model.Duplicate, model.Ready, model.Duplicate)
	r.press("c")
	states(model.Ready, model.Duplicate, model.Duplicate, model.Ready)
	r.press("F", "M")
	if c := r.list().Contacts().Of(2); c.Name != "Bob" || c.Metadata["plan"] != "Basic" {
		t.Errorf("merged to %+v", c)
	}
	states(model.Ready, model.Duplicate, model.Ready, model.Duplicate)
}

func TestSortedRowsKeepTheirOrderAndTheCursorItsRow(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 120, 40)
	r.press("2", "down", "down")
	row, _ := r.contacts().Table.Here()
	byName := []string{"s", "home", "down", "down", "down", "down", "enter"}
	r.press(byName...)
	names := func() []string {
		var names []string
		for _, row := range r.contacts().Table.Rows {
			names = append(names, strings.ToLower(r.list().Contacts().Name(int(row))))
		}
		return names
	}
	if here, _ := r.contacts().Table.Here(); here != row || !slices.IsSorted(names()) {
		t.Fatalf("the cursor is on %d, want %d; %q", here, row, names())
	}
	r.press(byName...)
	down := names()
	slices.Reverse(down)
	if !slices.IsSorted(down) {
		t.Errorf("the other way round is %q", names())
	}
	r.saved()
	again := reopened(t, cfg)
	again.waits("the same order", func() bool {
		s, ok := again.app.front().(*contacts.Screen)
		return ok && slices.Equal(s.Table.Rows, r.contacts().Table.Rows) && s.Table.Order.String() == "-name"
	})
}

func TestColumnsAreShownHiddenAndWidened(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 100, 30)
	r.sees("Name   ")
	r.press("c", "down", "down", " ", "down", ">", ">", "esc")
	r.lacks("Name   ")
	r.saved()
	again := reopened(t, cfg)
	again.sees("As given")
	again.lacks("Name   ")
	again.press("c", "r", "esc")
	again.sees("Name   ")
}

func TestFiltersNarrowByCountryAndKind(t *testing.T) {
	r := benchOf(t, tableOf([]string{"Phone", "Name"}, []string{"020 7946 0011", "Fixed"}, []string{"07400 123101", "Mobile"}, []string{"+1 212 555 0143", "York"}), 100, 30)
	pick := func(label string) {
		t.Helper()
		r.press("f")
		for range 40 {
			if strings.Contains(r.screen(), "▸ "+label) {
				r.press("enter")
				return
			}
			r.press("down")
		}
		t.Fatalf("%q is not offered\n%s", label, r.screen())
	}
	pick("United States numbers")
	r.sees("Only: United States")
	if n := len(r.contacts().Table.Rows); n != 1 {
		t.Fatalf("%d rows", n)
	}
	r.press("esc")
	pick("Only mobile")
	if rows := r.contacts().Table.Rows; len(rows) != 1 || r.list().Contacts().Name(int(rows[0])) != "Mobile" {
		t.Fatalf("rows %v", rows)
	}
	r.press("esc")
	if n := len(r.contacts().Table.Rows); n != 3 {
		t.Errorf("%d rows after esc", n)
	}
}

func TestGoToRowPassesTheFilter(t *testing.T) {
	r := benchOf(t, badList(), 100, 30)
	r.press("ctrl+g")
	r.sees("Go to a row")
	r.write("900")
	r.press("enter")
	if row, _ := r.contacts().Table.Here(); r.list().Table.RowNumber(row) != 900 {
		t.Errorf("the cursor is on row %d", r.list().Table.RowNumber(row))
	}
}

func TestANumberGoesOnTheDoNotCallListByItsWord(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 100, 30)
	r.press("2", "home", "b")
	r.sees("Never call +44 7400 123101?")
	r.press("enter")
	r.sees("Never call")
	r.write("do not call")
	r.press("enter")
	r.sees("on the do-not-call list: ")
	if m := cfg.Store.Campaigns.(*fakeStore).marks[447400123101]; m.DoNotCall.IsZero() {
		t.Fatal("the number is not on the list")
	}
	for _, row := range r.contacts().Table.Rows {
		if v := r.list().Verdict(int(row)); v.Number == 447400123101 && v.State != model.DoNotCall {
			t.Errorf("row %d with the number is %v", row, v.State)
		}
	}
}

func TestADoNotCallListIsImported(t *testing.T) {
	cfg := testConfig()
	cfg.Files.(*fakeFiles).lists["/lists/stop.csv"] = tableOf([]string{"Phone"}, []string{"+44 7400 123101"}, []string{"+44 7400 999999"}, []string{"nobody"})
	r := contactsOf(t, cfg, 100, 30)
	before := r.list().Counts().Of(model.DoNotCall)
	r.press("i")
	r.sees("Import a do-not-call list")
	r.press("ctrl+u")
	r.write("/lists/stop.csv")
	r.press("enter")
	r.waits("the rows out", func() bool { return r.list().Counts().Of(model.DoNotCall) == before+2 })
	r.sees("1 row unreadable and not listed. stop.csv: 2 numbers new, 0 known, 2 rows of")
}

func TestHistoryAndRevert(t *testing.T) {
	r := contactsOf(t, testConfig(), 100, 30)
	r.press("2", "home", "x", "down", "x", "u", "o")
	r.sees("Row 2 is left out")
	r.sees("Undone: Row 3 is left out")
	r.sees("anna")
	r.press("esc", "home", "r")
	r.sees("Row 2: as in the file again?")
	r.press("enter")
	if r.list().Edited() != 0 {
		t.Error("the row is not as in the file")
	}
	r.press("r")
	r.sees("Nothing was changed here")
}

func TestTheListIsSavedAndNeverOverAnother(t *testing.T) {
	cfg := testConfig()
	files := cfg.Files.(*fakeFiles)
	r := contactsOf(t, cfg, 100, 30)
	r.press("w")
	r.sees("Save the repaired list")
	r.press("ctrl+u")
	r.write("/lists/spring.txt")
	r.press("enter")
	r.sees("end in .xlsx or .csv")
	r.press("ctrl+u")
	r.write("/lists/spring.csv")
	r.press("enter")
	r.sees("Replace the file?")
	r.sees("the very file")
	r.press("enter")
	r.sees("Save the repaired list")
	r.press("enter")
	r.sees("Saved ")
	if !slices.Equal(files.savedTo(), []string{"/lists/spring repaired.xlsx"}) {
		t.Errorf("saved to %q", files.savedTo())
	}
}

func TestACampaignOfSomebodyElseIsNeitherRepairedNorListed(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 100, 30)
	r.saved()
	cfg.Store.Campaigns.(*fakeStore).holder = "ben"
	again := reopened(t, cfg)
	again.sees("open elsewhere")
	again.press("down", "enter")
	again.sees("As given")
	again.press("tab", "a", "x", "enter", "tab", "2", " ", "x", "a", "r", "b", "i", "e", "d", "F", "M", "esc")
	if n := again.list().Edited(); n != 0 || len(cfg.Store.Campaigns.(*fakeStore).marks) != 0 {
		t.Errorf("%d rows changed", n)
	}
}

func TestPastedLinesAreSeveralNumbers(t *testing.T) {
	r := contactsOf(t, testConfig(), 100, 30)
	row, _ := r.contacts().Table.Here()
	r.press("e", "ctrl+u")
	r.paste("+49 30 901820\r\n21\n")
	r.sees("+49 30 901820 / 21")
	r.sees("more than one number")
	r.press("ctrl+u")
	r.paste("+44 7400 123456\n+44 7400 123457")
	r.sees("more than one number")
	r.press("enter")
	if v := r.list().Verdict(row); v.Number == 447400123456 || v.Number == 447400123457 {
		t.Errorf("two lines are taken for %s", v.Number)
	}
}
