package theme

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// Pen writes one line of text in a style, by the bytes the style puts before
// and after it. A lipgloss style works them out anew for every text, which costs
// more than everything else on a screen. The zero value writes plain text.
type Pen struct{ open, close string }

func penOf(s lipgloss.Style) Pen {
	const probe = "x"
	open, end, _ := strings.Cut(s.Inline(true).Render(probe), probe)
	return Pen{open, end}
}

// Render returns text, which has no line end, in the style.
func (p Pen) Render(text string) string {
	if text == "" || p.open == "" {
		return text
	}
	return p.open + text + p.close
}

// Around is what comes before and after a text in the style, for text that is
// written in pieces.
func (p Pen) Around() (before, after string) { return p.open, p.close }

// Bold is the style in bold as well.
func (p Pen) Bold() Pen { return p.with("\x1b[1m") }

// Reverse is the style with its colours the other way round.
func (p Pen) Reverse() Pen { return p.with("\x1b[7m") }

func (p Pen) with(attribute string) Pen { return Pen{p.open + attribute, "\x1b[0m"} }
