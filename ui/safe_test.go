package ui

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

var sgr = regexp.MustCompile(`\x1b\[[0-9;:]*m`)

// screenIsSafe holds that a drawn screen drives the terminal by colours alone,
// hides nothing, turns nothing around, and fits its width.
func screenIsSafe(t *testing.T, screen string, width int) {
	t.Helper()
	for line := range strings.SplitSeq(screen, "\n") {
		if w := ansi.StringWidth(line); w > width {
			t.Errorf("a line is %d wide, of %d: %q", w, width, line)
		}
	}
	bare := sgr.ReplaceAllString(screen, "")
	for _, r := range bare {
		joiner := r == 0x200c || r == 0x200d
		if r != '\n' && !joiner && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) {
			t.Fatalf("%U is drawn:\n%q", r, screen)
		}
	}
}
