package store

import (
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/phone"
)

func TestNobodyIsCalledTwice(t *testing.T) {
	const guard = 24 * time.Hour
	cases := []struct {
		name  string
		first model.SendState
		after time.Duration
		want  model.GuardError // without a campaign's name
	}{
		{"a batch that was not sent guards nobody", model.SendPrepared, 0, model.GuardError{}},
		{"a batch that was refused guards nobody", model.SendRefused, 0, model.GuardError{}},
		{"a batch that is being sent guards for good", model.SendSending, 100 * guard, model.GuardError{Uncertain: 2}},
		{"a batch whose outcome is not known guards for good", model.SendUnknown, 100 * guard, model.GuardError{Uncertain: 2}},
		{"an accepted batch guards at once", model.SendAccepted, 0, model.GuardError{Recent: 2, Unfinished: 2}},
		{"an accepted batch that is not known to have ended guards for good", model.SendAccepted, 100 * guard, model.GuardError{Recent: 2, Unfinished: 2}},
		{"a clock that was set back guards as well", model.SendAccepted, -guard, model.GuardError{Recent: 2, Unfinished: 2}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			clock := newClock()
			s := open(t, t.TempDir(), Options{Now: clock.Now, Guard: guard})
			in(t, s, c.first, 1, 2, 3, 4)
			b := confirmed(t, s, "Summer", 3, 4, 5, 6)
			clock.Forward(c.after)
			_, err := s.Ledger.Begin(ctx, b)
			got, _ := guardError(err)
			if c.want != (model.GuardError{}) {
				c.want.Campaign = "Spring"
			}
			if got != c.want || (err == nil) != (c.want == model.GuardError{}) {
				t.Fatalf("guarded as %+v (%v), want %+v", got, err, c.want)
			}
			wantState := model.SendSending
			if err != nil {
				wantState = model.SendPrepared
			}
			if b := row(t, s, b.Key); b.State != wantState {
				t.Errorf("the batch is %s", b.State)
			}
			found := must(s.Guards.Suppressions(ctx, refs(1, 2, 3, 4, 5, 6), "agent", b.Campaign))(t)
			if recent, uncertain := countMarks(found); c.first != model.SendSending && (recent/2 != got.Recent || uncertain/2 != got.Uncertain) {
				// In all four numbers of the first campaign are asked for.
				t.Errorf("marked %d and %d, guarded %+v", recent, uncertain, got)
			}
		})
	}
}

func TestARehearsalAndRealCallsDoNotGuardEachOther(t *testing.T) {
	const real, other, box, server = "https://sa.dialgen.ai", "https://eu.dialgen.ai", "sandbox:k3f9x2mq7ab4ct6d", "sandbox:b7q2m4xx01zzk9pd"
	const forwarder = "http://127.0.0.1:8787"
	cases := []struct {
		name          string
		first, second string // services
		guarded       bool
	}{
		{"the same service", real, real, true},
		{"another address may lead to the same account", real, other, true},
		{"an address that is not known is taken for a real one", "", real, true},
		{"a rehearsal called nobody", box, real, false},
		{"a rehearsal on a server of this machine called nobody", server, real, false},
		{"real calls do not spoil a rehearsal", real, server, false},
		{"a rehearsal goes as the real thing does", server, server, true},
		{"a rehearsal elsewhere is a rehearsal", box, server, true},
		{"what did not prove to be a sandbox calls people, on this machine too", forwarder, real, true},
		{"and real calls guard against it", real, forwarder, true},
		{"a rehearsal does not guard against it", box, forwarder, false},
	}
	for _, c := range cases {
		for _, state := range []model.SendState{model.SendAccepted, model.SendUnknown} {
			t.Run(c.name+", "+string(state), func(t *testing.T) {
				s := open(t, t.TempDir(), Options{Service: c.second})
				sendAs(t, s, confirmedAt(t, s, c.first, "Spring", 1, 2), state)
				if found := must(s.Guards.Suppressions(ctx, refs(1, 2, 3), "agent", ""))(t); (len(found) == 2) != c.guarded || len(found) == 1 {
					t.Errorf("marked %v", found)
				}
				_, err := s.Ledger.Begin(ctx, confirmedAt(t, s, c.second, "Summer", 2, 3))
				if got, _ := guardError(err); (got.Recent+got.Uncertain == 1) != c.guarded || (err == nil) == c.guarded {
					t.Errorf("began with %v", err)
				}
			})
		}
	}
}

func countMarks(found model.Suppressions) (recent, uncertain int) {
	for _, m := range found {
		switch {
		case m.Uncertain:
			uncertain++
		case !m.Called.IsZero():
			recent++
		}
	}
	return recent, uncertain
}

