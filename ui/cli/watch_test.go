//go:build unix

package cli_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"callsheet/api/sandbox"
)

const statisticsReply = `{"batchId": "batch_1", "status": "paused_for_review", "priority": 7,
 "statistics": {"total": 40, "processed": 30, "succeeded": 20, "failed": 4, "pending": 16, "percentComplete": 60, "successRate": 83.3},
 "performance": {"callsPerSecond": 0.5, "estimatedTimeRemaining": 90, "elapsedTime": 72},
 "timestamps": {"createdAt": "2026-01-02T20:27:34.060Z", "startedAt": "2026-01-02T20:28:00Z", "completedAt": null},
 "recentCalls": [{"id": "cm1", "callSid": "CA1", "status": "WHISPERED", "duration": 46, "createdAt": "2026-01-02T20:29:00Z", "phoneNumber": "+447400123101", "contactName": "Oli\u001b[2Jvia"}],
 "agentId": "agent_1", "userId": "user_1"}`

const listReply = `[{"batchId": "batch_1", "status": "paused_for_review", "total": 40, "processed": 30, "succeeded": 20, "failed": 4,
 "percentComplete": 60, "createdAt": "2026-01-02T20:27:34.060Z", "agentId": "agent_1", "priority": 7}]`

// The documents of the service are passed on in full, with words nobody knows
// here as they are.
func TestWatchPrintsWhatTheServiceSays(t *testing.T) {
	t.Parallel()
	d := newHarness(t, scripted(t, map[string]string{"/api/v1/batch/check-status": statisticsReply, "/api/v1/batch/list": listReply}).URL)
	doc := document[map[string]any](d.run("watch", "batch_1", "--once", "--json").exits(0))
	want := map[string]any{
		"batch_id": "batch_1", "status": "paused_for_review", "priority": 7.0, "agent_id": "agent_1", "user_id": "user_1", "stale_seconds": 0.0, "error": "",
	}
	for name, value := range want {
		if doc[name] != value {
			t.Errorf("%s is %v, want %v", name, doc[name], value)
		}
	}
	holds(t, doc["statistics"], map[string]any{"total": 40.0, "processed": 30.0, "succeeded": 20.0, "failed": 4.0, "pending": 16.0, "percent_complete": 60.0, "success_rate": 83.3})
	holds(t, doc["performance"], map[string]any{"calls_per_second": 0.5, "estimated_time_remaining": 90.0, "elapsed_time": 72.0, "over_by": nil})
	holds(t, doc["timestamps"], map[string]any{"created_at": "2026-01-02T20:27:34.06Z", "started_at": "2026-01-02T20:28:00Z", "completed_at": nil})
	holds(t, doc["recent_calls"].([]any)[0], map[string]any{"id": "cm1", "call_sid": "CA1", "status": "WHISPERED", "duration": 46.0,
		"created_at": "2026-01-02T20:29:00Z", "phone_number": "+447400123101", "contact_name": "Oli[2Jvia"})

	several := document[[]map[string]any](d.run("watch", "batch_1", "batch_2", "--once", "--json").exits(0))
	if len(several) != 2 || several[1]["batch_id"] != "batch_2" {
		t.Errorf("of two batches there is %v", several)
	}
	r := d.run("watch", "batch_1", "--once").exits(0)
	if want := "batch_1: paused_for_review, 24 of 40 done (60 %), 20 answered, 4 failed, 0.5 calls a second, about 1 m 30 s left\n"; r.out != want {
		t.Errorf("it prints %q, want %q", r.out, want)
	}
	listed := document[struct {
		Campaigns []any
		Remote    []map[string]any
	}](d.run("list", "--remote", "--json").exits(0))
	if listed.Campaigns == nil || len(listed.Remote) != 1 {
		t.Fatalf("listed %v", listed)
	}
	for name, value := range map[string]any{
		"batch_id": "batch_1", "status": "paused_for_review", "total": 40.0, "processed": 30.0, "succeeded": 20.0, "failed": 4.0, "percent_complete": 60.0,
		"created_at": "2026-01-02T20:27:34.06Z", "agent_id": "agent_1", "priority": 7.0, "stale_seconds": 0.0, "campaign": "",
	} {
		if listed.Remote[0][name] != value {
			t.Errorf("%s is %v, want %v", name, listed.Remote[0][name], value)
		}
	}
}

