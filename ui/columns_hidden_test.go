package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model/columns"
	"callsheet/ui/theme"
)

func TestSpoiltNamesOfColumnsAreAskedAbout(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		a := hiddenColumns(plain)
		a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		seen := flowing(a.View())
		for _, want := range []string{"2 column names have letters that a wrong encoding spoilt, such as “TelÃ©fono”.", "r renames a column for the prompt."} {
			if !strings.Contains(seen, want) {
				t.Errorf("at %v it does not say %q:\n%s", size, want, seen)
			}
		}
		a.press(keyMsg("a"))
		if seen = flowing(a.View()); strings.Contains(seen, "wrong encoding") {
			t.Errorf("at %v it asks again:\n%s", size, seen)
		}
	}
}

// What is odd about the contact shown comes before words that are the same for every
// one.
func TestWhatIsOddAboutTheContactIsSaidWhole(t *testing.T) {
	a := lettersScene(plain, false)
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	if seen := flowing(ansi.Strip(a.View())); !strings.Contains(seen, "+44 7400 123101, characters lost") {
		t.Errorf("it is cut:\n%s", a.View())
	}
}

// What a hidden column holds is said beside that it is hidden.
func TestAHiddenColumnShowsWhatItHolds(t *testing.T) {
	a := hiddenColumns(plain)
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	seen := flowing(ansi.Strip(a.View()))
	for _, want := range []string{"hidden: likes tea", "2 hidden in the workbook"} {
		if !strings.Contains(seen, want) {
			t.Errorf("it does not say %q:\n%s", want, a.View())
		}
	}
}

// One key is one answer: a line that named it for two things would lie about one.
func TestNoLineNamesAKeyTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("draws all scenes over and over, in one goroutine")
	}
	all := append(Scenes(), Scene{"an absent column and a question", func(theme.Theme) *App {
		a := notedColumns(plain)
		c := a.console.Campaign
		c.Mapping = append(c.Mapping, columns.Column{Index: -2, Field: columns.FieldMetadata, Key: "plan", Needed: true})
		s := a.front().(*columnsScreen)
		s.fill()
		s.grid.SetCursor(len(c.Mapping) - 1)
		if here, _ := s.here(); !here.Absent() {
			t.Fatal("the column is not absent")
		}
		return a
	}})
	for _, s := range all {
		a := s.make(plain)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		named := map[string]string{}
		for _, b := range a.front().Keys().Line {
			if other, is := named[b.Help().Key]; is && b.Enabled() {
				t.Errorf("%s names %s for %q and for %q", s.Name, b.Help().Key, other, b.Help().Desc)
			}
			if b.Enabled() {
				named[b.Help().Key] = b.Help().Desc
			}
		}
	}
}
