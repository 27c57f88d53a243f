package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

func TestAWideReviewShowsTheCallsByHourBesideWhoIsCalled(t *testing.T) {
	for _, scene := range Scenes() {
		if scene.Name != "review-typical" && scene.Name != "review-waves" {
			continue
		}
		for _, width := range []int{120, 160, 200} {
			a := scene.make(plain)
			a.Update(tea.WindowSizeMsg{Width: width, Height: 60})
			called := ""
			for line := range strings.SplitSeq(ansi.Strip(a.View()), "\n") {
				if strings.HasPrefix(strings.TrimSpace(line), "Called ") {
					called = line
				}
			}
			if got := strings.Contains(called, "Calls by hour"); got != (width >= 160) {
				t.Errorf("%s at %d: the forecast stands beside who is called: %v\n%s", scene.Name, width, got, a.View())
			}
		}
	}
}
