package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
)

// flowing is what is drawn, without its lines: as it is read.
func flowing(view string) string { return strings.Join(strings.Fields(ansi.Strip(view)), " ") }

func TestWhatIsSaidAboveTheColumnsIsNeverCut(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {100, 30}, {120, 40}, {200, 60}} {
		a := notedColumns(plain)
		a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		seen := flowing(a.View())
		for _, want := range []string{
			"United Kingdom (+44), the country that was given, which the numbers with a code bear out",
			"Are these people not to be called?", "Until then their rows are held.",
			"One column is not as in your last list of this kind; the others are.",
			"Row 2 has stray quotes, which are kept as characters.",
			"1,204 rows (3, 4, 9 and more) have more cells than there are names of columns.",
			"23 rows (3, 4, 9 and more) have been filtered out in the workbook, and are left out.",
			"2 rows (5, 6) have the look of a total, a note or a heading, and are left out.",
			"Column Means", "Row 2",
		} {
			if !strings.Contains(seen, want) {
				t.Errorf("at %d cells there is no %q", size[0], want)
			}
		}
	}
}

func TestTheReviewSaysInFullWhoIsNotCalled(t *testing.T) {
	for _, width := range []int{80, 100, 120, 200} {
		a := reviewScene(plain, campaignOf(springList(), "One"))
		a.Update(tea.WindowSizeMsg{Width: width, Height: 40})
		r := a.front().(*reviewScreen)
		r.ready.ahead.Plan.Excluded = model.Counts{model.ToFix: 6_174, model.Duplicate: 3_087, model.DoNotCall: 1_372, model.LeftOut: 99, model.Blank: 12}
		r.ready.out = map[model.Exclusion]int{model.ByOperator: 7, model.HiddenInFile: 23, model.NoContact: 2, model.CalledRecently: 30, model.InUnfinished: 31, model.MaybeCalled: 6}
		r.fill()
		seen := flowing(a.View())
		if width >= reviewBesideFrom {
			seen = flowing(strings.Join(r.whoLines(), "\n"))
		}
		want := "6,174 to fix, 3,087 duplicate, 1,372 do not call, 7 left out, 23 filtered out in the workbook, 2 totals and notes, 30 called recently, 31 in another campaign, 6 maybe called already, 12 blank"
		if !strings.Contains(seen, want) {
			t.Errorf("at %d cells: %s", width, seen)
		}
	}
}

func TestWhoIsNotCalledIsNamedPartByPart(t *testing.T) {
	for _, c := range []struct {
		counts model.Counts
		want   string
	}{
		{model.Counts{}, ""},
		{model.Counts{model.DoNotCall: 4}, ", not 4 do not call"},
		{model.Counts{model.Duplicate: 2, model.LeftOut: 1}, ", not 2 duplicate and 1 left out"},
		{model.Counts{model.ToFix: 1_500, model.Duplicate: 2, model.DoNotCall: 3, model.LeftOut: 4, model.Blank: 5}, ", not 1,500 to fix, 2 duplicate, 3 do not call, 4 left out and 5 blank"},
	} {
		if got := contacts.NotCalled(c.counts, 0); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestTheNameOfACauseIsNeverCut(t *testing.T) {
	list := campaignOf(springList(), "One")
	causes := []model.Cause{
		{CauseKey: model.CauseKey{State: model.ToFix, Problem: model.Problem(phone.LostZero), Fix: model.FixZero, Region: "GB"}, Rows: 123_456},
		{CauseKey: model.CauseKey{State: model.Ready, Warning: model.EmailDropped, Fix: model.FixEmail}, Rows: 8},
		{CauseKey: model.CauseKey{State: model.Ready, Warning: model.EmailDropped}, Rows: 1_234},
		{CauseKey: model.CauseKey{State: model.Ready, Warning: model.MayHaveOptedOut}, Rows: 3},
		{CauseKey: model.CauseKey{State: model.LeftOut, Out: model.InUnfinished, Campaign: longName}, Rows: 2},
	}
	for _, size := range [][2]int{{80, 24}, {80, 60}, {108, 24}, {120, 40}, {160, 24}, {200, 60}} {
		a := contactsScene(plain, list, "to_fix")
		a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		c := a.front().(*contacts.Screen)
		c.Causes.List, c.Causes.Names, c.Pane = causes, model.CauseNames(causes), contacts.PaneCauses
		for at := range causes {
			c.Causes.At = at
			seen := ""
			for _, b := range c.Causes.Blocks(c.Console.Theme, c.Layout().CausesWidth(), c.Layout().CausesHeight()) {
				for _, line := range b.Name {
					seen += " " + strings.TrimRight(line, " ")
				}
			}
			for i, name := range c.Causes.Names {
				for word := range strings.FieldsSeq(name) {
					if !strings.Contains(flowing(seen), word) {
						t.Errorf("at %v, of %q there is no %q", size, name, word)
					}
				}
				if i == at && !strings.Contains(ansi.Strip(c.Causes.View(c.Console.Theme, c.Layout().CausesWidth(), c.Layout().CausesHeight(), true)), c.Console.Theme.Glyphs.Cursor) {
					t.Errorf("at %v the cause under the cursor is out of sight", size)
				}
			}
		}
	}
}

func TestAColumnThatTheWorkbookHidesIsMarked(t *testing.T) {
	c := campaignOf(tableOf([]string{"Name", "Phone", "Margin", "Empty"}, []string{"Ann Lee", "07400 123455", "12", ""}), "One")
	c.Mapping = c.Mapping.WithHidden([]int{2, 3})
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		a := still(plain, testConfig(), c, func(d *screen.Console) []screen.Screen {
			return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d)}
		})
		a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		seen := flowing(a.View())
		for _, want := range []string{"4 columns (2 hidden in the workbook)", "hidden: 12"} {
			if !strings.Contains(seen, want) {
				t.Errorf("at %d cells there is no %q", size[0], want)
			}
		}
		if n := strings.Count(ansi.Strip(a.View()), "hidden"); n < 3 {
			t.Errorf("at %d cells the columns are marked %d times", size[0], n-1)
		}
	}
}
