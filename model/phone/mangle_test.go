package phone

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model/table"
)

// mangling is what a file does to a number that had nothing wrong with it. text
// makes the cell; regions are the countries in which somebody could tell that
// it is no other number, all when there are none.
type mangling struct {
	text    func(t *rapid.T, n Number) string
	kind    table.Kind
	regions func(n Number) []Region
}

// cell is a mangling that only needs the number in E.164.
func cell(text func(t *rapid.T, e164 string) string) mangling {
	return mangling{text: func(t *rapid.T, n Number) string { return text(t, n.String()) }}
}

// put is a mangling that has nothing to draw.
func put(text func(e164 string) string) mangling {
	return cell(func(_ *rapid.T, e164 string) string { return text(e164) })
}

func (m mangling) stored() mangling {
	m.kind = table.KindNumber
	return m
}

func (m mangling) in(regions func(n Number) []Region) mangling {
	m.regions = regions
	return m
}

func nowhere(Number) []Region         { return []Region{""} }
func nowhereOrHome(n Number) []Region { return []Region{"", n.Region()} }
func home(n Number) []Region          { return []Region{n.Region()} }

// dials011 are the countries in which 011 goes abroad; elsewhere a number may
// begin like that.
func dials011(Number) []Region { return []Region{"", "US", "CA", "JM"} }

// drawn is one of a few texts.
func drawn(t *rapid.T, texts ...string) string { return rapid.SampledFrom(texts).Draw(t, "of") }

// other is a second number for the same cell.
func other(t *rapid.T) string { return assignedNumbers().Draw(t, "other").String() }

// exponent is a number as a spreadsheet shows it in a narrow column, with so
// many digits behind the point.
func exponent(e164 string, decimals int, point string) string {
	digits := strings.TrimPrefix(e164, "+")
	return digits[:1] + point + digits[1:1+decimals] + "E+" + fmt.Sprint(len(digits)-1)
}

