package session

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/clocktest"
	"callsheet/model/pacing"
)

// searching looks for batches a, b and so on with a service that answers so.
func searching(clock *clocktest.Clock, answers map[string][]answer, patience time.Duration) (*Reconciling, *fakeDialgen, []model.Finding) {
	service := &fakeDialgen{answers: answers}
	r := &Reconciling{Service: service, Clock: clock, Pauses: pacing.Backoff{First: time.Second, Longest: 15 * time.Second}, Patience: patience}
	var open []model.Finding
	for i := range len(answers) {
		open = append(open, model.Finding{Batch: model.Batch{Key: string(rune('a' + i)), State: model.SendUnknown}})
	}
	return r, service, open
}

func seconds(of ...int) (all []time.Duration) {
	for _, n := range of {
		all = append(all, time.Duration(n)*time.Second)
	}
	return all
}

func TestWhatIsNotKnownIsLookedForAgain(t *testing.T) {
	nothing, found, bad := answer{}, answer{state: accepted}, answer{err: errors.New("502")}
	for _, row := range []struct {
		claim    string
		answers  map[string][]answer
		patience time.Duration
		useful   func(OpenBatch) bool
		asked    []string
		slept    []time.Duration
	}{
		{"a little later each time, for a while", map[string][]answer{"a": {nothing}}, time.Minute, nil,
			[]string{"look a 0", "look a 1", "look a 2", "look a 3", "look a 4", "look a 5", "look a 6", "look a 7"}, seconds(1, 2, 4, 8, 15, 15, 15)},
		{"once when no patience is given", map[string][]answer{"a": {nothing}}, 0, nil, []string{"look a 0"}, nil},
		{"until it is found", map[string][]answer{"a": {nothing, bad, nothing, found}}, time.Minute, nil,
			[]string{"look a 0", "look a 1", "look a 1", "look a 2"}, seconds(1, 2, 4)},
		{"not before the service wants to be asked", map[string][]answer{"a": {{err: busy(20 * time.Second)}, found}}, time.Minute, nil,
			[]string{"look a 0", "look a 0"}, seconds(20)},
		{"not at all when it wants to be left alone for longer than patience is", map[string][]answer{"a": {{err: busy(20 * time.Second)}}}, 10 * time.Second, nil,
			[]string{"look a 0"}, nil},
		{"at once when one was found, which may tell the others apart", map[string][]answer{"a": {nothing, nothing, found}, "b": {nothing, found}}, time.Minute, nil,
			[]string{"look a 0", "look b 0", "look a 1", "look b 1", "look a 2"}, seconds(1)},
		{"no longer than it is of use", map[string][]answer{"a": {nothing, {long: true}}, "b": {nothing, {long: true}}}, time.Hour, func(o OpenBatch) bool { return !o.Finding.LongEnough },
			[]string{"look a 0", "look b 0", "look a 1", "look b 1"}, seconds(1)},
		{"for ever, where patience has no end", map[string][]answer{"a": append(slices.Repeat([]answer{nothing}, 40), found)}, -1, nil, nil,
			append(seconds(1, 2, 4, 8), slices.Repeat(seconds(15), 36)...)},
	} {
		t.Run(row.claim, func(t *testing.T) {
			clock := newClock()
			r, service, open := searching(clock, row.answers, row.patience)
			r.Useful = row.useful
			var told []time.Duration
			r.Waits = func(d time.Duration) { told = append(told, d) }
			Inline(t.Context(), clock, r.Start(open...), r.Update)
			if row.asked != nil && !slices.Equal(service.asked, row.asked) {
				t.Errorf("asked %q\nwant  %q", service.asked, row.asked)
			}
			if !slices.Equal(clock.Slept(), row.slept) || !slices.Equal(told, row.slept) {
				t.Errorf("slept %v, told %v, want %v", clock.Slept(), told, row.slept)
			}
		})
	}
}

func TestSearchingEndsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	clock := newClock()
	clock.OnSleep = func(n int) {
		if n == 2 {
			stop()
		}
	}
	r, service, open := searching(clock, map[string][]answer{"a": {{note: "likely"}}}, time.Hour)
	Inline(ctx, clock, r.Start(open...), r.Update)
	if len(service.asked) != 2 || r.Open[0].Known() || r.Open[0].Finding.Polls != 2 {
		t.Errorf("%q, %+v", service.asked, r.Open[0])
	}
}

func TestWhatWasFoundStaysWhenALookFails(t *testing.T) {
	clock := newClock()
	r, _, open := searching(clock, map[string][]answer{"a": {{note: "likely it is b1"}, {err: errors.New("502")}}}, 5*time.Second)
	Inline(t.Context(), clock, r.Start(open...), r.Update)
	if o := r.Open[0]; o.Finding.Polls != 1 || o.Finding.Batch.Note != "likely it is b1" || o.Err == nil || o.Unwritten || o.Unreadable() {
		t.Errorf("%+v", o)
	}
}

func TestWhatCannotBeWrittenOrReadIsTold(t *testing.T) {
	clock := newClock()
	r, service, open := searching(clock, map[string][]answer{"a": {{err: errors.New("disk full"), found: true}}, "b": {{err: &LedgerError{errors.New("damaged")}}}}, time.Minute)
	r.Useful = func(o OpenBatch) bool { return !o.Unwritten && !o.Unreadable() }
	Inline(t.Context(), clock, r.Start(open...), r.Update)
	if a, b := r.Open[0], r.Open[1]; !a.Unwritten || a.Known() || !b.Unreadable() || b.Unwritten || len(service.asked) != 2 {
		t.Errorf("%+v, %+v after %q", a, b, service.asked)
	}
}

func TestAWordOfTheOperatorStandsAgainstALateAnswer(t *testing.T) {
	r, _, open := searching(newClock(), map[string][]answer{"a": {{}}}, time.Hour)
	work := r.Start(open...)
	late := work[0].Do(t.Context())
	r.Open[0].Finding.Batch.State = model.SendRefused
	if next := r.Update(late); next != nil || r.Open[0].Finding.Batch.State != model.SendRefused {
		t.Errorf("%+v", r.Open[0])
	}
}
