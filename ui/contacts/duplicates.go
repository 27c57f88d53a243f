package contacts

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// duplicatesPanel shows the rows that hold one number and what differs in them.
type duplicatesPanel struct {
	console *screen.Console
	group   model.DuplicateGroup
	differ  []model.Difference
	grid    widget.Grid
	numbers []phone.Number // of every group, in file order; nil until they are known
}

type groupsFound struct{ numbers []phone.Number }

var duplicateKeys = struct{ Keep, First, Complete, Merge, AllFirst, AllComplete, AllMerge, Next, Prev, Close key.Binding }{
	Keep:        screen.Enter("keep"),
	First:       screen.Bind("f", "first", "f"),
	Complete:    screen.Bind("c", "fullest", "c"),
	Merge:       screen.Bind("m", "merge", "m"),
	AllFirst:    screen.Bind("F C M", "for all", "F"),
	AllComplete: screen.Bind("C", "the most complete everywhere", "C"),
	AllMerge:    screen.Bind("M", "fill everywhere", "M"),
	Next:        screen.Bind("n p", "next", "n"),
	Prev:        screen.Bind("p", "the group before", "p"),
	Close:       screen.Bind("esc", "back", "esc"),
}

// newDuplicatesPanel shows the group of the row under the cursor, or else the first
// there is.
func newDuplicatesPanel(console *screen.Console, table *Table) *duplicatesPanel {
	s := &duplicatesPanel{console: console}
	if row, ok := table.Here(); ok {
		s.show(table.list().Duplicates().Of(row))
		s.grid.SetCursor(max(slices.Index(s.group.Rows, int32(row)), 0))
	}
	return s
}

// findGroups finds the numbers of every group; in a short list within the key press.
func (s *duplicatesPanel) findGroups(requests *screen.Requests) tea.Cmd {
	list := s.console.Campaign.List.Snapshot()
	find := func() groupsFound {
		var numbers []phone.Number
		for _, g := range list.Duplicates().Groups() {
			numbers = append(numbers, g.Number)
		}
		return groupsFound{numbers}
	}
	if list.Len() <= QuickList {
		s.found(find())
		return nil
	}
	return requests.Ask("groups", func(context.Context) tea.Msg { return find() })
}

func (s *duplicatesPanel) found(msg groupsFound) {
	s.numbers = msg.numbers
	if len(s.group.Rows) < 2 {
		s.step(0)
	}
}

// show lays a group out: a line for each row, a column for each thing that
// differs.
func (s *duplicatesPanel) show(g model.DuplicateGroup) {
	list := s.console.Campaign.List
	s.group, s.differ = g, list.Duplicates().Differences(g)
	cols := []widget.GridColumn{{Title: "Row", Width: 7, Right: true}, {Title: "", Width: 10}}
	for _, d := range s.differ {
		cols = append(cols, widget.GridColumn{Title: slotTitle(d.Field), Width: 18, Min: 8, Grow: true})
	}
	if len(s.differ) == 0 {
		cols = append(cols, widget.GridColumn{Title: "Name", Width: 18, Min: 8, Grow: true})
	}
	s.grid = widget.NewGrid(s.console.Theme, cols)
	s.grid.SetRows(s)
}

func slotTitle(slot model.EditableField) string {
	if slot.Field == columns.FieldMetadata {
		return "{" + slot.Key + "}"
	}
	return slotWords[slot.Field][0]
}

func (s *duplicatesPanel) Len() int { return len(s.group.Rows) }

func (s *duplicatesPanel) Cell(i, col int) string {
	list, row := s.console.Campaign.List, int(s.group.Rows[i])
	switch {
	case col == 0:
		return fmt.Sprint(list.Table.RowNumber(row))
	case col == 1 && i == 0:
		return s.console.Theme.Glyphs.Ready + " called"
	case col == 1:
		return s.console.Theme.Glyphs.Duplicate + " not"
	case len(s.differ) == 0:
		return list.Contacts().Name(row)
	}
	return s.differ[col-2].Values[i]
}

// step goes to the group some places further on.
func (s *duplicatesPanel) step(by int) {
	if len(s.numbers) == 0 {
		return
	}
	at := max(slices.Index(s.numbers, s.group.Number), 0)
	n := s.numbers[(at+by+len(s.numbers))%len(s.numbers)]
	s.show(s.console.Campaign.List.Duplicates().OfNumber(n))
}

