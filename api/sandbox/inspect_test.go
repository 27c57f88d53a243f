package sandbox

import (
	"encoding/json"
	"net/http/httptest"
	"slices"
	"testing"
)

func TestTheSandboxTellsWhatItStored(t *testing.T) {
	b := newBench(t, scripted(t, "create:2=500-after,list:*=lag:24h"))
	first := b.create(0, 2, `{"priority":7}`)
	b.send("POST", "/api/v1/batch", batchBody(1, 2, ""))
	b.send("GET", "/api/v1/batch/list?userId=user_a", "")

	var dials, requests, faults map[string]int
	b.fetch("GET", "/sandbox/dials", "", &dials)
	if len(dials) != 3 || dials[phoneOf(0)] != 1 || dials[phoneOf(1)] != 2 || dials[phoneOf(2)] != 1 {
		t.Errorf("dials %v", dials)
	}
	b.fetch("GET", "/sandbox/requests", "", &requests)
	if len(requests) != 2 || requests["POST /api/v1/batch"] != 2 || requests["GET /api/v1/batch/list"] != 1 {
		t.Errorf("requests %v: asking here is none", requests)
	}
	b.fetch("GET", "/sandbox/faults", "", &faults)
	if len(faults) != 2 || faults["create:2=500-after"] != 1 || faults["list:*=lag:24h"] != 1 {
		t.Errorf("faults %v", faults)
	}
	var batches []struct {
		BatchID, AgentID, UserID, CreatedAt string
		Total, Priority                     int
	}
	b.fetch("GET", "/sandbox/batches", "", &batches)
	if len(batches) != 2 || batches[1].BatchID != first || batches[1].Priority != 7 || batches[0].Total != 2 ||
		batches[0].UserID != "user_a" || batches[0].AgentID != DemoAgent || batches[0].CreatedAt != "2026-03-02T09:00:00.000Z" {
		t.Errorf("batches %+v", batches)
	}
}

// A number that a batch was cancelled before it came to was taken, and not called.
func TestACancelledBatchRangOnlyThoseItCameTo(t *testing.T) {
	b := newBench(t, Config{})
	id := b.create(0, 2, "")
	b.create(1, 2, "")
	b.send("POST", "/api/v1/batch/cancel?userId=user_a&batchId="+id, "")
	var dials, rings map[string]int
	b.fetch("GET", "/sandbox/dials", "", &dials)
	b.fetch("GET", "/sandbox/rings", "", &rings)
	var calls []Attempt
	if b.fetch("GET", "/sandbox/calls", "", &calls); len(calls) != 0 {
		t.Errorf("placed are %v", calls)
	}
	if dials[phoneOf(0)] != 1 || rings[phoneOf(0)] != 0 || dials[phoneOf(1)] != 2 || rings[phoneOf(1)] != 1 || rings[phoneOf(2)] != 1 {
		t.Errorf("taken %v, called %v", dials, rings)
	}
}

func TestAnEmptySandboxTellsOfNothing(t *testing.T) {
	b := newBench(t, Config{})
	for target, want := range map[string]string{"dials": "{}\n", "rings": "{}\n", "requests": "{}\n", "faults": "{}\n", "batches": "[]\n", "tests": "[]\n", "calls": "[]\n"} {
		if got := b.send("GET", "/sandbox/"+target, "").Body.String(); got != want {
			t.Errorf("%s is %q, want %q", target, got, want)
		}
	}
}

func TestInspectionIsReadOnlyAndApart(t *testing.T) {
	rows := []struct {
		name, method, target, auth string
		key                        string
		status                     int
	}{
		{"no key is needed when any would do", "GET", "/sandbox/dials", "", "", 200},
		{"a sandbox with a key asks for it", "GET", "/sandbox/dials", "", "key", 401},
		{"the key opens it", "GET", "/sandbox/dials", "Bearer key", "key", 200},
		{"nothing can be written", "POST", "/sandbox/dials", "", "", 405},
		{"nothing else is there", "GET", "/sandbox/other", "", "", 404},
		{"a path is matched whole", "GET", "/sandbox/dials/", "", "", 404},
		{"there is no index", "GET", "/sandbox/", "", "", 404},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, Config{Key: row.key})
			r := httptest.NewRequest(row.method, row.target, nil)
			if row.auth != "" {
				r.Header.Set("Authorization", row.auth)
			}
			w := httptest.NewRecorder()
			b.ServeHTTP(w, r)
			if w.Code != row.status || !json.Valid(w.Body.Bytes()) || w.Header().Get("Date") == "" {
				t.Errorf("%d %s, want %d", w.Code, w.Body, row.status)
			}
			if n := len(b.Requests()); n != 0 {
				t.Errorf("%d kinds of request counted", n)
			}
		})
	}
}

// What a test call was asked for with is told, so that it can be held that none goes to a
// contact; one that was refused is none.
func TestTheSandboxTellsOfTestCalls(t *testing.T) {
	b := newBench(t, scripted(t, "dial:2=402"))
	for _, body := range []string{
		`{"to":"+447400123101","agentConfigId":"` + DemoAgent + `","userId":"user_a","callerDetails":{"name":"Ada"}}`,
		`{"to":"+447400123102","agentConfigId":"` + DemoAgent + `","userId":"user_a"}`,
		`{"to":"+447400123103","agentConfigId":"` + DemoAgent + `","userId":"user_a","contactId":"c 7"}`,
	} {
		b.send("POST", "/api/v1/call/dial", body)
	}
	var calls []TestCall
	b.fetch("GET", "/sandbox/tests", "", &calls)
	if want := []TestCall{{"+447400123101", "", "Ada"}, {"+447400123103", "c 7", ""}}; !slices.Equal(calls, want) {
		t.Errorf("test calls %+v, want %+v", calls, want)
	}
}
