//go:build unix

package cli_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"callsheet/ui/cli"
)

// A robot walks through the console as people do: it presses keys without a
// plan, pastes, makes the window larger and smaller, sends, leaves in every way
// there is, and comes back. `go test` has it walk a little;
// CALLSHEET_PROOF_WALKS=200 plays so many walks of CALLSHEET_PROOF_LEGS=10 legs
// each, and CALLSHEET_PROOF_SEED=n begins at another one. A leg is a start of the
// program, some keys, and a way to leave.
const (
	envProofWalks = "CALLSHEET_PROOF_WALKS"
	envProofLegs  = "CALLSHEET_PROOF_LEGS"
	envProofSeed  = "CALLSHEET_PROOF_SEED"

	fewWalks, fewLegs = 2, 4

	// walkers are how many walk at a time for each processor: they mostly wait.
	walkers = 4
)

// TestARobotWalksWithoutLosingAnything holds, after every leg of every walk, that
// no campaign is gone, damaged or changed by leaving, that the numbers on the
// screen, in the list and in the store are the same, that every frame fits the
// window, that the terminal is put back, and that nobody is called twice.
func TestARobotWalksWithoutLosingAnything(t *testing.T) {
	t.Parallel()
	walks, legs := cli.ProofCount(t, envProofWalks, fewWalks), cli.ProofCount(t, envProofLegs, fewLegs)
	seed := cli.ProofCount(t, envProofSeed, 1)
	program(t, nil) // built before they all want it
	f := cli.NewCounters()
	f.Add(walkProblems, 0)
	var next atomic.Int64
	var players sync.WaitGroup
	for range min(walks, walkers*runtime.GOMAXPROCS(0)) {
		players.Go(func() {
			for n := int(next.Add(1)); n <= walks; n = int(next.Add(1)) {
				newWalk(t, f, seed+n-1).play(legs)
			}
		})
	}
	players.Wait()
	f.Log(t)
}

const walkProblems = "problems"

// play walks some legs, until one of them shows a problem.
func (w *walk) play(legs int) {
	w.counters.Add("walks", 1)
	defer w.close()
	for n := range legs {
		w.leg(n)
		if w.failed {
			return
		}
	}
	w.reconcile()
}

// leg is one start of the program and what is done with it until it is left.
func (w *walk) leg(n int) {
	l := w.drawLeg(n)
	w.note("leg %d: %s", n, l)
	w.counters.Add("legs", 1)
	w.counters.Add("comes back "+l.back, 1)
	if l.unusual != "" {
		w.counters.Add("legs "+l.unusual, 1)
	}
	if n > 0 {
		w.editSettings(n)
	}
	w.sendWaves(n)
	if !w.failed {
		w.inLines(n)
	}
	if w.failed {
		return
	}
	c, err := w.open(l)
	if err != nil {
		w.problem("the console does not start: %v", err)
		return
	}
	defer c.end()
	w.console, w.moved = c, false
	sent := w.sentAtFirst()
	if !w.whole() || !w.reopened(l) {
		return
	}
	w.press(l, 0, l.keys/2)
	if l.beside && !w.failed && !c.ended() {
		w.beside(l)
		w.console = c
	}
	if !c.ended() {
		w.press(l, l.keys/2, l.keys)
	}
	if c.ended() && !w.failed {
		w.left = leftAt{}
		w.checkAfter(nil)
		return
	}
	if l.goesHome && !w.failed {
		w.goesHome()
	}
	if w.failed || !w.whole() {
		return
	}
	var before savedCampaigns
	if l.quietly {
		before = w.quiet()
		w.checkScreen(before)
	}
	w.remember(l, before)
	w.leave(l)
	if w.failed {
		return
	}
	w.checkOnlyLooked(l, sent)
	w.checkAfter(before)
}

// checkAfter holds what must be so once nothing is open, where before is what was there
// before it was left; nil = not known.
func (w *walk) checkAfter(before savedCampaigns) {
	w.checkKept(before)
	w.checkCalls()
	w.checkHours()
}

// press presses some keys of a leg, none of which ends the program.
func (w *walk) press(l legPlan, from, to int) {
	for i := from; i < to && !w.failed; i++ {
		if w.step(l, i); w.console.ended() {
			w.endedByItself(w.console)
			return
		}
	}
}

// beside has another console of the same machine come and go while the first is
// open.
func (w *walk) beside(first legPlan) {
	rng := rand.New(rand.NewPCG(first.rng, 1<<32))
	l := first
	l.args, l.leave, l.quietly, l.rng = nil, pick(rng, leaves).name, rng.IntN(2) == 0, rng.Uint64()
	if rng.IntN(2) == 0 {
		l.args = []string{w.last}
	}
	w.note("beside it: %s", l)
	w.counters.Add("consoles beside another", 1)
	c, err := w.open(l)
	if err != nil {
		w.problem("the console does not start: %v", err)
		return
	}
	defer c.end()
	w.console = c
	if !w.whole() {
		return
	}
	w.press(l, 0, 12)
	if w.failed || c.ended() || !w.whole() {
		return
	}
	var before savedCampaigns
	if l.quietly {
		before = w.quiet()
	}
	w.leave(l)
	if !w.failed {
		w.checkKept(before)
		w.note("back at the first")
	}
}

// note writes down what the robot does, for whoever has to understand a problem.
func (w *walk) note(format string, args ...any) {
	w.history = append(w.history, fmt.Sprintf(format, args...))
}

// problem says what was broken, and everything that was done before.
func (w *walk) problem(format string, args ...any) {
	w.counters.Add(walkProblems, 1)
	w.t.Errorf("walk %d: "+format, append([]any{w.seed}, args...)...)
	if w.failed {
		return
	}
	w.failed = true
	screen := ""
	if w.console != nil {
		screen = w.console.text()
	}
	walks := envProofWalks
	if w.team != nil {
		walks = envProofTeamWalks
	}
	w.t.Errorf("%s=%d %s=1 walks it again; its files are in %s\n%s\nthe screen then:\n%s",
		envProofSeed, w.seed, walks, w.home, strings.Join(w.history, "\n"), screen)
}

// close clears away what a walk used. What showed a problem is left to be looked
// at.
func (w *walk) close() {
	for _, served := range w.services {
		served.kill()
	}
	if !w.failed {
		os.RemoveAll(w.home)
	}
}
