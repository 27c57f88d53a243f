package model

import (
	"fmt"
	"strings"
)

// RegionSource says who named the country in which numbers without a code are
// read.
type RegionSource string

const (
	FromNone     RegionSource = "none"     // nobody, and none was guessed
	FromFlag     RegionSource = "flag"     // given with the command
	FromProfile  RegionSource = "profile"  // of the settings file
	FromOperator RegionSource = "operator" // chosen under Columns, for this list or the last of its kind
	FromGuess    RegionSource = "guess"    // judged by the list's numbers
)

// Given reports whether a person named the country.
func (s RegionSource) Given() bool { return s == FromFlag || s == FromProfile || s == FromOperator }

// words say who gave the country, after its name.
func (s RegionSource) words() string {
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

// RegionFit is how many of the numbers that were tried are valid in a country.
type RegionFit struct {
	Region Region `json:"region"`
	Fits   int    `json:"fits"`
}

// RegionChoice is the country that a list's numbers without a country code are
// read as of, and what speaks for others.
type RegionChoice struct {
	Region     Region
	From       RegionSource
	Because    string      // why, in the operator's words, after the country's name
	Numbers    int         // without a country code, of those tried
	Fits       int         // of which are valid in Region
	Candidates []RegionFit // countries worth a thought, the likeliest first; of a given one, those that fit better
}

// ChooseRegion decides on the country of a list's numbers without a country code.
// One that a person gave stands, whatever the numbers look like: what speaks
// against it becomes candidates, for the person to decide. With any other source
// region is a hint, such as the country of the machine, and the country is
// guessed: the hint is kept when it explains nearly as many numbers as any other
// or fits them two thirds as well, since many numbers are valid in many
// countries, or when there is nothing to judge by. Rows that name their country
// are not judged by; without a hint, the country most of them name is it.
func ChooseRegion(t *Table, m Mapping, region Region, from RegionSource) RegionChoice {
	cells := nationalCells(t, m)
	if from.Given() && region != "" {
		return stand(t, m, cells, region, from)
	}
	c := RegionChoice{Numbers: len(cells), From: FromGuess}
	if most, n, all := codedMost(t, m); most != "" && n > len(cells) && len(cells) > 0 {
		c.Region, c.Because = most, fmt.Sprintf("%d of %d numbers with a country code are from there", n, all)
	} else {
		c.Region, c.Because, c.Candidates = guessRegion(t, m, cells, region)
	}
	if c.Region == "" {
		c.From = FromNone
	} else {
		c.Fits = validIn(cells, c.Region)
	}
	return c
}

// stand keeps to the country a person gave, and looks for others that fit the
// numbers clearly better.
func stand(t *Table, m Mapping, cells []Cell, region Region, from RegionSource) RegionChoice {
	c := RegionChoice{Region: region, From: from, Because: from.words(), Numbers: len(cells), Fits: validIn(cells, region)}
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
	c.Candidates = candidates(cells, votes, c.Fits+1)
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
		numbersTried(c.Numbers), c.Fits, areOf(c.Fits), country(c.Region), other.Fits, country(other.Region))
}

func numbersTried(n int) string {
	if n == 1 {
		return "1 number"
	}
	return fmt.Sprintf("%d numbers", n)
}

func areOf(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// codedMost is the country of most of the sampled numbers that are written with
// their country code, of how many of all of them.
func codedMost(t *Table, m Mapping) (most Region, n, all int) {
	found := map[Region]int{}
	for _, column := range m {
		if column.Field != FieldPhone && column.Field != FieldPhone2 {
			continue
		}
		for row := 0; row < t.Len(); row += max(1, t.Len()/(4*sampleNumbers)) {
			c := t.Cell(row, column.Index)
			if !strings.ContainsAny(c.Text, "+＋") {
				continue
			}
			if r := ReadPhone(c, ""); r.Problem == NoProblem && r.Region != "" {
				all++
				if found[r.Region]++; found[r.Region] > found[most] {
					most = r.Region
				}
			}
		}
	}
	return most, found[most], all
}
