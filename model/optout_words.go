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
	"callsheet/model/printable"
	"callsheet/model/table"
)

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
