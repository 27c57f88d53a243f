package postgres

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/team"
)

const askedNumbers = 100_000

// ledgerBatches is how many batches of as many numbers the ledger has: fifty, but where
// CALLSHEET_BENCH_BATCHES says so, for whoever only wants to know that the benchmark runs.
var ledgerBatches = func() int {
	if n, err := strconv.Atoi(os.Getenv("CALLSHEET_BENCH_BATCHES")); err == nil && n > 0 {
		return n
	}
	return 50
}()

// bigLedger is a team's ledger of batches of 100,000 numbers each, all of them calling, and so
// many numbers on the do-not-call list.
func bigLedger(b *testing.B, doNotCall int) (w *world, ben *Ledger) {
	w, anna := newWorld(b)
	for i := range ledgerBatches {
		e := team.Entry{Intent: w.intent(fmt.Sprint("Campaign ", i))}
		e.Contacts, e.Batch.Contacts = make([]model.ContactRef, askedNumbers), askedNumbers
		for j := range e.Contacts {
			e.Contacts[j].Number = phone.Number(447400000000 + ledgerBatches*j + i)
		}
		e.Batch.State, e.Batch.ID, e.Batch.Sent, e.Batch.Settled = model.SendAccepted, fmt.Sprint("batch_", i), w.now, w.now
		w.tell(anna, e)
	}
	entries := make([]model.DNCEntry, doNotCall)
	for j := range entries {
		entries[j] = model.DNCEntry{Number: phone.Number(447400000000 + 7*j), Since: w.now, Source: "optouts.csv"}
	}
	began := time.Now()
	if _, err := anna.ListDoNotCall(ctx, entries); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d on the do-not-call list after %s", doNotCall, time.Since(began).Round(time.Millisecond))
	return w, w.member("ben")
}

func askedOf(hits string) []phone.Number {
	asked := make([]phone.Number, askedNumbers)
	for j := range asked {
		asked[j] = phone.Number(447400000000 + ledgerBatches*j)
		if hits == "none" {
			asked[j] += 5_000_000_000
		}
	}
	return asked
}

// Goals: 100,000 numbers are guarded against 5,000,000 in the team's ledger, and against a
// do-not-call list of 1,000,000, in less than two seconds, whether they are known or not; how
// often they were rung is known as soon; and so the transaction that gives leave to send them,
// alone under the team's lock, is over. That they are told takes a few seconds.
func BenchmarkTeamLedger(b *testing.B) {
	w, ben := bigLedger(b, ledgerBatches*askedNumbers/5)
	for _, hits := range []string{"none", "all"} {
		asked := askedOf(hits)
		known := func(b *testing.B, found int, err error) {
			if err != nil || (found == askedNumbers) != (hits == "all") {
				b.Fatalf("%d are known, %v", found, err)
			}
		}
		b.Run("suppressions, known "+hits, func(b *testing.B) {
			for b.Loop() {
				found, err := ben.Suppressions(ctx, model.RefsOf(asked), "agent", "")
				known(b, len(found), err)
			}
		})
		b.Run("histories, known "+hits, func(b *testing.B) {
			for b.Loop() {
				found, err := ben.Histories(ctx, asked, "")
				known(b, len(found.Of), err)
			}
		})
	}
	i := w.intent("Summer")
	i.Contacts, i.Batch.Contacts = model.RefsOf(askedOf("none")), askedNumbers
	b.Run("tell", func(b *testing.B) {
		w.t = b
		for b.Loop() {
			i.Batch.Key = newID()
			w.tell(ben, team.Entry{Intent: i})
		}
	})
	b.Run("begin", func(b *testing.B) {
		w.t = b
		for b.Loop() {
			lease := w.begin(ben, i)
			w.settle(ben, i, lease, model.SendPrepared)
		}
	})
	for _, size := range w.d.Query(b, `SELECT c.relname || ' ' || pg_size_pretty(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = 'callsheet' AND c.relkind = 'r' AND pg_total_relation_size(c.oid) > 1000000`) {
		b.Log(size)
	}
}
