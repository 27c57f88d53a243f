package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// refusedField is a create request with one mistake, and the field to be named.
type refusedField struct{ name, body, field string }

func TestBodyOfACreateRequest(t *testing.T) {
	checkRefused(t, []refusedField{
		{"an agent is required", `{"userId":"u","contacts":[{"phoneNumber":"+15550000001"}]}`, "agentId"},
		{"a user is required", `{"agentId":"a","contacts":[{"phoneNumber":"+15550000001"}]}`, "userId"},
		{"contacts are required", `{"agentId":"a","userId":"u"}`, "contacts"},
		{"an empty agent is none", `{"agentId":"","userId":"u","contacts":[{"phoneNumber":"+15550000001"}]}`, "agentId"},
		{"no contacts are too few", `{"agentId":"a","userId":"u","contacts":[]}`, "contacts"},
		{"contacts are an array", `{"agentId":"a","userId":"u","contacts":{"phoneNumber":"+15550000001"}}`, "contacts"},
		{"an array is no request", `[]`, "body"},
		{"nothing is no document", ` `, "body"},
		{"half a document is none", `{"agentId":"a"`, "body"},
		{"two documents are one too many", `{}{}`, "body"},
		{"a document is JSON", `{agentId:"a"}`, "body"},
		{"a bottomless value is left alone", `{"x":` + strings.Repeat("[", 1000), "body"},
	})
}

func TestContactsOfACreateRequest(t *testing.T) {
	with := func(contact string) string {
		return `{"agentId":"a","userId":"u","contacts":[{"phoneNumber":"+15550000001"},` + contact + `]}`
	}
	phone := func(number string) string { return with(`{"phoneNumber":"` + number + `"}`) }
	checkRefused(t, []refusedField{
		{"a contact is an object", with(`"+15550000002"`), "contacts[1]"},
		{"a contact has a number", with(`{"name":"A"}`), "contacts[1].phoneNumber"},
		{"a number needs its plus", phone("15550000002"), "contacts[1].phoneNumber"},
		{"a country code does not begin with zero", phone("+05550000002"), "contacts[1].phoneNumber"},
		{"nine characters are too few", phone("+15550000"), "contacts[1].phoneNumber"},
		{"sixteen digits are too many", phone("+1555000000212345"), "contacts[1].phoneNumber"},
		{"a number holds digits only", phone("+1555 000 0002"), "contacts[1].phoneNumber"},
		{"a number is a string", with(`{"phoneNumber":15550000002}`), "contacts[1].phoneNumber"},
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
		{"a field stands once among many", with(`{"phoneNumber":"+15550000002","metadata":{` + manyFields(40) + `,"k20":1}}`), "contacts[1].metadata.k20"},
	})
}

func TestOptionsOfACreateRequest(t *testing.T) {
	option := func(options string) string {
		return `{"agentId":"a","userId":"u","contacts":[{"phoneNumber":"+15550000001"}],"options":` + options + `}`
	}
	checkRefused(t, []refusedField{
		{"options are an object", option(`null`), "options"},
		{"a priority is at least 1", option(`{"priority":0}`), "options.priority"},
		{"a priority is at most 10", option(`{"priority":11}`), "options.priority"},
		{"a priority is a number", option(`{"priority":"5"}`), "options.priority"},
		{"a rate is at least 1", option(`{"maxCallsPerSecond":0}`), "options.maxCallsPerSecond"},
		{"a rate is at most 30", option(`{"maxCallsPerSecond":31}`), "options.maxCallsPerSecond"},
		{"there is at least one attempt", option(`{"retryStrategy":{"maxAttempts":0}}`), "options.retryStrategy.maxAttempts"},
		{"there are at most five attempts", option(`{"retryStrategy":{"maxAttempts":6}}`), "options.retryStrategy.maxAttempts"},
		{"a delay is a number", option(`{"retryStrategy":{"noAnswerDelay":"1h"}}`), "options.retryStrategy.noAnswerDelay"},
		{"a start is an instant", option(`{"scheduledStartTime":"tomorrow"}`), "options.scheduledStartTime"},
		{"a start has an offset", option(`{"scheduledStartTime":"2027-01-01T09:00:00"}`), "options.scheduledStartTime"},
		{"a zone is known", option(`{"timezone":"Mars/Olympus"}`), "options.timezone"},
		{"a zone is not this machine's", option(`{"timezone":"Local"}`), "options.timezone"},
		{"a zone is not empty", option(`{"timezone":""}`), "options.timezone"},
		{"a zone is not a path", option(`{"timezone":"../../etc/passwd"}`), "options.timezone"},
		{"a webhook is a web address", option(`{"webhooks":{"onCallComplete":"ftp://x.example"}}`), "options.webhooks.onCallComplete"},
		{"a webhook has a host", option(`{"webhooks":{"onBatchFailed":"https://"}}`), "options.webhooks.onBatchFailed"},
		{"tags are an array", option(`{"tags":"a"}`), "options.tags"},
		{"tags are strings", option(`{"tags":["a",1]}`), "options.tags[1]"},
		{"options stand once", `{"options":{},"options":{},"agentId":"a","userId":"u","contacts":[{"phoneNumber":"+15550000001"}]}`, "options"},
		{"a start is a string", option(`{"scheduledStartTime":1}`), "options.scheduledStartTime"},
		{"a zone is a string", option(`{"timezone":["UTC"]}`), "options.timezone"},
		{"a webhook is a string", option(`{"webhooks":{"onCallComplete":{}}}`), "options.webhooks.onCallComplete"},
	})
}

