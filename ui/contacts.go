package ui

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/widget"
)

// contactsScreen makes every row right.
type contactsScreen struct {
	desk   *desk
	box    *mailbox
	grid   widget.Grid
	filter widget.Filter
	rows   []int32     // rows of the list that the filter lets through
	frozen *model.List // copy for searches; nil after an edit
	asked  int         // how often marks were asked for
	wanted int         // row to begin at, until the rows are there; then -1

	editing    bool
	input      widget.Input
	candidates []string // texts that Tab offers while editing
	candidate  int
	err        string
	busy       string // what is being worked out, "" when nothing is

	width, height int
}

func newContactsScreen(d *desk) *contactsScreen {
	c := &contactsScreen{desk: d, box: d.mailbox()}
	c.grid = widget.NewGrid(d.theme, contactColumns)
	c.grid.SetRowStyle(c.rowStyle)
	c.filter = widget.NewFilter(d.theme, nil)
	c.countFilter()
	view := d.campaign.View
	switch {
	case view.Show != "":
		c.filter.SetQuery(view.Find)
	case d.campaign.List.Counts().Of(model.ToFix) > 0:
		view.Show = model.ShowToFix
	default:
		view.Show = model.ShowAll
	}
	c.filter.Select(string(view.Show))
	c.wanted = view.Row
	return c
}

var contactKeys = struct{ Fix, Edit, All, LeaveOut, Undo, Redo, NextFilter, PrevFilter, Find, NextProblem, PrevProblem key.Binding }{
	Fix:         enter("edit"),
	Edit:        bind("e", "edit", "e"),
	All:         bind("a", "all like it", "a"),
	LeaveOut:    bind("x", "leave out", "x"),
	Undo:        bind("u", "undo", "u"),
	Redo:        bind("ctrl+r", "redo", "ctrl+r"),
	NextFilter:  bind("tab", "next filter", "tab"),
	PrevFilter:  bind("shift+tab", "previous filter", "shift+tab"),
	Find:        bind("/", "find", "/"),
	NextProblem: bind("n", "next problem", "n"),
	PrevProblem: bind("p", "previous problem", "p"),
}

var editKeys = struct{ Keep, Suggest, Discard key.Binding }{
	Keep:    enter("keep"),
	Suggest: bind("tab", "use the suggestion", "tab"),
	Discard: bind("esc", "leave it as it was", "esc"),
}

type (
	rowsFound  struct{ rows []int32 }
	marksFound struct{ marks model.Marks }
	groupReady struct {
		change model.Change
		err    error
	}
)

func (c *contactsScreen) list() *model.List { return c.desk.campaign.List }

func (c *contactsScreen) Init() tea.Cmd      { return c.search() }
func (c *contactsScreen) Place() model.Stage { return model.StageContacts }
func (c *contactsScreen) Mail() *mailbox     { return c.box }
func (c *contactsScreen) Typing() bool       { return c.editing || c.filter.Finding() }

const contactChrome = 6 // the filter, the bar, and the lines about the row under the cursor

func (c *contactsScreen) SetSize(w, h int) {
	c.width, c.height = w, h
	columns := slices.Clone(contactColumns)
	if w < wideFrom {
		columns = columns[:contactCompany]
	}
	// A row is found again by its number, so it is never cut.
	if t := c.list().Table; t.Len() > 0 {
		digits := len(strconv.Itoa(t.RowNumber(t.Len() - 1)))
		columns[contactRow].Width, columns[contactRow].Min = max(4, digits), max(4, digits)
	}
	c.grid.SetColumns(columns)
	c.grid.SetSize(w, max(2, h-contactChrome))
}

func (c *contactsScreen) Update(msg tea.Msg) tea.Cmd {
	cmd := c.update(msg)
	c.remember()
	return cmd
}

// remember says where the operator is, so that the campaign opens here again.
func (c *contactsScreen) remember() {
	view := &c.desk.campaign.View
	view.Show, view.Find = model.Show(c.filter.Selected()), c.filter.Query()
	if row, ok := c.here(); ok && c.wanted < 0 {
		view.Row = row
	}
}

func (c *contactsScreen) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return c.press(msg)
	case rowsFound:
		c.showRows(msg.rows)
	case groupReady:
		c.busy = ""
		if msg.err == nil {
			return c.apply(msg.change)
		}
	case marksFound:
		return c.mark(msg.marks)
	case answered:
		return c.answer(msg)
	case shown:
		return nil
	default:
		cmd, _ := c.filter.Update(msg)
		return cmd
	}
	return nil
}

