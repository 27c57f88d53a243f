package ui

import (
	"github.com/charmbracelet/bubbles/key"

	"callsheet/ui/widget"
)

func bind(help, desc string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
}

// globalKeys mean the same on every screen.
type globalKeys struct{ Next, Back, Help, Quit, Stop key.Binding }

var global = globalKeys{
	Next: bind("ctrl+n", "next", "ctrl+n"),
	Back: bind("esc", "back", "esc"),
	Help: bind("?", "keys", "?", "f1"),
	Quit: bind("ctrl+c", "leave", "ctrl+c"),
	Stop: bind("ctrl+z", "stop; fg goes on", "ctrl+z"),
}

// helpWhileTyping opens the help where ? is a letter.
var helpWhileTyping = bind("f1", "keys", "f1")

func enter(desc string) key.Binding { return bind("enter", desc, "enter") }

// label returns the binding under another description, for a key line that
// names what the key does just now.
func label(b key.Binding, desc string) key.Binding {
	b.SetHelp(b.Help().Key, desc)
	return b
}

// gridHelp is the help for moving about in a grid.
func gridHelp(d *desk) widget.KeyGroup {
	k := widget.DefaultGridKeys(d.theme)
	return widget.KeyGroup{Title: "Moving", Bindings: []key.Binding{
		k.Up, k.Down, k.PageUp, k.PageDown, k.Top, k.Bottom, k.Left, k.Right,
	}}
}
