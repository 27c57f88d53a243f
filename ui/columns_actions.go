package ui

import (
	"fmt"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/columns"
	"callsheet/ui/screen"
)

const (
	columnsGroup  = "Columns"
	contactGroup  = "The contact shown"
	countryGroup  = "Country of the numbers"
	encodingGroup = "Encoding of the file"
)

// Actions are what can be done with the columns, and with the questions that
// stand beside or before them.
func (c *columnsScreen) Actions() screen.Actions {
	country, letters, busy := c.askingCountry(), c.letters.choosing(), c.checking != nil || c.letters.progress != nil
	first := ""
	switch {
	case busy:
		first = "The rows are being read; esc stops that."
	case country:
		first = "The country of the numbers is asked first."
	case letters:
		first = "The encoding of the file is asked first."
	}
	next := screen.Action{ID: "next", Title: "Go on to the contacts", Keys: screen.Global.Next, Run: screen.Start(c.next)}
	back := screen.Action{ID: "back", Title: "Go back to the file", Keys: screen.Global.Back, Run: screen.Do(func() { c.console.Emit(screen.GoBack{}) })}
	switch {
	case country:
		next = next.Refused("Say which country these numbers are from: press enter, a digit, or c for another. 0 holds them for now.", func(why string) { c.err = why })
	case letters:
		next = next.Refused("Say in which encoding the file is: press enter or a digit. 0 goes on as it is.", func(why string) { c.err = why })
		back.WhyNot = first
	}
	stopping := screen.Without(!busy, "The rows are being read; esc stops that.")
	all := screen.Actions{{ID: "stop", Stops: true, Title: "Stop reading the rows", Keys: screen.Label(screen.Global.Back, "stop"),
		WhyNot: screen.Without(busy, "Nothing is under way that can be stopped."), Run: screen.Do(c.stop)}}
	all = append(all, c.countryActions().In(countryGroup).Unless(screen.Without(country, "No country is asked now."))...)
	all = append(all, c.encodingActions().Unless(screen.Without(letters && !country, "No encoding is asked now."))...)
	all = append(all, screen.Actions{next, back}.Unless(stopping)...)
	all = append(all, c.besideActions().Unless(first)...)
	all = append(all, c.changeActions().In(columnsGroup).Unless(first)...)
	all = append(all, c.previewActions().In(contactGroup).Unless(first)...)
	return all.Behind(screen.MovingActions(&c.grid).Unless(first)...)
}

