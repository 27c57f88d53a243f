package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"callsheet/api"
	"callsheet/api/sandbox"
)

// identifies is a service that says it is a sandbox, in its own way.
func identifies(header, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if header != "" {
			w.Header().Set("Callsheet-Sandbox", header)
		}
		says(200, body)(w, r)
	}
}

func TestOnlyAServiceOfThisMachineThatProvesItIsASandbox(t *testing.T) {
	box := sandbox.New(sandbox.Config{ID: "k3f9x2mq7ab4ct6d", Key: testKey})
	const id = "k3f9x2mq7ab4ct6d"
	rows := []struct {
		name    string
		handler http.Handler
		want    string
	}{
		{"a sandbox", box, id},
		{"a service that knows nothing of it", says(404, `{"error":"Not found"}`), ""},
		{"one that answers everything alike", says(200, `{"success":true}`), ""},
		{"a header alone", identifies(id, `{}`), ""},
		{"an answer alone", identifies("", `{"sandbox":"`+id+`"}`), ""},
		{"two answers that differ", identifies(id, `{"sandbox":"b7q2m4xx01zzk9pd"}`), ""},
		{"an id that is too short", identifies("abc", `{"sandbox":"abc"}`), ""},
		{"an id that is none", identifies("k3f9 x2mq:7", `{"sandbox":"k3f9 x2mq:7"}`), ""},
		{"a redirect to a sandbox", http.RedirectHandler("http://127.0.0.1:1/callsheet/sandbox", http.StatusTemporaryRedirect), ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := httptest.NewServer(row.handler)
			t.Cleanup(s.Close)
			if got, err := api.Sandbox(t.Context(), s.URL); got != row.want || err != nil {
				t.Errorf("asked without a key: %q, %v", got, err)
			}
			if got, err := client(t, s.URL).Identify(t.Context()); got != row.want || err != nil {
				t.Errorf("asked by a client: %q, %v", got, err)
			}
		})
	}
}

func TestWhoIsAskedForItsIdentityGetsNoKey(t *testing.T) {
	s := serve(t, says(404, ""))
	if _, err := client(t, s.URL).Identify(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, r := range s.arrived() {
		if got := r.header.Get("Authorization"); got != "" {
			t.Errorf("the question carried %q", got)
		}
	}
}

func TestAServiceBehindTLSIsNoSandboxWhateverItSays(t *testing.T) {
	asked := false
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = true
		identifies("k3f9x2mq7ab4ct6d", `{"sandbox":"k3f9x2mq7ab4ct6d"}`)(w, r)
	}))
	t.Cleanup(s.Close)
	if id, err := api.Sandbox(t.Context(), s.URL); id != "" || err != nil || asked {
		t.Errorf("%q, %v, asked: %t", id, err, asked)
	}
}

func TestWhoDoesNotAnswerIsNotKnown(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	if id, err := api.Sandbox(t.Context(), s.URL); id != "" || err == nil {
		t.Errorf("%q, %v", id, err)
	}
}

// takenOver is an address at which one service answers, and then another.
type takenOver struct {
	*httptest.Server
	now atomic.Pointer[http.Handler]
}

func takeOver(t *testing.T, first http.Handler) *takenOver {
	t.Helper()
	s := &takenOver{}
	s.now.Store(&first)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*s.now.Load()).ServeHTTP(w, r) }))
	t.Cleanup(s.Close)
	return s
}

func (s *takenOver) by(h http.Handler) {
	s.CloseClientConnections()
	s.now.Store(&h)
}

func TestNothingLeavesForAnotherServiceThanItBeganWith(t *testing.T) {
	newBox := func() *sandbox.Sandbox { return sandbox.New(sandbox.Config{}) }
	real := serve(t, says(202, `{"batchId":"batch_real","success":true,"status":"ingesting"}`))
	to, err := url.Parse(real.URL)
	if err != nil {
		t.Fatal(err)
	}
	forwarder := httputil.NewSingleHostReverseProxy(to)
	rows := []struct {
		name string
		then http.Handler
	}{
		{"a forwarder to the real service", forwarder},
		{"another sandbox", newBox()},
		{"nobody in particular", http.NotFoundHandler()},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			first := newBox()
			s := takeOver(t, first)
			c := client(t, s.URL)
			if id, err := c.Identify(t.Context()); id != first.ID() || err != nil {
				t.Fatalf("%q, %v", id, err)
			}
			other := c.For("user_2") // made of the first, and bound to the same
			order := api.BatchRequest{AgentID: sandbox.DemoAgent, UserID: "user_1", Contacts: contacts(1)}
			if _, err := c.CreateBatch(t.Context(), order); err != nil {
				t.Fatal(err)
			}
			s.by(row.then)
			_, create := other.CreateBatch(t.Context(), order)
			_, cancel := c.CancelBatch(t.Context(), "batch_1")
			_, dial := c.Dial(t.Context(), api.DialRequest{To: "+447400123101", AgentID: sandbox.DemoAgent, UserID: "user_1"})
			for what, err := range map[string]error{"create": create, "cancel": cancel, "dial": dial} {
				if e := apiError(t, err); e.Sent || e.Unreached || !strings.Contains(e.Error(), "Another service answers") {
					t.Errorf("%s: %#v", what, e)
				}
			}
			if _, err := c.ListBatches(t.Context()); err == nil || !strings.Contains(err.Error(), "Another service answers") {
				t.Errorf("a list of another service was believed: %v", err)
			}
			if _, err := c.Identify(t.Context()); err == nil && row.name != "nobody in particular" {
				t.Error("it was taken for the first")
			}
		})
	}
	for _, r := range real.arrived() {
		if r.method == http.MethodPost {
			t.Errorf("%s %s reached the real service", r.method, r.path)
		}
	}
}

func TestWhatBeganWithRealCallsIsNotARehearsalLater(t *testing.T) {
	s := takeOver(t, says(200, `[]`))
	c := client(t, s.URL)
	if id, err := c.Identify(t.Context()); id != "" || err != nil {
		t.Fatalf("%q, %v", id, err)
	}
	s.by(sandbox.New(sandbox.Config{}))
	_, err := c.CreateBatch(context.Background(), api.BatchRequest{AgentID: sandbox.DemoAgent, UserID: "user_1", Contacts: contacts(1)})
	if e := apiError(t, err); !strings.Contains(e.Error(), "Another service answers") {
		t.Errorf("%v", err)
	}
}

func TestEveryReplyOfASandboxNamesIt(t *testing.T) {
	box := sandbox.New(sandbox.Config{Key: testKey})
	for _, path := range []string{"/", "/api/v1/batch/list", "/api/v1/batch/list?userId=u", "/callsheet/sandbox", "/sandbox/dials", "/nowhere"} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut} {
			w := httptest.NewRecorder()
			box.ServeHTTP(w, httptest.NewRequest(method, path, nil))
			if got := w.Header().Get("Callsheet-Sandbox"); got != box.ID() {
				t.Errorf("%s %s: %d, named %q", method, path, w.Code, got)
			}
		}
	}
}

func apiError(t *testing.T, err error) *api.Error {
	t.Helper()
	var e *api.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v", err)
	}
	return e
}
