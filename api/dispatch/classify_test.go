package dispatch_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"testing"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
)

func TestClassify(t *testing.T) {
	own := func(status int) error { return &api.Error{Status: status, Documented: true, Sent: true} }
	foreign := func(status int) error { return &api.Error{Status: status, Sent: true} }
	rows := []struct {
		name string
		err  error
		want model.SendState
	}{
		{"no error is accepted", nil, model.SendAccepted},
		{"nothing sent is refused", &api.Error{Sent: false, Err: errors.New("no route")}, model.SendRefused},
		{"the service's own 400 is refused", own(400), model.SendRefused},
		{"the service's own 401 is refused", own(401), model.SendRefused},
		{"the service's own 402 is refused", own(402), model.SendRefused},
		{"the service's own 403 is refused", own(403), model.SendRefused},
		{"the service's own 404 is refused", own(404), model.SendRefused},
		{"the service's own 409 is refused", own(409), model.SendRefused},
		{"429 is refused", own(429), model.SendRefused},
		{"429 is refused whoever says it", foreign(429), model.SendRefused},
		{"400 of something in between is unknown", foreign(400), model.SendUnknown},
		{"401 of something in between is unknown", foreign(401), model.SendUnknown},
		{"404 of something in between is unknown", foreign(404), model.SendUnknown},
		{"the service's own 405 is unknown", own(405), model.SendUnknown},
		{"the service's own 408 is unknown", own(408), model.SendUnknown},
		{"the service's own 413 is unknown", own(413), model.SendUnknown},
		{"the service's own 500 is unknown", own(500), model.SendUnknown},
		{"503 is unknown", foreign(503), model.SendUnknown},
		{"a redirect is unknown", foreign(307), model.SendUnknown},
		{"an acceptance that could not be used is unknown", foreign(202), model.SendUnknown},
		{"no reply is unknown", &api.Error{Sent: true, Err: context.DeadlineExceeded}, model.SendUnknown},
		{"a bare deadline is unknown", context.DeadlineExceeded, model.SendUnknown},
		{"a bare stop is unknown", context.Canceled, model.SendUnknown},
		{"a bare network error is unknown", &net.OpError{Op: "dial"}, model.SendUnknown},
		{"a wrapped refusal is refused", fmt.Errorf("batch 2 of 3: %w", own(402)), model.SendRefused},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := dispatch.Classify(row.err); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}
