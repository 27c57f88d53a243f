//go:build unix

package cli_test

import (
	"context"
	"strings"
	"syscall"
	"testing"

	"callsheet/model/phone"
	"callsheet/model/store"
)

// myPhone is the operator's own telephone, which the sandbox has answered.
const myPhone = "+447400999005"

// testDoc is what test-call prints as JSON.
type testDoc struct {
	Outcome     string
	CallID      string `json:"call_id"`
	Row         int
	Name        string
	Status      string
	TalkSeconds float64 `json:"talk_seconds"`
	Summary     string
	Transcript  []struct{ Who, Text string }
	Error       string
}

func (d *harness) testCall(file string, more ...string) ran {
	d.t.Helper()
	r := d.run(append([]string{"test-call", file, "--interval", "1s"}, more...)...)
	for _, secret := range []string{myPhone[1:], "7400999005", "7400 999005"} {
		if strings.Contains(r.out+r.says, secret) {
			d.t.Errorf("the number is printed: %s%s", r.out, r.says)
		}
	}
	return r
}

func TestATestCallRingsTheOperatorAndPrintsWhatWasSaid(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 3600)
	d := newHarness(t, service.server.URL)
	file := d.file("leads.csv", "Contact ID,Name,Phone,Plan", "c7,Olivia Grant,+447400123101,Gold", "c8,Ben\x1b[31m,+447400123102,Silver", "c9,Ada,n/a,Gold")
	id := []string{"--map", "Contact ID=id"}
	r := d.testCall(file, append(id, "--number", "+44 7400 999005")...).exits(0).explains("as \"Olivia Grant\" of row 2", "This is a sandbox: no telephone rings.", "Your telephone +44740…05")
	if !strings.Contains(r.out, "you talked for") || !strings.Contains(r.out, "Agent: ") || !strings.Contains(r.out, "You: ") {
		t.Errorf("it prints %q", r.out)
	}
	// The number is remembered, and another row's data go along.
	doc := document[testDoc](d.testCall(file, append(id, "--row", "3", "--json")...).exits(0))
	if doc.Outcome != "ended" || doc.CallID == "" || doc.Row != 3 || doc.Name != "Ben[31m" || doc.Status == "" {
		t.Errorf("the document says %+v", doc)
	}
	d.testCall(file, "--row", "4").exits(1).explains("Row 4 is not ready to be called")
	d.testCall(d.file("nobody.csv", "Name,Phone", "Ada,n/a")).exits(3).explains("Nobody in the list is ready")
	calls := service.TestCalls()
	if len(calls) != 2 || calls[0].To != myPhone || calls[0].ContactID+calls[1].ContactID != "" || calls[0].Name != "Olivia Grant" || calls[1].Name != "Ben[31m" {
		t.Errorf("asked for %+v", calls)
	}
	if n := len(service.Dials()); n != 0 {
		t.Errorf("%d contacts were taken", n)
	}
}

