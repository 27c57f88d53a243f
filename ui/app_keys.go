package ui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
)

// Typed is keys that came together, in their order. The screen is drawn once for
// all of them.
type Typed []tea.KeyMsg

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
	return !a.help && a.front().Typing()
}

func (a *App) press(msg tea.KeyMsg) tea.Cmd {
	a.toast.Pass()
	switch {
	case key.Matches(msg, screen.Global.Quit):
		return a.leave()
	case key.Matches(msg, screen.Global.Stop):
		return a.stop()
	case a.tooSmall():
		return nil
	case a.dialog != nil:
		return a.pressDialog(msg)
	case a.help:
		a.help = false
		return nil
	case key.Matches(msg, screen.HelpWhileTyping), !a.front().Typing() && key.Matches(msg, screen.Global.Help):
		a.help = true
		return nil
	}
	return a.front().Update(msg)
}
