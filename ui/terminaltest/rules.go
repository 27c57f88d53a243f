package terminaltest

import (
	"hash/maphash"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// Rule is how a terminal takes the width of text.
type Rule struct {
	Name string
	// Width is how many cells a character takes: none where it joins the one before.
	Width func(rune) int
	// Clusters is a terminal that draws what is one cluster in the cells of its widest
	// character, two at most.
	Clusters bool
	// Across is a terminal that joins to a cluster what was drawn before, wherever the
	// cursor has been since.
	Across bool
	// Joins is a terminal that draws what follows a zero-width joiner, a skin tone and the
	// second letter of a flag in the cell before.
	Joins bool
	// Late is a terminal that has a wide character that does not fit in the last column
	// take the last two; others leave it out.
	Late bool
	// Turns is a terminal that may turn round what is written from the right.
	Turns bool
}

// Rules are those of terminals in use, and of some that there are not, which are wrong
// about everything that can be disputed.
func Rules() []Rule {
	seed := maphash.MakeSeed()
	return []Rule{
		{Name: "xterm", Width: ofPoint, Turns: true},
		{Name: "tmux", Width: ofPoint, Joins: true, Turns: true},
		{Name: "VTE", Width: ofVTE, Late: true, Turns: true},
		{Name: "clusters", Width: ofPoint, Clusters: true, Joins: true, Turns: true},
		{Name: "clusters, across moves of the cursor", Width: ofPoint, Clusters: true, Joins: true, Across: true},
		{Name: "a terminal that knows no marks", Width: func(r rune) int { return max(1, ofPoint(r)) }},
		{Name: "a terminal of one width", Width: func(rune) int { return 1 }},
		{Name: "a terminal with a font of wide letters", Width: func(rune) int { return 2 }, Late: true},
		{Name: "a terminal that guesses", Width: func(r rune) int {
			n := int(maphash.Comparable(seed, r) % 3)
			if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
				return n
			}
			return max(1, n)
		}},
	}
}

// ofPoint is wcwidth, as xterm, tmux and most others have it.
func ofPoint(r rune) int { return ansi.StringWidthWc(string(r)) }

// ofVTE is as GLib has it: vowels and consonants that end a syllable of Hangul join it, and
// what is new in Unicode is not known yet.
func ofVTE(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf), r >= 0x1160 && r < 0x1200:
		return 0
	case r >= 0x1fa70 && r <= 0x1faff:
		return 1
	}
	return ofPoint(r)
}
