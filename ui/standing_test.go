package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

func TestWhenACampaignBeginsIsSaidOnItsOwnClocks(t *testing.T) {
	zone := model.Clock
	now := time.Date(2026, 11, 24, 9, 30, 0, 0, zone("Europe/London"))
	rows := []struct {
		name, start, zone string
		now               time.Time
		want              string
	}{
		{"later today", "17:00", "Europe/London", now, "today 17:00"},
		{"tomorrow", "tomorrow 9:00", "Europe/London", now, "tomorrow 09:00"},
		{"another day", "2026-12-01 09:00", "Europe/London", now, "Tue 1 Dec 09:00"},
		{"another year", "2027-03-01 09:00", "Europe/London", now, "Mon 1 Mar 2027 09:00"},
		{"clocks of another country", "tomorrow 9:00", "Europe/Berlin", now, "tomorrow 09:00 CET"},
		{"a zone without letters", "tomorrow 9:00", "America/Sao_Paulo", now, "tomorrow 09:00 America/Sao_Paulo"},
		{"tomorrow there is today here", "2026-11-25 01:00", "Asia/Tokyo", now, "tomorrow 01:00 JST"},
		{"today there is tomorrow here", "23:30", "America/New_York", now, "today 23:30 EST"},
		{"the same hour by another name", "tomorrow 9:00", "UTC", now, "tomorrow 09:00"},
		{"summer there by then", "2027-04-01 09:00", "UTC", now, "Thu 1 Apr 2027 09:00 UTC"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			begin := beginOf(t, row.start, row.zone, row.now)
			if got := begin.Words(row.now); got != row.want {
				t.Errorf("said %q, want %q", got, row.want)
			}
		})
	}
	if b := beginOf(t, "now", "Europe/London", now); b.Ahead(now) {
		t.Error("a campaign that begins at once is still to come")
	}
}

// beginOf is when a batch begins that was confirmed with a start at a moment.
func beginOf(t *testing.T, start, zone string, confirmed time.Time) session.Begin {
	t.Helper()
	answer, err := model.ReadStart(model.OptionValues{model.OptStart: start, model.OptTimeZone: zone}, confirmed, "")
	if err != nil || answer.Question != "" {
		t.Fatalf("%q: %v %s", start, err, answer.Question)
	}
	return session.BeginOf([]model.Batch{{Schedule: model.Schedule{Start: answer.At}}}, zone)
}

// states are looks at a batch of 30 that was to begin tomorrow or at once, and
// what is said of it in a word or two, on Live, and what must not be said there.
var states = []struct {
	name   string
	start  string
	look   model.Statistics
	words  string
	live   []string
	untrue []string
}{
	{"nobody has looked", "now", model.Statistics{}, "taken by Dialgen, not looked at yet", nil, []string{"to go", "calling"}},
	{"taken in, to begin tomorrow", "tomorrow 9:00", model.Statistics{Status: model.StatusIngesting}, "starts tomorrow 09:00", nil, []string{"Calling", "calling"}},
	{"taken in", "now", model.Statistics{Status: model.StatusIngesting, Total: 12}, "being taken in by Dialgen",
		[]string{"Dialgen is taking the contacts in", "nobody is called yet"}, []string{"missing", "measuring", "left"}},
	{"scheduled", "tomorrow 9:00", model.Statistics{Status: model.StatusScheduled, Total: 30, Pending: 30}, "starts tomorrow 09:00",
		[]string{"Starts tomorrow 09:00, in 23 h 30 m", "nobody is called yet"}, []string{"Calling", "measuring"}},
	{"scheduled, nobody knows for when", "now", model.Statistics{Status: model.StatusScheduled, Total: 30, Pending: 30}, "waiting for its start time",
		[]string{"Waiting for the start time"}, []string{"Calling"}},
	{"ready", "now", model.Statistics{Status: model.StatusPending, Total: 30, Pending: 30}, "waiting for its turn at Dialgen",
		[]string{"Ready, waiting for its turn"}, []string{"Calling", "measuring"}},
	{"calling", "now", model.Statistics{Status: model.StatusProcessing, Total: 30, Processed: 12, Succeeded: 10, Failed: 2, Pending: 18}, "calling, 40 % done",
		[]string{"Calling", "18 to go", "40 % of 30"}, []string{"missing", "without a result"}},
	{"calling nobody", "now", model.Statistics{Status: model.StatusProcessing}, "calling",
		[]string{"Calling", "30 contacts were sent, and Dialgen counts 0: 30 are missing there."}, []string{"Everybody was called once", "100 %"}},
	{"one is missing", "now", model.Statistics{Status: model.StatusProcessing, Total: 29, Processed: 12, Succeeded: 12, Pending: 17}, "calling, 41 % done",
		[]string{"30 contacts were sent, and Dialgen counts 29: 1 is missing there."}, nil},
	{"some are too many", "now", model.Statistics{Status: model.StatusProcessing, Total: 32, Processed: 12, Succeeded: 12, Pending: 20}, "calling, 38 % done",
		[]string{"30 contacts were sent, and Dialgen counts 32: 2 are too many."}, nil},
	{"everybody was called once", "now", model.Statistics{Status: model.StatusProcessing, Total: 30, Processed: 30, Succeeded: 20, Pending: 10}, "calling, 67 % done",
		[]string{"Trying the missed again", "10 to go"}, nil},
	{"more called than there are", "now", model.Statistics{Status: model.StatusProcessing, Total: 30, Processed: 35, Succeeded: 34, Failed: 1}, "calling, 100 % done",
		[]string{"do not add up: 35 called and 35 done, of 30."}, []string{"-"}},
	{"completed", "now", model.Statistics{Status: model.StatusCompleted, Total: 30, Processed: 30, Succeeded: 28, Failed: 2}, "completed",
		[]string{"Completed: everybody sent to Dialgen was called."}, []string{"to go", "left"}},
	{"completed, and some without a result", "now", model.Statistics{Status: model.StatusCompleted, Total: 30, Processed: 27, Succeeded: 25, Failed: 2, Pending: 3}, "completed, 3 without a result",
		[]string{"Completed, and 3 contacts never got a result.", "3 without a result"}, []string{"everybody was called", "to go"}},
	{"completed, one missing", "now", model.Statistics{Status: model.StatusCompleted, Total: 29, Processed: 29, Succeeded: 29}, "completed", []string{"1 is missing there"}, nil},
	{"cancelled in the middle", "now", model.Statistics{Status: model.StatusCancelled, Total: 30, Processed: 12, Succeeded: 10, Failed: 2, Pending: 18}, "cancelled, 12 of 30 done",
		[]string{"Cancelled: 18 contacts are not called any more.", "18 without a result"}, []string{"to go", "left", "Calling", "settled a minute"}},
	{"cancelled before its start", "tomorrow 9:00", model.Statistics{Status: model.StatusCancelled, Total: 30, Pending: 30}, "cancelled, 0 of 30 done",
		[]string{"Cancelled: 30 contacts are not called any more."}, []string{"Starts", "to go"}},
	{"failed", "now", model.Statistics{Status: "failed", Total: 30, Processed: 3, Failed: 3, Pending: 27}, `"failed" at Dialgen, 10 % done`,
		[]string{"Dialgen says: failed"}, []string{"Calling"}},
	{"a word nobody knows", "now", model.Statistics{Status: "paused\x1b[2J", Total: 30, Pending: 30}, `"paused[2J" at Dialgen, 0 % done`,
		[]string{"Dialgen says: paused[2J"}, []string{"Calling"}},
}

