//go:build unix

package cli_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"callsheet/model/store"
	"callsheet/ui/cli"
	"callsheet/ui/session"
)

// reportDoc is what report prints as JSON.
type reportDoc struct {
	Campaign, Name, File, Error string
	Rows, Sent, Called, Calls   int
	Outcomes                    map[string]int
	NotCalled                   map[string]int `json:"not_called"`
	ByOutcome                   map[string]int `json:"calls_by_outcome"`
	Tries                       []int          `json:"answered_by_call"`
	Hours                       []struct{ Calls, Answered int }
	Asked                       int `json:"batches_asked"`
	Incomplete                  int `json:"batches_incomplete"`
}

// callDoc is a line of what calls prints as JSON.
type callDoc struct {
	Row, Attempt                         int
	Phone, Name, Status, Outcome, Reason string
	CallID                               string  `json:"call_id"`
	BatchID                              string  `json:"batch_id"`
	Talk                                 float64 `json:"talk_seconds"`
	Started                              string  `json:"started_at"`
	Local                                string
}

func callDocs(t *testing.T, out string) []callDoc {
	t.Helper()
	var all []callDoc
	for line := range strings.Lines(out) {
		var d callDoc
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatalf("%q is no object: %v", line, err)
		}
		all = append(all, d)
	}
	return all
}

// checkCalls holds that the calls are those that a report counts.
func checkCalls(t *testing.T, d *harness, doc reportDoc) {
	t.Helper()
	calls := callDocs(t, d.run("calls", "Spring leads", "--json").exits(0).out)
	byOutcome, ids := map[string]int{}, ""
	for _, c := range calls {
		byOutcome[c.Outcome]++
		ids += c.CallID + "\n"
		if c.Row < 2 || c.Phone == "" || c.Name == "" || c.CallID == "" || c.BatchID == "" || c.Attempt < 1 || c.Started == "" || c.Outcome != "answered" && c.Talk != 0 {
			t.Errorf("a call is %+v", c)
		}
		started, err := time.Parse(time.RFC3339, c.Started)
		local, failed := time.Parse(time.RFC3339, c.Local)
		if err != nil || failed != nil || !started.Equal(local) || !strings.HasSuffix(c.Started, "Z") {
			t.Errorf("it was at %s, for them %s", c.Started, c.Local)
		}
	}
	if len(calls) != doc.Calls {
		t.Errorf("%d calls, and the report has %d", len(calls), doc.Calls)
	}
	for outcome, n := range byOutcome {
		if doc.ByOutcome[outcome] != n {
			t.Errorf("%d calls are %s, the report says %v", n, outcome, doc.ByOutcome)
		}
		some := callDocs(t, d.run("calls", "Spring leads", "--json", "--outcome", outcome).exits(0).out)
		if len(some) != n || some[0].Outcome != outcome {
			t.Errorf("of %s there are %+v", outcome, some)
		}
	}
	if got := d.run("calls", "Spring leads", "-q").exits(0).out; got != ids {
		t.Errorf("the ids are %q, want %q", got, ids)
	}
	if table := d.run("calls", "Spring leads").exits(0).out; strings.Count(table, "\n") != len(calls)+1 || !strings.Contains(table, "Olivia") {
		t.Errorf("the table is\n%s", table)
	}
	d.run("calls", "Spring leads", "--outcome", "lost").exits(2).explains("no outcome of a call", "answered")
	d.run("calls", "Spring leads", "--json", "-q").exits(2)
}

