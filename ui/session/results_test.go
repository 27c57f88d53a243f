package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/table"
)

// callsOf is what is stored and what the service has of one batch.
type callsOf struct {
	Ledger
	Campaigns
	stored, there []model.Call
	stats         model.Statistics
	err           error
	asked         int
	saved         []model.Record
}

func (f *callsOf) Calls(context.Context, string) ([]model.Call, error) { return f.stored, nil }

func (f *callsOf) Save(_ context.Context, records []model.Record) error {
	f.saved = append(f.saved, records...)
	return nil
}

type thereOf struct{ *callsOf }

func (f thereOf) Calls(context.Context, model.Batch, []model.Call) (model.Statistics, []model.Call, error) {
	f.asked++
	return f.stats, f.there, f.err
}

func TestCallsAreAskedForUnlessAllAreStored(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	answered := model.Call{ID: "a", Phone: "+447400123001", Status: model.CallAnswered, At: now.Add(-time.Hour), Duration: time.Minute}
	running, ended := model.Statistics{At: now, Status: model.StatusProcessing}, model.Statistics{At: now, Status: model.StatusCompleted}
	for _, row := range []struct {
		claim         string
		batch         model.Batch
		stored, there []model.Call
		stats         model.Statistics
		err           error
		here          string
		asked, unsure int
		outcome       string
		saved         bool
	}{
		{claim: "all are stored", batch: model.Batch{Last: ended, CallsKnown: true, Tally: model.CallTally{Calls: 1}}, stored: []model.Call{answered}, outcome: "answered"},
		{claim: "one is missing", batch: model.Batch{Last: ended, CallsKnown: true, Tally: model.CallTally{Calls: 1}}, there: []model.Call{answered}, stats: ended, asked: 1, outcome: "answered", saved: true},
		{claim: "it still runs", batch: model.Batch{Last: running}, there: nil, stats: running, asked: 1, outcome: "waiting", saved: true},
		{claim: "it still runs, and the service tells a stored call no more", batch: model.Batch{Last: running}, stored: []model.Call{answered}, there: nil, stats: running, asked: 1, outcome: "answered", saved: true},
		{claim: "all are stored but not why they ended, which it tells no more", batch: model.Batch{Last: ended, Ended: now, Sent: now, CallsKnown: true, Tally: model.CallTally{Calls: 1}}, stored: []model.Call{answered}, err: errors.New("no connection"), asked: 1, outcome: "answered"},
		{claim: "all are stored with why they ended", batch: model.Batch{Last: ended, Ended: now, Sent: now, CallsFetched: now, CallsKnown: true, Tally: model.CallTally{Calls: 1}}, stored: []model.Call{answered}, outcome: "answered"},
		{claim: "it has ended since", batch: model.Batch{Last: running}, there: nil, stats: model.Statistics{Status: model.StatusCompleted}, asked: 1, outcome: "not called", saved: true},
		{claim: "the service is away", batch: model.Batch{Last: running}, err: errors.New("no connection"), asked: 1, unsure: 1, outcome: "not known"},
		{claim: "the service is away, and the call is stored", batch: model.Batch{Last: running}, stored: []model.Call{answered}, err: errors.New("no connection"), asked: 1, unsure: 1, outcome: "answered"},
		{claim: "it is at another service", batch: model.Batch{Last: running}, here: "elsewhere", unsure: 1, outcome: "not known"},
	} {
		t.Run(row.claim, func(t *testing.T) {
			list, err := model.Diagnose(t.Context(), table.Of([]string{"Phone"}, []string{"+447400123001"}), columns.Mapping{{Header: "Phone", Field: columns.FieldPhone}}, "GB", model.Edits{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			plan := model.NewPlan(list, model.Options{})
			row.batch.Key, row.batch.State, row.batch.Service = "k", model.SendAccepted, "here"
			c := &model.Campaign{ID: "c", List: list, Table: list.Table, Plan: &plan, Batches: []model.Batch{row.batch}}
			f := &callsOf{stored: row.stored, there: row.there, stats: row.stats, err: row.err}
			got, err := ResultsOf{Campaign: c, Store: Store{Campaigns: f, Ledger: f}, Service: thereOf{f}, Here: cmp.Or(row.here, "here"), Now: func() time.Time { return now }}.Get(t.Context())
			if err != nil || f.asked != row.asked || got.Asked != row.asked || got.Unsure != row.unsure || (got.Why != nil) != (row.unsure > 0) || len(got.Rows) != 1 || got.Rows[0].Outcome != row.outcome {
				t.Errorf("%+v: %v", got, err)
			}
			if (len(f.saved) == 1 && f.saved[0].AllCalls && !f.saved[0].Batch.Last.At.IsZero()) != row.saved {
				t.Errorf("written down is %+v", f.saved)
			}
			if c.Batches[0].Last.Status != row.batch.Last.Status {
				t.Error("the campaign was changed")
			}
		})
	}
}

func TestARowIsFoundByItsNumberInTheFile(t *testing.T) {
	list, err := model.Diagnose(t.Context(), table.Of([]string{"Phone"}, []string{"+447400123001"}, []string{""}, []string{"+447400123003"}), columns.Mapping{{Header: "Phone", Field: columns.FieldPhone}}, "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := Results{Rows: []model.RowResult{{Outcome: "answered"}, {}, {Outcome: "missed"}}}
	s := r.Source(&model.Campaign{List: list, Table: list.Table}, time.Date(2026, 11, 28, 12, 0, 0, 0, time.FixedZone("CET", 3600)))
	got := ""
	for number := range 6 {
		cells, has := s.Cells(nil, number)
		got += fmt.Sprint(number, has, len(cells), " ")
	}
	if got != "0 false 0 1 false 0 2 true 8 3 false 0 4 true 8 5 false 0 " || s.Rows != 2 || s.Header[2] != "Callsheet first call (CET)" {
		t.Errorf("%s, %d rows, %q", got, s.Rows, s.Header)
	}
}
