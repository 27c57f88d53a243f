package model

import (
	"slices"
	"strings"

	"callsheet/model/phone"
)

// State says what will become of a row. Every row has exactly one, so the
// states of a list add up to its rows.
type State uint8

const (
	Ready     State = iota // will be dialled
	ToFix                  // cannot be dialled until a person decides
	Duplicate              // another row holds the same number
	DoNotCall              // on the do-not-call list or marked so in the file
	LeftOut                // left out by the operator
	Blank                  // nothing in the row
	numStates
)

var stateNames = [numStates]string{"ready", "to_fix", "duplicate", "do_not_call", "left_out", "blank"}

// String is the name used in machine-readable output.
func (s State) String() string { return stateNames[s] }

// Words are the state as people read it, such as "to fix".
func (s State) Words() string { return strings.ReplaceAll(stateNames[s], "_", " ") }

// Exclusion is why a row that could be dialled is not.
type Exclusion uint8

const (
	NotExcluded     Exclusion = iota
	ByOperator                // left out by hand
	RefusedInFile             // a do-not-call column says so
	OnDoNotCallList           // the number is on the do-not-call list
	CalledRecently            // accepted in a campaign within the guard period
	MaybeCalled               // in a batch whose outcome is not known
	HiddenInFile              // the workbook hides the row, most often with a filter
	NoContact                 // a total, a note or a heading of the file
	RefusedNumber             // another row with this number says so
	InUnfinished              // in a batch that is not known to have ended
)

// Guarded reports whether a batch keeps the number from being called, and the
// operator may decide otherwise.
func (x Exclusion) Guarded() bool { return x == CalledRecently || x == InUnfinished }

// Problem is why a row cannot be dialled: a closed list. The first are those of its
// number, so that Problem(phone.LostZero) is what a row has whose number lost a zero;
// the others are the row's own.
type Problem uint8

const (
	Shifted Problem = Problem(phone.NumProblems) + iota
	Merged
	MaybeOptedOut
	SharedNumber // several people have it in this list
	RepeatedID   // another row has its contact id, with another number
	MissingField // the prompt needs a value that the row does not have
	BadTimeZone  // what its time zone column says is no time zone
	numProblems
)

// noProblem is the problem of a row that can be dialled.
const noProblem = Problem(phone.NoProblem)

type problemText struct{ name, short, sentence string }

var problemTexts = [numProblems]problemText{
	Shifted:       {"shifted", "Cells in wrong columns", "The cells of this row do not stand in their columns. Check the suggestion, type the number, or leave the row out."},
	Merged:        {"merged", "One number for several rows", "One merged cell of the workbook holds this number for several rows. Say for whom it is, or leave the row out."},
	MaybeOptedOut: {"maybe_opted_out", "Perhaps not to be called", "The list likely says that this person is not to be called. Say for its column whether that is meant, or decide for the row."},
	SharedNumber:  {"shared_number", "One number, many people", "Several people have this number in this list: a switchboard, a shared desk or a filler. Take it as it stands to call it once, or leave the rows out."},
	RepeatedID:    {"repeated_id", "One contact id, two numbers", "Another row has this contact id with another number, and Dialgen would keep one number for both. Send no id, or leave the rows out."},
	MissingField:  {"missing_field", "Value missing", "The prompt needs a value that this row does not have. Say what is sent in its place, type it, or leave the row out."},
	BadTimeZone:   {"bad_time_zone", "Time zone not understood", "What this row has for a time zone is none, so nobody knows when it is day there. Choose a zone, go by the number, or leave the row out."},
}

// ofNumber is the problem as one of the number, when it is one.
func (p Problem) ofNumber() (n phone.Problem, is bool) {
	if p >= Problem(phone.NumProblems) {
		return phone.NoProblem, false
	}
	return phone.Problem(p), true
}

// Costly reports whether the row's number is one that rings, but at a price or in a
// place that it has to be called on purpose.
func (p Problem) Costly() bool {
	n, is := p.ofNumber()
	return is && n.Costly()
}

// costAccepted is the warning that a number of a costly kind is dialled with.
func costAccepted(p phone.Problem) Warnings {
	if p == phone.Premium {
		return PremiumAccepted
	}
	return CostAccepted
}

// String is the name used in machine-readable output.
func (p Problem) String() string {
	if n, is := p.ofNumber(); is {
		return n.String()
	}
	return problemTexts[p].name
}

