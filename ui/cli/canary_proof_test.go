//go:build unix

package cli_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/ui/cli"
)

const (
	envProofCanaries = "CALLSHEET_PROOF_CANARIES"
	fewCanaries      = 1 // of each kind

	canaryPeople = 60
	canaryFirst  = 24
	canarySpeed  = 600
)

// canaryScene is a campaign with a canary, on a machine where whatever works on it may be
// killed at any moment.
type canaryScene struct {
	t       *testing.T
	d       *harness
	service *dialgen
	rng     *rand.Rand
	id      string
	steps   []string
}

// canaryToSend is such a campaign that is not sent yet, and how it is.
func canaryToSend(t *testing.T, seed int, answered float64, faults ...sandbox.Fault) (s *canaryScene, send []string) {
	t.Helper()
	service := serveWith(t, sandbox.Config{Speed: canarySpeed, Seed: uint64(seed), Faults: faults, Outcomes: &sandbox.Outcomes{Answered: answered, Ring: 20 * time.Second}})
	s = &canaryScene{t: t, d: newHarness(t, service.server.URL), service: service, rng: rand.New(rand.NewPCG(uint64(seed), 77))}
	lines := []string{"Name,Phone"}
	for i := range canaryPeople {
		lines = append(lines, fmt.Sprintf("Contact %d,+4474001%05d", i, 20000+i))
	}
	return s, []string{"send", s.d.file("many.csv", lines...), "--yes", "--json", "--attempts", "1", "--canary", fmt.Sprint(canaryFirst)}
}

// newCanaryScene is one of which sending may have been killed.
func newCanaryScene(t *testing.T, seed int, answered float64) *canaryScene {
	t.Helper()
	s, send := canaryToSend(t, seed, answered)
	for range 5 {
		if s.killed("send", send...); s.confirmed() {
			break
		}
	}
	if s.id == "" {
		s.d.run(send...)
		s.confirmed()
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s=%d plays it again: %s", envProofSeed, seed, strings.Join(s.steps, ", "))
		}
	})
	return s
}

// sentCanary is one that was sent in peace.
func sentCanary(t *testing.T, faults ...sandbox.Fault) *canaryScene {
	t.Helper()
	s, send := canaryToSend(t, 5, 1, faults...)
	s.d.run(send...).exits(0)
	s.confirmed()
	return s
}

// confirmed reports whether the campaign is written down, and which it is.
func (s *canaryScene) confirmed() bool {
	s.t.Helper()
	s.d.ledger(func(ctx context.Context, kept *store.Store) {
		all, err := kept.Campaigns.Summaries(ctx)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, c := range all {
			if len(c.Batches) > 0 {
				s.id = c.ID
			}
		}
	})
	return s.id != ""
}

// killed runs a command that is killed at a random moment, or ends before.
func (s *canaryScene) killed(what string, args ...string) {
	s.t.Helper()
	u := s.d.begin(args...)
	after := time.Duration(20+s.rng.IntN(900)) * time.Millisecond
	if s.rng.IntN(4) == 0 {
		after = 4 * time.Second
	}
	timer := time.AfterFunc(after, func() { _ = u.cmd.Process.Signal(syscall.SIGKILL) })
	r := u.ends()
	timer.Stop()
	s.steps = append(s.steps, fmt.Sprintf("%s (%d)", what, r.code))
}

// beside runs several commands at the same time, of which each may be killed.
func (s *canaryScene) beside(what string, kill bool, args ...string) (wait func()) {
	s.t.Helper()
	u := s.d.begin(args...)
	after := time.Duration(20+s.rng.IntN(2500)) * time.Millisecond
	if !kill {
		after = patience
	}
	timer := time.AfterFunc(after, func() { _ = u.cmd.Process.Signal(syscall.SIGKILL) })
	return func() {
		r := u.ends()
		timer.Stop()
		s.steps = append(s.steps, fmt.Sprintf("%s beside (%d)", what, r.code))
	}
}