func holds(t *testing.T, got any, want map[string]any) {
	t.Helper()
	if m, ok := got.(map[string]any); !ok || !maps.Equal(m, want) {
		t.Errorf("there is %v, want %v", got, want)
	}
}

func TestWatchFollowsACampaignToItsEnd(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 60)
	d := newHarness(t, service.server.URL)
	sent := document[sentDoc](d.send(d.spring(), "--attempts", "1").exits(0))
	r := d.run("watch", "Spring leads", "--interval", "1s").exits(0)
	lines := strings.Split(strings.TrimSpace(r.out), "\n")
	if last := lines[len(lines)-1]; !strings.Contains(last, "Spring leads, batch 1: completed, 3 of 3 done (100 %)") {
		t.Errorf("the last line is %q", last)
	}
	if len(slices.Compact(slices.Clone(lines))) != len(lines) || strings.Contains(r.out, "\x1b") {
		t.Errorf("lines are repeated, or made for a terminal: %q", r.out)
	}
	doc := document[map[string]any](d.run("watch", sent.Campaign, "--once", "--json").exits(0))
	if doc["batch_id"] != sent.Batches[0].BatchID || doc["status"] != "completed" {
		t.Errorf("the document says %v", doc)
	}
	type listed struct {
		Campaigns []struct {
			ID, Name, State, Text string
			Batches               []struct {
				LedgerID     string `json:"ledger_id"`
				BatchID      string `json:"batch_id"`
				Status       string
				Total        int
				Succeeded    int
				Failed       int
				StaleSeconds *int `json:"stale_seconds"`
			}
		}
		Remote []struct {
			BatchID, Campaign string
			LedgerID          string `json:"ledger_id"`
		}
	}
	l := document[listed](d.run("list", "--remote", "--json").exits(0))
	b := l.Campaigns[0].Batches[0]
	if c := l.Campaigns[0]; c.ID != sent.Campaign || c.State != "ended" || c.Name != "Spring leads" || b.StaleSeconds == nil || b.Succeeded+b.Failed != 3 {
		t.Errorf("listed %+v", l.Campaigns)
	}
	if len(l.Remote) != 1 || l.Remote[0].Campaign != sent.Campaign || l.Remote[0].LedgerID != b.LedgerID {
		t.Errorf("listed %+v", l.Remote)
	}

	// The last figures are kept, with how old they are, when the service is away.
	service.server.Close()
	r = d.run("watch", sent.Campaign, "--once", "--json").exits(1).explains("no connection")
	doc = document[map[string]any](r)
	if stale, ok := doc["stale_seconds"].(float64); !ok || stale < 0 || doc["status"] != "completed" || doc["error"] == "" {
		t.Errorf("the document says %v", doc)
	}
	d.run("watch", "batch_nobody_knows", "--once", "--json").exits(1)
}

