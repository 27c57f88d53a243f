package cli_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/clocktest"
	"callsheet/model/columns"
	"callsheet/model/hours"
	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/model/table"
	"callsheet/ui/cli"
	"callsheet/ui/session"
)

// A history of calling again: a campaign is sent, those whom it did not reach are called again,
// and those of that again, five times over, while people are put on the do-not-call list, other
// campaigns call some of them, answers are lost, and contacts get other numbers at the service.
// After each step is held that nobody is called who must not be. CALLSHEET_PROOF_AGAIN=200 plays
// so many histories.
const (
	envProofAgain           = "CALLSHEET_PROOF_AGAIN"
	againSeeds, againRounds = 10, 5
	againPeople             = 24
	againService            = "sandbox:again"
	againAgent              = "agent"
)

func TestCallingAgainAndAgainCallsNobodyWhoMustNotBe(t *testing.T) {
	seeds := cli.ProofCount(t, envProofAgain, againSeeds)
	sent, made, ids := 0, 0, 0
	for seed := range seeds {
		w := newAgainWorld(t, seed)
		id := w.campaign("Spring", w.everybody(), false)
		w.send(id, nil)
		for range againRounds {
			w.meanwhile()
			next := w.again(id)
			if next == "" {
				continue // nobody is left of it today
			}
			if w.rng.IntN(3) == 0 {
				w.meanwhile() // while the draft lies
			}
			w.send(next, w.moved)
			id = next
		}
		sent, made, ids = sent+w.sent, made+w.made, ids+w.withID
		w.store.Close()
	}
	if made < seeds*3/2 || sent < seeds*againPeople || ids == 0 {
		t.Errorf("%d campaigns called people again, %d contacts were sent, %d of them by their id: that proves little", made, sent, ids)
	}
	t.Logf("%d histories: %d campaigns made again, %d contacts sent, %d by an id that was told", seeds, made, sent, ids)
}

// againWorld is a machine, a service, and what is true of the people.
type againWorld struct {
	t     *testing.T
	seed  int
	rng   *rand.Rand
	clock *clocktest.Clock
	store *store.Store
	ports session.Store

	dnc, refused, unknown map[phone.Number]bool
	answered              map[phone.Number]time.Time // last, in whatever campaign
	rung                  map[phone.Number]time.Time // last
	in                    map[phone.Number]string    // the running batch that has it, by its key
	numberOf              map[string]phone.Number    // of the service's contacts, by their ids
	calls                 map[string][]model.Call    // by the key of their batch
	ended                 map[string]bool
	moved                 map[phone.Number]bool // by the operator's word, in the draft

	sent, made, withID, count int
}

func newAgainWorld(t *testing.T, seed int) *againWorld {
	w := &againWorld{t: t, seed: seed, rng: rand.New(rand.NewPCG(uint64(seed), 14)), clock: clocktest.At(time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)),
		dnc: map[phone.Number]bool{}, refused: map[phone.Number]bool{}, unknown: map[phone.Number]bool{}, answered: map[phone.Number]time.Time{}, rung: map[phone.Number]time.Time{},
		in: map[phone.Number]string{}, numberOf: map[string]phone.Number{}, calls: map[string][]model.Call{}, ended: map[string]bool{}}
	var err error
	if w.store, err = store.Open(t.Context(), t.TempDir(), store.Options{Who: "anna", Service: againService, Now: w.clock.Now}); err != nil {
		t.Fatal(err)
	}
	w.ports = session.Store{Campaigns: w.store.Campaigns, Ledger: w.store.Ledger, Guards: w.store.Guards, DoNotCall: w.store.DoNotCall}
	return w
}

func (w *againWorld) everybody() []phone.Number {
	all := make([]phone.Number, againPeople)
	for i := range all {
		all[i] = phone.Number(447400123000 + i)
	}
	return all
}

func (w *againWorld) fail(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("seed %d: "+format, append([]any{w.seed}, args...)...)
}

func (w *againWorld) must(err error) {
	w.t.Helper()
	if err != nil {
		w.fail("%v", err)
	}
}

