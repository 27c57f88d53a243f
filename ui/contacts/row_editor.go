package contacts

import (
	"callsheet/model/columns"

	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// editorSheet edits every field of a row that is sent.
type EditorSheet struct {
	c     *Screen
	Row   int
	slots []model.Slot
	given []string // what each slot held
	form  widget.Form
	said  []model.Judgement // of each slot
	notes []string          // as they are shown
	past  []string          // what was changed in the row, the latest first
}

var editorKeys = struct{ Keep, Suggest, Next, Prev, Move, Discard key.Binding }{
	Keep:    screen.Enter("keep"),
	Suggest: screen.Bind("ctrl+t", "take the suggestion", "ctrl+t"),
	Next:    screen.Bind("pgdn", "next problem", "pgdown"),
	Prev:    screen.Bind("pgup", "previous problem", "pgup"),
	Move:    screen.Bind("↑↓", "field", "up"),
	Discard: screen.Bind("esc", "discard", "esc"),
}

var slotWords = map[columns.Field][2]string{
	columns.FieldPhone:   {"Phone", "As you would dial it, or with + and the country code."},
	columns.FieldCountry: {"Country", "Where the number is written; empty means as the rest of the list."},
	columns.FieldName:    {"Name", ""},
	columns.FieldEmail:   {"Email", ""},
	columns.FieldCompany: {"Company", ""},
	columns.FieldID:      {"Id", "The contact's id in Dialgen, where it has one."},
}

// editRow opens the editor of a row.
func (c *Screen) editRow(row int) tea.Cmd {
	if c.mayEdit(row) {
		c.Sheet = newEditorSheet(c, row)
	}
	return nil
}

// editEmail opens the editor of a row at its address.
func (c *Screen) editEmail(row int) tea.Cmd {
	if !c.mayEdit(row) {
		return nil
	}
	s := newEditorSheet(c, row)
	c.Sheet = s
	return s.form.Focus(fmt.Sprint(slices.Index(s.slots, model.Slot{Field: columns.FieldEmail})))
}

func newEditorSheet(c *Screen, row int) *EditorSheet {
	s := &EditorSheet{c: c, Row: row, slots: c.List().Slots()}
	var fields []widget.Field
	for i, slot := range s.slots {
		f := widget.Field{Key: fmt.Sprint(i), Label: slotWords[slot.Field][0], Help: slotWords[slot.Field][1], Section: "Contact"}
		switch slot.Field {
		case columns.FieldPhone:
			f.Between = printable.BetweenNumbers
		case columns.FieldMetadata:
			f.Label, f.Section = "{"+slot.Key+"}", "Metadata"
		}
		fields = append(fields, f)
		s.given = append(s.given, c.List().Value(row, slot))
	}
	s.notes = make([]string, len(s.slots))
	s.past = c.rowPast(row)
	s.form = widget.NewForm(c.Console.Theme, fields)
	for i, text := range s.given {
		s.form.SetValue(fmt.Sprint(i), text)
	}
	s.check()
	return s
}

// order is the slots in the order they are read: the country says how the
// number is.
func (s *EditorSheet) order() []int {
	order := make([]int, len(s.slots))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		rank := func(i int) int {
			if s.slots[i].Field == columns.FieldCountry {
				return 0
			}
			return 1
		}
		return rank(a) - rank(b)
	})
	return order
}

// check judges what is typed against the row as it would be with all of it, and
// returns that list.
func (s *EditorSheet) check() *model.List {
	list := s.c.List().Freeze()
	wrong := map[string]string{}
	s.said = make([]model.Judgement, len(s.slots))
	for _, i := range s.order() {
		text := s.form.Value(fmt.Sprint(i))
		j := list.Check(s.Row, s.slots[i], text)
		changed := text != s.given[i]
		if changed {
			var change model.Change
			if change, j = list.Type(s.Row, s.slots[i], text); len(change.Rows) > 0 {
				list.Apply(change)
			}
		}
		s.said[i] = j
		if words := s.say(i, j, changed); words != "" {
			wrong[fmt.Sprint(i)] = words
		}
	}
	s.form.SetErrors(wrong)
	return list
}

// say shows beside a field what it would be sent as, and returns what is wrong
// with it.
func (s *EditorSheet) say(i int, j model.Judgement, changed bool) (wrong string) {
	note := ""
	switch {
	case !j.OK:
		wrong = j.Sentence
		if j.Suggest != "" {
			wrong += fmt.Sprintf(" Meant %s? Press ctrl+t to take it.", j.Suggest)
		}
	case s.slots[i].Field == columns.FieldPhone:
		note = j.Sentence
	case changed:
		note = j.Sentence
	default:
		note = s.inFile(i)
	}
	if note != s.notes[i] {
		s.form.SetNote(fmt.Sprint(i), note)
		s.notes[i] = note
	}
	return wrong
}

// inFile says what the file has for a field that is no longer as it was there.
func (s *EditorSheet) inFile(i int) string {
	file := s.c.List().FileValue(s.Row, s.slots[i])
	switch file {
	case s.given[i]:
		return ""
	case "":
		return "Not in the file."
	}
	return "In the file: " + file
}

