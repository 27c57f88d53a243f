package theme

import (
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Background says what the console is drawn on.
type Background int

// The backgrounds. Unknown is that of a terminal that does not say it, where every
// colour has to be read on black and on white alike.
const (
	Dark Background = iota
	Light
	Unknown
)

// palette is one accent, four states and the greys around them. A colour that is
// none leaves the text in the terminal's own.
type palette struct {
	accent, ready, toFix, duplicate, doNotCall lipgloss.TerminalColor
	muted, rule, cursor, cursorText            lipgloss.TerminalColor
	onBadge, live, onLive                      lipgloss.TerminalColor
}

func colour(trueColor, ansi256 string) lipgloss.CompleteColor {
	return lipgloss.CompleteColor{TrueColor: trueColor, ANSI256: ansi256, ANSI: ansi256}
}

// paletteFor are the colours for a background. Every text colour has a contrast of at
// least 4.5:1 with the backgrounds of its side, from pure black to #2e3440 and from
// pure white to #f4f0e6, and those for a background that is not known with black and
// with white (WCAG 2.2, 1.4.3); the tests hold it.
func paletteFor(on Background, profile termenv.Profile) palette {
	if profile == termenv.ANSI {
		return sixteen(on)
	}
	switch on {
	case Light:
		return palette{
			accent:     colour("#1a5fb4", "25"),
			ready:      colour("#1b6e3c", "22"),
			toFix:      colour("#8a4b00", "94"),
			duplicate:  colour("#6b3fa0", "55"),
			doNotCall:  colour("#a51d2d", "124"),
			muted:      colour("#5c6370", "241"),
			rule:       colour("#c0c4cc", "251"),
			cursor:     colour("#d3e3fb", "189"),
			cursorText: colour("#10182a", "16"),
			onBadge:    colour("#ffffff", "231"),
			live:       colour("#a51d2d", "124"),
			onLive:     colour("#ffffff", "231"),
		}
	case Unknown:
		return palette{
			accent:     colour("#1f75d9", "63"),
			ready:      colour("#228644", "29"),
			toFix:      colour("#ad640e", "131"),
			duplicate:  colour("#895ed0", "98"),
			doNotCall:  colour("#db343e", "163"),
			muted:      colour("#6d7686", "243"),
			rule:       colour("#6d7686", "243"),
			cursor:     colour("#174f91", "24"),
			cursorText: colour("#ffffff", "231"),
			onBadge:    colour("#ffffff", "231"),
			live:       colour("#a51d2d", "124"),
			onLive:     colour("#ffffff", "231"),
		}
	}
	return palette{
		accent:     colour("#7cb7ff", "111"),
		ready:      colour("#86c99a", "114"),
		toFix:      colour("#e6b566", "179"),
		duplicate:  colour("#c3a6f2", "183"),
		doNotCall:  colour("#f2918f", "210"),
		muted:      colour("#9aa3b2", "247"),
		rule:       colour("#4a5261", "240"),
		cursor:     colour("#2c3e5c", "24"),
		cursorText: colour("#ffffff", "231"),
		onBadge:    colour("#10151f", "16"),
		live:       colour("#c4313f", "160"),
		onLive:     colour("#ffffff", "231"),
	}
}

// sixteen are the colours of a terminal that has sixteen, whose values are the
// terminal's own. A colour stands here only where it can be read in the palettes that
// terminals come with: there is no yellow or green that can be read on all their
// whites, and none at all on both black and white. What has none is told by its sign
// and by bold, as without colours. Greys may be the background, so there are none.
func sixteen(on Background) palette {
	none := lipgloss.NoColor{}
	p := palette{
		accent: none, ready: none, toFix: none, duplicate: none, doNotCall: none,
		muted: none, rule: none,
		onBadge: lipgloss.ANSIColor(0), live: lipgloss.ANSIColor(1), onLive: lipgloss.ANSIColor(15),
	}
	switch on {
	case Dark:
		p.accent, p.ready, p.toFix = lipgloss.ANSIColor(6), lipgloss.ANSIColor(2), lipgloss.ANSIColor(11)
		p.duplicate, p.doNotCall = lipgloss.ANSIColor(13), lipgloss.ANSIColor(9)
	case Light:
		p.accent, p.doNotCall = lipgloss.ANSIColor(4), lipgloss.ANSIColor(1)
	}
	return p
}
