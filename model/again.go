package model

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"callsheet/model/printable"
	"callsheet/model/table"
)

// PartOf is some rows of a list, which are given in order, as those of a list of their own: what
// was decided of them lies over them as one change. Whom a guard was overruled for is decided
// anew: that was said of calls at another time.
func PartOf(l *List, rows []int, what, by string, at time.Time) (*table.Table, Edits) {
	c := Change{What: what, By: by, At: at}
	for i, row := range rows {
		e := l.Edit(row)
		e = e.WithAgainAfter("")
		e.Again, e.Move = false, false
		if !e.IsZero() {
			c.Rows = append(c.Rows, RowEdit{Row: i, After: e})
		}
	}
	var edits Edits
	if len(c.Rows) > 0 {
		edits = RestoreEdits([]Change{c}, nil)
	}
	_, edits.takenOver = readSaved(l.Table) // what a saved list says was decided is among them
	return l.Table.Only(rows), edits
}

// AgainName is what a campaign is called that calls people of another one again: "Spring
// again", "Spring again 2".
func AgainName(name string) string { return endedName(name, "again") }

var numberedEnding = regexp.MustCompile(` (again|copy)( [0-9]{1,4})?$`)

// endedName is a name with a word behind it, or with its number where it has that already.
func endedName(name, word string) string {
	name = printable.Text(name, maxNameRunes)
	ending := " " + word
	if at := numberedEnding.FindStringSubmatchIndex(name); at != nil && name[at[2]:at[3]] == word {
		n := 1
		if at[4] >= 0 {
			n, _ = strconv.Atoi(strings.TrimSpace(name[at[4]:at[5]]))
		}
		name, ending = name[:at[0]], ending+" "+strconv.Itoa(n+1)
	}
	return printable.Text(name, maxNameRunes-len(ending)) + ending
}

// CopiedOptions are the options of a campaign with the rows of another, the same people at the
// same hours: so the basis of these is the same. When it begins, and whether anybody may be
// rung outside them, is said anew.
func CopiedOptions(v OptionValues, name string) OptionValues {
	copied := NewOptionSet("", v).Values
	copied[OptName], copied[OptStart] = endedName(name, "copy"), "now"
	if basis := v[OptHoursBasis]; basis != "" {
		copied[OptHoursBasis] = basis
	}
	return copied
}

// AgainOptions are those of one that calls people of another one again.
func AgainOptions(v OptionValues, id, name string) OptionValues {
	again := CopiedOptions(v, name)
	again[OptName] = AgainName(name)
	again[OptAgainOf], again[OptAgainName] = id, printable.Text(name, maxNameRunes)
	return again
}

// AgainAfter is the batch, by the service's id, after whose calls the row is called again though
// they were a short while ago; "" = that was decided of none. Of calls of another batch, made
// since or not, nobody said so.
func (e Edit) AgainAfter() string {
	if e.body == nil {
		return ""
	}
	return e.body.after
}

// WithAgainAfter returns the edit with that decided of a batch; "" is of none.
func (e Edit) WithAgainAfter(batch string) Edit {
	if e.AgainAfter() == batch {
		return e
	}
	b := e.copyBody()
	b.after = batch
	return e.withBody(b)
}

// CallsAgain reports whether the row is called again so soon, after whichever calls.
func (e Edit) CallsAgain() bool { return e.Again || e.AgainAfter() != "" }

// allowsAgain reports whether it was decided that a number is called in spite of calls.
func (e Edit) allowsAgain(m Suppression) bool {
	return e.Again || e.AgainAfter() != "" && e.AgainAfter() == m.Batch && !m.Unfinished
}

// CallAgain is the change by which rows are called again though a batch called them a short
// while ago; takes says of which guards that was decided. Of those of whom it is not known
// whether they were called, or who may yet be by a batch that has not ended, it is decided of
// none. It has no rows where nothing follows.
func CallAgain(l *List, takes func(Suppression) bool, by string, at time.Time) Change {
	return changeRows(l, "called again so soon", by, at, func(row int, r *record, e *Edit) {
		mark, marked := l.eval.suppressions.of(r.number)
		if marked && mark.Batch != "" && r.exclusion() == CalledRecently && !mark.Uncertain && !mark.Unfinished && takes(mark) {
			*e = e.WithAgainAfter(mark.Batch)
		}
	})
}

// LeaveOut is the change that leaves rows out that would be called, or could be.
func LeaveOut(l *List, takes func(row int) bool, what, by string, at time.Time) Change {
	return changeRows(l, what, by, at, func(row int, r *record, e *Edit) {
		if r.state != DoNotCall && r.state != Blank && takes(row) {
			e.LeftOut = true
		}
	})
}

func changeRows(l *List, what, by string, at time.Time, decide func(row int, r *record, e *Edit)) Change {
	c := Change{What: what, By: by, At: at}
	l.each(func(row int, r *record) {
		before := l.Edit(row)
		after := before
		if decide(row, r, &after); !after.Equal(before) {
			c.Rows = append(c.Rows, RowEdit{Row: row, Before: before, After: after})
		}
	})
	return c
}

// KnowContacts is the change that lets contacts of the service, whom rows are known to be, go
// along with their ids.
func KnowContacts(l *List, of func(row int) KnownContact, by string, at time.Time) Change {
	return changeRows(l, "ids of contacts whom Dialgen knows", by, at, func(row int, r *record, e *Edit) {
		if k := of(row); k.Number == r.number {
			*e = e.WithContact(k)
		}
	})
}
