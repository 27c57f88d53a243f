package cli

import (
	"errors"
	"strings"

	"callsheet/config"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// accountKeeper keeps accounts in the settings of this machine. What is kept is used by this
// process at once.
type accountKeeper struct{ env *environment }

// Keep implements session.AccountKeeper.
func (k accountKeeper) Keep(a, before session.AccountSettings, storeKey bool) error {
	key := config.Key(a.Key)
	k.env.known.is(a.Key)
	if key != "" && storeKey {
		if err := config.SaveKey(a.Profile, a.Service, key); err != nil {
			return err
		}
	}
	usual := k.env.profile == "" && a.Profile != config.DefaultProfile
	gone := func(was, is string) bool { return was != "" && is == "" && a.Profile == before.Profile }
	err := config.SaveProfile(a.Profile, config.Values{
		BaseURL: a.Service, User: a.User, Agent: a.Agent, Region: a.Region, Hours: a.Hours, Usual: usual,
		Emptied: config.Emptied{
			BaseURL: gone(before.Service, a.Service), User: gone(before.User, a.User), Agent: gone(before.Agent, a.Agent),
			Region: gone(before.Region, a.Region), Hours: gone(before.Hours, a.Hours),
		},
	})
	if err != nil {
		return err
	}
	k.env.key, k.env.keyFrom = key, "what you gave here" // "" = it is looked for anew, for the account as it is now
	if storeKey {
		k.env.keyFrom = config.KeysPath()
	}
	if k.env.profile != "" {
		k.env.profile = a.Profile
	}
	return nil
}

// Use implements session.AccountKeeper.
func (k accountKeeper) Use(profile string) error {
	if _, err := config.Load(profile, k.env.getenv); err != nil {
		return err
	}
	k.env.profile, k.env.key, k.env.keyFrom = profile, "", "" // its key is looked for anew
	k.env.told = "You work for the profile " + profile + " now."
	return nil
}

// accountProfiles are the profiles of the settings, in the terms of the console.
func accountProfiles() (all []session.AccountProfile) {
	for _, p := range config.ListProfiles() {
		all = append(all, session.AccountProfile{Name: p.Name, Service: p.BaseURL, User: p.User, ReadOnly: p.ReadOnly})
	}
	return all
}

// setup is how the account of the console is set up. rule are the hours of the profile.
func (p *program) setup(settings config.Settings, rule string, greets bool) *screen.Setup {
	s := &screen.Setup{
		Prober: accountProber{known: &p.env.known}, Keeper: accountKeeper{p.env},
		KeyFile: config.KeysPath(), Settings: config.Path(), Demo: len(p.demo) > 0, Greets: greets, Seen: p.inLines(),
		Now: session.AccountSettings{
			Account: session.Account{Service: settings.BaseURL, Key: string(p.env.key), User: settings.User, Agent: settings.Agent},
			Profile: settings.Profile, Hours: rule,
		},
		Profiles: accountProfiles(), Before: map[string]string{},
	}
	if settings.RegionFrom.Given() {
		s.Now.Region = string(settings.Region)
	}
	s.KeyStays = settings.Key != "" || len(settings.KeyCommand) > 0
	if p.env.key != "" {
		s.KeyFrom = p.env.keyFrom
	}
	for field, variable := range map[string]string{"service": config.EnvBaseURL, "user": config.EnvUser, "agent": config.EnvAgent} {
		if strings.TrimSpace(p.env.getenv(variable)) != "" {
			s.Before[field] = variable
		}
	}
	return s
}

// noAccount is what is missing for calls to be sent, and what to do, for the console.
func (p *program) noAccount(settings config.Settings, missing error) string {
	lead := "There is no account yet, so nothing can be sent."
	if settings.User != "" || settings.Agent != "" {
		lead = "The account has no key, so nothing can be sent."
	}
	switch none := errors.Is(missing, noKeySet); {
	case none && p.inLines():
		return lead + " Leave and run `callsheet login`; your lists are kept."
	case none:
		return lead + " Press f2 to set it up; your lists are kept."
	case p.inLines():
		return reason.Sentence(missing)
	}
	return reason.Sentence(missing) + " Press f2 to set the account up."
}

// isNew reports whether nobody has set anything up here: no account, and no key anywhere.
func isNew(settings config.Settings, missing error) bool {
	return errors.Is(missing, noKeySet) && settings.User == "" && settings.Agent == "" && settings.BaseURL == ""
}