func TestCallingAgainByChoiceIsNotCallingWhatIsUncertain(t *testing.T) {
	for _, first := range []model.SendState{model.SendAccepted, model.SendUnknown} {
		s := open(t, t.TempDir(), Options{})
		in(t, s, first, 1, 2)
		rows := tableOf(1, 2, 3)
		id := campaign(t, s, "Summer", rows)
		found := must(s.Guards.Suppressions(ctx, refs(1, 2, 3), "agent", id))(t)
		l := list(t, rows, model.Edits{}, found)
		again := model.Change{What: "call again"}
		for r := range rows.Len() {
			again.Rows = append(again.Rows, model.RowEdit{Row: r, After: model.Edit{Again: true}})
		}
		l.Apply(again)
		p := model.NewPlan(l, model.Options{Agent: "agent"})
		if first == model.SendUnknown {
			if p.Len() != 1 {
				t.Errorf("%d contacts are planned", p.Len())
			}
			continue
		}
		b := must(s.Ledger.Confirm(ctx, id, p))(t)[0]
		if b = must(s.Ledger.Begin(ctx, b))(t); b.State != model.SendSending {
			t.Errorf("the batch is %s", b.State)
		}
	}
}

// The word to call somebody again is about the calls that were known of: of two
// consoles that give it at once, one calls.
func TestCallingAgainByChoiceIsNotCallingTwiceMore(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	in(t, s, model.SendAccepted, 1, 2)
	clock.Forward(time.Hour)
	var batches []model.Batch
	for _, name := range []string{"Summer", "Autumn"} {
		rows := tableOf(1, 2)
		id := campaign(t, s, name, rows)
		l := list(t, rows, model.Edits{}, must(s.Guards.Suppressions(ctx, refs(1, 2), "agent", id))(t))
		l.Apply(model.Change{Rows: []model.RowEdit{{Row: 0, After: model.Edit{Again: true}}, {Row: 1, After: model.Edit{Again: true}}}})
		batches = append(batches, must(s.Ledger.Confirm(ctx, id, model.NewPlan(l, model.Options{Agent: "agent"})))(t)...)
	}
	clock.Forward(time.Minute)
	first := must(s.Ledger.Begin(ctx, batches[0]))(t)
	first.State, first.ID, first.Settled = model.SendAccepted, "batch_1", clock.Now()
	ok(t, s.Ledger.RecordOutcome(ctx, first))
	_, err := s.Ledger.Begin(ctx, batches[1])
	if got, _ := guardError(err); got != (model.GuardError{Recent: 2, Unfinished: 2, Campaign: "Summer"}) {
		t.Errorf("guarded as %+v (%v)", got, err)
	}
}

func TestTheDoNotCallListStopsABatchAtTheLastMoment(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := confirmed(t, s, "Spring", 1, 2, 3)
	if n := must(s.DoNotCall.Add(ctx, numbers(3, 4, 4, 5), "optouts.csv"))(t); n != 3 {
		t.Errorf("%d were added", n)
	}
	if _, err := s.Ledger.Begin(ctx, b); err == nil {
		t.Fatal("began")
	} else if got, _ := guardError(err); got != (model.GuardError{DoNotCall: 1}) {
		t.Errorf("guarded as %+v", got)
	}
	if n := must(s.DoNotCall.Remove(ctx, numbers(3, 7)))(t); n != 1 {
		t.Errorf("%d were removed", n)
	}
	must(s.Ledger.Begin(ctx, b))(t)
}

func TestTheDoNotCallListKeepsWhenAndWhy(t *testing.T) {
	c := newClock()
	s := open(t, t.TempDir(), Options{Now: c.Now})
	since := c.Now()
	must(s.DoNotCall.Add(ctx, numbers(2), "optouts.csv"))(t)
	c.Forward(time.Hour)
	if n := must(s.DoNotCall.Add(ctx, slices.Concat(numbers(2, 1), []phone.Number{0}), "added by hand"))(t); n != 1 {
		t.Errorf("%d were added", n)
	}
	want := []model.DNCEntry{
		{Number: numbers(1)[0], Since: since.Add(time.Hour), Source: "added by hand"},
		{Number: numbers(2)[0], Since: since, Source: "optouts.csv"},
	}
	if d := differ(must(s.DoNotCall.Entries(ctx))(t), want); d != "" {
		t.Error(d)
	}
	found := must(s.Guards.Suppressions(ctx, refs(1, 2, 3), "agent", ""))(t)
	if m := found[numbers(2)[0]]; len(found) != 2 || m.Source != "optouts.csv" || !m.DoNotCall.Equal(since) {
		t.Errorf("found %+v", found)
	}
}