func TestReportAndCallsTellWhatTheExportTells(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 60)
	d := newHarness(t, service.server.URL)
	list := d.file("spring_leads.csv", "Name;Phone", "Olivia;+447400123101", "Ben;12", "Maya;+447400123103", "Maya B;+447400123103", "Zoë;+447400123104", "Kai;+447400123105")
	d.send(list, "--attempts", "1", "--skip-invalid").exits(0)
	d.run("watch", "Spring leads", "--interval", "1s").exits(0)

	page := filepath.Join(d.home, "page.html")
	doc := document[reportDoc](d.run("report", "Spring leads", "-o", page, "--json").exits(0))
	exported := document[exportDoc](d.run("export", "Spring leads", "-o", filepath.Join(d.home, "results.csv"), "--json").exits(0))
	answered, reached := 0, 0
	for _, n := range doc.Tries {
		answered += n
	}
	for outcome, n := range exported.Outcomes {
		reached += n
		if doc.Outcomes[outcome] != n {
			t.Errorf("the export has %d %s, the report %v", n, outcome, doc.Outcomes)
		}
	}
	if doc.Rows != 6 || reached != 6 || doc.Sent != 4 || doc.Called != 4 || doc.Calls < 4 || answered != doc.Outcomes["answered"] || doc.NotCalled["the number of another row"] != 1 || doc.NotCalled["to fix: Country unknown"] != 1 || doc.File != page {
		t.Errorf("it says %+v", doc)
	}
	html, err := os.ReadFile(page)
	if err != nil || !strings.Contains(string(html), "Report of Spring leads") {
		t.Errorf("it is %.200s: %v", html, err)
	}
	text := d.run("report", "Spring leads").exits(0).out
	for _, form := range []string{string(html), text} {
		for _, person := range []string{"Olivia", "Maya", "Zoë", "Kai", "740012310"} {
			if strings.Contains(form, person) {
				t.Errorf("%s is in it", person)
			}
		}
	}
	for _, says := range []string{"Of 6 rows, 4 were called", "Answered by hour", "Hours and choices", "Hours  "} {
		if !strings.Contains(text, says) {
			t.Errorf("it does not say %q:\n%s", says, text)
		}
	}
	d.run("report", "Spring leads", "-o", page).exits(1).explains("there already", "--force")
	d.run("report", "Spring leads", "-o", page, "--force").exits(0)
	d.run("report", "Spring leads", "-o", filepath.Join(d.home, "x.pdf")).exits(2).explains(".html, .md or .txt")
	d.run("report", "Nobody").exits(1).explains("no campaign")

	calls := doc.Calls
	checkCalls(t, d, doc)

	// All calls are stored by now, so nobody is asked.
	service.server.Close()
	if doc := document[reportDoc](d.run("report", "Spring leads", "--json").exits(0)); doc.Asked != 0 || doc.Calls != calls {
		t.Errorf("without the service it says %+v", doc)
	}
}

// The command writes before and after, so that the minute in which a page is made is that of
// one of both.
func TestConsoleAndCommandWriteTheSameReport(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 60)
	d := newHarness(t, service.server.URL)
	d.send(d.spring(), "--attempts", "1").exits(0)
	d.run("watch", "Spring leads", "--interval", "1s").exits(0)
	for _, ending := range []string{".html", ".md", ".txt"} {
		page := func(name string) string {
			path := filepath.Join(d.home, name+ending)
			if name != "console" {
				d.run("report", "Spring leads", "-o", path).exits(0)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			return string(data)
		}
		before := page("before")
		d.ledger(func(ctx context.Context, s *store.Store) {
			all, err := s.Campaigns.Summaries(ctx)
			if err != nil || len(all) != 1 {
				t.Fatalf("%d campaigns: %v", len(all), err)
			}
			kept := session.Store{Campaigns: s.Campaigns, Ledger: s.Ledger, Guards: s.Guards, DoNotCall: s.DoNotCall, Evidence: s.Evidence}
			campaign, err := session.Look(ctx, kept, all[0].ID)
			if err != nil {
				t.Fatal(err)
			}
			of := session.ResultsOf{Campaign: campaign, Store: kept, Here: campaign.Batches[0].Service, Now: time.Now}
			if _, err := of.SaveReport(ctx, cli.WriterOfReports(), filepath.Join(d.home, "console"+ending), false, time.UTC); err != nil {
				t.Fatal(err)
			}
		})
		if console, after := page("console"), page("after"); console != before && console != after {
			t.Errorf("the console writes\n%s\nand the command\n%s", console, after)
		}
	}
}

func TestReportAndCallsSayThatCallsAreMissing(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 60)
	d := newHarness(t, service.server.URL)
	list := d.file("leads.txt", "Name;Phone", "Olivia;+447400123101", "Ben;+447400123102")
	d.send(list, "--attempts", "1").exits(0)
	service.server.Close()
	doc := document[reportDoc](d.run("report", "Leads", "--json").exits(3))
	if doc.Incomplete != 1 || doc.Error == "" || doc.Outcomes["not known"] != 2 {
		t.Errorf("it says %+v", doc)
	}
	if text := d.run("report", "Leads").exits(3).out; !strings.Contains(text, "Not all calls of 1 batch could be fetched, and the figures are without them.") {
		t.Errorf("it says\n%s", text)
	}
	d.run("calls", "Leads").exits(3).explains("Not all calls of 1 batch could be fetched, and they are not listed.")
	before, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	d.run("report", "Leads", "-o", list, "--force").exits(1).explains("very list")
	if after, err := os.ReadFile(list); err != nil || string(after) != string(before) {
		t.Errorf("the list itself was written to: %v", err)
	}
}
