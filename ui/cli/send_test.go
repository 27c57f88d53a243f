//go:build unix

package cli_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"callsheet/model"
	"callsheet/model/store"
)

// Whatever goes wrong with the request, send says in its exit code and its
// document what is known, and resolve settles what can be.
func TestSendTellsTheTruthOfEveryFault(t *testing.T) {
	t.Parallel()
	const (
		accepted, refused, unknown = "accepted", "refused", "unknown"
		elsewhere                  = "ELSEWHERE"
	)
	cases := []struct {
		name   string
		faults string
		code   int
		state  string
		settle int // exit code of resolve afterwards
		dials  int
		says   string
	}{
		{"nothing wrong", "", 0, accepted, 0, 3, ""},
		{"closed before it is stored", "create:1=drop-before", 4, unknown, 4, 0, "not known whether"},
		{"closed before the body is read", "create:1=drop-early", 4, unknown, 4, 0, "callsheet resolve"},
		{"reset before it is stored", "create:1=reset-before", 4, unknown, 4, 0, "not known whether"},
		{"an error 500, nothing stored", "create:1=500-before", 4, unknown, 4, 0, "500"},
		{"a proxy's page, nothing stored", "create:1=502-html", 4, unknown, 4, 0, "502"},
		{"closed after it was stored", "create:1=drop-after", 0, accepted, 0, 3, "found on Dialgen's list"},
		{"reset after it was stored", "create:1=reset-after", 0, accepted, 0, 3, "found on Dialgen's list"},
		{"an error 500 after it was stored", "create:1=500-after", 0, accepted, 0, 3, "found on Dialgen's list"},
		{"a proxy's page after it was stored", "create:1=502-html-after", 0, accepted, 0, 3, "found on Dialgen's list"},
		{"an answer that is cut", "create:1=cut", 0, accepted, 0, 3, "found on Dialgen's list"},
		{"an unreadable answer", "create:1=garbage", 0, accepted, 0, 3, "found on Dialgen's list"},
		{"an answer that names no batch", "create:1=no-id", 0, accepted, 0, 3, "found on Dialgen's list"},
		{"a slow answer", "create:1=slow:300ms", 0, accepted, 0, 3, ""},
		{"stored late", "create:1=slow-before:300ms", 0, accepted, 0, 3, ""},
		{"a redirect to another address", "create:1=redirect:ELSEWHERE", 4, unknown, 4, 0, "not known whether"},
		{"a redirect that makes it a GET", "create:1=redirect-302:ELSEWHERE", 4, unknown, 4, 0, "not known whether"},
		{"a redirect for ever", "create:1=redirect-308:ELSEWHERE", 4, unknown, 4, 0, "not known whether"},
		{"every read is redirected", "list=redirect:ELSEWHERE,status=redirect-302:ELSEWHERE", 0, accepted, 0, 3, ""},
		{"links to another address", "create:1=links:ELSEWHERE", 0, accepted, 0, 3, ""},
		{"asked to come back", "create:1=429:1", 0, accepted, 0, 3, "Dialgen asks to wait, trying again in 1 s (2 of 3)"},
		{"asked too often, without a time", "create:1=429", 1, refused, 0, 0, "429"},
		{"wrong in the service's words", "create:1=400", 1, refused, 0, 0, "400"},
		{"a key that is not valid", "create:1=401", 1, refused, 0, 0, "401"},
		{"no minutes left", "create:1=402", 1, refused, 0, 0, "minutes"},
		{"a user of another key", "create:1=403", 1, refused, 0, 0, "403"},
		{"no such agent", "create:1=404", 1, refused, 0, 0, "agent"},
		{"a call in progress", "create:1=409", 1, refused, 0, 0, "409"},
		{"lost, and the list cannot be read at first", "create:1=drop-after,list:2=502-html", 4, unknown, 0, 3, "callsheet resolve"},
		{"lost, and the list lags", "create:1=cut,list=lag:1", 4, unknown, 0, 3, "callsheet resolve"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			service := serve(t, strings.ReplaceAll(c.faults, elsewhere, stranger(t)))
			d := newHarness(t, service.server.URL)
			r := d.send(d.spring(), "--wait", untilACall(c.code)).exits(c.code).explains(c.says)
			sent := document[sentDoc](r)
			if sent.states() != c.state || sent.Batches[0].Contacts != 3 || sent.Batches[0].LedgerID == "" {
				t.Errorf("the document says %s", r.out)
			}
			if b := sent.Batches[0]; (b.BatchID != "") != (c.state == accepted) || (b.Error == "") != (c.state == accepted) {
				t.Errorf("a batch that is %s has the id %q and the error %q", b.State, b.BatchID, b.Error)
			}
			d.run("resolve", "--wait", untilACall(c.settle), "--json").exits(c.settle)
			d.agrees(service)
			if n := len(service.Dials()); n != c.dials {
				t.Errorf("%d numbers are dialled, want %d", n, c.dials)
			}
		})
	}
}

