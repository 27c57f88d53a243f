package shared_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/ui/session"
)

// cancels has a member cancel a batch that the service has, and tell the team.
func (m *member) cancels(b model.Batch) error { return m.Team.Cancelled(ctx, b.Service, b.ID) }

// entries are what the evidence of a batch's campaign has of one kind, which has to be whole.
func (m *member) entries(b model.Batch, kind evidence.Kind) (all []string) {
	m.t.Helper()
	chain, broken, err := m.Evidence.Chain(ctx, b.Campaign)
	ok(m.t, err)
	if broken != nil {
		m.t.Errorf("%s's evidence of %s is broken: %s", m.id, b.Name, broken.Words)
	}
	for _, e := range chain.Entries() {
		if e.Kind == kind {
			all = append(all, string(e.Facts))
		}
	}
	return all
}

func TestWhoseBatchAColleagueCancelledIsToldByWhomAndWhenByTheirOwnClock(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", -5*time.Minute), w.join(t, "ben", 3*time.Hour)
	b := anna.send(anna.confirm("Spring", 1, 2), model.SendAccepted)
	mine := ben.send(ben.confirm("Autumn", 3), model.SendAccepted)
	anna.meet()
	before := anna.meet()
	w.clock.Forward(time.Hour)
	ok(t, ben.cancels(b))
	ok(t, ben.cancels(mine)) // which is nobody's news
	at := anna.now()
	state := anna.meet()
	got := anna.row(b.Key)
	if got.CancelledBy != "ben on host" || !got.CancelledAt.Equal(at) {
		t.Errorf("it was cancelled by %q at %s, want %s", got.CancelledBy, got.CancelledAt, at)
	}
	if since := state.CancelsSince(before); len(since) != 1 || since[0].Key != b.Key || since[0].CancelledBy != "ben on host" || !since[0].CancelledAt.Equal(at) {
		t.Errorf("new is %+v", since)
	}
	if since := anna.meet().CancelsSince(state); len(since) != 0 {
		t.Errorf("it is new again: %+v", since)
	}
	if words := session.CancellerWords([]model.Batch{got}, at.Add(time.Minute)); words != "by ben on host ("+at.Format("15:04")+")" {
		t.Errorf("it is said as %q", words)
	}
	if facts := anna.entries(b, evidence.KindCancelled); len(facts) != 1 || !strings.Contains(facts[0], "ben on host") {
		t.Errorf("the evidence says %v", facts)
	}
	anna.restart()
	anna.meet()
	if got := anna.row(b.Key); got.CancelledBy != "ben on host" {
		t.Errorf("after a restart it was cancelled by %q", got.CancelledBy)
	}
	if got := ben.row(mine.Key); got.CancelledBy != "" {
		ben.meet()
		t.Errorf("one's own was cancelled by %q", got.CancelledBy)
	}
	w.db.Away(true)
	if err := ben.cancels(b); err == nil {
		t.Error("who cancelled it is told while the team is away")
	}
}

// Both cancel what the other sends, in the same moment, and look how the team stands meanwhile.
func TestTwoWhoCancelEachOthersBatchesAtOnceAreBothToldAndCallNobodyTwice(t *testing.T) {
	for range 3 {
		w := newWorld()
		anna, ben := w.join(t, "anna", 0), w.join(t, "ben", time.Minute)
		hers, his := anna.send(anna.confirm("Spring", 1, 2), model.SendAccepted), ben.send(ben.confirm("Autumn", 3, 4), model.SendAccepted)
		anna.meet()
		ben.meet()
		var wait sync.WaitGroup
		for of, cancels := range map[*member]model.Batch{anna: his, ben: hers} {
			wait.Go(func() {
				if err := of.cancels(cancels); err != nil {
					t.Error(err)
				}
				of.Team.Meet(ctx)
			})
		}
		wait.Wait()
		for of, own := range map[*member]model.Batch{anna: hers, ben: his} {
			of.meet()
			other := map[*member]string{anna: "ben on host", ben: "anna on host"}[of]
			if got := of.row(own.Key); got.CancelledBy != other || got.State != model.SendAccepted {
				t.Fatalf("%s's was cancelled by %q and is %s", of.id, got.CancelledBy, got.State)
			}
			if facts := of.entries(own, evidence.KindCancelled); len(facts) != 1 || !strings.Contains(facts[0], other) {
				t.Errorf("%s's evidence says %v", of.id, facts)
			}
			if facts := of.entries(own, evidence.KindSending); len(facts) != 1 {
				t.Errorf("%s's evidence says of sending %v", of.id, facts)
			}
		}
		// That it was cancelled frees nobody before it is known who was rung.
		for of, numbers := range map[*member][]int{anna: {3}, ben: {1}} {
			if _, err := of.Ledger.Begin(ctx, of.confirm("Again", numbers...)); err == nil {
				t.Errorf("%s calls whom the other may have called", of.id)
			}
		}
	}
}
