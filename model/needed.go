package model

import (
	"cmp"
	"fmt"

	"callsheet/model/columns"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// missing is the first needed column of which a row holds nothing.
func (rr *rowReader) missing(row int, e Edit) (part int, found bool) {
	for i, c := range rr.cols.needed {
		if c.Fallback == "" && columns.NoValue(rr.cell(row, e, c.Index)) {
			return i, true
		}
	}
	return 0, false
}

// holdMissing holds the rows that could be called but lack a value of one of the
// needed columns.
func (dg diagnosis) holdMissing(needed []columns.Column) {
	if dg.eval.rows.cols.needed = needed; len(needed) == 0 {
		return
	}
	var held []int
	dg.list.each(func(row int, r *record) {
		if r.dialable() {
			if _, found := dg.eval.rows.missing(row, dg.list.Edit(row)); found {
				held = append(held, row)
			}
		}
	})
	for _, row := range held {
		dg.list.verdicts.replace(dg.list.by(), row, dg.eval.evaluate(row, dg.list.Edit(row)))
	}
}

// holdBack holds a row that could be called, but of which a person has to say
// something first.
func (ev *evaluator) holdBack(row int, v record, e Edit) record {
	if v.state != Ready {
		return v
	}
	if ev.shared.holds(v.number) && !e.AsIs {
		v.state, v.problem, v.fix = ToFix, SharedNumber, uint8(FixAsIs)<<partBits
		return v
	}
	if ev.repeated != nil && ev.repeated[ev.contacts.id(row, e)] {
		v.state, v.problem, v.fix = ToFix, RepeatedID, uint8(FixAsIs)<<partBits
		return v
	}
	if part, found := ev.rows.missing(row, e); found {
		v.state, v.problem, v.fix = ToFix, MissingField, uint8(FixFallback)<<partBits|uint8(part)
	}
	return v
}

// maxFill is how many other columns are offered to fill a needed one from.
const maxFill = 3

// neededFixes are the fixes of a row that lacks a value the prompt needs.
func (fs Fixes) neededFixes(row int, e Edit, r record) []Fix {
	part := r.part()
	if part >= len(fs.eval.rows.cols.needed) {
		return nil
	}
	need := fs.eval.rows.cols.needed[part]
	text := columns.FallbackText(need.Key)
	fixes := []Fix{{Kind: FixFallback, Part: part, Text: text, Number: r.number, Confidence: Likely,
		Reason: fmt.Sprintf("{%s} is empty in this row. The agent gets “%s” in its place.", need.Key, text)}}
	for _, c := range fs.eval.rows.mapping {
		if len(fixes) > maxFill {
			break
		}
		cell := fs.eval.rows.cell(row, e, c.Index)
		if c.Index == need.Index || c.Field != columns.FieldMetadata && c.Field != columns.FieldCompany || columns.NoValue(cell) {
			continue
		}
		fixes = append(fixes, Fix{Kind: FixFill, Part: part, Column: c.Index, Text: printable.Text(cell.Text, columns.MaxFieldRunes), Number: r.number, Confidence: Unsure,
			Reason: fmt.Sprintf("{%s} is empty in this row. The agent gets what %s holds, “%s”.", need.Key, fs.eval.rows.columnTitle(c.Index), printable.Text(cell.Text, maxGivenWords))})
	}
	return fixes
}

// fillNeeded is a row's edit with a value put where the prompt needs one.
func (fs Fixes) fillNeeded(row int, e Edit, f Fix) (Edit, bool) {
	if f.Part >= len(fs.eval.rows.cols.needed) {
		return e, false
	}
	need := fs.eval.rows.cols.needed[f.Part]
	if !columns.NoValue(fs.eval.rows.cell(row, e, need.Index)) {
		return e, false
	}
	text := cmp.Or(f.Text, columns.FallbackText(need.Key))
	if f.Kind == FixFill {
		cell := fs.eval.rows.cell(row, e, f.Column)
		if columns.NoValue(cell) {
			return e, false
		}
		text = printable.Text(cell.Text, columns.MaxFieldRunes)
	}
	return e.put(placeOf(need), text), true
}

// absentCell is what was typed for an absent column.
func (rr *rowReader) absentCell(e Edit, index int) table.Cell {
	for _, c := range rr.mapping {
		if c.Index == index {
			text, _ := e.at(placeOf(c))
			return table.Cell{Text: text}
		}
	}
	return table.Cell{}
}

// placeOf is where an edit keeps what is typed in a column.
func placeOf(c columns.Column) string {
	if c.Absent() {
		return keyPlace(c.Key)
	}
	return columnPlace(c.Index)
}

// Each needed column is a cause of its own, which a record has this many bits for.
var _ [maxParts - columns.MaxNeeded]struct{}
