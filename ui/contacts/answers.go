package contacts

import (
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// answer does what the operator answered to a question.
func (c *Screen) answer(msg screen.Answered) tea.Cmd {
	if msg.Answer.Cancelled {
		return nil
	}
	switch msg.Name {
	case filterDialog:
		return c.ChooseFilter(msg.Answer.Value)
	case sortDialog:
		c.Table.sortBy(columnName(msg.Answer.Value))
		return c.Search()
	case rowDialog:
		return c.goTo(msg.Answer.Text)
	case rowsCountryDialog:
		if s, is := c.Panel.(*PreviewPanel); is {
			s.chooseCountry(msg.Answer.Text)
		}
		return nil
	case cellDialog:
		if s, is := c.Panel.(*cellsPanel); is {
			return c.do(s.set(s.how, msg.Answer.Text))
		}
		return nil
	case saveDialog:
		return c.Background.wait(c.export.save(c.List(), msg.Answer.Text, false))
	case replaceDialog:
		if msg.Answer.Value != screen.ReplaceYes {
			return c.do(c.export.askPath())
		}
		return c.Background.wait(c.export.save(c.List(), c.export.replaces, true))
	}
	if !c.Console.MayChange("contacts") {
		return nil
	}
	if busy := c.Background.busy(); busy != "" {
		c.err = busy
		return nil
	}
	switch msg.Name {
	case zoneDialog:
		return c.do(c.zone.said(msg.Answer.Text))
	case importDialog:
		return c.Background.wait(c.doNotCall.imports(c.List(), msg.Answer.Text, ""))
	case importCountryDialog:
		return c.Background.wait(c.doNotCall.imports(c.List(), c.doNotCall.path, phone.Region(msg.Answer.Value)))
	case listDialog:
		return c.Background.wait(c.doNotCall.lists(c.List()))
	case sureDialog:
		if msg.Answer.Value != sureYes {
			return nil
		}
		return c.apply(c.sure.found.Change)
	case revertDialog:
		if msg.Answer.Value != revertYes {
			return nil
		}
		return c.begin(precompute(c.List(), c.repair.reverted()))
	}
	row, ok := c.Table.Here()
	if !ok {
		return nil
	}
	switch {
	case msg.Name == againDialog && msg.Answer.Value == againAll:
		if cause, ok := c.Causes.find(c.List().Causes().Of(row)); ok {
			return c.begin(applyFix(c.List(), previewOf{cause: cause}, model.Fix{Kind: againFix(c.List().Verdict(row))}))
		}
	case msg.Name == againDialog && msg.Answer.Value == againOne:
		return c.do(c.repair.apply(row, model.Fix{Kind: againFix(c.List().Verdict(row))}))
	case msg.Name == premiumDialog && msg.Answer.Value == premiumYes:
		return c.do(c.repair.apply(row, model.Fix{Kind: model.FixPremium}))
	}
	return nil
}

// doNotCallListed shows which rows are out now, and says how many.
func (c *Screen) doNotCallListed(msg listedDoNotCall) tea.Cmd {
	if !c.ended(msg.err) {
		return nil
	}
	if msg.asks.Unanswered() {
		return c.do(c.doNotCall.askCountry(msg))
	}
	before := c.List().Counts().Of(model.DoNotCall)
	if !c.List().Replace(msg.list) {
		c.List().AddSuppressions(msg.suppressions)
	}
	c.Console.Notify(msg.words(c.List().Counts().Of(model.DoNotCall)-before, c.Console.Theme.Glyphs.Ellipsis))
	if may := msg.done.MayCall(); may != "" {
		c.ask(callingDialog, widget.NewNotice(c.Console.Theme, "MAY YET BE CALLED", may))
	}
	return c.relearnt()
}
