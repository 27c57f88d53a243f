package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/panics"
	"callsheet/model/reason"
	"callsheet/ui"
	"callsheet/ui/renderer"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

// show runs the console in the terminal until the operator leaves it. kept says
// what is true of work that was written down, in a sentence.
func (p *program) show(ctx context.Context, settings config.Settings, cfg screen.Config, kept string) error {
	if p.inLines() {
		return p.showLines(ctx, settings, cfg, kept)
	}
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
	s.can = abilitiesOf(p.env.getenv)
	s.key, s.ascii = &p.env.known, settings.ASCII
	cfg.Untitled = !s.can.titles
	cfg.Stops = canStop
	if told.Bell {
		cfg.Signal = bellOn(s.out, p.env.getenv, settings.ASCII).tell
	}
	cfg.Clipboard, cfg.Links = clipboardOn(s.out, p.env.getenv)
	var app *ui.App
	crash, err := s.run(func() tea.Model {
		app = ui.New(look(settings, s.background(settings, p.env.getenv), p.env.getenv), cfg)
		return app
	})
	if app == nil {
		if crash != nil {
			return p.crashed(*crash, kept)
		}
		return err
	}
	if crash == nil {
		crash = app.Crashed()
	}
	p.io.deaf = s.out.deaf()
	return p.shown(ctx, app, crash, err, kept)
}

// shown saves what is not saved yet once a console has ended, and says what became of the
// work where it ended of a fault.
func (p *program) shown(ctx context.Context, app *ui.App, crash *ui.Crash, err error, kept string) error {
	p.next = app.Next
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
		return nil, model.UserError("The console needs a terminal. Run it in one, without redirecting its input or output, or with --plain, which reads and prints lines.")
	}
	return out, nil
}

// look is how the console is drawn on a background.
func look(settings config.Settings, on theme.Background, getenv func(string) string) theme.Theme {
	profile := min(termenv.EnvColorProfile(), abilitiesOf(getenv).colours) // the richer one
	return theme.New(theme.Options{
		Background: on,
		NoColor:    settings.NoColor || termenv.EnvNoColor() || profile == termenv.Ascii,
		ASCII:      settings.ASCII,
		Profile:    profile,
	})
}

// backgroundSaid is the background as the settings and the environment say it, in
// this order; Unknown = they do not.
func backgroundSaid(settings config.Settings, getenv func(string) string) theme.Background {
	switch {
	case settings.Background == config.BackgroundDark:
		return theme.Dark
	case settings.Background == config.BackgroundLight:
		return theme.Light
	case strings.HasPrefix(getenv("TERM"), "linux"):
		return theme.Dark // the console of Linux, which is black
	}
	return theme.FromColours(getenv("COLORFGBG"))
}

// shown is a console that is shown in a terminal: the program that draws it, and
// all that stands between the program and the terminal.
type shown struct {
	ctx     context.Context
	keys    *keyboard
	out     *output
	drawn   *renderer.Renderer
	jobs    *jobs
	program *tea.Program
	can     abilities     // of the terminal
	key     *knownKey     // is not drawn
	ascii   bool          // signs beyond ASCII are not drawn
	patient time.Duration // that the terminal may take to say its background
	late    time.Duration // that an answer is awaited, from the question on, before the terminal is the shell's again

	asked    time.Time // for the background; zero = it was not
	answered bool

	early [][]tea.KeyMsg // typed before there was a program
}

func newShown(ctx context.Context, hangUp func(), in, out *os.File) *shown {
	s := &shown{ctx: ctx, out: newOutput(ctx, out), patient: answerTime, late: lateTime}
	s.keys = newKeyboard(in, hangUp, s.broken)
	s.jobs = newJobs(s.keys)
	return s
}

