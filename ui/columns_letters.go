package ui

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// lettersQuestion is asked where rows, or the names of columns, show letters that a
// wrong encoding spoilt.
// It holds nothing: who goes on has answered it.
type lettersQuestion struct {
	rows     int
	names    int // columns
	cells    []model.SpoiltCell
	readings []table.Reading // other encodings that the file may be in
	looked   bool            // they were looked for
	open     bool            // they stand before the columns
	cursor   int             // reading that enter takes
	done     bool            // the letters stay as they are

	progress *table.Progress // of the file that is read again; nil when none is
}

// lettersLooked is what the file would say in other encodings.
type lettersLooked struct {
	readings []table.Reading
	err      error
}

// lettersRead is the list, read in another encoding.
type lettersRead struct {
	opened session.Opened
	err    error
}

// findLetters finds rows with spoilt letters, and looks what they are in other
// encodings.
func (c *columnsScreen) findLetters() tea.Cmd {
	campaign := c.console.Campaign
	if campaign.Table == nil || campaign.List != nil || campaign.ReadOnly() {
		return nil
	}
	c.letters.rows, c.letters.cells = model.Spoilt(campaign.Table, session.SpoiltSamples)
	c.letters.names = model.SpoiltNames(campaign.Table)
	c.layout()
	if len(c.letters.cells) == 0 || campaign.Origin.Encoding == "" {
		return nil
	}
	origin, cells, sessions := campaign.Origin, c.letters.cells, c.console.Session()
	return c.requests.Ask("letters", func(ctx context.Context) tea.Msg {
		readings, err := sessions.Readings(ctx, origin, cells)
		return lettersLooked{readings, err}
	})
}

// lettersFound takes the readings that were found. Without them the list is gone
// on with as it is.
func (c *columnsScreen) lettersFound(msg lettersLooked) {
	c.letters.looked = msg.err == nil
	c.letters.readings = msg.readings
	c.layout()
}

// lettersAsked reports whether the question is open.
func (c *columnsScreen) lettersAsked() bool {
	return c.letters.rows+c.letters.names > 0 && !c.letters.done && c.console.Campaign.List == nil && !c.console.Campaign.ReadOnly()
}

// choosingLetters reports whether the readings stand before the columns.
func (c *columnsScreen) choosingLetters() bool { return c.letters.open && c.lettersAsked() }

// openLetters shows the readings before the columns, or the columns again.
func (c *columnsScreen) openLetters(open bool) {
	c.letters.open = open
	if open {
		c.err = ""
	}
	c.layout()
}

// leaveLetters goes on with the letters as they are.
func (c *columnsScreen) leaveLetters() {
	if !c.letters.open {
		c.err = ""
	}
	c.letters.open, c.letters.done = false, true
	c.layout()
}

// readAgain reads the list in another encoding.
func (c *columnsScreen) readAgain(encoding string) tea.Cmd {
	if !c.console.MayChange("list") {
		return nil
	}
	c.letters.open, c.letters.progress, c.err = false, &table.Progress{}, ""
	origin, sessions, progress := c.console.Campaign.Origin, c.console.Session(), c.letters.progress
	word := wordFor(c.console, origin.Path)
	return tea.Batch(
		c.requests.Ask("read", func(ctx context.Context) tea.Msg {
			opened, err := sessions.ReadAgain(ctx, origin, encoding, word, progress)
			return lettersRead{opened, err}
		}),
		c.requests.After("tick", screen.ProgressEvery, checkingTick{}),
	)
}

// lettersRead gives the campaign the list that was read again, and shows its columns
// in place of these.
func (c *columnsScreen) lettersRead(msg lettersRead) tea.Cmd {
	c.letters.progress = nil
	if msg.err != nil {
		c.err = reason.Sentence(msg.err)
		return nil
	}
	replaceList(c.console, msg.opened)
	again := newReadColumns(c.console, msg.opened)
	again.known = false // the operator looks whether it is right now
	c.console.Emit(screen.GoBack{})
	c.console.GoOn(again)
	c.console.Notify(widget.Done, "The list was read again, in "+msg.opened.Origin.Encoding+".")
	return nil
}

