package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// strictBench accepts one key and one user, and has one agent of each kind.
func strictBench(t *testing.T) *bench {
	return newBench(t, Config{
		Key:     "key",
		UserID:  "user_a",
		Minutes: 500,
		Agents: []Agent{
			{ID: DemoAgent, Name: "Renewals", Type: "OUTBOUND", Active: true},
			{ID: "agent_in", Name: "Desk", Type: "INBOUND", Active: true},
			{ID: "agent_off", Name: "Retired", Type: "OUTBOUND"},
		},
	})
}

func TestEveryStatusCode(t *testing.T) {
	dial := func(to, agent string) string {
		return fmt.Sprintf(`{"to":%q,"agentConfigId":%q,"userId":"user_a"}`, to, agent)
	}
	forAgent := func(id string) string {
		return strings.Replace(batchBody(0, 1, ""), DemoAgent, id, 1)
	}
	rows := []struct {
		name, method, target, body string
		status                     int
		says                       string
	}{
		{"an unknown path is not found", "GET", "/api/v1/nothing", "", 404, `"code":"NOT_FOUND"`},
		{"a path is matched whole", "GET", "/api/v1/batch/list/", "", 404, `"code":"NOT_FOUND"`},
		{"another method is not allowed", "GET", "/api/v1/batch", "", 405, `"error":"Method not allowed"`},
		{"HEAD is another method", "HEAD", "/api/v1/batch/list?userId=user_a", "", 405, ""},
		{"a batch is accepted", "POST", "/api/v1/batch", batchBody(0, 250, ""), 202, `"status":"ingesting"`},
		{"a foreign user may not create", "POST", "/api/v1/batch", strings.Replace(batchBody(0, 1, ""), "user_a", "user_b", 1), 403, "userId does not belong"},
		{"a foreign user may not list", "GET", "/api/v1/batch/list?userId=user_b", "", 403, "userId does not belong"},
		{"a foreign user may not cancel", "POST", "/api/v1/batch/cancel?batchId=x&userId=user_b", "", 403, "userId does not belong"},
		{"a foreign user may not dial", "POST", "/api/v1/call/dial", `{"to":"+15550000001","agentConfigId":"a","userId":"user_b"}`, 403, "userId does not belong"},
		{"a list without a user is the key's own", "GET", "/api/v1/batch/list", "", 200, `[]`},
		{"an unknown parameter is nobody's concern", "GET", "/api/v1/batch/list?userId=user_a&page=2", "", 200, `[]`},
		{"the first of a parameter counts", "GET", "/api/v1/batch/list?userId=user_a&userId=user_b", "", 200, `[]`},
		{"a broken query is as good as none to a list", "GET", "/api/v1/batch/list?userId=%zz", "", 200, `[]`},
		{"a cancel without a user is the key's own", "POST", "/api/v1/batch/cancel?batchId=x", "", 404, `"code":"BATCH_NOT_FOUND"`},
		{"what comes as the body of a cancel is not read", "POST", "/api/v1/batch/cancel?batchId=x", `{"userId":"user_b"`, 404, `"code":"BATCH_NOT_FOUND"`},
		{"an agent is somebody's", "GET", "/api/v1/agent?agentId=agent_in", "", 400, `"userId":["User ID is required"]`},
		{"metrics are somebody's", "GET", "/api/v1/call/get-metric?callId=x&agentId=a&contactId=c", "", 400, `"userId":["User ID is required"]`},
		{"metrics need the agent", "GET", "/api/v1/call/get-metric?callId=x&userId=user_a&contactId=c", "", 400, `"agentId":["Is required"]`},
		{"metrics need the contact", "GET", "/api/v1/call/get-metric?callId=x&userId=user_a&agentId=a", "", 400, `"contactId":["Is required"]`},
		{"minutes are checked", "POST", "/api/v1/batch", batchBody(0, 1000, ""), 402,
			`{"error":"Insufficient call minutes","code":"INSUFFICIENT_CREDITS","message":"Estimated 2000 minutes required, but only 500 available","details":{"estimatedMinutesRequired":2000,"availableMinutes":500}}`},
		{"an unknown agent is refused", "POST", "/api/v1/batch", forAgent("agent_x"), 404, `"error":"Agent not found or inactive","code":"AGENT_NOT_FOUND"`},
		{"an inactive agent is refused", "POST", "/api/v1/batch", forAgent("agent_off"), 404, `"code":"AGENT_NOT_FOUND"`},
		{"an inbound agent is refused", "POST", "/api/v1/batch", forAgent("agent_in"), 404, `"code":"AGENT_NOT_FOUND"`},
		{"a start now is too late", "POST", "/api/v1/batch", batchBody(0, 1, `{"scheduledStartTime":"2026-03-02T09:00:00.000Z"}`), 400, `{"error":"Scheduled start time must be in the future"}`},
		{"a start is an instant, whatever its offset", "POST", "/api/v1/batch", batchBody(0, 1, `{"scheduledStartTime":"2026-03-02T10:30:00+02:00"}`), 400, `must be in the future`},
		{"a start to come is accepted", "POST", "/api/v1/batch", batchBody(0, 1, `{"scheduledStartTime":"2026-03-02T09:00:01Z","timezone":"Europe/Berlin"}`), 202, `"success":true`},
		{"an unknown batch has no statistics", "GET", "/api/v1/batch/check-status?userId=user_a&batchId=x", "", 404, `"code":"BATCH_NOT_FOUND"`},
		{"statistics need a batch", "GET", "/api/v1/batch/check-status?userId=user_a", "", 400, `"batchId"`},
		{"a limit of none is refused", "GET", "/api/v1/batch/check-status?userId=user_a&batchId=x&limit=0", "", 400, `"limit"`},
		{"a limit in words is refused", "GET", "/api/v1/batch/check-status?userId=user_a&batchId=x&limit=ten", "", 400, `"limit"`},
		{"an unknown batch has no link", "GET", "/api/v1/batch/x/status", "", 404, `"code":"BATCH_NOT_FOUND"`},
		{"an unknown batch has no calls", "GET", "/api/v1/status/batch?userId=user_a&batchId=x", "", 404, `"code":"BATCH_NOT_FOUND"`},
		{"live calls need a batch", "GET", "/api/v1/status/batch?userId=user_a", "", 400, `"batchId"`},
		{"an unknown batch cannot be cancelled", "POST", "/api/v1/batch/cancel?userId=user_a&batchId=x", "", 404, `"code":"BATCH_NOT_FOUND"`},
		{"a cancel needs a batch", "POST", "/api/v1/batch/cancel?userId=user_a", "", 400, `"batchId"`},
		{"a test call is placed", "POST", "/api/v1/call/dial", dial("+15550000001", DemoAgent), 200, `"status":"ONGOING"`},
		{"a test call needs an active agent", "POST", "/api/v1/call/dial", dial("+15550000001", "agent_off"), 404, `"code":"AGENT_NOT_FOUND"`},
		{"a test call is checked by field", "POST", "/api/v1/call/dial", `{"to":"0123","callerDetails":{"name":"","age":3},"statusCallBackUrl":"x"}`, 400,
			`{"agentConfigId":["Agent ID is required"],"statusCallBackUrl":["Must be an http or https URL"],"to":["Must be a phone number in E.164, such as +15551234567"],"userId":["User ID is required"]}`},
		{"a call needs an id", "GET", "/api/v1/status/call?userId=user_a", "", 400, `"callId"`},
		{"an unknown call is not found", "GET", "/api/v1/status/call?userId=user_a&callId=call_0000000000000", "", 404, `"code":"CALL_NOT_FOUND"`},
		{"a call id is not guessed at", "GET", "/api/v1/call/check-status?userId=user_a&callId=nonsense", "", 404, `"code":"CALL_NOT_FOUND"`},
		{"an agent is described", "GET", "/api/v1/agent?userId=user_a&agentId=agent_in", "", 200, `"type":"INBOUND","isActive":true`},
		{"an unknown agent is not described", "GET", "/api/v1/agent?userId=user_a&agentId=x", "", 404, `"code":"AGENT_NOT_FOUND"`},
		{"an agent needs an id", "GET", "/api/v1/agent?userId=user_a", "", 400, `"agentId"`},
		{"a small endpoint takes no large body", "POST", "/api/v1/call/dial", strings.Repeat(" ", maxBodyBytes+1), 413, `"error":"Request body too large"`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			w := strictBench(t).send(row.method, row.target, row.body)
			if w.Code != row.status || !strings.Contains(w.Body.String(), row.says) {
				t.Errorf("%d %s, want %d with %s", w.Code, w.Body, row.status, row.says)
			}
			if !json.Valid(w.Body.Bytes()) || !isJSON(w.Header().Get("Content-Type")) {
				t.Errorf("not a JSON reply: %q %s", w.Header().Get("Content-Type"), w.Body)
			}
			if got, want := w.Header().Get("Content-Length"), fmt.Sprint(w.Body.Len()); got != want {
				t.Errorf("Content-Length %s, want %s", got, want)
			}
		})
	}
}

