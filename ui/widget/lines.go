package widget

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"callsheet/model/figures"
)

// What is read line by line, aloud or in a log (theme.Lines), is written here: one thing
// below another, whole, and without columns. A widget has one way to be drawn and one to be
// read; all it answers to is the same in both.

// Spoken is what was drawn as lines to be read: without styles, blank lines and pictures,
// and with a comma where columns were parted.
func Spoken(view string) []string {
	var lines []string
	for line := range strings.SplitSeq(view, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		line = strings.ReplaceAll(bare(line), Apart, "")
		line = strings.TrimSpace(parted.ReplaceAllStringFunc(strings.TrimSpace(line), func(gap string) string {
			if strings.ContainsAny(gap[:1], ":.,;!?") {
				return gap[:1] + " "
			}
			return gap[:1] + ", "
		}))
		if strings.ContainsFunc(line, func(r rune) bool { return unicode.In(r, unicode.L, unicode.N) || strings.ContainsRune("{}[]", r) }) {
			lines = append(lines, line)
		}
	}
	return lines
}

// parted is where the text of a column ends and that of the next begins.
var parted = regexp.MustCompile(`[!-~]  +|[!-~]\t+`)

// RowsRead is how many rows of a grid are read at a time.
const RowsRead = 10

// IsRow reports whether a line that was read is a row of a list, which has its place in
// front of it.
func IsRow(line string) bool { return numbered.MatchString(line) }

var numbered = regexp.MustCompile(`^\W{0,4}[\d,]+\. `)

// rowLines are the rows around the cursor: those of the ten it is in, so that moving in them
// reads one row.
func (g *Grid) rowLines() []string {
	n := g.length()
	if n == 0 {
		return nil
	}
	from := g.cursor - g.cursor%RowsRead
	end := min(from+RowsRead, n)
	lines := []string{}
	if n > RowsRead {
		lines = append(lines, fmt.Sprintf("%s to %s of %s:", figures.Count(from+1), figures.Count(end), figures.Counted(n, "row")))
	}
	for row := from; row < end; row++ {
		lines = append(lines, g.rowWords(row))
	}
	return lines
}

// rowWords are a row as a sentence: its place in the list, and each cell behind its title.
func (g *Grid) rowWords(row int) string {
	lead := ""
	if row == g.cursor && !g.quiet {
		lead = g.theme.Glyphs.Cursor + " "
	}
	var cells []string
	if g.marked != nil && g.marked(row) {
		cells = append(cells, "marked")
	}
	for col, c := range g.cols {
		text := g.rows.Cell(row, col)
		if row == g.cursor && col == g.editCol {
			text = bare(g.editor)
		}
		if text = strings.TrimSpace(text); text == "" || c.Title == "" && !strings.ContainsFunc(text, unicode.IsLetter) {
			continue // a sign alone: what it means stands in words beside it
		}
		if c.Title != "" && !strings.HasPrefix(strings.ToLower(text), strings.ToLower(c.Title)) {
			text = c.Title + " " + text
		}
		cells = append(cells, text)
	}
	if len(cells) == 0 {
		cells = []string{"empty"}
	}
	return lead + figures.Count(row+1) + ". " + strings.Join(cells, "; ")
}

// readLines are the fields below one another: each with what it holds, what that means, what
// is wrong with it, and of the focused one what can be typed or chosen.
func (f *Form) readLines() []string {
	var lines []string
	section := ""
	for i := range f.fields {
		ff := &f.fields[i]
		if ff.hidden {
			continue
		}
		if ff.Section != section {
			if section = ff.Section; section != "" {
				lines = append(lines, section)
			}
		}
		line := ff.Label + ": " + f.held(ff)
		if ff.note != "" {
			line += " (" + ff.note + ")"
		}
		if i == f.focus {
			line = f.theme.Glyphs.Cursor + " " + line
		}
		lines = append(lines, line)
		if ff.err != "" {
			lines = append(lines, f.theme.Glyphs.ToFix+" "+ff.Label+": "+ff.err)
		}
		if i == f.focus {
			lines = append(lines, f.helpLines(ff)...)
		}
	}
	return lines
}

