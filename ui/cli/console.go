package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/pacing"
	"callsheet/model/reason"
	"callsheet/model/store"
	"callsheet/model/zones"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// How often the console looks at running batches. The reference advises 30 to
// 60 seconds; it is faster only while somebody looks and something moves.
var (
	livePace = pacing.Poll{Live: 3 * time.Second, Idle: 30 * time.Second}
	demoPace = pacing.Poll{Live: time.Second, Idle: 2 * time.Second}
)

func (e *environment) settings() (config.Settings, error) { return config.Load(e.profile, e.getenv) }

// console is the console against the configured service.
func (p *program) console(ctx context.Context, args []string) error {
	settings, err := p.env.settings()
	if err != nil {
		return err
	}
	kept, err := p.env.openStore(ctx, config.DataDir(), serviceOrigin(settings), time.Now)
	var memory session.Store
	full, unwritten := errors.AsType[*store.WriteError](err)
	switch {
	case unwritten:
		memory = unwritable{full}.store()
	case err != nil:
		return err
	default:
		defer kept.Close()
		memory = storeOf(kept)
	}
	rules, err := config.LoadHours(p.env.profile)
	if err != nil {
		return err
	}
	told, err := config.LoadTelling()
	if err != nil {
		return err
	}
	own := ownClock(settings)
	cfg := screen.Config{
		Files: files{},
		Store: memory,
		Now:   func() time.Time { return time.Now().In(own) },
		Hours: rules.Rulebook,
		Grace: settings.Grace,
		Pace:  livePace,

		OnEvent: p.env.onEvent(told),

		ZoneSaid: settings.TimeZone != "",

		Account: screen.Account{
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
		},
	}
	if settings.TimeZoneBy == "" {
		cfg.KeepZone = config.KeepTimeZone
	}
	if !unwritten {
		cfg.Mappings, cfg.Recent, cfg.OptionSets, cfg.OwnNumbers = kept.Remembered, kept.Remembered, kept.Remembered, kept.Remembered
	}
	if len(args) == 1 {
		cfg.Open = args[0]
	}
	if cfg.Folder, err = os.Getwd(); err != nil {
		cfg.Folder = string(filepath.Separator)
	}
	client, err := p.env.connect(settings)
	switch {
	case settings.Key == "":
		cfg.Account.Missing = reason.Sentence(err)
	case err != nil:
		return err
	}
	cfg.Service = service{client: client, address: settings.BaseURL, who: addressed(settings), store: kept, now: time.Now, missing: err}
	return p.show(ctx, settings, cfg, "Your work is saved: start Callsheet again to go on.")
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
