package printable

import (
	"strings"
	"unicode"
)

// Text makes text from outside safe to draw on one line of a terminal:
// control, format and bidirectional characters are dropped, any white space
// becomes one blank, and at most limit runes are kept.
func Text(s string, limit int) string {
	if len(s) <= limit && isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(max(0, min(len(s), limit)))
	blank := false
	n := 0
	for _, r := range s {
		if n >= limit {
			break
		}
		switch {
		case unicode.IsSpace(r):
			blank = b.Len() > 0
			continue
		case r == unicode.ReplacementChar, r == 0x200d, r == 0x200c:
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Cs, r):
			continue
		}
		if blank {
			if n+1 == limit {
				break
			}
			b.WriteByte(' ')
			n++
			blank = false
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// ASCII is a text for a terminal that knows ASCII alone: one of another coding may take
// the bytes of a letter for the beginning of a command.
func ASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 {
			return '?'
		}
		return r
	}, s)
}

// isClean knows text that cleaning would not change, when it is plain ASCII, as
// nearly all cells are.
func isClean(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return s == "" || before != ' '
}

// BetweenNumbers is put where the lines of a phone cell become one line, so that
// what were several numbers stay so.
const BetweenNumbers = " / "

// PhoneText is Text for a phone cell: its lines stay apart.
func PhoneText(s string, limit int) string {
	if !strings.ContainsAny(s, "\r\n") {
		return Text(s, limit)
	}
	var lines []string
	for line := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\r' || r == '\n' }) {
		if line = Text(line, limit); line != "" {
			lines = append(lines, line)
		}
	}
	return Text(strings.Join(lines, BetweenNumbers), limit)
}
