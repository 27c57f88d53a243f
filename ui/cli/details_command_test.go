//go:build unix

package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"callsheet/api/sandbox"
)

// spokenDoc is a call with what was said on it, as calls prints it.
type spokenDoc struct {
	CallID     string `json:"call_id"`
	Outcome    string
	Reason     string
	Summary    *string
	ContactID  string `json:"contact_id"`
	Transcript []struct{ Role, Text string }
	Metrics    []struct{ Name, Value string }
}

func spokenDocs(t *testing.T, out string) (docs []spokenDoc) {
	t.Helper()
	for line := range strings.Lines(out) {
		var d spokenDoc
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

// tenLeads are the lines of a list: of so many some answer.
func tenLeads() []string {
	lines := []string{"Name;Phone"}
	for i := range 10 {
		lines = append(lines, fmt.Sprintf("Person %c;+4474001231%02d", 'A'+i, i))
	}
	return lines
}

// laterBox is a sandbox whose clock runs 60 times as fast as this machine's, and can be
// put on by days.
func laterBox(t *testing.T) (*dialgen, *atomic.Int64) {
	t.Helper()
	began, days := time.Now(), &atomic.Int64{}
	return serveWith(t, sandbox.Config{Clock: func() time.Time {
		now := time.Now()
		return began.Add(60*now.Sub(began)).AddDate(0, 0, int(days.Load()))
	}}), days
}

// What was said is asked for once, and stays when the service has forgotten it, and when it
// is gone.
func TestWhatWasSaidIsAskedForOnceAndStays(t *testing.T) {
	t.Parallel()
	service, days := laterBox(t)
	d := newHarness(t, service.server.URL)
	list := d.file("spring_leads.csv", tenLeads()...)
	d.send(list, "--attempts", "1").exits(0)
	d.run("watch", "Spring leads", "--interval", "1s").exits(0)

	before := d.run("calls", "Spring leads", "--json").exits(0).out
	first := d.run("calls", "Spring leads", "--json", "--details").exits(0)
	answered := 0
	for _, c := range spokenDocs(t, first.out) {
		if c.Outcome != "answered" {
			if c.Summary == nil || *c.Summary != "" || len(c.Transcript) != 0 {
				t.Errorf("what nobody took says %+v", c)
			}
			continue
		}
		answered++
		intent := slices.ContainsFunc(c.Metrics, func(m struct{ Name, Value string }) bool { return m.Name == "intent" && m.Value != "" })
		if c.Summary == nil || *c.Summary == "" || c.ContactID == "" || len(c.Transcript) < 4 || c.Transcript[0].Role != "assistant" || !intent {
			t.Errorf("an answered call says %+v", c)
		}
	}
	if answered == 0 || strings.Contains(before, "summary") || strings.Count(before, "\n") != strings.Count(first.out, "\n") {
		t.Fatalf("%d answered of\n%s", answered, before)
	}
	to := filepath.Join(d.home, "results.csv")
	d.run("export", "Spring leads", "-o", to, "--details").exits(0)
	exported := resultsIn(t, to)
	if header := strings.Join(exported[0], "|"); !strings.Contains(header, "|Callsheet summary|Callsheet metric intent|Callsheet metric sentiment|") {
		t.Errorf("the columns are %s", header)
	}

	for _, later := range []int64{31, 91} {
		days.Store(later)
		if again := d.run("calls", "Spring leads", "--json", "--details").exits(0).out; again != first.out {
			t.Errorf("after %d days it says\n%s\nbefore\n%s", later, again, first.out)
		}
	}
	service.server.Close()
	if again := d.run("calls", "Spring leads", "--json", "--details").exits(0).out; again != first.out {
		t.Errorf("without the service it says\n%s", again)
	}
	d.run("export", "Spring leads", "-o", to, "--force", "--metric", "Key points", "--metric", "budget").exits(0).explains(`No call has a metric "budget"`)
	rows := resultsIn(t, to)
	at := slices.Index(rows[0], "Callsheet metric Key points")
	if at < 0 || !slices.ContainsFunc(rows[1:], func(row []string) bool { return strings.Contains(row[at], "; ") }) || slices.Contains(rows[0], "Callsheet metric intent") {
		t.Errorf("the chosen columns are %q", rows)
	}
	// Who asked on the call not to be called again is not called by that file unasked.
	if got := d.run("check", to).exits(3).out; !strings.Contains(got, "Callsheet summary") || !strings.Contains(got, "not to be called") {
		t.Errorf("read again it says\n%s", got)
	}
	d.run("calls", "Spring leads", "--details").exits(2).explains("--json")
	d.run("export", "Spring leads", "-o", to, "--metric", " ").exits(2).explains("name of a metric")
}

func resultsIn(t *testing.T, path string) [][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(string(data)))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 5 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	return rows
}

// Who asks for what was said only after the service has forgotten whose contacts the calls
// were has the words, and is told why there is no more.
func TestWhatIsAskedForTooLateIsSaid(t *testing.T) {
	t.Parallel()
	service, days := laterBox(t)
	d := newHarness(t, service.server.URL)
	list := d.file("spring_leads.csv", tenLeads()...)
	d.send(list, "--attempts", "1").exits(0)
	d.run("watch", "Spring leads", "--interval", "1s").exits(0)
	days.Store(31) // the calls and why they ended were written down at their end
	stored := d.run("calls", "Spring leads", "--json").exits(0).out
	if !strings.Contains(stored, `"reason":"the line was busy"`) {
		t.Errorf("why calls ended is lost:\n%s", stored)
	}
	late := d.run("calls", "Spring leads", "--json", "--details").exits(3).explains("not made yet")
	for _, c := range spokenDocs(t, late.out) {
		if c.Outcome == "answered" && (len(c.Transcript) == 0 || *c.Summary != "" || c.ContactID != "") {
			t.Errorf("an answered call says %+v", c)
		}
	}
	if again := d.run("calls", "Spring leads", "--json").exits(0).out; again != stored {
		t.Errorf("the calls are\n%s\nwere\n%s", again, stored)
	}
}
