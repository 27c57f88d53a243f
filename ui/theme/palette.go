package theme

import "github.com/charmbracelet/lipgloss"

// palette is one accent, four states and the greys around them.
type palette struct {
	accent, ready, toFix, duplicate, doNotCall lipgloss.CompleteColor
	muted, rule, cursor, cursorText            lipgloss.CompleteColor
	onBadge, live, onLive                      lipgloss.CompleteColor
}

func colour(trueColor, ansi256, ansi string) lipgloss.CompleteColor {
	return lipgloss.CompleteColor{TrueColor: trueColor, ANSI256: ansi256, ANSI: ansi}
}

// Every text colour has a contrast of at least 4.5:1 with the backgrounds of
// its side, from pure black to #2e3440 and from pure white to #f4f0e6 (WCAG 2.2,
// 1.4.3); the tests hold it.
func paletteFor(light bool) palette {
	if light {
		return palette{
			accent:     colour("#1a5fb4", "25", "4"),
			ready:      colour("#1b6e3c", "22", "2"),
			toFix:      colour("#8a4b00", "94", "3"),
			duplicate:  colour("#6b3fa0", "55", "5"),
			doNotCall:  colour("#a51d2d", "124", "1"),
			muted:      colour("#5c6370", "241", "8"),
			rule:       colour("#c0c4cc", "251", "7"),
			cursor:     colour("#d3e3fb", "189", "6"),
			cursorText: colour("#10182a", "16", "0"),
			onBadge:    colour("#ffffff", "231", "15"),
			live:       colour("#a51d2d", "124", "1"),
			onLive:     colour("#ffffff", "231", "15"),
		}
	}
	return palette{
		accent:     colour("#7cb7ff", "111", "12"),
		ready:      colour("#86c99a", "114", "10"),
		toFix:      colour("#e6b566", "179", "11"),
		duplicate:  colour("#c3a6f2", "183", "13"),
		doNotCall:  colour("#f2918f", "210", "9"),
		muted:      colour("#9aa3b2", "247", "7"),
		rule:       colour("#4a5261", "240", "8"),
		cursor:     colour("#2c3e5c", "24", "4"),
		cursorText: colour("#ffffff", "231", "15"),
		onBadge:    colour("#10151f", "16", "0"),
		live:       colour("#c4313f", "160", "1"),
		onLive:     colour("#ffffff", "231", "15"),
	}
}
