package dispatch_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/model/phone"
)

func TestALookThatDecidesNothingSaysWhy(t *testing.T) {
	likely := model.Finding{Candidates: []model.Candidate{{ID: "b1"}}, Likely: "b1"}
	for want, row := range map[string]struct {
		f   model.Finding
		err error
	}{
		"Not on Dialgen's list yet":              {},
		"Dialgen's list cannot be read":          {likely, errors.New("502")},
		"Likely found, not proved by a call yet": {likely, nil},
		"Not certain yet":                        {model.Finding{Candidates: likely.Candidates}, nil},
	} {
		if got := dispatch.SearchWords(row.f, row.err); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestNothingIsLongEnoughTooSoon is the way to a wrong "it was not sent".
func TestNothingIsLongEnoughTooSoon(t *testing.T) {
	rows := []struct {
		name   string
		after  time.Duration
		before int // polls
		change func(*stage, *model.Batch)
		want   bool
	}{
		{"three polls over two minutes are enough", 2 * time.Minute, 2, nil, true},
		{"two polls are not", 2 * time.Minute, 1, nil, false},
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
			s.clock.Set(noon.Add(row.after))
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

func TestAListThatCannotBeReadSaysNothingOfABatch(t *testing.T) {
	s, b := newStage(), unknown()
	s.lists = append(s.lists, func() (api.BatchList, error) { return api.BatchList{}, errDisk })
	f, err := s.sender().Reconcile(t.Context(), b, dispatch.LedgerView{})
	if !errors.Is(err, errDisk) || f.Polls != 0 || f.LongEnough || !strings.Contains(dispatch.FindingWords(f), "list could not be read") {
		t.Errorf("%v, %+v", err, f)
	}
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
		s.clock.Set(noon.Add(2 * time.Minute))
		got, err := s.sender().MarkNotSent(t.Context(), b)
		if err != nil || got.State != model.SendRefused || s.rows["k1"].State != model.SendRefused || got.Note == "" || !strings.Contains(got.Reason, "Send it again") {
			t.Errorf("%v, %+v", err, got)
		}
	})
	t.Run("it was not sent, too soon to say", func(t *testing.T) {
		s, b := newStage(), unknown()
		s.clock.Set(noon.Add(2*time.Minute - time.Second))
		got, err := s.sender().MarkNotSent(t.Context(), b)
		if err == nil || got.State != model.SendUnknown || !strings.Contains(err.Error(), "Look again after 12:02:00 UTC.") || len(s.events) != 0 {
			t.Errorf("%v, %+v", err, got)
		}
	})
	for _, state := range []model.SendState{model.SendPrepared, model.SendSending, model.SendAccepted, model.SendRefused} {
		t.Run("nothing about a batch that is "+string(state), func(t *testing.T) {
			s, b := newStage(), unknown()
			b.State = state
			s.clock.Set(noon.Add(time.Hour))
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
		s.clock.Set(noon.Add(time.Hour))
		s.recordErr = []error{errDisk, errDisk}
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