func TestWhatIsSaidOfABatchIsTrue(t *testing.T) {
	for _, row := range states {
		t.Run(row.name, func(t *testing.T) {
			batch := model.Batch{State: model.SendAccepted, ID: "batch_1", Contacts: 30, Last: row.look, Service: testConfig().Account.Service}
			if row.look.Status != "" {
				batch.Last.At = fixedNow
			}
			batches := []model.Batch{batch}
			if got := session.ProgressWords(session.Taken(batches), beginOf(t, row.start, "Europe/London", fixedNow), fixedNow); got != row.words {
				t.Errorf("in a few words %q, want %q", got, row.words)
			}
			if row.look.Status == "" {
				return
			}
			c := campaignOf(springList(), "Spring renewals")
			c.Values[model.OptStart], c.Values[model.OptTimeZone] = row.start, "Europe/London"
			options, errs := model.ParseOptions(c.Values, fixedNow)
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			plan := model.NewPlan(c.List.Snapshot(), options)
			c.Plan, c.Stage, c.Batches = &plan, model.StageLive, batches
			a := still(plain, testConfig(), c, func(d *screen.Console) []screen.Screen {
				l := newLiveScreen(d)
				polledOnce(l, batches[0].Last, nil)
				return []screen.Screen{newFileScreen(d, ""), l}
			})
			l := a.front().(*liveScreen)
			l.SetSize(100, 30)
			view := ansi.Strip(l.View())
			for _, words := range row.live {
				if !strings.Contains(view, words) {
					t.Errorf("Live does not say %q:\n%s", words, view)
				}
			}
			for _, words := range row.untrue {
				if strings.Contains(view, words) {
					t.Errorf("Live says %q:\n%s", words, view)
				}
			}
		})
	}
}

// Of several batches each counts by its own state: who was cancelled in one is
// not to go in the sum.
func TestOneOfSeveralBatchesThatEndedLeavesNobodyToGo(t *testing.T) {
	at := fixedNow
	s := session.Taken([]model.Batch{
		{State: model.SendAccepted, Contacts: 30, Last: model.Statistics{At: at, Status: model.StatusCancelled, Total: 30, Succeeded: 10}},
		{State: model.SendAccepted, Contacts: 50, Last: model.Statistics{At: at, Status: model.StatusProcessing, Total: 50, Succeeded: 20}},
		{State: model.SendRefused, Contacts: 70},
	})
	if s.ToGo() != 30 || s.Dropped() != 20 || s.Total != 80 {
		t.Errorf("%d to go, %d dropped, of %d; want 30, 20 and 80", s.ToGo(), s.Dropped(), s.Total)
	}
}
