package ui

import (
	"fmt"
	"maps"
	"time"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

// withCanary are the values of a campaign that a canary goes before, and some others.
func withCanary(others model.OptionValues) model.OptionValues {
	v := model.OptionValues{model.OptCanary: "50"}
	maps.Copy(v, others)
	return v
}

// sceneCanary is a campaign whose canary of 50 was sent; 1,752 wait for it, and a look says
// what became of the 50. kept is why the rest waits for a person, "" = it does not.
func sceneCanary(status model.BatchStatus, answered, failed int, kept string) *model.Campaign {
	c := zonesCampaign(1, nil)
	options, _ := model.ParseOptions(c.Values, fixedNow)
	plan := must(model.NewPlan(c.List.Snapshot(), options).WithCanary(model.Canary{Size: model.CanarySize{Contacts: 1}, Limits: model.DefaultReleaseLimits}))
	for i := range plan.Segments {
		if r := &plan.Segments[i].Release; r.ForOutcome() {
			r.Kept = kept
		}
	}
	counts := []int{50, 1752}
	for i := range plan.Batches() {
		b := model.Batch{Key: fmt.Sprint("b", i), Index: i, Segment: i, Contacts: counts[i], State: model.SendPrepared, Part: plan.Segments[i].Part(),
			Schedule: plan.OptionsOf(i).Schedule(), Name: "Spring renewals", Campaign: "c1"}
		if i == 0 {
			b.State, b.ID = model.SendAccepted, "batch_1795512600_agent_renewals_0001"
			b.Last = model.Statistics{At: fixedNow, Status: status, Total: 50, Processed: answered + failed, Succeeded: answered, Failed: failed,
				Pending: 50 - answered - failed, StartedAt: fixedNow.Add(-4 * time.Minute), Rings: []model.Ring{}}
		}
		c.Batches = append(c.Batches, b)
	}
	c.ID, c.Plan, c.Stage = "c1", &plan, model.StageLive
	return c
}

const sceneMissed = "The canary missed its limits: 30 of 50 (60 %) failed, at most 20 % may; 20 of 50 (40 %) answered, at least 70 % must."

func canaryScenes() []Scene {
	live := func(c *model.Campaign) func(theme.Theme) *App {
		return func(t theme.Theme) *App { return lookedAtScene(t, c) }
	}
	calling := func() *model.Campaign { return sceneCanary(model.StatusProcessing, 17, 6, "") }
	kept := func() *model.Campaign { return sceneCanary(model.StatusCompleted, 20, 30, sceneMissed) }
	return []Scene{
		{"options-canary", func(t theme.Theme) *App {
			a := optionsScene(t, zonesCampaign(300, withCanary(nil)))
			a.front().(*optionsScreen).form.Focus(string(model.OptCanary))
			return a
		}},
		{"review-canary", func(t theme.Theme) *App { return reviewScene(t, zonesCampaign(300, withCanary(nil))) }},
		{"review-canary-waves", func(t theme.Theme) *App {
			return reviewScene(t, zonesCampaign(300, inWaves(withCanary(model.OptionValues{model.OptCanaryLimits: model.CanaryAsks}))))
		}},
		{"review-canary-asked", func(t theme.Theme) *App { return askedScene(t, zonesCampaign(300, inWaves(withCanary(nil)))) }},
		{"live-canary", live(calling())},
		{"live-canary-kept", live(kept())},
		{"home-canary", func(t theme.Theme) *App {
			a := still(t, sceneConfig(), kept(), func(*screen.Console) []screen.Screen { return nil })
			for i, c := range []*model.Campaign{calling(), sceneCanary(model.StatusCompleted, 45, 5, "It was to wait for your word.")} {
				c.ID, c.Values[model.OptName] = fmt.Sprint("c", i+2), []string{"Autumn renewals", "Winter renewals"}[i]
				a.console.AddCampaign(c)
			}
			return a
		}},
	}
}
