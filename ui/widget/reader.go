package widget

import (
	"fmt"
	"sort"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/ui/theme"
)

// Passage is a text that is wrapped on its own, behind a lead: such as what somebody said,
// behind who it was. Both are one line without controls.
type Passage struct {
	Lead    string // in front of its first line; blank before the others
	LeadPen theme.Pen
	Text    string
	Pen     theme.Pen
	Find    bool // it is found in
}

// Reader shows text that is longer than its room. It is scrolled, and found in: where a hit
// is stands in the margin as well, so that it is seen without colour.
type Reader struct {
	theme         theme.Theme
	keys          readerKeys
	width, height int
	passages      []Passage
	lines         []readLine
	top           int

	query string
	hits  []hit // of the query, in their order
	at    int   // which of them the operator is at
}

// readerKeys are the keys a reader answers to.
type readerKeys struct{ pageUp, pageDown, top, bottom key.Binding }

// readLine is a line as it is drawn.
type readLine struct {
	brokenLine
	lead    string
	passage int
}

// readMargin is the cells on the left in which hits are marked.
const readMargin = 2

// NewReader returns a reader of nothing.
func NewReader(t theme.Theme) Reader {
	bind := func(help, desc string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
	}
	return Reader{theme: t, keys: readerKeys{
		pageUp:   bind("pgup", "read back", "pgup"),
		pageDown: bind("pgdn", "read on", "pgdown", " "),
		top:      bind("home", "beginning", "home", "g"),
		bottom:   bind("end", "end", "end", "G"),
	}}
}

// SetSize gives it a room; what stood at the top stays near it.
func (r *Reader) SetSize(width, height int) {
	if width = max(width, 1); width != r.width {
		at := r.passageAtTop()
		r.width = width
		r.wrap()
		r.top = r.lineOf(at)
	}
	r.height = max(height, 1)
	r.scroll(0)
}

// SetText gives it another text, from its beginning.
func (r *Reader) SetText(passages []Passage) {
	r.passages, r.top = passages, 0
	r.wrap()
	r.scroll(0)
}

// Refresh gives it a newer text of the same, of which it goes on to show the same lines.
func (r *Reader) Refresh(passages []Passage) {
	top := r.top
	r.SetText(passages)
	r.top = top
	r.scroll(0)
}

func (r *Reader) passageAtTop() int {
	if r.top < len(r.lines) {
		return r.lines[r.top].passage
	}
	return 0
}

func (r *Reader) lineOf(passage int) int {
	return sort.Search(len(r.lines), func(i int) bool { return r.lines[i].passage >= passage })
}

func (r *Reader) wrap() {
	r.lines = r.lines[:0:0]
	for i, p := range r.passages {
		lead := Width(p.Lead)
		for n, broken := range wrapParagraph(bare(p.Text), max(1, r.width-readMargin-lead)) {
			line := readLine{broken, p.Lead, i}
			if n > 0 {
				line.lead = blanks(lead)
			}
			r.lines = append(r.lines, line)
		}
	}
	r.locate()
}

// Update takes a message and reports whether it was a key of its own.
func (r *Reader) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
		return false
	case key.Matches(k, r.keys.pageDown):
		r.scroll(r.page())
	case key.Matches(k, r.keys.pageUp):
		r.scroll(-r.page())
	case key.Matches(k, r.keys.top):
		r.scroll(-len(r.lines))
	case key.Matches(k, r.keys.bottom):
		r.scroll(len(r.lines))
	default:
		return false
	}
	return true
}

// Top goes to the beginning.
func (r *Reader) Top() { r.scroll(-len(r.lines)) }

// page is how far a page moves: a line of the one before stays.
func (r *Reader) page() int { return max(1, r.room()-1) }

// room is how many lines of text are drawn: where there are more, a line says so.
func (r *Reader) room() int {
	if len(r.lines) > r.height && r.height > 1 {
		return r.height - 1
	}
	return r.height
}

func (r *Reader) scroll(by int) {
	r.top = max(0, min(r.top+by, len(r.lines)-r.room()))
}

// View draws the text, and below it how much more there is.
func (r Reader) View() string {
	t := r.theme
	room := r.room()
	var b strings.Builder
	next := sort.Search(len(r.hits), func(i int) bool { return r.hits[i].line >= r.top })
	for i := r.top; i < min(r.top+room, len(r.lines)); i++ {
		first := next
		for next < len(r.hits) && r.hits[next].line == i {
			next++
		}
		r.drawLine(&b, r.lines[i], first, next)
		b.WriteByte('\n')
	}
	text := b.String()
	if room < r.height {
		text = Block(text, r.width, room) + "\n" + t.Muted.Render(blanks(readMargin)+r.moreWords(room))
	}
	return Block(text, r.width, r.height)
}

// moreWords say how much of the text is not shown.
func (r *Reader) moreWords(room int) string {
	var words []string
	if r.top > 0 {
		words = append(words, fmt.Sprintf("%s %s above", r.theme.Glyphs.Up, figures.Counted(r.top, "line")))
	}
	if below := len(r.lines) - r.top - room; below > 0 {
		words = append(words, fmt.Sprintf("%s %s below", r.theme.Glyphs.Down, figures.Counted(below, "line")))
	}
	return strings.Join(words, ", ")
}

// drawLine draws a line, with the hits that are on it.
func (r *Reader) drawLine(b *strings.Builder, line readLine, first, last int) {
	t, p := r.theme, r.passages[line.passage]
	margin := blanks(readMargin)
	for i := first; i < last; i++ {
		if r.hits[i].of == r.at {
			margin = t.Accent.Render(t.Glyphs.Cursor) + " "
			break
		}
		margin = t.Accent.Render(t.Glyphs.Mark) + " "
	}
	b.WriteString(margin)
	b.WriteString(p.LeadPen.Render(line.lead))
	drawn := 0
	for i := first; i < last; i++ {
		h := r.hits[i]
		pen := p.Pen.Reverse()
		if h.of == r.at {
			pen = t.Cursor
		}
		b.WriteString(p.Pen.Render(line.text[drawn:h.from]))
		b.WriteString(pen.Render(line.text[h.from:h.to]))
		drawn = h.to
	}
	b.WriteString(p.Pen.Render(line.text[drawn:]))
}
