package ui

import (
	"strings"
	"testing"

	"callsheet/ui/widget"
)

// An error that is longer than a line goes on in a second one, above the keys,
// and moves nothing else.
func TestALongStatusWraps(t *testing.T) {
	const text = "Nothing was sent: the service's name cannot be found. Check the network. Check its address (CALLSHEET_BASE_URL, or base_url in the settings)."
	for _, kind := range []widget.ToastKind{widget.Info, widget.Done, widget.Problem} {
		r := newRobot(t, testConfig(), 80, 24)
		before := strings.Split(r.screen(), "\n")
		r.app.console.Notify(kind, text)
		r.update(nil)
		after := strings.Split(r.screen(), "\n")
		if len(after) != 24 {
			t.Fatalf("%d lines", len(after))
		}
		if got := strings.Join(strings.Fields(after[21]+after[22]), " "); !strings.HasSuffix(got, text) {
			t.Errorf("the status is %q", got)
		}
		for i, line := range after {
			if i != 21 && i != 22 && line != before[i] {
				t.Errorf("line %d has moved: %q", i, line)
			}
		}
		screenIsSafe(t, r.app.View(), 80)
		// What is longer still covers the end of the body, and is whole as well.
		long := strings.TrimSpace(strings.Repeat(text+" ", 4))
		r.app.console.Notify(kind, long)
		r.update(nil)
		lines := strings.Split(r.screen(), "\n")
		if got := strings.Join(strings.Fields(strings.Join(lines[15:23], " ")), " "); !strings.HasSuffix(got, long) {
			t.Errorf("a very long status is %q", got)
		}
	}
}
