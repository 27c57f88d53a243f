package ui

import (
	"context"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/ui/screen"
)

// canaryOf is a console with a campaign whose first contact was sent, and of which a look
// says what became of it.
func canaryOf(t *testing.T, look model.Statistics, rules string) (screen.Config, *fakeStore, *fakeService) {
	t.Helper()
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	r := reviewOf(t, cfg)
	r.saved()
	c := r.app.console.Campaign
	plan, err := model.NewPlan(c.List.Snapshot(), model.Options{Agent: "agent_1", MaxAttempts: 1, CallsPerSecond: 1}).WithCanary(model.Canary{Size: model.CanarySize{Contacts: 1}, Limits: model.DefaultReleaseLimits})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Confirm(context.Background(), c.ID, plan); err != nil {
		t.Fatal(err)
	}
	kept := store.find(c.ID)
	kept.Draft.Stage = model.StageLive
	kept.Draft.Values[model.OptHours], kept.Draft.Values[model.OptHoursBasis] = rules, "a test rings nobody"
	for _, s := range kept.Segments {
		kept.Releases = append(kept.Releases, s.Release)
	}
	sent := kept.Batches[0]
	sent.State, sent.ID = model.SendAccepted, "batch_1"
	store.recordOutcome(sent)
	service := &fakeService{store: store, stats: func(int) (model.Statistics, error) { return look, nil }}
	cfg.Service = service
	return cfg, store, service
}

// lookedAt is a console that has the campaign open.
func lookedAt(t *testing.T, cfg screen.Config) *robot {
	t.Helper()
	r := reopened(t, cfg)
	r.waits("the campaign", func() bool {
		if strings.Contains(r.screen(), "What would you like to do?") && strings.Contains(r.screen(), "Spring") {
			r.press("down", "enter")
		}
		return strings.Contains(r.screen(), "Live ●")
	})
	return r
}

const anyHour = "daily 0-24"

func look(status model.BatchStatus, answered, failed int) model.Statistics {
	return model.Statistics{Status: status, Total: 1, Processed: answered + failed, Succeeded: answered, Failed: failed, Rings: []model.Ring{}}
}

func TestTheRestIsSentOnlyWithinTheLimitsOfItsCanary(t *testing.T) {
	for name, c := range map[string]struct {
		look     model.Statistics
		optedOut int
		rules    string
		sees     string
		sends    int
	}{
		"within them it goes by itself":         {look(model.StatusCompleted, 1, 0), 0, anyHour, "Completed: everybody sent to Dialgen was called.", 1},
		"one that fails keeps it":               {look(model.StatusCompleted, 0, 1), 0, anyHour, "! failed     1 of 1 (100 %)", 0},
		"one who opts out keeps it":             {look(model.StatusCompleted, 1, 0), 1, anyHour, "1 asked not to be called,", 0},
		"while it is called it waits":           {look(model.StatusProcessing, 0, 0), 0, anyHour, "Too few results yet: 0 of 1", 0},
		"outside the hours of the rest it does": {look(model.StatusCompleted, 1, 0), 0, "mon-fri 3-3:10", "of the rest could be rung outside", 0},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, store, service := canaryOf(t, c.look, c.rules)
			store.optedOut = c.optedOut
			r := lookedAt(t, cfg)
			for range 3 { // another opening decides nothing else
				r.sees(c.sees)
				r = lookedAt(t, cfg)
			}
			r.sees(c.sees)
			if n := service.sent(); n != c.sends {
				t.Errorf("%d batches were sent, want %d", n, c.sends)
			}
			if k := store.find(r.app.console.Campaign.ID); (k.Releases[1].Done.IsZero()) != (c.sends == 0) {
				t.Errorf("the rest is %+v", k.Releases[1])
			}
		})
	}
}

