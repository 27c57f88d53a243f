package ui

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"callsheet/model"
	"callsheet/ui/widget"
)

// columnsScreen checks what each column of the list means.
type columnsScreen struct {
	desk     *desk
	box      *mailbox
	grid     widget.Grid
	checking *atomic.Int64 // rows checked so far; nil when not checking
	changed  bool          // since the list was last checked
	err      string
	first    string // what the meanings make of the first row

	width, height int
}

const (
	fieldDialog   = "meaning"
	countryDialog = "country"
)

func newColumnsScreen(d *desk) *columnsScreen {
	c := &columnsScreen{desk: d, box: d.mailbox(), changed: d.campaign.List == nil}
	c.grid = widget.NewGrid(d.theme, []widget.GridColumn{
		{Title: "Column", Width: 22, Min: 12},
		{Title: "Means", Width: 20, Min: 14},
		{Title: "For example", Width: 30, Min: 14, Grow: true},
		{Title: "Because", Width: 34, Min: 14},
	})
	c.fill()
	return c
}

var columnKeys = struct{ Change, Country, Keep key.Binding }{
	Change:  enter("change"),
	Country: bind("c", "country", "c"),
	Keep:    bind("x", "do not send", "x"),
}

// fieldWords names each meaning in the operator's words.
var fieldWords = map[model.Field][2]string{
	model.FieldPhone:     {"Phone to dial", "the number that will be called"},
	model.FieldPhone2:    {"Other phone", "kept with the contact, not called"},
	model.FieldName:      {"Name", "the contact's full name"},
	model.FieldFirstName: {"First name", "joined with the last name"},
	model.FieldLastName:  {"Last name", "joined with the first name"},
	model.FieldEmail:     {"Email", "sent when it is a valid address"},
	model.FieldCompany:   {"Company", "the contact's company"},
	model.FieldID:        {"Dialgen contact id", "an existing contact of the service"},
	model.FieldCountry:   {"Country", "country of the numbers in that row"},
	model.FieldTimeZone:  {"Time zone", "kept with the contact"},
	model.FieldDoNotCall: {"Do not call", "yes keeps the row from being called"},
	model.FieldMetadata:  {"For the agent", "the agent's prompt can use it"},
	model.FieldSkip:      {"Not sent", "stays in the file"},
}

type listChecked struct {
	list *model.List
	err  error
}

type checkingTick struct{}

func (c *columnsScreen) Init() tea.Cmd      { return nil }
func (c *columnsScreen) Place() model.Stage { return model.StageColumns }
func (c *columnsScreen) Mail() *mailbox     { return c.box }
func (c *columnsScreen) Typing() bool       { return false }

func (c *columnsScreen) SetSize(w, h int) {
	c.width, c.height = w, h
	c.grid.SetSize(w, max(2, h-7))
	c.first = c.firstContact()
}

func (c *columnsScreen) Keys() keyMap {
	line := []key.Binding{global.Next, columnKeys.Change, columnKeys.Country, columnKeys.Keep, global.Back}
	if c.checking != nil {
		line = []key.Binding{bind("esc", "stop", "esc")}
	}
	return keyMap{line, []widget.KeyGroup{{Title: "Columns", Bindings: []key.Binding{
		columnKeys.Change, columnKeys.Country, columnKeys.Keep,
	}}, gridHelp(c.desk)}}
}

func (c *columnsScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return c.press(msg)
	case answered:
		c.answer(msg)
	case checkingTick:
		if c.checking != nil {
			return c.box.after("tick", readingEvery, checkingTick{})
		}
	case listChecked:
		return c.take(msg)
	}
	return nil
}

func (c *columnsScreen) press(msg tea.KeyMsg) tea.Cmd {
	if c.checking != nil {
		if key.Matches(msg, global.Back) {
			c.box.drop("check")
			c.checking = nil
		}
		return nil
	}
	switch {
	case key.Matches(msg, global.Back):
		c.desk.emit(goBack{})
	case key.Matches(msg, global.Next):
		return c.next()
	case key.Matches(msg, columnKeys.Change, columnKeys.Country, columnKeys.Keep) && !c.desk.mayChange("columns"):
	case key.Matches(msg, columnKeys.Change):
		c.askMeaning()
	case key.Matches(msg, columnKeys.Keep):
		c.set(model.FieldSkip)
	case key.Matches(msg, columnKeys.Country):
		c.askCountry()
	default:
		c.grid.Update(msg)
	}
	return nil
}

