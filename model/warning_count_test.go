package model

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// The cells of a list carry every kind of warning there is, and none.
var (
	warnedPhones = rapid.SampledFrom([]string{"07400 123101", "0044 7400 123102", "+44 (0)20 7946 0018", "+447400123103.0", "+15551234567", "0015551234567", "+15551234568 ext 5",
		"020 7946 0019 ext 12", "+1 800 234 5678", "+1-800-FLOWERS", "'+447400123104", "12", "", "07400 123101 / 07400 123102"})
	warnedNames  = rapid.SampledFrom([]string{"Ann Lee", "LEE, ANN", "bo ray", "JosÃ© Ray", "CY FOX", ""})
	warnedEmails = rapid.SampledFrom([]string{"ann@example.com", "ann@example,com", "nobody", ""})
	warnedNoes   = rapid.SampledFrom([]string{"", "", "", "yes"})
)

// drawWarnedList draws a list with warnings of every kind, of which some were
// accepted or put right.
func drawWarnedList(r *rapid.T) *List {
	var rows [][]string
	for range rapid.IntRange(0, 30).Draw(r, "rows") {
		rows = append(rows, []string{warnedNames.Draw(r, "name"), warnedPhones.Draw(r, "phone"), warnedEmails.Draw(r, "email"), warnedNoes.Draw(r, "no")})
	}
	table := table.Of([]string{"Name", "Phone", "Email", "Do not call"}, rows...)
	m := columns.Guess(table, "GB").Keyed().With(0, columns.FieldName).With(1, columns.FieldPhone).With(2, columns.FieldEmail).With(3, columns.FieldDoNotCall)
	l, err := Diagnose(context.Background(), table, m, "GB", Edits{}, nil)
	if err != nil {
		r.Fatal(err)
	}
	marks := Suppressions{}
	for _, n := range l.Numbers() {
		if rapid.Bool().Draw(r, "answered") {
			marks[n] = Suppression{Answered: time.Unix(1_790_000_000, 0), AnsweredIn: "Spring"}
		}
	}
	l.SetSuppressions(marks)
	for range rapid.IntRange(0, 4).Draw(r, "changes") {
		causes := l.Causes().All()
		if len(causes) == 0 {
			break
		}
		cause := rapid.SampledFrom(causes).Draw(r, "cause")
		fixes := l.Fixes().OfCause(cause)
		if len(fixes) == 0 {
			continue
		}
		change, err := l.Fixes().ChangeAll(context.Background(), cause, rapid.SampledFrom(fixes).Draw(r, "fix"), nil)
		if err != nil {
			r.Fatal(err)
		}
		l.Apply(change)
	}
	return l
}

// Whatever is done to a list, each warning is counted once over the rows that are
// called, and the rows to check are those of the causes, each under one.
func TestWarningsAreCountedAsTheCausesAre(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		l := drawWarnedList(r)
		carried, under, toCheck, answered := map[Warnings]int{}, map[Warnings]int{}, 0, 0
		for row := range l.Len() {
			v, cause := l.Verdict(row), l.Causes().Of(row)
			if v.State != Ready {
				continue
			}
			for _, w := range v.Warnings.Each() {
				carried[w]++
			}
			switch {
			case cause.Answered():
				answered++
			case cause.Warning != 0:
				under[cause.Warning]++
			}
			if l.Passes(row, ShowToCheck) {
				toCheck++
			}
		}
		all := 0
		for _, c := range l.Causes().Warnings() {
			if c.Rows != carried[c.Warning] || c.Causes != under[c.Warning] || c.Rows == 0 || c.Causes > c.Rows {
				r.Fatalf("%v: counted %+v, there are %d and %d", c.Warning.Names(), c, carried[c.Warning], under[c.Warning])
			}
			delete(carried, c.Warning)
			if c.Warning&Told == 0 {
				all += c.Causes
			}
		}
		inCauses := map[Warnings]int{}
		for _, c := range l.Causes().All() {
			if c.State == Ready {
				inCauses[c.Warning] += c.Rows
			}
		}
		for w, n := range under {
			if inCauses[w] != n {
				r.Fatalf("%v: the causes have %d, there are %d", w.Names(), inCauses[w], n)
			}
		}
		if len(carried) > 0 || all+answered != toCheck || toCheck != l.Warned() || inCauses[0] != answered {
			r.Fatalf("%d to check, %d warned, %d in causes, %d answered (%d); not counted: %v", toCheck, l.Warned(), all, answered, inCauses[0], carried)
		}
	})
}
