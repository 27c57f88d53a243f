package dispatch_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/model"
)

const key = "dg_live_4f9a7Qd0secretZ"

// service is a real server that lists nothing, counts the batches it is asked
// to create and answers them by a script.
type service struct {
	*httptest.Server
	created atomic.Int64
}

func serve(t *testing.T, script func(w http.ResponseWriter, r *http.Request, n int64)) *service {
	t.Helper()
	s := &service{}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			io.WriteString(w, "[]")
			return
		}
		io.Copy(io.Discard, r.Body)
		script(w, r, s.created.Add(1))
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func says(status int, body string, headers ...string) func(http.ResponseWriter, *http.Request, int64) {
	return func(w http.ResponseWriter, _ *http.Request, _ int64) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// sendTo sends one batch to an address through the real client and the real
// network, with waits that are only written down.
func sendTo(t *testing.T, base string, change ...func(*api.Config)) (model.Batch, *stage) {
	t.Helper()
	cfg := api.Config{BaseURL: base, Key: key, UserID: "user_1"}
	for _, f := range change {
		f(&cfg)
	}
	c, err := api.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	s := newStage()
	sender := s.sender()
	sender.Client = c
	got := sender.Send(t.Context(), prepared(), oneContact())
	if on := s.rows["k1"].State; on != got.State {
		t.Errorf("returned %q, ledger %q", got.State, on)
	}
	if text := got.Reason + got.Reply; strings.Contains(text, key) || strings.Contains(text, number) {
		t.Errorf("the key or a number is in %q", text)
	}
	return got, s
}

func (s *stage) begins() (n int) {
	for _, e := range s.events {
		if e == "begin" {
			n++
		}
	}
	return n
}

func TestNothingThatCouldNotBeReachedIsLost(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	refusing := "http://" + closed.Addr().String()
	closed.Close()
	trusted := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("a request arrived at a server that is not trusted")
	}))
	trusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	trusted.StartTLS()
	t.Cleanup(trusted.Close)
	mute := listen(t, func(conn net.Conn) { io.Copy(io.Discard, conn) })
	rude := listen(t, func(net.Conn) {})
	noNames := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("no network")
	}}
	rows := []struct {
		name   string
		base   string
		change func(*api.Config)
		begins int
		says   string
	}{
		{"a refused connection is tried three times", refusing, nil, 3, "no connection to the service"},
		{"a name nobody finds is tried three times", "https://callsheet.invalid", func(cfg *api.Config) {
			cfg.Transport = &http.Transport{DialContext: (&net.Dialer{Resolver: noNames}).DialContext}
		}, 3, "name cannot be found"},
		{"a handshake that never ends is tried three times", "https://" + mute, func(cfg *api.Config) {
			cfg.CreateTimeout, cfg.ReadTimeout = 100*time.Millisecond, 100*time.Millisecond
		}, 3, "no connection came about in time"},
		{"a handshake that is cut is tried three times", "https://" + rude, nil, 3, "no connection to the service"},
		{"a certificate nobody vouches for is tried once", trusted.URL, nil, 1, "certificate is not trusted"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got, s := sendTo(t, row.base, func(cfg *api.Config) {
				if row.change != nil {
					row.change(cfg)
				}
			})
			if got.State != model.SendRefused || s.begins() != row.begins || got.HTTPStatus != 0 {
				t.Errorf("%q after %d begins: %s", got.State, s.begins(), got.Reason)
			}
			checkWords(t, got, []string{row.says, "Nothing was sent: "}, nil)
			if len(s.told) != row.begins-1 {
				t.Errorf("told %q", s.told)
			}
		})
	}
}

// listen answers connections below net/http.
func listen(t *testing.T, talk func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				talk(conn)
			}()
		}
	}()
	return l.Addr().String()
}

