package session

import (
	"testing"

	"callsheet/model"
)

func TestACampaignStandsWhereItNeedsSomebodyMost(t *testing.T) {
	with := func(c *model.Campaign, s ...model.BatchStatus) []model.Batch {
		for i := range s {
			c.Batches[i].Last.Status = s[i]
		}
		return c.Batches
	}
	for _, row := range []struct {
		claim   string
		batches []model.Batch
		want    Standing
	}{
		{"what was not confirmed is a draft", nil, StandsDraft},
		{"what may have been sent weighs most", with(sentAs(accepted, refused, sending, prepared, unknown)), StandsUnknown},
		{"then what is being sent", with(sentAs(refused, sending, prepared)), StandsSending},
		{"then what was refused", with(sentAs(accepted, prepared, refused)), StandsRefused},
		{"then what waits", with(sentAs(accepted, prepared)), StandsWaiting},
		{"calls that begin later are planned", with(sentAs(accepted), model.StatusScheduled), StandsPlanned},
		{"one that calls is calling, whatever has ended", with(sentAs(accepted, accepted), model.StatusCompleted, model.StatusProcessing), StandsCalling},
		{"what has ended is over", with(sentAs(accepted, accepted), model.StatusCompleted, model.StatusCancelled), StandsEnded},
	} {
		if got := StandingOf(row.batches); got != row.want {
			t.Errorf("%s: %s", row.claim, got)
		}
	}
	if got := TallyOf(with(sentAs(unknown, sending, refused, prepared, accepted, accepted), "", "", "", "", model.StatusCompleted)); got != (Tally{1, 1, 1, 1, 2, 1}) {
		t.Errorf("%+v", got)
	}
}
