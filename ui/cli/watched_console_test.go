package cli

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"callsheet/api"
	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/pacing"
	"callsheet/model/store"
	"callsheet/ui"
	"callsheet/ui/screen"
	"callsheet/ui/session/shared"
	"callsheet/ui/theme"
)

// watchedConsole is the console at work with a sandbox, in a bubble whose time passes as
// soon as nothing is to be done. It draws for nobody, or as it would in a terminal.
type watchedConsole struct {
	t     *testing.T
	app   *ui.App
	msgs  chan tea.Msg
	box   *sandbox.Sandbox
	store *store.Store

	drawn func(string) // is told each frame; nil = nobody is
	ended chan struct{}

	program *tea.Program // that writes what is drawn; nil = there is none
	view    func() string

	clock *stopwatch // takes the time of keys; nil = nobody does
	keys  spans      // how long keys took, with the frame they led to
}

// consoleConfig is what a console is watched with.
type consoleConfig struct {
	list          string // the file that is opened
	width, height int
	box           sandbox.Config
	options       model.OptionValues
	reached       func(http.Handler) http.Handler // stands before the sandbox; nil = nothing does
	pace          pacing.Poll
	terminal      io.Writer // where the program draws; nil = nowhere
	look          theme.Options
}

func newWatchedConsole(t *testing.T, c consoleConfig) *watchedConsole {
	t.Helper()
	w := &watchedConsole{t: t, msgs: make(chan tea.Msg), ended: make(chan struct{}), box: sandbox.New(c.box)}
	var handler http.Handler = w.box
	if c.reached != nil {
		handler = c.reached(handler)
	}
	who := &identity{name: model.SandboxService(w.box.ID())}
	client, err := api.New(api.Config{Key: sandbox.DemoKey, UserID: sandbox.DemoUser, Transport: sandbox.TransportTo(handler)})
	w.must(err)
	w.store, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "data"), store.Options{Who: "a robot", Now: w.box.Now, Service: who.String()})
	w.must(err)
	if c.look == (theme.Options{}) {
		c.look = theme.Options{NoColor: true, Profile: termenv.Ascii}
	}
	options := model.OptionValues{model.OptAgent: sandbox.DemoAgent, model.OptUser: sandbox.DemoUser, model.OptTimeZone: "Europe/London"}
	maps.Copy(options, c.options)
	w.app = ui.New(theme.New(c.look), screen.Config{
		Files: files{}, Store: storeOf(w.store), Mappings: w.store.Remembered, Recent: w.store.Remembered, OptionSets: w.store.Remembered, OwnNumbers: w.store.Remembered,
		Service: service{client: client, who: who, store: shared.Alone(w.store), now: w.box.Now},
		Now:     w.box.Now, Pace: c.pace, Open: c.list, Folder: filepath.Dir(c.list),
		Account: screen.Account{Name: "proof", Service: who.String(), Operator: "a robot", Speed: c.box.Speed, Region: "GB", Defaults: options},
	})
	w.view = w.app.View
	if c.terminal != nil {
		w.draws(c.terminal)
	} else {
		w.run(w.app.Init())
	}
	w.update(tea.WindowSizeMsg{Width: c.width, Height: c.height})
	return w
}

// draws has a program run the console, as in a terminal.
func (w *watchedConsole) draws(terminal io.Writer) {
	kept := &keptView{App: w.app}
	w.view = kept.last
	w.program = tea.NewProgram(kept, tea.WithAltScreen(), tea.WithInput(nil), tea.WithOutput(terminal), tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	go func() {
		if _, err := w.program.Run(); err != nil && !errors.Is(err, tea.ErrProgramKilled) {
			w.t.Error(err)
		}
	}()
}

// keptView keeps what a program drew last, to be read beside it.
type keptView struct {
	*ui.App
	mu   sync.Mutex
	text string
}

func (k *keptView) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := k.App.Update(msg)
	return k, cmd
}

func (k *keptView) View() string {
	text := k.App.View()
	k.mu.Lock()
	defer k.mu.Unlock()
	k.text = text
	return text
}

func (k *keptView) last() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.text
}

func (w *watchedConsole) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// run does a command's work beside the console, and what it tells is a message.
func (w *watchedConsole) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				w.run(c)
			}
		default:
			select {
			case w.msgs <- msg:
			case <-w.ended:
			}
		}
	}()
}

// end lets all that the console still waits for come to its end.
func (w *watchedConsole) end() {
	close(w.ended)
	if w.program != nil {
		w.program.Kill()
	}
	time.Sleep(24 * time.Hour)
	w.store.Close()
}

