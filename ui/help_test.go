package ui

import (
	"regexp"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// No key stands in the help of a screen with two meanings, in any of its states.
func TestTheHelpNamesNoKeyTwice(t *testing.T) {
	for _, s := range plainScenes() {
		a := s.make(plain)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		means := map[string]string{}
		groups, notNow := a.helpGroups()
		for _, g := range groups {
			for _, b := range g.Bindings {
				for k := range strings.FieldsSeq(b.Help().Key) {
					if other, twice := means[k]; twice && other != b.Help().Desc {
						t.Errorf("%s: %s is %q and %q", s.Name, k, other, b.Help().Desc)
					}
					means[k] = b.Help().Desc
				}
			}
		}
		for _, u := range notNow {
			for k := range strings.FieldsSeq(u.key) {
				if means[k] != "" {
					t.Errorf("%s: %s is %q, and of %q, which cannot be used now", s.Name, k, means[k], u.title)
				}
			}
		}
	}
}

// What cannot be used now stands in the help with its reason, and nowhere as if it could.
func TestTheHelpSaysWhySomethingCannotBeUsedNow(t *testing.T) {
	for _, s := range plainScenes() {
		a := s.make(plain)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		_, notNow := a.helpGroups()
		for _, u := range notNow {
			if u.title == "" || u.whyNot == "" {
				t.Errorf("%s: %+v", s.Name, u)
			}
		}
	}
	a := madeScene(t, "live-running")
	presses(a, "?", "end")
	a.View()
	presses(a, "end")
	if text := seen(a); !strings.Contains(text, "Not now, and why") || !strings.Contains(text, "Send a refused batch again: Dialgen refused no batch.") {
		t.Errorf("it shows %s", text)
	}
}

func TestTheHelpScrollsToItsEnd(t *testing.T) {
	a := madeScene(t, "live-running")
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	presses(a, "?")
	lines := a.over.(*helpSheet).lines(78)
	for _, moves := range [][]string{{"down"}, {"pgdown"}, {" "}, {"j"}} {
		presses(a, "home")
		shown := map[string]bool{}
		for range len(lines) {
			for line := range strings.SplitSeq(ansi.Strip(a.View()), "\n") {
				shown[strings.TrimSpace(line)] = true
			}
			presses(a, moves...)
		}
		for _, line := range lines {
			if !shown[strings.TrimSpace(ansi.Strip(line))] {
				t.Errorf("%v never comes to %q", moves, line)
			}
		}
	}
	if strings.Contains(a.View(), " below") || !strings.Contains(a.View(), " above") {
		t.Error("at its end it says that there is more below")
	}
	fits(t, a.View(), 80, 24)
}

func TestWhatIsFoundInTheHelp(t *testing.T) {
	a := madeScene(t, "live-running")
	presses(a, "?", "/")
	for _, r := range "REFUSED batch" {
		presses(a, string(r))
	}
	if text := seen(a); !strings.Contains(text, "Send a refused batch again") || strings.Contains(text, "hard end") {
		t.Errorf("it shows %s", text)
	}
	presses(a, "enter", "esc")
	if text := seen(a); a.over == nil || !strings.Contains(text, "hard end") {
		t.Errorf("esc does not show all again: %s", text)
	}
	presses(a, "/", "q", "q", "q")
	if text := seen(a); !strings.Contains(text, "No key does that here") {
		t.Errorf("where nothing is found it shows %s", text)
	}
	presses(a, "esc", "q")
	if a.over != nil {
		t.Error("q does not close the help")
	}
}

// The page that fits the screen is one key from its keys.
func TestTheHelpOpensThePageThatFitsTheScreen(t *testing.T) {
	for scene, title := range map[string]string{
		"home-typical": "Working with others", "file-empty": "What each column", "columns-typical": "What each column", "contacts-all": "Rows that cannot be called",
		"options-typical": "When people may be rung", "review-typical": "What happens when a campaign is sent", "live-running": "What came of it", "live-unknown": "When it is not known", "said-optouts": "What came of it",
	} {
		a := madeScene(t, scene)
		presses(a, "f1", "tab")
		if !strings.Contains(a.View(), title) {
			t.Errorf("%s: %s", scene, a.View())
		}
		for range Topics() {
			presses(a, "tab")
			fits(t, a.View(), 120, 40)
		}
		presses(a, "shift+tab", "tab")
		if a.over.(*helpSheet).topic != "" {
			t.Errorf("%s: the pages do not come round to the keys", scene)
		}
		presses(a, "esc")
		if a.over != nil {
			t.Errorf("%s: the help traps", scene)
		}
	}
}

func TestThePaletteOpensThePages(t *testing.T) {
	for _, topic := range Topics() {
		a := madeScene(t, "contacts-all")
		presses(a, ":")
		for _, r := range "help " + topic.Name {
			presses(a, string(r))
		}
		presses(a, "enter")
		if !strings.Contains(a.View(), topic.Title) {
			t.Errorf("help %s shows %s", topic.Name, a.View())
		}
	}
}

var backquoted = regexp.MustCompile("`([^`]+)`")

// Pages are short, wrap to any width, and name keys by the actions that have them.
func TestEveryKeyThatAPageNamesIsThatOfAnAction(t *testing.T) {
	for _, topic := range Topics() {
		keys, room := map[string]bool{}, ""
		for _, line := range topic.Lines(100) {
			if strings.HasPrefix(line, keysOn) {
				room, keys = line, map[string]bool{}
			}
			if k, _, is := strings.Cut(strings.TrimPrefix(line, "  "), "  "); is && room != "" && strings.HasPrefix(line, "  ") && k != "" {
				if keys[k] {
					t.Errorf("%s: %s stands twice under %s", topic.Name, k, room)
				}
				keys[k] = true
			}
		}
	}
	if len(Topics()) != 9 {
		t.Fatalf("there are %d pages", len(Topics()))
	}
	for _, topic := range Topics() {
		keys := 0
		for line := range strings.SplitSeq(topic.body, "\n") {
			if !strings.HasPrefix(line, keysOn) {
				continue
			}
			name, ids := keysNamed(line)
			for _, id := range ids {
				keys++
				known := false
				for _, r := range catalogue() {
					known = known || r.name == name && r.actions.Find(id).ID != ""
				}
				if !known {
					t.Errorf("%s: there is no action %q on %s", topic.Name, id, name)
				}
			}
		}
		if keys == 0 {
			t.Errorf("%s names no key", topic.Name)
		}
		if strings.Contains(strings.Join(topic.Lines(80), " "), "\x1b") {
			t.Errorf("%s is coloured", topic.Name)
		}
		for _, width := range []int{1, 20, 40, 80, 200} {
			for _, line := range topic.Lines(width) {
				if ansi.StringWidth(line) > max(width, 60) {
					t.Errorf("%s at %d: %q", topic.Name, width, line)
				}
			}
		}
		if n := len(topic.Lines(80)); n > 40 {
			t.Errorf("%s has %d lines", topic.Name, n)
		}
		for _, quoted := range backquoted.FindAllStringSubmatch(topic.body, -1) {
			if !strings.HasPrefix(quoted[1], "callsheet ") && !strings.HasPrefix(quoted[1], "--") {
				t.Errorf("%s: %s is neither a command nor a flag: keys are named by their actions", topic.Name, quoted[0])
			}
		}
	}
}

// What the help itself is in the way of is none of what cannot be done.
func TestTheHelpIsNoReasonAgainstAnything(t *testing.T) {
	r := newRobot(t, testConfig(), 120, 40)
	r.press("?")
	r.sees("keys of Home")
	r.lacks("The help is open")
	r.press("esc")
	r.press("?")
	r.sees("keys of Home") // looking at it changes nothing
}
