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

// roomyFrom is the width from which the causes have the room they have above the
// rows.
const roomyFrom = 170

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

// beside reports whether the causes stand beside the rows, rather than above.
// While rows of every cause are looked at, who they are needs the room more.
func (l layout) beside() bool {
	if l.width < besideFrom || len(l.causes.List) == 0 {
		return false
	}
	return l.width >= roomyFrom || l.pane == PaneCauses || l.ofCause
}

func (l layout) gridWidth() int {
	if l.beside() {
		return l.width - l.CausesWidth() - screen.PaneGap
	}
	return l.width
}

// CausesWidth leaves what a key does beside the name where there is room for
// both.
func (l layout) CausesWidth() int {
	switch {
	case !l.beside():
		return l.width
	case l.width >= roomyFrom:
		return 80
	}
	return 36
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

func (l layout) gridHeight() int {
	room := max(2, l.height-contactChrome)
	if !l.beside() {
		room -= l.CausesHeight()
	}
	return max(2, room)
}