// campaign stores a draft of some numbers; withIDs gives each the id of another's contact.
func (w *againWorld) campaign(name string, numbers []phone.Number, withIDs bool) string {
	var rows [][]string
	for i, n := range numbers {
		id := ""
		if withIDs {
			id = contactOf(numbers[(i+1)%len(numbers)])
		}
		rows = append(rows, []string{n.String(), id})
	}
	ctx, t := w.t.Context(), table.Of([]string{"Phone", "Contact ID"}, rows...)
	mapping := columns.Mapping{{Index: 0, Header: "Phone", Field: columns.FieldPhone}, {Index: 1, Header: "Contact ID", Field: columns.FieldID}}
	values := model.DefaultOptionValues()
	values[model.OptName], values[model.OptAgent], values[model.OptUser], values[model.OptAttempts] = name, againAgent, "user", "1"
	values[model.OptHours], values[model.OptHoursBasis] = "daily 0-24", "a test rings nobody"
	draft := model.Draft{Name: name, Values: values, Service: againService, Mapping: mapping, Region: "GB", RegionFrom: columns.FromOperator, Rows: t.Len(), Stage: model.StageOptions}
	id, err := w.store.Campaigns.Create(ctx, draft)
	w.must(err)
	w.must(w.store.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: t}, {Campaign: id, Draft: &draft}}))
	return id
}

func contactOf(n phone.Number) string { return fmt.Sprint("contact_", n) }

// send opens a draft as a console does and sends it. moved are those that its operator takes
// out of other batches.
func (w *againWorld) send(id string, moved map[phone.Number]bool) {
	ctx := w.t.Context()
	c, _, damage, err := session.Reopen(ctx, w.ports, id)
	if err != nil || damage != "" {
		w.fail("%v %s", err, damage)
	}
	options, wrong := model.ParseOptions(c.Values, w.clock.Now())
	delete(wrong, model.OptStart) // a draft that lay too long
	if len(wrong) > 0 {
		w.fail("%v", wrong)
	}
	plan := model.NewPlan(c.List.Snapshot(), options)
	if plan.Len() == 0 {
		return
	}
	batches, err := w.store.Ledger.Confirm(ctx, id, plan)
	w.must(err)
	b, err := w.store.Ledger.Begin(ctx, batches[0])
	if _, guarded := errors.AsType[*model.GuardError](err); guarded {
		return // which is what the ledger is for
	}
	w.must(err)
	again := map[phone.Number]bool{}
	for _, n := range plan.Again(0) {
		again[n] = true
	}
	for _, contact := range plan.Contacts(0) {
		w.hold(contact, contact.ID != "" && c.List.Edit(contact.Row).Contact().ID == contact.ID, again, moved)
	}
	if b.State = model.SendUnknown; w.rng.IntN(8) > 0 {
		b.State, b.ID = model.SendAccepted, "batch_"+b.Key
	}
	w.must(w.store.Ledger.RecordOutcome(ctx, b))
	w.call(id, b, plan)
}

// hold holds that a contact may be sent. told says that its id is not the list's.
func (w *againWorld) hold(c model.Contact, told bool, again, moved map[phone.Number]bool) {
	n := c.Number
	switch {
	case w.dnc[n]:
		w.fail("%s is on the do-not-call list", n)
	case w.refused[n] && again[n]:
		w.fail("%s asked not to be called, and is called again", n)
	case w.unknown[n]:
		w.fail("%s may be called by a batch of which nothing is known", n)
	case w.in[n] != "" && !moved[n]:
		w.fail("%s is in %s, and nobody said that it is taken from it", n, w.in[n])
	case !w.rung[n].IsZero() && w.clock.Now().Sub(w.rung[n]) < model.GuardPeriod && !again[n] && !moved[n]:
		w.fail("%s was rung at %s, and nobody said that it is called again", n, w.rung[n])
	}
	if told {
		w.withID++
		if of, known := w.numberOf[c.ID]; !known || of != n {
			w.fail("%s goes with the id %s, which Dialgen knows with %s", n, c.ID, of)
		}
	}
}

// call is what the service does with a batch.
func (w *againWorld) call(id string, b model.Batch, plan model.Plan) {
	w.sent += plan.Len()
	runs := b.State == model.SendAccepted && w.rng.IntN(4) == 0
	details := model.BatchDetails{Batch: b.Key}
	for _, contact := range plan.Contacts(0) {
		n := contact.Number
		if b.State == model.SendUnknown {
			w.unknown[n] = true
			continue
		}
		contactID := contact.ID
		if contactID == "" {
			contactID = contactOf(n)
		}
		w.numberOf[contactID] = n
		delete(w.in, n)
		if runs {
			w.in[n] = b.Key
		}
		call := model.Call{ID: fmt.Sprintf("%s-%s", b.Key, n), Phone: n.String(), Status: model.CallMissed, At: w.clock.Now()}
		switch w.rng.IntN(10) {
		case 0, 1:
			call.Status, w.answered[n] = model.CallAnswered, call.At
		case 2:
			call.Status, call.Error = model.CallFailed, "NETWORK_ERROR"
		case 3:
			call.Status, call.Error, w.refused[n], w.answered[n] = model.CallAnswered, "OPT_OUT", true, call.At
		}
		w.rung[n] = call.At
		w.calls[b.Key] = append(w.calls[b.Key], call)
		details.Details = append(details.Details, model.CallDetail{Call: call.ID, Contact: contactID, Fetched: call.At})
	}
	w.ended[b.Key] = b.State == model.SendAccepted && !runs
	w.clock.Forward(time.Minute)
	if b.State != model.SendAccepted {
		return
	}
	// As a console that watches has it written down.
	c, err := session.Look(w.t.Context(), w.ports, id)
	w.must(err)
	_, err = w.resultsOf(c).Get(w.t.Context())
	w.must(err)
	w.must(w.store.Campaigns.Save(w.t.Context(), []model.Record{{Campaign: id, Details: &details}}))
}

