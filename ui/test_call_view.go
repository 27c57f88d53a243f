package ui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	testFormLines = 6    // of the form, above the contacts
	testNames     = 38   // cells of a contact's name and row
	testTurns     = 1000 // utterances that are shown
	testTurnRunes = 4000 // of one of them
	testSpeaker   = 8    // cells of who speaks
	testNameRunes = 60
	testToldRunes = 200
)

// namesShown is how many contacts are listed at one time.
func (t *testCallScreen) namesShown() int {
	if t.console.Theme.Lines {
		return widget.RowsRead
	}
	return max(1, t.height-testFormLines-1)
}

func (t *testCallScreen) Status() string {
	pens := t.console.Theme
	switch {
	case t.err != "":
		return pens.Error.Render(pens.Glyphs.ToFix + " " + t.err)
	case !t.asking && t.call.UnderWay():
		return pens.Muted.Render("The call goes on when you go back with esc.")
	case !t.asking:
		return pens.Muted.Render("Your list and your campaign are as they were.")
	}
	number, err := t.own()
	if err != nil || t.plan.Len() == 0 {
		return pens.Muted.Render("Nothing rings before you press enter, and never one of your contacts.")
	}
	return pens.Muted.Render(fmt.Sprintf("Enter rings %s now, as %s.%s", number.Grouped(), t.asWords(t.plan.Contact(t.plan.RowAt(t.at))), t.rehearsalWords()))
}

// rehearsalWords say that nothing rings where that is so.
func (t *testCallScreen) rehearsalWords() string {
	if t.console.Config.Account.IsSandbox() {
		return " This is the sandbox: no telephone rings."
	}
	return ""
}

// asWords name the contact whose data are taken.
func (t *testCallScreen) asWords(c model.Contact) string {
	return fmt.Sprintf("%s of row %d", cmp.Or(printable.Text(c.Name, testNameRunes), "the contact"), t.plan.RowNumber(c.Row))
}

func (t *testCallScreen) View() string {
	if !t.asking {
		return widget.Block(t.view.View(), t.width, t.height)
	}
	pens := t.console.Theme
	label := func(name string) string { return pens.Muted.Render(widget.Fit(name, 13, "")) }
	lines := []string{
		pens.Strong.Render("Hear what your contacts will hear") + pens.Muted.Render("  your own telephone rings, nobody else's"), "",
		label("Your number") + t.number.View(pens, min(30, max(10, t.width-30))) + "  " + t.numberNote(),
		label("Agent") + pens.Text.Render(cmp.Or(t.agent, t.plan.Options.Agent)), "",
		pens.Strong.Render("As") + pens.Muted.Render(fmt.Sprintf("  %s of %s", figures.Count(min(t.at+1, t.plan.Len())), screen.People(t.plan.Len()))),
	}
	told := max(10, t.width-testNames-screen.PaneGap)
	both := widget.Beside(widget.Block(strings.Join(t.nameLines(), "\n"), testNames, t.namesShown()), strings.Join(t.toldLines(told), "\n"), " "+pens.Rule.Render(pens.Glyphs.VRule)+" ")
	return widget.Block(strings.Join(lines, "\n")+"\n"+both, t.width, t.height)
}

// numberNote says beside the number what it is, or what is wrong with it so far.
func (t *testCallScreen) numberNote() string {
	pens := t.console.Theme
	number, err := t.own()
	switch {
	case t.number.Value() == "":
		return pens.Muted.Render("of your own telephone")
	case err != nil:
		return pens.Warning.Render("not a number to ring yet")
	}
	return pens.Ready.Render(pens.Glyphs.Ready+" "+number.Grouped()) + pens.Muted.Render(" "+number.Region().Name())
}

// nameLines list the contacts around the chosen one.
func (t *testCallScreen) nameLines() []string {
	pens, shown := t.console.Theme, t.namesShown()
	first := min(max(0, t.at-shown/2), max(0, t.plan.Len()-shown))
	var lines []string
	for i := first; i < min(first+shown, t.plan.Len()); i++ {
		row := t.plan.RowAt(i)
		mark, pen := "  ", pens.Text
		if i == t.at {
			mark, pen = pens.Glyphs.Cursor+" ", pens.Accent.Bold()
		}
		name := cmp.Or(printable.Text(t.plan.Contact(row).Name, testNameRunes), "no name")
		number := fmt.Sprintf("row %d", t.plan.RowNumber(row))
		room := max(1, testNames-3-widget.Width(number))
		lines = append(lines, pen.Render(mark+widget.Fit(name, room, pens.Glyphs.Ellipsis))+" "+pens.Muted.Render(number))
	}
	return lines
}

