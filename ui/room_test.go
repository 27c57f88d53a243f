package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/table"
	"callsheet/ui/screen"
)

// wordsAt is what a scene shows in a window.
func wordsAt(t *testing.T, name string, width, height int) string {
	t.Helper()
	for _, s := range Scenes() {
		if s.Name == name {
			return ansi.Strip(s.Draw(plain, width, height))
		}
	}
	t.Fatalf("there is no scene %s", name)
	return ""
}

func TestAWideWindowShowsPlacesOnBothClocksAndTheHoursAsTallBars(t *testing.T) {
	for _, name := range []string{"options-typical", "options-waves", "options-outside"} {
		for width, roomy := range map[int]bool{120: false, 150: false, 200: true, 300: true} {
			shown := wordsAt(t, name, width, 60)
			for _, words := range []string{"their clock", ": at most", "00 01 02 03"} {
				if got := strings.Contains(shown, words); got != roomy {
					t.Errorf("%s at %d: %q is shown: %v\n%s", name, width, words, got, shown)
				}
			}
		}
	}
}

func TestTheForecastListsAsManyPlacesAsThereIsRoomFor(t *testing.T) {
	for _, c := range []struct {
		width, height, rest, want int
	}{{120, 60, 20, fewPlaces}, {200, 60, 20, 36}, {200, 60, 80, fewPlaces}, {158, 40, 20, 16}, {157, 40, 20, fewPlaces}} {
		a := optionsScene(plain, zonesCampaign(20, nil))
		o := a.front().(*optionsScreen)
		o.SetSize(c.width, c.height)
		if got := o.ahead.mostPlaces(c.rest); got != c.want {
			t.Errorf("%v: %d places, want %d", c, got, c.want)
		}
	}
}

func TestTallBarsShowAnyCallAndNoneThatThereIsNot(t *testing.T) {
	for _, values := range [][]int{{0, 1, 100_000}, {5}, {0, 0}, {3, 3, 3, 0}, make([]int, 200)} {
		for _, width := range []int{10, 58, 100} {
			lines := tallBars(plain, values, width, tallHours)
			step := hourStep(len(values), width)
			for i, v := range values {
				seen := 0
				for _, line := range lines {
					if r := []rune(line); i*step < len(r) && r[i*step] != ' ' {
						seen++
					}
				}
				if (v > 0) != (seen > 0) || v >= 100_000 && seen != tallHours {
					t.Errorf("%v in %d cells: %d is drawn on %d lines:\n%s", values, width, v, seen, strings.Join(lines, "\n"))
				}
			}
		}
	}
}

func TestAWidePreviewCutsNothingThatThereIsRoomFor(t *testing.T) {
	for width, whole := range map[int]bool{80: false, 120: false, 200: true, 300: true} {
		if got := strings.Contains(wordsAt(t, "file-typical", width, 60), "07400 123107 / 07400 123108"); got != whole {
			t.Errorf("at %d cells a long value is whole: %v", width, got)
		}
	}
}

func TestWhatIsLeftOverIsSharedByTheColumnsThatAreCut(t *testing.T) {
	for _, wants := range [][]int{nil, {5}, {30}, {60, 60, 60}, {24, 25, 60}, {10, 40, 50, 60}} {
		for left := range 150 {
			widest, used, cut := roomiest(wants, left), 0, 0
			for _, want := range wants {
				used += min(want, widest) - min(want, cutValue)
				if want > widest {
					cut++
				}
			}
			if widest < cutValue || used > left || cut > 0 && left-used >= cut {
				t.Errorf("%v: of %d cells %d are used, and %d values are cut at %d", wants, left, used, cut, widest)
			}
		}
	}
}

// valuesOf are the lines of the column under the cursor in a wide window.
func valuesOf(t *testing.T, c *model.Campaign, column, width, height int) string {
	t.Helper()
	var s *columnsScreen
	a := still(plain, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		s = newColumnsScreen(d)
		return []screen.Screen{newFileScreen(d, ""), s}
	})
	a.Update(tea.WindowSizeMsg{Width: width, Height: height})
	for range column {
		a.Update(tea.KeyMsg{Type: tea.KeyDown})
	}
	return ansi.Strip(strings.Join(s.values.lines, "\n"))
}

func TestAWideWindowShowsWhatIsUnderstoodOfTheColumnUnderTheCursor(t *testing.T) {
	list := func() *model.Campaign {
		return campaignOf(tableOf([]string{"Name", "Phone", "Email", "Do not call", "Plan"},
			[]string{"Ann Lee", "07400 12", "ann@example.com", "yes", "Gold"}, []string{"Bo Ray", "07400 123456", "bo@", "", ""},
			[]string{"", "", "", "", ""}, []string{"Cy \x1b[31mFox", "07400 123456", "", "", "Gold"}), "One")
	}
	for column, wants := range [][]string{
		{"3 values, 3 different, and 0 empty", "Ann Lee"}, {"3 values, 2 different, and 0 empty", "07400 123456", "+44 7400 123456"},
		{"2 values, 2 different, and 1 empty", "ann@example.com", "not sent"}, {"1 value, 1 different, and 2 empty", "do not call"}, {"2 values, 1 different, and 1 empty", "Gold"},
	} {
		shown := valuesOf(t, list(), column, 200, 60)
		for _, want := range wants {
			if !strings.Contains(shown, want) {
				t.Errorf("column %d: there is no %q in\n%s", column, want, shown)
			}
		}
		if strings.ContainsRune(shown, '\x1b') {
			t.Errorf("column %d: a control goes to the terminal: %q", column, shown)
		}
		if narrow := valuesOf(t, list(), column, 150, 60); narrow != "" {
			t.Errorf("column %d: values are listed where there is no room:\n%s", column, narrow)
		}
	}
}

func TestTheValuesOfALongListAreThoseOfItsFirstRows(t *testing.T) {
	rows := make([][]string, 3000)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("Person %d", i), fmt.Sprintf("07400 12%04d", i)}
	}
	c := campaignOf(table.Of([]string{"Name", "Phone"}, rows...), "One")
	shown := valuesOf(t, c, 1, 200, 60)
	for _, want := range []string{"In the first 1,000 rows: 1,000 values, 1,000 different, and 0 empty.", "more in these rows"} {
		if !strings.Contains(shown, want) {
			t.Errorf("there is no %q in\n%s", want, shown)
		}
	}
	if n := strings.Count(shown, "\n"); n > 60 {
		t.Errorf("%d lines", n)
	}
	c.Mapping = c.Mapping.With(0, columns.FieldSkip)
	if shown := valuesOf(t, c, 0, 200, 60); !strings.Contains(shown, "not sent") {
		t.Errorf("a column that is not sent is understood:\n%s", shown)
	}
}

func BenchmarkValuesOfAColumn(b *testing.B) {
	rows := make([][]string, 3000)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("Person %d", i), fmt.Sprintf("07400 12%04d", i)}
	}
	c := campaignOf(table.Of([]string{"Name", "Phone"}, rows...), "One")
	var s *columnsScreen
	a := still(plain, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		s = newColumnsScreen(d)
		return []screen.Screen{newFileScreen(d, ""), s}
	})
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
	for b.Loop() {
		s.layout()
	}
}
