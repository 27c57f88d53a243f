package widget

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/theme"
)

// Choice is one of the values a field can take.
type Choice struct{ Value, Label string }

// Field is one line of a form: a text field, or a choice when Choices are
// given. A Section that differs from the one before begins with its name as a
// heading. Limit bounds the text, in characters; 0 is 2,000.
type Field struct {
	Key, Label, Help, Placeholder, Section string
	Choices                                []Choice
	Limit                                  int
	Between                                string // as Input has it
	Masked                                 bool
}

// Form is a list of fields with one of them focused. Text fields are always
// open for typing; what is typed is the value at once.
type Form struct {
	theme         theme.Theme
	keys          formKeys
	fields        []formField
	focus         int
	suggested     Suggestions // under the field that has the focus
	width, height int
	top           int // first visible line
}

type formField struct {
	Field
	input     Input
	chosen    int    // -1 when the value is none of the choices
	other     string // that value
	err, note string
	hidden    bool
}

type formKeys struct{ up, down, tab, backTab, enter, left, right, vimUp, vimDown, vimLeft, vimRight key.Binding }

// NewForm returns a form with its first field focused and every choice at the
// first of its values. Give it its size before drawing it.
func NewForm(t theme.Theme, fields []Field) Form {
	left, right := "←", "→"
	if t.ASCII {
		left, right = "left", "right"
	}
	f := Form{theme: t, keys: formKeys{
		up:       key.NewBinding(key.WithKeys("up"), key.WithHelp(t.Glyphs.Up+t.Glyphs.Down, "move")),
		down:     key.NewBinding(key.WithKeys("down")),
		tab:      key.NewBinding(key.WithKeys("tab")),
		backTab:  key.NewBinding(key.WithKeys("shift+tab")),
		enter:    key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "next field")),
		left:     key.NewBinding(key.WithKeys("left"), key.WithHelp(left+" "+right, "change")),
		right:    key.NewBinding(key.WithKeys("right")),
		vimUp:    key.NewBinding(key.WithKeys("k")),
		vimDown:  key.NewBinding(key.WithKeys("j")),
		vimLeft:  key.NewBinding(key.WithKeys("h")),
		vimRight: key.NewBinding(key.WithKeys("l")),
	}}
	for _, field := range fields {
		ff := formField{Field: field, input: NewInput("", field.Limit)}
		ff.input.Placeholder, ff.input.Between, ff.input.Masked = field.Placeholder, field.Between, field.Masked
		f.fields = append(f.fields, ff)
	}
	return f
}

// SetSize sets what View draws, in cells.
func (f *Form) SetSize(w, h int) {
	f.width, f.height = max(w, 0), max(h, 0)
	f.reveal()
}

func (f *Form) find(key string) *formField {
	i := slices.IndexFunc(f.fields, func(ff formField) bool { return ff.Key == key })
	if i < 0 {
		return nil
	}
	return &f.fields[i]
}

// SetValue sets a field. A value that is none of a choice's own is kept and
// shown as it is, so that nothing is changed without being asked.
func (f *Form) SetValue(key, value string) {
	ff := f.find(key)
	if ff == nil {
		return
	}
	if len(ff.Choices) == 0 {
		if ff.input.Value() != value {
			ff.input.SetValue(value)
			if ff.Key == f.Focused() {
				ff.input.Select()
			}
		}
	} else {
		ff.chosen = slices.IndexFunc(ff.Choices, func(c Choice) bool { return c.Value == value })
		ff.other = value
	}
	f.reveal()
}

// Value is what a field holds, "" when there is no such field.
func (f *Form) Value(key string) string {
	ff := f.find(key)
	switch {
	case ff == nil:
		return ""
	case len(ff.Choices) == 0:
		return ff.input.Value()
	case ff.chosen < 0:
		return ff.other
	}
	return ff.Choices[ff.chosen].Value
}

// SetErrors shows these sentences under their fields and none under the others.
func (f *Form) SetErrors(sentences map[string]string) {
	for i := range f.fields {
		f.fields[i].err = sentences[f.fields[i].Key]
	}
	f.reveal()
}

// SetPlaceholder shows what stands for an empty text field.
func (f *Form) SetPlaceholder(key, text string) {
	if ff := f.find(key); ff != nil {
		ff.Placeholder, ff.input.Placeholder = text, text
	}
}

// SetHelp sets what is said under a field while it has the focus.
func (f *Form) SetHelp(key, text string) {
	if ff := f.find(key); ff != nil {
		ff.Help = text
		f.reveal()
	}
}

// Show has a field among the others, or not; what it holds stays.
func (f *Form) Show(key string, shown bool) {
	if ff := f.find(key); ff != nil {
		ff.hidden = !shown
		f.reveal()
	}
}