// run runs the console. A panic in drawing or in taking a key ends it with the
// terminal put back; one in a command arrives through the app.
func (s *shown) run(console func() tea.Model) (crash *ui.Crash, err error) {
	if err := s.keys.start(); err != nil {
		return nil, model.UserError(fmt.Sprintf("This terminal gives no single keys: %s. Open another one.", reason.Of(err)))
	}
	defer s.keys.stop()
	defer s.hearOut()
	s.drawn = renderer.New(s.out, renderer.Options{Basic: !s.can.erases})
	caught := panics.Catch(func() {
		s.program = tea.NewProgram(console(),
			tea.WithAltScreen(),
			tea.WithContext(s.ctx),
			tea.WithInput(s.keys.input()),
			tea.WithOutput(drawing{s.out, s.drawn, s.key, s.ascii}),
			tea.WithFilter(s.filter),
			tea.WithoutSignalHandler(),
			tea.WithoutCatchPanics(),
		)
	})
	if caught != nil {
		return new(ui.NewCrash(caught)), nil
	}
	_, _ = io.WriteString(s.out, s.can.begin())
	defer func() { _, _ = io.WriteString(s.out, s.can.end()) }()
	sizes := resizes()
	s.aside(func() { tellSizes(s.ctx, sizes, s.program.Send) })
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

// answerTime is how long a terminal may take to say its background. The first frame
// waits for it, so it is short: over a slow line the colours for any background serve.
const answerTime = 100 * time.Millisecond

// background is what the console is drawn on: as the operator says, or else as the
// terminal answers, or else as the environment says.
func (s *shown) background(settings config.Settings, getenv func(string) string) theme.Background {
	said := backgroundSaid(settings, getenv)
	if settings.Background != "" || settings.NoColor || s.keys.background() == nil || !abilitiesOf(getenv).answers {
		return said
	}
	s.asked = time.Now()
	_, _ = io.WriteString(s.out, theme.AskBackground)
	over := time.NewTimer(s.patient)
	defer over.Stop()
	for {
		select {
		case on := <-s.keys.background():
			s.answered = true
			if on == theme.Unknown {
				return said
			}
			return on
		case keys := <-s.keys.keys:
			s.early = append(s.early, keys)
		case <-over.C:
			return said
		case <-s.ctx.Done():
			return said
		}
	}
}

// lateTime is how long after the question an answer may still be on its way: over a slow line. A
// console that is left, or breaks, sooner than that would leave it to the shell, as letters.
const lateTime = time.Second

// hearOut takes in what the terminal was asked for, where it has not said it yet and may be about
// to. The question is asked as late as can be, when nothing is left that can keep the console from
// being drawn: before, a password manager may ask for its own password, and ctrl+c has to end it.
func (s *shown) hearOut() {
	if s.asked.IsZero() || s.answered {
		return
	}
	over := time.NewTimer(s.late - time.Since(s.asked))
	defer over.Stop()
	for {
		select {
		case <-s.keys.background():
			return
		case <-s.keys.keys:
		case <-over.C:
			return
		}
	}
}

// filter sees every message before the console does.
func (s *shown) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch m := msg.(type) {
	case tea.QuitMsg, ui.Crash:
		s.out.leave()
	case tea.WindowSizeMsg:
		if m.Width == 0 || m.Height == 0 {
			m = usualSize // a serial line, which has no size
		}
		s.drawn.Redraw(m.Width, m.Height)
		return m
	}
	return s.jobs.take(msg)
}

// usualSize is that of a terminal which does not say its own.
var usualSize = tea.WindowSizeMsg{Width: 80, Height: 24}

// bringKeys brings the keys to the program. It is not the goroutine that reads them,
// so that reading can be ended while the program is busy.
func (s *shown) bringKeys() {
	give := func(keys []tea.KeyMsg) {
		if n := s.keys.cutOff(); n > 0 {
			s.program.Send(ui.PasteCut(n)) // first, so that a screen that knows better has the last word
		}
		s.program.Send(ui.Typed(keys))
	}
	for _, keys := range s.early {
		give(keys)
	}
	for {
		select {
		case keys := <-s.keys.keys:
			give(keys)
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
