package plain

import (
	"context"
	"io"
	"os"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/panics"
	"callsheet/ui"
)

// Config is what a console in lines is made of.
type Config struct {
	In       io.Reader
	Out      io.Writer
	Terminal bool       // In is a terminal: it shows what is typed, and can go on after it has ended
	Width    func() int // at which lines are broken, in cells; nil or 0 = 80

	Unseen func(on bool) bool // has the terminal show nothing of what is typed, or all again; false = it cannot

	Events     <-chan string    // what happens to campaigns, in words; nil = it is not told
	Interrupts <-chan os.Signal // ctrl+c at a terminal; nil = it ends the context
	Suspends   <-chan os.Signal // ctrl+z at a terminal; nil = the terminal sees to it
	Suspend    func() bool      // stops the program until the shell lets it go on; false = there is no shell
}

const tick = 10 * time.Millisecond

// console is a console in lines while it runs. One goroutine owns it.
type console struct {
	app  *ui.App
	cfg  Config
	out  *writer
	msgs chan tea.Msg
	over chan struct{} // closed once no messages are taken any more
	run  func(tea.Cmd) // does what the console asks for, beside it

	told      telling
	answering bool      // a line was taken, and what came of it is not told yet
	since     time.Time // it was taken
	last      time.Time // a message came
	stirred   bool      // since the console was read last
	waits     *awaited
	prompted  bool
	ended     bool
	closed    bool // no lines come any more
	veiled    bool // the terminal does not show what is typed
}

// Run runs a console in lines until it is left, or the context ends. A panic comes to the
// caller.
func Run(ctx context.Context, app *ui.App, cfg Config) error {
	c := &console{app: app, cfg: cfg, out: &writer{to: cfg.Out, width: cfg.Width}, msgs: make(chan tea.Msg, 256), over: make(chan struct{}), answering: true, since: time.Now()}
	c.run = c.runBeside
	c.run(app.Init())
	c.update(ui.LinesSize)
	return c.loop(ctx)
}

// loop takes lines and messages until the console is left.
func (c *console) loop(ctx context.Context) error {
	cfg := &c.cfg
	defer close(c.over)
	defer c.veil(false)
	lines := make(chan input)
	panics.Go(func() { read(cfg.In, cfg.Terminal, lines, c.over) })
	for !c.ended {
		c.tell(time.Now())
		var next <-chan input
		if c.ready() {
			c.prompt()
			next = lines
		}
		if c.out.err != nil { // nobody reads it any more
			return io.ErrClosedPipe
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case msg := <-c.msgs:
			c.update(msg)
		case line := <-next:
			c.take(line)
		case <-cfg.Interrupts:
			c.interrupt(tea.KeyMsg{Type: tea.KeyCtrlC})
		case words := <-cfg.Events:
			c.tellEvent(words)
		case <-cfg.Suspends:
			c.interrupt(tea.KeyMsg{Type: tea.KeyCtrlZ})
		case <-time.After(c.pause()):
		}
	}
	return nil
}

// pause is how long nothing has to be looked at, unless something comes.
func (c *console) pause() time.Duration {
	switch {
	case c.answering || c.waits != nil:
		return tick
	case c.stirred || c.closed:
		return newsEvery / 4
	}
	return time.Hour
}

// ready reports whether the next line is taken.
func (c *console) ready() bool { return !c.answering && c.waits == nil && !c.closed && !c.ended }

// runBeside does what a command says, and brings what comes of it.
func (c *console) runBeside(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	panics.Go(func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, one := range msg {
				c.runBeside(one)
			}
		default:
			select {
			case c.msgs <- msg:
			case <-c.over:
			}
		}
	})
}

// update gives the console a message.
func (c *console) update(msg tea.Msg) {
	c.last, c.stirred = time.Now(), true
	switch msg.(type) {
	case tea.QuitMsg:
		c.ended = true
		return
	case tea.SuspendMsg:
		c.veil(false) // of the shell
		if c.cfg.Suspend != nil && c.cfg.Suspend() {
			c.veil(ui.Secret(c.app))
			return
		}
		msg = ui.NotStopped{}
	}
	_, cmd := c.app.Update(msg)
	c.veil(ui.Secret(c.app))
	c.run(cmd)
}

// veil lets the terminal show nothing of what is typed, or all of it again.
func (c *console) veil(secret bool) {
	if c.cfg.Terminal && c.cfg.Unseen != nil && secret != c.veiled && c.cfg.Unseen(secret) {
		c.veiled = secret
	}
}

// interrupt presses a key that came as a signal, over whatever is typed.
func (c *console) interrupt(key tea.KeyMsg) {
	c.waits = nil
	c.breakLine()
	c.press(key)
	c.begin()
}

// begin has what comes of a line told once the console has settled.
func (c *console) begin() {
	c.answering, c.since = true, time.Now()
	c.told.heard()
}

// press presses keys, one after another.
func (c *console) press(keys ...tea.KeyMsg) {
	for _, k := range keys {
		c.update(k)
	}
}
