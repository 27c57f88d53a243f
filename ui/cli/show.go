package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/panics"
	"callsheet/model/reason"
	"callsheet/ui"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

// show runs the console in the terminal until the operator leaves it. kept says
// what is true of work that was written down, in a sentence.
func (p *program) show(ctx context.Context, settings config.Settings, cfg screen.Config, kept string) error {
	out, err := p.terminal()
	if err != nil {
		return err
	}
	told, err := config.LoadTelling()
	if err != nil {
		return err
	}
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	// What a console that was killed left behind holds people's numbers.
	sweep(os.TempDir(), demoPrefix)
	sweep(cfg.Folder, partPrefix)
	s := newShown(ctx, hangUp, p.io.in, out)
	cfg.Stops = canStop
	if told.Bell {
		cfg.Signal = bellOn(s.out, p.env.getenv, settings.ASCII).tell
	}
	app := ui.New(look(settings), cfg)
	crash, err := s.run(app)
	if crash == nil {
		crash = app.Crashed()
	}
	p.io.deaf = s.out.deaf()

	flush, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTime)
	defer cancel()
	var unsaved error
	if caught := panics.Catch(func() { unsaved = app.Flush(flush) }); caught != nil {
		unsaved = model.UserError("Writing them down met a fault of its own.")
		if crash == nil {
			crash = new(ui.NewCrash(caught))
		}
	}
	switch {
	case crash != nil:
		if !app.IsSaved() {
			kept = "There was nothing to save yet: start Callsheet again."
		}
		if unsaved != nil {
			kept = "The last changes could not be saved: " + reason.Sentence(unsaved)
		}
		return p.crashed(*crash, kept)
	case unsaved != nil:
		return model.UserError("The last changes could not be saved. " + reason.Sentence(unsaved))
	case ctx.Err() != nil:
		return context.Canceled
	}
	return err
}

// flushTime bounds the last save: a closed terminal must not keep the program.
const flushTime = 10 * time.Second

// terminal is the terminal that the console is drawn in, or why there is none.
func (p *program) terminal() (*os.File, error) {
	out, ok := terminalOf(p.io.out)
	if !ok || !isTerminal(p.io.in) {
		return nil, model.UserError("The console needs a terminal. Run it in one, without redirecting its input or output.")
	}
	if name := p.env.getenv("TERM"); runtime.GOOS != "windows" && (name == "dumb" || name == "unknown") {
		return nil, model.UserError(fmt.Sprintf("This terminal says that it can only print lines (TERM=%s), and the console draws screens. "+
			"Open another terminal, or work with lines: `callsheet check FILE` says what is wrong with a list, and `callsheet send FILE` sends it.", name))
	}
	return out, nil
}

// look is how the console is drawn here.
func look(settings config.Settings) theme.Theme {
	profile := termenv.EnvColorProfile()
	return theme.New(theme.Options{
		Light:   settings.Background == config.BackgroundLight,
		NoColor: settings.NoColor || profile == termenv.Ascii,
		ASCII:   settings.ASCII,
		Profile: profile,
	})
}

// shown is a console that is shown in a terminal: the program that draws it, and
// all that stands between the program and the terminal.
type shown struct {
	ctx     context.Context
	keys    *keyboard
	out     *output
	jobs    *jobs
	program *tea.Program
}

func newShown(ctx context.Context, hangUp func(), in, out *os.File) *shown {
	s := &shown{ctx: ctx, out: newOutput(ctx, out)}
	s.keys = newKeyboard(in, hangUp, s.broken)
	s.jobs = newJobs(s.keys)
	return s
}

// run runs the console. A panic in drawing or in taking a key ends it with the
// terminal put back; one in a command arrives through the app.
func (s *shown) run(console tea.Model) (crash *ui.Crash, err error) {
	s.program = tea.NewProgram(console,
		tea.WithAltScreen(),
		tea.WithContext(s.ctx),
		tea.WithInput(s.keys.input()),
		tea.WithOutput(s.out),
		tea.WithFilter(s.filter),
		tea.WithoutSignalHandler(),
		tea.WithoutCatchPanics(),
	)
	if err := s.keys.start(); err != nil {
		return nil, model.UserError(fmt.Sprintf("This terminal gives no single keys: %s. Open another one.", reason.Of(err)))
	}
	defer s.keys.stop()
	_, _ = io.WriteString(s.out, keepTitle)
	defer func() { _, _ = io.WriteString(s.out, giveTitle) }()
	s.aside(s.bringKeys)
	s.aside(func() { s.jobs.watch(s.ctx, s.program.Send) })
	if caught := panics.Catch(func() { _, err = s.program.Run() }); caught != nil {
		s.out.leave()
		s.program.Kill()
		// The terminal is put back whatever state the panic left it in.
		panics.Catch(func() { s.program.ReleaseTerminal() })
		return new(ui.NewCrash(caught)), nil
	}
	return nil, err
}

// filter sees every message before the console does.
func (s *shown) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.QuitMsg, ui.Crash:
		s.out.leave()
	}
	return s.jobs.take(msg)
}

// bringKeys brings the keys to the program. It is not the goroutine that reads them,
// so that reading can be ended while the program is busy.
func (s *shown) bringKeys() {
	for {
		select {
		case keys := <-s.keys.keys:
			s.program.Send(ui.Typed(keys))
		case <-s.ctx.Done():
			return
		}
	}
}

// aside does work beside the console; a panic in it ends the console.
func (s *shown) aside(work func()) {
	panics.Go(func() {
		if c := panics.Catch(work); c != nil {
			s.broken(c)
		}
	})
}

// broken ends the console after a panic outside of it, without waiting for it.
func (s *shown) broken(c *panics.Caught) {
	panics.Go(func() { s.program.Send(ui.NewCrash(c)) })
}
