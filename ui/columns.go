package ui

import (
	"slices"
	"sync/atomic"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
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
		return tea.Batch(c.chooseRegion(), c.findOptOuts(), c.findLetters())
	}
	return tea.Batch(c.findOptOuts(), c.findLetters())
}

func (c *columnsScreen) Place() model.Stage         { return model.StageColumns }
func (c *columnsScreen) Requests() *screen.Requests { return c.requests }
func (c *columnsScreen) Typing() bool               { return false }

func (c *columnsScreen) SetSize(w, h int) {
	c.width, c.height = w, h
	c.layout()
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
		c.optOutsFound(msg)
	case countryWeighed:
		c.regionChosen(msg.country)
	case lettersLooked:
		c.lettersFound(msg)
	case lettersRead:
		return c.lettersRead(msg)
	case checkingTick:
		if c.checking != nil || c.letters.progress != nil {
			return c.requests.After("tick", screen.ProgressEvery, checkingTick{})
		}
	case screen.Shown:
		c.look() // rows may have been edited meanwhile
	case listChecked:
		return c.listChecked(msg)
	case columnsKept:
		if msg.err != nil {
			c.console.Notify(widget.Problem, "What the columns mean could not be remembered. "+reason.Sentence(msg.err))
		}
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
