package ui

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
)

// optOutQuestion asks about columns that may say who is not to be called.
type optOutQuestion struct {
	console  *screen.Console
	requests *screen.Requests
	found    []model.OptOut // by the columns as they are, those to ask about first
}

// optOutsFound is what the columns, as they are, say of who is not to be called.
type optOutsFound struct {
	found []model.OptOut
	err   error
}

// find reads every row for people who are not to be called. When that
// cannot be done, going on does it again, and says why.
func (q *optOutQuestion) find() tea.Cmd {
	campaign := q.console.Campaign
	if campaign.Table == nil {
		return nil
	}
	table, mapping := campaign.Table, slices.Clone(campaign.Mapping)
	return q.requests.Ask("opt outs", func(ctx context.Context) tea.Msg {
		found, err := model.OptOuts(ctx, table, mapping)
		return optOutsFound{found, err}
	})
}

// asked is the column the operator is asked about, if any.
func (q *optOutQuestion) asked() (model.OptOut, bool) {
	if len(q.found) == 0 || q.found[0].Asked == 0 || q.console.Campaign.ReadOnly() {
		return model.OptOut{}, false
	}
	return q.found[0], true
}

// lines ask about the first column of which it is not sure, and say what
// the others keep from being called.
func (q *optOutQuestion) lines(width int) []string {
	t := q.console.Theme
	var lines []string
	named := 0
	for _, o := range q.found {
		if said := o.Said(); said != "" && named < maxOptOuts {
			named++
			style := t.Muted
			if o.Odd > 0 {
				style = t.Warning
				said = t.Glyphs.ToFix + " " + said
			}
			lines = append(lines, wrapped(width, style, said)...)
		}
	}
	asked, is := q.asked()
	if !is {
		return lines
	}
	lines = append(lines, wrapped(width, t.Warning, t.Glyphs.ToFix+" "+asked.Question())...)
	return append(lines, "  "+t.Key.Render("y")+" "+t.KeyDesc.Render("do not call them")+"   "+t.Key.Render("n")+" "+t.KeyDesc.Render("they may be called")+
		t.Muted.Render("   Until then their rows are held."))
}

// maxOptOuts is how many columns are said to keep people from being called.
const maxOptOuts = 2
