package ui

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/model/misread"
	"callsheet/model/printable"
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
	console  *screen.Console
	requests *screen.Requests

	rows     int
	names    int // columns
	cells    []misread.SpoiltCell
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

// find finds rows with spoilt letters, and looks what they are in other
// encodings.
func (l *lettersQuestion) find() tea.Cmd {
	campaign := l.console.Campaign
	if campaign.Table == nil || campaign.List != nil || campaign.ReadOnly() {
		return nil
	}
	l.rows, l.cells = misread.Spoilt(campaign.Table, session.SpoiltSamples)
	l.names = misread.SpoiltNames(campaign.Table)
	if len(l.cells) == 0 || campaign.Origin.Encoding == "" {
		return nil
	}
	origin, cells, sessions := campaign.Origin, l.cells, l.console.Session()
	return l.requests.Ask("letters", func(ctx context.Context) tea.Msg {
		readings, err := sessions.Readings(ctx, origin, cells)
		return lettersLooked{readings, err}
	})
}

// found takes the readings that were found. Without them the list is gone
// on with as it is.
func (l *lettersQuestion) found(msg lettersLooked) {
	l.looked = msg.err == nil
	l.readings = msg.readings
}

// asked reports whether the question is open.
func (l *lettersQuestion) asked() bool {
	return l.rows+l.names > 0 && !l.done && l.console.Campaign.List == nil && !l.console.Campaign.ReadOnly()
}

// choosing reports whether the readings stand before the columns.
func (l *lettersQuestion) choosing() bool { return l.open && l.asked() }

// readAgain reads the list in another encoding.
func (l *lettersQuestion) readAgain(encoding string) tea.Cmd {
	if !l.console.MayChange("list") {
		return nil
	}
	l.open, l.progress = false, &table.Progress{}
	origin, sessions, progress := l.console.Campaign.Origin, l.console.Session(), l.progress
	word := wordFor(l.console, origin.Path)
	return tea.Batch(
		l.requests.Ask("read", func(ctx context.Context) tea.Msg {
			opened, err := sessions.ReadAgain(ctx, origin, encoding, word, progress)
			return lettersRead{opened, err}
		}),
		l.requests.After("tick", screen.ProgressEvery, checkingTick{}),
	)
}

// leave goes on with the letters as they are.
func (l *lettersQuestion) leave() { l.open, l.done = false, true }

// stop leaves the list as it was.
func (l *lettersQuestion) stop() {
	l.requests.Drop("read")
	l.progress = nil
}

// lines ask about the letters, beside the columns.
func (l *lettersQuestion) lines(width int, answers []key.Binding) []string {
	if !l.asked() {
		return nil
	}
	t := l.console.Theme
	text := t.Glyphs.ToFix + " " + l.words()
	switch {
	case len(l.readings) > 0:
		text += " Is the file in another encoding?"
	case l.console.Campaign.Origin.Encoding == "":
		text += " They were before the workbook was saved; " + l.mendWords()
	case l.looked:
		text += " No other encoding reads them right; " + l.mendWords()
	}
	keys := " "
	for _, b := range answers {
		keys += " " + t.Key.Render(b.Help().Key) + " " + t.KeyDesc.Render(b.Help().Desc) + "  "
	}
	return append(wrapped(width, t.Warning, text), keys+t.Muted.Render(" Nobody is held for it."))
}

// mendWords say where letters are put right that no encoding reads right.
func (l *lettersQuestion) mendWords() string {
	if l.rows == 0 {
		return "r renames a column for the prompt."
	}
	return "what can be put right is under Contacts."
}

// words count the rows and the names of columns, with one as an example.
func (l *lettersQuestion) words() string {
	const longest = 24
	verb := "have"
	if l.rows+l.names == 1 {
		verb = "has"
	}
	var of []string
	if l.rows > 0 {
		of = append(of, figures.Counted(l.rows, "row"))
	}
	if l.names > 0 {
		of = append(of, figures.Counted(l.names, "column name"))
	}
	words := strings.Join(of, " and ") + " " + verb + " letters that a wrong encoding spoilt"
	if len(l.cells) > 0 {
		words += ", such as “" + widget.Clip(printable.Text(l.cells[0].Text, 2*longest), "…", longest) + "”"
	}
	return words + "."
}

// readingLines show what each encoding makes of the same cells.
func (l *lettersQuestion) readingLines(width int) []string {
	t := l.console.Theme
	lines := []string{t.Title.Render("In which encoding are these letters right?")}
	lines = append(lines, wrapped(width, t.Muted, l.words()+" The same cells in the encodings that the file may be in:")...)
	now := make([]string, len(l.cells))
	for i, cell := range l.cells {
		now[i] = cell.Text
	}
	row := func(head string, pen theme.Pen, texts []string, style theme.Pen) string {
		return sampleRow(t, width, head, pen, len(texts), func(i int) (string, theme.Pen) { return printable.Text(texts[i], maxSample), style })
	}
	lines = append(lines, "", row("    As it is, "+l.console.Campaign.Origin.Encoding, t.Muted, now, t.Warning))
	for i, r := range l.readings {
		pen, mark := t.Text, " "
		if i == l.cursor {
			pen, mark = t.Strong, t.Glyphs.Cursor
		}
		lines = append(lines, row(fmt.Sprintf("%s %d %s", mark, i+1, r.Encoding), pen, r.Texts, t.Text))
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
func (l *lettersQuestion) againLines(width int) []string {
	t, p := l.console.Theme, l.progress
	return []string{
		t.Title.Render("Reading the list again"), "",
		widget.Meter(t, min(50, width-8), float64(p.Bytes.Load())/float64(max(1, p.Total.Load())), t.Accent), "",
		t.Muted.Render(strings.TrimSpace(figures.Counted(int(p.Rows.Load()), "row"))),
	}
}

type checkingTick struct{}
