package contacts

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// maxPhoneText is more than any phone cell a person would type.
const maxPhoneText = 200

const (
	premiumDialog = "premium"
	againDialog   = "again"
	premiumYes    = "dial"
	againOne      = "one"
	againAll      = "all"
)

// inlineEdit is a number being typed where it stands.
type inlineEdit struct {
	On         bool
	Input      widget.Input
	candidates []string // texts that Tab offers
	candidate  int
}

// fix takes the suggestion where there is one, and asks for the number where
// there is none.
func (c *Screen) fix(row int) tea.Cmd {
	v := c.List().Verdict(row)
	switch {
	case v.Suggested():
		change, _ := c.List().Fix(row, model.Fix{Kind: v.Fix, Part: v.Part})
		return c.apply(change)
	case v.Out.Guarded():
		c.askAgain(row)
		return nil
	case v.State == model.ToFix && v.Problem == model.Problem(phone.Premium):
		c.Console.OpenDialog(c.requests.ID, premiumDialog, widget.NewChoice(c.Console.Theme, "A premium-rate number",
			fmt.Sprintf("%s in %s costs far more than an ordinary call.", v.Number.Grouped(), rowName(c.List(), row)),
			[]widget.Option{{Value: "no", Label: "Do not call it"}, {Value: premiumYes, Label: "Call it all the same", Danger: true}}))
		return nil
	case v.State == model.ToFix && v.Fix != model.FixNone:
		c.openPreview(previewOf{rows: []int32{int32(row)}}, c.List().Fixes(row))
		return nil
	}
	if c.emailToFix(row) {
		return c.editEmail(row)
	}
	if c.List().CauseOf(row).Warning == model.NameCase {
		c.openPreview(previewOf{rows: []int32{int32(row)}}, c.List().Fixes(row))
		return nil
	}
	return c.typePhone(row)
}

// emailToFix reports whether an address is all that is wrong with a row.
func (c *Screen) emailToFix(row int) bool {
	return c.List().CauseOf(row).Warning == model.EmailDropped
}

// mayEdit reports whether a row takes what is typed, and says why not.
func (c *Screen) mayEdit(row int) bool {
	if c.List().Verdict(row).TakesIn() {
		c.err = "This row is left out. Press x to take it back in first."
		return false
	}
	return true
}

// typePhone opens the phone field of a row where it stands.
func (c *Screen) typePhone(row int) tea.Cmd {
	if !c.mayEdit(row) {
		return nil
	}
	text := printable.PhoneText(c.List().PhoneCell(row, c.List().Edit(row)).Text, maxPhoneText)
	c.CellEditor = inlineEdit{On: true, Input: widget.NewInput(text, maxPhoneText)}
	c.CellEditor.Input.Between = printable.BetweenNumbers
	r := c.List().Read(row)
	switch r.Problem {
	case phone.Placeholder, phone.NoDigits, phone.ErrorCell, phone.Scientific:
		// Nothing of it belongs to the number that has to be typed.
		c.CellEditor.Input.SetValue("")
	}
	c.CellEditor.Input.Select()
	for _, f := range c.List().Fixes(row) {
		if f.Number != 0 && !f.Kind.Explicit() && !f.Fallback {
			c.CellEditor.candidates = append(c.CellEditor.candidates, f.Number.String())
		}
	}
	c.drawTyping()
	return nil
}

func (c *Screen) drawTyping() {
	at := c.Table.looks.place(columnGiven)
	c.Table.grid.SetEditor(at, c.CellEditor.Input.View(c.Console.Theme, c.Table.grid.ColumnWidth(at)))
}

func (c *Screen) stopTyping() {
	c.CellEditor = inlineEdit{}
	c.Table.grid.ClearEditor()
}

// typeNumber takes what is typed. The row may have left meanwhile.
func (c *Screen) typeNumber(msg tea.KeyMsg) {
	if _, ok := c.Table.Here(); !ok {
		c.stopTyping()
		return
	}
	c.CellEditor.Input.Update(msg)
	c.drawTyping()
}

// suggestNumber puts the next number that may be meant into the field.
func (c *Screen) suggestNumber() {
	e := &c.CellEditor
	e.Input.SetValue(e.candidates[e.candidate%len(e.candidates)])
	e.candidate++
	c.drawTyping()
}

// applyTyped takes the typed number over when it can be dialled.
func (c *Screen) applyTyped(row int) tea.Cmd {
	change, j := c.List().Type(row, model.EditableField{Field: columns.FieldPhone}, strings.TrimSpace(c.CellEditor.Input.Value()))
	if !j.OK {
		c.err = j.Sentence
		return nil
	}
	c.stopTyping()
	return c.apply(change)
}

