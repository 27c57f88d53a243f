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
		{"a foreign user may not cancel", "POST", "/api/v1/batch/cancel?batchId=x", `{"userId":"user_b"}`, 403, "userId does not belong"},
		{"a foreign user may not dial", "POST", "/api/v1/call/dial", `{"to":"+15550000001","agentConfigId":"a","userId":"user_b"}`, 403, "userId does not belong"},
		{"a user is required to list", "GET", "/api/v1/batch/list", "", 400, `"userId":["User ID is required"]`},
		{"a user is required to cancel", "POST", "/api/v1/batch/cancel?batchId=x", "", 400, `"userId":["User ID is required"]`},
		{"two users are one too many", "POST", "/api/v1/batch/cancel?batchId=x&userId=user_a", `{"userId":"user_b"}`, 400, "Differs"},
		{"an unknown parameter is refused", "GET", "/api/v1/batch/list?userId=user_a&page=2", "", 400, `"page":["Unrecognized parameter"]`},
		{"a parameter given twice is refused", "GET", "/api/v1/batch/list?userId=user_a&userId=user_a", "", 400, `Parameter given twice`},
		{"a broken query is refused", "GET", "/api/v1/batch/list?userId=%zz", "", 400, `"query"`},
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
		{"a cancel takes no options", "POST", "/api/v1/batch/cancel?batchId=x", `{"userId":"user_a","force":true}`, 400, `"force":["Unrecognized field"]`},
		{"a test call is placed", "POST", "/api/v1/call/dial", dial("+15550000001", DemoAgent), 200, `"status":"ONGOING"`},
		{"a test call needs an active agent", "POST", "/api/v1/call/dial", dial("+15550000001", "agent_off"), 404, `"code":"AGENT_NOT_FOUND"`},
		{"a test call is checked by field", "POST", "/api/v1/call/dial", `{"to":"0123","callerDetails":{"name":"","age":3},"statusCallBackUrl":"x"}`, 400,
			`{"agentConfigId":["Agent ID is required"],"callerDetails.age":["Unrecognized field"],"callerDetails.name":["Must not be empty"],"statusCallBackUrl":["Must be an http or https URL"],"to":["Must be a phone number in E.164, such as +15551234567"],"userId":["User ID is required"]}`},
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