func TestWhatLeftIsNeverSentAgain(t *testing.T) {
	hang := func(_ http.ResponseWriter, r *http.Request, _ int64) { <-r.Context().Done() }
	reset := func(w http.ResponseWriter, _ *http.Request, _ int64) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		conn.(*net.TCPConn).SetLinger(0)
		conn.Close()
	}
	cut := func(w http.ResponseWriter, _ *http.Request, _ int64) {
		w.Header().Set("Content-Length", "4096")
		w.WriteHeader(202)
		io.WriteString(w, `{"batchId":"batch_1",`)
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	rows := []struct {
		name   string
		script func(http.ResponseWriter, *http.Request, int64)
		status int
		says   string
		reply  string
	}{
		{"a reset after the request", reset, 0, "connection ended before an answer", ""},
		{"a service that hangs", hang, 0, "No answer came in time", ""},
		{"a redirect that keeps the method", says(307, "", "Location", "/again"), 307, "redirect", ""},
		{"a redirect for ever", says(308, "", "Location", "/again"), 308, "redirect", ""},
		{"a page of a proxy", says(502, "<html>"+key+"</html>", "Content-Type", "text/html", "Retry-After", "1"), 502, "502 Bad Gateway", "<html>[key]</html>"},
		{"a 503 that says when to come back", says(503, `{"error":"busy"}`, "Retry-After", "1"), 503, "problem of its own (503", `{"error":"busy"}`},
		{"an answer that is cut", cut, 202, "cut short", `{"batchId":"batch_1",`},
		{"an acceptance without an id", says(202, `{"success":true}`), 202, "without naming a batch", `{"success":true}`},
		{"an acceptance that is no JSON", says(202, `OK`), 202, "broken or cut off", "OK"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			server := serve(t, row.script)
			got, s := sendTo(t, server.URL, func(cfg *api.Config) {
				if row.says == "No answer came in time" {
					cfg.CreateTimeout = time.Second
				}
			})
			if got.State != model.SendUnknown || got.HTTPStatus != row.status || got.Reply != row.reply {
				t.Errorf("%q, HTTP %d, reply %q: %s", got.State, got.HTTPStatus, got.Reply, got.Reason)
			}
			checkWords(t, got, []string{"It is not known whether Dialgen took this batch", row.says}, nil)
			if n := server.created.Load(); n != 1 || s.begins() != 1 || len(s.told) != 0 {
				t.Errorf("%d requests after %d begins", n, s.begins())
			}
			if got.ServerBefore.IsZero() || got.ServerAfter.IsZero() != (row.status == 0) {
				t.Errorf("the service's clock: before %v, after %v", got.ServerBefore, got.ServerAfter)
			}
		})
	}
}

func TestAServiceThatAsksToWaitIsAskedAgain(t *testing.T) {
	at := noon
	rows := []struct {
		name    string
		headers []string
		state   model.SendState
		wait    string
	}{
		{"for some seconds", []string{"Retry-After", "20"}, model.SendAccepted, "wait 20s"},
		{"until a time by its own clock", []string{"Retry-After", at.Add(time.Minute).Format(http.TimeFormat), "Date", at.Format(http.TimeFormat)}, model.SendAccepted, "wait 1m0s"},
		{"for longer than anybody waits", []string{"Retry-After", "3600"}, model.SendRefused, ""},
		{"without saying how long", nil, model.SendRefused, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			server := serve(t, func(w http.ResponseWriter, r *http.Request, n int64) {
				if n == 1 {
					says(429, `{"error":"Too many requests"}`, row.headers...)(w, r, n)
					return
				}
				says(202, `{"batchId":"batch_1"}`)(w, r, n)
			})
			got, s := sendTo(t, server.URL)
			waited := ""
			for _, e := range s.events {
				if strings.HasPrefix(e, "wait") {
					waited += e
				}
			}
			if got.State != row.state || waited != row.wait {
				t.Errorf("%q after %q: %s", got.State, waited, got.Reason)
			}
			if n := server.created.Load(); n != int64(s.begins()) {
				t.Errorf("%d requests for %d begins", n, s.begins())
			}
		})
	}
}

// TestARequestCutOnItsWayOutIsUnknown drops the connection while the body is
// being read: the service may have had enough of it.
func TestARequestCutOnItsWayOutIsUnknown(t *testing.T) {
	var asked atomic.Int64
	address := listen(t, func(conn net.Conn) {
		r := bufio.NewReader(conn)
		req, err := http.ReadRequest(r)
		if err != nil {
			return
		}
		if req.Method == http.MethodGet {
			fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]")
			return
		}
		asked.Add(1)
		io.CopyN(io.Discard, req.Body, 20)
		conn.(*net.TCPConn).SetLinger(0)
	})
	got, s := sendTo(t, "http://"+address)
	if got.State != model.SendUnknown || asked.Load() != 1 || s.begins() != 1 {
		t.Errorf("%q after %d requests and %d begins: %s", got.State, asked.Load(), s.begins(), got.Reason)
	}
	if !got.ServerBefore.IsZero() {
		t.Errorf("a clock that was not given: %v", got.ServerBefore)
	}
}
