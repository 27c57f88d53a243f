package ui

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/transcript"
	"callsheet/ui/session"
)

// wordsService tells what was said on calls, and keeps what it was asked for in order.
type wordsService struct {
	*fakeService
	words   func(id string, ask int) (session.CallWords, error)
	order   []string
	running atomic.Int32
	most    atomic.Int32
}

func (w *wordsService) CallWords(_ context.Context, _ model.Batch, id string) (session.CallWords, error) {
	w.most.Store(max(w.most.Load(), w.running.Add(1)))
	defer w.running.Add(-1)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.order = append(w.order, id)
	return w.words(id, len(w.order))
}

func (w *wordsService) asked() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.order)
}

// said is what one utterance makes.
func said(status, text string) session.CallWords {
	words := session.CallWords{Status: status}
	if text != "" {
		words.Turns = []model.Turn{{Turn: transcript.Turn{Speaker: transcript.Contact, Text: text}, Role: "user"}}
	}
	return words
}

// asking opens a contact whose service answers in some way.
func asking(t *testing.T, at int, words func(id string, ask int) (session.CallWords, error)) (*robot, *callScreen, *wordsService) {
	t.Helper()
	r, s := calling(t, at, 80, 24, func(*callScreen) {})
	service := &wordsService{fakeService: &fakeService{}, words: words}
	r.app.console.Config.Service = service
	s.details.Service, s.details.Clock = service, stillClock{}
	return r, s, service
}

func TestOnlyTheCallOnWhichTheCursorRestsIsFetched(t *testing.T) {
	r, s, service := asking(t, 0, func(id string, _ int) (session.CallWords, error) {
		return said(model.CallMissed, "This is "+id+"."), nil
	})
	r.press("down", "down", "up", "down", "down", "up", "up")
	r.sees("This is c4.")
	if asked := service.asked(); !slices.Equal(asked, []string{"c4"}) {
		t.Errorf("it asked for %v", asked)
	}
	if most := service.most.Load(); most != 1 {
		t.Errorf("%d were asked for at one time", most)
	}
	if _, found, err := r.app.console.Config.Store.Ledger.CallDetail(t.Context(), "b1", "c4"); !found || err != nil {
		t.Errorf("it is not stored: %v", err)
	}
	r.press("left")
	r.sees("This is c3.")
	r.press("right")
	r.sees("This is c4.") // at once: it is known
	clear(s.known)
	r.press("left", "right")
	r.sees("This is c4.")
	if asked := service.asked(); !slices.Equal(asked, []string{"c4", "c3"}) {
		t.Errorf("what is stored is asked for again: %v", asked)
	}
}

func TestACallInProgressIsLookedAtAgainUntilItHasEnded(t *testing.T) {
	r, s, service := asking(t, 2, func(id string, ask int) (session.CallWords, error) {
		switch {
		case ask == 2:
			return session.CallWords{}, model.UserError("Dialgen does not answer.")
		case ask < 4:
			return said(model.CallOngoing, ""), nil
		}
		return said(model.CallAnswered, "I am "+id+"."), nil
	})
	r.sees("In progress")
	r.press("r")
	r.sees("I am c5.")
	r.sees("Answered")
	asked := len(service.asked())
	if s.goesOn() || asked < 4 {
		t.Errorf("it was asked for %d times, and goes on: %v", asked, s.goesOn())
	}
	if s.lookLater() != nil {
		t.Error("it is looked at again")
	}
}

func TestWhatIsWrittenDownSomeTimeAfterACallIsLookedForAgain(t *testing.T) {
	r, s, service := asking(t, 0, func(_ string, ask int) (session.CallWords, error) {
		if ask < 4 {
			return said(model.CallAnswered, ""), nil
		}
		return said(model.CallAnswered, "Now it is here."), nil
	})
	e := &s.contacts.(*sampleSequence).all[0]
	e.Calls[1].At = fixedNow.Add(-2 * time.Minute)
	r.press("down", "up")
	r.sees("not written down yet")
	r.sees("Now it is here.")
	if asked := len(service.asked()); asked != 4 {
		t.Errorf("it was asked for %d times", asked)
	}
}

func TestNoTranscriptNotFetchedAndCouldNotBeFetchedAreToldApart(t *testing.T) {
	fails := true
	for _, row := range []struct {
		name  string
		at    int
		words func(id string, ask int) (session.CallWords, error)
		sees  string
	}{
		{"nothing was said", 0, func(string, int) (session.CallWords, error) { return said(model.CallAnswered, ""), nil }, "Dialgen has no transcript of this call."},
		{"nobody answered", 1, func(string, int) (session.CallWords, error) { return said(model.CallMissed, ""), nil }, "Nobody spoke: the call was not answered."},
		{"the service does not answer", 0, func(string, int) (session.CallWords, error) {
			if fails {
				return session.CallWords{}, model.UserError("Dialgen does not answer.")
			}
			return said(model.CallAnswered, "Here I am."), nil
		}, "Could not be fetched. Dialgen does not answer. r tries again."},
	} {
		t.Run(row.name, func(t *testing.T) {
			r, _, _ := asking(t, row.at, row.words)
			r.press("r")
			r.sees(row.sees)
			if row.name == "the service does not answer" {
				fails = false
				r.press("r")
				r.sees("Here I am.")
			}
		})
	}
	for _, row := range []struct {
		name  string
		where func(*robot)
		sees  string
	}{
		{"the campaign is at another service", func(r *robot) { r.app.console.Campaign.Batches[0].Service = "https://sa.dialgen.ai" }, "Not fetched. This campaign is at"},
		{"there is no key", func(r *robot) { r.app.console.Config.Account.Missing = "There is no API key." }, "Not fetched. There is no API key."},
	} {
		t.Run(row.name, func(t *testing.T) {
			r, _, service := asking(t, 0, func(string, int) (session.CallWords, error) { return said(model.CallAnswered, "x"), nil })
			row.where(r)
			r.press("down", "up")
			r.waits(row.sees, func() bool { return strings.Contains(strings.Join(strings.Fields(r.screen()), " "), row.sees) })
			r.press("r", "o")
			if len(service.asked()) > 0 {
				t.Error("the service was asked")
			}
		})
	}
}
