package ui

import (
	"fmt"

	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	// paneFrom is the width from which the contact has a pane of its own.
	paneFrom = 112
	// stripLines is how many lines the contact has below the columns otherwise,
	// and leastColumns how many the columns keep beside it, with their names.
	stripLines, leastColumns = 4, 6
	// longestName is how many cells of a column's name stand before its reason: fewer
	// than a title has, so that a cut one is marked.
	longestName = 59
	// reasonLines is how many lines the reason may take beside that pane.
	reasonLines = 3
	// roomForReasons is the width from which every column's reason is shown, and
	// not only that of the column under the cursor.
	roomForReasons = 100
)

// isWide reports whether a screen of some width has the contact in a pane.
func isWide(width int) bool { return width >= paneFrom }

// paneWidth is how many cells the contact's pane has.
func paneWidth(width int) int { return min(64, width*2/5) }

// wrapped is a text on as many lines as it takes: what is said above the columns
// is never cut before its point.
func wrapped(width int, pen theme.Pen, text string) []string {
	lines := widget.Wrap(text, max(1, width))
	for i, line := range lines {
		lines[i] = pen.Render(line)
	}
	return lines
}

// place is a number in an order, in words as far as they are short.
func place(n int) string {
	switch n {
	case 2:
		return "2nd"
	case 3:
		return "3rd"
	}
	return fmt.Sprintf("%dth", n)
}
