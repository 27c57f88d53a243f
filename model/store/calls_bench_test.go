package store

import (
	"fmt"
	"testing"
	"time"

	"callsheet/model"
)

// manyCalls are 100,000 calls, newest first.
func manyCalls() []model.Call {
	calls := make([]model.Call, manyRows)
	for i := range calls {
		calls[i] = model.Call{ID: fmt.Sprintf("cmjx%07d", manyRows-i), Phone: fmt.Sprintf("+4474%08d", i), Name: "Olivia Grant", Status: model.CallMissed, Error: "NO_ANSWER", Duration: 22 * time.Second, At: began.Add(time.Duration(manyRows-i) * time.Second)}
	}
	return calls
}

// called is a store with a batch of 100,000 calls.
func called(b *testing.B, calls []model.Call) (*Store, model.Batch) {
	s := open(b, b.TempDir(), Options{})
	batch := sendAs(b, s, confirmed(b, s, "Spring", 1), model.SendAccepted)
	batch.Last.Status = model.StatusProcessing
	ok(b, s.Campaigns.Save(ctx, []model.Record{{Batch: &batch, Calls: calls, AllCalls: true}}))
	return s, batch
}

// Goal: 100,000 calls are stored in about two seconds.
func BenchmarkSaveAllCalls(b *testing.B) {
	calls := manyCalls()
	for b.Loop() {
		s, _ := called(b, calls)
		ok(b, s.Close())
	}
}

// Goal: 100,000 calls that are told again, a hundred of them changed, are stored in about
// a second.
func BenchmarkSaveAllCallsAgain(b *testing.B) {
	calls := manyCalls()
	s, batch := called(b, calls)
	for i := 0; b.Loop(); i++ {
		for j := range 100 {
			calls[j].Name = fmt.Sprint("Person ", i)
		}
		ok(b, s.Campaigns.Save(ctx, []model.Record{{Batch: &batch, Calls: calls, AllCalls: true}}))
	}
}

// Goal: the latest hundred are stored beside 100,000 in a few hundredths of a second.
func BenchmarkSaveLatestCalls(b *testing.B) {
	calls := manyCalls()
	s, batch := called(b, calls)
	for i := 0; b.Loop(); i++ {
		for j := range 100 {
			calls[j].Name = fmt.Sprint("Person ", i)
		}
		ok(b, s.Campaigns.Save(ctx, []model.Record{{Batch: &batch, Calls: calls[:100]}}))
	}
}

// Goal: 100,000 calls are read in about half a second.
func BenchmarkCalls(b *testing.B) {
	s, batch := called(b, manyCalls())
	for b.Loop() {
		if n := len(must(s.Ledger.Calls(ctx, batch.Key))(b)); n != manyRows {
			b.Fatal(n)
		}
	}
}

// Goal: what was said on 10,000 calls is read in less than a second, and takes less than a
// kilobyte of the disk each.
func BenchmarkCallDetails(b *testing.B) {
	s, batch := called(b, nil)
	var details []model.CallDetail
	for i := range 10_000 {
		details = append(details, detailOf(fmt.Sprint("cm", i)))
	}
	ok(b, s.Campaigns.Save(ctx, []model.Record{{Details: &model.BatchDetails{Batch: batch.Key, Details: details}}}))
	var bytes int
	ok(b, s.db.reader.QueryRowContext(ctx, `SELECT sum(length(said)) FROM call_details`).Scan(&bytes))
	for b.Loop() {
		if n := len(must(s.Ledger.CallDetails(ctx, batch.Key))(b)); n != len(details) {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(bytes)/float64(len(details)), "B/call")
}
