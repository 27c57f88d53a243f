package model

import (
	"encoding/json"

	"callsheet/model/columns"
	"callsheet/model/phone"
)

// editJSON is the shape an Edit is stored in. What an older one does not have is
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
	Contact   *KnownContact            `json:"contact,omitempty"`
	After     string                   `json:"again_after,omitempty"`
}

// MarshalJSON gives the shape an edit is stored in.
func (e Edit) MarshalJSON() ([]byte, error) {
	stored := editJSON{LeftOut: e.LeftOut, Accepted: e.Accepted, Again: e.Again, Preferred: e.Preferred, Move: e.Move, TakenIn: e.TakenIn, AsIs: e.AsIs}
	if e.Checked != 0 {
		stored.Checked = e.Checked.Names()
	}
	if e.body != nil {
		stored.Region, stored.Contact, stored.After = e.body.region, e.body.contact, e.body.after
		if e.body.column > 0 {
			column := e.body.column - 1
			stored.Column = &column
		}
		for _, t := range e.body.typed {
			stored.put(t)
		}
	}
	if e.number != 0 {
		stored.put(typed{string(columns.FieldPhone), e.number.String()})
	}
	return json.Marshal(stored)
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

// UnmarshalJSON reads an edit that was stored.
func (e *Edit) UnmarshalJSON(data []byte) error {
	var stored editJSON
	if err := json.Unmarshal(data, &stored); err != nil {
		return err
	}
	*e = Edit{}
	for f, text := range stored.Values {
		if f != "" && f[0] != '#' && f[0] != '@' {
			*e = e.put(string(f), text)
		}
	}
	for col, text := range stored.Cells {
		*e = e.put(columnPlace(max(0, col)), text)
	}
	for key, text := range stored.Metadata {
		if key != "" {
			*e = e.put(keyPlace(key), text)
		}
	}
	if stored.Region != "" || stored.Column != nil {
		b := e.copyBody()
		b.region = stored.Region
		if stored.Column != nil {
			b.column = max(0, *stored.Column+1)
		}
		*e = e.withBody(b)
	}
	if stored.Contact != nil {
		*e = e.WithContact(*stored.Contact)
	}
	*e = e.WithAgainAfter(stored.After)
	for _, name := range stored.Checked {
		e.Checked |= warningNamed(name)
	}
	e.LeftOut, e.Accepted, e.Again, e.Preferred = stored.LeftOut, stored.Accepted, stored.Again, stored.Preferred
	e.Move, e.TakenIn, e.AsIs = stored.Move, stored.TakenIn, stored.AsIs
	return nil
}
