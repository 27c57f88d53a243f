package ui

import (
	"callsheet/model/columns"

	"slices"
	"sync/atomic"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// columnsScreen checks what each column of the list means.
type columnsScreen struct {
	console  *screen.Console
	requests *screen.Requests
	grid     widget.Grid
	checking *atomic.Int64 // rows checked so far; nil when not checking
	err      string

	known   bool                 // the columns are as in the last list of this kind
	partly  bool                 // most are
	fresh   map[int]bool         // columns that are new in a list of this kind
	country columns.RegionChoice // of numbers without a country code
	notes   []string             // what is odd about the rows

	optOuts []model.OptOut // who is not to be called by these columns, those to ask about first

	question countryQuestion
	letters  lettersQuestion

	past, future []columnsState // what can be undone, and what made again

	added map[int]bool // columns that Callsheet added when it saved the list

	row     int // of the list, shown as it will be sent
	contact preview
	whole   bool // the preview has the screen, where it has no pane of its own

	stripRoom int // lines the preview has below the columns

	width, height int
}

// newColumnsScreen shows the columns of the campaign as they were left.
func newColumnsScreen(d *screen.Console) *columnsScreen {
	c := &columnsScreen{console: d, requests: d.NewRequests()}
	c.grid = widget.NewGrid(d.Theme, nil)
	c.country = columns.RegionChoice{Region: d.Campaign.Region, From: d.Campaign.RegionFrom}
	c.added = session.MapColumns(d.Campaign, d.Campaign.Mapping)
	c.row = c.firstContact()
	c.fill()
	return c
}

// newReadColumns shows the columns of a list that was just read. Those that are
// all known are not shown but used, as the operator did the last time.
func newReadColumns(d *screen.Console, read session.Opened) *columnsScreen {
	c := newColumnsScreen(d)
	// What is odd about the rows is worth a key press.
	c.country, c.notes = read.Country, rowNotes(read.Imported)
	spoilt, _ := model.Spoilt(d.Campaign.Table, 0)
	spoilt += model.SpoiltNames(d.Campaign.Table)
	c.known = read.Known && len(c.notes) == 0 && spoilt == 0
	c.partly = !c.known && read.Kept
	if c.partly && len(read.Changed) > 0 {
		c.fresh = map[int]bool{}
		for _, i := range read.Changed {
			c.fresh[i] = true
		}
		c.grid.SetMarked(func(row int) bool { return c.fresh[row] })
		c.grid.SetCursor(read.Changed[0])
	}
	// What holds every row is asked first.
	if at := slices.IndexFunc(d.Campaign.Mapping, func(col columns.Column) bool { return col.Absent() && col.Fallback == "" }); at >= 0 {
		c.grid.SetCursor(at)
	}
	return c
}

var columnKeys = struct{ Change, Rename, Need, Fallback, Sooner, Later, Country, Keep, Undo, Redo, Before, After, Whole key.Binding }{
	Change:   screen.Enter("change"),
	Rename:   screen.Bind("r", "rename", "r"),
	Need:     screen.Bind("n", "needed by the prompt", "n"),
	Fallback: screen.Bind("f", "text where it is empty", "f"),
	Sooner:   screen.Bind("+", "dial sooner", "+", "="),
	Later:    screen.Bind("-", "dial later", "-"),
	Country:  screen.Bind("c", "country", "c"),
	Keep:     screen.Bind("x", "send or do not send", "x"),
	Undo:     screen.Bind("u", "undo", "u"),
	Redo:     screen.Bind("ctrl+r", "redo", "ctrl+r"),
	Before:   screen.Bind("←", "row before", "left", "h"),
	After:    screen.Bind("→", "next row", "right", "l"),
	Whole:    screen.Bind("tab", "contact", "tab"),
}

// fieldWords names each meaning in the operator's words.
var fieldWords = map[columns.Field][2]string{
	columns.FieldPhone:       {"Phone to dial", "the number that will be called"},
	columns.FieldPhone2:      {"Next phone", "called where the one before is empty"},
	columns.FieldName:        {"Name", "the contact's full name"},
	columns.FieldFirstName:   {"First name", "joined with the last name"},
	columns.FieldLastName:    {"Last name", "joined with the first name"},
	columns.FieldEmail:       {"Email", "sent when it is a valid address"},
	columns.FieldCompany:     {"Company", "the contact's company"},
	columns.FieldID:          {"Dialgen contact id", "an existing contact of the service"},
	columns.FieldCountry:     {"Country", "country of the numbers in that row"},
	columns.FieldCallingCode: {"Calling code", "begins the numbers beside it, such as 44"},
	columns.FieldTimeZone:    {"Time zone", "kept with the contact"},
	columns.FieldDoNotCall:   {"Do not call", "yes keeps the row from being called"},
	columns.FieldMetadata:    {"For the agent", "the agent's prompt can use it"},
	columns.FieldSkip:        {"Not sent", "stays in the file"},
}

type listChecked struct {
	list *model.List
	err  error
}

type checkingTick struct{}

// columnsKept says that the meanings are remembered, or why not.
type columnsKept struct{ err error }

// Init uses columns that are all known at once; they can be gone back to.
func (c *columnsScreen) Init() tea.Cmd {
	if c.known {
		return c.next()
	}
	if c.country.Because == "" {
		return tea.Batch(c.weigh(), c.lookForOptOuts(), c.lookForLetters())
	}
	return tea.Batch(c.lookForOptOuts(), c.lookForLetters())
}

func (c *columnsScreen) Place() model.Stage         { return model.StageColumns }
func (c *columnsScreen) Requests() *screen.Requests { return c.requests }
func (c *columnsScreen) Typing() bool               { return false }

func (c *columnsScreen) SetSize(w, h int) {
	c.width, c.height = w, h
	c.layout()
}

func (c *columnsScreen) Keys() screen.Keys {
	if c.asking() {
		return c.countryLine()
	}
	if c.choosingLetters() {
		return c.lettersLine()
	}
	line := []key.Binding{screen.Global.Next, columnKeys.Change}
	if here, ok := c.here(); ok && here.Key != "" {
		line = append(line, columnKeys.Rename)
	}
	skip := screen.Label(columnKeys.Keep, "skip")
	if here, ok := c.here(); ok && here.Field == columns.FieldSkip {
		skip = screen.Label(columnKeys.Keep, "send")
	}
	line = append(line, columnKeys.Country, skip, screen.Global.Back)
	if len(c.past) > 0 {
		line = append(line, columnKeys.Undo)
	}
	if here, ok := c.here(); ok && c.severalPhones() && (here.Field == columns.FieldPhone || here.Field == columns.FieldPhone2) {
		line = slices.Insert(line, 2, screen.Bind("+-", "order", "+", "-"))
	}
	if here, ok := c.here(); ok && here.Absent() {
		line = []key.Binding{screen.Global.Next, screen.Label(columnKeys.Change, "another column"), screen.Label(columnKeys.Fallback, "a text instead"), screen.Label(columnKeys.Need, "not needed"), columnKeys.Country, screen.Global.Back}
		if len(c.past) > 0 {
			line = append(line, columnKeys.Undo)
		}
	}
	if _, is := c.optOutAsked(); is {
		// While it is asked, n answers it.
		line = slices.DeleteFunc(line, func(b key.Binding) bool { return b.Help().Key == columnKeys.Need.Help().Key })
		line = slices.Insert(line, 1, optOutKeys.Yes, optOutKeys.No)
	}
	if c.lettersAsked() {
		line = slices.Insert(line, 1, c.lettersBindings()...)
	}
	if c.checking != nil || c.letters.progress != nil {
		line = []key.Binding{screen.Bind("esc", "stop", "esc")}
	}
	return screen.Keys{Line: line, Groups: []widget.KeyGroup{
		{Title: "Columns", Bindings: []key.Binding{
			columnKeys.Change, columnKeys.Rename, columnKeys.Need, columnKeys.Fallback, columnKeys.Keep, columnKeys.Country, columnKeys.Sooner, columnKeys.Later, columnKeys.Undo, columnKeys.Redo,
		}},
		{Title: "The contact shown", Bindings: []key.Binding{columnKeys.Before, columnKeys.After, columnKeys.Whole}},
		screen.GridHelp(c.console),
	}}
}

// severalPhones reports whether there is an order to choose.
func (c *columnsScreen) severalPhones() bool {
	phones := 0
	for _, col := range c.console.Campaign.Mapping {
		if col.Field == columns.FieldPhone || col.Field == columns.FieldPhone2 {
			phones++
		}
	}
	return phones > 1
}

func (c *columnsScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return c.press(msg)
	case screen.Answered:
		return c.answer(msg)
	case optOutsFound:
		c.takeOptOuts(msg)
	case countryWeighed:
		c.takeWeighed(msg.country)
	case lettersLooked:
		c.takeLetters(msg)
	case lettersRead:
		return c.takeRead(msg)
	case checkingTick:
		if c.checking != nil || c.letters.progress != nil {
			return c.requests.After("tick", screen.ProgressEvery, checkingTick{})
		}
	case screen.Shown:
		c.look() // rows may have been edited meanwhile
	case listChecked:
		return c.take(msg)
	case columnsKept:
		if msg.err != nil {
			c.console.Notify(widget.Problem, "What the columns mean could not be remembered. "+reason.Sentence(msg.err))
		}
	}
	return nil
}

