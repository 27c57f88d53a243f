package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/outcomes"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// listFilters are what of the contacts can be shown, by the keys 1 to 6.
var listFilters = []struct {
	show  outcomes.Show
	key   string
	sign  func(theme.Glyphs) string // nil = none
	title string
}{
	{outcomes.ShowAll, "1", nil, "Show all contacts"},
	{outcomes.ShowAnswered, "2", func(g theme.Glyphs) string { return g.Ready }, "Show those who answered"},
	{outcomes.ShowMissed, "3", nil, "Show those who did not answer so far"},
	{outcomes.ShowFailed, "4", func(g theme.Glyphs) string { return g.ToFix }, "Show those whose calls failed"},
	{outcomes.ShowGoing, "5", nil, "Show those who are rung just now, or are to be"},
	{outcomes.ShowNotCalled, "6", func(g theme.Glyphs) string { return g.DoNotCall }, "Show those whom nobody rings, and why"},
}

// listOrders are the ways to sort the contacts.
var listOrders = []struct {
	value, label string
	by           outcomes.By
	desc         bool
}{
	{"latest", "The latest call first", outcomes.ByTime, true},
	{"earliest", "The earliest call first", outcomes.ByTime, false},
	{"name", "By name", outcomes.ByName, false},
	{"outcome", "By outcome", outcomes.ByOutcome, false},
	{"reason", "By reason", outcomes.ByWhy, false},
	{"talk", "The longest talk first", outcomes.ByTalk, true},
	{"tries", "The most tries first", outcomes.ByTries, true},
	{"row", "As in the list", outcomes.ByRow, false},
}

// findingLine is the key line while letters are looked for.
var findingLine = []key.Binding{screen.Bind("enter", "keep it", "enter"), screen.Bind("esc", "show all again", "esc")}

// filterPen draws a filter, and its bar.
func filterPen(t theme.Theme, s outcomes.Show) theme.Pen {
	switch s {
	case outcomes.ShowAnswered:
		return t.Ready
	case outcomes.ShowMissed:
		return t.Warning
	case outcomes.ShowFailed:
		return t.ToFix
	}
	return t.Text
}

// count brings the counts of the filters up to date.
func (c *contactList) count() {
	t := c.live.console.Theme
	items := make([]widget.FilterItem, 0, len(listFilters))
	for _, f := range listFilters {
		item := widget.FilterItem{Key: f.key, Label: f.show.String(), Press: f.key, Count: c.all.Count(f.show), Style: filterPen(t, f.show)}
		if f.sign != nil {
			item.Sign = f.sign(t.Glyphs)
		}
		items = append(items, item)
	}
	c.filter.SetItems(items)
}

// actions are what can be done with the list.
func (c *contactList) actions() screen.Actions {
	if c.filter.Finding() {
		return nil
	}
	t := c.live.console.Theme
	some := screen.Without(c.all.Len() > 0, "Nobody is listed yet.")
	all := screen.Actions{}
	for _, f := range listFilters {
		keys := screen.Bind(f.key, f.show.String(), f.key)
		all = append(all, screen.Action{ID: "show " + f.show.String(), Title: f.title, Keys: keys, WhyNot: some, Run: screen.Start(func() tea.Cmd { return c.showOnly(f.show) })})
	}
	mark := screen.Without(len(c.shown) > 0, "Nobody is shown.")
	if c.live.waves.focused() != &c.grid {
		mark = "Press tab to choose a contact."
	}
	return append(all, screen.Actions{
		{ID: "find", Title: "Find by name, number, reason or what their row has", Keys: screen.Bind("/", "find", "/"), WhyNot: some, Run: screen.Start(c.filter.OpenFind)},
		{ID: "sort", Title: "Sort the contacts", Keys: screen.Bind("f", "sort", "f"), WhyNot: some, Run: screen.Do(func() {
			c.live.console.OpenDialog(c.live.requests.ID, sortDialog, widget.NewChoice(t, "Sort by", "", c.orders()))
		})},
		{ID: "mark", Title: "Mark the contact under the cursor", Keys: screen.Bind("space", "mark", " "), WhyNot: mark, Run: screen.Do(c.mark)},
		{ID: "unmark", Title: "Unmark all contacts", Keys: screen.Bind("esc", "unmark", "esc"), WhyNot: screen.Without(len(c.marked) > 0, "Nobody is marked."), Run: screen.Do(c.unmark)},
		{ID: "all again", Title: "Show all contacts again", Keys: screen.Bind("esc", "all again", "esc"),
			WhyNot: screen.Without(len(c.marked) == 0 && (c.choice.Find != "" || c.choice.Show != outcomes.ShowAll), "All contacts are shown."), Run: screen.Start(c.showAll)},
	}...).In(listGroup)
}

// whyNotBack says what esc does before it leaves; "" = it leaves.
func (c *contactList) whyNotBack() string {
	if len(c.marked) > 0 || c.choice.Find != "" || c.choice.Show != outcomes.ShowAll {
		return "All contacts are shown again first, without marks."
	}
	return ""
}

// orders are the ways to sort, the one that counts first.
func (c *contactList) orders() []widget.Option {
	options := make([]widget.Option, 0, len(listOrders))
	for _, o := range listOrders {
		option := widget.Option{Value: o.value, Label: o.label}
		if o.by == c.choice.By && o.desc == c.choice.Desc {
			option.Detail = "as now"
		}
		options = append(options, option)
	}
	return options
}

func (c *contactList) sortBy(value string) tea.Cmd {
	for _, o := range listOrders {
		if o.value == value {
			c.choice.By, c.choice.Desc = o.by, o.desc
		}
	}
	c.grid.SetCursor(0)
	return c.choose()
}

// showOnly shows the contacts of a filter, from the first.
func (c *contactList) showOnly(s outcomes.Show) tea.Cmd {
	c.choice.Show = s
	c.filter.Press(listFilters[s].key)
	c.grid.SetCursor(0)
	c.live.waves.toCalls()
	return c.choose()
}

// showAll takes the filter and what was looked for away.
func (c *contactList) showAll() tea.Cmd {
	c.filter.SetQuery("")
	c.choice.Find = ""
	return c.showOnly(outcomes.ShowAll)
}

// mark marks the contact under the cursor, or takes the mark away, and goes on to the next.
func (c *contactList) mark() {
	e, ok := c.under()
	if !ok {
		return
	}
	if id := e.ID(); c.marked[id] {
		delete(c.marked, id)
	} else {
		c.marked[id] = true
	}
	c.drawMarks()
	c.grid.SetCursor(c.grid.Cursor() + 1)
}

func (c *contactList) unmark() {
	clear(c.marked)
	c.drawMarks()
}

// drawMarks shows the column of marks while there is one.
func (c *contactList) drawMarks() {
	c.grid.SetMarked(nil)
	if len(c.marked) > 0 {
		c.grid.SetMarked(func(i int) bool { return i < len(c.shown) && c.marked[c.all.Entry(int(c.shown[i])).ID()] })
	}
}
