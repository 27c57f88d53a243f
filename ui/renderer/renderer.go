package renderer

import (
	"io"
	"math"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/widget"
)

// Renderer is what Bubble Tea writes its frames to. Between the sequences that begin and
// leave the alternate screen it writes what differs; all else passes through as it is.
// It may be written to by several goroutines.
type Renderer struct {
	out   io.Writer
	basic bool

	lost atomic.Bool   // what the terminal shows is not known
	size atomic.Uint64 // columns, then lines; 0 = not known

	mu     sync.Mutex
	full   bool // the alternate screen is shown
	wanted screen
	shown  []line // lines that are not known are missing
	pen    style  // of what is wanted
	row    int    // where it is wanted
	column int
	cursor cursor
	buffer []byte
}

// screen is what is to be seen.
type screen []line

// Options say what the terminal knows.
type Options struct {
	// Basic is a terminal that can neither erase in the middle of a line nor find a column
	// by its number, as the VT100.
	Basic bool
}

// New makes a renderer that writes to a terminal.
func New(out io.Writer, o Options) *Renderer { return &Renderer{out: out, basic: o.Basic} }

// Redraw says that the terminal has so many columns and lines now, and that nobody knows
// what it shows. The next frame is drawn whole.
func (r *Renderer) Redraw(columns, lines int) {
	r.size.Store(uint64(uint32(max(columns, 0)))<<32 | uint64(uint32(max(lines, 0))))
	r.lost.Store(true)
}

// dimensions are the terminal's, as large as can be where they are not known.
func (r *Renderer) dimensions() (columns, lines int) {
	size := r.size.Load()
	columns, lines = int(size>>32), int(uint32(size))
	if columns == 0 || lines == 0 {
		return math.MaxInt32, math.MaxInt32
	}
	return columns, lines
}

const (
	enterScreen = "\x1b[?1049h"
	leaveScreen = "\x1b[?1049l"

	// A text that is wider than its room must not go on in the next line.
	noWrap = "\x1b[?7l"
	wrap   = "\x1b[?7h"
)

// Write implements io.Writer: it draws what Bubble Tea writes.
func (r *Renderer) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.buffer = r.buffer[:0]
	for s := string(p); s != ""; {
		s = s[r.take(s):]
	}
	r.paint()
	if len(r.buffer) == 0 {
		return len(p), nil
	}
	if n, err := r.out.Write(r.buffer); err != nil || n < len(r.buffer) {
		r.lost.Store(true)
		return 0, err
	}
	return len(p), nil
}

// take does what the start of s says and returns how much of it that was.
func (r *Renderer) take(s string) int {
	if !r.full {
		before, _, enters := strings.Cut(s, enterScreen)
		r.buffer = append(r.buffer, before...)
		if !enters {
			return len(s)
		}
		r.buffer = append(r.buffer, enterScreen+noWrap...)
		r.full, r.wanted, r.pen, r.row, r.column = true, nil, style{}, 0, 0
		r.forget()
		return len(before) + len(enterScreen)
	}
	switch s[0] {
	case '\r':
		r.column = 0
		return 1
	case '\n':
		r.row++
		return 1
	case ansi.ESC:
		if n := widget.ColourLen(s); n == 0 {
			_, _, n, _ = ansi.DecodeSequence(s, ansi.NormalState, nil)
			r.control(s[:n])
			return n
		}
	}
	n := textLen(s)
	if n == 0 { // a control that draws nothing
		r.pass(s[:1])
		return 1
	}
	r.text(s[:n])
	return n
}

// textLen is how long the text is that s begins with, and its colours.
func textLen(s string) int {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ansi.ESC:
			n := widget.ColourLen(s[i:])
			if n == 0 {
				return i
			}
			i += n
		case c < ' ':
			return i
		default:
			i++
		}
	}
	return len(s)
}

// text draws text and takes on its colours.
func (r *Renderer) text(s string) {
	l := r.line()
	for s != "" {
		n := 0
		for n < len(s) && isAlone(s[n:]) {
			l.put(r.column, s[n:n+1], 1, r.pen)
			r.column++
			n++
		}
		s = s[n:]
		if n = widget.ColourLen(s); n > 0 {
			r.pen = r.pen.set(s[len("\x1b[") : n-1])
			s = s[n:]
			continue
		}
		for n < len(s) && !isAlone(s[n:]) && s[n] != ansi.ESC {
			n++
		}
		for piece, width := range widget.Pieces(s[:n]) {
			if strings.Contains(piece, widget.Apart) {
				piece = strings.ReplaceAll(piece, widget.Apart, "")
			}
			l.put(r.column, piece, width, r.pen)
			r.column += width
		}
		s = s[n:]
	}
}

// isAlone reports whether s begins with a character of ASCII that nothing can join.
func isAlone(s string) bool {
	return s[0] >= ' ' && s[0] <= '~' && (len(s) == 1 || s[1] < utf8.RuneSelf)
}

// line is the one that is drawn in.
func (r *Renderer) line() *line {
	for len(r.wanted) <= r.row {
		r.wanted = append(r.wanted, nil)
	}
	return &r.wanted[r.row]
}

// control does what a sequence says, of those that Bubble Tea draws with. The others do
// not change what is seen and are passed through.
func (r *Renderer) control(s string) {
	switch {
	case s == leaveScreen:
		r.pass(wrap + leaveScreen)
		r.full = false
	case s == ansi.EraseEntireScreen:
		r.wanted = nil
		r.buffer = style{}.appendTo(r.buffer, r.cursor.style)
		r.buffer = append(r.buffer, s...)
		r.forget()
		_, lines := r.dimensions()
		r.shown = make([]line, min(lines, mostLines))
		for i := range r.shown {
			r.shown[i] = line{}
		}
	case s == ansi.EraseLineRight:
		l := r.line()
		*l = (*l)[:min(r.column, len(*l))]
	case s == ansi.EraseEntireLine:
		*r.line() = nil
	case s == ansi.EraseScreenBelow:
		l := r.line()
		*l = (*l)[:min(r.column, len(*l))]
		r.wanted = r.wanted[:r.row+1]
	case strings.HasPrefix(s, "\x1b]8;"):
		r.pen.link = strings.TrimRight(s[len("\x1b]8;"):], "\a\x1b\\")
		if r.pen.link == ";" {
			r.pen.link = ""
		}
	case strings.HasPrefix(s, "\x1b[") && strings.HasSuffix(s, "H"):
		row, column, _ := strings.Cut(s[len("\x1b["):len(s)-1], ";")
		r.row, r.column = place(row), place(column)
	default:
		r.pass(s)
	}
}

// mostLines bounds what is remembered of a screen of no known size.
const mostLines = 500

// place reads a number that counts from one, and may be missing.
func place(text string) int {
	n, _ := strconv.Atoi(text)
	return min(max(n-1, 0), mostLines)
}

// pass writes what is no drawing, after all that was drawn before it.
func (r *Renderer) pass(s string) {
	r.paint()
	r.buffer = append(r.buffer, s...)
}

// forget says that nothing is known of the terminal.
func (r *Renderer) forget() {
	r.shown = nil
	r.cursor = cursor{}
}
