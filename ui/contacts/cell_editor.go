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

// cellEditor is a number being typed where it stands in a table.
type cellEditor struct {
	table      *Table
	On         bool
	Input      widget.Input
	candidates []string // texts that Tab offers
	candidate  int
}

// newCellEditor opens the phone field of a row where it stands.
func newCellEditor(t *Table, row int) cellEditor {
	list := t.list()
	text := printable.PhoneText(list.Contacts().PhoneCell(row).Text, maxPhoneText)
	e := cellEditor{table: t, On: true, Input: widget.NewInput(text, maxPhoneText)}
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

func (e *cellEditor) draw() {
	at := e.table.looks.place(columnGiven)
	e.table.grid.SetEditor(at, e.Input.View(e.table.theme, e.table.grid.ColumnWidth(at)))
}

func (e *cellEditor) stop() {
	e.table.grid.ClearEditor()
	*e = cellEditor{}
}

// typed takes what is typed. The row may have left meanwhile.
func (e *cellEditor) typed(msg tea.KeyMsg) {
	if _, ok := e.table.Here(); !ok {
		e.stop()
		return
	}
	e.Input.Update(msg)
	e.draw()
}

// suggest puts the next number that may be meant into the field.
func (e *cellEditor) suggest() {
	e.Input.SetValue(e.candidates[e.candidate%len(e.candidates)])
	e.candidate++
	e.draw()
}

// keep takes the typed number over when it can be dialled.
func (e *cellEditor) keep() effect {
	row, ok := e.table.Here()
	if !ok {
		e.stop()
		return effect{}
	}
	change, j := e.table.list().Fields().Type(row, model.EditableField{Field: columns.FieldPhone}, strings.TrimSpace(e.Input.Value()))
	if !j.OK {
		return effect{refuse: j.Sentence}
	}
	e.stop()
	return effect{change: change}
}
