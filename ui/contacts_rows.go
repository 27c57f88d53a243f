package ui

import (
	"callsheet/model/phone"

	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// narrowing is what narrows the rows beside their state and the search.
type narrowing struct {
	cause  model.CauseKey
	region phone.Region
	types  model.TypeSet
}

type (
	rowsFound struct {
		found model.Found
		rows  []int32 // in the order they are shown
	}
	typesFound struct{ err error }
)

const (
	filterDialog = "filters"
	rowDialog    = "go to row"
)

func (c *contactsScreen) currentFilter() model.Filter {
	f := model.Filter{Find: c.filter.Query(), Region: c.only.region, Types: c.only.types, Cause: c.only.cause}
	if c.only.cause.IsZero() {
		f.Show = model.Show(c.filter.Selected())
	}
	return f
}

// search finds the rows for the filter as it is now. In a short list they are
// there before the next key press.
func (c *contactsScreen) search() tea.Cmd {
	c.arrange()
	if c.frozen == nil {
		c.frozen = c.list().Freeze()
	}
	list, filter, last, order := c.frozen, c.currentFilter(), c.found, c.order.order()
	find := func(ctx context.Context, w *work) tea.Msg {
		found, err := list.Find(ctx, filter, last)
		if err != nil {
			return nil
		}
		w.total = 2 * int64(len(found.Rows))
		rows := slices.Clone(found.Rows)
		if order != (model.Order{}) {
			if rows, err = list.Sort(ctx, rows, order, &w.read.Rows); err != nil {
				return nil
			}
		}
		return rowsFound{found, rows}
	}
	w := &work{what: "looking for the rows"}
	if c.order.column != "" {
		w.what = "sorting"
	}
	if list.Len() <= quickList {
		c.requests.Drop("rows")
		if msg := find(context.Background(), w); msg != nil {
			return c.update(msg)
		}
	}
	c.seek = w
	return tea.Batch(
		c.requests.Ask("rows", func(ctx context.Context) tea.Msg { return find(ctx, w) }),
		c.requests.After("work tick", workPause, workTicked{}),
	)
}

// openFind finds among the rows that are shown; from the causes, among all.
func (c *contactsScreen) openFind() tea.Cmd {
	cmd := c.filter.OpenFind()
	if c.pane != paneCauses {
		return cmd
	}
	c.filter.Select(string(model.ShowAll))
	c.only.cause = model.CauseKey{}
	c.focus(paneRows)
	return tea.Batch(cmd, c.search())
}

// showRows keeps the cursor on its row, or where that row was.
func (c *contactsScreen) showRows(rows []int32) {
	row, had := c.here()
	at := c.grid.Cursor()
	if c.wanted >= 0 {
		row, had = c.wanted, true
		c.wanted = -1
	}
	c.rows, c.stale = rows, false
	c.grid.SetRows(c.gridRows())
	if had {
		if i := slices.Index(rows, int32(row)); i >= 0 {
			at = i
		}
	}
	c.grid.SetCursor(min(at, len(rows)-1))
}

// pressRows is the keys of the rows.
func (c *contactsScreen) pressRows(msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, benchKeys.NextProblem):
		c.jump(1)
		return nil
	case key.Matches(msg, benchKeys.PrevProblem):
		c.jump(-1)
		return nil
	case key.Matches(msg, benchKeys.Mark):
		c.toggleMark()
		return nil
	case key.Matches(msg, benchKeys.MarkAll):
		c.markShown()
		return nil
	case key.Matches(msg, benchKeys.Duplicates):
		return c.showDuplicates()
	case c.grid.Update(msg):
		return nil
	}
	if cmd, done := c.pressUndo(msg); done {
		return cmd
	}
	return c.pressRepair(msg)
}

// pressRepair is the keys that change the row under the cursor, or the marked
// ones.
func (c *contactsScreen) pressRepair(msg tea.KeyMsg) tea.Cmd {
	k := benchKeys
	if !key.Matches(msg, k.Fix, k.Edit, k.All, k.LeaveOut, k.Revert, k.DoNotCall, k.Import) || !c.mayWork() {
		return nil
	}
	if key.Matches(msg, k.Import) {
		c.askImport()
		return nil
	}
	row, ok := c.here()
	switch {
	case c.stale:
		c.err = "One moment: the rows are being looked for."
		return nil
	case c.marked.Len() > 0 && key.Matches(msg, k.All, k.LeaveOut, k.Revert):
		return c.pressMarked(msg)
	case !ok:
		return nil
	case key.Matches(msg, k.Fix):
		return c.fix(row)
	case key.Matches(msg, k.Edit):
		return c.editRow(row)
	case key.Matches(msg, k.All):
		return c.fixAlike(row)
	case key.Matches(msg, k.LeaveOut):
		return c.toggleLeftOut(row)
	case key.Matches(msg, k.Revert):
		c.askRevert([]int32{int32(row)})
	case key.Matches(msg, k.DoNotCall):
		c.askDoNotCall(row)
	}
	return nil
}

// jump moves to the next or previous row that needs fixing.
func (c *contactsScreen) jump(step int) {
	if i := c.problemFrom(c.grid.Cursor(), step); i >= 0 {
		c.grid.SetCursor(i)
		return
	}
	c.console.Notify(widget.Info, "There is nothing more to fix in that direction.")
}

