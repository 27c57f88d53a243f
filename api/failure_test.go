package api_test

import (
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
)

// failure is a scripted reply to creating a batch and what must come of it.
type failure struct {
	name     string
	script   http.HandlerFunc
	want     api.Error // compared without Op, Sent, ServerTime, Reply and Err
	sentence string    // must be in the text
	state    model.SendState
}

func cut(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "4096")
		w.WriteHeader(status)
		io.WriteString(w, body)
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
}

func endless(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusAccepted)
	io.WriteString(w, `{"batchId":"`)
	block := strings.Repeat("a", 1<<20)
	for r.Context().Err() == nil {
		if _, err := io.WriteString(w, block); err != nil {
			return
		}
	}
}

var failures = []failure{
	{
		"a key that is not accepted is refused",
		says(401, `{"error":"Invalid API key","code":"UNAUTHORIZED"}`),
		api.Error{Status: 401, Code: "UNAUTHORIZED", Message: "Invalid API key", Documented: true},
		"does not accept the key (401). It said: Invalid API key. `callsheet doctor` says where it is from: put a valid one there", model.SendRefused,
	},
	{
		"missing minutes say how many",
		says(402, `{"error":"Insufficient call minutes","code":"INSUFFICIENT_CREDITS","message":"Estimated 2000 minutes required, but only 500 available","details":{"estimatedMinutesRequired":2000,"availableMinutes":"500"}}`),
		api.Error{
			Status: 402, Code: "INSUFFICIENT_CREDITS", Documented: true, HasMinutes: true, MinutesRequired: 2000, MinutesAvailable: 500,
			Message: "Insufficient call minutes: Estimated 2000 minutes required, but only 500 available",
		},
		"2000 needed, 500 left (402). Buy minutes", model.SendRefused,
	},
	{
		"missing minutes without a number do not invent one",
		says(402, `{"error":"Insufficient call minutes","details":null}`),
		api.Error{Status: 402, Message: "Insufficient call minutes", Documented: true},
		"It said: Insufficient call minutes. Buy minutes", model.SendRefused,
	},
	{
		"a validation error names the fields",
		says(400, `{"error":"Validation failed","code":"INVALID_REQUEST","details":{"fieldErrors":{"contacts":["At least one contact required"],"agentId":"Agent ID is required","odd":null}}}`),
		api.Error{
			Status: 400, Code: "INVALID_REQUEST", Message: "Validation failed", Documented: true,
			Fields: map[string][]string{"contacts": {"At least one contact required"}, "agentId": {"Agent ID is required"}},
		},
		"Validation failed. agentId: Agent ID is required. contacts: At least one contact required. Correct it", model.SendRefused,
	},
	{
		"a validation error may have no fields",
		says(400, `{"error":"Scheduled start time must be in the future"}`),
		api.Error{Status: 400, Message: "Scheduled start time must be in the future", Documented: true},
		"It said: Scheduled start time must be in the future. Correct it", model.SendRefused,
	},
	{
		"a foreign user is refused",
		says(403, `{"error":"Forbidden"}`),
		api.Error{Status: 403, Message: "Forbidden", Documented: true},
		"user id does not belong to this key (403)", model.SendRefused,
	},
	{
		"an agent that is not there is refused",
		says(404, `{"error":"Agent not found or inactive","code":"AGENT_NOT_FOUND","message":"No such agent"}`),
		api.Error{Status: 404, Code: "AGENT_NOT_FOUND", Message: "Agent not found or inactive: No such agent", Documented: true},
		"agent is not there or not active (404)", model.SendRefused,
	},
	{
		"a conflict names the call in progress",
		says(409, `{"message":"Call already in progress for this contact","callId":"call_9"}`),
		api.Error{Status: 409, Message: "Call already in progress for this contact", CallID: "call_9", Documented: true},
		"already in progress (409). Its id is call_9.", model.SendRefused,
	},
	{
		"too many requests say how long to wait",
		says(429, `{"error":"Too many requests"}`, "Retry-After", "90"),
		api.Error{Status: 429, Message: "Too many requests", Documented: true, RetryAfter: 90 * time.Second},
		"asked too often (429). It said: Too many requests. Wait 1m30s", model.SendRefused,
	},
	{
		"too many requests may come from a proxy",
		says(429, `<html>slow down</html>`, "Date", "Tue, 10 Mar 2026 10:00:00 GMT", "Retry-After", "Tue, 10 Mar 2026 10:00:30 GMT"),
		api.Error{Status: 429, RetryAfter: 30 * time.Second},
		"Wait 30s and try again", model.SendRefused,
	},
	{
		"a web page with a refusal's status proves nothing",
		says(403, `<html>Access denied by the firewall</html>`),
		api.Error{Status: 403},
		"Something between here and the service answered 403 Forbidden", model.SendUnknown,
	},
	{
		"JSON that is no error of the service proves nothing",
		says(404, `["nothing","here"]`),
		api.Error{Status: 404},
		"answered 404 Not Found without the service's own words", model.SendUnknown,
	},
	{
		"a refusal that was cut off proves nothing",
		cut(400, `{"error":"Validation failed"}`),
		api.Error{Status: 400},
		"cut short", model.SendUnknown,
	},
	{
		"the service's own 500 leaves the outcome open",
		says(500, `{"error":"Internal server error"}`),
		api.Error{Status: 500, Message: "Internal server error", Documented: true},
		"problem of its own (500 Internal Server Error). It said: Internal server error.", model.SendUnknown,
	},
	{
		"a 500 as a web page leaves the outcome open",
		says(500, `<html>oops</html>`),
		api.Error{Status: 500},
		"answered 500 Internal Server Error without", model.SendUnknown,
	},
	{
		"an empty 502 leaves the outcome open",
		says(502, ``),
		api.Error{Status: 502},
		"answered 502 Bad Gateway without", model.SendUnknown,
	},
	{
		"a status nobody documented leaves the outcome open",
		says(418, `{"error":"Short and stout"}`),
		api.Error{Status: 418, Message: "Short and stout", Documented: true},
		"answered 418 I'm a teapot. It said: Short and stout.", model.SendUnknown,
	},
	{
		"an acceptance that was cut off leaves the outcome open",
		cut(202, `{"batchId":"batch_1",`),
		api.Error{Status: 202},
		"The reply (202 Accepted) was cut short: the other side closed it. Look at the batches", model.SendUnknown,
	},
	{
		"an acceptance without a batch leaves the outcome open",
		says(202, `{"success":true,"message":"Batch accepted"}`),
		api.Error{Status: 202, Message: "Batch accepted"},
		"answered 202 Accepted, but without naming a batch. It said: Batch accepted.", model.SendUnknown,
	},
	{
		"an acceptance with an empty batch id leaves the outcome open",
		says(202, `{"success":true,"batchId":""}`),
		api.Error{Status: 202},
		"without naming a batch", model.SendUnknown,
	},
	{
		"a batch id that would have to be mended is no batch id",
		says(202, `{"batchId":"batch_\u001b[2J1"}`),
		api.Error{Status: 202},
		"without naming a batch", model.SendUnknown,
	},
	{
		"a web page with an acceptance's status leaves the outcome open",
		says(200, `<html>Please log in</html>`),
		api.Error{Status: 200},
		"with a web page instead of data", model.SendUnknown,
	},
	{
		"an acceptance without a body leaves the outcome open",
		says(202, ``),
		api.Error{Status: 202},
		"with nothing in the reply", model.SendUnknown,
	},
	{
		"a reply without end is not read to its end",
		endless,
		api.Error{Status: 202},
		"larger than 32 MiB", model.SendUnknown,
	},
	{
		"a redirect is an error",
		says(307, ``, "Location", "/api/v1/batch"),
		api.Error{Status: 307},
		"redirect (307 Temporary Redirect), which is not followed", model.SendUnknown,
	},
}

