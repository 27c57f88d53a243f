package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestRecentCallsAreLimitedAndNewestFirst(t *testing.T) {
	b := newBench(t, Config{})
	id := b.create(0, 60, "")
	b.clock.Forward(5 * time.Second)
	all := len(b.calls(id))
	if all < 20 {
		t.Fatalf("%d calls after 5 s, too few to test a limit", all)
	}
	for limit, want := range map[string]int{"": 10, "&limit=3": 3, "&limit=1000": all, "&limit=all": all, "&limit=-1": all} {
		r := b.report(id, limit)
		if len(r.RecentCalls) != want {
			t.Errorf("%d recent calls with %q, want %d", len(r.RecentCalls), limit, want)
		}
		for i := range len(r.RecentCalls) - 1 {
			if r.RecentCalls[i].CreatedAt.Before(r.RecentCalls[i+1].CreatedAt) {
				t.Errorf("recent call %d is older than the next", i)
			}
		}
	}
	newest := b.report(id, "").RecentCalls[0]
	if want := phoneOf(all - 1); newest.PhoneNumber != want || newest.ContactName != fmt.Sprintf("Person %d", all-1) || !strings.HasPrefix(newest.CallSID, "CA") {
		t.Errorf("the newest call is %+v, want one to %s", newest, want)
	}
}

func TestTestCall(t *testing.T) {
	b := newBench(t, Config{})
	body := `{"to":"+447400123999","agentConfigId":"` + DemoAgent + `","userId":"user_a","contactId":"c_7",
		"callerDetails":{"name":"Ada","email":"ada@example.com","company":"Engines","metadata":{"k":1}},"statusCallBackUrl":"https://x.example/cb"}`
	var dialled struct{ Message, CallID, ContactID, Status string }
	b.fetch("POST", "/api/v1/call/dial", body, &dialled)
	if dialled.Status != "ONGOING" || dialled.ContactID != "c_7" {
		t.Errorf("dialled %+v", dialled)
	}
	w := b.send("POST", "/api/v1/call/dial", body)
	want := `{"message":"Call already in progress for this contact","callId":"` + dialled.CallID + `"}`
	if w.Code != 409 || strings.TrimSpace(w.Body.String()) != want {
		t.Errorf("a second call at once: %d %s, want %s", w.Code, w.Body, want)
	}
	if w := b.send("GET", "/api/v1/call/get-metric?userId=user_a&agentId="+DemoAgent+"&contactId=c_7&callId="+dialled.CallID, ""); w.Code != 404 {
		t.Errorf("metrics of a call under way: %d %s", w.Code, w.Body)
	}
	b.clock.Forward(10 * time.Minute)
	var call struct {
		shownCall
		ContactID string
		BatchID   *string
	}
	b.fetch("GET", "/api/v1/status/call?userId=user_a&callId="+dialled.CallID, "", &call)
	if call.BatchID != nil || call.ContactID != "c_7" || call.Duration == nil || call.PhoneNumber != "+447400123999" {
		t.Errorf("the call is %+v", call)
	}
	b.fetch("POST", "/api/v1/call/dial", body, &dialled)
	if dialled.CallID == call.CallID {
		t.Error("two calls have one id")
	}
}

func TestPersonWithoutAnIDKeepsTheOneGiven(t *testing.T) {
	b := newBench(t, Config{})
	dial := func(number string) (contact string) {
		var dialled struct{ ContactID string }
		b.fetch("POST", "/api/v1/call/dial", `{"to":"`+number+`","agentConfigId":"`+DemoAgent+`","userId":"user_a"}`, &dialled)
		return dialled.ContactID
	}
	first, other := dial("+447400123999"), dial("+447400123998")
	b.clock.Forward(10 * time.Minute)
	if again := dial("+447400123999"); again != first || other == first {
		t.Errorf("contacts %s, %s and %s", first, other, again)
	}
}

