//go:build unix

package cli_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model/store"
	"callsheet/ui/cli"
)

// listsPerScene is how many lists are sent from one machine to one sandbox.
const listsPerScene = 8

// TestAKillHasNobodyCalledTwice sends lists with the program, to a sandbox where
// things go wrong, and kills it at a random moment or as soon as the ledger says
// how far it is; what looks for the lost and what goes on sending is killed as
// well. Nobody is called more often than was confirmed, and in the end the ledger
// says what the sandbox stored.
func TestAKillHasNobodyCalledTwice(t *testing.T) {
	t.Parallel()
	kills, rng := cli.ProofCount(t, envProofKills, fewKills), proofSeed(t)
	f := sendFigures{}
	for f["kills"] < kills && !t.Failed() {
		t.Run(fmt.Sprintf("after %d kills", f["kills"]), func(t *testing.T) {
			s := newScene(t, f, rng)
			for i := 0; i < listsPerScene && f["kills"] < kills && !t.Failed(); i++ {
				s.sendList(i)
			}
			s.end()
		})
	}
	f.log(t)
}

// sendFigures counts what happened.
type sendFigures map[string]int

func (f sendFigures) log(t *testing.T) {
	t.Helper()
	for _, name := range []string{"double dials", "stores not readable", "ledgers that do not say what was stored"} {
		f[name] += 0
	}
	var b strings.Builder
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "\n%7d  %s", f[name], name)
	}
	t.Log(b.String())
}

// sendList sends a list, or one that was sent before, and kills whatever is at
// work on it.
func (s *scene) sendList(i int) {
	s.t.Helper()
	list, again := s.drawList(i), s.rng.IntN(6) == 0
	args := []string{"send", list.path, "--yes", "--json", "--wait", []string{"0s", "300ms", "2s"}[s.rng.IntN(3)]}
	if again {
		args = append(args, "--again")
		for _, n := range list.numbers {
			s.allowed[n]++
		}
	}
	wait := func() {}
	if s.rng.IntN(4) == 0 {
		wait = s.beside(args)
		for _, n := range list.numbers {
			if again {
				s.allowed[n]++
			}
		}
	}
	s.run("send", s.sendMoment(), args...)
	wait()
	s.check()
	for range 3 {
		switch s.rng.IntN(3) {
		case 0:
			s.run("resolve", s.anyMoment(250), "resolve", "--json", "--wait", "500ms")
		case 1:
			if id, ok := s.waiting(); ok {
				s.run("send --continue", s.sendMoment(), "send", "--continue", id, "--yes", "--json", "--wait", "300ms")
			}
		default:
			// The same list once more: who was called, or may have been, is left out.
			s.run("send once more", s.anyMoment(400), "send", list.path, "--yes", "--json", "--wait", "0s")
		}
		s.check()
	}
}

// drawList writes a list, each of another length, so that no batch is taken for
// another; now and then it is one that was sent before.
func (s *scene) drawList(i int) sentList {
	s.t.Helper()
	if len(s.lists) > 0 && s.rng.IntN(5) == 0 {
		return s.lists[s.rng.IntN(len(s.lists))]
	}
	l := sentList{path: filepath.Join(s.home, fmt.Sprintf("list %d.csv", i))}
	var b strings.Builder
	b.WriteString("Name,Phone\n")
	for n := range 3 + i*7 {
		l.numbers = append(l.numbers, fmt.Sprintf("+447400%06d", 100_000+i*1000+n))
		fmt.Fprintf(&b, "Olivia Grant,%s\n", l.numbers[n])
	}
	if err := os.WriteFile(l.path, []byte(b.String()), 0o600); err != nil {
		s.t.Fatal(err)
	}
	for _, n := range l.numbers {
		s.allowed[n]++
	}
	s.lists = append(s.lists, l)
	return l
}

// moment is when a command is killed.
type moment struct {
	name  string
	after time.Duration // from its start; 0 is when the ledger says so
	state string        // that the newest row of the ledger has come to
}

// longestRun is how long a command may take: what hangs is killed then.
const longestRun = 2 * time.Second

func (s *scene) sendMoment() moment {
	states := []string{"prepared", "sending", "sending", "accepted", "unknown", "refused"}
	if n := s.rng.IntN(12); n < len(states) {
		return moment{name: "as soon as the ledger says " + states[n], after: longestRun, state: states[n]}
	}
	return s.anyMoment(500)
}

// anyMoment is any in so many milliseconds, or, of six, none.
func (s *scene) anyMoment(within int) moment {
	if s.rng.IntN(6) == 0 {
		return moment{name: "when it hangs", after: longestRun}
	}
	return moment{name: "at any moment", after: time.Duration(1+s.rng.IntN(within)) * time.Millisecond}
}

// beside runs a command at the same time as the next, as from another terminal,
// and returns what waits for its end.
func (s *scene) beside(args []string) (wait func()) {
	s.t.Helper()
	cmd := program(s.t, s.env, args...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	late := time.AfterFunc(longestRun, func() { cmd.Process.Kill() })
	return func() {
		defer late.Stop()
		cmd.Wait() // whatever became of it, the ledger says
		s.said.Write(said.Bytes())
		s.f["send beside another"]++
	}
}

// run runs a command until it ends or is killed, and returns its exit code.
func (s *scene) run(what string, m moment, args ...string) int {
	s.t.Helper()
	cmd := program(s.t, s.env, args...)
	cmd.Stdout, cmd.Stderr = &s.said, &s.said
	before := s.counts()
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	// Where there is no such file, nobody else sees the arguments there either.
	line, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", cmd.Process.Pid))
	ended := make(chan struct{})
	go func() {
		cmd.Wait()
		close(ended)
	}()
	reached := make(<-chan struct{})
	if m.state != "" {
		reached = s.reaches(m.state, before[m.state], ended)
	}
	select {
	case <-ended:
	case <-reached:
		cmd.Process.Kill()
	case <-time.After(m.after):
		cmd.Process.Kill()
	}
	<-ended
	s.said.Write(line)
	s.f[what]++
	code := cmd.ProcessState.ExitCode()
	if code < 0 {
		s.f["kills"]++
		s.f["kills of "+what+" "+m.name]++
	} else {
		s.f[fmt.Sprintf("%s ended with %d", what, code)]++
	}
	return code
}

// counts is how many rows of the ledger are in each state, as another program
// that only reads would find it.
func (s *scene) counts() map[string]int {
	counts := map[string]int{}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.home, "callsheet", store.File)+"?mode=ro")
	if err != nil {
		return counts
	}
	defer db.Close()
	rows, err := db.Query("SELECT state, count(*) FROM batches GROUP BY state")
	if err != nil {
		return counts // it is not there yet, or just being made
	}
	defer rows.Close()
	for rows.Next() {
		var state string
		var n int
		if rows.Scan(&state, &n) == nil {
			counts[state] = n
		}
	}
	if rows.Err() != nil {
		return map[string]int{}
	}
	return counts
}

// reaches tells when there is one more row in a state.
func (s *scene) reaches(state string, before int, ended <-chan struct{}) <-chan struct{} {
	reached := make(chan struct{})
	go func() {
		for s.counts()[state] <= before {
			select {
			case <-ended:
				return
			default:
				time.Sleep(time.Millisecond)
			}
		}
		close(reached)
	}()
	return reached
}