func (c *columnsScreen) here() (model.Column, bool) {
	m := c.desk.campaign.Mapping
	if i := c.grid.Cursor(); i >= 0 && i < len(m) {
		return m[i], true
	}
	return model.Column{}, false
}

func (c *columnsScreen) askMeaning() {
	col, ok := c.here()
	if !ok {
		return
	}
	var options []widget.Option
	for _, f := range model.Fields() {
		words := fieldWords[f]
		if f == col.Field {
			words[0] += " (now)"
		}
		options = append(options, widget.Option{Value: string(f), Label: widget.Fit(words[0], 24, "") + words[1]})
	}
	title := fmt.Sprintf("What is in %q?", c.title(col))
	c.desk.emit(openDialog{c.box.id, fieldDialog, widget.NewChoice(c.desk.theme, title, "", options)})
}

func (c *columnsScreen) askCountry() {
	body := "Numbers written without + and country code belong to this country, unless their row says otherwise. Type its name or its two letters."
	c.desk.emit(openDialog{c.box.id, countryDialog, widget.NewPrompt(c.desk.theme, "Country of the list", body, "Country",
		c.desk.campaign.Region.Name(), func(s string) (string, error) {
			r, ok := model.ParseRegion(s)
			if !ok {
				return "", model.Advice("No such country. Type its English name, or letters such as GB.")
			}
			return regionWords(r), nil
		})})
}

func regionWords(r model.Region) string {
	if r == "" {
		return "none"
	}
	for _, info := range model.Regions() {
		if info.Code == r {
			return fmt.Sprintf("%s (+%d)", info.Name, info.CallingCode)
		}
	}
	return string(r)
}

func (c *columnsScreen) answer(msg answered) {
	if msg.answer.Cancelled {
		return
	}
	switch msg.name {
	case fieldDialog:
		c.set(model.Field(msg.answer.Value))
	case countryDialog:
		if r, ok := model.ParseRegion(msg.answer.Text); ok && r != c.desk.campaign.Region {
			c.desk.campaign.Region, c.changed = r, true
			c.fill()
		}
	}
}

func (c *columnsScreen) set(f model.Field) {
	col, ok := c.here()
	if !ok || col.Field == f {
		return
	}
	c.desk.campaign.Mapping = c.desk.campaign.Mapping.With(col.Index, f)
	c.changed, c.err = true, ""
	c.fill()
}

// next checks every row under these meanings, or goes on when nothing changed
// since it was done.
func (c *columnsScreen) next() tea.Cmd {
	campaign := c.desk.campaign
	if _, ok := campaign.Mapping.Find(model.FieldPhone); !ok {
		c.err = "No column holds the number to dial. Move to the phone column, press enter and choose Phone to dial."
		return nil
	}
	if !c.changed {
		c.desk.emit(goOn{})
		return nil
	}
	var kept model.Edits
	if campaign.List != nil {
		kept = campaign.List.Edits.Clone()
	}
	c.checking, c.err = &atomic.Int64{}, ""
	frozen, store, progress := *campaign, c.desk.cfg.Store, c.checking
	return tea.Batch(
		c.box.ask("check", func(ctx context.Context) tea.Msg {
			list, err := diagnose(ctx, store, &frozen, kept, progress)
			return listChecked{list, err}
		}),
		c.box.after("tick", readingEvery, checkingTick{}),
	)
}

func (c *columnsScreen) take(msg listChecked) tea.Cmd {
	c.checking = nil
	if msg.err != nil {
		c.err = msg.err.Error()
		return nil
	}
	c.changed = false
	c.desk.campaign.List = msg.list
	c.desk.campaign.Stage = max(c.desk.campaign.Stage, model.StageContacts)
	c.desk.emit(goOn{newContactsScreen(c.desk)})
	return nil
}

func (c *columnsScreen) title(col model.Column) string {
	return columnTitle(c.desk.campaign.Table, col.Index)
}

