//go:build unix

package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// console is the program in a terminal that draws what it is told, and answers
// as terminals do.
type console struct {
	cmd      *exec.Cmd
	ours     *os.File // the terminal's own side
	tty      *os.File // the program's side, kept open to see how it was left
	pristine *term.State
	now      *term.State // when the program had ended
	nowErr   error

	mu         sync.Mutex
	screen     *vt.Emulator
	modes      map[ansi.Mode]bool
	raw        bytes.Buffer
	cols, rows int

	read sync.WaitGroup
	seen chan struct{} // closed when everything the program wrote was drawn
	done chan struct{} // closed when the program has ended
	once sync.Once
}

// startConsole runs the program in a terminal of some size.
func startConsole(cols, rows int, env []string, folder string, args ...string) (*console, error) {
	cmd, err := command(env, args...)
	if err != nil {
		return nil, err
	}
	c := &console{cmd: cmd, modes: map[ansi.Mode]bool{}, cols: cols, rows: rows, done: make(chan struct{}), seen: make(chan struct{})}
	if err := c.openTerminal(); err != nil {
		return nil, err
	}
	if err := c.size(cols, rows); err != nil {
		return nil, err
	}
	c.screen = vt.NewEmulator(cols, rows)
	c.screen.SetCallbacks(vt.Callbacks{
		EnableMode:  func(m ansi.Mode) { c.modes[m] = true },
		DisableMode: func(m ansi.Mode) { c.modes[m] = false },
	})
	c.modes[ansi.ModeTextCursorEnable] = true
	c.cmd.Dir = folder
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = c.tty, c.tty, c.tty
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	c.read.Go(c.draw)
	c.read.Go(func() { io.Copy(c.ours, c.screen) })
	go func() {
		c.cmd.Wait()
		close(c.done)
	}()
	return c, nil
}

// openTerminal opens both sides. Ours is read without blocking, so that it can
// be closed at any time, as a line that drops.
func (c *console) openTerminal() error {
	ours, tty, err := pty.Open()
	if err != nil {
		return err
	}
	defer ours.Close()
	fd, err := unix.Dup(int(ours.Fd()))
	if err != nil {
		return errors.Join(err, tty.Close())
	}
	unix.CloseOnExec(fd)
	err = unix.SetNonblock(fd, true)
	c.ours, c.tty = os.NewFile(uintptr(fd), "terminal"), tty
	if err == nil {
		c.pristine, err = term.GetState(tty.Fd())
	}
	return err
}

// draw draws what the program writes, until its terminal is gone.
func (c *console) draw() {
	defer close(c.seen)
	buf := make([]byte, 64<<10)
	for {
		n, err := c.ours.Read(buf)
		c.mu.Lock()
		c.raw.Write(buf[:n])
		c.screen.Write(buf[:n])
		c.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// end ends the program if it still runs, and the terminal.
func (c *console) end() {
	c.once.Do(func() {
		c.cmd.Process.Kill()
		<-c.done
		c.tty.Close()
		c.ours.Close()
		if replies, ok := c.screen.InputPipe().(io.Closer); ok {
			replies.Close() // the emulator's own Close races with its Read
		}
		c.read.Wait()
	})
}

func (c *console) ended() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// endsWithin waits for the program to end.
func (c *console) endsWithin(d time.Duration) bool {
	select {
	case <-c.done:
		return true
	case <-time.After(d):
		return false
	}
}

func (c *console) size(cols, rows int) error {
	return pty.Setsize(c.tty, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)})
}

func (c *console) resize(cols, rows int) error {
	c.mu.Lock()
	c.cols, c.rows = cols, rows
	c.screen.Resize(cols, rows)
	c.mu.Unlock()
	return c.size(cols, rows)
}

// types presses keys. A program that ends meanwhile does not read them.
func (c *console) types(keys string) error {
	_, err := io.WriteString(c.ours, keys)
	if c.ended() {
		return nil
	}
	return err
}

// drawn is how much the program has written so far.
func (c *console) drawn() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.raw.Len()
}

// said is everything the program wrote, without what drives the terminal.
func (c *console) said() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return ansi.Strip(c.raw.String())
}

