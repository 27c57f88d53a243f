package widget

import (
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"callsheet/ui/theme"
)

// FilterItem is one way to narrow a list, with how many it leaves.
type FilterItem struct {
	Key, Label, Sign string
	Count            int
	Style            lipgloss.Style
}

// Filter is a line of tabs with counts, and a field to find text.
type Filter struct {
	theme    theme.Theme
	items    []FilterItem
	selected int
	query    string
}

func NewFilter(t theme.Theme, items []FilterItem) Filter { return Filter{theme: t, items: items} }

func (f *Filter) SetItems(items []FilterItem)                    { f.items = items }
func (f *Filter) Selected() string                               { return f.items[f.selected].Key }
func (f *Filter) Select(key string)                              {}
func (f *Filter) Next()                                          {}
func (f *Filter) Prev()                                          {}
func (f *Filter) OpenFind() tea.Cmd                              { return nil }
func (f *Filter) CloseFind()                                     {}
func (f *Filter) Finding() bool                                  { return false }
func (f *Filter) Query() string                                  { return f.query }
func (f *Filter) SetQuery(query string)                          { f.query = query }
func (f *Filter) Update(msg tea.Msg) (cmd tea.Cmd, changed bool) { return nil, false }
func (f Filter) View(width int) string                           { return Fit("", width, "") }