// untilACall is how long to wait where a call is to prove that the batch was
// taken: the exit code is 0 then.
func untilACall(code int) string {
	if code == 0 {
		return "60s"
	}
	return "0s"
}

// A lost answer is looked for while somebody waits, and then the rest is sent.
func TestSendLooksForABatchWhoseAnswerWasLost(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=drop-after", "list=lag:1")
	d := newHarness(t, service.server.URL)
	r := d.send(d.spring()).exits(0).explains("The answer was lost", "Not on Dialgen's list yet, looking again in 1 s")
	sent := document[sentDoc](r)
	if b := sent.Batches[0]; b.State != "accepted" || b.BatchID == "" || !strings.Contains(b.Note, "found on Dialgen's list") {
		t.Errorf("the document says %s", r.out)
	}
	d.agrees(service)
}

func TestWhoStopsSendLearnsWhetherItMayHaveLeft(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, fault string
		signal      syscall.Signal
		code        int
		state       string // of the ledger at the next start
		dials       int
	}{
		{"ctrl+c while the answer is waited for", "create:1=hang-after", syscall.SIGINT, 4, "unknown", 3},
		{"a kill while the answer is waited for", "create:1=hang-before", syscall.SIGTERM, 4, "unknown", 0},
		{"a closed terminal", "create:1=hang-after", syscall.SIGHUP, 4, "unknown", 3},
		{"a kill that cannot be caught", "create:1=hang-after", syscall.SIGKILL, -1, "unknown", 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			service := serve(t, c.fault)
			d := newHarness(t, service.server.URL)
			u := d.begin("send", d.spring(), "--yes", "--json")
			eventually(t, "the request", func() bool {
				return service.Requests()["POST /api/v1/batch"] > 0 && len(service.Dials()) == c.dials
			})
			u.signal(c.signal)
			r := u.ends().exits(c.code)
			if c.code == 4 && document[sentDoc](r).states() != c.state {
				t.Errorf("the document says %s", r.out)
			}
			d.run("list", "--json").exits(0)
			d.ledger(func(ctx context.Context, s *store.Store) {
				if open, err := s.Ledger.Batches(ctx, model.SendUnknown); err != nil || len(open) != 1 {
					t.Errorf("%d batches are unknown (%v), want 1", len(open), err)
				}
			})
			// It is not sent again while that is so.
			d.send(d.spring(), "--again").exits(1).explains("callsheet resolve")
			settled := map[int]int{3: 0, 0: 4}[c.dials]
			d.run("resolve", "--wait", untilACall(settled)).exits(settled)
			d.agrees(service)
		})
	}
}

func TestSendWaitsForAConnectionAndCanBeStopped(t *testing.T) {
	t.Parallel()
	service := serve(t)
	service.server.Close()
	d := newHarness(t, service.server.URL)
	u := d.begin("send", d.spring(), "--yes", "--json")
	eventually(t, "the first attempt", func() bool {
		waiting := false
		if open := d.rows(model.SendPrepared); len(open) == 1 {
			waiting = open[0].Attempts == 1
		}
		return waiting
	})
	u.signal(syscall.SIGINT)
	r := u.ends().exits(130).explains("No connection, trying again in 10 s (2 of 3)", "callsheet send --continue")
	if sent := document[sentDoc](r); sent.states() != "held" || sent.Batches[0].Error == "" {
		t.Errorf("the document says %s", r.out)
	}
	d.run("resolve").exits(0)
}

// rows are the ledger's rows in a state; none while there is no ledger.
func (d *harness) rows(state model.SendState) (rows []model.Batch) {
	d.ledger(func(ctx context.Context, s *store.Store) {
		rows, _ = s.Ledger.Batches(ctx, state)
	})
	return rows
}

