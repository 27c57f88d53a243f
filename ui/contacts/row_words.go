package contacts

import (
	"callsheet/model"
	"callsheet/model/figures"
)

// lineIDs are the actions that the key line names for the row under the cursor.
func (r *repair) lineIDs() []string {
	row, ok := r.table.Here()
	if !ok || r.console.Campaign.ReadOnly() {
		return nil
	}
	v := r.list().Verdict(row)
	all := []string{"fix alike"}
	if r.alikeWords(row) == "" {
		all = nil
	}
	ids := append(append([]string{"fix"}, all...), "edit", "leave out")
	switch {
	case v.Suggested():
		return ids
	case v.Out == model.CalledRecently, v.Out == model.InUnfinished:
		return []string{"fix"}
	case v.TakesIn():
		return []string{"leave out"}
	case v.Out != model.NotExcluded:
		return nil
	case v.State == model.Duplicate:
		return []string{"duplicates", "edit", "leave out"}
	case v.State == model.ToFix && v.Fix != model.FixNone, r.emailToFix(row), r.list().Causes().Of(row).Warning == model.NameCase:
		return ids
	}
	return append([]string{"fix", "edit", "leave out"}, all...)
}

// enterWords say what enter does to a row, and whether another key takes it back in.
func (r *repair) enterWords(row int) (words string, takesIn bool) {
	v := r.list().Verdict(row)
	switch {
	case v.Suggested():
		return "accept", false
	case v.Out == model.CalledRecently:
		return "call again", false
	case v.Out == model.InUnfinished:
		return "move here", false
	case v.TakesIn():
		return "take back in", true
	case v.State == model.ToFix && v.Fix != model.FixNone:
		return "choose", false
	case r.emailToFix(row):
		return "fix the email", false
	case r.list().Causes().Of(row).Warning == model.NameCase:
		return "fix the name", false
	}
	return "type it", false
}

// alikeWords say what one key does to every row with the cause of one; "" where there
// is nothing it does.
func (r *repair) alikeWords(row int) string {
	cause, ok := r.causes.find(r.list().Causes().Of(row))
	switch {
	case !ok || cause.Fix == model.FixNone:
		return ""
	case cause.State == model.Ready:
		return allWords(cause)
	}
	return "all " + figures.Count(cause.Rows)
}

// allWords says in a few words what is done to all rows of a cause.
func allWords(cause model.Cause) string {
	rows := figures.Count(cause.Rows)
	switch cause.Fix {
	case model.FixAccept:
		return "accept all " + rows
	case model.FixPremium, model.FixAnyway:
		return "call all " + rows
	case model.FixAgain:
		return "call all " + rows + " again"
	case model.FixMove:
		return "move all " + rows + " here"
	case model.FixTakeIn:
		return "take all " + rows + " in"
	}
	return "fix all " + rows
}
