package model

import (
	"context"
	"strings"
)

// Show names the rows a filter lets through.
type Show string

const (
	ShowAll       Show = "all"
	ShowToFix     Show = "to_fix"
	ShowReady     Show = "ready"
	ShowToCheck   Show = "to_check" // ready, with a warning
	ShowDuplicate Show = "duplicate"
	ShowDoNotCall Show = "do_not_call"
	ShowLeftOut   Show = "left_out"
	ShowEdited    Show = "edited"
)

// Filter chooses rows of a list.
type Filter struct {
	Show Show
	Find string // rows with this text in any cell or number, ignoring case
}

// Rows returns the rows a filter lets through, in file order. Blank rows hold
// nothing to look at and are never among them. It returns early with the
// context's error.
func (l *List) Rows(ctx context.Context, f Filter) ([]int32, error) {
	rows := make([]int32, 0, 64)
	find := strings.ToLower(strings.TrimSpace(f.Find))
	var cells []Cell
	for row := range l.verdicts {
		if row%diagnoseStep == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !l.Passes(row, f.Show) {
			continue
		}
		if find != "" {
			cells = l.Table.AppendRow(cells[:0], row)
			if !l.holds(row, cells, find) {
				continue
			}
		}
		rows = append(rows, int32(row))
	}
	return rows, nil
}

// Passes reports whether a row belongs to what is shown.
func (l *List) Passes(row int, show Show) bool {
	v := l.verdicts[row]
	switch show {
	case ShowToFix:
		return v.State == ToFix
	case ShowReady:
		return v.State == Ready
	case ShowToCheck:
		return v.State == Ready && v.Warnings != 0
	case ShowDuplicate:
		return v.State == Duplicate
	case ShowDoNotCall:
		return v.State == DoNotCall
	case ShowLeftOut:
		return v.State == LeftOut
	case ShowEdited:
		return !l.rows[row].IsZero()
	}
	return v.State != Blank
}

func (l *List) holds(row int, cells []Cell, find string) bool {
	for _, c := range cells {
		if strings.Contains(strings.ToLower(c.Text), find) {
			return true
		}
	}
	for _, text := range l.rows[row].values {
		if strings.Contains(strings.ToLower(text), find) {
			return true
		}
	}
	return strings.Contains(l.verdicts[row].Number.String(), find)
}

// Suggested reports whether a row's problem comes with a number that only
// needs to be accepted.
func (v Verdict) Suggested() bool {
	return v.State == ToFix && v.Number != 0 && (v.Problem == LostZero || v.Problem == LostPlus)
}

// Accept is the change that takes the suggestion of every given row that has
// one, and so makes it ready.
func (l *List) Accept(rows []int32, what string) Change {
	c := Change{What: what}
	for _, row := range rows {
		v := l.verdicts[row]
		if !v.Suggested() {
			continue
		}
		before := l.rows[int(row)]
		c.Rows = append(c.Rows, RowEdit{int(row), before, before.With(FieldPhone, v.Number.String())})
	}
	return c
}

// Alike returns the rows to fix that have the same problem as one row, and a
// suggestion in the same country: a sign lost from a British number says nothing
// about one that could be Norwegian.
func (l *List) Alike(row int) []int32 {
	want := l.verdicts[row]
	if !want.Suggested() {
		return nil
	}
	var rows []int32
	for i, v := range l.verdicts {
		if v.Problem == want.Problem && v.Region == want.Region && v.Suggested() {
			rows = append(rows, int32(i))
		}
	}
	return rows
}