func TestOrderFields(t *testing.T) {
	with := func(contact string) string {
		return `{"agentId":"a","userId":"u","contacts":[{"phoneNumber":"+15550000001"},` + contact + `]}`
	}
	option := func(options string) string {
		return `{"agentId":"a","userId":"u","contacts":[{"phoneNumber":"+15550000001"}],"options":` + options + `}`
	}
	phone := func(number string) string { return with(`{"phoneNumber":"` + number + `"}`) }
	rows := []struct{ name, body, field string }{
		{"an agent is required", `{"userId":"u","contacts":[{"phoneNumber":"+15550000001"}]}`, "agentId"},
		{"a user is required", `{"agentId":"a","contacts":[{"phoneNumber":"+15550000001"}]}`, "userId"},
		{"contacts are required", `{"agentId":"a","userId":"u"}`, "contacts"},
		{"an empty agent is none", `{"agentId":"","userId":"u","contacts":[{"phoneNumber":"+15550000001"}]}`, "agentId"},
		{"no contacts are too few", `{"agentId":"a","userId":"u","contacts":[]}`, "contacts"},
		{"contacts are an array", `{"agentId":"a","userId":"u","contacts":{"phoneNumber":"+15550000001"}}`, "contacts"},
		{"a contact is an object", with(`"+15550000002"`), "contacts[1]"},
		{"a contact has a number", with(`{"name":"A"}`), "contacts[1].phoneNumber"},
		{"a number needs its plus", phone("15550000002"), "contacts[1].phoneNumber"},
		{"a country code does not begin with zero", phone("+05550000002"), "contacts[1].phoneNumber"},
		{"nine characters are too few", phone("+15550000"), "contacts[1].phoneNumber"},
		{"sixteen digits are too many", phone("+1555000000212345"), "contacts[1].phoneNumber"},
		{"a number holds digits only", phone("+1555 000 0002"), "contacts[1].phoneNumber"},
		{"a number is a string", with(`{"phoneNumber":15550000002}`), "contacts[1].phoneNumber"},
		{"a number stands once", phone("+15550000001"), "contacts[1].phoneNumber"},
		{"an id stands once", with(`{"id":"c","phoneNumber":"+15550000002"},{"id":"c","phoneNumber":"+15550000003"}`), "contacts[2].id"},
		{"an id says something", with(`{"id":"","phoneNumber":"+15550000002"}`), "contacts[1].id"},
		{"a name says something", with(`{"name":" ","phoneNumber":"+15550000002"}`), "contacts[1].name"},
		{"a company says something", with(`{"company":"","phoneNumber":"+15550000002"}`), "contacts[1].company"},
		{"a company is a string", with(`{"company":[1],"phoneNumber":"+15550000002"}`), "contacts[1].company"},
		{"an email says something", with(`{"email":"","phoneNumber":"+15550000002"}`), "contacts[1].email"},
		{"an email has a domain", with(`{"email":"a@b","phoneNumber":"+15550000002"}`), "contacts[1].email"},
		{"an email is an address only", with(`{"email":"A <a@b.co>","phoneNumber":"+15550000002"}`), "contacts[1].email"},
		{"an email is not null", with(`{"email":null,"phoneNumber":"+15550000002"}`), "contacts[1].email"},
		{"metadata is an object", with(`{"metadata":"x","phoneNumber":"+15550000002"}`), "contacts[1].metadata"},
		{"metadata holds no null", with(`{"metadata":{"k":null},"phoneNumber":"+15550000002"}`), "contacts[1].metadata.k"},
		{"metadata holds no object", with(`{"metadata":{"k":{"a":[1]}},"phoneNumber":"+15550000002"}`), "contacts[1].metadata.k"},
		{"metadata names its values", with(`{"metadata":{"":1},"phoneNumber":"+15550000002"}`), "contacts[1].metadata"},
		{"a field stands once", with(`{"phoneNumber":"+15550000002","phoneNumber":"+15550000003"}`), "contacts[1].phoneNumber"},
		{"a field is spelt as documented", with(`{"PhoneNumber":"+15550000002","phoneNumber":"+15550000003"}`), "contacts[1].PhoneNumber"},
		{"a contact has no other fields", with(`{"phone":{"a":[1,{}]},"phoneNumber":"+15550000002"}`), "contacts[1].phone"},
		{"an order has no other fields", `{"name":"x","agentId":"a","userId":"u","contacts":[{"phoneNumber":"+15550000001"}]}`, "name"},
		{"options are an object", option(`null`), "options"},
		{"options have no other fields", option(`{"rate":1}`), "options.rate"},
		{"a priority is at least 1", option(`{"priority":0}`), "options.priority"},
		{"a priority is at most 10", option(`{"priority":11}`), "options.priority"},
		{"a priority is whole", option(`{"priority":1.5}`), "options.priority"},
		{"a priority is a number", option(`{"priority":"5"}`), "options.priority"},
		{"a rate is at least 1", option(`{"maxCallsPerSecond":0}`), "options.maxCallsPerSecond"},
		{"a rate is at most 30", option(`{"maxCallsPerSecond":31}`), "options.maxCallsPerSecond"},
		{"there is at least one attempt", option(`{"retryStrategy":{"maxAttempts":0}}`), "options.retryStrategy.maxAttempts"},
		{"there are at most five attempts", option(`{"retryStrategy":{"maxAttempts":6}}`), "options.retryStrategy.maxAttempts"},
		{"a delay is not negative", option(`{"retryStrategy":{"busyDelay":-1}}`), "options.retryStrategy.busyDelay"},
		{"a delay is a number", option(`{"retryStrategy":{"noAnswerDelay":"1h"}}`), "options.retryStrategy.noAnswerDelay"},
		{"a delay ends some day", option(`{"retryStrategy":{"noAnswerDelay":1e300}}`), "options.retryStrategy.noAnswerDelay"},
		{"a retry strategy has no other fields", option(`{"retryStrategy":{"delay":1}}`), "options.retryStrategy.delay"},
		{"a start is an instant", option(`{"scheduledStartTime":"tomorrow"}`), "options.scheduledStartTime"},
		{"a start has an offset", option(`{"scheduledStartTime":"2027-01-01T09:00:00"}`), "options.scheduledStartTime"},
		{"a zone is known", option(`{"timezone":"Mars/Olympus"}`), "options.timezone"},
		{"a zone is not this machine's", option(`{"timezone":"Local"}`), "options.timezone"},
		{"a zone is not empty", option(`{"timezone":""}`), "options.timezone"},
		{"a zone is not a path", option(`{"timezone":"../../etc/passwd"}`), "options.timezone"},
		{"a webhook is a web address", option(`{"webhooks":{"onCallComplete":"ftp://x.example"}}`), "options.webhooks.onCallComplete"},
		{"a webhook has a host", option(`{"webhooks":{"onBatchFailed":"https://"}}`), "options.webhooks.onBatchFailed"},
		{"webhooks are three", option(`{"webhooks":{"onStart":"https://x.example"}}`), "options.webhooks.onStart"},
		{"tags are an array", option(`{"tags":"a"}`), "options.tags"},
		{"tags are strings", option(`{"tags":["a",1]}`), "options.tags[1]"},
		{"an array is no order", `[]`, "body"},
		{"nothing is no document", ` `, "body"},
		{"half a document is none", `{"agentId":"a"`, "body"},
		{"two documents are one too many", `{}{}`, "body"},
		{"a document is JSON", `{agentId:"a"}`, "body"},
		{"a bottomless value is left alone", `{"x":` + strings.Repeat("[", 1000), "body"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			w := newBench(t, Config{}).send("POST", "/api/v1/batch", row.body)
			var got struct {
				Error, Code string
				Details     struct{ FieldErrors map[string][]string }
			}
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if w.Code != 400 || got.Error != "Validation failed" || got.Code != "INVALID_REQUEST" {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			if all := got.Details.FieldErrors; len(all) != 1 || len(all[row.field]) != 1 {
				t.Errorf("%v, want one complaint, about %s", all, row.field)
			}
		})
	}
}

