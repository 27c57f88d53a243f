package model

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/optout"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// refusals are the people of a list who must not be called, or likely not: as the
// file says, and as the operator said since.
type refusals struct {
	rows    *rowReader
	numbers *numberReader
	file    *optOuts  // nil for a row that is evaluated as if it stood alone
	said    numberSet // what the rows can be called by that the operator says must not be, with their count
}

// refusedBy reports whether a number is one of those that a row can be called by
// whose person says no, and which row of the file that is; -1 when the operator
// said so.
func (rf *refusals) refusedBy(n phone.Number) (row int, found bool) {
	if o := rf.file; o != nil {
		if row, found = o.refused.of(n); found {
			return row, true
		}
	}
	_, found = rf.said.of(n)
	return -1, found
}

// doubtOf finds the row by which it is not sure that a number may be called.
func (rf *refusals) doubtOf(n phone.Number) (row int, found bool) {
	if rf.file == nil {
		return 0, false
	}
	return rf.file.doubted.of(n)
}

// add binds the numbers of every row of which an edit says that it must not
// be called.
func (rf *refusals) add(edits Edits) {
	for row := range rf.rows.table.Len() {
		if edits.rows.page(row>>pageBits) == nil {
			continue
		}
		if e := edits.Edit(row); saidNo(e) {
			rf.numbers.reachedBy(row, e, func(key phone.Number) { rf.said.count(key, +1) })
		}
	}
}

// change does so for a change that is about to be made, and returns those numbers
// that are bound by it, or no longer.
func (rf *refusals) change(edits Edits, rows []RowEdit, back bool) (changed numberSet) {
	var before numberSet
	for _, r := range rows {
		if r.Row >= rf.rows.table.Len() {
			continue
		}
		was, is := edits.Edit(r.Row), r.side(back)
		if !saidNo(was) && !saidNo(is) {
			continue
		}
		if changed.rows == nil {
			before, rf.said.rows = rf.said, maps.Clone(rf.said.rows)
		}
		for by, e := range map[int32]Edit{-1: was, +1: is} {
			if saidNo(e) {
				rf.numbers.reachedBy(r.Row, e, func(key phone.Number) {
					rf.said.count(key, by)
					changed.add(key, r.Row)
				})
			}
		}
	}
	for key := range changed.rows {
		if (before.rows[key] > 0) == (rf.said.rows[key] > 0) {
			delete(changed.rows, key)
		}
	}
	return changed
}

// count counts by how many rows a key is in the set.
func (s *numberSet) count(key phone.Number, by int32) {
	if s.rows == nil {
		s.rows = map[phone.Number]int32{}
	}
	if s.rows[key] += by; s.rows[key] <= 0 {
		delete(s.rows, key)
	}
	s.tails = s.tails || key >= tailKey
}

// why says in a few words by what a row with a number is not called, or
// not before somebody has decided.
func (rf *refusals) why(row int, e Edit, n phone.Number) string {
	says, col := rf.of(row, e)
	switch {
	case says > optout.SaysPerhapsNo && col < 0:
		return "marked do not call"
	case says > optout.SaysPerhapsNo:
		return fmt.Sprintf("%s says %s: do not call", rf.rows.columnTitle(col), rf.saidIn(row, e, col))
	case says == optout.SaysPerhapsNo:
		return fmt.Sprintf("%s says %s: not to be called?", rf.rows.columnTitle(col), rf.saidIn(row, e, col))
	}
	if by, found := rf.refusedBy(n); found {
		return "do not call: " + rf.otherRow(by, row) + " says so, with this number"
	}
	by, _ := rf.doubtOf(n)
	return "not to be called? " + firstUpper(rf.otherRow(by, row)) + " may say so, with this number"
}

func (rf *refusals) otherRow(by, row int) string {
	if by < 0 || by == row {
		return "another row"
	}
	return rf.rows.rowName(by)
}

// saidIn repeats what a cell says.
func (rf *refusals) saidIn(row int, e Edit, col int) string {
	if text := printable.Text(rf.rows.cell(row, e, col).Text, maxGivenWords); text != "" {
		return text
	}
	return printable.Text(rf.rows.table.Cell(row, col).Text, maxGivenWords)
}

// optOutFixes are what can be done with a row that is held because it is likely
// not to be called: what is safe is the first.
func (fs Fixes) optOutFixes(row int, r record) []Fix {
	why := firstUpper(fs.eval.refusals.why(row, fs.list.Edit(row), r.number)) + "."
	return []Fix{
		{Kind: FixNoCall, Confidence: Likely, Reason: why + " The row is not called, nor any other with its numbers."},
		{Kind: FixMayCall, Number: r.number, Confidence: Unsure, Reason: why + " It is called all the same."},
	}
}

