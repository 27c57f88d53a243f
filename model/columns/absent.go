package columns

import (
	"slices"
	"strings"

	"callsheet/model/figures"
)

// AbsentColumn stands in a mapping for a column that the prompt cannot do without
// and the file does not have: its Index is negative, and every row is empty in it.
// Its rows are held like those of any needed column, what is typed for it is kept
// by its key, and it goes when another column takes the key or it is needed no
// more.
const AbsentColumn = -2 // the first index; -1 is no column anywhere

// Absent reports whether the file has no such column.
func (c Column) Absent() bool { return c.Index <= AbsentColumn }

// AbsentReason is why an absent column is in the mapping.
const AbsentReason = "needed in your last such list, and no column of this one"

// Unmet are the columns that the prompt needs, the file does not have and nothing
// stands in for: every row is held until somebody says what is sent instead.
func (m Mapping) Unmet() []Column {
	var unmet []Column
	for _, c := range m.Needed() {
		if c.Absent() && c.Fallback == "" {
			unmet = append(unmet, c)
		}
	}
	return unmet
}

// needing returns the mapping with what was needed of an earlier list needed
// still: in the column that goes along under that key now, or else in an absent
// one. Places of the mapping that a person has to look at are appended to
// changed.
func (m Mapping) needing(before Mapping, changed []int) (Mapping, []int) {
	out := slices.Clone(m)
	for _, need := range before.Needed() {
		at := slices.IndexFunc(out, func(c Column) bool { return c.Key == need.Key && c.Field.Sent() })
		if at >= 0 {
			out[at].Needed, out[at].Fallback = true, need.Fallback
			continue
		}
		index := AbsentColumn
		for _, c := range out {
			index = min(index, c.Index-1)
		}
		c := Column{Index: index, Header: need.Header, Field: FieldMetadata, Key: need.Key, Basis: BasisKept, Reason: AbsentReason, Needed: true}
		// What was said of a list that had the column says nothing of one without:
		// there every single contact would get it.
		if need.Absent() {
			c.Fallback = need.Fallback
		}
		out = append(out, c)
		if c.Fallback == "" {
			changed = append(changed, len(out)-1)
		}
	}
	return out, changed
}

// Instead returns the mapping with another column of the file going along under
// the key of an absent one, which it is needed for.
func (m Mapping) Instead(absent Column, index int) Mapping {
	out := slices.Clone(m)
	if at := slices.IndexFunc(out, func(c Column) bool { return c.Index == index }); at >= 0 && !out[at].Field.Sent() {
		out = out.With(index, FieldMetadata)
	}
	return out.Renamed(index, absent.Key)
}

// taken returns the mapping without an absent column whose key goes to another,
// which is needed in its stead.
func (m Mapping) taken(key string, index int) Mapping {
	at := slices.IndexFunc(m, func(c Column) bool { return c.Absent() && c.Key == key && c.Index != index })
	if at < 0 {
		return m
	}
	need := m[at]
	out := slices.Delete(slices.Clone(m), at, at+1)
	for i := range out {
		if out[i].Index == index {
			out[i].Needed, out[i].Fallback = true, need.Fallback
		}
	}
	return out
}

// HasAbsent reports whether a key is that of an absent column.
func (m Mapping) HasAbsent(key string) bool {
	return slices.ContainsFunc(m, func(c Column) bool { return c.Absent() && c.Key == key })
}

// UnmetWords say of the columns that are missing what the prompt lacks; "" when
// it lacks nothing.
func (m Mapping) UnmetWords() string {
	var keys []string
	for _, c := range m.Unmet() {
		keys = append(keys, "{"+c.Key+"}")
	}
	switch len(keys) {
	case 0:
		return ""
	case 1:
		return "The prompt needed " + keys[0] + " in your last such list, and no column of this one is sent as that."
	}
	return "The prompt needed " + strings.TrimSpace(figures.Join(keys)) + " in your last such list, and no columns of this one are sent as those."
}
