package widget

import (
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/theme"
)

// ToastKind says what a toast tells.
type ToastKind int

// The kinds of toast: something to know, something that worked, something that
// did not.
const (
	Info ToastKind = iota
	Done
	Problem
)

// A problem stays long enough to be read twice.
const (
	toastLife   = 4 * time.Second
	problemLife = 10 * time.Second
)

// toastShows numbers every showing in the process, so that a toast is ended by
// its own timer and never by that of another.
var toastShows atomic.Int64

type toastEnded struct{ show int64 }

// Toast is one short sentence that goes away by itself.
type Toast struct {
	theme theme.Theme
	kind  ToastKind
	text  string
	show  int64
}

// NewToast returns a toast that shows nothing yet.
func NewToast(t theme.Theme) Toast { return Toast{theme: t} }

// Show replaces what is shown. The command it returns ends the toast when its
// message reaches Update.
func (t *Toast) Show(kind ToastKind, text string) tea.Cmd {
	show := toastShows.Add(1)
	t.kind, t.text, t.show = kind, text, show
	life := toastLife
	if kind == Problem {
		life = problemLife
	}
	return tea.Tick(life, func(time.Time) tea.Msg { return toastEnded{show} })
}

// ID is that of the last showing, 0 before the first.
func (t Toast) ID() int64 { return t.show }

// Update ends the toast when its time is over.
func (t *Toast) Update(msg tea.Msg) {
	if ended, ok := msg.(toastEnded); ok && ended.show == t.show {
		t.text = ""
	}
}

// Pass takes the toast away at a key press: whoever goes on has read it, and it
// must not stand before what that key brings about. A problem stays its time.
func (t *Toast) Pass() {
	if t.kind != Problem {
		t.text = ""
	}
}

// View draws the toast in at most width cells, "" when there is none.
func (t Toast) View(width int) string {
	if t.text == "" {
		return ""
	}
	sign, style := t.theme.Glyphs.Dot, t.theme.Accent
	switch t.kind {
	case Done:
		sign, style = t.theme.Glyphs.Check, t.theme.Success
	case Problem:
		sign, style = t.theme.Glyphs.ToFix, t.theme.Error
	}
	return style.Render(Clip(sign+" "+t.text, t.theme.Glyphs.Ellipsis, width))
}
