package ui

import (
	"fmt"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/pacing"
	"callsheet/ui/screen"
)

// moving is a batch that never stands still.
func moving(look int) (model.Statistics, error) {
	return model.Statistics{Status: model.StatusProcessing, Total: 2, Processed: look, Pending: 1}, nil
}

func liveOf(r *robot) *liveScreen {
	for _, s := range r.app.stack {
		if l, ok := s.(*liveScreen); ok {
			return l
		}
	}
	r.t.Fatal("there is no Live")
	return nil
}

func TestOnlyWhoWatchesIsShownEveryChangeAtOnce(t *testing.T) {
	for _, away := range []string{"ctrl+n", "esc", "b"} {
		t.Run(away, func(t *testing.T) {
			cfg := testConfig()
			service := &fakeService{stats: moving}
			cfg.Service, cfg.Pace = service, pacing.Poll{Live: time.Millisecond, Idle: time.Hour}
			r := reviewOf(t, cfg)
			confirm(r, "2")
			looks := func() int {
				service.mu.Lock()
				defer service.mu.Unlock()
				return service.looks
			}
			r.waits("several looks", func() bool { return looks() > 3 })
			l := liveOf(r)
			r.press(away)
			r.waits("slow looks", func() bool { return l.polling.Pause() == time.Hour })
			before := looks()
			if away != "b" {
				r.press("enter")
			} else {
				r.press("ctrl+n")
			}
			r.waits("fast looks again", func() bool { return looks() > before+3 })
			if l != liveOf(r) || l.polling.Pause() != time.Millisecond {
				t.Errorf("in front again it looks every %v", l.polling.Pause())
			}
		})
	}
}

// busyService is an error that asks for a pause.
type busyService time.Duration

func (busyService) Error() string         { return "The service is being asked too often (429)." }
func (b busyService) Wait() time.Duration { return time.Duration(b) }

func TestAServiceThatAsksToBeLeftAloneIs(t *testing.T) {
	rows := []struct {
		name  string
		asks  time.Duration
		rests time.Duration
	}{
		{"a while", 40 * time.Second, 40 * time.Second},
		{"longer than anybody would wait", 24 * time.Hour, pacing.LongestAsked},
		{"a while ago", -time.Minute, 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			cfg := testConfig()
			cfg.Pace = pacing.Poll{Live: time.Hour, Idle: time.Hour}
			service := &fakeService{stats: func(int) (model.Statistics, error) { return model.Statistics{}, busyService(row.asks) }}
			cfg.Service = service
			r := reviewOf(t, cfg)
			confirm(r, "2")
			r.waits("Live", func() bool { return r.app.front().Place() == model.StageLive })
			r.waits("the refusal", func() bool { return liveOf(r).failed != "" })
			if got := liveOf(r).polling.Resting(); got != row.rests {
				t.Errorf("it rests for %v, want %v", got, row.rests)
			}
			if row.rests == 0 {
				return
			}
			r.sees("It is asked again in")
			r.press("r")
			r.sees("Dialgen asks to be left alone for a while.")
			r.saved()
			service.mu.Lock()
			defer service.mu.Unlock()
			if service.looks != 1 {
				t.Errorf("asked %d times, want once", service.looks)
			}
		})
	}
}

// One batch that is refused so keeps the others from being asked about.
func TestAServiceThatAsksToBeLeftAloneIsNotAskedAboutTheNextBatch(t *testing.T) {
	cfg := testConfig()
	service := &fakeService{stats: func(int) (model.Statistics, error) { return model.Statistics{}, busyService(time.Minute) }}
	cfg.Service = service
	c := campaignOf(springList(), "Spring renewals")
	options, _ := model.ParseOptions(c.Values, fixedNow)
	plan := model.NewPlan(c.List.Snapshot(), options)
	c.Plan, c.Stage = &plan, model.StageLive
	for _, id := range []string{"batch_1", "batch_2", "batch_3"} {
		c.Batches = append(c.Batches, model.Batch{State: model.SendAccepted, ID: id, Contacts: 1, Service: cfg.Account.Service})
	}
	var l *liveScreen
	still(plain, cfg, c, func(d *screen.Console) []screen.Screen {
		l = newLiveScreen(d)
		return []screen.Screen{newFileScreen(d, ""), l}
	})
	l.poll()()
	if service.looks != 1 {
		t.Errorf("asked %d times, want once", service.looks)
	}
}

func TestAServiceThatSendsAllCallsAtEachLookFillsNothing(t *testing.T) {
	cfg := testConfig()
	cfg.Service = &fakeService{stats: func(look int) (model.Statistics, error) {
		s := model.Statistics{Status: model.StatusProcessing, Total: 2, Processed: look, Calls: make([]model.Call, 120_000)}
		for i := range s.Calls {
			s.Calls[i] = model.Call{ID: fmt.Sprint(i), Status: "COMPLETED", At: fixedNow}
		}
		return s, nil
	}}
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.waits("some looks", func() bool {
		c := r.app.console.Campaign
		return c.Sent() && len(c.Batches) > 0 && c.Batches[0].Last.Processed > 2
	})
	last := r.app.console.Campaign.Batches[0].Last
	if len(last.Calls) > heartbeatCalls || cap(last.Calls) > heartbeatCalls || liveOf(r).list.all.Calls() > 2*heartbeatCalls {
		t.Errorf("%d calls are kept in room for %d, and %d shown", len(last.Calls), cap(last.Calls), liveOf(r).list.all.Calls())
	}
}