// askAgain asks whether somebody who was called a short while ago is to be
// called again, or taken from a batch that may yet call them: the row alone, or
// all like it.
func (c *Screen) askAgain(row int) {
	v := c.List().Verdict(row)
	mark := c.List().Mark(v.Number)
	if mark.Stays {
		c.err = mark.StaysAdvice()
		return
	}
	no, one, all := "Do not call again", "Call "+rowName(c.List(), row)+" again", "Call all %s again"
	if v.Out == model.InUnfinished {
		no, one, all = "Leave it to that campaign", "Move "+rowName(c.List(), row)+" here", "Move all %s here"
	}
	options := []widget.Option{{Value: "no", Label: no}, {Value: againOne, Label: one, Danger: true}}
	if cause, ok := c.Causes.find(c.List().CauseOf(row)); ok && cause.Rows > 1 {
		options = append(options, widget.Option{Value: againAll, Label: fmt.Sprintf(all, figures.Count(cause.Rows)), Danger: true})
	}
	text := []string{v.Number.Grouped() + " is " + mark.CalledWords(c.Console.Config.Now()) + "."}
	if mark.Unfinished {
		text = append(text, "That campaign loses whoever is moved, where the same agent calls; what another agent calls cannot be moved.")
	}
	c.Console.OpenDialog(c.requests.ID, againDialog, widget.NewChoice(c.Console.Theme, againTitle(mark), strings.TrimSpace(strings.Join(append(text, mark.LookAdvice()), " ")), options))
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

func (c *Screen) toggleLeftOut(row int) tea.Cmd {
	v := c.List().Verdict(row)
	switch v.Out {
	case model.CalledRecently, model.InUnfinished:
		c.askAgain(row)
		return nil
	case model.MaybeCalled, model.OnDoNotCallList, model.MarkedNumber:
		c.err = c.Details().whyOut(row, v)
		return nil
	}
	f := model.Fix{Kind: model.FixLeaveOut}
	if v.TakesIn() {
		f.Kind = model.FixTakeIn
	}
	change, ok := c.List().Fix(row, f)
	if !ok {
		return nil
	}
	return c.apply(change)
}

// fixAlike shows what the best fix would do to every row with the cause of one,
// since they are not all on the screen.
func (c *Screen) fixAlike(row int) tea.Cmd {
	cause, ok := c.Causes.find(c.List().CauseOf(row))
	switch {
	case ok && c.Causes.Stale:
		c.err = "One moment: the rows are being counted again."
	case !ok:
		c.err = "There is nothing to fix in this row, so there are no others like it."
	default:
		c.preview(cause, c.List().CauseFixes(cause))
	}
	return nil
}

func (c *Screen) answer(msg screen.Answered) tea.Cmd {
	if msg.Answer.Cancelled {
		return nil
	}
	switch msg.Name {
	case filterDialog:
		return c.ChooseFilter(msg.Answer.Value)
	case sortDialog:
		return c.sortBy(columnName(msg.Answer.Value))
	case rowDialog:
		return c.goTo(msg.Answer.Text)
	case rowsCountryDialog:
		if s, is := c.Panel.(*PreviewPanel); is {
			s.chooseCountry(msg.Answer.Text)
		}
		return nil
	case saveDialog:
		return c.save(msg.Answer.Text, false)
	case replaceDialog:
		return c.answerReplace(msg.Answer.Value)
	}
	if !c.mayWork() {
		return nil
	}
	switch msg.Name {
	case importDialog:
		return c.importDoNotCall(msg.Answer.Text, "")
	case importCountryDialog:
		return c.importDoNotCall(c.importing, phone.Region(msg.Answer.Value))
	case revertDialog:
		return c.answerRevert(msg.Answer.Value)
	case listDialog:
		return c.listNumber()
	}
	row, ok := c.Table.Here()
	if !ok {
		return nil
	}
	switch {
	case msg.Name == againDialog && msg.Answer.Value == againAll:
		if cause, ok := c.Causes.find(c.List().CauseOf(row)); ok {
			return c.fixCause(cause, model.Fix{Kind: againFix(c.List().Verdict(row))})
		}
	case msg.Name == againDialog && msg.Answer.Value == againOne:
		return c.fixOne(row, againFix(c.List().Verdict(row)))
	case msg.Name == premiumDialog && msg.Answer.Value == premiumYes:
		return c.fixOne(row, model.FixPremium)
	}
	return nil
}

func (c *Screen) fixOne(row int, kind model.FixKind) tea.Cmd {
	change, ok := c.List().Fix(row, model.Fix{Kind: kind})
	if !ok {
		return nil
	}
	return c.apply(change)
}
