package cli

import (
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
)

// describeCountry says in which country the numbers without a code were read, of
// how many rows, who said so, and what speaks for another: that is for a person
// to decide.
func describeCountry(l importedList) string {
	c := l.Country
	waiting := l.List.ProblemCount(model.Problem(phone.NoCountry))
	switch {
	case c.Region == "" && waiting == 0, c.Numbers == 0 && l.List.Assumed() == 0:
		return columns.NoneLacksCountry
	case c.Region == "":
		return fmt.Sprintf("Without a country code: %s, held until somebody names their country.", figures.Counted(waiting, "row")) + fitWords(c)
	}
	line := columns.AssumedWords(l.List.Assumed(), c.Region, c.Because) + "."
	if doubt := c.Doubt(); doubt != "" {
		line += fmt.Sprintf(" %s If they are from there, give --region %s.", doubt, c.Candidates[0].Region)
	}
	return line
}

// fitWords say which countries the numbers fit, and what speaks for them.
func fitWords(c columns.RegionChoice) string {
	if len(c.Candidates) == 0 {
		return ""
	}
	var words []string
	for _, f := range c.Candidates {
		word := fmt.Sprintf("%s (%d", f.Region.Name(), f.Fits)
		if f.Because != "" {
			word += ", " + f.Because
		}
		words = append(words, word+")")
	}
	return fmt.Sprintf(" Of %s tried, so many are valid in %s.", figures.Counted(c.Numbers, "number"), strings.Join(words, ", "))
}

// countryAdvice says how the country is named that nobody has named, with the
// candidates; "" when none is wanted.
func countryAdvice(l importedList) string {
	waiting := l.List.ProblemCount(model.Problem(phone.NoCountry))
	if !l.Country.Unanswered() || waiting == 0 {
		return ""
	}
	var flags []string
	for _, f := range l.Country.Candidates {
		flags = append(flags, fmt.Sprintf("--region %s for %s", f.Region, f.Region.Name()))
	}
	one := "it is"
	if waiting > 1 {
		one = "they are"
	}
	if len(flags) == 0 {
		return fmt.Sprintf("%s no country code. Say which country %s from, such as --region GB.", hasWords(waiting), one)
	}
	return fmt.Sprintf("%s no country code. Say which country %s from: %s.", hasWords(waiting), one, orList(flags))
}

// unsaid says what a person has to say of a list before its rows are called: the
// country of its numbers, and what is sent where the prompt lacks something; ""
// when there is nothing.
func unsaid(l importedList) string {
	return strings.TrimSpace(countryAdvice(l) + " " + neededAdvice(l.Mapping))
}

func hasWords(rows int) string {
	if rows == 1 {
		return "1 row has"
	}
	return figures.Count(rows) + " rows have"
}

func orList(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
