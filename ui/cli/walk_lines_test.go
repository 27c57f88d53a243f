//go:build unix

package cli_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// The robot in lines: whoever hears the console instead of seeing it walks as others do.

// spoken is a console in lines: what it writes, and where what it is told goes.
type spoken struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	mu   sync.Mutex
	out  bytes.Buffer
	done chan struct{} // closed when it has ended
}

// Write takes what the console writes.
func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(p)
}

func (s *spoken) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

func (s *spoken) endsWithin(d time.Duration) bool {
	select {
	case <-s.done:
		return true
	case <-time.After(d):
		return false
	}
}

// settles waits until it writes nothing more for a while.
func (s *spoken) settles(limit time.Duration) {
	for until := time.Now().Add(limit); time.Now().Before(until) && !s.endsWithin(0); {
		size := len(s.text())
		time.Sleep(60 * time.Millisecond)
		if size > 0 && len(s.text()) == size {
			return
		}
	}
}

// speak begins a console in lines.
func (w *walk) speak(args ...string) (*spoken, error) {
	cmd, err := command(w.env(), append(args, "--plain")...)
	if err != nil {
		return nil, err
	}
	s := &spoken{cmd: cmd, done: make(chan struct{})}
	cmd.Dir = filepath.Join(w.home, "lists")
	cmd.Stdout, cmd.Stderr = s, s
	if s.in, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		cmd.Wait()
		close(s.done)
	}()
	return s, nil
}

// lineSteps are what is said to a console in lines, and how often.
var lineSteps = []stepWord{
	{14, ""}, {10, "ctrl+n"}, {6, ":esc"}, {4, "j"}, {3, "k"}, {4, "a"}, {3, "x"}, {2, "A"}, {3, "u"}, {2, "n"}, {2, "e"}, {2, "tab"}, {3, "?"}, {2, "1"}, {2, "2"}, {1, "3"},
	{2, "down"}, {1, "pgdn"}, {2, ":palette"}, {2, "pause"}, {1, "export"}, {1, "rename"}, {1, "duplicate"}, {1, "made elsewhere"}, {1, "said"}, {1, "call again"}, {1, "account"}, {1, "team"}, {1, "leave"}, {1, "Go to Home"}, {1, "d"}, {1, "m"}, {1, "p"}, {1, "r"}, {1, "q"}, {1, ":q"}, {1, "nonsense that nobody understands"},
	{1, "+44 7400 123195"}, {1, "olivia"}, {1, "\x1b[A"}, {1, "漢字 Ünï"}, {1, ":"}, {1, "::x"}, {1, strings.Repeat("long ", 400)},
}

// inLines is a leg in which the console is told lines, until it is left by one of several ways.
func (w *walk) inLines(n int) {
	rng := w.dice(1<<21 + uint64(n))
	if rng.IntN(4) > 0 {
		return
	}
	var args []string
	if rng.IntN(3) > 0 {
		args = []string{cmp.Or(w.last, w.lists[0])}
	}
	w.note("leg %d, in lines: %q", n, args)
	w.counters.Add("legs in lines", 1)
	s, err := w.speak(args...)
	if err != nil {
		w.problem("the console in lines does not start: %v", err)
		return
	}
	defer s.cmd.Process.Kill()
	forward := rng.IntN(3) > 0 // on the way to sending, more often than not
	for range rng.IntN(30) {
		s.settles(3 * time.Second)
		if s.endsWithin(0) {
			break
		}
		w.says(s, rng, forward)
	}
	w.leavesLines(s, rng)
	if !w.failed {
		w.left = leftAt{}
		w.checkAfter(nil)
	}
}

// says says a line: a number that is asked for, as it was heard, or whatever comes.
func (w *walk) says(s *spoken, rng *rand.Rand, forward bool) {
	line := drawStep(rng, lineSteps)
	if forward && rng.IntN(5) > 1 {
		line = pick(rng, []string{"", ":ctrl+n", ":ctrl+n"})
	}
	heard := strings.Join(strings.Fields(tail(s.text(), 1500)), " ")
	switch m := asksForNumber.FindStringSubmatch(heard); {
	case strings.Contains(tail(heard, 400), "Type not sent"), strings.Contains(tail(heard, 400), "What became of this batch?"):
		line = ":esc" // what was sent is not lied about
	case m != nil && rng.IntN(10) < 7:
		w.counters.Add("confirmations said in lines", 1)
		line = strings.ReplaceAll(cmp.Or(m[2], m[1]), ",", "")
	}
	w.note("  says     %q", line)
	w.counters.Add("lines", 1)
	fmt.Fprintln(s.in, line)
}

// leavesLines leaves a console in lines, and holds how it ends.
func (w *walk) leavesLines(s *spoken, rng *rand.Rand) {
	way := pick(rng, []string{"the end of its input", "the end of its input", "SIGTERM", "SIGHUP", "SIGKILL"})
	w.note("  leaves by %s", way)
	w.counters.Add("leaves lines by "+way, 1)
	if sig, is := leaveSignals[way]; is {
		if err := s.cmd.Process.Signal(sig); !errors.Is(err, os.ErrProcessDone) { // it may have been told to leave
			w.must(err)
		}
	} else {
		if err := s.in.Close(); !errors.Is(err, os.ErrClosed) {
			w.must(err)
		}
	}
	for until := time.Now().Add(60 * time.Second); time.Now().Before(until) && !s.endsWithin(50*time.Millisecond); {
		// Waves and canaries need a console, which says so, and stays.
		if strings.Contains(s.text(), "stays as long as it has to") {
			w.counters.Add("stays for what is to be sent", 1)
			way = "SIGTERM"
			_ = s.cmd.Process.Signal(syscall.SIGTERM) // unless it has left by now
			break
		}
	}
	if !s.endsWithin(60 * time.Second) {
		s.cmd.Process.Signal(syscall.SIGQUIT)
		s.endsWithin(10 * time.Second)
		w.problem("the console in lines does not end by %s:\n%s", way, tail(s.text(), 4000))
		return
	}
	said, code := s.text(), s.cmd.ProcessState.ExitCode()
	switch {
	case strings.ContainsRune(said, '\x1b'):
		w.problem("an escape sequence is in the lines:\n%q", tail(said, 3000))
	case strings.Contains(said, "goroutine "), strings.Contains(said, "fault of its own"):
		w.problem("the console in lines breaks down:\n%s", tail(said, 4000))
	case code < 0 && said == "": // the signal came before it had begun
	case way != "SIGKILL" && code != 0 && code != 130:
		w.problem("left by %s, the console in lines ends with %d:\n%s", way, code, tail(said, 2000))
	}
}
