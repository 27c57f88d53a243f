package cli

import (
	"cmp"
	"context"
	"errors"
	"os"
	"os/user"
	"strings"
	"time"

	"callsheet/api"
	"callsheet/config"
	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/store"
	"callsheet/ui/session"
)

// storeOf is a store as the ports of the session.
func storeOf(s *store.Store) session.Store {
	return session.Store{Campaigns: s.Campaigns, Ledger: s.Ledger, Guards: s.Guards, DoNotCall: s.DoNotCall}
}

// environment is what a command finds where it is started: the settings of a profile,
// the memory of this machine, the service, and who works here.
type environment struct {
	getenv  func(string) string
	profile string // of the settings file; "" = the usual one
	io      *streams
}

// openStore opens the memory of this machine in a folder, for work with a
// service ("" when there is none in it), and settles what a console that died
// left in the air: whatever was on its way is then unknown.
func (e *environment) openStore(ctx context.Context, dir, service string, now func() time.Time) (*store.Store, error) {
	kept, err := store.Open(ctx, dir, store.Options{Who: e.holder(), Now: now, Service: service})
	if err != nil {
		return nil, err
	}
	if _, err := kept.Ledger.Recover(ctx); err != nil {
		kept.Close()
		return nil, err
	}
	return kept, nil
}

// viewStore is openStore for commands that only show what is kept. Where the disk
// takes nothing, it is looked at as it is.
func (e *environment) viewStore(ctx context.Context, dir, service string, now func() time.Time) (*store.Store, error) {
	kept, err := e.openStore(ctx, dir, service, now)
	if _, takesNothing := errors.AsType[*store.WriteError](err); !takesNothing {
		return kept, err
	}
	seen, failed := store.View(ctx, dir, store.Options{Who: e.holder(), Now: now, Service: service})
	if failed != nil {
		return nil, err
	}
	e.io.say("%s What was kept before is shown.", reason.Sentence(err))
	return seen, nil
}

// operator is who works here, for the history of changes.
func (e *environment) operator() string {
	name := e.getenv("USER")
	if u, err := user.Current(); err == nil {
		name = cmp.Or(u.Username, name)
	}
	return cmp.Or(printable.Text(name, 40), "somebody")
}

// holder says who has a campaign open, and in which terminal, so that others
// can ask.
func (e *environment) holder() string {
	tty := e.getenv("SSH_TTY")
	if link, err := os.Readlink("/proc/self/fd/0"); err == nil && strings.HasPrefix(link, "/dev/") {
		tty = link
	}
	tty = strings.TrimPrefix(printable.Text(tty, 40), "/dev/")
	if tty == "" || tty == "null" {
		return e.operator()
	}
	return e.operator() + ", terminal " + tty
}

// connect makes the client of a profile, and the reason when there is none.
func (e *environment) connect(settings config.Settings) (*api.Client, error) {
	if settings.Key == "" {
		return nil, model.UserError("No API key is set, so nothing can be sent. Set " + config.EnvKey + " and start again.")
	}
	return api.New(api.Config{BaseURL: settings.BaseURL, Key: settings.Key, UserID: settings.User, UserAgent: userAgent()})
}
