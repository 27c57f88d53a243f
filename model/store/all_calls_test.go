package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
)

func toldCall(id string, number int, status string, minute int) model.Call {
	return model.Call{ID: id, Phone: fmt.Sprintf("+44740012300%d", number), Status: status, At: began.Add(time.Duration(minute) * time.Minute)}
}

func TestAllCallsOfABatchAreMergedWithThoseBefore(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := sendAs(t, s, confirmed(t, s, "Spring", 1, 2), model.SendAccepted)
	other := sendAs(t, s, confirmed(t, s, "Autumn", 3), model.SendAccepted)
	b.Last.Status, other.Last.Status = model.StatusProcessing, model.StatusProcessing
	first := []model.Call{toldCall("cm1", 1, model.CallMissed, 1), toldCall("cm2", 2, model.CallOngoing, 1)}
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: first}, {Batch: &other, Calls: first[:1]}}))
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: []model.Call{toldCall("cm3", 1, model.CallScheduled, 9)}}}))
	if n := len(must(s.Ledger.Calls(ctx, b.Key))(t)); n != 3 {
		t.Fatalf("the latest of several looks are %d calls", n)
	}
	busy := toldCall("call_1", 1, model.CallMissed, 1)
	busy.Error = "BUSY"
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: []model.Call{busy, toldCall("call_2", 2, model.CallAnswered, 1), toldCall("call_4", 1, model.CallAnswered, 30)}, AllCalls: true}}))
	var got []string
	for _, c := range must(s.Ledger.Calls(ctx, b.Key))(t) {
		got = append(got, c.ID+" "+c.Status+" "+c.Error)
	}
	slices.Sort(got)
	if text := strings.Join(got, ","); text != "cm1 MISSED BUSY,cm2 COMPLETED ,cm3 COMPLETED " {
		t.Errorf("a call keeps its id, one that was planned, too, and takes what is told: %s", text)
	}
	if got := row(t, s, b.Key).CallsFetched; got.IsZero() {
		t.Error("it is not noted that all were told")
	}
	if n := len(must(s.Ledger.Calls(ctx, other.Key))(t)); n != 1 || !row(t, s, other.Key).CallsFetched.IsZero() {
		t.Errorf("another batch has %d calls", n)
	}
}

// The calls that are stored are never fewer for a look that brings the latest alone, or for
// a service that forgot some.
func TestStoredCallsSurviveLooksAtAFewOfThem(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := sendAs(t, s, confirmed(t, s, "Spring", 1, 2), model.SendAccepted)
	b.Last.Status = model.StatusProcessing
	var all []model.Call
	for i := range 500 {
		c := toldCall(fmt.Sprint("cm", i), i%10, model.CallMissed, i)
		c.Error = "NO_ANSWER"
		all = append(all, c)
	}
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: all, AllCalls: true}}))
	want := fmt.Sprint(sortedCalls(t, s, b.Key))
	latest := slices.Clone(all[400:])
	for i := range latest {
		latest[i].Error, latest[i].Name = "", ""
	}
	for claim, record := range map[string]model.Record{
		"a poll brings the latest, without reasons": {Batch: &b, Calls: latest},
		"a poll brings none":                        {Batch: &b},
		"an older look is late":                     {Batch: &b, Calls: []model.Call{toldCall("cm499", 9, model.CallOngoing, 499)}},
		"a service has forgotten the older ones":    {Batch: &b, Calls: latest, AllCalls: true},
		"a service has forgotten all":               {Batch: &b, AllCalls: true},
	} {
		ok(t, s.Campaigns.Save(ctx, []model.Record{record}))
		if got := fmt.Sprint(sortedCalls(t, s, b.Key)); got != want {
			t.Errorf("%s: the stored calls are others: %d", claim, len(must(s.Ledger.Calls(ctx, b.Key))(t)))
		}
	}
}

func sortedCalls(t *testing.T, s *Store, key string) []model.Call {
	t.Helper()
	return slices.SortedFunc(slices.Values(must(s.Ledger.Calls(ctx, key))(t)), func(a, b model.Call) int { return cmp.Compare(a.ID, b.ID) })
}
