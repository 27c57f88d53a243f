package ui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/screen"
)

// calledOnce is a console with a campaign that was sent in one batch, of which a look says what
// became of it: of the contacts of its plan, one call each with these statuses.
func calledOnce(t *testing.T, status model.BatchStatus, calls ...string) (screen.Config, *fakeStore, []phone.Number) {
	t.Helper()
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	r := reviewOf(t, cfg)
	r.saved()
	c := r.app.console.Campaign
	plan := model.NewPlan(c.List.Snapshot(), model.Options{Agent: "agent_1", MaxAttempts: 1, CallsPerSecond: 1})
	if _, err := store.Confirm(context.Background(), c.ID, plan); err != nil {
		t.Fatal(err)
	}
	kept := store.find(c.ID)
	kept.Draft.Stage = model.StageLive
	kept.Draft.Values[model.OptHours], kept.Draft.Values[model.OptHoursBasis] = anyHour, "a test rings nobody"
	look := model.Statistics{Status: status, Total: plan.Len(), Processed: len(calls), Rings: []model.Ring{}}
	var numbers []phone.Number
	for i, row := range plan.AllRows()[:len(calls)] {
		n := c.List.Verdict(int(row)).Number
		numbers = append(numbers, n)
		look.Calls = append(look.Calls, model.Call{ID: n.String(), Status: calls[i], Phone: n.String(), At: fixedNow.Add(-time.Hour)})
	}
	sent := kept.Batches[0]
	sent.State, sent.ID, sent.Agent, sent.Last = model.SendAccepted, "batch_1", "agent_1", look
	if status.Ended() {
		sent.Ended = fixedNow
	}
	store.recordOutcome(sent)
	cfg.Service = &fakeService{store: store, stats: func(int) (model.Statistics, error) { return look, nil }}
	return cfg, store, numbers
}

func TestWhoWasMissedIsCalledAgainInACampaignThatOpensAtItsOptions(t *testing.T) {
	cfg, store, numbers := calledOnce(t, model.StatusCompleted, model.CallMissed, model.CallAnswered)
	store.marks = model.Suppressions{numbers[0]: {Called: fixedNow.Add(-time.Hour), Rung: true, Batch: "batch_1", Campaign: "Spring"}}
	r := lookedAt(t, cfg)
	first := r.app.console.Campaign
	r.press("m")
	r.sees("1 missed")
	r.sees("This campaign has ended")
	r.sees("1 called in the last 24 hours, and again by this")
	r.press("enter")
	r.sees(`Made "Spring again"`)
	r.sees("24 hours of their last call")
	r.press("enter")
	r.sees("Options ●")
	c := r.app.console.Campaign
	if c == first || c.Name() != first.Name()+" again" || c.List.Len() != 1 || c.List.Verdict(0).Number != numbers[0] || c.List.Edit(0).AgainAfter() != "batch_1" {
		t.Fatalf("it is at %q with %d rows, %+v", c.Name(), c.List.Len(), c.List.Verdict(0))
	}
	if kept := store.find(c.ID); kept == nil || kept.Table.Len() != 1 || kept.Draft.Values[model.OptAgainOf] != first.ID {
		t.Errorf("what is stored is %+v", kept)
	}
	// The first is as it was, and goes home from it.
	r.press("esc", "esc", "esc", "esc", "esc")
	r.sees("What would you like to do?")
	if !slices.Contains(r.app.console.Campaigns, first) || len(first.Batches) != 1 {
		t.Error("the first is gone")
	}
}

func TestWhoIsStillCalledIsNotCalledAgain(t *testing.T) {
	cfg, store, numbers := calledOnce(t, model.StatusProcessing, model.CallMissed, model.CallMissed)
	store.marks = model.Suppressions{}
	for _, n := range numbers {
		store.marks[n] = model.Suppression{Called: fixedNow, Unfinished: true, Batch: "batch_1", Agent: "agent_1", Campaign: "Spring"}
	}
	r := lookedAt(t, cfg)
	r.press("m")
	r.sees("all stay in a batch that has not ended")
	r.press("enter")
	r.sees("Nobody to call again")
	r.sees("Dialgen tries them itself")
	r.press("enter")
	if len(store.kept) != 1 || !strings.Contains(r.screen(), "Live ●") {
		t.Errorf("%d campaigns are stored", len(store.kept))
	}
}

func TestWithNobodyCalledNobodyIsCalledAgain(t *testing.T) {
	cfg, _, _ := calledOnce(t, model.StatusScheduled)
	r := lookedAt(t, cfg)
	r.lacks("call again")
	r.press("m")
	r.sees("Nobody was called yet.")
	cfg, _, _ = calledOnce(t, model.StatusCompleted, model.CallAnswered)
	r = lookedAt(t, cfg)
	r.press("m")
	r.sees("nobody was missed")
}

func TestWhoWasReachedSinceOrSaidNoIsNotCalledAgain(t *testing.T) {
	cfg, store, numbers := calledOnce(t, model.StatusCompleted, model.CallMissed, model.CallMissed)
	store.marks = model.Suppressions{numbers[0]: {Answered: fixedNow.Add(-time.Minute), AnsweredIn: "Other"}}
	store.rung = map[phone.Number]model.NumberHistory{numbers[1]: {Refusal: fixedNow.Add(-time.Hour)}}
	r := lookedAt(t, cfg)
	r.press("m")
	r.sees("2 missed")
	r.press("enter")
	r.sees("Nobody to call again")
	r.sees("reached by")
	r.sees("said no on a call")
	r.press("enter")

	// Who answered before they were missed was called all the same, and is again.
	store.mu.Lock()
	store.marks[numbers[0]] = model.Suppression{Answered: fixedNow.Add(-2 * time.Hour), AnsweredIn: "Other"}
	store.mu.Unlock()
	r.press("m")
	r.sees("2 missed")
	r.press("enter")
	r.sees(`Made "Spring again"`)
	if l := r.app.console.Campaign.List; l.Verdict(0).State != model.Ready || l.Verdict(1).Out != model.ByOperator {
		t.Errorf("%+v, %+v", l.Verdict(0), l.Verdict(1))
	}
}

func TestOnlyGroupsOfSomebodyAreOfferedTogether(t *testing.T) {
	for _, row := range []struct {
		claim string
		calls []string
		both  bool
	}{
		{"failed alone", []string{model.CallFailed, model.CallAnswered}, false},
		{"missed alone", []string{model.CallMissed, model.CallAnswered}, false},
		{"missed and failed", []string{model.CallMissed, model.CallFailed}, true},
	} {
		t.Run(row.claim, func(t *testing.T) {
			cfg, _, _ := calledOnce(t, model.StatusCompleted, row.calls...)
			r := lookedAt(t, cfg)
			r.press("m")
			r.sees("Call again")
			if got := strings.Contains(r.app.View(), "missed and failed"); got != row.both {
				t.Errorf("missed and failed are offered together: %v\n%s", got, r.app.View())
			}
		})
	}
}
