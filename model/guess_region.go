package model

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/panics"
)

// sampleNumbers is how many numbers a country is guessed from.
const sampleNumbers = 40

// usualRegions breaks ties between countries whose numbers look alike: the
// larger calling markets first. The reason names the tie.
var usualRegions = []Region{"US", "GB", "DE", "FR", "ES", "IT", "BR", "IN", "AU", "CA", "MX", "NL", "PT", "PL", "AR", "CO", "ZA", "IE", "AT", "CH", "BE", "SE"}

// noneNeedsRegion is why no country can be guessed, nor is needed.
const noneNeedsRegion = "no number here is without one"

// guessRegion is the country that fits the cells, why, and those it was chosen
// among.
func guessRegion(t *Table, m Mapping, cells []Cell, hint Region) (Region, string, []RegionFit) {
	var because string
	if hint == "" {
		hint, because = namedMost(t, m)
	}
	if len(cells) == 0 {
		return hint, cmp.Or(because, noneNeedsRegion), nil
	}
	// Whatever else they may be valid in, they are not valid in it more often.
	if hint != "" && validIn(cells, hint)*10 >= len(cells)*9 {
		return hint, explain(cells, hint), nil
	}
	votes := shortlist(cells)
	best := mostVoted(votes, hint)
	fits := candidates(cells, votes, 1)
	if votes[best]*2 <= votesPerNumber*len(cells) {
		return hint, "the numbers without a country code fit no country well", fits
	}
	if hint != "" && explains(cells, votes, hint, best) {
		return hint, explain(cells, hint), fits
	}
	var ties []Region
	for _, n := range regionNames {
		if votes[n.code] == votes[best] {
			ties = append(ties, n.code)
		}
	}
	for _, usual := range usualRegions {
		if slices.Contains(ties, usual) {
			best = usual
			break
		}
	}
	reason := explain(cells, best)
	if hint == "" {
		if other := runnerUp(cells, votes, best); other != "" {
			return best, reason + other, fits
		}
	}
	if other := slices.IndexFunc(ties, func(r Region) bool { return r != best }); other >= 0 {
		reason += ", and in " + country(ties[other]) + " as well"
	}
	return best, reason, fits
}

// mostVoted is the country with the most votes, first when none has more.
func mostVoted(votes map[Region]int, first Region) Region {
	best := first
	for _, n := range regionNames {
		if votes[n.code] > votes[best] {
			best = n.code
		}
	}
	return best
}

// explains reports whether a country fits the cells nearly as well as the best.
func explains(cells []Cell, votes map[Region]int, region, best Region) bool {
	return validIn(cells, region)*10 >= validIn(cells, best)*9 || votes[region]*3 >= votes[best]*2
}

// maxCandidates bounds how many countries are offered.
const maxCandidates = 5

// candidates are the countries with votes in which at least so many cells are
// valid, the likeliest first, one of each calling code.
func candidates(cells []Cell, votes map[Region]int, least int) []RegionFit {
	usual := func(r Region) int {
		if i := slices.Index(usualRegions, r); i >= 0 {
			return i
		}
		return len(usualRegions)
	}
	regions := slices.SortedFunc(maps.Keys(votes), func(a, b Region) int {
		return cmp.Or(cmp.Compare(votes[b], votes[a]), cmp.Compare(usual(a), usual(b)), cmp.Compare(a, b))
	})
	var fits []RegionFit
	for _, r := range regions {
		if slices.ContainsFunc(fits, func(f RegionFit) bool { return sameCode(f.Region, r) }) {
			continue
		}
		if n := validIn(cells, r); n >= least {
			if fits = append(fits, RegionFit{r, n}); len(fits) == maxCandidates {
				break
			}
		}
	}
	return fits
}

func sameCode(a, b Region) bool {
	return phonenumbers.GetCountryCodeForRegion(string(a)) == phonenumbers.GetCountryCodeForRegion(string(b))
}

// runnerUp names the larger market in which nearly as many numbers are valid,
// "" when there is none: with nobody's word on the country, it may as well be
// that one.
func runnerUp(cells []Cell, votes map[Region]int, best Region) string {
	code := phonenumbers.GetCountryCodeForRegion(string(best))
	least := validIn(cells, best) * 2
	for _, r := range usualRegions {
		if votes[r] == 0 || phonenumbers.GetCountryCodeForRegion(string(r)) == code {
			continue
		}
		if n := validIn(cells, r); n*3 >= least {
			return fmt.Sprintf(", and %d in %s", n, country(r))
		}
	}
	return ""
}

