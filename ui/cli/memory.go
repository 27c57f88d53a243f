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
	"callsheet/model/panics"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/store"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

// storeOf is a store of no team as the ports of the session.
func storeOf(s *store.Store) session.Store { return shared.Alone(s).Ports() }

// environment is what a command finds where it is started: the settings of a profile,
// the memory of this machine, the service, and who works here.
type environment struct {
	getenv  func(string) string
	profile string     // of the settings file; "" = the usual one
	key     config.Key // that was found, wherever it was; "" = none yet
	known   knownKey   // the same, for what is written
	keyFrom string     // where that was, in words
	told    string     // said by the console that begins next; "" = nothing
	io      *streams

	openTeam func(teamAccess) (teamDatabase, error) // reaches the ledger of a team; asks nothing yet
}

// openStore opens the memory of this machine, for work with a service ("" when there is
// none in it), and settles what a console that died left in the air: whatever was on its
// way is then unknown.
func (e *environment) openStore(ctx context.Context, service string, now func() time.Time) (*store.Store, error) {
	folder, err := config.LoadDataFolder(e.getenv)
	if err != nil {
		return nil, err
	}
	return e.openStoreIn(ctx, folder, service, now)
}

// openStoreIn is openStore for a folder.
func (e *environment) openStoreIn(ctx context.Context, folder config.DataFolder, service string, now func() time.Time) (*store.Store, error) {
	if err := broughtIn(folder); err != nil {
		return nil, err
	}
	kept, err := store.Open(ctx, folder.Path, store.Options{Who: e.holder(), Now: now, Service: service, Shared: folder.Shared})
	if err != nil {
		return nil, err
	}
	if _, err = kept.Ledger.Recover(ctx); err == nil {
		err = folder.Join()
	}
	if err != nil {
		kept.Close()
		return nil, err
	}
	return kept, nil
}

// viewStore is openStore for commands that only show what is kept. Where the disk
// takes nothing, it is looked at as it is.
func (e *environment) viewStore(ctx context.Context, service string, now func() time.Time) (*store.Store, error) {
	folder, err := config.LoadDataFolder(e.getenv)
	if err != nil {
		return nil, err
	}
	kept, err := e.openStoreIn(ctx, folder, service, now)
	if _, takesNothing := errors.AsType[*store.WriteError](err); !takesNothing {
		return kept, err
	}
	seen, failed := store.View(ctx, folder.Path, store.Options{Who: e.holder(), Now: now, Service: service, Shared: folder.Shared})
	if failed != nil {
		return nil, err
	}
	e.io.say("%s What was kept before is shown.", reason.Sentence(err))
	return seen, nil
}

// sayTeamAway says why what was shown is without what colleagues sent, if it is.
func (e *environment) sayTeamAway(kept *shared.Store) {
	if t := kept.Ports().Team; t != nil {
		if why := t.Known().Banner(time.Now()); why != "" {
			e.io.say("%s", why)
		}
	}
}

// openShared is openStore, joined with the ledger of the team that is set.
func (e *environment) openShared(ctx context.Context, service string, now func() time.Time) (*shared.Store, error) {
	kept, err := e.openStore(ctx, service, now)
	if err != nil {
		return nil, err
	}
	settings, err := e.settings()
	if err != nil {
		return shared.Refused(kept, err), nil
	}
	return e.share(ctx, settings, kept, service, now), nil
}

// share joins a store of this machine with the ledger of the team that is set, if any is. Where
// that cannot be worked with, nothing is sent.
func (e *environment) share(ctx context.Context, settings config.Settings, kept *store.Store, service string, now func() time.Time) *shared.Store {
	ledger, err := e.teamLedger(ctx, settings, kept)
	if err != nil {
		return shared.Refused(kept, err)
	}
	return shared.Join(kept, ledger, shared.Options{Who: e.holder(), Now: now, Service: service})
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
func (e *environment) connect(ctx context.Context, settings config.Settings) (*api.Client, error) {
	if e.key == "" { // a command is asked once
		said := e.sayAsked(settings)
		found, err := settings.FindKey(ctx)
		said()
		if err != nil {
			return nil, errNoKey{err}
		}
		e.key, e.keyFrom = found.Key, found.Sources.Of("key").String()
		e.known.is(string(e.key))
	}
	if e.key == "" {
		return nil, errNoKey{noKeySet}
	}
	return api.New(api.Config{BaseURL: settings.BaseURL, Key: string(e.key), UserID: settings.User, UserAgent: userAgent(), LooksOnly: readOnly(settings).Why()})
}

// askedFor is how long a command may take for the key before that is said.
const askedFor = 2 * time.Second

// sayAsked tells whoever waits that a command is asked for the key, until done is called.
func (e *environment) sayAsked(settings config.Settings) (done func()) {
	if settings.Key != "" || len(settings.KeyCommand) == 0 || e.io == nil || !isTerminal(e.io.err) {
		return func() {}
	}
	came := make(chan struct{})
	panics.Go(func() {
		select {
		case <-came:
		case <-time.After(askedFor):
			e.io.say("Waiting for the key: key_command (%s) is asked, for 30 seconds at most.", quote(settings.KeyCommand[0]))
		}
	})
	return func() { close(came) }
}

// noKeySet is said where there is no key anywhere.
const noKeySet = model.UserError("No API key is set, so nothing can be sent. Run `callsheet login` once, or set " + config.EnvKey + " and start again.")

// errNoKey is why there is no key to work with: this machine can be worked with alone.
type errNoKey struct{ error }

func (e errNoKey) Unwrap() error { return e.error }
