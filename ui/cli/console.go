package cli

import (
	"context"
	"os"
	"path/filepath"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
	"github.com/muesli/termenv"

	"callsheet/api"
	"callsheet/config"
	"callsheet/model"
	"callsheet/ui"
	"callsheet/ui/theme"
)

// How often the console looks at running batches. The reference advises 30 to
// 60 seconds; it is faster only while somebody looks and something moves.
var (
	livePace = ui.Pace{Live: 3 * time.Second, Idle: 30 * time.Second}
	demoPace = ui.Pace{Live: time.Second, Idle: 2 * time.Second}
)

func userAgent() string { return "callsheet/" + version() }

func (p *program) settings() (config.Settings, error) { return config.Load(p.profile, p.env) }

// console is the console against the configured service.
func (p *program) console(ctx context.Context, args []string) error {
	settings, err := p.settings()
	if err != nil {
		return err
	}
	cfg := ui.Config{
		Files: files{},
		Now:   time.Now,
		Pace:  livePace,
		Account: ui.Account{
			Name:   settings.Profile,
			Region: settings.Region,
			Defaults: model.OptionValues{
				model.OptAgent:    settings.Agent,
				model.OptUser:     settings.User,
				model.OptTimeZone: localZone(),
			},
		},
	}
	if len(args) == 1 {
		cfg.Open = args[0]
	}
	if cfg.Folder, err = os.Getwd(); err != nil {
		cfg.Folder = string(filepath.Separator)
	}
	if settings.Key == "" {
		cfg.Account.Missing = "No API key is set, so nothing can be sent. Leave, set " + config.EnvKey + " and start again."
		cfg.Service = service{missing: model.Advice(cfg.Account.Missing)}
	} else {
		client, err := api.New(api.Config{BaseURL: settings.BaseURL, Key: settings.Key, UserID: settings.User, UserAgent: userAgent()})
		if err != nil {
			return err
		}
		cfg.Service = service{client: client}
	}
	return p.show(ctx, settings, cfg)
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

// show runs the console in the terminal until the operator leaves it.
func (p *program) show(ctx context.Context, settings config.Settings, cfg ui.Config) error {
	out, ok := p.out.(*os.File)
	if !ok || !term.IsTerminal(out.Fd()) || !term.IsTerminal(p.in.Fd()) {
		return model.Advice("The console needs a terminal. Run callsheet in one, without redirecting its input or output.")
	}
	profile := termenv.EnvColorProfile()
	look := theme.New(theme.Options{
		Light:   settings.Look == config.LookLight,
		NoColor: settings.NoColor || profile == termenv.Ascii,
		ASCII:   settings.ASCII,
		Profile: profile,
	})
	program := tea.NewProgram(ui.New(look, cfg),
		tea.WithAltScreen(),
		tea.WithContext(ctx),
		tea.WithInput(keyboard{p.in}),
		tea.WithOutput(out),
		tea.WithoutSignalHandler(),
	)
	_, err := program.Run()
	if ctx.Err() != nil {
		return context.Canceled
	}
	return err
}