func TestOrderOfEveryFieldIsAccepted(t *testing.T) {
	b := newBench(t, Config{BaseURL: "https://dial.example"})
	body := `{"agentId":"` + DemoAgent + `","userId":"user_a","contacts":[
		{"id":"c1","phoneNumber":"+493012345678","name":"Zoë","email":"zoe@example.com","company":null,
		 "metadata":{"policy":"P-1","amount":12.5,"vip":true}}],
		"options":{"priority":10,"scheduledStartTime":"2026-03-02T09:00:00.500Z","timezone":"America/Argentina/Ushuaia",
		"maxCallsPerSecond":30,"retryStrategy":{"maxAttempts":5,"noAnswerDelay":0,"busyDelay":300000},
		"webhooks":{"onCallComplete":"https://x.example/a","onBatchComplete":"http://x.example/b","onBatchFailed":"https://x.example/c"},
		"tags":["spring"]}}`
	w := b.send("POST", "/api/v1/batch", body)
	id := fmt.Sprintf("batch_%d_%s_0001", opening.Unix(), DemoAgent)
	want := `{"success":true,"batchId":"` + id + `","status":"ingesting",` +
		`"message":"Batch accepted and is being processed. Monitor the status link for updates.",` +
		`"links":{"status":"https://dial.example/api/v1/batch/` + id + `/status","dashboard":"https://dial.example/batch/monitor/` + id + `"}}`
	if w.Code != 202 || strings.TrimSpace(w.Body.String()) != want {
		t.Fatalf("%d %s\nwant %s", w.Code, w.Body, want)
	}
	r := b.report(id, "")
	if r.Webhooks["onBatchComplete"] != "http://x.example/b" || r.Priority != 10 || r.AgentID != DemoAgent || r.UserID != "user_a" {
		t.Errorf("statistics forgot what was ordered: %+v", r)
	}
	var linked report
	b.fetch("GET", "/api/v1/batch/"+id+"/status", "", &linked)
	if linked.BatchID != id {
		t.Errorf("the status link answers for %q", linked.BatchID)
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
	long := `{"` + strings.Repeat("é", 10_000) + `":1}`
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

func TestOrderBytesAreBounded(t *testing.T) {
	r := httptest.NewRequest("POST", "/api/v1/batch", strings.NewReader("{}"))
	r.Header.Set("Authorization", "Bearer key")
	r.Header.Set("Content-Type", "application/json")
	r.ContentLength = maxOrderBytes + 1
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

func TestUsersSeeTheirOwn(t *testing.T) {
	b := newBench(t, Config{})
	id := b.create(0, 1, "")
	b.clock.wait(10 * time.Second)
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
