package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestLifecycle(t *testing.T) {
	rows := []struct {
		name, options string
		stages        []string // status after each wait of half a second
	}{
		{"a batch without a start goes straight on", `{}`,
			[]string{"ingesting", "ingesting", "pending", "processing", "processing"}},
		{"a batch with a start waits for it", `{"scheduledStartTime":"2026-03-02T09:00:02.000Z"}`,
			[]string{"ingesting", "ingesting", "scheduled", "scheduled", "pending", "processing"}},
		{"a start during ingestion is no wait", `{"scheduledStartTime":"2026-03-02T09:00:00.900Z"}`,
			[]string{"ingesting", "ingesting", "pending", "processing"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, Config{})
			id := b.create(0, 20, row.options)
			b.clock.Forward(time.Millisecond) // past the moments ingestion ends at
			var got []string
			for range row.stages {
				got = append(got, b.report(id, "").Status)
				b.clock.Forward(500 * time.Millisecond)
			}
			if fmt.Sprint(got) != fmt.Sprint(row.stages) {
				t.Errorf("%v, want %v", got, row.stages)
			}
			r := b.finish(id)
			if r.Timestamps.CompletedAt == nil || r.Performance.EstimatedTimeRemaining != nil {
				t.Errorf("a completed batch reports %+v %+v", r.Timestamps, r.Performance)
			}
			if n := r.Statistics; n.Total != 20 || n.Processed != 20 || n.Pending != 0 || n.Succeeded+n.Failed != 20 {
				t.Errorf("a completed batch counts %+v", n)
			}
		})
	}
}

func TestIngestionGrowsWithTheBatch(t *testing.T) {
	b := newBench(t, Config{})
	small, large := b.create(0, 10, ""), b.create(10, 50_000, "")
	b.clock.Forward(1800 * time.Millisecond)
	if s, l := b.report(small, "").Status, b.report(large, "").Status; s != "processing" || l != "ingesting" {
		t.Errorf("small is %s, large is %s", s, l)
	}
	b.clock.Forward(800 * time.Millisecond)
	if l := b.report(large, "").Status; l != "processing" {
		t.Errorf("large is %s after 2.6 s", l)
	}
}

func TestNothingIsDialledBeforeTheStart(t *testing.T) {
	b := newBench(t, Config{})
	start := opening.Add(8 * time.Hour)
	id := b.create(0, 50, `{"scheduledStartTime":"`+start.Format(time.RFC3339)+`"}`)
	b.clock.Forward(8*time.Hour - time.Second)
	if r := b.report(id, ""); r.Status != "scheduled" || len(b.calls(id)) != 0 || r.Timestamps.StartedAt != nil {
		t.Errorf("before the start: %s with %d calls", r.Status, len(b.calls(id)))
	}
	b.clock.Forward(time.Hour)
	for _, c := range b.calls(id) {
		if c.StartTime.Before(start) {
			t.Fatalf("call placed at %v, start is %v", c.StartTime, start)
		}
	}
}

func TestCallsKeepTheRateAndTheOrder(t *testing.T) {
	for _, rate := range []int{1, 7, 30} {
		t.Run(fmt.Sprintf("%d calls a second", rate), func(t *testing.T) {
			b := newBench(t, Config{})
			id := b.create(0, 200, fmt.Sprintf(`{"maxCallsPerSecond":%d,"retryStrategy":{"maxAttempts":3,"noAnswerDelay":60000,"busyDelay":5000}}`, rate))
			b.clock.Forward(40 * time.Second)
			during := b.report(id, "").Performance.CallsPerSecond
			if want := float64(rate); rate < 7 && during != want {
				t.Errorf("reports %v calls a second during the run, want %v", during, want)
			}
			b.finish(id)
			calls := b.calls(id)
			var first []string
			seen := map[string]bool{}
			for i, c := range calls {
				if !seen[c.PhoneNumber] {
					seen[c.PhoneNumber] = true
					first = append(first, c.PhoneNumber)
				}
				// Times are shown in whole milliseconds.
				if i >= rate && c.StartTime.Sub(calls[i-rate].StartTime) < time.Second-2*time.Millisecond {
					t.Fatalf("calls %d to %d placed within %v", i-rate, i, c.StartTime.Sub(calls[i-rate].StartTime))
				}
			}
			for i, number := range first {
				if number != phoneOf(i) {
					t.Fatalf("contact %d was first tried as number %d", i, i)
				}
			}
		})
	}
}

