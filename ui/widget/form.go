package widget

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/theme"
)

// Choice is one of the values a field can take.
type Choice struct{ Value, Label string }

// Field is one line of a form: a text field, or a choice when Choices are given.
type Field struct {
	Key, Label, Help, Placeholder, Section string
	Choices                                []Choice
	Limit                                  int
}

// Form is a list of fields to fill in.
type Form struct {
	theme         theme.Theme
	fields        []Field
	values        map[string]string
	width, height int
}

func NewForm(t theme.Theme, fields []Field) Form {
	return Form{theme: t, fields: fields, values: map[string]string{}}
}

func (f *Form) SetSize(w, h int)                                 { f.width, f.height = w, h }
func (f *Form) SetValue(key, value string)                       { f.values[key] = value }
func (f *Form) Value(key string) string                          { return f.values[key] }
func (f *Form) SetError(key, sentence string)                    {}
func (f *Form) SetErrors(sentences map[string]string)            {}
func (f *Form) SetNote(key, text string)                         {}
func (f *Form) Focused() string                                  { return f.fields[0].Key }
func (f *Form) Focus(key string) tea.Cmd                         { return nil }
func (f *Form) Update(msg tea.Msg) (cmd tea.Cmd, changed string) { return nil, "" }
func (f Form) View() string                                      { return Block("", f.width, f.height) }
func (f Form) Keys() []key.Binding                               { return nil }
func (f Form) Typing() bool                                      { return false }
