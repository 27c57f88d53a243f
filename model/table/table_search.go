package table

// Matcher knows the cells that hold a text.
type Matcher interface {
	// Index is where the text may begin in the memory of cells that lie one behind
	// the other, their heads included, or -1: a quick first look.
	Index(memory string) int
	// InText reports whether the text of one cell holds it.
	InText(cell string) bool
}

// Search gives the rows of a range that hold a text in one of their cells, in
// order.
func (t *Table) Search(m Matcher, from, to int, found func(row int)) {
	for from < to {
		from = t.searchChunk(m, from, to, found)
	}
}

// searchChunk looks at the rows that lie behind each other in memory all at once,
// and returns the first row that it did not look at.
func (t *Table) searchChunk(m Matcher, row, to int, found func(row int)) int {
	first := *t.row(row)
	if first.cells == 0 {
		return row + 1
	}
	end := row + 1
	for end < to && t.row(end).chunk == first.chunk {
		end++
	}
	chunk := t.chunks[first.chunk]
	if end < t.Len() && t.row(end).chunk == first.chunk {
		chunk = chunk[:t.row(end).offset]
	}
	for at := int(first.offset); row < end; row, at = row+1, int(t.row(min(row+1, end-1)).offset) {
		hit := m.Index(chunk[at:])
		if hit < 0 {
			break
		}
		for row+1 < end && int(t.row(row+1).offset) <= at+hit {
			row++
		}
		// The hit may reach over the end of a cell, so the row has the last word.
		if t.Holds(m, row) {
			found(row)
		}
	}
	return end
}

// Holds reports whether a row holds a text in one of its cells.
func (t *Table) Holds(m Matcher, row int) bool {
	if m.Index(t.memory(row)) < 0 {
		return false
	}
	ref := t.row(row)
	chunk, at := t.chunks[ref.chunk], int(ref.offset)
	for range ref.cells {
		size, _, head := cellHead(chunk[at:])
		at += head
		if m.InText(chunk[at : at+size]) {
			return true
		}
		at += size
	}
	return false
}

// memory is where the row's cells lie, their heads included.
func (t *Table) memory(row int) string {
	ref := t.row(row)
	if ref.cells == 0 {
		return ""
	}
	chunk := t.chunks[ref.chunk]
	if row+1 < t.Len() {
		if next := t.row(row + 1); next.chunk == ref.chunk && next.offset >= ref.offset {
			return chunk[ref.offset:next.offset]
		}
	}
	return chunk[ref.offset:]
}
