package contacts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// RowEditor edits every field of a row that is sent.
type RowEditor struct {
	console *screen.Console
	Row     int
	slots   []model.EditableField
	given   []string // what each slot held
	form    widget.Form
	said    []model.FieldCheck // of each slot
	notes   []string           // as they are shown
	past    []string           // what was changed in the row, the latest first
}

var editorKeys = struct{ Keep, Suggest, Next, Prev, Move, Discard key.Binding }{
	Keep:    screen.Enter("keep"),
	Suggest: screen.Bind("ctrl+t", "take the suggestion", "ctrl+t"),
	Next:    screen.Bind("pgdn", "next problem", "pgdown"),
	Prev:    screen.Bind("pgup", "previous problem", "pgup"),
	Move:    screen.Bind("↑↓", "field", "up", "down"),
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

func newRowEditor(console *screen.Console, row int) *RowEditor {
	list := console.Campaign.List
	s := &RowEditor{console: console, Row: row, slots: list.Fields().All()}
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
		s.given = append(s.given, list.Fields().Value(row, slot))
	}
	s.notes = make([]string, len(s.slots))
	s.past = details{list, console}.rowPast(row)
	s.form = widget.NewForm(console.Theme, fields)
	for i, text := range s.given {
		s.form.SetValue(fmt.Sprint(i), text)
	}
	s.check()
	return s
}

// order is the slots in the order they are read: the country says how the
// number is.
func (s *RowEditor) order() []int {
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
func (s *RowEditor) check() *model.List {
	list := s.console.Campaign.List.Snapshot()
	wrong := map[string]string{}
	s.said = make([]model.FieldCheck, len(s.slots))
	for _, i := range s.order() {
		text := s.form.Value(fmt.Sprint(i))
		j := list.Fields().Check(s.Row, s.slots[i], text)
		changed := text != s.given[i]
		if changed {
			var change model.Change
			if change, j = list.Fields().Type(s.Row, s.slots[i], text); len(change.Rows) > 0 {
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
func (s *RowEditor) say(i int, j model.FieldCheck, changed bool) (wrong string) {
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
func (s *RowEditor) inFile(i int) string {
	file := s.console.Campaign.List.Fields().FileValue(s.Row, s.slots[i])
	switch file {
	case s.given[i]:
		return ""
	case "":
		return "Not in the file."
	}
	return "In the file: " + file
}

// change is everything that was typed, as one step.
func (s *RowEditor) change(list *model.List) model.Change {
	before, after := s.console.Campaign.List.Edit(s.Row), list.Edit(s.Row)
	if before.Equal(after) {
		return model.Change{}
	}
	var names []string
	for i, text := range s.given {
		if text != s.form.Value(fmt.Sprint(i)) {
			names = append(names, strings.ToLower(s.label(i)))
		}
	}
	what := fmt.Sprintf("%s: %s changed", rowName(s.console.Campaign.List, s.Row), strings.Join(names, ", "))
	if v := list.Verdict(s.Row); len(names) == 1 && s.slots[0].Field == columns.FieldPhone && s.given[0] != s.form.Value("0") && v.Number != 0 {
		what = fmt.Sprintf("%s will be dialled as %s", rowName(s.console.Campaign.List, s.Row), v.Number.Grouped())
	}
	return model.Change{What: what, Rows: []model.RowEdit{{Row: s.Row, Before: before, After: after}}}
}

func (s *RowEditor) label(i int) string {
	if s.slots[i].Field == columns.FieldMetadata {
		return "{" + s.slots[i].Key + "}"
	}
	return slotWords[s.slots[i].Field][0]
}

func (s *RowEditor) focused() int {
	return slices.IndexFunc(s.slots, func(slot model.EditableField) bool {
		return fmt.Sprint(slices.Index(s.slots, slot)) == s.form.Focused()
	})
}

func (s *RowEditor) actions() []panelAction {
	k := editorKeys
	i := s.focused()
	suggest := looks("suggest in row", "Take the suggestion", k.Suggest, func() {
		s.form.SetValue(fmt.Sprint(i), s.said[i].Suggest)
		s.check()
	})
	suggest.WhyNot = screen.Without(i >= 0 && s.said[i].Suggest != "", "There is no suggestion.")
	move := panelAction{Action: screen.Action{ID: "field", Title: "Move to another field", Keys: k.Move}, wants: s.typed}
	return []panelAction{
		changes("keep row", "Take the row over as it is typed", k.Keep, func() effect { return s.keep(0) }),
		closes("row", "Leave the row as it was", k.Discard),
		suggest,
		move,
		changes("keep row and go on", "Take the row over and edit the next to fix", k.Next, func() effect { return s.keep(1) }),
		changes("keep row and go back", "Take the row over and edit the one to fix before", k.Prev, func() effect { return s.keep(-1) }),
	}
}

// typed takes what is typed into the field that has the focus.
func (s *RowEditor) typed(msg tea.KeyMsg) effect {
	if _, changed := s.form.Update(msg); changed != "" {
		s.check()
	}
	return effect{}
}

// keep asks for what is typed to be taken over, and for the next or previous row to
// fix after it, as next is 1 or -1. Something that cannot be kept is said, and the
// editor stays.
func (s *RowEditor) keep(next int) effect {
	list := s.check()
	for i, j := range s.said {
		if text := s.form.Value(fmt.Sprint(i)); !j.OK && text != s.given[i] {
			s.form.Focus(fmt.Sprint(i))
			return effect{refuse: j.Sentence}
		}
	}
	return effect{close: true, change: s.change(list), next: next, row: s.Row}
}

// focusOn puts the cursor in the field of a slot.
func (s *RowEditor) focusOn(slot model.EditableField) tea.Cmd {
	return s.form.Focus(fmt.Sprint(slices.Index(s.slots, slot)))
}

func (s *RowEditor) arrange(width, height int) {
	inner, room := widget.PanelRoom(min(width, widestPanel), height)
	s.form.SetSize(inner, max(room-2-len(s.pastLines(inner, room/4)), 1))
}

func (s *RowEditor) view(width, height int) string {
	t := s.console.Theme
	w := min(width, widestPanel)
	inner, room := widget.PanelRoom(w, height)
	past := s.pastLines(inner, room/4)
	head := t.Muted.Render("In the file: ") + t.Text.Render(widget.Clip(s.console.Campaign.List.Contacts().Given(s.Row), t.Glyphs.Ellipsis, max(inner-14, 1)))
	lines := append([]string{head, ""}, strings.Split(s.form.View(), "\n")...)
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	lines = append(lines, past...)
	title := screen.SentenceStart(rowName(s.console.Campaign.List, s.Row))
	if name := s.console.Campaign.List.Contacts().Name(s.Row); name != "" {
		title += "  " + name
	}
	return widget.Panel(t, title, lines, w, min(height, max(len(lines), leastEditor)+2))
}

// pastLines are what was changed in the row, on at most so many lines with a
// blank one before them, and a mark where there is more.
func (s *RowEditor) pastLines(width, most int) []string {
	if len(s.past) == 0 {
		return nil
	}
	t := s.console.Theme
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

func (s *RowEditor) keyLine() []string {
	return []string{"keep row", "close row", "suggest in row", "field", "keep row and go on"}
}

func (s *RowEditor) typing() bool { return true }
func (s *RowEditor) refresh() bool {
	s.check()
	return false
}
