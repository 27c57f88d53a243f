package ui

import (
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// layout shares the screen between the columns and the contact.
func (c *columnsScreen) layout() {
	head := len(c.headLines())
	columns := []widget.GridColumn{
		{Title: "Column", Width: 22, Min: 12},
		{Title: "Means", Width: 20, Min: 14},
		{Title: "For example", Width: 30, Min: 14, Grow: true},
	}
	if c.width-paneWidth(c.width) >= roomForReasons {
		columns = append(columns, widget.GridColumn{Title: "Reason", Width: 40, Min: 20})
	}
	c.grid.SetColumns(columns)
	gridLines := max(2, min(c.height-head-1-reasonLines, 1+len(c.console.Campaign.Mapping)))
	if isWide(c.width) {
		c.grid.SetSize(c.width-paneWidth(c.width)-screen.PaneGap, gridLines)
	} else {
		c.contact.room = max(1, min(stripLines, c.height-head-2-min(leastColumns, 1+len(c.console.Campaign.Mapping))))
		c.grid.SetSize(c.width, max(2, min(c.height-head-c.contact.room-2, 1+len(c.console.Campaign.Mapping))))
	}
	c.contact.look()
	c.values.look(c, gridLines)
}

func (c *columnsScreen) Status() string {
	t := c.console.Theme
	switch {
	case c.err != "":
		return t.Error.Render(t.Glyphs.ToFix + " " + c.err)
	case c.checking != nil:
		return t.Muted.Render("Checking every number. Press esc to stop.")
	case c.letters.progress != nil:
		return t.Muted.Render("Reading the list again. Press esc to stop.")
	case c.letters.choosing() && !c.askingCountry():
		return t.Muted.Render("The list is read again in the encoding you choose.")
	case c.askingCountry():
		return t.Muted.Render("Nobody is called by a guess. What you choose holds for this list, and for the next of its kind.")
	case c.console.SentWords() != "":
		return t.Muted.Render(c.console.SentWords())
	case len(c.fresh) > 0:
		return t.Muted.Render("Look at what is marked. If it is right, press ctrl+n.")
	}
	return t.Muted.Render("Read down the list. If every column means what it says, press ctrl+n.")
}

func (c *columnsScreen) View() string {
	t := c.console.Theme
	campaign := c.console.Campaign
	if c.checking != nil {
		done, total := c.checking.Load(), campaign.Table.Len()
		lines := []string{
			t.Title.Render("Checking every number"), "",
			widget.Meter(t, min(50, c.width-8), float64(done)/float64(max(1, total)), t.Accent), "",
			t.Muted.Render(figures.Count(int(done)) + " of " + figures.Counted(total, "row")),
		}
		return widget.Block(strings.Join(lines, "\n"), c.width, c.height)
	}
	if c.letters.progress != nil {
		return widget.Block(strings.Join(c.letters.againLines(c.width), "\n"), c.width, c.height)
	}
	if c.askingCountry() {
		return widget.Block(strings.Join(c.country.lines(c.width), "\n"), c.width, c.height)
	}
	if c.letters.choosing() {
		return widget.Block(strings.Join(c.letters.readingLines(c.width), "\n"), c.width, c.height)
	}
	lines := c.headLines()
	room := c.height - len(lines)
	switch {
	case isWide(c.width):
		width := c.width - paneWidth(c.width) - screen.PaneGap
		left := widget.Block(c.grid.View()+"\n\n"+strings.Join(c.reason(width), "\n")+c.values.below(), width, room)
		right := widget.Block(strings.Join(c.contact.lines, "\n"), paneWidth(c.width), room)
		lines = append(lines, widget.Beside(left, right, t.Rule.Render(c.gap())))
	case c.contact.whole:
		lines = append(lines, c.contact.lines...)
	default:
		lines = append(lines, strings.Split(c.grid.View(), "\n")...)
		reason := c.reason(c.width)
		if c.height-len(lines) < len(reason) {
			reason = widget.Lines(strings.TrimSpace(strings.Join(reason, " ")), c.width, 1, t.Glyphs.Ellipsis)
		}
		lines = append(lines, reason...)
		lines = append(lines, c.contact.strip...)
	}
	return widget.Block(strings.Join(lines, "\n"), c.width, c.height)
}

// gap parts the columns from the contact's pane.
func (c *columnsScreen) gap() string { return " " + c.console.Theme.Glyphs.VRule + " " }

// headLines says what the list is and what is known of its columns.
func (c *columnsScreen) headLines() []string {
	t := c.console.Theme
	campaign := c.console.Campaign
	lines := []string{
		t.Title.Render("What does each column mean?") + t.Muted.Render("   "+figures.Counted(campaign.Table.Len(), "row")+c.blankWords()+", "+figures.Counted(campaign.Table.Width(), "column")+c.hiddenWords()),
	}
	switch {
	case campaign.Region == "" && c.country.choice.Numbers == 0:
		lines = append(lines, t.Muted.Render(columns.NoneLacksCountry))
	case campaign.Region == "":
		lines = append(lines, t.Warning.Render("No country is set: numbers without + and code are held. Press c to set it."))
	default:
		const intro = "Without a country code: "
		country, because := screen.RegionWords(campaign.Region), ""
		if c.country.choice.Because != "" {
			because = ", " + c.country.choice.Because
		}
		if widget.Width(intro+country+because) > c.width {
			lines = append(lines, wrapped(c.width, t.Text, intro+country+because)...)
			break
		}
		lines = append(lines, t.Muted.Render(intro)+t.Strong.Render(country)+t.Muted.Render(because))
	}
	if doubt := c.country.choice.Doubt(); doubt != "" {
		lines = append(lines, wrapped(c.width, t.Warning, t.Glyphs.ToFix+" "+doubt+" If they are from there, press c.")...)
	}
	lines = append(lines, c.optOuts.lines(c.width)...)
	if _, asked := c.optOuts.asked(); !asked && !campaign.ReadOnly() {
		lines = append(lines, unmetLines(t, campaign.Mapping, c.width)...) // one question is asked at a time
	}
	lines = append(lines, c.letters.lines(c.width, c.besideActions().Line("encodings", "leave letters"))...)
	return append(append(lines, c.note()...), "")
}

// blankWords names the rows with nothing in them, which are shown nowhere else.
func (c *columnsScreen) blankWords() string {
	blank := c.console.Campaign.Table.BlankRows()
	if c.console.Campaign.Evaluated() {
		blank = c.console.Campaign.List.Counts().Of(model.Blank)
	}
	if blank == 0 {
		return ""
	}
	return " (" + figures.Count(blank) + " blank)"
}

// hiddenWords count the columns that the workbook hides.
func (c *columnsScreen) hiddenWords() string {
	n := c.console.Campaign.Mapping.Hidden()
	if n == 0 {
		return ""
	}
	return " (" + figures.Count(n) + " " + columns.HiddenWords + ")"
}

// note is what deserves a look before all else; where there is nothing of the
// kind, what is worth knowing.
func (c *columnsScreen) note() []string {
	t := c.console.Theme
	var lines []string
	switch n := len(c.fresh); {
	case n == 1:
		lines = wrapped(c.width, t.Warning, t.Glyphs.Mark+" One column is not as in your last list of this kind; the others are.")
	case n > 1:
		lines = wrapped(c.width, t.Warning, fmt.Sprintf("%s %d columns are not as in your last list of this kind; the others are.", t.Glyphs.Mark, n))
	}
	if alarm := c.sharedWords(); alarm != "" {
		lines = append(lines, wrapped(c.width, t.Warning, t.Glyphs.ToFix+" "+alarm)...)
	}
	for _, note := range c.notes {
		lines = append(lines, wrapped(c.width, t.Warning, t.Glyphs.ToFix+" "+note)...)
	}
	private := c.console.Campaign.Mapping.Private()
	switch {
	case len(lines) > 0:
		return lines
	case len(c.added) > 0:
		return wrapped(c.width, t.Muted, c.savedWords())
	case private > 0:
		return wrapped(c.width, t.Muted, "Not sent: "+screen.PrivateColumns(private)+". On such a column, x sends it along.")
	case c.partly:
		return wrapped(c.width, t.Muted, "The columns are as in your last list of this kind.")
	}
	return nil
}

// sharedWords is the alarm of shared numbers, once the rows were judged.
func (c *columnsScreen) sharedWords() string {
	if !c.console.Campaign.Evaluated() {
		return ""
	}
	return model.SharedWords(c.console.Campaign.List)
}

// savedWords say what becomes of the columns that Callsheet added to the list.
func (c *columnsScreen) savedWords() string {
	words := "Saved by Callsheet: what was decided then holds."
	for _, col := range c.console.Campaign.Mapping {
		if c.added[col.Index] && col.Field != columns.FieldSkip {
			return words
		}
	}
	return words + " Its own columns are not sent."
}

// reason says in full why the column under the cursor means what it does, on
// one line or more.
func (c *columnsScreen) reason(width int) []string {
	t := c.console.Theme
	col, ok := c.here()
	if !ok {
		return []string{"", ""}
	}
	text := widget.Clip(col.Title(), t.Glyphs.Ellipsis, longestName) + ": " + c.words(col)
	if why := col.Why(); why != "" {
		text += ", " + why
	}
	if !isWide(c.width) { // a second line stands where a blank one would
		return append(widget.Lines(t.Muted.Render(text), width, 2, t.Glyphs.Ellipsis), "")[:2]
	}
	return wrapped(width, t.Muted, text)
}

// words is what a column means, in the operator's words.
func (c *columnsScreen) words(col columns.Column) string {
	words := fieldWords[col.Field][0]
	switch {
	case col.Needed && col.Fallback != "":
		return "{" + col.Key + "} or “" + col.Fallback + "”"
	case col.Needed && col.Absent():
		return "{" + col.Key + "} missing"
	case col.Needed:
		return "{" + col.Key + "} needed"
	case col.Field == columns.FieldMetadata:
		return "{" + col.Key + "}"
	case col.Private():
		return "Not sent: private"
	case col.Field == columns.FieldPhone2 && col.Choice == 0:
		return "Phone, not dialled"
	case col.Field == columns.FieldPhone2:
		return fmt.Sprintf("%s phone", place(col.Choice))
	case col.Field == columns.FieldPhone && len(c.console.Campaign.Mapping.Dialled()) > 1:
		return "1st phone"
	}
	return words
}

func (c *columnsScreen) fill() {
	c.grid.SetRows(columnRows{c})
	m := c.console.Campaign.Mapping
	t := c.console.Theme
	c.grid.SetRowStyle(func(row int) theme.Pen {
		switch {
		case c.fresh[row]:
			return t.Warning
		case m[row].Field == columns.FieldPhone || m[row].Field == columns.FieldPhone2 && m[row].Choice > 0:
			return t.Strong
		case m[row].Field == columns.FieldSkip:
			return t.Muted
		}
		return t.Text
	})
}

// columnRows shows one line for each column of the list.
type columnRows struct{ c *columnsScreen }

func (r columnRows) Len() int { return len(r.c.console.Campaign.Mapping) }

func (r columnRows) Cell(row, col int) string {
	m := r.c.console.Campaign.Mapping[row]
	switch col {
	case 0:
		return m.Title()
	case 1:
		return r.c.words(m)
	case 2:
		words := strings.Join(samples(r.c.console.Campaign.Table, m.Index), "  ")
		if m.Hidden {
			words = strings.TrimSuffix("hidden: "+words, ": ")
		}
		return words
	}
	return m.Why()
}

// samples are the first different values of a column.
func samples(t *table.Table, col int) []string {
	const most, among, longest = 3, 40, 40
	var found []string
	for i := 0; i < min(t.Len(), among) && len(found) < most; i++ {
		text := printable.Text(t.Cell(i, col).Text, longest)
		if text != "" && (len(found) == 0 || found[len(found)-1] != text) {
			found = append(found, text)
		}
	}
	return found
}
