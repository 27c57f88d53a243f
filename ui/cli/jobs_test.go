//go:build unix

package cli_test

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// inShell starts a shell with job control in a terminal of its own and the demo in
// it, on a list of sixty rows at its contacts.
func inShell(t *testing.T) *terminal {
	t.Helper()
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here, whose job control is tried")
	}
	cmd := exec.Command(shell, "--norc", "--noprofile", "-i")
	cmd.Env = environment(t.TempDir(), "PS1=ready> ")
	s := inTerminal(t, 100, 30, cmd)
	s.drawn()
	s.sees("ready>")
	s.types(program(t, nil).Path + " demo\r")
	s.sees("These are its first rows")
	return s
}

// foreground is the process that has the terminal.
func (s *terminal) foreground() int {
	s.t.Helper()
	group, err := unix.IoctlGetInt(int(s.tty.Fd()), unix.TIOCGPGRP)
	if err != nil {
		s.t.Fatal(err)
	}
	return group
}

// written is what was written to the terminal since keys were last sent.
func (s *terminal) written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raw.String()[s.sent:]
}

func TestAStoppedConsoleGivesTheTerminalBackAndGoesOn(t *testing.T) {
	t.Parallel()
	stops := map[string]func(*terminal){
		"with a key":          func(s *terminal) { s.types("\x1a") },
		"with a signal":       func(s *terminal) { s.types(""); syscall.Kill(s.foreground(), syscall.SIGTSTP) },
		"without being asked": func(s *terminal) { s.types(""); syscall.Kill(s.foreground(), syscall.SIGSTOP) },
		"twice, one at a time": func(s *terminal) {
			s.types("\x1a")
			s.sees("ready>")
			s.types("fg\r")
			s.sees("These are")
			s.types("\x1a")
		},
	}
	for name, stop := range stops {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := inShell(t)
			stop(s)
			s.sees("ready>")
			if name != "without being asked" {
				if raw := s.written(); !strings.Contains(raw, "\x1b[?1049l") || !strings.Contains(raw, "\x1b[?25h") || !strings.Contains(raw, "\x1b[?2004l") {
					t.Errorf("the shell did not get its screen back: %q", raw)
				}
			}
			// The shell has a window of another size meanwhile, and its own keys.
			if err := pty.Setsize(s.tty, &pty.Winsize{Cols: 120, Rows: 40}); err != nil {
				t.Fatal(err)
			}
			s.types("echo $((40+2))\r")
			s.sees("42")
			s.types("fg\r")
			s.sees("These are its first rows")
			s.sees("Which list do you want to call?") // in a line that had not changed
			widest := 0
			for line := range strings.SplitSeq(s.since(s.seen), "\n") {
				if n := strings.Count(line, "─"); n > widest {
					widest = n
				}
			}
			if widest != 120 {
				t.Errorf("it is drawn %d cells wide, want 120", widest)
			}
			// The first key is not lost.
			s.types(enterKey)
			s.sees("Which country are these numbers from?")
			s.types(leaveKey)
			s.sees("ready>")
			s.types("echo $((40+3))\r")
			s.sees("43")
		})
	}
}

// Keys behind ctrl+z are not for this program.
func TestKeysBehindAStopAreNotCommands(t *testing.T) {
	t.Parallel()
	s := inShell(t)
	s.types("\x1a" + enterKey)
	s.sees("ready>")
	s.types("fg\r")
	s.sees("These are its first rows")
}

// Nobody stops a console that no shell waits for; it goes on.
func TestAConsoleWithoutAShellGoesOn(t *testing.T) {
	t.Parallel()
	s := start(t, 100, 30, nil, "demo")
	s.sees("These are its first rows")
	s.types("\x1a")
	s.sees("no shell to go back to")
	s.types(enterKey)
	s.sees("Which country are these numbers from?")
}

// A terminal that nobody reads, such as a hung ssh line, keeps no console alive.
func TestAConsoleThatNobodyReadsEnds(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			s := inTerminal(t, 200, 60, program(t, environment(t.TempDir()), "demo", "--keep"))
			// It draws, and takes signals, until the terminal is full.
			eventually(t, "a frame", func() bool {
				n, err := unix.Poll([]unix.PollFd{{Fd: int32(s.tty.Fd()), Events: unix.POLLIN}}, 0)
				return n > 0 && err == nil
			})
			for range 40 {
				time.Sleep(20 * time.Millisecond)
				s.tty.WriteString("?")
			}
			if err := s.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			if code := s.ends(); code != 130 {
				t.Errorf("exit code %d, want 130", code)
			}
		})
	}
}

// A signal that asks a program for its goroutines draws none of them.
func TestAQuitPutsTheTerminalBackWithoutADump(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, nil, "demo")
	s.sees("These are its first rows")
	s.types("")
	if err := s.cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	if code := s.ends(); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	if raw := s.written(); !strings.Contains(raw, "\x1b[?1049l") || strings.Contains(raw, "goroutine") {
		t.Errorf("the terminal holds %q", raw)
	}
}

// A locale that does not spell in UTF-8 gets signs of ASCII alone.
func TestALocaleWithoutUTF8IsDrawnInASCII(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][]string{
		"LANG=C":                      {"LANG=C"},
		"LANG=POSIX":                  {"LANG=POSIX"},
		"LC_ALL goes before LANG":     {"LANG=en_GB.UTF-8", "LC_ALL=C"},
		"LC_CTYPE goes before LANG":   {"LANG=en_GB.UTF-8", "LC_CTYPE=de_DE.ISO-8859-1"},
		"a language without a coding": {"LANG=de_DE"},
	} {
		t.Run(name, func(t *testing.T) {
			s := atContacts(t, env...)
			s.types("?")
			s.sees("Everywhere")
			for _, r := range s.since(0) {
				if r > 0x7e {
					t.Fatalf("%q was drawn", r)
				}
			}
		})
	}
}
