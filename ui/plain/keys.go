package plain

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui"
)

// otherNames are what people call keys besides their names in bindings.
var otherNames = map[string]string{
	"space": " ", "return": "enter", "escape": "esc", "pgdn": "pgdown", "del": "delete", "↑": "up", "↓": "down", "←": "left", "→": "right",
}

var plusForDash = strings.NewReplacer("ctrl-", "ctrl+", "shift-", "shift+")

// keyOf is the press of a key by the name that it is typed by, such as "ctrl+n", "esc", "x" or
// "space".
func keyOf(name string) (tea.KeyMsg, bool) {
	if utf8.RuneCountInString(name) > 1 {
		name = plusForDash.Replace(strings.ToLower(name))
	}
	if other, is := otherNames[name]; is {
		name = other
	}
	return ui.PressOf(name)
}

// isKeyLine reports whether a line is the name of a key wherever it is typed, also where
// something is typed: of those that are no words which somebody may mean.
func isKeyLine(text string) bool {
	name := plusForDash.Replace(strings.ToLower(strings.TrimSpace(text)))
	if !strings.Contains(name, "+") && !functionKey.MatchString(name) && !slices.Contains(wordlessKeys, name) {
		return false
	}
	_, is := keyOf(name)
	return is && utf8.RuneCountInString(name) > 1
}

var (
	functionKey  = regexp.MustCompile(`^f\d+$`)
	wordlessKeys = []string{"esc", "tab", "pgdn", "pgdown", "pgup"}
)

// isWaitLine reports whether a line waits for a time wherever it is typed: nobody means that for
// a text.
func isWaitLine(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	if len(words) < 2 || words[0] != "wait" {
		return false
	}
	_, is := durationOf(words[1])
	return is
}

// spokenKey is a key as it is typed here.
func spokenKey(name string) string {
	switch name {
	case " ":
		return "space"
	case "pgdown":
		return "pgdn"
	}
	return name
}
