package contacts

import (
	"fmt"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const (
	premiumDialog = "premium"
	againDialog   = "again"
	premiumYes    = "dial"
	againOne      = "one"
	againAll      = "all"
)

// repair decides what puts rows right: a change, a question that comes before it, or
// a panel.
type repair struct {
	console   *screen.Console
	table     *Table
	causes    *causePane
	reverting []int32 // rows that a question asks to revert
}

func (r *repair) list() *model.List { return r.console.Campaign.List }
func (r *repair) details() details  { return details{r.list(), r.console} }

// remedy is what enter does to a row.
type remedy uint8

const (
	typeNumber remedy = iota
	acceptSuggestion
	callAgain
	moveHere
	takeBackIn // another key does; enter says which
	confirmPremium
	chooseFix
	editEmail
	fixName
	askForZone
)

// remedyOf is what enter does to a row.
func (r *repair) remedyOf(row int) remedy {
	v := r.list().Verdict(row)
	switch {
	case v.Suggested():
		return acceptSuggestion
	case v.Out == model.CalledRecently:
		return callAgain
	case v.Out == model.InUnfinished:
		return moveHere
	case v.TakesIn():
		return takeBackIn
	case v.State == model.ToFix && v.Problem == model.Problem(phone.Premium):
		return confirmPremium
	case v.State == model.ToFix && v.Fix != model.FixNone:
		return chooseFix
	case r.emailToFix(row):
		return editEmail
	case r.list().Causes().Of(row).Warning == model.NameCase:
		return fixName
	case r.list().Causes().Of(row).Warning == model.TimeZoneUnknown:
		return askForZone
	}
	return typeNumber
}

// fix takes the suggestion where there is one, and asks for the number where
// there is none.
func (r *repair) fix(row int) effect {
	v := r.list().Verdict(row)
	switch r.remedyOf(row) {
	case acceptSuggestion:
		return r.apply(row, model.Fix{Kind: v.Fix, Part: v.Part})
	case callAgain, moveHere:
		return r.askAgain(row)
	case confirmPremium:
		return effect{name: premiumDialog, ask: widget.NewChoice(r.console.Theme, "A premium-rate number",
			fmt.Sprintf("%s in %s costs far more than an ordinary call.", v.Number.Grouped(), rowName(r.list(), row)),
			[]widget.Option{{Value: "no", Label: "Do not call it"}, {Value: premiumYes, Label: "Call it all the same", Danger: true}})}
	case chooseFix, fixName:
		return effect{of: previewOf{rows: []int32{int32(row)}}, fixes: r.list().Fixes().Of(row)}
	case askForZone:
		return sayZone(previewOf{rows: []int32{int32(row)}})
	case editEmail:
		return r.edit(row, &model.EditableField{Field: columns.FieldEmail})
	}
	if why := r.whyNotEdit(row); why != "" {
		return effect{refuse: why}
	}
	return effect{typeIn: true, row: row}
}

// apply makes one fix to a row; nothing where it does not apply.
func (r *repair) apply(row int, f model.Fix) effect {
	change, ok := r.list().Fixes().Change(row, f)
	if !ok {
		return effect{}
	}
	return effect{change: change}
}

// whyNotEdit says why a row does not take what is typed; "" = it does.
func (r *repair) whyNotEdit(row int) string {
	return screen.Without(!r.list().Verdict(row).TakesIn(), "This row is left out. Press x to take it back in first.")
}

// edit opens the editor of a row, at a field where one is given.
func (r *repair) edit(row int, at *model.EditableField) effect {
	if why := r.whyNotEdit(row); why != "" {
		return effect{refuse: why}
	}
	s := newRowEditor(r.console, row)
	if at == nil {
		return effect{open: s}
	}
	return effect{open: s, then: s.focusOn(*at)}
}

// emailToFix reports whether an address is all that is wrong with a row.
func (r *repair) emailToFix(row int) bool {
	return r.list().Causes().Of(row).Warning == model.EmailDropped
}

// askAgain asks whether somebody who was called a short while ago is to be
// called again, or taken from a batch that may yet call them: the row alone, or
// all like it.
func (r *repair) askAgain(row int) effect {
	v := r.list().Verdict(row)
	mark := r.list().Suppression(v.Number)
	if mark.Stays {
		return effect{refuse: mark.StaysAdvice()}
	}
	no, one, all := "Do not call again", "Call "+rowName(r.list(), row)+" again", "Call all %s again"
	if v.Out == model.InUnfinished {
		no, one, all = "Leave it to that campaign", "Move "+rowName(r.list(), row)+" here", "Move all %s here"
	}
	options := []widget.Option{{Value: "no", Label: no}, {Value: againOne, Label: one, Danger: true}}
	if cause, ok := r.causes.find(r.list().Causes().Of(row)); ok && cause.Rows > 1 {
		options = append(options, widget.Option{Value: againAll, Label: fmt.Sprintf(all, figures.Count(cause.Rows)), Danger: true})
	}
	text := []string{v.Number.Grouped() + " is " + mark.CalledWords(r.console.Config.Now()) + "."}
	if mark.Unfinished {
		text = append(text, "That campaign loses whoever is moved, where the same agent calls; what another agent calls cannot be moved.")
	}
	return effect{name: againDialog, ask: widget.NewChoice(r.console.Theme, againTitle(mark), strings.TrimSpace(strings.Join(append(text, mark.PollAdvice()), " ")), options)}
}

// againFix is what takes a row in that a batch guards.
func againFix(v model.Verdict) model.FixKind {
	if v.Out == model.InUnfinished {
		return model.FixMove
	}
	return model.FixAgain
}

func againTitle(mark model.Suppression) string {
	if mark.Unfinished {
		return "In a batch that may yet call"
	}
	return "Called a short while ago"
}

// toggleLeftOut leaves a row out, or takes it back in.
func (r *repair) toggleLeftOut(row int) effect {
	v := r.list().Verdict(row)
	switch {
	case v.Out.Guarded():
		return r.askAgain(row)
	case v.Out == model.MaybeCalled, v.Out == model.OnDoNotCallList, v.Out == model.RefusedNumber:
		return effect{refuse: r.details().whyOut(row, v)}
	}
	f := model.Fix{Kind: model.FixLeaveOut}
	if v.TakesIn() {
		f.Kind = model.FixTakeIn
	}
	return r.apply(row, f)
}

// fixAlike shows what the best fix would do to every row with the cause of one,
// since they are not all on the screen.
func (r *repair) fixAlike(row int) effect {
	cause, ok := r.causes.find(r.list().Causes().Of(row))
	switch {
	case ok && r.causes.Stale:
		return effect{refuse: causesCountedAgain}
	case !ok:
		return effect{refuse: "There is nothing to fix in this row, so there are no others like it."}
	}
	fixes := r.list().Fixes().OfCause(cause)
	if best, ok := bestOf(cause, fixes); ok && best.AsksZone() {
		return sayZone(previewOf{cause: cause})
	}
	return previewCause(cause, fixes)
}

const (
	revertDialog = "revert"
	revertYes    = "revert"
)

// askRevert shows what rows were in the file before it makes them so again.
func (r *repair) askRevert(rows []int32) effect {
	change := r.list().Fixes().Revert(rows)
	if len(change.Rows) == 0 {
		return effect{say: "Nothing was changed here: this is as in the file."}
	}
	const most = 8
	var lines []string
	for _, edit := range change.Rows {
		for _, words := range r.list().History().Changed(edit) {
			line := words
			if len(rows) > 1 {
				line = rowName(r.list(), edit.Row) + ": " + words
			}
			lines = append(lines, line)
		}
		if len(lines) > most {
			lines = append(lines[:most], "and more")
			break
		}
	}
	title := screen.SentenceStart(rowName(r.list(), change.Rows[0].Row)) + ": as in the file again?"
	if len(rows) > 1 {
		title = figures.Counted(len(change.Rows), "row") + ": as in the file again?"
	}
	r.reverting = rows
	return effect{name: revertDialog, ask: widget.NewChoice(r.console.Theme, title, strings.Join(lines, "\n"), []widget.Option{
		{Value: revertYes, Label: "As in the file", Detail: "one u takes it back"}, {Value: "no", Label: "Leave it as it is"},
	})}
}

// reverted is the change that makes those rows as they are in the file.
func (r *repair) reverted() model.Change { return r.list().Fixes().Revert(r.reverting) }

// fixSelected shows what fixes make of the marked rows.
func (r *repair) fixSelected(rows []int32) effect {
	fixes := r.fixesOf(rows)
	if len(fixes) == 0 {
		return effect{refuse: "There is nothing to fix in the marked rows. Press x to leave them out, or esc to unmark them."}
	}
	return effect{of: previewOf{rows: rows}, fixes: fixes}
}

// leaveSelectedOut leaves the marked rows out, or takes them back in where all are out.
func (r *repair) leaveSelectedOut(rows []int32) effect {
	kind := model.FixTakeIn
	for _, row := range rows {
		if !r.list().Verdict(int(row)).TakesIn() {
			kind = model.FixLeaveOut
			break
		}
	}
	return effect{fix: &model.Fix{Kind: kind}, of: previewOf{rows: rows}}
}

// maxSelectedCauses and maxSelectedRows bound from how many causes, and from how many
// of the first rows, the fixes of marked rows are gathered: a key must not wait
// for a million of them.
const (
	maxSelectedCauses = 20
	maxSelectedRows   = 100_000
)

// fixesOf gathers the fixes for rows of several causes, each once, the best of
// the first row first and leaving them out last.
func (r *repair) fixesOf(rows []int32) []model.Fix {
	var fixes, last []model.Fix
	seen := map[model.CauseKey]bool{}
	for _, row := range rows[:min(len(rows), maxSelectedRows)] {
		cause := r.list().Causes().Of(int(row))
		if cause.IsZero() || seen[cause] || len(seen) == maxSelectedCauses {
			continue
		}
		seen[cause] = true
		for _, f := range r.list().Fixes().Of(int(row)) {
			switch {
			case f.Kind == model.FixLeaveOut:
				last = []model.Fix{f}
			case !slices.ContainsFunc(fixes, f.Same):
				fixes = append(fixes, f)
			}
		}
	}
	return append(fixes, last...)
}

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
	switch does := r.remedyOf(row); {
	case does == callAgain, does == moveHere:
		return []string{"fix"}
	case does == takeBackIn:
		return []string{"leave out"}
	case v.Out != model.NotExcluded:
		return nil
	case v.State == model.Duplicate:
		return []string{"duplicates", "edit", "leave out"}
	case does != typeNumber:
		return ids
	}
	return append([]string{"fix", "edit", "leave out"}, all...)
}

// enterWords say what enter does to a row, and whether another key takes it back in.
func (r *repair) enterWords(row int) (words string, takesIn bool) {
	switch r.remedyOf(row) {
	case acceptSuggestion:
		return "accept", false
	case callAgain:
		return "call again", false
	case moveHere:
		return "move here", false
	case takeBackIn:
		return "take back in", true
	case confirmPremium, chooseFix:
		return "choose", false
	case editEmail:
		return "fix the email", false
	case fixName:
		return "fix the name", false
	case askForZone:
		return "say the time zone", false
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
