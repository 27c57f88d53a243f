package api_test

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/apitest"
)

const testKey = "sk-live-7Qd0secretZ"

// scripted is a server that answers every request as the script says and
// remembers what arrived.
type scripted struct {
	*httptest.Server
	t        *testing.T
	mu       sync.Mutex
	requests []arrived
}

type arrived struct {
	method, path, query, body string
	header                    http.Header
	proto                     int
	remote                    string
}

func serve(t *testing.T, script http.HandlerFunc) *scripted {
	t.Helper()
	s := &scripted{t: t}
	s.Server = httptest.NewServer(s.recording(script))
	t.Cleanup(s.Close)
	return s
}

func (s *scripted) recording(script http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil && strings.HasPrefix(r.URL.Path, "/api/") {
			if err := apitest.CheckRequest(s.t, r, body); err != nil {
				s.t.Errorf("%s %s is not as described: %v", r.Method, r.URL, err)
			}
		}
		s.mu.Lock()
		s.requests = append(s.requests, arrived{
			r.Method, r.URL.Path, r.URL.RawQuery, string(body), r.Header.Clone(), r.ProtoMajor, r.RemoteAddr,
		})
		s.mu.Unlock()
		script(w, r)
	}
}

func (s *scripted) arrived() []arrived {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]arrived(nil), s.requests...)
}

// says answers with a status and a body, typed by its first byte.
func says(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if strings.HasPrefix(body, "<") {
			w.Header().Set("Content-Type", "text/html")
		} else {
			w.Header().Set("Content-Type", "application/json")
		}
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// client is a client of one address with everything but the given changes at
// its default.
func client(t *testing.T, baseURL string, change ...func(*api.Config)) *api.Client {
	t.Helper()
	cfg := api.Config{BaseURL: baseURL, Key: testKey, UserID: "user_1", ReadTimeout: time.Minute}
	for _, f := range change {
		f(&cfg)
	}
	c, err := api.New(cfg)
	if err != nil {
		t.Fatalf("new client: %v", err)
	}
	return c
}

// quietLog keeps what a server says about clients that hang up out of the
// test's output.
func quietLog() *log.Logger { return log.New(io.Discard, "", 0) }

// oneContact is the smallest batch.
func oneContact() api.BatchRequest {
	return api.BatchRequest{AgentID: "agent_1", Contacts: []api.Contact{{Phone: "+447400123999"}}}
}