func TestATestCallTellsTheTruthOfEveryFault(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, faults string
		code         int
		outcome      string
		calls        int
		says         string
	}{
		{"nothing wrong", "", 0, "ended", 1, ""},
		{"no minutes left", "dial=402", 1, "refused", 0, "Buy minutes in Dialgen, then try again."},
		{"a call in progress", "dial=409", 1, "refused", 0, "A call to this number is already in progress (409)"},
		{"a key that is not valid", "dial=401", 1, "refused", 0, "`callsheet doctor` says where it is from"},
		{"no such agent", "dial=404", 1, "refused", 0, "agent"},
		{"asked too often", "dial=429", 1, "refused", 0, "429"},
		{"the answer is lost, and it rings", "dial=drop-after", 4, "unknown", 1, "It is not known whether your telephone will ring"},
		{"the answer is lost, and it does not ring", "dial=drop-before", 4, "unknown", 0, "It is not known whether your telephone will ring"},
		{"an answer that is cut", "dial=cut", 4, "unknown", 1, "not asked for again by itself"},
		{"an unreadable answer", "dial=garbage", 4, "unknown", 1, "not known"},
		{"an error 500, and it rings", "dial=500-after", 4, "unknown", 1, "500"},
		{"a proxy's page", "dial=502-html", 4, "unknown", 0, "not known"},
		{"the first looks fail", "call:1-2=500-before", 0, "ended", 1, "looked again"},
		{"what was said cannot be read at first", "record:1=502-html", 0, "ended", 1, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			service := serveAt(t, 3600, c.faults)
			d := newHarness(t, service.server.URL)
			doc := document[testDoc](d.testCall(d.spring(), "--number", myPhone, "--json").exits(c.code).explains(c.says))
			if doc.Outcome != c.outcome || (doc.Error == "") != (c.outcome == "ended") || c.outcome == "ended" && len(doc.Transcript) == 0 {
				t.Errorf("the document says %+v", doc)
			}
			if calls := service.TestCalls(); len(calls) != c.calls {
				t.Errorf("%d test calls, want %d", len(calls), c.calls)
			}
			if n := service.Requests()["POST /api/v1/call/dial"]; n != 1 {
				t.Errorf("it was asked for %d times", n)
			}
		})
	}
}

func TestATestCallIsRefusedForAnybodyElse(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	list := d.file("list.csv", "Name,Mobile,Other", "Olivia,07400 123101,", "Ben,07400 12,try 07400 123102", "Maya,07400 123103,")
	gb := []string{"--region", "GB"}
	for number, says := range map[string]string{
		"07400 123103":        "stands in row 4 of the list",
		"+44 7400 123101":     "stands in row 2 of the list",
		"0044 (0)7400 123102": "stands in row 3 of the list, under \"Other\"",
	} {
		d.testCall(list, append(gb, "--number", number)...).exits(1).explains("Your telephone does not ring.", says)
	}
	d.run("dnc", "add", "+447400999001").exits(0)
	d.testCall(list, append(gb, "--number", "+447400999001")...).exits(1).explains("do-not-call list")
	d.send(d.file("other.csv", "Name,Phone", "Zoe,+447400999002"), "--start", later(), "--timezone", "UTC").exits(0)
	d.testCall(list, append(gb, "--number", "+447400999002")...).exits(1).explains("a test call never goes to a contact's")
	for _, wrong := range []string{"call me", "7400999005", "+44 909 879 0000", "07400 999005 ext 7"} {
		d.testCall(list, append(gb, "--number", wrong)...).exits(2)
	}
	d.testCall(list, gb...).exits(2).explains("Give --number")
	if calls := service.TestCalls(); len(calls) != 0 {
		t.Errorf("asked for %+v", calls)
	}
	d.ledger(func(ctx context.Context, s *store.Store) {
		if n, err := s.Remembered.OwnNumber(ctx, "default"); n != phone.Number(0) || err != nil {
			t.Errorf("%v is remembered, %v", n, err)
		}
	})
}

func TestWhoStopsATestCallLearnsWhetherItMayRing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		faults, says string
		ready        string // asked before it is stopped
		code         int
	}{
		"while its answer is waited for": {"dial=hang-after", "It is not known whether your telephone will ring", "POST /api/v1/call/dial", 4},
		"while it rings":                 {"", "The call is not followed any more, and goes on: it is call_", "GET /api/v1/status/call", 130},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := serve(t, c.faults)
			d := newHarness(t, service.server.URL)
			u := d.begin("test-call", d.spring(), "--number", myPhone)
			eventually(t, "the request", func() bool { return service.Requests()[c.ready] > 0 })
			u.signal(syscall.SIGINT)
			u.ends().exits(c.code).explains(c.says)
			if calls := service.TestCalls(); len(calls) != 1 {
				t.Errorf("%d test calls", len(calls))
			}
			if got := service.Requests()["POST /api/v1/call/dial"]; got != 1 {
				t.Errorf("asked %d times", got)
			}
		})
	}
}
