package ui

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/events"
	"callsheet/model/pacing"
)

// toldKeeper keeps what the console tells of, on the terminal and to the operator's command.
type toldKeeper struct {
	mu              sync.Mutex
	signals, events []events.Event
	fails           error
}

func (k *toldKeeper) signal(all []events.Event) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.signals = append(k.signals, all...)
}

func (k *toldKeeper) Run(_ context.Context, e events.Event) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.events = append(k.events, e)
	return k.fails
}

func (k *toldKeeper) kinds() (signals, events string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, e := range k.signals {
		signals += string(e.Kind) + " "
	}
	for _, e := range k.events {
		events += string(e.Kind) + " "
	}
	return signals, events
}

// endsAt is a batch of two that is over at a look.
func endsAt(end int) func(int) (model.Statistics, error) {
	return func(look int) (model.Statistics, error) {
		if look < end {
			return model.Statistics{Status: model.StatusProcessing, Total: 2, Processed: 1, Succeeded: 1, Pending: 1}, nil
		}
		return model.Statistics{Status: model.StatusCompleted, Total: 2, Processed: 2, Succeeded: 2}, nil
	}
}

func TestTheEndOfACampaignIsToldOnceEachWay(t *testing.T) {
	for _, row := range []struct {
		name  string
		fails error
	}{{"the command works", nil}, {"the command fails", model.UserError("\"page\" ended with exit status 1.")}} {
		t.Run(row.name, func(t *testing.T) {
			kept := &toldKeeper{fails: row.fails}
			cfg := testConfig()
			cfg.Service, cfg.Pace = &fakeService{stats: endsAt(3)}, pacing.Poll{Live: time.Millisecond, Idle: time.Millisecond}
			cfg.Signal, cfg.OnEvent = kept.signal, kept
			r := reviewOf(t, cfg)
			confirm(r, "2")
			r.waits("it is told", func() bool { signals, events := kept.kinds(); return signals != "" && events != "" })
			if row.fails != nil {
				r.waits("the failure is said", func() bool { return strings.Contains(r.screen(), "on_event failed") })
			}
			r.press("?", "esc", "esc", "ctrl+n")
			signals, events := kept.kinds()
			if signals != "ended " || events != "ended " {
				t.Errorf("on the terminal %q, to the command %q", signals, events)
			}
		})
	}
}

func TestTheTitleSaysHowFarTheCampaignIs(t *testing.T) {
	cfg := testConfig()
	cfg.Service, cfg.Pace = &fakeService{stats: endsAt(1 << 30)}, pacing.Poll{Live: time.Millisecond, Idle: time.Hour}
	r := reviewOf(t, cfg)
	confirm(r, "2")
	name := r.app.console.Campaign.Name()
	r.waits("a percentage in the title", func() bool { return r.app.title.shown == "callsheet: "+name+" 50 %" })
	r.app.happened([]events.Event{{Words: name + " stands still."}})
	if got := r.app.titleWords(); got != "callsheet: "+name+" stands still." {
		t.Errorf("the title is %q", got)
	}
	r.press("down")
	if got := r.app.titleWords(); got != "callsheet: "+name+" 50 %" {
		t.Errorf("after a key the title is %q", got)
	}
	if cmd := r.app.retitle(); cmd != nil {
		t.Error("the same title is written again")
	}
}

func TestTheTitleIsSetAgainAfterTheShellHadTheTerminal(t *testing.T) {
	r := newRobot(t, testConfig(), 80, 24)
	r.sees("What would you like to do?")
	if cmd := r.app.retitle(); cmd != nil {
		t.Fatal("the same title is written again")
	}
	_, cmd := r.app.Update(tea.ResumeMsg{})
	titles := make(chan string)
	var collect func(tea.Cmd)
	collect = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		go func() {
			msg := cmd()
			if batch, is := msg.(tea.BatchMsg); is {
				for _, next := range batch {
					collect(next)
				}
			} else if reflect.TypeOf(msg) == reflect.TypeOf(tea.SetWindowTitle("")()) {
				titles <- fmt.Sprint(msg)
			}
		}()
	}
	collect(cmd)
	if got := <-titles; got != "callsheet" {
		t.Errorf("the title is %q", got)
	}
}

func TestATitleCannotSteerTheTerminal(t *testing.T) {
	r := newRobot(t, testConfig(), 80, 24)
	for _, row := range []struct {
		ascii bool
		want  string
	}{{false, "callsheet: a]2;ownedé"}, {true, "callsheet: a]2;owned?"}} {
		r.app.console.Theme.ASCII = row.ascii
		r.app.title.news = "a\x1b]2;owned\x07\u009c\u202eé"
		if got := r.app.titleWords(); got != row.want {
			t.Errorf("%q", got)
		}
	}
}

func TestWhereNothingTellsTheConsoleGoesOn(t *testing.T) {
	r := newRobot(t, testConfig(), 80, 24)
	if cmd := r.app.happened([]events.Event{{Words: "x happened"}}); cmd != nil {
		r.run(cmd)
	}
	r.sees("x happened")
}