func TestWatchRedrawsItsLinesOnATerminal(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 60)
	d := newHarness(t, service.server.URL)
	d.send(d.spring(), "--attempts", "1").exits(0)
	s := start(t, 100, 30, d.env, "watch", "Spring leads", "--interval", "1s")
	s.sees("completed, 3 of 3 done")
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.tty.Close()
	<-s.done
	out := s.raw.String()
	if !strings.Contains(out, "\x1b[1A") {
		t.Errorf("nothing was redrawn: %q", out)
	}
	kept, set, back := strings.Index(out, keptTitle), strings.Index(out, "\x1b]2;callsheet: Spring leads 0 %\a"), strings.LastIndex(out, "\x1b[23;2t")
	if kept < 0 || set < kept || back < strings.LastIndex(out, "\x1b]2;") {
		t.Errorf("the title is kept at %d, set at %d, given back at %d: %q", kept, set, back, out)
	}
	for _, piped := range [][]string{{"watch", "Spring leads"}, {"watch", "Spring leads", "--json"}, {"watch", "Spring leads", "--once"}} {
		if r := d.run(piped...).exits(0); strings.Contains(r.out+r.says, "\x1b") {
			t.Errorf("%q writes %q %q", piped, r.out, r.says)
		}
	}
}

func TestATerminalThatMayHaveNoWindowsGetsNoTitle(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 60)
	d := newHarness(t, service.server.URL)
	d.send(d.spring(), "--attempts", "1").exits(0)
	for _, row := range []struct{ term, once string }{{"TERM=dumb", "--once=false"}, {"TERM=linux", "--once=false"}, {"TERM=xterm", "--once"}} {
		s := start(t, 100, 30, append(slices.Clone(d.env), row.term), "watch", "Spring leads", "--interval", "1s", row.once)
		s.ends()
		s.tty.Close()
		<-s.done
		if out := s.raw.String(); strings.Contains(out, "\x1b]2;") || strings.Contains(out, keptTitle) {
			t.Errorf("%v: it writes %q", row, out)
		}
	}
}

const keptTitle = "\x1b[22;2t"

func TestWatchEndsForWhatTheServiceDoesNotKnow(t *testing.T) {
	t.Parallel()
	d := newHarness(t, serve(t).server.URL)
	if r := d.run("watch", "batch_none").exits(1).explains("batch_none", "404"); r.out != "" {
		t.Errorf("it prints %q", r.out)
	}
	d.run("watch").exits(2)
	d.run("watch", "x", "--interval", "1ms").exits(2)
}

func TestCampaignsThatNeedSomebodyAreListedFirst(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=drop-before", "create:2=402")
	d := newHarness(t, service.server.URL)
	d.send(d.spring(), "--name", "Lost", "--wait", "0s").exits(4)
	d.send(d.file("b.csv", "Phone", "+447400123201"), "--name", "Broke").exits(1)
	d.send(d.file("c.csv", "Phone", "+447400123202"), "--name", "Fine").exits(0)
	r := d.run("list").exits(0)
	var names []string
	for line := range strings.Lines(r.out) {
		names = append(names, strings.Fields(line)[0])
	}
	if want := []string{"CAMPAIGN", "Lost", "Broke", "Fine"}; !slices.Equal(names, want) {
		t.Errorf("listed %v, want %v\n%s", names, want, r.out)
	}
	for _, words := range []string{"3 contacts may or may not be called: run `callsheet resolve`", "1 contact refused", "1 contact, being taken in by Dialgen"} {
		if !strings.Contains(r.out, words) {
			t.Errorf("%q is not said:\n%s", words, r.out)
		}
	}
	// A name that several have is no name.
	d.send(d.file("d.csv", "Phone", "+447400123203"), "--name", "Fine").exits(0)
	d.run("watch", "Fine", "--once").exits(1).explains("several campaigns called", "Give the id")
}

