package phone

import (
	"slices"
	"strings"
	"testing"

	"callsheet/model/table"
)

// unchanged is a cell read just as it stands.
const unchanged = Warnings(0)

var phoneCells = []struct {
	claim    string
	region   Region
	kind     table.Kind
	text     string
	number   string
	problem  Problem
	warnings Warnings
}{
	{"a national number with its zero is read", "GB", table.KindText, "020 7946 0018", "+442079460018", NoProblem, unchanged},
	{"an international number needs no region", "", table.KindText, "+44 20 7946 0018", "+442079460018", NoProblem, unchanged},
	{"plain separators are not worth a warning", "GB", table.KindText, "(020) 7946-00.18", "+442079460018", NoProblem, unchanged},
	{"a slash after an area code is a separator", "DE", table.KindText, "030/12345678", "+493012345678", NoProblem, unchanged},
	{"slashes between all groups are separators", "FR", table.KindText, "06/12/34/56/78", "+33612345678", NoProblem, unchanged},
	{"a slash after a dropped (0) is one too", "DE", table.KindText, "+49 (0) 6131/1234567", "+4961311234567", NoProblem, PrefixRestored},
	{"the United States write no zero", "US", table.KindText, "2025550143", "+12025550143", NoProblem, unchanged},
	{"the trunk 1 is as good as none", "US", table.KindText, "12025550143", "+12025550143", NoProblem, unchanged},
	{"Spain writes no zero", "ES", table.KindNumber, "612345678", "+34612345678", NoProblem, unchanged},
	{"Poland writes no zero", "PL", table.KindText, "512 345 678", "+48512345678", NoProblem, unchanged},
	{"Denmark writes no zero", "DK", table.KindText, "32 12 34 56", "+4532123456", NoProblem, unchanged},
	{"Russia may leave its 8 out", "RU", table.KindText, "9123456789", "+79123456789", NoProblem, unchanged},
	{"Italy keeps its zero", "IT", table.KindText, "06 1234 5678", "+390612345678", NoProblem, unchanged},
	{"Ivory Coast numbers begin with a zero of their own", "CI", table.KindText, "0707123456", "+2250707123456", NoProblem, unchanged},
	{"an Argentine 15 becomes a 9", "AR", table.KindText, "011 15 2345-6789", "+5491123456789", NoProblem, unchanged},
	{"a Brazilian mobile is read", "BR", table.KindText, "(11) 96123-4567", "+5511961234567", NoProblem, unchanged},
	{"a Mexican number is read", "MX", table.KindText, "55 1234 5678", "+525512345678", NoProblem, unchanged},

	{"a rounded figure is never guessed", "GB", table.KindText, "4.479E+11", "", Scientific, unchanged},
	{"a rounded figure with a comma is never guessed", "GB", table.KindText, "1,55512E+10", "", Scientific, unchanged},
	{"a figure with all its digits in an exponent is still text", "GB", table.KindText, "4.47911123456E+11", "", Scientific, unchanged},
	{"a stored figure has its digits", "US", table.KindNumber, "1.2025550143E10", "+12025550143", NoProblem, FloatRestored},
	{"a stored figure that was rounded before has not", "GB", table.KindNumber, "4.479E+11", "", Scientific, unchanged},
	{"float noise is rounded as a spreadsheet does", "GB", table.KindNumber, "2079460017.9999998", "+442079460018", LostZero, FloatRestored},
	{"a fraction is no phone number", "GB", table.KindNumber, "442071234567.5", "", InvalidForRegion, unchanged},
	{"a fraction in text is none either", "GB", table.KindText, "442071234567.5", "", InvalidForRegion, unchanged},
	{"a negative figure is no phone number", "GB", table.KindNumber, "-442071234567", "", InvalidForRegion, unchanged},
	{"three zeros behind a point are a group of the number", "FI", table.KindText, "+358412345.000", "+358412345000", NoProblem, unchanged},
	{"a float tail never becomes a digit", "US", table.KindText, "2025550143.0", "+12025550143", NoProblem, FloatRestored},
	{"a German float tail asks for the plus and nothing more", "DE", table.KindText, "4930123456.0", "+4930123456", LostPlus, FloatRestored},
	{"an Austrian float tail does too", "AT", table.KindText, "436641234567.00", "+436641234567", LostPlus, FloatRestored},
	{"an Italian float tail with a comma does too", "IT", table.KindText, "393471234567,0", "+393471234567", LostPlus, FloatRestored},
	{"a figure with thousands separators is one number", "US", table.KindText, "2,025,550,143", "+12025550143", NoProblem, FloatRestored},

	{"a lost zero is asked for", "GB", table.KindNumber, "7911123456", "+447911123456", LostZero, unchanged},
	{"a lost zero of an unassigned range is asked for too", "GB", table.KindText, "7700 900123", "+447700900123", LostZero, NotAssigned},
	{"a lost zero in France is asked for", "FR", table.KindNumber, "612345678", "+33612345678", LostZero, unchanged},
	{"a lost Italian zero is asked for", "IT", table.KindNumber, "612345678", "+390612345678", LostZero, unchanged},
	{"a short Italian mobile may be a landline", "IT", table.KindNumber, "331234567", "+390331234567", LostZero, unchanged},
	{"the rest of a Hungarian 06 is a lost zero", "HU", table.KindNumber, "6201234567", "+36201234567", LostZero, unchanged},
	{"a lost plus is asked for", "GB", table.KindText, "447400123456", "+447400123456", LostPlus, unchanged},
	{"a lost plus of another country is asked for", "GB", table.KindText, "1-202-555-0104", "+12025550104", LostPlus, OtherRegion},
	{"so is one of a neighbour", "FR", table.KindText, "41446681800", "+41446681800", LostPlus, OtherRegion},
	{"00 is a code of its own", "FR", table.KindText, "0041 44 668 18 00", "+41446681800", NoProblem, PrefixRestored},
	{"so is the exit code of the list's country", "JP", table.KindText, "010 41 44 668 18 00", "+41446681800", NoProblem, PrefixRestored},
	{"an old format behind its own code", "US", table.KindText, "+52 1 55 1234 5678", "+525512345678", OldFormat, unchanged},
	{"a zero before the country code is no number", "GB", table.KindText, "0447400123456", "+447400123456", LostPlus, unchanged},
	{"both a zero and a plus are missing, perhaps", "DE", table.KindText, "4925596921", "+4925596921", LostPlus, unchanged},
	{"the trunk zero decides between two readings", "DE", table.KindText, "04925 596921", "+494925596921", NoProblem, unchanged},
	{"without a region nothing is read at home", "", table.KindText, "020 7946 0018", "", NoCountry, unchanged},
	{"without a region a long number may lack its plus", "", table.KindText, "442079460018", "+442079460018", NoCountry, unchanged},
	{"an unknown region is no region", "XX", table.KindText, "020 7946 0018", "", NoCountry, unchanged},

	{"00 becomes the plus", "GB", table.KindText, "0044 7400 123456", "+447400123456", NoProblem, PrefixRestored},
	{"00 becomes the plus without a region", "", table.KindText, "00442079460018", "+442079460018", NoProblem, PrefixRestored},
	{"011 becomes the plus where it is dialled", "US", table.KindText, "011 44 7400 123456", "+447400123456", NoProblem, PrefixRestored},
	{"011 is asked about where it goes nowhere", "GB", table.KindText, "011447400123456", "+447400123456", ExitCode, PrefixRestored},
	{"0114 is Sheffield", "GB", table.KindText, "0114 496 0860", "+441144960860", NoProblem, unchanged},
	{"0011 becomes the plus in Australia", "AU", table.KindText, "0011 44 7400 123456", "+447400123456", NoProblem, PrefixRestored},
	{"+00 becomes the plus", "GB", table.KindText, "+00447400123456", "+447400123456", NoProblem, PrefixRestored},
	{"two plus signs are one", "GB", table.KindText, "++447400123456", "+447400123456", NoProblem, unchanged},
	{"a bracketed country code is one", "GB", table.KindText, "+(44) 7400 123456", "+447400123456", NoProblem, unchanged},
	{"+0 is for a person to say", "GB", table.KindText, "+07400 123456", "+447400123456", InvalidForRegion, unchanged},
	{"a (0) after the country code is dropped", "GB", table.KindText, "+44 (0)20 7946 0018", "+442079460018", NoProblem, PrefixRestored},
	{"a (0) of Italy is kept", "IT", table.KindText, "+39 (0)6 1234 5678", "+390612345678", NoProblem, unchanged},
	{"a (0) before an Italian mobile is dropped", "IT", table.KindText, "+39 (0)347 1234567", "+393471234567", NoProblem, PrefixRestored},
	{"a Russian (8) is dropped", "GB", table.KindText, "+7 (8) (495) 123-45-67", "+74951234567", NoProblem, PrefixRestored},

	{"an apostrophe is Excel's mark of text", "GB", table.KindText, "'+447400123456", "+447400123456", NoProblem, Cleaned},
	{"a formula of text is text", "GB", table.KindText, `="07400123456"`, "+447400123456", NoProblem, Cleaned},
	{"bidirectional marks and hard spaces are dropped", "GB", table.KindText, "\u202d+44\u00a07400\u200b123456\u202c", "+447400123456", NoProblem, Cleaned},
	{"variation selectors are dropped", "GB", table.KindText, "0️7400 123456\ufe0e", "+447400123456", NoProblem, Cleaned},
	{"odd dashes are dashes", "GB", table.KindText, "07400\u2011123\u2013456", "+447400123456", NoProblem, Cleaned},
	{"full-width digits are digits", "GB", table.KindText, "＋４４７４００１２３４５６", "+447400123456", NoProblem, Cleaned},
	{"Arabic-Indic digits are digits", "GB", table.KindText, "٠٧٤٠٠١٢٣٤٥٦", "+447400123456", NoProblem, Cleaned},
	{"Devanagari digits are digits", "GB", table.KindText, "०७४००१२३४५६", "+447400123456", NoProblem, Cleaned},
	{"a picture of a telephone says nothing", "GB", table.KindText, "☎ 07400 123456", "+447400123456", NoProblem, Cleaned},
	{"a circled digit is no digit", "GB", table.KindText, "0740012345⑥", "", Letters, unchanged},
	{"a lost byte may have been a digit", "GB", table.KindText, "07400\xff123456", "", Letters, unchanged},

	{"tel: is the beginning of a link", "GB", table.KindText, "tel:+44-20-7946-0018", "+442079460018", NoProblem, Cleaned},
	{"a label is none of the number", "GB", table.KindText, "WhatsApp: +44 7400 123456", "+447400123456", NoProblem, Cleaned},
	{"a label in Spanish with a dot is none either", "ES", table.KindText, "Cel. 612 345 678", "+34612345678", NoProblem, Cleaned},
	{"two labels are two numbers", "GB", table.KindText, "Tel 020 7946 0018 Mob 07400 123456", "", SeveralNumbers, Cleaned},
	{"which of several phones it is stays none of the number", "DE", table.KindText, "Tel 1 0171 2345678", "+49101712345678", Letters, NotAssigned},
	{"a label of somebody else is asked", "GB", table.KindText, "Mob 07400 123456 (wife)", "+447400123456", Letters, Cleaned},
	{"an old number's label is asked", "GB", table.KindText, "old 07400 123456", "+447400123456", Letters, unchanged},
	{"a day is no Danish number", "DK", table.KindText, "2026-03-01", "", InvalidForRegion, unchanged},
	{"a day with slashes is no number of Hong Kong", "HK", table.KindText, "21/06/1985", "", InvalidForRegion, unchanged},
	{"an American day is no Italian number", "IT", table.KindText, "03/21/2026", "", InvalidForRegion, unchanged},
	{"a German day is no German number", "DE", table.KindText, "12.05.1980", "", InvalidForRegion, unchanged},
	{"what no calendar has is a number", "DK", table.KindText, "2026-13-45", "+4520261345", NoProblem, unchanged},
	{"a vanity number is spelt out", "US", table.KindText, "+1-800-FLOWERS", "+18003569377", NoProblem, TollFree | VanityLetters},
	{"a vanity number in two words is spelt out", "US", table.KindText, "1-800-GOT-JUNK", "+18004685865", NoProblem, TollFree | VanityLetters},
	{"a name after a toll-free number is no part of it", "AT", table.KindText, "+43 800 123000 John", "+43800123000", Letters, TollFree},
	{"a name in brackets is no part of a number", "GB", table.KindText, "0800 123 (John)", "", Letters, unchanged},
	{"letters of an ordinary number stay letters", "US", table.KindText, "+1 202 555 CALL", "", Letters, unchanged},
	{"letters in the middle stay letters", "GB", table.KindText, "+44 07ab cde fgh", "", Letters, unchanged},
	{"a name beside a number leaves it as a suggestion", "GB", table.KindText, "07400 123456 (John)", "+447400123456", Letters, unchanged},
	{"a name before a number does too", "GB", table.KindText, "John: 07400 123456", "+447400123456", Letters, unchanged},
	{"a fax is not taken for a phone", "GB", table.KindText, "Fax 020 7946 0018", "+442079460018", Letters, unchanged},
	{"masked digits are not joined", "GB", table.KindText, "07400*****56", "", Letters, unchanged},
	{"code is only letters", "GB", table.KindText, `07";DROP TABLE;"`, "", Letters, Cleaned},

	{"N/A is a placeholder", "GB", table.KindText, " n/A ", "", Placeholder, unchanged},
	{"a dash is a placeholder", "GB", table.KindText, "-", "", Placeholder, unchanged},
	{"zeros are a placeholder", "GB", table.KindText, "0000000000", "", Placeholder, unchanged},
	{"a single zero is a placeholder", "GB", table.KindNumber, "0", "", Placeholder, unchanged},
	{"one digit over and over is a placeholder", "US", table.KindText, "555-555-5555", "", Placeholder, unchanged},
	{"one digit over and over after a code is a placeholder", "US", table.KindText, "+1 111 111 1111", "", Placeholder, unchanged},
	{"digits in order are a placeholder", "GB", table.KindText, "1234567890", "", Placeholder, unchanged},
	{"digits in order from zero are a placeholder", "GB", table.KindText, "0123456789", "", Placeholder, unchanged},
	{"digits in order that the country has are a number", "BE", table.KindText, "012 34 56 78", "+3212345678", NoProblem, unchanged},
	{"all ten digits in order are a placeholder even in France", "FR", table.KindText, "01 23 45 67 89", "", Placeholder, unchanged},
	{"words are no digits", "GB", table.KindText, "call the office", "", NoDigits, unchanged},
	{"an empty cell is empty", "GB", table.KindText, " \t", "", Empty, unchanged},
	{"an invisible cell is empty", "GB", table.KindText, "\u200b\ufeff", "", Empty, Cleaned},

	{"999 is never dialled", "GB", table.KindText, "999", "", ShortCode, unchanged},
	{"911 is never dialled", "US", table.KindNumber, "911", "", ShortCode, unchanged},
	{"112 is never dialled without a region", "", table.KindText, "112", "", ShortCode, unchanged},
	{"000 is an emergency in Australia", "AU", table.KindText, "000", "", ShortCode, unchanged},
	{"000 is a placeholder elsewhere", "GB", table.KindText, "000", "", Placeholder, unchanged},
	{"a service code is never dialled", "GB", table.KindText, "*#06#", "", ShortCode, unchanged},
	{"a service number of few digits is never dialled", "AU", table.KindText, "13 12 34", "", ShortCode, unchanged},
	{"premium rate is stopped", "GB", table.KindText, "0909 879 1234", "+449098791234", Premium, unchanged},
	{"premium rate of few digits is stopped as such", "NL", table.KindText, "0906 1234", "+319061234", Premium, unchanged},
	{"toll-free is shown", "GB", table.KindText, "0800 123 4567", "+448001234567", NoProblem, TollFree},
	{"no country owns an international toll-free number", "GB", table.KindText, "+800 1234 5678", "+80012345678", NoProblem, TollFree},

	{"possible but not assigned is a warning", "US", table.KindText, "+15551234567", "+15551234567", NoProblem, NotAssigned},
	{"possible but not assigned at home is a warning", "GB", table.KindText, "07700 900123", "+447700900123", NoProblem, NotAssigned},
	{"another country by its own code needs no look", "GB", table.KindText, "+1 202 555 0143", "+12025550143", NoProblem, unchanged},
	{"nor does another country of the same plan", "GB", table.KindText, "+44 7797 292290", "+447797292290", NoProblem, unchanged},
	{"a number that cannot exist is not one", "GB", table.KindText, "0400 123 4567", "", InvalidForRegion, unchanged},
	{"a country code that does not exist is not one", "GB", table.KindText, "+999 123 456", "", InvalidForRegion, unchanged},
	{"too short is named", "GB", table.KindText, "+682 1234", "", TooShort, unchanged},
	{"a number without its area code is too short", "US", table.KindText, "555-0100", "", TooShort, unchanged},
	{"too long is named", "GB", table.KindText, "0772345678910", "", TooLong, unchanged},
	{"more than E.164 allows is too long", "DE", table.KindText, "+49 30 1234567890123456", "", TooLong, unchanged},
	{"a number that trails off is too short", "GB", table.KindText, "07400 123456...", "+447400123456", TooShort, unchanged},

	{"an error cell is an error", "GB", table.KindError, "#REF!", "", ErrorCell, unchanged},
	{"an error in text is an error", "GB", table.KindText, "#N/A", "", ErrorCell, unchanged},
	{"a date is no number", "GB", table.KindDate, "2024-05-17", "", InvalidForRegion, unchanged},
	{"yes is no number", "GB", table.KindBool, "true", "", NoDigits, unchanged},
}