func TestKeyIsAskedFor(t *testing.T) {
	rows := []struct {
		name, header string
		anyKey       bool
		status       int
	}{
		{"no header is refused", "", false, 401},
		{"another scheme is refused", "Basic key", false, 401},
		{"another key is refused", "Bearer other", false, 401},
		{"the key is accepted", "Bearer key", false, 200},
		{"any key is accepted when none is set", "Bearer other", true, 200},
		{"an empty key is never accepted", "Bearer ", true, 401},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := strictBench(t)
			if row.anyKey {
				b = newBench(t, Config{})
			}
			r := httptest.NewRequest("GET", "/api/v1/batch/list?userId=user_a", nil)
			r.Header.Set("Authorization", row.header)
			w := httptest.NewRecorder()
			b.ServeHTTP(w, r)
			if w.Code != row.status {
				t.Errorf("%d %s, want %d", w.Code, w.Body, row.status)
			}
		})
	}
}

func TestContentTypeMustBeJSON(t *testing.T) {
	rows := []struct {
		name, contentType string
		status            int
	}{
		{"JSON is accepted", "application/json", 202},
		{"JSON in UTF-8 is accepted", "application/json; charset=UTF-8", 202},
		{"JSON in another charset is refused", "application/json; charset=latin1", 400},
		{"a form is refused", "application/x-www-form-urlencoded", 400},
		{"nothing said is refused", "", 400},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/api/v1/batch", strings.NewReader(batchBody(0, 1, "")))
			r.Header.Set("Authorization", "Bearer key")
			r.Header.Set("Content-Type", row.contentType)
			w := httptest.NewRecorder()
			strictBench(t).ServeHTTP(w, r)
			if w.Code != row.status {
				t.Errorf("%d %s, want %d", w.Code, w.Body, row.status)
			}
		})
	}
}

