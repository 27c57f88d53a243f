package ui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// graceEvery is how often is drawn how long a campaign can still be taken back. The time
// is counted in these: while the console stands still, so does the time that is left.
const graceEvery = time.Second

type graceTick struct{}

// gracePeriod is the time in which what was confirmed can still be taken back.
type gracePeriod struct {
	live *liveScreen
	left time.Duration // 0 = it is over, or there was none
}

// on reports whether it can be taken back.
func (g *gracePeriod) on() bool { return g.left > 0 }

// begin sends what was just confirmed, after the time in which it can be taken back.
func (g *gracePeriod) begin() tea.Cmd {
	g.left = session.Grace(g.live.console.Campaign, g.live.console.Config.Grace, g.live.console.Config.Now())
	return g.next()
}

// next waits for another while, or sends what was confirmed where none is left.
func (g *gracePeriod) next() tea.Cmd {
	if g.left == 0 {
		return g.live.goOnSending()
	}
	return g.live.requests.After("grace", graceEvery, graceTick{})
}

// waitOn counts the time in which the campaign can be taken back.
func (g *gracePeriod) waitOn() tea.Cmd {
	if g.left == 0 {
		return nil // it was taken back meanwhile
	}
	g.left = max(0, g.left-graceEvery)
	return g.next()
}

// takeBack makes what was just confirmed a draft again. Nothing of it is sent, whatever
// becomes of that.
func (g *gracePeriod) takeBack() tea.Cmd {
	g.left = 0
	g.live.requests.Drop("grace")
	return g.live.unconfirm()
}

// actions are what can be done before anything is sent: each takes it back.
func (g *gracePeriod) actions() screen.Actions {
	return screen.Actions{{ID: "take back", Stops: true, Title: "Take the campaign back before it is sent",
		Keys: screen.Bind("esc", "take it back", "esc", "b", "c", "ctrl+n"), Group: sendingGroup, Run: screen.Start(g.takeBack)}}
}

// called says who is called then: those of later waves are not yet.
func (g *gracePeriod) called(total int) string {
	config, first := g.live.console.Config, 0
	then := config.Now().Add(g.left)
	for _, b := range g.live.console.Campaign.Batches {
		if !b.Schedule.Start.After(then) && !b.Part.Release.Held(then) {
			first += b.Contacts
		}
	}
	if first == 0 || first == total {
		return fmt.Sprintf("%s %s called", screen.People(total), figures.Are(total))
	}
	return fmt.Sprintf("%s of %s %s called, and the others when their waves begin", figures.Count(first), screen.People(total), figures.Are(first))
}

// lines say that nothing is sent yet, and how it stays so.
func (g *gracePeriod) lines() []string {
	t, total := g.live.console.Theme, session.ContactsOf(g.live.console.Campaign.Batches)
	return []string{
		t.Warning.Bold().Render(fmt.Sprintf("Sending in %s. Press esc to take it back.", figures.Duration(g.left))), "",
		t.Text.Render("Nothing has left this machine yet; then " + g.called(total) + "."),
		t.Muted.Render("Leaving Callsheet now sends nothing either."),
	}
}
