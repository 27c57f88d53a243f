package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// createFor orders a batch of an agent.
func (b *bench) createFor(agent, body string) string {
	b.t.Helper()
	var reply struct{ BatchID string }
	b.fetch("POST", "/api/v1/batch", strings.Replace(body, DemoAgent, agent, 1), &reply)
	return reply.BatchID
}

// contacts is a create request for contacts given as "id number".
func contactsBody(options string, contacts ...string) string {
	var all []string
	for _, c := range contacts {
		id, number, _ := strings.Cut(c, " ")
		if id != "" {
			id = fmt.Sprintf(`"id":%q,`, id)
		}
		all = append(all, fmt.Sprintf(`{%s"phoneNumber":%q}`, id, number))
	}
	if options == "" {
		options = "{}"
	}
	return `{"agentId":"` + DemoAgent + `","userId":"user_a","contacts":[` + strings.Join(all, ",") + `],"options":` + options + `}`
}

const tomorrow = `{"scheduledStartTime":"2026-03-03T09:00:00.000Z"}`

func TestAKnownContactIsMovedIntoTheNewestBatchOfItsAgent(t *testing.T) {
	const a, c, d = "+15550000001", "+15550000002", "+15550000003"
	agents := []Agent{{ID: DemoAgent, Type: outbound, Active: true}, {ID: "agent_other", Type: outbound, Active: true}}
	cases := []struct {
		name         string
		agent        string // of the second
		first, again []string
		stays        []string       // numbers the first batch calls
		rings        map[string]int // by both batches
	}{
		{"known by its number", DemoAgent, []string{" " + a, " " + c}, []string{" " + a}, []string{c}, map[string]int{a: 1, c: 1}},
		{"all of them", DemoAgent, []string{" " + a, " " + c}, []string{" " + c, " " + a}, nil, map[string]int{a: 1, c: 1}},
		{"known by its id", DemoAgent, []string{"x " + a, " " + c}, []string{"x " + a}, []string{c}, map[string]int{a: 1, c: 1}},
		{"the id wins, and the number is overwritten", DemoAgent, []string{"x " + a, " " + c}, []string{"x " + d}, []string{c}, map[string]int{c: 1, d: 1}},
		{"the id wins over another contact's number", DemoAgent, []string{"x " + a, "y " + c}, []string{"x " + c}, []string{c}, map[string]int{c: 2}},
		{"an id that is not known leaves it to the number", DemoAgent, []string{"x " + a, " " + c}, []string{"z " + a}, []string{c}, map[string]int{a: 1, c: 1}},
		{"an id and a number that nobody has", DemoAgent, []string{"x " + a}, []string{"y " + c}, []string{a}, map[string]int{a: 1, c: 1}},
		{"another agent knows nobody", "agent_other", []string{"x " + a, " " + c}, []string{"x " + a, " " + c}, []string{a, c}, map[string]int{a: 2, c: 2}},
	}
	for _, row := range cases {
		for _, options := range []string{tomorrow, ""} {
			t.Run(row.name+options, func(t *testing.T) {
				b := newBench(t, Config{Agents: agents})
				first := b.createFor(DemoAgent, contactsBody(options, row.first...))
				second := b.createFor(row.agent, contactsBody("", row.again...))
				if n := b.report(first, "").Statistics; n.Total != len(row.stays) || n.Pending != len(row.stays) {
					t.Errorf("the first counts %+v, want %d", n, len(row.stays))
				}
				if got := b.Sandbox.rings(); fmt.Sprint(got) != fmt.Sprint(row.rings) {
					t.Errorf("rings %v, want %v", got, row.rings)
				}
				if n := b.finish(second).Statistics.Total; n != len(row.again) {
					t.Errorf("the second counts %d", n)
				}
				b.finish(first)
				called := map[string]bool{}
				for _, c := range b.calls(first) {
					called[c.PhoneNumber] = true
				}
				for _, number := range row.stays {
					if !called[number] {
						t.Errorf("%s was not called", number)
					}
				}
				if len(called) != len(row.stays) {
					t.Errorf("the first called %v, want %v", called, row.stays)
				}
				if got := b.Sandbox.rings(); fmt.Sprint(got) != fmt.Sprint(row.rings) {
					t.Errorf("rings %v at the end, want %v", got, row.rings)
				}
			})
		}
	}
}

func TestAttemptsBeginAnewInTheNewestBatch(t *testing.T) {
	b := newBench(t, Config{})
	const once = `{"maxCallsPerSecond":30,"retryStrategy":{"maxAttempts":1}}`
	first := b.create(0, 30, once)
	b.finish(first)
	second := b.create(0, 30, once)
	b.finish(second)
	perNumber := map[string]int{}
	for _, c := range b.calls(second) {
		perNumber[c.PhoneNumber]++
	}
	if len(perNumber) != 30 || len(b.calls(first)) != 30 || b.report(first, "").Statistics.Total != 30 {
		t.Errorf("%d were called again, %d before", len(perNumber), len(b.calls(first)))
	}
}

// While it calls, a batch loses people at every point of their calls; the later
// batch has all of them from their first attempt, and nobody is rung by both who
// was not when they were moved.
func TestWhoeverIsMovedWhileABatchCallsIsCalledByTheNewestAlone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := newBench(t, Config{Seed: rapid.Uint64().Draw(rt, "seed")})
		first := b.create(0, 40, `{"maxCallsPerSecond":5,"retryStrategy":{"maxAttempts":3,"noAnswerDelay":20000,"busyDelay":5000}}`)
		b.clock.Forward(time.Duration(rapid.Int64Range(0, int64(2*time.Minute)).Draw(rt, "wait")))
		from, n := rapid.IntRange(0, 39).Draw(rt, "from"), rapid.IntRange(1, 50).Draw(rt, "moved")
		unfinished := b.report(first, "").Status != "completed"
		placed := map[string]int{}
		for _, c := range b.calls(first) {
			if c.Status != "SCHEDULED" {
				placed[c.PhoneNumber]++
			}
		}
		second := b.create(from, n, "")
		left := 40
		if unfinished {
			left -= min(40, from+n) - from
		}
		if got := b.report(first, "").Statistics; got.Total != left || got.Succeeded+got.Failed+got.Pending != left || got.Processed > left {
			rt.Fatalf("%+v, want %d contacts", got, left)
		}
		if got := b.finish(second).Statistics; got.Total != n || got.Processed != n {
			rt.Fatalf("the second counts %+v", got)
		}
		if got := b.finish(first).Statistics; got.Total != left || got.Pending != 0 {
			rt.Fatalf("the first ends with %+v", got)
		}
		after := map[string]int{}
		for _, c := range b.calls(first) {
			if c.Status == "SCHEDULED" {
				rt.Fatalf("%v is shown, and never was", c)
			}
			after[c.PhoneNumber]++
		}
		for i := from; unfinished && i < min(40, from+n); i++ {
			if number := phoneOf(i); after[number] != placed[number] {
				rt.Fatalf("%s was called by the first after it was moved: %d, then %d", number, placed[number], after[number])
			}
		}
	})
}
