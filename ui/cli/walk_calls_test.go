//go:build unix

package cli_test

import (
	"context"
	"os"
	"path/filepath"

	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/store"
)

// checkCalls holds that nobody is called more often than the operator wanted,
// and that the ledger knows of every call.
func (w *walk) checkCalls() {
	rings, dials := w.ask("rings"), w.ask("dials")
	w.askPlaced()
	if w.failed {
		return
	}
	ctx := context.Background()
	if _, err := os.Stat(filepath.Join(w.dataFolder(), store.File)); err != nil {
		if len(dials) > 0 {
			w.problem("%d people are called, and there is no ledger", len(dials))
		}
		return
	}
	s, err := store.Open(ctx, w.dataFolder(), store.Options{Who: "the robot", Service: w.services[0].base})
	if err != nil {
		w.problem("the store cannot be opened: %v", err)
		return
	}
	defer s.Close()
	rows, err := s.Ledger.Batches(ctx)
	w.must(err)
	accepted, open, again := map[string]int{}, map[string]int{}, map[string]int{}
	for _, b := range rows {
		numbers, err := s.Ledger.Numbers(ctx, b.Key)
		w.must(err)
		for _, n := range numbers {
			switch b.State {
			case model.SendAccepted:
				accepted[n.String()]++
			case model.SendUnknown, model.SendSending:
				open[n.String()]++
			}
		}
	}
	done := w.checkSteering(s, rows)
	w.checkSums(done, dials)
	summaries, err := s.Campaigns.Summaries(ctx)
	w.must(err)
	for _, sum := range summaries {
		if len(sum.Batches) == 0 {
			continue
		}
		k, err := s.Campaigns.Load(ctx, sum.ID)
		if err != nil {
			w.problem("%v", err)
			return
		}
		w.checkNobodyForgotten(k)
		for _, n := range calledAgain(k) {
			again[n]++
		}
	}
	for n, times := range rings {
		if times > 1+again[n]+done.owed[n] {
			w.counters.Add("double dials", 1)
			w.problem("%s is called %d times, %d of them by choice", n, times, again[n]+done.owed[n])
		}
	}
	for n, times := range dials {
		switch {
		case times < accepted[n]:
			w.problem("%s is in %d batches, and accepted %d times in the ledger", n, times, accepted[n])
		case times > accepted[n]+open[n]+done.took[n]:
			w.problem("%s is in %d batches, and the ledger knows of %d and %d that are not known", n, times, accepted[n], open[n])
		}
	}
}

// calledAgain are the numbers of a campaign that the operator wanted called
// though they were a short while ago.
func calledAgain(k model.StoredCampaign) []string {
	edits := k.Edits()
	list, err := model.Diagnose(context.Background(), k.Table, k.Draft.Mapping, k.Draft.Region, edits, nil)
	if err != nil {
		return nil
	}
	var numbers []string
	for _, row := range k.Sent {
		if edits.Edit(int(row)).CallsAgain() {
			numbers = append(numbers, list.Contacts().Of(int(row)).Number.String())
		}
	}
	return numbers
}

// ask asks all services how often each number was called, or taken: what is sent
// to one of them guards from the other.
func (w *walk) ask(what string) map[string]int {
	sum := map[string]int{}
	for _, served := range w.services {
		var numbers map[string]int
		if err := served.tells(what, &numbers); err != nil {
			w.problem("%v", err)
			return nil
		}
		for n, times := range numbers {
			sum[n] += times
		}
	}
	return sum
}

// checkTestCalls holds that no test call was asked for as a contact that the service knows.
func (w *walk) checkTestCalls() {
	for _, served := range w.services {
		var calls []sandbox.TestCall
		if err := served.tells("tests", &calls); err != nil {
			w.problem("%v", err)
			return
		}
		w.counters.Add("test calls", len(calls))
		for _, c := range calls {
			if c.ContactID != "" {
				w.problem("a test call to %s names the contact %q", c.To, c.ContactID)
			}
		}
	}
}

// reconcile ends a walk: what is not known is looked for, by either service, and
// then the ledger must still know of every call.
func (w *walk) reconcile() {
	for _, profile := range walkProfiles {
		cmd, err := command(w.env(), "resolve", "--json", "--profile", profile)
		if err != nil {
			w.problem("%v", err)
			return
		}
		out, _ := cmd.Output()
		if code := cmd.ProcessState.ExitCode(); code != 0 && code != 4 && code != 1 {
			w.problem("resolve ends with %d: %s", code, out)
		}
	}
	w.checkCalls()
	w.checkTestCalls()
	people := 0
	for _, times := range w.ask("rings") {
		people += times
	}
	w.counters.Add("people called", people)
	for _, k := range w.load() {
		w.counters.Add("campaigns at the end", 1)
		if k.draft.Values[model.OptAgainOf] != "" {
			w.counters.Add("campaigns that call again at the end", 1)
		}
		for _, b := range k.batches {
			w.counters.Add("batches at the end: "+string(b.State), 1)
		}
	}
}
