//go:build unix

package cli_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"callsheet/api/sandbox"
	"callsheet/model/store"
)

// saidDoc is a line of what said prints as JSON.
type saidDoc struct {
	Kind, Campaign, Phone, Name, Sentence, Why, Language string
	Sure                                                 bool
	Row                                                  int
	CallID                                               string  `json:"call_id"`
	FoundIn                                              string  `json:"found_in"`
	SaidBy                                               string  `json:"said_by"`
	Listed                                               *string `json:"on_do_not_call_list_since"`
	Callback                                             *struct {
		At, Question, Words string
		OptedOut            bool `json:"opted_out"`
	}
}

func saidDocs(t *testing.T, out string) []saidDoc {
	t.Helper()
	var all []saidDoc
	for line := range strings.Lines(out) {
		var d saidDoc
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatalf("%q is no object: %v", line, err)
		}
		all = append(all, d)
	}
	return all
}

// numbersSaid are those of some findings, sorted, each once.
func numbersSaid(all []saidDoc, takes func(saidDoc) bool) []string {
	var numbers []string
	for _, d := range all {
		if takes(d) {
			numbers = append(numbers, d.Phone)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

func TestWhatWasSaidIsFetchedToldAndListed(t *testing.T) {
	t.Parallel()
	service := serveWith(t, sandbox.Config{Speed: 60, Seed: 1}) // in which somebody asks not to be called
	d := newHarness(t, service.server.URL)
	d.send(d.manyLeads("spring_leads.csv", 7), "--attempts", "1").exits(0)
	d.run("watch", "Spring leads", "--interval", "1s").exits(0)

	before := d.run("said", "Spring leads").exits(3)
	before.explains("it is not known here what was said", "callsheet said 'Spring leads' --fetch")
	if !strings.Contains(before.out, "It is not known yet whether anybody asked not to be called.") {
		t.Errorf("it claims %s", before.out)
	}
	all := saidDocs(t, d.run("said", "Spring leads", "--fetch", "--json").exits(0).out)

	// What the sandbox has people say is known.
	asked, later := map[string]bool{}, map[string]bool{}
	var keys []string
	d.ledger(func(ctx context.Context, s *store.Store) {
		campaigns, err := s.Campaigns.Summaries(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range campaigns[0].Batches {
			keys = append(keys, b.Key)
			details, err := s.Ledger.CallDetails(ctx, b.Key)
			if err != nil {
				t.Fatal(err)
			}
			for id, detail := range details {
				for _, turn := range detail.Turns {
					asked[id] = asked[id] || strings.Contains(turn.Text, "take me off the list")
					later[id] = later[id] || strings.Contains(turn.Text, "can you call another time")
				}
			}
		}
	})
	for id, is := range asked {
		found := slices.ContainsFunc(all, func(s saidDoc) bool {
			return s.CallID == id && s.Kind == "do_not_call" && s.Sure && s.FoundIn == "transcript" && s.SaidBy == "contact" && s.Row > 1 && s.Language == "English"
		})
		if found != is {
			t.Errorf("call %s asks not to be called: %v, told %v", id, is, found)
		}
	}
	for id, is := range later {
		found := slices.ContainsFunc(all, func(s saidDoc) bool {
			return s.CallID == id && s.Kind == "callback" && s.Callback != nil && s.Callback.At == "" && s.Callback.Question != ""
		})
		if is && !found {
			t.Errorf("call %s wishes another time, and it is not told: %+v", id, all)
		}
	}
	sure := numbersSaid(all, func(s saidDoc) bool { return s.Kind != "callback" && s.Sure })
	if len(sure) == 0 || len(d.doNotCall()) != 0 {
		t.Fatalf("%d asked not to be called, %v are on the list unasked: %+v", len(sure), d.doNotCall(), all)
	}

	d.run("said", "Spring leads", "--add-sure").exits(2).explains("--yes")
	if len(d.doNotCall()) != 0 {
		t.Error("somebody was listed without --yes")
	}
	d.run("said", "Spring leads", "--add-sure", "--yes", "--json").exits(0).explains("callsheet dnc remove")
	if got := d.doNotCall(); !slices.Equal(got, sure) {
		t.Errorf("on the list are %v, not %v", got, sure)
	}
	if out := d.run("dnc", "list").exits(0).out; !strings.Contains(out, `said on a call of "Spring leads"`) {
		t.Errorf("the list does not say why:\n%s", out)
	}
	d.ledger(func(ctx context.Context, s *store.Store) {
		if n, err := s.Ledger.OptedOut(ctx, keys); err != nil || n != len(sure) {
			t.Errorf("a canary would count %d, not %d: %v", n, len(sure), err)
		}
	})
	for _, s := range saidDocs(t, d.run("said", "--json").exits(0).out) {
		if slices.Contains(sure, s.Phone) != (s.Listed != nil) {
			t.Errorf("whether %s is on the list is told wrongly: %+v", s.Phone, s)
		}
	}
}

func TestTheCallbacksAreWrittenToAFile(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 60)
	d := newHarness(t, service.server.URL)
	d.send(d.manyLeads("spring_leads.csv", 2), "--attempts", "1").exits(0)
	d.run("watch", "Spring leads", "--interval", "1s").exits(0)
	path := filepath.Join(d.home, "back.csv")
	d.run("said", "Spring leads", "-o", path).exits(2).explains("--callbacks")
	d.run("said", "Spring leads", "--callbacks", "-o", "back.pdf").exits(2).explains(".csv")
	d.run("said", "Spring leads", "--callbacks", "-o", path)
	text, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(text), "\ufeffName,Number,Their time") {
		t.Errorf("it is %q: %v", text, err)
	}
	d.run("said", "Spring leads", "--callbacks", "-o", path).exits(1).explains("there already")
	d.run("said", "Nobody").exits(1).explains("no campaign")
	d.run("said", "--yes").exits(2).explains("--add-sure")
}
