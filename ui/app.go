package ui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// App is the console: it holds the stack of screens and draws the zones around
// the one in front.
type App struct {
	console *screen.Console
	stack   []screen.Screen // Home first; what lies after at was visited and left by going back
	at      int
	account accountLayer
	dialog  *screen.OpenDialog
	over    overlay // over the screen in front; nil = nothing
	toast   widget.Toast
	crash   *Crash
	title   windowTitle
	Next    screen.Next // what the console that ended gives way to
	width   int
	height  int

	requests *screen.Requests
	askAgain time.Duration // the last pause before the service was asked again who it is
}

// New makes a console.
func New(t theme.Theme, cfg screen.Config) *App {
	d := &screen.Console{Theme: t, Config: cfg, Saver: &session.Autosaver{Store: cfg.Store, Profile: cfg.Account.Name, Service: cfg.Account.Service}, Telling: session.Telling{Command: cfg.OnEvent}}
	a := &App{console: d, requests: d.NewRequests(), toast: widget.NewToast(t)}
	d.Team.Team = cfg.Store.Team
	if cfg.Store.Team != nil {
		d.Team.State = cfg.Store.Team.Known()
	}
	a.account.app = a
	a.stack = []screen.Screen{newHome(d)}
	if cfg.Open != "" {
		d.Campaign = newCampaign(d)
		a.stack = append(a.stack, newFileScreen(d, cfg.Open))
		a.at = 1
	} else if cfg.Setup != nil && cfg.Setup.Greets {
		a.stack = append(a.stack, newWelcome(d))
		a.at = 1
	}
	if cfg.Told != "" {
		d.Notify(widget.Done, cfg.Told)
	}
	return a
}

// Init starts the screen in front.
func (a *App) Init() tea.Cmd {
	return catch(tea.Batch(a.retitle(), a.identify(), a.stack[0].Init(), a.front().Init(), a.drain(), screen.Run(a.console.Saver.Check()), screen.Run(a.console.Team.Start())))
}

// Flush writes down whatever is not written yet, once the console has ended.
func (a *App) Flush(ctx context.Context) error { return a.console.Saver.Flush(ctx) }

// Crashed returns the fault that ended the console; nil when there was none.
func (a *App) Crashed() *Crash { return a.crash }

func (a *App) front() screen.Screen {
	if a.account.open != nil {
		return a.account.open
	}
	return a.stack[a.at]
}

// Update takes one message, then does what the screens asked for meanwhile.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		for _, s := range a.account.screens() {
			s.SetSize(a.bodySize())
		}
		cmd = a.front().Update(screen.Resized{})
	case tea.KeyMsg:
		a.title.news = ""
		cmd = a.pressAll(Typed{msg})
	case Typed:
		a.title.news = ""
		cmd = a.pressAll(msg)
	case tea.ResumeMsg:
		a.title.shown = "" // the shell has set its own meanwhile
	case NotStopped:
		cmd = a.toast.Show(widget.Info, "There is no shell to go back to here; ctrl+c leaves.")
	case PasteCut:
		cmd = a.toast.Show(widget.Problem, msg.words())
	case screen.Reply:
		cmd = a.deliver(msg)
	case session.Saved, session.DraftDue, session.RetryDue, session.CheckDue, session.Checked:
		cmd = screen.Run(a.console.Saver.Update(msg, a.console.Campaign))
	case session.TeamMet, session.TeamDue:
		cmd = meetTeam(a, msg)
	case session.EventTold:
		cmd = a.commandEnded(msg)
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
	cmd = tea.Batch(cmd, a.drain())
	a.console.Front = a.front().Requests().ID
	if a.dialog != nil {
		a.dialog.Dialog.Fit(a.bodySize())
	}
	a.noteView()
	a.console.Team.Glance()
	a.console.Team.State.SetTold(a.console.Campaigns, a.console.Team.State.Clock(a.console.Config.WallTime()))
	if home, is := a.front().(*homeScreen); is {
		home.refresh() // screens behind it go on with their campaign
	}
	return a, catch(tea.Batch(cmd, a.retitle(), screen.Run(a.console.Saver.NextSave(a.console.Campaign))))
}

// noteView notes where the operator is in the campaign the screens work on. Home is no
// place of a campaign: from there it is gone on with at the step it has come to.
func (a *App) noteView() {
	c := a.console.Campaign
	if c == nil {
		return
	}
	view := c.View
	view.Home = a.at == 0
	for _, s := range []screen.Screen{a.stack[a.at], a.stack[len(a.stack)-1]} {
		if place := s.Place(); place.Known() {
			view.Screen = place
			break
		}
	}
	session.SetView(c, view)
}

// passOn gives a message to whatever has the keyboard.
func (a *App) passOn(msg tea.Msg) tea.Cmd {
	if a.dialog != nil {
		cmd, _ := a.dialog.Dialog.Update(msg)
		return cmd
	}
	return a.front().Update(msg)
}

