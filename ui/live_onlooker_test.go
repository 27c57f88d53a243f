package ui

import (
	"testing"

	"callsheet/model"
)

func TestWhoeverLooksOnSeesWhatBecomesOfItAndMayTakeItOver(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	service := &fakeService{store: store, gate: make(chan struct{})}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("Sending this batch")
	r.saved()
	sending := r.app.console.Campaign.Batches[0]
	store.recordOutcome(sending)
	store.heldBy("ben, terminal pts/7")

	other := cfg
	other.Service = &fakeService{}
	again := reopened(t, other)
	again.sees("being sent")
	again.press("down")
	again.sees("2 contacts are being sent by ben, terminal pts/7")
	again.press("enter")
	again.sees("Another console sends it")
	again.press("ctrl+n")
	again.sees("being sent by ben")
	again.press("enter")
	again.sees("Another console sends it")

	taken := sending
	taken.State, taken.ID = model.SendAccepted, "batch_1"
	store.recordOutcome(taken)
	again.sees("Completed: everybody sent to Dialgen was called.")
	again.sees("You are looking on")
	store.heldBy("")
	again.press("ctrl+n")
	again.sees("What would you like to do?")
	again.press("enter")
	again.waits("the campaign", func() bool { c := again.app.console.Campaign; return c != nil && c.Holder == "" })
	if n := other.Service.(*fakeService).sent(); n != 0 {
		t.Errorf("whoever looked on sent %d batches", n)
	}
	close(service.gate)
}

func TestACampaignOfAnotherServiceIsNeitherSentNorLookedForHere(t *testing.T) {
	for _, state := range []model.SendState{model.SendUnknown, model.SendRefused, model.SendAccepted} {
		t.Run(string(state), func(t *testing.T) {
			cfg := testConfig()
			cfg.Service = &fakeService{store: cfg.Store.Campaigns.(*fakeStore), send: func(int) model.Batch {
				return model.Batch{State: state, ID: "batch_1", Reason: "The line went dead."}
			}}
			r := reviewOf(t, cfg)
			confirm(r, "2")
			r.waits("the answer", func() bool {
				c := r.app.console.Campaign
				return c.Sent() && c.Batches[0].State == state && (state != model.SendAccepted || c.Ended())
			})
			r.saved()

			service := &fakeService{}
			cfg.Service, cfg.Account.Service = service, "https://sa.dialgen.ai"
			again := reopened(t, cfg)
			again.sees("Spring")
			again.press("down")
			again.sees(", at another sandbox")
			again.press("enter")
			again.sees("This campaign is at the sandbox k3f9x2mq7ab4ct6d. It can only be looked at here.")
			again.press("r", "t", "g", "b", "ctrl+n", "c", "enter", "n", "enter")
			again.sees("This campaign is at")
			service.mu.Lock()
			defer service.mu.Unlock()
			if service.sends+service.searches+service.looks+service.cancel > 0 {
				t.Errorf("the wrong service was asked: %+v", service)
			}
		})
	}
}
