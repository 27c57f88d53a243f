//go:build unix

package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/sys/unix"

	"callsheet/ui"
)

// canStop is whether a shell can stop this program for a while.
const canStop = true

// stopTime bounds the wait for going on, in case that came before the stop.
const stopTime = 500 * time.Millisecond

// jobs gives the terminal to the shell while this program is stopped, however that
// came about: by a key, by a signal from elsewhere, or without being asked.
type jobs struct {
	keys    *keyboard
	signals chan os.Signal
}

func newJobs(keys *keyboard) *jobs { return &jobs{keys, make(chan os.Signal, 4)} }

type (
	// stopAsked says that another process wants this one to stop.
	stopAsked struct{}
	// wentOn says that this process was stopped without being asked.
	wentOn struct{}
)

func (j *jobs) listen() { signal.Notify(j.signals, syscall.SIGTSTP, syscall.SIGCONT) }

// watch tells the console of signals until the context ends.
func (j *jobs) watch(ctx context.Context, tell func(tea.Msg)) {
	j.listen()
	defer signal.Stop(j.signals)
	for {
		select {
		case <-ctx.Done():
			return
		case s := <-j.signals:
			if s == syscall.SIGTSTP {
				tell(stopAsked{})
			} else {
				tell(wentOn{})
			}
		}
	}
}

// take makes Bubble Tea release the terminal for what has to be done without it.
func (j *jobs) take(msg tea.Msg) tea.Msg {
	s := &stop{jobs: j}
	switch msg.(type) {
	case tea.SuspendMsg:
		s.pid = 0 // all that the shell stops with a key
	case stopAsked:
		s.pid = os.Getpid() // the others were told as well, if they were meant
	case wentOn:
		s.done = true
	default:
		return msg
	}
	if !s.done && !shellWaits() {
		return ui.NotStopped{}
	}
	return tea.Exec(s, func(error) tea.Msg { return nil })()
}

// shellWaits reports whether there is a shell that can let this program go on. One
// with job control puts what it runs in a group of its own, apart from the leader
// of the session. A program that an ssh command or a terminal runs alone would be
// stopped for ever.
func shellWaits() bool {
	session, err := unix.Getsid(0)
	return err == nil && session != unix.Getpgrp() && unix.Kill(session, 0) == nil
}

// stop is one time that the shell has the terminal. It implements tea.ExecCommand.
type stop struct {
	*jobs
	pid  int
	done bool // this program was stopped already, and goes on
}

func (s *stop) Run() error {
	defer func() {
		if s.keys.start() != nil {
			s.keys.gone()
		}
	}()
	if err := s.keys.stop(); err != nil || s.done {
		return err
	}
	signal.Stop(s.signals) // going on is awaited here
	defer s.listen()
	goesOn := make(chan os.Signal, 1)
	signal.Notify(goesOn, syscall.SIGCONT)
	defer signal.Stop(goesOn)
	// Not SIGTSTP, which Go keeps catching once it was listened for.
	if err := unix.Kill(s.pid, unix.SIGSTOP); err != nil {
		return err
	}
	select {
	case <-goesOn:
	case <-time.After(stopTime):
	}
	return nil
}

func (s *stop) SetStdin(io.Reader)  {}
func (s *stop) SetStdout(io.Writer) {}
func (s *stop) SetStderr(io.Writer) {}

// resizes brings the signals of a window that changes its size, from now on.
func resizes() chan os.Signal {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGWINCH)
	return signals
}

// beginTime is for how long sizes are told.
const beginTime = 2 * time.Second

// tellSizes has a program that begins ask anew how large the window is when that changes. Bubble
// Tea asks once, and listens for changes from a little later on: one in between would be missed,
// and the console drawn for another window until the next.
func tellSizes(ctx context.Context, sizes chan os.Signal, tell func(tea.Msg)) {
	defer signal.Stop(sizes)
	begun := time.NewTimer(beginTime)
	defer begun.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-begun.C:
			return
		case <-sizes:
			tell(tea.WindowSize()())
		}
	}
}

// stopSignals brings the signals by which a shell stops a program that reads lines.
func stopSignals() chan os.Signal {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTSTP)
	return signals
}

// stopForShell stops the program until the shell lets it go on; false = no shell waits.
func stopForShell() bool {
	return shellWaits() && unix.Kill(0, unix.SIGSTOP) == nil
}
