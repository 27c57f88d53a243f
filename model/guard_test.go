package model

import (
	"strings"
	"testing"
	"time"

	"callsheet/model/phone"
)

func TestTheLastCallOfASchedule(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	cases := []struct {
		name     string
		schedule Schedule
		contacts int
		want     time.Duration // after it was accepted; -1 = not known
	}{
		{"whose facts are not kept is not known", Schedule{}, 10, -1},
		{"without a rate is not known", Schedule{MaxAttempts: 3, RetryDelay: time.Hour}, 10, -1},
		{"counts one try more than was asked", Schedule{CallsPerSecond: 10, MaxAttempts: 3, RetryDelay: time.Hour}, 10, 3*time.Hour + 4*time.Second},
		{"counts the rate", Schedule{CallsPerSecond: 1, MaxAttempts: 1}, 36_000, 20 * time.Hour},
		{"counts the start", Schedule{Start: at.Add(6 * 24 * time.Hour), CallsPerSecond: 30, MaxAttempts: 1, RetryDelay: time.Hour}, 30, 6*24*time.Hour + time.Hour + 2*time.Second},
		{"does not begin before it was accepted", Schedule{Start: at.Add(-time.Hour), CallsPerSecond: 30, MaxAttempts: 1, RetryDelay: time.Hour}, 0, time.Hour},
	}
	for _, c := range cases {
		got, known := c.schedule.LastCall(at, c.contacts)
		if want := at.Add(c.want); known != (c.want >= 0) || known && !got.Equal(want) {
			t.Errorf("%s: %v %t, want %v", c.name, got, known, want)
		}
	}
	o := Options{CallsPerSecond: 7, MaxAttempts: 2, NoAnswerDelay: time.Minute, BusyDelay: time.Hour}
	if got := o.Schedule(); got.RetryDelay != time.Hour || got.CallsPerSecond != 7 || got.MaxAttempts != 2 {
		t.Errorf("options are the schedule %+v", got)
	}
}

func TestEveryStateButTwoGuards(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for state, want := range map[SendState]bool{
		SendPrepared: false, SendRefused: false, SendSending: true, SendUnknown: true, SendAccepted: true, "held": true, "": true,
	} {
		g, guards := Batch{State: state, Sent: at, Settled: at}.GuardOf(time.Time{}, at.AddDate(10, 0, 0), GuardPeriod)
		if guards != want || guards && g.Uncertain != (state != SendAccepted) {
			t.Errorf("%q guards %t as %+v", state, guards, g)
		}
	}
}

func TestTheCallsOfABatchTellWhoWasRung(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	call := func(phone, status string, after time.Duration) Call {
		return Call{Phone: phone, Status: status, At: at.Add(after)}
	}
	cases := []struct {
		name  string
		calls []Call
		want  string // "-" = they do not tell
	}{
		{"nobody was", nil, ""},
		{"the last call counts, in whatever order", []Call{call("+447400123101", "MISSED", time.Hour), call("+447400123101", "COMPLETED", 2*time.Hour), call("+447400123101", "MISSED", 0)}, "+447400123101 12:00"},
		{"each number has its own", []Call{call("+447400123102", "MISSED", 0), call("+12025550143", "FAILED", time.Hour)}, "+12025550143 11:00 +447400123102 10:00"},
		{"a call in progress is one", []Call{call("+447400123101", "ONGOING", 0)}, "+447400123101 10:00"},
		{"a word that is not known is one", []Call{call("+447400123101", "RINGING", 0)}, "+447400123101 10:00"},
		{"one that is yet to be made leaves it open", []Call{call("+447400123101", "SCHEDULED", 0)}, "-"},
		{"a number that cannot be read leaves it open", []Call{call("+447400123101", "MISSED", 0), call("anonymous", "MISSED", 0)}, "-"},
	}
	for _, c := range cases {
		rings, known := LastRings(c.calls)
		words := []string{}
		for _, r := range rings {
			words = append(words, r.Number.String()+" "+r.At.Format("15:04"))
		}
		got := strings.Join(words, " ")
		if !known {
			got = "-"
		}
		if got != c.want || known && rings == nil {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAnotherClockIsReckonedWith(t *testing.T) {
	sent := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for _, ahead := range []time.Duration{-2 * time.Hour, 0, 3 * time.Hour} { // the service's clock
		b := Batch{State: SendAccepted, Contacts: 1, Sent: sent, Settled: sent, ServerAfter: sent.Add(ahead)}
		rung := sent.Add(time.Hour)
		look := Statistics{Status: StatusCompleted, Total: 1, Processed: 1, EndedAt: rung.Add(ahead), Rings: []Ring{{Number: 447400123101, At: rung.Add(ahead)}}}
		e, ended := b.EndingOf(look, []phone.Number{447400123101}, sent.Add(30*time.Hour))
		if !ended || !e.CallsKnown || !e.At.Equal(rung) || !e.Rings[0].At.Equal(rung) {
			t.Errorf("%v ahead it is %+v", ahead, e)
		}
	}
}

func TestWordsForAMarkAreTrue(t *testing.T) {
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	cases := []struct {
		mark Suppression
		want string
	}{
		{Suppression{Uncertain: true, Campaign: "Spring"}, `perhaps called already by "Spring", whose outcome is not known`},
		{Suppression{Unfinished: true, Campaign: "Spring", Until: now.Add(time.Hour)}, `in "Spring", calling until 11:00 at the latest`},
		{Suppression{Unfinished: true, Campaign: "Spring", Until: now.AddDate(0, 0, 6)}, `in "Spring", calling until Sun 8 Mar 10:00 at the latest`},
		{Suppression{Unfinished: true, Campaign: "Spring", Until: now.Add(-time.Hour)}, `in "Spring", which is not known to have ended`},
		{Suppression{Unfinished: true, Campaign: "Spring"}, `in "Spring", which is not known to have ended`},
		{Suppression{Rung: true, Called: now.Add(-time.Hour), Campaign: "Spring"}, `called at 09:00 by "Spring"`},
		{Suppression{Called: now.Add(-time.Hour), Campaign: "Spring\x1b[2J"}, `in "Spring[2J", which called until 09:00`},
	}
	for _, c := range cases {
		if got := c.mark.CalledWords(now); got != c.want {
			t.Errorf("%+v is %q, want %q", c.mark, got, c.want)
		}
	}
}
