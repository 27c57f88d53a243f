package ui

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/widget"
)

// maxPhoneText is more than any phone cell a person would type.
const maxPhoneText = 200

const (
	allDialog     = "fix all"
	premiumDialog = "premium"
	againDialog   = "again"
	premiumYes    = "dial"
	againOne      = "one"
	againAll      = "all"
	allYes        = "all"
)

// fix takes the suggestion where there is one, and asks for the number where
// there is none.
func (c *contactsScreen) fix(row int) tea.Cmd {
	v := c.list().Verdict(row)
	switch {
	case v.Suggested():
		what := fmt.Sprintf("%s will be dialled as %s", c.rowName(row), v.Number.Grouped())
		return c.apply(c.list().Accept([]int32{int32(row)}, what))
	case v.Out == model.CalledRecently:
		c.askAgain(row)
		return nil
	case v.State == model.ToFix && v.Problem == model.Premium:
		c.desk.emit(openDialog{c.box.id, premiumDialog, widget.NewChoice(c.desk.theme, "A premium-rate number",
			fmt.Sprintf("%s in %s costs far more than an ordinary call.", v.Number.Grouped(), c.rowName(row)),
			[]widget.Option{{Value: "no", Label: "Do not call it"}, {Value: premiumYes, Label: "Call it all the same", Danger: true}})})
		return nil
	}
	return c.edit(row)
}

// edit opens the phone field of a row where it stands.
func (c *contactsScreen) edit(row int) tea.Cmd {
	if c.list().Verdict(row).Out == model.ByOperator {
		c.err = "This row is left out. Press x to take it back in first."
		return nil
	}
	text := model.CleanText(c.list().PhoneCell(row, c.list().Edit(row)).Text, maxPhoneText)
	c.editing = true
	c.input = widget.NewInput(text, maxPhoneText)
	c.candidates, c.candidate = nil, 0
	r := c.list().Read(row)
	switch r.Problem {
	case model.Placeholder, model.NoDigits, model.ErrorCell, model.Scientific:
		// Nothing of it belongs to the number that has to be typed.
		c.input.SetValue("")
	}
	c.candidates = append(c.candidates, r.Several...)
	if r.Number != 0 && r.Problem != model.NoProblem && r.Problem != model.Premium {
		c.candidates = append(c.candidates, r.Number.String())
	}
	c.drawEditor()
	return nil
}

func (c *contactsScreen) drawEditor() {
	c.grid.SetEditor(contactGiven, c.input.View(c.desk.theme, c.grid.ColumnWidth(contactGiven)))
}

func (c *contactsScreen) stopEditing() {
	c.editing = false
	c.grid.ClearEditor()
}

func (c *contactsScreen) pressEditing(msg tea.KeyMsg) tea.Cmd {
	row, ok := c.here()
	switch {
	case !ok, key.Matches(msg, editKeys.Discard):
		c.stopEditing()
		return nil
	case key.Matches(msg, editKeys.Suggest):
		if len(c.candidates) > 0 {
			c.input.SetValue(strings.TrimSpace(c.candidates[c.candidate%len(c.candidates)]))
			c.candidate++
			c.drawEditor()
		}
		return nil
	case key.Matches(msg, editKeys.Keep):
		return c.keep(row)
	}
	c.input.Update(msg)
	c.drawEditor()
	return nil
}

// keep takes the typed number over when it can be dialled.
func (c *contactsScreen) keep(row int) tea.Cmd {
	text := strings.TrimSpace(c.input.Value())
	r := c.list().ReadAs(row, text)
	asks := r.Problem == model.LostZero || r.Problem == model.LostPlus
	switch {
	case r.Problem == model.NoProblem:
	case asks && r.Number != 0:
		// The screen shows this number beside what was typed: enter means it.
		text = r.Number.String()
	default:
		c.err = r.Problem.Sentence()
		return nil
	}
	c.stopEditing()
	before := c.list().Edit(row)
	after := before.With(model.FieldPhone, text)
	return c.apply(model.Change{
		What: fmt.Sprintf("%s will be dialled as %s", c.rowName(row), r.Number.Grouped()),
		Rows: []model.RowEdit{{Row: row, Before: before, After: after}},
	})
}

// askAgain asks whether somebody who was called a short while ago is to be
// called again: the row alone, or all like it.
func (c *contactsScreen) askAgain(row int) {
	mark := c.list().Mark(c.list().Verdict(row).Number)
	all := len(c.recent())
	options := []widget.Option{
		{Value: "no", Label: "Do not call again"},
		{Value: againOne, Label: "Call " + c.rowName(row) + " again", Danger: true},
	}
	if all > 1 {
		options = append(options, widget.Option{Value: againAll, Label: fmt.Sprintf("Call all %s again", widget.Count(all)), Danger: true})
	}
	c.desk.emit(openDialog{c.box.id, againDialog, widget.NewChoice(c.desk.theme, "Called a short while ago",
		fmt.Sprintf("%s was sent %s with %q.", c.list().Verdict(row).Number.Grouped(), c.agoWords(mark), model.CleanText(mark.Campaign, 60)), options)})
}

func (c *contactsScreen) agoWords(mark model.Mark) string {
	return widget.Ago(c.desk.cfg.Now().Sub(mark.Called))
}

