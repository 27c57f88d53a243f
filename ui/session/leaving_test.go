package session

import (
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
)

func TestWhatGoesOnAndWhatWaitsIsSaidByThePlan(t *testing.T) {
	plan := preflightPlan(t, 100)
	at := func(hour int) time.Time { return time.Date(2027, 3, 3, hour, 0, 0, 0, time.UTC) }
	slow := model.Options{CallsPerSecond: 1, MaxAttempts: 1, NoAnswerDelay: time.Minute}
	part := func(rows []int32, change func(*model.Segment)) model.Segment {
		s := model.Segment{Options: slow, Rows: rows}
		change(&s)
		return s
	}
	rows := plan.AllRows()
	for claim, c := range map[string]struct {
		segments []model.Segment
		want     string
	}{
		"one batch goes on by itself": {[]model.Segment{part(rows, func(*model.Segment) {})},
			"What is sent is called by Dialgen without you, until you cancel it. Nothing else waits for you."},
		"all batches have to leave first": {[]model.Segment{part(rows[:50], func(*model.Segment) {}), part(rows[50:], func(*model.Segment) {})},
			"Stay until all 2 batches are sent. What is sent is called by Dialgen without you, until you cancel it. Nothing else waits for you."},
		"a close wants somebody who watches": {[]model.Segment{part(rows, func(s *model.Segment) { s.CloseAt = at(20) })},
			"has to be open, until today 20:00."},
		"a later wave waits on Home": {[]model.Segment{part(rows[:50], func(*model.Segment) {}), part(rows[50:], func(s *model.Segment) {
			s.Release = model.Release{By: model.ReleasedByOperator, NotBefore: at(21), NotAfter: at(33)}
		})}, "50 contacts wait on Home until you send them, from today 21:00 on; the first of them begin today 21:00 on your clock."},
		"the rest waits for the canary": {[]model.Segment{part(rows[:50], func(*model.Segment) {}), part(rows[50:], func(s *model.Segment) {
			s.Release = model.Release{By: model.ReleasedByOutcome}
		})}, "50 contacts wait for what comes of the canary"},
	} {
		f := NewContinuation(plan.In(c.segments), nil, hours.Rulebook{}, at(10))
		if got := strings.Join(f.LeavingWords(at(10)), " "); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", claim, got)
		}
	}
}
