package ui

import (
	"strings"
	"testing"
)

// lineWith is the line of the screen that holds a text; "" when none does.
func (r *robot) lineWith(text string) string {
	for line := range strings.SplitSeq(r.screen(), "\n") {
		if strings.Contains(line, text) {
			return line
		}
	}
	return ""
}

func TestEveryColumnOfTheListIsPagedToBesideTheRowAndItsNumber(t *testing.T) {
	header := []string{"Phone", "Name", "Plan", "Renews", "Branch", "Score", "Owner"}
	row := []string{"07400 123101", "Olivia Grant", "gold-plan", "in-may", "the-branch", "score-9", "owner-bo"}
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		r := benchOf(t, tableOf(header, row, []string{"07400 123102", "Amit Rao", "a", "b", "c", "d", "e"}), size[0], size[1])
		r.press("2", "home")
		if r.lineWith("07400 123101") == "" || !strings.Contains(r.lineWith("As given"), "›") {
			t.Fatalf("at %v nothing says that there are more columns\n%s", size, r.screen())
		}
		seen := ""
		for range 8 {
			at := r.lineWith("07400 123101")
			if !strings.Contains(at, "▸    2") {
				t.Fatalf("at %v the row's number is paged away: %q", size, at)
			}
			seen += at
			r.press("right")
		}
		for _, want := range append([]string{"+44 7400 123101"}, row[1:]...) {
			if !strings.Contains(seen, want) {
				t.Errorf("at %v %q is never in sight", size, want)
			}
		}
		if !strings.Contains(r.lineWith("As given"), "‹") {
			t.Errorf("at %v nothing says that there are more to the left\n%s", size, r.screen())
		}
		for range 8 {
			r.press("h")
		}
		if line := r.lineWith("As given"); strings.Contains(line, "‹") || !strings.Contains(line, "Will dial") {
			t.Errorf("at %v it does not go back: %q", size, line)
		}
	}
}

func TestAColumnThatWasHiddenIsNotPagedTo(t *testing.T) {
	r := benchOf(t, tableOf([]string{"Phone", "Name", "Plan"}, []string{"07400 123101", "Olivia Grant", "gold-plan"}, []string{"07400 123102", "Amit Rao", "a"}), 120, 40)
	r.press("2", "c", "end", " ", " ", "enter")
	for range 6 {
		if r.lineWith("gold-plan") != "" {
			t.Fatal(r.screen())
		}
		r.press("right")
	}
}