func (s *duplicatesPanel) actions() []panelAction {
	k := duplicateKeys
	all := []panelAction{
		looks("next duplicates", "Look at the next number", k.Next, func() { s.step(1) }),
		looks("duplicates before", "Look at the number before", k.Prev, func() { s.step(-1) }),
		changes("keep duplicate", "Keep the row under the cursor", k.Keep, s.keepThis),
	}
	for _, d := range []struct {
		id, title, all string
		one, each      key.Binding
		keep           model.DuplicatePolicy
		merge          bool
	}{
		{"keep first", "Keep the first row", "Keep the first row of every number", k.First, k.AllFirst, model.PreferFirst, false},
		{"keep fullest", "Keep the fullest row", "Keep the fullest row of every number", k.Complete, k.AllComplete, model.PreferMostComplete, false},
		{"merge", "Give the kept row what it lacks", "Give every kept row what it lacks", k.Merge, k.AllMerge, model.PreferDialled, true},
	} {
		all = append(all, changes(d.id, d.title, d.one, func() effect { return s.decide(d.keep, d.merge) }),
			changes(d.id+" everywhere", d.all, d.each, func() effect { return s.decideAll(d.keep, d.merge) }))
	}
	return append(append(all, moves(&s.grid)...), closes("duplicates", "Close the duplicates", k.Close))
}

// keepThis keeps the row under the cursor.
func (s *duplicatesPanel) keepThis() effect {
	i := s.grid.Cursor()
	if i >= len(s.group.Rows) {
		return effect{}
	}
	change := s.console.Campaign.List.Duplicates().Prefer(int(s.group.Rows[i]))
	if len(change.Rows) == 0 {
		return effect{say: "This row is the one that is called already."}
	}
	return effect{change: change}
}

// decide decides for this group.
func (s *duplicatesPanel) decide(keep model.DuplicatePolicy, merge bool) effect {
	change, err := s.console.Campaign.List.Snapshot().Duplicates().PreferAll(context.Background(), []model.DuplicateGroup{s.group}, keep, merge, nil)
	if err != nil || len(change.Rows) == 0 {
		return effect{say: "Nothing changes: it is like that already."}
	}
	return effect{change: change}
}

// decideAll decides for every group of the list.
func (s *duplicatesPanel) decideAll(keep model.DuplicatePolicy, merge bool) effect {
	return effect{groups: &groupDecision{keep, merge, len(s.numbers)}}
}

// decideGroups decides for every group of a list.
func decideGroups(list *model.List, d groupDecision) task {
	list = list.Snapshot()
	return task{"the duplicates are being decided", list.Counts().Of(model.Duplicate), 2 * d.groups, func(ctx context.Context, w *work) tea.Msg {
		change, err := list.Duplicates().PreferAll(ctx, list.Duplicates().Groups(), d.keep, d.merge, &w.read.Rows)
		if err == nil && len(change.Rows) == 0 {
			err = model.UserError("Nothing changes: it is like that already.")
		}
		return groupReady{change, err}
	}}
}

// refresh shows the group as it is now, until it has only one row left.
func (s *duplicatesPanel) refresh() bool {
	cursor := s.grid.Cursor()
	g := s.console.Campaign.List.Duplicates().OfNumber(s.group.Number)
	if len(g.Rows) < 2 {
		return true
	}
	s.show(g)
	s.grid.SetCursor(cursor)
	return false
}

func (s *duplicatesPanel) arrange(width, height int) {
	inner, room := widget.PanelRoom(min(width, widestPanel), height)
	s.grid.SetSize(inner, max(min(len(s.group.Rows)+1, room-4), 2))
}

func (s *duplicatesPanel) view(width, height int) string {
	t := s.console.Theme
	w := min(width, widestPanel)
	inner, _ := widget.PanelRoom(w, height)
	title := s.group.Number.Grouped()
	if i := slices.Index(s.numbers, s.group.Number); i >= 0 {
		title += fmt.Sprintf("  number %s of %s", figures.Count(i+1), figures.Count(len(s.numbers)))
	}
	lines := strings.Split(s.grid.View(), "\n")
	words := "These rows are the same in everything that is sent."
	if len(s.differ) > 0 {
		words = "Only what differs is shown. Whichever row is kept, the number is called once: enter keeps the row under the cursor, f the first, c the fullest; m gives the kept row what it lacks and the others have."
	}
	lines = append(lines, "")
	lines = append(lines, widget.Paragraph(t.Muted, words+" F, C and M do for every number what f, c and m do for this one.", inner)...)
	return widget.Panel(t, title, lines, w, min(height, len(lines)+2))
}

func (s *duplicatesPanel) keyLine() []string {
	if s.console.Campaign.ReadOnly() {
		return []string{"next duplicates", "close duplicates"}
	}
	return []string{"keep duplicate", "keep first", "keep fullest", "merge", "next duplicates", "close duplicates", "keep first everywhere"}
}

func (s *duplicatesPanel) typed(tea.KeyMsg) effect { return effect{} }
func (s *duplicatesPanel) typing() bool            { return false }
