package widget

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/theme"
)

// inputLimit is what an input takes when it names no limit, in characters.
const inputLimit = 2000

// Input is one line of text being typed, edited by clusters, so that a caret
// never stands inside a letter. Its caret does not blink, and it does not read
// the clipboard of the machine it runs on, which is not the operator's: pasting
// is the terminal's.
type Input struct {
	Placeholder string
	Between     string // what is put between pasted lines; "" is a blank
	Masked      bool   // nobody may read it over a shoulder

	cells []string // the value by clusters
	caret int      // the cell it stands on, len(cells) behind the last
	limit int      // in characters
	exact bool     // takes every byte as it comes

	selected bool // all of it: the next text takes its place
}

// NewPathInput is NewInput for the path of a file, whose name may hold
// characters that hide or steer a terminal and bytes that are no text. They are
// kept as they are, and drawn as what can be seen.
func NewPathInput(value string, limit int) Input {
	in := NewInput("", limit)
	in.exact = true
	in.SetValue(value)
	return in
}

// NewInput returns an input holding value, with the caret behind it. A limit of
// 0 is 2,000 characters.
func NewInput(value string, limit int) Input {
	if limit <= 0 {
		limit = inputLimit
	}
	in := Input{limit: limit}
	in.SetValue(value)
	return in
}

// Value is what has been typed.
func (in Input) Value() string { return strings.Join(in.cells, "") }

// SetValue replaces the text and puts the caret behind it.
func (in *Input) SetValue(value string) {
	in.cells, in.caret, in.selected = nil, 0, false
	in.Insert(value)
}

// AtEnd reports whether the caret stands behind the text, so that the arrow to the right
// has nowhere to go.
func (in *Input) AtEnd() bool { return in.caret == len(in.cells) }

// Insert puts text at the caret, or in place of what is selected, and reports whether any of it was taken.
func (in *Input) Insert(text string) bool {
	if !in.exact {
		text = typeable(oneLine(text, in.Between))
	}
	if in.selected && text != "" {
		in.cells, in.caret, in.selected = nil, 0, false
	}
	return in.insert(text)
}

// Select marks all of the text, as what stands in a field before anything is
// typed is marked: text that is typed or pasted takes its place, and any key that
// moves or removes keeps it to be edited.
func (in *Input) Select() { in.selected = len(in.cells) > 0 }

var inputKeys = struct{ left, right, wordLeft, wordRight, start, end, back, del, wordBack, toStart, toEnd key.Binding }{
	left:      key.NewBinding(key.WithKeys("left")),
	right:     key.NewBinding(key.WithKeys("right")),
	wordLeft:  key.NewBinding(key.WithKeys("ctrl+left", "alt+left", "alt+b")),
	wordRight: key.NewBinding(key.WithKeys("ctrl+right", "alt+right", "alt+f")),
	start:     key.NewBinding(key.WithKeys("home", "ctrl+a")),
	end:       key.NewBinding(key.WithKeys("end", "ctrl+e")),
	back:      key.NewBinding(key.WithKeys("backspace", "ctrl+h")),
	del:       key.NewBinding(key.WithKeys("delete", "ctrl+d")),
	wordBack:  key.NewBinding(key.WithKeys("ctrl+w", "alt+backspace")),
	toStart:   key.NewBinding(key.WithKeys("ctrl+u")),
	toEnd:     key.NewBinding(key.WithKeys("ctrl+k")),
}

// Update edits the text by a key or a paste. It reports whether the key was one
// of its own and whether the text changed.
func (in *Input) Update(msg tea.Msg) (used, changed bool) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return false, false
	}
	if (k.Type == tea.KeyRunes || k.Type == tea.KeySpace) && !k.Alt {
		return true, in.Insert(string(k.Runes))
	}
	was := in.selected
	in.selected = false
	switch keys := inputKeys; {
	case key.Matches(k, keys.left):
		in.caret = max(in.caret-1, 0)
	case key.Matches(k, keys.right):
		in.caret = min(in.caret+1, len(in.cells))
	case key.Matches(k, keys.wordLeft):
		in.caret = in.wordStart()
	case key.Matches(k, keys.wordRight):
		in.caret = in.wordEnd()
	case key.Matches(k, keys.start):
		in.caret = 0
	case key.Matches(k, keys.end):
		in.caret = len(in.cells)
	case key.Matches(k, keys.back):
		return true, in.remove(max(in.caret-1, 0), in.caret)
	case key.Matches(k, keys.del):
		return true, in.remove(in.caret, min(in.caret+1, len(in.cells)))
	case key.Matches(k, keys.wordBack):
		return true, in.remove(in.wordStart(), in.caret)
	case key.Matches(k, keys.toStart):
		return true, in.remove(0, in.caret)
	case key.Matches(k, keys.toEnd):
		return true, in.remove(in.caret, len(in.cells))
	default:
		in.selected = was
		return false, false
	}
	return true, false
}

func (in *Input) wordStart() int {
	i := in.caret
	for i > 0 && in.cells[i-1] == " " {
		i--
	}
	for i > 0 && in.cells[i-1] != " " {
		i--
	}
	return i
}

