package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	cancelWaveDialog = "cancel wave"
	waveDialog       = "wave"
	replanDialog     = "replan"
	wavesGroup       = "Waves"
)

var waveColumns = []widget.GridColumn{
	{Title: "Wave", Width: 36, Min: 14},
	{Title: "Contacts", Width: 9, Min: 8, Right: true},
	{Title: "Your time", Width: 9, Min: 9},
	{Title: "Theirs", Width: 9, Min: 9},
	{Title: "Where it is", Width: 26, Min: 26, Grow: true},
}

// waveList is the waves of a campaign on Live: where each is, and what can be done with
// the one under the cursor.
type waveList struct {
	live   *liveScreen
	grid   widget.Grid
	behind bool // the keys that move are those of the contacts
	folded bool // the list is its title alone

	cancels  string // key of the batch that is asked about
	offer    session.Replanning
	planning bool
}

func newWaveList(l *liveScreen) waveList {
	w := waveList{live: l, grid: widget.NewGrid(l.console.Theme, waveColumns)}
	w.grid.SetRowStyle(w.style)
	w.refresh()
	w.grid.SetCursor(w.first())
	return w
}

// shown reports whether the campaign is in waves.
func (w *waveList) shown() bool { return session.InParts(w.batches()) }

func (w *waveList) batches() []model.Batch { return w.live.console.Campaign.Batches }

func (w *waveList) now() time.Time { return w.live.console.Config.Now() }

// under is the batch under the cursor.
func (w *waveList) under() model.Batch {
	if i := w.grid.Cursor(); i < len(w.batches()) {
		return w.batches()[i]
	}
	return model.Batch{}
}

// first is the wave that needs somebody first, or else the first that has not ended.
func (w *waveList) first() int {
	batches, now := w.batches(), w.now()
	if missed := session.Missed(batches, now); len(missed) > 0 {
		return missed[0]
	}
	if i := slices.IndexFunc(batches, func(b model.Batch) bool { return b.State == model.SendPrepared }); i >= 0 {
		return i
	}
	return max(0, slices.IndexFunc(batches, model.Batch.Running))
}

// focused is what the keys that move are of.
func (w *waveList) focused() *widget.Grid {
	if w.shown() && !w.behind && !w.folded {
		return &w.grid
	}
	return &w.live.list.grid
}

// refresh shows the batches as they are by now.
func (w *waveList) refresh() {
	w.grid.SetRows(waveRows{w.batches(), w.now()})
	w.grid.SetQuiet(w.behind)
	w.live.list.grid.SetQuiet(w.shown() && !w.behind && !w.folded)
}

// lines are the list with its title, in as much of the room as leaves the calls theirs.
func (w *waveList) lines() []string {
	if !w.shown() {
		return nil
	}
	t := w.live.console.Theme
	lines := []string{"", t.Strong.Render(session.PartsWords(w.batches(), w.now()))}
	if w.folded {
		return lines
	}
	return append(lines, strings.Split(w.grid.Quiet(w.live.list.filter.Finding()).View(), "\n")...)
}

// headline says what waits, and the key that sends it; "" where everything else comes first.
func (w *waveList) headline() string {
	n, c := session.NeedsOf(w.batches(), w.now()), w.live.console.Campaign
	goes, again := "", ""
	if w.live.mayGoOn() {
		goes = ": press g"
	}
	if session.MayReplan(c, w.now()) {
		again = ": press n"
	}
	switch {
	case n.Missed > 0 && n.Yours > 0:
		return session.Needs{Missed: n.Missed}.Words(w.now()) + again + ". " + session.Needs{Yours: n.Yours}.Words(w.now()) + goes + "."
	case n.Missed > 0:
		return session.Needs{Missed: n.Missed}.Words(w.now()) + again + "."
	case n.Yours > 0:
		return session.Needs{Yours: n.Yours, By: n.By}.Words(w.now()) + goes + "."
	case goes != "" || n == session.Needs{}:
		return ""
	}
	return n.Words(w.now()) + "."
}

// layout gives the list its share of the lines that it and the calls have, and returns how
// many it takes.
func (w *waveList) layout(width, room int) int {
	if !w.shown() {
		return 0
	}
	if w.folded {
		return 2
	}
	calls := 1
	if w.live.list.all.Len() > 0 {
		calls = max(3, (room-2)/3)
	}
	height := min(len(w.batches()), max(2, room-3-calls)) + 1
	w.grid.SetSize(width, height)
	return height + 2
}

