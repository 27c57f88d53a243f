package report

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/document"
	"callsheet/model/table"
)

var began = time.Date(2026, 11, 27, 14, 0, 0, 0, time.UTC) // a Friday; 9:00 in New York

// campaignOf is a campaign of numbers that was sent in one batch, or in a segment for each
// named part.
func campaignOf(t interface {
	Fatal(...any)
	Helper()
}, numbers []string, calls []model.Call, waves ...string) Source {
	t.Helper()
	var rows [][]string
	for _, n := range numbers {
		rows = append(rows, []string{n})
	}
	l, err := model.Diagnose(context.Background(), table.Of([]string{"Phone"}, rows...), columns.Mapping{{Header: "Phone", Field: columns.FieldPhone}}, "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := model.NewPlan(l, model.Options{})
	if len(waves) > 0 {
		all, segments := p.AllRows(), []model.Segment{}
		for i, name := range waves {
			from, to := i*len(all)/len(waves), (i+1)*len(all)/len(waves)
			segments = append(segments, model.Segment{Name: name, Rows: all[from:to]})
		}
		p = p.In(segments)
	}
	s := Source{List: l, Plan: &p, Known: map[string]model.BatchCalls{}}
	for i := range p.Batches() {
		b := model.Batch{Key: fmt.Sprint(i), Index: i, State: model.SendAccepted, Last: model.Statistics{Status: model.StatusCompleted}}
		s.Batches = append(s.Batches, b)
		s.Known[b.Key] = model.BatchCalls{Whole: true}
	}
	if len(s.Batches) > 0 {
		s.Known["0"] = model.BatchCalls{Calls: calls, Whole: true}
	}
	s.Rows = model.Results(s.List, s.Plan, s.Batches, s.Known)
	return s
}

func call(id int, to, status, reason string, at time.Time, length time.Duration) model.Call {
	return model.Call{ID: fmt.Sprint("c", id), Phone: to, Status: status, Error: reason, At: at, Duration: length}
}

const (
	london  = "+442079460001"
	newYork = "+12125550142"
	cell    = "+447400123001"
	nobody  = "+447400123002"
)

func example(t *testing.T) Source {
	return campaignOf(t, []string{london, newYork, cell, nobody, "12", cell}, []model.Call{
		call(1, london, model.CallMissed, "NO_ANSWER", began, 20*time.Second),
		call(2, newYork, model.CallAnswered, "USER_HANGUP", began, 46*time.Second),
		call(3, cell, model.CallMissed, "BUSY", began.Add(time.Minute), 0),
		call(4, london, model.CallAnswered, "", began.Add(time.Hour), 3*time.Minute),
		call(5, cell, model.CallFailed, "", began.AddDate(0, 0, 3), 0),
		call(6, nobody, model.CallScheduled, "", began.AddDate(0, 0, 3), 0),
		call(7, "+4915112345678", model.CallAnswered, "", began, time.Hour),
	}, "London 14:00", "New York 9:00")
}

func TestTheFiguresOfACampaign(t *testing.T) {
	f := Of(example(t))
	for _, row := range []struct {
		claim     string
		got, want any
	}{
		{"rows, of which the blank ones are left out", f.Rows, 6},
		{"those that were sent", f.Sent, 4},
		{"those somebody was called of, who is none whose call is yet to come", f.Called, 3},
		{"outcomes of rows", f.Outcomes, []Count{{"answered", 2}, {"not called", 2}, {"failed", 1}, {"waiting", 1}}},
		{"why nobody was called, in words that many share", f.NotCalled, []Count{{"not called yet", 1}, {"the number of another row", 1}, {"to fix: Too short", 1}}},
		{"calls that were placed", f.Calls, 5},
		{"calls to strangers are in no other figure", f.Others, 1},
		{"calls by outcome", f.ByCall, []Count{{"answered", 2}, {"missed", 2}, {"failed", 1}}},
		{"reasons, told or not", f.Reasons, []Count{{"", 1}, {"nobody answered", 1}, {"the line was busy", 1}}},
		{"why answered calls ended", f.Answered, []Count{{"they hung up", 1}}},
		{"14:00 UTC is nine in New York", f.Hours[9], Slot{1, 1}},
		{"and two in London", f.Hours[14], Slot{3, 0}},
		{"the second try", f.Hours[15], Slot{1, 1}},
		{"by weekday", f.Weekdays, [7]Slot{1: {1, 0}, 5: {4, 2}}},
		{"one answered the first call, one the second", f.Tries, []int{1, 1}},
		{"ringing is no talk", f.Talk.Sum, 226 * time.Second},
		{"its middle", f.Talk.Median, 3 * time.Minute},
		{"how long they talked", f.Talk.Lengths, [7]int{2: 1, 4: 1}},
		{"the first wave", f.Waves[0], Wave{Name: "London 14:00", Rows: 2, Called: 2, Answered: 2, Slot: Slot{3, 2}, Talk: 226 * time.Second}},
		{"the second", f.Waves[1], Wave{Name: "New York 9:00", Rows: 2, Called: 1, Slot: Slot{2, 0}}},
		{"the last call", f.Last, began.AddDate(0, 0, 3)},
	} {
		if fmt.Sprintf("%+v", row.got) != fmt.Sprintf("%+v", row.want) {
			t.Errorf("%s: %+v, want %+v", row.claim, row.got, row.want)
		}
	}
}

// Whatever the calls are and in whatever order they come, every row and every call is in
// each of the figures that it belongs to once.
func TestFiguresAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		to := rapid.SampledFrom([]string{london, newYork, cell, nobody, "+18005550123", "+4915112345678", "unknown"})
		var calls []model.Call
		for i := range rapid.IntRange(0, 25).Draw(t, "calls") {
			at := time.Time{}
			if rapid.Bool().Draw(t, "timed") {
				at = began.Add(time.Duration(rapid.IntRange(0, 9000).Draw(t, "minute")) * time.Minute)
			}
			status := rapid.SampledFrom([]string{model.CallScheduled, model.CallOngoing, model.CallAnswered, model.CallMissed, model.CallFailed, "ODD"}).Draw(t, "status")
			calls = append(calls, call(i/2*rapid.IntRange(1, 2).Draw(t, "id"), to.Draw(t, "to"), status, rapid.SampledFrom([]string{"", "BUSY", "odd"}).Draw(t, "reason"), at, time.Duration(rapid.IntRange(-5, 20000).Draw(t, "length"))*time.Second))
		}
		waves := []string{"one", "two"}[:rapid.IntRange(0, 2).Draw(t, "waves")]
		s := campaignOf(t, []string{london, "12", newYork, cell, nobody, cell, "+18005550123", ""}, calls, waves...)
		f := Of(s)
		attempts, answered, talk := 0, 0, time.Duration(0)
		for _, r := range s.Rows {
			attempts, talk = attempts+r.Attempts, talk+r.Talk
			if r.Outcome == "answered" {
				answered++
			}
		}
		sum := func(counts []Count) (n int) {
			for _, c := range counts {
				n += c.N
			}
			return n
		}
		hours, days, all := f.NoClock, f.NoClock, Slot{f.Calls, f.Talk.Timed + f.Talk.Untimed}
		for _, h := range f.Hours {
			hours.Calls, hours.Answered = hours.Calls+h.Calls, hours.Answered+h.Answered
		}
		for _, d := range f.Weekdays {
			days.Calls, days.Answered = days.Calls+d.Calls, days.Answered+d.Answered
		}
		tries, lengths := 0, 0
		for _, n := range f.Tries {
			tries += n
		}
		for _, n := range f.Talk.Lengths {
			lengths += n
		}
		var w Wave
		for _, of := range f.Waves {
			w.Rows, w.Called, w.Answered, w.Talk = w.Rows+of.Rows, w.Called+of.Called, w.Answered+of.Answered, w.Talk+of.Talk
			w.Slot = Slot{w.Slot.Calls + of.Slot.Calls, w.Slot.Answered + of.Slot.Answered}
		}
		for claim, is := range map[string][2]any{
			"outcomes are of all rows":             {sum(f.Outcomes), f.Rows},
			"who was not called":                   {sum(f.NotCalled), f.Rows - f.Called},
			"calls are the attempts of the export": {f.Calls, attempts},
			"talk is that of the export":           {f.Talk.Sum, talk},
			"calls by outcome":                     {sum(f.ByCall), f.Calls},
			"reasons are of what was not answered": {sum(f.Reasons), f.Missed},
			"hours":                                {hours, all},
			"weekdays":                             {days, all},
			"tries are of those who answered":      {tries, answered},
			"lengths of talk":                      {lengths, f.Talk.Timed},
			"waves":                                {w, Wave{Rows: f.Sent, Called: f.Called, Answered: answered, Slot: all, Talk: talk}},
		} {
			if is[0] != is[1] {
				t.Errorf("%s: %+v, want %+v", claim, is[0], is[1])
			}
		}
	})
}

