package ui

import (
	"fmt"
	"slices"
	"testing"

	"callsheet/model"
	"callsheet/model/table"
	"callsheet/ui/session"
)

func TestAPathIsCompletedAsByAShell(t *testing.T) {
	_, cfg := newFakeFolders()
	r := onFile(t, cfg, 80, 24)
	r.sees("spring.csv")
	r.write("s")
	r.press("tab")
	if got := r.path(); got != "/lists/spring" {
		t.Fatalf("s is completed to %q", got)
	}
	r.write(" ")
	r.press("tab")
	if got := r.path(); got != "/lists/spring leads (final).xlsx" {
		t.Fatalf("the only one that is left is %q", got)
	}
	r.press("enter")
	r.sees("Excel workbook")
}

func TestTabGoesThroughWhatHasNothingMoreInCommon(t *testing.T) {
	_, cfg := newFakeFolders()
	r := onFile(t, cfg, 80, 24)
	r.sees("spring.csv")
	r.write("OL")
	r.press("tab", "tab")
	if got := r.path(); got != "/lists/OL" {
		t.Fatalf("OL is completed to %q", got)
	}
	r.press("enter")
	r.waits("the folder", func() bool { return r.path() == "/lists/old/" || r.path() == "/lists/olives/" })
}

func TestTheFolderAboveAndLinks(t *testing.T) {
	_, cfg := newFakeFolders()
	r := onFile(t, cfg, 80, 24)
	r.sees("../  the folder above")
	r.sees("latest.csv → old/2025 spring.csv")
	r.press("up", "enter")
	r.sees("lists/")
	if got := r.path(); got != "/" {
		t.Fatalf("the folder above is %q", got)
	}
	r.lacks("the folder above")
}

func TestListsOpenedBeforeStandFirst(t *testing.T) {
	s, cfg := newFakeFolders()
	s.recent = []string{"/lists/old/2025 spring.csv", "/lists/gone.csv"}
	r := onFile(t, cfg, 80, 24)
	r.sees("Opened before")
	r.press("enter")
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("What does each column mean?")
	if want := []string{"/lists/old/2025 spring.csv", "/lists/old/2025 spring.csv", "/lists/gone.csv"}; !slices.Equal(s.opened(), want) {
		t.Fatalf("kept are %q", s.opened())
	}
	r.press("esc", "esc")
	r.sees("2025 spring.csv")
	r.press("ctrl+u")
	r.write("/lists/")
	r.sees("/lists/gone.csv")
	r.press("down", "down", "down")
	r.press("up", "up", "up", "down")
	r.press("enter")
	r.waits("an answer", func() bool { return r.app.front().(*fileScreen).phase != opening })
}

func TestAPathIsPastedAnywhereOnTheScreen(t *testing.T) {
	_, cfg := newFakeFolders()
	r := onFile(t, cfg, 80, 24)
	r.paste("'/lists/spring.csv'\n/lists/b.csv\n")
	if got := r.path(); got != "/lists/spring.csv" {
		t.Fatalf("pasted is %q", got)
	}
	r.sees("You pasted 2 paths")
	r.press("enter")
	r.sees("column names in row 1")
	r.sees("Not opened: b.csv.")
	r.paste("file:///lists/spring%20leads%20(final).xlsx")
	r.press("enter")
	r.sees("Excel workbook")
	r.press("esc")
	r.press("ctrl+u")
	r.write("/lists/")
	r.paste("spr")
	if got := r.path(); got != "/lists/spr" {
		t.Fatalf("part of a name is pasted as %q", got)
	}
}

// Who comes back from a file, read or refused, may want the one beside it.
func TestComingBackFromAFileOffersItsNeighbours(t *testing.T) {
	_, cfg := newFakeFolders()
	r := onFile(t, cfg, 80, 24)
	r.paste("/lists/spring.csv")
	r.press("enter")
	r.sees("column names in row 1")
	r.press("esc")
	r.sees("notes.pdf")
	r.sees("▸ spring.csv")
	r.press("up", "enter")
	r.sees("There is no file /lists/notes.pdf")
	r.sees("▸ notes.pdf")
	r.press("down", "enter")
	r.sees("column names in row 1")
	r.press("esc")
	r.sees("notes.pdf")
	r.press("backspace")
	r.lacks("notes.pdf")
}

func TestALongFolderIsMarkedWhereItIsCut(t *testing.T) {
	s, cfg := newFakeFolders()
	for i := range 40 {
		s.folders["/lists/old"] = append(s.folders["/lists/old"], session.Entry{Name: fmt.Sprintf("list %02d.csv", i)})
	}
	r := onFile(t, cfg, 80, 24)
	r.paste("/lists/old/")
	r.sees("list 01.csv")
	r.lacks("↑ ")
	for range 20 {
		r.press("down")
	}
	r.sees("↑ 16 more lines")
	r.sees("↓ 15 more lines")
	r.sees("▸ list 19.csv")
}

func TestAWholePathIsTypedBehindAFolder(t *testing.T) {
	_, cfg := newFakeFolders()
	for typed, want := range map[string]string{"/lists/old/": "/lists/old/", "~/a": "~/a", "old/": "/lists/old/", "a~/": "/lists/a~/"} {
		r := onFile(t, cfg, 80, 24)
		r.sees("spring.csv")
		for _, letter := range typed {
			r.write(string(letter))
		}
		if got := r.path(); got != want {
			t.Errorf("%s becomes %q", typed, got)
		}
	}
}