// lines are the cells of the screen, line by line; a wide letter is followed by
// an empty cell.
func (c *console) lines() [][]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	lines := make([][]string, c.rows)
	for y := range lines {
		lines[y] = make([]string, c.cols)
		for x := range lines[y] {
			if cell := c.screen.CellAt(x, y); cell != nil {
				lines[y][x] = cell.Content
			}
		}
	}
	return lines
}

func (c *console) text() string {
	var b strings.Builder
	for _, line := range c.lines() {
		b.WriteString(strings.TrimRight(strings.Join(line, ""), " ") + "\n")
	}
	return b.String()
}

// The lines around the body, from the top and from the bottom.
const (
	headerLine, trailLine, topRule  = 0, 1, 2
	chipsLine                       = 3
	bottomRule, statusLine, keyLine = 3, 2, 1
)

// frame says what is wrong with the screen as a whole, "" when nothing is. The
// renderer cuts what is too wide and drops what is too high, so that a frame
// which does not fit shows in what is missing: the header at the top, the blank
// column at the right of every line but the rules, the rule above the status.
func (c *console) frame() string {
	lines := c.lines()
	text := func(y int) string { return strings.Join(lines[y], "") }
	if c.cols < 80 || c.rows < 24 {
		flat := strings.Join(strings.Fields(c.text()), " ")
		want := fmt.Sprintf("This one is %d by %d", c.cols, c.rows)
		if c.cols >= 40 && c.rows >= 6 && !strings.Contains(flat, want) {
			return fmt.Sprintf("a small window does not say %q", want)
		}
		return ""
	}
	rule := c.rows - bottomRule
	longStatus := strings.TrimSpace(text(rule)) != "" && strings.TrimSpace(text(c.rows-statusLine)) != "" // has the rule's line as well
	if text(rule) != strings.Repeat("─", c.cols) && longStatus {
		rule = topRule
	}
	switch {
	case !strings.HasPrefix(text(headerLine), " callsheet"):
		return "the first line is not the header"
	case rule != topRule && text(rule) != strings.Repeat("─", c.cols):
		return "there is no rule above the status"
	case strings.TrimSpace(text(c.rows-keyLine)) == "":
		return "the last line has no keys"
	}
	for y, line := range lines {
		if last := line[c.cols-1]; y != topRule && y != rule && strings.TrimSpace(last) != "" {
			return fmt.Sprintf("line %d is as wide as the window: %q", y+1, text(y))
		}
	}
	return ""
}

// place is where the trail says that the operator is, "" for Home.
func (c *console) place() string {
	lines := c.lines()
	if len(lines) <= trailLine {
		return ""
	}
	before, _, found := strings.Cut(strings.Join(lines[trailLine], ""), " ●")
	if !found {
		return ""
	}
	return before[strings.LastIndexByte(before, ' ')+1:]
}

// saving is what the trail says of saving: "saved", "saving…", "not saved", or
// nothing.
func (c *console) saving() string {
	lines := c.lines()
	if len(lines) <= trailLine {
		return ""
	}
	words := strings.TrimRight(strings.Join(lines[trailLine], ""), " ")
	for _, w := range []string{"not saved", "saved", "saving…"} {
		if strings.HasSuffix(words, w) {
			return w
		}
	}
	return ""
}

// ending waits until the last of what a program that has ended wrote was drawn:
// it comes before the terminal's side of it is found closed.
func (c *console) ending() {
	c.now, c.nowErr = term.GetState(c.tty.Fd())
	c.tty.Close()
	<-c.seen
}

// leftBehind says what of the terminal the program did not put back, "" when it
// is as it was.
func (c *console) leftBehind() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.nowErr != nil:
		return c.nowErr.Error()
	case !reflect.DeepEqual(c.now, c.pristine):
		return "the terminal is left in raw mode"
	case c.screen.IsAltScreen():
		return "the alternate screen is left on"
	case !c.modes[ansi.ModeTextCursorEnable]:
		return "the cursor is left hidden"
	}
	for mode, on := range c.modes {
		if on && mode != ansi.ModeTextCursorEnable && mode != ansi.ModeAutoWrap {
			return fmt.Sprintf("mode %v is left on", mode)
		}
	}
	return ""
}
