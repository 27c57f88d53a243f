package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/fold"
	"callsheet/model/table"
)

const (
	maxAsides   = 5_000 // rows that are looked at again
	countWidths = 64    // of rows; wider ones are counted with those
)

// asides finds the rows of a table that are no contacts: totals, notes and
// signatures under the table or between its rows, headings, and the header
// again. Rows of few cells are remembered as they come and judged at the end,
// when it is known how full the others are.
type asides struct {
	widths [countWidths + 1]int // how many rows have so many filled cells
	last   [countWidths + 1]int // the last of them, by its place in the table
	rows   []asideRow           // in order
	spread bool                 // there were too many to remember: sparse rows are the rule
}

type asideRow struct {
	row, cells int
	first      string // its first filled cell
	sum        bool   // that one says total
	header     bool   // the row is the header once more
}

// add looks at a row that was laid at a place in the table.
func (a *asides) add(row int, cells []table.Cell, columns int, header []string) {
	n, first := 0, -1
	for i := range cells {
		if cells[i].Text == "" || n == 0 && strings.TrimSpace(cells[i].Text) == "" {
			continue
		}
		if n++; first < 0 {
			first = i
		}
	}
	if n == 0 {
		return
	}
	width := min(n, countWidths)
	a.widths[width]++
	a.last[width] = row
	if columns < 2 {
		return
	}
	text := cells[first].Text
	sum, again := saysTotal(text), n > 1 && first < len(header) && text == header[first] && isHeader(cells, header)
	if !sum && !again && 3*n > max(columns, 3) {
		return
	}
	if len(a.rows) == maxAsides {
		a.spread = true
		return
	}
	a.rows = append(a.rows, asideRow{row: row, cells: n, first: text, sum: sum, header: again})
}

func isHeader(cells []table.Cell, header []string) bool {
	for i, name := range header {
		if i >= len(cells) && name != "" || i < len(cells) && onOneLine(cells[i].Text) != name {
			return false
		}
	}
	return true
}

// typical is the median number of filled cells of a row.
func (a *asides) typical() int {
	rows := 0
	for _, n := range a.widths {
		rows += n
	}
	seen := 0
	for width, n := range a.widths {
		if seen += n; n > 0 && 2*seen >= rows {
			return width
		}
	}
	return 0
}

// find returns the places of the rows that are no contacts, in order. wide
// reports whether the first cell of a row is merged over many columns.
func (a *asides) find(t *table.Table, wide func(row int) bool) []int {
	typical := a.typical()
	if typical < 2 || a.spread {
		return nil
	}
	full := 0
	for width := max(2, (typical+1)/2); width <= countWidths; width++ {
		full = max(full, a.last[width])
	}
	var found []int
	for _, r := range a.rows {
		if r.isAside(t, typical, full, wide) {
			found = append(found, r.row)
			found = append(found, signedOff(t, r)...)
		}
	}
	if typical > 2 {
		found = append(found, a.closing(t, typical, full)...)
	}
	found = append(found, authors(t)...)
	slices.Sort(found)
	return slices.Compact(found)
}

func (r asideRow) isAside(t *table.Table, typical, full int, wide func(row int) bool) bool {
	cells := t.AppendRow(nil, r.row)
	switch {
	case r.header:
		return true
	case r.sum:
		return allFigures(cells, r.first)
	}
	if filled(cells) > max(1, typical/3) || holdsReach(cells) {
		return false // a merged cell may have filled it since
	}
	text := strings.TrimSpace(r.first)
	switch {
	case isRule(text), text == farewells, saysNote(text), isSentence(text), filled(cells) == 1 && wide(r.row):
		return true
	}
	below := r.row + 1
	heading := typical > 2 && filled(cells) == 1 && r.row > 0 && t.Blank(r.row-1) && below < t.Len() && !t.Blank(below) && r.row < full
	return heading && !strings.ContainsFunc(text, unicode.IsDigit)
}

// signedOff are the last rows of a table below one that takes leave, however full
// they are: who made the list, and how to reach them. Under a total they are those
// that begin with what is said of them, as in Contact: service desk.
func signedOff(t *table.Table, r asideRow) []int {
	const longest = 5 // rows of a signature
	lower := strings.ToLower(strings.TrimSpace(r.first))
	if t.Len()-r.row-1 > longest {
		return nil
	}
	leave := lower == farewells || slices.ContainsFunc(signOffs, func(start string) bool { return strings.HasPrefix(lower, start) })
	var rows []int
	for row := r.row + 1; row < t.Len(); row++ {
		if !t.Blank(row) && (leave || r.sum && asksToCall(t, row)) {
			rows = append(rows, row)
		}
	}
	return rows
}

// asksToCall reports whether the first filled cell of a row is words with a colon.
func asksToCall(t *table.Table, row int) bool {
	for _, c := range t.AppendRow(nil, row) {
		if text := strings.TrimSpace(c.Text); text != "" {
			words, _, found := strings.Cut(text, ":")
			return found && strings.ContainsFunc(words, unicode.IsLetter)
		}
	}
	return false
}

