package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const lateDialog = "late"

// goingOn sends what waits of a campaign that was confirmed some time ago: nobody is rung
// outside their hours by it unless that is said, and what waited for the operator is
// released in the ledger first.
type goingOn struct{ live *liveScreen }

// start looks at whom sending it now would ring.
func (g goingOn) start() tea.Cmd {
	config := g.live.console.Config
	work := session.GoOn(config.Store.Guards, g.live.console.Campaign, config.Hours, config.Now())
	if len(work) == 0 {
		return g.release()
	}
	return g.live.requests.Run("go on", work)
}

// looked goes on, or asks first where somebody could be rung outside their hours by now.
func (g goingOn) looked(msg session.GoesOn) tea.Cmd {
	l := g.live
	switch {
	case msg.Wrong != "":
		l.console.OpenDialog(l.requests.ID, refusedDialog, widget.NewNotice(l.console.Theme, "Nothing was sent", msg.Wrong))
	case msg.Indecent > 0:
		body := fmt.Sprintf("%s will be called. Sent now, %s could be rung outside their hours, by the last retry too.\n\nType %s, the number of those, to send it all the same.",
			screen.People(msg.Contacts), screen.People(msg.Indecent), figures.Count(msg.Indecent))
		l.console.OpenDialog(l.requests.ID, lateDialog, widget.NewTyped(l.console.Theme, "Outside their hours", body, "Number of those", fmt.Sprint(msg.Indecent)))
	default:
		return g.release()
	}
	return nil
}

// release has it written down that what waited for the operator may be sent, and sends it.
func (g goingOn) release() tea.Cmd {
	l := g.live
	work := session.Release(l.console.Config.Store.Ledger, l.console.Campaign, l.console.Config.Now())
	if len(work) == 0 {
		return l.goOnSending()
	}
	return l.requests.Run("release", work)
}

// released takes over what may be sent by the operator's word, once that is written down.
func (g goingOn) released(msg session.Released) tea.Cmd {
	l := g.live
	if msg.Err != nil {
		l.refuse(msg.Err)
		return nil
	}
	session.SetReleases(l.console.Campaign, msg.Releases)
	return l.goOnSending()
}
