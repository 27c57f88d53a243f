//go:build unix

package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"callsheet/config"
	"callsheet/ui/theme"
)

func TestTheConsoleIsDrawnOnTheTerminalsBackground(t *testing.T) {
	const (
		white, black = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b]11;rgb:0/0/0\a"
		itself       = "\x1b[?1;2c"
	)
	for name, c := range map[string]struct {
		wanted  config.Background
		noColor bool
		env     string
		answer  string
		want    theme.Background
		asked   bool
		typed   string
	}{
		"a white one says so":                      {answer: white + itself, want: theme.Light, asked: true},
		"a black one says so":                      {answer: black + itself, want: theme.Dark, asked: true},
		"one that knows only what it is":           {answer: itself, want: theme.Unknown, asked: true},
		"one that knows only what it is, in rxvt":  {env: "COLORFGBG=0;15", answer: itself, want: theme.Light, asked: true},
		"its answer goes before the variable":      {env: "COLORFGBG=0;15", answer: black + itself, want: theme.Dark, asked: true},
		"a mute one is not waited for":             {want: theme.Unknown, asked: true},
		"a mute one in rxvt":                       {env: "COLORFGBG=15;0", want: theme.Dark, asked: true},
		"the settings go before all":               {wanted: config.BackgroundLight, env: "COLORFGBG=15;0", answer: black, want: theme.Light},
		"without colours nothing is asked":         {noColor: true, answer: white, want: theme.Unknown},
		"the Linux console is black and not asked": {env: "TERM=linux", answer: white, want: theme.Dark},
		"an old terminal is not asked":             {env: "TERM=vt100", answer: white, want: theme.Unknown},
		"what is typed meanwhile is kept":          {answer: "jk" + white, want: theme.Light, asked: true, typed: "jk"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			outside, inside, err := pty.Open()
			if err != nil {
				t.Skipf("no pseudo-terminal: %v", err)
			}
			defer outside.Close()
			defer inside.Close()
			asked := make(chan bool, 1)
			go answerOnce(outside, c.answer, asked)
			s := newShown(context.Background(), func() {}, inside, inside)
			if s.patient != answerTime {
				t.Errorf("the terminal may take %s", s.patient)
			}
			if c.answer != "" {
				s.patient = time.Minute // a busy machine answers late
			}
			if err := s.keys.start(); err != nil {
				t.Fatal(err)
			}
			on := s.background(config.Settings{Background: c.wanted, NoColor: c.noColor}, func(name string) string {
				if key, value, _ := strings.Cut(c.env, "="); key == name {
					return value
				}
				return map[string]string{"TERM": "xterm-256color"}[name]
			})
			if err := s.keys.stop(); err != nil {
				t.Fatal(err)
			}
			if on != c.want {
				t.Errorf("it is drawn on %v, want %v", on, c.want)
			}
			inside.Write([]byte("\x00")) // ends what is read of it
			if got := <-asked; got != c.asked {
				t.Errorf("asked: %v, want %v", got, c.asked)
			}
			typed := ""
			for _, keys := range append(s.early, s.keys.pending) {
				for _, k := range keys {
					typed += k.String()
				}
			}
			if typed != c.typed {
				t.Errorf("%q was kept of what was typed, want %q", typed, c.typed)
			}
		})
	}
}

// The first frame waits for the answer, and people for the first frame.
func TestTheFirstFrameDoesNotWaitLongForAMuteTerminal(t *testing.T) {
	if answerTime > 100*time.Millisecond {
		t.Errorf("a terminal may take %s to say its background", answerTime)
	}
}

// What a slow line brings after the console has ended is not typed into the shell.
func TestALateAnswerIsNoTextInTheShell(t *testing.T) {
	for claim, late := range map[string]string{
		"the background": "\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "what it is": "\x1b[?1;2c",
	} {
		t.Run(claim, func(t *testing.T) {
			outside, inside, err := pty.Open()
			if err != nil {
				t.Skipf("no pseudo-terminal: %v", err)
			}
			defer outside.Close()
			defer inside.Close()
			go io.Copy(io.Discard, outside)
			s := newShown(context.Background(), func() {}, inside, inside)
			if s.late != lateTime {
				t.Errorf("an answer is awaited for %s", s.late)
			}
			s.patient, s.late = 0, time.Minute // a busy machine is late itself
			if err := s.keys.start(); err != nil {
				t.Fatal(err)
			}
			s.background(config.Settings{}, func(name string) string { return map[string]string{"TERM": "xterm-256color"}[name] })
			heard := make(chan struct{})
			go func() {
				defer close(heard)
				s.hearOut()
			}()
			outside.WriteString("j" + late)
			<-heard
			if err := s.keys.stop(); err != nil {
				t.Fatal(err)
			}
			if _, err := term.MakeRaw(inside.Fd()); err != nil { // else only whole lines can be read
				t.Fatal(err)
			}
			if n, err := unix.Poll([]unix.PollFd{{Fd: int32(inside.Fd()), Events: unix.POLLIN}}, 0); err != nil || n != 0 {
				t.Errorf("something is left for the shell: %d, %v", n, err)
			}
		})
	}
}

// Whoever is asked nothing, has answered, or was asked long ago, is not waited for.
func TestNobodyWaitsForAnAnswerThatWillNotCome(t *testing.T) {
	for claim, s := range map[string]*shown{
		"nothing was asked": {late: time.Hour},
		"it has answered":   {late: time.Hour, asked: time.Now(), answered: true},
		"it is mute":        {late: time.Second, asked: time.Now().Add(-time.Minute), keys: newKeyboard(nil, func() {}, nil)},
	} {
		t.Run(claim, func(*testing.T) { s.hearOut() })
	}
}

// answerOnce answers the question for the background when it comes, and says whether
// it came before anything else.
func answerOnce(terminal *os.File, answer string, asked chan<- bool) {
	var got []byte
	buf := make([]byte, 256)
	for {
		n, err := terminal.Read(buf)
		got = append(got, buf[:n]...)
		if bytes.Contains(got, []byte(theme.AskBackground)) {
			terminal.WriteString(answer)
			asked <- true
			return
		}
		if err != nil || bytes.IndexByte(got, 0) >= 0 {
			asked <- false
			return
		}
	}
}
