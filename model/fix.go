package model

import (
	"callsheet/model/phone"
)

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
	FixZoneNear                 // take a time zone for the one that its text clearly misspells
	FixName                     // write the name as it is said
	FixZone                     // take a time zone for the row's own; no record has it, nor those below
	FixZoneFrom                 // take the time zone from another column
	FixFill                     // take a value the prompt needs from another column
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
	FixZone:      {"set_zone", "say in which time zone they are", "the time zone is set"},
	FixZoneNear:  {"zone_spelling", "correct the spelling", "the time zone's spelling is corrected"},
	FixZoneFrom:  {"zone_from_column", "take the time zone from another column", "the time zone is taken from another column"},
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
	Column   int          // FixColumn, FixFill, FixZoneFrom: which column, from 0

	Number     phone.Number // what the row would dial; 0 when the fix changes no number
	Text       string       // FixEmail: the address that would be sent; FixName: the name; FixZoneNear, FixZoneFrom: the zone; FixZone: the zone, which is part of what to do
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
	return f.Kind == o.Kind && f.Part == o.Part && f.Fallback == o.Fallback && f.Region == o.Region && f.Column == o.Column && (f.Kind != FixZone || f.Text == o.Text)
}

// FallbackKey is the metadata key under which the second of several numbers
// goes along.
const FallbackKey = "fallback_phone"

// takenInBy is the fix by which the operator has rows called after all that are
// out for a reason, FixNone where there is none.
func takenInBy(out Exclusion) FixKind {
	switch out {
	case CalledRecently:
		return FixAgain
	case InUnfinished:
		return FixMove
	case HiddenInFile, NoContact:
		return FixTakeIn
	}
	return FixNone
}
