package terminaltest

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// ScreenLog reads what a program writes as somebody does who looks at the terminal: each
// line that was drawn in is a line of text, whole, however little of it was written. What
// is not drawn on the alternate screen is text as it comes. The zero value is ready.
type ScreenLog struct {
	screen *Terminal
	rest   string // of a sequence or a character that has not come yet
}

// A screen larger than that of any test: nothing depends on its size.
const (
	logColumns = 300
	logLines   = 120
)

const (
	enters = "\x1b[?1049h"
	leaves = "\x1b[?1049l"
)

// Read is what is seen of the next bytes.
func (l *ScreenLog) Read(p []byte) string {
	s := l.rest + string(p)
	n := whole(s)
	s, l.rest = s[:n], s[n:]
	var b strings.Builder
	for s != "" {
		if l.screen == nil {
			var is bool
			var before string
			before, s, is = strings.Cut(s, enters)
			b.WriteString(ansi.Strip(before))
			if is {
				l.screen = New(Rules()[0], logColumns, logLines)
				l.screen.Write([]byte(ansi.EraseEntireScreen))
				l.screen.drawn = [logLines]bool{}
			}
			continue
		}
		drawn, after, is := strings.Cut(s, leaves)
		l.screen.Write([]byte(drawn))
		for row, yes := range l.screen.drawn {
			if yes {
				b.WriteString(strings.TrimRight(l.screen.text(row), " ") + " \n")
			}
		}
		l.screen.drawn = [logLines]bool{}
		if s = after; is {
			l.screen = nil
		}
	}
	return b.String()
}

// whole is how much of s is no beginning of what has not come yet.
func whole(s string) int {
	if i := strings.LastIndexByte(s, ansi.ESC); i >= 0 {
		if _, _, _, state := ansi.DecodeSequence(s[i:], ansi.NormalState, nil); state != ansi.NormalState {
			return i
		}
	}
	for i := len(s) - 1; i >= max(0, len(s)-utf8.UTFMax); i-- {
		if utf8.RuneStart(s[i]) {
			if !utf8.FullRuneInString(s[i:]) {
				return i
			}
			break
		}
	}
	return len(s)
}