func TestHigherPriorityGoesFirst(t *testing.T) {
	// The batches of two agents dial the same numbers at the same instants: the
	// one that goes first gets the line, the other finds it busy.
	agents := []Agent{{ID: "agent_a", Type: outbound, Active: true}, {ID: "agent_b", Type: outbound, Active: true}}
	for _, priorities := range [][2]int{{2, 9}, {9, 2}} {
		b := newBench(t, Config{Agents: agents})
		var ids [2]string
		for i, priority := range priorities {
			ids[i] = b.createFor(agents[i].ID, batchBody(0, 30, fmt.Sprintf(`{"priority":%d}`, priority)))
		}
		b.clock.Forward(20 * time.Second)
		for i, id := range ids {
			engaged := 0
			for _, c := range b.calls(id)[:30] {
				if c.Error != nil && *c.Error == "busy" {
					engaged++
				}
			}
			if first := priorities[i] == 9; first == (engaged == 30) {
				t.Errorf("priorities %v: the batch of priority %d found %d of 30 lines busy", priorities, priorities[i], engaged)
			}
		}
	}
}

func TestListIsNewestFirst(t *testing.T) {
	b := newBench(t, Config{})
	older := b.create(0, 7, `{"priority":2}`)
	b.clock.Forward(time.Minute)
	newer := b.create(0, 9, "")
	w := b.send("GET", "/api/v1/batch/list?userId=user_a", "")
	want := `[{"batchId":"` + newer + `","status":"ingesting","total":9,"processed":0,"succeeded":0,"failed":0,"percentComplete":0,` +
		`"createdAt":"2026-03-02T09:01:00.000Z","agentId":"` + DemoAgent + `","priority":5},{"batchId":"` + older + `"`
	if !strings.HasPrefix(w.Body.String(), want) {
		t.Errorf("%s\nwant %s", w.Body, want)
	}
}

func TestOutcomesHaveTheirShares(t *testing.T) {
	b := newBench(t, Config{Seed: 3})
	const n = 4000
	id := b.create(0, n, `{"maxCallsPerSecond":30,"retryStrategy":{"maxAttempts":1}}`)
	b.finish(id)
	shares := map[string]int{}
	errors := map[string]int{}
	for _, c := range b.calls(id) {
		kind := c.Status
		if c.Error != nil && c.Status == "MISSED" {
			kind = *c.Error
		}
		shares[kind]++
		switch {
		case c.Status == "COMPLETED" && (*c.Duration < 15 || *c.Duration > 180 || c.RecordingURL == nil || c.Error != nil):
			t.Fatalf("an answered call is %+v", c)
		case c.Status != "COMPLETED" && (*c.Duration != 0 || c.RecordingURL != nil):
			t.Fatalf("an unanswered call is %+v", c)
		case c.Status == "FAILED":
			errors[*c.Error]++
		}
	}
	for kind, percent := range map[string]int{"COMPLETED": 62, "NO_ANSWER": 24, "busy": 8, "FAILED": 6} {
		if got := 100 * float64(shares[kind]) / n; got < float64(percent)-2.5 || got > float64(percent)+2.5 {
			t.Errorf("%s is %.1f %%, want about %d %%", kind, got, percent)
		}
	}
	if len(errors) != len(reasonTexts)-int(firstTechnical) {
		t.Errorf("technical errors are %v", errors)
	}
}

func TestMissedCallsAreRetriedAfterTheirDelay(t *testing.T) {
	const attempts = 3
	busyRetries, otherRetries, exhausted := 0, 0, 0
	for seed := range uint64(60) { // small batches, where one retry is all there is to wait for
		b := newBench(t, Config{Seed: seed})
		id := b.create(0, 20, `{"maxCallsPerSecond":30,"retryStrategy":{"maxAttempts":3,"noAnswerDelay":1800000,"busyDelay":120000}}`)
		b.finish(id)
		calls := map[string][]shownCall{}
		for _, c := range b.calls(id) {
			calls[c.PhoneNumber] = append(calls[c.PhoneNumber], c)
		}
		for number, all := range calls {
			last := all[len(all)-1]
			if len(all) > attempts || (last.Status == "MISSED" && len(all) < attempts) {
				t.Fatalf("seed %d: %s ended %s after %d attempts", seed, number, last.Status, len(all))
			}
			if last.Status == "MISSED" {
				exhausted++
			}
			for i, c := range all[:len(all)-1] {
				delay := 30 * time.Minute
				if *c.Error == "busy" {
					delay = 2 * time.Minute
					busyRetries++
				} else {
					otherRetries++
				}
				waited := all[i+1].StartTime.Sub(b.endOf(c))
				if c.Status != "MISSED" || waited < delay-time.Millisecond || waited > delay+2*time.Second {
					t.Fatalf("seed %d: %s was %s and called again after %v, want %v", seed, number, c.Status, waited, delay)
				}
			}
		}
	}
	if busyRetries == 0 || otherRetries == 0 || exhausted == 0 {
		t.Errorf("%d busy, %d other retries, %d given up: nothing was tested", busyRetries, otherRetries, exhausted)
	}
}