// shortlist counts votes for the countries that fit the first numbers at least
// half as well as the best one does, which spares reading every number as of
// every country.
func shortlist(cells []Cell) map[Region]int {
	const trial = 10
	first := cells[:min(trial, len(cells))]
	var all, likely []Region
	for _, n := range regionNames {
		all = append(all, n.code)
	}
	tried := votesOf(all, first)
	most := slices.Max(tried)
	votes := map[Region]int{}
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
func votesOf(regions []Region, cells []Cell) []int {
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
func validIn(cells []Cell, region Region) (valid int) {
	code := phonenumbers.GetCountryCodeForRegion(string(region))
	for _, c := range cells {
		r := ReadPhone(c, region)
		if r.Region != region && phonenumbers.GetCountryCodeForRegion(string(r.Region)) != code {
			continue
		}
		// Of many a foreign number a zero in front makes one that nobody has.
		if r.Problem == NoProblem || r.Problem == LostZero && r.Warnings&NotAssigned == 0 {
			valid++
		}
	}
	return valid
}

func explain(cells []Cell, region Region) string {
	return fmt.Sprintf("%d of %d numbers are valid there", validIn(cells, region), len(cells))
}

// namedMost is the country that most of the sampled rows name, "" when none does.
func namedMost(t *Table, m Mapping) (most Region, because string) {
	country := indexColumns(m).country
	if country < 0 {
		return "", ""
	}
	rows, named := 0, map[Region]int{}
	for row := 0; row < t.Len(); row += max(1, t.Len()/(4*sampleNumbers)) {
		if r, ok := ParseRegion(t.Cell(row, country).Text); ok {
			rows++
			if named[r]++; named[r] > named[most] {
				most = r
			}
		}
	}
	if most == "" {
		return "", ""
	}
	return most, fmt.Sprintf("%d of %d rows name it as their country", named[most], rows)
}

// nationalCells samples the phone columns for numbers without an international
// prefix, in rows that do not name their country.
func nationalCells(t *Table, m Mapping) []Cell {
	country := indexColumns(m).country
	var cells []Cell
	for _, column := range m {
		if column.Field != FieldPhone && column.Field != FieldPhone2 {
			continue
		}
		step := max(1, t.Len()/(4*sampleNumbers))
		for row := 0; row < t.Len() && len(cells) < sampleNumbers; row += step {
			if country >= 0 {
				if _, named := ParseRegion(t.Cell(row, country).Text); named {
					continue
				}
			}
			if c := t.Cell(row, column.Index); isNational(c) {
				cells = append(cells, c)
			}
		}
	}
	return cells
}

func isNational(c Cell) bool {
	text := strings.TrimSpace(c.Text)
	if c.Kind != KindText && c.Kind != KindNumber || strings.ContainsAny(text, "+＋") || strings.HasPrefix(text, "00") {
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
	return digits >= fewestAlone && digits <= maxDigits && ReadPhone(c, "").Problem != Placeholder
}

// votesPerNumber is what a number gives a country that writes it just so.
const votesPerNumber = 4

// regionVotes weighs how well the cells fit a region: grouped as the country
// groups it, valid, valid but for a lost zero, or merely of the right shape.
func regionVotes(cells []Cell, region Region) (votes int) {
	for _, c := range cells {
		r := ReadPhone(c, region)
		if r.Number == 0 || r.Region != region || r.Warnings&(OtherRegion|PrefixRestored) != 0 {
			continue
		}
		switch {
		case r.Problem == NoProblem && r.Warnings&NotAssigned != 0:
			votes++
		case r.Problem == NoProblem && r.Number.National() == strings.TrimSpace(c.Text):
			votes += votesPerNumber
		case r.Problem == NoProblem || r.Problem.Costly():
			votes += votesPerNumber - 1
		case r.Problem == LostZero && r.Warnings&NotAssigned == 0:
			votes += votesPerNumber - 2
		}
	}
	return votes
}
