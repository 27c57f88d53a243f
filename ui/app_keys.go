package ui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// wholeRun is from how many letters on a run is text where text is typed: longer
// than the name of any key, because a run that spells one would be taken for it.
const wholeRun = 32

// pressAll takes keys in their order. Behind one that gives the terminal to the
// shell nothing is for this program any more.
func (a *App) pressAll(keys Typed) tea.Cmd {
	var cmds []tea.Cmd
	for _, k := range keys {
		cmds = append(cmds, a.pressEach(k), a.drain())
		if key.Matches(k, screen.Global.Stop) {
			break
		}
	}
	return tea.Batch(cmds...)
}

// pressEach takes the letters of a run one by one where they are commands, and
// together once they are text: a long run comes from a paste that the terminal
// does not mark as one.
func (a *App) pressEach(msg tea.KeyMsg) tea.Cmd {
	if msg.Type != tea.KeyRunes || msg.Paste || len(msg.Runes) < 2 {
		return a.press(msg)
	}
	var cmds []tea.Cmd
	for i, r := range msg.Runes {
		one := msg
		if len(msg.Runes)-i >= wholeRun && a.typing() {
			one.Runes = slices.Clone(msg.Runes[i:])
			cmds = append(cmds, a.press(one), a.drain())
			break
		}
		one.Runes = []rune{r}
		if r == ' ' {
			one.Type = tea.KeySpace
		}
		cmds = append(cmds, a.press(one), a.drain())
	}
	return tea.Batch(cmds...)
}

// typing reports whether letters are text now, whatever has the keyboard.
func (a *App) typing() bool {
	switch {
	case a.tooSmall():
		return false
	case a.dialog != nil:
		return a.dialog.Dialog.Typing()
	}
	if a.over != nil {
		return a.over.typing()
	}
	return a.front().Typing()
}

// everywhereGroup is the help of what means the same on every screen.
const everywhereGroup = "Everywhere"

// Actions are what can be done now: what the console does on every screen, then what
// the screen in front does.
func (a *App) Actions() screen.Actions {
	return a.ownActions().Behind(a.front().Actions().Unless(a.occupied())...).Behind(a.howToLeave())
}

// ownActions are those of the console itself.
func (a *App) ownActions() screen.Actions {
	help, named, find := screen.Bind("f1", "keys", "?", "f1"), screen.Global.Help, screen.Global.Palette
	if a.front().Typing() {
		help, named, find = screen.HelpWhileTyping, screen.HelpWhileTyping, screen.PaletteWhileTyping
	}
	own := screen.Actions{
		{ID: "help", Title: "Look at the keys", Keys: help, Named: named, Group: everywhereGroup, WhyNot: a.occupied(), Run: screen.Do(func() { a.over = newHelpSheet(a, "") })},
		{ID: "palette", Title: "Find what to do by its name", Keys: find, Group: everywhereGroup, WhyNot: a.occupied(), Run: screen.Do(func() { a.over = newPalette(a) })},
		{ID: "leave", Title: "Leave Callsheet", Keys: screen.Global.Quit, Group: everywhereGroup, Run: screen.Start(a.leave)},
		screen.Action{ID: "suspend", Title: "Go back to the shell for a while", Keys: screen.Global.Stop, Run: screen.Start(a.stop)}.
			Refused(screen.Without(a.console.Config.Stops, "No shell waits behind Callsheet."), func(string) {}), // nor does the key mean anything else
	}
	own = append(own, a.account.action())
	if len(a.account.profiles()) > 0 {
		own = append(own, a.account.chooseAction())
	}
	if a.console.Config.Stops {
		own[3].Group = everywhereGroup
	}
	return own
}

// occupied says what has the keyboard in place of the screen in front; "" = that
// has it.
func (a *App) occupied() string {
	switch {
	case a.tooSmall():
		return "The window is too small; make it larger."
	case a.dialog != nil:
		return "A question is open; answer it first."
	case a.over != nil:
		return a.over.occupies()
	}
	return ""
}

func (a *App) press(msg tea.KeyMsg) tea.Cmd {
	a.toast.Pass()
	cmd, done := a.ownActions().Press(msg)
	switch {
	case done:
		return cmd
	case a.tooSmall():
		return nil
	case a.dialog != nil:
		if !a.dialog.Dialog.Typing() && key.Matches(msg, leavesOthers) {
			return a.toast.Show(widget.Info, "esc closes this question, and changes nothing; ctrl+c leaves Callsheet.")
		}
		return a.pressDialog(msg)
	case a.over != nil:
		return a.over.press(msg)
	case a.leavesElsewhere(msg):
		return a.sayHowToLeave()
	}
	return a.front().Update(msg)
}
