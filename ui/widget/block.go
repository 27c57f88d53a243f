package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/theme"
)

// Block draws s as exactly height lines of exactly width cells, joined by
// newlines: lines that are too long are cut with a mark, missing lines are
// blank and lines beyond height are dropped.
func Block(s string, width, height int) string {
	if height <= 0 {
		return ""
	}
	mark := "~"
	if !isASCII(s) {
		mark = "…"
	}
	var b strings.Builder
	b.Grow(len(s) + height)
	rest, more := s, true
	for i := range height {
		if i > 0 {
			b.WriteByte('\n')
		}
		line := ""
		if more {
			line, rest, more = strings.Cut(rest, "\n")
		}
		b.WriteString(Fit(line, width, mark))
	}
	return b.String()
}

// isASCII tells a console that draws with ASCII signs alone from one that may
// use the Unicode ellipsis.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Wrap breaks s into lines of at most width cells, at blanks where it can and
// inside a word where it must. Newlines in s are kept. Styles are dropped, so
// that each line can be styled on its own.
func Wrap(s string, width int) []string {
	width = max(width, 1)
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		for _, line := range wrapParagraph(bare(paragraph), width) {
			lines = append(lines, line.text)
		}
	}
	return lines
}

// Paragraph is Wrap with each line drawn with a pen.
func Paragraph(pen theme.Pen, s string, width int) []string {
	lines := Wrap(s, width)
	for i := range lines {
		lines[i] = pen.Render(lines[i])
	}
	return lines
}

// Lines breaks s, which is in one style or none, into at most so many lines of
// exactly width cells; what does not fit in them is cut with the ellipsis. A
// text that fits in one line stays as it is.
func Lines(s string, width, most int, ellipsis string) []string {
	if Width(s) <= width {
		return []string{Fit(s, width, ellipsis)}
	}
	before, after := "", ""
	for n := ColourLen(s); n > 0; n = ColourLen(s[len(before):]) {
		before, after = s[:len(before)+n], "\x1b[0m"
	}
	lines := Wrap(s, width)
	if len(lines) > most {
		lines = append(lines[:most-1], strings.Join(lines[most-1:], " "))
	}
	for i, line := range lines {
		lines[i] = before + Fit(line, width, ellipsis) + after
	}
	return lines
}

// brokenLine is a line that a text was broken into.
type brokenLine struct {
	text   string
	inside bool // it begins within the word that the line before ends with
}

func wrapParagraph(s string, width int) []brokenLine {
	var lines []brokenLine
	var line strings.Builder
	lineWidth, inside := 0, false
	flush := func(within bool) {
		lines = append(lines, brokenLine{line.String(), inside})
		line.Reset()
		lineWidth, inside = 0, within
	}
	for word := range strings.SplitSeq(s, " ") {
		w := Width(word)
		switch {
		case w == 0:
			continue
		case lineWidth == 0:
		case lineWidth+1+w <= width:
			line.WriteByte(' ')
			lineWidth++
		default:
			flush(false)
		}
		for piece, pw := range Pieces(word) {
			if pw == 0 && piece != Apart {
				continue
			}
			if pw > width { // a wide character in one cell
				piece, pw = "?", 1
			}
			if lineWidth+pw > width {
				flush(true)
			}
			line.WriteString(piece)
			lineWidth += pw
		}
	}
	if lineWidth > 0 || len(lines) == 0 {
		flush(false)
	}
	return lines
}

// bare is s as it can be drawn, without its colours.
func bare(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for piece, w := range Pieces(s) {
		if w > 0 {
			b.WriteString(piece)
		}
	}
	return b.String()
}

// Beside joins two blocks line by line with gap between them. The left block
// is padded to its widest line, the shorter block with blank lines.
func Beside(left, right string, gap string) string {
	if strings.Contains(gap, "\n") { // they are read one after the other
		return left + gap + right
	}
	l, r := strings.Split(left, "\n"), strings.Split(right, "\n")
	width := 0
	for _, line := range l {
		width = max(width, Width(line))
	}
	rightWidth := 0
	for _, line := range r {
		rightWidth = max(rightWidth, Width(line))
	}
	var b strings.Builder
	for i := range max(len(l), len(r)) {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(Fit(at(l, i), width, ""))
		b.WriteString(gap)
		b.WriteString(Fit(at(r, i), rightWidth, ""))
	}
	return b.String()
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// Overlay draws box in the middle of base, on exactly height lines of exactly
// width cells. A box larger than that is cut.
func Overlay(base, box string, width, height int) string {
	lines := strings.Split(Block(base, width, height), "\n")
	over := strings.Split(box, "\n")
	boxWidth := 0
	for _, line := range over {
		boxWidth = max(boxWidth, Width(line))
	}
	boxWidth = min(boxWidth, max(width, 0))
	x, y := (width-boxWidth)/2, max((height-len(over))/2, 0)
	for i, line := range over {
		if y+i >= len(lines) || height <= 0 {
			break
		}
		under := lines[y+i]
		lines[y+i] = Fit(under, x, "") + Fit(line, boxWidth, "") + from(under, x+boxWidth)
	}
	return strings.Join(lines, "\n")
}

// Behind is text as it is drawn behind a box that has the keys: in the quiet colour
// alone, so that nothing but what is in the box looks as if it could be used.
func Behind(t theme.Theme, text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		line = ansi.Strip(line)
		if !t.ASCII { // whose sign stands in texts, too
			line = strings.ReplaceAll(line, t.Glyphs.Cursor, " ")
		}
		lines[i] = t.Muted.Render(line)
	}
	return strings.Join(lines, "\n")
}

// from is what of s lies at cell start and beyond, in the colours it has there.
func from(s string, start int) string {
	var b strings.Builder
	x := 0
	for piece, w := range Pieces(s) {
		switch {
		case w == 0 || x >= start:
			b.WriteString(piece)
		case x+w > start: // the left half of a wide character is covered
			b.WriteString(blanks(x + w - start))
		}
		x += w
	}
	return b.String()
}