func TestReadPhone(t *testing.T) {
	for _, tc := range phoneCells {
		t.Run(tc.claim, func(t *testing.T) {
			r := Read(table.Cell{Text: tc.text, Kind: tc.kind}, tc.region)
			if r.Number.String() != tc.number || r.Problem != tc.problem || r.Warnings != tc.warnings {
				t.Errorf("Read(%q, %q) = %q %q %v, want %q %q %v", tc.text, tc.region,
					r.Number, r.Problem, r.Warnings.Names(), tc.number, tc.problem, tc.warnings.Names())
			}
			if r.Number != 0 && r.Region != r.Number.Region() {
				t.Errorf("region %q of the reading is not that of the number, %q", r.Region, r.Number.Region())
			}
		})
	}
}

func TestReadPhoneSeveral(t *testing.T) {
	for _, tc := range []struct {
		claim  string
		region Region
		text   string
		want   []string
	}{
		{"a slash between two numbers", "GB", "020 7946 0018 / 07700 900123", []string{"020 7946 0018", "07700 900123"}},
		{"a slash before another ending", "GB", "020 7946 0104/05", []string{"020 7946 0104", "020 7946 0105"}},
		{"two other endings", "GB", "020 7946 0104/05/06", []string{"020 7946 0104", "020 7946 0105", "020 7946 0106"}},
		{"an ending of four digits", "GB", "020 7946 0104 / 0105", []string{"020 7946 0104", "020 7946 0105"}},
		{"an ending behind a comma", "GB", "020 7946 0104, 05", []string{"020 7946 0104", "020 7946 0105"}},
		{"an ending behind a word", "GB", "020 7946 0104 or 05", []string{"020 7946 0104", "020 7946 0105"}},
		{"an ending with blanks, in pairs", "FR", "01 42 34 56 78 / 79", []string{"01 42 34 56 78", "01 42 34 56 79"}},
		{"an ending without a country", "", "01 42 34 56 78 / 79", []string{"01 42 34 56 78", "01 42 34 56 79"}},
		{"an ending where numbers are short", "SB", "74123/45", []string{"74123", "74145"}},
		{"an ending behind a comma where numbers are short", "SB", "74123, 45", []string{"74123", "74145"}},
		{"an ending where lengths vary", "LU", "12 34 56/57", []string{"12 34 56", "12 34 57"}},
		{"an ending behind an area code with its own slash", "DE", "06131/12 34 56/57", []string{"06131/12 34 56", "06131/12 34 57"}},
		{"an ending in Iceland", "IS", "555 1234 / 35", []string{"555 1234", "555 1235"}},
		{"a few digits behind an area code are no number", "DE", "030/123", []string{"030", "123"}},
		{"a semicolon", "GB", "020 7946 0018; 07400 123456", []string{"020 7946 0018", "07400 123456"}},
		{"a comma", "GB", "020 7946 0018,07400 123456", []string{"020 7946 0018", "07400 123456"}},
		{"Google's colons", "GB", "+44 20 7946 0018 ::: +44 7400 123456", []string{"+44 20 7946 0018", "+44 7400 123456"}},
		{"a line end", "GB", "020 7946 0018\r\n07400 123456", []string{"020 7946 0018", "07400 123456"}},
		{"a word", "DE", "030 12345678 oder 030 12345679", []string{"030 12345678", "030 12345679"}},
		{"nothing but a blank", "GB", "020 7946 0018 07400 123456", []string{"020 7946 0018", "07400 123456"}},
		{"nothing but a plus sign", "GB", "+442079460018+447400123456", []string{"+442079460018", "+447400123456"}},
		{"labels", "GB", "Home 020 7946 0018 Mobile 07400 123456", []string{"020 7946 0018", "07400 123456"}},
		{"three numbers", "US", "202-555-0143 | 202-555-0144 | 202-555-0145", []string{"202-555-0143", "202-555-0144", "202-555-0145"}},
		{"an extension too long for one", "GB", "07400 123456 x 07400 123457", []string{"07400 123456", "07400 123457"}},
		{"an Italian (0) that makes two numbers", "IT", "+39 (0)331 234567", []string{"+39331234567", "+390331234567"}},
		{"control characters do not reach the parts", "GB", "020 7946\x1b0018 / 07400 123456", []string{"020 79460018", "07400 123456"}},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			r := Read(table.Cell{Text: tc.text}, tc.region)
			if r.Problem != SeveralNumbers || r.Number != 0 || !slices.Equal(r.Several, tc.want) {
				t.Errorf("Read(%q) = %q %q %q, want several %q", tc.text, r.Number, r.Problem, r.Several, tc.want)
			}
		})
	}
}

