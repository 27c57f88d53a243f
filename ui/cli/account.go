package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/store"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

// account is what a command works with: the settings of its profile, the memory
// of this machine, and the service.
type account struct {
	settings config.Settings
	store    *shared.Store
	met      func() // ends the meetings with the team
	service  service
}

// account opens what a command works with. Without a key it works with this
// machine alone, and service.missing says why.
func (e *environment) account(ctx context.Context) (account, error) {
	a, err := e.accountWith(ctx, e.openStore)
	if err == nil {
		a.met = meetings(ctx, a.store.Team)
	}
	return a, err
}

// onlooker is account for commands that only show what is kept: they need no
// disk that takes anything.
func (e *environment) onlooker(ctx context.Context) (account, error) {
	return e.accountWith(ctx, e.viewStore)
}

func (e *environment) accountWith(ctx context.Context, open func(context.Context, string, func() time.Time) (*store.Store, error)) (account, error) {
	settings, err := e.settings()
	if err != nil {
		return account{}, err
	}
	client, missing := e.connect(ctx, settings)
	kept, err := open(ctx, serviceOrigin(settings), time.Now)
	if err != nil {
		return account{}, err
	}
	joined := e.share(ctx, settings, kept, serviceOrigin(settings), time.Now)
	a := account{settings: settings, store: joined, service: service{client: client, address: settings.BaseURL, who: addressed(settings), store: joined, now: time.Now, missing: missing, readOnly: readOnly(settings)}}
	// Without an answer its calls are taken to be real.
	_, _ = a.service.Identify(ctx)
	return a, nil
}

// online is account for commands that are nothing without the service.
func (e *environment) online(ctx context.Context) (account, error) {
	settings, err := e.settings()
	if err != nil {
		return account{}, err
	}
	if _, err := e.connect(ctx, settings); err != nil {
		return account{}, err
	}
	return e.account(ctx)
}

// acting is online for commands that have people called, or keep them from being called.
func (e *environment) acting(ctx context.Context) (account, error) {
	settings, err := e.settings()
	if err == nil {
		err = readOnly(settings).Err()
	}
	if err != nil {
		return account{}, err
	}
	return e.online(ctx)
}

// readOnly is the rule of a profile that can only look.
func readOnly(settings config.Settings) session.ReadOnly {
	if !settings.ReadOnly {
		return session.ReadOnly{}
	}
	return session.ReadOnly{Profile: settings.Profile, Where: fmt.Sprintf("line %d of %s", settings.Sources.Of("read_only").Line, config.Path())}
}

// session opens lists with what this machine remembers. Who must not be called is
// asked when a campaign is made of one: the service is asked, too, then.
func (a account) session() session.Session {
	if a.store == nil {
		return session.Session{}
	}
	return session.Session{Mappings: a.store.Remembered, Earlier: a.store.Campaigns}
}

func (a account) close() {
	if a.met != nil {
		a.met()
	}
	if a.store != nil {
		a.store.Close() // an error leaves only something to be cleared away
	}
}

// find finds a campaign by its id, or by a name that only one has.
func (a account) find(ctx context.Context, wanted string) (model.Summary, error) {
	all, damage := a.store.Campaigns.Summaries(ctx)
	found, err := findCampaign(all, wanted)
	return found, missing(err, damage)
}

// missing is why a campaign was not found: where not all could be listed, that
// it may be among the others.
func missing(err, damage error) error {
	if _, none := errors.AsType[errNoCampaign](err); none && damage != nil {
		return damage
	}
	return err
}

func findCampaign(all []model.Summary, wanted string) (model.Summary, error) {
	if i := slices.IndexFunc(all, func(s model.Summary) bool { return s.ID == wanted }); i >= 0 {
		return all[i], nil
	}
	named := slices.DeleteFunc(slices.Clone(all), func(s model.Summary) bool { return s.Draft.Name != wanted })
	switch len(named) {
	case 1:
		return named[0], nil
	case 0:
		return model.Summary{}, errNoCampaign{wanted}
	}
	return model.Summary{}, model.UserError(severalWords(wanted, named))
}

// errNoCampaign is a campaign that is not kept on this machine.
type errNoCampaign struct{ wanted string }

func (e errNoCampaign) Error() string {
	return "There is no campaign " + quote(e.wanted) + " on this machine. `callsheet list` shows those there are."
}

func severalWords(name string, named []model.Summary) string {
	text := "There are several campaigns called " + quote(name) + ". Give the id of the one you mean:"
	apart := model.Distinctions(named, time.Local)
	for i, s := range named {
		text += "\n  " + s.ID + "  " + apart[i]
	}
	return text
}
