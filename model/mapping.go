package model

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// single lists the meanings only one column can have.
var single = []Field{
	FieldPhone, FieldName, FieldFirstName, FieldLastName, FieldEmail, FieldCompany, FieldID,
	FieldCountry, FieldTimeZone, FieldDoNotCall,
}

// Chosen is the reason of a column whose meaning the operator set.
const Chosen = "chosen by you"

// Single reports whether only one column can have this meaning.
func (f Field) Single() bool { return slices.Contains(single, f) }

// ParseField reads a meaning by its name in flags and settings: one of Fields,
// or "metadata:key" with the name a prompt refers to the column by.
func ParseField(name string) (f Field, key string, ok bool) {
	name = strings.TrimSpace(name)
	if key, found := strings.CutPrefix(name, string(FieldMetadata)+":"); found {
		return FieldMetadata, key, ValidKey(key)
	}
	f = Field(strings.ToLower(name))
	return f, "", slices.Contains(Fields(), f)
}

// ValidKey reports whether a prompt can refer to a column by key: up to 60
// letters, digits and signs that need no quoting.
func ValidKey(key string) bool {
	for _, r := range key {
		if r != '_' && r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return key != "" && utf8.RuneCountInString(key) <= maxKey
}

// Title is what a column is called: its header on one clean line, or its place
// when it has none.
func (c Column) Title() string {
	if title := CleanText(c.Header, maxTitleRunes); title != "" {
		return title
	}
	return "column " + strconv.Itoa(c.Index+1)
}

// maxTitleRunes is longer than any header worth reading.
const maxTitleRunes = 60

// With returns the mapping with one column's meaning set by the operator. A
// column that had this meaning before, where only one can, is kept as metadata.
func (m Mapping) With(index int, f Field) Mapping {
	out := slices.Clone(m)
	for i := range out {
		c := &out[i]
		switch {
		case c.Index == index:
			c.Field, c.Basis, c.Reason = f, BasisChosen, Chosen
		case c.Field == f && f.Single():
			c.Field, c.Basis, c.Reason = FieldMetadata, BasisChosen, "another column was chosen instead"
			if f == FieldPhone {
				c.Field = FieldPhone2
			}
		}
	}
	return out.Keyed()
}

// Renamed returns the mapping with the key a prompt refers to a column by set by
// the operator. A column that had this key before gets another.
func (m Mapping) Renamed(index int, key string) Mapping {
	out := slices.Clone(m)
	for i := range out {
		if out[i].Key == key && out[i].Index != index {
			out[i].Key = freeKey(out, key)
		}
	}
	for i := range out {
		if out[i].Index == index {
			out[i].Key = key
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

// ExtensionKey is the metadata key under which the extension of a phone number
// goes along.
func (m Mapping) ExtensionKey() string { return freeKey(m, "extension") }

// freeKey returns name, or name with a number when a column already uses it.
func freeKey(m Mapping, name string) string {
	key := name
	for n := 2; ; n++ {
		taken := false
		for _, col := range m {
			taken = taken || col.Key == key
		}
		if !taken {
			return key
		}
		key = name + "_" + strconv.Itoa(n)
	}
}
