package session

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"callsheet/model"
)

// changingLedger are what the ledger's methods do that has people called, or kept from it.
var changingLedger = []string{"AddSegments", "Confirm", "KeepSegments", "Pause", "ReleaseSegments", "Resume", "Retry", "Unconfirm"}

// A new method of the ledger has to be judged: whether who only looks may use it.
func TestWhoOnlyLooksWritesNothingThatAnybodyIsCalledBy(t *testing.T) {
	looking := []string{"Adopt", "Batches", "CallDetail", "CallDetails", "Calls", "OptedOut", "Remainders"}
	rule := ReadOnly{Profile: "audit", Where: "line 3"}
	s := rule.Store(Store{})
	of := reflect.TypeFor[Ledger]()
	for m := range of.Methods() {
		changes := false
		for _, name := range changingLedger {
			changes = changes || name == m.Name
		}
		known := changes
		for _, name := range looking {
			known = known || name == m.Name
		}
		if !known {
			t.Errorf("%s is neither of those that change something nor of those that look", m.Name)
		}
		if !changes {
			continue
		}
		in := []reflect.Value{reflect.ValueOf(context.Background())}
		for a := 1; a < m.Type.NumIn(); a++ {
			in = append(in, reflect.Zero(m.Type.In(a)))
		}
		call := reflect.ValueOf(s.Ledger).MethodByName(m.Name).Call
		if m.Type.IsVariadic() {
			in = in[:len(in)-1]
		}
		out := call(in) // there is no ledger beneath: one that is asked panics
		err, _ := reflect.TypeAssert[error](out[len(out)-1])
		if err == nil || !strings.Contains(err.Error(), "audit can only look (read_only, line 3)") || !strings.Contains(err.Error(), "--profile") {
			t.Errorf("%s says %v", m.Name, err)
		}
	}
	if s := (ReadOnly{}).Store(Store{}); s.Ledger != nil || s.ReadOnly.Err() != nil || s.ReadOnly.Why() != "" {
		t.Error("without the rule something is refused")
	}
	if rule.Closing(Canceller(nil)) != nil || (ReadOnly{}).Closing(closer{}) == nil {
		t.Error("who cancels at a close is another")
	}
}

type closer struct{ Canceller }

func TestACampaignThatIsLookedAtIsNotSent(t *testing.T) {
	c := &model.Campaign{LookedAt: true, Batches: []model.Batch{{State: model.SendSending}}}
	if MaySend(c) || !c.ReadOnly() || c.Sending() || !c.Onlooker() {
		t.Error("it is this console's to send")
	}
}
