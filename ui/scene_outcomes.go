package ui

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// renewalsList is a list of people in Britain and New York, a few of whom cannot be called.
func renewalsList(rows int) *table.Table {
	given := []string{"Olivia", "Amit", "Zoë", "Ben", "Carla", "由美", "Nadia", "Sam", "Ingrid", "Tomás", "Aoife", "Kwame"}
	family := []string{"Grant", "Rao", "Młynarczyk", "Okafor", "Núñez", "田中", "Haddad", "Poole", "Åberg", "Silva", "O'Neill", "Mensah", "von Hohenschönhausen"}
	plans := []string{"Gold", "Silver", "Basic"}
	lines := [][]string{{"Name", "Mobile", "Email", "Plan", "Renews"}}
	for i := range rows {
		number := fmt.Sprintf("+44 7400 %06d", 123000+i)
		switch {
		case i%3 == 2:
			number = fmt.Sprintf("+1 212 555 %04d", 100+i)
		case i%37 == 5:
			number = "call me"
		}
		name := given[i%len(given)] + " " + family[i%len(family)]
		if i%29 == 11 {
			name = ""
		}
		lines = append(lines, []string{name, number, fmt.Sprintf("person%d@example.com", i), plans[i%len(plans)], time.Date(2026, 12, 1+i%28, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)})
	}
	return tableOf(lines...)
}

// outcomeCalls are calls to everybody of a campaign whom it has come to: of each hundred calls
// so many are answered, and of those who were missed some were tried again.
func outcomeCalls(c *model.Campaign, reached, answered int) []model.Call {
	reasons := []string{"NO_ANSWER", "NO_ANSWER", "BUSY", "NO_ANSWER", "NETWORK_ERROR", "INVALID_NUMBER"}
	var calls []model.Call
	rows := c.Plan.Rows(0)
	for i, row := range rows[:min(reached, len(rows))] {
		to := c.List.Verdict(int(row)).Number.String()
		draw := (i*61 + 17) % 100
		call := model.Call{ID: fmt.Sprintf("call_%04d", i), Phone: to, Status: model.CallAnswered, At: fixedNow.Add(-time.Duration(reached-i)*7*time.Second - 40*time.Minute)}
		switch reason := reasons[i%len(reasons)]; {
		case i >= reached-3:
			call.Status, call.At = model.CallOngoing, fixedNow.Add(-time.Duration(reached-i)*9*time.Second)
		case draw < answered:
			call.Duration = time.Duration(12+(i*47)%190) * time.Second
			if i%5 == 0 {
				call.Error = "USER_HANGUP"
			}
		case reason == "NETWORK_ERROR" || reason == "INVALID_NUMBER":
			call.Status, call.Error = model.CallFailed, reason
		default:
			call.Status, call.Error, call.Duration = model.CallMissed, reason, 22*time.Second
			if i%2 == 0 {
				again := call
				again.ID, again.At = fmt.Sprintf("call_%04d_2", i), call.At.Add(40*time.Minute)
				if i%4 == 0 {
					again.Status, again.Error, again.Duration = model.CallAnswered, "", 74*time.Second
				}
				calls = append(calls, again)
			}
		}
		calls = append(calls, call)
	}
	return calls
}

// calledCampaign is a campaign of which so many contacts were called, and of each hundred
// calls so many answered, with the calls as they are stored.
func calledCampaign(status model.BatchStatus, rows, reached, answered int) (*model.Campaign, []model.Call) {
	c := campaignOf(renewalsList(rows), "Spring renewals")
	options, _ := model.ParseOptions(c.Values, fixedNow)
	plan := model.NewPlan(c.List.Snapshot(), options)
	c.ID, c.Plan, c.Stage = "c1", &plan, model.StageLive
	calls := outcomeCalls(c, min(reached, plan.Len()), answered)
	last := model.Statistics{At: fixedNow, Status: status, Total: plan.Len(), Processed: min(reached, plan.Len()), StartedAt: fixedNow.Add(-110 * time.Minute), Rate: 4.2}
	latest := map[string]string{}
	for _, call := range calls {
		if before, again := latest[call.Phone]; !again || before != model.CallAnswered {
			latest[call.Phone] = call.Status
		}
	}
	for _, s := range latest {
		switch s {
		case model.CallAnswered:
			last.Succeeded++
		case model.CallMissed, model.CallFailed:
			last.Failed++
		}
	}
	if status.Ended() {
		last.EndedAt, last.Rate = fixedNow, 0
	}
	last.Pending = last.Total - last.Finished()
	c.Batches = []model.Batch{{Key: "b0", State: model.SendAccepted, ID: "batch_1795512600_agent_renewals_0001", Contacts: plan.Len(), Schedule: options.Schedule(), Name: "Spring renewals", Campaign: "c1", Last: last}}
	return c, calls
}

// sceneLedger has the calls of a scene.
type sceneLedger struct {
	session.Ledger
	calls   map[string][]model.Call // by the key of their batch
	details map[string]model.CallDetail
}

func (l sceneLedger) Calls(_ context.Context, key string) ([]model.Call, error) {
	return l.calls[key], nil
}

func (l sceneLedger) CallDetail(_ context.Context, _, call string) (model.CallDetail, bool, error) {
	d, is := l.details[call]
	return d, is, nil
}

// calledScene is Live with a campaign and its stored calls, after some keys.
func calledScene(t theme.Theme, c *model.Campaign, calls []model.Call, keys ...string) *App {
	a := still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		d.Config.Store.Ledger = sceneLedger{calls: map[string][]model.Call{c.Batches[0].Key: calls}}
		l := newLiveScreen(d)
		l.polled = fixedNow
		for back := 4; back >= 0; back-- {
			b := c.Batches[0]
			b.Last.At = fixedNow.Add(-time.Duration(back) * time.Minute)
			if back > 0 {
				b.Last.Succeeded, b.Last.Failed = b.Last.Succeeded-back*13%29, b.Last.Failed-back
			}
			l.progress.Observe(model.Sum([]model.Statistics{b.Last}))
		}
		l.list.atOnce = true
		l.observe()
		return []screen.Screen{newFileScreen(d, ""), l}
	})
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	for _, k := range keys {
		a.Update(keyMsg(k))
	}
	a.toast = widget.NewToast(t)
	return a
}

func outcomeScenes() []Scene {
	running := func(keys ...string) func(theme.Theme) *App {
		return func(t theme.Theme) *App {
			c, calls := calledCampaign(model.StatusProcessing, 271, 190, 74)
			return calledScene(t, c, calls, keys...)
		}
	}
	return []Scene{
		{"live-running", running()},
		{"live-filtered", running("3", "down", "down")},
		{"live-found", running("/", "g", "o", "l", "d", "enter")},
		{"live-not-called", running("6")},
		{"live-bad", func(t theme.Theme) *App {
			c, calls := calledCampaign(model.StatusProcessing, 271, 190, 40)
			return calledScene(t, c, calls)
		}},
		{"live-over", func(t theme.Theme) *App {
			c, calls := calledCampaign(model.StatusCompleted, 271, 400, 74)
			for i := range calls {
				if calls[i].Status == model.CallOngoing {
					calls[i].Status = model.CallAnswered
				}
			}
			c.Batches[0].Last.Succeeded = c.Batches[0].Last.Total - c.Batches[0].Last.Failed
			return calledScene(t, c, calls)
		}},
	}
}
