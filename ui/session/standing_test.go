package session

import (
	"testing"
	"time"

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
func TestWhoeverHasTriesLeftIsPausedAndNotOver(t *testing.T) {
	batch := func(succeeded, failed int) model.Batch {
		b := model.Batch{State: model.SendAccepted, Contacts: 10, Last: model.Statistics{Status: model.StatusCancelled, Total: 10, Processed: 10, Succeeded: succeeded, Failed: failed}}
		b.Part.Release.Paused = time.Date(2027, 3, 3, 9, 0, 0, 0, time.UTC)
		return b
	}
	if got := StandingOf([]model.Batch{batch(4, 1)}); got != StandsPaused {
		t.Errorf("with five to try again it stands at %v", got)
	}
	if got := StandingOf([]model.Batch{batch(9, 1)}); got != StandsEnded {
		t.Errorf("with nobody left it stands at %v", got)
	}
}
