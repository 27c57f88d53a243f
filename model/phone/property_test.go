package phone

import (
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"pgregory.net/rapid"

	"callsheet/model/fold"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// assignedNumbers draws numbers that exist: an example of some region and type
// whose last digits are drawn anew.
func assignedNumbers() *rapid.Generator[Number] {
	types := []phonenumbers.PhoneNumberType{phonenumbers.MOBILE, phonenumbers.FIXED_LINE, phonenumbers.TOLL_FREE, phonenumbers.VOIP}
	infos := Regions()
	return rapid.Custom(func(t *rapid.T) Number {
		region := rapid.SampledFrom(infos).Draw(t, "region")
		p := phonenumbers.GetExampleNumberForType(string(region.Code), rapid.SampledFrom(types).Draw(t, "type"))
		if p == nil {
			p = phonenumbers.GetExampleNumber(string(region.Code))
		}
		national := phonenumbers.GetNationalSignificantNumber(p)
		ending := rapid.StringMatching(`[0-9]{3}`).Draw(t, "ending")
		for _, tail := range []string{ending, ending[:2], ending[:1], ""} {
			c := classify(region.CallingCode, national[:len(national)-len(tail)]+tail)
			if c.validity == assigned && c.costs() == NoProblem {
				return c.number
			}
		}
		return 12025550143
	})
}

func TestReadingIsIdempotent(t *testing.T) {
	numbers := assignedNumbers()
	rapid.Check(t, func(t *rapid.T) {
		n := numbers.Draw(t, "number")
		region := rapid.SampledFrom([]Region{"", "GB", "US", "DE", "IT", n.Region()}).Draw(t, "default region")
		r := Read(table.Cell{Text: n.String()}, region)
		if r.Problem != NoProblem && r.Other == n {
			return // the digits are another number at home, and it is asked
		}
		if r.Number != n || r.Problem != NoProblem {
			t.Fatalf("%s in %q is read as %s %q", n, region, r.Number, r.Problem)
		}
		if again := Read(table.Cell{Text: r.Number.Grouped()}, region); again.Number != n || again.Problem != NoProblem {
			t.Fatalf("%s in %q is read as %s %q", n.Grouped(), region, again.Number, again.Problem)
		}
	})
}

func TestWhatIsReadAtHomeIsWhatTheLibraryReads(t *testing.T) {
	numbers := assignedNumbers()
	rapid.Check(t, func(t *rapid.T) {
		n := numbers.Draw(t, "number")
		region := n.Region()
		if region == "" {
			return
		}
		text := n.National()
		r := Read(table.Cell{Text: text}, region)
		if r.Problem != NoProblem {
			return
		}
		p, err := phonenumbers.Parse(text, string(region))
		if err != nil {
			t.Fatal(err)
		}
		if want := phonenumbers.Format(p, phonenumbers.E164); r.Number.String() != want {
			t.Fatalf("%q in %s is read as %s, by the library as %s", text, region, r.Number, want)
		}
	})
}

// digitsOf is the sequence of decimal digits in s, whatever their script.
func digitsOf(s string) string {
	var scan phoneScan
	if len(s) > MaxCell {
		return ""
	}
	scan.scanPhone(s)
	var b strings.Builder
	for _, c := range scan.buf[:scan.n] {
		if fold.IsDigit(c) {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func FuzzReadPhone(f *testing.F) {
	for _, seed := range []string{"020 7946 0018", "+44 (0)20 7946 0018 ext. 5", "4.479E+11", "020 7946 0104/05", "+1-800-FLOWERS",
		"tel:+442079460018;ext=5", "０７４００", "N/A", "\u202d+44\u202c", "*#06#", "a ::: b", "442071234567.0", "+6475052806",
		"+8 495 123-45-67", "+49 49 175 3129975", "+49 (0)0049 30", "001 656 223 4567", "8~10 44 20", "(0xx11) 96123-4567", "+521 55 1234 5678", "0104/05/06",
		"74123, 45", "+881 6 1234 5678"} {
		f.Add(seed, "GB", uint8(table.KindText))
		f.Add(seed, "BR", uint8(table.KindText))
		f.Add(seed, "HK", uint8(table.KindText))
		f.Add(seed, "", uint8(table.KindNumber))
	}
	f.Fuzz(func(t *testing.T, text, region string, kind uint8) {
		r := Read(table.Cell{Text: text, Kind: table.Kind(kind % 5)}, Region(region))
		if r.Problem == NoProblem && r.Number == 0 {
			t.Fatalf("%q is ready without a number", text)
		}
		if (r.Problem == SeveralNumbers) != (len(r.Several) > 0) {
			t.Fatalf("%q is %q with parts %q", text, r.Problem, r.Several)
		}
		if r.Number != 0 && len(r.Number.String()) > 1+MaxDigits {
			t.Fatalf("%q is %s, longer than E.164 allows", text, r.Number)
		}
		if r.Number != 0 && table.Kind(kind%5) == table.KindText && r.Warnings&VanityLetters == 0 && len(digitsOf(text)) < len(r.Number.String())/2 {
			t.Fatalf("%q has too few digits to be %s", text, r.Number)
		}
		if r.Other != 0 && (r.Other == r.Number || r.Problem != StrayPlus && r.Problem != DoubledCode && r.Problem != ExitCode && r.Problem != OwnCode) {
			t.Fatalf("%q is %s or %s, %q", text, r.Number, r.Other, r.Problem)
		}
		for _, part := range r.Several {
			if part != printable.Text(part, maxPart) {
				t.Fatalf("%q has a part unfit for a terminal: %q", text, part)
			}
		}
	})
}

// phoneMix is what the phone column of a real list looks like.
var phoneMix = []string{
	"+44 7400 123456", "07400 123456", "020 7946 0018", "(0)20 7946 0018", "7400123456", "447400123456", "0044 7400 123456",
	"+1 202-555-0143", "+34612345678", "+4915123456789", "07400123456", "0800 123 4567", "020 7946 0018 ext. 5", "N/A", "",
	"07400 123456 / 020 7946 0018", "\u00a007400 123456", "4.479E+11", "+44 (0)20 7946 0018", "0113 496 0123",
}

func BenchmarkReadPhone(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		Read(table.Cell{Text: phoneMix[i%len(phoneMix)]}, "GB")
	}
}

func BenchmarkReadPhoneAtHome(b *testing.B) {
	for region, text := range map[Region]string{"GB": "07400 123456", "US": "(202) 555-0143", "DE": "030 12345678", "ES": "612 34 56 78"} {
		b.Run(string(region), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				Read(table.Cell{Text: text}, region)
			}
		})
	}
}
