package sandbox

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
)

func TestFaultsOfOtherEndpoints(t *testing.T) {
	rows := []struct {
		script, method, target string
		status                 int
		says                   string
	}{
		{"list=500-before", "GET", "/api/v1/batch/list?userId=user_a", 500, "INTERNAL_ERROR"},
		{"status=404", "GET", "/api/v1/batch/check-status?userId=user_a&batchId=$", 404, "BATCH_NOT_FOUND"},
		{"calls=502-html", "GET", "/api/v1/status/batch?userId=user_a&batchId=$", 502, "Bad Gateway"},
		{"link=429:1", "GET", "/api/v1/batch/$/status", 429, "RATE_LIMITED"},
		{"cancel=500-after", "POST", "/api/v1/batch/cancel?userId=user_a&batchId=$", 500, "INTERNAL_ERROR"},
		{"dial=409", "POST", "/api/v1/call/dial", 409, "Call already in progress"},
		{"agent=404", "GET", "/api/v1/agent?userId=user_a&agentId=" + DemoAgent, 404, "AGENT_NOT_FOUND"},
		{"call=404", "GET", "/api/v1/status/call?userId=user_a&callId=x", 404, "CALL_NOT_FOUND"},
		{"record=garbage", "GET", "/api/v1/call/check-status?userId=user_a&callId=x", 404, "CALL_NOT_FOUND"}, // refused anyhow
		{"metric=redirect:http://a.invalid", "GET", "/api/v1/call/get-metric?userId=user_a&callId=x", 307, "Temporary"},
	}
	for _, row := range rows {
		t.Run(row.script, func(t *testing.T) {
			b := newBench(t, scripted(t, row.script))
			id := b.create(0, 3, "")
			w := b.send(row.method, strings.ReplaceAll(row.target, "$", id), "{}") // a body nobody asked for harms nothing
			if w.Code != row.status || !strings.Contains(w.Body.String(), row.says) {
				t.Errorf("%d %s, want %d with %s", w.Code, w.Body, row.status, row.says)
			}
			if row.script == "cancel=500-after" {
				if got := b.report(id, "").Status; got != "cancelled" {
					t.Errorf("the batch is %s: the fault must come after the cancel", got)
				}
			}
		})
	}
}

func TestWhichRequestsAFaultStrikes(t *testing.T) {
	rows := []struct{ name, script, statuses string }{
		{"no script strikes nobody", "", "202 202 202 202"},
		{"one request", "create:2=500-before", "202 500 202 202"},
		{"a range", "create:2-3=500-before", "202 500 500 202"},
		{"from one on", "create:3-=500-before", "202 202 500 500"},
		{"every one", "create:*=500-before", "500 500 500 500"},
		{"every one, when nothing is said", "create=500-before", "500 500 500 500"},
		{"create is meant when no endpoint is named", "2=500-before", "202 500 202 202"},
		{"every create", "*=500-before", "500 500 500 500"},
		{"the first rule that fits plays", "create:2=400, create:2-3=500-before, create:*=429", "429 400 500 429"},
		{"a rule for another endpoint strikes nobody here", "list:*=500-before", "202 202 202 202"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, scripted(t, row.script))
			var got []string
			for i := range 4 {
				b.send("GET", "/api/v1/batch/list?userId=user_a", "") // counted for itself
				b.send("GET", "/api/v1/batch", "")                    // another method is another endpoint
				got = append(got, fmt.Sprint(b.send("POST", "/api/v1/batch", batchBody(i, 1, "")).Code))
			}
			if strings.Join(got, " ") != row.statuses {
				t.Errorf("%v, want %s", got, row.statuses)
			}
		})
	}
}

func TestARefusedRequestCountsToo(t *testing.T) {
	b := newBench(t, scripted(t, "create:2=500-before"))
	if w := b.send("POST", "/api/v1/batch", "{}"); w.Code != 400 {
		t.Errorf("%d", w.Code)
	}
	if w := b.send("POST", "/api/v1/batch", batchBody(0, 1, "")); w.Code != 500 {
		t.Errorf("%d", w.Code)
	}
}

func TestAScriptIsKeptUnderLoad(t *testing.T) {
	const each = 40
	script := fmt.Sprintf("create:1-%d=drop-after,create:%d-%d=500-before,create:%d-%d=slow-before:1ms,create:%d-%d=cut,create:%d-%d=reset-before",
		each, each+1, 2*each, 2*each+1, 3*each, 3*each+1, 4*each, 4*each+1, 5*each)
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			b := newBench(t, scripted(t, script))
			client, base := way.reach(t, b.Sandbox)
			var all sync.WaitGroup
			lanes := make(chan struct{}, 16)
			for i := range 6 * each {
				all.Go(func() {
					lanes <- struct{}{}
					defer func() { <-lanes }()
					r := createBodyOf(t, t.Context(), base, 1)
					body := batchBody(i, 1, "")
					r.Body, r.ContentLength, r.GetBody = io.NopCloser(strings.NewReader(body)), int64(len(body)), nil
					do(client, r)
				})
			}
			all.Wait()
			dials := b.Dials()
			for number, n := range dials {
				if n != 1 {
					t.Errorf("%s stored %d times", number, n)
				}
			}
			if len(dials) != 4*each {
				t.Errorf("%d numbers stored, want %d", len(dials), 4*each)
			}
			for fault, n := range b.played() {
				if n != each {
					t.Errorf("%s played %d times, want %d", fault, n, each)
				}
			}
		})
	}
}
