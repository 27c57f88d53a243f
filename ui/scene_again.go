package ui

import (
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// againScenes are the states of calling again.
func againScenes() []Scene {
	return []Scene{
		{"live-again", func(t theme.Theme) *App { return againScene(t, model.StatusCompleted) }},
		{"live-again-running", func(t theme.Theme) *App { return againScene(t, model.StatusProcessing) }},
		{"options-again", func(t theme.Theme) *App {
			c := zonesCampaign(300, nil)
			c.Values = model.AgainOptions(c.Values, "okqkdwtf66rrzin7", "Spring renewals")
			c.Values[model.OptAgainTries], c.Values[model.OptStart] = "10-11 and 14-15", "tomorrow 17:30 new york"
			return optionsScene(t, c)
		}},
	}
}

// againScene is Live of a campaign with people who were not reached, who are asked about.
func againScene(t theme.Theme, status model.BatchStatus) *App {
	c := zonesCampaign(300, nil)
	options, _ := model.ParseOptions(c.Values, fixedNow)
	plan := model.NewPlan(c.List.Snapshot(), options)
	c.Plan, c.Stage = &plan, model.StageLive
	var calls []model.Call
	for i, row := range plan.AllRows() {
		call := model.Call{ID: fmt.Sprint("c", i), Status: model.CallAnswered, Phone: c.List.Verdict(int(row)).Number.String(), At: fixedNow.Add(-time.Duration(i) * 6 * time.Minute), Duration: time.Minute}
		switch {
		case i%9 == 4:
			call.Status, call.Error = model.CallMissed, "NO_ANSWER"
		case i%31 == 7:
			call.Status, call.Error = model.CallFailed, "NETWORK_ERROR"
		}
		calls = append(calls, call)
	}
	look := model.Statistics{At: fixedNow, Status: status, Total: plan.Len(), Processed: plan.Len(), Succeeded: plan.Len() - 43, Failed: 43, StartedAt: fixedNow.Add(-time.Hour), Calls: calls[:20]}
	if status.Ended() {
		look.EndedAt = fixedNow
	}
	c.Batches = []model.Batch{{Key: "b", State: model.SendAccepted, ID: "batch_1795512600_agent_renewals_0001", Contacts: plan.Len(), Schedule: options.Schedule(), Last: look}}
	known := map[string]model.BatchCalls{"b": {Calls: calls, Whole: true}}
	results := session.Results{Batches: c.Batches, Known: known, Rows: model.Results(c.List, c.Plan, c.Batches, known)}
	a := still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		l := newLiveScreen(d)
		polledOnce(l, look, nil)
		return []screen.Screen{newFileScreen(d, ""), l}
	})
	a.front().Update(againLooked{session.Frozen(c), results, nil})
	a.drain()
	return a
}
