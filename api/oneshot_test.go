package api_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"callsheet/api"
)

// The requests that start or stop calls, which must never be sent twice.
var changing = []struct {
	name string
	do   func(context.Context, *api.Client) error
}{
	{"create", func(ctx context.Context, c *api.Client) error {
		_, err := c.CreateBatch(ctx, oneContact())
		return err
	}},
	{"cancel", func(ctx context.Context, c *api.Client) error {
		_, err := c.CancelBatch(ctx, "batch_1")
		return err
	}},
	{"dial", func(ctx context.Context, c *api.Client) error {
		_, err := c.Dial(ctx, api.DialRequest{To: "+447400123999", AgentID: "agent_1"})
		return err
	}},
}

// changed answers any of the three as done.
const changed = `{"success":true,"batchId":"batch_1","status":"cancelled","callId":"call_1"}`

func TestAResetAfterTheRequestIsNotAnsweredByAnother(t *testing.T) {
	for _, row := range changing {
		t.Run(row.name, func(t *testing.T) {
			s := listenRaw(t, func(conn net.Conn, _ int) bool {
				conn.(*net.TCPConn).SetLinger(0) // close with a reset
				return false
			})
			err := row.do(t.Context(), client(t, s.url()))
			var e *api.Error
			if !errors.As(err, &e) || !e.Sent || e.Status != 0 {
				t.Fatalf("error %#v", err)
			}
			if !strings.Contains(e.Error(), "The connection ended before an answer came") {
				t.Errorf("text %q", e)
			}
			if _, requests := s.seen(); len(requests) != 1 {
				t.Errorf("the server saw %d requests, want exactly one", len(requests))
			}
		})
	}
}

func TestAConnectionIsNeverSharedByTwoChanges(t *testing.T) {
	for _, row := range changing {
		t.Run(row.name, func(t *testing.T) {
			s := listenRaw(t, func(conn net.Conn, _ int) bool {
				replyRaw(conn, changed)
				return true // offers to keep the connection
			})
			c := client(t, s.url())
			for range 3 {
				if err := row.do(t.Context(), c); err != nil {
					t.Fatal(err)
				}
			}
			if connections, requests := s.seen(); connections != 3 || len(requests) != 3 {
				t.Errorf("%d connections for %d requests, want 3 for 3", connections, len(requests))
			}
		})
	}
}

func TestAnIdleConnectionClosedByTheServerIsNotReused(t *testing.T) {
	for _, row := range changing {
		t.Run(row.name, func(t *testing.T) {
			s := listenRaw(t, func(conn net.Conn, n int) bool {
				if n == 1 {
					replyRaw(conn, `[]`) // a read, whose connection is kept
					return true
				}
				replyRaw(conn, changed)
				return false // promised to keep it, and closes
			})
			c := client(t, s.url())
			if _, err := c.ListBatches(t.Context()); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if err := row.do(t.Context(), c); err != nil {
					t.Fatal(err)
				}
			}
			if connections, requests := s.seen(); connections != 3 || len(requests) != 3 {
				t.Errorf("%d connections for %d requests, want 3 for 3", connections, len(requests))
			}
		})
	}
}

func TestRedirectsOfChangesAreNotFollowed(t *testing.T) {
	for _, row := range changing {
		for _, status := range []int{301, 302, 303, 307, 308} {
			t.Run(fmt.Sprint(row.name, status), func(t *testing.T) {
				elsewhere := serve(t, says(200, changed))
				for _, target := range []string{"/again", elsewhere.URL + "/again"} {
					s := serve(t, says(status, "", "Location", target))
					err := row.do(t.Context(), client(t, s.URL))
					var e *api.Error
					if !errors.As(err, &e) || e.Status != status || !e.Sent || e.Documented {
						t.Errorf("error %#v", err)
					}
					if n := len(s.arrived()); n != 1 {
						t.Errorf("%d requests arrived, want exactly one", n)
					}
				}
				if n := len(elsewhere.arrived()); n != 0 {
					t.Errorf("%d requests arrived elsewhere", n)
				}
			})
		}
	}
}

