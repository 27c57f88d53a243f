package cli

import (
	"fmt"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
)

// phoneAdvice says how the column to dial is named where there is none, "" where
// there is one. Numbers that are somebody else's, a company's or old ones are
// not dialled before that.
func phoneAdvice(m columns.Mapping) string {
	if _, found := m.Find(columns.FieldPhone); found || len(m) == 0 {
		return ""
	}
	if c, why, ok := m.Unasked(); ok {
		return fmt.Sprintf("The only numbers are under %s, and %s unless you say so: --map %s.", quote(c.Title()), why, shellWord(c.Title()+"=phone"))
	}
	return "No column holds the number to dial. Name it with --map, such as --map " + shellWord(m[0].Title()+"=phone") + "."
}

// unaskedAdvice says how numbers come to be dialled that are there and are not
// dialled unasked, "" where there are none.
func unaskedAdvice(l *model.List) string {
	if _, _, ok := l.Mapping.Unasked(); ok {
		return phoneAdvice(l.Mapping)
	}
	return nextPhoneAdvice(l)
}

// nextPhoneAdvice says of rows that have nothing in the column that is dialled,
// and a number in another phone column, how that is dialled.
func nextPhoneAdvice(l *model.List) string {
	rows := 0
	for _, c := range l.Causes().All() {
		if c.State == model.ToFix && c.Problem == model.Problem(phone.Empty) && c.Fix == model.FixColumn {
			rows += c.Rows
		}
	}
	dialled, found := l.Mapping.Find(columns.FieldPhone)
	if rows == 0 || !found {
		return ""
	}
	flags := "--map " + shellWord(dialled.Title()+"=phone")
	for _, c := range l.Mapping.Dialled()[1:] {
		flags += " --map " + shellWord(c.Title()+"=phone2")
	}
	for _, c := range l.Mapping {
		if c.Field == columns.FieldPhone2 && c.Choice == 0 {
			flags += " --map " + shellWord(c.Title()+"=phone2")
		}
	}
	has := "has"
	if rows > 1 {
		has = "have"
	}
	return fmt.Sprintf("%s %s no number under %s, but one in another phone column. To dial that one, give %s.",
		figures.Counted(rows, "row"), has, quote(dialled.Title()), flags)
}
