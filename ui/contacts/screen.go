package contacts

import (
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// Screen makes every row right: by cause, row by row, or the marked
// ones together.
type Screen struct {
	Console  *screen.Console
	requests *screen.Requests
	Table    *Table
	Filter   widget.Filter
	Pane     pane
	Causes   causePane

	Only    Narrowing
	found   model.Found
	frozen  *model.List  // copy for searches; nil after an edit
	counted model.Counts // as the filter shows them
	lookups numberLookups

	rowPane    rowPane
	CellEditor cellEditor
	Panel      panel // what lies over the rows and has the keyboard; nil = nothing
	Background *background
	err        string

	repair    repair
	zone      zoneQuestion
	doNotCall doNotCall
	export    export
	sure      sureFixes

	width, height int
}

func New(d *screen.Console) *Screen {
	c := &Screen{Console: d, requests: d.NewRequests()}
	c.Background = &background{requests: c.requests}
	c.Filter = widget.NewFilter(d.Theme, nil)
	c.countFilter()
	view := d.Campaign.View
	c.Table = newTable(d.Theme, c.List, view)
	c.Pane = pane(view.Pane)
	c.repair = repair{console: d, table: c.Table, causes: &c.Causes}
	c.zone = zoneQuestion{console: d}
	c.doNotCall, c.export = doNotCall{console: d}, export{console: d}
	c.sure = sureFixes{console: d, causes: &c.Causes}
	c.Only = Narrowing{cause: view.Cause, region: view.Region, types: view.Types}.by(view.Cells.Within(d.Campaign.List.Mapping))
	switch {
	case view.Show != "":
		c.Filter.SetQuery(view.Find)
	case c.List().Counts().Of(model.ToFix) > 0:
		view.Show, c.Pane = model.ShowToFix, PaneCauses
	case c.List().Causes().Held() > 0:
		view.Show, c.Pane = model.ShowToCheck, PaneCauses
	default:
		view.Show = model.ShowAll
	}
	if c.Pane != PaneCauses {
		c.Pane = PaneRows
	}
	c.Filter.Select(string(view.Show))
	return c
}

func (c *Screen) List() *model.List { return c.Console.Campaign.List }

func (c *Screen) Init() tea.Cmd              { return tea.Batch(c.countCauses(), c.Search()) }
func (c *Screen) Place() model.Stage         { return model.StageContacts }
func (c *Screen) Requests() *screen.Requests { return c.requests }
func (c *Screen) Typing() bool {
	return c.CellEditor.On || c.Filter.Finding() || c.Panel != nil && c.Panel.typing()
}

func (c *Screen) SetSize(w, h int) {
	c.width, c.height = w, h
	c.arrange()
}

func (c *Screen) Update(msg tea.Msg) tea.Cmd {
	cmd := c.update(msg)
	c.lay()
	c.remember()
	return cmd
}

// remember says where the operator is, so that the campaign opens here again.
func (c *Screen) remember() {
	view := c.Console.Campaign.View
	view.Show, view.Find = model.Show(c.Filter.Selected()), c.Filter.Query()
	view.Pane, view.Cause, view.Region, view.Types = string(c.Pane), c.Only.cause, c.Only.region, c.Only.types
	view.Cells = c.Only.tests()
	view.Sort, view.Columns = c.Table.Order.String(), c.Table.looks.kept
	if row, ok := c.Table.Here(); ok && c.Table.wanted < 0 {
		view.Row = row
	}
	session.SetView(c.Console.Campaign, view)
}

func (c *Screen) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return c.press(msg)
	case rowsFound:
		c.Background.Seek = nil
		c.found = msg.found
		c.Table.ShowRows(msg.rows)
	case causesCounted:
		return c.ShowCauses(msg.causes)
	case fixesFound:
		c.Causes.fixesFound(msg)
	case groupReady:
		return c.groupReady(msg)
	case sureFound:
		return sureFixesFound(c, msg)
	case undoReady:
		if c.ended(msg.err) {
			return c.retraced(msg)
		}
	case workTicked:
		return c.Background.tick()
	case suppressionsFound:
		if len(msg.suppressions) > 0 {
			c.List().AddSuppressions(msg.suppressions)
			return c.relearnt()
		}
	case listedDoNotCall:
		return c.doNotCallListed(msg)
	case listSaved:
		if c.ended(msg.failed()) {
			return c.do(c.export.saved(msg))
		}
	case typesFound:
		c.Background.work = nil
		if msg.err == nil {
			return c.Search()
		}
	case overCapFound:
		c.Background.work = nil
		return c.Update(screen.Shown{Rows: msg.rows})
	case groupsFound:
		if s, is := c.Panel.(*duplicatesPanel); is {
			s.found(msg)
		}
	case screen.Answered:
		return c.answer(msg)
	case screen.Shown:
		if msg.Rows != nil {
			c.Pane, c.Only = PaneRows, Narrowing{rows: msg.Rows}
			c.Filter.Select(string(model.ShowAll))
			c.Filter.SetQuery("")
			return tea.Batch(c.countCauses(), c.Search())
		}
		// The review asks anew who was called meanwhile.
		if c.counted != c.List().Counts() {
			return c.relearnt()
		}
	default:
		cmd, _ := c.Filter.Update(msg)
		return cmd
	}
	return nil
}

// back takes what narrows the rows away, one after another, before it leaves.
func (c *Screen) back() tea.Cmd {
	switch {
	case c.Table.selected.Len() > 0:
		c.Table.unselect()
		return nil
	case c.Only.widen(&c.Filter):
	case c.Pane == PaneRows && !c.Only.cause.IsZero():
		return c.changePane()
	default:
		c.Console.Emit(screen.GoBack{})
		return nil
	}
	return c.Search()
}

// toOptions goes on to the options.
func toOptions(d *screen.Console) {
	if d.Campaign.Stage > model.StageContacts {
		d.GoOn(nil)
		return
	}
	session.Reach(d.Campaign, model.StageOptions)
	d.GoOnTo(model.StageOptions)
}

// fixOne is what to do where no row can be called.
const fixOne = "Fix at least one number, or go back and check the columns."

// Layout is how the screen is divided now.
func (c *Screen) Layout() layout {
	return layout{c.Console.Theme, c.width, c.height, &c.Causes, c.Pane, !c.Only.cause.IsZero()}
}
