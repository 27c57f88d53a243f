package ui

import (
	"fmt"
	"maps"
	"time"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

// sceneWaves is a campaign in waves over three days, seen on the second: some are over, one
// was missed, some call, some begin later, and two wait for the operator.
func sceneWaves(values model.OptionValues) *model.Campaign {
	cells := [][]string{{"Name", "Phone"}}
	for i := range 9 {
		cells = append(cells, []string{fmt.Sprintf("Person %d", i), fmt.Sprintf("+4474001231%02d", i)})
	}
	c := campaignOf(tableOf(cells...), "Spring renewals")
	maps.Copy(c.Values, values)
	options, _ := model.ParseOptions(c.Values, fixedNow)
	plan := model.NewPlan(c.List.Snapshot(), options)
	h := func(n float64) time.Time {
		return fixedNow.Add(time.Duration(n * float64(time.Hour))).Truncate(time.Hour)
	}
	stats := func(status model.BatchStatus, total, ok, failed int) model.Statistics {
		return model.Statistics{At: fixedNow, Status: status, Total: total, Processed: ok + failed, Succeeded: ok, Failed: failed, Pending: total - ok - failed}
	}
	waits := model.Release{By: model.ReleasedByOperator, NotBefore: h(-1), NotAfter: h(3)}
	tomorrow := model.Release{By: model.ReleasedByOperator, NotBefore: h(9), NotAfter: h(26)}
	waves := []struct {
		name, zone string
		day, hour  int // of its zone's clock in November
		contacts   int
		release    model.Release
		last       model.Statistics
	}{
		{"New York 8:00", "America/New_York", 23, 8, 1578, model.Release{}, stats(model.StatusCompleted, 1578, 901, 677)},
		{"Chicago 8:00", "America/Chicago", 23, 8, 412, model.Release{}, stats(model.StatusCancelled, 412, 220, 101)},
		{"Denver 8:00", "America/Denver", 23, 8, 97, model.Release{NotAfter: h(-6)}, model.Statistics{}},
		{"London 8:00", "Europe/London", 24, 8, 640, model.Release{}, stats(model.StatusProcessing, 640, 131, 90)},
		{"Berlin 8:00", "Europe/Berlin", 24, 8, 300, model.Release{}, stats(model.StatusProcessing, 300, 200, 60)},
		{"New York 8:00 (2)", "America/New_York", 24, 8, 1200, model.Release{}, stats(model.StatusScheduled, 1200, 0, 0)},
		{"Los Angeles 8:00", "America/Los_Angeles", 24, 8, 208, model.Release{}, stats(model.StatusScheduled, 208, 0, 0)},
		{"Kolkata 10:00", "Asia/Kolkata", 24, 10, 55, waits, model.Statistics{}},
		{"somewhere in New Zealand Wed 9:00", "Pacific/Auckland", 25, 9, 25, tomorrow, model.Statistics{}},
	}
	rows := plan.AllRows()
	var segments []model.Segment
	for i, w := range waves {
		o := options
		o.Start, o.TimeZone = time.Date(2026, time.November, w.day, w.hour, 0, 0, 0, model.Clock(w.zone)), w.zone
		segments = append(segments, model.Segment{Name: w.name, Options: o, Rows: rows[i : i+1], Release: w.release, CloseAt: o.Start.Add(12 * time.Hour)})
	}
	plan = plan.Of(segments)
	for i, w := range waves {
		b := model.Batch{
			Key: fmt.Sprint("b", i), Index: i, Segment: i, Contacts: w.contacts, State: model.SendPrepared, Part: plan.Segments[i].Part(), Last: w.last,
			Schedule: plan.OptionsOf(i).Schedule(), Name: "Spring renewals", Campaign: "c1",
		}
		if w.last.Status != "" {
			if w.last.Status != model.StatusScheduled {
				b.Last.StartedAt = plan.OptionsOf(i).Start
			}
			b.State, b.ID = model.SendAccepted, fmt.Sprintf("batch_17955126%02d_agent_renewals_0001", i)
		}
		c.Batches = append(c.Batches, b)
	}
	c.ID, c.Plan, c.Stage = "c1", &plan, model.StageLive
	return c
}

// lookedAtScene is Live with a campaign that was looked at just now.
func lookedAtScene(t theme.Theme, c *model.Campaign) *App {
	return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		d.Config.Store.Ledger = sceneLedger{}
		l := newLiveScreen(d)
		l.polled, l.list.atOnce = fixedNow, true
		l.observe()
		return []screen.Screen{newFileScreen(d, ""), l}
	})
}

func wavesScenes() []Scene {
	calls := []model.Call{
		{ID: "c3", Status: model.CallOngoing, Phone: "+447400123101", Name: "Olivia Grant", At: fixedNow},
		{ID: "c2", Status: model.CallMissed, Phone: "+447400123103", Name: "Ben Okafor", Error: "busy", At: fixedNow.Add(-time.Second)},
		{ID: "c1", Status: model.CallAnswered, Phone: "+447400123107", Name: "Amit Rao", Duration: 83 * time.Second, At: fixedNow.Add(-2 * time.Minute)},
	}
	live := func(with []model.Call) func(theme.Theme) *App {
		return func(t theme.Theme) *App {
			c := sceneWaves(nil)
			c.Batches[3].Last.Calls = with
			return lookedAtScene(t, c)
		}
	}
	return []Scene{
		{"live-waves", live(calls)},
		{"live-waves-quiet", live(nil)},
		{"home-waves", func(t theme.Theme) *App {
			a := still(t, sceneConfig(), sceneWaves(nil), func(*screen.Console) []screen.Screen { return nil })
			tomorrow := sceneWaves(model.OptionValues{model.OptName: "Autumn"})
			tomorrow.ID, tomorrow.Batches = "c2", tomorrow.Batches[8:]
			a.console.AddCampaign(tomorrow)
			a.console.AddCampaign(&model.Campaign{Table: springList(), Values: model.OptionValues{model.OptName: longName}})
			return a
		}},
	}
}
