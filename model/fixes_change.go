package model

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// Change is the change that puts one row right. It reports false when the fix does
// not apply to the row.
func (fs Fixes) Change(row int, f Fix) (Change, bool) {
	var edits []RowEdit
	for _, row := range fs.ofPeople([]int32{int32(row)}, f) {
		before := fs.list.Edit(int(row))
		if after, ok := fs.repair(int(row), before, f); ok {
			edits = append(edits, RowEdit{int(row), before, after})
		}
	}
	return Change{What: fs.fixedWords(f, edits), Rows: edits}, len(edits) > 0
}

// fixedWords say what a fix did to some rows.
func (fs Fixes) fixedWords(f Fix, edits []RowEdit) string {
	if len(edits) == 1 {
		return fs.fixWords(edits[0].Row, f, edits[0].After)
	}
	if f.Kind == FixAccept && len(edits) > 0 && edits[0].holds() {
		return figures.Counted(len(edits), "row") + ": held, and not called without a time zone"
	}
	if f.Kind == FixAsIs {
		return figures.Counted(len(edits), "row") + ": " + fs.asIsWords(edits)
	}
	return figures.Counted(len(edits), "row") + ": " + fs.groupWords(f)
}

// asIsWords say what came of taking rows as they stand, which differs by what was
// wrong with them.
func (fs Fixes) asIsWords(edits []RowEdit) string {
	var words string
	for _, e := range edits {
		own := fixTexts[FixAsIs].after
		switch fs.list.record(e.Row).problem {
		case RepeatedID:
			own = "sent without a contact id"
		case BadTimeZone:
			own = "their time zone is that of the number or the address"
		case SharedNumber:
			own = "each number is called once"
		}
		if words != "" && own != words {
			return fixTexts[FixAsIs].after
		}
		words = own
	}
	return words
}

// ofPeople are the rows that a fix is meant for when it is applied to some: who
// answered earlier and is left out is so as a person, with every other row of the
// number, since one of those would be called instead.
func (fs Fixes) ofPeople(rows []int32, f Fix) []int32 {
	if f.Kind != FixLeaveOut {
		return rows
	}
	var more []int32
	for _, row := range rows {
		if r := fs.list.record(int(row)); r.state == Ready && r.out&flagAnswered != 0 {
			more = fs.list.verdicts.numbers.rows(more, r.number)
		}
	}
	if len(more) == 0 {
		return rows
	}
	all := slices.Concat(rows, more)
	slices.Sort(all)
	return slices.Compact(all)
}

// ChangeRows is the change that applies one fix to many rows, each with its own
// result. Rows it does not apply to are left as they are, so that the change may
// have fewer rows, or none; of people who answered earlier and are left out, it has
// all rows. The change is precomputed, so that Apply takes no time:
// call this on a frozen list, from any goroutine. progress, when given, counts
// two for each row. It returns early with the context's error.
func (fs Fixes) ChangeRows(ctx context.Context, rows []int32, f Fix, progress *atomic.Int64) (Change, error) {
	rows = fs.ofPeople(rows, f)
	edits := make([]RowEdit, len(rows))
	err := forBlocks(ctx, len(rows), progress, func(from, to int) {
		for i := from; i < to; i++ {
			row := int(rows[i])
			before := fs.list.Edit(row)
			if after, ok := fs.repair(row, before, f); ok {
				edits[i] = RowEdit{row, before, after}
			} else {
				edits[i].Row = -1
			}
		}
	})
	if err != nil {
		return Change{}, err
	}
	edits = slices.DeleteFunc(edits, func(r RowEdit) bool { return r.Row < 0 })
	return fs.list.precompute(ctx, Change{What: fs.fixedWords(f, edits), Rows: edits}, progress)
}

// InRegion is what comes of a row when its number is read as written in a
// country. It reports false when it is no number there either.
func (fs Fixes) InRegion(row int, region phone.Region) (Fix, bool) {
	e := fs.list.Edit(row)
	cell := fs.eval.numbers.phoneCell(row, e)
	if cell.Kind == table.KindText && holdsScientific(cell.Text) {
		return Fix{}, false
	}
	m, ok := inRegion(cell, region)
	if !ok {
		return Fix{}, false
	}
	return fs.describe(cell, phone.Reading{}, m, nil), true
}

