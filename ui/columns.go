package ui

import (
	"slices"
	"sync/atomic"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/misread"
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

	known  bool         // the columns are as in the last list of this kind
	partly bool         // most are
	fresh  map[int]bool // columns that are new in a list of this kind
	notes  []string     // what is odd about the rows
	added  map[int]bool // columns that Callsheet added when it saved the list

	country countryQuestion
	letters lettersQuestion
	optOuts optOutQuestion
	history columnsHistory
	contact contactPreview
	values  columnValues

	width, height int
}

// newColumnsScreen shows the columns of the campaign as they were left.
func newColumnsScreen(d *screen.Console) *columnsScreen {
	c := &columnsScreen{console: d, requests: d.NewRequests()}
	c.grid = widget.NewGrid(d.Theme, nil)
	c.country = countryQuestion{console: d, requests: c.requests, choice: columns.RegionChoice{Region: d.Campaign.Region, From: d.Campaign.RegionFrom}}
	c.letters = lettersQuestion{console: d, requests: c.requests}
	c.optOuts = optOutQuestion{console: d, requests: c.requests}
	c.added = session.MapColumns(d.Campaign, d.Campaign.Mapping)
	c.contact = contactPreview{console: d, row: firstContact(d.Campaign)}
	c.fill()
	return c
}

// newReadColumns shows the columns of a list that was just read. Those that are
// all known are not shown but used, as the operator did the last time.
func newReadColumns(d *screen.Console, read session.Opened) *columnsScreen {
	c := newColumnsScreen(d)
	// What is odd about the rows is worth a key press.
	c.country.choice, c.notes = read.Country, rowNotes(read.Imported)
	spoilt, _ := misread.Spoilt(d.Campaign.Table, 0)
	spoilt += misread.SpoiltNames(d.Campaign.Table)
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
	columns.FieldPhone2:      {"Next phone", "called if the one before is empty"},
	columns.FieldName:        {"Name", "the contact's full name"},
	columns.FieldFirstName:   {"First name", "joined with the last name"},
	columns.FieldLastName:    {"Last name", "joined with the first name"},
	columns.FieldEmail:       {"Email", "sent when it is a valid address"},
	columns.FieldCompany:     {"Company", "the contact's company"},
	columns.FieldID:          {"Dialgen contact id", "a contact that Dialgen knows"},
	columns.FieldCountry:     {"Country", "country of that row's numbers"},
	columns.FieldCallingCode: {"Calling code", "begins the numbers, such as 44"},
	columns.FieldTimeZone:    {"Time zone", "kept with the contact"},
	columns.FieldDoNotCall:   {"Do not call", "yes: the row is not called"},
	columns.FieldMetadata:    {"For the agent", "the agent's prompt can use it"},
	columns.FieldSkip:        {"Not sent", "stays in the file"},
}

type listChecked struct {
	list *model.List
	err  error
}

// columnsKept says that the meanings are remembered, or why not.
type columnsKept struct{ err error }

// Init uses columns that are all known at once; they can be gone back to.
func (c *columnsScreen) Init() tea.Cmd {
	if c.known {
		return c.next()
	}
	var weigh tea.Cmd
	if c.country.choice.Because == "" {
		weigh = c.country.weigh()
	}
	cmd := tea.Batch(weigh, c.optOuts.find(), c.letters.find())
	c.layout()
	return cmd
}

func (c *columnsScreen) Place() model.Stage         { return model.StageColumns }
func (c *columnsScreen) Requests() *screen.Requests { return c.requests }
func (c *columnsScreen) Typing() bool               { return false }

func (c *columnsScreen) SetSize(w, h int) {
	c.width, c.height, c.contact.width = w, h, w
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

// Update takes a message, and lays the screen out for what came of it.
func (c *columnsScreen) Update(msg tea.Msg) tea.Cmd {
	cmd := c.update(msg)
	c.layout()
	return cmd
}

func (c *columnsScreen) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return c.press(msg)
	case screen.Answered:
		return c.answer(msg)
	case optOutsFound:
		if msg.err == nil {
			c.optOuts.found = msg.found
		}
	case countryWeighed:
		c.country.weighed(msg.country)
	case lettersLooked:
		c.letters.found(msg)
	case lettersRead:
		return c.lettersRead(msg)
	case checkingTick:
		if c.checking != nil || c.letters.progress != nil {
			return c.requests.After("tick", screen.ProgressEvery, checkingTick{})
		}
	case listChecked:
		return c.listChecked(msg)
	case columnsKept:
		if msg.err != nil {
			c.console.Notify(widget.Problem, "What the columns mean could not be remembered. "+reason.Sentence(msg.err))
		}
	}
	return nil
}

// askingCountry reports whether the question of the country stands before the columns.
func (c *columnsScreen) askingCountry() bool { return c.country.asked() && c.checking == nil }

func (c *columnsScreen) here() (columns.Column, bool) {
	m := c.console.Campaign.Mapping
	if i := c.grid.Cursor(); i >= 0 && i < len(m) {
		return m[i], true
	}
	return columns.Column{}, false
}
