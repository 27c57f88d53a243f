package terminaltest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/widget"
)

// Terminal draws what it is written. It has 120 lines at most.
type Terminal struct {
	Rule     Rule
	Unknown  []string // what was written that it does not know
	Scrolled bool

	columns, lines int
	cells          [][]Cell
	row, column    int
	style          Style
	wraps, full    bool
	endsCluster    bool // the cell before cannot be joined any more
	drawn          [logLines]bool
}

// Cell is one cell. Text is "" behind the first cell of a wide character.
type Cell struct {
	Text  string
	Style Style
	wide  bool
}

// New makes a terminal of so many columns and lines.
func New(rule Rule, columns, lines int) *Terminal {
	t := &Terminal{Rule: rule, wraps: true}
	t.Resize(columns, lines)
	return t
}

// Resize gives it another size, and leaves on it what may well be nonsense.
func (t *Terminal) Resize(columns, lines int) {
	t.columns, t.lines = columns, lines
	t.cells = make([][]Cell, lines)
	for i := range t.cells {
		t.cells[i] = make([]Cell, columns)
		for j := range t.cells[i] {
			t.cells[i][j] = Cell{Text: "?", Style: Style{fore: "31"}}
		}
	}
	t.row, t.column = min(t.row, lines-1), min(t.column, columns-1)
}

// Line is a line, cell by cell.
func (t *Terminal) Line(row int) []Cell { return t.cells[row] }

// String is what is on it, without colours.
func (t *Terminal) String() string {
	var b strings.Builder
	for row := range t.cells {
		b.WriteString(t.text(row) + "\n")
	}
	return b.String()
}

func (t *Terminal) text(row int) string {
	var b strings.Builder
	for _, c := range t.cells[row] {
		b.WriteString(c.Text)
	}
	return b.String()
}

// Write implements io.Writer.
func (t *Terminal) Write(p []byte) (int, error) {
	for s := string(p); s != ""; {
		n := 1
		switch c := s[0]; {
		case c == '\r':
			t.column = 0
		case c == '\n':
			t.down()
		case c == ansi.ESC:
			_, _, n, _ = ansi.DecodeSequence(s, ansi.NormalState, nil)
			t.control(s[:n])
		case c < ' ':
			t.Unknown = append(t.Unknown, s[:1])
		default:
			n = t.print(s)
		}
		t.endsCluster = s[0] < ' '
		s = s[n:]
	}
	return len(p), nil
}

func (t *Terminal) down() {
	if t.row++; t.row == t.lines {
		t.row--
		t.Scrolled = true
		t.cells = append(t.cells[1:], make([]Cell, t.columns))
	}
}

// print draws a character or a cluster and returns its length.
func (t *Terminal) print(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	text, width := s[:n], 1
	if !widget.IsSimple(text) {
		width = t.Rule.Width(r)
	}
	if t.Rule.Clusters {
		cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		text, n = cluster, len(cluster)
		for _, r := range cluster {
			if !widget.IsSimple(string(r)) {
				width = min(2, max(width, t.Rule.Width(r)))
			}
		}
	}
	at := t.column
	for at--; at > 0 && t.cells[t.row][at].Text == ""; at-- {
	}
	joins := t.Rule.Joins && at >= 0 && !t.endsCluster && joinsTo(t.cells[t.row][at].Text, r)
	if t.Rule.Across && at >= 0 && r > '~' {
		before := t.cells[t.row][at].Text
		cluster, _ := ansi.FirstGraphemeCluster(before+text, ansi.GraphemeWidth)
		joins = joins || len(cluster) == len(before+text)
	}
	if width == 0 || joins {
		if at >= 0 {
			t.cells[t.row][at].Text += text
		}
		return n
	}
	t.place(text, width)
	return n
}

func joinsTo(before string, r rune) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	flag := func(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }
	return last == 0x200d || r >= 0x1f3fb && r <= 0x1f3ff || flag(last) && flag(r) && utf8.RuneCountInString(before) == 1
}