func (c *columnsScreen) fill() {
	c.grid.SetRows(columnRows{c.desk.campaign.Table, c.desk.campaign.Mapping})
	c.first = c.firstContact()
	m := c.desk.campaign.Mapping
	t := c.desk.theme
	c.grid.SetRowStyle(func(row int) lipgloss.Style {
		switch m[row].Field {
		case model.FieldPhone:
			return t.Ready
		case model.FieldSkip:
			return t.Muted
		}
		return t.Text
	})
}

func (c *columnsScreen) Status() string {
	t := c.desk.theme
	switch {
	case c.err != "":
		return t.Error.Render(t.Signs.ToFix + " " + c.err)
	case c.checking != nil:
		return t.Muted.Render("Checking every number. Press esc to stop.")
	}
	return t.Muted.Render("Read down the list. If every column means what it says, press ctrl+n.")
}

func (c *columnsScreen) View() string {
	t := c.desk.theme
	campaign := c.desk.campaign
	if c.checking != nil {
		done, total := c.checking.Load(), campaign.Table.Len()
		lines := []string{
			t.Title.Render("Checking every number"), "",
			widget.Meter(t, min(50, c.width-8), float64(done)/float64(max(1, total)), t.Accent), "",
			t.Muted.Render(fmt.Sprintf("%s of %s rows", widget.Count(int(done)), widget.Count(total))),
		}
		return widget.Block(strings.Join(lines, "\n"), c.width, c.height)
	}
	country := t.Muted.Render("Numbers without a country code belong to ") + t.Strong.Render(regionWords(campaign.Region))
	if campaign.Region == "" {
		country = t.Warning.Render("No country is set: numbers without + and country code cannot be called. Press c to set it.")
	}
	lines := []string{
		t.Title.Render("What does each column mean?") + t.Muted.Render(fmt.Sprintf("   %s rows, %d columns", widget.Count(campaign.Table.Len()), len(campaign.Mapping))),
		country, "", c.grid.View(), "",
		t.Muted.Render("The first contact will be"), c.first,
	}
	return widget.Block(strings.Join(lines, "\n"), c.width, c.height)
}

// firstContact shows what the meanings make of the first row that has a number.
func (c *columnsScreen) firstContact() string {
	t := c.desk.theme
	campaign := c.desk.campaign
	col, ok := campaign.Mapping.Find(model.FieldPhone)
	if !ok {
		return t.Warning.Render("nobody: no column holds the number to dial")
	}
	for row := range min(campaign.Table.Len(), 50) {
		r := model.ReadPhone(campaign.Table.Cell(row, col.Index), campaign.Region)
		if r.Number == 0 || r.Problem != model.NoProblem {
			continue
		}
		parts := []string{r.Number.Grouped()}
		for _, m := range campaign.Mapping {
			text := model.CleanText(campaign.Table.Cell(row, m.Index).Text, 40)
			switch {
			case text == "" || m.Field == model.FieldPhone || m.Field == model.FieldSkip:
			case m.Key != "":
				parts = append(parts, "{"+m.Key+"} "+text)
			default:
				parts = append(parts, text)
			}
		}
		return widget.Clip(strings.Join(parts, "   "), t.Signs.Ellipsis, c.width)
	}
	return t.Warning.Render("none of the first rows has a number that can be dialled")
}

// columnRows shows one line for each column of the list.
type columnRows struct {
	table   *model.Table
	mapping model.Mapping
}

func (r columnRows) Len() int { return len(r.mapping) }

func (r columnRows) Cell(row, col int) string {
	m := r.mapping[row]
	switch col {
	case 0:
		return columnTitle(r.table, m.Index)
	case 1:
		words := fieldWords[m.Field][0]
		if m.Field == model.FieldMetadata {
			return "{" + m.Key + "}"
		}
		return words
	case 2:
		var samples []string
		for i := 0; i < min(r.table.Len(), 40) && len(samples) < 3; i++ {
			if text := model.CleanText(r.table.Cell(i, m.Index).Text, 40); text != "" {
				samples = append(samples, text)
			}
		}
		return strings.Join(samples, "  ")
	}
	return m.Reason
}
