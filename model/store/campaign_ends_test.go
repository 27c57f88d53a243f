package store

import (
	"testing"
	"time"

	"callsheet/model"
)

// Who is in the first wave of a campaign is told until when the campaign calls, not the wave.
func TestACampaignIsSaidToCallUntilItsLastWaveIsOver(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	batches := inWaves(t, s, "Zones", 1, 2, 3)
	sendAs(t, s, batches[0], model.SendAccepted)
	until := func(name string, want time.Time) {
		t.Helper()
		got := must(s.Guards.Suppressions(ctx, refs(1, 7), "agent", ""))(t)
		if len(got) != 1 || !got[numbers(1)[0]].Until.Equal(want) {
			t.Errorf("%s: marked %+v, want until %v", name, got, want)
		}
	}
	later, _ := batches[1].Schedule.LastCall(time.Time{}, 2)
	until("the wave of tomorrow waits for somebody", later)
	other := confirmed(t, s, "Other", 1)
	until("another campaign that was not sent changes nothing", must(s.Guards.Suppressions(ctx, refs(1), "agent", other.Campaign))(t)[numbers(1)[0]].Until)
}

func TestOfAMissedWaveNobodyIsCalled(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	batches := inWaves(t, s, "Zones", 1, 2, 3)
	first := sendAs(t, s, batches[0], model.SendAccepted)
	clock.Forward(2 * time.Hour)
	want, _ := first.Schedule.LastCall(first.Settled, 1)
	if got := must(s.Guards.Suppressions(ctx, refs(1), "agent", ""))(t)[numbers(1)[0]]; !got.Until.Equal(want) {
		t.Errorf("until %v, want %v", got.Until, want)
	}
}