// Shown reports whether there is a field that is among the others.
func (f *Form) Shown(key string) bool {
	ff := f.find(key)
	return ff != nil && !ff.hidden
}

// SetNote shows quiet text beside the value of a field.
func (f *Form) SetNote(key, text string) {
	if ff := f.find(key); ff != nil {
		ff.note = text
		f.reveal()
	}
}

// Suggest shows these under the field that has the focus, and goes into them where it is
// asked to; nil takes the list away.
func (f *Form) Suggest(items []Suggestion, into bool) {
	f.suggested.Offer(items)
	if into {
		f.suggested.enter()
	}
	f.reveal()
}

// Suggesting reports whether there is a list under the field.
func (f *Form) Suggesting() bool { return f.suggested.Open() }

// AtEnd reports whether the caret stands behind the text of the focused field.
func (f *Form) AtEnd() bool {
	return f.Typing() && f.fields[f.focus].input.AtEnd()
}

// Focused is the key of the field that has the focus, "" in an empty form.
func (f *Form) Focused() string {
	if len(f.fields) == 0 {
		return ""
	}
	return f.fields[f.focus].Key
}

// Focus moves to a field.
func (f *Form) Focus(key string) tea.Cmd {
	if i := slices.IndexFunc(f.fields, func(ff formField) bool { return ff.Key == key }); i >= 0 {
		f.move(i)
	}
	return nil
}

// Typing reports whether letters go into the focused field.
func (f *Form) Typing() bool {
	return len(f.fields) > 0 && len(f.fields[f.focus].Choices) == 0
}

// Update moves between fields and edits the focused one. It returns the key of
// the field whose value changed, or "".
func (f *Form) Update(msg tea.Msg) (cmd tea.Cmd, changed string) {
	k, ok := msg.(tea.KeyMsg)
	if !ok || len(f.fields) == 0 {
		return nil, ""
	}
	ff := &f.fields[f.focus]
	choice := len(ff.Choices) > 0
	if used, chosen := f.suggested.Update(k); used {
		f.reveal()
		if chosen == nil || chosen.Value == ff.input.Value() {
			return nil, ""
		}
		ff.input.SetValue(chosen.Value)
		f.reveal()
		return nil, ff.Key
	}
	switch keys := f.keys; {
	case key.Matches(k, keys.up), choice && key.Matches(k, keys.vimUp):
		f.move(f.beside(-1, false))
	case key.Matches(k, keys.down, keys.enter), choice && key.Matches(k, keys.vimDown):
		f.move(f.beside(1, false))
	case key.Matches(k, keys.tab):
		f.move(f.beside(1, true))
	case key.Matches(k, keys.backTab):
		f.move(f.beside(-1, true))
	case choice && key.Matches(k, keys.left, keys.vimLeft):
		return nil, f.choose(ff, -1)
	case choice && key.Matches(k, keys.right, keys.vimRight):
		return nil, f.choose(ff, 1)
	case !choice:
		if _, edited := ff.input.Update(k); edited {
			f.reveal()
			return nil, ff.Key
		}
	}
	return nil, ""
}

// InList reports whether somebody is in the list under the field, of which enter takes one.
func (f *Form) InList() bool { return f.suggested.Open() && f.suggested.cursor >= 0 }

// beside is the place of the next field that is shown in a direction, around the ends
// where that is asked; without one, that of the focus.
func (f *Form) beside(by int, around bool) int {
	n := len(f.fields)
	for to := f.focus + by; around || to >= 0 && to < n; to += by {
		if to = (to + n) % n; to == f.focus || !f.fields[to].hidden {
			return to
		}
	}
	return f.focus
}

func (f *Form) move(to int) {
	if to = min(max(to, 0), len(f.fields)-1); to != f.focus {
		f.focus = to
		f.suggested.Close()
		f.fields[to].input.Select()
	}
	f.reveal()
}

// choose goes to the choice before or behind, around the ends. From a value
// that is none of them it goes to the first or the last.
func (f *Form) choose(ff *formField, by int) string {
	n, was := len(ff.Choices), ff.chosen
	if was < 0 && by < 0 {
		was = 0
	}
	ff.chosen = (was + by + n) % n
	f.reveal()
	if n == 1 && was == 0 {
		return ""
	}
	return ff.Key
}

// Keys are the keys that do something in the focused field.
func (f Form) Keys() []key.Binding {
	keys := []key.Binding{f.keys.up}
	if len(f.fields) == 0 {
		return nil
	}
	if len(f.fields[f.focus].Choices) > 0 {
		return append(keys, f.keys.left)
	}
	return append(keys, f.keys.enter)
}