func TestReadPhoneExtension(t *testing.T) {
	for _, tc := range []struct{ claim, text, extension string }{
		{"ext. with a blank", "020 7946 0018 ext. 5", "5"},
		{"x without one", "020 7946 0018x5", "5"},
		{"a link's parameter", "tel:+442079460018;ext=123", "123"},
		{"a hash", "020 7946 0018 #5", "5"},
		{"a word in brackets", "020 7946 0018 (extension 42)", "42"},
		{"a Spanish word", "020 7946 0018, anexo 7", "7"},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			r := Read(table.Cell{Text: tc.text}, "GB")
			if r.Number != 442079460018 || r.Problem != NoProblem || r.Extension != tc.extension || r.Warnings&ExtensionDropped == 0 {
				t.Errorf("Read(%q) = %q %q ext %q %v", tc.text, r.Number, r.Problem, r.Extension, r.Warnings.Names())
			}
		})
	}
	if r := Read(table.Cell{Text: "07890x32109"}, "GB"); r.Problem == NoProblem || r.Extension != "" {
		t.Errorf("half a number has no extension, got %+v", r)
	}
}

func TestReadPhoneBoundsTheCell(t *testing.T) {
	for text, want := range map[string]Problem{
		strings.Repeat("0207 946 0018 ", 100): TooLong,
		strings.Repeat("call me ", 100_000):   Letters,
	} {
		if r := Read(table.Cell{Text: text}, "GB"); r.Problem != want {
			t.Errorf("a cell of %d bytes is %q, want %q", len(text), r.Problem, want)
		}
	}
}

func TestNumberForms(t *testing.T) {
	for _, tc := range []struct {
		number            Number
		grouped, national string
		region            Region
		kind              Type
	}{
		{447400123456, "+44 7400 123456", "07400 123456", "GB", TypeMobile},
		{12025550143, "+1 202-555-0143", "(202) 555-0143", "US", TypeFixedOrMobile},
		{390612345678, "+39 06 1234 5678", "06 1234 5678", "IT", TypeFixedLine},
		{18003569377, "+1 800-356-9377", "(800) 356-9377", "US", TypeTollFree},
		{449098791234, "+44 909 879 1234", "0909 879 1234", "GB", TypePremium},
		{80012345678, "+800 1234 5678", "1234 5678", "", TypeTollFree},
		{999123456, "+999123456", "+999123456", "", TypeUnknown},
		{0, "", "", "", TypeUnknown},
	} {
		n := tc.number
		if n.Grouped() != tc.grouped || n.National() != tc.national || n.Region() != tc.region || n.Type() != tc.kind {
			t.Errorf("%v is %q, %q, %q, %v; want %q, %q, %q, %v", n, n.Grouped(), n.National(), n.Region(), n.Type(),
				tc.grouped, tc.national, tc.region, tc.kind)
		}
	}
}