func (a *App) pressDialog(msg tea.KeyMsg) tea.Cmd {
	cmd, answer := a.dialog.Dialog.Update(msg)
	if answer == nil {
		return cmd
	}
	to, name := a.dialog.To, a.dialog.Name
	a.dialog = nil
	switch {
	case name == leaveDialog && answer.Value == leaveYes:
		return tea.Batch(cmd, a.quit())
	case name == stopDialog && answer.Value == leaveYes:
		return tea.Batch(cmd, tea.Suspend)
	case name == profileDialog:
		return tea.Batch(cmd, a.account.chosen(*answer))
	case name == leaveDialog || name == stopDialog:
		return cmd
	}
	if s := a.find(to); s != nil {
		return tea.Batch(cmd, s.Update(screen.Answered{Name: name, Answer: *answer}))
	}
	return cmd
}

// deliver hands an answer to the screen that asked, wherever it is; answers to
// screens that are gone or to earlier questions are dropped.
func (a *App) deliver(r screen.Reply) tea.Cmd {
	if a.requests.Accepts(r) {
		return a.receive(r.Msg)
	}
	s := a.find(r.To)
	if s == nil || !s.Requests().Accepts(r) {
		return nil
	}
	return s.Update(r.Msg)
}

func (a *App) find(id screen.Owner) screen.Screen {
	for _, s := range a.account.screens() {
		if s.Requests().ID == id {
			return s
		}
	}
	return nil
}

// drain does what the screens asked for.
func (a *App) drain() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.console.Emitted) > 0 {
		msg := a.console.Emitted[0]
		a.console.Emitted = a.console.Emitted[1:]
		switch msg := msg.(type) {
		case screen.GoBack:
			a.toast = widget.NewToast(a.console.Theme)
			a.at = max(0, a.at-1)
			cmds = append(cmds, a.front().Update(screen.Shown{}))
		case screen.Leave:
			a.toast = widget.NewToast(a.console.Theme)
			a.truncate(max(1, a.at))
			cmds = append(cmds, a.front().Update(screen.Shown{}))
		case screen.Copy:
			cmds = append(cmds, a.copy(msg))
		case screen.GoBackTo:
			a.toast = widget.NewToast(a.console.Theme)
			for i := a.at - 1; i > 0; i-- {
				if a.stack[i].Place() == msg.Step {
					a.at = i
					break
				}
			}
			cmds = append(cmds, a.front().Update(screen.Shown{Rows: msg.Rows}))
		case screen.GoHome:
			a.at = 0
			cmds = append(cmds, a.front().Update(screen.Shown{}))
		case screen.GoOnWith:
			a.Next = msg.Next
			cmds = append(cmds, a.quit())
		case screen.SetDown:
			cmds = append(cmds, a.account.close())
		case screen.SetUp:
			a.toast = widget.NewToast(a.console.Theme)
			cmds = append(cmds, a.account.lay())
		case screen.Resume:
			a.at = len(a.stack) - 1
			cmds = append(cmds, a.front().Update(screen.Shown{}))
		case screen.GoOn:
			a.toast = widget.NewToast(a.console.Theme)
			cmds = append(cmds, a.goOn(msg.To))
		case screen.GoOnTo:
			a.toast = widget.NewToast(a.console.Theme)
			cmds = append(cmds, a.goOn(screenOf(a.console, msg.Step)))
		case screen.ShowCampaign:
			a.truncate(1)
			for _, s := range msg.Screens {
				cmds = append(cmds, a.push(s))
			}
			a.show(msg.At)
		case openEarlier:
			a.at = 0
			cmds = append(cmds, a.front().Update(msg))
		case screen.OpenDialog:
			a.dialog = &msg
			cmds = append(cmds, a.dialog.Dialog.Init())
		case screen.AskHere:
			if a.front().Requests().ID == msg.To && a.dialog == nil {
				a.dialog = &msg.OpenDialog
				cmds = append(cmds, a.dialog.Dialog.Init())
			}
		case screen.Happened:
			cmds = append(cmds, a.happened(msg.Events))
		case screen.Notify:
			cmds = append(cmds, a.toast.Show(msg.Kind, msg.Text))
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

func (a *App) goOn(to screen.Screen) tea.Cmd {
	if to == nil || a.at+1 < len(a.stack) && a.stack[a.at+1] == to {
		a.at = min(a.at+1, len(a.stack)-1)
		return a.front().Update(screen.Shown{})
	}
	a.truncate(a.at + 1)
	return a.push(to)
}

func (a *App) push(s screen.Screen) tea.Cmd {
	s.SetSize(a.bodySize())
	a.stack = append(a.stack, s)
	a.at = len(a.stack) - 1
	return s.Init()
}

func (a *App) truncate(n int) {
	for _, s := range a.stack[n:] {
		s.Requests().Close()
	}
	a.stack = a.stack[:n]
	a.at = min(a.at, n-1)
}

// Typed is keys that came together, in their order. The screen is drawn once for
// all of them.
type Typed []tea.KeyMsg

// NotStopped tells the console that it could not be stopped for a while: no shell
// waits behind it.
type NotStopped struct{}

const (
	leaveDialog = "leave"
	stopDialog  = "stop"
	leaveYes    = "leave"
	leaveNo     = "stay"
)