// console opens the console, walks about in it, and leaves it by ctrl+c or dies.
func (s *canaryScene) console() {
	s.t.Helper()
	cmd := program(s.t, s.d.env)
	cmd.Dir = s.d.home
	c := inTerminal(s.t, 120, 40, cmd)
	c.drawn()
	c.sees("callsheet")
	keys := []string{"g", "w", "r", enterKey, "\x1b[B", nextKey, escKey, tabKey, "g", "w"}
	var pressed []string
	for range 2 + s.rng.IntN(10) {
		k := keys[s.rng.IntN(len(keys))]
		pressed = append(pressed, fmt.Sprintf("%q", k))
		c.types(k)
		time.Sleep(time.Duration(s.rng.IntN(250)) * time.Millisecond)
	}
	if s.rng.IntN(2) == 0 {
		pressed = append(pressed, "killed")
		_ = cmd.Process.Signal(syscall.SIGKILL)
	} else {
		c.types(leaveKey)
		time.Sleep(100 * time.Millisecond)
		c.types(leaveKey)
		timer := time.AfterFunc(3*time.Second, func() { _ = cmd.Process.Signal(syscall.SIGKILL) })
		defer timer.Stop()
	}
	c.ends()
	s.steps = append(s.steps, "console "+strings.Join(pressed, " "))
}

// step does something that sends no rest by anybody's word.
func (s *canaryScene) step() {
	s.t.Helper()
	watch := []string{"watch", s.id, "--interval", "1s"}
	switch s.rng.IntN(5) {
	case 0:
		s.killed("continue", "send", "--continue", s.id, "--yes", "--json")
	case 1:
		s.killed("watch", watch...)
	case 2:
		one, two := s.beside("watch", true, watch...), s.beside("watch", true, watch...)
		one()
		two()
	case 3:
		other := s.beside("watch", true, watch...)
		s.console()
		other()
	default:
		s.console()
	}
}

// settle has what is not known looked for, and what was not sent of the canary sent. A command
// that was killed after it wrote down that it sends, and before it did, leaves what only the
// operator can say was not sent.
func (s *canaryScene) settle() {
	s.t.Helper()
	settled := false
	for tries := 0; !settled && tries < 2; tries++ {
		settled = s.d.run("resolve", "--wait", "2s", "--json").code == 0
	}
	if !settled {
		s.sayNotSent()
	}
	s.d.run("send", "--continue", s.id, "--yes", "--json")
	s.d.run("watch", s.id, "--interval", "1s")
}

// first are the numbers of the canary.
func (s *canaryScene) first() []string {
	s.t.Helper()
	var first []string
	s.d.ledger(func(ctx context.Context, kept *store.Store) {
		batches, err := kept.Ledger.Batches(ctx)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, b := range batches {
			if b.Segment != 0 {
				continue
			}
			numbers, err := kept.Ledger.Numbers(ctx, b.Key)
			if err != nil {
				s.t.Fatal(err)
			}
			for _, n := range numbers {
				first = append(first, n.String())
			}
		}
	})
	return first
}

// alone holds that the sandbox has nobody but the canary.
func (s *canaryScene) alone() {
	s.t.Helper()
	first := s.first()
	if len(first) != canaryFirst {
		s.t.Fatalf("the canary has %d, want %d", len(first), canaryFirst)
	}
	for n, times := range s.service.Dials() {
		if !slices.Contains(first, n) || times > 1 {
			s.t.Fatalf("%s is in %d batches, of which the canary has it: %v", n, times, slices.Contains(first, n))
		}
	}
}

// once holds that the sandbox has everybody, once.
func (s *canaryScene) once() {
	s.t.Helper()
	dials := s.service.Dials()
	for n, times := range dials {
		if times != 1 {
			s.t.Errorf("%s is in %d batches", n, times)
		}
	}
	if len(dials) != canaryPeople {
		s.t.Errorf("%d of %d are dialled", len(dials), canaryPeople)
	}
	s.d.agrees(s.service)
}

