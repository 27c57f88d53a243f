package columns

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/printable"
)

// single lists the meanings only one column can have.
var single = []Field{
	FieldPhone, FieldName, FieldFirstName, FieldLastName, FieldEmail, FieldCompany, FieldID,
	FieldCountry, FieldTimeZone,
}

// NoneLacksCountry is said of a list of which no number waits for a country to be named.
const NoneLacksCountry = "Every number has its country, by its own code or by its row."

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
// letters with the vowel signs of their script, digits and signs that need no
// quoting.
func ValidKey(key string) bool {
	for i, r := range key {
		if r != '_' && r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && (i == 0 || !unicode.IsMark(r)) {
			return false
		}
	}
	return key != "" && utf8.RuneCountInString(key) <= maxKey
}

// Title is what a column is called: its header on one clean line, or its place
// when it has none.
func (c Column) Title() string {
	if title := printable.Text(c.Header, maxTitleRunes); title != "" {
		return title
	}
	return "column " + strconv.Itoa(c.Index+1)
}

// maxTitleRunes is longer than any header worth reading.
const maxTitleRunes = 60

// With returns the mapping with one column's meaning set by the operator. A
// column that had this meaning before, where only one can, is kept as metadata.
// Another phone column that is chosen is dialled in rows where those chosen
// before it hold no number.
func (m Mapping) With(index int, f Field) Mapping {
	out := slices.Clone(m)
	for i := range out {
		c := &out[i]
		switch {
		case c.Index == index:
			c.Field, c.Basis, c.Reason, c.Choice = f, BasisChosen, Chosen, 0
			c.Free = c.Free && f != FieldDoNotCall
			switch f {
			case FieldPhone:
				c.Choice = 1
			case FieldPhone2:
				c.Choice = len(out) + 1 // behind all others
			}
		case c.Field == f && f.Single():
			c.Field, c.Basis, c.Reason, c.Choice = FieldMetadata, BasisChosen, "another column was chosen instead", 0
			if f == FieldPhone {
				c.Field = FieldPhone2
			}
		}
	}
	return out.ordered().Keyed()
}

// Dialled returns the phone columns in the order in which a row's number is
// looked for: the next is dialled where those before it hold none.
func (m Mapping) Dialled() []Column {
	var columns []Column
	for _, c := range m {
		if c.Field == FieldPhone || c.Field == FieldPhone2 && c.Choice > 0 {
			columns = append(columns, c)
		}
	}
	slices.SortStableFunc(columns, func(a, b Column) int {
		if a.Field != b.Field {
			return cmp.Compare(a.Field, b.Field) // the phone first
		}
		return cmp.Compare(a.Choice, b.Choice)
	})
	return columns
}

// ordered numbers the choices without gaps.
func (m Mapping) ordered() Mapping {
	for place, c := range m.Dialled() {
		for i := range m {
			if m[i].Index == c.Index {
				m[i].Choice = place + 1
			}
		}
	}
	return m
}

// Moved returns the mapping with a phone column dialled sooner, for a negative
// step, or later. Behind the last it is not dialled any more; the first of all
// is the phone.
func (m Mapping) Moved(index, step int) Mapping {
	dialled := m.Dialled()
	at := slices.IndexFunc(dialled, func(c Column) bool { return c.Index == index })
	i := slices.IndexFunc(m, func(c Column) bool { return c.Index == index })
	switch {
	case i < 0 || m[i].Field != FieldPhone && m[i].Field != FieldPhone2:
		return m
	case at < 0 && step < 0:
		return m.With(index, FieldPhone2)
	case at < 0 || at+step < 0 || at == 0 && len(dialled) == 1:
		return m
	case at+step >= len(dialled):
		out := slices.Clone(m)
		out[i].Choice, out[i].Basis, out[i].Reason = 0, BasisChosen, Chosen
		return out.ordered().Keyed()
	}
	out := slices.Clone(m)
	dialled[at], dialled[at+step] = dialled[at+step], dialled[at]
	for place, c := range dialled {
		for i := range out {
			if out[i].Index != c.Index {
				continue
			}
			field := FieldPhone2
			if place == 0 {
				field = FieldPhone
			}
			if out[i].Choice != place+1 || out[i].Field != field {
				out[i].Field, out[i].Choice, out[i].Basis, out[i].Reason = field, place+1, BasisChosen, Chosen
			}
		}
	}
	return out.Keyed()
}

