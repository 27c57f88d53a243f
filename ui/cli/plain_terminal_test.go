//go:build unix

package cli_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// hears waits until one of some texts was printed, wherever its lines end, and returns
// what was.
func (s *terminal) hears(texts ...string) string {
	s.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		said := strings.Join(strings.Fields(s.since(s.seen)), " ")
		if slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(said, text) }) {
			return said
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("%q was not printed; what was is\n%s", texts, said)
		}
	}
}

// From the demo list to its last call in a terminal of which nothing is asked but to print.
func TestTheDemoIsThroughInLinesOnATerminal(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := start(t, 80, 24, []string{"TMPDIR=" + folder}, "demo", "--plain", "--keep", "--speed", "3600")
	for _, step := range []struct{ hears, says string }{
		{"These are its first rows", ""},
		{"Which country are these numbers from?", ""},
		{"What does each column mean?", "ctrl+n"},
		{"Leading zero lost", "a"},
		{"6 rows: the zero is put back", "ctrl+n"},
		{"Name>", ":ctrl+n"},
	} {
		s.hears(step.hears)
		s.types(step.says + "\r")
	}
	const over, changed = "Completed: everybody sent to Dialgen was called.", "The time went on"
	for {
		_, number, _ := strings.Cut(s.hears("asks you to type "), "asks you to type ")
		number, _, _ = strings.Cut(number, ",")
		s.types("\r")
		s.hears("will be called by")
		s.types(number + "\r")
		if strings.Contains(s.hears(over, changed), over) {
			break
		}
		s.types("\r") // others could be rung outside their hours by now: it is looked at anew
	}
	s.types(leaveKey)
	if code := s.ends(); code != 0 && code != 130 {
		t.Errorf("exit code %d", code)
	}
	<-s.done
	if strings.Contains(s.raw.String(), "\x1b") {
		t.Error("it is drawn")
	}
	if n := len(acceptedIn(t, folder)); n < 200 {
		t.Errorf("%d contacts were sent", n)
	}
}
