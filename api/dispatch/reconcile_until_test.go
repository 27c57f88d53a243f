package dispatch_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/model/phone"
)

func TestReconcilingPollsAgainWithMorePatience(t *testing.T) {
	s, b := newStage(), unknown()
	s.rows["k1"] = b
	f, err := s.sender().ReconcileUntil(t.Context(), b, dispatch.LedgerView{}, time.Minute)
	if err != nil || f.Batch.State != model.SendUnknown || f.Polls != 8 {
		t.Fatalf("%v, %+v", err, f)
	}
	want := []string{"1 s", "2 s", "4 s", "8 s", "15 s", "15 s", "15 s"}
	for i, told := range s.told {
		if told != "Not on Dialgen's list yet, looking again in "+want[i] {
			t.Errorf("told %q, want %s", told, want[i])
		}
	}
	if len(s.told) != len(want) {
		t.Errorf("told %q", s.told)
	}
}

func TestAListThatLagsIsWaitedFor(t *testing.T) {
	s, b := newStage(), unknown()
	empty := func() (api.BatchList, error) { return api.BatchList{ServerTime: s.now}, nil }
	failing := func() (api.BatchList, error) { return api.BatchList{}, errors.New("502") }
	s.rows["k1"] = b
	s.list = []api.BatchSummary{entry("b1")}
	s.calls["b1"] = callsTo(ours.String())
	s.lists = []func() (api.BatchList, error){empty, failing, empty}
	f, err := s.sender().ReconcileUntil(t.Context(), b, dispatch.LedgerView{Numbers: []phone.Number{ours}}, time.Minute)
	if err != nil || f.Polls != 3 {
		t.Errorf("%v after %d looks", err, f.Polls)
	}
	checkFound(t, s, f, b, "b1")
	want := []string{"Not on Dialgen's list yet, looking again in 1 s", "Dialgen's list cannot be read, looking again in 2 s", "Not on Dialgen's list yet, looking again in 4 s"}
	if !slices.Equal(s.told, want) {
		t.Errorf("told %q", s.told)
	}
}

func TestAListThatAsksToBeLeftAloneIs(t *testing.T) {
	busy := func() (api.BatchList, error) {
		return api.BatchList{}, &api.Error{Op: "list batches", Status: 429, Sent: true, RetryAfter: 20 * time.Second}
	}
	s, b := newStage(), unknown()
	s.rows["k1"] = b
	s.list = []api.BatchSummary{entry("b1")}
	s.calls["b1"] = callsTo(ours.String())
	s.lists = []func() (api.BatchList, error){busy}
	f, err := s.sender().ReconcileUntil(t.Context(), b, dispatch.LedgerView{Numbers: []phone.Number{ours}}, time.Minute)
	if err != nil {
		t.Error(err)
	}
	checkFound(t, s, f, b, "b1")
	if !slices.Contains(s.events, "wait 20s") {
		t.Errorf("it went %q", s.events)
	}
	// Longer than anybody has patience, it is not asked again.
	s = newStage()
	s.rows["k1"] = b
	s.lists = []func() (api.BatchList, error){busy}
	if _, err := s.sender().ReconcileUntil(t.Context(), b, dispatch.LedgerView{}, 10*time.Second); err == nil || len(s.told) > 0 {
		t.Errorf("%v after %q", err, s.told)
	}
}

// TestNothingIsLongEnoughTooSoon is the way to a wrong "it was not sent".
func TestNothingIsLongEnoughTooSoon(t *testing.T) {
	rows := []struct {
		name   string
		after  time.Duration
		before int // looks
		change func(*stage, *model.Batch)
		want   bool
	}{
		{"three looks over two minutes are enough", 2 * time.Minute, 2, nil, true},
		{"two looks are not", 2 * time.Minute, 1, nil, false},
		{"less than two minutes is not", 2*time.Minute - time.Second, 9, nil, false},
		{"a list as old as the request is not", time.Hour, 9, func(s *stage, _ *model.Batch) { s.server = -time.Hour }, false},
		{"a clock set back is not", -time.Hour, 9, nil, false},
		{"without the service's clock ours is enough", 2 * time.Minute, 2, func(s *stage, b *model.Batch) { s.noClock, b.ServerBefore = true, time.Time{} }, true},
		{"a batch that may be it is not", time.Hour, 9, func(s *stage, _ *model.Batch) {
			s.list = []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.CreatedAt = time.Time{} })}
		}, false},
		{"a stranger's batch does not count", time.Hour, 9, func(s *stage, _ *model.Batch) {
			s.list = []api.BatchSummary{entry("b1")}
			s.calls["b1"] = callsTo(stranger)
		}, true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s, b := newStage(), unknown()
			s.now = noon.Add(row.after)
			if row.change != nil {
				row.change(s, &b)
			}
			f, err := s.sender().Reconcile(t.Context(), b, dispatch.LedgerView{Numbers: []phone.Number{ours, alsoOurs}, Polls: row.before})
			if err != nil || f.LongEnough != row.want || f.Batch.State != model.SendUnknown {
				t.Errorf("%v, long enough %v: %s", err, f.LongEnough, dispatch.FindingWords(f))
			}
			if offered := strings.Contains(dispatch.FindingWords(f), "say that it was not sent"); offered != row.want {
				t.Errorf("it says %q", dispatch.FindingWords(f))
			}
		})
	}
}

