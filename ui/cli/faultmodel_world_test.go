package cli

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"callsheet/api/apitest"
	"callsheet/api/sandbox"
	"callsheet/model/clocktest"
	"callsheet/model/phone"
	"callsheet/ui/session/shared"
)

const (
	// proofKey has letters that are written otherwise in an address, in JSON and
	// in a page, so that each way of giving it away would be noticed.
	proofKey  = "dg_live_Zq7/proof+Xw4&secret=9Kt"
	proofUser = "user_proof"
)

var proofAgents = []string{"agent_one", "agent_two"}

// faultModel is one history: a folder of campaigns, the consoles that work in it, and
// the service, all by one clock.
type faultModel struct {
	t        *testing.T
	ctx      context.Context
	counters *Counters
	seed     uint64
	sizes    string // the variable that says how much is played
	rng      *rand.Rand
	dir      string
	clock    *clocktest.Clock
	skew     time.Duration // of this machine's clock against the service's
	box      *sandbox.Sandbox
	strict   http.Handler     // the sandbox, held to the description of the API
	server   *httptest.Server // nil: the service is reached without a network

	consoles []*modelledConsole
	corpses  []*shared.Store

	intents map[string]*intent // by the ledger's key
	lists   [][]int            // that were drawn so far
	latest  time.Time          // when the last of the batches begins that were scheduled
	named   int                // campaigns so far

	mu       sync.Mutex
	history  []string
	late     []lateRequest
	inFlight sync.WaitGroup
	handed   atomic.Int64 // requests to create a batch
	victim   *victim
	failed   bool

	risked map[string]int // by number, calls too soon that an operator took upon themselves

	leaves    func(c *modelledConsole, key string) // judges a request that leaves; nil = by the ledger on its disk alone
	tolerates func(error) bool                     // what may fail besides; nil = nothing
	opens     func(c *modelledConsole) bool        // joins a console that opened with others; nil = it works alone
}

// intent is one batch that was confirmed, and so may be called once.
type intent struct {
	campaign  string
	home      string // of the machine it was confirmed on
	numbers   []phone.Number
	again     []phone.Number // by the operator's choice, though called a short while ago
	moved     []phone.Number // likewise, out of a batch under way
	withdrawn bool           // made a draft again, or forgotten before it was sent
	forgotten bool
	claimed   string // the service's batch it was accepted as
	looks     int
	tries     int
}

// ledgerNow is the time by this machine's clock.
func (w *faultModel) ledgerNow() time.Time { return w.clock.Now().Add(w.skew) }

// play plays one history to its end.
func play(t *testing.T, f *Counters, seed uint64) {
	w := newFaultModel(t, f, seed)
	defer w.end()
	for range 30 + w.rng.IntN(50) {
		if w.failed {
			return
		}
		w.step()
	}
	w.finish()
}

func newFaultModel(t *testing.T, f *Counters, seed uint64) *faultModel {
	w := bareFaultModel(t, f, seed)
	w.skew = pick(w.rng, []time.Duration{0, 0, 0, -3 * time.Minute, 20 * time.Minute, -2 * time.Hour})
	overNetwork := w.rng.IntN(6) == 0
	w.build(overNetwork)
	if overNetwork {
		w.server = httptest.NewUnstartedServer(http.HandlerFunc(w.serve))
		w.server.Config.ErrorLog = silent
		w.server.Start()
	}
	w.note("seed %d, over the network: %t, this machine's clock is off by %v", seed, overNetwork, w.skew)
	for _, name := range []string{"A", "B"} {
		w.consoles = append(w.consoles, &modelledConsole{world: w, name: name, home: w.dir, skew: w.skew})
	}
	return w
}

// bareFaultModel is a history without a service or consoles.
func bareFaultModel(t *testing.T, f *Counters, seed uint64) *faultModel {
	w := &faultModel{
		t: t, ctx: context.Background(), counters: f, seed: seed, rng: rand.New(rand.NewPCG(seed, 42)), sizes: envProofSends,
		dir: proofFolder(t), clock: clocktest.At(time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)), intents: map[string]*intent{}, risked: map[string]int{},
	}
	w.clock.Tick = time.Millisecond
	return w
}

// build makes the service, with the faults it is to have.
func (w *faultModel) build(overNetwork bool) {
	faults, err := sandbox.ParseFaults(drawFaults(w.rng, overNetwork))
	if err != nil {
		w.t.Fatal(err)
	}
	var agents []sandbox.Agent
	for _, id := range proofAgents {
		agents = append(agents, sandbox.Agent{ID: id, Active: true})
	}
	w.box = sandbox.New(sandbox.Config{Seed: w.seed, Clock: w.clock.Now, Key: proofKey, UserID: proofUser, Agents: agents, Faults: faults})
	w.strict = apitest.Hold(w.t, telling{w.box})
}

// end clears away what a history used. What failed is left to be looked at.
func (w *faultModel) end() {
	for _, s := range w.corpses {
		s.Close()
	}
	for _, c := range w.consoles {
		if c.store != nil {
			c.store.Close()
		}
	}
	if w.server != nil {
		w.server.Close()
	}
	if !w.failed {
		os.RemoveAll(w.dir)
	}
}

// note writes down what happens, for whoever has to understand a failure.
func (w *faultModel) note(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.history = append(w.history, w.clock.Now().Format("15:04:05.000 ")+fmt.Sprintf(format, args...))
}

// fail says what was broken, and the whole history that broke it.
func (w *faultModel) fail(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	first := !w.failed
	w.failed = true
	w.t.Errorf(format, args...)
	if first {
		w.t.Errorf("%s=%d %s=1 plays it again; its files are in %s\n%s", envProofSeed, w.seed, w.sizes, w.dir, strings.Join(w.history, "\n"))
	}
}

// must ends the history when something fails that never may.
func (w *faultModel) must(err error, doing string) bool {
	if err != nil && w.tolerates != nil && w.tolerates(err) {
		w.note("%s: %v", doing, err)
		return false
	}
	if err != nil {
		w.fail("%s: %v", doing, err)
	}
	return err == nil
}

// forward lets time pass, and what was held up on its way arrive in it.
func (w *faultModel) forward(by time.Duration) {
	until := w.clock.Now().Add(by)
	for {
		r, found := w.nextLate(until)
		if !found {
			break
		}
		w.clock.Reach(r.at)
		w.arrive(r)
	}
	w.clock.Reach(until)
}

// quiet waits until nothing is on its way any more, as an operator does who waits
// before deciding.
func (w *faultModel) quiet() {
	w.forward(longestDelay)
	w.inFlight.Wait()
}

func pick[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }
