package ui

import (
	"callsheet/model/phone"

	"fmt"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// contactsScreen makes every row right: by cause, row by row, or the marked
// ones together.
type contactsScreen struct {
	console  *screen.Console
	requests *screen.Requests
	grid     widget.Grid
	filter   widget.Filter
	pane     pane
	causes   causePane

	only    narrowing
	order   sorting
	rows    []int32 // rows of the list that are shown, in their order; owned by the screen
	stale   bool    // many of them may no longer belong here
	found   model.Found
	frozen  *model.List  // copy for searches; nil after an edit
	wanted  int          // row to begin at, until the rows are there; then -1
	counted model.Counts // as the filter shows them
	asked   int          // how often marks were asked for
	looks   columnLooks
	dial    dialWords
	marked  *model.RowSet

	typing inlineEdit
	sheet  sheet // what lies over the rows and has the keyboard; nil = nothing
	work   *work // what the screen waits for; nil = nothing
	seek   *work // the search under way; nil = none
	err    string

	reverting []int32      // rows that a question asks to revert
	listing   phone.Number // that a question asks to put on the do-not-call list
	importing string       // path of a do-not-call list whose country is asked
	saving    string       // path that a question asks to replace

	width, height int
}

// pane is which part of the screen has the keyboard.
type pane string

const (
	paneCauses pane = "causes"
	paneRows   pane = "rows"
)

// sheet lies over the rows until it is closed, by setting the screen's sheet.
type sheet interface {
	press(msg tea.KeyMsg) tea.Cmd
	view(width, height int) string
	keys() []key.Binding
	typing() bool
	refresh() // after the list was changed
}

func newContactsScreen(d *screen.Console) *contactsScreen {
	c := &contactsScreen{console: d, requests: d.NewRequests(), marked: &model.RowSet{}}
	c.grid = widget.NewGrid(d.Theme, nil)
	c.grid.SetRowStyle(c.rowStyle)
	c.filter = widget.NewFilter(d.Theme, nil)
	c.countFilter()
	view := d.Campaign.View
	c.pane = pane(view.Pane)
	c.only = narrowing{cause: view.Cause, region: view.Region, types: view.Types}
	c.order = sortingOf(view.Sort)
	c.looks = columnLooksOf(view.Columns)
	switch {
	case view.Show != "":
		c.filter.SetQuery(view.Find)
	case c.list().Counts().Of(model.ToFix) > 0:
		view.Show, c.pane = model.ShowToFix, paneCauses
	default:
		view.Show = model.ShowAll
	}
	if c.pane != paneCauses {
		c.pane = paneRows
	}
	c.filter.Select(string(view.Show))
	c.wanted = view.Row
	return c
}

func (c *contactsScreen) list() *model.List { return c.console.Campaign.List }

func (c *contactsScreen) Init() tea.Cmd              { return tea.Batch(c.countCauses(), c.search()) }
func (c *contactsScreen) Place() model.Stage         { return model.StageContacts }
func (c *contactsScreen) Requests() *screen.Requests { return c.requests }
func (c *contactsScreen) Typing() bool {
	return c.typing.on || c.filter.Finding() || c.sheet != nil && c.sheet.typing()
}

func (c *contactsScreen) SetSize(w, h int) {
	c.width, c.height = w, h
	c.arrange()
}

func (c *contactsScreen) Update(msg tea.Msg) tea.Cmd {
	cmd := c.update(msg)
	c.remember()
	return cmd
}

// remember says where the operator is, so that the campaign opens here again.
func (c *contactsScreen) remember() {
	view := &c.console.Campaign.View
	view.Show, view.Find = model.Show(c.filter.Selected()), c.filter.Query()
	view.Pane, view.Cause, view.Region, view.Types = string(c.pane), c.only.cause, c.only.region, c.only.types
	view.Sort, view.Columns = c.order.String(), c.looks.kept
	if row, ok := c.here(); ok && c.wanted < 0 {
		view.Row = row
	}
}

func (c *contactsScreen) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return c.press(msg)
	case rowsFound:
		c.seek = nil
		c.found = msg.found
		c.showRows(msg.rows)
	case causesCounted:
		return c.showCauses(msg.causes)
	case fixesFound:
		c.takeFixes(msg)
	case groupReady:
		return c.takeGroup(msg)
	case retraced:
		return c.takeRetraced(msg)
	case workTicked:
		return c.tick()
	case marksFound:
		return c.mark(msg.marks)
	case listedDoNotCall:
		return c.takeListed(msg)
	case listSaved:
		c.takeSaved(msg)
	case typesFound:
		c.work = nil
		if msg.err == nil {
			return c.search()
		}
	case groupsFound:
		c.takeGroups(msg)
	case screen.Answered:
		return c.answer(msg)
	case screen.Shown:
		// The review asks anew who was called meanwhile.
		if c.counted != c.list().Counts() {
			return c.relearnt()
		}
	default:
		cmd, _ := c.filter.Update(msg)
		return cmd
	}
	return nil
}

