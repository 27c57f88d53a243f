package cli

import (
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// A proof plays out histories of sending that nobody would write down, and
// holds what was promised in all of them. `go test` plays a few;
// CALLSHEET_PROOF_SENDS=10000 goes on until so many sends were struck by a
// fault, and CALLSHEET_PROOF_SEED=n begins at another history.
const (
	envProofSends = "CALLSHEET_PROOF_SENDS"
	envProofSeed  = "CALLSHEET_PROOF_SEED"

	fewSends = 60
)

// TestNoHistoryCallsAnybodyTwice draws histories of campaigns whose lists
// overlap, of faults of the network and the service, of consoles that die at any
// step, of two that send at once, and of operators who settle what is not known.
// However they go, nobody is called more often than was confirmed, and every
// intent ends as what became of it.
func TestNoHistoryCallsAnybodyTwice(t *testing.T) {
	t.Parallel()
	sends, seed := ProofCount(t, envProofSends, fewSends), ProofCount(t, envProofSeed, 1)
	f := NewCounters()
	f.Add(doubleDials, 0)
	f.Add(lostIntents, 0)
	var next atomic.Int64
	var players sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		players.Go(func() {
			for f.Of(struckSends) < sends && !t.Failed() {
				play(t, f, uint64(seed)+uint64(next.Add(1)-1))
			}
		})
	}
	players.Wait()
	f.Add("histories", int(next.Load()))
	f.Log(t)
}

// ProofCount reads a whole number from the environment.
func ProofCount(t *testing.T, name string, fallback int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return fallback
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q is no number above 0", name, text)
	}
	return n
}

// What is counted under a name of its own.
const (
	struckSends = "sends struck by a fault"
	doubleDials = "double dials"
	lostIntents = "lost intents"
)

// Counters counts what happened, over all histories or walks.
type Counters struct {
	mu     sync.Mutex
	counts map[string]int
}

func NewCounters() *Counters { return &Counters{counts: map[string]int{}} }

func (f *Counters) Add(name string, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.counts[name] += n
}

func (f *Counters) Of(name string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.counts[name]
}

// Log prints the counters, those of one kind together.
func (f *Counters) Log(t *testing.T) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(f.counts)) {
		fmt.Fprintf(&b, "\n%9d  %s", f.counts[name], name)
	}
	t.Log(b.String())
}

// proofFolder makes a folder for files that are written again and again: in
// memory where there is such a place. A kill takes nothing from it that it would
// not take from a disk.
func proofFolder(t testing.TB) string {
	t.Helper()
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); err == nil && info.IsDir() {
		if dir, err := os.MkdirTemp(memory, "callsheet-proof-"); err == nil {
			return dir
		}
	}
	dir, err := os.MkdirTemp("", "callsheet-proof-")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
