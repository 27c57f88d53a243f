//go:build unix

package cli_test

import (
	"context"
	"encoding/json"

	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/store"
)

// steered is what pausing and resuming did to the campaigns of a walk.
type steered struct {
	took    map[string]int // by number: batches of its campaign that lost contacts to later ones
	owed    map[string]int // by number: how often it was chosen to be tried again
	wentOn  int            // contacts that the service was given again, in later batches
	taken   int            // contacts of batches that the service has
	unknown int            // and of those of which that is not known
}

// checkSteering holds, over all pauses and resumes, that nobody is forgotten, nobody is
// called more often than a campaign was confirmed with, and nobody who was put on the
// do-not-call list before is sent.
func (w *walk) checkSteering(b *books) steered {
	done := steered{took: map[string]int{}, owed: map[string]int{}}
	of := map[string][]model.Batch{} // by campaign
	for _, row := range b.batches {
		if of[row.Campaign] = append(of[row.Campaign], row); madeElsewhere(row) {
			continue
		}
		done.wentOn += row.WentOn
		switch row.State {
		case model.SendAccepted:
			done.taken += row.Contacts
		case model.SendUnknown, model.SendSending:
			done.unknown += row.Contacts
		}
	}
	for campaign, all := range of {
		s := b.of[all[0].Key]
		w.checkRemainders(s, campaign, all)
		w.checkTries(all)
		for _, from := range all {
			if from.WentOn == 0 {
				continue
			}
			w.counters.Add("batches that lost contacts to later ones", 1)
			for _, row := range all {
				for _, n := range b.numbers[row.Key] {
					done.took[n]++
				}
			}
		}
		w.addOwed(s, campaign, b.numbers, done.owed)
	}
	w.checkDoNotCall(b)
	return done
}

// checkNobodyForgotten holds that everybody who was confirmed is in one batch of the campaign:
// called, held, paused or to come.
func (w *walk) checkNobodyForgotten(k model.StoredCampaign) {
	sum := 0
	for _, b := range k.Batches {
		if madeElsewhere(b) {
			return
		}
		sum += b.Contacts
	}
	if sum != len(k.Sent) {
		w.problem("%q was confirmed with %d contacts, and %d are in its batches", k.Draft.Name, len(k.Sent), sum)
	}
}

// checkRemainders holds that each contact of a batch that was cancelled is known to be called,
// held or free to go on.
func (w *walk) checkRemainders(s *store.Store, campaign string, batches []model.Batch) {
	left, err := s.Ledger.Remainders(context.Background(), campaign)
	w.must(err)
	contacts := map[string]int{}
	for _, b := range batches {
		contacts[b.Key] = b.Contacts
		if madeElsewhere(b) {
			return
		}
	}
	for _, r := range left {
		w.counters.Add("cancelled batches looked at", 1)
		if len(r.Of) != contacts[r.Key] {
			w.problem("a cancelled batch has %d contacts, and %d of them are called, held or paused", contacts[r.Key], len(r.Of))
		}
	}
}

// checkTries holds that the service placed no more calls to anybody than the campaign was
// confirmed with, in all its batches together.
func (w *walk) checkTries(batches []model.Batch) {
	most, mine := 0, map[string]bool{}
	for _, b := range batches {
		if b.State == model.SendAccepted {
			mine[b.ID], most = true, max(most, b.Schedule.MaxAttempts)
		}
	}
	if len(mine) == 0 {
		return
	}
	tries := map[string]int{}
	for _, c := range w.placed {
		if c.Batch != "" && mine[c.Batch] {
			tries[c.Number]++
		}
	}
	for n, times := range tries {
		if most > 0 && times > most {
			w.counters.Add("double dials", 1)
			w.problem("%s is tried %d times by %q, which was confirmed with %d", n, times, batches[0].Name, most)
		}
	}
}

// addOwed counts who was missed and was chosen to be tried again.
func (w *walk) addOwed(s *store.Store, campaign string, numbers map[string][]string, owed map[string]int) {
	chain, broken, err := s.Evidence.Chain(context.Background(), campaign)
	if err != nil || broken != nil {
		w.problem("the evidence: %v, %v", broken, err)
		return
	}
	resumed, chosen := 0, map[string]bool{}
	for _, e := range chain.Entries() {
		switch e.Kind {
		case evidence.KindPaused:
			w.counters.Add("pauses in the evidence", 1)
		case evidence.KindResumed:
			w.counters.Add("resumes in the evidence", 1)
			var facts evidence.Resumed
			w.must(json.Unmarshal(e.Facts, &facts))
			if facts.Owed > 0 {
				resumed++
			}
			for _, b := range facts.Batches {
				for _, n := range numbers[b.Key] {
					chosen[n] = chosen[n] || b.Again > 0
				}
			}
		}
	}
	for n, is := range chosen {
		if is {
			owed[n] += resumed
		}
	}
}

// checkDoNotCall holds that nothing was sent to a number after it was put on the list: on that
// of whoever sent it, or on the team's.
func (w *walk) checkDoNotCall(b *books) {
	for _, s := range b.stores {
		list, err := s.DoNotCall.Entries(context.Background())
		w.must(err)
		w.counters.Add("numbers on the do-not-call list", len(list))
		since := map[string]model.DNCEntry{}
		for _, e := range list {
			since[e.Number.String()] = e
		}
		for _, row := range b.batches {
			if row.State == model.SendPrepared || row.State == model.SendRefused || b.of[row.Key] != s {
				continue
			}
			for _, n := range b.numbers[row.Key] {
				if e, listed := since[n]; listed && row.Sent.After(e.Since) {
					w.problem("%s was put on the do-not-call list at %v (%s), and sent at %v with batch %d of %q", n, e.Since, e.Source, row.Sent, row.Index+1, row.Name)
				}
				if at, listed := w.team.toldNo(n); listed && row.Sent.After(at) {
					w.problem("%s was put on the team's do-not-call list at %v, and sent at %v with batch %d of %q", n, at, row.Sent, row.Index+1, row.Name)
				}
			}
		}
	}
}

// checkSums holds that what the service was given is what the ledger has, with those who were
// sent a second time after a pause.
func (w *walk) checkSums(done steered, dials map[string]int) {
	sum := 0
	for _, times := range dials {
		sum += times
	}
	if want := done.taken + done.wentOn; sum < want || sum > want+done.unknown {
		w.problem("the service was given %d contacts; the ledger knows of %d, %d of whom went on after a pause, and of %d that are not known", sum, want, done.wentOn, done.unknown)
	}
}

// askPlaced asks all services for every call that was placed.
func (w *walk) askPlaced() {
	w.placed = nil
	for _, served := range w.services {
		var calls []sandbox.Attempt
		if err := served.tells("calls", &calls); err != nil {
			w.problem("%v", err)
			return
		}
		w.placed = append(w.placed, calls...)
	}
}
