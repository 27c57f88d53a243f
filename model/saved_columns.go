package model

import (
	"cmp"
	"slices"
	"strings"

	"callsheet/model/columns"
)

// SavedColumns are the columns that a saved list has beside its file's own: the
// number, state and reason, and one for each thing the operator typed anywhere.
type SavedColumns struct {
	list   *List
	places []string
}

// Saved returns the columns to add when the list is saved. It goes once over
// the edits.
func (l *List) Saved() SavedColumns {
	s := SavedColumns{list: l}
	found := map[string]bool{}
	for row := range l.Len() {
		if l.Edits.rows.page(row>>pageBits) == nil {
			continue
		}
		e := l.Edit(row)
		if text, ok := s.phone(row, e); ok && text != "" {
			found[string(columns.FieldPhone)] = true
		}
		if e.region() != "" {
			found[savedCountry] = true
		}
		if e.body != nil {
			for _, t := range e.body.typed {
				found[t.place] = true
			}
		}
	}
	for place := range found {
		s.places = append(s.places, place)
	}
	slices.Sort(s.places)
	return s
}

// Header names the added columns.
func (s SavedColumns) Header() []string {
	header := []string{SavedNumber, SavedState, SavedReason}
	for _, place := range s.places {
		name := place
		if key, ok := strings.CutPrefix(place, "@"); ok {
			name = "{" + key + "}"
		} else if col, ok := placeColumn(place); ok {
			name = place + " " + s.list.eval.rows.columnTitle(col)
		}
		header = append(header, savedPrefix+name)
	}
	return header
}

// Append appends a row's cells in the added columns to dst and returns it.
func (s SavedColumns) Append(dst []string, row int) []string {
	l := s.list
	r, e := l.record(row), l.Edit(row)
	number := ""
	if r.dialable() {
		number = r.number.String()
	}
	dst = append(dst, number, savedState(r), l.Why(row))
	for _, place := range s.places {
		text, ok := "", false
		switch place {
		case string(columns.FieldPhone):
			text, ok = s.phone(row, e)
		case savedCountry:
			text = string(e.region())
		default:
			text, ok = e.at(place)
		}
		if ok && text == "" {
			text = savedNothing
		}
		dst = append(dst, text)
	}
	return dst
}

// phone is what the operator made of the phone field, where the number that
// is dialled does not say it.
func (s SavedColumns) phone(row int, e Edit) (string, bool) {
	l := s.list
	if e.number != 0 && l.record(row).dialable() {
		return "", false
	}
	if text, ok := e.Value(columns.FieldPhone); ok {
		return cmp.Or(text, savedNothing), true
	}
	if _, ok := e.column(); ok {
		return cmp.Or(l.eval.numbers.phoneCell(row, e).Text, savedNothing), true
	}
	return "", false
}

func savedState(r record) string {
	switch {
	case r.state == Blank:
		return ""
	case r.exclusion().Guarded():
		return savedRecent
	case r.exclusion() == MaybeCalled:
		return savedMaybe
	}
	return strings.ReplaceAll(r.state.String(), "_", " ")
}
