package api

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t
}

// reader reads one kind of reply, for tables over all of them.
type reader func([]byte) (any, error)

func reads[T any](read func([]byte) (T, error)) reader {
	return func(b []byte) (any, error) { return read(b) }
}

const (
	documentedStatistics = `{"batchId":"batch_1","status":"completed","priority":5,
 "statistics":{"total":10,"processed":9,"succeeded":6,"failed":3,"pending":1,"percentComplete":90,"successRate":66.7},
 "performance":{"callsPerSecond":0.01,"estimatedTimeRemaining":null,"elapsedTime":72.5},
 "timestamps":{"createdAt":"2026-01-02T20:27:34.060Z","startedAt":"2026-01-02T21:27:35+01:00","completedAt":null},
 "recentCalls":[{"id":"cmjx1","callSid":"CA123","status":"COMPLETED","duration":46,"createdAt":"2026-01-02T20:28:00Z","phoneNumber":"+1234567890","contactName":"John Doe"}],
 "webhooks":null,"agentId":"agent_1","userId":"user_1"}`
	documentedCalls = `{"batchId":"batch_1","calls":[{"callId":"call_1","status":"COMPLETED","startTime":"2025-11-15T14:31:02.456Z",
  "phoneNumber":"+15551234567","error":null,"duration":62,"recordingUrl":"https://rec.example/1.mp3"},
  {"callId":"call_2","status":"FAILED","startTime":null,"phoneNumber":"+15551234568","error":"No route","duration":null,"recordingUrl":null}]}`
	documentedList    = `[{"batchId":"batch_2","status":"processing","total":10,"processed":5,"succeeded":4,"failed":1,"percentComplete":50,"createdAt":"2026-01-02T20:27:34.060Z","agentId":"agent_1","priority":7}]`
	documentedDetails = `{"success":true,"data":{"id":"call_1","status":"COMPLETED","direction":"outbound","duration":62,
 "createdAt":"2026-01-02T20:27:34.060Z","endedAt":"2026-01-02T20:28:36.060Z","contact":{"name":"Ada","phoneNumber":"+15551234567"},
 "agent":{"id":"agent_1","name":"Renewals"},"recordingUrl":"https://rec.example/1.mp3","transcription":[{"role":"assistant","content":"Hello\nthere","timestamp":"2026-01-02T20:27:36Z"},{"role":"user","content":"Hi"}]}}`
	documentedMetrics = `{"callData":{"summary":"All went well.","metricJson":{"intent":"renew","sentiment":"positive","confidence":0.93,
 "keyPoints":["Renews","Same price"],"actionItems":[],"callStatus":"answered","budget":{"eur":30},"vip":true}},"metricSchema":{"intent":"string"}}`
	documentedAgent = `{"id":"agent_1","name":"Renewals","createdAt":"2026-01-02T20:27:34.060Z","updatedAt":"2026-01-03T20:27:34.060Z",
 "type":"OUTBOUND","isActive":true,"basicDetails":{"a":1},"metricConfig":{},"sipTrunkId":"trunk_1"}`
)

type read struct {
	name string
	read reader
	body string
	want any
}

var created = at("2026-01-02T20:27:34.060Z")