// authors are the last rows of a table from the one on that says who made it or
// answers questions about it, however full they are: theirs is no contact's number.
func authors(t *table.Table) []int {
	const longest = 5 // rows of a signature
	var rows []int
	for row := max(1, t.Len()-longest); row < t.Len(); row++ {
		if t.Blank(row) {
			continue
		}
		cells := t.AppendRow(nil, row)
		first := slices.IndexFunc(cells, func(c table.Cell) bool { return strings.TrimSpace(c.Text) != "" })
		lower := strings.ToLower(strings.TrimSpace(cells[max(first, 0)].Text))
		if len(rows) > 0 || slices.ContainsFunc(authorStarts, func(start string) bool { return strings.HasPrefix(lower, start) }) {
			rows = append(rows, row)
		}
	}
	return rows
}

// closing is the last block of rows when a blank one parts it from the table,
// none of it is half full and some of it are words: a signature, with the
// address of whoever made the list.
func (a *asides) closing(t *table.Table, typical, full int) []int {
	var block []int
	words := false
	for i := len(a.rows) - 1; i >= 0 && a.rows[i].row > full; i-- {
		r := a.rows[i]
		if r.row != t.Len()-1-len(block) { // another row comes between
			break
		}
		cells := t.AppendRow(nil, r.row)
		if filled(cells) > max(1, typical/3) {
			return nil
		}
		block = append(block, r.row)
		words = words || !holdsReach(cells)
	}
	if len(block) == 0 || !t.Blank(block[len(block)-1]-1) {
		return nil
	}
	if !words {
		return nil
	}
	return block
}

// allFigures reports whether all filled cells but the first are sums, counts or
// shares, and none is written as a phone number is.
func allFigures(cells []table.Cell, first string) bool {
	seen := false
	for _, c := range cells {
		text := strings.TrimSpace(c.Text)
		if text == "" || !seen && c.Text == first {
			seen = seen || text != ""
			continue
		}
		letters, digits := fold.Count(text)
		const units = 4 // EUR, pcs.
		if letters > units || digits >= phoneDigits && (strings.ContainsAny(text, "+()/") || strings.LastIndexByte(text, '-') > 0 || c.Kind == table.KindText && onlyDigits([]byte(text))) {
			return false
		}
	}
	return true
}

// holdsReach reports whether a cell is a phone number or an email address and
// nothing else, by which somebody may be meant to be called.
func holdsReach(cells []table.Cell) bool {
	for _, c := range cells {
		if c.Kind != table.KindDate && classify(c) == certain && !strings.ContainsFunc(strings.TrimSpace(c.Text), unicode.IsSpace) {
			return true
		}
		if c.Kind == table.KindText && classify(c) == certain && !strings.ContainsFunc(c.Text, unicode.IsLetter) {
			return true
		}
	}
	return false
}

// isRule reports whether a text is a line drawn with signs.
func isRule(text string) bool { return len(text) > 2 && strings.Trim(text, "-=_*–—.·~# ") == "" }

// isSentence reports whether a text is a remark in words and no name.
func isSentence(text string) bool {
	const words, letters = 6, 30
	return len(strings.Fields(text)) >= words && len(text) >= letters
}

// saysTotal reports whether a text is the name of a sum, alone or before a count.
func saysTotal(text string) bool {
	const longest = 40
	if len(text) > longest || !mayBeTotal(text) {
		return false
	}
	text = strings.TrimSpace(text)
	name := strings.TrimRightFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	var small [longest]byte // most rows come here, and few should cost memory
	if lower, ok := appendLower(small[:0], name); ok && totalWords[string(lower)] || !ok && totalWords[strings.ToLower(name)] {
		return true
	}
	before, after, found := strings.Cut(text, ":")
	return found && totalWords[strings.ToLower(strings.TrimSpace(before))] && strings.ContainsFunc(after, unicode.IsDigit)
}

// appendLower appends the small letters of a text that is ASCII.
func appendLower(dst []byte, text string) ([]byte, bool) {
	for i := range len(text) {
		b := text[i]
		if b >= utf8.RuneSelf {
			return dst, false
		}
		if b >= 'A' && b <= 'Z' {
			b |= 0x20
		}
		dst = append(dst, b)
	}
	return dst, true
}

func saysNote(text string) bool {
	lower := strings.ToLower(text)
	if isPageNumber(lower) {
		return true
	}
	return slices.ContainsFunc(noteStarts, func(start string) bool { return strings.HasPrefix(lower, start) })
}

// isPageNumber recognises page 3 of 4, in the languages of pageWords.
func isPageNumber(lower string) bool {
	word, rest, found := strings.Cut(lower, " ")
	return found && pageWords[word] && rest != "" && unicode.IsDigit(rune(rest[0]))
}