// manglings are the ways files have of spoiling a number.
var manglings = map[string]mangling{
	"blanks":         cell(func(t *rapid.T, s string) string { return sprinkle(t, s, " ", "  ") }),
	"no-break space": cell(func(t *rapid.T, s string) string { return sprinkle(t, s, "\u00a0", "\u202f", "\u2007") }),
	"blanks around": cell(func(t *rapid.T, s string) string {
		return drawn(t, " ", "\t", "\u00a0", "\u3000") + s + drawn(t, " ", "\n", "\u200b")
	}),
	"tabs": cell(func(t *rapid.T, s string) string { return sprinkle(t, s, "\t") }),
	"dashes": cell(func(t *rapid.T, s string) string {
		return sprinkle(t, s, "-", "\u2011", "\u2013", "\u2014", "\u2212", "\u2015", "\u30fc")
	}),
	"underscores": cell(func(t *rapid.T, s string) string { return sprinkle(t, s, "_", "~") }),
	"dots":        cell(dotted),
	"dots for blanks": {text: func(_ *rapid.T, n Number) string {
		return strings.ReplaceAll(n.Grouped(), " ", ".")
	}},
	"as its country groups it":  {text: func(_ *rapid.T, n Number) string { return n.Grouped() }},
	"as it is dialled at home":  mangling{text: func(_ *rapid.T, n Number) string { return n.National() }}.in(home),
	"slash after the area code": {text: func(_ *rapid.T, n Number) string { return strings.Replace(n.Grouped(), " ", "/", 2) }},
	"brackets round the code":   put(func(s string) string { return bracketed(s, false) }),
	"brackets behind the code":  put(func(s string) string { return bracketed(s, true) }),
	"invisible characters": cell(func(t *rapid.T, s string) string {
		return sprinkle(t, s, "\u200b", "\u200e", "\u2060", "\u00ad", "\ufeff")
	}),
	"left-to-right override":       put(func(s string) string { return "\u202d" + s + "\u202c" }),
	"variation selectors":          cell(func(t *rapid.T, s string) string { return sprinkle(t, s, "\ufe0d", "\ufe0f") }),
	"combining marks":              cell(func(t *rapid.T, s string) string { return sprinkle(t, s, "\u20e3", "\u0301") }),
	"full-width digits":            put(func(s string) string { return respell(s, '０') }),
	"a full-width plus":            put(func(s string) string { return strings.Replace(s, "+", "＋", 1) }),
	"Arabic digits":                put(func(s string) string { return respell(s, '٠') }),
	"Persian digits":               put(func(s string) string { return respell(s, '۰') }),
	"Devanagari digits":            put(func(s string) string { return respell(s, '०') }),
	"a picture of a telephone":     put(func(s string) string { return "☎ " + s }),
	"an apostrophe before":         put(func(s string) string { return "'" + s }),
	"quotes around":                cell(func(t *rapid.T, s string) string { q := drawn(t, `"`, "'", "`", "´"); return q + s + q }),
	"a formula that is text":       put(func(s string) string { return `="` + s + `"` }),
	"a link":                       cell(func(t *rapid.T, s string) string { return drawn(t, "tel:", "TEL:", "tel.: ") + s }),
	"00 for the plus":              put(func(s string) string { return strings.Replace(s, "+", "00", 1) }),
	"+00":                          put(func(s string) string { return strings.Replace(s, "+", "+00", 1) }),
	"two plus signs":               put(func(s string) string { return "+" + s }),
	"a blank behind the plus":      put(func(s string) string { return strings.Replace(s, "+", "+ ", 1) }),
	"011 for the plus":             put(func(s string) string { return strings.Replace(s, "+", "011", 1) }).in(dials011),
	"a lost plus":                  put(func(s string) string { return strings.TrimPrefix(s, "+") }).in(nowhereOrHome),
	"a lost plus in a figure":      put(func(s string) string { return strings.TrimPrefix(s, "+") }).in(nowhereOrHome).stored(),
	"a lost zero":                  mangling{text: func(_ *rapid.T, n Number) string { return nationalOf(n) }}.in(home),
	"a lost zero in a figure":      mangling{text: func(t *rapid.T, n Number) string { return withoutZero(t, n) }}.in(home).stored(),
	"a zero for the plus":          put(func(s string) string { return strings.Replace(s, "+", "0", 1) }).in(nowhere),
	"a (0) in the middle":          put(trunked),
	"a float's tail":               cell(func(t *rapid.T, s string) string { return s + drawn(t, ".0", ",0", ".00", ",00") }),
	"a float's tail in a figure":   put(func(s string) string { return strings.TrimPrefix(s, "+") + ".0" }).in(nowhereOrHome).stored(),
	"an exponent with all digits":  put(func(s string) string { return exponent(s, len(s)-2, ".") }).in(nowhereOrHome).stored(),
	"an exponent as text":          put(func(s string) string { return exponent(s, len(s)-2, ".") }),
	"a rounded exponent":           put(func(s string) string { return exponent(s, 3, ".") }),
	"a rounded exponent, comma":    put(func(s string) string { return exponent(s, 4, ",") }),
	"a rounded exponent, a figure": put(func(s string) string { return exponent(s, 3, ".") }).stored(),
	"thousands separators":         put(thousandsOf).in(nowhereOrHome),
	"an extension": cell(func(t *rapid.T, s string) string {
		return s + drawn(t, " ext. 5", "x12", ";ext=7", " #9", " extension 44", " x 1")
	}),
	"a name behind": cell(func(t *rapid.T, s string) string {
		return s + drawn(t, " (John)", " work", " Frau Müller", " – mobile")
	}),
	"a label before": cell(func(t *rapid.T, s string) string { return drawn(t, "Mobile: ", "m ", "Tel ", "UK ", "Handy ") + s }),
	"the letter O":   put(func(s string) string { return strings.Replace(s, "0", "O", 1) }),
	"the letter l":   put(func(s string) string { return strings.Replace(s, "1", "l", 1) }),
	"the same twice": cell(func(t *rapid.T, s string) string {
		return s + drawn(t, " / ", "; ", ", ", "\n", " or ", " ::: ", " & ", "|") + s
	}),
	"another number behind": cell(func(t *rapid.T, s string) string {
		return s + drawn(t, " / ", "; ", ", ", "\n", " or ", " ::: ", " & ", "|", " ") + other(t)
	}),
	"another ending":     cell(func(t *rapid.T, s string) string { return s + "/" + rapid.StringMatching(`[0-9]{2}`).Draw(t, "tail") }),
	"a comma at the end": cell(func(t *rapid.T, s string) string { return s + drawn(t, ",", ";", ".", " -", "/") }),
	"cut off with dots":  put(func(s string) string { return s + "..." }),
	"a fraction":         put(func(s string) string { return strings.TrimPrefix(s, "+") + ".5" }).stored(),
}