func TestAnsweredCallsHaveAConversation(t *testing.T) {
	b := newBench(t, Config{})
	id := b.create(0, 100, `{"maxCallsPerSecond":30,"retryStrategy":{"maxAttempts":1}}`)
	b.finish(id)
	openings := map[string]bool{}
	for i, c := range b.calls(id) {
		var record struct {
			Data struct {
				ID, Status, Direction string
				EndedAt               *time.Time
				Contact               struct{ Name, PhoneNumber string }
				Transcription         []struct{ Role, Content string }
			}
		}
		b.fetch("GET", "/api/v1/call/check-status?userId=user_a&callId="+c.CallID, "", &record)
		d := record.Data
		name := fmt.Sprintf("Person %d", i)
		if d.ID != c.CallID || d.Status != c.Status || d.EndedAt == nil || d.Contact.Name != name || d.Direction != "OUTBOUND" {
			t.Fatalf("call %d is %+v", i, d)
		}
		var metric struct {
			CallData struct {
				Summary    string
				MetricJSON struct {
					Sentiment, CallStatus string
					KeyPoints             []string
				}
			}
		}
		b.fetch("GET", "/api/v1/call/get-metric?userId=user_a&agentId="+DemoAgent+"&contactId="+b.contact(c.CallID)+"&callId="+c.CallID, "", &metric)
		m := metric.CallData
		if m.MetricJSON.CallStatus != c.Status || m.Summary == "" || m.MetricJSON.Sentiment == "" {
			t.Fatalf("metric of call %d is %+v", i, m)
		}
		if c.Status != "COMPLETED" {
			if len(d.Transcription) != 0 || len(m.MetricJSON.KeyPoints) != 0 {
				t.Fatalf("a %s call has words: %+v %+v", c.Status, d, m)
			}
			continue
		}
		if n := len(d.Transcription); n < 4 || n > 8 || len(m.MetricJSON.KeyPoints) == 0 || !strings.HasPrefix(m.Summary, name) {
			t.Fatalf("call %d has %d turns, %+v", i, n, m)
		}
		greeting := d.Transcription[0].Content
		if !strings.Contains(greeting, name) || !strings.Contains(greeting, "Renewals") {
			t.Fatalf("call %d begins %q", i, greeting)
		}
		for _, said := range d.Transcription {
			if strings.ContainsAny(said.Content, "{}") {
				t.Fatalf("call %d has an unfilled place: %q", i, said.Content)
			}
		}
		openings[strings.ReplaceAll(greeting, name, "")] = true
	}
	if len(openings) != len(talks) {
		t.Errorf("%d kinds of conversation, want %d", len(openings), len(talks))
	}
}

func TestMetricAsksForTheRightCall(t *testing.T) {
	b := newBench(t, Config{})
	id := b.create(0, 1, "")
	b.finish(id)
	call := b.calls(id)[0].CallID
	contact := b.contact(call)
	for query, status := range map[string]int{
		"&agentId=" + DemoAgent + "&contactId=" + contact:                 200,
		"&agentId=" + DemoAgent + "&contactId=" + contact + "&unheard=of": 200,
		"&agentId=other&contactId=" + contact:                             404,
		"&agentId=" + DemoAgent + "&contactId=other":                      404,
		"&agentId=" + DemoAgent:                                           400,
		"&contactId=" + contact:                                           400,
		"":                                                                400,
	} {
		if w := b.send("GET", "/api/v1/call/get-metric?userId=user_a&callId="+call+query, ""); w.Code != status {
			t.Errorf("get-metric with %q: %d %s, want %d", query, w.Code, w.Body, status)
		}
	}
}

// contact is the id of whom a call was with.
func (b *bench) contact(callID string) string {
	b.t.Helper()
	var call struct{ ContactID string }
	b.fetch("GET", "/api/v1/status/call?userId=user_a&callId="+callID, "", &call)
	return call.ContactID
}

func TestLiveCallsAreForgottenStatisticsAreNot(t *testing.T) {
	b := newBench(t, Config{})
	id := b.create(0, 3, "")
	b.finish(id)
	call := b.calls(id)[0].CallID
	b.clock.Forward(liveFor + time.Hour)
	for target, status := range map[string]int{
		"/api/v1/status/batch?userId=user_a&batchId=" + id:       404,
		"/api/v1/status/call?userId=user_a&callId=" + call:       404,
		"/api/v1/batch/check-status?userId=user_a&batchId=" + id: 200,
		"/api/v1/call/check-status?userId=user_a&callId=" + call: 200,
	} {
		if w := b.send("GET", target, ""); w.Code != status {
			t.Errorf("GET %s after 30 days: %d, want %d", target, w.Code, status)
		}
	}
}

func TestCallIDsNameOnePlace(t *testing.T) {
	seen := map[string]callRef{}
	for _, seed := range []uint64{0, 1, 1 << 63} {
		clear(seen)
		for batch := range 20 {
			for call := range 200 {
				ref := callRef{batch, call * 1000}
				id := ref.id(seed)
				if other, twice := seen[id]; twice {
					t.Fatalf("%v and %v are both %s", ref, other, id)
				}
				seen[id] = ref
				if back, ok := parseCallID(id, seed); !ok || back != ref {
					t.Fatalf("%s of %v reads back as %v, %v", id, ref, back, ok)
				}
			}
		}
	}
	id := callRef{1, 2}.id(0)
	for _, wrong := range []string{"", "call_", strings.ToUpper(id), id + "0", "call_+" + id[6:], strings.TrimPrefix(id, "call_")} {
		if ref, ok := parseCallID(wrong, 0); ok {
			t.Errorf("%q reads as %v", wrong, ref)
		}
	}
}
