//go:build unix

package cli_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// typesIn sends keys cut in two, the second part after a pause.
func (s *terminal) typesIn(first string, pause time.Duration, second string) {
	s.t.Helper()
	s.types(first)
	time.Sleep(pause)
	if _, err := io.WriteString(s.tty, second); err != nil {
		s.t.Fatal(err)
	}
}

// atContacts opens a console on a list of sixty rows that can be called, at its
// contacts.
func atContacts(t *testing.T, env ...string) *terminal {
	t.Helper()
	var b strings.Builder
	b.WriteString("Name,Phone\n")
	for i := range 60 {
		fmt.Fprintf(&b, "Olivia,+44 7400 1231%02d\n", i)
	}
	list := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(list, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, 120, 30, env, "demo", list)
	s.sees("These are its first rows")
	s.types(enterKey)
	s.sees("What does each column mean?")
	s.types(nextKey)
	s.sees("60 contacts will be called")
	return s
}

// A share of the cuts on the clock of a real terminal; all of them have a clock
// of their own elsewhere.
func TestKeysCutInATerminalAreWhole(t *testing.T) {
	const pause = 30 * time.Millisecond
	s := atContacts(t)
	for at := range 2 {
		s.typesIn("\x1b[B"[:at+1], pause, "\x1b[B"[at+1:])
	}
	s.typesIn("\x1b[", 200*time.Millisecond, "B")
	s.sees("Row 5 ")
	// A paste is no command, wherever it and its marks are cut.
	paste := "\x1b[200~jxjxjx\r\x1b[201~"
	for at := 1; at < len(paste); at++ {
		s.typesIn(paste[:at], pause, paste[at:])
	}
	s.typesIn("\x1b[20", 200*time.Millisecond, "0~xjxjx\r\x1b[201~")
	s.types("jx")
	s.sees("Row 6 is left out")
	s.sees("ready 59")
	s.types("\x1b")
	s.sees("What does each column mean?")
}

// A text that is longer than any read comes whole, and a screen that is typed in
// is drawn once for all of it.
func TestLettersOfSeveralBytesAreWhole(t *testing.T) {
	for _, letter := range []string{"漢", "é", "🙂"} {
		t.Run(letter, func(t *testing.T) {
			s := start(t, 200, 30, nil, "demo")
			s.sees("These are its first rows")
			s.types("\x1b")
			s.sees("tab complete")
			text := strings.Repeat(letter, 90)
			s.types("\x15" + text + "|")
			s.sees(text + "|")
		})
	}
}

// What a terminal pastes without saying so comes as keys.
func TestALongPasteWithoutMarksIsTyped(t *testing.T) {
	const size = 256 << 10
	for name, line := range map[string]string{"words": "Olivia Grant, +44 7400 123101, London. ", "letters": "x"} {
		t.Run(name, func(t *testing.T) {
			s := atContacts(t)
			s.types("/")
			s.sees("enter keep these rows")
			began := time.Now()
			if _, err := io.WriteString(s.tty, strings.Repeat(line, size/len(line))); err != nil {
				t.Fatal(err)
			}
			s.types(leaveKey)
			if code := s.ends(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			t.Logf("256 KB took %v", time.Since(began).Round(time.Millisecond))
		})
	}
}
