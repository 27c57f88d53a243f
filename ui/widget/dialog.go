package widget

import (
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/theme"
)

// Option is one of the answers a choice dialog offers. Danger marks what cannot
// be undone.
type Option struct {
	Value, Label, Detail string
	Danger               bool
}

// Answer is what a dialog was closed with: Value is the option's, Text what was
// typed. A cancelled answer carries nothing else.
type Answer struct {
	Value, Text string
	Cancelled   bool
}

type dialogKind int

const (
	notice dialogKind = iota
	choice
	typed
	prompt
)

// Dialog asks one question in a box and returns the answer; acting on it is the
// caller's.
type Dialog struct {
	theme theme.Theme
	keys  dialogKeys
	kind  dialogKind
	title string
	body  string

	options []Option
	cursor  int

	label     string
	want      string
	check     func(string) (note string, err error)
	suggest   func(string) []Suggestion // what can be chosen instead of typing it out; nil = nothing
	list      Suggestions
	input     Input
	note      string
	err       error
	refused   bool // enter was pressed on what is not the answer
	scroll    int
	maxScroll int // in the room that Fit was told of
	answered  bool
}

type dialogKeys struct{ up, down, top, bottom, pageUp, pageDown, enter, esc key.Binding }

func newDialog(t theme.Theme, kind dialogKind, title, body, enter string) Dialog {
	s := t.Glyphs
	bind := func(help, desc string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
	}
	return Dialog{theme: t, kind: kind, title: title, body: body, keys: dialogKeys{
		up:       bind(s.Up+s.Down, "move", "up", "k"),
		down:     bind(s.Down, "move", "down", "j"),
		top:      bind("home", "first", "home", "g"),
		bottom:   bind("end", "last", "end", "G"),
		pageUp:   bind("pgup", "read back", "pgup"),
		pageDown: bind("pgdn", "read on", "pgdown"),
		enter:    bind("enter", enter, "enter"),
		esc:      bind("esc", "back", "esc"),
	}}
}

// NewChoice asks for one of options. The cursor begins on the first that is not
// dangerous.
func NewChoice(t theme.Theme, title, body string, options []Option) Dialog {
	d := newDialog(t, choice, title, body, "choose")
	d.options = options
	for i, o := range options {
		if !o.Danger {
			d.cursor = i
			break
		}
	}
	return d
}

// At begins on the option of a value: of what can be chosen, that which is now.
func (d Dialog) At(value string) Dialog {
	if i := slices.IndexFunc(d.options, func(o Option) bool { return o.Value == value }); i >= 0 {
		d.cursor = i
	}
	return d
}

// NewTyped asks for a word or number to be typed before something that cannot
// be undone. Capitals, blanks and thousands separators do not matter; anything
// else does.
func NewTyped(t theme.Theme, title, body, label, want string) Dialog {
	d := newDialog(t, typed, title, body, "go on")
	d.label, d.want = label, want
	d.input = NewInput("", 200)
	d.validate()
	return d
}

// NewPrompt asks for text, beginning with value, which the first text typed
// replaces. check runs after every key; it
// returns a quiet note, or an error that is a sentence and keeps the dialog
// open. A nil check takes anything.
func NewPrompt(t theme.Theme, title, body, label, value string, check func(string) (note string, err error)) Dialog {
	d := newDialog(t, prompt, title, body, "accept")
	d.label, d.check = label, check
	d.input = NewInput(value, 0)
	d.input.Select()
	d.validate()
	return d
}

// Suggesting offers what can be chosen, by what is typed so far, in a list under the field
// of a prompt. Who goes into the list and chooses has answered; enter on what is not the
// answer yet goes into it, or takes the only one there is.
func (d Dialog) Suggesting(of func(typed string) []Suggestion) Dialog {
	d.suggest = of
	d.validate()
	return d
}

