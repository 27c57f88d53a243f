package store

import (
	"testing"

	"callsheet/model"
)

func TestAllCallsOfABatchTakeThePlaceOfThoseBefore(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := sendAs(t, s, confirmed(t, s, "Spring", 1, 2), model.SendAccepted)
	other := sendAs(t, s, confirmed(t, s, "Autumn", 3), model.SendAccepted)
	b.Last.Status, other.Last.Status = model.StatusProcessing, model.StatusProcessing
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: []model.Call{{ID: "cm1"}, {ID: "cm2"}}}, {Batch: &other, Calls: []model.Call{{ID: "cm1"}}}}))
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: []model.Call{{ID: "cm3"}}}}))
	if n := len(must(s.Ledger.Calls(ctx, b.Key))(t)); n != 3 {
		t.Fatalf("the latest of several looks are %d calls", n)
	}
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: []model.Call{{ID: "call_1", Error: "BUSY"}, {ID: "call_2"}}, AllCalls: true}}))
	if got := must(s.Ledger.Calls(ctx, b.Key))(t); len(got) != 2 || got[0].ID == "cm1" || got[1].ID == "cm1" {
		t.Errorf("there are %+v", got)
	}
	if n := len(must(s.Ledger.Calls(ctx, other.Key))(t)); n != 1 {
		t.Errorf("another batch has %d calls", n)
	}
}
