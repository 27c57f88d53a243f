package terminaltest

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/bidi"

	"callsheet/ui/widget"
)

// Misplaced says what of a frame, which is whole lines of a screen, a terminal does not show
// where it belongs, "" when all is in its place: each character that is the same to every
// terminal in its own cell and colours, and of the text between them nothing but that text.
func (t *Terminal) Misplaced(frame string) string {
	if len(t.Unknown) > 0 {
		return fmt.Sprintf("it does not know %v", t.Unknown)
	}
	for row, line := range strings.Split(frame, "\n") {
		wanted, loose := wantedOf(line)
		for column, want := range wanted {
			got := t.cells[row][column]
			if !loose[column] {
				if got.Looks() != want.Looks() {
					return fmt.Sprintf("line %d, column %d: %+v, not %+v, of %q", row, column, got.Looks(), want.Looks(), line)
				}
				continue
			}
			if text := strings.TrimSuffix(got.Text, lrm); text != "" && text != " " && !strings.Contains(strings.ReplaceAll(line, widget.Apart, ""), text) && !allIn(text, line) {
				return fmt.Sprintf("line %d, column %d: %q is left there, of %q", row, column, got.Text, line)
			}
		}
		if said := t.turned(row, loose); t.Rule.Turns && said != "" {
			return fmt.Sprintf("line %d, %s, of %q", row, said, line)
		}
	}
	return ""
}

const lrm = "\u200e"

// allIn reports whether all characters of a text are in a line.
func allIn(text, line string) bool {
	for _, r := range text {
		if r != 0x200e && !strings.ContainsRune(line, r) {
			return false
		}
	}
	return true
}

// wantedOf is a line cell by cell, and which cells are text that terminals dispute, with
// what lies single between two of them.
func wantedOf(line string) (cells []Cell, loose []bool) {
	var s Style
	for len(line) > 0 {
		if n := widget.ColourLen(line); n > 0 {
			s = s.set(strings.Split(line[2:n-1], ";"))
			line = line[n:]
			continue
		}
		if rest, is := strings.CutPrefix(line, "\x1b]8;"); is {
			text, tail, _ := strings.Cut(rest, "\a")
			s.link, line = strings.TrimPrefix(text, ";"), tail
			if s.link != "" {
				s.link = text
			}
			continue
		}
		end := strings.IndexByte(line, 0x1b)
		if end < 0 {
			end = len(line)
		}
		for piece, w := range widget.Pieces(line[:end]) {
			for i := range w {
				cells = append(cells, Cell{Text: piece, Style: s})
				loose = append(loose, !widget.IsSimple(piece))
				if i > 0 {
					cells[len(cells)-1].Text = ""
				}
			}
			if w > 0 && widget.JoinsBefore(strings.ReplaceAll(piece, widget.Apart, "")) && len(cells) > w {
				loose[len(cells)-w-1] = true
			}
		}
		line = line[end:]
	}
	for i := 1; i < len(loose)-1; i++ {
		if loose[i-1] && loose[i+1] {
			loose[i] = true
		}
	}
	return cells, loose
}

// turned says what a terminal that turns text round would take into the turn besides that
// text, "" when nothing is.
func (t *Terminal) turned(row int, loose []bool) string {
	var line strings.Builder
	line.WriteByte('a') // or else the library takes the first letter for the direction of the line
	columns := []int{len(loose)}
	for column, c := range t.cells[row] {
		line.WriteString(c.Text)
		for range []rune(c.Text) {
			columns = append(columns, column)
		}
	}
	var p bidi.Paragraph
	if _, err := p.SetString(line.String(), bidi.DefaultDirection(bidi.LeftToRight)); err != nil {
		return err.Error()
	}
	order, err := p.Order()
	if err != nil {
		return err.Error()
	}
	for i := range order.NumRuns() {
		run := order.Run(i)
		if run.Direction() != bidi.RightToLeft {
			continue
		}
		from, to := run.Pos()
		for _, column := range columns[from : to+1] {
			if column < len(loose) && !loose[column] {
				return fmt.Sprintf("column %d: %q is turned with %q", column, t.cells[row][column].Text, run.String())
			}
		}
	}
	return ""
}
