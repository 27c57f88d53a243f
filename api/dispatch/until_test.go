package dispatch_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/model"
	"callsheet/model/team"
)

func TestNothingLeavesOnceTheLeaveToSendIsOver(t *testing.T) {
	for name, row := range map[string]struct {
		until time.Time
		leave bool
	}{
		"there is leave":                      {time.Now().Add(time.Hour), true},
		"nobody says until when":              {time.Time{}, true},
		"it is over":                          {time.Now().Add(-time.Second), false},
		"it is over by the clock on the wall": {time.Now().Round(0).Add(-time.Second), false},
	} {
		s := newStage()
		var deadline time.Time
		s.creates = creates{func(ctx context.Context) (api.BatchCreated, error) {
			deadline, _ = ctx.Deadline()
			return taken("b1")(ctx)
		}}
		sender := s.sender()
		sender.Until = func(key string) time.Time {
			if s.rows[key].State != model.SendSending {
				t.Errorf("%s: it is asked of a batch that was not begun", name)
			}
			return row.until
		}
		got := sender.Send(t.Context(), prepared(), oneContact())
		if left := slices.Contains(s.events, "create"); left != row.leave {
			t.Errorf("%s: it left: %v", name, left)
		}
		if row.leave && !deadline.Equal(row.until) {
			t.Errorf("%s: the request may take until %v, want %v", name, deadline, row.until)
		}
		if !row.leave && (got.State != model.SendPrepared || s.rows["k1"].State != model.SendPrepared || !strings.Contains(got.Reason, "send it again")) {
			t.Errorf("%s: it is %s (%s)", name, got.State, got.Reason)
		}
	}
}

func TestAnAnswerThatComesAfterTheLeaveIsOverIsNotKnown(t *testing.T) {
	s := newStage()
	s.creates = creates{func(ctx context.Context) (api.BatchCreated, error) {
		<-ctx.Done()
		return api.BatchCreated{}, &api.Error{Sent: true, Err: ctx.Err()}
	}}
	sender := s.sender()
	sender.Until = func(string) time.Time { return time.Now().Add(20 * time.Millisecond) }
	if got := sender.Send(t.Context(), prepared(), oneContact()); got.State != model.SendUnknown || s.rows["k1"].State != model.SendUnknown {
		t.Errorf("it is %s", got.State)
	}
}

func TestATeamsLedgerThatIsAwayIsTriedAgainAndThenNothingIsSent(t *testing.T) {
	away := &team.AwayError{Why: "connection refused"}
	for name, row := range map[string]struct {
		away  int
		state model.SendState
		told  int
	}{
		"for a moment":                    {1, model.SendAccepted, 1},
		"until the last attempt":          {2, model.SendAccepted, 2},
		"for longer than anybody waits":   {3, model.SendPrepared, 2},
		"not at all, as without any team": {0, model.SendAccepted, 0},
	} {
		s := newStage()
		s.creates = creates{taken("b1")}
		for range row.away {
			s.beginErr = append(s.beginErr, away)
		}
		got := s.sender().Send(t.Context(), prepared(), oneContact())
		if got.State != row.state || len(s.told) != row.told || slices.Contains(s.events, "create") != (row.state == model.SendAccepted) {
			t.Errorf("%s: it is %s (%s) after %q", name, got.State, got.Reason, s.told)
		}
		if row.state == model.SendPrepared && !strings.Contains(got.Reason, "team's ledger cannot be reached") {
			t.Errorf("%s: it says %s", name, got.Reason)
		}
	}
	s := newStage()
	s.beginErr = []error{away}
	s.waits = func(int) error { return context.Canceled }
	if got := s.sender().Send(t.Context(), prepared(), oneContact()); got.State != model.SendPrepared || !strings.Contains(got.Reason, "stopped") {
		t.Errorf("stopped while it waits it is %s (%s)", got.State, got.Reason)
	}
}