func (w *againWorld) resultsOf(c *model.Campaign) session.ResultsOf {
	return session.ResultsOf{Campaign: c, Store: w.ports, Service: w, Here: againService, Now: w.clock.Now}
}

// Calls tells all calls of a batch, as the service does.
func (w *againWorld) Calls(_ context.Context, b model.Batch, _ []model.Call) (model.Statistics, []model.Call, error) {
	calls := slices.Clone(w.calls[b.Key])
	stats := model.Statistics{At: w.clock.Now(), Status: model.StatusProcessing, Total: b.Contacts, Processed: len(calls)}
	if w.ended[b.Key] {
		stats.Status, stats.EndedAt = model.StatusCompleted, w.clock.Now()
	}
	return stats, calls, nil
}

// meanwhile is what happens between two campaigns.
func (w *againWorld) meanwhile() {
	w.clock.Forward(time.Duration(w.rng.IntN(50)) * time.Hour)
	for _, key := range slices.Sorted(maps.Keys(w.calls)) {
		if w.ended[key] = w.ended[key] || w.rng.IntN(2) == 0; w.ended[key] {
			maps.DeleteFunc(w.in, func(_ phone.Number, in string) bool { return in == key })
		}
	}
	all := w.everybody()
	some := func(most int) []phone.Number {
		w.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		return slices.Sorted(slices.Values(all[:1+w.rng.IntN(most)]))
	}
	if w.rng.IntN(2) == 0 {
		listed := some(2)
		_, err := w.store.DoNotCall.Add(w.t.Context(), listed, "asked")
		w.must(err)
		for _, n := range listed {
			w.dnc[n] = true
		}
	}
	if w.rng.IntN(2) == 0 {
		w.count++
		w.send(w.campaign(fmt.Sprint("Other ", w.count), some(12), w.rng.IntN(4) > 0), nil)
		w.clock.Forward(time.Duration(w.rng.IntN(2)*30) * time.Hour) // after which it guards no more
	}
}

// again makes a campaign of those whom one did not reach; "" where there is nobody.
func (w *againWorld) again(id string) string {
	ctx := w.t.Context()
	first, err := session.Look(ctx, w.ports, id)
	w.must(err)
	if !first.Sent() {
		return ""
	}
	results, err := w.resultsOf(first).Get(ctx)
	w.must(err)
	choice := session.AgainChoice{Missed: true, Failed: w.rng.IntN(2) == 0}
	if w.rng.IntN(4) == 0 { // what a filter shows: everybody
		for row := range first.List.Len() {
			choice.Rows = append(choice.Rows, row)
		}
	}
	made, err := session.CallAgain{ResultsOf: w.resultsOf(first), Book: hours.Rulebook{}, Profile: "default", By: "anna", Move: w.rng.IntN(3) == 0}.Make(ctx, results, choice)
	if _, nobody := errors.AsType[session.NobodyAgain](err); nobody {
		return ""
	}
	w.must(err)
	w.made++
	w.moved = map[phone.Number]bool{}
	list := made.Campaign.List
	for row := range list.Len() {
		v := list.Verdict(row)
		if v.State != model.Ready {
			continue
		}
		of := results.Rows[w.rowOf(first.List, v.Number)]
		switch n := v.Number; {
		case w.refused[n]:
			w.fail("%s asked on a call not to be called", n)
		case choice.Rows == nil && w.answered[n].After(of.First):
			w.fail("%s answered since they were missed", n)
		case v.Moved:
			w.moved[n] = true
		}
	}
	w.must(w.store.Campaigns.Release(ctx, made.Campaign.ID))
	return made.Campaign.ID
}

func (w *againWorld) rowOf(l *model.List, n phone.Number) int {
	for row := range l.Len() {
		if l.Verdict(row).Number == n {
			return row
		}
	}
	w.fail("%s is none of the first campaign", n)
	return 0
}
