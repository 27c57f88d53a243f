package sandbox

import (
	"slices"
	"testing"
	"time"
)

// listed names the batches a user's list shows.
func (b *bench) listed(user string) []string {
	b.t.Helper()
	var rows []struct{ BatchID string }
	b.fetch("GET", "/api/v1/batch/list?userId="+user, "", &rows)
	ids := []string{}
	for _, row := range rows {
		ids = append(ids, row.BatchID)
	}
	return ids
}

func TestAListLagsBySoLong(t *testing.T) {
	for _, speed := range []float64{1, 60} { // the time is a real one at any speed
		config := scripted(t, "list:*=lag:5s")
		config.Speed = speed
		b := newBench(t, config)
		older := b.create(0, 1, "")
		b.clock.Forward(3 * time.Second)
		newer := b.create(1, 1, "")
		steps := []struct {
			wait time.Duration
			want []string
		}{
			{1999 * time.Millisecond, []string{}},
			{time.Millisecond, []string{older}},
			{2999 * time.Millisecond, []string{older}},
			{time.Millisecond, []string{newer, older}},
		}
		for _, step := range steps {
			b.clock.Forward(step.wait)
			if got := b.listed("user_a"); !slices.Equal(got, step.want) {
				t.Errorf("speed %v: listed %v, want %v", speed, got, step.want)
			}
		}
	}
}

func TestAListLagsBySoManyListings(t *testing.T) {
	b := newBench(t, scripted(t, "list:*=lag:2"))
	older := b.create(0, 1, "")
	polls := func(want ...string) {
		t.Helper()
		b.listed("user_b")                       // somebody else's poll
		b.send("GET", "/sandbox/batches", "")    // no poll at all
		b.send("GET", "/api/v1/batch/lists", "") // no endpoint
		b.send("POST", "/api/v1/batch/list", "") // no list
		if got := b.listed("user_a"); !slices.Equal(got, want) {
			t.Errorf("listed %v, want %v", got, want)
		}
	}
	polls()
	newer := b.create(1, 1, "")
	polls()
	polls(older)
	polls(newer, older)
}

func TestALagEndsWithItsRange(t *testing.T) {
	b := newBench(t, scripted(t, "list:1-2=lag:24h"))
	id := b.create(0, 1, "")
	for _, want := range []int{0, 0, 1} {
		if got := b.listed("user_a"); len(got) != want {
			t.Errorf("listed %v, want %d", got, want)
		}
	}
	if r := b.report(id, ""); r.BatchID != id {
		t.Error("a batch that lags in the list is known to nobody")
	}
}

// Stored, the reply lost, and not yet in the list: the hardest of all to reconcile.
func TestFaultsOfTwoEndpointsPlayTogether(t *testing.T) {
	b := newBench(t, scripted(t, "create:1=500-after,list:*=lag:1"))
	if w := b.send("POST", "/api/v1/batch", batchBody(0, 4, "")); w.Code != 500 || len(b.Dials()) != 4 {
		t.Fatalf("%d, %d numbers stored", w.Code, len(b.Dials()))
	}
	if got := b.listed("user_a"); len(got) != 0 {
		t.Errorf("listed at once: %v", got)
	}
	if got := b.listed("user_a"); len(got) != 1 {
		t.Errorf("listed %v, want one batch", got)
	}
}
