package contacts

import (
	"fmt"

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
		return looks(id, title, keys, func() { s.top = max(min(s.top+by, s.console.Campaign.List.History().Len()-s.room), 0) })
	}
	return []panelAction{
		move("history up", "Move to the change above", k.Up, -1),
		move("history down", "Move to the change below", k.Down, 1),
		move("history page up", "Move a page of changes up", k.PageUp, -max(s.room, 1)),
		move("history page down", "Move a page of changes down", k.PageDown, max(s.room, 1)),
		changes("undo in history", "Undo the last change", Keys.Undo, func() effect { return effect{undo: true} }),
		changes("redo in history", "Make the change again", Keys.Redo, func() effect { return effect{redo: true} }),
		closes("history", "Close the history", k.Close),
	}
}

// widestHistory is how wide the panel of what was changed grows.
const widestHistory = 110

func (s *historyPanel) arrange(width, height int) {
	_, room := widget.PanelRoom(min(width, widestHistory), height)
	s.room = max(room-2, 1)
	if s.console.Theme.Lines {
		s.room = widget.RowsRead
	}
	s.top = max(min(s.top, s.console.Campaign.List.History().Len()-s.room), 0)
}

func (s *historyPanel) view(width, height int) string {
	t, list := s.console.Theme, s.console.Campaign.List
	w := min(width, widestHistory)
	inner, _ := widget.PanelRoom(w, height)
	all := list.History().Len()
	entries := list.History().Entries(s.top, s.room)
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

func (s *historyPanel) line(p model.HistoryEntry, width int) string {
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
	return style.Render(widget.Fit(lead+details{s.console.Campaign.List, s.console}.whenAndWho(p)+what, width, t.Glyphs.Ellipsis))
}

func (s *historyPanel) keyLine() []string {
	return []string{"history up", "history page down", "undo in history", "redo in history", "close history"}
}

func (s *historyPanel) typed(tea.KeyMsg) effect { return effect{} }
func (s *historyPanel) typing() bool            { return false }
func (s *historyPanel) refresh() bool           { return false }
