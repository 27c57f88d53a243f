package model

import (
	"callsheet/model/columns"
	"callsheet/model/printable"
)

// Preview is what a fix would make of one row.
type Preview struct {
	Row    int
	Given  string  // the phone, email or name as it is
	Before Verdict // as it is
	After  Verdict // with the fix; duplicates are not looked for
	Text   string  // FixEmail: the address that would be sent; FixName: the name
	Reason string  // why, in a sentence; "" when the fix does not apply to this row
}

// Preview shows what a fix would do to the first rows of a cause, at most n.
func (l *List) Preview(c Cause, f Fix, n int) []Preview {
	var shown []Preview
	for _, row := range l.causeRows(c, n) {
		shown = append(shown, l.PreviewRow(row, f))
	}
	return shown
}

// PreviewRow shows what a fix would do to one row.
func (l *List) PreviewRow(row int, f Fix) Preview {
	p := Preview{Row: row, Given: printable.Text(l.PhoneCell(row, l.Edit(row)).Text, columns.MaxFieldRunes), Before: l.Verdict(row)}
	if f.Kind == FixEmail || f.Kind == FixDropEmail {
		p.Given = l.Text(row, columns.FieldEmail)
	}
	if f.Kind == FixName {
		p.Given = l.Name(row)
	}
	if f.Kind == FixEncoding {
		_, p.Given, _, _ = l.unspoilt(row, l.Edit(row))
	}
	p.After = p.Before
	after, ok := l.repair(row, l.Edit(row), f)
	if !ok {
		return p
	}
	p.After = l.evaluate(row, after).verdict()
	if own, ok := l.fixFor(row, f); ok {
		p.Text, p.Reason = own.Text, own.Reason
	} else {
		p.Reason = l.fixWords(row, f, after)
	}
	return p
}

// fixFor is a fix with its result for one row.
func (l *List) fixFor(row int, f Fix) (Fix, bool) {
	if f.Kind == FixRegion {
		return l.RegionFix(row, f.Region)
	}
	for _, own := range l.Fixes(row) {
		if own.Same(f) {
			return own, true
		}
	}
	return Fix{}, false
}
