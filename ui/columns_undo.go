package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/columns"
	"callsheet/ui/session"
)

// columnsState is what the operator can change of the columns.
type columnsState struct {
	mapping columns.Mapping
	country columns.RegionChoice
}

// maxColumnsUndo bounds how many changes can be taken back.
const maxColumnsUndo = 100

func (c *columnsScreen) state() columnsState {
	return columnsState{c.console.Campaign.Mapping, c.country}
}

// changing keeps what the columns are, before they become something else.
func (c *columnsScreen) changing() {
	c.past = append(c.past, c.state())
	c.past = c.past[max(0, len(c.past)-maxColumnsUndo):]
	c.future = nil
}

// retrace takes the last change back, or makes it again.
func (c *columnsScreen) retrace(undo bool) tea.Cmd {
	from, to := &c.past, &c.future
	if !undo {
		from, to = to, from
	}
	last := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, c.state())
	session.RestoreColumns(c.console.Campaign, last.mapping)
	c.readAs(last.country)
	return c.findOptOutsAgain()
}

// readAs reads numbers without a country code as of a country.
func (c *columnsScreen) readAs(country columns.RegionChoice) {
	c.country = country
	session.SetCountry(c.console.Campaign, country.Region, country.From)
	c.err = ""
	c.fill()
	c.layout()
}

// countryWeighed is what speaks for other countries than the one given.
type countryWeighed struct{ country columns.RegionChoice }

// chooseRegion looks whether the numbers speak for another country than the one given,
// and for which when none was. Who chose it for this list knows what they do.
func (c *columnsScreen) chooseRegion() tea.Cmd {
	campaign, account := c.console.Campaign, c.console.Config.Account
	if campaign.Region != "" && !campaign.RegionFrom.Given() || campaign.RegionFrom == columns.FromOperator || campaign.ReadOnly() || campaign.Table == nil {
		return nil
	}
	table, mapping, sessions := campaign.Table, campaign.Mapping, c.console.Session()
	word := session.Word{Account: account.Name, Region: campaign.Region, From: campaign.RegionFrom, Attended: true}
	if word.Region == "" {
		word.Region, word.From = account.Region, columns.FromNone
	}
	return c.requests.Ask("country", func(ctx context.Context) tea.Msg {
		return countryWeighed{sessions.Weigh(ctx, table, mapping, word)}
	})
}

func (c *columnsScreen) regionChosen(country columns.RegionChoice) {
	if now := c.console.Campaign; now.Region == country.Region && now.RegionFrom.Given() == country.From.Given() {
		c.country = country
		c.layout()
	}
}
