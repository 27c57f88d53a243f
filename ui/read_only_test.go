package ui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

var auditor = session.ReadOnly{Profile: "audit", Where: "line 3 of config.toml"}

// harmless are the actions of Live that change nothing at the service, nor who is called.
var harmless = []string{"home", "back", "steps", "call", "look"}

func TestAProfileThatOnlyLooksWatchesAndStopsNothing(t *testing.T) {
	_, service, store := steered(t, time.Time{}, map[int]model.Remaining{0: {Rang: 1, Tries: 1, Owed: true}})
	cfg := testConfig()
	cfg.Service = service
	cfg.Store = auditor.Store(storeOf(unlocked{store, t}))
	r := lookedAt(t, cfg)
	r.sees("the profile audit can only look")
	r.lacks("cancel")
	r.lacks("pause")
	live := r.app.front().(*liveScreen)
	for _, a := range live.Actions() {
		if a.Group == sendingGroup && a.WhyNot == "" && !slices.Contains(harmless, a.ID) {
			t.Errorf("%s (%s) can be done", a.ID, a.Title)
		}
		if (a.ID == "cancel" || a.ID == "pause") && !strings.Contains(a.WhyNot, "audit can only look") {
			t.Errorf("%s cannot be done because %q", a.ID, a.WhyNot)
		}
	}
	r.press("p")
	r.sees("can only look")
	r.press("c", "s", "S", "E", "t", "g", "w", "P", "esc")
	service.mu.Lock()
	defer service.mu.Unlock()
	if service.cancel+service.sends > 0 || !model.PausedAt(store.batches(0)).IsZero() {
		t.Errorf("%d are cancelled, %d sent", service.cancel, service.sends)
	}
}

// unlocked are campaigns that nobody may be kept from.
type unlocked struct {
	*fakeStore
	t *testing.T
}

func (u unlocked) Lock(_ context.Context, id string) (string, error) {
	u.t.Errorf("others are kept from %s", id)
	return "", nil
}

func TestAProfileThatOnlyLooksSendsAndRingsNobody(t *testing.T) {
	cfg := testConfig()
	cfg.Store = auditor.Store(cfg.Store)
	service := cfg.Service.(*fakeService)
	r := reviewOf(t, cfg)
	actions := r.app.front().Actions()
	for _, id := range []string{"send", "test", "move"} {
		if a := actions.Find(id); !strings.Contains(a.WhyNot, "audit can only look") && id != "move" || a.Usable() {
			t.Errorf("%s can be done, but for %q", id, a.WhyNot)
		}
	}
	r.press("enter")
	r.sees("The profile audit can only look (read_only, line 3 of")
	r.press("enter")
	r.waits("the end of the notice", func() bool { return r.app.dialog == nil })
	r.sees("once somebody sends it: the profile audit can only look.")
	r.press("c")
	r.sees("The profile audit can only look (read_only, line 3 of")
	if n := service.sent(); n > 0 {
		t.Errorf("%d were sent", n)
	}
}

func TestAProfileThatOnlyLooksDoesNotStopEverything(t *testing.T) {
	r, service, _ := wavesOnDisk(t, func(cfg *screen.Config, k *model.StoredCampaign) {
		for i := range k.Batches {
			if b := &k.Batches[i]; b.State == model.SendAccepted {
				b.Last.Status = model.StatusProcessing
			}
		}
		cfg.Store = auditor.Store(cfg.Store)
	})
	r.press("X")
	r.sees("can only look")
	r.lacks("Stop everything?")
	service.mu.Lock()
	defer service.mu.Unlock()
	if service.cancel > 0 {
		t.Error("something is cancelled")
	}
}