func (w *watchedConsole) update(msg tea.Msg) {
	if w.program != nil {
		w.program.Send(msg)
		synctest.Wait()
		return
	}
	_, cmd := w.app.Update(msg)
	w.run(cmd)
	if w.drawn != nil {
		w.drawn(w.screen())
	}
}

func (w *watchedConsole) screen() string { return ansi.Strip(w.view()) }

// key presses keys by their names.
func (w *watchedConsole) key(keys ...tea.KeyType) {
	for _, k := range keys {
		w.press(tea.KeyMsg{Type: k})
	}
}

// types presses the keys of a text.
func (w *watchedConsole) types(text string) {
	for _, c := range text {
		w.press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{c}})
	}
}

// press presses one key. Its time is what it takes until its frame is there.
func (w *watchedConsole) press(key tea.KeyMsg) {
	w.t.Helper()
	if w.clock == nil {
		w.update(key)
		return
	}
	began := w.clock.now()
	_, cmd := w.app.Update(key)
	frame := w.app.View()
	w.keys = append(w.keys, w.clock.now().Sub(began))
	w.run(cmd)
	if w.drawn != nil {
		w.drawn(ansi.Strip(frame))
	}
}

// confirms goes from the list to Live, in waves, with so many contacts confirmed.
func (w *watchedConsole) confirms(contacts int) {
	w.t.Helper()
	w.sees("These are its first rows")
	w.key(tea.KeyEnter)
	w.sees("What does each column mean?")
	w.key(tea.KeyCtrlN)
	w.sees("contacts will be called")
	w.key(tea.KeyCtrlN)
	w.sees("Calls a second")
	w.sees("✓ Renewals")
	w.key(tea.KeyCtrlN)
	w.sees("w call in waves")
	w.types("w")
	w.sees(fmt.Sprintf("Enter asks you to type %s, then sends", figures.Count(contacts)))
	w.key(tea.KeyEnter)
	w.sees("Type the number of contacts")
	w.types(strconv.Itoa(contacts))
	w.key(tea.KeyEnter)
	w.sees("Live ●")
}

// atLive reports whether the keys are those of Live, and no dialog or call lies over it.
func (w *watchedConsole) atLive() bool {
	lines := strings.Split(strings.TrimSpace(w.screen()), "\n")
	keys := lines[len(lines)-1]
	return strings.Contains(keys, "c cancel") || strings.Contains(keys, "w results")
}

// waits lets time pass until a condition holds, and fails after so much of it.
func (w *watchedConsole) waits(what string, atMost time.Duration, met func() bool) {
	w.t.Helper()
	if w.program != nil {
		for end := time.Now().Add(atMost); !met(); time.Sleep(100 * time.Millisecond) {
			if time.Now().After(end) {
				w.t.Fatalf("no %s; the screen is\n%s", what, w.screen())
			}
		}
		return
	}
	late := time.NewTimer(atMost)
	defer late.Stop()
	for !met() {
		select {
		case msg := <-w.msgs:
			w.update(msg)
		case <-late.C:
			w.t.Fatalf("no %s; the screen is\n%s", what, w.screen())
		}
	}
}

func (w *watchedConsole) sees(text string) {
	w.t.Helper()
	w.waits(fmt.Sprintf("%q", text), 10*time.Minute, func() bool { return strings.Contains(w.screen(), text) })
}

// stopwatch tells the time that really passes, to whoever is in a bubble of its own time.
type stopwatch struct {
	asked chan struct{}
	told  chan time.Time
}

func newStopwatch(t *testing.T) *stopwatch {
	s := &stopwatch{make(chan struct{}), make(chan time.Time)}
	t.Cleanup(func() { close(s.asked) })
	go func() {
		for range s.asked {
			s.told <- time.Now()
		}
	}()
	return s
}

func (s *stopwatch) now() time.Time {
	s.asked <- struct{}{}
	return <-s.told
}

// spans are how long something took, each time.
type spans []time.Duration

func (s spans) String() string {
	if len(s) == 0 {
		return "none"
	}
	sorted := slices.Sorted(slices.Values(s))
	return fmt.Sprintf("%d, half of them within %v, all but 1 in 100 within %v, the longest %v",
		len(s), sorted[len(s)/2], sorted[len(s)*99/100], sorted[len(s)-1])
}

// passes lets time pass.
func (w *watchedConsole) passes(d time.Duration) {
	end := time.Now().Add(d)
	w.waits("time", d+time.Hour, func() bool { return !time.Now().Before(end) })
}
