package phone

import (
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model/table"
)

// doubtCells can be read in two ways, or look so and cannot.
var doubtCells = []struct {
	claim         string
	region        Region
	text          string
	number, other string
	problem       Problem
}{
	{"a plus before a Toronto number, or New Zealand", "US", "+6475052806", "+16475052806", "+6475052806", StrayPlus},
	{"a plus before a Los Angeles number, or Antwerp", "US", "+3235550123", "+13235550123", "+3235550123", StrayPlus},
	{"the area code in a group is no calling code", "US", "+647-505-2806", "+16475052806", "+6475052806", StrayPlus},
	{"brackets round the area code", "CA", "+(416) 555-2671", "+14165552671", "", StrayPlus},
	{"a calling code that stands apart speaks for the plus", "US", "+64 7505 2806", "+6475052806", "", NoProblem},
	{"a calling code in brackets does too", "US", "+(65) 62234567", "+6562234567", "", NoProblem},
	{"too many digits for home are abroad", "US", "+442079460018", "+442079460018", "", NoProblem},
	{"the own code is no stray plus", "US", "+13235550123", "+13235550123", "", NoProblem},
	{"a plus before a Russian 8", "RU", "+8 495 123-45-67", "+74951234567", "+84951234567", StrayPlus},
	{"a plus before a Russian 8 without blanks", "RU", "+89161234567", "+79161234567", "", StrayPlus},
	{"a Kazakh 8 too", "KZ", "+87771234567", "+77771234567", "", StrayPlus},
	{"a plus before a Chinese mobile, or Los Angeles", "CN", "+13235550123", "+8613235550123", "+13235550123", StrayPlus},
	{"an American number grouped as one is none of China", "CN", "+1 323 555 0123", "+13235550123", "", NoProblem},
	{"a plus before an Indian mobile, or Singapore", "IN", "+6562234567", "+916562234567", "+6562234567", StrayPlus},
	{"a plus before a Danish number, grouped as at home", "DK", "+46 12 34 56", "+4546123456", "", StrayPlus},
	{"a plus before a Spanish mobile", "ES", "+612345678", "+34612345678", "", StrayPlus},
	{"a plus before a Mexican number", "MX", "+5512345678", "+525512345678", "", StrayPlus},
	{"a plus before an Italian mobile, or Brussels", "IT", "+3225551234", "+393225551234", "+3225551234", StrayPlus},
	{"a plus before a mobile that lost its zero", "FR", "+612345678", "+33612345678", "", StrayPlus},
	{"where a zero is dialled, digits without it are abroad", "DE", "+15123456789", "+15123456789", "", NoProblem},

	{"the code twice, in groups", "DE", "+49 49 175 3129975", "+491753129975", "+49491753129975", DoubledCode},
	{"the code twice, at once", "DE", "+4949 151 23456789", "+4915123456789", "+494915123456789", DoubledCode},
	{"the code twice without a country", "", "+49 49 175 3129975", "+491753129975", "+49491753129975", DoubledCode},
	{"the code twice behind 00", "US", "0044 44 7400 123456", "+447400123456", "", DoubledCode},
	{"the code with 00 behind the code", "DE", "+49 0049 175 3129975", "+491753129975", "", DoubledCode},
	{"the code twice with a (0)", "DE", "+49 (0)49 175 3129975", "+491753129975", "+49491753129975", DoubledCode},
	{"the code twice with a zero between", "DE", "+49 049 175 3129975", "+491753129975", "+49491753129975", DoubledCode},
	{"the code twice without a plus", "DE", "4949 175 3129975", "+491753129975", "+49491753129975", DoubledCode},
	{"the code twice without a plus or a country", "", "4949 175 3129975", "+491753129975", "+49491753129975", DoubledCode},
	{"another code behind the code", "DE", "+49 44 7400 123456", "+447400123456", "+49447400123456", DoubledCode},
	{"another code behind the code, without blanks", "DE", "+49447400123456", "+447400123456", "+49447400123456", DoubledCode},
	{"a French number behind a British code", "GB", "+44 33 6 12 34 56 78", "+33612345678", "", DoubledCode},
	{"a British number behind the American 1", "US", "+1 44 20 7946 0018", "+442079460018", "", DoubledCode},
	{"the code twice in India", "IN", "+91 91 98765 43210", "+919876543210", "", DoubledCode},
	{"the code twice in China", "CN", "+86 86 138 0013 8000", "+8613800138000", "", DoubledCode},
	{"the code twice in Australia", "AU", "+61 61 412 345 678", "+61412345678", "", DoubledCode},
	{"an area code that begins as the country does", "DE", "+49 4921 123456", "+494921123456", "", NoProblem},
	{"the same without blanks could be both", "DE", "+494921123456", "+4921123456", "+494921123456", DoubledCode},
	{"Kiel is not Vienna", "DE", "+49 431 2345678", "+494312345678", "", NoProblem},
	{"Kiel is not Vienna without blanks", "DE", "+494312345678", "+494312345678", "", NoProblem},
	{"London is not Alexandria", "GB", "+44 20 3123 4567", "+442031234567", "", NoProblem},
	{"Porto Alegre is not Peru", "BR", "+5551912345678", "+5551912345678", "", NoProblem},
	{"Los Angeles is not Antwerp", "", "+13235550123", "+13235550123", "", NoProblem},
	{"a Russian 8 behind the code is no code", "", "+7 (8) (495) 123-45-67", "+74951234567", "", NoProblem},

	{"area 55 of Brazil, or a shared-cost number behind the code", "BR", "5540041234", "+555540041234", "+5540041234", OwnCode},
	{"area 55 grouped as behind the code too", "BR", "55 4004 1234", "+555540041234", "+5540041234", OwnCode},
	{"area 55 as it is grouped in Brazil", "BR", "5540 041 234", "+555540041234", "", NoProblem},
	{"a mobile of area 55", "BR", "55 91234-5678", "+5555912345678", "", NoProblem},
	{"a mobile of area 55 in one", "BR", "55912345678", "+5555912345678", "", NoProblem},
	{"a telephone of area 55", "BR", "(55) 3221-1234", "+555532211234", "", NoProblem},
	{"area 55 behind its trunk zero", "BR", "05540041234", "+555540041234", "", NoProblem},
	{"area 55 behind the code", "BR", "+55 55 4004-1234", "+555540041234", "", NoProblem},
	{"a Vietnamese mobile that lost its zero, or a company behind the code", "VN", "841992000", "+84841992000", "+841992000", OwnCode},
	{"a Vietnamese mobile grouped as one", "VN", "841 992 000", "+84841992000", "", NoProblem},
	{"a Vietnamese mobile that is nothing behind the code", "VN", "841234567", "+84841234567", "", NoProblem},
	{"a mobile of Italy, or Turin behind the code", "IT", "3901190365", "+393901190365", "+3901190365", OwnCode},
	{"Turin parted from the code", "IT", "39 01190365", "+393901190365", "+3901190365", OwnCode},
	{"a mobile of Italy grouped as one", "IT", "390 119 0365", "+393901190365", "", NoProblem},
	{"a mobile of Italy that is nothing behind the code", "IT", "3921234567", "+393921234567", "", NoProblem},
	{"Radom, or a short number behind the code", "PL", "488319101", "+48488319101", "+488319101", OwnCode},
	{"an Indian mobile, or a toll-free number behind the code", "IN", "9118007869", "+919118007869", "+9118007869", OwnCode},
	{"an Indian mobile that is nothing behind the code", "IN", "9123456789", "+919123456789", "", NoProblem},
	{"a Singapore number that begins like the code", "SG", "65123456", "+6565123456", "", NoProblem},
	{"a number of the United States behind its 1", "US", "12025550143", "+12025550143", "", NoProblem},

	{"001 or 00 in Korea", "KR", "001 656 223 4567", "+6562234567", "+16562234567", ExitCode},
	{"001 or 00 in Hong Kong", "HK", "0016562234567", "+6562234567", "+16562234567", ExitCode},
	{"001 or 00 without a country", "", "0016562234567", "+6562234567", "+16562234567", ExitCode},
	{"001 parted from the calling code behind it", "HK", "001 65 6223 4567", "+6562234567", "", NoProblem},
	{"001 that 00 makes nothing of", "HK", "001 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"001 in Thailand", "TH", "001 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"00700 in Korea", "KR", "00700 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"00 1 in Britain", "GB", "001 656 223 4567", "+16562234567", "", NoProblem},
	{"009 or 00 91 in Colombia", "CO", "009 1 415 555 2671", "+14155552671", "+914155552671", ExitCode},
	{"009 in Colombia", "CO", "009 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"0011 or 00 1 1 in Australia", "AU", "0011 65 6223 4567", "+6562234567", "+16562234567", ExitCode},
	{"0011 in Australia", "AU", "0011 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"8~10 in Russia", "RU", "8~10 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"8 10 in Russia", "RU", "8 10 1 202 555 0143", "+12025550143", "", NoProblem},
	{"010 in Japan", "JP", "010 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"a carrier's 0021 in Brazil", "BR", "0021 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"009 in Nigeria", "NG", "009 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"000 in Kenya", "KE", "000 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"119 in Cuba", "CU", "119 44 20 7946 0018", "+442079460018", "", NoProblem},
	{"011 where it goes nowhere", "DE", "011 44 20 7946 0018", "+442079460018", "", ExitCode},
	{"001 that nobody dials, before a number of no block", "", "00195123000", "+95123000", "", NoCountry},
	{"011 of Buenos Aires without a country", "", "011 4321-1234", "", "", NoCountry},
	{"011 of Buenos Aires with a digit missing", "AR", "011 4321-123", "", "", TooShort},
}

func TestWhatCanBeReadInTwoWaysIsAsked(t *testing.T) {
	for _, tc := range doubtCells {
		t.Run(tc.claim, func(t *testing.T) {
			r := Read(table.Cell{Text: tc.text}, tc.region)
			if r.Number.String() != tc.number || r.Other.String() != tc.other || r.Problem != tc.problem {
				t.Errorf("Read(%q, %q) = %q or %q, %q; want %q or %q, %q", tc.text, tc.region, r.Number, r.Other, r.Problem, tc.number, tc.other, tc.problem)
			}
		})
	}
}

// Nothing is asked of a country's numbers that are one thing only: both readings
// of every number that is asked are in service, and in no country is more than a
// small part of those that begin with its code asked.
func TestOnlyWhatIsANumberBothWaysIsAskedForItsCode(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for _, info := range Regions() {
		home, asked, all := homePlans()[info.Code], 0, 0
		for _, n := range home.lengths {
			for range 200 {
				digits := home.codeText
				for len(digits) < int(n) {
					digits += string(rune('0' + chance.IntN(10)))
				}
				r := Read(table.Cell{Text: digits}, info.Code)
				if r.Problem != OwnCode {
					if r.Problem == NoProblem && r.Warnings&NotAssigned == 0 {
						all++
						if other := readAbroad(digits); other.validity == assigned && other.number != r.Number {
							t.Errorf("%s in %s may be %s, and is not asked", digits, info.Code, other.number)
						}
					}
					continue
				}
				asked++
				for _, m := range []Number{r.Number, r.Other} {
					if c := readAbroad(m.String()[1:]); c.validity != assigned || c.number != m {
						t.Errorf("%s in %s is asked for %s, which is none", digits, info.Code, m)
					}
				}
			}
		}
		if asked > 0 && asked*4 > all+asked {
			t.Errorf("%s: of %d numbers that begin like its code %d are asked", info.Code, all+asked, asked)
		}
	}
}

// Whatever country a number is of and however it is written at home, a list of
// that country reads it as that number or holds it; in E.164 with the code apart
// every list does.
func TestANumberIsItselfOrHeld(t *testing.T) {
	numbers := assignedNumbers()
	held, total := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		n := numbers.Draw(t, "number")
		lists := rapid.SampledFrom([]Region{"", "US", "GB", "DE", "RU", "IN", "ES", "HK", "BR", "MX", "CI", "IT", n.Region()}).Draw(t, "list")
		for _, text := range []string{n.String(), n.Grouped(), "00" + n.String()[1:]} {
			r := Read(table.Cell{Text: text}, lists)
			total++
			switch {
			case r.Problem != NoProblem:
				held++
				if r.Problem != SeveralNumbers && !r.Problem.Costly() && r.Number != n && r.Other != n {
					t.Fatalf("%q in %q is %s or %s, %s: %s is not offered", text, lists, r.Number, r.Other, r.Problem, n)
				}
			case r.Number != n:
				t.Fatalf("%q in %q is read as %s", text, lists, r.Number)
			}
		}
	})
	if held*10 > total {
		t.Errorf("%d of %d numbers with their country code are held", held, total)
	}
}

// A number written as at home is that number or held in a list of its country,
// and never dialled as another where no country is given.
func TestANationalNumberIsNoStrangersNumber(t *testing.T) {
	numbers := assignedNumbers()
	rapid.Check(t, func(t *rapid.T) {
		n := numbers.Draw(t, "number")
		_, bare, _ := SplitCallingCode(n.String()[1:])
		text := rapid.SampledFrom([]string{n.National(), strings.Join(strings.Fields(n.National()), ""), bare, "0" + bare, "+" + bare}).Draw(t, "text")
		for _, region := range []Region{"", n.Region()} {
			if strings.HasPrefix(text, "+") && (region == "" || homePlans()[region].trunk == "0") {
				continue // digits that nobody writes so at home are what their plus sign says
			}
			r := Read(table.Cell{Text: text}, region)
			if r.Problem == NoProblem && r.Number != n && (region == "" || r.Region != n.Region()) {
				t.Fatalf("%s, written %q, is read in %q as %s", n, text, region, r.Number)
			}
		}
	})
}