// endOf asks when a call ended.
func (b *bench) endOf(c shownCall) time.Time {
	b.t.Helper()
	var record struct{ Data struct{ EndedAt time.Time } }
	b.fetch("GET", "/api/v1/call/check-status?userId=user_a&callId="+c.CallID, "", &record)
	return record.Data.EndedAt
}

func TestARetryDrawsAgain(t *testing.T) {
	b := newBench(t, Config{})
	once := `{"maxCallsPerSecond":30,"retryStrategy":{"maxAttempts":1}}`
	answered := func(id string) map[string]bool {
		all := map[string]bool{}
		for _, c := range b.calls(id) {
			all[c.PhoneNumber] = c.Status == "COMPLETED"
		}
		return all
	}
	id := b.create(0, 300, once)
	b.finish(id)
	first := answered(id)
	id = b.create(0, 300, once)
	b.finish(id)
	won := 0
	for number, ok := range answered(id) {
		if ok && !first[number] {
			won++
		}
	}
	if won == 0 {
		t.Error("calling again reached nobody who was missed before")
	}
}

func TestCallsGoThroughTheirStates(t *testing.T) {
	b := newBench(t, Config{})
	id := b.create(0, 1, "")
	var got []string
	for range 4000 {
		b.clock.Forward(100 * time.Millisecond)
		for _, c := range b.calls(id) {
			if over := c.Status != "SCHEDULED" && c.Status != "ONGOING"; over != (c.Duration != nil) {
				t.Fatalf("duration of a %s call is %v", c.Status, c.Duration)
			}
			if len(got) == 0 || got[len(got)-1] != c.Status {
				got = append(got, c.Status)
			}
		}
	}
	if s := strings.Join(got, " "); !strings.HasPrefix(s, "SCHEDULED ONGOING ") || len(got) < 3 {
		t.Errorf("a call went through %v", got)
	}
}

func TestCancelStopsDialling(t *testing.T) {
	rows := []struct {
		name   string
		after  time.Duration
		status string
	}{
		{"while ingesting", 0, "ingesting"},
		{"while pending", 1200 * time.Millisecond, "pending"},
		{"while processing", 8 * time.Second, "processing"},
		{"while retries wait", 5 * time.Minute, "processing"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, Config{})
			id := b.create(0, 200, "")
			b.clock.Forward(row.after)
			before := b.report(id, "")
			if before.Status != row.status {
				t.Fatalf("status %s before the cancel", before.Status)
			}
			under := 0
			for _, c := range b.calls(id) {
				if c.Status == "ONGOING" {
					under++
				}
			}
			var got struct {
				Success       bool
				Status        string
				CancelledJobs int
			}
			b.fetch("POST", "/api/v1/batch/cancel?batchId="+id, `{"userId":"user_a"}`, &got)
			if want := before.Statistics.Pending - under; !got.Success || got.Status != "cancelled" || got.CancelledJobs != want {
				t.Errorf("%+v, want %d cancelled jobs", got, want)
			}
			calls := len(b.calls(id))
			b.clock.Forward(48 * time.Hour)
			after := b.report(id, "")
			if after.Status != "cancelled" || after.Statistics.Processed != before.Statistics.Processed || len(b.calls(id)) != calls {
				t.Errorf("dialling went on: %+v after %+v", after.Statistics, before.Statistics)
			}
			for _, c := range b.calls(id) {
				if c.Status == "SCHEDULED" || c.Status == "ONGOING" {
					t.Fatalf("a call was left %s", c.Status)
				}
			}
			b.fetch("POST", "/api/v1/batch/cancel?userId=user_a&batchId="+id, "", &got)
			if got.CancelledJobs != 0 {
				t.Errorf("a second cancel cancelled %d jobs", got.CancelledJobs)
			}
		})
	}
}

func TestCompletedBatchCannotBeCancelled(t *testing.T) {
	b := newBench(t, Config{})
	id := b.create(0, 5, "")
	b.finish(id)
	if w := b.send("POST", "/api/v1/batch/cancel?userId=user_a&batchId="+id, ""); w.Code != 400 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if r := b.report(id, ""); r.Status != "completed" {
		t.Errorf("status %s", r.Status)
	}
}
