package ui

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// countryQuestion is asked where numbers have no country code and nobody named
// their country. It stands before the columns until it is answered.
type countryQuestion struct {
	console  *screen.Console
	requests *screen.Requests
	choice   columns.RegionChoice
	cursor   int  // candidate that enter takes
	later    bool // these rows wait, until somebody says
}

// asked reports whether the question is open.
func (q *countryQuestion) asked() bool {
	return q.choice.Unanswered() && len(q.choice.Candidates) > 0 && !q.later && !q.console.Campaign.ReadOnly()
}

// at is the candidate under the cursor.
func (q *countryQuestion) at() int { return min(q.cursor, len(q.choice.Candidates)-1) }

// countryWeighed is what speaks for other countries than the one given.
type countryWeighed struct{ country columns.RegionChoice }

// weigh looks whether the numbers speak for another country than the one given, and
// for which when none was. Who chose it for this list knows what they do.
func (q *countryQuestion) weigh() tea.Cmd {
	campaign, account := q.console.Campaign, q.console.Config.Account
	if campaign.Region != "" && !campaign.RegionFrom.Given() || campaign.RegionFrom == columns.FromOperator || campaign.ReadOnly() || campaign.Table == nil {
		return nil
	}
	table, mapping, sessions := campaign.Table, campaign.Mapping, q.console.Session()
	word := session.Word{Account: account.Name, Region: campaign.Region, From: campaign.RegionFrom, Attended: true}
	if word.Region == "" {
		word.Region, word.From = account.Region, columns.FromNone
	}
	return q.requests.Ask("country", func(ctx context.Context) tea.Msg {
		return countryWeighed{sessions.DecideCountry(ctx, table, mapping, word)}
	})
}

// weighed takes that over, unless another country was chosen meanwhile.
func (q *countryQuestion) weighed(country columns.RegionChoice) {
	if now := q.console.Campaign; now.Region == country.Region && now.RegionFrom.Given() == country.From.Given() {
		q.choice = country
	}
}

// widestCountry is how many cells the name of a candidate has, with its digit.
const widestCountry = 28

// lines are the question, with every candidate and how it reads the same
// few numbers.
func (q *countryQuestion) lines(width int) []string {
	t := q.console.Theme
	lines := []string{t.Title.Render("Which country are these numbers from?")}
	intro := fmt.Sprintf("They have no country code, and nobody named their country. Of %s tried, this many are numbers there, read like this:",
		figures.Counted(q.choice.Numbers, "number"))
	lines = append(lines, widget.Paragraph(t.Muted, intro, max(1, width))...)
	lines = append(lines, "", q.sampleLine(width, "    As given", t.Muted, q.choice.Candidates[0], q.asGiven))
	for i, f := range q.choice.Candidates {
		pen, mark := t.Text, " "
		if i == q.at() {
			pen, mark = t.Strong, t.Glyphs.Cursor
		}
		lines = append(lines, q.sampleLine(width, fmt.Sprintf("%s %d %s", mark, i+1, screen.RegionWords(f.Region)), pen, f, q.readThere(width)))
		why := fmt.Sprintf("%d of %d", f.Fits, q.choice.Numbers)
		if f.Because != "" {
			why += ", " + f.Because
		}
		lines = append(lines, t.Muted.Render(widget.Clip("    "+why, t.Glyphs.Ellipsis, width)))
	}
	return append(lines, "", t.Muted.Render("  c another country   0 hold these rows until somebody says"))
}

// asGiven is a number as the list has it.
func (q *countryQuestion) asGiven(s columns.RegionSample) (string, theme.Pen) {
	return s.Given, q.console.Theme.Muted
}

// readThere is a number as a country reads it.
func (q *countryQuestion) readThere(width int) func(columns.RegionSample) (string, theme.Pen) {
	t := q.console.Theme
	return func(s columns.RegionSample) (string, theme.Pen) {
		switch {
		case s.Phone == "":
			return "no number", t.Warning
		case !isWide(width):
			return s.Phone, t.Ready
		}
		return s.Number.Grouped(), t.Ready
	}
}

// sampleLine is what stands for a candidate, and how it reads the numbers.
func (q *countryQuestion) sampleLine(width int, head string, pen theme.Pen, f columns.RegionFit, show func(columns.RegionSample) (string, theme.Pen)) string {
	return sampleRow(q.console.Theme, width, head, pen, len(f.Samples), func(i int) (string, theme.Pen) { return show(f.Samples[i]) })
}

// sampleRow is a candidate with how it reads n samples beside it.
func sampleRow(t theme.Theme, width int, head string, pen theme.Pen, n int, show func(int) (string, theme.Pen)) string {
	const widest = 24
	line := pen.Render(widget.Fit(head, widestCountry, t.Glyphs.Ellipsis))
	each := max(8, min(widest, (width-widestCountry)/max(1, n)-1))
	for i := range n {
		text, pen := show(i)
		line += " " + pen.Render(widget.Fit(text, each, t.Glyphs.Ellipsis))
	}
	return line
}