// Renamed returns the mapping with the key a prompt refers to a column by set by
// the operator. A column that had this key before gets another.
func (m Mapping) Renamed(index int, key string) Mapping {
	out := slices.Clone(m.taken(key, index))
	for i := range out {
		if out[i].Key == key && out[i].Index != index {
			out[i].Key = FreeKey(out, key)
		}
	}
	for i := range out {
		if out[i].Index == index {
			out[i].Key = key
		}
	}
	return out.Keyed()
}

// Freed returns the mapping with the operator's word that nothing in a column
// keeps anybody from being called, but what is certain in any.
func (m Mapping) Freed(index int) Mapping {
	out := slices.Clone(m)
	for i := range out {
		if c := &out[i]; c.Index == index {
			if c.Field == FieldDoNotCall {
				c.Field, c.Basis, c.Reason = FieldMetadata, BasisChosen, Chosen
			}
			c.Free = true
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

// Sent reports whether a column's cells go along as metadata.
func (f Field) Sent() bool {
	return f == FieldMetadata || f == FieldPhone2 || f == FieldCountry || f == FieldCallingCode || f == FieldTimeZone
}

// Keyed returns the mapping with a key of its own for every column that goes
// along as metadata. A key that is there goes before one that has to be made. An
// absent column that is not needed goes.
func (m Mapping) Keyed() Mapping {
	m = slices.Clone(m)
	taken := map[string]bool{}
	for i := range m {
		c := &m[i]
		if !c.Field.Sent() {
			c.Needed, c.Fallback = false, ""
		}
		if !c.Field.Sent() || taken[c.Key] {
			c.Key = ""
		}
		taken[c.Key] = c.Key != ""
	}
	m = slices.DeleteFunc(m, func(c Column) bool { return c.Absent() && (!c.Needed || c.Key == "") })
	for i := range m {
		c := &m[i]
		if !c.Field.Sent() || c.Key != "" {
			continue
		}
		key := MetadataKey(c.Header)
		if key == "" {
			key = "column_" + strconv.Itoa(c.Index+1)
		}
		c.Key = key
		for n := 2; taken[c.Key]; n++ {
			c.Key = key + "_" + strconv.Itoa(n)
		}
		taken[c.Key] = true
	}
	return m
}

// ExtensionKey is the metadata key under which the extension of a phone number
// goes along.
func (m Mapping) ExtensionKey() string { return FreeKey(m, "extension") }

// FreeKey returns name, or name with a number when a column already uses it.
func FreeKey(m Mapping, name string) string {
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

// WithHidden marks the columns at some places as hidden in the workbook, and no
// others.
func (m Mapping) WithHidden(places []int) Mapping {
	m = slices.Clone(m)
	for i := range m {
		m[i].Hidden = slices.Contains(places, m[i].Index)
	}
	return m
}

// Hidden counts the columns that the workbook hides.
func (m Mapping) Hidden() int {
	n := 0
	for _, c := range m {
		if c.Hidden {
			n++
		}
	}
	return n
}

// HiddenWords say of a column that the workbook hides it, before what else is
// said of it.
const HiddenWords = "hidden in the workbook"

// Why is what the column's meaning rests on, in the operator's words.
func (c Column) Why() string {
	switch {
	case !c.Hidden:
		return c.Reason
	case c.Reason == "":
		return HiddenWords
	}
	return HiddenWords + ", " + c.Reason
}
