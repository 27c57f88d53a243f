package ui

import (
	"testing"

	"github.com/muesli/termenv"

	"callsheet/model"
	"callsheet/ui/theme"
)

const aSandbox = "sandbox:k3f9x2mq7ab4ct6d"

func TestTheBadgeFollowsWhatTheServiceProves(t *testing.T) {
	cases := []struct {
		name     string
		identify func(int) (string, error)
		rehearse bool
	}{
		{"it has not proved anything", func(int) (string, error) { return "http://127.0.0.1:8787", nil }, false},
		{"it proves to be a sandbox", func(int) (string, error) { return aSandbox, nil }, true},
		{"it does not answer", func(int) (string, error) { return "http://127.0.0.1:8787", model.UserError("No connection.") }, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			cfg := testConfig()
			cfg.Account.Service = "http://127.0.0.1:8787"
			service := &fakeService{identify: c.identify}
			cfg.Service = service
			r := newRobot(t, cfg, 100, 30)
			r.waits("the question who it is", func() bool { service.mu.Lock(); defer service.mu.Unlock(); return service.asked > 0 })
			if c.rehearse {
				r.sees("SANDBOX")
				return
			}
			r.sees("  LIVE  ")
		})
	}
}

func TestTheFirstFrameDoesNotWaitForTheService(t *testing.T) {
	asked := false
	cfg := testConfig()
	cfg.Account.Service = "http://127.0.0.1:8787"
	cfg.Service = &fakeService{identify: func(int) (string, error) { asked = true; return aSandbox, nil }}
	app := New(theme.New(theme.Options{NoColor: true, Profile: termenv.Ascii}), cfg)
	app.Init()
	app.width, app.height = 80, 24
	if app.View() == "" || asked {
		t.Errorf("asked before the first frame: %t", asked)
	}
}

func TestADraftIsKeptForTheServiceThatProvedItself(t *testing.T) {
	cfg := testConfig()
	cfg.Account.Service = "http://127.0.0.1:8787"
	service := &fakeService{identify: func(int) (string, error) { return aSandbox, nil }}
	cfg.Service = service
	r := contactsOf(t, cfg, 100, 30)
	r.saved()
	if got := cfg.Store.Campaigns.(*fakeStore).kept[0].Draft.Service; got != aSandbox {
		t.Errorf("kept for %q", got)
	}
}
