package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// leavesOthers are the keys by which other programs are left: they leave nothing here, and say
// what does. Those that are letters, or edit text, are left to what is typed.
var leavesOthers = screen.Bind("q", "how to leave", "q", "Q", "Z", "ctrl+d", "ctrl+q", "f10")

// leavesWhileTyping are those of them that are never text.
var leavesWhileTyping = screen.Bind("f10", "how to leave", "ctrl+q", "f10")

// howToLeave is the action of the keys that leave other programs, as far as the screen in
// front has no use for them.
func (a *App) howToLeave() screen.Action {
	keys := leavesOthers
	if a.typing() {
		keys = leavesWhileTyping
	}
	return screen.Action{ID: "how to leave", Title: "Say how to leave", Keys: keys, WhyNot: a.occupied(), Run: screen.Start(a.sayHowToLeave)}
}

// leavesElsewhere reports whether a key leaves other programs and means nothing here.
func (a *App) leavesElsewhere(msg tea.KeyMsg) bool {
	if !key.Matches(msg, a.howToLeave().Keys) {
		return false
	}
	return !slices.ContainsFunc(a.front().Actions(), func(act screen.Action) bool {
		return key.Matches(msg, act.Keys) && (act.Usable() || act.Refuse != nil)
	})
}

// sayHowToLeave says what leaves, and that nothing is lost.
func (a *App) sayHowToLeave() tea.Cmd {
	text := "ctrl+c leaves Callsheet"
	for _, act := range a.front().Actions() {
		if key.Matches(keyNamed("esc"), act.Keys) && act.Usable() && a.at > 0 {
			text = "esc: " + lowered(act.Title) + ". " + text
			break
		}
	}
	if a.console.Saver.State(a.console.Campaign) == session.SaveFailed {
		return a.toast.Show(widget.Info, text+" and asks first: not everything could be saved.")
	}
	return a.toast.Show(widget.Info, text+"; nothing is lost.")
}

// leavesByWord reports whether a text is what leaves an editor or a shell.
func leavesByWord(typed string) bool {
	return slices.Contains([]string{":q", ":q!", ":wq", ":wq!", ":x", ":qa", "q", "quit", "exit", "logout", "bye"}, strings.ToLower(strings.TrimSpace(typed)))
}

// keyNamed is the press of a key of a name that there is.
func keyNamed(name string) tea.KeyMsg {
	msg, _ := PressOf(name)
	return msg
}
