package cli

import (
	"math"
	"testing"
	"time"

	"callsheet/api/sandbox"
	"callsheet/model"
)

// history is what the campaign tells of the next one, once a poll has shown its end as the
// console and the commands poll.
func (d *diallingPlan) history() model.CallHistory {
	d.t.Helper()
	ctx := d.t.Context()
	for i := range d.campaign.Batches {
		b := &d.campaign.Batches[i]
		stats, err := d.service.Statistics(ctx, *b, 5)
		d.must(err)
		b.Last = stats
		d.must(d.service.store.Campaigns.Save(ctx, []model.Record{{Batch: b}}))
	}
	all, err := d.service.store.Campaigns.Summaries(ctx)
	d.must(err)
	return model.CallHistoryOf(all, diallingService, proofOptions.User, proofOptions.Agent)
}

func TestAFinishedCampaignTellsTheRatesOfTheNextOne(t *testing.T) {
	from := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)
	for claim, box := range map[string]sandbox.Config{
		"it is as fast as it was asked":    {Seed: 1},
		"it has fewer lines than it needs": {Seed: 2, Lines: 60, OneMore: true},
	} {
		t.Run(claim, func(t *testing.T) {
			o := proofOptions
			o.NoAnswerDelay, o.BusyDelay = time.Hour, time.Hour
			rows, plan := planOf(t, britons(600), o)
			var h model.CallHistory
			calls := dialledPlan{Rows: rows, Plan: plan, From: from, Box: box, Ended: func(d *diallingPlan) { h = d.history() }}.dial(t)
			rate := h.AnswerRate()
			first, last := time.Time{}, time.Time{}
			for _, c := range calls {
				if c.Attempt.Attempt == 1 {
					if first.IsZero() {
						first = c.At
					}
					last = c.At
				}
			}
			if !rate.Known || h.Calls != len(calls) || h.Campaigns != 1 || rate.Talk <= 0 {
				t.Errorf("%s, %v of talk, from %d calls", rate.Words(), rate.Talk, len(calls))
			}
			want := 599 / last.Sub(first).Seconds() / float64(o.CallsPerSecond)
			if share, known := h.Pace(o.CallsPerSecond); !known || math.Abs(share-min(want, 1)) > 0.02 {
				t.Errorf("a pace of %v, dialled was %v", share, want)
			} else if kept := box.Lines == 0; kept != (share > 0.95) {
				t.Errorf("a pace of %v with %d lines", share, box.Lines)
			}
			if h.OneMoreTry() != box.OneMore {
				t.Errorf("one more try: %v", h.OneMoreTry())
			}
		})
	}
}
