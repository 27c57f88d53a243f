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
	cfg := screen.Config{
		Files: files{},
		Store: memory,
		Now:   time.Now,
		Pace:  livePace,
		Account: screen.Account{
			Name:       settings.Profile,
			Service:    serviceOrigin(settings),
			Operator:   p.env.operator(),
			Region:     settings.Region,
			RegionFrom: settings.RegionFrom,
			Defaults: model.OptionValues{
				model.OptAgent:    settings.Agent,
				model.OptUser:     settings.User,
				model.OptTimeZone: localZone(),
			},
		},
	}
	if !unwritten {
		cfg.Mappings, cfg.Recent = kept.Remembered, kept.Remembered
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

// localZone is the zone of this machine's clock, where it has a name the
// service knows.
func localZone() string {
	if name := time.Now().Location().String(); name != "Local" {
		return name
	}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		for dir := filepath.Dir(target); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			if filepath.Base(dir) != "zoneinfo" {
				continue
			}
			if name, err := filepath.Rel(dir, target); err == nil {
				if _, err := time.LoadLocation(name); err == nil {
					return name
				}
			}
		}
	}
	return "UTC"
}
