package model

import (
	"maps"
	"math"
	"slices"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// ownColumns is how many columns of a table are the file's own. Those that were
// added when the list was saved stand behind them, and no cell has slipped into
// one.
func ownColumns(t *table.Table) int {
	s, _ := readSaved(t)
	if len(s.columns) == 0 {
		return math.MaxInt
	}
	n := len(t.Header)
	for n > 0 && s.columns[n-1] {
		n--
	}
	return n
}

// A saved list is the file it was made of with columns added that say what was
// decided. They are known by these names when the list is read again.
const (
	savedPrefix = "Callsheet "
	SavedNumber = savedPrefix + "number" // the number that is dialled
	SavedState  = savedPrefix + "state"
	SavedReason = savedPrefix + "reason"
)

// savedNothing stands for what the operator emptied, which an empty cell would
// not tell from what they left alone.
const savedNothing = "(none)"

// The states of a saved list that tell more than State does.
const (
	savedRecent = "called recently"
	savedMaybe  = "may be called"
)

// maxSavedColumn bounds which column an added one may be named after: more than
// a spreadsheet holds.
const maxSavedColumn = 1 << 15

// savedCountry is the place of an edit's region, which has no other.
const savedCountry = "region"

// savedLayout is where a table that was saved from here has the columns that were
// added to it.
type savedLayout struct {
	table         *table.Table
	number, state int
	places        map[int]string // by column
	columns       map[int]bool   // every column that was added
}

// readSaved finds the columns that were added to a list from here, and reports whether
// it is one that was saved: with the number and the state of each row.
func readSaved(t *table.Table) (savedLayout, bool) {
	s := savedLayout{table: t, number: -1, state: -1, places: map[int]string{}, columns: map[int]bool{}}
	results := map[int]bool{}
	for col, name := range t.Header {
		if isResultColumn(name) {
			results[col] = true
		}
		switch name {
		case SavedNumber:
			s.number = col
		case SavedState:
			s.state = col
		case SavedReason:
		default:
			place, ok := savedPlace(name)
			if !ok {
				continue
			}
			s.places[col] = place
		}
		s.columns[col] = true
	}
	wasSaved := s.number >= 0 && s.state >= 0
	if !wasSaved {
		clear(s.columns)
	}
	maps.Copy(s.columns, results)
	return s, wasSaved
}

// savedPlace is the place of an edit that an added column is named after.
func savedPlace(name string) (string, bool) {
	name, ok := strings.CutPrefix(name, savedPrefix)
	if !ok {
		return "", false
	}
	if key, open := strings.CutPrefix(name, "{"); open {
		key, shut := strings.CutSuffix(key, "}")
		return keyPlace(key), shut && key != "" && columns.MetadataKey(key) == key
	}
	place, _, _ := strings.Cut(name, " ")
	if col, ok := placeColumn(place); ok {
		return place, 0 <= col && col < maxSavedColumn && place == columnPlace(col)
	}
	return name, name == savedCountry || slices.Contains(columns.Fields(), columns.Field(name))
}

// HideSaved returns the mapping under which Diagnose reads a list that was saved
// from here, or exported with what came of its calls, and the columns that were added
// to it then, by their index. Any other list keeps its mapping and has none.
func HideSaved(t *table.Table, m columns.Mapping) (hidden columns.Mapping, added map[int]bool) {
	s, _ := readSaved(t)
	if len(s.columns) == 0 {
		return m, nil
	}
	return s.hide(m), s.columns
}

// hide keeps the added columns from being sent, unless the operator chose so for
// this list or the last of its kind.
func (s savedLayout) hide(m columns.Mapping) columns.Mapping {
	m = slices.Clone(m)
	for i := range m {
		c := &m[i]
		chosen := c.Field != columns.FieldSkip && (c.Reason == columns.Chosen || c.Basis == columns.BasisKept)
		if s.columns[c.Index] && !chosen && (c.Field != columns.FieldPhone || isResultColumn(s.table.Header[c.Index])) {
			c.Field, c.Key, c.Choice, c.Basis, c.Reason = columns.FieldSkip, "", 0, columns.BasisHeader, s.says(c.Index)
		}
	}
	return m
}

// says is what an added column holds, in the operator's words.
func (s savedLayout) says(col int) string {
	holds := "what you typed before saving"
	if isResultColumn(s.table.Header[col]) {
		holds = "what came of its calls"
	}
	switch s.table.Header[col] {
	case SavedNumber:
		holds = "the number to dial when saved"
	case SavedState:
		holds = "what was decided when saved"
	case SavedReason:
		holds = "why it was decided so"
	}
	return "Callsheet's own: " + holds
}