// recent are the rows that are left out because their number was called a short
// while ago.
func (c *contactsScreen) recent() []int {
	var rows []int
	for row := range c.list().Len() {
		if c.list().Verdict(row).Out == model.CalledRecently {
			rows = append(rows, row)
		}
	}
	return rows
}

// callAgain makes rows ready that were called a short while ago.
func (c *contactsScreen) callAgain(rows []int, what string) tea.Cmd {
	change := model.Change{What: what}
	for _, row := range rows {
		before := c.list().Edit(row)
		after := before
		after.Again = true
		change.Rows = append(change.Rows, model.RowEdit{Row: row, Before: before, After: after})
	}
	return c.apply(change)
}

// whyOut says why a row is out that the operator did not leave out.
func (c *contactsScreen) whyOut(v model.Verdict) string {
	mark := c.list().Mark(v.Number)
	campaign := model.CleanText(mark.Campaign, 60)
	switch v.Out {
	case model.OnDoNotCallList:
		return fmt.Sprintf("%s is on the do-not-call list since %s (%s). It is never called.",
			v.Number.Grouped(), mark.DoNotCall.In(c.desk.cfg.Now().Location()).Format("2 Jan 2006"), model.CleanText(mark.Source, 60))
	case model.MaybeCalled:
		return fmt.Sprintf("It is not known whether %q calls this number already. Settle that campaign on Home first.", campaign)
	case model.CalledRecently:
		return fmt.Sprintf("Sent %s with %q, so it is not called again. Press enter to decide otherwise.", c.agoWords(mark), campaign)
	case model.MarkedInFile:
		return "Marked do not call in the file. It is never called."
	}
	return "Left out by you. Press x to take it back in."
}

func (c *contactsScreen) toggleLeftOut(row int) tea.Cmd {
	switch v := c.list().Verdict(row); v.Out {
	case model.CalledRecently:
		c.askAgain(row)
		return nil
	case model.MaybeCalled, model.OnDoNotCallList:
		c.err = c.whyOut(v)
		return nil
	}
	before := c.list().Edit(row)
	after := before
	after.LeftOut = !before.LeftOut
	what := c.rowName(row) + " is left out"
	if before.LeftOut {
		what = c.rowName(row) + " is taken back in"
	}
	if c.list().Verdict(row).State == model.Blank {
		return nil
	}
	return c.apply(model.Change{What: what, Rows: []model.RowEdit{{Row: row, Before: before, After: after}}})
}

// askAll shows what a fix would do to every row with this cause.
func (c *contactsScreen) askAll(row int) {
	v := c.list().Verdict(row)
	rows := c.list().Alike(row)
	if len(rows) == 0 {
		c.err = "There is no suggestion to apply here. Press e to type the number, or x to leave the row out."
		return
	}
	var b strings.Builder
	for i, other := range rows {
		if i == 5 {
			fmt.Fprintf(&b, "and %s more", widget.Count(len(rows)-i))
			break
		}
		fmt.Fprintf(&b, "row %-6d %-18s %s  %s\n", c.list().Table.RowNumber(int(other)),
			widget.Clip(c.list().Given(int(other)), c.desk.theme.Signs.Ellipsis, 18), c.desk.theme.Signs.Arrow, c.list().Verdict(int(other)).Number.Grouped())
	}
	c.desk.emit(openDialog{c.box.id, allDialog, widget.NewChoice(c.desk.theme, v.Problem.Short()+": fix every one?", strings.TrimRight(b.String(), "\n"),
		[]widget.Option{
			{Value: allYes, Label: fmt.Sprintf("Fix all %s rows", widget.Count(len(rows))), Detail: "one u takes it back"},
			{Value: "no", Label: "Not now"},
		})})
}

func (c *contactsScreen) answer(msg answered) tea.Cmd {
	row, ok := c.here()
	if msg.answer.Cancelled || !ok {
		return nil
	}
	switch {
	case msg.name == allDialog && msg.answer.Value == allYes:
		list := c.list().Freeze()
		rows := list.Alike(row)
		change := list.Accept(rows, fmt.Sprintf("%s rows fixed: %s", widget.Count(len(rows)), strings.ToLower(list.Verdict(row).Problem.Short())))
		c.busy = "the rows are being fixed"
		return c.box.ask("group", func(ctx context.Context) tea.Msg {
			judged, err := list.Judge(ctx, change)
			return groupReady{judged, err}
		})
	case msg.name == againDialog && msg.answer.Value == againOne:
		return c.callAgain([]int{row}, c.rowName(row)+" is called again")
	case msg.name == againDialog && msg.answer.Value == againAll:
		rows := c.recent()
		return c.callAgain(rows, fmt.Sprintf("%s rows are called again", widget.Count(len(rows))))
	case msg.name == premiumDialog && msg.answer.Value == premiumYes:
		before := c.list().Edit(row)
		after := before
		after.Accepted = true
		return c.apply(model.Change{What: c.rowName(row) + " will be dialled at premium rate",
			Rows: []model.RowEdit{{Row: row, Before: before, After: after}}})
	}
	return nil
}

// sentence makes words of a step into a sentence.
func sentence(words string) string {
	if words == "" {
		return ""
	}
	runes := []rune(words)
	return string(unicode.ToUpper(runes[0])) + string(runes[1:]) + "."
}