// NewPathPrompt is NewPrompt for the path of a file, which is taken byte by byte.
// A folder is the beginning of what is typed, and not replaced by it.
func NewPathPrompt(t theme.Theme, title, body, label, value string, check func(string) (note string, err error)) Dialog {
	d := NewPrompt(t, title, body, label, "", check)
	d.input = NewPathInput(value, 0)
	if !strings.HasSuffix(value, "/") && !strings.HasSuffix(value, `\`) {
		d.input.Select()
	}
	d.validate()
	return d
}

// NewNotice tells something and waits until it has been read.
func NewNotice(t theme.Theme, title, body string) Dialog {
	return newDialog(t, notice, title, body, "close")
}

// Init starts nothing: the caret does not blink.
func (d *Dialog) Init() tea.Cmd { return nil }

// Typing reports whether letters go into the dialog's field.
func (d *Dialog) Typing() bool { return d.kind == typed || d.kind == prompt }

// Update edits or moves and returns the answer once there is one. After it has
// answered it takes no more keys, so that a second Enter answers nothing.
func (d *Dialog) Update(msg tea.Msg) (tea.Cmd, *Answer) {
	k, ok := msg.(tea.KeyMsg)
	if !ok || d.answered {
		return nil, nil
	}
	if used, chosen := d.list.Update(k); used {
		if chosen == nil {
			return nil, nil
		}
		d.input.SetValue(chosen.Value)
		d.validate()
		return nil, d.accept()
	}
	switch {
	case key.Matches(k, d.keys.esc):
		return nil, d.answer(Answer{Cancelled: true})
	case key.Matches(k, d.keys.enter):
		return nil, d.accept()
	case key.Matches(k, d.keys.pageUp):
		d.scroll = max(d.scroll-5, 0)
	case key.Matches(k, d.keys.pageDown):
		d.scroll = min(d.scroll+5, d.maxScroll)
	case d.Typing():
		if _, changed := d.input.Update(k); changed {
			d.refused = false
			d.validate()
		}
	case key.Matches(k, d.keys.top):
		d.cursor, d.scroll = 0, 0
	case key.Matches(k, d.keys.bottom):
		d.cursor, d.scroll = max(len(d.options)-1, 0), d.maxScroll
	case key.Matches(k, d.keys.up):
		d.cursor = max(d.cursor-1, 0)
		if d.kind == notice {
			d.scroll = max(d.scroll-1, 0)
		}
	case key.Matches(k, d.keys.down):
		d.cursor = min(d.cursor+1, max(len(d.options)-1, 0))
		if d.kind == notice {
			d.scroll = min(d.scroll+1, d.maxScroll)
		}
	}
	return nil, nil
}

func (d *Dialog) answer(a Answer) *Answer {
	d.answered = true
	return &a
}

func (d *Dialog) accept() *Answer {
	switch d.kind {
	case notice:
		return d.answer(Answer{})
	case choice:
		if len(d.options) == 0 {
			return nil
		}
		return d.answer(Answer{Value: d.options[d.cursor].Value})
	case typed:
		if !d.matches() {
			d.refused = true
			return nil
		}
	case prompt:
		if d.err != nil {
			only := d.list.only()
			if only == nil {
				d.refused = true
				d.list.enter()
				return nil
			}
			d.input.SetValue(only.Value)
			if d.validate(); d.err != nil {
				return nil
			}
		}
	}
	return d.answer(Answer{Text: d.input.Value()})
}

func (d *Dialog) validate() {
	d.note, d.err = "", nil
	if d.kind == prompt && d.check != nil {
		d.note, d.err = d.check(d.input.Value())
	}
	if d.suggest != nil {
		d.list.Offer(d.suggest(d.input.Value()))
	}
}

// matches reports whether the wanted word was typed. Nothing wanted is matched
// by nothing.
func (d *Dialog) matches() bool {
	want := spelled(d.want)
	return want != "" && spelled(d.input.Value()) == want
}

// spelled is s without what may differ in a word or number typed by hand.
func spelled(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ',' || unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// Keys are the keys that do something now.
func (d *Dialog) Keys() []key.Binding {
	k := d.keys
	var keys []key.Binding
	if d.kind != typed || d.matches() {
		keys = append(keys, k.enter)
	}
	if d.kind == choice && len(d.options) > 1 || d.list.Open() {
		keys = append(keys, k.up)
	}
	if d.maxScroll > 0 {
		keys = append(keys, k.pageDown)
	}
	return append(keys, k.esc)
}
