//go:build unix

package cli

import (
	"errors"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"

	"callsheet/model/panics"
	"callsheet/ui/theme"
)

// keyboard reads the terminal's input and makes whole keys of it. Bubble Tea
// reads 256 bytes at a time and takes the end of a read for the end of a key, so
// it is given keys, and nothing to read.
type keyboard struct {
	in   *os.File
	keys chan []tea.KeyMsg
	// gone is called, at most once, when nobody can type any more; broken when
	// reading ends in a panic.
	gone   func()
	broken func(*panics.Caught)

	// on is the terminal's background, when it answers a question for it.
	on chan theme.Background

	short atomic.Int64 // bytes of pastes that were cut off, until they are told

	cut     keyCutter // of the goroutine that reads
	pending []tea.KeyMsg

	mu     sync.Mutex // of what follows
	before *term.State
	halt   chan struct{} // nil = nothing is read
	wake   [2]*os.File   // ends a wait for keys
	ended  <-chan *panics.Caught
}

func newKeyboard(in *os.File, gone func(), broken func(*panics.Caught)) *keyboard {
	k := &keyboard{in: in, keys: make(chan []tea.KeyMsg), gone: sync.OnceFunc(gone), broken: broken, on: make(chan theme.Background, 1)}
	k.cut.reply = func(answer []byte) {
		if on, last := theme.Answer(answer); last {
			select {
			case k.on <- on:
			default: // only the first is awaited
			}
		}
	}
	k.cut.short = func(bytes int) { k.short.Add(int64(bytes)) }
	return k
}

// cutOff is how much was cut off pastes since it was asked last, in bytes.
func (k *keyboard) cutOff() int { return int(k.short.Swap(0)) }

// background is where the terminal's answer for its background comes.
func (k *keyboard) background() <-chan theme.Background { return k.on }

// input is what Bubble Tea reads keys from: it finds none there.
func (k *keyboard) input() io.Reader { return noInput{} }

type noInput struct{}

func (noInput) Read([]byte) (int, error) { return 0, io.EOF }

// start makes the terminal raw and reads until stop.
func (k *keyboard) start() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.halt != nil {
		return nil
	}
	before, err := term.MakeRaw(k.in.Fd())
	if err != nil {
		return err
	}
	k.before = before
	if k.wake[0], k.wake[1], err = os.Pipe(); err != nil {
		return errors.Join(err, term.Restore(k.in.Fd(), before))
	}
	k.halt = make(chan struct{})
	halt, wake := k.halt, int(k.wake[0].Fd())
	k.ended = panics.Go(func() {
		if c := panics.Catch(func() { k.read(halt, wake) }); c != nil {
			k.broken(c)
		}
	})
	return nil
}

// stop ends reading and puts the terminal back as it was. What was not read stays
// for whoever reads next.
func (k *keyboard) stop() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.halt == nil {
		return nil
	}
	close(k.halt)
	k.wake[1].Close()
	<-k.ended
	k.wake[0].Close()
	k.halt = nil
	return term.Restore(k.in.Fd(), k.before)
}

// read gives keys as they come.
func (k *keyboard) read(halt <-chan struct{}, wake int) {
	buf := make([]byte, 64<<10)
	for {
		if k.pending = append(k.pending, k.cut.take()...); len(k.pending) > 0 {
			select {
			case k.keys <- k.pending:
				k.pending = nil
			case <-halt:
				return
			}
		}
		pause, limited := k.cut.wait()
		if !limited {
			pause = -1
		}
		typed, halted, err := waitForKeys(int(k.in.Fd()), wake, pause)
		switch {
		case halted:
			return
		case err != nil:
			k.gone()
			return
		case !typed:
			k.cut.lapse()
			continue
		}
		n, err := unix.Read(int(k.in.Fd()), buf)
		switch {
		case errors.Is(err, unix.EINTR) || errors.Is(err, unix.EAGAIN):
		case err != nil || n == 0:
			k.gone()
			return
		default:
			k.cut.feed(buf[:n])
		}
	}
}

// waitForKeys waits until there is something to read, wake is closed, or the pause
// is over; a negative one never is. What can be read goes before a pause that is
// over, however late this program was to look.
func waitForKeys(in, wake int, pause time.Duration) (typed, halted bool, err error) {
	end := time.Now().Add(pause)
	for {
		left := -1
		if pause >= 0 {
			left = int(max(0, time.Until(end)+time.Millisecond-1) / time.Millisecond)
		}
		fds := []unix.PollFd{{Fd: int32(in), Events: unix.POLLIN}, {Fd: int32(wake), Events: unix.POLLIN}}
		_, err := unix.Poll(fds, left)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return false, false, err
		}
		return fds[0].Revents != 0, fds[1].Revents != 0, nil
	}
}
