package dispatch_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/api/sandbox"
)

func TestClassify(t *testing.T) {
	own := func(status int) error { return &api.Error{Status: status, Documented: true, Sent: true} }
	foreign := func(status int) error { return &api.Error{Status: status, Sent: true} }
	rows := []struct {
		name string
		err  error
		want dispatch.State
	}{
		{"no error is accepted", nil, dispatch.Accepted},
		{"nothing sent is refused", &api.Error{Sent: false, Err: errors.New("no route")}, dispatch.Refused},
		{"the service's own 400 is refused", own(400), dispatch.Refused},
		{"the service's own 401 is refused", own(401), dispatch.Refused},
		{"the service's own 402 is refused", own(402), dispatch.Refused},
		{"the service's own 403 is refused", own(403), dispatch.Refused},
		{"the service's own 404 is refused", own(404), dispatch.Refused},
		{"the service's own 409 is refused", own(409), dispatch.Refused},
		{"429 is refused", own(429), dispatch.Refused},
		{"429 is refused whoever says it", foreign(429), dispatch.Refused},
		{"400 of something in between is unknown", foreign(400), dispatch.Unknown},
		{"401 of something in between is unknown", foreign(401), dispatch.Unknown},
		{"404 of something in between is unknown", foreign(404), dispatch.Unknown},
		{"the service's own 405 is unknown", own(405), dispatch.Unknown},
		{"the service's own 408 is unknown", own(408), dispatch.Unknown},
		{"the service's own 413 is unknown", own(413), dispatch.Unknown},
		{"the service's own 500 is unknown", own(500), dispatch.Unknown},
		{"503 is unknown", foreign(503), dispatch.Unknown},
		{"a redirect is unknown", foreign(307), dispatch.Unknown},
		{"an acceptance that could not be used is unknown", foreign(202), dispatch.Unknown},
		{"no reply is unknown", &api.Error{Sent: true, Err: context.DeadlineExceeded}, dispatch.Unknown},
		{"a bare deadline is unknown", context.DeadlineExceeded, dispatch.Unknown},
		{"a bare stop is unknown", context.Canceled, dispatch.Unknown},
		{"a bare network error is unknown", &net.OpError{Op: "dial"}, dispatch.Unknown},
		{"a wrapped refusal is refused", fmt.Errorf("batch 2 of 3: %w", own(402)), dispatch.Refused},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := dispatch.Classify(row.err); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

// creator answers once and counts.
type creator struct {
	batch api.BatchCreated
	err   error
	asked int
}

func (c *creator) CreateBatch(context.Context, api.BatchRequest) (api.BatchCreated, error) {
	c.asked++
	return c.batch, c.err
}

func TestSendTriesOnceAndSaysWhatItMeans(t *testing.T) {
	rows := []struct {
		name   string
		batch  api.BatchCreated
		err    error
		state  dispatch.State
		status int
		says   string // the beginning of the text
	}{
		{"an accepted batch", api.BatchCreated{BatchID: "b", HTTPStatus: 202}, nil, dispatch.Accepted, 202, ""},
		{"nothing sent", api.BatchCreated{}, &api.Error{Err: errors.New("no route")}, dispatch.Refused, 0, "Nothing was sent. "},
		{"a refusal", api.BatchCreated{}, &api.Error{Status: 401, Documented: true, Sent: true}, dispatch.Refused, 401, "The batch was refused, no calls come of it. The service does not accept the key (401)."},
		{"too many requests", api.BatchCreated{}, &api.Error{Status: 429, Sent: true}, dispatch.Refused, 429, "The batch was refused, no calls come of it. The service is being asked too often (429)."},
		{"a timeout", api.BatchCreated{}, &api.Error{Sent: true, Err: context.DeadlineExceeded}, dispatch.Unknown, 0, "It is not known whether the service took this batch: the calls may have been accepted, so do not send them again before that is settled"},
		{"a 502", api.BatchCreated{}, &api.Error{Status: 502, Sent: true}, dispatch.Unknown, 502, "It is not known"},
		{"an error of another kind", api.BatchCreated{}, errors.New("odd"), dispatch.Unknown, 0, "It is not known"},
		{"an acceptance without an id", api.BatchCreated{HTTPStatus: 202}, nil, dispatch.Unknown, 202, "It is not known"},
		{"a batch beside an error", api.BatchCreated{BatchID: "b"}, errors.New("odd"), dispatch.Unknown, 0, "It is not known"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			c := &creator{batch: row.batch, err: row.err}
			got := dispatch.Send(t.Context(), c, api.BatchRequest{})
			if c.asked != 1 {
				t.Errorf("%d attempts, want exactly one", c.asked)
			}
			if got.State != row.state || got.HTTPStatus != row.status {
				t.Errorf("state %q, HTTP %d; want %q, %d", got.State, got.HTTPStatus, row.state, row.status)
			}
			if (got.State == dispatch.Accepted) != (got.Err == nil) {
				t.Fatalf("state %q with error %v", got.State, got.Err)
			}
			if got.State == dispatch.Accepted && got.Batch != row.batch {
				t.Errorf("batch %+v", got.Batch)
			}
			if got.Err != nil && !strings.HasPrefix(got.Err.Error(), row.says) {
				t.Errorf("text %q, want it to begin %q", got.Err, row.says)
			}
			if row.err != nil && !errors.Is(got.Err, row.err) {
				t.Errorf("%v does not wrap %v", got.Err, row.err)
			}
		})
	}
}

// TestAReplyLostOnTheWay is why Unknown exists: the service has the batch and
// the operator's side cannot know.
func TestAReplyLostOnTheWay(t *testing.T) {
	box := sandbox.New(sandbox.Config{})
	c, err := api.New(api.Config{BaseURL: "https://sandbox.invalid", Key: "k", UserID: "u", Transport: losing{box.Transport()}})
	if err != nil {
		t.Fatal(err)
	}
	req := api.BatchRequest{AgentID: sandbox.DemoAgent, Contacts: []api.Contact{{Phone: "+447700900123"}}}
	got := dispatch.Send(t.Context(), c, req)
	if got.State != dispatch.Unknown || got.HTTPStatus != 0 {
		t.Errorf("result %+v", got)
	}
	if n := box.Dials()["+447700900123"]; n != 1 {
		t.Errorf("the number was accepted %d times, want once", n)
	}
}

// losing hands every request on and loses the reply.
type losing struct{ next http.RoundTripper }

func (l losing) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := l.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	return nil, errors.New("connection reset by peer")
}
