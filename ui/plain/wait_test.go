package plain

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/panics"
	"callsheet/ui"
)

func TestNothingIsWaitedForWithoutEnd(t *testing.T) {
	h := hold(t, sceneNamed(t, "file-typed"))
	h.cfg.Terminal = false
	if said := h.types(""); !h.app.Busy() || !strings.Contains(said, "still under way after 30 seconds, and the next line is taken") {
		t.Errorf("of a file that is never opened it says\n%s", said)
	}
	h = hold(t, sceneNamed(t, "welcome"))
	h.cfg.Terminal = false
	now := time.Now()
	h.begin()
	if h.last = now; h.settled(now) || !h.settled(now.Add(quietTime)) {
		t.Error("it does not wait for what comes of a line")
	}
	if h.since = now.Add(-stirTime - 1); !h.settled(now) {
		t.Error("messages that never end keep it from taking a line")
	}
	h = hold(t, sceneNamed(t, "live-typical"))
	for _, c := range []struct {
		line  string
		after time.Duration
		over  bool
		says  string
	}{
		{"wait nobody says this", 9 * time.Minute, false, ""},
		{"wait nobody says this", 11 * time.Minute, true, `"nobody says this" was not told within 10 m.`},
		{"wait 2h nobody says this", 119 * time.Minute, false, ""},
		{"wait 2h nobody says this", 121 * time.Minute, true, "was not told within 2 h"},
		{"wait live", 0, true, ""},
		{"wait 10s", 9 * time.Second, false, ""},
		{"wait 10s", 11 * time.Second, true, ""},
		{"wait -5s", 0, true, ""},
	} {
		h.types(c.line)
		from := h.said.Len()
		h.tell(time.Now().Add(c.after))
		if over := h.waits == nil; over != c.over || !strings.Contains(h.said.String()[from:], c.says) {
			t.Errorf("%q is over after %v: %v, and says %q", c.line, c.after, over, h.said.String()[from:])
		}
		h.waits, h.answering = nil, false
	}
}

// heardBy tells what is written, until somebody has heard enough.
type heardBy struct {
	mu   sync.Mutex
	said strings.Builder
	ear  map[string]func() // called once each is said
}

func (h *heardBy) Write(text []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.said.Write(text)
	for words, do := range h.ear {
		if strings.Contains(strings.Join(strings.Fields(h.said.String()), " "), words) {
			delete(h.ear, words)
			panics.Go(do)
		}
	}
	return len(text), nil
}

// atItsEnd is a console in lines whose input has none.
func atItsEnd(t *testing.T, scene string, out *heardBy) *console {
	h := hold(t, sceneNamed(t, scene))
	h.cfg.In, h.cfg.Terminal = strings.NewReader(""), false
	h.msgs, h.over, h.out.to = make(chan tea.Msg, 256), make(chan struct{}), out
	h.run = func(cmd tea.Cmd) {
		h.onlyLeave(cmd)
		panics.Go(func() {
			select {
			case <-h.left:
				h.msgs <- tea.QuitMsg{}
			case <-h.over:
			}
		})
	}
	return h.console
}

func TestTheEndOfTheInputWaitsForWhatIsSentAndSigtermDoesNot(t *testing.T) {
	for scene, why := range map[string]string{"live-sending": "A batch is being sent.", "live-waves": "Waves need a console until"} {
		ctx, sigterm := context.WithCancel(t.Context())
		out := &heardBy{ear: map[string]func(){"Callsheet stays as long as it has to: " + why: sigterm}}
		if err := atItsEnd(t, scene, out).loop(ctx); err != context.Canceled || len(out.ear) > 0 {
			t.Errorf("%s: it ends with %v, and has said\n%s", scene, err, out.said.String())
		}
	}
	out := &heardBy{}
	if err := atItsEnd(t, "live-done", out).loop(t.Context()); err != nil || strings.Contains(out.said.String(), "stays as long") {
		t.Errorf("with nothing to wait for it ends with %v, and has said\n%s", err, out.said.String())
	}
}

// While the shell has the terminal it shows what is typed, and afterwards it does not.
func TestTheShellGetsATerminalThatShowsWhatIsTyped(t *testing.T) {
	h := hold(t, sceneNamed(t, "account-empty"))
	var was []bool
	h.cfg.Unseen = func(on bool) bool { was = append(was, on); return true }
	h.cfg.Suspend = func() bool { was = append(was, h.veiled); return true }
	h.veil(ui.Secret(h.app))
	h.update(tea.SuspendMsg{})
	if len(was) != 4 || !was[0] || was[1] || was[2] || !was[3] {
		t.Errorf("what is typed is hidden: %v", was)
	}
}
