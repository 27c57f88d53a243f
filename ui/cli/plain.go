package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"callsheet/config"
	"callsheet/model/events"
	"callsheet/model/panics"
	"callsheet/ui"
	lines "callsheet/ui/plain"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

const plainUsage = "the console in lines and prompts, for screen readers, logs and scripts: nothing is drawn"

// inLines reports whether the console is read and written in lines: as it was asked for, or
// because the terminal says that it can do nothing else.
func (p *program) inLines() bool {
	return p.plain || abilitiesOf(p.env.getenv).lines && isTerminal(p.io.out) && isTerminal(p.io.in)
}

// showLines is show in lines. It needs no terminal.
func (p *program) showLines(ctx context.Context, settings config.Settings, cfg screen.Config, kept string) error {
	signal.Ignore(syscall.SIGPIPE) // whoever reads the lines may leave before the work is saved
	// ctrl+c leaves as the key does on the screen, which may ask first.
	signal.Reset(os.Interrupt)
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	suspends := stopSignals()
	defer signal.Stop(suspends)

	sweep(os.TempDir(), demoPrefix)
	sweep(cfg.Folder, partPrefix)
	cfg.Stops = canStop
	cfg.Clipboard = screen.Clipboard{Note: "Lines reach no clipboard: take it from what stands above."}
	events := newEventLines()
	cfg.Signal = events.tell
	app := ui.New(theme.New(theme.Options{Lines: true, ASCII: settings.ASCII}), cfg)
	how := lines.Config{
		In: p.io.in, Out: p.io.out, Terminal: isTerminal(p.io.in), Width: p.width,
		Interrupts: interrupts, Suspends: suspends, Suspend: stopForShell, Unseen: unseenOn(p.io.in), Events: events.words,
	}
	var err error
	var crash *ui.Crash
	if caught := panics.Catch(func() { err = lines.Run(ctx, app, how) }); caught != nil {
		crash = new(ui.NewCrash(caught))
	}
	if crash == nil {
		crash = app.Crashed()
	}
	return p.shown(ctx, app, crash, err, kept)
}

// width is that of the terminal that lines are written to, in cells; 0 = of none.
func (p *program) width() int {
	width, _ := sizeOf(p.io.out)
	return width
}

// eventLines bring what happens to a campaign to the lines, whatever is in front.
type eventLines struct{ words chan string }

func newEventLines() eventLines { return eventLines{make(chan string, 64)} }

// tell is called in the background. What nobody has taken yet is not held up for.
func (e eventLines) tell(all []events.Event) {
	for _, event := range all {
		select {
		case e.words <- event.Words:
		default:
		}
	}
}