// problemFrom is the place of the next row to fix in one direction, -1 when
// there is none.
func (c *contactsScreen) problemFrom(at, step int) int {
	if c.list().Counts().Of(model.ToFix) == 0 {
		return -1
	}
	for i := at + step; i >= 0 && i < len(c.rows); i += step {
		if c.list().Verdict(int(c.rows[i])).State == model.ToFix {
			return i
		}
	}
	return -1
}

// askFilters offers what the digits do not: countries and kinds of number.
func (c *contactsScreen) askFilters() {
	options := []widget.Option{{Value: "show:" + string(model.ShowAll), Label: "Show all rows"}}
	for _, it := range c.states() {
		if it.Count > 0 && it.Key != string(model.ShowAll) {
			options = append(options, widget.Option{Value: "show:" + it.Key, Label: fmt.Sprintf("%s  %s", screen.SentenceStart(it.Label), figures.Count(it.Count))})
		}
	}
	for i, cause := range c.causes.list[:min(len(c.causes.list), maxCauseOptions)] {
		options = append(options, widget.Option{Value: "cause:" + strconv.Itoa(i),
			Label: fmt.Sprintf("%s  %s", c.causes.name(i), figures.Count(cause.Rows))})
	}
	for _, region := range c.causes.regions {
		options = append(options, widget.Option{Value: "region:" + string(region.region),
			Label: fmt.Sprintf("%s numbers  %s", region.region.Name(), figures.Count(region.rows))})
	}
	for t := phone.TypeFixedLine; t <= phone.TypeVoicemail; t++ {
		options = append(options, widget.Option{Value: "type:" + strconv.Itoa(int(t)), Label: "Only " + strings.TrimSuffix(t.String(), " number") + " numbers"})
	}
	c.console.OpenDialog(c.requests.ID, filterDialog, widget.NewChoice(c.console.Theme, "Which rows are shown?",
		"", options))
}

// maxCauseOptions bounds how many causes and countries a question lists.
const maxCauseOptions = 12

func (c *contactsScreen) chooseFilter(value string) tea.Cmd {
	kind, arg, _ := strings.Cut(value, ":")
	n, _ := strconv.Atoi(arg)
	switch kind {
	case "show":
		c.only = narrowing{}
		c.filter.Select(arg)
	case "cause":
		if n >= len(c.causes.list) {
			return nil
		}
		c.causes.at = n
		c.only = narrowing{cause: c.causes.list[n].CauseKey}
	case "region":
		// As many rows as stand beside it in the question.
		c.only = narrowing{region: phone.Region(arg)}
		c.filter.Select(string(model.ShowAll))
	case "type":
		c.only = narrowing{types: model.Types(phone.Type(n))}
		c.filter.Select(string(model.ShowAll))
	}
	c.focus(paneRows)
	if kind != "type" || c.list().Len() <= quickList {
		return c.search()
	}
	list := c.list().Freeze()
	return c.wait(&work{what: "the numbers are being sorted by kind", total: int64(list.Len())}, func(ctx context.Context, w *work) tea.Msg {
		return typesFound{list.FindTypes(ctx, &w.read.Rows)}
	})
}

// onlyWords says what narrows the rows beside their state.
func (c *contactsScreen) onlyWords() string {
	var words []string
	if !c.only.cause.IsZero() {
		words = append(words, c.causes.nameOf(c.only.cause))
	}
	if c.only.region != "" {
		words = append(words, c.only.region.Name())
	}
	for t := phone.TypeFixedLine; t <= phone.TypeVoicemail; t++ {
		if c.only.types&model.Types(t) != 0 {
			words = append(words, t.String())
		}
	}
	return strings.Join(words, ", ")
}

// askRow asks for a row of the file to go to.
func (c *contactsScreen) askRow() {
	c.console.OpenDialog(c.requests.ID, rowDialog, widget.NewPrompt(c.console.Theme, "Go to a row", "", "Row, as the spreadsheet numbers it", "", func(text string) (string, error) {
		n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ",", ""))
		if err != nil || n < 1 {
			return "", model.UserError("Type the number of a row, such as 23.")
		}
		_, exact, ok := c.list().AtNumber(n)
		switch {
		case !ok:
			return "", model.UserError(fmt.Sprintf("The last row is %d.", c.list().Table.RowNumber(c.list().Len()-1)))
		case !exact:
			return "The list has no such row; this goes to the next one.", nil
		}
		return "", nil
	}))
}

// goTo moves to a row, past the filter when it does not let it through.
func (c *contactsScreen) goTo(text string) tea.Cmd {
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ",", ""))
	if err != nil || c.list().Len() == 0 {
		return nil
	}
	row, _, ok := c.list().AtNumber(n)
	if !ok {
		row = c.list().Len() - 1
	}
	c.focus(paneRows)
	if i := slices.Index(c.rows, int32(row)); i >= 0 {
		c.grid.SetCursor(i)
		return nil
	}
	c.filter.Select(string(model.ShowAll))
	c.filter.SetQuery("")
	c.only, c.wanted = narrowing{}, row
	return c.search()
}
