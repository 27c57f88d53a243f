package ui

import (
	"testing"

	"callsheet/model"
)

func TestWhyADecisionIsNotCarriedOutIsSaidInFull(t *testing.T) {
	cfg := testConfig()
	const why = "It is too early to say that this batch was not sent: it may yet come onto Dialgen's list. Look again after 10:02:11 UTC."
	service := &fakeService{early: model.UserError(why), send: func(int) model.Batch {
		return model.Batch{State: model.SendUnknown, Reason: "The line went dead."}
	}}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("it is not there yet")
	r.press("enter", "down", "enter")
	r.sees("Type not sent when you are sure")
	r.write("not sent")
	r.press("enter")
	r.sees("Nothing was changed")
	r.sees("10:02:11 UTC")
	r.press("enter")
	r.sees("It is not known whether Dialgen took this batch.")
	if service.sent() != 1 {
		t.Errorf("%d create requests", service.sent())
	}
}

// twin is a batch at Dialgen that looks like ours, before any call tells.
func twin(status model.BatchStatus) func(int, model.Batch) (model.Finding, error) {
	return func(search int, b model.Batch) (model.Finding, error) {
		b.Note = "Likely it is batch_twin_0042 on Dialgen's list."
		return model.Finding{Batch: b, Polls: search, Likely: "batch_twin_0042", Candidates: []model.Candidate{
			{ID: "batch_twin_0042", Status: status, Contacts: 2, Created: fixedNow},
		}}, nil
	}
}

func TestALikelyMatchIsShownAndNotTakenForOurs(t *testing.T) {
	for status, says := range map[model.BatchStatus]string{
		model.StatusProcessing: "first call will tell",
		model.StatusScheduled:  "calls nobody before its start",
		model.StatusCancelled:  "no call tells",
	} {
		t.Run(string(status), func(t *testing.T) {
			cfg := testConfig()
			service := &fakeService{find: twin(status), send: func(int) model.Batch {
				return model.Batch{State: model.SendUnknown, Reason: "The line went dead."}
			}}
			cfg.Service = service
			r := reviewOf(t, cfg)
			confirm(r, "2")
			r.sees("Dialgen has likely taken this batch, but no call proves it yet.")
			r.sees("batch_twin_0042")
			r.sees(says)
			r.sees("a colleague's of the same size would look the same")
			if b := r.app.console.Campaign.Batches[0]; b.State != model.SendUnknown || b.ID != "" {
				t.Errorf("it is %s as %q", b.State, b.ID)
			}
			r.press("c") // there is nothing of ours to cancel
			r.press("enter")
			r.sees("It is the likely one")
			service.mu.Lock()
			defer service.mu.Unlock()
			if service.cancel != 0 {
				t.Error("it was cancelled")
			}
		})
	}
}

func TestACallTakesALikelyMatchBack(t *testing.T) {
	cfg := testConfig()
	service := &fakeService{send: func(int) model.Batch {
		return model.Batch{State: model.SendUnknown, Reason: "The line went dead."}
	}}
	service.find = func(search int, b model.Batch) (model.Finding, error) {
		if search == 1 {
			return twin(model.StatusProcessing)(search, b)
		}
		b.Note = ""
		return model.Finding{Batch: b, Polls: search}, nil
	}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("Dialgen has likely taken this batch")
	r.press("r")
	r.sees("It is not known whether Dialgen took this batch.")
	r.sees("it is not there yet")
}

func TestACancelThatDidNotHappenStaysOnTheScreen(t *testing.T) {
	cfg := testConfig()
	service := &fakeService{
		refuseCancel: func(b model.Batch) error {
			return model.UserError("NOT CANCELLED: " + b.ID + ". It goes on as before.")
		},
		stats: func(int) (model.Statistics, error) {
			return model.Statistics{Status: model.StatusProcessing, Total: 2}, nil
		},
	}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("0 % of 2")
	r.press("c")
	r.sees("Cancel this campaign?")
	r.write("cancel")
	r.press("enter")
	r.sees("NOT CANCELLED")
	r.sees("It goes on as before.")
}

// Whoever the profile works for now, a campaign is asked about as its own user.
func TestACampaignIsAskedAboutAsItsOwnUser(t *testing.T) {
	cfg := testConfig()
	service := &fakeService{stats: func(int) (model.Statistics, error) {
		return model.Statistics{Status: model.StatusProcessing, Total: 2, Calls: []model.Call{{ID: "call_1", Phone: "+447400123101", At: fixedNow}}}, nil
	}}
	cfg.Service = service
	r := reviewOf(t, cfg)
	r.app.console.Campaign.Values[model.OptUser] = "user_typed"
	confirm(r, "2")
	r.waits("a look", func() bool { service.mu.Lock(); defer service.mu.Unlock(); return service.looks > 0 })
	r.press("enter")
	r.waits("the call", func() bool { service.mu.Lock(); defer service.mu.Unlock(); return len(service.users) > 1 })
	r.press("esc", "c")
	r.write("cancel")
	r.press("enter")
	r.waits("the cancel", func() bool { service.mu.Lock(); defer service.mu.Unlock(); return service.cancel > 0 })
	service.mu.Lock()
	defer service.mu.Unlock()
	want := r.app.console.Campaign.Batches[0].User
	for _, user := range service.users {
		if user != want || want == "" {
			t.Errorf("asked as %q, want %q", user, want)
		}
	}
}
