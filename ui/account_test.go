package ui

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// countingProber is sampleProber, which counts what it is asked and can be held up.
type countingProber struct {
	sampleProber
	mu    sync.Mutex
	asked []string
	gate  chan struct{} // Admit waits for it, or for its context
	ended int           // how often the context ended meanwhile
}

func (c *countingProber) note(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, what)
}

func (c *countingProber) Reach(ctx context.Context, a session.Account) (session.Reached, error) {
	c.note("service " + a.Service)
	return c.sampleProber.Reach(ctx, a)
}

func (c *countingProber) Admit(ctx context.Context, a session.Account) (session.Admitted, error) {
	c.note("key for " + a.User)
	c.mu.Lock()
	gate := c.gate
	c.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			c.mu.Lock()
			c.ended++
			c.mu.Unlock()
			return session.Admitted{}, ctx.Err()
		}
	}
	return c.sampleProber.Admit(ctx, a)
}

// keptAccounts takes down what is kept.
type keptAccounts struct {
	mu   sync.Mutex
	kept []session.AccountSettings
	seen []session.AccountSettings // as the form began
	key  []string
	file []bool
	used []string // the profiles
	err  error
}

func (k *keptAccounts) Keep(a, before session.AccountSettings, storeKey bool) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.seen = append(k.seen, before)
	k.kept, k.key, k.file = append(k.kept, a), append(k.key, a.Key), append(k.file, storeKey)
	return k.err
}

func (k *keptAccounts) Use(profile string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.used = append(k.used, profile)
	return k.err
}

func setupRobot(t *testing.T) (*robot, *countingProber, *keptAccounts) {
	t.Helper()
	prober, kept := &countingProber{}, &keptAccounts{}
	cfg := setupConfig()
	base := testConfig()
	cfg.Files, cfg.Service, cfg.Store = base.Files, base.Service, base.Store
	cfg.Setup.Prober, cfg.Setup.Keeper = prober, kept
	return newRobot(t, cfg, 100, 30), prober, kept
}

func TestWhoeverHasSetNothingUpIsGreeted(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		sees string
		next screen.Next
	}{
		{"the demo is one key away", []string{"d"}, "", screen.NextDemo},
		{"enter begins with what is under the cursor", []string{"enter"}, "", screen.NextDemo},
		{"the account is one key away", []string{"a"}, "Your account at Dialgen", 0},
		{"a list is read without one", []string{"l"}, "Which list do you want to call?", 0},
		{"the cursor leads there too", []string{"down", "down", "enter"}, "Which list do you want to call?", 0},
		{"esc leads to Home", []string{"esc"}, "What would you like to do?", 0},
		{"esc leads back from the list", []string{"l", "esc"}, "Welcome to Callsheet.", 0},
		{"esc leads back from the account", []string{"a", "esc"}, "Welcome to Callsheet.", 0},
		{"Home says how to go on", []string{"esc"}, "There is no account yet, so nothing can be sent. Press f2", 0},
		{"and the key does so", []string{"esc", "f2"}, "Your account at Dialgen", 0},
		{"which is there while a path is typed, too", []string{"l", "f2"}, "Your account at Dialgen", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _, _ := setupRobot(t)
			r.sees("Welcome to Callsheet.")
			r.press(c.keys...)
			if c.sees != "" {
				r.sees(c.sees)
			}
			if r.app.Next != c.next {
				t.Errorf("next is %v", r.app.Next)
			}
			r.lacks("LIVE")
		})
	}
}

func TestAnAccountIsCheckedAsItIsTypedAndKept(t *testing.T) {
	r, prober, kept := setupRobot(t)
	r.press("a")
	r.sees("The service answers.")
	r.paste("  " + sampleKey[:10] + "\r\n" + sampleKey[10:] + "\n")
	r.sees("The key is accepted.")
	r.press("down")
	r.write("user_2")
	r.sees("This user does not belong to the key.")
	r.press("ctrl+u")
	r.write("user_1")
	r.sees("The user belongs to the key.")
	r.press("down")
	r.sees("agent_surveys") // those that the service tells of
	r.press("down", "enter")
	r.sees("Renewals is switched on and makes calls.")
	r.press("down", "down")
	r.write("united king")
	r.press("down", "enter")
	r.sees("United Kingdom (+44)")
	r.press("ctrl+n")
	r.sees("Where is the key to be kept?")
	r.sees("/home/anna/.local/share/callsheet/keys.toml")
	r.sees("0600")
	r.press("enter")
	r.waits("a console after this one", func() bool { return r.app.Next == screen.NextConsole })
	kept.mu.Lock()
	defer kept.mu.Unlock()
	want := session.AccountSettings{Account: session.Account{Key: sampleKey, User: "user_1", Agent: "agent_renewals"}, Profile: "default", Region: "GB"}
	if len(kept.kept) != 1 || kept.kept[0] != want || !kept.file[0] {
		t.Errorf("kept %v, %v, %v", kept.kept, kept.key, kept.file)
	}
	prober.mu.Lock()
	defer prober.mu.Unlock()
	if n := len(prober.asked); n > 6 {
		t.Errorf("it asked %d times for what was typed letter by letter: %q", n, prober.asked)
	}
}

