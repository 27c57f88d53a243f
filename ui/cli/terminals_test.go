//go:build unix

package cli_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"callsheet/ui/theme"
)

// What a terminal does not know may end up on its screen, and what it does not take
// back stays there.
func TestTerminalsWithoutWindowsSeeNoMoreThanTheyKnow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env        string
		cols, rows uint16
		ascii      bool
	}{
		{"TERM=linux", 80, 24, true},
		{"TERM=vt100", 0, 0, true}, // as on a serial line, which has no size
		{"TERM=newterm", 80, 24, false},
	} {
		s := start(t, c.cols, c.rows, []string{c.env}, "demo")
		s.sees("These are its first rows")
		s.types(leaveKey)
		if code := s.ends(); code != 0 {
			t.Errorf("%s: exit code %d", c.env, code)
		}
		<-s.done
		raw := s.raw.String()
		if at := strings.Index(raw, "\x1b]"); at >= 0 {
			t.Errorf("%s: an OSC is written: %q", c.env, raw[at:min(len(raw), at+40)])
		}
		if signs := strings.ContainsAny(raw, "─│▸✓…→"); signs == c.ascii {
			t.Errorf("%s: it is drawn with signs beyond ASCII: %v", c.env, signs)
		}
		if !strings.Contains(raw[strings.LastIndex(raw, "first rows"):], "\x1b[H\x1b[2J") {
			t.Errorf("%s: people's rows stay on the screen", c.env)
		}
	}
}

func TestATerminalThatPrintsLinesGetsTheConsoleInLines(t *testing.T) {
	t.Parallel()
	for _, env := range []string{"TERM=", "TERM=dumb", "TERM=vt52"} {
		s := start(t, 80, 24, []string{env}, "demo")
		s.sees("These are its first rows")
		s.sees("? all.")
		s.types("?\r")
		s.sees("Use this list")
		s.types(leaveKey)
		if code := s.ends(); code != 0 {
			t.Errorf("%s: exit code %d", env, code)
		}
		<-s.done
		if raw := s.raw.String(); strings.Contains(raw, "\x1b") {
			t.Errorf("%s: %q", env, raw)
		}
	}
}

// Nothing is waited for before the first frame but the terminal's word for its background, which
// has its bound: neither a terminal that answers nothing nor a service that takes a request and
// says nothing keeps Home from being drawn.
func TestTheFirstFrameNeedsNobodysAnswer(t *testing.T) {
	t.Parallel()
	over := make(chan struct{})
	mute := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-over:
		case <-r.Context().Done():
		}
	}))
	defer mute.Close()
	defer close(over)
	s := start(t, 80, 24, append(account(mute.URL, testKey), "CALLSHEET_THEME=auto"))
	s.sees("What would you like to do?")
	s.mu.Lock()
	raw := s.raw.String()
	s.mu.Unlock()
	if question, frame := strings.Index(raw, theme.AskBackground), strings.Index(raw, "What would"); question < 0 || question > frame {
		t.Errorf("the terminal is asked at %d, and the frame begins at %d", question, frame)
	}
	s.types(leaveKey)
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