func TestCancelTakesBackWhatWasNotCalled(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	sent := document[sentDoc](d.send(d.spring(), "--start", "tomorrow 9:00").exits(0))
	id := sent.Batches[0].BatchID
	d.run("cancel", id).exits(2).explains("no terminal to ask in")
	d.run("cancel", "batch_none", "--yes").exits(1).explains("404")

	s := start(t, 120, 30, d.env, "cancel", "Spring leads")
	s.sees("starts to") // tomorrow, and after midnight today
	s.sees(" 09:00")
	s.sees("Type cancel to do it:")
	s.types("y\r")
	s.sees("Nothing was cancelled")
	if code := s.ends(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if n := service.Requests()["POST /api/v1/batch/cancel"]; n != 0 {
		t.Errorf("%d requests were made", n)
	}
	type cancelled struct {
		Batches []struct {
			BatchID       string `json:"batch_id"`
			Status        string
			CancelledJobs int `json:"cancelled_jobs"`
		}
	}
	doc := document[cancelled](d.run("cancel", sent.Campaign, "--yes", "--json").exits(0))
	if len(doc.Batches) != 1 || doc.Batches[0].BatchID != id || doc.Batches[0].Status != "cancelled" || doc.Batches[0].CancelledJobs != 3 {
		t.Errorf("the document says %+v", doc)
	}
	if r := d.run("cancel", "Spring leads", "--yes").exits(0); !strings.Contains(r.out, "it has ended") {
		t.Errorf("it prints %q", r.out)
	}
	if r := d.run("list").exits(0); !strings.Contains(r.out, "3 contacts, cancelled, 0 of 3 done") {
		t.Errorf("listed %s", r.out)
	}
}

// A lost answer to a cancellation is no answer.
func TestCancelSaysWhatIsKnown(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, fault string
		code        int
		says        string
	}{
		{"stored, and the answer lost", "cancel=drop-after", 0, ""},
		{"lost before it was stored", "cancel=drop-before", 4, "not known whether"},
		{"refused", "cancel=403", 1, "NOT CANCELLED"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			service := serve(t, c.fault)
			d := newHarness(t, service.server.URL)
			d.send(d.spring(), "--start", "tomorrow 9:00").exits(0)
			d.run("cancel", "Spring leads", "--yes").exits(c.code).explains(c.says)
			if n := service.Requests()["POST /api/v1/batch/cancel"]; n != 1 {
				t.Errorf("%d requests were made, want 1", n)
			}
		})
	}
}

// Each user of an account has a list of their own.
func TestABatchOfAnotherUserIsLookedForAsTheirs(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=drop-after")
	d := newHarness(t, service.server.URL)
	d.send(d.spring(), "--user", "user_other", "--wait", "60s").exits(0)
	d.run("watch", "Spring leads", "--once").exits(0)
	d.agrees(service)
}

// A reply that repeats the key does not show it.
func TestAReplyThatRepeatsTheKeyDoesNotShowIt(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusBadRequest)
		}
		w.Write([]byte(`{"error": "the header was ` + r.Header.Get("Authorization") + `", "batchId": "` + testKey + `", "status": "` + testKey + `"}`))
	}))
	t.Cleanup(s.Close)
	d := newHarness(t, s.URL)
	d.send(d.spring(), "--wait", "0s").exits(1).explains("400")
	d.run("list", "--remote")
	d.run("watch", "batch_1", "--once", "--json")
	d.run("resolve", "--wait", "0s")
	d.run("cancel", "batch_1", "--yes", "--json")
	d.run("send", d.spring(), "--yes", "--agent", sandbox.DemoAgent)
}

