package model

import (
	"encoding/json"
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
}

// typed is what the operator typed in one place of a row: a field by its name,
// "#4" the cell of the fifth column, "@vip" a metadata key no column has. A cell
// keeps its text when its column gets another key or meaning.
type typed struct{ place, text string }

func columnPlace(col int) string { return "#" + strconv.Itoa(col) }
func keyPlace(key string) string { return "@" + key }

// editJSON is the shape an Edit is kept in. What an older one does not have is
// zero.
type editJSON struct {
	Values    map[columns.Field]string `json:"values,omitempty"`
	Cells     map[int]string           `json:"cells,omitempty"`
	Metadata  map[string]string        `json:"metadata,omitempty"`
	Region    phone.Region             `json:"region,omitempty"`
	Column    *int                     `json:"phone_column,omitempty"`
	Checked   []string                 `json:"checked,omitempty"`
	LeftOut   bool                     `json:"left_out,omitempty"`
	Accepted  bool                     `json:"accepted,omitempty"`
	Again     bool                     `json:"again,omitempty"`
	Preferred bool                     `json:"preferred,omitempty"`
	Move      bool                     `json:"move,omitempty"`
	TakenIn   bool                     `json:"taken_in,omitempty"`
	AsIs      bool                     `json:"as_is,omitempty"`
}

// MarshalJSON gives the shape an edit is kept in.
func (e Edit) MarshalJSON() ([]byte, error) {
	kept := editJSON{LeftOut: e.LeftOut, Accepted: e.Accepted, Again: e.Again, Preferred: e.Preferred, Move: e.Move, TakenIn: e.TakenIn, AsIs: e.AsIs}
	if e.Checked != 0 {
		kept.Checked = e.Checked.Names()
	}
	if e.body != nil {
		kept.Region = e.body.region
		if e.body.column > 0 {
			column := e.body.column - 1
			kept.Column = &column
		}
		for _, t := range e.body.typed {
			kept.put(t)
		}
	}
	if e.number != 0 {
		kept.put(typed{string(columns.FieldPhone), e.number.String()})
	}
	return json.Marshal(kept)
}

func (k *editJSON) put(t typed) {
	switch t.place[0] {
	case '#':
		if k.Cells == nil {
			k.Cells = map[int]string{}
		}
		if col, ok := placeColumn(t.place); ok {
			k.Cells[col] = t.text
		}
	case '@':
		if k.Metadata == nil {
			k.Metadata = map[string]string{}
		}
		k.Metadata[t.place[1:]] = t.text
	default:
		if k.Values == nil {
			k.Values = map[columns.Field]string{}
		}
		k.Values[columns.Field(t.place)] = t.text
	}
}

// UnmarshalJSON reads an edit that was kept.
func (e *Edit) UnmarshalJSON(data []byte) error {
	var kept editJSON
	if err := json.Unmarshal(data, &kept); err != nil {
		return err
	}
	*e = Edit{}
	for f, text := range kept.Values {
		if f != "" && f[0] != '#' && f[0] != '@' {
			*e = e.put(string(f), text)
		}
	}
	for col, text := range kept.Cells {
		*e = e.put(columnPlace(max(0, col)), text)
	}
	for key, text := range kept.Metadata {
		if key != "" {
			*e = e.put(keyPlace(key), text)
		}
	}
	if kept.Region != "" || kept.Column != nil {
		b := e.copyBody()
		b.region = kept.Region
		if kept.Column != nil {
			b.column = max(0, *kept.Column+1)
		}
		*e = e.withBody(b)
	}
	for _, name := range kept.Checked {
		e.Checked |= warningNamed(name)
	}
	e.LeftOut, e.Accepted, e.Again, e.Preferred = kept.LeftOut, kept.Accepted, kept.Again, kept.Preferred
	e.Move, e.TakenIn, e.AsIs = kept.Move, kept.TakenIn, kept.AsIs
	return nil
}

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
	e.body, o.body = nil, nil
	if e != o {
		return false
	}
	return a == b || a != nil && b != nil && a.region == b.region && a.column == b.column && slices.Equal(a.typed, b.typed)
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
	if len(b.typed) == 0 && b.region == "" && b.column == 0 {
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
