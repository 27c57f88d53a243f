package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/phone"
)

// attempts sums up how often a number was rung, or may yet be, and until when.
func attempts(h model.NumberHistory, c time.Time) string {
	n, known, last := 0, true, time.Time{}
	for _, r := range h.Rings {
		n += r.Attempts
		known = known && r.Known
		if r.To.After(last) {
			last = r.To
		}
	}
	if n == 0 {
		return "never"
	}
	words := fmt.Sprintf("%d until %s", n, last.Sub(c).Round(time.Second))
	if !known {
		words = "up to " + words
	}
	if !h.Conversation.IsZero() {
		words += fmt.Sprintf(", spoken %s", h.Conversation.Sub(c).Round(time.Second))
	}
	if !h.Refusal.IsZero() {
		words += fmt.Sprintf(", refused %s", h.Refusal.Sub(c).Round(time.Second))
	}
	return words
}

func TestTheLedgerKnowsHowOftenANumberWasRungAtMost(t *testing.T) {
	ended := func(status model.BatchStatus, succeeded int, rings ...model.Ring) func(time.Time) model.Statistics {
		return func(now time.Time) model.Statistics {
			s := model.Statistics{Status: status, Total: 3, Processed: len(rings), Succeeded: succeeded}
			for _, r := range rings {
				r.At = now.Add(-time.Hour)
				s.Rings = append(s.Rings, r)
			}
			if rings == nil {
				s.Processed = 3
			}
			return s
		}
	}
	one, two, three := numbers(1)[0], numbers(2)[0], numbers(3)[0]
	for claim, c := range map[string]struct {
		after time.Duration // from when it is sent, a batch of 1 to 3 that begins in six days with 1 + 3 tries an hour apart
		poll  func(now time.Time) model.Statistics
		want  string // of number 1
	}{
		"one that is to begin may ring in full":   {time.Hour, nil, "up to 4 until 146h0m12s"},
		"one that should be over may still":       {30 * 24 * time.Hour, nil, "up to 4 until 0s, spoken 0s"},
		"one that ended did in full":              {146 * time.Hour, ended(model.StatusCompleted, 2), "up to 4 until 0s, spoken 0s"},
		"but spoke to nobody where none answered": {146 * time.Hour, ended(model.StatusCompleted, 0), "up to 4 until 0s"},
		"whose calls are known are counted": {146 * time.Hour, ended(model.StatusCompleted, 1,
			model.Ring{Number: one, Calls: 2}, model.Ring{Number: two, Calls: 1, Answered: true}, model.Ring{Number: three, Calls: 4}), "2 until -1h0m0s"},
		"an answer and a refusal are known": {146 * time.Hour, ended(model.StatusCompleted, 1,
			model.Ring{Number: one, Calls: 1, Answered: true, Refused: true}, model.Ring{Number: two, Calls: 1}, model.Ring{Number: three, Calls: 4}), "1 until -1h0m0s, spoken -1h0m0s, refused -1h0m0s"},
		"who was never rung has no history":       {146 * time.Hour, ended(model.StatusCancelled, 0, model.Ring{Number: two, Calls: 1}), "never"},
		"more calls than can be counted are many": {146 * time.Hour, ended(model.StatusCancelled, 0, model.Ring{Number: one, Calls: 1000}), "63 until -1h0m0s"},
	} {
		clock := newClock()
		s := open(t, t.TempDir(), Options{Now: clock.Now})
		b := scheduled(t, s, clock)
		clock.Forward(c.after)
		if c.poll != nil {
			b.Last = c.poll(clock.Now())
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
		}
		found := must(s.Guards.Histories(ctx, numbers(1, 7), ""))(t)
		if got := attempts(found.Of[one], clock.Now()); got != c.want || found.Unread {
			t.Errorf("%s: %s, want %s", claim, got, c.want)
		}
		if own := must(s.Guards.Histories(ctx, numbers(1), b.Campaign))(t); len(own.Of) > 0 {
			t.Errorf("%s: the campaign itself counts: %v", claim, own)
		}
		// Of a batch that ended before calls were counted only the last one is known.
		must(s.db.writer.ExecContext(ctx, `UPDATE batch_lists SET tries = NULL`))(t)
		h := must(s.Guards.Histories(ctx, numbers(1), ""))(t).Of[one]
		for _, r := range h.Rings {
			if r.Attempts != 4 || r.Known {
				t.Errorf("%s: without counts %s", claim, attempts(h, clock.Now()))
			}
		}
	}
}

