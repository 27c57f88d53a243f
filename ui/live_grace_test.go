package ui

import (
	"context"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/ui/screen"
)

// inGrace is a console that has just confirmed, and may still be told to take it back.
func inGrace(t *testing.T, change func(*screen.Config)) (*robot, *fakeService, *fakeStore) {
	cfg := testConfig()
	cfg.Grace = time.Hour
	if change != nil {
		change(&cfg)
	}
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("Press esc to take it back")
	return r, cfg.Service.(*fakeService), cfg.Store.Campaigns.(*fakeStore)
}

// prepared reports whether the ledger has the campaign's batches, all as prepared.
func prepared(s *fakeStore) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.find("c1")
	for _, b := range k.Batches {
		if b.State != model.SendPrepared {
			return false
		}
	}
	return len(k.Batches) > 0
}

func TestWhatWasConfirmedCanBeTakenBackBeforeItLeaves(t *testing.T) {
	for _, key := range []string{"esc", "b", "c", "ctrl+n"} {
		t.Run(key, func(t *testing.T) {
			r, service, store := inGrace(t, nil)
			if !prepared(store) {
				t.Fatal("it does not stand in the ledger as prepared")
			}
			r.press(key)
			r.sees("exactly what will happen")
			if r.app.console.Campaign.Sent() || service.sent() != 0 || prepared(store) {
				t.Fatalf("%d requests left, or it is still confirmed", service.sent())
			}
			r.app.console.Config.Grace = 0
			confirm(r, "2")
			r.sees("Completed: everybody sent to Dialgen was called.")
			if n := service.sent(); n != 1 {
				t.Errorf("confirmed again it is sent %d times", n)
			}
		})
	}
}

func TestWhatIsNotTakenBackIsSentOnceTheTimeIsOver(t *testing.T) {
	r, service, _ := inGrace(t, nil)
	live := r.app.front().(*liveScreen)
	live.grace.left = 2 * graceEvery
	r.run(live.grace.waitOn())
	if service.sent() != 0 {
		t.Fatal("it left before the time was over")
	}
	r.run(live.grace.waitOn())
	r.sees("Completed: everybody sent to Dialgen was called.")
	if n := service.sent(); n != 1 {
		t.Errorf("it was sent %d times", n)
	}
	live.requests.Drop("grace")
	r.run(live.grace.waitOn())
	if service.sent() != 1 {
		t.Error("a tick that came late sent it again")
	}
}

// Whoever leaves, or is killed, sends nothing: opened again it waits, and can be
// confirmed anew.
func TestLeavingBeforeItLeftSendsNothing(t *testing.T) {
	r, service, store := inGrace(t, nil)
	r.press("ctrl+c")
	if err := r.app.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if service.sent() != 0 || !prepared(store) {
		t.Fatal("something was sent")
	}
	again := reopened(t, r.app.console.Config)
	again.sees("2 contacts")
	again.press("down", "enter")
	again.sees("Press b to go back and correct it")
	again.press("b")
	again.sees("Calls a second")
	if again.app.console.Campaign.Sent() || service.sent() != 0 {
		t.Fatal("it was sent, or is still confirmed")
	}
}

func TestWhatBeginsLaterNeedsNoGrace(t *testing.T) {
	cfg := testConfig()
	cfg.Grace = time.Hour
	cfg.Account.Defaults[model.OptStart] = "tomorrow 9:00"
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("Completed: everybody sent to Dialgen was called.")
}
