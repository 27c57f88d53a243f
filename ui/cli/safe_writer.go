package cli

import (
	"bytes"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"

	"callsheet/ui/widget"
)

// safeWriter is what every command writes to. Whatever is written by whomever, no
// character reaches a terminal through it that would steer it, hide something or
// turn it around, nor does the account's key, wherever it was mistaken for something else.
type safeWriter struct {
	to  io.Writer
	key *knownKey // nil = none
}

// newSafeWriter puts a writer behind one, once.
func newSafeWriter(w io.Writer, key *knownKey) io.Writer {
	if _, done := w.(safeWriter); done || w == nil {
		return w
	}
	return safeWriter{w, key}
}

// knownKey is the account's key, and other secrets, as far as they were found, for whoever keeps
// them out of what is written. The zero value is none. The join code of a team is kept out by how
// it begins, so that one that was pasted somewhere is not shown either.
type knownKey struct {
	keys atomic.Pointer[[]string]
	code atomic.Bool // a join code is what is to be shown
}

// shortest is how long a key is that is looked for, or the beginning of one that was cut
// to the width of a cell: what is shorter stands in words.
const shortest = 12

// is says what a key is.
func (k *knownKey) is(key string) {
	if key = strings.TrimSpace(key); len(key) < shortest {
		return
	}
	for {
		before, all := k.keys.Load(), []string{key}
		if before != nil {
			if slices.Contains(*before, key) {
				return
			}
			all = append(all, *before...)
		}
		if k.keys.CompareAndSwap(before, &all) {
			return
		}
	}
}

// showsCode says that what is written is to show the team's join code.
func (k *knownKey) showsCode() { k.code.Store(true) }

// hide is a text with signs of the same width in the place of keys.
func (k *knownKey) hide(text []byte) []byte {
	if k == nil {
		return text
	}
	if !k.code.Load() && codeLead.Match(text) {
		text = joinCodes.ReplaceAllFunc(text, func(code []byte) []byte {
			return append([]byte("[code]"), strings.Repeat("*", len(code)-len("[code]"))...)
		})
	}
	if keys := k.keys.Load(); keys != nil {
		for _, key := range *keys {
			text = withoutKey(text, key)
		}
	}
	return text
}

// joinCodes are the join codes of teams, whole or cut, and codeLead is how they begin.
var (
	codeLead  = regexp.MustCompile(`(?i)csteam`)
	joinCodes = regexp.MustCompile(`(?i)csteam(?:-?[a-z2-7]){6,64}`)
)

func withoutKey(text []byte, key string) []byte {
	begins, hidden := []byte(key[:shortest]), []byte(nil)
	for {
		at := bytes.Index(text, begins)
		if at < 0 {
			return append(hidden, text...)
		}
		n := shortest
		for n < len(key) && at+n < len(text) && text[at+n] == key[n] {
			n++
		}
		hidden = append(append(append(hidden, text[:at]...), "[key]"...), strings.Repeat("*", n-len("[key]"))...)
		text = text[at+n:]
	}
}

// Write writes whole characters, and what the console draws them with: none is parted between
// two calls.
func (g safeWriter) Write(text []byte) (int, error) {
	safe := text
	if !isSafe(text) {
		// What keeps characters of Indian scripts apart on the console has no place in lines.
		safe = []byte(strings.Map(seen, strings.ReplaceAll(string(text), widget.Apart, "")))
	}
	safe = g.key.hide(safe)
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

// sizeOf is how many cells the terminal behind what is written to has; 0 = it is none, or does
// not say.
func sizeOf(w any) (width, height int) {
	file, is := terminalOf(w)
	if !is {
		return 0, 0
	}
	width, height, err := term.GetSize(file.Fd())
	if err != nil || width <= 0 || height <= 0 {
		return 0, 0
	}
	return width, height
}

func isTerminal(w any) bool {
	_, ok := terminalOf(w)
	return ok
}
