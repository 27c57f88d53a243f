package ui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/ui/screen"
)

func TestWhatIsNotKnownStandsFirst(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	service := &fakeService{store: store, send: func(int) model.Batch {
		return model.Batch{State: model.SendUnknown, Reason: "The line went dead."}
	}}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("not known whether Dialgen took")
	if _, err := store.Create(context.Background(), model.Draft{Name: "A later draft", Rows: 5}); err != nil {
		t.Fatal(err)
	}

	again := reopened(t, cfg)
	again.sees("Not known whether Dialgen has these")
	again.sees("may or may not be called")
	if strings.Index(again.screen(), "Spring") > strings.Index(again.screen(), "A later draft") {
		t.Error("what is not known does not stand first")
	}
	again.press("enter")
	again.sees("It is not known whether Dialgen took this batch.")
	again.sees("The line went dead.")
	if service.sent() != 1 {
		t.Fatalf("opening a campaign sent it: %d create requests", service.sent())
	}
}

func TestABatchThatIsFoundIsAccepted(t *testing.T) {
	cfg := testConfig()
	service := &fakeService{
		send: func(int) model.Batch { return model.Batch{State: model.SendUnknown, Reason: "The line went dead."} },
		find: func(search int, b model.Batch) (model.Finding, error) {
			if search == 1 {
				return model.Finding{}, errors.New("Dialgen does not answer.")
			}
			b.State, b.ID, b.Note = model.SendAccepted, "batch_9", "Found on Dialgen's list."
			return model.Finding{Batch: b, Polls: search}, nil
		},
	}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("Dialgen's list could not be read")
	r.press("r")
	r.sees("Completed: everybody sent to Dialgen was called.")
	if service.sent() != 1 {
		t.Fatalf("%d create requests", service.sent())
	}
}

func TestTheOperatorSettlesWhatCannotBeFound(t *testing.T) {
	unknown := func() (screen.Config, *fakeService) {
		cfg := testConfig()
		service := &fakeService{send: func(int) model.Batch { return model.Batch{State: model.SendUnknown, Reason: "The line went dead."} }}
		service.find = func(_ int, b model.Batch) (model.Finding, error) {
			return model.Finding{Batch: b, Polls: 2, Candidates: []model.Candidate{
				{ID: "batch_a", Contacts: 2, Created: fixedNow}, {ID: "batch_b", Contacts: 2, Created: fixedNow.Add(time.Second), Doubt: "it was made at another time"},
			}}, nil
		}
		cfg.Service = service
		return cfg, service
	}
	t.Run("it is one of those at the service", func(t *testing.T) {
		cfg, service := unknown()
		r := reviewOf(t, cfg)
		confirm(r, "2")
		r.sees("2 batches there could")
		r.press("enter")
		r.sees("none called yet, but it was made")
		r.press("down", "enter")
		r.sees("Completed: everybody sent to Dialgen was called.")
		if id := r.app.console.Campaign.Batches[0].ID; id != "batch_a" || service.sent() != 1 {
			t.Errorf("settled as %q after %d create requests", id, service.sent())
		}
	})
	t.Run("it was not sent, and is sent again on another word", func(t *testing.T) {
		cfg, service := unknown()
		r := reviewOf(t, cfg)
		confirm(r, "2")
		r.sees("2 batches there could")
		r.press("enter", "down", "down", "down", "enter")
		r.sees("Type not sent when you are sure")
		r.press("enter")
		r.write("not sent")
		r.press("enter")
		r.sees("By your word, this batch was not sent")
		if service.sent() != 1 {
			t.Fatalf("saying that it was not sent sent it: %d create requests", service.sent())
		}
		service.mu.Lock()
		service.send = nil
		service.mu.Unlock()
		r.press("t")
		r.sees("Send it again?")
		r.press("enter")
		r.write("2")
		r.press("enter")
		r.sees("Completed: everybody sent to Dialgen was called.")
		if service.sent() != 2 {
			t.Errorf("%d create requests for two words", service.sent())
		}
	})
	t.Run("it is left", func(t *testing.T) {
		cfg, service := unknown()
		r := reviewOf(t, cfg)
		confirm(r, "2")
		r.sees("2 batches there could")
		r.press("enter", "enter")
		r.sees("It is not known whether Dialgen took this batch.")
		if service.sent() != 1 {
			t.Errorf("%d create requests", service.sent())
		}
	})
}
