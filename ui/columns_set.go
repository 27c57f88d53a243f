package ui

import (
	"context"
	"fmt"
	"sync/atomic"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	fieldDialog   = "meaning"
	keyDialog     = "key"
	countryDialog = "country"
)

func (c *columnsScreen) askMeaning() {
	col, ok := c.here()
	switch {
	case !ok:
		return
	case col.Absent():
		c.askInstead(col)
		return
	}
	var options []widget.Option
	now := string(col.Field)
	for _, f := range columns.Fields() {
		words := fieldWords[f]
		switch {
		case f == columns.FieldPhone2 && col.Field == f && col.Choice == 0:
			now = "" // it is none of those that can be chosen
			options = append(options, widget.Option{Label: widget.Fit("Phone, not dialled (now)", 24, "") + " kept for the agent"})
		case f == col.Field:
			words[0] += " (now)"
		}
		options = append(options, widget.Option{Value: string(f), Label: widget.Fit(words[0], 24, "") + words[1]})
	}
	body := ""
	if c.added[col.Index] {
		body = "Callsheet added this column when it saved the list. What it says of a row holds without being sent."
	}
	c.console.OpenDialog(c.requests.ID, fieldDialog, widget.NewChoice(c.console.Theme, fmt.Sprintf("What is in %q?", col.Title()), body, options).At(now))
}

// whyNotRename says why a column has no name to change; "" = it has.
func whyNotRename(col columns.Column) string {
	switch {
	case col.Absent():
		return fmt.Sprintf("The list has no such column. Press enter to choose which is sent as {%s}.", col.Key)
	case col.Field == columns.FieldSkip:
		return "This column is not sent, so the prompt has no name for it. Press enter to send it."
	case col.Key == "":
		return fmt.Sprintf("%s is sent as a field of its own, so it has no name to change.", fieldWords[col.Field][0])
	}
	return ""
}

// whyNotMove says why a column has no place in the order of dialling; "" = it has.
func whyNotMove(col columns.Column) string {
	return screen.Without(col.Field == columns.FieldPhone || col.Field == columns.FieldPhone2, "Only phone columns are dialled. Press enter to say that this is one.")
}

// askKey asks under which name the agent's prompt finds a column.
func (c *columnsScreen) askKey() {
	col, ok := c.here()
	if !ok {
		return
	}
	body := "The agent's prompt finds the column by this name, in braces."
	c.console.OpenDialog(c.requests.ID, keyDialog, widget.NewPrompt(c.console.Theme, fmt.Sprintf("Name of %q in the prompt", col.Title()), body, "Name",
		col.Key, func(s string) (string, error) {
			if !columns.ValidKey(s) {
				return "", model.UserError("Use letters, digits, _ - and . only, 60 at most.")
			}
			for _, other := range c.console.Campaign.Mapping {
				if other.Key == s && other.Index != col.Index && !other.Absent() {
					return "", model.UserError(fmt.Sprintf("%q has this name already.", other.Title()))
				}
			}
			return "{" + s + "} in the prompt", nil
		}))
}

func (c *columnsScreen) askCountry() {
	body := "Numbers written without + and country code belong to this country, unless their row says otherwise. Type its name or its two letters."
	if doubt := c.country.choice.Doubt(); doubt != "" {
		body = doubt + " " + body
	}
	c.console.OpenDialog(c.requests.ID, countryDialog, widget.NewPrompt(c.console.Theme, "Country of the list", body, "Country",
		c.console.Campaign.Region.Name(), func(s string) (string, error) {
			r, ok := phone.ParseRegion(s)
			if !ok {
				return "", model.UserError("No such country. Type its English name, or letters such as GB.")
			}
			return screen.RegionWords(r), nil
		}))
}

func (c *columnsScreen) answer(msg screen.Answered) tea.Cmd {
	if msg.Answer.Cancelled {
		return nil
	}
	switch msg.Name {
	case fieldDialog:
		if msg.Answer.Value != "" {
			return c.set(columns.Field(msg.Answer.Value))
		}
	case keyDialog:
		if col, ok := c.here(); ok && columns.ValidKey(msg.Answer.Text) {
			return c.use(c.console.Campaign.Mapping.Renamed(col.Index, msg.Answer.Text))
		}
	case fallbackDialog, insteadDialog:
		return c.answerNeeded(msg)
	case countryDialog:
		if r, ok := phone.ParseRegion(msg.Answer.Text); ok {
			c.choose(r)
		}
	}
	return nil
}

func (c *columnsScreen) set(f columns.Field) tea.Cmd {
	col, ok := c.here()
	if !ok || col.Field == f && col.Choice > 0 == (f == columns.FieldPhone || f == columns.FieldPhone2) {
		return nil
	}
	return c.use(c.console.Campaign.Mapping.With(col.Index, f))
}

