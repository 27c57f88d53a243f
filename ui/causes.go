package ui

import (
	"callsheet/model/phone"

	"cmp"
	"context"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/widget"
)

// causePane lists what keeps rows from being right, largest first.
type causePane struct {
	list  []model.Cause
	names []string // of the causes, in their order
	at    int
	top   int
	stale bool // the list was changed since they were counted

	fixes   []model.Fix // of the cause under the cursor; nil until asked for
	recent  int         // rows called a short while ago
	regions []regionRows
}

// regionRows is how many rows have a number of a country.
type regionRows struct {
	region phone.Region
	rows   int
}

// causeCount is what is counted of a list beside its states.
type causeCount struct {
	list    []model.Cause
	recent  int
	regions []regionRows
}

type (
	causesCounted struct{ causes causeCount }
	fixesFound    struct {
		of    model.CauseKey
		fixes []model.Fix
	}
)

func (p *causePane) here() (model.Cause, bool) {
	if p.at < 0 || p.at >= len(p.list) {
		return model.Cause{}, false
	}
	return p.list[p.at], true
}

// find is the cause of a key.
func (p *causePane) find(k model.CauseKey) (model.Cause, bool) {
	i := slices.IndexFunc(p.list, func(c model.Cause) bool { return c.CauseKey == k })
	if i < 0 || k.IsZero() {
		return model.Cause{}, false
	}
	return p.list[i], true
}

// countCauses groups the rows anew. In a short list that is done within the key
// press.
func (c *contactsScreen) countCauses() tea.Cmd {
	list := c.list().Freeze()
	if list.Len() <= quickList {
		c.requests.Drop("causes")
		return c.showCauses(countOf(context.Background(), list))
	}
	c.causes.stale = true
	return c.requests.Ask("causes", func(ctx context.Context) tea.Msg { return causesCounted{countOf(ctx, list)} })
}

func countOf(ctx context.Context, list *model.List) causeCount {
	count := causeCount{list: list.Causes()}
	if rows, err := list.Rows(ctx, model.Filter{Show: model.ShowRecent}); err == nil {
		count.recent = len(rows)
	}
	regions := map[phone.Region]int{}
	for row := range list.Len() {
		if v := list.Verdict(row); v.Number != 0 {
			regions[v.Region]++
		}
	}
	for region, rows := range regions {
		if region != "" {
			count.regions = append(count.regions, regionRows{region, rows})
		}
	}
	slices.SortFunc(count.regions, func(a, b regionRows) int {
		return cmp.Or(cmp.Compare(b.rows, a.rows), cmp.Compare(a.region, b.region))
	})
	count.regions = count.regions[:min(len(count.regions), maxCauseOptions)]
	return count
}

// showCauses keeps the cursor on its cause; when that is done with, it is on
// the next.
func (c *contactsScreen) showCauses(count causeCount) tea.Cmd {
	p := &c.causes
	p.list, p.names, p.recent, p.regions = count.list, model.CauseNames(count.list), count.recent, count.regions
	p.stale, p.fixes = false, nil
	c.countFilter()
	if i := slices.IndexFunc(p.list, func(k model.Cause) bool { return k.CauseKey == c.only.cause }); i >= 0 {
		p.at = i
	}
	p.at = max(min(p.at, len(p.list)-1), 0)
	c.arrange()
	_, still := p.find(c.only.cause)
	switch {
	case len(p.list) == 0:
		if c.pane == paneCauses {
			c.filter.Select(string(model.ShowAll))
		}
		c.pane = paneRows
		c.arrange()
		if !c.only.cause.IsZero() {
			c.only.cause = model.CauseKey{}
			return c.search()
		}
	case c.pane == paneCauses:
		return tea.Batch(c.showCause(), c.learnFixes())
	case !c.only.cause.IsZero() && !still:
		c.only.cause = model.CauseKey{}
		return c.search()
	}
	return nil
}

// showCause shows the rows of the cause under the cursor.
func (c *contactsScreen) showCause() tea.Cmd {
	cause, ok := c.causes.here()
	if !ok || c.only.cause == cause.CauseKey {
		return nil
	}
	c.only = narrowing{cause: cause.CauseKey}
	c.causes.fixes = nil
	c.rows = nil
	c.grid.SetRows(c.gridRows())
	return tea.Batch(c.search(), c.learnFixes())
}