func about() About {
	return About{Campaign: "Spring renewals", Terms: []document.Fact{{Name: "Hours", Text: "US federal for 2 contacts"}, {Name: "Basis", Text: "they asked for it"}}, Made: began.AddDate(0, 0, 4), Clock: time.UTC}
}

func TestThePageInThreeForms(t *testing.T) {
	p := NewPage(Of(example(t)), about())
	for form, text := range map[string]string{"txt": p.Text(), "md": p.Markdown(), "html": p.HTML()} {
		t.Run(form, func(t *testing.T) { golden.RequireEqual(t, []byte(text)) })
	}
}

func TestAPageAsksNobodyIsSteeredByNothingAndNamesNobody(t *testing.T) {
	hostile := "\x1b[2J<script src=https://evil.example/x></script>|`\u202e\n# x +44 7400 123001"
	var calls []model.Call
	for i := range 40 { // as many reasons as there are calls
		calls = append(calls, call(i, cell, "ODD"+hostile, fmt.Sprint("reason ", i, " ", hostile), began.Add(time.Duration(i)*time.Minute), 0))
	}
	s := campaignOf(t, []string{london, cell}, calls, hostile, hostile+"2")
	a := about()
	a.Campaign = hostile
	p := NewPage(Of(s), a)
	for form, text := range map[string]string{"text": p.Text(), "Markdown": p.Markdown(), "HTML": p.HTML()} {
		if strings.ContainsAny(text, "\x1b\u202e\x00") {
			t.Errorf("the page as %s steers a terminal", form)
		}
		if strings.Contains(text, "123001") || strings.Contains(text, "9460001") {
			t.Errorf("the page as %s has a number", form)
		}
		if !strings.Contains(text, "29 others") {
			t.Errorf("the page as %s lists all that the service made up", form)
		}
	}
	if found := regexp.MustCompile(`(?i)<(script|img|link|iframe|object|a |form)|src\s*=\s*"|href|url\(|@import|http`).FindString(strings.ReplaceAll(strings.ReplaceAll(p.HTML(), "http-equiv", ""), "https://evil.example", "")); found != "" {
		t.Errorf("the page has %q", found)
	}
	if regexp.MustCompile(`(^|[^\\])<`).MatchString(p.Markdown()) || !strings.Contains(p.HTML(), "default-src 'none'") {
		t.Error("the page takes what it is told for its own")
	}
	for line := range strings.Lines(p.Markdown()) {
		if strings.HasPrefix(line, "# x") {
			t.Error("a text begins a line of its own")
		}
	}
}