func TestTheKeyIsNeverDrawn(t *testing.T) {
	r, _, _ := setupRobot(t)
	r.press("a")
	r.paste(sampleKey)
	for _, keys := range [][]string{nil, {"left"}, {"home"}, {"down"}, {"up"}, {"tab"}, {"f1"}, {"esc"}, {"ctrl+n"}, {"esc"}, {"f1"}} {
		r.press(keys...)
		for _, part := range []string{sampleKey, sampleKey[:6], sampleKey[len(sampleKey)-6:]} {
			r.lacks(part)
		}
	}
	if text := fmt.Sprintf("%v %+v", r.app.front().(*accountScreen).settings(), r.app.front().(*accountScreen).settings().Account); strings.Contains(text, sampleKey) {
		t.Errorf("an account prints its key: %s", text)
	}
}

func TestStaleAnswersAreCutOff(t *testing.T) {
	r, prober, _ := setupRobot(t)
	prober.gate = make(chan struct{})
	r.press("a")
	r.sees("The service answers.")
	r.paste("another-key-0001")
	r.waits("the first question", func() bool {
		prober.mu.Lock()
		defer prober.mu.Unlock()
		return len(prober.asked) == 2
	})
	r.press("ctrl+u")
	r.paste(sampleKey)
	r.waits("the end of the first question", func() bool {
		prober.mu.Lock()
		defer prober.mu.Unlock()
		return prober.ended == 1
	})
	close(prober.gate)
	r.sees("The key is accepted.")
	r.lacks("does not accept")
}

func TestAKeyIsStoredByConsentAlone(t *testing.T) {
	for _, c := range []struct {
		name  string
		keys  []string
		kept  int
		file  bool
		sees  string
		fails error
	}{
		{"in its file", []string{"enter"}, 1, true, "", nil},
		{"nowhere", []string{"down", "enter"}, 1, false, "", nil},
		{"not at all by esc", []string{"esc"}, 0, false, "Your account at Dialgen", nil},
		{"a disk that takes nothing says so", []string{"enter"}, 1, true, "The disk is full.", model.UserError("The disk is full.")},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _, kept := setupRobot(t)
			kept.err = c.fails
			r.press("a")
			for _, text := range []string{sampleKey, "user_1", "agent_renewals"} {
				r.paste(text)
				r.press("tab")
			}
			r.sees("Renewals is switched on")
			r.press("ctrl+n")
			r.sees("Where is the key to be kept?")
			r.press(c.keys...)
			if c.sees != "" {
				r.sees(c.sees)
			} else {
				r.waits("the end", func() bool { return r.app.Next == screen.NextConsole })
			}
			kept.mu.Lock()
			defer kept.mu.Unlock()
			if len(kept.kept) != c.kept || c.kept > 0 && kept.file[0] != c.file {
				t.Errorf("kept %v, in the file %v", kept.kept, kept.file)
			}
		})
	}
}

func TestWhatCannotBeUsedIsNotWrittenDown(t *testing.T) {
	for _, c := range []struct{ name, field, text, says string }{
		{"a country that is none", accountRegion, "Atlantis", "No country is called that"},
		{"hours that are none", accountHours, "whenever", ""},
		{"a profile that no file can name", accountProfile, "my account", "Use letters, digits"},
		{"what the environment says otherwise", accountUser, "user_1", "DIALGEN_USER_ID in the environment goes before"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _, kept := setupRobot(t)
			if c.field == accountUser {
				r.app.console.Config.Setup.Before = map[string]string{accountUser: "DIALGEN_USER_ID"}
			}
			r.press("a")
			r.app.front().(*accountScreen).form.Focus(c.field)
			r.press("end", "ctrl+u")
			r.paste(c.text)
			r.press("ctrl+n")
			r.sees("First put right what stands below the field.")
			r.sees(c.says)
			if len(kept.kept) > 0 {
				t.Errorf("kept %v", kept.kept)
			}
		})
	}
}

func TestLeavingAnAccountAsksBeforeItIsLost(t *testing.T) {
	r, _, kept := setupRobot(t)
	r.press("a")
	r.paste(sampleKey)
	r.press("esc")
	r.sees("Leave without saving?")
	r.press("enter")
	r.sees("Your account at Dialgen")
	r.press("esc", "down", "enter")
	r.sees("Welcome to Callsheet.")
	if len(kept.kept) > 0 {
		t.Error("it was kept")
	}
}