// What the reference does not forbid is not refused: a rehearsal stricter than
// the service would pass what fails there, or hide what it lets through.
func TestWhatIsNotForbiddenIsAccepted(t *testing.T) {
	contact := func(more string) string {
		return `{"agentId":"` + DemoAgent + `","userId":"u","contacts":[{"phoneNumber":"+15550000001"},{"phoneNumber":"+15550000002"` + more + `}]}`
	}
	option := func(options string) string {
		return `{"agentId":"` + DemoAgent + `","userId":"u","contacts":[{"phoneNumber":"+15550000001"}],"options":` + options + `}`
	}
	rows := []struct{ name, body string }{
		{"a field nobody named", strings.Replace(contact(""), `{`, `{"name":"x",`, 1)},
		{"a field of a contact nobody named", contact(`,"phone":{"a":[1,{}]}`)},
		{"a field in other letters", contact(`,"PhoneNumber":"+15550000003"`)},
		{"an empty id", contact(`,"id":""`)},
		{"an empty name", contact(`,"name":" "`)},
		{"an empty company", contact(`,"company":""`)},
		{"an option nobody named", option(`{"rate":1}`)},
		{"a priority between two", option(`{"priority":1.5}`)},
		{"a rate between two", option(`{"maxCallsPerSecond":2.5}`)},
		{"a delay below nothing", option(`{"retryStrategy":{"busyDelay":-1}}`)},
		{"a delay without end", option(`{"retryStrategy":{"noAnswerDelay":1e300}}`)},
		{"a field of a retry strategy nobody named", option(`{"retryStrategy":{"delay":1}}`)},
		{"a webhook nobody named", option(`{"webhooks":{"onStart":"https://x.example"}}`)},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if w := newBench(t, Config{}).send("POST", "/api/v1/batch", row.body); w.Code != 202 {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
}

// A number that stands in a batch twice is called once, and still counts as
// submitted twice: nothing of ours may ever do that.
func TestANumberThatStandsTwiceIsCalledOnceAndCountedTwice(t *testing.T) {
	b := newBench(t, Config{})
	var reply struct{ BatchID string }
	b.fetch("POST", "/api/v1/batch", `{"agentId":"`+DemoAgent+`","userId":"user_a","contacts":[
		{"phoneNumber":"+15550000001"},{"phoneNumber":"+15550000002"},{"phoneNumber":"+15550000001","id":"c"}]}`, &reply)
	if n := b.report(reply.BatchID, "").Statistics.Total; n != 2 {
		t.Errorf("%d contacts, want 2", n)
	}
	if n := b.Dials()["+15550000001"]; n != 2 {
		t.Errorf("submitted %d times, want 2", n)
	}
}

// manyFields are the members k0 to k(n-1) of an object.
func manyFields(n int) string {
	var fields []string
	for i := range n {
		fields = append(fields, fmt.Sprintf(`"k%d":1`, i))
	}
	return strings.Join(fields, ",")
}

func checkRefused(t *testing.T, rows []refusedField) {
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

func TestACreateRequestOfEveryFieldIsAccepted(t *testing.T) {
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
