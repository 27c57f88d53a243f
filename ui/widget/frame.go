package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/theme"
)

// Frame is a whole screen as it goes to the terminal: exactly height lines of
// exactly width cells, of characters that can be seen and of the theme's own
// colours. It is the last thing that is done to what is drawn, whoever wrote it.
//
// What is drawn with the pen of links leads to link, an address of printable ASCII; where that
// is "", or is none, it is text like other text.
func Frame(t theme.Theme, screen string, width, height int, link string) string {
	return linked(t, Block(ownColours(t, screen), width, height), link)
}

// linked makes a hyperlink (OSC 8) of what is drawn with the pen of links. It may stand on
// several lines: the id says that these are one.
func linked(t theme.Theme, framed, link string) string {
	before, after := t.Link.Around()
	if link == "" || before == "" || after == "" || strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return framed
	}
	var b strings.Builder
	for {
		head, rest, begins := strings.Cut(framed, before)
		b.WriteString(head)
		if !begins {
			return b.String()
		}
		text, tail, ends := strings.Cut(rest, after)
		if !ends || strings.Contains(text, "\n") {
			b.WriteString(before)
			framed = rest
			continue
		}
		b.WriteString(ansi.SetHyperlink(link, "id=callsheet") + before + text + after + ansi.ResetHyperlink())
		framed = tail
	}
}

// ownColours takes away the colour sequences that no pen of the theme writes,
// such as the one that hides the text after it.
func ownColours(t theme.Theme, s string) string {
	known := map[string]bool{Apart: true}
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := strings.IndexByte(s, ansi.ESC)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		n := ColourLen(s)
		if n == 0 { // no colour: it is drawn as the blank it becomes
			b.WriteByte(' ')
			s = s[1:]
			continue
		}
		sequence := s[:n]
		own, seen := known[sequence]
		if !seen {
			own = t.Writes(sequence)
			known[sequence] = own
		}
		if own {
			b.WriteString(sequence)
		}
		s = s[n:]
	}
}