func batchReplies() []read {
	return []read{
		{"documented statistics", reads(readAllStatistics), documentedStatistics, BatchStatistics{
			BatchID: "batch_1", Status: StatusCompleted, Priority: 5,
			Total: 10, Processed: 9, Succeeded: 6, Failed: 3, Pending: 1, PercentComplete: 90, SuccessRate: 66.7,
			CallsPerSecond: 0.01, Elapsed: 72500 * time.Millisecond,
			CreatedAt: created, StartedAt: at("2026-01-02T20:27:35Z"),
			RecentCalls: []Call{{
				ID: "cmjx1", SID: "CA123", Status: CallCompleted, Duration: 46 * time.Second,
				CreatedAt: at("2026-01-02T20:28:00Z"), Phone: "+1234567890", Name: "John Doe",
			}},
			AgentID: "agent_1", UserID: "user_1",
		}},
		{
			"statistics with numbers as text, odd times and odd shapes", reads(readAllStatistics),
			`{"data":{"batchId":7,"status":"paused","priority":"9","statistics":{"total":"12.0","processed":-4,"succeeded":1e99,"failed":"many","percentComplete":"45.5%","pending":[1]},
			 "performance":{"estimatedTimeRemaining":"90.5","elapsedTime":{"s":1},"callsPerSecond":"0.5"},
			 "timestamps":{"createdAt":1767385654060,"startedAt":"1767385654","completedAt":"2026-01-02 20:27:34"},
			 "recentCalls":[null,7,"x",{"id":"c"},[]],"agentId":{"id":"agent_1"},"userId":false,"more":{"x":[{}]}}}`,
			BatchStatistics{
				BatchID: "7", Status: "paused", Priority: 9, Total: 12, Succeeded: 1 << 40, PercentComplete: 45.5, CallsPerSecond: 0.5,
				Remaining: 90500 * time.Millisecond, HasRemaining: true,
				CreatedAt: created, StartedAt: at("2026-01-02T20:27:34Z"), CompletedAt: at("2026-01-02T20:27:34Z"),
				RecentCalls: []Call{{ID: "c"}}, AgentID: "agent_1", UserID: "false",
			},
		},
		{
			"statistics with nothing in them", reads(readAllStatistics),
			`{"batchId":null,"status":null,"priority":null,"statistics":null,"performance":null,"timestamps":null,"recentCalls":null,"agentId":null}`,
			BatchStatistics{RecentCalls: []Call{}},
		},
		{"documented live calls", reads(readBatchCalls), documentedCalls, []Call{
			{
				ID: "call_1", Status: CallCompleted, StartedAt: at("2025-11-15T14:31:02.456Z"), Phone: "+15551234567",
				Duration: 62 * time.Second, RecordingURL: "https://rec.example/1.mp3",
			},
			{ID: "call_2", Status: CallFailed, Phone: "+15551234568", Error: "No route"},
		}},
		{"live calls as a bare list", reads(readBatchCalls), `[{"callId":"c","status":"RINGING","error":{"message":"busy"}}]`, []Call{{ID: "c", Status: "RINGING", Error: "busy"}}},
		{"live calls that are null", reads(readBatchCalls), `{"batchId":"b","calls":null}`, []Call{}},
		{"the documented list", reads(readBatchList), documentedList, []BatchSummary{{
			BatchID: "batch_2", Status: StatusProcessing, Total: 10, Processed: 5, Succeeded: 4, Failed: 1,
			PercentComplete: 50, CreatedAt: created, AgentID: "agent_1", Priority: 7,
		}}},
		{"a list under batches", reads(readBatchList), `{"batches":` + documentedList + `,"page":1}`, []BatchSummary{{
			BatchID: "batch_2", Status: StatusProcessing, Total: 10, Processed: 5, Succeeded: 4, Failed: 1,
			PercentComplete: 50, CreatedAt: created, AgentID: "agent_1", Priority: 7,
		}}},
		{"a list under data and batches", reads(readBatchList), `{"success":true,"data":{"batches":[{"batchId":"b"},{"status":"x"},null]}}`, []BatchSummary{{BatchID: "b"}}},
		{"an empty list", reads(readBatchList), ` [] `, []BatchSummary{}},
		{"the documented cancel", reads(readBatchCancelled), `{"success":true,"batchId":"b","status":"cancelled","cancelledJobs":50,"message":"Done"}`, BatchCancelled{
			BatchID: "b", Status: StatusCancelled, CancelledJobs: 50, Message: "Done",
		}},
		{"a cancel that says little", reads(readBatchCancelled), `{"success":"true"}`, BatchCancelled{}},
	}
}

func callReplies() []read {
	return []read{
		{"the documented dial", reads(readDialled), `{"message":"Call initiated","callId":"call_1","contactId":"c1","status":"ONGOING"}`, Dialled{
			CallID: "call_1", ContactID: "c1", Status: CallOngoing, Message: "Call initiated",
		}},
		{
			"the documented call", reads(readCallStatus),
			`{"callId":"call_1","status":"MISSED","startTime":"2025-11-15T14:31:02.456Z","phoneNumber":"+15551234567","contactId":"c1","batchId":"b1","error":null,"duration":null,"recordingUrl":null}`,
			Call{ID: "call_1", Status: CallMissed, StartedAt: at("2025-11-15T14:31:02.456Z"), Phone: "+15551234567", ContactID: "c1", BatchID: "b1"},
		},
		{"documented details", reads(readCallDetails), documentedDetails, CallDetails{
			Call: Call{
				ID: "call_1", Status: CallCompleted, Direction: "outbound", Duration: 62 * time.Second, CreatedAt: created,
				Name: "Ada", Phone: "+15551234567", RecordingURL: "https://rec.example/1.mp3",
			},
			EndedAt: at("2026-01-02T20:28:36.060Z"), Agent: "Renewals",
			Transcript: []Turn{{"assistant", "Hello there", at("2026-01-02T20:27:36Z")}, {"user", "Hi", time.Time{}}},
		}},
		{"details that are not wrapped", reads(readCallDetails), `{"id":"c","agent":"Renewals","contact":"Ada","transcription":"none"}`, CallDetails{Call: Call{ID: "c"}, Agent: "Renewals"}},
		{"documented metrics", reads(readCallMetrics), documentedMetrics, CallMetrics{
			"All went well.", []byte(`{"metricJson":{"intent":"renew","sentiment":"positive","confidence":0.93,"keyPoints":["Renews","Same price"],"actionItems":[],"callStatus":"answered","budget":{"eur":30},"vip":true}}`),
		}},
		{"metrics in the other documented shape", reads(readCallMetrics), `{"success":true,"callData":{"id":"call_1","summary":"S","transcription":[{"role":"user","content":"Hi"}],"recordingUrl":"https://rec.example/1.mp3","callbackRequired":true,"promisedDate":"2026-12-05","customMetrics":{"budget":{"value":30,"schema":"number"}}}}`, CallMetrics{
			"S", []byte(`{"callbackRequired":true,"customMetrics":{"budget":{"value":30,"schema":"number"}},"id":"call_1","promisedDate":"2026-12-05"}`),
		}},
		{"metrics without a call", reads(readCallMetrics), `{"callData":null,"metricSchema":{}}`, CallMetrics{}},
		{"metrics that are not wrapped", reads(readCallMetrics), `{"metricJson":{"keyPoints":"Renews","confidence":"0.5"},"summary":"S"}`, CallMetrics{"S", []byte(`{"metricJson":{"keyPoints":"Renews","confidence":"0.5"}}`)}},
		{"a summary beside the call", reads(readCallMetrics), `{"data":{"callData":{"metricJson":{}},"summary":"S\u001b[2J"}}`, CallMetrics{"S[2J", []byte(`{"metricJson":{}}`)}},
		{"the documented agent", reads(readAgent), documentedAgent, Agent{
			ID: "agent_1", Name: "Renewals", Type: AgentOutbound, Active: true, ActiveKnown: true, SIPTrunkID: "trunk_1",
			CreatedAt: created, UpdatedAt: at("2026-01-03T20:27:34.060Z"),
		}},
		{"an agent that does not say whether it is active", reads(readAgent), `{"id":"agent_1","isActive":null}`, Agent{ID: "agent_1"}},
		{"an agent that says it in words", reads(readAgent), `{"id":"agent_1","isActive":"False"}`, Agent{ID: "agent_1", ActiveKnown: true}},
	}
}

