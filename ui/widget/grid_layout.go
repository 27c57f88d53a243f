package widget

import "slices"

const columnGap = 2

// gridSpan is a column in sight and the cells it has.
type gridSpan struct{ col, width int }

// gridLayout is which columns are in sight, and whether there are more to the
// left and to the right of them.
type gridLayout struct {
	spans       []gridSpan
	shift       int
	left, right bool
}

// gutter is the cells in front of the first column: the cursor, the mark when
// there are marks, and a blank.
func (g *Grid) gutter() int {
	if g.marked != nil {
		return 3
	}
	return 2
}

// layout gives every column its width where all fit, narrows those that can be
// narrowed where that is enough, and otherwise shows the first column and as
// many of the others, from the shift on, as there is room for.
func (g *Grid) layout() gridLayout {
	if len(g.cols) == 0 {
		return gridLayout{}
	}
	room := g.width - g.gutter()
	want, least := make([]int, len(g.cols)), make([]int, len(g.cols))
	wantAll, leastAll := 0, 0
	for i, c := range g.cols {
		want[i] = max(c.Width, 1)
		if c.Width <= 0 {
			want[i] = max(Width(c.Title), 1)
		}
		least[i] = want[i]
		if c.Min > 0 {
			least[i] = min(c.Min, want[i])
		}
		wantAll += want[i]
		leastAll += least[i]
	}
	gaps := columnGap * (len(g.cols) - 1)
	switch {
	case wantAll+gaps <= room:
		return gridLayout{spans: g.grow(want, room-wantAll-gaps)}
	case leastAll+gaps <= room:
		return gridLayout{spans: narrow(want, least, room-leastAll-gaps)}
	}
	// Two cells at the right are kept for the mark that there is more.
	for shift := 0; ; shift++ {
		l := g.paged(want, least, room-2, shift)
		if shift >= g.shift || !l.right {
			return l
		}
	}
}

// grow shares the room left over between the columns that grow.
func (g *Grid) grow(widths []int, left int) []gridSpan {
	spans := spansOf(widths)
	growing := 0
	for _, c := range g.cols {
		if c.Grow {
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

func (g *Grid) paged(want, least []int, room, shift int) gridLayout {
	l := gridLayout{shift: shift, left: shift > 0}
	first := want[0]
	if len(want) > 1 { // leave the larger part to the column paged to
		first = max(min(want[0], room*2/5), min(least[0], room-columnGap-1), 1)
	}
	l.spans = []gridSpan{{0, min(first, max(room, 1))}}
	room -= l.spans[0].width
	col := 1 + shift
	for ; col < len(want); col++ {
		width := min(want[col], room-columnGap)
		if width < least[col] && (col > 1+shift || width < 1) {
			break
		}
		l.spans = append(l.spans, gridSpan{col, width})
		room -= width + columnGap
	}
	l.right = col < len(want)
	if i := slices.IndexFunc(l.spans, func(s gridSpan) bool { return g.cols[s.col].Grow }); i >= 0 {
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
