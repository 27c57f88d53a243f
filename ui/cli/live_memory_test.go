package cli

import (
	"os"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"callsheet/api/sandbox"
	"callsheet/model"
)

// heapGrowth is how much more of the heap may be in use at the end of what is watched than
// after the first quarter of it: the sandbox, whose calls are in it, and what is cached.
const heapGrowth = 8 << 20

// A console that watches uses no more memory for watching longer. `go test` has it watch a
// quarter of an hour, and with CALLSHEET_PROOF_LIVE eight hours.
func TestWatchingLongTakesNoMoreMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("watches for long")
	}
	watched := 15 * time.Minute
	if os.Getenv(envProofLive) != "" {
		watched = 8 * time.Hour
	}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)))
		states := newStatesHad(t)
		w := newWatchedConsole(t, consoleConfig{
			list: writePeople(t, 1000, personOf), width: 120, height: 40, pace: livePace, reached: states.before,
			// So few lines that it goes on for so long.
			box:     sandbox.Config{Clock: time.Now, Lines: 2},
			options: model.OptionValues{model.OptRate: "1", model.OptNoAnswerDelay: "1 h"},
		})
		defer w.end()
		w.confirms(1000)
		w.sees("calling,")
		var inUse []uint64
		looks := states.all()["/api/v1/batch/check-status"]
		for range 8 {
			w.passes(watched / 8)
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			inUse = append(inUse, m.HeapAlloc>>10)
		}
		looks = states.all()["/api/v1/batch/check-status"] - looks
		t.Logf("in %v and %d looks, kB in use: %v", watched, looks, inUse)
		if first, last := inUse[1], inUse[7]; last > first+heapGrowth>>10 {
			t.Errorf("%d kB are in use, %d at first", last, first)
		}
	})
}
