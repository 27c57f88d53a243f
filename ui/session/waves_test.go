package session

import (
	"strings"
	"testing"
	"time"

	"callsheet/model"
)

func waveAt(hour int) time.Time { return time.Date(2027, 3, 3, hour, 0, 0, 0, time.UTC) }

// waveBatch is a batch of a wave that waits for the operator from 9 to 12.
func waveBatch(state model.SendState) model.Batch {
	return model.Batch{State: state, Contacts: 25, Part: model.Part{
		Name: "New York Thu 8:00", Release: model.Release{By: model.ReleasedByOperator, NotBefore: waveAt(9), NotAfter: waveAt(12)}, CloseAt: waveAt(20),
	}}
}

func TestWhatAWaveWaitsForIsSaid(t *testing.T) {
	for claim, c := range map[string]struct {
		hour int
		want string
	}{
		"for its time and somebody": {8, "New York Thu 8:00 (25 contacts) waits until today 09:00 for you to send it, by today 12:00 at the latest."},
		"for somebody":              {10, "New York Thu 8:00 (25 contacts) waits for you to send it, by today 12:00 at the latest."},
		"too late":                  {13, "New York Thu 8:00 (25 contacts) was not sent, and it is too late for it: send its file again, without those who were sent already."},
	} {
		if got := strings.Join(HeldWords([]model.Batch{waveBatch(model.SendPrepared), waveBatch(model.SendAccepted)}, waveAt(c.hour)), " "); got != c.want {
			t.Errorf("%s: %s", claim, got)
		}
	}
}

func TestAWaveIsReleasedWhenItsTimeHasComeAndNotAfter(t *testing.T) {
	for claim, c := range map[string]struct {
		hour int
		want bool
	}{"before its time": {8, false}, "in its time": {10, true}, "too late": {13, false}} {
		b := waveBatch(model.SendPrepared)
		plan := model.Plan{Segments: []model.Segment{{Name: b.Part.Name, Release: b.Part.Release}}}
		campaign := &model.Campaign{Plan: &plan, Batches: []model.Batch{b}}
		if Next(campaign, waveAt(c.hour)) >= 0 {
			t.Errorf("%s: it is sent without anybody's word", claim)
		}
		if got := Release(campaign, waveAt(c.hour)); got != c.want || (Next(campaign, waveAt(c.hour)) == 0) != c.want {
			t.Errorf("%s: released %v", claim, got)
		}
		if plan.Segments[0].Release.Waits() == false {
			t.Errorf("%s: the plan that was confirmed is changed", claim)
		}
	}
	campaign := &model.Campaign{Holder: "somebody", Plan: &model.Plan{Segments: []model.Segment{{Release: waveBatch("").Part.Release}}}, Batches: []model.Batch{waveBatch(model.SendPrepared)}}
	if Release(campaign, waveAt(10)) {
		t.Error("released while another console has it open")
	}
}

func TestAWaveIsCancelledAtItsClose(t *testing.T) {
	running, ended, waits := waveBatch(model.SendAccepted), waveBatch(model.SendAccepted), waveBatch(model.SendPrepared)
	ended.Last.Status = model.StatusCompleted
	batches := []model.Batch{running, ended, waits, {State: model.SendAccepted}}
	if got := Closing(batches, waveAt(19)); len(got) != 0 {
		t.Errorf("before the close: %v", got)
	}
	if got := Closing(batches, waveAt(20)); len(got) != 1 || got[0].Contacts != 25 {
		t.Errorf("at the close: %v", got)
	}
	if next := NextClose(batches); !next.Equal(waveAt(20)) {
		t.Errorf("the next close is %v", next)
	}
	if next := NextClose([]model.Batch{ended, waits}); !next.IsZero() {
		t.Errorf("nothing closes at %v", next)
	}
}

func TestWavesAreAChoiceOfTheDraft(t *testing.T) {
	c := &model.Campaign{Values: model.OptionValues{}}
	if SetWaves(c, true); !InWaves(c.Values) || c.Revision != 1 {
		t.Errorf("%+v", c)
	}
	if SetWaves(c, false); InWaves(c.Values) || c.Revision != 2 {
		t.Errorf("%+v", c)
	}
}
