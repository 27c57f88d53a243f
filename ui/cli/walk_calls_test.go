//go:build unix

package cli_test

import (
	"context"

	"callsheet/api/sandbox"
	"callsheet/model"
)

// checkCalls holds that nobody is called more often than the operator wanted,
// and that the ledger knows of every call. In a team that is looked at once nobody
// walks.
func (w *walk) checkCalls() {
	if w.team == nil {
		w.checkCallsOf([]*walk{w})
	}
}

// checkCallsOf holds the same of some people who work together.
func (w *walk) checkCallsOf(people []*walk) {
	rings, dials := w.ask("rings"), w.ask("dials")
	w.askPlaced()
	if w.failed {
		return
	}
	b := w.openBooks(people)
	if b == nil {
		if len(dials) > 0 {
			w.problem("%d people are called, and there is no ledger", len(dials))
		}
		return
	}
	defer b.close()
	accepted, open := map[string]int{}, map[string]int{}
	for _, row := range b.batches {
		for _, n := range b.numbers[row.Key] {
			switch row.State {
			case model.SendAccepted:
				accepted[n]++
			case model.SendUnknown, model.SendSending:
				open[n]++
			}
		}
	}
	done := w.checkSteering(b)
	w.checkSums(done, dials)
	again := b.again()
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
	if len(k.Sent) == 0 {
		return nil
	}
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
			if !ofElsewhere(n) {
				sum[n] += times
			}
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
	w.settle()
	w.checkCalls()
	w.checkTestCalls()
	w.countCalled()
	w.countEnds()
}

// settle looks for what is not known.
func (w *walk) settle() {
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
}

func (w *walk) countCalled() {
	people := 0
	for _, times := range w.ask("rings") {
		people += times
	}
	w.counters.Add("people called", people)
}

func (w *walk) countEnds() {
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