func TestMarksAreWhatOneByOneFinds(t *testing.T) {
	c := newClock()
	s := open(t, t.TempDir(), Options{Now: c.Now, vfs: newDisk(t).name})
	rapid.Check(t, func(r *rapid.T) {
		must(s.db.writer.ExecContext(ctx, `DELETE FROM batches; DELETE FROM do_not_call`))(t)
		some := rapid.SliceOfNDistinct(rapid.IntRange(1, 40), 1, 12, rapid.ID[int])
		services := []string{"https://sa.dialgen.ai", "https://eu.dialgen.ai", "http://127.0.0.1:8787", "sandbox:k3f9x2mq7ab4ct6d"}
		s.Guards.service = rapid.SampledFrom(services).Draw(r, "works with")
		type called struct {
			batch model.Batch
			rung  map[int]time.Time
			of    []int
		}
		var ledger []called
		for i := range rapid.IntRange(0, 4).Draw(r, "batches") {
			entry := called{of: some.Draw(r, "numbers")}
			c.Forward(time.Duration(rapid.IntRange(0, 20).Draw(r, "hours")) * time.Hour)
			b := confirmedAt(t, s, rapid.SampledFrom(services).Draw(r, "service"), string(rune('A'+i)), entry.of...)
			// Written as it is, past the guards: here they are not asked.
			b.State = rapid.SampledFrom([]model.SendState{model.SendAccepted, model.SendUnknown, model.SendRefused, model.SendPrepared}).Draw(r, "state")
			b.Sent, b.Settled = c.Now(), c.Now()
			ok(t, s.Ledger.batches.put(ctx, s.db.writer, b))
			probe := model.Statistics{Status: model.StatusProcessing, Total: b.Contacts}
			if rapid.Bool().Draw(r, "ended") {
				probe.Status, probe.EndedAt = model.StatusCompleted, c.Now()
			}
			if rapid.Bool().Draw(r, "calls known") {
				probe.Rings, entry.rung = []model.Ring{}, map[int]time.Time{}
				for _, n := range slices.Sorted(slices.Values(entry.of)) {
					if rapid.Bool().Draw(r, "rung") {
						probe.Rings = append(probe.Rings, model.Ring{Number: numbers(n)[0], At: c.Now()})
						entry.rung[n] = c.Now()
					}
				}
			}
			b.Last = probe
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
			entry.batch = row(t, s, b.Key)
			ledger = append(ledger, entry)
		}
		dnc := some.Draw(r, "do not call")
		must(s.DoNotCall.Add(ctx, numbers(dnc...), "list"))(t)
		asked := some.Draw(r, "asked")
		got := must(s.Guards.Suppressions(ctx, refs(asked...), "agent", ""))(t)
		for _, n := range asked {
			var want model.Suppression
			for _, entry := range ledger {
				if model.IsSandbox(entry.batch.Service) != model.IsSandbox(s.Guards.service) || !slices.Contains(entry.of, n) {
					continue
				}
				g, guards := entry.batch.GuardOf(entry.rung[n], c.Now(), model.GuardPeriod)
				if guards && g.Outweighs(want) {
					want = g.Suppression(entry.batch)
				}
			}
			if slices.Contains(dnc, n) {
				want.DoNotCall, want.Source = c.Now(), "list"
			}
			if d := differ(got[numbers(n)[0]], want); d != "" {
				r.Fatalf("number %d: %s", n, d)
			}
			delete(got, numbers(n)[0])
		}
		if len(got) > 0 {
			r.Fatalf("found nobody asked for: %v", got)
		}
	})
}

func TestOfTwoThatBeginTheSameNumbersOneDoes(t *testing.T) {
	for _, rollback := range []bool{false, true} {
		dir := t.TempDir()
		var stores []*Store
		for range 3 {
			stores = append(stores, open(t, dir, Options{rollback: rollback}))
		}
		for round := range 5 {
			var batches []model.Batch
			for i, s := range stores {
				batches = append(batches, confirmed(t, s, string(rune('A'+i)), 100*round+1, 100*round+10+i))
			}
			// Another attempt at the same row, from another console.
			batches = append(batches, batches[0])
			errs := make([]error, len(batches))
			var wg sync.WaitGroup
			for i, b := range batches {
				wg.Go(func() { _, errs[i] = stores[i%len(stores)].Ledger.Begin(ctx, b) })
			}
			wg.Wait()
			begun := 0
			for _, err := range errs {
				if err == nil {
					begun++
				}
			}
			if sending := must(stores[0].Ledger.Batches(ctx, model.SendSending))(t); begun != 1 || len(sending) != round+1 {
				t.Fatalf("%d began, %d are being sent in round %d: %v", begun, len(sending), round, errs)
			}
		}
	}
}
