package model

import (
	"slices"
	"strings"
	"unicode/utf8"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/fold"
	"callsheet/model/phone"
)

// sharedPeople is how many people with different names a number has to have in a
// list before it is taken for a switchboard, a shared desk or a filler. Two are
// a couple.
const sharedPeople = 3

// sharedNumbers are the numbers of a list that stand in rows of several people.
type sharedNumbers struct {
	numbers map[phone.Number]bool
	rows    int
}

func (s *sharedNumbers) has(n phone.Number) bool { return s != nil && s.numbers[n] }

// SharedNumbers counts the rows of a list that hold a number several people
// have, and those numbers, as the list was when it was evaluated.
func (l *List) SharedNumbers() (rows, numbers int) {
	if l.eval.shared == nil {
		return 0, 0
	}
	return l.eval.shared.rows, len(l.eval.shared.numbers)
}

// manyPeople reports whether rows are of several people who do not share a name,
// as those of one household do.
func (cb *contactBuilder) manyPeople(rows []indexEntry) bool {
	const enough = 50 // rows that are looked at
	people := map[string]bool{}
	var common []string
	for i, entry := range rows[:min(len(rows), enough)] {
		words := cb.personWords(rowOf(entry.order))
		if len(words) == 0 {
			continue
		}
		people[strings.Join(words, " ")] = true
		if i == 0 || common == nil {
			common = words
		} else {
			common = slices.DeleteFunc(slices.Clone(common), func(w string) bool { return !slices.Contains(words, w) })
		}
		if common == nil {
			common = []string{}
		}
	}
	return len(people) >= sharedPeople && !slices.ContainsFunc(common, func(w string) bool { return utf8.RuneCountInString(w) > 2 })
}

// personWords tell whose row it is: the words of the name in any order, without
// one the address or the contact id.
func (cb *contactBuilder) personWords(row int) []string {
	e := Edit{}
	var words []string
	for _, word := range strings.FieldsFunc(cb.name(row, e), func(r rune) bool { return r == ' ' || r == ',' || r == '.' }) {
		if folded := fold.Name(word); folded != "" {
			words = append(words, folded)
		}
	}
	if len(words) == 0 {
		for _, other := range []string{cb.rows.text(row, e, columns.FieldEmail, cb.rows.cols.email), cb.rows.text(row, e, columns.FieldID, cb.rows.cols.id)} {
			if other != "" {
				return []string{strings.ToLower(other)}
			}
		}
	}
	slices.Sort(words)
	return words
}

// SharedWords is the alarm that a list has numbers of several people; "" when it
// has none.
func SharedWords(l *List) string {
	rows, numbers := l.SharedNumbers()
	if numbers == 0 {
		return ""
	}
	share := "share " + figures.Counted(numbers, "number")
	now := "Each number is called once at most."
	if l.ProblemCount(SharedNumber) > 0 {
		now = "They are held until you say."
	}
	return figures.Count(rows) + " of " + figures.Counted(l.Len(), "row") + " " + share + " though their names differ. " + now
}