// Revert is the change that makes rows what they are in the file again.
func (fs Fixes) Revert(rows []int32) Change {
	var c Change
	for _, row := range rows {
		if before := fs.list.Edit(int(row)); !before.IsZero() {
			c.Rows = append(c.Rows, RowEdit{int(row), before, Edit{}})
		}
	}
	c = c.normalised()
	c.What = figures.Counted(len(c.Rows), "row") + " as in the file again"
	if len(c.Rows) == 1 {
		c.What = fs.eval.rows.rowName(c.Rows[0].Row) + " is as in the file again"
	}
	return c
}

// repair is a row's edit with a fix applied.
func (fs Fixes) repair(row int, e Edit, f Fix) (Edit, bool) {
	r := fs.list.record(row)
	switch f.Kind {
	case FixLeaveOut:
		if r.state == Blank || e.LeftOut {
			return e, false
		}
		e.LeftOut = true
	case FixTakeIn:
		switch {
		case e.LeftOut:
			e.LeftOut = false
		case takenInBy(r.exclusion()) == FixTakeIn:
			e.TakenIn = true
		default:
			return e, false
		}
	case FixAccept:
		left := acceptable(r.warnings() &^ e.Checked)
		if r.state != Ready || left == 0 {
			return e, false
		}
		e.Checked |= left
	case FixPremium, FixAnyway:
		if number, is := r.problem.ofNumber(); r.state != ToFix || !is || ownFix(number) != f.Kind || r.number == 0 {
			return e, false
		}
		e.Accepted = true
	case FixNoCall, FixMayCall:
		if r.state != ToFix || r.problem != MaybeOptedOut {
			return e, false
		}
		e = e.With(columns.FieldDoNotCall, map[bool]string{true: "yes", false: "no"}[f.Kind == FixNoCall])
	case FixAgain:
		if r.exclusion() != CalledRecently && r.out&flagAnswered == 0 {
			return e, false
		}
		e.Again = true
	case FixEncoding:
		if r.warnings()&^e.Checked&LostCharacters == 0 {
			return e, false
		}
		after, _, _, ok := fs.eval.rows.unspoilt(row, e)
		return after, ok
	case FixName:
		_, name, ok := fs.eval.contacts.nameCase(row, e)
		if r.state != Ready || !ok {
			return e, false
		}
		e = e.With(columns.FieldName, name)
	case FixFallback, FixFill:
		return fs.fillNeeded(row, e, f)
	case FixUnshift:
		return fs.eval.shifts.moveBack(row, e, r)
	case FixZone, FixZoneNear, FixZoneFrom:
		return fs.repairZone(row, e, f)
	case FixAsIs:
		if r.problem == BadTimeZone {
			return fs.takeZone(row, e, "")
		}
		if r.problem == RepeatedID {
			return e.With(columns.FieldID, ""), true
		}
		if r.problem != Shifted && r.problem != Merged && r.problem != SharedNumber {
			return e, false
		}
		e.AsIs = true
	case FixMove:
		if r.exclusion() != InUnfinished || fs.list.Suppression(r.number).Stays {
			return e, false
		}
		e.Move = true
	case FixEmail, FixDropEmail:
		return fs.repairEmail(row, e, f)
	default:
		return fs.repairNumber(row, e, f)
	}
	return e, true
}

func (fs Fixes) repairEmail(row int, e Edit, f Fix) (Edit, bool) {
	given := fs.eval.rows.text(row, e, columns.FieldEmail, fs.eval.rows.cols.email)
	if given == "" || columns.ValidEmail(given) {
		return e, false
	}
	if f.Kind == FixDropEmail {
		return e.With(columns.FieldEmail, ""), true
	}
	better, _, ok := correctEmail(given)
	return e.With(columns.FieldEmail, better), ok
}

