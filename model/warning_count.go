package model

import (
	"maps"
	"slices"
)

// WarningCount is how many rows that are called carry a warning. A row may carry
// several: it is counted with each, and stands under the gravest of them alone
// where rows are grouped by what deserves a look.
type WarningCount struct {
	Warning Warnings
	Rows    int // that are called and carry it
	Causes  int // of which it is the cause (Causes): the gravest that nobody has accepted
}

// Name is what the warning is called in a list.
func (c WarningCount) Name() string { return firstUpper(c.Warning.Short()[0]) }

// warning is the warning under which a row that is called stands among the
// causes; 0 is none. Who answered earlier stands under that.
func (cs Causes) warning(row int, r *record) Warnings {
	carried := r.warnings()
	if r.state != Ready || r.out&flagAnswered != 0 || carried&^(Told&^NameCase) == 0 {
		return 0
	}
	return (carried &^ cs.list.Edit(row).Checked &^ (Told &^ NameCase)).gravest()
}

// Warnings counts the warnings of the rows that are called: nobody need look
// at one that is not. It goes once over the verdicts.
func (cs Causes) Warnings() []WarningCount {
	type group struct{ carried, cause Warnings }
	rows := map[group]int{} // few, while the rows may be a million
	var all Warnings
	cs.list.each(func(row int, r *record) {
		if w := r.warnings(); w != 0 && cs.called(row, r) {
			all |= w
			rows[group{w, cs.warning(row, r)}]++
		}
	})
	counts := make([]WarningCount, 0, len(rows))
	for _, w := range all.Each() {
		c := WarningCount{Warning: w}
		for g, n := range maps.All(rows) {
			if g.carried&w != 0 {
				c.Rows += n
			}
			if g.cause == w {
				c.Causes += n
			}
		}
		counts = append(counts, c)
	}
	return counts
}

// Told are the counts of the warnings that are only told.
func (cs Causes) Told() []WarningCount {
	return slices.DeleteFunc(cs.Warnings(), func(c WarningCount) bool { return c.Warning&Told == 0 })
}
