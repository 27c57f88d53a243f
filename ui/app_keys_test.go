package ui

import (
	"context"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/session"
)

func run(text string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)} }

func TestLettersThatCameTogetherAreTakenAsTheyWouldBeOneByOne(t *testing.T) {
	for _, text := range []string{"jx", "jjx", "/up", "/enter", "/esc left", "/Olivia Grant, " + strings.Repeat("London ", 20), "x/" + strings.Repeat("é", 50), "?x"} {
		t.Run(text, func(t *testing.T) {
			one, all := contactsOf(t, testConfig(), 100, 30), contactsOf(t, testConfig(), 100, 30)
			one.write(text)
			all.update(Typed{run(text)})
			one.waits("the same screen", func() bool {
				select {
				case msg := <-all.msgs:
					all.update(msg)
				default:
				}
				return one.screen() == all.screen()
			})
		})
	}
}

func TestStoppingAsksWhileABatchIsBeingSent(t *testing.T) {
	cfg := testConfig()
	cfg.Stops = true
	service := &fakeService{gate: make(chan struct{})}
	cfg.Service = service
	r := reviewOf(t, cfg)
	if cmd := r.app.stop(); cmd == nil {
		t.Error("a console that sends nothing does not stop")
	}
	confirm(r, "2")
	r.waits("the sending", r.app.console.Campaign.Sending)
	r.update(Typed{{Type: tea.KeyCtrlZ}, {Type: tea.KeyDown}, {Type: tea.KeyEnter}})
	r.sees("does not hear whether")
	r.press("down", "enter")
	r.waits("the stop", func() bool { return r.stopped })
	close(service.gate)
	r.sees("Completed")
}

func TestAKeyThatStopsNothingDoesNothing(t *testing.T) {
	r := contactsOf(t, testConfig(), 80, 24)
	if cmd := r.app.stop(); cmd != nil {
		t.Error("it stops where no shell can let it go on")
	}
}

func TestAPanicInAnyCommandOfABatchEndsTheConsole(t *testing.T) {
	broken := func() tea.Msg { panic("a fault") }
	for name, cmd := range map[string]tea.Cmd{
		"in a command":         broken,
		"in a batch":           tea.Batch(broken, func() tea.Msg { return nil }),
		"in a batch in it":     tea.Batch(tea.Batch(broken, broken), func() tea.Msg { return nil }),
		"in a sequence":        tea.Sequence(broken, broken),
		"in a batch out of it": func() tea.Msg { return tea.BatchMsg{broken} },
	} {
		t.Run(name, func(t *testing.T) {
			if _, ok := firstCrash(catch(cmd)).(Crash); !ok {
				t.Error("it did not become a crash")
			}
		})
	}
}

// firstCrash runs a command and the first of those it brings, as deep as it goes.
func firstCrash(cmd tea.Cmd) tea.Msg {
	msg := cmd()
	switch several := msg.(type) {
	case Crash:
		return msg
	case tea.BatchMsg:
		return firstCrash(several[0])
	}
	if cmds, ok := commandsOf(msg); ok {
		return firstCrash(cmds[0])
	}
	return msg
}

// What a panic cut short is not said to be saved, and is saved in the end when it
// can be.
func TestASaveThatAPanicCutShortIsNotSaved(t *testing.T) {
	for name, breaks := range map[string]int{"once": 1, "for ever": 1 << 20} {
		t.Run(name, func(t *testing.T) {
			cfg := testConfig()
			store := &breakingStore{fakeStore: cfg.Store.Campaigns.(*fakeStore)}
			cfg.Store = storeOf(store)
			r := contactsOf(t, cfg, 100, 30)
			r.waits("everything saved", func() bool { return r.app.console.Saver.State(r.app.console.Campaign) == session.AllSaved })
			store.breaks = breaks
			r.press("x")
			r.waits("the crash", func() bool { return r.app.Crashed() != nil })
			err := flushed(r)
			if steps := len(store.kept[0].Done); (err == nil) != (breaks == 1) || steps != min(1, 2-min(breaks, 2)) {
				t.Errorf("%d steps are kept; it says %v", steps, err)
			}
		})
	}
}

type breakingStore struct {
	*fakeStore
	breaks int
}

func (s *breakingStore) Save(ctx context.Context, records []model.Record) error {
	if s.breaks--; s.breaks >= 0 {
		panic("a fault")
	}
	return s.fakeStore.Save(ctx, records)
}

func flushed(r *robot) (err error) {
	defer func() {
		if recover() != nil {
			err = model.UserError("It broke again.")
		}
	}()
	return r.app.Flush(context.Background())
}