func TestChangesCarryNothingThatInvitesARepeat(t *testing.T) {
	for _, row := range changing {
		t.Run(row.name, func(t *testing.T) {
			var left *http.Request
			over := roundTrip(func(r *http.Request) (*http.Response, error) {
				left = r
				if r.Body == nil { // there is nothing to cancel with but the query
					return &http.Response{
						StatusCode: 200, Header: http.Header{}, Request: r,
						Body: io.NopCloser(strings.NewReader(changed)),
					}, nil
				}
				if _, err := io.Copy(io.Discard, r.Body); err != nil {
					return nil, err
				}
				r.Body.Close()
				if n, err := r.Body.Read(make([]byte, 1)); n != 0 || err == nil || errors.Is(err, io.EOF) {
					t.Errorf("a second read of the body gave %d, %v", n, err)
				}
				return &http.Response{
					StatusCode: 200, Header: http.Header{}, Request: r,
					Body: io.NopCloser(strings.NewReader(changed)),
				}, nil
			})
			c := client(t, "https://sa.dialgen.ai", func(cfg *api.Config) { cfg.Transport = over })
			if err := row.do(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			if left.GetBody != nil {
				t.Error("the request can hand out its body again")
			}
			if (left.ContentLength > 0) != (left.Body != nil) {
				t.Errorf("content length %d", left.ContentLength)
			}
			for name := range left.Header {
				if strings.Contains(strings.ToLower(name), "idempotency") {
					t.Errorf("header %s tells net/http that repeating is safe", name)
				}
			}
		})
	}
}

// TestALargeBatchIsRefusedByItsHeaders keeps a refusal readable that comes
// before the body was read: the connection is then reset under the body.
func TestALargeBatchIsRefusedByItsHeaders(t *testing.T) {
	var unread atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		unread.Add(1)
		says(401, `{"error":"Invalid API key"}`)(w, r)
	}))
	t.Cleanup(s.Close)
	large := largeBatch()
	c := client(t, s.URL)
	for i := range 3 {
		_, err := c.CreateBatch(t.Context(), large)
		var e *api.Error
		if !errors.As(err, &e) || e.Status != http.StatusUnauthorized || !e.Documented {
			t.Fatalf("attempt %d: %v", i+1, err)
		}
	}
	if n := unread.Load(); n != 3 {
		t.Errorf("%d requests arrived, want 3", n)
	}
}

// TestALargeBatchArrivesWhole does the same with a service that takes it.
func TestALargeBatchArrivesWhole(t *testing.T) {
	s := serve(t, says(202, `{"batchId":"batch_1"}`))
	large := largeBatch()
	if _, err := client(t, s.URL).CreateBatch(t.Context(), large); err != nil {
		t.Fatal(err)
	}
	got := s.arrived()
	if len(got) != 1 || got[0].body != string(encode(t, large)) {
		t.Errorf("%d requests arrived, or another body", len(got))
	}
}