func TestAPersonReleasesOrKeepsTheRest(t *testing.T) {
	t.Run("what missed its limits is sent by a word", func(t *testing.T) {
		cfg, _, service := canaryOf(t, look(model.StatusCompleted, 0, 1), anyHour)
		r := lookedAt(t, cfg)
		r.sees("press p")
		r.press("w")
		r.press("ctrl+n")
		r.sees("kept, 100 % failed: 1 waits for you")
		r.press("enter")
		r.sees("Kept, 100 % failed: 1 waits for you.")
		r.press("p")
		r.waits("the rest", func() bool { return service.sent() == 1 })
		r.press("p", "g")
		r.sees("Completed")
		if n := service.sent(); n != 1 {
			t.Errorf("%d batches were sent", n)
		}
	})
	t.Run("what is kept does not go by itself", func(t *testing.T) {
		looks := look(model.StatusProcessing, 0, 0)
		cfg, store, service := canaryOf(t, looks, anyHour)
		r := lookedAt(t, cfg)
		r.sees("Too few results yet")
		r.press("w")
		r.sees("You kept it: it waits until you send it.")
		service.mu.Lock()
		service.stats = func(int) (model.Statistics, error) { return look(model.StatusCompleted, 1, 0), nil }
		service.mu.Unlock()
		r.press("r")
		r.waits("the end of the canary", func() bool { return r.app.console.Campaign.Batches[0].Last.Status.Ended() })
		r = lookedAt(t, cfg)
		r.sees("press p")
		if n := service.sent(); n != 0 || !store.find(r.app.console.Campaign.ID).Releases[1].Done.IsZero() {
			t.Errorf("%d batches were sent", n)
		}
	})
	t.Run("whoever looks on does neither", func(t *testing.T) {
		cfg, store, service := canaryOf(t, look(model.StatusCompleted, 1, 0), anyHour)
		store.heldBy("ben, terminal pts/7")
		r := lookedAt(t, cfg)
		r.sees("You are looking on")
		r.press("p", "w", "g", "r")
		r.sees("waits for the canary")
		if n := service.sent(); n != 0 || !store.find(r.app.console.Campaign.ID).Releases[1].Waits() {
			t.Errorf("whoever looked on sent %d batches", n)
		}
	})
}

func TestACanaryIsSetInTheOptionsAndToldInTheReview(t *testing.T) {
	r := contactsOf(t, testConfig(), 120, 40)
	r.press("ctrl+n")
	r.sees("A few first")
	for range 40 {
		if o := r.app.front().(*optionsScreen); o.form.Focused() == string(model.OptCanary) {
			break
		}
		r.press("down")
	}
	r.press("backspace", "backspace", "backspace")
	r.write("1")
	r.sees("1 of ")
	if got := r.app.console.Campaign.Values[model.OptCanary]; got != "1" {
		t.Fatalf("the canary is %q", got)
	}
	r.press("ctrl+n")
	r.sees("1 of 2 is called first")
	r.press("esc")
	r.press("backspace")
	r.write("all")
	r.sees("Give how many")
	r.press("ctrl+n")
	r.sees("A few first") // and not the review
}

// The last look at a canary may come while the ledger is still asked about the one before.
func TestWhatIsFoundWhileACanaryIsJudgedIsJudgedToo(t *testing.T) {
	cfg, _, service := canaryOf(t, look(model.StatusProcessing, 0, 0), anyHour)
	r := lookedAt(t, cfg)
	r.sees("Too few results yet")
	live := r.app.front().(*liveScreen)
	r.waits("the first judgement", func() bool { return !live.canary.judging })
	asking := live.canary.judge()
	service.mu.Lock()
	service.stats = func(int) (model.Statistics, error) { return look(model.StatusCompleted, 0, 1), nil }
	service.mu.Unlock()
	campaign := r.app.console.Campaign
	r.waits("the last look", func() bool { return campaign.Batches[0].Last.Status.Ended() })
	r.run(asking)
	r.sees("press p") // it is kept
}