func TestResolvingEnds(t *testing.T) {
	t.Run("at once when no patience is given", func(t *testing.T) {
		s, b := newStage(), unknown()
		f, err := s.sender().ReconcileUntil(t.Context(), b, dispatch.LedgerView{Polls: 4}, 0)
		if err != nil || f.Polls != 5 {
			t.Errorf("%v, %d looks", err, f.Polls)
		}
		s.check(t, "list")
	})
	t.Run("when the operator stops it", func(t *testing.T) {
		s, b := newStage(), unknown()
		s.waits = func(n int) error {
			if n == 2 {
				return context.Canceled
			}
			return nil
		}
		f, err := s.sender().ReconcileUntil(t.Context(), b, dispatch.LedgerView{}, time.Hour)
		if err != nil || f.Polls != 2 || f.Batch.State != model.SendUnknown {
			t.Errorf("%v, %+v", err, f)
		}
	})
	t.Run("with the error when no look succeeded", func(t *testing.T) {
		s, b := newStage(), unknown()
		for range 9 {
			s.lists = append(s.lists, func() (api.BatchList, error) { return api.BatchList{}, errDisk })
		}
		f, err := s.sender().ReconcileUntil(t.Context(), b, dispatch.LedgerView{}, 10*time.Second)
		if !errors.Is(err, errDisk) || f.Polls != 0 || f.LongEnough || !strings.Contains(dispatch.FindingWords(f), "list could not be read") {
			t.Errorf("%v, %+v", err, f)
		}
	})
}

func TestTheOperatorDecides(t *testing.T) {
	t.Run("it is this one", func(t *testing.T) {
		s, b := newStage(), unknown()
		got, err := s.sender().Adopt(t.Context(), b, model.Candidate{ID: "b7", Contacts: 2, Created: noon, Status: "scheduled"})
		if err != nil || got.State != model.SendAccepted || got.ID != "b7" || got.Last.Status != "scheduled" || s.rows["k1"].ID != "b7" ||
			got.Note != "You chose it from Dialgen's list: 2 contacts for the same agent, made at 12:00:00 UTC." {
			t.Errorf("%v, %+v", err, got)
		}
	})
	t.Run("it is this one, by its id alone", func(t *testing.T) {
		s, b := newStage(), unknown()
		got, err := s.sender().Adopt(t.Context(), b, model.Candidate{ID: "b7"})
		if err != nil || got.State != model.SendAccepted || got.Note != "You chose it from Dialgen's list." {
			t.Errorf("%v, %+v", err, got)
		}
	})
	t.Run("it was not sent", func(t *testing.T) {
		s, b := newStage(), unknown()
		s.now = noon.Add(2 * time.Minute)
		got, err := s.sender().MarkNotSent(t.Context(), b)
		if err != nil || got.State != model.SendRefused || s.rows["k1"].State != model.SendRefused || got.Note == "" || !strings.Contains(got.Reason, "Send it again") {
			t.Errorf("%v, %+v", err, got)
		}
	})
	t.Run("it was not sent, too soon to say", func(t *testing.T) {
		s, b := newStage(), unknown()
		s.now = noon.Add(2*time.Minute - time.Second)
		got, err := s.sender().MarkNotSent(t.Context(), b)
		if err == nil || got.State != model.SendUnknown || !strings.Contains(err.Error(), "Look again after 12:02:00 UTC.") || len(s.events) != 0 {
			t.Errorf("%v, %+v", err, got)
		}
	})
	for _, state := range []model.SendState{model.SendPrepared, model.SendSending, model.SendAccepted, model.SendRefused} {
		t.Run("nothing about a batch that is "+string(state), func(t *testing.T) {
			s, b := newStage(), unknown()
			b.State, s.now = state, noon.Add(time.Hour)
			chosen, err := s.sender().Adopt(t.Context(), b, model.Candidate{ID: "b7"})
			notSent, err2 := s.sender().MarkNotSent(t.Context(), b)
			if err == nil || err2 == nil || chosen.State != state || notSent.State != state || len(s.events) != 0 {
				t.Errorf("%v, %v after %q", err, err2, s.events)
			}
		})
	}
	t.Run("which one", func(t *testing.T) {
		s, b := newStage(), unknown()
		if got, err := s.sender().Adopt(t.Context(), b, model.Candidate{}); err == nil || got.State != model.SendUnknown {
			t.Errorf("%v, %+v", err, got)
		}
	})
	t.Run("and it must be written down", func(t *testing.T) {
		s, b := newStage(), unknown()
		s.now, s.recordErr = noon.Add(time.Hour), []error{errDisk, errDisk}
		chosen, err := s.sender().Adopt(t.Context(), b, model.Candidate{ID: "b7"})
		notSent, err2 := s.sender().MarkNotSent(t.Context(), b)
		for _, err := range []error{err, err2} {
			if err == nil || !strings.Contains(err.Error(), "could not be written down. The disk is full") || !strings.HasSuffix(err.Error(), "Then look again.") {
				t.Errorf("error %v", err)
			}
		}
		if chosen.State != model.SendUnknown || notSent.State != model.SendUnknown {
			t.Errorf("%q, %q", chosen.State, notSent.State)
		}
	})
}
