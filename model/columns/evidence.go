package columns

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// clue is one thing in a list, or around it, that speaks for a country.
type clue struct {
	weight float64 // fitNumbers is what all numbers being valid there weighs
	words  string  // in the operator's words
}

// What speaks for a country weighs by how seldom it misleads. Numbers that are
// valid in a country weigh little: they are valid in many.
const (
	fitNumbers     = 6.0
	namedInRows    = 8.0
	codedNumbers   = 6.0
	addressEndings = 5.0
	postCodes      = 4.0
	pricesIn       = 3.0
	citiesIn       = 3.0
	wordsOf        = 3.0
	otherLists     = 2.0
	ofMachine      = 1.0
)

// clues are what speaks for countries, the weightiest first of each.
type clues map[phone.Region][]clue

func (c clues) add(r phone.Region, weight float64, words string) {
	if r != "" {
		c[r] = append(c[r], clue{weight, words})
	}
}

func (c clues) weight(r phone.Region) (sum float64) {
	for _, one := range c[r] {
		sum += one.weight
	}
	return sum
}

// because is what speaks most for a country, at most two things.
func (c clues) because(r phone.Region) string {
	const most = 2
	all := slices.Clone(c[r])
	slices.SortStableFunc(all, func(a, b clue) int { return cmp.Compare(b.weight, a.weight) })
	var words []string
	for _, one := range all[:min(most, len(all))] {
		words = append(words, one.words)
	}
	return strings.Join(words, ", ")
}

// evidence gathers what speaks for countries besides the numbers themselves: the
// list's own words, the account's other lists, and last the machine's country.
func evidence(t *table.Table, m Mapping, machine phone.Region, others []phone.Region) clues {
	found := clues{}
	for r, n := range namedRegions(t, m) {
		found.add(r, namedInRows, fmt.Sprintf("%s it as %s country", countWord(n, "row names", "rows name"), oneOrMany(n, "its", "their")))
	}
	for r, n := range codedRegions(t, m) {
		// A single one among many without is as likely somebody abroad.
		found.add(r, codedNumbers*float64(n)/float64(n+2), fmt.Sprintf("%s with its code +%d", countWord(n, "number", "numbers"), callingCode(r)))
	}
	found.addCells(t, m)
	found.addHeader(t.Header)
	for i, r := range others[:min(len(others), maxCandidates)] {
		found.add(r, otherLists/float64(1+i), "your other lists are from there")
	}
	found.add(machine, ofMachine, "this machine is set to it")
	return found
}

func countWord(n int, one, many string) string {
	return fmt.Sprintf("%d %s", n, oneOrMany(n, one, many))
}

