package session

import (
	"context"
	"errors"
	"slices"
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
		"too late":                  {13, "New York Thu 8:00 (25 contacts) was not sent, and it is too late for it."},
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
		if got := MayRelease(campaign, waveAt(c.hour)); got != c.want || Next(campaign, waveAt(c.hour)) >= 0 {
			t.Errorf("%s: may be released %v", claim, got)
		}
		ledger := &releasingLedger{}
		for _, w := range Release(ledger, campaign, waveAt(c.hour)) {
			if Next(campaign, waveAt(c.hour)) >= 0 {
				t.Errorf("%s: it may be sent before it is written down", claim)
			}
			SetReleases(campaign, w.Do(t.Context()).(Released).Releases)
		}
		if got := ledger.released > 0; got != c.want || (Next(campaign, waveAt(c.hour)) == 0) != c.want || campaign.Batches[0].Part.Release.Waits() == c.want {
			t.Errorf("%s: released %v, %+v", claim, got, campaign.Batches[0].Part)
		}
		if plan.Segments[0].Release.Waits() == false {
			t.Errorf("%s: the plan that was confirmed is changed", claim)
		}
	}
	campaign := &model.Campaign{Holder: "somebody", Plan: &model.Plan{Segments: []model.Segment{{Release: waveBatch("").Part.Release}}}, Batches: []model.Batch{waveBatch(model.SendPrepared)}}
	if Release(&releasingLedger{}, campaign, waveAt(10)) != nil {
		t.Error("released while another console has it open")
	}
}

// releasingLedger releases what it is told to, of a campaign of one segment.
type releasingLedger struct {
	Ledger
	released int
}

func (l *releasingLedger) ReleaseSegments(_ context.Context, _ string, places []int, by model.ReleasedBy) ([]model.Release, error) {
	l.released += len(places)
	r := waveBatch("").Part.Release
	r.Done = waveAt(10)
	return []model.Release{r}, nil
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

// closingPoller cancels what it is asked to, if it can.
type closingPoller struct {
	*fakePoller
	cancelled []string
	fails     int // cancels that fail first
}

func (c *closingPoller) Cancel(_ context.Context, b model.Batch) (Cancellation, error) {
	c.cancelled = append(c.cancelled, b.ID)
	if c.fails--; c.fails >= 0 {
		return Cancellation{}, errors.New("502")
	}
	c.answers[b.ID] = []any{model.StatusCancelled}
	return Cancellation{Status: model.StatusCancelled, Calls: 3}, nil
}

func TestWhoeverWatchesCancelsABatchAtItsClose(t *testing.T) {
	for claim, c := range map[string]struct {
		fails int
		want  []string
	}{
		"at the close, however slowly it was polled": {0, []string{"0"}},
		"again, where it could not be cancelled":     {2, []string{"0", "0", "0"}},
	} {
		clock := newClock()
		p, f, batches := polling(clock, []any{1, 1, 1, 1})
		batches[0].Part = model.Part{Name: "New York 8:00", CloseAt: clock.Now().Add(20 * time.Second)}
		closer := &closingPoller{fakePoller: f, fails: c.fails}
		p.Service, p.Close, p.Pace.Live, p.Pace.Idle = closer, closer, 4*time.Second, time.Minute
		var said []string
		Inline(t.Context(), clock, p.Start(), func(msg any) []Work {
			if polled, is := msg.(Polled); is {
				for _, b := range polled.Closed() {
					words, _ := b.CloseWords()
					said = append(said, words)
				}
			}
			return p.Update(msg)
		})
		if !slices.Equal(closer.cancelled, c.want) || batches[0].Last.Status != model.StatusCancelled || len(said) != len(c.want) {
			t.Errorf("%s: cancelled %q, slept %v, said %q", claim, closer.cancelled, clock.Slept(), said)
		}
		if last := said[len(said)-1]; !strings.Contains(last, "New York 8:00") || !strings.Contains(last, "3 calls") {
			t.Errorf("%s: %s", claim, last)
		}
		total := time.Duration(0)
		for _, d := range clock.Slept()[:len(clock.Slept())-c.fails] {
			total += d
		}
		if total != 20*time.Second {
			t.Errorf("%s: slept %v", claim, clock.Slept())
		}
	}
}

func TestNobodyWhoLooksOnceCancels(t *testing.T) {
	clock := newClock()
	p, _, batches := polling(clock, []any{1})
	batches[0].Part.CloseAt = clock.Now()
	p.Once(t.Context()) // no Close: nobody would be told
	if batches[0].Last.Status != model.StatusProcessing {
		t.Errorf("%+v", batches[0].Last)
	}
}

func TestWhatWaitsForItsTimeIsShortOnAList(t *testing.T) {
	for hour, want := range map[int]string{
		8:  "25 contacts wait for today 09:00",
		10: "25 contacts wait for you until today 12:00",
		13: "25 contacts missed their hours",
	} {
		if got := WaitingWords([]model.Batch{waveBatch(model.SendPrepared), waveBatch(model.SendAccepted)}, waveAt(hour)); got != want {
			t.Errorf("at %d: %s", hour, got)
		}
	}
	late, first := waveBatch(model.SendPrepared), waveBatch(model.SendPrepared)
	late.Part.Release.NotAfter, first.Part.Release = waveAt(9), model.Release{By: model.ReleasedByOutcome}
	first.Contacts = 1
	if got := WaitingWords([]model.Batch{first, waveBatch(model.SendPrepared), late}, waveAt(10)); got != "25 contacts missed their hours, 25 wait for you until today 12:00, 1 waits for those before" {
		t.Errorf("of all kinds: %s", got)
	}
	if got := WaitingWords([]model.Batch{{State: model.SendPrepared, Contacts: 3}}, waveAt(8)); got != "" {
		t.Errorf("an ordinary one: %s", got)
	}
}

func TestWhatBeginsSoonCanBeTakenBackWhicheverPartItIs(t *testing.T) {
	now := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
	for claim, c := range map[string]struct {
		starts [2]time.Time
		change func(*model.Campaign)
		want   time.Duration
	}{
		"both later":            {[2]time.Time{now.Add(time.Hour), now.Add(2 * time.Hour)}, func(*model.Campaign) {}, 0},
		"the first at once":     {[2]time.Time{{}, now.Add(2 * time.Hour)}, func(*model.Campaign) {}, 10 * time.Second},
		"the second at once":    {[2]time.Time{now.Add(time.Hour), {}}, func(*model.Campaign) {}, 10 * time.Second},
		"one before it is over": {[2]time.Time{now.Add(5 * time.Second), now.Add(time.Hour)}, func(*model.Campaign) {}, 10 * time.Second},
		"that one is held":      {[2]time.Time{now.Add(time.Hour), {}}, func(c *model.Campaign) { c.Plan.Segments[1].Release.By = model.ReleasedByOperator }, 0},
		"nothing is there":      {[2]time.Time{}, func(c *model.Campaign) { c.Plan = nil }, 0},
		"all of it has been sent": {[2]time.Time{}, func(c *model.Campaign) {
			c.Batches[0].State, c.Batches[1].State = model.SendAccepted, model.SendAccepted
		}, 0},
	} {
		campaign := inLondonAndAuckland(t, now)
		for i := range campaign.Plan.Segments {
			campaign.Plan.Segments[i].Options.Start, campaign.Plan.Segments[i].Release = c.starts[i], model.Release{}
		}
		if c.change(campaign); Grace(campaign, 10*time.Second, now) != c.want {
			t.Errorf("%s: %v", claim, Grace(campaign, 10*time.Second, now))
		}
	}
}
