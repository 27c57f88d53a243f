//go:build unix

package cli_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/store"
	"callsheet/ui/session"
)

// againDoc is what again prints as JSON.
type againDoc struct {
	Campaign, Name, Of string
	Rows, Ready, Moved int
	CalledAgain        int        `json:"called_again"`
	Running            int        `json:"in_unfinished"`
	Recent             int        `json:"recently_called"`
	Answered           int        `json:"answered_since"`
	OptedOut           int        `json:"opted_out"`
	DoNotCall          int        `json:"do_not_call"`
	Start              *time.Time `json:"start"`
	Tries              string     `json:"earlier_tries"`
	Near               int        `json:"near_earlier_tries"`
}

// manyLeads is a list of so many people, of whom the sandbox reaches some.
func (d *harness) manyLeads(name string, n int) string {
	lines := []string{"Name,Phone,Plan"}
	for i := range n {
		lines = append(lines, fmt.Sprintf("Contact %d,+4474001%05d,Gold %d", i, i, i))
	}
	return d.file(name, lines...)
}

// outcomes are the numbers of a campaign's rows by what came of them, as its calls tell it.
func (d *harness) outcomes(campaign string) map[string][]string {
	last := map[string]string{}
	for _, c := range callDocs(d.t, d.run("calls", campaign, "--json").exits(0).out) {
		if last[c.Phone] != "answered" {
			last[c.Phone] = c.Outcome
		}
	}
	by := map[string][]string{}
	for n, outcome := range last {
		by[outcome] = append(by[outcome], n)
	}
	for _, numbers := range by {
		slices.Sort(numbers)
	}
	return by
}

// ready are the numbers that a campaign of this machine would call, as a console opens it.
func (d *harness) ready(id string) (numbers []string, list *model.List, values model.OptionValues) {
	d.t.Helper()
	d.ledger(func(ctx context.Context, s *store.Store) {
		c, err := session.Look(ctx, session.Store{Campaigns: s.Campaigns, Ledger: s.Ledger, Guards: s.Guards, DoNotCall: s.DoNotCall}, id)
		if err != nil {
			d.t.Fatal(err)
		}
		list, values = c.List, c.Values
	})
	for row := range list.Len() {
		if v := list.Verdict(row); v.State == model.Ready {
			numbers = append(numbers, v.Number.String())
		}
	}
	slices.Sort(numbers)
	return numbers, list, values
}

func TestThoseWhoWereMissedAreCalledAgainInACampaignOfTheirOwn(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 3600)
	d := newHarness(t, service.server.URL)
	list := d.manyLeads("spring_leads.csv", 60)
	d.send(list, "--attempts", "1", "--tag", "spring").exits(0)
	d.run("watch", "Spring leads", "--interval", "1s").exits(0)
	by := d.outcomes("Spring leads")
	if len(by["missed"]) < 3 || len(by["answered"]) < 3 {
		t.Fatalf("of 60 people the sandbox reached %v", by)
	}
	refused := by["missed"][0]
	d.run("dnc", "add", refused).exits(0)

	// The file is not there any more: the rows are stored.
	if err := os.Remove(list); err != nil {
		t.Fatal(err)
	}
	doc := document[againDoc](d.run("again", "Spring leads", "--missed", "--json").exits(0))
	want := by["missed"][1:]
	if doc.Name != "Spring leads again" || doc.Rows != len(by["missed"]) || doc.Ready != len(want) || doc.CalledAgain != len(want) || doc.DoNotCall != 1 || doc.Tries == "" {
		t.Errorf("it says %+v of %d who were missed", doc, len(by["missed"]))
	}
	numbers, again, values := d.ready(doc.Campaign)
	if !slices.Equal(numbers, want) {
		t.Errorf("it would call %v, want %v", numbers, want)
	}
	if values[model.OptTags] != "spring" || values[model.OptAttempts] != "1" || values[model.OptAgainOf] != doc.Of || values[model.OptAgainName] != "Spring leads" {
		t.Errorf("its options are %v", values)
	}
	if c := again.Contacts().Of(0); c.Metadata["plan"] == nil || again.Len() != len(by["missed"]) {
		t.Errorf("%d rows, the first of them is %+v", again.Len(), c)
	}
	if out := d.run("list").exits(0).out; !strings.Contains(out, "Spring leads again") {
		t.Errorf("it is not listed: %s", out)
	}
	if ids := strings.Fields(d.run("list", "-q").exits(0).out); len(ids) != 2 || !slices.Contains(ids, doc.Campaign) || !slices.Contains(ids, doc.Of) {
		t.Errorf("their ids are listed as %q, want those of %s and %s", ids, doc.Of, doc.Campaign)
	}
	d.run("list", "-q", "--json").exits(2)
	d.run("list", "-q", "--remote").exits(2)
	if dials := service.Dials(); dials[want[0]] != 1 {
		t.Errorf("somebody was called by making it: %v", dials)
	}

	// Its name is its own, and the id alone is printed where that is asked for.
	id := strings.TrimSpace(d.run("again", "Spring leads", "--missed", "--failed", "-q", "--name", "Late tries", "--start", later()).exits(0).out)
	if _, _, values := d.ready(id); values[model.OptName] != "Late tries" || values[model.OptStart] == "now" {
		t.Errorf("%q has the options %v", id, values)
	}
	d.run("again", "Spring leads").exits(2).explains("--missed", "--failed")
	d.run("again", "Spring leads", "--missed", "-q", "--json").exits(2).explains("Give one of them")
	d.run("again", "Spring leads", "--missed", "--start", "yesterday").exits(1)
	d.run("again", "Nobody", "--missed").exits(1).explains("no campaign")
	d.run("again", doc.Campaign, "--missed").exits(1).explains("it was not sent")
	d.run(append([]string{"dnc", "add"}, by["missed"]...)...).exits(0)
	d.run("again", "Spring leads", "--missed").exits(3).explains("nobody to call again", "not to be called")
}

