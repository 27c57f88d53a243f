package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/evidence"
)

const service1 = "https://one.example"

// listed is a batch as the service lists it.
func listedAs(id string) model.ListedBatch {
	return model.ListedBatch{ID: id, Status: model.StatusProcessing, Total: 3, Processed: 1, Succeeded: 1, Created: began.Add(-time.Hour), Agent: "agent_1", Priority: 5, User: "user_1"}
}

func adopt(t testing.TB, s *Store, service string, b model.ListedBatch) (string, error) {
	t.Helper()
	name := b.Name(time.UTC)
	return s.Ledger.Adopt(ctx, model.Draft{Name: name, Service: service, Stage: model.StageLive}, b.Adopted(service, name, began))
}

func TestABatchIsAdoptedOnce(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	id := must(adopt(t, s, service1, listedAs("batch_1")))(t)
	if again := must(adopt(t, s, service1, listedAs("batch_1")))(t); again != id {
		t.Errorf("%q is another campaign than %q", again, id)
	}
	if other := must(adopt(t, s, "https://two.example", listedAs("batch_1")))(t); other == id {
		t.Error("the batch of another service is taken for it")
	}
	proved(t, s)
	if kinds := told(t, s, id); !slices.Equal(kinds, []evidence.Kind{evidence.KindAdopted}) {
		t.Errorf("told %v", kinds)
	}
	k := must(s.Campaigns.Load(ctx, id))(t)
	if k.Damage != "" || k.Locked || k.Table != nil || k.Confirmed.IsZero() || len(k.Batches) != 1 || k.Draft.Name != "Batch of 2 Mar, 3 contacts" {
		t.Fatalf("%+v", k)
	}
	b := k.Batches[0]
	if b.ID != "batch_1" || b.State != model.SendAccepted || b.Contacts != 3 || b.User != "user_1" || b.Agent != "agent_1" || !b.Sent.Equal(began.Add(-time.Hour)) || !b.Adopted() {
		t.Errorf("%+v", b)
	}
	ok(t, s.Evidence.Cancelled(ctx, "batch_1", evidence.Cancelled{Status: "cancelled", Calls: 2}))
	must(s.Ledger.Pause(ctx, id))(t) // everything can be stopped
	ok(t, s.Campaigns.Forget(ctx, true, id))
	proved(t, s)
}

func TestABatchOfOursIsNotAdopted(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := confirmedAt(t, s, service1, "Spring", 1, 2, 3)
	b = sendAs(t, s, b, model.SendUnknown)
	stranger := listedAs("batch_x")
	stranger.Agent = b.Agent
	if _, err := adopt(t, s, service1, stranger); err == nil || !strings.Contains(err.Error(), `"Spring"`) {
		t.Errorf("what may be ours is adopted: %v", err)
	}
	count(t, s, 1, `SELECT count(*) FROM campaigns`)
	b.State, b.ID = model.SendAccepted, "batch_x"
	ok(t, s.Ledger.RecordOutcome(ctx, b))
	if id := must(adopt(t, s, service1, stranger))(t); id != b.Campaign {
		t.Errorf("it is the campaign %q, not %q, which has it", id, b.Campaign)
	}
	proved(t, s)
}

func TestWhomAnAdoptedBatchCallsIsGuardedOnceItIsKnown(t *testing.T) {
	clock := newClock()
	s := open(t, t.TempDir(), Options{Now: clock.Now})
	id := must(adopt(t, s, service1, listedAs("batch_1")))(t)
	s.Guards.WorksWith(service1)
	b := must(s.Campaigns.Load(ctx, id))(t).Batches[0]
	guarded := func() int { return len(must(s.Guards.Suppressions(ctx, refs(1, 2, 3), "agent_1", ""))(t)) }
	call := func(id string, n string) model.Call {
		return model.Call{ID: id, Phone: "+447400" + n, Status: model.CallAnswered, At: began}
	}
	if n := guarded(); n != 0 {
		t.Errorf("%d are guarded before a call", n)
	}
	b.Last = model.Statistics{At: began, Status: model.StatusProcessing, Total: 3, Processed: 1, Succeeded: 1}
	save := func(calls ...model.Call) {
		t.Helper()
		ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: calls}}))
	}
	save(call("c1", "000001"), model.Call{ID: "odd", Phone: "x\x1b", Status: "?"})
	if n := guarded(); n != 1 {
		t.Errorf("%d are guarded after one call", n)
	}
	b.Last = model.Statistics{At: began, Status: model.StatusCompleted, Total: 3, Processed: 2, Succeeded: 2}
	all := []model.Call{call("c2", "000002"), call("c1", "000001")}
	b.Last.Rings, _ = model.LastRings(all)
	save(all...)
	if n := guarded(); n != 2 {
		t.Errorf("%d are guarded at the end", n)
	}
	if got := row(t, s, b.Key); got.Ended.IsZero() || !got.CallsKnown {
		t.Errorf("%+v", got)
	}
	proved(t, s)
}
