package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// roomyScenes are those that have more to show in a wide window.
var roomyScenes = []string{"contacts-all", "contacts-worst", "repair-causes", "review-typical", "review-waves", "home-twelve", "options-waves", "options-typical", "options-outside", "columns-typical", "columns-to-fix", "file-typical", "file-beside", "file-beside-folder", "file-beside-wrong"}

func TestScreens(t *testing.T) {
	if racing {
		t.Skip("draws all scenes, in one goroutine")
	}
	type window struct{ w, h int }
	for _, s := range Scenes() {
		sizes := []window{{80, 24}, {120, 40}}
		if slices.Contains(roomyScenes, s.Name) {
			sizes = append(sizes, window{200, 60})
		}
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", s.Name, size.w, size.h), func(t *testing.T) {
				view := s.Draw(plain, size.w, size.h)
				fits(t, view, size.w, size.h)
				golden.RequireEqual(t, []byte(view+"\n"))
			})
		}
	}
}

// fits holds that a screen fills its window exactly and holds no control.
func fits(t interface {
	Helper()
	Errorf(string, ...any)
}, view string, width, height int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) != height {
		t.Errorf("%d lines, want %d", len(lines), height)
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w != width {
			t.Errorf("line %d is %d cells wide, want %d: %q", i+1, w, width, line)
		}
		for _, r := range ansi.Strip(line) {
			if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
				t.Errorf("line %d holds the control character %U", i+1, r)
			}
		}
	}
}

func TestEveryScreenFitsEveryWindow(t *testing.T) {
	sizes := [][2]int{{200, 60}, {80, 24}, {81, 25}, {111, 30}, {112, 24}, {300, 90}, {40, 10}, {1, 1}}
	if racing {
		sizes = sizes[:1]
	}
	for _, s := range Scenes() {
		t.Run(s.Name, func(t *testing.T) {
			a := s.make(plain)
			for _, size := range sizes {
				a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				fits(t, a.View(), size[0], size[1])
			}
		})
	}
}
