package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"callsheet/api"
	"callsheet/api/sandbox"
	"callsheet/config"
	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session/shared"
)

// demoName is what the demo list is called on disk, and so the campaign.
const demoName = "Spring renewals.xlsx"

// demoHour is when the sandbox's day begins, after midnight UTC.
const demoHour = 10 * time.Hour

// How the demo goes unless somebody says otherwise.
const (
	demoSpeed = 30
	demoSeed  = 1
)

func (p *program) demoCommand() *cobra.Command {
	var (
		keep   bool
		speed  float64
		seed   uint64
		faults []string
	)
	cmd := &cobra.Command{
		Use:   "demo [FILE]",
		Short: "Try the console on a demo list; nobody is called",
		Long: "The console against a sandbox inside this program: it needs no account, opens no port and\n" +
			"sends nothing anywhere. Without FILE it opens a demo list of 300 rows.",
		Example: "  callsheet demo\n  callsheet demo leads.csv\n  callsheet demo --fault create:1=drop-after --fault 'list:*=lag:20s'",
		Args:    usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if speed < 1 || speed > 3600 {
				return usageError{model.UserError("--speed is how many times faster than real time: 1 to 3600.")}
			}
			scripted, err := readFaults(faults)
			if err != nil {
				return err
			}
			return p.runDemo(cmd.Context(), args, keep, sandbox.Config{Speed: speed, Seed: seed, Faults: scripted})
		},
	}
	cmd.Flags().BoolVar(&p.plain, "plain", false, plainUsage)
	cmd.Flags().BoolVar(&keep, "keep", false, "keep the demo's files when it ends, and say where")
	cmd.Flags().Float64Var(&speed, "speed", demoSpeed, "how many times faster than real time the calls go")
	cmd.Flags().Uint64Var(&seed, "seed", demoSeed, "decides the outcome of every call")
	cmd.Flags().StringArrayVar(&faults, "fault", nil, "a `FAULT` to cause, such as create:1=drop-after; `callsheet sandbox --help` lists them all")
	return cmd
}

func (p *program) runDemo(ctx context.Context, args []string, keep bool, c sandbox.Config) error {
	place, err := newScratch(os.TempDir(), demoPrefix)
	if err != nil {
		return model.UserError(fmt.Sprintf("The demo needs a place for its files: %s. Free some space, or set TMPDIR.", reason.Of(err)))
	}
	folder, after := place.path, "The demo keeps nothing: start `callsheet demo` again."
	if keep {
		after = "What was done in the demo is kept."
		place.save()
		defer p.io.say("The demo's files are in %s.", folder)
	} else {
		defer place.remove()
	}
	open := filepath.Join(folder, demoName)
	if err := os.WriteFile(open, p.demo, 0o600); err != nil {
		return model.UserError(fmt.Sprintf("The demo list cannot be written: %s. Free some space, or set TMPDIR.", reason.Of(err)))
	}
	begin, passing := filepath.Dir(open), ""
	switch at, err := os.Getwd(); {
	case len(args) == 1:
		open = args[0]
		begin = filepath.Dir(open)
	case !keep && err == nil:
		begin, passing = at, folder
	}
	// Calls are shown at an hour at which people may be called, whenever the
	// demo is run.
	c.Start = time.Now().UTC().Truncate(24 * time.Hour).Add(demoHour)
	box := sandbox.New(c)
	who := &identity{name: model.SandboxService(box.ID())}
	client, err := api.New(api.Config{Key: sandbox.DemoKey, UserID: sandbox.DemoUser, UserAgent: userAgent(), Transport: box.Transport()})
	if err != nil {
		return err
	}
	settings, err := p.env.settings()
	if err != nil {
		return err
	}
	kept, err := p.env.openStoreIn(ctx, config.DataFolder{Path: filepath.Join(folder, "data")}, who.String(), box.Now)
	if err != nil {
		return err
	}
	defer kept.Close()
	return p.show(ctx, settings, screen.Config{
		Files:    files{},
		Store:    storeOf(kept),
		Mappings: kept.Remembered,
		Recent:   kept.Remembered,

		KeepPaste:  keepPaste(folder),
		OptionSets: kept.Remembered,
		OwnNumbers: kept.Remembered,
		Service:    service{client: client, who: who, store: shared.Alone(kept), now: box.Now},
		Now:        box.Now,
		Pace:       demoPace,
		Open:       open,
		Folder:     begin,
		Passing:    passing,
		Account: screen.Account{
			Name: "demo", Service: who.String(), Operator: p.env.operator(), Speed: c.Speed, Region: "GB",
			// Slow enough to watch, with retries that do not take the evening.
			Defaults: model.OptionValues{
				model.OptAgent:         sandbox.DemoAgent,
				model.OptUser:          sandbox.DemoUser,
				model.OptTimeZone:      "Europe/London",
				model.OptRate:          "1",
				model.OptNoAnswerDelay: "15 m",
			},
		},
	}, after)
}
