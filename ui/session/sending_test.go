package session

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/pacing"
)

// heard writes down what a listener of sending is told.
type heard struct{ lines []string }

func (h *heard) Begins(i int, b model.Batch) { h.add("begins %d %s", i, b.State) }
func (h *heard) Ended(i int, b model.Batch)  { h.add("ended %d %s", i, b.State) }
func (h *heard) Waits(text string)           {}
func (h *heard) Searches()                   { h.add("searches") }
func (h *heard) Searched(o OpenBatch)        { h.add("searched %s", o.Finding.Batch.State) }
func (h *heard) add(f string, args ...any)   { h.lines = append(h.lines, fmt.Sprintf(f, args...)) }

// numbered is a confirmed campaign with a batch in each state, whose keys are a, b, c.
func numbered(states ...model.SendState) *model.Campaign {
	c := sentAs(states...)
	for i := range c.Batches {
		c.Batches[i].Key = string(rune('a' + i))
	}
	return c
}

func TestSendingEndsAtTheFirstThatIsNotAccepted(t *testing.T) {
	yes, no, lost := answer{state: accepted}, answer{state: refused}, answer{state: unknown}
	for _, row := range []struct {
		claim   string
		before  []model.SendState
		answers map[string][]answer
		search  bool
		after   []model.SendState
		asked   []string
	}{
		{"all go when nothing goes wrong", []model.SendState{prepared, prepared, prepared}, map[string][]answer{"a": {yes}, "b": {yes}, "c": {yes}}, true,
			[]model.SendState{accepted, accepted, accepted}, []string{"send a", "send b", "send c"}},
		{"none after a refused one", []model.SendState{prepared, prepared}, map[string][]answer{"a": {no}}, true,
			[]model.SendState{refused, prepared}, []string{"send a"}},
		{"none after one that stayed here", []model.SendState{prepared, prepared}, map[string][]answer{"a": {{state: prepared}}}, true,
			[]model.SendState{prepared, prepared}, []string{"send a"}},
		{"what is known is passed over", []model.SendState{accepted, prepared, refused, prepared}, map[string][]answer{"b": {yes}, "d": {yes}}, true,
			[]model.SendState{accepted, accepted, refused, accepted}, []string{"send b", "send d"}},
		{"what was lost is looked for, and found it lets the next go", []model.SendState{prepared, prepared}, map[string][]answer{"a": {lost, yes}, "b": {yes}}, true,
			[]model.SendState{accepted, accepted}, []string{"send a", "look a 0", "send b"}},
		{"what is not found lets none go, and is never sent again", []model.SendState{prepared, prepared}, map[string][]answer{"a": {lost, {}}}, true,
			[]model.SendState{unknown, prepared}, []string{"send a", "look a 0", "look a 1", "look a 2"}},
		{"nobody looks where nothing looks", []model.SendState{prepared, prepared}, map[string][]answer{"a": {lost}}, false,
			[]model.SendState{unknown, prepared}, []string{"send a"}},
		{"one is lost after another", []model.SendState{prepared, prepared, prepared}, map[string][]answer{"a": {lost, yes}, "b": {lost, {}, yes}, "c": {no}}, true,
			[]model.SendState{accepted, accepted, refused}, []string{"send a", "look a 0", "send b", "look b 0", "look b 1", "send c"}},
	} {
		t.Run(row.claim, func(t *testing.T) {
			clock, service, says := newClock(), &fakeDialgen{answers: row.answers}, &heard{}
			s := &Sending{Campaign: numbered(row.before...), Service: service, Here: "here", Now: clock.Now, Listener: says}
			service.sending = s
			if row.search {
				s.Search = &Reconciling{Service: service, Clock: clock, Pauses: pacing.Backoff{First: time.Second, Longest: time.Minute}, Patience: 3 * time.Second}
			}
			Inline(t.Context(), clock, s.Start(), s.Update)
			for i, b := range s.Campaign.Batches {
				if b.State != row.after[i] {
					t.Errorf("batch %d is %s, want %s", i, b.State, row.after[i])
				}
			}
			if !slices.Equal(service.asked, row.asked) {
				t.Errorf("it asked\n%q, want\n%q", service.asked, row.asked)
			}
			if s.On() || s.Progress != nil {
				t.Error("it is on after its end")
			}
		})
	}
}

func TestSendingIsToldInOrder(t *testing.T) {
	clock, says := newClock(), &heard{}
	service := &fakeDialgen{answers: map[string][]answer{"a": {{state: unknown}, {state: accepted}}, "b": {{state: refused}}}}
	s := &Sending{Campaign: numbered(prepared, prepared), Service: service, Here: "here", Now: clock.Now, Listener: says,
		Search: &Reconciling{Service: service, Clock: clock}}
	Inline(t.Context(), clock, s.Start(), s.Update)
	want := []string{"begins 0 prepared", "ended 0 unknown", "searches", "searched accepted", "begins 1 prepared", "ended 1 refused"}
	if !slices.Equal(says.lines, want) {
		t.Errorf("%q", says.lines)
	}
}

func TestSendingIsStopped(t *testing.T) {
	answers := func() map[string][]answer {
		return map[string][]answer{"a": {{state: accepted}}, "b": {{state: accepted}}}
	}
	t.Run("after the batch that is under way", func(t *testing.T) {
		service := &fakeDialgen{answers: answers()}
		s := &Sending{Campaign: numbered(prepared, prepared), Service: service, Here: "here", Now: newClock().Now}
		work := s.Start()
		s.Stop()
		if next := s.Update(work[0].Do(t.Context())); next != nil || s.Campaign.Batches[1].State != prepared {
			t.Errorf("%q", service.asked)
		}
		if work = s.Start(); len(work) != 1 {
			t.Error("it cannot go on")
		}
	})
	t.Run("by the end of its context, and nobody looks around any longer", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		service := &fakeDialgen{answers: map[string][]answer{"a": {{state: unknown}}}}
		s := &Sending{Campaign: numbered(prepared, prepared), Service: service, Here: "here", Now: newClock().Now,
			Search: &Reconciling{Service: service, Clock: newClock()}}
		work := s.Start()
		sent := work[0].Do(ctx).(Sent)
		stop()
		sent.Stopped = true
		if next := s.Update(sent); next != nil || len(service.asked) != 1 {
			t.Errorf("%q", service.asked)
		}
	})
	t.Run("before anything has left", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		stop()
		service := &fakeDialgen{answers: answers()}
		s := &Sending{Campaign: numbered(prepared, prepared), Service: service, Here: "here", Now: newClock().Now}
		Inline(ctx, newClock(), s.Start(), s.Update)
		if b := s.Campaign.Batches[0]; b.State != prepared || b.Reason != "stopped" || !slices.Equal(service.asked, []string{"send a"}) {
			t.Errorf("%+v after %q", b, service.asked)
		}
	})
}

func TestTwoDoNotSendAtOnce(t *testing.T) {
	service := &fakeDialgen{answers: map[string][]answer{"a": {{state: accepted}}}}
	c := numbered(prepared, prepared)
	s := &Sending{Campaign: c, Service: service, Here: "here", Now: newClock().Now}
	if len(s.Start()) != 1 || s.Start() != nil {
		t.Error("a second batch is sent while one is on its way")
	}
	other := &Sending{Campaign: c, Service: service, Here: "here", Now: newClock().Now}
	if other.Start() != nil {
		t.Error("another sends it beside")
	}
}
