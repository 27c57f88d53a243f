package cli

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"callsheet/api/sandbox"
	"callsheet/config"
	"callsheet/model"
	"callsheet/model/pacing"
	"callsheet/model/store"
	"callsheet/model/zones"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

// How often the console looks at running batches. The reference advises 30 to
// 60 seconds; it is faster only while somebody looks and something moves.
var (
	livePace = pacing.Poll{Live: 3 * time.Second, Idle: 30 * time.Second}
	demoPace = pacing.Poll{Live: time.Second, Idle: 2 * time.Second}
)

// settings are the operator's. Signs beyond ASCII are not drawn on a terminal that has
// none, unless the operator says that it has.
func (e *environment) settings() (config.Settings, error) {
	s, err := config.Load(e.profile, e.getenv)
	if e.getenv(config.EnvASCII) == "" && abilitiesOf(e.getenv).ascii {
		s.ASCII = true
	}
	return s, err
}

// console is the console against the configured service, and what it gives way to: itself, with
// the account that was set up in it, or the demo.
func (p *program) console(ctx context.Context, args []string) error {
	told := ""
	for {
		p.next = screen.NextNothing
		err := p.consoleOnce(ctx, args, told)
		switch {
		case err != nil:
			return err
		case p.next == screen.NextDemo:
			if err := p.runDemo(ctx, nil, false, sandbox.Config{Speed: demoSpeed, Seed: demoSeed}); err != nil {
				return err
			}
			p.io.say("That was the demo. `callsheet` begins anew, with your own lists.")
			return nil
		case p.next != screen.NextConsole:
			return nil
		}
		args, told = nil, cmp.Or(p.env.told, "The account is set up.")
		p.env.told = ""
	}
}

// consoleOnce is one console. told is said at its start.
func (p *program) consoleOnce(ctx context.Context, args []string, told string) error {
	settings, err := p.env.settings()
	if err != nil {
		return err
	}
	kept, err := p.env.openStore(ctx, serviceOrigin(settings), time.Now)
	var memory session.Store
	var joined *shared.Store // nil while nothing can be kept
	full, unwritten := errors.AsType[*store.WriteError](err)
	switch {
	case unwritten:
		memory = unwritable{full}.store()
	case err != nil:
		return err
	default:
		joined = p.env.share(ctx, settings, kept, serviceOrigin(settings), time.Now)
		defer joined.Close()
		memory = joined.Ports()
	}
	if told != "" && !isEmpty(ctx, memory) {
		told += " What you did before is as it was."
	}
	rules, err := config.LoadHours(p.env.profile)
	if err != nil {
		return err
	}
	telling, err := config.LoadTelling()
	if err != nil {
		return err
	}
	client, missing := p.env.connect(ctx, settings)
	rule, own := readOnly(settings), ownClock(settings)
	cfg := screen.Config{
		Files: files{},
		Store: rule.Store(memory),
		Now:   func() time.Time { return time.Now().In(own) },
		Hours: rules.Rulebook,
		Grace: settings.Grace,
		Pace:  livePace,

		OnEvent:   p.env.onEvent(telling),
		KeepPaste: keepPaste(filepath.Join(config.OwnDir(), "pasted")),
		Told:      told,

		ZoneSaid: settings.TimeZone != "",

		Account: p.account(settings, rules),
	}
	if settings.TimeZoneBy == "" {
		cfg.KeepZone = config.KeepTimeZone
	}
	if !unwritten {
		cfg.Mappings, cfg.Recent, cfg.OptionSets, cfg.OwnNumbers = joined.Remembered, joined.Remembered, joined.Remembered, joined.Remembered
	}
	if len(args) == 1 {
		cfg.Open = args[0]
	}
	if cfg.Folder, err = os.Getwd(); err != nil {
		cfg.Folder = string(filepath.Separator)
	}
	if _, noKey := errors.AsType[errNoKey](missing); noKey {
		cfg.Account.Missing = p.noAccount(settings, missing)
	} else if missing != nil {
		return missing
	}
	cfg.Setup = p.setup(settings, rules.Rule, isNew(settings, missing) && cfg.Open == "" && !unwritten && isEmpty(ctx, memory))
	cfg.Service = service{client: client, address: settings.BaseURL, who: addressed(settings), store: joined, now: time.Now, missing: missing, readOnly: rule}
	return p.show(ctx, settings, cfg, "Your work is saved: start Callsheet again to go on.")
}

// account is the account of a profile, with the hours that it names.
func (p *program) account(settings config.Settings, rules config.Hours) screen.Account {
	return screen.Account{
		Name:       settings.Profile,
		Service:    serviceOrigin(settings),
		Operator:   p.env.operator(),
		Region:     settings.Region,
		RegionFrom: settings.RegionFrom,
		Defaults: model.OptionValues{
			model.OptAgent:      settings.Agent,
			model.OptUser:       settings.User,
			model.OptHours:      rules.Rule,
			model.OptHoursBasis: rules.Basis,
		},
	}
}

// isEmpty reports whether no campaign is kept, as far as that can be known.
func isEmpty(ctx context.Context, memory session.Store) bool {
	kept, err := memory.Campaigns.Summaries(ctx)
	return err == nil && len(kept) == 0
}

// ownClock is the operator's own: as their settings say, or else this machine's.
func ownClock(settings config.Settings) *time.Location {
	if zone, ok := zones.Location(settings.TimeZone); ok {
		return zone
	}
	return machineClock()
}

// machineClock is this machine's, UTC where it has no name that others know.
func machineClock() *time.Location {
	if zone, ok := zones.Location(machineZone()); ok {
		return zone
	}
	return time.UTC
}

// machineZone is the zone of this machine's clock, "" where it has no name.
func machineZone() string {
	if name := time.Now().Location().String(); name != "Local" {
		return name
	}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		for dir := filepath.Dir(target); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			if filepath.Base(dir) != "zoneinfo" {
				continue
			}
			if name, err := filepath.Rel(dir, target); err == nil {
				return name
			}
		}
	}
	return ""
}
