package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/theme"
)

// Frame is a whole screen as it goes to the terminal: exactly height lines of
// exactly width cells, of characters that can be seen and of the theme's own
// colours. It is the last thing that is done to what is drawn, whoever wrote it.
func Frame(t theme.Theme, screen string, width, height int) string {
	return Block(ownColours(t, screen), width, height)
}

// ownColours takes away the colour sequences that no pen of the theme writes,
// such as the one that hides the text after it.
func ownColours(t theme.Theme, s string) string {
	known := map[string]bool{apart: true}
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
		n := colourLen(s)
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