func (w *waveList) style(i int) theme.Pen {
	t := w.live.console.Theme
	if i >= len(w.batches()) {
		return t.Text
	}
	switch b := w.batches()[i]; {
	case b.State == model.SendPrepared && b.Part.Release.Over(w.now()), b.State == model.SendRefused:
		return t.Error
	case b.State == model.SendPrepared, b.State == model.SendUnknown:
		return t.Warning
	case b.State == model.SendAccepted && b.Last.Status.Ended():
		return t.Muted
	}
	return t.Text
}

// waveRows are batches as rows, at an instant.
type waveRows struct {
	batches []model.Batch
	now     time.Time
}

func (r waveRows) Len() int { return len(r.batches) }

func (r waveRows) Cell(row, col int) string {
	b := r.batches[row]
	yours, theirs := session.WaveClocks(b, r.now.Location())
	switch col {
	case 0:
		return session.PartName(b)
	case 1:
		return figures.Count(b.Contacts)
	case 2:
		return yours
	case 3:
		return theirs
	}
	return session.WaveWords(b, r.now)
}

// actions are what can be done with the waves.
func (w *waveList) actions() screen.Actions {
	l := w.live
	if !w.shown() {
		return nil
	}
	b, other, fold := w.under(), "contacts", "fold the waves"
	if w.behind {
		other = "waves"
	}
	if w.folded {
		fold = "show the waves"
	}
	cancel := screen.Without(b.Running(), "Nothing of this wave is at Dialgen that could be cancelled.")
	if w.behind || w.folded {
		cancel = "Press tab to choose a wave."
	}
	replan := screen.Without(session.MayReplan(l.console.Campaign, w.now()), "No wave was missed that can be planned anew now.")
	return screen.Actions{
		{ID: "other", Title: "Move between the waves and the contacts", Keys: screen.Bind("tab", other, "tab"), WhyNot: screen.Without(!w.folded, "Press z to show the waves."), Run: screen.Do(w.turn)},
		{ID: "fold", Title: "Fold the waves, or show them again", Keys: screen.Bind("z", fold, "z"), Run: screen.Do(w.fold)},
		{ID: "wave", Title: "Look at the wave under the cursor", Keys: screen.Enter("this wave"), WhyNot: screen.Without(!w.behind && !w.folded && l.first(model.SendUnknown) < 0, "Press tab to choose a wave."), Run: screen.Do(w.open)},
		l.steering(screen.Action{ID: "cancel wave", Title: "Cancel the wave under the cursor", Keys: screen.Bind("x", "cancel this wave", "x"), WhyNot: cancel, Run: screen.Do(w.askCancel)}).
			Refused(screen.Without(!l.cancelling, "It is being cancelled."), l.console.Tell),
		l.steering(screen.Action{ID: "replan", Title: "Call those whose waves were missed in new waves", Keys: screen.Bind("n", "new waves", "n"), WhyNot: replan, Run: screen.Start(w.plan)}).
			Refused(screen.Without(!w.planning, "The new waves are being worked out."), l.console.Tell),
	}.In(wavesGroup)
}

// toCalls gives the keys that move to the contacts.
func (w *waveList) toCalls() {
	w.behind = true
	w.refresh()
}

// fold leaves the waves one line, or shows them again.
func (w *waveList) fold() {
	w.folded = !w.folded
	w.behind = w.folded
	w.refresh()
}

func (w *waveList) turn() {
	w.behind = !w.behind
	w.refresh()
}

