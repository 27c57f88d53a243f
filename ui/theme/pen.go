package theme

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// Pen writes one line of text in a style, by the bytes the style puts before
// and after it. A lipgloss style works them out anew for every text, which costs
// more than everything else on a screen. The zero value writes plain text.
type Pen struct{ open, close string }

// Writes reports whether a pen of the theme, or one made of it, puts a colour
// sequence (SGR) on the screen. Any other was brought by a text.
func (t Theme) Writes(sequence string) bool {
	switch sequence {
	case bold, reversed, plain:
		return true
	}
	return slices.ContainsFunc(t.pens(), func(p Pen) bool {
		return strings.Contains(p.open, sequence) || strings.Contains(p.close, sequence)
	})
}

func (t Theme) pens() []Pen {
	return []Pen{
		t.Text, t.Muted, t.Strong, t.Accent, t.Title, t.Ready, t.ToFix, t.Duplicate, t.DoNotCall, t.LeftOut, t.Error, t.Warning, t.Success,
		t.Cursor, t.Marked, t.Sandbox, t.Live, t.Key, t.KeyDesc, t.Rule, t.Input, t.Banner, t.Edge, t.Link,
	}
}

const (
	bold     = "\x1b[1m"
	reversed = "\x1b[7m"
	plain    = "\x1b[0m"
)

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
func (p Pen) Bold() Pen { return p.with(bold) }

// Reverse is the style with its colours the other way round.
func (p Pen) Reverse() Pen { return p.with(reversed) }

func (p Pen) with(attribute string) Pen { return Pen{p.open + attribute, plain} }
