package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/phone"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// callNever puts the number of a call on the do-not-call list: the operator has read, or heard,
// that they asked for it.
type callNever struct {
	screen *callScreen
	number phone.Number // that is asked about
	busy   bool
}

// callListed is what came of that.
type callListed struct{ done session.AddedToDoNotCall }

const (
	neverDialog = "never call"
	neverYes    = "add"
)

func (n *callNever) actions() screen.Actions {
	why := screen.Without(n.screen.call.To != 0, "The number of this call cannot be read, so it cannot be put on the do-not-call list.")
	if n.screen.call.ID == "" {
		why = "Nobody was called. On Contacts, b puts a number on the do-not-call list."
	}
	return screen.Actions{
		screen.Action{ID: "never", Title: "Put the number on the do-not-call list", Keys: screen.Bind("d", "never call", "d"), Group: callGroup, Run: screen.Do(n.ask)}.
			Refused(why, n.screen.console.Tell).Refused(screen.Without(!n.busy, "It is being put on the do-not-call list."), n.screen.console.Tell),
	}
}

func (n *callNever) ask() {
	s := n.screen
	n.number = s.call.To
	s.console.OpenDialog(s.requests.ID, neverDialog, widget.NewChoice(s.console.Theme, "Never call "+n.number.Grouped()+"?",
		"No campaign of this machine calls a number on the do-not-call list, whatever its file says. `callsheet dnc remove` takes it off again.",
		[]widget.Option{{Value: neverYes, Label: "Put it on the do-not-call list"}, {Value: "no", Label: "Leave it as it is"}}))
}

// answered puts the number there that was asked about.
func (n *callNever) answered(msg screen.Answered) tea.Cmd {
	s := n.screen
	if msg.Name != neverDialog || msg.Answer.Value != neverYes || n.busy {
		return nil
	}
	n.busy = true
	store, numbers, source := s.console.Config.Store, []phone.Number{n.number}, session.SaidOnACall(s.console.Campaign.Name())
	return s.requests.Ask("never", func(ctx context.Context) tea.Msg {
		return callListed{session.AddToDoNotCall(context.WithoutCancel(ctx), store, numbers, source)}
	})
}

func (n *callNever) listed(msg callListed) {
	n.busy = false
	tellListed(n.screen.console, n.screen.requests.ID, msg.done)
}

// mayCallDialog tells of batches that may yet call a number that was put on the list.
const mayCallDialog = "may yet be called"

// tellListed says what came of putting numbers on the do-not-call list, and who may be called
// all the same.
func tellListed(c *screen.Console, to screen.Owner, done session.AddedToDoNotCall) {
	switch may := done.MayCall(); {
	case done.Err != nil:
		c.Notify(widget.Problem, reason.Sentence(done.Err))
	case may != "":
		c.OpenDialog(to, mayCallDialog, widget.NewNotice(c.Theme, "MAY YET BE CALLED", may+"\n\n"+done.Words()))
	default:
		c.Notify(widget.Done, done.Words())
	}
}