// toldLines say what the agent is told of the chosen contact, as a batch tells it.
func (t *testCallScreen) toldLines(width int) []string {
	if t.plan.Len() == 0 {
		return nil
	}
	pens := t.console.Theme
	c := t.plan.Contact(t.plan.RowAt(t.at))
	lines := []string{pens.Muted.Render("What the agent is told")}
	fields := told(c)
	for i, f := range fields {
		if !pens.Lines && len(lines) == t.namesShown()-1 && i < len(fields)-1 {
			lines = append(lines, pens.Muted.Render(fmt.Sprintf("and %d more", len(fields)-i)))
			break
		}
		lines = append(lines, pens.Muted.Render(widget.Fit(f.name, 14, pens.Glyphs.Ellipsis))+" "+pens.Text.Render(widget.Clip(f.value, pens.Glyphs.Ellipsis, max(1, width-15))))
	}
	if len(lines) == 1 {
		lines = append(lines, pens.Text.Render("nothing but the number"))
	}
	return lines
}

// toldField is one thing that the agent is told of a contact.
type toldField struct{ name, value string }

func told(c model.Contact) []toldField {
	var fields []toldField
	add := func(name, value string) {
		if value = printable.Text(value, testToldRunes); value != "" {
			fields = append(fields, toldField{name, value})
		}
	}
	add("name", c.Name)
	add("email", c.Email)
	add("company", c.Company)
	for _, key := range slices.Sorted(maps.Keys(c.Metadata)) {
		add("{"+printable.Text(key, testNameRunes)+"}", fmt.Sprint(c.Metadata[key]))
	}
	return fields
}

// fill puts the call into what can be scrolled.
func (t *testCallScreen) fill() {
	if t.call.Stage() == session.TestNone {
		return
	}
	pens, width := t.console.Theme, max(20, min(t.width, reviewText))
	order := t.call.Order()
	lines := []string{pens.Strong.Render(widget.Clip(fmt.Sprintf("%s, as %s, by %s", order.To.Grouped(), t.asWords(order.As), cmp.Or(t.agent, order.Agent)), pens.Glyphs.Ellipsis, width)), ""}
	say := func(pen theme.Pen, text string) {
		lines = append(lines, widget.Paragraph(pen, text, width)...)
	}
	say(t.stagePen(), t.call.Words())
	if words := strings.TrimSpace(t.rehearsalWords()); words != "" {
		say(pens.Muted, words)
	}
	p := t.call.Progress()
	if summary := printable.Text(p.Summary, testTurnRunes); summary != "" {
		lines = append(lines, "", pens.Strong.Render("Summary"))
		say(pens.Text, summary)
	}
	if words := t.call.TranscriptWords(); words != "" {
		lines = append(lines, "")
		say(pens.Muted, words)
	}
	if len(p.Turns) > 0 {
		lines = append(lines, "", pens.Strong.Render("What was said"))
	}
	for i, turn := range p.Turns {
		if i == testTurns {
			say(pens.Muted, fmt.Sprintf("and %s more in Dialgen", figures.Count(len(p.Turns)-i)))
			break
		}
		who := printable.Text(turn.Who, testNameRunes)
		for _, line := range widget.Wrap(printable.Text(turn.Text, testTurnRunes), width-testSpeaker) {
			lines = append(lines, pens.Muted.Render(widget.Fit(who, testSpeaker-1, pens.Glyphs.Ellipsis)+" ")+pens.Text.Render(line))
			who = ""
		}
	}
	t.view.SetContent(strings.Join(lines, "\n"))
}

// stagePen is how it is drawn how the call stands.
func (t *testCallScreen) stagePen() theme.Pen {
	pens := t.console.Theme
	switch t.call.Stage() {
	case session.TestRefused:
		return pens.Error
	case session.TestUnknown, session.TestUnseen:
		return pens.Warning
	case session.TestEnded:
		if t.call.Progress().Status == model.CallAnswered {
			return pens.Ready
		}
		return pens.Warning
	}
	return pens.Accent
}
