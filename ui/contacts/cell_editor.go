package contacts

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/ui/widget"
)

// maxPhoneText is more than any phone cell a person would type.
const maxPhoneText = 200

// inlineEdit is a number being typed where it stands in a table.
type inlineEdit struct {
	table      *Table
	On         bool
	Input      widget.Input
	candidates []string // texts that Tab offers
	candidate  int
}

// newInlineEdit opens the phone field of a row where it stands.
func newInlineEdit(t *Table, row int) inlineEdit {
	list := t.list()
	text := printable.PhoneText(list.Contacts().PhoneCell(row).Text, maxPhoneText)
	e := inlineEdit{table: t, On: true, Input: widget.NewInput(text, maxPhoneText)}
	e.Input.Between = printable.BetweenNumbers
	switch list.Contacts().Read(row).Problem {
	case phone.Placeholder, phone.NoDigits, phone.ErrorCell, phone.Scientific:
		// Nothing of it belongs to the number that has to be typed.
		e.Input.SetValue("")
	}
	e.Input.Select()
	for _, f := range list.Fixes().Of(row) {
		if f.Number != 0 && !f.Kind.Explicit() && !f.Fallback {
			e.candidates = append(e.candidates, f.Number.String())
		}
	}
	e.draw()
	return e
}

func (e *inlineEdit) draw() {
	at := e.table.looks.place(columnGiven)
	e.table.grid.SetEditor(at, e.Input.View(e.table.theme, e.table.grid.ColumnWidth(at)))
}

func (e *inlineEdit) stop() {
	e.table.grid.ClearEditor()
	*e = inlineEdit{}
}

// typed takes what is typed. The row may have left meanwhile.
func (e *inlineEdit) typed(msg tea.KeyMsg) {
	if _, ok := e.table.Here(); !ok {
		e.stop()
		return
	}
	e.Input.Update(msg)
	e.draw()
}

// suggest puts the next number that may be meant into the field.
func (e *inlineEdit) suggest() {
	e.Input.SetValue(e.candidates[e.candidate%len(e.candidates)])
	e.candidate++
	e.draw()
}

// keep takes the typed number over when it can be dialled.
func (e *inlineEdit) keep() request {
	row, ok := e.table.Here()
	if !ok {
		e.stop()
		return request{}
	}
	change, j := e.table.list().Fields().Type(row, model.EditableField{Field: columns.FieldPhone}, strings.TrimSpace(e.Input.Value()))
	if !j.OK {
		return request{refuse: j.Sentence}
	}
	e.stop()
	return request{change: change}
}