// toggleSent sends a column along that is not, and does not send one that is.
func (c *columnsScreen) toggleSent() tea.Cmd {
	if col, ok := c.here(); ok && col.Field == columns.FieldSkip {
		return c.set(columns.FieldMetadata)
	}
	return c.set(columns.FieldSkip)
}

// move dials a phone column sooner or later than the others.
func (c *columnsScreen) move(step int) tea.Cmd {
	col, ok := c.here()
	if !ok {
		return nil
	}
	return c.use(c.console.Campaign.Mapping.Moved(col.Index, step))
}

// use takes new meanings over.
func (c *columnsScreen) use(m columns.Mapping) tea.Cmd {
	c.history.add(c.state())
	session.MapColumns(c.console.Campaign, m)
	c.err = ""
	c.fill()
	return c.askAnew()
}

// askAnew asks about columns that have changed: nothing is answered that was asked of
// them as they were.
func (c *columnsScreen) askAnew() tea.Cmd {
	c.optOuts.found = nil
	return tea.Batch(c.country.weigh(), c.optOuts.find())
}

// next checks every row under these meanings, or goes on when nothing changed
// since it was done.
func (c *columnsScreen) next() tea.Cmd {
	campaign := c.console.Campaign
	if _, ok := campaign.Mapping.Find(columns.FieldPhone); !ok {
		c.err = "No column holds the number to dial. Move to the phone column, press enter and choose Phone to dial."
		if col, why, asked := campaign.Mapping.Unasked(); asked {
			c.grid.SetCursor(col.Index)
			c.err = fmt.Sprintf("The only numbers are under %q: %s unless you press enter and choose Phone to dial.", col.Title(), why)
		}
		return nil
	}
	if campaign.Evaluated() {
		c.console.GoOn(nil)
		return nil
	}
	var kept model.Edits
	if campaign.List != nil {
		kept = campaign.List.Edits.Clone()
	}
	c.checking, c.err = &atomic.Int64{}, ""
	frozen, sessions, progress := *campaign, c.console.Session(), c.checking
	return tea.Batch(
		c.requests.Ask("check", func(ctx context.Context) tea.Msg {
			list, err := sessions.Evaluate(ctx, &frozen, kept, progress)
			return listChecked{list, err}
		}),
		c.requests.After("tick", screen.ProgressEvery, checkingTick{}),
	)
}

func (c *columnsScreen) listChecked(msg listChecked) tea.Cmd {
	c.checking = nil
	if msg.err != nil {
		c.err = reason.Sentence(msg.err)
		return nil
	}
	c.fresh = nil
	session.SetList(c.console.Campaign, msg.list)
	c.console.Saver.AddTakeOver(c.console.Campaign)
	c.console.GoOnTo(model.StageContacts)
	if alarm := model.SharedWords(msg.list); alarm != "" {
		c.console.Notify(widget.Problem, alarm)
	}
	if c.known {
		c.known = false
		c.console.Notify(widget.Info, "The columns are as in your last such list. Press esc to look at them.")
	}
	list, from, account, sessions := msg.list.Snapshot(), c.console.Campaign.RegionFrom, c.console.Config.Account.Name, c.console.Session()
	return c.requests.Ask("keep", func(ctx context.Context) tea.Msg {
		return columnsKept{sessions.Remember(ctx, list, from, account)}
	})
}

// lettersRead gives the campaign the list that was read again, and shows its columns
// in place of these.
func (c *columnsScreen) lettersRead(msg lettersRead) tea.Cmd {
	c.letters.progress = nil
	if msg.err != nil {
		c.err = reason.Sentence(msg.err)
		return nil
	}
	replaceList(c.console, msg.opened)
	again := newReadColumns(c.console, msg.opened)
	again.known = false // the operator looks whether it is right now
	c.console.Emit(screen.GoBack{})
	c.console.GoOn(again)
	c.console.Notify(widget.Done, "The list was read again, in "+msg.opened.Origin.Encoding+".")
	return nil
}

func (c *columnsScreen) state() columnsState {
	return columnsState{c.console.Campaign.Mapping, c.country.choice}
}

// retrace takes the last change back, or makes it again.
func (c *columnsScreen) retrace(undo bool) tea.Cmd {
	last := c.history.take(undo, c.state())
	session.RestoreColumns(c.console.Campaign, last.mapping)
	c.readAs(last.country)
	return c.askAnew()
}

// choose takes the operator's word for the country of the list.
func (c *columnsScreen) choose(r phone.Region) {
	c.history.add(c.state())
	c.readAs(columns.RegionChoice{Region: r, From: columns.FromOperator, Because: columns.Chosen})
	c.contact.row = firstContact(c.console.Campaign)
}

// readAs reads numbers without a country code as of a country.
func (c *columnsScreen) readAs(country columns.RegionChoice) {
	c.country.choice = country
	session.SetCountry(c.console.Campaign, country.Region, country.From)
	c.err = ""
	c.fill()
}
