package columns

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/panics"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// sampleNumbers is how many numbers a country is guessed from.
const sampleNumbers = 40

// usualRegions breaks ties between countries whose numbers look alike: the
// larger calling markets first.
var usualRegions = []phone.Region{"US", "GB", "DE", "FR", "ES", "IT", "BR", "IN", "AU", "CA", "MX", "NL", "PT", "PL", "AR", "CO", "ZA", "IE", "AT", "CH", "BE", "SE"}

// noneNeedsRegion is why no country can be guessed, nor is needed.
const noneNeedsRegion = "no number here needs one"

// mostVoted is the country with the most votes, first when none has more.
func mostVoted(votes map[phone.Region]int, first phone.Region) phone.Region {
	best := first
	for _, region := range phone.RegionCodes() {
		if votes[region] > votes[best] {
			best = region
		}
	}
	return best
}

// explains reports whether a country fits the cells nearly as well as the best.
func explains(cells []table.Cell, votes map[phone.Region]int, region, best phone.Region) bool {
	return validIn(cells, region)*10 >= validIn(cells, best)*9 || votes[region]*3 >= votes[best]*2
}

// maxCandidates bounds how many countries are offered.
const maxCandidates = 5

func sameCode(a, b phone.Region) bool { return callingCode(a) == callingCode(b) }

// callingCode is 44 for the United Kingdom, 0 for what is no country.
func callingCode(r phone.Region) int { return phonenumbers.GetCountryCodeForRegion(string(r)) }

// shortlist counts votes for the countries that fit the first numbers at least
// half as well as the best one does, which spares reading every number as of
// every country.
func shortlist(cells []table.Cell) map[phone.Region]int {
	const trial = 10
	first := cells[:min(trial, len(cells))]
	var likely []phone.Region
	all := phone.RegionCodes()
	tried := votesOf(all, first)
	most := slices.Max(tried)
	votes := map[phone.Region]int{}
	for i, n := range tried {
		if n > 0 && 2*n >= most {
			likely = append(likely, all[i])
			votes[all[i]] = n
		}
	}
	for i, n := range votesOf(likely, cells[len(first):]) {
		votes[likely[i]] += n
	}
	return votes
}

// votesOf counts each country's votes; several countries are asked at once.
func votesOf(regions []phone.Region, cells []table.Cell) []int {
	votes := make([]int, len(regions))
	var (
		wait panics.Group
		at   atomic.Int32
	)
	for range 2 {
		wait.Go(func() {
			for i := int(at.Add(1)) - 1; i < len(regions); i = int(at.Add(1)) - 1 {
				votes[i] = regionVotes(cells, regions[i])
			}
		})
	}
	wait.Wait()
	return votes
}

// validIn counts the cells that are numbers of the region, or of one that shares
// its calling code and is dialled from it alike, as Guernsey from the United
// Kingdom, but for a lost zero.
func validIn(cells []table.Cell, region phone.Region) (valid int) {
	code := phonenumbers.GetCountryCodeForRegion(string(region))
	for _, c := range cells {
		r := phone.Read(c, region)
		if r.Region != region && phonenumbers.GetCountryCodeForRegion(string(r.Region)) != code {
			continue
		}
		// Of many a foreign number a zero in front makes one that nobody has.
		if r.Problem == phone.NoProblem || r.Problem == phone.OwnCode || r.Problem == phone.LostZero && r.Warnings&phone.NotAssigned == 0 {
			valid++
		}
	}
	return valid
}

func explain(cells []table.Cell, region phone.Region) string {
	return fmt.Sprintf("%d of %d numbers are valid there", validIn(cells, region), len(cells))
}

// namedRegions counts the countries that the sampled rows name.
func namedRegions(t *table.Table, m Mapping) map[phone.Region]int {
	named := map[phone.Region]int{}
	column, found := m.Find(FieldCountry)
	if !found {
		return named
	}
	for row := 0; row < t.Len(); row += max(1, t.Len()/(4*sampleNumbers)) {
		if r, ok := phone.ParseRegion(t.Cell(row, column.Index).Text); ok {
			named[r]++
		}
	}
	return named
}

// nationalCells samples the phone columns for numbers without an international
// prefix, in rows that do not name their country. Where a look here and there
// finds none, every row is looked at: a single one is asked about.
func nationalCells(t *table.Table, m Mapping) []table.Cell {
	sparse := max(1, t.Len()/(4*sampleNumbers))
	cells := nationalCellsEvery(t, m, sparse)
	if len(cells) == 0 && sparse > 1 {
		cells = nationalCellsEvery(t, m, 1)
	}
	return cells
}

func nationalCellsEvery(t *table.Table, m Mapping, step int) []table.Cell {
	country, codes := -1, IndexCodes(m)
	if c, found := m.Find(FieldCountry); found {
		country = c.Index
	}
	var cells []table.Cell
	for _, column := range m {
		if column.Field != FieldPhone && column.Field != FieldPhone2 {
			continue
		}
		code := CodeOf(codes, column.Index)
		for row := 0; row < t.Len() && len(cells) < sampleNumbers; row += step {
			c := t.Cell(row, column.Index)
			if !isNational(c) {
				continue
			}
			if code >= 0 && phone.ParseDialCode(t.Cell(row, codes[code].Column).Text).Known() {
				continue
			}
			if country >= 0 {
				if _, named := phone.ParseRegion(t.Cell(row, country).Text); named {
					continue
				}
			}
			cells = append(cells, c)
		}
	}
	return cells
}

func isNational(c table.Cell) bool {
	text := strings.TrimSpace(c.Text)
	if c.Kind != table.KindText && c.Kind != table.KindNumber || strings.ContainsAny(text, "+＋") || strings.HasPrefix(text, "00") {
		return false
	}
	digits := 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			return false
		}
	}
	return digits >= phone.FewestDigits && digits <= phone.MaxDigits && phone.Read(c, "").Problem != phone.Placeholder
}

// votesPerNumber is what a number gives a country that writes it just so.
const votesPerNumber = 4

// regionVotes weighs how well the cells fit a region: grouped as the country
// groups it, valid, valid but for a lost zero, or merely of the right shape.
func regionVotes(cells []table.Cell, region phone.Region) (votes int) {
	for _, c := range cells {
		r := phone.Read(c, region)
		if r.Number == 0 || r.Region != region || r.Warnings&phone.PrefixRestored != 0 {
			continue
		}
		switch {
		case r.Problem == phone.NoProblem && r.Warnings&phone.NotAssigned != 0:
			votes++
		case r.Problem == phone.NoProblem && r.Number.National() == strings.TrimSpace(c.Text):
			votes += votesPerNumber
		case r.Problem == phone.NoProblem || r.Problem == phone.OwnCode || r.Problem.Costly():
			votes += votesPerNumber - 1
		case r.Problem == phone.LostZero && r.Warnings&phone.NotAssigned == 0:
			votes += votesPerNumber - 2
		}
	}
	return votes
}