func TestNothingSentIsSaidOnlyWhenProven(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	refusing := "http://" + closed.Addr().String()
	closed.Close()
	tlsServer := httptest.NewUnstartedServer(says(202, changed))
	tlsServer.Config.ErrorLog = quietLog()
	tlsServer.StartTLS()
	t.Cleanup(tlsServer.Close)
	plain := serve(t, says(202, changed))
	failing := func(err error) func(*api.Config) {
		return func(cfg *api.Config) {
			cfg.Transport = roundTrip(func(*http.Request) (*http.Response, error) { return nil, err })
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	rows := []struct {
		name     string
		ctx      context.Context
		base     string
		change   func(*api.Config)
		sent     bool
		again    bool // another attempt may succeed
		sentence string
	}{
		{"a refused connection sent nothing", t.Context(), refusing, nil, false, true, "no connection to the service"},
		{"a certificate nobody vouches for sent nothing", t.Context(), tlsServer.URL, nil, false, false, "certificate is not trusted"},
		{"a server without TLS sent nothing", t.Context(), strings.Replace(plain.URL, "http:", "https:", 1), nil, false, false, "does not speak https"},
		{"a context that has ended sent nothing", stopped, plain.URL, nil, false, false, "stopped before anything was sent"},
		{
			"a name that is not found sent nothing", t.Context(), plain.URL,
			failing(&net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}}),
			false, true, "name cannot be found",
		},
		{"a transport that reports no connections proves nothing", t.Context(), plain.URL, failing(io.ErrUnexpectedEOF), true, false, "connection ended before an answer"},
		{"a write error proves nothing", t.Context(), plain.URL, failing(&net.OpError{Op: "write", Err: errors.New("broken pipe")}), true, false, "the network reports an error"},
		{
			"an address inside an error is left out", t.Context(), plain.URL,
			failing(&url.Error{Op: "Post", URL: "https://x/?userId=user_1", Err: context.DeadlineExceeded}), true, false, "No answer came in time",
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			c := client(t, row.base, func(cfg *api.Config) {
				if row.change != nil {
					row.change(cfg)
				}
			})
			for _, change := range changing {
				err := change.do(row.ctx, c)
				var e *api.Error
				if !errors.As(err, &e) || e.Sent != row.sent || e.Unreached != row.again || e.Status != 0 {
					t.Fatalf("%s: error %#v", change.name, err)
				}
				if !strings.Contains(e.Error(), row.sentence) {
					t.Errorf("%s: text %q lacks %q", change.name, e, row.sentence)
				}
				if strings.Contains(fmt.Sprint(err, errors.Unwrap(err)), "userId") {
					t.Errorf("%s: the query is in %v", change.name, errors.Unwrap(err))
				}
			}
		})
	}
	if n := len(plain.arrived()); n != 0 {
		t.Errorf("%d requests arrived", n)
	}
}

func TestWhatIsWrongHereIsNotSent(t *testing.T) {
	s := serve(t, says(202, changed))
	c := client(t, s.URL)
	ctx := t.Context()
	bad := oneContact()
	bad.Contacts[0].Phone = "0740"
	unencodable := oneContact()
	unencodable.Contacts[0].Metadata = map[string]any{"f": func() {}}
	attempts := map[string]func() error{
		"a number that is not E.164":   func() error { _, err := c.CreateBatch(ctx, bad); return err },
		"metadata that JSON lacks":     func() error { _, err := c.CreateBatch(ctx, unencodable); return err },
		"a cancel without a batch":     func() error { _, err := c.CancelBatch(ctx, ""); return err },
		"a cancel with a broken id":    func() error { _, err := c.CancelBatch(ctx, "b\x1b[2J"); return err },
		"a dial without an agent":      func() error { _, err := c.Dial(ctx, api.DialRequest{To: "+447400123999"}); return err },
		"a dial to no number":          func() error { _, err := c.Dial(ctx, api.DialRequest{AgentID: "a"}); return err },
		"statistics without a batch":   func() error { _, err := c.BatchStatistics(ctx, "", 1); return err },
		"calls without a batch":        func() error { _, err := c.BatchCalls(ctx, ""); return err },
		"a status without a call":      func() error { _, err := c.CallStatus(ctx, ""); return err },
		"details without a call":       func() error { _, err := c.CallDetails(ctx, ""); return err },
		"metrics without a call":       func() error { _, err := c.CallMetrics(ctx, api.MetricQuery{}); return err },
		"an agent without an id":       func() error { _, err := c.Agent(ctx, ""); return err },
		"an id with a bidi mark in it": func() error { _, err := c.Agent(ctx, "a\u202eb"); return err },
	}
	for name, attempt := range attempts {
		t.Run(name, func(t *testing.T) {
			var e *api.Error
			if err := attempt(); !errors.As(err, &e) || e.Sent || e.Unreached || e.Status != 0 {
				t.Errorf("error %#v", err)
			}
		})
	}
	if n := len(s.arrived()); n != 0 {
		t.Errorf("%d requests arrived", n)
	}
}
