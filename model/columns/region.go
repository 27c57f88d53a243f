package columns

import (
	"fmt"
	"strings"

	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// RegionSource says who named the country in which numbers without a code are
// read.
type RegionSource string

const (
	FromNone     RegionSource = "none"     // nobody: rows without a code wait for a person
	FromFlag     RegionSource = "flag"     // given with the command
	FromProfile  RegionSource = "profile"  // of the settings file
	FromOperator RegionSource = "operator" // chosen under Columns, for this list or the last of its kind
)

// Given reports whether a person named the country.
func (s RegionSource) Given() bool { return s == FromFlag || s == FromProfile || s == FromOperator }

// Words say who gave the country, after its name; "" when nobody did.
func (s RegionSource) Words() string {
	switch s {
	case FromFlag:
		return "given by --region"
	case FromProfile:
		return "set in the profile"
	case FromOperator:
		return Chosen
	}
	return ""
}

// AssumedWords say in which country numbers without a code were read, how many
// they are and why it was that country, such as
// "36 numbers without a code: United Kingdom, chosen by you".
func AssumedWords(numbers int, region phone.Region, because string) string {
	words := figures.Count(numbers) + " numbers without a code: " + region.Name()
	if numbers == 1 {
		words = "1 number without a code: " + region.Name()
	}
	if because != "" {
		words += ", " + because
	}
	return words
}

// RegionFit is how many of the numbers that were tried are valid in a country,
// what else speaks for it, and how it reads some of them.
type RegionFit struct {
	Region  phone.Region   `json:"region"`
	Fits    int            `json:"fits"`
	Because string         `json:"because,omitempty"` // what in the list speaks for it besides
	Samples []RegionSample `json:"samples,omitempty"`
}

// RegionSample is a number of the list as a country reads it.
type RegionSample struct {
	Given string `json:"given"`
	Phone string `json:"phone"` // in E.164; "" when it is no number there

	Number phone.Number `json:"-"` // the same
}

// RegionChoice is the country that a list's numbers without a country code are
// read as of, and what speaks for others.
type RegionChoice struct {
	Region     phone.Region // "" = nobody named one
	From       RegionSource
	Because    string      // who named it, in the operator's words, after the country's name
	Numbers    int         // without a country code, of those tried
	Fits       int         // of which are valid in Region
	Candidates []RegionFit // the likeliest first: when nobody named one, those that fit; otherwise those that fit better
}

// Unanswered reports whether there are numbers whose country nobody has named.
func (c RegionChoice) Unanswered() bool { return c.Region == "" && c.Numbers > 0 }

// nobodyNamed is why numbers are read as of no country.
const nobodyNamed = "nobody named one"

// ChooseRegion settles the country of a list's numbers without a country code.
// One that a person gave stands, whatever the numbers look like: what speaks
// against it becomes candidates, for the person to decide. With any other source
// none is used, because many numbers are valid in many countries: region is then
// a hint, such as the country of the machine, and only puts the candidates in
// order, as what else is in the list does, and the countries of the account's
// other lists, those of the most lists first. Rows that name their country are
// not looked at.
func ChooseRegion(t *table.Table, m Mapping, region phone.Region, from RegionSource, others ...phone.Region) RegionChoice {
	cells := nationalCells(t, m)
	if from.Given() && region != "" {
		return stand(t, m, cells, region, from)
	}
	c := RegionChoice{From: FromNone, Because: nobodyNamed, Numbers: len(cells)}
	if len(cells) == 0 {
		c.Because = noneNeedsRegion
		return c
	}
	c.Candidates = rankRegions(cells, shortlist(cells), evidence(t, m, region, others), 1)
	return c
}

// stand keeps to the country a person gave, and looks for others that fit the
// numbers clearly better.
func stand(t *table.Table, m Mapping, cells []table.Cell, region phone.Region, from RegionSource) RegionChoice {
	c := RegionChoice{Region: region, From: from, Because: from.Words(), Numbers: len(cells), Fits: validIn(cells, region)}
	if c.Numbers > 0 {
		c.Because += ", " + explain(cells, region)
	}
	if c.Fits*10 >= c.Numbers*9 {
		return c
	}
	// A few that are broken among many that say they are from there are broken.
	if most, n, _ := codedMost(t, m); n > len(cells) && sameCode(most, region) {
		return c
	}
	votes := shortlist(cells)
	best := mostVoted(votes, region)
	if votes[best]*2 <= votesPerNumber*len(cells) || explains(cells, votes, region, best) {
		return c
	}
	c.Candidates = rankRegions(cells, votes, clues{}, c.Fits+1)
	return c
}

// Doubt says in a sentence which country fits better than the one a person gave,
// "" when none does.
func (c RegionChoice) Doubt() string {
	if !c.From.Given() || len(c.Candidates) == 0 {
		return ""
	}
	other := c.Candidates[0]
	return fmt.Sprintf("Of %s without a country code %d %s valid in %s and %d in %s.",
		figures.Counted(c.Numbers, "number"), c.Fits, figures.Are(c.Fits), phone.InWords(c.Region), other.Fits, phone.InWords(other.Region))
}

// codedMost is the country of most of the sampled numbers that are written with
// their country code, of how many of all of them.
func codedMost(t *table.Table, m Mapping) (most phone.Region, n, all int) {
	found := codedRegions(t, m)
	for _, region := range phone.RegionCodes() {
		all += found[region]
		if found[region] > found[most] {
			most = region
		}
	}
	return most, found[most], all
}

// codedRegions counts the sampled numbers that are written with their country
// code, by country.
func codedRegions(t *table.Table, m Mapping) map[phone.Region]int {
	found := map[phone.Region]int{}
	for _, column := range m {
		if column.Field != FieldPhone && column.Field != FieldPhone2 {
			continue
		}
		for row := 0; row < t.Len(); row += max(1, t.Len()/(4*sampleNumbers)) {
			c := t.Cell(row, column.Index)
			if !strings.ContainsAny(c.Text, "+＋") {
				continue
			}
			if r := phone.Read(c, ""); r.Problem == phone.NoProblem && r.Region != "" {
				found[r.Region]++
			}
		}
	}
	return found
}
