package sandbox

import (
	"net/http"
	"slices"
	"testing"
	"time"
)

func TestEverySoManyRequestsOfARangeAreStruck(t *testing.T) {
	for script, want := range map[string][]int{
		"status:*/5=500-before":    {5, 10},
		"status:3-/4=500-before":   {6, 10},
		"status:2-9/3=500-before":  {4, 7},
		"status:2-9/1=500-before":  {2, 3, 4, 5, 6, 7, 8, 9},
		"status:2-3/9=500-before":  nil,
		"status:11-/1=500-before":  nil,
		"status:*/10=500-before":   {10},
		"status:4-4/1=500-before":  {4},
		"status:*/1000=500-before": nil,
	} {
		t.Run(script, func(t *testing.T) {
			b := newBench(t, scripted(t, script))
			id := b.create(0, 1, "")
			var struck []int
			for n := 1; n <= 10; n++ {
				if w := b.send("GET", "/api/v1/batch/check-status?batchId="+id, ""); w.Code == http.StatusInternalServerError {
					struck = append(struck, n)
				}
			}
			if !slices.Equal(struck, want) {
				t.Errorf("struck %v, want %v", struck, want)
			}
		})
	}
}

// What is stale is what stood there once, of the same batch, and no younger than it says.
func TestAStaleReplyIsOneThatWasTrue(t *testing.T) {
	const behind = 20 * time.Second
	config := scripted(t, "status:*=stale:20s")
	config.Speed = 60
	b := newBench(t, config)
	ids := []string{b.create(0, 300, `{"maxCallsPerSecond":3}`), b.create(300, 200, `{"maxCallsPerSecond":1}`)}
	type state struct {
		at time.Duration
		n  [3]int // processed, succeeded, failed
	}
	had := map[string][]state{}
	for at := time.Duration(0); at < 4*time.Minute; at += 3 * time.Second {
		for _, id := range ids {
			for _, row := range b.stored() {
				if row.BatchID == id {
					had[id] = append(had[id], state{at, [3]int{row.Processed, row.Succeeded, row.Failed}})
				}
			}
			want := had[id][0].n
			for _, s := range had[id] {
				if at-s.at >= behind {
					want = s.n
				}
			}
			n := b.report(id, "").Statistics
			if got := [3]int{n.Processed, n.Succeeded, n.Failed}; got != want {
				t.Fatalf("after %v %s is %v, want %v", at, id, got, want)
			}
		}
		b.clock.Forward(3 * time.Second)
	}
	if last := had[ids[0]]; last[len(last)-1].n == last[0].n {
		t.Error("nothing moved")
	}
}