func (c *contactsScreen) press(msg tea.KeyMsg) tea.Cmd {
	c.err = ""
	switch {
	case c.work != nil && key.Matches(msg, screen.Global.Back):
		c.stopWork()
		return nil
	case c.sheet != nil:
		return c.sheet.press(msg)
	case c.typing.on:
		return c.pressTyping(msg)
	case c.filter.Finding():
		cmd, changed := c.filter.Update(msg)
		if changed {
			return tea.Batch(cmd, c.search())
		}
		return cmd
	case key.Matches(msg, screen.Global.Back):
		return c.back()
	case key.Matches(msg, screen.Global.Next):
		c.next()
		return nil
	case c.filter.Press(msg.String()):
		c.only.cause = model.CauseKey{}
		c.focus(paneRows)
		return c.search()
	}
	if cmd, done := c.pressLooking(msg); done {
		return cmd
	}
	if c.pane == paneCauses {
		return c.pressCauses(msg)
	}
	return c.pressRows(msg)
}

// back takes what narrows the rows away, one after another, before it leaves.
func (c *contactsScreen) back() tea.Cmd {
	switch {
	case c.marked.Len() > 0:
		c.unmark()
		return nil
	case c.filter.Query() != "":
		c.filter.SetQuery("")
	case c.only.region != "" || c.only.types != 0:
		c.only.region, c.only.types = "", 0
	case c.pane == paneRows && !c.only.cause.IsZero():
		return c.changePane()
	default:
		c.console.Emit(screen.GoBack{})
		return nil
	}
	return c.search()
}

// pressLooking is the keys that change nothing of the list, in either pane.
func (c *contactsScreen) pressLooking(msg tea.KeyMsg) (tea.Cmd, bool) {
	switch {
	case key.Matches(msg, benchKeys.Find):
		return c.openFind(), true
	case key.Matches(msg, benchKeys.Filters):
		c.askFilters()
	case key.Matches(msg, benchKeys.Pane):
		return c.changePane(), true
	case key.Matches(msg, benchKeys.Sort):
		c.askSort()
	case key.Matches(msg, benchKeys.Columns):
		c.sheet = newColumnSheet(c)
	case key.Matches(msg, benchKeys.GoTo):
		c.askRow()
	case key.Matches(msg, benchKeys.History):
		c.sheet = &historySheet{c: c}
	case key.Matches(msg, benchKeys.Save):
		c.askSave()
	default:
		return nil, false
	}
	return nil, true
}

// mayWork reports whether rows may be changed now, and says why not.
func (c *contactsScreen) mayWork() bool {
	if !c.console.MayChange("contacts") {
		return false
	}
	if c.work != nil {
		c.err = "Wait until this is done, or press esc to stop it: " + c.work.what + "."
		return false
	}
	return true
}

// pressUndo takes a change back or makes it again.
func (c *contactsScreen) pressUndo(msg tea.KeyMsg) (tea.Cmd, bool) {
	undo := key.Matches(msg, benchKeys.Undo)
	if !undo && !key.Matches(msg, benchKeys.Redo) {
		return nil, false
	}
	if !c.mayWork() {
		return nil, true
	}
	return c.retrace(undo), true
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
	if c.work != nil {
		c.err = "Wait until this is done, or press esc to stop it: " + c.work.what + "."
		return
	}
	if c.list().Counts().Of(model.Ready) == 0 {
		c.err = "No row is ready to be called yet. " + fixOne
		return
	}
	campaign := c.console.Campaign
	if campaign.Stage > model.StageContacts {
		c.console.GoOn(nil)
		return
	}
	campaign.Stage = model.StageOptions
	c.console.GoOnTo(model.StageOptions)
}

// rowName is what a row is called in messages.
func (c *contactsScreen) rowName(row int) string {
	return fmt.Sprintf("row %d", c.list().Table.RowNumber(row))
}