func TestAKeyFromElsewhereStaysThere(t *testing.T) {
	r, _, kept := setupRobot(t)
	setup := r.app.console.Config.Setup
	setup.KeyFrom, setup.KeyStays = "DIALGEN_API_KEY", true
	setup.Now.Account = session.Account{Key: sampleKey, User: "user_1", Agent: "agent_renewals"}
	r.press("a")
	r.sees("from DIALGEN_API_KEY")
	r.sees("Renewals is switched on")
	r.press("ctrl+n")
	r.waits("the end", func() bool { return r.app.Next == screen.NextConsole })
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if len(kept.key) != 1 || kept.key[0] != "" || kept.file[0] {
		t.Errorf("kept %v, %v", kept.kept, kept.file)
	}
}

func TestAValueThatWasWrittenCanBeEmptied(t *testing.T) {
	r, _, kept := setupRobot(t)
	setup := r.app.console.Config.Setup
	setup.KeyFrom, setup.KeyStays = "DIALGEN_API_KEY", true
	setup.Now = session.AccountSettings{Account: session.Account{Key: sampleKey, User: "user_1", Agent: "agent_renewals"}, Region: "GB", Hours: "us", Profile: "default"}
	r.press("a")
	r.sees("Renewals is switched on")
	for _, field := range []string{accountRegion, accountHours} {
		r.app.front().(*accountScreen).form.Focus(field)
		r.press("end", "ctrl+u")
		r.sees("It was")
		r.sees("and is taken out of the settings.")
	}
	r.press("ctrl+n")
	r.waits("the end", func() bool { return r.app.Next == screen.NextConsole })
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if len(kept.kept) != 1 || kept.kept[0].Region+kept.kept[0].Hours != "" || kept.seen[0].Region != "GB" || kept.seen[0].Hours != "us" {
		t.Errorf("kept %+v, seen %+v", kept.kept, kept.seen)
	}
}

func TestWithoutAnAccountTheWayLeadsToTheReview(t *testing.T) {
	cfg := testConfig()
	set := setupConfig()
	cfg.Account, cfg.Setup = set.Account, set.Setup
	cfg.Account.Region, cfg.Account.RegionFrom = sceneConfig().Account.Region, sceneConfig().Account.RegionFrom
	cfg.Setup.Greets, cfg.Open = false, "/lists/spring.csv"
	cfg.Service, cfg.ZoneSaid = &fakeService{}, true
	r := newRobot(t, cfg, 120, 40)
	r.sees("Olivia Grant")
	r.press("enter")
	r.sees("What does each column mean?")
	r.press("ctrl+n")
	r.sees("to fix")
	r.press("ctrl+n")
	r.sees("Calls a second")
	r.press("ctrl+n")
	r.waits("the review", func() bool { _, is := r.app.front().(*reviewScreen); return is })
	r.sees("There is no account yet, so nothing can be sent. Press f2 to set it up")
	r.press("enter")
	r.sees("There is no account yet")
	r.press("f2")
	r.sees("Your account at Dialgen")
	if s := cfg.Service.(*fakeService); s.sends != 0 {
		t.Error("something was sent")
	}
	r.press("esc")
	r.waits("the review again", func() bool { _, is := r.app.front().(*reviewScreen); return is })
}

func TestADraftTakesTheAccountThatWasSetUpSince(t *testing.T) {
	defaults := model.OptionValues{model.OptAgent: "agent_new", model.OptUser: "user_new", model.OptHours: "us"}
	for _, c := range []struct {
		name       string
		campaign   model.Campaign
		agent, hrs string
	}{
		{"what was left open", model.Campaign{Values: model.OptionValues{model.OptAgent: " "}}, "agent_new", ""},
		{"what was given stays", model.Campaign{Values: model.OptionValues{model.OptAgent: "agent_own", model.OptUser: "u"}}, "agent_own", ""},
		{"what was taken out stays open", model.Campaign{Values: model.OptionValues{model.OptUser: "u"}}, "", ""},
		{"what was sent stays", model.Campaign{Values: model.OptionValues{}, Plan: &model.Plan{}}, "", ""},
		{"what is open elsewhere stays", model.Campaign{Values: model.OptionValues{}, Holder: "ben"}, "", ""},
	} {
		session.TakeAccount(&c.campaign, defaults)
		if got := c.campaign.Values; got[model.OptAgent] != c.agent || got[model.OptHours] != c.hrs {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestTheAccountLeavesTheScreensBehindItAsTheyAre(t *testing.T) {
	cfg := testConfig()
	cfg.Setup, cfg.Open, cfg.ZoneSaid = setupConfig().Setup, "/lists/spring.csv", true
	r := newRobot(t, cfg, 120, 40)
	r.sees("Olivia Grant")
	r.press("enter")
	r.sees("What does each column mean?")
	r.press("ctrl+n")
	r.sees("to fix")
	r.press("esc", "esc", "f2")
	r.sees("Your account at Dialgen")
	r.press("f2", "esc")
	r.sees("These are its first rows")
	r.press("ctrl+n")
	r.sees("What does each column mean?")
	r.press("esc", "esc", "esc")
	r.sees("What would you like to do?")
	r.press("f2", "esc", "down", "enter")
	r.waits("the contacts again", func() bool { return r.app.at > 0 && r.app.front().Place() == model.StageContacts })
}
