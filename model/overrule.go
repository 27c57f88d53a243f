package model

import (
	"time"

	"callsheet/model/figures"
)

// Overrule says which guards and earlier answers the operator decides about for
// a whole list.
type Overrule struct {
	Again        bool   // call again who was called a short while ago, or by a batch of Agent under way
	Move         bool   // take numbers from batches of Agent that are not known to have ended
	SkipAnswered bool   // leave out who answered in an earlier campaign
	Agent        string // that will call
}

// Overrule is the change that follows from such a decision; it has no rows where
// nothing does.
func (l *List) Overrule(o Overrule, by string, at time.Time) Change {
	c := Change{What: o.words(), By: by, At: at}
	for row := range l.Len() {
		r := l.record(row)
		before := l.Edit(row)
		after := before
		mark, _ := l.eval.suppressions.of(r.number)
		switch out := r.exclusion(); {
		case out == InUnfinished && (mark.Agent != o.Agent || mark.Stays):
			continue
		case out == InUnfinished && o.Move:
			after.Move = true
		case out == CalledRecently && o.Again, out == InUnfinished && o.Again && mark.Starts.IsZero():
			after.Again = true
		case r.dialable() && r.out&flagAnswered != 0 && o.SkipAnswered:
			after.LeftOut = true
		default:
			continue
		}
		c.Rows = append(c.Rows, RowEdit{Row: row, Before: before, After: after})
	}
	return c
}

func (o Overrule) words() string {
	var done []string
	if o.Again {
		done = append(done, "called again so soon")
	}
	if o.Move {
		done = append(done, "taken from unfinished batches")
	}
	if o.SkipAnswered {
		done = append(done, "who answered earlier left out")
	}
	return figures.Join(done)
}
