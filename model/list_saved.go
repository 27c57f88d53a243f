package model

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

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

// savedLayout is where a table that was saved from here has the columns that were
// added to it.
type savedLayout struct {
	table         *table.Table
	number, state int
	places        map[int]string // by column
	columns       map[int]bool   // every column that was added
}

// readSaved finds the added columns of a saved list.
func readSaved(t *table.Table) (savedLayout, bool) {
	s := savedLayout{table: t, number: -1, state: -1, places: map[int]string{}, columns: map[int]bool{}}
	for col, name := range t.Header {
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
	return s, s.number >= 0 && s.state >= 0
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
// from here, and the columns that were added to it then, by their index. Any
// other list keeps its mapping and has none.
func HideSaved(t *table.Table, m columns.Mapping) (hidden columns.Mapping, added map[int]bool) {
	s, wasSaved := readSaved(t)
	if !wasSaved {
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
		if s.columns[c.Index] && c.Field != columns.FieldPhone && !chosen {
			c.Field, c.Key, c.Choice, c.Basis, c.Reason = columns.FieldSkip, "", 0, columns.BasisHeader, s.says(c.Index)
		}
	}
	return m
}

// says is what an added column holds, in the operator's words.
func (s savedLayout) says(col int) string {
	holds := "what you typed before saving"
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

// TakeOver returns the change by which Diagnose took over what a saved list says
// was decided. Whoever keeps the list keeps it like one the operator made: without
// it an undo has nothing to take back, and later changes would stand alone.
func (l *List) TakeOver() (Change, bool) { return l.takeOver, len(l.takeOver.Rows) > 0 }

// savedReader takes what was decided out of a saved list.
type savedReader struct {
	savedLayout
	eval *evaluator
}

// takeOver makes the edits of a saved list again, as one change that can be
// undone. Rows that were changed since were so with theirs: an earlier version
// kept only the changes that came after. The list must be evaluated.
func (s savedReader) takeOver(ctx context.Context, l *List) error {
	l.takenOver = true
	changed := map[int]bool{}
	for _, c := range l.done.changes() {
		for _, r := range c.Rows {
			changed[r.Row] = true
		}
	}
	edits := make([]Edit, l.Len())
	err := forBlocks(ctx, l.Len(), nil, func(from, to int) {
		for row := from; row < to; row++ {
			if !changed[row] {
				edits[row] = s.edit(row)
			}
		}
	})
	if err != nil {
		return err
	}
	s.prefer(edits)
	c := Change{What: "taken over from the saved list"}
	for row, e := range edits {
		if !e.IsZero() {
			c.Rows = append(c.Rows, RowEdit{Row: row, After: e})
		}
	}
	if len(c.Rows) == 0 {
		return nil
	}
	if c, err = l.precompute(ctx, c, nil); err == nil {
		l.Apply(c)
		l.takeOver = c
	}
	return err
}

// edit is what the added columns of one row say.
func (s savedReader) edit(row int) Edit {
	var e Edit
	for col, place := range s.places {
		text := unquoted(s.table.Cell(row, col).Text)
		switch {
		case text == "":
			continue
		case text == savedNothing:
			text = ""
		}
		if place != savedCountry {
			e = e.put(place, text)
		} else if region, ok := phone.ParseRegion(text); ok {
			e = e.withRegion(region)
		}
	}
	return s.decided(row, e)
}

// decided brings a row into the state it was saved in. What it was is never
// taken for a reason to call it.
func (s savedReader) decided(row int, e Edit) Edit {
	r := s.eval.evaluate(row, e)
	switch s.table.Cell(row, s.state).Text {
	case "left out":
		e.LeftOut = true
	case "do not call":
		if r.state != DoNotCall {
			e = e.With(columns.FieldDoNotCall, "yes")
		}
	case "to fix":
		if r.dialable() || r.exclusion() == RefusedNumber {
			e = e.With(columns.FieldPhone, "")
		}
	case Ready.String(), Duplicate.String():
		n, ok := plainNumber(s.table.Cell(row, s.number).Text)
		if !ok || r.dialable() && r.number == n {
			return e
		}
		if r.number != n || !r.problem.Costly() {
			e = e.With(columns.FieldPhone, n.String())
		}
		e.Accepted = s.eval.evaluate(row, e).problem.Costly()
		e.AsIs = e.AsIs || s.eval.evaluate(row, e).problem == SharedNumber
	}
	return e
}

// prefer puts the rows first that were dialled before others with their number.
func (s savedLayout) prefer(edits []Edit) {
	first := map[phone.Number]bool{}
	for row := range edits {
		state := s.table.Cell(row, s.state).Text
		n, ok := plainNumber(s.table.Cell(row, s.number).Text)
		if !ok || state != Ready.String() && state != Duplicate.String() {
			continue
		}
		edits[row].Preferred = state == Ready.String() && first[n]
		first[n] = true
	}
}

// unquoted takes off the mark that keeps a spreadsheet from running a text.
func unquoted(text string) string {
	if len(text) > 1 && text[0] == '\'' && strings.IndexByte("=+-@\t\r", text[1]) >= 0 {
		return text[1:]
	}
	return text
}