func (t *Terminal) place(text string, width int) {
	if t.column+width > t.columns {
		switch {
		case t.wraps:
			t.column = 0
			t.down()
		case width > 1 && !t.Rule.Late:
			return
		default:
			t.column = t.columns - width
		}
	}
	t.clear(t.column, t.column+width)
	t.cells[t.row][t.column] = Cell{Text: text, Style: t.style, wide: width > 1}
	for i := 1; i < width; i++ {
		t.cells[t.row][t.column+i] = Cell{Style: t.style}
	}
	t.column += width
}

// clear makes cells blank, and those of wide characters that lose a half.
func (t *Terminal) clear(from, to int) {
	line := t.cells[t.row]
	t.drawn[t.row] = true
	if from > 0 && from < len(line) && line[from-1].wide {
		line[from-1] = Cell{Text: " ", Style: line[from-1].Style}
	}
	if to < len(line) && to > 0 && line[to-1].wide {
		line[to] = Cell{Text: " ", Style: line[to].Style}
	}
	for i := from; i < min(to, len(line)); i++ {
		line[i] = Cell{Text: " ", Style: Style{back: t.style.back}}
	}
}

func (t *Terminal) control(s string) {
	text, last := "", byte(0)
	if len(s) > 2 && s[1] == '[' {
		text, last = s[2:len(s)-1], s[len(s)-1]
	}
	n, err := strconv.Atoi(text)
	count := max(n, 1)
	t.column = min(t.column, t.columns-1)
	switch {
	case strings.HasPrefix(s, "\x1b]8;"):
		t.style.link = strings.TrimSuffix(strings.TrimPrefix(s, "\x1b]8;"), "\x1b\\")
		if t.style.link == ";" {
			t.style.link = ""
		}
	case last == 'm':
		t.style = t.style.set(strings.Split(text, ";"))
	case last == 'H':
		row, column, _ := strings.Cut(text, ";")
		r, _ := strconv.Atoi(row)
		c, _ := strconv.Atoi(column)
		t.row, t.column = min(max(r, 1), t.lines)-1, min(max(c, 1), t.columns)-1
	case last == 'G' && err == nil:
		t.column = min(count, t.columns) - 1
	case last == 'X' && err == nil:
		t.clear(t.column, t.column+count)
	case s == "\x1b[K":
		t.clear(t.column, t.columns)
	case s == "\x1b[2J":
		was := t.row
		for t.row = range t.cells {
			t.clear(0, t.columns)
		}
		t.row = was
	case s == "\x1b[?7l", s == "\x1b[?7h":
		t.wraps = s == "\x1b[?7h"
	case s == "\x1b[?1049h", s == "\x1b[?1049l":
		t.full = s == "\x1b[?1049h"
	case s == "\x1b[?25l", s == "\x1b[?25h", s == "\x1b[?2004h", s == "\x1b[?2004l":
	default:
		t.Unknown = append(t.Unknown, fmt.Sprintf("%q", s))
	}
}

// Style is how a cell looks.
type Style struct {
	attributes       [10]bool
	fore, back, link string
}

func (s Style) set(parameters []string) Style {
	for len(parameters) > 0 {
		n, _ := strconv.Atoi(parameters[0])
		used := 1
		switch {
		case n == 0:
			s = Style{link: s.link}
		case n < 10:
			s.attributes[n] = true
		case n == 22:
			s.attributes[1], s.attributes[2] = false, false
		case n > 22 && n < 30:
			s.attributes[n-20] = false
		case n == 38 || n == 48:
			used = map[string]int{"5": 3, "2": 5}[parameters[1]]
			if text := strings.Join(parameters[:used], ";"); n == 38 {
				s.fore = text
			} else {
				s.back = text
			}
		case n >= 30 && n < 40 || n >= 90 && n < 98:
			s.fore = strings.TrimPrefix(parameters[0], "39")
		default:
			s.back = strings.TrimPrefix(parameters[0], "49")
		}
		parameters = slices.Clone(parameters[used:])
	}
	return s
}

// Looks is what is seen of a cell: of a blank only what has no letter.
func (c Cell) Looks() Cell {
	if c.Text != " " {
		return c
	}
	s := c.Style
	s.attributes = [10]bool{4: s.attributes[4], 7: s.attributes[7], 9: s.attributes[9]}
	if s.attributes == [10]bool{} {
		s.fore = ""
	}
	return Cell{Text: " ", Style: s}
}
