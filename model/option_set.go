package model

import (
	"maps"

	"callsheet/model/printable"
)

// OptionSet is options that are kept under a name for the campaigns to come.
type OptionSet struct {
	Name   string
	Values OptionValues
}

// ownOptions are those of one campaign alone: its name, when it begins, what was said of it
// about the hours, and what it was made of.
var ownOptions = []OptionKey{OptName, OptStart, OptHoursBasis, OptOutsideHours, OptAgainOf, OptAgainName, OptAgainTries}

// NewOptionSet is the options of a campaign that can be those of others, under a name.
// A basis on which people are rung at other hours is none of them: it is said each time.
func NewOptionSet(name string, v OptionValues) OptionSet {
	set := OptionSet{printable.Text(name, maxNameRunes), OptionValues{}}
	maps.Copy(set.Values, v)
	for _, k := range ownOptions {
		delete(set.Values, k)
	}
	return set
}
