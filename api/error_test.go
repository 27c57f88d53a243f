package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestErrorsAreSentencesWithANextStep(t *testing.T) {
	many := map[string][]string{"a": {"1"}, "b": {"2", "3"}, "c": {"4."}, "d": {"5"}, "e": {"6"}}
	rows := []struct {
		name string
		err  Error
		says string
	}{
		{"fields beyond three are counted", Error{Op: opCreate, Status: 400, Documented: true, Sent: true, Fields: many}, "a: 1. b: 2, 3. c: 4. And 2 more. Correct it"},
		{"an unknown batch is no agent", Error{Op: opBatch, Status: 404, Documented: true, Sent: true}, "does not know it (404). Check the id"},
		{"an unknown agent is named as one", Error{Op: opAgent, Status: 404, Documented: true, Sent: true}, "agent is not there or not active"},
		{"too many requests without a time", Error{Op: opList, Status: 429, Sent: true}, "Wait a minute and try again"},
		{"minutes keep their fractions", Error{Op: opDial, Status: 402, Documented: true, Sent: true, HasMinutes: true, MinutesRequired: 2, MinutesAvailable: 0.5}, "2 needed, 0.5 left"},
		{"a status without a name is a number", Error{Op: opList, Status: 599, Sent: true}, "answered 599 without"},
		{"the service's own oddity is passed on", Error{Op: opList, Status: 405, Documented: true, Sent: true, Message: "Not so."}, "answered 405 Method Not Allowed. It said: Not so."},
		{"a read that was too large", Error{Op: opBatch, Status: 200, Sent: true, Err: errTooLarge}, "larger than 32 MiB and was not read. Ask for fewer calls"},
		{"a create that was too large", Error{Op: opCreate, Status: 200, Sent: true, Err: errTooLarge}, "Look at the batches and calls on the server"},
		{"a read that was cut", Error{Op: opList, Status: 200, Sent: true, Err: io.ErrUnexpectedEOF}, "cut short: the other side closed it. Look again in a few minutes"},
		{"a read that ran out of time", Error{Op: opList, Status: 200, Sent: true, Err: context.DeadlineExceeded}, "cut short: too slow"},
		{"a read that was stopped halfway", Error{Op: opList, Status: 200, Sent: true, Err: context.Canceled}, "cut short: stopped"},
		{"a create that was stopped", Error{Op: opCreate, Sent: true, Err: context.Canceled}, "stopped while waiting for the answer. Look at the batches"},
		{"an end nobody can name", Error{Op: opCreate, Sent: true, Err: errors.New("odd")}, "before an answer came: unreadable"},
		{"no time to connect", Error{Op: opCreate, Err: context.DeadlineExceeded}, "Nothing was sent: no connection came about in time"},
		{"a name that does not exist", Error{Op: opCreate, Err: &net.DNSError{Err: "no such host", Name: "x"}}, "Nothing was sent: the service's name cannot be found"},
		{"a way that led elsewhere", Error{Op: opList, Err: errForeignOrigin}, "led away from the service's own address"},
		{"nothing known at all", Error{Op: opCreate}, "Nothing was sent."},
		{"a sentence of our own", Error{Op: opCreate, Err: sentence("The tag is odd. Change it.")}, "The tag is odd. Change it."},
	}
	shape := regexp.MustCompile(`^[A-Z][^\n]*[.]$`)
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			text := row.err.Error()
			if !strings.Contains(text, row.says) {
				t.Errorf("%q lacks %q", text, row.says)
			}
			if !shape.MatchString(text) || strings.Contains(text, "  ") || strings.Contains(text, "..") {
				t.Errorf("%q is no tidy sentence", text)
			}
			if wrapped := fmt.Errorf("batch 1: %w", &row.err); row.err.Err != nil && !errors.Is(wrapped, row.err.Err) {
				t.Error("what lies beneath cannot be reached")
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	rows := []struct {
		name, value, date string
		want              time.Duration
	}{
		{"seconds", "120", "", 2 * time.Minute},
		{"a part of a second", "0.5", "", 500 * time.Millisecond},
		{"a date by the service's own clock", "Tue, 10 Mar 2026 10:01:00 GMT", "Tue, 10 Mar 2026 10:00:00 GMT", time.Minute},
		{"a date that has passed", "Tue, 10 Mar 2026 09:00:00 GMT", "Tue, 10 Mar 2026 10:00:00 GMT", 0},
		{"a year", "31536000", "", 24 * time.Hour},
		{"for ever", "Inf", "", 24 * time.Hour},
		{"not a number", "NaN", "", 0},
		{"a negative time", "-5", "", 0},
		{"words", "soon", "", 0},
		{"nothing", "", "", 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			h := http.Header{"Retry-After": {row.value}}
			if row.date != "" {
				h.Set("Date", row.date)
			}
			if got := retryAfter(h); got != row.want {
				t.Errorf("got %v, want %v", got, row.want)
			}
		})
	}
}
