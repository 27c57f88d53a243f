package model

import (
	"slices"
	"strconv"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/phone"
)

// Edit is what the operator decided about one row, laid over the file's own
// cells. The zero Edit changes nothing. Edits are values: every change makes a
// new one, so that an older one can be put back.
type Edit struct {
	// number is the phone as typed or accepted when that is an E.164 number and
	// nothing else, so that a fix of a million rows takes no memory but this.
	number phone.Number
	body   *editBody

	Checked   Warnings // what the operator saw and accepted in the row
	LeftOut   bool     // not dialled, by the operator's choice
	Accepted  bool     // dialled in spite of a problem the operator may override
	Again     bool     // dialled although the number was called a short while ago
	Preferred bool     // dialled before the other rows with the same number
	Move      bool     // dialled although an unfinished batch has the number, which loses it
	TakenIn   bool     // dialled although the file hides the row, or it looks like no contact
	AsIs      bool     // its cells are taken for what they stand under
}

// editBody is the part of an edit that most rows do not have. It never changes,
// so any number of rows may share one.
type editBody struct {
	typed  []typed      // sorted by place
	region phone.Region // the row's country
	column int          // 1 + the column the phone is taken from; 0 is the mapping's

	contact *KnownContact // of the service that the row is; nil = none is known
	after   string        // see Edit.AgainAfter
}

// typed is what the operator typed in one place of a row: a field by its name,
// "#4" the cell of the fifth column, "@vip" a metadata key no column has. A cell
// keeps its text when its column gets another key or meaning.
type typed struct{ place, text string }

func columnPlace(col int) string { return "#" + strconv.Itoa(col) }
func keyPlace(key string) string { return "@" + key }

// Value returns the text the operator typed for a field.
func (e Edit) Value(f columns.Field) (string, bool) {
	if f == columns.FieldPhone && e.number != 0 {
		return e.number.String(), true
	}
	return e.at(string(f))
}

// With returns the edit with one field's text replaced. What was accepted of an
// earlier number or address says nothing about a new one.
func (e Edit) With(f columns.Field, text string) Edit {
	e = e.put(string(f), text)
	switch f {
	case columns.FieldPhone:
		e = e.renumbered()
	case columns.FieldEmail:
		e.Checked &^= EmailDropped
	case columns.FieldTimeZone:
		e.Checked &^= TimeZoneUnknown
	}
	return e
}

// IsZero reports whether the edit changes nothing.
func (e Edit) IsZero() bool {
	return e.number == 0 && e.body == nil && e.Checked == 0 && !e.LeftOut && !e.Accepted && !e.Again && !e.Preferred && !e.Move && !e.TakenIn && !e.AsIs
}

// Equal reports whether two edits decide the same.
func (e Edit) Equal(o Edit) bool {
	a, b := e.body, o.body
	contact, other := e.Contact(), o.Contact()
	e.body, o.body = nil, nil
	if e != o {
		return false
	}
	return a == b || a != nil && b != nil && a.region == b.region && a.column == b.column && slices.Equal(a.typed, b.typed) && a.after == b.after && contact == other
}

// withRegion returns the edit with the row's country set; "" is the list's.
func (e Edit) withRegion(r phone.Region) Edit {
	b := e.copyBody()
	b.region = r
	return e.withBody(b).renumbered()
}

// withColumn returns the edit with the phone taken from another column, in
// place of anything typed.
func (e Edit) withColumn(col int) Edit {
	e = e.without(string(columns.FieldPhone))
	b := e.copyBody()
	b.column = col + 1
	return e.withBody(b).renumbered()
}

// renumbered forgets what was decided about the number the row had before.
func (e Edit) renumbered() Edit {
	e.Accepted, e.Again, e.Preferred, e.Move, e.AsIs = false, false, false, false, false
	e = e.WithAgainAfter("")
	e.Checked &= EmailDropped
	return e
}

func (e Edit) region() phone.Region {
	if e.body == nil {
		return ""
	}
	return e.body.region
}

// column is where the phone is taken from instead of the mapping's column.
func (e Edit) column() (int, bool) {
	if e.body == nil || e.body.column == 0 {
		return 0, false
	}
	return e.body.column - 1, true
}

// at returns what was typed in a place.
func (e Edit) at(place string) (string, bool) {
	if e.body == nil {
		return "", false
	}
	i, found := e.body.find(place)
	if !found {
		return "", false
	}
	return e.body.typed[i].text, true
}

// cell returns what was typed over a column's cell.
func (e Edit) cell(col int) (string, bool) {
	if e.body == nil || len(e.body.typed) == 0 {
		return "", false
	}
	return e.at(columnPlace(col))
}

// all is everything that was typed, the phone included.
func (e Edit) all() []typed {
	var all []typed
	if e.number != 0 {
		all = append(all, typed{string(columns.FieldPhone), e.number.String()})
	}
	if e.body != nil {
		all = append(all, e.body.typed...)
	}
	return all
}

func (b *editBody) find(place string) (int, bool) {
	return slices.BinarySearchFunc(b.typed, place, func(t typed, place string) int { return strings.Compare(t.place, place) })
}

// put returns the edit with the text of one place replaced.
func (e Edit) put(place, text string) Edit {
	if place == string(columns.FieldPhone) {
		e = e.without(place)
		if n, ok := plainNumber(text); ok {
			e.number = n
			return e
		}
	}
	b := e.copyBody()
	i, found := b.find(place)
	if found {
		b.typed = slices.Clone(b.typed)
		b.typed[i].text = text
	} else {
		b.typed = slices.Insert(slices.Clone(b.typed), i, typed{place, text})
	}
	return e.withBody(b)
}

// without returns the edit with nothing typed in a place; for the phone, with
// no other column either.
func (e Edit) without(place string) Edit {
	if place == string(columns.FieldPhone) {
		e.number = 0
	}
	if e.body == nil {
		return e
	}
	b := e.copyBody()
	if place == string(columns.FieldPhone) {
		b.column = 0
	}
	if i, found := b.find(place); found {
		b.typed = slices.Delete(slices.Clone(b.typed), i, i+1)
	}
	return e.withBody(b)
}

func (e Edit) copyBody() *editBody {
	if e.body == nil {
		return &editBody{}
	}
	b := *e.body
	return &b
}

func (e Edit) withBody(b *editBody) Edit {
	e.body = b
	if len(b.typed) == 0 && b.region == "" && b.column == 0 && b.contact == nil && b.after == "" {
		e.body = nil
	}
	return e
}

// plainNumber reads an E.164 number written as Number.String writes it.
func plainNumber(text string) (phone.Number, bool) {
	digits, plus := strings.CutPrefix(text, "+")
	if !plus || len(digits) == 0 || len(digits) > phone.MaxDigits || digits[0] == '0' {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return 0, false
	}
	return phone.Number(n), true
}

// placeColumn is the column of a place that is a cell.
func placeColumn(place string) (int, bool) {
	text, ok := strings.CutPrefix(place, "#")
	if !ok {
		return 0, false
	}
	col, err := strconv.Atoi(text)
	return col, err == nil
}
