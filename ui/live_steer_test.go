package ui

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/session"
)

// steered is a console that looks at a campaign that calls: the first contact was called,
// and the others were not. What is cancelled is settled as called says.
func steered(t *testing.T, start time.Time, called map[int]model.Remaining) (*robot, *fakeService, *fakeStore) {
	t.Helper()
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	r := reviewOf(t, cfg)
	r.saved()
	c := r.app.console.Campaign
	plan := model.NewPlan(c.List.Snapshot(), model.Options{Agent: "agent_1", User: "user_1", Name: "Spring", MaxAttempts: 3, CallsPerSecond: 1, Start: start, TimeZone: "UTC"})
	if _, err := store.Confirm(context.Background(), c.ID, plan); err != nil {
		t.Fatal(err)
	}
	kept := store.find(c.ID)
	kept.Draft.Stage = model.StageLive
	kept.Draft.Values[model.OptHours], kept.Draft.Values[model.OptHoursBasis] = anyHour, "a test rings nobody"
	for _, s := range kept.Segments {
		kept.Releases = append(kept.Releases, s.Release)
	}
	sent := kept.Batches[0]
	sent.State, sent.ID, sent.Key = model.SendAccepted, "batch_1", "b0"
	store.recordOutcome(sent)
	numbers := plan.Numbers(0)
	by := map[phone.Number]model.Remaining{}
	for i, w := range called {
		by[numbers[i]] = w
	}
	store.leaves(sent, numbers, by)
	stats := model.Statistics{Status: model.StatusProcessing, Total: len(numbers), Processed: len(called)}
	if start.After(fixedNow) {
		stats.Status = model.StatusScheduled
	}
	service := &fakeService{store: store, stats: func(int) (model.Statistics, error) { return stats, nil }}
	service.whole = func(model.Batch) (model.Statistics, []model.Call, error) {
		stats.Status, stats.Rings = model.StatusCancelled, []model.Ring{}
		return stats, nil, nil
	}
	cfg.Service = service
	return lookedAt(t, cfg), service, store
}

func TestACampaignIsPausedAndGoesOnByOneKey(t *testing.T) {
	r, service, store := steered(t, time.Time{}, map[int]model.Remaining{0: {Rang: 1, Tries: 1, Owed: true}})
	n := r.app.console.Campaign.Plan.Len()
	r.press("p")
	r.sees("Pause this campaign?")
	r.press("esc")
	if at := model.PausedAt(store.batches(0)); !at.IsZero() {
		t.Fatal("it is paused though nobody said so")
	}
	r.press("p", "enter")
	r.waits("the pause", func() bool { return !model.PausedAt(store.batches(0)).IsZero() })
	r.sees("Paused: ")
	r.press("g")
	if service.sent() != 0 {
		t.Error("something of it is sent while it is paused")
	}
	r.press("p")
	r.sees("Try the missed again?")
	r.press("enter") // they are left
	r.sees("Type the number of contacts to send.")
	r.write("999")
	r.press("enter")
	if len(store.batches(0)) != 1 {
		t.Fatal("it goes on with another number than was typed")
	}
	r.press("esc", "p")
	r.sees("Try the missed again?")
	r.press("enter")
	r.write(string(rune('0' + n - 1)))
	r.press("enter")
	r.waits("the rest", func() bool { return service.sent() == 1 })
	batches := store.batches(0)
	if len(batches) != 2 || batches[0].Contacts != 1 || batches[1].Contacts != n-1 || batches[1].State != model.SendAccepted {
		t.Errorf("the batches are %+v", batches)
	}
}

func TestWhatIsNotPausedIsSaid(t *testing.T) {
	for claim, c := range map[string]struct {
		spoil func(*fakeService, *fakeStore)
		sees  string
	}{
		"the service refuses": {func(f *fakeService, _ *fakeStore) {
			f.refuseCancel = func(model.Batch) error { return model.UserError("NOT CANCELLED: batch_1.") }
		}, "NOT CANCELLED"},
		"it cannot be written down": {func(_ *fakeService, s *fakeStore) { s.failWith(model.UserError("The disk is full.")) }, "was cancelled. The disk is full."},
	} {
		t.Run(claim, func(t *testing.T) {
			r, service, store := steered(t, time.Time{}, map[int]model.Remaining{0: {Rang: 1}})
			r.saved()
			c.spoil(service, store)
			r.press("p", "enter")
			r.sees("NOT PAUSED")
			r.sees(c.sees)
		})
	}
}