// OptOut is a column that says of some people that they are not to be called.
type OptOut struct {
	Column columns.Column
	People int      // rows that hold anything
	No     int      // rows in which it certainly says so
	Odd    int      // rows in which it was not understood, which counts as a no
	Asked  int      // rows in which it likely says so: the operator is asked
	Values []string // what it says there, the most frequent first: of Asked, or else of Odd
	Noes   []string // what it says where it certainly says so
}

// OptOuts lists the columns that say so of anybody, those to be asked about
// first. It reads every row: call it in a goroutine. It returns early with the
// context's error.
func OptOuts(ctx context.Context, t *table.Table, m columns.Mapping) ([]OptOut, error) {
	rows := &rowReader{table: t, mapping: m, cols: indexColumns(nil)} // what numbers there are does not matter
	rf := refusals{rows: rows, numbers: &numberReader{rows}}
	o, err := rf.findOptOuts(ctx)
	if err != nil {
		return nil, err
	}
	return o.list(t, m), nil
}

// OptOuts lists the columns of the list that say of anybody that they are not to
// be called, those to be asked about first.
func (l *List) OptOuts() []OptOut { return l.eval.refusals.file.list(l.Table, l.Mapping) }

// maxOptOutValues is how many different values of a column are named.
const maxOptOutValues = 3

func (o *optOuts) list(t *table.Table, m columns.Mapping) []OptOut {
	all := make([]OptOut, len(o.columns))
	values := make([][3]map[string]int, len(o.columns)) // asked, odd and no
	for i, c := range o.columns {
		all[i].People = o.people
		if at := slices.IndexFunc(m, func(col columns.Column) bool { return col.Index == c.index }); at >= 0 {
			all[i].Column = m[at]
		}
	}
	for _, e := range o.entries {
		a, seen := &all[e.column], &values[e.column][0]
		switch e.says {
		case optout.SaysNoCalls:
			a.No++
			seen = &values[e.column][2]
		case optout.SaysOdd:
			a.Odd++
			seen = &values[e.column][1]
		default:
			a.Asked++
		}
		const differentValues = 1000
		if *seen == nil {
			*seen = map[string]int{}
		}
		if text := printable.Text(t.Cell(int(e.row), o.columns[e.column].index).Text, maxGivenWords); len(*seen) < differentValues || (*seen)[text] > 0 {
			(*seen)[text]++
		}
	}
	for i := range all {
		seen := values[i][0]
		if seen == nil {
			seen = values[i][1]
		}
		all[i].Values, all[i].Noes = mostFrequent(seen), mostFrequent(values[i][2])
	}
	all = slices.DeleteFunc(all, func(a OptOut) bool { return a.No+a.Odd+a.Asked == 0 })
	slices.SortStableFunc(all, func(a, b OptOut) int { return cmp.Compare(b.Asked, a.Asked) })
	return all
}

// mostFrequent are the texts that were seen most often.
func mostFrequent(seen map[string]int) []string {
	texts := slices.Sorted(maps.Keys(seen))
	slices.SortStableFunc(texts, func(a, b string) int { return cmp.Compare(seen[b], seen[a]) })
	return texts[:min(len(texts), maxOptOutValues)]
}

// inWords is what a column says, in words.
func inWords(values []string) string {
	words := strings.Join(values, ", ")
	if words == "" {
		return "so"
	}
	return words
}

// Question asks the operator about a column that likely says that people are not
// to be called; "" when there is nothing to ask.
func (a OptOut) Question() string {
	if a.Asked == 0 {
		return ""
	}
	verb, whom := "say", "Are these people not to be called?"
	if a.Asked == 1 {
		verb, whom = "says", "Is this person not to be called?"
	}
	return fmt.Sprintf("%s: %s of %s %s %s. %s", a.Column.Title(), figures.Count(a.Asked), figures.Count(a.People), verb, inWords(a.Values), whom)
}

// Said tells what a column that is sure says of how many; "" when it is of none.
func (a OptOut) Said() string {
	n := a.No + a.Odd
	if n == 0 {
		return ""
	}
	words := fmt.Sprintf("%s: %s of %s not to be called", a.Column.Title(), figures.Count(n), figures.Count(a.People))
	var says []string
	if a.No > 0 {
		says = append(says, inWords(a.Noes))
	}
	if a.Odd > 0 {
		odd := figures.Count(a.Odd) + " not understood"
		if a.Asked == 0 {
			odd += ": " + inWords(a.Values)
		}
		says = append(says, odd)
	}
	return words + " (" + strings.Join(says, "; ") + ")."
}

// SaysNo reports whether a row's own cells say, or likely say, that its person is
// not to be called.
func (l *List) SaysNo(row int) bool {
	says, _ := l.eval.refusals.of(row, l.Edit(row))
	return says > optout.SaysNothing
}
