package model

import (
	"callsheet/model/table"

	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
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
	{"011 of Buenos Aires without a country", "", "011 4321-1234", "", "", NoCountry},
	{"011 of Buenos Aires with a digit missing", "AR", "011 4321-123", "", "", TooShort},
}

func TestWhatCanBeReadInTwoWaysIsAsked(t *testing.T) {
	for _, tc := range doubtCells {
		t.Run(tc.claim, func(t *testing.T) {
			r := ReadPhone(table.Cell{Text: tc.text}, tc.region)
			if r.Number.String() != tc.number || r.Other.String() != tc.other || r.Problem != tc.problem {
				t.Errorf("ReadPhone(%q, %q) = %q or %q, %q; want %q or %q, %q", tc.text, tc.region, r.Number, r.Other, r.Problem, tc.number, tc.other, tc.problem)
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
				r := ReadPhone(table.Cell{Text: digits}, info.Code)
				if r.Problem != OwnCode {
					if r.Problem == NoProblem && r.Warnings&NotAssigned == 0 {
						all++
						if other := readAbroad(digits); other.standing == assigned && other.number != r.Number {
							t.Errorf("%s in %s may be %s, and is not asked", digits, info.Code, other.number)
						}
					}
					continue
				}
				asked++
				for _, m := range []Number{r.Number, r.Other} {
					if c := readAbroad(m.String()[1:]); c.standing != assigned || c.number != m {
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

func TestARowInDoubtOffersBothReadingsAndKeepsTheOneChosen(t *testing.T) {
	for _, tc := range doubtCells {
		if tc.other == "" {
			continue
		}
		l := inRegionOf(t, tc.region, tc.text)
		var offered []string
		for _, f := range l.Fixes(0) {
			if f.Number == 0 {
				continue
			}
			offered = append(offered, f.Number.String())
			if !f.LookFirst() || f.Confidence == Sure {
				t.Errorf("%s: %s is taken unseen", tc.claim, f.Kind)
			}
			change, ok := l.Fix(0, f)
			if !ok {
				t.Fatalf("%s: %s does not apply", tc.claim, f.Kind)
			}
			l.Apply(change)
			if v := l.Verdict(0); v.State != Ready && !v.Problem.Costly() || v.Number != f.Number {
				t.Errorf("%s: %s gives %s %v %s", tc.claim, f.Kind, v.State, v.Number, v.Problem)
			}
			l.Undo()
		}
		if !slices.Contains(offered, tc.number) || !slices.Contains(offered, tc.other) {
			t.Errorf("%s: offered are %q", tc.claim, offered)
		}
		if v := l.Verdict(0); v.State != ToFix {
			t.Errorf("%s: undone it is %s", tc.claim, v.State)
		}
	}
}

// inRegionOf is a list of one phone column read as of a region.
func inRegionOf(t testing.TB, region Region, cells ...string) *List {
	rows := make([][]string, len(cells))
	for i, c := range cells {
		rows[i] = []string{c}
	}
	l, err := Diagnose(t.Context(), lines([]string{"Phone"}, rows...), Mapping{{Field: FieldPhone}}, region, Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestAGroupInDoubtIsDecidedAtOnce(t *testing.T) {
	l := inRegionOf(t, "US", "+6475052806", "+6475052807", "+49 49 175 3129975", "(202) 555-0143")
	c := l.Causes()[0]
	if c.Problem != StrayPlus || c.Rows != 2 || c.Does() != "drop the plus sign, Canada" {
		t.Fatalf("%+v: %s", c, c.Does())
	}
	var written Fix
	for _, f := range l.CauseFixes(c) {
		if f.Kind == FixAsWritten {
			written = f
		}
	}
	for _, p := range l.Preview(c, written, 5) {
		if p.After.State != Ready || p.After.Region != "NZ" || !strings.Contains(p.Reason, "New Zealand") {
			t.Errorf("preview %+v", p)
		}
	}
	change, err := l.Freeze().FixAll(t.Context(), c, written, nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(change)
	if change.What != "2 rows: taken as written" || l.Verdict(1).Number != 6475052807 {
		t.Errorf("%q, %+v", change.What, l.Verdict(1))
	}
	l.Undo()
	if v := l.Verdict(1); v.State != ToFix || v.Problem != StrayPlus {
		t.Errorf("undone it is %+v", v)
	}
}

func TestATypedNumberInDoubtIsTheOneTyped(t *testing.T) {
	l := inRegionOf(t, "US", "n/a")
	change, j := l.Type(0, Slot{Field: FieldPhone}, "+6475052806")
	if !j.OK || !strings.Contains(j.Sentence, "+64 7505 2806") && !strings.Contains(j.Sentence, "New Zealand") {
		t.Fatalf("judged %+v", j)
	}
	l.Apply(change)
	if v := l.Verdict(0); v.State != Ready || v.Number != 6475052806 {
		t.Errorf("typed it is %+v", v)
	}
}

func TestAnExtensionStaysWithTheReadingChosen(t *testing.T) {
	l := inRegionOf(t, "US", "+6475052806 ext. 5")
	for _, f := range l.Fixes(0) {
		if f.Number == 0 {
			continue
		}
		change, _ := l.Fix(0, f)
		l.Apply(change)
		if v := l.Verdict(0); v.State != Ready || v.Number != f.Number || l.Contact(0).Metadata["extension"] != "5" {
			t.Errorf("%s gives %+v", f.Kind, v)
		}
		l.Undo()
	}
}

// costlyCells ring, but not at the price or in the place of an ordinary call.
var costlyCells = []struct {
	region  Region
	text    string
	problem Problem
}{
	{"GB", "070 1234 5678", PersonalRate}, {"GB", "+44 70 1234 5678", PersonalRate}, {"US", "500 234 5678", PersonalRate},
	{"GB", "07640 123456", PagerRate}, {"GB", "+881 6 1234 5678", SatelliteRate}, {"DE", "00870 773 123 456", SatelliteRate},
	{"GB", "+882 16 1234 5678", NetworkRate}, {"GB", "+883 5100 1234 5678", NetworkRate}, {"", "+878 10 1234567890", NetworkRate},
	{"GB", "+979 123 456 789", Premium}, {"GB", "+808 1234 5678", SharedRate}, {"DE", "0180 5 123456", SharedRate},
	{"FR", "0810 123 456", SharedRate}, {"AU", "1300 123 456", SharedRate}, {"CH", "0842 123 456", SharedRate}, {"GB", "0333 123 4567", NoProblem},
}

func TestWhatCostsMoreIsNamedAndCalledOnPurpose(t *testing.T) {
	for _, tc := range costlyCells {
		l := inRegionOf(t, tc.region, tc.text)
		v := l.Verdict(0)
		if v.Problem != tc.problem || v.Number == 0 {
			t.Errorf("%s in %q is %s %q", tc.text, tc.region, v.Number, v.Problem)
			continue
		}
		if tc.problem == NoProblem {
			continue
		}
		c := l.Causes()[0]
		f := l.CauseFixes(c)[0]
		if !f.Kind.Explicit() || f.Confidence != Unsure {
			t.Errorf("%s comes with %+v", tc.text, f)
		}
		change, err := l.Freeze().FixAll(t.Context(), c, f, nil)
		if err != nil {
			t.Fatal(err)
		}
		l.Apply(change)
		if after := l.Verdict(0); after.State != Ready || after.Number != v.Number || after.Warnings&(CostAccepted|PremiumAccepted) == 0 {
			t.Errorf("%s accepted is %+v", tc.text, after)
		}
		l.Undo()
		if after := l.Verdict(0); after != v {
			t.Errorf("%s undone is %+v", tc.text, after)
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
			r := ReadPhone(table.Cell{Text: text}, lists)
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
		_, bare, _ := splitCallingCode(n.String()[1:])
		text := rapid.SampledFrom([]string{n.National(), strings.Join(strings.Fields(n.National()), ""), bare, "0" + bare, "+" + bare}).Draw(t, "text")
		for _, region := range []Region{"", n.Region()} {
			if strings.HasPrefix(text, "+") && (region == "" || homePlans()[region].trunk == "0") {
				continue // digits that nobody writes so at home are what their plus sign says
			}
			r := ReadPhone(table.Cell{Text: text}, region)
			if r.Problem == NoProblem && r.Number != n && (region == "" || r.Region != n.Region()) {
				t.Fatalf("%s, written %q, is read in %q as %s", n, text, region, r.Number)
			}
		}
	})
}