// open says all of the wave under the cursor.
func (w *waveList) open() {
	b, own := w.under(), w.now().Location()
	yours, theirs := session.WaveClocks(b, own)
	lines := []string{screen.People(b.Contacts) + ": " + session.WaveWords(b, w.now()) + "."}
	if theirs != "" {
		lines = append(lines, fmt.Sprintf("Begins %s on your clock, %s on theirs (%s).", yours, theirs, printable.Text(b.Part.Zone, 60)))
	}
	if r := b.Part.Release; b.State == model.SendPrepared && !r.NotAfter.IsZero() && !r.Over(w.now()) {
		lines = append(lines, "It may be sent until "+session.Begin{At: r.NotAfter}.Words(w.now())+".")
	}
	if at := b.Part.CloseAt; !at.IsZero() {
		words := "Nobody of it may be rung after " + session.Begin{At: at}.Words(w.now())
		if b.Part.Zone != "" {
			words += ", " + at.In(model.Clock(b.Part.Zone)).Format("15:04") + " theirs"
		}
		lines = append(lines, words+": what is left then is cancelled while this console watches.")
	}
	if s := b.Schedule; s.CallsPerSecond > 0 {
		lines = append(lines, fmt.Sprintf("%s a second, at most %s each.", figures.Counted(s.CallsPerSecond, "call"), figures.Counted(1+s.MaxAttempts, "ring")))
	}
	if b.ID != "" {
		lines = append(lines, "At Dialgen it is "+printable.Text(b.ID, maxBatchID)+".")
	}
	if b.Reason != "" {
		lines = append(lines, printable.Text(b.Reason, 400))
	}
	w.live.console.OpenDialog(w.live.requests.ID, waveDialog, widget.NewNotice(w.live.console.Theme, session.PartName(b), strings.Join(lines, "\n\n")))
}

// askCancel says what is cancelled of one wave, and how many were rung already.
func (w *waveList) askCancel() {
	b := w.under()
	w.cancels = b.Key
	body := session.CancelWords([]model.Batch{b}) + " Nobody else of it will be called, and those who were missed are not tried again. " +
		"Calls in progress end by themselves. The other waves go on. This cannot be taken back."
	w.live.console.OpenDialog(w.live.requests.ID, cancelWaveDialog,
		widget.NewTyped(w.live.console.Theme, "Cancel "+session.PartName(b)+"?", body+doubtfulWords(w.live, b)+"\n\nType cancel to do it.", "Type cancel", "cancel"))
}

// cancel cancels the wave that was asked about, if it still runs.
func (w *waveList) cancel() tea.Cmd {
	l := w.live
	i := slices.IndexFunc(w.batches(), func(b model.Batch) bool { return b.Key == w.cancels && b.Running() })
	if i < 0 || l.cancelling {
		return nil
	}
	l.cancelling = true
	return l.requests.Run("cancel", []session.Work{session.Cancel(l.console.Config.Service, w.batches()[i:i+1:i+1])})
}

// plan works out new waves for those whose own were missed.
func (w *waveList) plan() tea.Cmd {
	cfg := w.live.console.Config
	w.planning = true
	return w.live.requests.Run("replan", []session.Work{session.ReplanWork(w.live.console.Campaign, cfg.Store.Campaigns, cfg.Account.Service, cfg.Hours, w.now())})
}

// planned asks before the new waves take the place of the missed ones.
func (w *waveList) planned(msg session.ReplanMade) {
	l := w.live
	w.planning = false
	if msg.Err != nil {
		l.refuse(msg.Err)
		return
	}
	w.offer = msg.Replanning
	lines := msg.Words(w.now().Location())
	if more := len(lines) - maxOffered; more > 1 {
		lines = append(lines[:maxOffered], fmt.Sprintf("And %s more.", figures.Counted(more, "wave")))
	}
	n := msg.Contacts()
	l.console.OpenDialog(l.requests.ID, replanDialog, widget.NewTyped(l.console.Theme, "Call them in new waves?",
		fmt.Sprintf("%s will be called. Nobody of them was sent to Dialgen before.\n\n%s\n\nType the number of contacts to send.", screen.People(n), strings.Join(lines, "\n")), "Number of contacts", fmt.Sprint(n)))
}

const maxOffered = 6 // waves that are listed before they are confirmed

// replan writes the new waves down.
func (w *waveList) replan() tea.Cmd {
	l := w.live
	if len(w.offer.Keys) == 0 || !session.MayReplan(l.console.Campaign, w.now()) || w.planning {
		return nil
	}
	w.planning = true
	return l.requests.Run("replan", []session.Work{w.offer.Keep(l.console.Config.Store.Ledger, l.console.Campaign.ID)})
}

// replanned takes the new waves over, and sends those that may be sent.
func (w *waveList) replanned(msg session.Replanned) tea.Cmd {
	l := w.live
	w.planning, w.offer = false, session.Replanning{}
	if msg.Err != nil {
		l.refuse(msg.Err)
		return nil
	}
	session.SetReplanned(l.console.Campaign, msg)
	w.refresh()
	w.grid.SetCursor(w.first())
	return l.goOnSending()
}
