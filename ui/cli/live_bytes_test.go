package cli

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/ui/renderer"
)

// The most that a console writes at a time to a terminal of 120x40 that shows Live: while
// nothing moves, which is the age of the figures, and in the middle while calls go on.
const (
	idleBytes   = 40
	activeBytes = 900
)

// tally counts what is written to a terminal, each time.
type tally struct {
	mu    sync.Mutex
	sizes []int
	texts []string
}

func (w *tally) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sizes, w.texts = append(w.sizes, len(p)), append(w.texts, string(p))
	return len(p), nil
}

// since is what was written since it was last asked.
func (w *tally) since() (sizes []int, texts []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	sizes, texts = w.sizes, w.texts
	w.sizes, w.texts = nil, nil
	return sizes, texts
}

func TestLiveWritesOnlyWhatMoves(t *testing.T) {
	for _, row := range []struct {
		name string
		from int // o'clock
		sees string
		most int // bytes at a time, in the middle
		all  bool
	}{
		{"all waves wait for their start", 4, "starts today", idleBytes, true},
		{"two waves call", 9, "calling,", activeBytes, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(time.Date(2027, 3, 2, row.from, 0, 0, 0, time.UTC)))
				out := &tally{}
				w := newWatchedConsole(t, consoleConfig{
					list: writePeople(t, 400, personOf), width: 120, height: 40, pace: livePace, terminal: renderer.New(out, renderer.Options{}),
					box:     sandbox.Config{Clock: time.Now},
					options: model.OptionValues{model.OptRate: "4", model.OptNoAnswerDelay: "15 m"},
				})
				defer w.end()
				w.confirms(400)
				w.sees(row.sees)
				w.passes(time.Minute)
				out.since()
				w.passes(2 * time.Minute)
				sizes, texts := out.since()
				sum, most := 0, 0
				for i, n := range sizes {
					if sum += n; n > sizes[most] {
						most = i
					}
				}
				if len(sizes) == 0 {
					t.Fatalf("nothing is drawn in two minutes, nor how old the figures are:\n%s", w.screen())
				}
				t.Logf("%d bytes at %d times in 2 minutes: %d each, %d at most", sum, len(sizes), sum/len(sizes), sizes[most])
				if n := sum / len(sizes); n > row.most || row.all && sizes[most] > row.most {
					t.Errorf("%d each, %d at most, which is\n%q", n, sizes[most], texts[most])
				}
			})
		})
	}
}
