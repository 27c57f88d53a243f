package model

import (
	"fmt"
	"slices"
	"strconv"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// Fixes are the ways to put rows of a list right, and the changes that do so.
type Fixes struct {
	list *List
	eval *evaluator
}

// Fixes gives access to them; it costs nothing.
func (l *List) Fixes() Fixes { return Fixes{l, &l.eval} }

// FixKind is one way to put a row right: a closed list.
type FixKind uint8

const (
	FixNone      FixKind = iota // nothing applies: the number has to be typed
	FixZero                     // put the dropped zero back
	FixPlus                     // put the dropped plus sign back
	FixCountry                  // put the country code in after a stray plus sign
	FixRegion                   // say which country the number is written in
	FixSplit                    // keep one of several numbers
	FixExtension                // take the last digits for an extension
	FixLetters                  // strip the letters
	FixColumn                   // take another phone column
	FixPremium                  // dial a premium-rate number all the same
	FixAccept                   // accept what was warned about
	FixAgain                    // dial a number that was called a short while ago
	FixEmail                    // correct the address
	FixDropEmail                // send no address
	FixNoCall                   // do not call whom the list likely says not to
	FixMayCall                  // call them all the same
	FixTakeIn                   // take a row that was left out back in
	FixLeaveOut                 // leave the row out
	FixUnshift                  // put cells back into their columns
	FixEncoding                 // put letters right that a wrong encoding spoilt
	FixAsIs                     // take the row's cells for what they stand under
	FixDropPlus                 // read the digits at home, without their plus sign
	FixAsWritten                // take the digits as they are written, or the first exit code of two
	FixOneCode                  // drop the first of two country codes
	FixExit                     // read the longer of two exit codes
	FixCode                     // take the calling code that stands beside the number
	FixFormat                   // write the number as its country does today
	FixAnyway                   // dial a number of a costly kind all the same
	FixMove                     // take a number from a batch that has not ended
	FixFallback                 // send a text in place of a value the prompt needs
	FixFill                     // take a value the prompt needs from another column
	FixName                     // write the name as it is said
	numFixes
)

type fixText struct {
	name  string // in machine-readable output
	does  string // on a key or a list of causes
	after string // what it did, of "3 rows: …"
}

var fixTexts = [numFixes]fixText{
	FixNone:      {"type", "type the number", "typed"},
	FixZero:      {"restore_zero", "put the zero back", "the zero is put back"},
	FixPlus:      {"restore_plus", "put the plus sign back", "the plus sign is put back"},
	FixCountry:   {"country_code", "put the country code in", "the country code is put in"},
	FixRegion:    {"set_country", "set the country", "the country is set"},
	FixSplit:     {"keep_one", "keep one number", "one number is kept"},
	FixExtension: {"extension", "take the last digits for an extension", "the extension is taken off"},
	FixLetters:   {"strip_letters", "strip the letters", "the letters are stripped"},
	FixColumn:    {"other_column", "take the other phone column", "the other phone column is taken"},
	FixPremium:   {"accept_premium", "call it at premium rate", "will be called at premium rate"},
	FixAccept:    {"accept", "accept", "accepted as they are"},
	FixAgain:     {"call_again", "call again so soon", "will be called again so soon"},
	FixEmail:     {"correct_email", "correct the email", "the email is corrected"},
	FixDropEmail: {"drop_email", "send no email", "the email is not sent"},
	FixNoCall:    {"do_not_call", "do not call", "not to be called"},
	FixMayCall:   {"may_call", "call all the same", "may be called all the same"},
	FixTakeIn:    {"take_in", "take back in", "taken back in"},
	FixUnshift:   {"unshift", "put the cells back in their columns", "the cells are put back in their columns"},
	FixEncoding:  {"restore_letters", "put the letters right", "the letters are put right"},
	FixAsIs:      {"as_it_stands", "take it as it stands", "taken as it stands"},
	FixLeaveOut:  {"leave_out", "leave out", "left out"},
	FixDropPlus:  {"drop_plus", "drop the plus sign", "the plus sign is dropped"},
	FixAsWritten: {"as_written", "take it as written", "taken as written"},
	FixOneCode:   {"one_code", "drop the first country code", "the first country code is dropped"},
	FixExit:      {"exit_code", "take the exit code off", "the exit code is taken off"},
	FixCode:      {"calling_code", "take the code beside it", "the code beside it is taken"},
	FixFormat:    {"new_format", "write it as it is today", "written as today"},
	FixFallback:  {"fallback", "send a text in its place", "a text is sent in its place"},
	FixFill:      {"fill", "take it from another column", "taken from another column"},
	FixAnyway:    {"call_anyway", "call it all the same", "will be called all the same"},
	FixName:      {"write_name", "write the name as it is said", "the name is written as it is said"},
	FixMove:      {"move", "move here", "will be called by this campaign"},
}

// String is the name used in machine-readable output.
func (k FixKind) String() string { return fixTexts[k].name }

// Does says in a few words what the fix does.
func (k FixKind) Does() string { return fixTexts[k].does }

// Explicit reports whether the fix costs money or patience of the people
// called, so that it must be asked for by name and never comes with one key.
func (k FixKind) Explicit() bool {
	return k == FixPremium || k == FixAnyway || k == FixAgain || k == FixMove || k == FixMayCall
}

// decides reports whether the fix says which of two readings was meant, or what
// became of a number, which the cell alone does not tell.
func (k FixKind) decides() bool {
	switch k {
	case FixDropPlus, FixAsWritten, FixOneCode, FixExit, FixFormat, FixCode:
		return true
	}
	return false
}

// Confidence is how sure it is that a fix makes of a row what was meant.
type Confidence uint8

const (
	Unsure Confidence = iota // the result is possible, but not known to be in service
	Likely                   // the result is in service, but the cell could mean another
	Sure                     // the result is in service, and the only one the cell allows
)

// String names the confidence in the operator's words.
func (c Confidence) String() string { return [...]string{"unsure", "likely", "sure"}[c] }

// Fix is one way to put a row right and what comes of it. Kind with Part,
// Region, Column and Fallback says what to do; the rest describes the row it was
// found for. A fix found for one row can be applied to others: each then gets
// its own result.
type Fix struct {
	Kind     FixKind
	Part     int          // FixSplit: which of the cell's numbers is kept, from 0
	Fallback bool         // FixSplit: the next one goes along as metadata
	Region   phone.Region // FixRegion: the country
	Column   int          // FixColumn: which column, from 0

	Number     phone.Number // what the row would dial; 0 when the fix changes no number
	Text       string       // FixEmail: the address that would be sent; FixName: the name
	Confidence Confidence
	Reason     string // a sentence for the operator
}

// ReviewFirst reports whether one key is not enough to apply the fix to a group:
// what could be wrong, is dear, or is one of two numbers is looked at before.
func (f Fix) ReviewFirst() bool {
	switch f.Kind {
	case FixDropPlus, FixAsWritten, FixOneCode, FixExit, FixCode:
		return true
	}
	return f.Confidence == Unsure || f.Kind.Explicit()
}

// Same reports whether two fixes do the same, to whichever row they were found
// for.
func (f Fix) Same(o Fix) bool {
	return f.Kind == o.Kind && f.Part == o.Part && f.Fallback == o.Fallback && f.Region == o.Region && f.Column == o.Column
}

// FallbackKey is the metadata key under which the second of several numbers
// goes along.
const FallbackKey = "fallback_phone"

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
	if accepted := acceptable(left); accepted != 0 {
		f := Fix{Kind: FixAccept, Number: r.number, Confidence: Sure, Reason: fmt.Sprintf("%s is dialled as it is, and the row is no longer to check: %s.",
			r.number.Grouped(), figures.Join(accepted.Short()))}
		if accepted == NameCase {
			f.Reason = "The name is sent as it stands."
		}
		if left&Warnings(phone.NotAssigned) != 0 {
			f.Confidence = Unsure
			f.Reason = fmt.Sprintf("%s is possible in %s but not known to be in service. It is dialled all the same.", r.number.Grouped(), phone.InWords(r.place().region()))
		}
		if left.gravest() == EmailDropped || (left.gravest() == LostCharacters || accepted == NameCase) && len(fixes) > 0 {
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
// that could be better only where nothing else is left.
func acceptable(left Warnings) Warnings {
	if left &^= EmailDropped; left&^Told != 0 {
		return left &^ Told
	}
	return left & NameCase
}

func (fs Fixes) recentReason(n phone.Number) string {
	by := ""
	if mark := fs.list.Suppression(n); mark.Campaign != "" {
		by = fmt.Sprintf(" by %q", printable.Text(mark.Campaign, maxNameRunes))
	}
	return fmt.Sprintf("%s was called a short while ago%s. It is called again all the same.", n.Grouped(), by)
}

func (fs Fixes) answeredReason(n phone.Number) string {
	return fmt.Sprintf("%s answered in %q before, and is called again.", n.Grouped(), printable.Text(fs.list.Suppression(n).AnsweredIn, maxNameRunes))
}

func (fs Fixes) moveReason(n phone.Number) string {
	by := "another campaign"
	if mark := fs.list.Suppression(n); mark.Campaign != "" {
		by = fmt.Sprintf("%q", printable.Text(mark.Campaign, maxNameRunes))
	}
	return fmt.Sprintf("%s is in %s, which loses it: it is called by this campaign, and no more by that one.", n.Grouped(), by)
}

// rowName is what a row is called in the words of a change.
func (rr *rowReader) rowName(row int) string { return "row " + strconv.Itoa(rr.table.RowNumber(row)) }