// stopReading leaves the list as it was.
func (c *columnsScreen) stopReading() {
	c.requests.Drop("read")
	c.letters.progress = nil
}

// lettersLines ask about the letters, beside the columns.
func (c *columnsScreen) lettersLines() []string {
	if !c.lettersAsked() {
		return nil
	}
	t := c.console.Theme
	text := t.Glyphs.ToFix + " " + c.lettersWords()
	switch {
	case len(c.letters.readings) > 0:
		text += " Is the file in another encoding?"
	case c.console.Campaign.Origin.Encoding == "":
		text += " They were before the workbook was saved; " + c.mendWords()
	case c.letters.looked:
		text += " No other encoding reads them right; " + c.mendWords()
	}
	answers := " "
	for _, b := range c.besideActions().Line("encodings", "leave letters") {
		answers += " " + t.Key.Render(b.Help().Key) + " " + t.KeyDesc.Render(b.Help().Desc) + "  "
	}
	return append(c.wrapped(t.Warning, text), answers+t.Muted.Render(" Nobody is held for it."))
}

// mendWords say where letters are put right that no encoding reads right.
func (c *columnsScreen) mendWords() string {
	if c.letters.rows == 0 {
		return "r renames a column for the prompt."
	}
	return "what can be put right is under Contacts."
}

// lettersWords count the rows and the names of columns, with one as an example.
func (c *columnsScreen) lettersWords() string {
	const longest = 24
	verb := "have"
	if c.letters.rows+c.letters.names == 1 {
		verb = "has"
	}
	var of []string
	if c.letters.rows > 0 {
		of = append(of, figures.Counted(c.letters.rows, "row"))
	}
	if c.letters.names > 0 {
		of = append(of, figures.Counted(c.letters.names, "column name"))
	}
	words := strings.Join(of, " and ") + " " + verb + " letters that a wrong encoding spoilt"
	if len(c.letters.cells) > 0 {
		words += ", such as “" + widget.Clip(printable.Text(c.letters.cells[0].Text, 2*longest), "…", longest) + "”"
	}
	return words + "."
}

// readingLines show what each encoding makes of the same cells.
func (c *columnsScreen) readingLines() []string {
	t := c.console.Theme
	lines := []string{t.Title.Render("In which encoding are these letters right?")}
	lines = append(lines, c.wrapped(t.Muted, c.lettersWords()+" The same cells in the encodings that the file may be in:")...)
	now := make([]string, len(c.letters.cells))
	for i, cell := range c.letters.cells {
		now[i] = cell.Text
	}
	row := func(head string, pen theme.Pen, texts []string, style theme.Pen) string {
		return c.sampleRow(head, pen, len(texts), func(i int) (string, theme.Pen) { return printable.Text(texts[i], maxSample), style })
	}
	lines = append(lines, "", row("    As it is, "+c.console.Campaign.Origin.Encoding, t.Muted, now, t.Warning))
	for i, r := range c.letters.readings {
		pen, mark := t.Text, " "
		if i == c.letters.cursor {
			pen, mark = t.Strong, t.Glyphs.Cursor
		}
		lines = append(lines, row(fmt.Sprintf("%s %d %s", mark, i+1, r.Encoding), pen, r.Texts, t.Ready))
		if words := encodingWords(r.Encoding); words != "" {
			lines = append(lines, t.Muted.Render("    "+words))
		}
	}
	return append(lines, "", t.Muted.Render("  0 go on as it is"))
}

// maxSample bounds the characters of a cell that is shown.
const maxSample = 60

// encodingWords is what people know an encoding as; "" when it is not among those
// that can be chosen.
func encodingWords(name string) string {
	for _, e := range encodings {
		if e.name == name {
			return e.words
		}
	}
	return ""
}

// againLines show how far the file is that is read again.
func (c *columnsScreen) againLines() []string {
	t, p := c.console.Theme, c.letters.progress
	return []string{
		t.Title.Render("Reading the list again"), "",
		widget.Meter(t, min(50, c.width-8), float64(p.Bytes.Load())/float64(max(1, p.Total.Load())), t.Accent), "",
		t.Muted.Render(strings.TrimSpace(figures.Counted(int(p.Rows.Load()), "row"))),
	}
}
