package widget

import (
	"math"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/ui/theme"
)

// FilterItem is one way to narrow a list, with how many it leaves. Sign is one
// cell, or ""; Press is the key that selects it, shown where there is room.
type FilterItem struct {
	Key, Label, Sign string
	Press            string
	Count            int
	Style            theme.Pen
}

// Filter is a line of tabs with counts and a field to find text in.
type Filter struct {
	theme    theme.Theme
	items    []FilterItem
	selected int
	finding  bool
	find     Input
}

var filterKeys = struct{ keep, clear key.Binding }{
	keep:  key.NewBinding(key.WithKeys("enter")),
	clear: key.NewBinding(key.WithKeys("esc")),
}

// NewFilter returns a filter with its first item selected and nothing to find.
func NewFilter(t theme.Theme, items []FilterItem) Filter {
	return Filter{theme: t, items: items, find: NewInput("", 200)}
}

// SetItems replaces the items and keeps the same one selected where there is
// one of its key.
func (f *Filter) SetItems(items []FilterItem) {
	was := f.Selected()
	f.items, f.selected = items, 0
	f.Select(was)
}

// Selected is the key of the selected item, "" when there are none.
func (f *Filter) Selected() string {
	if len(f.items) == 0 {
		return ""
	}
	return f.items[f.selected].Key
}

// Select selects an item by its key; an unknown key changes nothing.
func (f *Filter) Select(key string) {
	if i := slices.IndexFunc(f.items, func(it FilterItem) bool { return it.Key == key }); i >= 0 {
		f.selected = i
	}
}

// Press selects the item of a key and reports whether there is one.
func (f *Filter) Press(key string) bool {
	i := slices.IndexFunc(f.items, func(it FilterItem) bool { return it.Press == key && key != "" })
	if i >= 0 {
		f.selected = i
	}
	return i >= 0
}

// OpenFind starts typing in the find field, behind what is in it.
func (f *Filter) OpenFind() tea.Cmd {
	f.finding = true
	f.find.SetValue(f.find.Value())
	return nil
}

// Finding reports whether letters go into the find field.
func (f *Filter) Finding() bool { return f.finding }

// Query is the text to find, as typed.
func (f *Filter) Query() string { return f.find.Value() }

// SetQuery replaces the text to find.
func (f *Filter) SetQuery(query string) { f.find.SetValue(query) }

// Update edits the query while finding: Enter keeps it, Esc clears it, and both
// close the field. It reports whether the query changed.
func (f *Filter) Update(msg tea.Msg) (cmd tea.Cmd, changed bool) {
	k, ok := msg.(tea.KeyMsg)
	if !ok || !f.finding {
		return nil, false
	}
	switch {
	case key.Matches(k, filterKeys.keep):
		f.finding = false
		return nil, false
	case key.Matches(k, filterKeys.clear):
		changed = f.find.Value() != ""
		f.find.SetValue("")
		f.finding = false
		return nil, changed
	}
	_, changed = f.find.Update(k)
	return nil, changed
}

// View draws the filter on one line of exactly width cells. Where there is not
// room for all, items that leave nothing go first, then the signs, then the
// labels of items with a sign, the last first, then the word beside the slash, then
// items, with a mark. The keys that select them stay, unless letters go into the field; the
// selected one is always in sight.
func (f Filter) View(width int) string {
	if f.theme.Lines {
		return strings.Join(f.readLines(), "\n")
	}
	if width <= 0 {
		return ""
	}
	const gap = 3
	field := f.findView(width)
	fieldWidth := Width(field)
	room := width - fieldWidth - gap
	if !f.finding && f.Query() == "" {
		switch roomier := width - 1 - gap; {
		case room < f.selectedWidth():
			field, fieldWidth, room = "", 0, width
		case f.line(room) == "" && f.line(roomier) != "":
			field, fieldWidth, room = f.theme.Key.Render("/"), 1, roomier
		}
	}
	return Fit(Fit(f.tabs(room), room, f.theme.Glyphs.Ellipsis)+blanks(width-room-fieldWidth)+field, width, f.theme.Glyphs.Ellipsis)
}

func (f *Filter) selectedWidth() int {
	if len(f.items) == 0 {
		return 0
	}
	return Width(f.tab(f.selected, tabDetail{})) + 4
}