func (c *contactsScreen) press(msg tea.KeyMsg) tea.Cmd {
	c.err = ""
	switch {
	case c.editing:
		return c.pressEditing(msg)
	case c.filter.Finding():
		cmd, changed := c.filter.Update(msg)
		if changed {
			return tea.Batch(cmd, c.search())
		}
		return cmd
	case key.Matches(msg, global.Back):
		if c.filter.Query() != "" {
			c.filter.SetQuery("")
			return c.search()
		}
		c.desk.emit(goBack{})
	case key.Matches(msg, global.Next):
		c.next()
	case key.Matches(msg, contactKeys.Find):
		return c.filter.OpenFind()
	case key.Matches(msg, contactKeys.NextFilter):
		c.filter.Next()
		return c.search()
	case key.Matches(msg, contactKeys.PrevFilter):
		c.filter.Prev()
		return c.search()
	case key.Matches(msg, contactKeys.NextProblem):
		c.jump(1)
	case key.Matches(msg, contactKeys.PrevProblem):
		c.jump(-1)
	case c.grid.Update(msg):
	default:
		return c.pressRepair(msg)
	}
	return nil
}

// pressRepair is the keys that change rows.
func (c *contactsScreen) pressRepair(msg tea.KeyMsg) tea.Cmd {
	if !key.Matches(msg, contactKeys.Fix, contactKeys.Edit, contactKeys.All, contactKeys.LeaveOut, contactKeys.Undo, contactKeys.Redo) {
		return nil
	}
	if !c.desk.mayChange("contacts") {
		return nil
	}
	if c.busy != "" {
		c.err = "Wait until this is done: " + c.busy + "."
		return nil
	}
	switch {
	case key.Matches(msg, contactKeys.Undo):
		return c.step(model.StepUndone, c.list().Undo, "Undone: ", "There is nothing to undo.")
	case key.Matches(msg, contactKeys.Redo):
		return c.step(model.StepRedone, c.list().Redo, "Done again: ", "There is nothing to redo.")
	}
	row, ok := c.here()
	if !ok {
		return nil
	}
	switch {
	case key.Matches(msg, contactKeys.Fix):
		return c.fix(row)
	case key.Matches(msg, contactKeys.Edit):
		return c.edit(row)
	case key.Matches(msg, contactKeys.All):
		c.askAll(row)
	case key.Matches(msg, contactKeys.LeaveOut):
		return c.toggleLeftOut(row)
	}
	return nil
}

// here is the row of the list under the cursor.
func (c *contactsScreen) here() (int, bool) {
	i := c.grid.Cursor()
	if i < 0 || i >= len(c.rows) {
		return 0, false
	}
	return int(c.rows[i]), true
}

// next goes on to the options, unless nobody would be called.
func (c *contactsScreen) next() {
	if c.list().Counts().Of(model.Ready) == 0 {
		c.err = "No row is ready to be called yet. Fix at least one number, or go back and check the columns."
		return
	}
	campaign := c.desk.campaign
	if campaign.Stage > model.StageContacts {
		c.desk.emit(goOn{})
		return
	}
	campaign.Stage = model.StageOptions
	c.desk.emit(goOn{newOptionsScreen(c.desk)})
}

// search finds the rows for the filter as it is now.
func (c *contactsScreen) search() tea.Cmd {
	if c.frozen == nil {
		c.frozen = c.list().Freeze()
	}
	list, filter := c.frozen, c.currentFilter()
	return c.box.ask("rows", func(ctx context.Context) tea.Msg {
		rows, err := list.Rows(ctx, filter)
		if err != nil {
			return nil
		}
		return rowsFound{rows}
	})
}

func (c *contactsScreen) currentFilter() model.Filter {
	return model.Filter{Show: model.Show(c.filter.Selected()), Find: c.filter.Query()}
}

// showRows keeps the cursor on its row, or where that row was.
func (c *contactsScreen) showRows(rows []int32) {
	row, had := c.here()
	at := c.grid.Cursor()
	if c.wanted >= 0 {
		row, had = c.wanted, true
		c.wanted = -1
	}
	c.rows = rows
	c.grid.SetRows(contactRows{c.list(), rows, c.desk.theme.Signs})
	if had {
		if i, found := slices.BinarySearch(rows, int32(row)); found {
			at = i
		}
	}
	c.grid.SetCursor(min(at, len(rows)-1))
}

