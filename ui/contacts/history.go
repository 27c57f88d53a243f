package contacts

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// historyPanel shows what was changed, by whom and when, the latest first.
type historyPanel struct {
	console *screen.Console
	top     int
	room    int // as it was drawn last
}

var historyKeys = struct{ Up, Down, PageUp, PageDown, Close key.Binding }{
	Up:       screen.Bind("↑↓", "move", "up", "k"),
	Down:     screen.Bind("↓", "down", "down", "j"),
	PageUp:   screen.Bind("pgup", "a page up", "pgup"),
	PageDown: screen.Bind("pgdn", "a page", "pgdown"),
	Close:    screen.Bind("esc", "back", "esc", "enter", "o"),
}

func (s *historyPanel) actions() []panelAction {
	k := historyKeys
	move := func(id, title string, keys key.Binding, by int) panelAction {
		return looks(id, title, keys, func() { s.top = max(min(s.top+by, s.console.Campaign.List.HistoryLen()-s.room), 0) })
	}
	return []panelAction{
		move("history up", "Move to the change above", k.Up, -1),
		move("history down", "Move to the change below", k.Down, 1),
		move("history page up", "Move a page of changes up", k.PageUp, -max(s.room, 1)),
		move("history page down", "Move a page of changes down", k.PageDown, max(s.room, 1)),
		changes("undo in history", "Undo the last change", BenchKeys.Undo, func() request { return request{undo: true} }),
		changes("redo in history", "Make the change again", BenchKeys.Redo, func() request { return request{redo: true} }),
		closes("history", "Close the history", k.Close),
	}
}

// widestHistory is how wide the panel of what was changed grows.
const widestHistory = 110

func (s *historyPanel) arrange(width, height int) {
	_, room := widget.PanelRoom(min(width, widestHistory), height)
	s.room = max(room-2, 1)
	s.top = max(min(s.top, s.console.Campaign.List.HistoryLen()-s.room), 0)
}

func (s *historyPanel) view(width, height int) string {
	t, list := s.console.Theme, s.console.Campaign.List
	w := min(width, widestHistory)
	inner, _ := widget.PanelRoom(w, height)
	all := list.HistoryLen()
	entries := list.History(s.top, s.room)
	var lines []string
	for _, p := range entries {
		lines = append(lines, s.line(p, inner))
	}
	foot := "u undoes the last, ctrl+r does it again, also after reopening."
	switch {
	case all == 0:
		lines = append(lines, "Nothing was changed yet: every row is as in the file.")
		foot = ""
	case all > s.room:
		foot = fmt.Sprintf("%s to %s of %s changes.  u undoes the last, ctrl+r does it again.", figures.Count(s.top+1), figures.Count(s.top+len(entries)), figures.Count(all))
	}
	if foot != "" {
		lines = append(lines, "", t.Muted.Render(widget.Clip(foot, t.Glyphs.Ellipsis, inner)))
	}
	return widget.Panel(t, "What was changed", lines, w, min(height, len(lines)+2))
}

func (s *historyPanel) line(p model.Past, width int) string {
	t := s.console.Theme
	style := t.Text
	lead := "  "
	if p.Undone {
		style, lead = t.Muted, t.Glyphs.LeftOut+" "
	}
	what := screen.SentenceStart(printable.Text(p.What, 200))
	if p.Undone {
		what = "Undone: " + what
	}
	return style.Render(widget.Fit(lead+details{s.console.Campaign.List, s.console}.WhenAndWho(p)+what, width, t.Glyphs.Ellipsis))
}

func (s *historyPanel) keyLine() []string {
	return []string{"history up", "history page down", "undo in history", "redo in history", "close history"}
}

func (s *historyPanel) typed(tea.KeyMsg) request { return request{} }
func (s *historyPanel) typing() bool             { return false }
func (s *historyPanel) refresh() bool            { return false }

const (
	revertDialog = "revert"
	revertYes    = "revert"
)

// askRevert shows what rows were in the file before it makes them so again.
func (c *Screen) askRevert(rows []int32) {
	change := c.List().Revert(rows)
	if len(change.Rows) == 0 {
		c.Console.Notify(widget.Info, "Nothing was changed here: this is as in the file.")
		return
	}
	const most = 8
	var lines []string
	for _, r := range change.Rows {
		for _, words := range c.List().Changed(r) {
			line := words
			if len(rows) > 1 {
				line = rowName(c.List(), r.Row) + ": " + words
			}
			lines = append(lines, line)
		}
		if len(lines) > most {
			lines = append(lines[:most], "and more")
			break
		}
	}
	title := screen.SentenceStart(rowName(c.List(), change.Rows[0].Row)) + ": as in the file again?"
	if len(rows) > 1 {
		title = figures.Counted(len(change.Rows), "row") + ": as in the file again?"
	}
	c.reverting = rows
	c.Console.OpenDialog(c.requests.ID, revertDialog, widget.NewChoice(c.Console.Theme, title, strings.Join(lines, "\n"), []widget.Option{
		{Value: revertYes, Label: "As in the file", Detail: "one u takes it back"}, {Value: "no", Label: "Leave it as it is"},
	}))
}

func (c *Screen) answerRevert(value string) tea.Cmd {
	if value != revertYes {
		return nil
	}
	return c.judge(c.List().Revert(c.reverting))
}