func TestNothingIsSentThatCannotBeWrittenDown(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	if err := os.MkdirAll(filepath.Join(d.home, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	d.file("data/callsheet", "in the way of the ledger")
	d.send(d.spring()).exits(1).explains("that is a file")
	if n := len(service.Requests()); n != 0 {
		t.Errorf("the service was asked %v", service.Requests())
	}
}

func TestRowsThatNeedAPersonStopASend(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	list := d.file("mixed.csv", "Name,Phone,Do not call", "Olivia,+447400123101,", "Ben,12,", "Maya,+447400123101,", "Zoe,+447400123104,yes", "Al,+447400123105,", ",,")
	d.run("dnc", "add", "+447400123105").exits(0)

	r := d.send(list).exits(3).explains("1 row needs a person", "--skip-invalid", "callsheet check")
	want := map[string]int{"to_fix": 1, "duplicate": 1, "do_not_call": 2, "recently_called": 0, "maybe_called": 0, "left_out": 0, "hidden": 0, "no_contact": 0, "blank": 1, "outside_hours": 0, "zone_unknown": 0, "over_cap": 0} // and one called: as many as the file has rows
	if sent := document[sentDoc](r); len(sent.Batches) != 0 || !maps.Equal(sent.Skipped, want) {
		t.Errorf("the document says %s", r.out)
	}
	if n := service.Requests()["POST /api/v1/batch"]; n != 0 {
		t.Errorf("%d requests were made", n)
	}
	r = d.send(list, "--skip-invalid").exits(0)
	if sent := document[sentDoc](r); sent.states() != "accepted" || sent.Batches[0].Contacts != 1 || !maps.Equal(sent.Skipped, want) {
		t.Errorf("the document says %s", r.out)
	}
	if dials := service.Dials(); len(dials) != 1 || dials["+447400123101"] != 1 {
		t.Errorf("dialled %v", dials)
	}
}

func TestADryRunShowsWhatWouldBeSentAndSendsNothing(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	d.env = slices.DeleteFunc(d.env, func(v string) bool { return strings.HasPrefix(v, "DIALGEN_API_KEY=") })
	list := d.spring()
	plain := d.run("send", list, "--dry-run", "--priority", "7", "--rate", "2", "--tag", "spring", "--tag", "uk").exits(0).explains("3 contacts would be sent in 1 batch")
	type body struct {
		AgentID, UserID string
		Contacts        []struct{ PhoneNumber, Name string }
		Options         struct {
			Priority, MaxCallsPerSecond int
			Tags                        []string
		}
	}
	b := document[body](plain)
	if b.AgentID != "agent_demo_renewals" || len(b.Contacts) != 3 || b.Contacts[2].PhoneNumber != "+447400123103" || b.Options.Priority != 7 ||
		b.Options.MaxCallsPerSecond != 2 || !slices.Equal(b.Options.Tags, []string{"spring", "uk"}) {
		t.Errorf("it would send %s", plain.out)
	}
	whole := document[struct {
		DryRun   bool `json:"dry_run"`
		Requests []body
		Skipped  map[string]int
	}](d.run("send", list, "--dry-run", "--json").exits(0))
	if !whole.DryRun || len(whole.Requests) != 1 || len(whole.Requests[0].Contacts) != 3 || whole.Skipped == nil {
		t.Errorf("the document says %+v", whole)
	}
	odd := d.file("odd.csv", "Phone,Note", "+447400123101,a\x1b]0;x\x07\u009b2J\u202eb")
	for _, more := range []string{"--yes", "--json"} {
		if r := d.run("send", odd, "--dry-run", more).exits(0); strings.ContainsAny(r.out, "\x1b\x07\u009b\u202e") || !strings.Contains(r.out, `\u202e`) {
			t.Errorf("it prints %q", r.out)
		}
	}
	if n := len(service.Requests()); n != 0 {
		t.Errorf("the service was asked %v", service.Requests())
	}
	if n := len(d.rows(model.SendPrepared)); n != 0 {
		t.Errorf("%d batches were written down", n)
	}
}

func TestWhatIsWrongWithASendIsSaidBeforeTheFileIsRead(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		args []string
		code int
		says string
		drop string // variable that is not set
	}{
		{"no key", []string{"none.csv", "--yes"}, 1, "set DIALGEN_API_KEY", "DIALGEN_API_KEY"},
		{"no agent", []string{"none.csv", "--yes"}, 2, "--agent: Name the Dialgen agent that will make the calls. Or set DIALGEN_AGENT_ID.", "DIALGEN_AGENT_ID"},
		{"no user", []string{"none.csv", "--dry-run"}, 2, "--user: ", "DIALGEN_USER_ID"},
		{"nobody to ask", []string{"none.csv"}, 2, "Give --yes when you are sure", ""},
		{"a priority beyond the range", []string{"none.csv", "--yes", "--priority", "11"}, 2, "--priority: Give a whole number from 1 to 10.", ""},
		{"a start that has passed", []string{"none.csv", "--yes", "--start", "2020-01-01 09:00"}, 2, "--start: ", ""},
		{"an unknown zone", []string{"none.csv", "--yes", "--timezone", "Mars/Olympus"}, 2, "--timezone: ", ""},
		{"a delay without a unit", []string{"none.csv", "--yes", "--busy-delay", "300"}, 2, "--busy-delay: ", ""},
		{"two mistakes are both named", []string{"none.csv", "--yes", "--rate", "x", "--attempts", "9"}, 2, "--attempts: ", ""},
		{"a webhook that is no address", []string{"none.csv", "--yes", "--on-call-complete", "hook"}, 2, "--on-call-complete: ", ""},
		{"a webhook on this machine", []string{"none.csv", "--yes", "--on-batch-failed", "http://localhost:3000/hook"}, 2, "--on-batch-failed: localhost cannot be reached", ""},
		{"two webhooks in one", []string{"none.csv", "--dry-run", "--on-batch-complete", "https://example.com/a https://example.com/b"}, 2, "--on-batch-complete: These are several", ""},
		{"no file", nil, 2, "See callsheet send --help", ""},
		{"a file that is not there", []string{"none.csv", "--yes"}, 1, "There is no such file", ""},
		{"going on with a file", []string{"none.csv", "--continue", "Spring"}, 2, "takes no file", ""},
		{"going on otherwise than confirmed", []string{"--continue", "Spring", "--rate", "3", "--yes"}, 2, "--rate cannot be given with --continue", ""},
		{"going on with nothing", []string{"--continue", "Spring", "--yes"}, 1, `There is no campaign "Spring"`, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newHarness(t, serve(t).server.URL)
			d.env = slices.DeleteFunc(d.env, func(v string) bool { return c.drop != "" && strings.HasPrefix(v, c.drop+"=") })
			if r := d.run(append([]string{"send"}, c.args...)...).exits(c.code).explains(c.says); r.out != "" {
				t.Errorf("it prints %q", r.out)
			}
		})
	}
}