func TestAListOfBlankRowsIsNotTaken(t *testing.T) {
	s, cfg := newFakeFolders()
	s.lists["/lists/spring.csv"] = tableOf([]string{"Name", "Phone"}, []string{"", " "}, []string{"", ""})
	r := onFile(t, cfg, 120, 40)
	r.paste("/lists/spring.csv")
	r.press("enter")
	r.sees("There are no rows to show here. Choose another header row with h")
	r.sees("Nobody can be called from this.")
	r.press("enter")
	r.sees("There are no rows with anything in them.")
}

func TestSheetsAreChosenBySizeAndContent(t *testing.T) {
	s, cfg := newFakeFolders()
	cfg.Open = s.book.info.Path
	r := newRobot(t, cfg, 120, 40)
	r.sees("Excel workbook, 30 kB, 5 sheets")
	r.sees("up to row 1,048,576, hidden")
	r.sees("How to use this list")
	r.sees("Name, Mobile, Email")
	r.press("down")
	r.sees("Olivia Grant")
	r.press("down", "down")
	r.sees("Week, Calls")
	r.sees("sheet 4 of 5")
	r.press("up", "up")
	r.waits("the sheet of leads", func() bool { return r.app.front().(*fileScreen).how.Sheet == "Leads" })
	r.press("enter")
	r.sees("What does each column mean?")
	if got := r.app.console.Campaign.Origin.Sheet; got != "Leads" {
		t.Fatalf("the sheet read is %q", got)
	}
}

func TestEncodingAndDelimiterAreShownAndChanged(t *testing.T) {
	s, cfg := newFakeFolders()
	s.book.info.Format, s.book.info.Sheets, s.book.encoding = "csv", nil, "windows-1252"
	s.book.sheets = map[string]*table.Table{"": springList()}
	cfg.Open = s.book.info.Path
	r := newRobot(t, cfg, 80, 24)
	r.sees("windows-1252 (guess), semicolons")
	r.sees("The encoding is a guess. If this is wrong, press c: Zoë Müller, Jörg")
	r.press("c")
	r.sees("Find it (now)")
	r.press("down", "down", "down", "enter")
	r.sees("CSV list, 30 kB, macintosh, semicolons")
	r.lacks("guess")
	r.press("d", "down", "down", "down", "enter")
	r.sees("macintosh, tabs")
	r.press("d", "down", "down", "down", "down", "down", "enter")
	r.sees("Type the one character")
	r.write("é")
	r.press("enter", "backspace")
	r.write("#")
	r.press("enter")
	r.sees("parted by #")
	r.press("h", "ctrl+u")
	r.write("0")
	r.press("enter")
	r.waits("both choices kept", func() bool {
		return s.last() == session.ReadOptions{Encoding: "macintosh", Delimiter: "#", HeaderRow: 0}
	})
	r.press("enter")
	r.sees("What does each column mean?")
	if got := s.last(); got.Encoding != "macintosh" || got.Delimiter != "#" {
		t.Fatalf("the whole file is read as %+v", got)
	}
}

func TestEnterMeansTheSheetThatWasJustChosen(t *testing.T) {
	s, cfg := newFakeFolders()
	cfg.Open = s.book.info.Path
	r := newRobot(t, cfg, 80, 24)
	r.sees("Excel workbook, 30 kB, 5 sheets")
	r.press("down", "enter") // before the rows of the sheet can be there
	r.sees("What does each column mean?")
	if got := r.app.console.Campaign.Origin.Sheet; got != "Leads" {
		t.Fatalf("the sheet read is %q", got)
	}
}

func TestGoingOnWithoutAListSaysWhatToDoFirst(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		_, cfg := newFakeFolders()
		r := onFile(t, cfg, size[0], size[1])
		r.lacks("ctrl+n")
		r.press("ctrl+n")
		r.sees("No list is chosen yet. Move to yours or type its path, and press enter.")
		r.press("down")
		r.lacks("No list is chosen yet")
	}
}

func TestGoingOnTakesTheListThatIsOpen(t *testing.T) {
	cfg := testConfig()
	cfg.Files = &fakeFiles{lists: map[string]*table.Table{"/lists/spring.csv": springList(), "/lists/autumn.csv": springList()}}
	cfg.Open = "/lists/spring.csv"
	r := newRobot(t, cfg, 80, 24)
	r.sees("column names in row 1")
	r.press("ctrl+n")
	r.sees("What does each column mean?")
	r.press("esc", "esc")
	r.sees("ctrl+n next")
	r.press("ctrl+n")
	r.sees("What does each column mean?")
	r.press("esc")
	r.sees("Which list do you want to call?")
	r.paste("/lists/autumn.csv")
	r.press("enter")
	r.sees("autumn.csv")
	r.sees("column names in row 1")
	r.press("ctrl+n")
	r.sees("What does each column mean?")
	if got := r.app.console.Campaign.Origin.Path; got != "/lists/autumn.csv" {
		t.Errorf("went on with %s while another list was open", got)
	}
}

func TestReadingAgainCountsTheRowsThatWereChanged(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	list := r.app.console.Campaign.List
	for row, words := range []string{"You changed 1 row of this list.", "You changed 2 rows of this list."} {
		change, _ := list.Fixes().Change(row, model.Fix{Kind: model.FixLeaveOut})
		list.Apply(change)
		r.press("esc", "esc", "enter")
		r.sees(words)
		r.press("esc", "ctrl+n", "ctrl+n")
		r.sees("will be called")
	}
}
