package widget

import "slices"

const columnGap = 2

// gridSpan is a column in sight and the cells it has.
type gridSpan struct{ col, width int }

// gridLayout is which columns are in sight, and whether there are more to the
// left and to the right of them.
type gridLayout struct {
	spans       []gridSpan
	frozen      int // how many stand still at the left
	shift       int
	left, right bool
}

// last is the rightmost column in sight.
func (l gridLayout) last() int { return l.spans[len(l.spans)-1].col }

// columnWidths are the cells that columns want, and what they can be narrowed to.
type columnWidths struct{ want, least []int }

func (g *Grid) columnWidths() columnWidths {
	w := columnWidths{make([]int, len(g.cols)), make([]int, len(g.cols))}
	for i, c := range g.cols {
		w.want[i] = max(c.Width, 1)
		if c.Width <= 0 {
			w.want[i] = max(Width(c.Title), 1)
		}
		w.least[i] = w.want[i]
		if c.Min > 0 {
			w.least[i] = min(c.Min, w.want[i])
		}
	}
	return w
}

// gutter is the cells in front of the first column: the cursor, the mark when
// there are marks, and a blank.
func (g *Grid) gutter() int {
	if g.marked != nil {
		return 3
	}
	return 2
}

// layout gives every column its width where all that are not beyond fit, narrows those
// that can be narrowed where that is enough, and otherwise, or when others are paged to,
// shows the frozen columns and as many of the others, from the shift on, as there is room
// for.
func (g *Grid) layout() gridLayout {
	if len(g.cols) == 0 {
		return gridLayout{}
	}
	w := g.columnWidths()
	first := 0
	if l, fits := g.unshifted(w); fits {
		if g.shift == 0 || !l.right {
			return l
		}
		first = 1
	}
	for shift := first; ; shift++ {
		l := g.paged(w, shift)
		if shift >= g.shift || !l.right {
			return l
		}
	}
}

// unshifted lays out the columns that are not beyond, and reports whether all fit.
func (g *Grid) unshifted(w columnWidths) (gridLayout, bool) {
	n := slices.IndexFunc(g.cols, func(c GridColumn) bool { return c.Beyond })
	if n < 0 {
		n = len(g.cols)
	}
	frozen := g.frozen(w)
	if n <= frozen && n < len(g.cols) { // the others have to be paged to in any case
		return gridLayout{}, false
	}
	wantAll, leastAll := 0, 0
	for i := range n {
		wantAll += w.want[i]
		leastAll += w.least[i]
	}
	room := g.width - g.gutter() - columnGap*(n-1)
	l := gridLayout{frozen: frozen, right: n < len(g.cols)}
	switch {
	case wantAll <= room:
		l.spans = g.grow(w.want[:n], room-wantAll)
	case leastAll <= room:
		l.spans = narrow(w.want[:n], w.least[:n], room-leastAll)
	default:
		return l, false
	}
	return l, true
}

// pagedRoom is the cells there are for columns that are paged: two at the right are kept
// for the mark that there is more.
func (g *Grid) pagedRoom() int { return g.width - g.gutter() - 2 }

// frozen is how many columns stand still: those that are to, as long as they leave
// most of the room to the others.
func (g *Grid) frozen(w columnWidths) int {
	n := slices.IndexFunc(g.cols, func(c GridColumn) bool { return !c.Frozen })
	if n < 0 {
		n = len(g.cols) - 1
	}
	for ; n > 1; n-- {
		used := columnGap * (n - 1)
		for _, width := range w.want[:n] {
			used += width
		}
		if used <= g.pagedRoom()*3/5 {
			return n
		}
	}
	return 1
}

// shiftBefore is the shift that shows the columns before those in sight.
func (g *Grid) shiftBefore(l gridLayout) int {
	w := g.columnWidths()
	before := l.frozen + l.shift - 1
	if home, fits := g.unshifted(w); fits && home.last() >= before {
		return 0
	}
	shift := l.shift - 1
	for shift > 0 && g.paged(w, shift-1).last() >= before {
		shift--
	}
	return shift
}

// grow shares the room left over between the columns that grow.
func (g *Grid) grow(widths []int, left int) []gridSpan {
	spans := spansOf(widths)
	growing := 0
	for i := range widths {
		if g.cols[i].Grow {
			growing++
		}
	}
	for i := range spans {
		if g.cols[i].Grow {
			add := left / growing
			spans[i].width += add
			left -= add
			growing--
		}
	}
	return spans
}

// narrow gives each column its least and shares out what is left in proportion
// to what each gave up.
func narrow(want, least []int, left int) []gridSpan {
	spans := spansOf(least)
	given := 0
	for i := range want {
		given += want[i] - least[i]
	}
	for i := range spans {
		if give := want[i] - least[i]; give > 0 {
			add := left * give / given
			spans[i].width += add
			left -= add
			given -= give
		}
	}
	return spans
}

// paged shows the frozen columns and, from the shift on, as many of the others as there
// is room for.
func (g *Grid) paged(w columnWidths, shift int) gridLayout {
	room := g.pagedRoom()
	l := gridLayout{shift: shift, left: shift > 0, frozen: g.frozen(w)}
	if l.frozen == 1 {
		first := w.want[0]
		if len(w.want) > 1 { // leave the larger part to the column paged to
			first = max(min(first, room*2/5), min(w.least[0], room-columnGap-1), 1)
		}
		l.spans = []gridSpan{{0, min(first, max(room, 1))}}
	} else {
		l.spans = spansOf(w.want[:l.frozen])
		room -= columnGap * (l.frozen - 1)
	}
	for _, s := range l.spans {
		room -= s.width
	}
	from := l.frozen + shift
	col := from
	for ; col < len(w.want); col++ {
		width := min(w.want[col], room-columnGap)
		if width < w.least[col] && (col > from || width < 1) {
			break
		}
		l.spans = append(l.spans, gridSpan{col, width})
		room -= width + columnGap
	}
	l.right = col < len(w.want)
	grows := func(s gridSpan) bool { return g.cols[s.col].Grow }
	if i := slices.IndexFunc(l.spans, grows); i >= 0 {
		l.spans[i].width += max(room, 0)
	}
	return l
}

func spansOf(widths []int) []gridSpan {
	spans := make([]gridSpan, len(widths))
	for i, w := range widths {
		spans[i] = gridSpan{i, w}
	}
	return spans
}
