package model

import "callsheet/model/phone"

// Verdict is what will become of one row, and why.
type Verdict struct {
	Number   phone.Number // to be dialled; with a Problem, what its best fix would dial
	Region   phone.Region // of the number
	State    State
	Out      Exclusion
	Problem  Problem
	Warnings Warnings
	Moved    bool    // taken from a batch that has not ended, by the operator's choice
	Answered bool    // in an earlier campaign; called again if nobody decides otherwise
	Checked  bool    // the operator accepted every warning
	Fix      FixKind // the best fix of the problem or email; FixNone when it has to be typed
	Part     int     // which of several numbers that fix keeps, from 0
}

// Counts says how many rows are in each state. They add up to the rows of the
// list.
type Counts [numStates]int

// Of returns the rows in one state.
func (c Counts) Of(s State) int { return c[s] }

// Total is all rows.
func (c Counts) Total() int {
	sum := 0
	for _, n := range c {
		sum += n
	}
	return sum
}

// TakesIn reports whether a row is out that the operator may take in with one
// key: left out by hand, hidden in the workbook, or no contact by its looks.
func (v Verdict) TakesIn() bool { return v.Out == ByOperator || takenInBy(v.Out) == FixTakeIn }

// Suggested reports whether a row's problem comes with a number that only
// needs to be accepted.
func (v Verdict) Suggested() bool {
	return v.State == ToFix && v.Number != 0 && (v.Problem == Problem(phone.LostZero) || v.Problem == Problem(phone.LostPlus))
}