// learnFixes finds out what would put the cause under the cursor right.
func (c *contactsScreen) learnFixes() tea.Cmd {
	cause, ok := c.causes.here()
	if !ok || c.causes.fixes != nil {
		return nil
	}
	if c.list().Len() <= quickList {
		c.causeFixes()
		return nil
	}
	list := c.list().Freeze()
	return c.requests.Ask("fixes", func(context.Context) tea.Msg { return fixesFound{cause.CauseKey, list.CauseFixes(cause)} })
}

func (c *contactsScreen) takeFixes(msg fixesFound) {
	if cause, ok := c.causes.here(); ok && cause.CauseKey == msg.of && c.causes.fixes == nil {
		c.causes.fixes = msg.fixes
	}
}

func (c *contactsScreen) focus(p pane) {
	c.pane = p
	c.arrange()
}

// changePane goes to the causes or to the rows, which stay those of the cause.
func (c *contactsScreen) changePane() tea.Cmd {
	if c.pane == paneCauses {
		c.focus(paneRows)
		return nil
	}
	if len(c.causes.list) == 0 {
		c.console.Notify(widget.Info, "There are no causes: no row needs you.")
		return nil
	}
	c.unmark()
	c.focus(paneCauses)
	return c.showCause()
}

// pressCauses is the keys of the causes.
func (c *contactsScreen) pressCauses(msg tea.KeyMsg) tea.Cmd {
	k, p := benchKeys, &c.causes
	was := p.at
	switch {
	case key.Matches(msg, k.Up):
		p.at--
	case key.Matches(msg, k.Down):
		p.at++
	case key.Matches(msg, k.PageUp):
		p.at -= 5
	case key.Matches(msg, k.PageDown):
		p.at += 5
	case key.Matches(msg, k.Top):
		p.at = 0
	case key.Matches(msg, k.Bottom):
		p.at = len(p.list) - 1
	default:
		if cmd, done := c.pressUndo(msg); done {
			return cmd
		}
		return c.pressCause(msg)
	}
	p.at = max(min(p.at, len(p.list)-1), 0)
	if p.at == was {
		return nil
	}
	return c.showCause()
}

// pressCause is the keys that change the rows of a cause.
func (c *contactsScreen) pressCause(msg tea.KeyMsg) tea.Cmd {
	k := benchKeys
	if key.Matches(msg, k.Import) && c.mayWork() {
		c.askImport()
		return nil
	}
	if key.Matches(msg, k.Duplicates) {
		return c.showDuplicates()
	}
	if key.Matches(msg, k.Edit, k.Mark, k.MarkAll, k.Revert, k.DoNotCall) {
		c.err = "This key is for rows. Press tab to go to the rows of this cause."
		return nil
	}
	cause, ok := c.causes.here()
	if !ok || !key.Matches(msg, k.Preview, k.All, k.LeaveOut) || !c.mayWork() {
		return nil
	}
	if c.causes.stale {
		c.err = "One moment: the rows are being counted again."
		return nil
	}
	fixes := c.causeFixes()
	switch {
	case key.Matches(msg, k.LeaveOut):
		return c.fixCause(cause, model.Fix{Kind: model.FixLeaveOut})
	case key.Matches(msg, k.All):
		best, ok := bestOf(cause, fixes)
		switch {
		case !ok:
			c.err = typeOrLeave(cause)
			return nil
		case best.LookFirst():
		default:
			return c.fixCause(cause, best)
		}
	}
	c.preview(cause, fixes)
	return nil
}

// typeOrLeave says what can be done about rows that nothing but a person can
// put right.
func typeOrLeave(cause model.Cause) string {
	if cause.Problem == model.Problem(phone.Scientific) {
		return "The lost digits are nowhere in the file, so nothing is guessed. Press tab to type them row by row, or x to leave these rows out."
	}
	return "No fix is right for all of these. Press tab to type them row by row, or x to leave them out."
}

// bestOf is the fix that one key applies: the best, when it does more than to
// leave the rows out.
func bestOf(cause model.Cause, fixes []model.Fix) (model.Fix, bool) {
	if len(fixes) == 0 || cause.Fix == model.FixNone || fixes[0].Kind == model.FixLeaveOut {
		return model.Fix{}, false
	}
	return fixes[0], true
}

// causeFixes are the ways to put the cause under the cursor right.
func (c *contactsScreen) causeFixes() []model.Fix {
	cause, ok := c.causes.here()
	if ok && c.causes.fixes == nil {
		c.causes.fixes = c.list().CauseFixes(cause)
	}
	return c.causes.fixes
}