func (c *columnsScreen) press(msg tea.KeyMsg) tea.Cmd {
	if c.checking != nil {
		if key.Matches(msg, screen.Global.Back) {
			c.requests.Drop("check")
			c.checking = nil
		}
		return nil
	}
	if c.letters.progress != nil {
		if key.Matches(msg, screen.Global.Back) {
			c.stopReading()
		}
		return nil
	}
	if c.asking() {
		return c.pressCountry(msg)
	}
	if c.choosingLetters() {
		return c.chooseLetters(msg)
	}
	if c.lettersAsked() && key.Matches(msg, c.lettersBindings()...) {
		c.pressLetters(msg)
		return nil
	}
	if asked, is := c.optOutAsked(); is && key.Matches(msg, optOutKeys.Yes, optOutKeys.No) {
		if !c.console.MayChange("columns") {
			return nil
		}
		return c.pressOptOut(msg, asked)
	}
	k := columnKeys
	switch {
	case key.Matches(msg, screen.Global.Back):
		c.console.Emit(screen.GoBack{})
	case key.Matches(msg, screen.Global.Next):
		return c.next()
	case key.Matches(msg, k.Before):
		c.step(-1)
	case key.Matches(msg, k.After):
		c.step(+1)
	case key.Matches(msg, k.Whole):
		c.whole = !c.whole && !c.wide()
		c.look()
	case key.Matches(msg, k.Change, k.Rename, k.Need, k.Fallback, k.Sooner, k.Later, k.Country, k.Keep, k.Undo, k.Redo) && !c.console.MayChange("columns"):
	case key.Matches(msg, k.Change):
		c.askMeaning()
	case key.Matches(msg, k.Rename):
		c.askKey()
	case key.Matches(msg, k.Need):
		return c.toggleNeeded()
	case key.Matches(msg, k.Fallback):
		c.askFallback()
	case key.Matches(msg, k.Sooner):
		return c.move(-1)
	case key.Matches(msg, k.Later):
		return c.move(+1)
	case key.Matches(msg, k.Keep):
		return c.toggleSent()
	case key.Matches(msg, k.Undo, k.Redo):
		return c.retrace(key.Matches(msg, k.Undo))
	case key.Matches(msg, k.Country):
		c.askCountry()
	default:
		c.grid.Update(msg)
	}
	return nil
}

func (c *columnsScreen) here() (columns.Column, bool) {
	m := c.console.Campaign.Mapping
	if i := c.grid.Cursor(); i >= 0 && i < len(m) {
		return m[i], true
	}
	return columns.Column{}, false
}