// Short names the problem in a few words, for a column.
func (p Problem) Short() string {
	if n, is := p.ofNumber(); is {
		return n.Short()
	}
	return problemTexts[p].short
}

// Sentence tells the operator what is wrong and what to do next.
func (p Problem) Sentence() string {
	if n, is := p.ofNumber(); is {
		return n.Sentence()
	}
	return problemTexts[p].sentence
}

// Problems lists every problem a row can have.
func Problems() []Problem {
	all := make([]Problem, 0, numProblems-1)
	for p := Problem(phone.Empty); p < numProblems; p++ {
		all = append(all, p)
	}
	return all
}

// Warnings is the set of things that were restored or deserve a look in a row that can
// be dialled all the same. The first are those of its number, so that
// Warnings(phone.Cleaned) is what a row has whose number was cleaned; the others are
// the row's own. Edits are saved with their names, which therefore stay.
type Warnings uint32

const (
	PremiumAccepted Warnings = 1 << (phone.NumWarnings + iota) // premium rate, accepted by the operator
	EmailDropped                                               // the email address is not valid and is not sent
	CalledAgain                                                // called a short while ago, and again by the operator's choice
	OtherColumn                                                // the first phone column holds no number; one of the next does
	CountryUnclear                                             // the country column names no country, so the list's was taken
	TakenAsIs                                                  // cells in wrong columns or one number for several rows, accepted by the operator
	CostAccepted                                               // a personal, pager, satellite or shared-cost number, accepted by the operator
	MayHaveOptedOut                                            // the list likely says no, and the operator that they may be called
	LostCharacters                                             // letters were spoilt by a wrong encoding
	NameCase                                                   // the name is in one case or turned round, and can be written as it is said
	TimeZoneUnknown                                            // nothing tells when it is day there, so nobody is called until somebody says it

	numWarnings = phone.NumWarnings + iota // how many there are; 21 fit into a record
)

// Told are the warnings that are only told: what was restored beyond doubt, what
// the number is, or how the name is written. The others are to check: what is
// dialled, or sent along, may not be what was meant. An extension is among those, because without it
// somebody else may answer.
const Told = Warnings(phone.Told) | NameCase

type warningText struct {
	bit         Warnings
	name, short string
}

// warningTexts are the warnings in the order of their names in output: why nobody is
// called, the number's, then the row's own.
var warningTexts = slices.Concat([]warningText{{TimeZoneUnknown, "time_zone_unknown", "time zone not known, held"}}, numberWarningTexts(), []warningText{
	{PremiumAccepted, "premium", "premium rate"},
	{EmailDropped, "email_invalid", "email not valid, not sent"},
	{CalledAgain, "called_again", "called recently"},
	{OtherColumn, "other_column", "from another phone column"},
	{LostCharacters, "lost_characters", "characters lost"},
	{NameCase, "name_case", "name in odd case or order"},
	{TakenAsIs, "as_it_stands", "taken as it stands"},
	{CountryUnclear, "country_unclear", "country not understood"},
	{CostAccepted, "costly", "costs more to call"},
	{MayHaveOptedOut, "may_have_opted_out", "perhaps said no, called by your choice"},
})

func numberWarningTexts() []warningText {
	var texts []warningText
	for i := range phone.NumWarnings {
		one := phone.Warnings(1 << i)
		texts = append(texts, warningText{Warnings(one), one.Names()[0], one.Short()[0]})
	}
	return texts
}

// Each lists the warnings of the set one by one, in the order of their bits.
func (w Warnings) Each() []Warnings {
	var all []Warnings
	for _, t := range warningTexts {
		if w&t.bit != 0 {
			all = append(all, t.bit)
		}
	}
	return all
}

// Names lists the warnings as machine-readable output names them.
func (w Warnings) Names() []string {
	names := []string{}
	for _, t := range warningTexts {
		if w&t.bit != 0 {
			names = append(names, t.name)
		}
	}
	return names
}

// Short lists the warnings in a few words each, for the operator.
func (w Warnings) Short() []string {
	var words []string
	for _, t := range warningTexts {
		if w&t.bit != 0 {
			words = append(words, t.short)
		}
	}
	return words
}

// warningNamed is the warning of a name used in machine-readable output, 0 when
// there is none.
func warningNamed(name string) Warnings {
	for _, t := range warningTexts {
		if t.name == name {
			return t.bit
		}
	}
	return 0
}