// change is everything that was typed, as one step.
func (s *EditorSheet) change(list *model.List) model.Change {
	before, after := s.c.List().Edit(s.Row), list.Edit(s.Row)
	if before.Equal(after) {
		return model.Change{}
	}
	var names []string
	for i, text := range s.given {
		if text != s.form.Value(fmt.Sprint(i)) {
			names = append(names, strings.ToLower(s.label(i)))
		}
	}
	what := fmt.Sprintf("%s: %s changed", s.c.rowName(s.Row), strings.Join(names, ", "))
	if v := list.Verdict(s.Row); len(names) == 1 && s.slots[0].Field == columns.FieldPhone && s.given[0] != s.form.Value("0") && v.Number != 0 {
		what = fmt.Sprintf("%s will be dialled as %s", s.c.rowName(s.Row), v.Number.Grouped())
	}
	return model.Change{What: what, Rows: []model.RowEdit{{Row: s.Row, Before: before, After: after}}}
}

func (s *EditorSheet) label(i int) string {
	if s.slots[i].Field == columns.FieldMetadata {
		return "{" + s.slots[i].Key + "}"
	}
	return slotWords[s.slots[i].Field][0]
}

func (s *EditorSheet) focused() int {
	return slices.IndexFunc(s.slots, func(slot model.Slot) bool { return fmt.Sprint(slices.Index(s.slots, slot)) == s.form.Focused() })
}

func (s *EditorSheet) press(msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, editorKeys.Discard):
		s.c.Sheet = nil
	case key.Matches(msg, editorKeys.Keep):
		cmd, _ := s.keep()
		return cmd
	case key.Matches(msg, editorKeys.Next):
		return s.onTo(1)
	case key.Matches(msg, editorKeys.Prev):
		return s.onTo(-1)
	case key.Matches(msg, editorKeys.Suggest):
		if i := s.focused(); i >= 0 && s.said[i].Suggest != "" {
			s.form.SetValue(fmt.Sprint(i), s.said[i].Suggest)
			s.check()
		}
	default:
		if _, changed := s.form.Update(msg); changed != "" {
			s.check()
		}
	}
	return nil
}

// keep takes over what is typed and closes the editor. It reports false when
// something typed cannot be kept.
func (s *EditorSheet) keep() (tea.Cmd, bool) {
	list := s.check()
	for i, j := range s.said {
		if text := s.form.Value(fmt.Sprint(i)); !j.OK && text != s.given[i] {
			s.form.Focus(fmt.Sprint(i))
			s.c.err = j.Sentence
			return nil, false
		}
	}
	if !s.c.mayWork() {
		return nil, false
	}
	s.c.Sheet = nil
	return s.c.apply(s.change(list)), true
}

// onTo keeps what is typed and opens the next or previous row to fix.
func (s *EditorSheet) onTo(step int) tea.Cmd {
	at := s.c.grid.Cursor()
	cmd, kept := s.keep()
	if !kept {
		return nil
	}
	if row, ok := s.c.Here(); step > 0 && ok && row != s.Row {
		at-- // the row has left, and the next is in its place
	}
	i := s.c.problemFrom(at, step)
	if i < 0 {
		s.c.Console.Notify(widget.Info, "There is nothing more to fix in that direction.")
		return cmd
	}
	s.c.grid.SetCursor(i)
	if row, ok := s.c.Here(); ok {
		s.c.Sheet = newEditorSheet(s.c, row)
	}
	return cmd
}

func (s *EditorSheet) arrange(width, height int) {
	inner, room := widget.PanelRoom(min(width, widestPanel), height)
	s.form.SetSize(inner, max(room-2-len(s.pastLines(inner, room/4)), 1))
}

func (s *EditorSheet) view(width, height int) string {
	t := s.c.Console.Theme
	w := min(width, widestPanel)
	inner, room := widget.PanelRoom(w, height)
	past := s.pastLines(inner, room/4)
	head := t.Muted.Render("In the file: ") + t.Text.Render(widget.Clip(s.c.List().Given(s.Row), t.Glyphs.Ellipsis, max(inner-14, 1)))
	lines := append([]string{head, ""}, strings.Split(s.form.View(), "\n")...)
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	lines = append(lines, past...)
	title := screen.SentenceStart(s.c.rowName(s.Row))
	if name := s.c.List().Name(s.Row); name != "" {
		title += "  " + name
	}
	return widget.Panel(t, title, lines, w, min(height, max(len(lines), leastEditor)+2))
}

// pastLines are what was changed in the row, on at most so many lines with a
// blank one before them, and a mark where there is more.
func (s *EditorSheet) pastLines(width, most int) []string {
	if len(s.past) == 0 {
		return nil
	}
	t := s.c.Console.Theme
	lines := []string{""}
	for i, words := range s.past {
		if left := len(s.past) - i; left > 1 && len(lines) == max(most, 2)-1 {
			words = fmt.Sprintf("%s and %d changes before", t.Glyphs.Ellipsis, left)
		}
		lines = append(lines, t.Muted.Render(widget.Clip(words, t.Glyphs.Ellipsis, width)))
		if len(lines) == max(most, 2) {
			break
		}
	}
	return lines
}

// leastEditor is how many lines the editor has at least, so that it keeps its
// place while sentences come and go.
const leastEditor = 20

func (s *EditorSheet) keys() []key.Binding {
	k := editorKeys
	line := []key.Binding{k.Keep, k.Discard}
	if i := s.focused(); i >= 0 && s.said[i].Suggest != "" {
		line = append(line, k.Suggest)
	}
	return append(line, k.Move, k.Next)
}

func (s *EditorSheet) typing() bool { return true }
func (s *EditorSheet) refresh()     { s.check() }