func TestWhoIsStillCalledStaysInTheirBatchUnlessMoved(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	d.send(d.manyLeads("spring_leads.csv", 60), "--rate", "30", "--attempts", "3", "--no-answer-delay", "4h", "--busy-delay", "4h").exits(0)
	var missed int
	for deadline := time.Now().Add(2 * time.Minute); missed == 0; time.Sleep(time.Second) {
		if missed = len(d.outcomes("Spring leads")["missed"]); time.Now().After(deadline) {
			t.Skip("the sandbox has missed nobody in two minutes")
		}
	}
	d.run("again", "Spring leads", "--missed").exits(3).explains("nobody to call again", "in a batch that has not ended", "Dialgen tries them itself")
	doc := document[againDoc](d.run("again", "Spring leads", "--missed", "--move", "--json").exits(0))
	if doc.Ready < missed || doc.Moved != doc.Ready || doc.Running != 0 {
		t.Errorf("it says %+v of %d who were missed", doc, missed)
	}
}

func TestACopyOfACampaignNeedsNoFileAndIsADraftOfItsOwn(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	list := d.leadsBook()
	id := document[sentDoc](d.send(list, "--skip-invalid", "--tag", "spring").exits(0)).Campaign
	if err := os.Remove(list); err != nil {
		t.Fatal(err)
	}
	d.ledger(func(ctx context.Context, s *store.Store) {
		s.Guards.WorksWith(service.name())
		kept := session.Store{Campaigns: s.Campaigns, Ledger: s.Ledger, Guards: s.Guards, DoNotCall: s.DoNotCall}
		first, err := session.Look(ctx, kept, id)
		if err != nil {
			t.Fatal(err)
		}
		list := first.List
		list.Apply(model.LeaveOut(list, func(row int) bool { return row == 1 }, "left out", "anna", time.Now()))
		made, draft, err := session.Duplicate{Campaign: first, Store: kept, Here: service.name(), Profile: "default", By: "anna", Now: time.Now}.Make(ctx)
		if err != nil {
			t.Fatal(err)
		}
		copied, as, damage, err := session.Reopen(ctx, kept, made.ID)
		if err != nil || damage != "" {
			t.Fatal(err, damage)
		}
		if copied.Name() != "Leads copy" || copied.ID == id || copied.Sent() || copied.Stage != model.StageOptions || copied.Values[model.OptTags] != "spring" || as.Rows != draft.Rows {
			t.Errorf("it is %q at %s with %v", copied.Name(), copied.Stage, copied.Values)
		}
		for row, want := range []model.Exclusion{model.InUnfinished, model.ByOperator, model.InUnfinished, model.InUnfinished} {
			if v := copied.List.Verdict(row); v.State != model.LeftOut || v.Out != want {
				t.Errorf("row %d is %v (%v), want left out by %v", row, v.State, v.Out, want)
			}
		}
	})
}
