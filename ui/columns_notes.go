package ui

import (
	"fmt"
	"strconv"
	"strings"

	"callsheet/model/figures"
	"callsheet/model/table"
	"callsheet/ui/session"
)

// rowNotes say what is odd about the rows of a list, each in a sentence.
func rowNotes(i session.Imported) []string {
	var notes []string
	for _, odd := range []struct {
		rows  table.OddRows
		words string
	}{
		{i.Mended, "stray quotes, which are kept as characters"},
		{i.Long, "more cells than there are names of columns"},
		{i.Hidden, "been filtered out in the workbook, and are left out"},
		{i.Aside, "the look of a total, a note or a heading, and are left out"},
	} {
		switch n := odd.rows.Count; {
		case n == 1 && len(odd.rows.First) > 0:
			notes = append(notes, fmt.Sprintf("Row %d has %s.", odd.rows.First[0], strings.Replace(odd.words, "and are", "and is", 1)))
		case n > 0:
			notes = append(notes, fmt.Sprintf("%s rows (%s) have %s.", figures.Count(n), firstNumbers(odd.rows), odd.words))
		}
	}
	return notes
}

// firstNumbers names the first of some rows.
func firstNumbers(rows table.OddRows) string {
	const most = 3
	var numbers []string
	for _, n := range rows.First[:min(len(rows.First), most)] {
		numbers = append(numbers, strconv.Itoa(n))
	}
	text := strings.Join(numbers, ", ")
	if rows.Count > len(numbers) {
		text += " and more"
	}
	return text
}