func TestAPageOfNothingSaysSo(t *testing.T) {
	s := campaignOf(t, []string{london}, nil)
	s.Plan, s.Batches = nil, nil
	s.Rows = model.Results(s.List, nil, nil, nil)
	text := NewPage(Of(s), About{Made: began, Clock: time.UTC, Missing: "Not all calls of 1 batch could be fetched."}).Text()
	for _, says := range []string{"a campaign without a name", "Of 1 row, 0 were called.", "No call is known.", "the campaign was not sent", "Not all calls"} {
		if !strings.Contains(text, says) {
			t.Errorf("it does not say %q:\n%s", says, text)
		}
	}
}

// A browser draws it, and asks for nothing while it does.
func TestABrowserDrawsThePageWithoutARequest(t *testing.T) {
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" || testing.Short() {
		t.Skip("no browser to draw it in, or a short run")
	}
	asked := make(chan string, 100)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path }))
	defer server.Close()
	hostile := strings.ReplaceAll(`"><img src=URL/img><script src=URL/script></script><style>@import "URL/style";body{background:url(URL/back)}</style>`, "URL", server.URL)
	a := about()
	a.Campaign, a.Missing, a.Terms = hostile, hostile, []document.Fact{{Name: hostile, Text: hostile}}
	s := example(t)
	calls := s.Known["0"].Calls
	for i := range calls {
		calls[i].Error = hostile
	}
	dir := t.TempDir()
	page := filepath.Join(dir, "page.html")
	if err := os.WriteFile(page, []byte(NewPage(Of(s), a).HTML()), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+page)
	dom, err := cmd.Output()
	if err != nil {
		t.Skipf("the browser does not run here: %v", err)
	}
	if !strings.Contains(string(dom), "Answered by hour") || strings.Count(string(dom), "<svg") < 10 || strings.Contains(string(dom), "<img") {
		t.Errorf("it draws %.2000s", dom)
	}
	select {
	case path := <-asked:
		t.Errorf("the page asks for %s", path)
	default:
	}
}