func TestFailuresOfCreatingABatch(t *testing.T) {
	for _, f := range failures {
		t.Run(f.name, func(t *testing.T) {
			s := serve(t, f.script)
			_, err := client(t, s.URL).CreateBatch(t.Context(), oneContact())
			if state := dispatch.Classify(err); state != f.state {
				t.Errorf("state %q, want %q (%v)", state, f.state, err)
			}
			var e *api.Error
			if !errors.As(err, &e) {
				t.Fatalf("no *api.Error in %v", err)
			}
			if !e.Sent || e.Op != "create batch" {
				t.Errorf("sent %v, op %q", e.Sent, e.Op)
			}
			if !strings.Contains(e.Error(), f.sentence) {
				t.Errorf("text:\n%s\nlacks:\n%s", e.Error(), f.sentence)
			}
			parts := *e
			parts.Op, parts.Sent, parts.Err = "", false, nil
			parts.ServerTime, parts.Reply = time.Time{}, ""
			if !reflect.DeepEqual(parts, f.want) {
				t.Errorf("error:\n%+v\nwant:\n%+v", parts, f.want)
			}
			if n := len(s.arrived()); n != 1 {
				t.Errorf("%d requests arrived, want exactly one", n)
			}
		})
	}
}

func TestWaitingPastTheDeadlineLeavesTheOutcomeOpen(t *testing.T) {
	release := make(chan struct{})
	s := serve(t, func(http.ResponseWriter, *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	c := client(t, s.URL, func(cfg *api.Config) { cfg.CreateTimeout = time.Second })
	_, err := c.CreateBatch(t.Context(), oneContact())
	var e *api.Error
	if !errors.As(err, &e) || !e.Sent || e.Status != 0 {
		t.Fatalf("error %#v", err)
	}
	if state := dispatch.Classify(err); state != model.SendUnknown || !strings.Contains(e.Error(), "No answer came in time") {
		t.Errorf("state %q, text %q", state, e)
	}
	if n := len(s.arrived()); n != 1 {
		t.Errorf("%d requests arrived, want exactly one", n)
	}
}

func TestAcceptedBatch(t *testing.T) {
	rows := []struct {
		name, body string
		status     int
		want       api.BatchCreated
	}{
		{
			"the documented reply is read whole",
			`{"success":true,"batchId":"batch_1","status":"ingesting","message":"Batch accepted","links":{"status":"https://sa.dialgen.ai/api/v1/batch/batch_1/status","dashboard":"https://sa.dialgen.ai/batch/monitor/batch_1"}}`,
			202,
			api.BatchCreated{
				BatchID: "batch_1", Status: api.StatusIngesting, Message: "Batch accepted", HTTPStatus: 202,
				StatusURL: "https://sa.dialgen.ai/api/v1/batch/batch_1/status", DashboardURL: "https://sa.dialgen.ai/batch/monitor/batch_1",
			},
		},
		{
			"an unknown status and unknown fields pass",
			`{"batchId":"batch_1","status":"queued_elsewhere","shard":{"n":3},"links":"none"}`,
			201,
			api.BatchCreated{BatchID: "batch_1", Status: "queued_elsewhere", HTTPStatus: 201},
		},
		{
			"a wrapped reply is found",
			`{"success":true,"data":{"batchId":77}}`,
			200,
			api.BatchCreated{BatchID: "77", HTTPStatus: 200},
		},
		{
			"links that are no web addresses are dropped",
			`{"batchId":"b","links":{"status":"javascript:alert(1)","dashboard":"https://x/\u001b[0m"}}`,
			202,
			api.BatchCreated{BatchID: "b", HTTPStatus: 202},
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := serve(t, says(row.status, row.body))
			got, err := client(t, s.URL).CreateBatch(t.Context(), oneContact())
			if err != nil {
				t.Fatal(err)
			}
			if got.Reply == "" || got.ServerTime.IsZero() {
				t.Errorf("reply %q at %v", got.Reply, got.ServerTime)
			}
			got.Reply, got.ServerTime = "", time.Time{}
			if got != row.want {
				t.Errorf("got  %+v\nwant %+v", got, row.want)
			}
		})
	}
}

// TestEveryOutcomeOfCreatingTellsTheServicesClock is what a batch is looked for
// by, whatever the reply was.
func TestEveryOutcomeOfCreatingTellsTheServicesClock(t *testing.T) {
	at := time.Date(2026, 3, 10, 10, 0, 5, 0, time.UTC)
	rows := []struct {
		name, date string
		script     func(headers ...string) http.HandlerFunc
		want       time.Time
		reply      string
	}{
		{"an acceptance", at.Format(http.TimeFormat), func(h ...string) http.HandlerFunc { return says(202, `{"batchId":"b"}`, h...) }, at, `{"batchId":"b"}`},
		{"an acceptance without a batch", at.Format(http.TimeFormat), func(h ...string) http.HandlerFunc { return says(202, `{}`, h...) }, at, `{}`},
		{"a refusal", at.Format(http.TimeFormat), func(h ...string) http.HandlerFunc { return says(400, `{"error":"no"}`, h...) }, at, `{"error":"no"}`},
		{"a page of something in between", at.Format(http.TimeFormat), func(h ...string) http.HandlerFunc { return says(502, `<b>502</b>`, h...) }, at, `<b>502</b>`},
		{"a date nobody can read", "soon", func(h ...string) http.HandlerFunc { return says(502, ``, h...) }, time.Time{}, ""},
		{"a date nobody lives in", "Mon, 01 Jan 0001 00:00:00 GMT", func(h ...string) http.HandlerFunc { return says(502, ``, h...) }, time.Time{}, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := serve(t, row.script("Date", row.date))
			created, err := client(t, s.URL).CreateBatch(t.Context(), oneContact())
			got, reply := created.ServerTime, created.Reply
			if e, ok := errors.AsType[*api.Error](err); ok {
				got, reply = e.ServerTime, e.Reply
			}
			if !got.Equal(row.want) || reply != row.reply {
				t.Errorf("clock %v, reply %q", got, reply)
			}
		})
	}
}
