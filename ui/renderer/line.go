package renderer

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"callsheet/ui/widget"
)

// cell is one cell of the screen. The zero value is a blank.
type cell struct {
	text  string // what is drawn in it and in those that go on with it; "" a blank
	style style
	kind  kind
}

type kind uint8

const (
	simple   kind = iota // one cell by every terminal's measure
	disputed             // of text that terminals give different widths
	goesOn               // the rest of the cell before it
)

// line is a line of the screen. Cells that it has not are blanks.
type line []cell

func (l line) at(column int) cell {
	if column < len(l) {
		return l[column]
	}
	return cell{}
}

// width is where nothing but blanks follows.
func (l line) width() int {
	n := len(l)
	for n > 0 && l[n-1] == (cell{}) {
		n--
	}
	return n
}

// put draws a text of so many cells at a column.
func (l *line) put(column int, text string, width int, s style) {
	for len(*l) < column+width {
		*l = append(*l, cell{})
	}
	at := (*l)[column : column+width]
	switch {
	case text == " ":
		at[0] = cell{style: s.ofBlank()}
		return
	case width == 1 && widget.IsSimple(text):
		at[0] = cell{text: text, style: s}
		return
	}
	at[0] = cell{text: text, style: s, kind: disputed}
	for i := 1; i < width; i++ {
		at[i] = cell{style: s, kind: goesOn}
	}
}

// run is the cells of one text on whose width terminals disagree: from the first to before
// end. Beyond reach no terminal draws anything of it.
type run struct{ first, end, reach int }

// runs are those of a line. They go on over the single blanks between words, and begin with
// what a terminal may join their first character to.
func (l line) runs() []run {
	var all []run
	for i := 0; i < len(l); i++ {
		if l[i].kind == simple {
			continue
		}
		r := run{first: i}
		if i > 0 && widget.JoinsBefore(l[i].text) {
			r.first--
		}
		runes := i - r.first
		for ; i < len(l) && l[i].kind != simple; i++ {
			runes += utf8.RuneCountInString(l[i].text) + 1 // a mark of direction may follow it
		}
		r.end = i
		r.reach = max(r.first+2*runes, r.end)
		if n := len(all); n > 0 && all[n-1].end >= r.first-1 {
			before := all[n-1]
			r = run{before.first, r.end, before.reach + r.reach - before.end}
			all = all[:n-1]
		}
		all = append(all, r)
	}
	return all
}

// direction is how a text is written.
type direction uint8

const (
	forwards direction = iota // or either way
	backwards
	numerals // Arabic ones: forwards each, backwards among each other
)

func directionOf(text string) direction {
	for _, r := range text {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.R, bidi.AL:
			return backwards
		case bidi.AN:
			return numerals
		}
	}
	return forwards
}

// holdsApart is a mark of direction (LRM) that stands for a letter written from the left.
// Behind a text written from the right it keeps terminals that turn text round from taking
// the columns beside it, and the digits of a phone, into the turn.
const holdsApart = "\u200e"

// heldApart reports whether the mark belongs behind the text at a column: it is written
// from the right, and what follows is none such, two blanks away at most.
func (l line) heldApart(column int) bool {
	way := directionOf(l[column].text)
	if l[column].kind != disputed || way == forwards {
		return false
	}
	next := column + l.widthAt(column)
	if way == numerals && directionOf(l.at(next).text) == numerals {
		return false
	}
	for i := next; i < next+2; i++ {
		if text := l.at(i).text; text != "" && !strings.ContainsAny(text, "-'’.") {
			return directionOf(text) != backwards
		}
	}
	return true
}

// widthAt is how many cells the text at a column takes.
func (l line) widthAt(column int) int {
	n := 1
	for l.at(column+n).kind == goesOn {
		n++
	}
	return n
}
