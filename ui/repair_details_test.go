package ui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/contacts"
)

// details is what stands in the pane beside the rows, as flowing text.
func (r *robot) details() string {
	var text []string
	for line := range strings.SplitSeq(r.screen(), "\n") {
		if i := strings.LastIndex(line, "│"); i >= 0 {
			text = append(text, line[i+len("│"):])
		}
	}
	return flowing(strings.Join(text, " "))
}

func TestAllThatIsKnownOfTheRowUnderTheCursorStandsBesideTheRows(t *testing.T) {
	list := tableOf([]string{"Phone", "Name", "Plan", "Notes to self"},
		[]string{"7400 123101", "Olivia Grant", "gold-plan", "a note that nobody sends"}, []string{"07400 123102", "Amit Rao", "silver-plan", ""}, []string{"call me", "Cy Poole", "", ""})
	for _, size := range [][2]int{{160, 50}, {200, 60}, {300, 80}} {
		r := benchOf(t, list, size[0], size[1])
		r.press("2", "home")
		for _, want := range []string{"Row 2 Olivia Grant", "As given 7400 123101", "Will dial +44 7400 123101?", "Leading zero lost", "Where somewhere in the United Kingdom",
			"Their clock", "Hours United Kingdom", "In hours", "known here", "gold-plan", "a note that nobody sends"} {
			if !strings.Contains(r.details(), want) {
				t.Errorf("at %v there is no %q:\n%s", size, want, r.details())
			}
		}
		r.press("enter", "home") // the suggestion is taken
		if got := r.details(); !strings.Contains(got, "Now +447400123101") || !strings.Contains(got, "Changed here") || !strings.Contains(got, "7400 123101 → +447400123101") {
			t.Errorf("at %v what was changed is not said:\n%s", size, got)
		}
		r.press("down")
		if got := r.details(); !strings.Contains(got, "Row 3 Amit Rao") || strings.Contains(got, "Olivia") || !strings.Contains(got, "Empty: 1 column") {
			t.Errorf("at %v the pane does not follow the cursor:\n%s", size, got)
		}
		r.press("down")
		if got := r.details(); !strings.Contains(got, "Will dial nothing") || strings.Contains(got, "In hours") {
			t.Errorf("at %v a row without a number:\n%s", size, got)
		}
	}
}

func TestWhatOtherCampaignsAndTheDoNotCallListHaveOfANumberStandsBesideTheRow(t *testing.T) {
	r := benchOf(t, tableOf([]string{"Phone", "Name"}, []string{"07400 123101", "Olivia Grant"}, []string{"07400 123102", "Amit Rao"}), 200, 60)
	r.list().AddSuppressions(model.Suppressions{
		447400123101: {DoNotCall: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), Source: "asked.csv"},
		447400123102: {Called: fixedNow.Add(-time.Hour), Rung: true, Campaign: "Winter", Answered: fixedNow.AddDate(0, 0, -40), AnsweredIn: "Autumn"},
	})
	r.press("2", "home")
	if got := r.details(); !strings.Contains(got, "On the do-not-call list since 1 Mar 2026 (asked.csv).") || strings.Contains(got, "In hours") {
		t.Error(got)
	}
	r.press("down")
	if got := r.details(); !strings.Contains(got, `by "Winter"`) || !strings.Contains(got, `nswered in "Autumn" on`) {
		t.Error(got)
	}
}

func TestTheDetailsOfARowStandWhereThereIsRoom(t *testing.T) {
	for _, scene := range Scenes() {
		if scene.Name != "contacts-all" && scene.Name != "contacts-worst" && scene.Name != "repair-causes" {
			continue
		}
		for _, width := range []int{80, 120, 159, 160, 200} {
			a := scene.make(plain)
			a.Update(tea.WindowSizeMsg{Width: width, Height: 50})
			if got := a.front().(*contacts.Screen).Layout().DetailsWidth() > 0; got != (width >= 160) {
				t.Errorf("%s at %d: details %v", scene.Name, width, got)
			}
		}
	}
}
