package model

import (
	"slices"
	"strconv"
)

// single lists the meanings only one column can have.
var single = []Field{
	FieldPhone, FieldName, FieldFirstName, FieldLastName, FieldEmail, FieldCompany, FieldID,
	FieldCountry, FieldTimeZone, FieldDoNotCall,
}

// Chosen is the reason of a column whose meaning the operator set.
const Chosen = "chosen by you"

// With returns the mapping with one column's meaning set by the operator. A
// column that had this meaning before, where only one can, is kept as metadata.
func (m Mapping) With(index int, f Field) Mapping {
	out := slices.Clone(m)
	for i := range out {
		c := &out[i]
		switch {
		case c.Index == index:
			c.Field, c.Reason = f, Chosen
		case c.Field == f && slices.Contains(single, f):
			c.Field, c.Reason = FieldMetadata, "another column was chosen instead"
			if f == FieldPhone {
				c.Field = FieldPhone2
			}
		}
	}
	return out.Keyed()
}

// Find returns the column with a meaning.
func (m Mapping) Find(f Field) (Column, bool) {
	for _, c := range m {
		if c.Field == f {
			return c, true
		}
	}
	return Column{}, false
}

// sent reports whether a column's cells go along as metadata.
func (f Field) sent() bool {
	return f == FieldMetadata || f == FieldPhone2 || f == FieldCountry || f == FieldTimeZone
}

// Keyed returns the mapping with a key of its own for every column that goes
// along as metadata.
func (m Mapping) Keyed() Mapping {
	m = slices.Clone(m)
	taken := map[string]bool{}
	for i := range m {
		c := &m[i]
		if !c.Field.sent() {
			c.Key = ""
			continue
		}
		key := c.Key
		if key == "" {
			key = MetadataKey(c.Header)
		}
		if key == "" {
			key = "column_" + strconv.Itoa(c.Index+1)
		}
		unique := key
		for n := 2; taken[unique]; n++ {
			unique = key + "_" + strconv.Itoa(n)
		}
		taken[unique] = true
		c.Key = unique
	}
	return m
}
