package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/pacing"
	"callsheet/ui/screen"
)

// runningOn is Home with campaigns of an earlier run that are called: so many, at a service.
func runningOn(t *testing.T, names []string, service string, change func(*screen.Config, *fakeStore)) (*robot, *fakeStore, *fakeService) {
	t.Helper()
	cfg := testConfig()
	store, asked := cfg.Store.Campaigns.(*fakeStore), &fakeService{}
	cfg.Service, cfg.Pace = asked, pacing.Poll{Live: time.Millisecond, Idle: time.Millisecond}
	if service == "" {
		service = cfg.Account.Service
	}
	for _, name := range names {
		if _, err := store.Create(context.Background(), model.Draft{Name: name, Rows: 10, Stage: model.StageLive, View: model.View{Home: true}}); err != nil {
			t.Fatal(err)
		}
		k := store.kept[len(store.kept)-1]
		k.Confirmed = fixedNow
		k.Batches = []model.Batch{{Key: "key " + name, Campaign: k.ID, State: model.SendAccepted, ID: "batch " + name, Service: service, Contacts: 10, Sent: fixedNow,
			Last: model.Statistics{At: fixedNow, Status: model.StatusProcessing, Total: 10, Pending: 10}}}
	}
	if change != nil {
		change(&cfg, store)
	}
	return reopened(t, cfg), store, asked
}

// looks is how often the service was asked for figures.
func (f *fakeService) counted() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.looks
}

func TestCampaignsAreFollowedOnHomeWithoutOpeningThem(t *testing.T) {
	kept := &toldKeeper{}
	r, store, service := runningOn(t, []string{"Spring", "Autumn"}, "", func(cfg *screen.Config, _ *fakeStore) {
		cfg.Signal, cfg.OnEvent = kept.signal, kept
		cfg.Service.(*fakeService).stats = endsAt(9)
	})
	r.waits("the end of both", func() bool {
		store.mu.Lock()
		defer store.mu.Unlock()
		return store.kept[0].Batches[0].Last.Status.Ended() && store.kept[1].Batches[0].Last.Status.Ended()
	})
	r.waits("both are told", func() bool { signals, _ := kept.kinds(); return strings.Count(signals, "ended") == 2 })
	r.waits("they are shown", func() bool { return strings.Count(r.screen(), "completed") >= 2 })
	if len(r.app.stack) != 1 {
		t.Error("one was opened")
	}
	asked := service.counted()
	r.waits("more listings", func() bool { return r.app.stack[0].Requests().Seqs["campaigns"] > 12 })
	if more := service.counted() - asked; more > 0 {
		t.Errorf("what is over is asked about %d times more", more)
	}
}

func TestHomeAsksNothingOfWhatOthersFollowOrIsElsewhere(t *testing.T) {
	for name, row := range map[string]struct {
		service string
		change  func(*screen.Config, *fakeStore)
	}{
		"another console has it open": {"", func(_ *screen.Config, s *fakeStore) { s.holder = "ben, terminal pts/7" }},
		"it is at another service":    {"https://elsewhere.example", nil},
	} {
		t.Run(name, func(t *testing.T) {
			r, store, service := runningOn(t, []string{"Spring"}, row.service, row.change)
			r.sees("calling")
			store.mu.Lock() // the other console goes on
			store.kept[0].Batches[0].Last = model.Statistics{At: fixedNow, Status: model.StatusProcessing, Total: 10, Processed: 7, Succeeded: 7, Pending: 3}
			store.mu.Unlock()
			r.sees("calling 70 %")
			if n := service.counted(); n > 0 {
				t.Errorf("it is asked about %d times", n)
			}
		})
	}
}

func TestHomeFollowsOnlyWhileItIsInFront(t *testing.T) {
	r, _, service := runningOn(t, []string{"Spring"}, "", func(cfg *screen.Config, _ *fakeStore) { cfg.Service.(*fakeService).stats = moving })
	r.waits("it is followed", func() bool { return service.counted() > 3 })
	r.press("n")
	r.sees("Which list do you want to call?")
	h := r.app.stack[0].(*homeScreen)
	r.waits("it rests", func() bool { return !h.follows.pending })
	before := service.counted()
	for range 20 {
		r.press("down")
	}
	if n := service.counted() - before; n > 0 {
		t.Errorf("it goes on asking: %d times", n)
	}
	r.press("esc")
	r.waits("it goes on", func() bool { return service.counted() > before+2 })
}

func TestAServiceThatWantsToBeLeftAloneIsLeftAloneByHome(t *testing.T) {
	r, _, service := runningOn(t, []string{"Spring"}, "", func(cfg *screen.Config, _ *fakeStore) {
		cfg.Service.(*fakeService).stats = func(int) (model.Statistics, error) { return model.Statistics{}, busyService(time.Hour) }
	})
	r.waits("it is asked", func() bool { return service.counted() == 1 })
	h := r.app.stack[0].(*homeScreen)
	r.waits("it rests", func() bool { return h.follows.polling.Resting() > 0 })
	for range 3 {
		r.press("n")
		r.sees("Which list do you want to call?")
		r.press("esc")
		r.sees("calling")
	}
	if n := service.counted(); n != 1 {
		t.Errorf("it is asked %d times", n)
	}
}
