package ui

import (
	"context"
	"errors"
	"maps"
	"time"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

func liveScenes(typical, worst func() *model.Campaign) []Scene {
	live := func(make func() *model.Campaign, batch model.Batch, failed string, looks ...model.Statistics) func(theme.Theme) *App {
		return func(t theme.Theme) *App {
			c := *make()
			options, _ := model.ParseOptions(c.Values, fixedNow)
			plan := model.NewPlan(c.List.Snapshot(), options)
			c.Plan, c.Stage = &plan, model.StageLive
			batch.Contacts, batch.Schedule = plan.Len(), options.Schedule()
			if len(looks) > 0 {
				batch.Contacts = looks[len(looks)-1].Total
			}
			c.Batches = []model.Batch{batch}
			return still(t, sceneConfig(), &c, func(d *screen.Console) []screen.Screen {
				d.Config.Store.Ledger = sceneLedger{}
				l := newLiveScreen(d)
				l.list.atOnce = true
				l.left = fixedNow.Add(-12 * time.Second)
				for _, look := range looks {
					polledOnce(l, look, nil)
				}
				if failed != "" {
					l.polled = fixedNow.Add(-90 * time.Second)
					polledOnce(l, model.Statistics{}, errors.New(failed))
				}
				return []screen.Screen{newFileScreen(d, ""), l}
			})
		}
	}
	accepted := model.Batch{State: model.SendAccepted, ID: "batch_1795512600_agent_renewals_0001"}
	calls := []model.Call{
		{ID: "c3", Status: "ONGOING", Phone: "+447400123101", Name: "Olivia Grant", At: fixedNow},
		{ID: "c2", Status: "MISSED", Phone: "+447400123103", Name: "田中 由美 👩‍👩‍👧 with a very long name indeed", Error: "busy", At: fixedNow.Add(-time.Second)},
		{ID: "c1", Status: "COMPLETED", Phone: "+447400123107", Name: "Amit Rao", Duration: 83 * time.Second, At: fixedNow.Add(-2 * time.Minute)},
		{ID: "c0", Status: "TELEPORTED", Phone: "unknown", Name: "\x1b[31mred", At: fixedNow.Add(-3 * time.Minute)},
	}
	look := func(at time.Duration, status model.BatchStatus, total, ok, failed int) model.Statistics {
		return model.Statistics{At: fixedNow.Add(at), Status: status, Total: total, Processed: ok + failed, Succeeded: ok, Failed: failed,
			Pending: total - ok - failed, StartedAt: fixedNow.Add(-10 * time.Minute), Calls: calls}
	}
	// Both contacts of the sample list have a result, and of the first only the second try
	// was answered.
	tried := []model.Call{
		{ID: "c2", Status: model.CallAnswered, Phone: "+447400123101", Name: "Olivia Grant", Duration: 83 * time.Second, At: fixedNow.Add(-2 * time.Minute)},
		{ID: "c1", Status: model.CallMissed, Phone: "+447400123103", Name: "Amit Rao", Error: "busy", At: fixedNow.Add(-4 * time.Minute)},
		{ID: "c0", Status: model.CallMissed, Phone: "+447400123101", Name: "Olivia Grant", Error: "busy", At: fixedNow.Add(-9 * time.Minute)},
	}
	done := look(0, model.StatusCompleted, 2, 1, 1)
	done.EndedAt, done.Calls = fixedNow, tried
	planned := func() *model.Campaign {
		c := *typical()
		c.Values = maps.Clone(c.Values)
		c.Values[model.OptStart], c.Values[model.OptTimeZone] = "tomorrow 9:00", "Europe/Berlin"
		return &c
	}
	cancelled := look(0, model.StatusCancelled, 2, 0, 1)
	cancelled.EndedAt, cancelled.Calls = fixedNow, tried[1:2]
	return []Scene{
		{"live-scheduled", live(planned, accepted, "", model.Statistics{At: fixedNow, Status: model.StatusScheduled, Total: 300, Pending: 300})},
		{"live-cancelled", live(typical, accepted, "", cancelled)},
		{"live-sending", live(typical, model.Batch{State: model.SendSending}, "")},
		{"live-empty", live(typical, accepted, "")},
		{"live-typical", live(typical, accepted, "", look(-2*time.Minute, model.StatusProcessing, 300, 20, 1), look(-time.Minute, model.StatusProcessing, 300, 90, 10), look(0, model.StatusProcessing, 300, 180, 20))},
		{"live-stalled", live(typical, accepted, "", look(-8*time.Minute, model.StatusProcessing, 300, 20, 1), look(0, model.StatusProcessing, 300, 20, 1))},
		{"live-worst", live(worst, accepted, "Dialgen does not answer: the connection was refused. Check the network.", look(-time.Minute, "recalibrating", 123_456, 100_001, 1_234), look(0, "recalibrating", 123_456, 101_001, 2_345))},
		{"live-done", live(typical, accepted, "", done)},
		{"live-refused", live(typical, model.Batch{State: model.SendRefused, Reason: "Dialgen has 500 call minutes left, and this campaign needs about 2,000. Buy minutes, or send fewer contacts."}, "")},
		{"live-elsewhere", live(typical, model.Batch{State: model.SendUnknown, Service: "https://sa.dialgen.ai", Reason: "Dialgen did not answer within 5 minutes."}, "")},
		{"live-unknown", live(typical, model.Batch{State: model.SendUnknown, Reason: "Dialgen did not answer within 5 minutes."}, "")},
		{"live-likely", func(t theme.Theme) *App {
			a := live(typical, model.Batch{State: model.SendUnknown, Reason: "Dialgen did not answer within 5 minutes."}, "")(t)
			l := a.front().(*liveScreen)
			l.search.last = fixedNow
			l.search.looking.Open = []*session.OpenBatch{{Finding: model.Finding{Polls: 4, Likely: "batch_1795836426_agent_renewals_0042", Candidates: []model.Candidate{
				{ID: "batch_1795836426_agent_renewals_0042", Status: model.StatusScheduled, Contacts: 2, Created: fixedNow},
			}}}}
			return a
		}},
	}
}

// polledOnce has Live poll a service once that answers with some figures, or not.
func polledOnce(l *liveScreen, stats model.Statistics, err error) {
	l.polling.Service, l.polling.Now = polledService{stats, err}, func() time.Time { return stats.At }
	for _, w := range l.polling.Start() {
		l.showPoll(w.Do(context.Background()).(session.Polled))
	}
	l.polling.Service, l.polling.Now = l.console.Config.Service, l.console.Config.Now
}

// polledService is a service that says one thing of every batch.
type polledService struct {
	stats model.Statistics
	err   error
}

func (s polledService) Statistics(context.Context, model.Batch, int) (model.Statistics, error) {
	return s.stats, s.err
}