// countryActions answer which country the numbers are from: a candidate, another
// one, or that these rows wait.
func (c *columnsScreen) countryActions() screen.Actions {
	n := len(c.country.choice.Candidates)
	at := c.country.at()
	take := func(i int) {
		if i < n {
			c.choose(c.country.choice.Candidates[i].Region)
		}
	}
	return screen.Actions{
		{ID: "take country", Title: "Take the country under the cursor", Keys: screen.Enter("take it"), Run: screen.Do(func() { take(at) })},
		{ID: "country by digit", Title: "Take the country of a digit", Keys: screen.Bind(fmt.Sprintf("1-%d", n), "take that one", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
			Run: func(msg tea.KeyMsg) tea.Cmd {
				take(digit(msg))
				return nil
			}},
		{ID: "other country", Title: "Name another country", Keys: screen.Bind("c", "another country", "c"), Run: screen.Do(c.askCountry)},
		{ID: "hold rows", Title: "Hold these rows until somebody says", Keys: screen.Bind("0", "hold these rows", "0"), Run: screen.Do(func() { c.country.later, c.err = true, "" })},
		{ID: "country up", Title: "Move to the country above", Keys: screen.Bind("↑", "up", "up", "k"), Run: screen.Do(func() { c.country.cursor = max(0, at-1) })},
		{ID: "country down", Title: "Move to the country below", Keys: screen.Bind("↓", "down", "down", "j"), Run: screen.Do(func() { c.country.cursor = min(n-1, at+1) })},
	}
}

// digit is the place of a digit, from 0.
func digit(msg tea.KeyMsg) int {
	n, _ := strconv.Atoi(msg.String()) // bound to digits only
	return n - 1
}

// encodingActions answer in which encoding the file is.
func (c *columnsScreen) encodingActions() screen.Actions {
	n := len(c.letters.readings)
	move := func(by int) func(tea.KeyMsg) tea.Cmd {
		return screen.Do(func() { c.letters.cursor = min(max(0, n-1), max(0, c.letters.cursor+by)) })
	}
	digits := "1"
	if n != 1 {
		digits = fmt.Sprintf("1-%d", n)
	}
	return append(screen.Actions{
		{ID: "take encoding", Title: "Read the list in the encoding under the cursor", Keys: screen.Enter("read it so"),
			Run: screen.Start(func() tea.Cmd { return c.readAgain(c.letters.cursor) })},
		{ID: "encoding by digit", Title: "Read the list in the encoding of a digit", Keys: screen.Bind(digits, "read it in that one", "1", "2", "3", "4"),
			Run: func(msg tea.KeyMsg) tea.Cmd {
				return c.readAgain(digit(msg))
			}},
		{ID: "leave encoding", Title: "Go on with the letters as they are", Keys: screen.Bind("0", "go on as it is", "0", "a"), Run: screen.Do(c.leaveLetters)},
		{ID: "encoding up", Title: "Move to the encoding above", Keys: screen.Bind("↑", "up", "up", "k"), Run: move(-1)},
		{ID: "encoding down", Title: "Move to the encoding below", Keys: screen.Bind("↓", "down", "down", "j"), Run: move(+1)},
	}.In(encodingGroup), screen.Action{ID: "close encodings", Title: "Go back to the columns", Keys: screen.Global.Back, Run: screen.Do(func() { c.letters.open = false })})
}

// besideActions answer the questions that stand beside the columns.
func (c *columnsScreen) besideActions() screen.Actions {
	asked, is := c.optOuts.asked()
	optOut := screen.Without(is, "Nobody is asked about who may not want to be called.")
	letters := screen.Without(c.letters.asked(), "No letters are spoilt.")
	others := letters
	if others == "" {
		others = screen.Without(len(c.letters.readings) > 0, "No other encoding mends the letters.")
	}
	return screen.Actions{
		{ID: "encodings", Title: "Look at the list in other encodings", Keys: screen.Bind("e", "other encodings", "e"), WhyNot: others, Run: screen.Do(func() { c.letters.open, c.err = true, "" })},
		{ID: "leave letters", Title: "Leave the letters as they are", Keys: screen.Bind("a", "go on as it is", "a"), WhyNot: letters, Run: screen.Do(c.leaveLetters)},
		{ID: "do not call", Title: "Do not call the people of the column asked about", Keys: screen.Bind("y", "do not call them", "y"), WhyNot: optOut,
			Run: screen.Start(func() tea.Cmd {
				return c.use(c.console.Campaign.Mapping.With(asked.Column.Index, columns.FieldDoNotCall))
			})},
		{ID: "may be called", Title: "Let the people of the column asked about be called", Keys: screen.Bind("n", "they may be called", "n"), WhyNot: optOut,
			Run: screen.Start(func() tea.Cmd { return c.use(c.console.Campaign.Mapping.Freed(asked.Column.Index)) })},
	}
}

// changeActions change what the columns mean.
func (c *columnsScreen) changeActions() screen.Actions {
	here, ok := c.here()
	none := screen.Without(ok, "No column is under the cursor.")
	_, optOut := c.optOuts.asked()
	need, change, skip := none, screen.Enter("change"), screen.Bind("x", "send or do not send", "x")
	if optOut {
		need = "A question beside the columns is answered with n."
	}
	needKeys, fallback := screen.Bind("n", "needed by the prompt", "n"), screen.Bind("f", "text where it is empty", "f")
	all := screen.Actions{
		{ID: "change", Title: "Change what the column means", Keys: change, WhyNot: none, Run: screen.Do(c.askMeaning)},
		{ID: "rename", Title: "Rename the column for the prompt", Keys: screen.Bind("r", "rename", "r"), WhyNot: none, Run: screen.Do(c.askKey)},
		{ID: "need", Title: "Say whether the prompt needs the column", Keys: needKeys, WhyNot: need, Run: screen.Start(c.toggleNeeded)},
		{ID: "fallback", Title: "Give the text where the column is empty", Keys: fallback, WhyNot: none, Run: screen.Do(func() { c.console.OpenDialog(c.requests.ID, fallbackDialog, fallbackQuestion(c.console.Theme, here)) })},
		{ID: "sent", Title: "Send the column along, or do not", Keys: skip, Named: screen.Label(skip, "skip"), WhyNot: none, Run: screen.Start(c.toggleSent)},
		{ID: "country", Title: "Set the country of the list", Keys: screen.Bind("c", "country", "c"), Run: screen.Do(c.askCountry)},
		{ID: "sooner", Title: "Dial the column sooner", Keys: screen.Bind("+", "dial sooner", "+", "="), Named: screen.Bind("+-", "order", "+", "-"), WhyNot: none, Run: screen.Start(func() tea.Cmd { return c.move(-1) })},
		{ID: "later", Title: "Dial the column later", Keys: screen.Bind("-", "dial later", "-"), WhyNot: none, Run: screen.Start(func() tea.Cmd { return c.move(+1) })},
		{ID: "undo", Title: "Undo the last change", Keys: screen.Bind("u", "undo", "u"), Run: screen.Start(func() tea.Cmd { return c.retrace(true) })},
		{ID: "redo", Title: "Make the change again", Keys: screen.Bind("ctrl+r", "redo", "ctrl+r"), Run: screen.Start(func() tea.Cmd { return c.retrace(false) })},
	}
	if here.Absent() {
		all[0].Named, all[2].Named, all[3].Named = screen.Label(change, "another column"), screen.Label(needKeys, "not needed"), screen.Label(fallback, "a text instead")
	}
	if here.Field == columns.FieldSkip {
		all[4].Named = screen.Label(skip, "send")
	}
	whyNot := map[string]string{
		"rename": whyNotRename(here), "need": whyNotNeed(here), "fallback": whyNotNeed(here),
		"sooner": whyNotMove(here), "later": whyNotMove(here),
		"undo": screen.Without(len(c.history.past) > 0, "There is nothing to undo: the columns are as they were found."),
		"redo": screen.Without(len(c.history.future) > 0, "There is nothing to make again."),
	}
	for i, a := range all {
		all[i] = c.console.Changing(a, "columns").Refused(whyNot[a.ID], c.console.Tell)
	}
	return all
}

// previewActions look at another contact.
func (c *columnsScreen) previewActions() screen.Actions {
	return screen.Actions{
		{ID: "before", Title: "Show the row before as it is sent", Keys: screen.Bind("←", "row before", "left", "h"), Run: screen.Do(func() { c.contact.step(-1) })},
		{ID: "after", Title: "Show the next row as it is sent", Keys: screen.Bind("→", "next row", "right", "l"), Run: screen.Do(func() { c.contact.step(+1) })},
		{ID: "whole", Title: "Show the whole contact", Keys: screen.Bind("tab", "contact", "tab"), Run: screen.Do(func() {
			c.contact.whole = !c.contact.whole && !isWide(c.width)
		})},
	}
}

func (c *columnsScreen) Keys() screen.Keys {
	actions := c.Actions()
	switch {
	case c.askingCountry():
		return screen.Keys{Line: actions.Line("take country", "country by digit", "other country", "hold rows", "back"), Groups: actions.Help(countryGroup)}
	case c.letters.choosing():
		return screen.Keys{Line: actions.Line("take encoding", "encoding by digit", "leave encoding", "close encodings"), Groups: actions.Help(encodingGroup)}
	}
	return screen.Keys{Line: actions.Line(c.lineIDs()...), Groups: actions.Help(columnsGroup, contactGroup, screen.MovingGroup)}
}

// lineIDs are the actions that the key line names with the columns.
func (c *columnsScreen) lineIDs() []string {
	here, ok := c.here()
	ids := []string{"stop", "encodings", "leave letters", "do not call", "may be called", "next", "change"}
	switch {
	case ok && here.Absent():
		ids = append(ids, "fallback", "need", "country", "back")
	default:
		if whyNotMove(here) == "" && c.severalPhones() {
			ids = append(ids, "sooner")
		}
		if ok && here.Key != "" {
			ids = append(ids, "rename")
		}
		ids = append(ids, "country", "sent", "back")
	}
	if len(c.history.past) > 0 {
		ids = append(ids, "undo")
	}
	return ids
}

func (c *columnsScreen) press(msg tea.KeyMsg) tea.Cmd {
	cmd, _ := c.Actions().Press(msg)
	return cmd
}

// readAgain reads the list in the encoding of a reading.
func (c *columnsScreen) readAgain(reading int) tea.Cmd {
	if reading >= len(c.letters.readings) {
		return nil
	}
	c.err = ""
	return c.letters.readAgain(c.letters.readings[reading].Encoding)
}

// leaveLetters goes on with the letters as they are.
func (c *columnsScreen) leaveLetters() {
	if !c.letters.open {
		c.err = ""
	}
	c.letters.leave()
}

// stop ends what reads the rows.
func (c *columnsScreen) stop() {
	if c.checking != nil {
		c.requests.Drop("check")
		c.checking = nil
		return
	}
	c.letters.stop()
}
