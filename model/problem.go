package model

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

// Exclusion is why a row that could be dialled is not.
type Exclusion uint8

const (
	NotExcluded     Exclusion = iota
	ByOperator                // left out by hand
	MarkedInFile              // a do-not-call column says so
	OnDoNotCallList           // the number is on the do-not-call list
	CalledRecently            // accepted in a campaign within the guard period
	MaybeCalled               // in a batch whose outcome is not known
	HiddenInFile              // the workbook hides the row, most often with a filter
	NoContact                 // a total, a note or a heading of the file
	MarkedNumber              // another row with this number says so
	InUnfinished              // in a batch that is not known to have ended
)

// Guarded reports whether a batch keeps the number from being called, and the
// operator may decide otherwise.
func (x Exclusion) Guarded() bool { return x == CalledRecently || x == InUnfinished }

// Problem is why a row cannot be dialled: a closed list.
type Problem uint8

const (
	NoProblem Problem = iota
	Empty
	NoDigits
	TooShort
	TooLong
	NoCountry
	InvalidForRegion
	Scientific
	SeveralNumbers
	Letters
	Placeholder
	ShortCode
	Premium
	ErrorCell
	LostZero
	LostPlus
	NotAccepted
	Shifted
	Merged
	StrayPlus   // the digits are a number at home, and with their plus sign perhaps one abroad
	DoubledCode // what follows the calling code has one of its own
	ExitCode    // it is not plain where the exit code ends
	OwnCode     // the digits are a number at home, and one behind the calling code that they begin with
	OldFormat   // as the country wrote numbers before it changed its plan
	PersonalRate
	PagerRate
	SharedRate
	SatelliteRate
	NetworkRate // of an international network, which no country has
	MaybeOptedOut
	CodeConflict // the calling code beside the number is none, or of another country than the number or its row
	SharedNumber // several people have it in this list
	RepeatedID   // another row has its contact id, with another number
	MissingField // the prompt needs a value that the row does not have
	numProblems
)

type problemText struct{ name, short, sentence string }

var problemTexts = [numProblems]problemText{
	NoProblem:        {"", "", ""},
	Empty:            {"empty", "No number", "There is no phone number here. Type one, or leave the row out."},
	NoDigits:         {"no_digits", "No digits", "There are no digits here. Type the number, or leave the row out."},
	TooShort:         {"too_short", "Too short", "This has too few digits for its country. Type the missing ones, or leave the row out."},
	TooLong:          {"too_long", "Too long", "This has too many digits for its country. Correct it, or leave the row out."},
	NoCountry:        {"no_country", "Country unknown", "No country is known for this number. Begin it with + and the country code, or set a default country under Columns."},
	InvalidForRegion: {"invalid_for_region", "Not a number there", "No such number exists in its country. Correct it, or leave the row out."},
	Scientific:       {"scientific", "Digits lost in Excel", "Excel rounded this number and the last digits are gone. Type it from the original source, or leave the row out."},
	SeveralNumbers:   {"several_numbers", "Several numbers", "There is more than one number in this cell. Keep the one to dial."},
	Letters:          {"letters", "Letters in number", "There are letters among the digits. Type the number without them."},
	Placeholder:      {"placeholder", "Placeholder", "This is a filler, not a real number. Type the real one, or leave the row out."},
	ShortCode:        {"short_code", "Emergency or short code", "This is an emergency number or a short code and is never dialled. Correct it, or leave the row out."},
	Premium:          {"premium", "Premium rate", "This is a premium-rate number. Correct it, or leave the row out."},
	ErrorCell:        {"error_cell", "Spreadsheet error", "The spreadsheet shows an error here instead of a number. Type the number, or leave the row out."},
	LostZero:         {"lost_zero", "Leading zero lost", "The leading zero is missing, as when Excel reads a number as a figure. Check it and accept the suggestion, or type it."},
	NotAccepted:      {"not_accepted", "Too short for Dialgen", "Dialgen takes numbers of at least nine digits with their country code, and this one is shorter. Leave the row out."},
	Shifted:          {"shifted", "Cells in wrong columns", "The cells of this row do not stand in their columns. Check the suggestion, type the number, or leave the row out."},
	Merged:           {"merged", "One number for several rows", "One merged cell of the workbook holds this number for several rows. Say for whom it is, or leave the row out."},
	MaybeOptedOut:    {"maybe_opted_out", "Perhaps not to be called", "The list likely says that this person is not to be called. Say for its column whether that is meant, or decide for the row."},
	CodeConflict:     {"code_conflict", "Code beside it in doubt", "The code in the column beside this number is none, or does not go with the number or with its country. Say which is meant, or leave the row out."},
	LostPlus:         {"lost_plus", "Plus sign lost", "This looks like an international number without its plus sign. Check it and accept the suggestion, or type it."},
	StrayPlus:        {"stray_plus", "Plus sign in doubt", "Without the plus sign this is a number of the list's own country. Say which is meant, or leave the row out."},
	DoubledCode:      {"doubled_code", "Two country codes", "There are two country codes before this number, or it only looks so. Say which is meant, or leave the row out."},
	ExitCode:         {"exit_code", "Exit code in doubt", "It is not plain where the code that is dialled to go abroad ends. Say which number is meant, or leave the row out."},
	OwnCode:          {"own_code", "Country code or area code", "As it stands this is a number of its country, and it is another one if its first digits are the country code. Say which is meant, or leave the row out."},
	OldFormat:        {"old_format", "Old number format", "This is not how its country writes its numbers today. Check the suggestion and accept it, or type the number."},
	PersonalRate:     {"personal", "Personal number", "This number is forwarded to wherever its owner is, at a high rate. Correct it, or leave the row out."},
	PagerRate:        {"pager", "Pager", "This is the number of a pager, which nobody talks on. Correct it, or leave the row out."},
	SharedRate:       {"shared_cost", "Shared-cost number", "This is a company's number that costs the caller more than an ordinary call. Correct it, or leave the row out."},
	SatelliteRate:    {"satellite", "Satellite phone", "This is a satellite phone, which costs many times an ordinary call. Correct it, or leave the row out."},
	NetworkRate:      {"international_network", "International network", "This number belongs to an international network and to no country, and costs many times an ordinary call. Correct it, or leave the row out."},
	SharedNumber:     {"shared_number", "One number, many people", "Several people have this number in this list: a switchboard, a shared desk or a filler. Take it as it stands to call it once, or leave the rows out."},
	RepeatedID:       {"repeated_id", "One contact id, two numbers", "Another row has this contact id with another number, and Dialgen would keep one number for both. Send no id, or leave the rows out."},
	MissingField:     {"missing_field", "Value missing", "The prompt needs a value that this row does not have. Say what is sent in its place, type it, or leave the row out."},
}

