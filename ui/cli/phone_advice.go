package cli

import (
	"fmt"

	"callsheet/model"
)

// phoneAdvice says how the column to dial is named where there is none, "" where
// there is one. Numbers that are somebody else's, a company's or old ones are
// not dialled before that.
func phoneAdvice(m model.Mapping) string {
	if _, found := m.Find(model.FieldPhone); found || len(m) == 0 {
		return ""
	}
	if c, why, ok := m.Unasked(); ok {
		return fmt.Sprintf("The only numbers are under %s, and %s unless you say so: --map %s.", quote(c.Title()), why, shellWord(c.Title()+"=phone"))
	}
	return "No column holds the number to dial. Name it with --map, such as --map " + shellWord(m[0].Title()+"=phone") + "."
}

// unaskedAdvice is phoneAdvice where there are numbers that wait for it.
func unaskedAdvice(m model.Mapping) string {
	if _, _, ok := m.Unasked(); ok {
		return phoneAdvice(m)
	}
	return ""
}