// held is what a field holds, in words where that is nothing.
func (f *Form) held(ff *formField) string {
	switch value := ff.input.Value(); {
	case ff.Masked && value != "":
		return "typed, and not shown"
	case len(ff.Choices) > 0 && ff.chosen >= 0:
		return ff.Choices[ff.chosen].Label
	case len(ff.Choices) > 0:
		return ff.other
	case value != "":
		return value
	case ff.Placeholder != "":
		return "empty, " + ff.Placeholder
	}
	return "empty"
}

// helpLines say what can be typed into the focused field, or chosen for it.
func (f *Form) helpLines(ff *formField) []string {
	switch {
	case f.suggested.Open():
		return f.suggested.lines(f.theme, f.width)
	case len(ff.Choices) > 0:
		var lines []string
		for i, c := range ff.Choices {
			lines = append(lines, fmt.Sprintf("%d %s", i+1, c.Label))
		}
		return lines
	case ff.Help != "":
		return []string{ff.Help}
	}
	return nil
}

// Label is what the focused field is called, "" in an empty form.
func (f *Form) Label() string {
	if len(f.fields) == 0 {
		return ""
	}
	return f.fields[f.focus].Label
}

// Masks reports whether nobody may read what is typed into the focused field.
func (f *Form) Masks() bool { return len(f.fields) > 0 && f.fields[f.focus].Masked }

// Choices are what the focused field can take, and which it has, -1 = none of them; nil where
// it is typed.
func (f *Form) Choices() (choices []Choice, chosen int) {
	if len(f.fields) == 0 {
		return nil, -1
	}
	return f.fields[f.focus].Field.Choices, f.fields[f.focus].chosen
}

// readLines are the question, what it can be answered with, and what is wrong with the answer.
func (d *Dialog) readLines() []string {
	lines := []string{d.title}
	if d.body != "" {
		lines = append(lines, strings.Split(d.body, "\n")...)
	}
	for i, o := range d.options {
		line := fmt.Sprintf("%d %s", i+1, o.Label)
		if o.Detail != "" {
			line += ": " + o.Detail
		}
		if i == d.cursor {
			line = d.theme.Glyphs.Cursor + " " + line
		}
		lines = append(lines, line)
	}
	if !d.Typing() {
		return lines
	}
	held := d.input.Value()
	if held == "" {
		held = "empty"
	}
	lines = append(lines, d.theme.Glyphs.Cursor+" "+strings.TrimSuffix(d.label, ":")+": "+held)
	lines = append(lines, d.list.lines(d.theme, readWidth)...)
	return append(lines, strings.Join(d.messageLines(readWidth), " "))
}

// readWidth is wide enough that nothing is cut before it is read.
const readWidth = 4000

// Label is what is typed into the dialog, in a word or some.
func (d *Dialog) Label() string { return strings.TrimSuffix(d.label, ":") }

// Listed is how many of the list under the field are shown, each with its digit.
func (d *Dialog) Listed() int { return min(len(d.list.items), mostSuggested) }

// Options are the answers that a choice offers, and which one enter gives.
func (d *Dialog) Options() (options []Option, at int) { return d.options, d.cursor }

// readLines name what is shown, and the others by their keys.
func (f *Filter) readLines() []string {
	var lines, others []string
	for i, it := range f.items {
		text := strings.TrimSpace(it.Label + " " + figures.Count(it.Count))
		switch {
		case i == f.selected:
			lines = append(lines, "Shown: "+text+".")
		case it.Press != "" && it.Count != 0:
			others = append(others, it.Press+" "+text)
		}
	}
	if len(others) > 0 {
		lines = append(lines, "Others: "+strings.Join(others, ", ")+".")
	}
	switch query := f.find.Value(); {
	case f.finding:
		lines = append(lines, f.theme.Glyphs.Cursor+" Find: "+query)
	case query != "":
		lines = append(lines, "Found by: "+query)
	}
	return lines
}
