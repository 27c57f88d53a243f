package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/outcomes"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const (
	// detailFrom is the width from which the contact under the cursor stands beside the list.
	detailFrom  = 112
	detailShare = 38 // hundredths of the width that it takes
	// In a wide window it takes what a list leaves that has room for all its columns.
	wholeList               = 123
	detailLeast, detailMost = 52, 68
)

// contactDetail is the contact under the cursor beside the list: the screen of a call in a
// column, which is asked for once the cursor rests.
type contactDetail struct {
	live *liveScreen
	call *callScreen // nil = none was shown yet
	at   outcomes.ID
	asks tea.Cmd // what it asks for since it is shown
}

// detailReply is what comes back to the screen of a call that stands beside the list, which
// no stack has.
type detailReply struct{ screen.Reply }

// width is how much room it takes; 0 = there is none for it.
func (d *contactDetail) width() int {
	l := d.live
	if l.console.Theme.Lines { // enter reads it
		return 0
	}
	if l.width < detailFrom || len(l.list.shown) == 0 || l.list.all.Calls() == 0 && l.list.choice == newChoice {
		return 0
	}
	if l.width < chartsFrom {
		return l.width * detailShare / 100
	}
	return min(max(l.width-wholeList-screen.PaneGap, detailLeast), detailMost)
}

// show shows the contact under the cursor, as the list knows them by now, in its room.
func (d *contactDetail) show(width, height int) {
	e, ok := d.live.list.under()
	if !ok {
		return
	}
	place := d.live.list.grid.Cursor()
	switch {
	case d.call == nil:
		d.call, d.at = newCallScreen(d.live.console, listedContacts{&d.live.list}, place), e.ID()
		d.asks = tea.Batch(d.asks, d.call.Init())
	case d.at != e.ID():
		d.at = e.ID()
		d.asks = tea.Batch(d.asks, d.call.showContact(place))
	default:
		d.asks = tea.Batch(d.asks, d.call.follow())
	}
	d.call.SetSize(width, height)
}

// ask asks for what the contact that is shown lacks.
func (d *contactDetail) ask() tea.Cmd {
	asks := d.asks
	d.asks = nil
	return d.lift(asks)
}

// update takes what comes back to it.
func (d *contactDetail) update(msg tea.Msg) (tea.Cmd, bool) {
	reply, is := msg.(detailReply)
	if !is {
		return nil, false
	}
	if d.call == nil || !d.call.requests.Accepts(reply.Reply) {
		return nil, true
	}
	return d.lift(d.call.Update(reply.Msg)), true
}

// lift has what comes back to the screen of the call come to Live, which hands it on.
func (d *contactDetail) lift(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	to := d.live.requests.ID
	return func() tea.Msg {
		switch msg := cmd().(type) {
		case tea.BatchMsg:
			for i := range msg {
				msg[i] = d.lift(msg[i])
			}
			return msg
		case screen.Reply:
			return screen.Reply{To: to, Topic: "detail", Msg: detailReply{msg}}
		default:
			return msg
		}
	}
}

// beside puts the contact beside the lines of the list.
func (d *contactDetail) beside(list []string) []string {
	width := d.width()
	if width == 0 || d.call == nil {
		return list
	}
	t, left := d.live.console.Theme, strings.Split(strings.Join(list, "\n"), "\n")
	bar := " " + t.Rule.Render(t.Glyphs.VRule) + " "
	lines := make([]string, 0, len(left))
	for i, right := range strings.Split(d.call.View(), "\n") {
		line := ""
		if i < len(left) {
			line = left[i]
		}
		lines = append(lines, widget.Fit(line, d.live.list.width, "")+bar+right)
	}
	return lines
}
