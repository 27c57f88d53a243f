package report

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/outcomes"
)

func sumOf(c Chart) (whole, part int) {
	for _, b := range c.Bars {
		whole, part = whole+b.Whole, part+b.Part
	}
	return whole, part
}

func TestChartsCountAsTheListDoes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var numbers []string
		for i := range rapid.IntRange(1, 12).Draw(rt, "rows") {
			numbers = append(numbers, fmt.Sprintf("+44740012310%d", i%10), fmt.Sprintf("+1212555010%d", i%10))
		}
		statuses := []string{model.CallAnswered, model.CallMissed, model.CallFailed, model.CallOngoing, model.CallScheduled, "TELEPORTED"}
		var calls []model.Call
		for i := range rapid.IntRange(0, 60).Draw(rt, "calls") {
			c := model.Call{ID: fmt.Sprint(i), Status: rapid.SampledFrom(statuses).Draw(rt, "status"), Phone: rapid.SampledFrom(append(numbers, "+4915112345678", "anonymous")).Draw(rt, "to"), Error: rapid.SampledFrom([]string{"", "BUSY", "NO_ANSWER", "a", "b", "c", "d", "e", "f", "g"}).Draw(rt, "why")}
			if rapid.Bool().Draw(rt, "timed") {
				c.At = began.Add(time.Duration(rapid.IntRange(0, 40*60).Draw(rt, "minutes")) * time.Minute)
			}
			calls = append(calls, c)
		}
		s := campaignOf(rt, numbers, calls)
		l := outcomes.New(outcomes.Source{Rows: s.List.Snapshot(), Plan: s.Plan, Batches: s.Batches, Known: s.Known})
		const lines = 5
		c := NewCharts(l, s.Plan, lines)
		if n, _ := sumOf(c.Outcomes.Chart); n != l.Count(outcomes.ShowAll) {
			rt.Errorf("%d contacts of %d have an outcome", n, l.Count(outcomes.ShowAll))
		}
		for i, bar := range c.Outcomes.Chart.Bars[:5] {
			if show := outcomes.ShowAnswered + outcomes.Show(i); bar.Whole != l.Count(show) || bar.Label != show.String() {
				rt.Errorf("%s: %d, and the list has %d", bar.Label, bar.Whole, l.Count(show))
			}
		}
		if n, _ := sumOf(c.Reasons.Chart); n != l.Count(outcomes.ShowMissed)+l.Count(outcomes.ShowFailed) || len(c.Reasons.Chart.Bars) > lines {
			rt.Errorf("%d not reached in %d lines", n, len(c.Reasons.Chart.Bars))
		}
		placed, answered := 0, 0
		for i := range l.Len() {
			for _, call := range l.Entry(i).Calls {
				if call.Placed() {
					placed++
				}
				if call.Status == model.CallAnswered {
					answered++
				}
			}
		}
		f := Of(s)
		whole, part := sumOf(c.Hours.Chart)
		if f.NoClock.Calls+f.Others+whole != placed {
			rt.Errorf("%d calls at an hour, %d without one and %d of others, of %d", whole, f.NoClock.Calls, f.Others, placed)
		}
		if fw, fp := sumOf(hours(f)); fw != whole || fp != part || part > answered {
			rt.Errorf("%d of %d calls are answered, and %d of %d in the report", part, whole, fp, fw)
		}
		if (c.Hours.Note == "") != (whole == placed) {
			rt.Errorf("%d of %d calls have an hour: %q", whole, placed, c.Hours.Note)
		}
	})
}

func TestChartsWithoutAPlanKnowNoClock(t *testing.T) {
	s := campaignOf(t, []string{"+447400123101"}, []model.Call{{ID: "1", Phone: "+447400123101", Status: model.CallAnswered, At: began}})
	l := outcomes.New(outcomes.Source{Rows: s.List.Snapshot(), Plan: s.Plan, Batches: s.Batches, Known: s.Known})
	if c := NewCharts(l, nil, 5); c.Hours.Note != "Not among them is 1 call (1 answered) of which the local hour is not known." || len(c.Hours.Chart.Bars) > 0 {
		t.Errorf("%+v", c.Hours)
	}
}