// findView draws the field: what to press, what is being typed, or what the
// list is narrowed to.
func (f *Filter) findView(width int) string {
	t := f.theme
	const slash = "/ "
	query := f.find.Value()
	switch {
	case f.finding:
		room := min(max(Width(query)+1, 16), max(width/2-len(slash), 1))
		return t.Accent.Render(slash) + f.find.View(t, room)
	case query != "":
		return t.Accent.Render(slash + Clip(query, t.Glyphs.Ellipsis, max(width/3-len(slash), 1)))
	}
	return t.Key.Render("/") + t.KeyDesc.Render(" find")
}

// tabDetail is how much of the items is drawn.
type tabDetail struct {
	press    bool
	bareFrom int  // the item from which on those with a sign have no label
	some     bool // not those that leave nothing
	unsigned bool
	gap      int
}

// labelled is past any item: all have their labels.
const labelled = math.MaxInt

// keyed and unkeyed are the ways to draw the items with all their labels, the widest first:
// with the keys that select them, and without while those are letters.
var (
	keyed = []tabDetail{
		{press: true, bareFrom: labelled, gap: 3}, {press: true, bareFrom: labelled, some: true, gap: 3},
		{press: true, bareFrom: labelled, some: true, gap: 2}, {press: true, bareFrom: labelled, some: true, unsigned: true, gap: 2},
	}
	unkeyed = []tabDetail{{bareFrom: labelled, some: true, gap: 3}, {bareFrom: labelled, some: true, gap: 2}}
)

// tabs draws the items at the widest way that fits room.
func (f *Filter) tabs(room int) string {
	if len(f.items) == 0 || room <= 0 {
		return ""
	}
	if line := f.line(room); line != "" {
		return line
	}
	return f.window(room)
}

// line draws all items that leave something, "" when they do not fit room.
func (f *Filter) line(room int) string {
	details := slices.Clone(keyed)
	if f.finding {
		details = slices.Clone(unkeyed)
	}
	for from := range slices.Backward(f.items) {
		details = append(details, tabDetail{press: !f.finding, bareFrom: from, some: true, gap: 2})
	}
	for _, detail := range details {
		if line := f.join(f.drawn(detail.some), detail); Width(line) <= room {
			return line
		}
	}
	return ""
}

// drawn lists the items that are drawn.
func (f *Filter) drawn(some bool) []int {
	var shown []int
	for i, it := range f.items {
		if !some || it.Count != 0 || i == f.selected {
			shown = append(shown, i)
		}
	}
	return shown
}

// window draws the short items around the selected one, with marks where there
// are more.
func (f *Filter) window(room int) string {
	s := f.theme.Glyphs
	items := f.drawn(true)
	detail := tabDetail{press: !f.finding, gap: 2}
	detail.press = detail.press && Width(f.tab(f.selected, detail))+4 <= room
	draw := func(from, to int) string {
		line := f.join(items[from:to], detail)
		if from > 0 {
			line = f.theme.Accent.Render(s.Left) + " " + line
		}
		if to < len(items) {
			line += " " + f.theme.Accent.Render(s.Right)
		}
		return line
	}
	from := slices.Index(items, f.selected)
	to := from + 1
	// Those to the left come first: the list begins with what matters most.
	for from > 0 && Width(draw(from-1, to)) <= room {
		from--
	}
	for to < len(items) && Width(draw(from, to+1)) <= room {
		to++
	}
	return draw(from, to)
}

func (f *Filter) join(items []int, detail tabDetail) string {
	var b strings.Builder
	for n, i := range items {
		if n > 0 {
			b.WriteString(blanks(detail.gap))
		}
		b.WriteString(f.tab(i, detail))
	}
	return b.String()
}

// tab draws one item. A bare one with a sign leaves out its label, unless it is
// selected.
func (f *Filter) tab(i int, detail tabDetail) string {
	t, it := f.theme, f.items[i]
	count := figures.Count(it.Count)
	label, sign, press := it.Label+" ", "", ""
	if i >= detail.bareFrom && it.Sign != "" && i != f.selected {
		label = ""
	}
	if it.Sign != "" && !detail.unsigned {
		sign = it.Sign + " "
	}
	if detail.press && it.Press != "" {
		press = t.Key.Render(it.Press) + " "
	}
	switch {
	case i == f.selected:
		return t.Accent.Render(t.Glyphs.Dot) + " " + press + it.Style.Render(sign) + t.Strong.Render(label+count)
	case it.Count == 0:
		return press + t.Muted.Render(sign+label+count)
	}
	return press + it.Style.Render(sign) + t.Muted.Render(label) + t.Text.Render(count)
}
