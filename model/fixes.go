package model

import (
	"cmp"
	"fmt"
	"slices"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// regionCandidates reads a cell as written in the countries of the other rows.
func (fs Fixes) regionCandidates(cell table.Cell, region phone.Region) []fixCandidate {
	if cell.Kind == table.KindText && holdsScientific(cell.Text) {
		return nil
	}
	var found []fixCandidate
	for _, other := range fs.list.verdicts.tally.commonRegions() {
		if other == region {
			continue
		}
		if m, ok := inRegion(cell, other); ok && m.assigned {
			found = append(found, m)
		}
	}
	return found
}

// Fixes are the ways to put rows of a list right, and the changes that do so.
type Fixes struct {
	list *List
	eval *evaluator
}

// Fixes gives access to them; it costs nothing.
func (l *List) Fixes() Fixes { return Fixes{l, &l.eval} }

// Of lists the ways to put a row right, the best first and leaving it out
// last. Digits that a spreadsheet destroyed can only be typed: such a row can be
// left out, and no number is ever offered for it.
func (fs Fixes) Of(row int) []Fix {
	r, e := fs.list.record(row), fs.list.Edit(row)
	var fixes []Fix
	switch {
	case r.state == Blank:
		return nil
	case r.state == ToFix && (r.problem == Shifted || r.problem == Merged):
		fixes = fs.shiftFixes(row, e, r)
	case r.state == ToFix && r.problem == MaybeOptedOut:
		fixes = fs.optOutFixes(row, r)
	case r.state == ToFix && r.problem == MissingField:
		fixes = fs.neededFixes(row, e, r)
	case r.state == ToFix && r.problem == BadTimeZone:
		fixes = fs.zoneFixes(row, e, r)
	case r.state == ToFix && r.problem == RepeatedID:
		fixes = []Fix{{Kind: FixAsIs, Number: r.number, Confidence: Unsure,
			Reason: "Rows with different numbers have the contact id " + fs.eval.rows.text(row, e, columns.FieldID, fs.eval.rows.cols.id) + ". The row is sent without one, as a contact of its own."}}
	case r.state == ToFix && r.problem == SharedNumber:
		fixes = []Fix{{Kind: FixAsIs, Number: r.number, Confidence: Unsure, Reason: fs.sharedReason(r.number)}}
	case r.state == ToFix:
		fixes = fs.numberFixes(row, e)
	case r.state == LeftOut && r.exclusion() == CalledRecently:
		fixes = append(fixes, Fix{Kind: FixAgain, Number: r.number, Confidence: Unsure, Reason: fs.recentReason(r.number)})
	case r.state == LeftOut && r.exclusion() == InUnfinished:
		fixes = append(fixes, Fix{Kind: FixMove, Number: r.number, Confidence: Unsure, Reason: fs.moveReason(r.number)})
	case r.state == LeftOut && r.exclusion() == HiddenInFile:
		return []Fix{{Kind: FixTakeIn, Confidence: Sure, Reason: "The workbook hides this row, most often with a filter. It is taken in all the same."}}
	case r.state == LeftOut && r.exclusion() == NoContact:
		return []Fix{{Kind: FixTakeIn, Confidence: Unsure, Reason: "This row looks like a total, a note or a heading. It is taken for a contact all the same."}}
	case r.state == LeftOut && r.exclusion() == ByOperator:
		return []Fix{{Kind: FixTakeIn, Confidence: Sure, Reason: "This row was left out by hand and can be taken back in."}}
	case r.toCheck(), r.state == Ready && r.warnings()&^e.Checked&NameCase != 0:
		fixes = fs.warningFixes(row, e, r)
	}
	if r.state == DoNotCall || r.state == LeftOut && !r.exclusion().Guarded() {
		return fixes
	}
	return append(fixes, Fix{Kind: FixLeaveOut, Confidence: Sure, Reason: "The row is not called. It can be taken back in at any time."})
}

// numberFixes are the fixes of a row whose number cannot be dialled.
func (fs Fixes) numberFixes(row int, e Edit) []Fix {
	cell, region := fs.eval.numbers.phoneCell(row, e), fs.eval.numbers.region(row, e)
	r := fs.eval.numbers.read(row, e, cell, region)
	found := slices.Collect(fs.eval.numbers.candidates(row, e, cell, region, r))
	switch r.Problem {
	case phone.NoCountry, phone.InvalidForRegion, phone.TooShort, phone.TooLong, phone.CodeConflict:
		found = append(found, fs.regionCandidates(cell, region)...)
	}
	var fixes []Fix
	for i, m := range found {
		f := fs.describe(cell, r, m, found)
		fixes = append(fixes, f)
		if second := fallback(found, i); second != 0 {
			f.Fallback = true
			f.Reason += fmt.Sprintf(" The other, %s, goes along as {%s}.", second.Grouped(), FallbackKey)
			fixes = append(fixes, f)
		}
	}
	return fixes
}

// describe describes a remedy. It is sure only when the cell allows no other.
func (fs Fixes) describe(cell table.Cell, r phone.Reading, m fixCandidate, all []fixCandidate) Fix {
	f := Fix{Kind: m.kind, Part: m.part, Region: m.set, Column: m.column, Number: m.number, Confidence: Sure}
	only := true
	for _, other := range all {
		// Another column says nothing about what this cell means.
		only = only && (other.number == m.number || other.kind == FixColumn && m.kind != FixColumn)
	}
	switch {
	case !m.assigned || m.kind.Explicit() || r.Problem == phone.OwnCode && m.kind == FixPlus:
		f.Confidence = Unsure
	case !only || m.lost != phone.NoProblem || m.kind.decides() || m.kind == FixRegion || m.kind == FixExtension:
		f.Confidence = Likely
	}
	f.Reason = fs.reason(cell, r, m)
	return f
}

// warningFixes are the fixes of a row that is dialled but deserves a look.
func (fs Fixes) warningFixes(row int, e Edit, r record) []Fix {
	var fixes []Fix
	left := r.warnings() &^ e.Checked &^ (Told &^ NameCase)
	if left&LostCharacters != 0 {
		if _, _, text, ok := fs.eval.rows.unspoilt(row, e); ok {
			fixes = append(fixes, Fix{Kind: FixEncoding, Number: r.number, Text: text, Confidence: Likely,
				Reason: "A wrong encoding spoilt letters of this row. Put right it is “" + printable.Text(text, maxGivenWords) + "”."})
		}
	}
	if left&EmailDropped != 0 {
		given := fs.eval.rows.text(row, e, columns.FieldEmail, fs.eval.rows.cols.email)
		if better, why, ok := correctEmail(given); ok {
			fixes = append(fixes, Fix{Kind: FixEmail, Text: better, Confidence: Likely, Reason: fmt.Sprintf("%s → %s: %s.", given, better, why)})
		}
		fixes = append(fixes, Fix{Kind: FixDropEmail, Confidence: Sure, Reason: EmailProblem(given) + " The call is made without it."})
	}
	if r.out&flagAnswered != 0 {
		fixes = append(fixes, Fix{Kind: FixAgain, Number: r.number, Confidence: Sure, Reason: fs.answeredReason(r.number)})
	}
	if left&NameCase != 0 {
		if was, is, ok := fs.eval.contacts.nameCase(row, e); ok {
			fixes = append(fixes, Fix{Kind: FixName, Number: r.number, Text: is, Confidence: Likely,
				Reason: fmt.Sprintf("“%s” is read out as “%s”.", printable.Text(was, maxGivenWords), printable.Text(is, maxGivenWords))})
		}
	}
	unzoned := left.gravest() == TimeZoneUnknown
	if unzoned {
		fixes = append(fs.unknownZoneFixes(row, e, r), fixes...)
	}
	if accepted := acceptable(left); accepted != 0 {
		f := Fix{Kind: FixAccept, Number: r.number, Confidence: Sure, Reason: fmt.Sprintf("%s is dialled as it is, and the row is no longer to check: %s.",
			r.number.Grouped(), figures.Join(accepted.Short()))}
		if accepted == NameCase {
			f.Reason = "The name is sent as it stands."
		}
		switch {
		case unzoned:
			f.Reason = "Nobody knows when it is day there, so they are not called. It is no longer asked here."
		case left&Warnings(phone.NotAssigned) != 0:
			f.Confidence = Unsure
			f.Reason = fmt.Sprintf("%s is possible in %s but not known to be in service. It is dialled all the same.", r.number.Grouped(), phone.InWords(r.place().region()))
		}
		if unzoned || left.gravest() == EmailDropped || (left.gravest() == LostCharacters || accepted == NameCase) && len(fixes) > 0 {
			fixes = append(fixes, f)
		} else {
			fixes = append([]Fix{f}, fixes...)
		}
	}
	if left&CountryUnclear != 0 {
		cell, region := fs.eval.numbers.phoneCell(row, e), fs.eval.numbers.region(row, e)
		for _, m := range fs.regionCandidates(cell, region) {
			fixes = append(fixes, fs.describe(cell, phone.Read(cell, region), m, []fixCandidate{m}))
		}
	}
	return fixes
}

// acceptable are those of some warnings that are accepted with one key: a name
// that could be better only where nothing else is left, and that nobody knows when
// somebody may be called by itself alone.
func acceptable(left Warnings) Warnings {
	if left.gravest() == TimeZoneUnknown {
		return TimeZoneUnknown
	}
	left &^= TimeZoneUnknown
	if left &^= EmailDropped; left&^Told != 0 {
		return left &^ Told
	}
	return left & NameCase
}

// reason says what comes of a remedy and why, such as "7911 123456 → +44 7911
// 123456: a mobile in the United Kingdom once the dropped zero is put back."
func (fs Fixes) reason(cell table.Cell, r phone.Reading, m fixCandidate) string {
	why := numberWords(m) + reasonWords(r, m)
	if m.kind == FixColumn {
		why += " from the column " + fs.eval.rows.columnTitle(m.column)
	}
	switch m.lost {
	case phone.LostZero:
		why += ", with its dropped zero put back"
	case phone.LostPlus:
		why += ", with its dropped plus sign put back"
	}
	if m.extension != "" && m.kind != FixExtension {
		why += fmt.Sprintf("; extension %s goes along as {%s}", m.extension, fs.eval.rows.mapping.ExtensionKey())
	}
	given := cmp.Or(printable.Text(cell.Text, maxGivenWords), "No number")
	return fmt.Sprintf("%s → %s: %s.", given, m.number.Grouped(), why)
}