func TestHistoriesThatAreDamagedAreUnread(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	b := scheduled(t, s, clock)
	b.Last = model.Statistics{Status: model.StatusCancelled, Total: 3, Processed: 1, Rings: []model.Ring{{Number: numbers(1)[0], At: clock.Now(), Calls: 1}}}
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
	for _, damage := range []string{`tries = x'0102030405'`, `rung = x'00'`, `tries = zeroblob(4)`} {
		must(s.db.writer.ExecContext(ctx, `CREATE TEMP TABLE whole AS SELECT rung, tries FROM batch_lists; UPDATE batch_lists SET `+damage))(t)
		if found, err := s.Guards.Histories(ctx, numbers(1), ""); err == nil || !found.Unread {
			t.Errorf("%s: %v, %v", damage, found, err)
		}
		must(s.db.writer.ExecContext(ctx, `UPDATE batch_lists SET (rung, tries) = (SELECT rung, tries FROM whole); DROP TABLE whole`))(t)
	}
}

// Histories are what the batches say of each number one by one.
func TestHistoriesAreWhatOneByOneFinds(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	rapid.Check(t, func(r *rapid.T) {
		must(s.db.writer.ExecContext(ctx, `DELETE FROM batches`))(t)
		some := rapid.SliceOfNDistinct(rapid.IntRange(1, 30), 1, 12, rapid.ID[int])
		want := map[phone.Number]model.NumberHistory{}
		var all []model.Batch
		rings := map[string]map[phone.Number]model.Ring{}
		for i := range rapid.IntRange(0, 4).Draw(r, "batches") {
			of := some.Draw(r, "numbers")
			clock.Forward(time.Duration(rapid.IntRange(0, 40).Draw(r, "hours")) * time.Hour)
			service := rapid.SampledFrom([]string{"https://sa.dialgen.ai", "sandbox:k3f9x2mq7ab4ct6d"}).Draw(r, "service")
			b := confirmedAt(t, s, service, string(rune('A'+i)), of...)
			b.State = rapid.SampledFrom([]model.SendState{model.SendAccepted, model.SendUnknown, model.SendRefused, model.SendPrepared}).Draw(r, "state")
			b.Sent, b.Settled = clock.Now(), clock.Now()
			ok(t, s.Ledger.batches.put(ctx, s.db.writer, b))
			b.Last = model.Statistics{Status: rapid.SampledFrom([]model.BatchStatus{model.StatusProcessing, model.StatusCompleted}).Draw(r, "status"), Total: b.Contacts}
			rings[b.Key] = map[phone.Number]model.Ring{}
			if rapid.Bool().Draw(r, "calls known") {
				b.Last.Rings = []model.Ring{}
				for _, n := range slices.Sorted(slices.Values(of)) {
					if rapid.Bool().Draw(r, "rung") {
						ring := model.Ring{Number: numbers(n)[0], At: clock.Now(), Calls: rapid.IntRange(1, 6).Draw(r, "calls"), Answered: rapid.Bool().Draw(r, "answered"), Refused: rapid.Bool().Draw(r, "refused")}
						b.Last.Rings = append(b.Last.Rings, ring)
						rings[b.Key][ring.Number] = ring
					}
				}
			}
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
			all = append(all, b)
		}
		s.Guards.service = rapid.SampledFrom([]string{"https://sa.dialgen.ai", "http://127.0.0.1:8787"}).Draw(r, "works with")
		asked := some.Draw(r, "asked")
		for _, b := range all {
			b = row(t, s, b.Key)
			for _, n := range must(s.Ledger.Numbers(ctx, b.Key))(t) {
				ring := rings[b.Key][n]
				ring.Number = n
				more, was := b.RingsOf(ring, clock.Now())
				if h := want[n]; was && model.IsSandbox(b.Service) == model.IsSandbox(s.Guards.service) && slices.Contains(numbers(asked...), n) {
					h.Add(more)
					want[n] = h
				}
			}
		}
		got := must(s.Guards.Histories(ctx, numbers(asked...), ""))(t)
		if fmt.Sprint(got.Of) != fmt.Sprint(want) {
			r.Fatalf("%v, want %v", got.Of, want)
		}
	})
}