// canaries runs a proof for each of several seeds.
func canaries(t *testing.T, answered float64, prove func(s *canaryScene)) {
	t.Helper()
	count, seed := cli.ProofCount(t, envProofCanaries, fewCanaries), cli.ProofCount(t, envProofSeed, 1)
	for i := range count {
		t.Run(fmt.Sprintf("seed %d", seed+i), func(t *testing.T) {
			prove(newCanaryScene(t, seed+i, answered))
		})
	}
}

// TestACanaryThatFailsNeverReleasesItsRest kills whatever works on a campaign of whose
// canary 60 % fail, while others watch it: of the rest nobody comes to the sandbox, until
// somebody says so, twice at the same time.
func TestACanaryThatFailsNeverReleasesItsRest(t *testing.T) {
	t.Parallel()
	canaries(t, 0.4, func(s *canaryScene) {
		for range 3 + s.rng.IntN(4) {
			s.step()
			s.alone()
		}
		s.settle()
		s.alone()
		s.d.run("watch", s.id, "--once").explains("Only you release it", "failed, at most 20 % may")
		s.d.run("send", "--continue", s.id, "--yes").exits(1)
		s.alone()
		release := []string{"send", "--continue", s.id, "--release", "--yes", "--json"}
		one, two := s.beside("release", false, release...), s.beside("release", false, release...)
		one()
		two()
		s.d.run(release...).exits(0)
		s.once()
	})
}

// TestACanaryThatDoesWellReleasesItsRestOnce does the same where everybody answers: the
// rest comes to the sandbox once, however many watch.
func TestACanaryThatDoesWellReleasesItsRestOnce(t *testing.T) {
	t.Parallel()
	canaries(t, 1, func(s *canaryScene) {
		for range 2 + s.rng.IntN(3) {
			s.step()
		}
		// What was released and not sent before a kill, or kept by a key, is sent by a word.
		s.settle()
		s.settle()
		// One that was struck by a kill may have to be looked for more than once.
		for tries := 0; len(s.service.Dials()) != canaryPeople && tries < 12; tries++ {
			s.d.run("send", "--continue", s.id, "--release", "--yes", "--json")
			s.settle()
		}
		s.once()
	})
	t.Run("the rest never left, and the operator says so", func(t *testing.T) {
		lost, err := sandbox.ParseFaults("create:2=drop-before")
		if err != nil {
			t.Fatal(err)
		}
		s := sentCanary(t, lost...)
		for range 2 {
			s.d.run("send", "--continue", s.id, "--release", "--yes", "--json").exits(4)
			s.alone()
		}
		s.settle()
		s.once()
	})
	t.Run("two watch and nobody is killed", func(t *testing.T) {
		s := sentCanary(t)
		one, two := s.beside("watch", false, "watch", s.id, "--interval", "1s"), s.beside("watch", false, "watch", s.id, "--interval", "1s")
		one()
		two()
		s.once()
	})
}

// sayNotSent has the operator say of every batch whose outcome is not known, and of which the
// sandbox has nobody, that it was not sent.
func (s *canaryScene) sayNotSent() {
	s.t.Helper()
	dialled := s.service.Dials()
	s.d.ledger(func(ctx context.Context, kept *store.Store) {
		batches, err := kept.Ledger.Batches(ctx, model.SendUnknown)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, b := range batches {
			numbers, err := kept.Ledger.Numbers(ctx, b.Key)
			if err != nil {
				s.t.Fatal(err)
			}
			if !slices.ContainsFunc(numbers, func(n phone.Number) bool { return dialled[n.String()] > 0 }) {
				wasNotSent(ctx, s.t, kept, b)
				s.steps = append(s.steps, "not sent by word")
			}
		}
	})
}
