package apitest_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"callsheet/api/apitest"
)

// TestWhatIsNotDescribedIsFound holds the description to what it is for: each
// row was sent or answered once, or would be by a slip.
func TestWhatIsNotDescribedIsFound(t *testing.T) {
	order := func(contact, options string) string {
		return `{"agentId":"a","userId":"u","contacts":[{` + contact + `}],"options":{` + options + `}}`
	}
	const phone = `"phoneNumber":"+447400123999"`
	requests := []struct{ name, method, target, body, says string }{
		{"a batch with everything", "POST", "/api/v1/batch", order(phone+`,"id":"c","name":"A","email":"a@b.example","company":"C","metadata":{"k":1.5,"t":true,"s":"x"}`,
			`"priority":5,"scheduledStartTime":"2026-03-02T09:00:00.500Z","timezone":"UTC","maxCallsPerSecond":10,"retryStrategy":{"maxAttempts":3,"noAnswerDelay":1,"busyDelay":1},"webhooks":{"onCallComplete":"https://x.example/y"},"tags":["t"]`), ""},
		{"a batch without contacts", "POST", "/api/v1/batch", `{"agentId":"a","userId":"u","contacts":[]}`, "contacts"},
		{"a field nobody knows", "POST", "/api/v1/batch", order(phone+`,"phone":"1"`, ""), "phone"},
		{"an option nobody knows", "POST", "/api/v1/batch", order(phone, `"rate":1`), "rate"},
		{"an empty name", "POST", "/api/v1/batch", order(phone+`,"name":""`, ""), "name"},
		{"half an email", "POST", "/api/v1/batch", order(phone+`,"email":"a@"`, ""), "email"},
		{"a number that is no E.164", "POST", "/api/v1/batch", order(`"phoneNumber":"07400 123999"`, ""), "phoneNumber"},
		{"a start without a zone", "POST", "/api/v1/batch", order(phone, `"scheduledStartTime":"2026-03-02T09:00:00"`), "scheduledStartTime"},
		{"a rate above the limit", "POST", "/api/v1/batch", order(phone, `"maxCallsPerSecond":31`), "maxCallsPerSecond"},
		{"a cancel", "POST", "/api/v1/batch/cancel?batchId=b&userId=u", "", ""},
		{"a cancel with a body", "POST", "/api/v1/batch/cancel?batchId=b&userId=u", `{"userId":"u"}`, "no body is described"},
		{"a cancel by nobody", "POST", "/api/v1/batch/cancel?batchId=b", "", "userId"},
		{"a list of a page", "GET", "/api/v1/batch/list?userId=u&page=2", "", "page is not described"},
		{"a limit of none", "GET", "/api/v1/batch/check-status?userId=u&batchId=b&limit=0", "", "limit"},
		{"metrics of nobody", "GET", "/api/v1/call/get-metric?userId=u&callId=c&agentId=a", "", "contactId"},
		{"an agent asked for twice", "GET", "/api/v1/agent?userId=u&agentId=a&agentId=b", "", "given 2 times"},
		{"an endpoint nobody knows", "GET", "/api/v1/balance", "", "is not described"},
		{"a method nobody knows", "DELETE", "/api/v1/batch", "", "is not described"},
	}
	for _, row := range requests {
		t.Run(row.name, func(t *testing.T) {
			r := httptest.NewRequest(row.method, row.target, strings.NewReader(row.body))
			r.Header.Set("Authorization", "Bearer key")
			if row.body != "" {
				r.Header.Set("Content-Type", "application/json")
			}
			finds(t, apitest.CheckRequest(t, r, []byte(row.body)), row.says)
		})
	}
	const record = `"id":"c","status":"COMPLETED","createdAt":"2026-03-02T09:00:00Z","contact":{"name":"A","phoneNumber":"+1"},"transcription":[]`
	replies := []struct {
		name, target string
		status       int
		body, says   string
	}{
		{"a record", "/api/v1/call/check-status", 200, `{"success":true,"data":{` + record + `,"direction":"OUTBOUND","agent":"Ada"}}`, ""},
		{"a direction in small letters", "/api/v1/call/check-status", 200, `{"success":true,"data":{` + record + `,"direction":"outbound","agent":"Ada"}}`, "direction"},
		{"an agent that is no name", "/api/v1/call/check-status", 200, `{"success":true,"data":{` + record + `,"direction":"OUTBOUND","agent":{"id":"a"}}}`, "agent"},
		{"an end that has not come", "/api/v1/call/check-status", 200, `{"success":true,"data":{` + record + `,"direction":"OUTBOUND","agent":"Ada","endedAt":null}}`, "endedAt"},
		{"a list", "/api/v1/batch/list", 200, `[]`, ""},
		{"a list that finds something wrong in the request", "/api/v1/batch/list", 400, `{"error":"Validation failed"}`, "status"},
		{"a list in a wrapping", "/api/v1/batch/list", 200, `{"batches":[]}`, "array"},
		{"a refusal that says nothing", "/api/v1/batch/list", 401, `{}`, "properties"},
		{"a refusal with more than is described", "/api/v1/batch/list", 401, `{"error":"x","statusCode":401}`, "statusCode"},
	}
	for _, row := range replies {
		t.Run(row.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", row.target, nil)
			header := http.Header{"Content-Type": {"application/json; charset=utf-8"}}
			finds(t, apitest.CheckReply(t, r, row.status, header, []byte(row.body)), row.says)
		})
	}
}

func finds(t *testing.T, err error, says string) {
	t.Helper()
	switch {
	case says == "" && err != nil:
		t.Errorf("it is as described, and this is found: %v", err)
	case says != "" && (err == nil || !strings.Contains(err.Error(), says)):
		t.Errorf("found %v, want something about %q", err, says)
	}
}
