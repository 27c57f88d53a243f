package contacts

import (
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

const (
	// besideFrom is the width from which the causes stand beside the rows.
	besideFrom = 108
	// contactChrome is the chips, the bar, the rule and the lines about what is
	// under the cursor.
	contactChrome = 6
)

const (
	// detailsFrom is the width from which what is known of a row stands beside the rows,
	// in as many cells at least and at most.
	detailsFrom                 = 158
	leastDetails, widestDetails = 40, 60
	// bothFrom is the width, without those details, from which the causes and who the rows
	// of all causes are have room beside each other, and roomyFrom that from which the
	// causes have the room they have above the rows.
	bothFrom, roomyFrom = 139, 176
)

// pane is which part of the screen has the keyboard.
type pane string

const (
	PaneCauses pane = "causes"
	PaneRows   pane = "rows"
)

// layout divides the screen between the causes and the rows.
type layout struct {
	theme         theme.Theme
	width, height int
	causes        *causePane
	pane          pane
	ofCause       bool // the rows are those of one cause
}

// DetailsWidth is how many cells there are for what is known of the row under the
// cursor, 0 when it is not shown.
func (l layout) DetailsWidth() int {
	if l.width < detailsFrom {
		return 0
	}
	return min(leastDetails+(l.width-detailsFrom)*35/100, widestDetails)
}

// main is the cells there are for the causes and the rows.
func (l layout) main() int {
	if details := l.DetailsWidth(); details > 0 {
		return l.width - details - screen.PaneGap
	}
	return l.width
}

// beside reports whether the causes stand beside the rows, rather than above.
// While rows of every cause are looked at, who they are needs the room more.
func (l layout) beside() bool {
	if l.width < besideFrom || len(l.causes.List) == 0 {
		return false
	}
	return l.width >= detailsFrom && l.main() >= bothFrom || l.pane == PaneCauses || l.ofCause
}

func (l layout) gridWidth() int {
	if l.beside() {
		return l.main() - l.CausesWidth() - screen.PaneGap
	}
	return l.main()
}

// CausesWidth leaves what a key does beside the name where there is room for
// both, and below it otherwise; who the people are has the rest.
func (l layout) CausesWidth() int {
	switch {
	case !l.beside():
		return l.main()
	case l.main() >= roomyFrom:
		return 80
	}
	return 36 + min(max(l.main()-besideFrom, 0), 8)
}

// CausesHeight is how many lines the causes have, 0 when they are not shown.
func (l layout) CausesHeight() int {
	room := max(2, l.height-contactChrome)
	switch {
	case len(l.causes.List) == 0:
		return 0
	case l.beside():
		return room
	case l.pane == PaneCauses:
		return min(linesOf(l.causes.Blocks(l.theme, l.width, 0))+1, room/2)
	}
	return 0
}

// bodyHeight is how many lines the causes and the rows have together.
func (l layout) bodyHeight() int { return max(2, l.height-contactChrome) }

func (l layout) gridHeight() int {
	room := max(2, l.height-contactChrome)
	if !l.beside() {
		room -= l.CausesHeight()
	}
	return max(2, room)
}
