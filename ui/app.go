package ui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// App is the console: it holds the stack of screens and draws the zones around
// the one in front.
type App struct {
	desk   *desk
	stack  []screen // Home first; what lies after at was visited and left by going back
	at     int
	dialog *openDialog
	help   bool
	toast  widget.Toast
	crash  *Crash
	width  int
	height int

	box      *mailbox
	askAgain time.Duration // the last pause before the service was asked again who it is
}

// New makes a console.
func New(t theme.Theme, cfg Config) *App {
	d := &desk{theme: t, cfg: cfg, keeper: &keeper{store: cfg.Store, profile: cfg.Account.Name, service: cfg.Account.Service}}
	a := &App{desk: d, box: d.mailbox(), toast: widget.NewToast(t)}
	a.stack = []screen{newHome(d)}
	if cfg.Open != "" {
		d.campaign = newCampaign(d)
		a.stack = append(a.stack, newFileScreen(d, cfg.Open))
		a.at = 1
	}
	return a
}

// Init starts the screen in front.
func (a *App) Init() tea.Cmd {
	return guard(tea.Batch(tea.SetWindowTitle("callsheet"), a.identify(), a.stack[0].Init(), a.front().Init(), a.settle(), a.desk.keeper.check()))
}

// Flush writes down whatever is not written yet, once the console has ended.
func (a *App) Flush(ctx context.Context) error { return a.desk.keeper.flush(ctx) }

// Crashed returns the fault that ended the console; nil when there was none.
func (a *App) Crashed() *Crash { return a.crash }

func (a *App) front() screen { return a.stack[a.at] }

// Update takes one message, then does what the screens asked for meanwhile.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		for _, s := range a.stack {
			s.SetSize(a.bodySize())
		}
	case tea.KeyMsg:
		cmd = a.pressAll(Typed{msg})
	case Typed:
		cmd = a.pressAll(msg)
	case NotStopped:
		cmd = a.toast.Show(widget.Info, "There is no shell to go back to here; ctrl+c leaves.")
	case reply:
		cmd = a.deliver(msg)
	case saved, draftDue, retryDue, checkDue, checked:
		cmd = a.desk.keeper.update(msg, a.desk.campaign)
	case Crash:
		if a.crash == nil {
			a.crash = &msg
		}
		cmd = a.quit()
	default:
		// Cursor blinks and toast timers carry their own address.
		a.toast.Update(msg)
		cmd = a.passOn(msg)
	}
	cmd = tea.Batch(cmd, a.settle())
	a.desk.front = a.front().Mail().id
	a.noteView()
	return a, guard(tea.Batch(cmd, a.desk.keeper.due(a.desk.campaign)))
}

// noteView notes where the operator is in the campaign on the desk. Home is no
// place of a campaign: from there it is gone on with at the step it has come to.
func (a *App) noteView() {
	c := a.desk.campaign
	if c == nil {
		return
	}
	c.View.Home = a.at == 0
	for _, s := range []screen{a.front(), a.stack[len(a.stack)-1]} {
		if place := s.Place(); place.Known() {
			c.View.Screen = place
			return
		}
	}
}

// passOn gives a message to whatever has the keyboard.
func (a *App) passOn(msg tea.Msg) tea.Cmd {
	if a.dialog != nil {
		cmd, _ := a.dialog.dialog.Update(msg)
		return cmd
	}
	return a.front().Update(msg)
}

func (a *App) pressDialog(msg tea.KeyMsg) tea.Cmd {
	cmd, answer := a.dialog.dialog.Update(msg)
	if answer == nil {
		return cmd
	}
	to, name := a.dialog.to, a.dialog.name
	a.dialog = nil
	switch {
	case name == leaveDialog && answer.Value == leaveYes:
		return tea.Batch(cmd, a.quit())
	case name == stopDialog && answer.Value == leaveYes:
		return tea.Batch(cmd, tea.Suspend)
	case name == leaveDialog || name == stopDialog:
		return cmd
	}
	if s := a.find(to); s != nil {
		return tea.Batch(cmd, s.Update(answered{name, *answer}))
	}
	return cmd
}

// deliver hands an answer to the screen that asked, wherever it is; answers to
// screens that are gone or to earlier questions are dropped.
func (a *App) deliver(r reply) tea.Cmd {
	if a.box.takes(r) {
		return a.receive(r.msg)
	}
	s := a.find(r.to)
	if s == nil || !s.Mail().takes(r) {
		return nil
	}
	return s.Update(r.msg)
}

func (a *App) find(id owner) screen {
	for _, s := range a.stack {
		if s.Mail().id == id {
			return s
		}
	}
	return nil
}

// settle does what the screens asked for.
func (a *App) settle() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.desk.out) > 0 {
		msg := a.desk.out[0]
		a.desk.out = a.desk.out[1:]
		switch msg := msg.(type) {
		case goBack:
			a.toast = widget.NewToast(a.desk.theme)
			a.at = max(0, a.at-1)
			cmds = append(cmds, a.front().Update(shown{}))
		case goBackTo:
			a.toast = widget.NewToast(a.desk.theme)
			for i := a.at - 1; i > 0; i-- {
				if a.stack[i].Place() == msg.step {
					a.at = i
					break
				}
			}
			cmds = append(cmds, a.front().Update(shown{}))
		case goHome:
			a.at = 0
			cmds = append(cmds, a.front().Update(shown{}))
		case resume:
			a.at = len(a.stack) - 1
			cmds = append(cmds, a.front().Update(shown{}))
		case goOn:
			a.toast = widget.NewToast(a.desk.theme)
			cmds = append(cmds, a.goOn(msg.to))
		case showCampaign:
			a.truncate(1)
			for _, s := range msg.screens {
				cmds = append(cmds, a.push(s))
			}
			a.show(msg.at)
		case openEarlier:
			a.at = 0
			cmds = append(cmds, a.front().Update(msg))
		case openDialog:
			a.dialog = &msg
			cmds = append(cmds, a.dialog.dialog.Init())
		case askHere:
			if a.front().Mail().id == msg.to && a.dialog == nil {
				a.dialog = &msg.openDialog
				cmds = append(cmds, a.dialog.dialog.Init())
			}
		case notify:
			cmds = append(cmds, a.toast.Show(msg.kind, msg.text))
		}
	}
	return tea.Batch(cmds...)
}

// show brings the screen of a step to the front, where it was visited.
func (a *App) show(at model.Stage) {
	for i, s := range a.stack {
		if s.Place() == at && i > 0 {
			a.at = i
		}
	}
}

// shown tells a screen that it is in front again.
type shown struct{}

func (a *App) goOn(to screen) tea.Cmd {
	if to == nil {
		a.at = min(a.at+1, len(a.stack)-1)
		return a.front().Update(shown{})
	}
	a.truncate(a.at + 1)
	return a.push(to)
}

func (a *App) push(s screen) tea.Cmd {
	s.SetSize(a.bodySize())
	a.stack = append(a.stack, s)
	a.at = len(a.stack) - 1
	return s.Init()
}

func (a *App) truncate(n int) {
	for _, s := range a.stack[n:] {
		s.Mail().close()
	}
	a.stack = a.stack[:n]
	a.at = min(a.at, n-1)
}
