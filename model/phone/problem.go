package phone

// Problem is why a number cannot be dialled as it stands: a closed list.
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
	StrayPlus   // the digits are a number at home, and with their plus sign perhaps one abroad
	DoubledCode // what follows the calling code has one of its own
	ExitCode    // it is not plain where the exit code ends
	OwnCode     // the digits are a number at home, and one behind the calling code that they begin with
	OldFormat   // as the country wrote numbers before it changed its plan
	PersonalRate
	PagerRate
	SharedRate
	SatelliteRate
	NetworkRate  // of an international network, which no country has
	CodeConflict // the calling code beside the number is none, or of another country than the number or its row
	NumProblems  // how many there are
)

var problemTexts = [NumProblems]struct{ name, short, sentence string }{
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
	LostPlus:         {"lost_plus", "Plus sign lost", "This looks like an international number without its plus sign. Check it and accept the suggestion, or type it."},
	NotAccepted:      {"not_accepted", "Too short for Dialgen", "Dialgen takes numbers of at least nine digits with their country code, and this one is shorter. Leave the row out."},
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
	CodeConflict:     {"code_conflict", "Code beside it in doubt", "The code in the column beside this number is none, or does not go with the number or with its country. Say which is meant, or leave the row out."},
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

// String is the name used in machine-readable output.
func (p Problem) String() string { return problemTexts[p].name }

// Short names the problem in a few words, for a column.
func (p Problem) Short() string { return problemTexts[p].short }

// Sentence tells the operator what is wrong and what to do next.
func (p Problem) Sentence() string { return problemTexts[p].sentence }

// Warnings is the set of things that were restored or deserve a look in a number
// that can be dialled all the same.
type Warnings uint8

const (
	NotAssigned      Warnings = 1 << iota // possible, but not an assigned range
	ExtensionDropped                      // an extension is kept aside, not dialled
	FloatRestored                         // a number stored as a float got its digits back
	PrefixRestored                        // 00, 011 or a trunk (0) became the plus form
	Cleaned                               // invisible or unusual characters were dropped
	OtherRegion                           // would be of another country than the default, by a code that is not plainly one
	TollFree                              // the called party pays
	VanityLetters                         // letters of a vanity number became digits

	NumWarnings = iota // how many there are
)

// Told are the warnings that are only told: what was restored beyond doubt, and
// what the number is. With the others, what is dialled may not be what was meant.
const Told = FloatRestored | PrefixRestored | Cleaned | OtherRegion | TollFree

var warningTexts = [NumWarnings]struct{ name, short string }{
	{"not_assigned", "may not be in service"},
	{"extension_dropped", "extension not dialled"},
	{"float_restored", "restored from a figure"},
	{"prefix_restored", "prefix restored"},
	{"cleaned", "odd characters dropped"},
	{"other_region", "another country"},
	{"toll_free", "toll-free"},
	{"vanity", "letters became digits"},
}

// Names lists the warnings as machine-readable output names them.
func (w Warnings) Names() []string {
	names := []string{}
	for i, t := range warningTexts {
		if w&(1<<i) != 0 {
			names = append(names, t.name)
		}
	}
	return names
}

// Short lists the warnings in a few words each, for the operator.
func (w Warnings) Short() []string {
	var words []string
	for i, t := range warningTexts {
		if w&(1<<i) != 0 {
			words = append(words, t.short)
		}
	}
	return words
}

// OfDigits reports whether a problem, or none, is of what the digits of a number
// are, which a code beside it can change.
func (p Problem) OfDigits() bool {
	switch p {
	case NoProblem, LostZero, LostPlus, OwnCode, TooShort, TooLong, InvalidForRegion, NotAccepted, ShortCode, OldFormat:
		return true
	}
	return p.Costly()
}