// apply makes a change, and takes a row that left the filter off the screen
// before the next key press can reach it.
func (c *contactsScreen) apply(change model.Change) tea.Cmd {
	if len(change.Rows) == 0 {
		return nil
	}
	change.By, change.At = c.desk.cfg.Account.Operator, c.desk.cfg.wall()
	c.list().Apply(change)
	c.desk.step(model.Step{Kind: model.StepMade, Change: change})
	c.desk.emit(notify{widget.Done, sentence(change.What) + " Press u to undo."})
	return c.changed(change)
}

func (c *contactsScreen) changed(change model.Change) tea.Cmd {
	c.frozen = nil
	c.countFilter()
	if len(change.Rows) == 1 {
		row := change.Rows[0].Row
		i, found := slices.BinarySearch(c.rows, int32(row))
		if found && !c.list().Passes(row, model.Show(c.filter.Selected())) {
			at := c.grid.Cursor()
			c.rows = slices.Delete(c.rows, i, i+1)
			c.grid.SetRows(contactRows{c.list(), c.rows, c.desk.theme.Signs})
			c.grid.SetCursor(min(at, len(c.rows)-1))
		}
	}
	return tea.Batch(c.search(), c.askMarks(change))
}

// askMarks asks what is known of the numbers a change brought in.
func (c *contactsScreen) askMarks(change model.Change) tea.Cmd {
	var numbers []model.Number
	for _, r := range change.Rows {
		if n := c.list().Verdict(r.Row).Number; n != 0 {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	slices.Sort(numbers)
	store, id := c.desk.cfg.Store, c.desk.campaign.ID
	c.asked++
	return c.box.ask(fmt.Sprintf("marks %d", c.asked), func(ctx context.Context) tea.Msg {
		marks, err := store.Marks(ctx, slices.Compact(numbers), id)
		if err != nil {
			return nil
		}
		return marksFound{marks}
	})
}

// mark takes over what is known of some numbers outside this list.
func (c *contactsScreen) mark(marks model.Marks) tea.Cmd {
	if len(marks) == 0 {
		return nil
	}
	c.list().AddMarks(marks)
	c.frozen = nil
	c.countFilter()
	return c.search()
}

func (c *contactsScreen) step(kind model.StepKind, move func() (model.Change, bool), said, nothing string) tea.Cmd {
	change, ok := move()
	if !ok {
		c.desk.emit(notify{widget.Info, nothing})
		return nil
	}
	c.desk.step(model.Step{Kind: kind})
	c.desk.emit(notify{widget.Done, said + change.What + "."})
	return c.changed(change)
}

// jump moves to the next or previous row that needs fixing.
func (c *contactsScreen) jump(step int) {
	for i := c.grid.Cursor() + step; i >= 0 && i < len(c.rows); i += step {
		if c.list().Verdict(int(c.rows[i])).State == model.ToFix {
			c.grid.SetCursor(i)
			return
		}
	}
	c.desk.emit(notify{widget.Info, "There is nothing more to fix in that direction."})
}

func (c *contactsScreen) countFilter() {
	t, counts := c.desk.theme, c.list().Counts()
	items := []widget.FilterItem{
		{Key: string(model.ShowToFix), Label: "to fix", Sign: t.Signs.ToFix, Count: counts.Of(model.ToFix), Style: t.ToFix},
		{Key: string(model.ShowAll), Label: "all", Count: counts.Total() - counts.Of(model.Blank), Style: t.Text},
		{Key: string(model.ShowReady), Label: "ready", Sign: t.Signs.Ready, Count: counts.Of(model.Ready), Style: t.Ready},
		{Key: string(model.ShowToCheck), Label: "to check", Count: c.list().Warned(), Style: t.Text},
		{Key: string(model.ShowDuplicate), Label: "duplicate", Sign: t.Signs.Duplicate, Count: counts.Of(model.Duplicate), Style: t.Duplicate},
		{Key: string(model.ShowDoNotCall), Label: "do not call", Sign: t.Signs.DoNotCall, Count: counts.Of(model.DoNotCall), Style: t.DoNotCall},
		{Key: string(model.ShowLeftOut), Label: "left out", Sign: t.Signs.LeftOut, Count: counts.Of(model.LeftOut), Style: t.LeftOut},
		{Key: string(model.ShowEdited), Label: "edited", Count: c.list().Edited(), Style: t.Text},
	}
	c.filter.SetItems(items)
}

// rowName is what a row is called in messages.
func (c *contactsScreen) rowName(row int) string {
	return fmt.Sprintf("row %d", c.list().Table.RowNumber(row))
}