func TestComplaintsAreBounded(t *testing.T) {
	b := newBench(t, Config{})
	body := strings.ReplaceAll(batchBody(0, 5000, ""), "+1555", "0555")
	var got struct {
		Details struct{ FieldErrors map[string][]string }
	}
	w := b.send("POST", "/api/v1/batch", body)
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if n := len(got.Details.FieldErrors); w.Code != 400 || n != maxFaults {
		t.Errorf("%d with %d complaints, want 400 with %d", w.Code, n, maxFaults)
	}
	long := `{"x` + strings.Repeat("é", 10_000) + `":1}`
	if w := b.send("POST", "/api/v1/batch", long); w.Code != 400 || w.Body.Len() > 1000 {
		t.Errorf("%d and %d bytes for a name of 20,000", w.Code, w.Body.Len())
	}
}

func TestContactsAreBounded(t *testing.T) {
	b := newBench(t, Config{})
	if w := b.send("POST", "/api/v1/batch", batchBody(0, maxContacts+1, "")); w.Code != 400 ||
		!strings.Contains(w.Body.String(), `"contacts":["At most 100000 contacts allowed"]`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if len(b.Dials()) != 0 {
		t.Error("a refused batch was stored")
	}
}

func TestCreateBytesAreBounded(t *testing.T) {
	r := httptest.NewRequest("POST", "/api/v1/batch", strings.NewReader("{}"))
	r.Header.Set("Authorization", "Bearer key")
	r.Header.Set("Content-Type", "application/json")
	r.ContentLength = maxCreateBytes + 1
	w := httptest.NewRecorder()
	newBench(t, Config{}).ServeHTTP(w, r)
	if w.Code != 413 {
		t.Errorf("%d %s, want 413", w.Code, w.Body)
	}
}

func TestUnannouncedLargeBodyIsCutOff(t *testing.T) {
	r := httptest.NewRequest("POST", "/api/v1/call/dial", strings.NewReader(`{"to":"`+strings.Repeat("1", 2*maxBodyBytes)))
	r.Header.Set("Authorization", "Bearer key")
	r.Header.Set("Content-Type", "application/json")
	r.ContentLength = -1
	w := httptest.NewRecorder()
	newBench(t, Config{}).ServeHTTP(w, r)
	if w.Code != 413 {
		t.Errorf("%d %s, want 413", w.Code, w.Body)
	}
}

func TestMinutesAreForTheContactsOfTheRequest(t *testing.T) {
	dial := `{"to":"+15550000001","agentConfigId":"` + DemoAgent + `","userId":"user_a"}`
	rows := []struct {
		name          string
		minutes       float64
		create, dials int
	}{
		{"no figure is plenty", 0, 202, 200},
		{"two minutes for each contact are enough", 6, 202, 200},
		{"less is not enough", 5.9, 402, 200},
		{"an empty account pays for nothing", -1, 402, 402},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, Config{Minutes: row.minutes})
			if w := b.send("POST", "/api/v1/batch", batchBody(0, 3, "")); w.Code != row.create {
				t.Errorf("three contacts: %d %s, want %d", w.Code, w.Body, row.create)
			}
			if w := b.send("POST", "/api/v1/call/dial", dial); w.Code != row.dials {
				t.Errorf("a test call: %d %s, want %d", w.Code, w.Body, row.dials)
			}
		})
	}
}

func TestUsersSeeTheirOwn(t *testing.T) {
	b := newBench(t, Config{})
	id := b.create(0, 1, "")
	b.clock.Forward(10 * time.Second)
	call := b.calls(id)[0].CallID
	for _, target := range []string{
		"/api/v1/batch/check-status?userId=user_b&batchId=" + id,
		"/api/v1/status/batch?userId=user_b&batchId=" + id,
		"/api/v1/status/call?userId=user_b&callId=" + call,
	} {
		if w := b.send("GET", target, ""); w.Code != 404 {
			t.Errorf("GET %s: %d, want 404", target, w.Code)
		}
	}
	if w := b.send("GET", "/api/v1/batch/list?userId=user_b", ""); strings.TrimSpace(w.Body.String()) != "[]" {
		t.Errorf("a list of nothing is %s", w.Body)
	}
	if w := b.send("POST", "/api/v1/batch/cancel?userId=user_b&batchId="+id, ""); w.Code != 404 {
		t.Errorf("another user cancelled the batch: %d %s", w.Code, w.Body)
	}
}