func sprinkle(t *rapid.T, s string, what ...string) string {
	at := rapid.IntRange(1, len(s)-1).Draw(t, "at")
	return s[:at] + rapid.SampledFrom(what).Draw(t, "what") + s[at:]
}

// dotted puts a dot somewhere, but for where it would make the last zeros a
// float's tail.
func dotted(t *rapid.T, s string) string {
	at := rapid.IntRange(1, len(strings.TrimRight(s, "0"))-1).Draw(t, "at")
	return s[:at] + drawn(t, ".", "\u00b7", "\u2022") + s[at:]
}

func respell(s string, zero rune) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return zero + r - '0'
		}
		return r
	}, s)
}

// nationalOf is a number without its calling code, digit for digit.
func nationalOf(n Number) string {
	_, national, _ := SplitCallingCode(strings.TrimPrefix(n.String(), "+"))
	return national
}

// withoutZero is a national number without the zeros it begins with. Where that
// is another number of the country nobody could tell, and there is nothing to
// hold.
func withoutZero(t *rapid.T, n Number) string {
	code, national, _ := SplitCallingCode(strings.TrimPrefix(n.String(), "+"))
	bare := strings.TrimLeft(national, "0")
	if bare != national && classify(code, bare).validity == assigned {
		t.Skip("the number without its zero is another one")
	}
	return bare
}

// bracketed puts brackets round the calling code, or round the digits behind.
func bracketed(e164 string, behind bool) string {
	digits := strings.TrimPrefix(e164, "+")
	_, national, _ := SplitCallingCode(digits)
	code := digits[:len(digits)-len(national)]
	if behind {
		return "+" + code + " (" + national[:2] + ") " + national[2:]
	}
	return "+(" + code + ") " + national
}

func trunked(e164 string) string {
	digits := strings.TrimPrefix(e164, "+")
	_, national, _ := SplitCallingCode(digits)
	return "+" + digits[:len(digits)-len(national)] + " (0)" + national
}

func thousandsOf(e164 string) string {
	digits := strings.TrimPrefix(e164, "+")
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// A mangled number ends restored or flagged, never as another number.
func TestManglingNeverMakesAnotherNumber(t *testing.T) {
	if len(manglings) < 45 {
		t.Errorf("there are only %d ways of mangling a number", len(manglings))
	}
	numbers := assignedNumbers()
	restored, flagged := 0, 0
	for name, m := range manglings {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				n := numbers.Draw(t, "number")
				regions := []Region{"", "GB", "US", "DE", "IT", n.Region()}
				if m.regions != nil {
					regions = m.regions(n)
				}
				region := rapid.SampledFrom(regions).Draw(t, "default region")
				text := m.text(t, n)
				r := Read(table.Cell{Text: text, Kind: m.kind}, region)
				switch {
				case r.Problem != NoProblem:
					flagged++
				case r.Number != n:
					t.Fatalf("%s, mangled to %q, is read in %q as %s", n, text, region, r.Number)
				default:
					restored++
				}
			})
		})
	}
	t.Logf("%d ways: %d numbers restored, %d flagged", len(manglings), restored, flagged)
}

// What was read once is read as the same again, however it is written down. Where
// it was sure by what E.164 does not show, such as 00 or a (0), and its digits are
// a number at home as well, it is asked, and is one of the two.
func TestReadingTwiceIsReadingOnce(t *testing.T) {
	numbers := assignedNumbers()
	ways := []string{}
	for name := range manglings {
		ways = append(ways, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := numbers.Draw(t, "number")
		m := manglings[rapid.SampledFrom(ways).Draw(t, "way")]
		region := rapid.SampledFrom([]Region{"", "GB", "US", n.Region()}).Draw(t, "default region")
		once := Read(table.Cell{Text: m.text(t, n), Kind: m.kind}, region)
		if once.Problem != NoProblem {
			return
		}
		for _, text := range []string{once.Number.String(), once.Number.Grouped()} {
			twice := Read(table.Cell{Text: text}, region)
			if twice.Problem != NoProblem && twice.Other == once.Number {
				continue
			}
			if twice.Number != once.Number || twice.Problem != NoProblem || twice.Region != once.Region {
				t.Fatalf("%s, read once, is read again from %q as %s %q", once.Number, text, twice.Number, twice.Problem)
			}
		}
	})
}