func (in *Input) wordEnd() int {
	i := in.caret
	for i < len(in.cells) && in.cells[i] == " " {
		i++
	}
	for i < len(in.cells) && in.cells[i] != " " {
		i++
	}
	return i
}

// insert puts text at the caret, as much of it as the limit allows, and joins
// what now belongs to one cluster.
func (in *Input) insert(text string) bool {
	room := in.limit - utf8.RuneCountInString(in.Value())
	for i := range text {
		if room--; room < 0 {
			text = text[:i]
			break
		}
	}
	if text == "" {
		return false
	}
	in.rebuild(strings.Join(in.cells[:in.caret], "")+text, strings.Join(in.cells[in.caret:], ""))
	return true
}

func (in *Input) remove(from, to int) bool {
	if from >= to {
		return false
	}
	in.rebuild(strings.Join(in.cells[:from], ""), strings.Join(in.cells[to:], ""))
	return true
}

// rebuild cuts the text into clusters, with the caret behind those that begin
// before it.
func (in *Input) rebuild(before, after string) {
	rest, read := before+after, 0
	in.cells, in.caret = nil, 0
	for rest != "" {
		cluster, _ := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		if cluster == "" {
			cluster = rest
		}
		if read < len(before) {
			in.caret++
		}
		in.cells = append(in.cells, cluster)
		read += len(cluster)
		rest = rest[len(cluster):]
	}
}

// oneLine joins the lines of a text that are not blank by what is to stand
// between them.
func oneLine(text, between string) string {
	if between == "" || !strings.ContainsAny(text, "\r\n") {
		return text
	}
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' })
	lines = slices.DeleteFunc(lines, func(line string) bool { return strings.TrimSpace(line) == "" })
	return strings.Join(lines, between)
}

// typeable is text as it may be typed or pasted: one line, without characters
// that steer the terminal or hide.
func typeable(s string) string {
	s = strings.Trim(s, "\r\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u00a0':
			return ' '
		case r == 0x200c || r == 0x200d: // the joiners spell words in Persian and Hindi
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}

// View draws the input in exactly width cells with its caret in view, and a
// mark at each end that goes on.
func (in Input) View(t theme.Theme, width int) string {
	if width <= 0 {
		return ""
	}
	if t.Lines {
		if len(in.cells) == 0 {
			return strings.TrimSpace("empty " + in.Placeholder)
		}
		return strings.Join(in.shown(), "")
	}
	caret := t.Input.Reverse()
	if len(in.cells) == 0 {
		hint := Fit(in.Placeholder, width, t.Glyphs.Ellipsis)
		first := Clip(hint, "", 1)
		if first == "" { // a wide character under the caret
			first = " "
		}
		return Fit(caret.Render(first)+t.Muted.Render(from(hint, 1)), width, "")
	}
	return in.window(t, width, caret)
}

// Rest draws the input while the keys go somewhere else: without its caret.
func (in Input) Rest(t theme.Theme, width int) string {
	if len(in.cells) == 0 {
		return t.Muted.Render(Fit(in.Placeholder, width, t.Glyphs.Ellipsis))
	}
	in.caret, in.selected = len(in.cells), false
	return in.window(t, width, t.Input)
}

// shown are the cells as they are drawn: what cannot be seen in a path is a
// question mark, as file listings have it.
func (in Input) shown() []string {
	cells := slices.Clone(in.cells)
	if in.Masked {
		return strings.Split(masked(len(cells)), "")
	}
	for i, cell := range cells {
		if !in.exact || isPlain(cell) {
			continue
		}
		r, size := utf8.DecodeRuneInString(cell)
		switch {
		case unicode.Is(unicode.Zs, r):
			cells[i] = " "
		case size < 2 || unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) || Width(cell) == 0:
			cells[i] = "?"
		}
	}
	return cells
}

// masked stands for so many letters.
func masked(n int) string { return strings.Repeat("*", n) }

// window draws the cells around the caret that fit width, the outermost
// replaced by a mark where the text goes on.
func (in Input) window(t theme.Theme, width int, caret theme.Pen) string {
	cells := append(in.shown(), " ")
	first, last, used := in.caret, in.caret, Width(cells[in.caret])
	for grown := true; grown; {
		grown = false
		if first > 0 && used+Width(cells[first-1]) <= width {
			first--
			used += Width(cells[first])
			grown = true
		}
		if last+1 < len(cells) && used+Width(cells[last+1]) <= width {
			last++
			used += Width(cells[last])
			grown = true
		}
	}
	var b, marked strings.Builder
	flush := func() {
		if marked.Len() > 0 {
			b.WriteString(caret.Render(marked.String()))
			marked.Reset()
		}
	}
	for i := first; i <= last; i++ {
		switch {
		case i == in.caret:
			marked.WriteString(cells[i])
			flush()
		case i == first && first > 0:
			b.WriteString(t.Muted.Render(Fit(t.Glyphs.Left, Width(cells[i]), "")))
		case i == last && last < len(in.cells)-1:
			flush()
			b.WriteString(t.Muted.Render(FitRight(t.Glyphs.Right, Width(cells[i]), "")))
		case in.selected:
			marked.WriteString(cells[i])
		default:
			b.WriteString(cells[i])
		}
	}
	flush()
	return Fit(b.String(), width, "")
}
