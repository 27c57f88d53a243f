package screen

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"callsheet/ui/widget"
)

// Bind is a binding of keys under a help text; help names them for the operator.
func Bind(help, desc string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
}

// globalKeys mean the same on every screen.
type globalKeys struct{ Next, Back, Help, Quit, Stop key.Binding }

// Global are the keys that mean the same on every screen.
var Global = globalKeys{
	Next: Bind("ctrl+n", "next", "ctrl+n"),
	Back: Bind("esc", "back", "esc"),
	Help: Bind("?", "keys", "?", "f1"),
	Quit: Bind("ctrl+c", "leave", "ctrl+c"),
	Stop: Bind("ctrl+z", "stop; fg goes on", "ctrl+z"),
}

// HelpWhileTyping opens the help where ? is a letter.
var HelpWhileTyping = Bind("f1", "keys", "f1")

// Enter is the binding of the enter key under a description.
func Enter(desc string) key.Binding { return Bind("enter", desc, "enter") }

// Label returns the binding under another description, for a key line that
// names what the key does just now.
func Label(b key.Binding, desc string) key.Binding {
	b.SetHelp(b.Help().Key, desc)
	return b
}

// GridHelp is the help for moving about in a grid.
func GridHelp(c *Console) widget.KeyGroup {
	k := widget.DefaultGridKeys(c.Theme)
	return widget.KeyGroup{Title: "Moving", Bindings: []key.Binding{
		k.Up, k.Down, k.PageUp, k.PageDown, k.Top, k.Bottom, k.Left, k.Right,
	}}
}

// ArrowWords names the arrow keys where they cannot be drawn.
var ArrowWords = strings.NewReplacer("↑↓", "up/down", "←→", "left/right", "↑", "up", "↓", "down", "←", "left", "→", "right")