// repairNumber applies a fix that changes the number dialled.
func (fs Fixes) repairNumber(row int, e Edit, f Fix) (Edit, bool) {
	if r := fs.list.record(row); isBest(r, f) {
		return e.With(columns.FieldPhone, r.number.String()), true
	}
	cell, region := fs.eval.numbers.phoneCell(row, e), fs.eval.numbers.region(row, e)
	r := fs.eval.numbers.read(row, e, cell, region)
	if f.Kind == FixRegion {
		if r.Problem == phone.Scientific || cell.Kind == table.KindText && holdsScientific(cell.Text) {
			return e, false
		}
		m, ok := inRegion(cell, f.Region)
		if ok && m.lost != phone.NoProblem && m.assigned {
			e = e.With(columns.FieldPhone, m.text())
		}
		return e.withRegion(f.Region), ok
	}
	if fs.list.record(row).state != ToFix {
		return e, false
	}
	var found []fixCandidate
	at := -1
	for m := range fs.eval.numbers.candidates(row, e, cell, region, r) {
		if at < 0 && m.kind == f.Kind && m.part == f.Part && m.column == f.Column {
			at = len(found)
		}
		found = append(found, m)
		if at >= 0 && !f.Fallback {
			break
		}
	}
	if at < 0 {
		return e, false
	}
	m := found[at]
	if m.kind == FixColumn && m.lost == phone.NoProblem {
		return e.withColumn(m.column), true
	}
	e = e.With(columns.FieldPhone, m.text())
	if second := fallback(found, at); f.Fallback && second != 0 {
		e = e.put(keyPlace(FallbackKey), second.String())
	}
	return e, true
}

// isBest reports whether a fix does nothing but take the number that was found
// when the row was evaluated, so that the cell need not be read again.
func isBest(r record, f Fix) bool {
	switch f.Kind {
	case FixZero, FixPlus, FixCountry, FixLetters, FixSplit, FixDropPlus, FixOneCode, FixExit, FixFormat, FixCode:
		return r.state == ToFix && r.fixKind() == f.Kind && r.part() == f.Part && !f.Fallback && r.warnings()&Warnings(phone.ExtensionDropped) == 0
	}
	return false
}

// fixWords says what a fix did to a row.
func (fs Fixes) fixWords(row int, f Fix, after Edit) string {
	name := fs.eval.rows.rowName(row)
	switch f.Kind {
	case FixLeaveOut:
		return name + " is left out"
	case FixTakeIn:
		return name + " is taken back in"
	case FixAccept:
		if (RowEdit{row, fs.list.Edit(row), after}).holds() {
			return name + " is held, and not called without a time zone"
		}
		return name + " is accepted as it is"
	case FixPremium, FixAnyway, FixAgain, FixMove, FixNoCall, FixMayCall:
		return name + " " + fixTexts[f.Kind].after
	case FixZone, FixZoneNear, FixZoneFrom:
		zone, _ := after.Value(columns.FieldTimeZone)
		return name + ": the time zone is " + zone
	case FixEmail, FixDropEmail, FixName:
		return name + ": " + fixTexts[f.Kind].after
	}
	n := fs.eval.evaluate(row, after).number
	if n == 0 {
		return name + ": " + fixTexts[f.Kind].after
	}
	words := fmt.Sprintf("%s will be dialled as %s", name, n.Grouped())
	if f.Kind == FixAsIs && fs.list.record(row).problem == RepeatedID {
		words += ", without a contact id"
	}
	if f.Kind == FixAsIs && fs.list.record(row).problem == BadTimeZone {
		words += ", at the time of the number or the address"
	}
	return words
}

// groupWords says what a fix did to many rows.
func (fs Fixes) groupWords(f Fix) string {
	switch f.Kind {
	case FixZone:
		return "the time zone is " + f.Text
	case FixRegion:
		return "read as written in " + phone.InWords(f.Region)
	case FixSplit:
		words := fmt.Sprintf("the %s number is kept", ordinal(f.Part+1))
		if f.Fallback {
			words += ", another goes along as {" + FallbackKey + "}"
		}
		return words
	case FixColumn:
		return "the number is taken from " + fs.eval.rows.columnTitle(f.Column)
	case FixZoneFrom:
		return "the time zone is taken from " + fs.eval.rows.columnTitle(f.Column)
	}
	return fixTexts[f.Kind].after
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

// ChangeAll is the change that applies a fix to every row of a cause. It is precomputed:
// call it on a frozen list, from any goroutine, and Apply the answer. progress
// and errors are those of ChangeRows.
func (fs Fixes) ChangeAll(ctx context.Context, c Cause, f Fix, progress *atomic.Int64) (Change, error) {
	rows, err := fs.list.Rows(ctx, Filter{Cause: c.CauseKey})
	if err != nil {
		return Change{}, err
	}
	return fs.ChangeRows(ctx, rows, f, progress)
}
