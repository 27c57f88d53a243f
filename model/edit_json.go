package model

import (
	"callsheet/model/columns"
	"callsheet/model/phone"
	"encoding/json"
)

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
