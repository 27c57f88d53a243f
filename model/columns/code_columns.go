package columns

import (
	"slices"

	"callsheet/model/header"
)

// CodeOf is which of some columns of codes belongs to a phone column; -1 is none.
func CodeOf(codes []CodeColumn, phone int) int {
	return slices.IndexFunc(codes, func(c CodeColumn) bool { return c.Phone == phone || c.Phone < 0 })
}

// CodeColumn is a column of calling codes and the phone column whose numbers it
// begins; -1 is all of them.
type CodeColumn struct {
	Column, Phone int
	Doubted       bool // only the values say that it is one
}

// IndexCodes finds the columns of calling codes. One alone is for all numbers.
func IndexCodes(m Mapping) []CodeColumn {
	var all []CodeColumn
	for _, c := range m {
		if c.Field == FieldCallingCode {
			all = append(all, CodeColumn{c.Index, phoneOf(m, c.Index), c.Basis == BasisValues})
		}
	}
	if len(all) == 1 {
		all[0].Phone = -1
	}
	return all
}

// phoneOf is the phone column that a column of calling codes belongs to: the next
// to its right, or else the last to its left; -1 when there is none.
func phoneOf(m Mapping, code int) int {
	before := -1
	for _, c := range m {
		if c.Field != FieldPhone && c.Field != FieldPhone2 {
			continue
		}
		if c.Index > code {
			return c.Index
		}
		before = c.Index
	}
	return before
}

// IndexAreas finds the columns that may hold the code of an area for the phone
// column to their right: columns named Area Code, Prefix or Code that are nothing
// else.
func IndexAreas(m Mapping) []CodeColumn {
	var all []CodeColumn
	for i, c := range m {
		if i+1 == len(m) || c.Field != FieldMetadata {
			continue
		}
		if next := m[i+1].Field; next != FieldPhone && next != FieldPhone2 {
			continue
		}
		if header.Read(c.Header).Noun == header.Prefix {
			all = append(all, CodeColumn{Column: c.Index, Phone: m[i+1].Index})
		}
	}
	return all
}
