package ui

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
)

// optOutsFound is what the columns, as they are, say of who is not to be called.
type optOutsFound struct {
	found []model.OptOut
	err   error
}

// findOptOuts reads every row for people who are not to be called. When that
// cannot be done, going on does it again, and says why.
func (c *columnsScreen) findOptOuts() tea.Cmd {
	campaign := c.console.Campaign
	if campaign.Table == nil {
		return nil
	}
	table, mapping := campaign.Table, slices.Clone(campaign.Mapping)
	return c.requests.Ask("opt outs", func(ctx context.Context) tea.Msg {
		found, err := model.OptOuts(ctx, table, mapping)
		return optOutsFound{found, err}
	})
}

// findOptOutsAgain does so for columns that have changed: nothing is answered that was
// asked of them as they were.
func (c *columnsScreen) findOptOutsAgain() tea.Cmd {
	c.optOuts = nil
	c.layout()
	return tea.Batch(c.chooseRegion(), c.findOptOuts())
}

func (c *columnsScreen) optOutsFound(msg optOutsFound) {
	if msg.err == nil {
		c.optOuts = msg.found
		c.layout()
	}
}

// optOutAsked is the column the operator is asked about, if any.
func (c *columnsScreen) optOutAsked() (model.OptOut, bool) {
	if len(c.optOuts) == 0 || c.optOuts[0].Asked == 0 || c.console.Campaign.ReadOnly() {
		return model.OptOut{}, false
	}
	return c.optOuts[0], true
}

// optOutLines ask about the first column of which it is not sure, and say what
// the others keep from being called.
func (c *columnsScreen) optOutLines() []string {
	t := c.console.Theme
	var lines []string
	named := 0
	for _, o := range c.optOuts {
		if said := o.Said(); said != "" && named < maxOptOuts {
			named++
			style := t.Muted
			if o.Odd > 0 {
				style = t.Warning
				said = t.Glyphs.ToFix + " " + said
			}
			lines = append(lines, c.wrapped(style, said)...)
		}
	}
	asked, is := c.optOutAsked()
	if !is {
		return lines
	}
	lines = append(lines, c.wrapped(t.Warning, t.Glyphs.ToFix+" "+asked.Question())...)
	return append(lines, "  "+t.Key.Render("y")+" "+t.KeyDesc.Render("do not call them")+"   "+t.Key.Render("n")+" "+t.KeyDesc.Render("they may be called")+
		t.Muted.Render("   Until then their rows are held."))
}

// maxOptOuts is how many columns are said to keep people from being called.
const maxOptOuts = 2