func TestSendAsksForTheNumberOfContacts(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	list := d.spring()
	s := start(t, 120, 30, d.env, "send", list)
	s.sees(`"Spring leads": 3 contacts in 1 batch will be called by Renewals (agent_demo_renewals)`)
	s.sees("Type 3, the number of contacts, to send:")
	s.types("y\r")
	s.sees("Nothing was sent")
	if code := s.ends(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if n := service.Requests()["POST /api/v1/batch"]; n != 0 {
		t.Errorf("%d requests were made", n)
	}
	s = start(t, 120, 30, d.env, "send", list)
	s.sees("to send:")
	s.types("\x03")
	s.sees("Nothing was sent")
	if code := s.ends(); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	s = start(t, 120, 30, d.env, "send", list)
	s.sees("to send:")
	s.types("3\r")
	s.sees("were accepted as batch_")
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
	d.agrees(service)
}

func TestAStartIsReadOnTheClockOfMostContacts(t *testing.T) {
	t.Parallel()
	d := newHarness(t, serve(t).server.URL)
	list := d.file("list.csv", "Name,Phone", "Ann,+1 212 555 0123", "Ben,+1 212 555 0124", "Cleo,+1 213 555 0125")
	for _, c := range []struct {
		claim string
		args  []string
		says  []string
		sends string // in the request
	}{
		{"most contacts are in New York", []string{"--start", later()}, []string{"on the clock of America/New_York, where most are, 2 of 3. Give --timezone"}, `"timezone":"America/New_York"`},
		{"the flag says another", []string{"--start", later(), "--timezone", "berlin"}, nil, `"timezone":"Europe/Berlin"`},
		{"the start says another", []string{"--start", later() + " tokyo"}, nil, `"timezone":"Asia/Tokyo"`},
	} {
		r := d.run(append([]string{"send", list, "--dry-run", "--allow-outside-hours", "--basis", "they asked for it"}, c.args...)...).exits(0).explains(c.says...)
		if !strings.Contains(r.out, c.sends) {
			t.Errorf("%s: the request has no %s:\n%s", c.claim, c.sends, r.out)
		}
	}
	d.run("send", list, "--dry-run", "--start", "11/12 9:00").exits(2).explains("--start: ", "Type \"", " or \"")
}