func oneOrMany(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// addCells looks for clues in the cells of a sample of rows, each kind counted by
// cells.
func (c clues) addCells(t *table.Table, m Mapping) {
	kinds := []struct {
		weight    float64
		one, many string
		of        func(table.Cell) phone.Region
		found     map[phone.Region]int
	}{
		{addressEndings, "address ends as there", "addresses end as there", addressRegion, map[phone.Region]int{}},
		{postCodes, "post code is written as there", "post codes are written as there", postCodeRegion, map[phone.Region]int{}},
		{pricesIn, "price is in its money", "prices are in its money", priceRegion, map[phone.Region]int{}},
		{citiesIn, "cell names a city there", "cells name a city there", cityRegion, map[phone.Region]int{}},
	}
	for _, column := range m {
		if column.Field == FieldPhone || column.Field == FieldPhone2 {
			continue
		}
		for row := 0; row < t.Len(); row += max(1, t.Len()/(2*sampleNumbers)) {
			cell := t.Cell(row, column.Index)
			if cell.Kind != table.KindText || len(cell.Text) > MaxFieldRunes {
				continue
			}
			for _, k := range kinds {
				if r := k.of(cell); r != "" {
					k.found[r]++
				}
			}
		}
	}
	for _, k := range kinds {
		most := 0
		for _, n := range k.found {
			most = max(most, n)
		}
		for r, n := range k.found {
			c.add(r, k.weight*float64(n)/float64(most), countWord(n, k.one, k.many))
		}
	}
}

// addHeader weighs the language of the column names and the words that only one
// country has for its columns.
func (c clues) addHeader(header []string) {
	seen := map[phone.Region]string{}
	for _, h := range header[:min(len(header), maxHeaderClues)] {
		for _, word := range headerWords(h) {
			for _, r := range columnWords()[word] {
				if seen[r] == "" {
					seen[r] = printable.Text(h, maxClueRunes)
				}
			}
		}
	}
	for r, h := range seen {
		c.add(r, wordsOf, fmt.Sprintf("a column is called %q", h))
	}
}

const (
	maxHeaderClues = 200
	maxClueRunes   = 24
)

func headerWords(h string) []string {
	words := []string{fold.Name(h)}
	for _, w := range strings.FieldsFunc(strings.ToLower(h), func(r rune) bool { return strings.ContainsRune(" _-.,/():;|\n\t", r) }) {
		words = append(words, fold.Name(w))
	}
	return words
}

// addressRegion is the country whose ending a web or e-mail address has, for
// those endings that people elsewhere do not use for their sound.
func addressRegion(c table.Cell) phone.Region {
	text := strings.ToLower(strings.TrimSpace(c.Text))
	if _, after, ok := strings.Cut(text, "://"); ok {
		text = after
	} else if at := strings.LastIndexByte(text, '@'); at >= 0 {
		text = text[at+1:]
	} else if !strings.HasPrefix(text, "www.") {
		return ""
	}
	host := text
	if at := strings.IndexAny(host, "/?#:>, "); at >= 0 {
		host = host[:at]
	}
	dot := strings.LastIndexByte(host, '.')
	if dot < 1 || len(host)-dot != 3 {
		return ""
	}
	ending := host[dot+1:]
	if ending == "uk" {
		return "GB"
	}
	if strings.Contains(" ac ag ai am as cc cd co dj eu fm gg gl im io is la li ly me ms mu nu pw sc sh st tc tk to tv vc vg ws ", " "+ending+" ") {
		return ""
	}
	r := phone.Region(strings.ToUpper(ending))
	if callingCode(r) == 0 {
		return ""
	}
	return r
}

// codeShapes are ways to write a post code that one country has to itself.
var codeShapes = sync.OnceValue(func() []codeShape {
	return []codeShape{
		{"GB", regexp.MustCompile(`^(?i)[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}$`)},
		{"CA", regexp.MustCompile(`^(?i)[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d$`)},
		{"IE", regexp.MustCompile(`^(?i)[AC-FHKNPRTV-Y]\d[\dW] [\dAC-FHKNPRTV-Y]{4}$`)},
		{"NL", regexp.MustCompile(`^\d{4} ?[A-Z]{2}$`)},
		{"PL", regexp.MustCompile(`^\d{2}-\d{3}$`)},
		{"PT", regexp.MustCompile(`^\d{4}-\d{3}$`)},
		{"BR", regexp.MustCompile(`^\d{5}-\d{3}$`)},
		{"JP", regexp.MustCompile(`^〒? ?\d{3}-\d{4}$`)},
		{"US", regexp.MustCompile(`^(?:[A-Z]{2} )?\d{5}-\d{4}$`)},
		{"CH", regexp.MustCompile(`^CH-\d{4}\b`)},
		{"AT", regexp.MustCompile(`^A-\d{4}\b`)},
		{"DE", regexp.MustCompile(`^D-\d{5}\b`)},
		{"BE", regexp.MustCompile(`^B-\d{4}\b`)},
		{"LU", regexp.MustCompile(`^L-\d{4}\b`)},
	}
})

type codeShape struct {
	region phone.Region
	shape  *regexp.Regexp
}

func postCodeRegion(c table.Cell) phone.Region {
	const longest = 12
	text := strings.TrimSpace(c.Text)
	if len(text) > longest || !strings.ContainsAny(text, "0123456789") {
		return ""
	}
	for _, s := range codeShapes() {
		if s.shape.MatchString(text) {
			return s.region
		}
	}
	return ""
}

// currencies are the signs and codes of money that one country has to itself,
// the longest before those they contain.
var currencies = []struct {
	sign   string
	region phone.Region
}{
	{"NZ$", "NZ"}, {"HK$", "HK"}, {"NT$", "TW"}, {"MX$", "MX"}, {"AU$", "AU"}, {"CA$", "CA"}, {"R$", "BR"}, {"A$", "AU"}, {"C$", "CA"}, {"S$", "SG"},
	{"£", "GB"}, {"zł", "PL"}, {"₹", "IN"}, {"₽", "RU"}, {"₺", "TR"}, {"₩", "KR"}, {"₪", "IL"}, {"₴", "UA"}, {"Kč", "CZ"}, {"₱", "PH"}, {"₫", "VN"},
	{"฿", "TH"}, {"₦", "NG"}, {"₵", "GH"}, {"₸", "KZ"}, {"円", "JP"}, {"元", "CN"},
	{"GBP", "GB"}, {"CHF", "CH"}, {"AUD", "AU"}, {"CAD", "CA"}, {"NZD", "NZ"}, {"INR", "IN"}, {"SEK", "SE"}, {"NOK", "NO"}, {"DKK", "DK"}, {"PLN", "PL"},
	{"CZK", "CZ"}, {"HUF", "HU"}, {"RON", "RO"}, {"BRL", "BR"}, {"MXN", "MX"}, {"ARS", "AR"}, {"CLP", "CL"}, {"COP", "CO"}, {"PEN", "PE"}, {"JPY", "JP"},
	{"CNY", "CN"}, {"KRW", "KR"}, {"IDR", "ID"}, {"TRY", "TR"}, {"ZAR", "ZA"}, {"NGN", "NG"}, {"KES", "KE"}, {"AED", "AE"}, {"SAR", "SA"}, {"PHP", "PH"}, {"MYR", "MY"}, {"THB", "TH"},
}

// priceRegion is the country whose money an amount is in: digits with a sign.
func priceRegion(c table.Cell) phone.Region {
	const longest = 24
	text := strings.TrimSpace(c.Text)
	if len(text) > longest || !strings.ContainsAny(text, "0123456789") {
		return ""
	}
	for _, money := range currencies {
		if rest, ok := strings.CutPrefix(text, money.sign); ok && isAmount(rest) {
			return money.region
		}
		if rest, ok := strings.CutSuffix(text, money.sign); ok && isAmount(rest) {
			return money.region
		}
	}
	return ""
}

func isAmount(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.Trim(s, "0123456789.,'’ \u00a0\u202f-") == ""
}

func cityRegion(c table.Cell) phone.Region {
	const longest = 40
	if len(c.Text) > longest {
		return ""
	}
	return cities()[fold.Name(c.Text)]
}

// rankRegions are the countries in which at least so many of some numbers are
// valid, the likeliest first, one of each calling code.
func rankRegions(cells []table.Cell, votes map[phone.Region]int, found clues, least int) []RegionFit {
	regions := slices.Collect(maps.Keys(votes))
	for r := range found {
		if votes[r] == 0 {
			regions = append(regions, r)
		}
	}
	var fits []RegionFit
	for _, r := range regions {
		if n := validIn(cells, r); n >= least {
			fits = append(fits, RegionFit{Region: r, Fits: n, Because: found.because(r)})
		}
	}
	usual := func(r phone.Region) int {
		if i := slices.Index(usualRegions, r); i >= 0 {
			return i
		}
		return len(usualRegions)
	}
	score := func(f RegionFit) float64 {
		return fitNumbers*float64(f.Fits)/float64(len(cells)) + found.weight(f.Region)
	}
	slices.SortFunc(fits, func(a, b RegionFit) int {
		return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(votes[b.Region], votes[a.Region]),
			cmp.Compare(usual(a.Region), usual(b.Region)), cmp.Compare(a.Region, b.Region))
	})
	var best []RegionFit
	for _, f := range fits {
		if len(best) < maxCandidates && !slices.ContainsFunc(best, func(o RegionFit) bool { return sameCode(o.Region, f.Region) }) {
			best = append(best, f)
		}
	}
	sampleAll(best, cells)
	return best
}

// shownSamples is how many numbers are shown as a country reads them.
const shownSamples = 3

// sampleAll shows of each country how it reads the same few numbers.
func sampleAll(fits []RegionFit, cells []table.Cell) {
	for i := range fits {
		for n := range min(shownSamples, len(cells)) {
			c := cells[n*(len(cells)-1)/max(1, min(shownSamples, len(cells))-1)]
			s := RegionSample{Given: printable.Text(c.Text, MaxFieldRunes)}
			switch r := phone.Read(c, fits[i].Region); r.Problem {
			case phone.NoProblem, phone.LostZero:
				s.Number, s.Phone = r.Number, r.Number.String()
			}
			fits[i].Samples = append(fits[i].Samples, s)
		}
	}
}