// What is said of a batch on a line is true, whatever the service says of it.
func TestWatchSaysWhatIsTrue(t *testing.T) {
	t.Parallel()
	reply := func(status string, total, processed, succeeded, failed int, more string) string {
		return fmt.Sprintf(`{"batchId": "batch_1", "status": %q, "priority": 5, "statistics": {"total": %d, "processed": %d, "succeeded": %d, "failed": %d, "pending": 0%s},
			"performance": {"callsPerSecond": 0.5, "estimatedTimeRemaining": 90, "elapsedTime": 1}, "recentCalls": []}`, status, total, processed, succeeded, failed, more)
	}
	rows := []struct {
		name, reply string
		want        string
	}{
		{"ingesting", reply("ingesting", 12, 0, 0, 0, ""), "ingesting, being taken in by Dialgen"},
		{"scheduled", reply("scheduled", 30, 0, 0, 0, ""), "scheduled, waiting for its start time"},
		{"pending", reply("pending", 30, 0, 0, 0, ""), "pending, waiting for its turn at Dialgen"},
		{"processing nobody", reply("processing", 0, 0, 0, 0, ""), "processing, 0.5 calls a second, about 1 m 30 s left"},
		{"percentages that contradict", reply("processing", 30, 3, 3, 0, `, "percentComplete": 99`), "processing, 3 of 30 done (10 %), 3 answered, 0 failed, 0.5 calls a second, about 1 m 30 s left"},
		{"more than there are", reply("processing", 30, 35, 35, 0, ""), "processing, 35 of 30 done (100 %), 35 answered, 0 failed, 0.5 calls a second, about 1 m 30 s left; Dialgen's figures do not add up: 35 called and 35 done, of 30."},
		{"cancelled", reply("cancelled", 30, 12, 10, 2, ""), "cancelled, 12 of 30 done (40 %), 10 answered, 2 failed, 18 not called any more"},
		{"completed, and some without a result", reply("completed", 30, 27, 27, 0, ""), "completed, 27 of 30 done (90 %), 27 answered, 0 failed, 3 not called any more"},
		{"failed", reply("failed", 30, 0, 0, 0, ""), "failed, 0 of 30 done (0 %), 0 answered, 0 failed, 0.5 calls a second, about 1 m 30 s left"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			d := newHarness(t, scripted(t, map[string]string{"/api/v1/batch/check-status": row.reply}).URL)
			if r := d.run("watch", "batch_1", "--once").exits(0); r.out != "batch_1: "+row.want+"\n" {
				t.Errorf("it prints %q, want %q", r.out, row.want)
			}
		})
	}
}

// startsAtNine is what is said of a batch that was to start at nine tomorrow: just
// now, or before the last midnight.
var startsAtNine = regexp.MustCompile(`scheduled, starts (tomorrow|today) 09:00`)

// Who was sent and is not counted at Dialgen is said, and a campaign that begins
// later is not calling.
func TestWatchAndListKnowWhatWasSent(t *testing.T) {
	t.Parallel()
	service := serve(t)
	lossy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		service.server.Config.Handler.ServeHTTP(rec, r)
		maps.Copy(w.Header(), rec.Header())
		w.Header().Del("Content-Length")
		w.WriteHeader(rec.Code)
		body := strings.Replace(rec.Body.String(), `"status":"ingesting"`, `"status":"scheduled"`, 1)
		if r.URL.Path == "/api/v1/batch/check-status" {
			body = strings.Replace(body, `"total":3`, `"total":2`, 1)
		}
		w.Write([]byte(body))
	}))
	t.Cleanup(lossy.Close)
	d := newHarness(t, lossy.URL)
	d.send(d.spring(), "--start", "tomorrow 9:00").exits(0)
	const missing = "3 contacts were sent, and Dialgen counts 2: 1 is missing there."
	if r := d.run("watch", "Spring leads", "--once").exits(0); !startsAtNine.MatchString(r.out) || !strings.Contains(r.out, missing) {
		t.Errorf("it prints %q", r.out)
	}
	doc := document[map[string]any](d.run("watch", "Spring leads", "--once", "--json").exits(0))
	if doubts, _ := doc["doubts"].([]any); len(doubts) != 1 || !strings.HasPrefix(fmt.Sprint(doubts[0]), missing) {
		t.Errorf("the document doubts %v", doc["doubts"])
	}
	listed := document[struct {
		Campaigns []struct{ State, Text string }
	}](d.run("list", "--json").exits(0))
	if c := listed.Campaigns[0]; c.State != "scheduled" || !startsAtNine.MatchString(c.State+strings.TrimPrefix(c.Text, "3 contacts")) {
		t.Errorf("listed %+v", c)
	}
}