// Costly reports whether the number is one that rings, but at a price or in a
// place that it has to be called on purpose.
func (p Problem) Costly() bool {
	switch p {
	case Premium, PersonalRate, PagerRate, SharedRate, SatelliteRate, NetworkRate:
		return true
	}
	return false
}

// accepted is the warning that a number of a costly kind is dialled with.
func (p Problem) accepted() Warnings {
	if p == Premium {
		return PremiumAccepted
	}
	return CostAccepted
}

// String is the name used in machine-readable output.
func (p Problem) String() string { return problemTexts[p].name }

// Short names the problem in a few words, for a column.
func (p Problem) Short() string { return problemTexts[p].short }

// Sentence tells the operator what is wrong and what to do next.
func (p Problem) Sentence() string { return problemTexts[p].sentence }

// Problems lists every problem a row can have.
func Problems() []Problem {
	all := make([]Problem, 0, numProblems-1)
	for p := Empty; p < numProblems; p++ {
		all = append(all, p)
	}
	return all
}

// Warnings is the set of things that were restored or deserve a look in a row
// that can be dialled all the same. Edits are kept with their names, which
// therefore stay.
type Warnings uint32

const (
	NotAssigned      Warnings = 1 << iota // possible, but not an assigned range
	ExtensionDropped                      // an extension is kept aside, not dialled
	FloatRestored                         // a number stored as a float got its digits back
	PrefixRestored                        // 00, 011 or a trunk (0) became the plus form
	Cleaned                               // invisible or unusual characters were dropped
	OtherRegion                           // would be of another country than the default, by a code that is not plainly one
	TollFree                              // the called party pays
	VanityLetters                         // letters of a vanity number became digits
	PremiumAccepted                       // premium rate, accepted by the operator
	EmailDropped                          // the email address is not valid and is not sent
	CalledAgain                           // called a short while ago, and again by the operator's choice
	OtherColumn                           // the first phone column holds no number; one of the next does
	CountryUnclear                        // the country column names no country, so the list's was taken
	TakenAsIs                             // cells in wrong columns or one number for several rows, accepted by the operator
	CostAccepted                          // a personal, pager, satellite or shared-cost number, accepted by the operator
	MayHaveOptedOut                       // the list likely says no, and the operator that they may be called
	LostCharacters                        // letters were spoilt by a wrong encoding
	NameCase                              // the name is in one case or turned round, and can be written as it is said
	numWarnings      = iota               // how many there are; 22 fit into a record
)

// Told are the warnings that are only told: what was restored beyond doubt, what
// the number is, or how the name is written. The others are to check: what is
// dialled, or sent along, may not be what was meant. An extension is among those, because without it
// somebody else may answer.
const Told Warnings = FloatRestored | PrefixRestored | Cleaned | OtherRegion | TollFree | NameCase

var warningTexts = []struct {
	bit         Warnings
	name, short string
}{
	{NotAssigned, "not_assigned", "may not be in service"},
	{ExtensionDropped, "extension_dropped", "extension not dialled"},
	{FloatRestored, "float_restored", "restored from a figure"},
	{PrefixRestored, "prefix_restored", "prefix restored"},
	{Cleaned, "cleaned", "odd characters dropped"},
	{OtherRegion, "other_region", "another country"},
	{TollFree, "toll_free", "toll-free"},
	{VanityLetters, "vanity", "letters became digits"},
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