// A console that ended in between had paused it, and had not cancelled it yet.
func TestAPauseIsMadeUpForAsItIsOpened(t *testing.T) {
	var cancelled atomic.Int32
	r, service, store := steered(t, time.Time{}, map[int]model.Remaining{0: {Rang: 1}})
	service.refuseCancel = func(model.Batch) error { cancelled.Add(1); return nil }
	if _, err := store.Pause(context.Background(), store.kept[0].ID); err != nil {
		t.Fatal(err)
	}
	config := r.app.console.Config
	again := lookedAt(t, config)
	again.waits("it to be cancelled", func() bool { return cancelled.Load() > 0 })
	again.sees("Paused: ")
}

func TestTheStartIsMoved(t *testing.T) {
	r, service, store := steered(t, fixedNow.Add(3*time.Hour), nil)
	n := r.app.console.Campaign.Plan.Len()
	r.press("S")
	r.sees("Move the start")
	r.write("in 5h")
	r.press("enter")
	r.sees("Type the number of contacts to send.")
	r.write(string(rune('0' + n)))
	r.press("enter")
	r.waits("the new batch", func() bool { return service.sent() == 1 })
	batches := store.batches(0)
	if len(batches) != 2 || batches[0].Contacts != 0 || batches[1].Contacts != n || !batches[1].Schedule.Start.After(fixedNow.Add(4*time.Hour)) {
		t.Errorf("the batches are %+v", batches)
	}
}

func TestAllThatIsLeftIsCancelledAtItsHardEnd(t *testing.T) {
	r, service, store := steered(t, time.Time{}, map[int]model.Remaining{0: {Rang: 1}})
	var cancelled atomic.Int32
	service.refuseCancel = func(model.Batch) error { cancelled.Add(1); return nil }
	r.press("E")
	r.sees("Only a console that watches does it")
	r.write("in 2h")
	r.press("enter")
	r.sees("Stay: all that is left is cancelled")
	if cancelled.Load() > 0 {
		t.Fatal("it is cancelled before")
	}
	l := r.app.front().(*liveScreen)
	l.console.Config.Now = func() time.Time { return fixedNow.Add(3 * time.Hour) }
	l.polling.Now = l.console.Config.Now
	r.press("r")
	r.waits("the end", func() bool { return cancelled.Load() > 0 && !model.PausedAt(store.batches(0)).IsZero() })
}

// A rest that would follow its canary by itself is not sent after somebody said to stop.
func TestWhoStopsAfterABatchStopsWhatWouldFollowByItself(t *testing.T) {
	cfg, store, service := canaryOf(t, look(model.StatusCompleted, 1, 0), anyHour)
	kept := store.find(store.kept[0].ID)
	first := kept.Batches[0]
	first.State, first.ID = model.SendPrepared, ""
	store.recordOutcome(first)
	service.gate = make(chan struct{})
	r := lookedAt(t, cfg)
	r.press("g")
	r.waits("the canary to leave", func() bool { return service.sent() == 1 })
	r.press("s")
	r.waits("the rest to be kept", func() bool {
		return store.batches(0)[1].Part.Release.Kept == session.KeptByYou
	})
	close(service.gate)
	r.waits("the canary to be taken", func() bool { return r.app.console.Campaign.Batches[0].State == model.SendAccepted })
	r.press("r")
	if n := service.sent(); n != 1 {
		t.Errorf("%d are sent", n)
	}
}

func TestWhoeverLeftLiveIsNotAskedElsewhereHowItGoesOn(t *testing.T) {
	r, _, _ := steered(t, time.Time{}, map[int]model.Remaining{0: {Rang: 1, Tries: 1, Owed: true}})
	live := r.app.front().(*liveScreen)
	r.press("esc")
	if live.inFront() {
		t.Fatal("Live is still in front")
	}
	live.steer.found(session.ResumeMade{Resumption: session.Resumption{Owed: 3}})
	if r.app.dialog != nil {
		t.Error("it is asked over another screen whether the missed are tried again")
	}
	r.sees("can go on. Press p on Live.")
}
