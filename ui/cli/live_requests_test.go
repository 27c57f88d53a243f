package cli

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/api/sandbox"
	"callsheet/model"
)

// What Live asks of the service at most in a minute: 20 looks at three batches, and the
// lists of calls of some; and what each call that somebody opens takes on top.
const (
	requestsAMinute = 90
	requestsOfACall = 6
)

func TestLiveAsksForFewThingsAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)))
		states := newStatesHad(t)
		w := newWatchedConsole(t, consoleConfig{
			list: writePeople(t, 1200, ofSix), width: 120, height: 40, pace: livePace, reached: states.before,
			box:     sandbox.Config{Clock: time.Now},
			options: model.OptionValues{model.OptRate: "5", model.OptNoAnswerDelay: "15 m"},
		})
		defer w.end()
		w.confirms(1200)
		w.passes(2 * time.Minute) // until all are sent, and a first look was at each
		most, all, minutes := 0, 0, 10
		if testing.Short() {
			minutes = 2
		}
		for range minutes {
			states.all()
			w.passes(time.Minute)
			asked := states.all()
			most, all = max(most, asked.sum()), all+asked.sum()
			if asked.sum() > requestsAMinute {
				t.Errorf("in a minute it asks %v", asked)
			}
		}
		if t.Logf("in %d minutes %d requests, at most %d in one", minutes, all, most); all < 10*minutes {
			t.Errorf("%d requests in %d minutes: it does not look", all, minutes)
		}
		w.key(tea.KeyTab)
		states.all()
		for range 20 {
			w.key(tea.KeyDown, tea.KeyEnter)
			w.passes(time.Second)
			if !w.atLive() {
				w.key(tea.KeyEsc)
			}
			w.passes(2 * time.Second)
		}
		asked := states.all()
		t.Logf("while somebody looks at calls, in a minute: %v", asked)
		if asked.sum() > requestsAMinute+20*requestsOfACall {
			t.Errorf("in a minute it asks %v", asked)
		}
	})
}

// ofSix is the number of a contact, of five countries of one forenoon and a sixth, whose
// wave waits.
func ofSix(i int) string {
	digits := 6
	if i%6 == 5 {
		digits = 4
	}
	return fmt.Sprintf("%s%0*d", []string{"+447400", "+4915120", "+33612", "+34612", "+393490", "+1212200"}[i%6], digits, i)
}
