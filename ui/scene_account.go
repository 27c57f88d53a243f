package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// sampleProber knows one account.
type sampleProber struct{}

func (sampleProber) Reach(context.Context, session.Account) (session.Reached, error) {
	return session.Reached{At: fixedNow, Said: "ok"}, nil
}

func (sampleProber) Admit(_ context.Context, a session.Account) (session.Admitted, error) {
	switch {
	case a.Key != sampleKey:
		return session.Admitted{}, &session.AccountRefusal{Part: session.AccountKey, Err: model.UserError("Unauthorized.")}
	case a.User != "" && a.User != "user_1":
		return session.Admitted{}, &session.AccountRefusal{Part: session.AccountUser, Err: model.UserError("Forbidden.")}
	}
	return session.Admitted{Agents: []string{"agent_renewals", "agent_surveys"}}, nil
}

func (sampleProber) LookUp(_ context.Context, a session.Account) (session.Agent, error) {
	if a.Agent != "agent_renewals" {
		return session.Agent{}, &session.AccountRefusal{Part: session.AccountAgent, Err: model.UserError("Not found.")}
	}
	return session.Agent{Name: "Renewals", Active: true, Outbound: true}, nil
}

// sampleKey is the key of the account in the scenes, which is drawn nowhere.
const sampleKey = "dg-sample-4f9c2e71b8a0"

// sampleProfiles are three, of which one looks alone.
var sampleProfiles = []session.AccountProfile{
	{Name: "default", User: "user_1", ReadOnly: true}, {Name: "north", User: "user_2"}, {Name: "rehearsal", User: "user_demo", Service: "http://127.0.0.1:8844"},
}

// setupConfig is a console on a machine where nothing is set up.
func setupConfig() screen.Config {
	cfg := sceneConfig()
	cfg.Account.Name, cfg.Account.Service, cfg.Account.Defaults = "default", model.PublicService, model.OptionValues{}
	cfg.Account.Region, cfg.Account.RegionFrom = "", ""
	cfg.Account.Missing = "There is no account yet, so nothing can be sent. Press f2 to set it up; your lists are kept."
	cfg.Setup = &screen.Setup{
		Prober: sampleProber{}, Greets: true, Demo: true,
		KeyFile: "/home/anna/.local/share/callsheet/keys.toml", Settings: "/home/anna/.config/callsheet/config.toml",
		Now: session.AccountSettings{Profile: "default"},
	}
	return cfg
}

func accountScenes() []Scene {
	account := func(s session.AccountSettings, keys ...string) func(theme.Theme) *App {
		return func(t theme.Theme) *App {
			a := still(t, setupConfig(), nil, func(*screen.Console) []screen.Screen { return nil })
			a.account.lay()
			a.width, a.height = minWidth, minHeight
			shown := a.front().(*accountScreen)
			for _, typed := range []struct{ field, text string }{{accountKey, s.Key}, {accountUser, s.User}, {accountAgent, s.Agent}} {
				shown.form.Focus(typed.field)
				if typed.text == "" {
					break
				}
				a.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(typed.text), Paste: true})
			}
			session.Inline(context.Background(), session.WallClock{}, shown.check.Start(shown.settings().Account, 0), shown.check.Update)
			shown.suggest(false)
			shown.note()
			for _, k := range keys {
				a.Update(keyMsg(k))
			}
			return a
		}
	}
	whole := session.AccountSettings{Account: session.Account{Key: sampleKey, User: "user_1", Agent: "agent_renewals"}}
	stranger := session.AccountSettings{Account: session.Account{Key: sampleKey, User: "user_2"}}
	return []Scene{
		{"welcome", func(t theme.Theme) *App {
			return still(t, setupConfig(), nil, func(*screen.Console) []screen.Screen { return nil })
		}},
		{"account-empty", account(session.AccountSettings{})},
		{"account-ready", account(whole)},
		{"account-wrong", account(stranger)},
		{"account-agents", account(session.AccountSettings{Account: session.Account{Key: sampleKey, User: "user_1"}})},
		{"account-agents-named", func(t theme.Theme) *App {
			a := account(session.AccountSettings{Account: session.Account{Key: sampleKey, User: "user_1"}})(t)
			shown := a.front().(*accountScreen)
			shown.Update(agentsNamed{map[string]session.Agent{"agent_renewals": {Name: "Renewals", Active: true, Outbound: true}}})
			return a
		}},
		{"account-keep", account(whole, "ctrl+n")},
		{"account-profiles", func(t theme.Theme) *App {
			cfg := setupConfig()
			cfg.Setup.Greets = false
			cfg.Setup.Profiles = sampleProfiles
			cfg.Store.ReadOnly = session.ReadOnly{Profile: cfg.Account.Name}
			a := still(t, cfg, nil, func(*screen.Console) []screen.Screen { return nil })
			a.Update(tea.WindowSizeMsg{Width: minWidth, Height: minHeight})
			a.Update(keyMsg("f3"))
			return a
		}},
	}
}
