package screen

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/widget"
)

// Bind is a binding of keys under a help text; help names them for the operator.
func Bind(help, desc string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
}

// globalKeys mean the same on every screen.
type globalKeys struct{ Next, Back, Help, Palette, Quit, Stop key.Binding }

// Global are the keys that mean the same on every screen.
var Global = globalKeys{
	Next:    Bind("ctrl+n", "next", "ctrl+n"),
	Back:    Bind("esc", "back", "esc"),
	Help:    Bind("?", "keys", "?", "f1"),
	Palette: Bind(": ctrl+p", "find what to do", ":", "ctrl+p"),
	Quit:    Bind("ctrl+c", "leave", "ctrl+c"),
	Stop:    Bind("ctrl+z", "stop; fg goes on", "ctrl+z"),
}

// HelpWhileTyping opens the help where ? is a letter.
var HelpWhileTyping = Bind("f1", "keys", "f1")

// PaletteWhileTyping opens the palette where a colon is text.
var PaletteWhileTyping = Bind("ctrl+p", "find what to do", "ctrl+p")

// Enter is the binding of the enter key under a description.
func Enter(desc string) key.Binding { return Bind("enter", desc, "enter") }

// Label returns the binding under another description, for a key line that
// names what the key does just now.
func Label(b key.Binding, desc string) key.Binding {
	b.SetHelp(b.Help().Key, desc)
	return b
}

// MovingGroup is the title of what moves about in a grid.
const MovingGroup = "Moving"

// MovingActions move about in a grid.
func MovingActions(g *widget.Grid) Actions {
	move := func(msg tea.KeyMsg) tea.Cmd {
		g.Update(msg)
		return nil
	}
	k := g.Keys()
	return Actions{
		{ID: "row up", Title: "Move to the row above", Keys: k.Up, Run: move},
		{ID: "row down", Title: "Move to the row below", Keys: k.Down, Run: move},
		{ID: "page up", Title: "Move a page up", Keys: k.PageUp, Run: move},
		{ID: "page down", Title: "Move a page down", Keys: k.PageDown, Run: move},
		{ID: "first row", Title: "Move to the first row", Keys: k.Top, Run: move},
		{ID: "last row", Title: "Move to the last row", Keys: k.Bottom, Run: move},
		{ID: "columns left", Title: "Look at the columns to the left", Keys: k.Left, Named: Bind("←→", "columns", "left"), Run: move},
		{ID: "columns right", Title: "Look at the columns to the right", Keys: k.Right, Run: move},
	}.In(MovingGroup)
}

// ASCIISigns takes the place of the signs that words are written with, each by one of as
// many cells, where a terminal knows ASCII alone.
var ASCIISigns = strings.NewReplacer("→", ">", "←", "<", "“", `"`, "”", `"`, "‘", "'", "’", "'", "·", "-", "–", "-", "—", "-", "…", "~", "×", "x", "•", "*")

// ArrowWords names the arrow keys where they cannot be drawn.
var ArrowWords = strings.NewReplacer("↑↓", "up/down", "←→", "left/right", "↑", "up", "↓", "down", "←", "left", "→", "right")
