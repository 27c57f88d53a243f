package widget

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/theme"
)

// Option is one of the ways a choice dialog offers. Danger marks what cannot be
// undone.
type Option struct {
	Value, Label, Detail string
	Danger               bool
}

// Answer is what a dialog was closed with: Value is the option's, Text what was
// typed. Cancelled answers carry nothing else.
type Answer struct {
	Value, Text string
	Cancelled   bool
}

// Dialog asks one question and returns the answer; it does not act on it.
type Dialog struct {
	theme       theme.Theme
	title, body string
}

func NewChoice(t theme.Theme, title, body string, options []Option) Dialog {
	return Dialog{theme: t, title: title, body: body}
}

func NewTyped(t theme.Theme, title, body, label, want string) Dialog {
	return Dialog{theme: t, title: title, body: body}
}

func NewPrompt(t theme.Theme, title, body, label, value string, check func(string) (note string, err error)) Dialog {
	return Dialog{theme: t, title: title, body: body}
}

func NewNotice(t theme.Theme, title, body string) Dialog {
	return Dialog{theme: t, title: title, body: body}
}

func (d *Dialog) Init() tea.Cmd                         { return nil }
func (d *Dialog) Update(msg tea.Msg) (tea.Cmd, *Answer) { return nil, nil }
func (d *Dialog) View(maxWidth, maxHeight int) string   { return Block(d.title, maxWidth, maxHeight) }
func (d *Dialog) Typing() bool                          { return false }
func (d *Dialog) Keys() []key.Binding                   { return nil }
