package ui

import (
	"slices"
	"testing"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

func profilesRobot(t *testing.T, change func(*screen.Config)) (*robot, *keptAccounts) {
	t.Helper()
	kept := &keptAccounts{}
	cfg := setupConfig()
	base := testConfig()
	cfg.Files, cfg.Service, cfg.Store = base.Files, base.Service, base.Store
	cfg.Setup.Greets, cfg.Setup.Prober, cfg.Setup.Keeper = false, &countingProber{}, kept
	cfg.Setup.Profiles = sampleProfiles
	if change != nil {
		change(&cfg)
	}
	return newRobot(t, cfg, 100, 30), kept
}

func TestAnotherProfileIsChosenFromWhereverOneIs(t *testing.T) {
	for claim, keys := range map[string][]string{
		"by its key":              {"f3"},
		"by its name":             {":", "w", "o", "r", "k", " ", "f", "o", "r", "enter"},
		"over the account":        {"f2", "f3"},
		"while a path is written": {"n", "f3"},
	} {
		t.Run(claim, func(t *testing.T) {
			r, kept := profilesRobot(t, nil)
			r.press(keys...)
			r.sees("Which profile do you want to work for?")
			r.sees("default (now), read-only, user user_1")
			r.sees("rehearsal, user user_demo, at http://127.0.0.1:8844")
			r.press("down", "enter")
			r.waits("the next console", func() bool { return r.app.Next == screen.NextConsole })
			if !slices.Equal(kept.used, []string{"north"}) {
				t.Errorf("chosen were %q", kept.used)
			}
		})
	}
}

func TestTheProfileThereIsStays(t *testing.T) {
	for claim, c := range map[string]struct {
		change func(*screen.Config)
		keys   []string
		sees   string
	}{
		"when it is chosen": {nil, []string{"f3", "enter"}, "What would you like to do?"},
		"when nothing is":   {nil, []string{"f3", "esc"}, "What would you like to do?"},
		"where the settings of another fail": {func(cfg *screen.Config) {
			cfg.Setup.Keeper.(*keptAccounts).err = model.UserError("line 7: no such country")
		}, []string{"f3", "down", "enter"}, "Line 7: no such country"},
		"while what was typed is not saved": {nil, []string{"f2", "x", "f3"}, "Your account at Dialgen"},
		"where lines are written":           {func(cfg *screen.Config) { cfg.Setup.Seen = true }, []string{"f3"}, "What would you like to do?"},
		"where there is one alone":          {func(cfg *screen.Config) { cfg.Setup.Profiles = sampleProfiles[:1] }, []string{"f3"}, "What would you like to do?"},
	} {
		t.Run(claim, func(t *testing.T) {
			r, _ := profilesRobot(t, c.change)
			r.press(c.keys...)
			r.sees(c.sees)
			r.lacks("Which profile")
			if r.app.Next != screen.NextNothing {
				t.Error("the console gives way")
			}
		})
	}
}

// While a batch is on its way, nobody would hear what became of it.
func TestNoProfileIsChosenWhileABatchIsSent(t *testing.T) {
	r, kept := profilesRobot(t, nil)
	r.app.console.Campaign = &model.Campaign{Batches: []model.Batch{{State: model.SendSending}}}
	r.press("f3", "down", "enter")
	r.sees("A batch is being sent. Until then, start `callsheet --profile north` in another terminal.")
	if len(kept.used) > 0 || r.app.Next != screen.NextNothing {
		t.Errorf("chosen were %q", kept.used)
	}
}

func TestTheHeaderSaysWhichProfileItIsAndThatItOnlyLooks(t *testing.T) {
	r, _ := profilesRobot(t, func(cfg *screen.Config) {
		cfg.Account.Name, cfg.Store.ReadOnly = "audit", session.ReadOnly{Profile: "audit"}
	})
	r.sees("audit · read-only · ")
	r, _ = profilesRobot(t, nil)
	r.sees("default · ")
	r.lacks("read-only")
}

func TestAgentsAreOfferedByTheirNames(t *testing.T) {
	r, _, _ := setupRobot(t)
	r.press("a")
	r.paste(sampleKey)
	r.press("tab")
	r.paste("user_1")
	r.press("tab")
	r.sees("The user belongs to the key.")
	r.press("right")
	r.sees("Renewals")
	r.sees("agent_surveys") // of which the service says nothing
	r.sees("has called for this user")
	r.write("rene") // by the name
	r.press("down", "enter")
	r.sees("✓ Renewals is switched on")
	if got := r.app.front().(*accountScreen).value(accountAgent); got != "agent_renewals" {
		t.Errorf("the agent is %q", got)
	}
}
