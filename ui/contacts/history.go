package contacts

import (
	"cmp"
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

// historySheet shows what was changed, by whom and when, the latest first.
type historySheet struct {
	c    *Screen
	top  int
	room int // as it was drawn last
}

var historyKeys = struct{ Up, Down, PageUp, PageDown, Close key.Binding }{
	Up:       screen.Bind("↑↓", "move", "up", "k"),
	Down:     screen.Bind("↓", "down", "down", "j"),
	PageUp:   screen.Bind("pgup", "a page up", "pgup"),
	PageDown: screen.Bind("pgdn", "a page", "pgdown"),
	Close:    screen.Bind("esc", "back", "esc", "enter", "o"),
}

func (s *historySheet) press(msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, historyKeys.Close):
		s.c.Sheet = nil
		return nil
	case key.Matches(msg, historyKeys.Up):
		s.top--
	case key.Matches(msg, historyKeys.Down):
		s.top++
	case key.Matches(msg, historyKeys.PageUp):
		s.top -= max(s.room, 1)
	case key.Matches(msg, historyKeys.PageDown):
		s.top += max(s.room, 1)
	default:
		cmd, _ := s.c.pressUndo(msg)
		return cmd
	}
	s.top = max(min(s.top, s.c.List().HistoryLen()-s.room), 0)
	return nil
}

// widestHistory is how wide the panel of what was changed grows.
const widestHistory = 110

func (s *historySheet) arrange(width, height int) {
	_, room := widget.PanelRoom(min(width, widestHistory), height)
	s.room = max(room-2, 1)
	s.top = max(min(s.top, s.c.List().HistoryLen()-s.room), 0)
}

func (s *historySheet) view(width, height int) string {
	t, list := s.c.Console.Theme, s.c.List()
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

func (s *historySheet) line(p model.Past, width int) string {
	t := s.c.Console.Theme
	style := t.Text
	lead := "  "
	if p.Undone {
		style, lead = t.Muted, t.Glyphs.LeftOut+" "
	}
	what := screen.SentenceStart(printable.Text(p.What, 200))
	if p.Undone {
		what = "Undone: " + what
	}
	return style.Render(widget.Fit(lead+s.c.WhenAndWho(p)+what, width, t.Glyphs.Ellipsis))
}

// whenAndWho is when a change was made and by whom, in cells of one width.
func (c *Screen) WhenAndWho(p model.Past) string {
	when := "earlier" // taken over from a saved list, which does not say
	if !p.At.IsZero() {
		when = p.At.In(c.Console.Config.WallTime().Location()).Format("2 Jan 15:04")
	}
	by := cmp.Or(printable.Text(p.By, 40), "nobody named")
	return widget.Fit(when, 13, "") + widget.Fit(by, 12, c.Console.Theme.Glyphs.Ellipsis) + "  "
}

// rowPast says what was changed in one row, when and by whom, the latest first.
func (c *Screen) rowPast(row int) []string {
	var past []string
	for _, p := range c.List().RowHistory(row) {
		past = append(past, c.WhenAndWho(p.Past)+screen.SentenceStart(strings.Join(p.Changed, ", ")))
	}
	return past
}

func (s *historySheet) keys() []key.Binding {
	return []key.Binding{historyKeys.Up, historyKeys.PageDown, BenchKeys.Undo, BenchKeys.Redo, historyKeys.Close}
}

func (s *historySheet) typing() bool { return false }
func (s *historySheet) refresh()     {}

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
				line = c.rowName(r.Row) + ": " + words
			}
			lines = append(lines, line)
		}
		if len(lines) > most {
			lines = append(lines[:most], "and more")
			break
		}
	}
	title := screen.SentenceStart(c.rowName(change.Rows[0].Row)) + ": as in the file again?"
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