func TestRepliesAreRead(t *testing.T) {
	for _, row := range append(batchReplies(), callReplies()...) {
		t.Run(row.name, func(t *testing.T) {
			got, err := row.read([]byte(row.body))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, row.want) {
				t.Errorf("got  %+v\nwant %+v", got, row.want)
			}
		})
	}
}

// readers are all kinds of replies, in the order FuzzReplies numbers them.
var readers = []reader{
	reads(readBatchCreated), reads(readAllStatistics), reads(readBatchCalls), reads(readBatchList), reads(readBatchCancelled),
	reads(readDialled), reads(readCallStatus), reads(readCallDetails), reads(readCallMetrics), reads(readAgent),
}

func TestRepliesOfNoUseAreErrors(t *testing.T) {
	rows := []struct{ name, body, says string }{
		{"nothing", "", "with nothing in the reply"},
		{"white space", " \n", "with nothing in the reply"},
		{"a web page", "<!doctype html>", "with a web page"},
		{"a page after a blank line", "\n<html>", "with a web page"},
		{"null", "null", "something other than an object"},
		{"a number", "42", "something other than an object"},
		{"an object cut off", `{"batchId":"b","callId":"c","id":"i","callData":{`, "broken or cut off"},
		{"an object with a tail", `{"batchId":"b","callId":"c","id":"i","callData":{},"calls":[],"batches":[]} x`, "broken or cut off"},
		{"an object of something else", `{"success":false}`, "without"},
		{"data wrapped too deep", strings.Repeat(`{"data":`, 9) + `{}` + strings.Repeat(`}`, 9), "without"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			for i, read := range readers {
				got, err := read([]byte(row.body))
				if err == nil || !strings.Contains(err.Error(), row.says) {
					t.Errorf("reader %d: got %+v, error %v, want %q", i, got, err, row.says)
				}
			}
		})
	}
	if _, err := readBatchList([]byte(`[{"batchId":"b"}`)); err == nil {
		t.Error("a list cut off was read as whole")
	}
}

func TestInstants(t *testing.T) {
	want := at("2026-01-02T20:27:34Z")
	for _, s := range []string{
		`"2026-01-02T20:27:34Z"`, `"2026-01-02T20:27:34.000Z"`, `"2026-01-02T21:27:34+01:00"`, `"2026-01-02T21:27:34+0100"`,
		`"2026-01-02T20:27:34"`, `"2026-01-02 20:27:34"`, `"2026-01-02 20:27:34Z"`, `"2026-01-02 20:27:34 +00:00"`,
		`"2026-01-02 15:27:34 -0500"`, `"Fri, 02 Jan 2026 20:27:34 GMT"`, `1767385654`, `1767385654000`, `"1767385654"`, `1.767385654e12`,
	} {
		var got instant
		if fill([]byte(s), &got) != nil || !time.Time(got).Equal(want) {
			t.Errorf("%s was read as %v", s, time.Time(got))
		}
	}
	for _, s := range []string{`null`, `""`, `"soon"`, `0`, `-5`, `1e300`, `"NaN"`, `true`, `[]`, `{}`, `"0001-01-01T00:00:00Z"`, `"9999-12-31T23:59:59Z"`} {
		var got instant
		if fill([]byte(s), &got) != nil || !time.Time(got).IsZero() {
			t.Errorf("%s was read as %v", s, time.Time(got))
		}
	}
}

func readAllStatistics(body []byte) (BatchStatistics, error) { return readBatchStatistics(body, -1) }
