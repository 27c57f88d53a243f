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

func (s *sharedNumbers) holds(n phone.Number) bool { return s != nil && s.numbers[n] }

// SharedNumbers counts the rows of a list that hold a number several people
// have, and those numbers, as the list was when it was evaluated.
func (l *List) SharedNumbers() (rows, numbers int) {
	if l.eval.shared == nil {
		return 0, 0
	}
	return l.eval.shared.rows, len(l.eval.shared.numbers)
}

// findShared finds the numbers that stand in rows of several people, and holds
// the rows that would be called by them: who would answer is not known. What
// counts is what the file says, whatever was typed since. dialled are the rows
// that can be dialled, sorted.
func (dg diagnosis) findShared(dialled []indexEntry) {
	entries := dg.ownNumbers(dialled)
	found := &sharedNumbers{numbers: map[phone.Number]bool{}}
	for from, to := 0, 0; from < len(entries); from = to {
		for to = from; to < len(entries) && entries[to].number == entries[from].number; to++ {
		}
		if group := entries[from:to]; len(group) >= sharedPeople && dg.eval.contacts.manyPeople(group) {
			found.numbers[group[0].number] = true
			found.rows += len(group)
		}
	}
	if dg.eval.shared = found; len(found.numbers) == 0 {
		return
	}
	var held []int
	dg.list.each(func(row int, r *record) {
		if r.dialable() && found.holds(r.number) {
			held = append(held, row)
		}
	})
	for _, row := range held {
		dg.list.verdicts.replace(dg.list.by(), row, dg.eval.evaluate(row, dg.list.Edit(row)))
	}
}

// ownNumbers are the rows whose numbers the file itself says, sorted: of those
// that can be dialled all that nobody edited, and the few others.
func (dg diagnosis) ownNumbers(dialled []indexEntry) []indexEntry {
	var others []indexEntry
	dg.list.each(func(row int, r *record) {
		own, edited := *r, !dg.list.Edit(row).IsZero()
		if !edited && r.dialable() {
			return
		}
		if edited {
			own = dg.eval.evaluate(row, Edit{})
		}
		if own.number != 0 && (own.problem == noProblem || own.problem == MaybeOptedOut) {
			others = append(others, indexEntry{own.number, uint32(row) | notPreferred})
		}
	})
	if dg.list.Edited() > 0 {
		dialled = slices.DeleteFunc(dialled, func(e indexEntry) bool { return !dg.list.Edit(rowOf(e.order)).IsZero() })
	}
	if len(others) == 0 {
		return dialled
	}
	slices.SortFunc(others, func(a, b indexEntry) int { return a.compare(b.number, b.order) })
	all := make([]indexEntry, 0, len(dialled)+len(others))
	for _, e := range others {
		n, _ := slices.BinarySearchFunc(dialled, e, func(a, b indexEntry) int { return a.compare(b.number, b.order) })
		all = append(append(all, dialled[:n]...), e)
		dialled = dialled[n:]
	}
	return append(all, dialled...)
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

func (fs Fixes) sharedReason(n phone.Number) string {
	rows := 0
	fs.list.each(func(_ int, r *record) {
		if r.number == n {
			rows++
		}
	})
	return n.Grouped() + " stands in " + figures.Counted(rows, "row") + " of different people. It is called once, for the first of them; the others are its duplicates."
}
