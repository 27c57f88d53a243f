package ui

import (
	"time"

	"callsheet/model"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// scenePaused is a campaign of one batch that was cancelled as it was paused: some of its
// contacts were called, and some calls ring.
func scenePaused(rings int) *model.Campaign {
	c := zonesCampaign(1, nil)
	options, _ := model.ParseOptions(c.Values, fixedNow)
	plan := model.NewPlan(c.List.Snapshot(), options)
	plan.Segments[0].Release.Paused = fixedNow.Add(-4 * time.Minute)
	const contacts, called = 1802, 990
	b := model.Batch{Key: "b0", Contacts: contacts, State: model.SendAccepted, ID: "batch_1795512600_agent_renewals_0001", Part: plan.Segments[0].Part(),
		Schedule: options.Schedule(), Name: "Spring renewals", Campaign: "c1"}
	b.Last = model.Statistics{At: fixedNow, Status: model.StatusCancelled, Total: contacts, Processed: called, Succeeded: called * 7 / 10, Failed: called / 5,
		StartedAt: fixedNow.Add(-24 * time.Minute), Rings: []model.Ring{}}
	for i := range rings {
		b.Last.Calls = append(b.Last.Calls, model.Call{ID: string(rune('a' + i)), Status: model.CallOngoing, Phone: "+447400123101", Name: "Olivia Grant", At: fixedNow.Add(-time.Duration(i) * time.Minute)})
	}
	c.ID, c.Plan, c.Stage, c.Batches = "c1", &plan, model.StageLive, []model.Batch{b}
	return c
}

func steerScenes() []Scene {
	live := func(c *model.Campaign, rings int, do func(*liveScreen)) func(theme.Theme) *App {
		return func(t theme.Theme) *App {
			a := lookedAtScene(t, c)
			l := a.front().(*liveScreen)
			l.steer.rings = rings
			if do != nil {
				do(l)
			}
			return a
		}
	}
	calling := func() *model.Campaign {
		c := scenePaused(2)
		c.Plan.Segments[0].Release.Paused, c.Batches[0].Part.Release.Paused = time.Time{}, time.Time{}
		c.Batches[0].Last.Status = model.StatusProcessing
		return c
	}
	offer := session.ResumeMade{Resumption: session.Resumption{Contacts: 798, Owed: 99, Held: []session.HeldBack{
		{Contacts: 9, Why: "are on the do-not-call list by now"}, {Contacts: 5, Why: "could be rung outside their hours if they were called now"},
	}}}
	return []Scene{
		{"live-pause-asked", live(calling(), 0, func(l *liveScreen) { l.steer.askPause() })},
		{"live-paused", live(scenePaused(2), 2, nil)},
		{"live-resume-owed", live(scenePaused(0), 0, func(l *liveScreen) { l.steer.found(offer) })},
		{"live-resume-asked", live(scenePaused(0), 0, func(l *liveScreen) { l.steer.offer = offer; l.steer.askResume() })},
		{"live-end-asked", live(calling(), 0, func(l *liveScreen) { l.steer.askEnd() })},
	}
}
