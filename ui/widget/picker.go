package widget

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/theme"
)

// PickerItem is something that can be found by its name. Label, Where and Key are one line;
// Detail is a sentence that is shown while the cursor is on it.
type PickerItem struct {
	Label, Where, Key, Detail string
	Dim                       bool // it cannot be used now
}

// Picker finds one of many by a few letters: a field, and under it what fits, best first.
type Picker struct {
	theme  theme.Theme
	title  string
	empty  string // what is said where nothing fits
	find   func(typed string) []PickerItem
	input  Input
	items  []PickerItem
	cursor int
	moved  bool // to the item under the cursor, and nothing was typed since
}

// pickerKeys are those beside the letters. What moves in a list elsewhere, or in the
// line of a shell, moves here too.
var pickerKeys = struct{ up, down, pageUp, pageDown, enter, esc key.Binding }{
	up:       key.NewBinding(key.WithKeys("up", "ctrl+p", "shift+tab")),
	down:     key.NewBinding(key.WithKeys("down", "ctrl+n", "tab")),
	pageUp:   key.NewBinding(key.WithKeys("pgup")),
	pageDown: key.NewBinding(key.WithKeys("pgdown")),
	enter:    key.NewBinding(key.WithKeys("enter")),
	esc:      key.NewBinding(key.WithKeys("esc")),
}

const (
	widestPicker  = 84 // text, in cells
	pickerDetail  = 2  // lines
	longestPicked = 200
)

// NewPicker returns a picker of what find finds by what is typed; empty says that it
// is nothing, and what else could be typed.
func NewPicker(t theme.Theme, title, placeholder, empty string, find func(string) []PickerItem) Picker {
	p := Picker{theme: t, title: title, empty: empty, find: find, input: NewInput("", longestPicked)}
	p.input.Placeholder = placeholder
	p.items = find("")
	return p
}

// pickerFrame is the box around a picker.
var pickerFrame = dialogFrame{1, 2, 0}

// pickerRows is how many items are seen in so many lines: above them are title and field, below
// a gap and the sentence.
func pickerRows(maxHeight int) int {
	const mostItems = 16
	return min(max(maxHeight-2*pickerFrame.border-2-1-pickerDetail, 1), mostItems)
}

// Update takes a key, with the lines that View is given. It reports whether the picker is left,
// and with which item chosen; -1 is none.
func (p *Picker) Update(k tea.KeyMsg, maxHeight int) (chosen int, left bool) {
	switch {
	case key.Matches(k, pickerKeys.esc), p.input.Value() == "" && key.Matches(k, inputKeys.back):
		return -1, true
	case key.Matches(k, pickerKeys.enter):
		if p.cursor < len(p.items) {
			return p.cursor, true
		}
		return -1, false
	case key.Matches(k, pickerKeys.up):
		p.move(-1)
	case key.Matches(k, pickerKeys.down):
		p.move(1)
	case key.Matches(k, pickerKeys.pageUp):
		p.move(-pickerRows(maxHeight))
	case key.Matches(k, pickerKeys.pageDown):
		p.move(pickerRows(maxHeight))
	default:
		if _, changed := p.input.Update(k); changed {
			p.moved = false
			p.items, p.cursor = p.find(p.input.Value()), 0
		}
	}
	return -1, false
}

func (p *Picker) move(by int) {
	p.cursor, p.moved = min(max(p.cursor+by, 0), max(len(p.items)-1, 0)), true
}

// View draws the picker as a box in at most maxWidth cells and maxHeight lines.
func (p *Picker) View(maxWidth, maxHeight int) string {
	t := p.theme
	inner := min(maxWidth-2*(pickerFrame.border+pickerFrame.across), widestPicker)
	rows := pickerRows(maxHeight)
	const lead = "/ "
	field := p.input.View
	if p.moved {
		field = p.input.Rest
	}
	lines := []string{t.Title.Render(p.title), t.Key.Render(lead) + field(t, inner-Width(lead))}
	top := min(max(p.cursor-rows/2, 0), max(len(p.items)-rows, 0))
	for i := top; i < top+rows; i++ {
		line := ""
		if i < len(p.items) {
			line = p.line(i, inner)
		}
		lines = append(lines, line)
	}
	detail, pen := p.empty, t.Warning
	if p.cursor < len(p.items) {
		detail, pen = p.items[p.cursor].Detail, t.Muted
		if p.items[p.cursor].Dim {
			pen = t.Warning
		}
	}
	lines = append(lines, "")
	said := Lines(detail, inner, pickerDetail, t.Glyphs.Ellipsis)
	for i := range pickerDetail {
		lines = append(lines, pen.Render(at(said, i)))
	}
	d := Dialog{theme: t}
	return d.box(lines, inner, pickerFrame)
}

// line draws an item: its name, where it is, and its key at the right.
func (p *Picker) line(i, inner int) string {
	t, item := p.theme, p.items[i]
	lead, pen, where, keyPen := "  ", t.Text, t.Muted, t.Key
	if item.Dim {
		pen, keyPen = t.Muted, t.Muted
	}
	switch {
	case i == p.cursor && p.moved:
		lead, pen, where, keyPen = t.Glyphs.Cursor+" ", t.Cursor, t.Cursor, t.Cursor
	case i == p.cursor: // the caret in the field is where the keys go
		lead, pen = t.Glyphs.Cursor+" ", t.Accent.Bold()
	}
	right := item.Key
	room := max(inner-Width(right)-2, 0)
	place := ""
	if item.Where != "" {
		place = "  " + item.Where
	}
	label := Clip(lead+item.Label, t.Glyphs.Ellipsis, max(room-Width(place), 0))
	gap := blanks(max(inner-Width(label)-Width(place)-Width(right), 0))
	return pen.Render(label) + where.Render(place+gap) + keyPen.Render(right)
}

// Keys are the keys that do something now.
func (p *Picker) Keys() []key.Binding {
	bind := func(b key.Binding, help, desc string) key.Binding {
		b.SetHelp(help, desc)
		return b
	}
	s := p.theme.Glyphs
	return []key.Binding{bind(pickerKeys.enter, "enter", "do it"), bind(pickerKeys.up, s.Up+s.Down, "move"), bind(pickerKeys.esc, "esc", "back")}
}

// Typed is what has been typed.
func (p *Picker) Typed() string { return strings.TrimSpace(p.input.Value()) }
