package cli

import (
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"
)

// safeWriter is what every command writes to. Whatever is written by whomever, no
// character reaches a terminal through it that would steer it, hide something or
// turn it around.
type safeWriter struct{ to io.Writer }

// newSafeWriter puts a writer behind one, once.
func newSafeWriter(w io.Writer) io.Writer {
	if _, done := w.(safeWriter); done || w == nil {
		return w
	}
	return safeWriter{w}
}

// Write writes whole characters: none is parted between two calls.
func (g safeWriter) Write(text []byte) (int, error) {
	safe := text
	if !isSafe(text) {
		safe = []byte(strings.Map(seen, string(text)))
	}
	if n, err := g.to.Write(safe); err != nil {
		return min(n, len(text)), err
	}
	return len(text), nil
}

func isSafe(text []byte) bool {
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		if seen(r) != r || r == utf8.RuneError && size == 1 {
			return false
		}
		i += size
	}
	return true
}

// seen drops a character that cannot be seen, -1 being none.
func seen(r rune) rune {
	switch {
	case r == '\n', r == '\t', r == 0x200c, r == 0x200d: // the joiners spell words in Persian and Hindi
		return r
	case r < ' ', r == 0x7f, r >= 0x80 && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp):
		return -1
	}
	return r
}

// terminalOf is the terminal behind what is written to; ok is false when it is
// none. Who writes to it past the safe writer cleans each line first.
func terminalOf(w any) (file *os.File, ok bool) {
	if s, safe := w.(safeWriter); safe {
		w = s.to
	}
	file, ok = w.(*os.File)
	return file, ok && file != nil && term.IsTerminal(file.Fd())
}

func isTerminal(w any) bool {
	_, ok := terminalOf(w)
	return ok
}
