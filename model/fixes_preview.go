package model

import (
	"cmp"

	"callsheet/model/columns"
	"callsheet/model/printable"
)

// Preview is what a fix would make of one row.
type Preview struct {
	Row    int
	Given  string  // the phone, email or name as it is
	Before Verdict // as it is
	After  Verdict // with the fix; duplicates are not looked for
	Text   string  // FixEmail: the address that would be sent; FixName: the name; of a fix of time zones, where the person is taken to be
	Reason string  // why, in a sentence; "" when the fix does not apply to this row
}

// Preview shows what a fix would do to the first rows of a cause, at most n.
func (fs Fixes) Preview(c Cause, f Fix, n int) []Preview {
	var shown []Preview
	for _, row := range fs.list.Causes().Rows(c, n) {
		shown = append(shown, fs.PreviewRow(row, f))
	}
	return shown
}

// PreviewRow shows what a fix would do to one row.
func (fs Fixes) PreviewRow(row int, f Fix) Preview {
	p := Preview{Row: row, Given: printable.Text(fs.eval.numbers.phoneCell(row, fs.list.Edit(row)).Text, columns.MaxFieldRunes), Before: fs.list.Verdict(row)}
	if f.Kind == FixEmail || f.Kind == FixDropEmail {
		p.Given = fs.list.Contacts().Text(row, columns.FieldEmail)
	}
	if f.Kind == FixName {
		p.Given = fs.list.Contacts().Name(row)
	}
	if f.Kind == FixEncoding {
		_, p.Given, _, _ = fs.eval.rows.unspoilt(row, fs.list.Edit(row))
	}
	if fs.ofZones(row, f) {
		p.Given = cmp.Or(shownGiven(fs.eval.rows.zone(row, fs.list.Edit(row))), p.Before.Number.Grouped())
	}
	p.After = p.Before
	after, ok := fs.repair(row, fs.list.Edit(row), f)
	if !ok {
		return p
	}
	r := fs.eval.evaluate(row, after)
	p.After = r.verdict()
	if own, ok := fs.fixFor(row, f); ok {
		p.Text, p.Reason = own.Text, own.Reason
	} else {
		p.Reason = fs.fixWords(row, f, after)
	}
	if fs.ofZones(row, f) && r.dialable() {
		p.Text = fs.zoneWords(row, after, r)
	}
	return p
}

// fixFor is a fix with its result for one row.
func (fs Fixes) fixFor(row int, f Fix) (Fix, bool) {
	if f.Kind == FixRegion {
		return fs.InRegion(row, f.Region)
	}
	for _, own := range fs.Of(row) {
		if own.Same(f) {
			return own, true
		}
	}
	return Fix{}, false
}
