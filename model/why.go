package model

import (
	"strconv"
	"strings"

	"callsheet/model/printable"
)

// Why says in a few words why a row is in its state, or what was restored in
// it; "" when there is nothing to say. It fits a cell of a table; what can be done
// about a row that is left out is said, with the keys, where it is shown alone.
func (l *List) Why(row int) string {
	switch v := l.Verdict(row); v.State {
	case ToFix:
		if v.Problem == MaybeOptedOut {
			return l.eval.refusals.why(row, l.Edit(row), v.Number)
		}
		return l.Causes().Of(row).Name()
	case Duplicate:
		if head, ok := l.Duplicates().Dialled(row); ok {
			return "same as row " + strconv.Itoa(l.Table.RowNumber(head))
		}
		return "duplicate"
	case DoNotCall:
		if v.Out == OnDoNotCallList {
			return "on the do-not-call list"
		}
		return l.eval.refusals.why(row, l.Edit(row), v.Number)
	case LeftOut:
		switch v.Out {
		case CalledRecently:
			return "called recently" + l.Suppression(v.Number).byColleague() + l.Suppression(v.Number).IDWords()
		case InUnfinished:
			return "in " + l.Suppression(v.Number).shortCampaign() + l.Suppression(v.Number).IDWords()
		case MaybeCalled:
			return "maybe called already" + l.Suppression(v.Number).byColleague() + l.Suppression(v.Number).IDWords()
		case HiddenInFile:
			return "filtered out in the workbook"
		case NoContact:
			return "a total or a note"
		}
		return "left out by you"
	default:
		why := v.Warnings.Short()
		switch {
		case v.Moved:
			why = append(why, "taken from "+l.Suppression(v.Number).shortCampaign())
		case v.Answered:
			why = append(why, "answered in "+strconv.Quote(printable.Text(l.Suppression(v.Number).AnsweredIn, maxNameRunes)))
		}
		return strings.Join(why, ", ")
	}
}
