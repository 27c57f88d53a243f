package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/columns"
	"callsheet/model/phone"
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
	return columnsState{c.console.Campaign.Mapping, c.country.choice}
}

// columnsHistory is what can be undone, and what made again.
type columnsHistory struct{ past, future []columnsState }

// add keeps what the columns are, before they become something else.
func (h *columnsHistory) add(s columnsState) {
	h.past = append(h.past, s)
	h.past = h.past[max(0, len(h.past)-maxColumnsUndo):]
	h.future = nil
}

// take is what the columns were before the last change, or before that was taken
// back; they are now.
func (h *columnsHistory) take(undo bool, now columnsState) columnsState {
	from, to := &h.past, &h.future
	if !undo {
		from, to = to, from
	}
	last := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, now)
	return last
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
