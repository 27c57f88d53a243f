package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/lipgloss"

	"callsheet/model"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// The columns of the contact grid.
const (
	contactRow = iota
	contactSign
	contactGiven
	contactDial
	contactName
	contactWhy
	contactCompany
	contactEmail
)

var contactColumns = []widget.GridColumn{
	contactRow:     {Title: "Row", Right: true},
	contactSign:    {Title: "", Width: 1, Min: 1},
	contactGiven:   {Title: "As given", Width: 20, Min: 14},
	contactDial:    {Title: "Will dial", Width: 20, Min: 18},
	contactName:    {Title: "Name", Width: 20, Min: 9},
	contactWhy:     {Title: "Why", Width: 26, Min: 12, Grow: true},
	contactCompany: {Title: "Company", Width: 20, Min: 10},
	contactEmail:   {Title: "Email", Width: 24, Min: 10},
}

// wideFrom is the width from which there is room for who a contact is, beside
// what will be dialled and why.
const wideFrom = 110

// contactRows shows the rows that a filter lets through.
type contactRows struct {
	list  *model.List
	rows  []int32
	signs theme.Signs
}

func (r contactRows) Len() int { return len(r.rows) }

func (r contactRows) Cell(i, col int) string {
	row := int(r.rows[i])
	v := r.list.Verdict(row)
	switch col {
	case contactRow:
		return fmt.Sprint(r.list.Table.RowNumber(row))
	case contactSign:
		return stateSign(r.signs, v.State)
	case contactGiven:
		return r.list.Given(row)
	case contactDial:
		return willDial(v)
	case contactName:
		return r.list.Name(row)
	case contactWhy:
		return r.list.Why(row)
	case contactCompany:
		return r.list.Text(row, model.FieldCompany)
	}
	return r.list.Text(row, model.FieldEmail)
}

func willDial(v model.Verdict) string {
	switch {
	case v.State == model.Ready:
		return v.Number.Grouped()
	case v.Suggested():
		return v.Number.Grouped() + "?"
	}
	return ""
}

// stateSign tells the states apart where colour cannot.
func stateSign(s theme.Signs, state model.State) string {
	switch state {
	case model.Ready:
		return s.Ready
	case model.ToFix:
		return s.ToFix
	case model.Duplicate:
		return s.Duplicate
	case model.DoNotCall:
		return s.DoNotCall
	case model.LeftOut:
		return s.LeftOut
	}
	return ""
}

func (c *contactsScreen) rowStyle(i int) lipgloss.Style {
	t := c.desk.theme
	if i >= len(c.rows) {
		return t.Text
	}
	switch c.list().Verdict(int(c.rows[i])).State {
	case model.ToFix:
		return t.ToFix
	case model.Duplicate:
		return t.Duplicate
	case model.DoNotCall:
		return t.DoNotCall
	case model.LeftOut, model.Blank:
		return t.LeftOut
	}
	return t.Text
}

func (c *contactsScreen) Keys() keyMap {
	groups := []widget.KeyGroup{
		{Title: "Repair", Bindings: []key.Binding{contactKeys.Fix, contactKeys.Edit, contactKeys.All, contactKeys.LeaveOut, contactKeys.Undo, contactKeys.Redo}},
		{Title: "Looking", Bindings: []key.Binding{contactKeys.NextProblem, contactKeys.PrevProblem, contactKeys.NextFilter, contactKeys.PrevFilter, contactKeys.Find}},
		gridHelp(c.desk),
	}
	switch {
	case c.editing:
		line := []key.Binding{editKeys.Keep, editKeys.Discard}
		if len(c.candidates) > 0 {
			line = append(line, editKeys.Suggest)
		}
		return keyMap{line, groups}
	case c.filter.Finding():
		return keyMap{[]key.Binding{enter("keep these rows"), bind("esc", "all rows again", "esc")}, groups}
	}
	return keyMap{append(c.rowKeys(), contactKeys.NextFilter, contactKeys.Find, contactKeys.Undo, global.Back), groups}
}

// rowKeys names what the keys do to the row under the cursor.
func (c *contactsScreen) rowKeys() []key.Binding {
	row, ok := c.here()
	if !ok || c.desk.campaign.ReadOnly() {
		return []key.Binding{global.Next}
	}
	v := c.list().Verdict(row)
	line := []key.Binding{global.Next}
	switch {
	case v.Suggested():
		line = append(line, label(contactKeys.Fix, "accept"), contactKeys.All, contactKeys.Edit, contactKeys.LeaveOut)
	case v.Out == model.CalledRecently:
		line = append(line, label(contactKeys.Fix, "call again"))
	case v.Out == model.ByOperator:
		line = append(line, label(contactKeys.LeaveOut, "take back in"))
	case v.Out != model.NotExcluded:
	case v.State == model.ToFix:
		line = append(line, contactKeys.Fix, contactKeys.LeaveOut, contactKeys.NextProblem)
	default:
		line = append(line, contactKeys.Fix, contactKeys.LeaveOut)
	}
	return line
}

func (c *contactsScreen) Status() string {
	t := c.desk.theme
	counts := c.list().Counts()
	switch {
	case c.err != "":
		return t.Error.Render(t.Signs.ToFix + " " + c.err)
	case c.busy != "":
		return t.Muted.Render(sentence(c.busy))
	case counts.Of(model.ToFix) > 0:
		return t.Muted.Render(fmt.Sprintf("%s will be called, the rows to fix will not. Go on with ctrl+n.", people(counts.Of(model.Ready))))
	}
	return t.Muted.Render(fmt.Sprintf("%s will be called. Press ctrl+n to go on.", people(counts.Of(model.Ready))))
}

func people(n int) string {
	if n == 1 {
		return "1 contact"
	}
	return widget.Count(n) + " contacts"
}

func (c *contactsScreen) View() string {
	t := c.desk.theme
	body := c.grid.View()
	if len(c.rows) == 0 {
		body = widget.Block("\n"+t.Muted.Render(c.emptyText()), c.width, max(2, c.height-contactChrome))
	}
	lines := []string{c.filter.View(c.width), c.bar(), body, t.Rule.Render(strings.Repeat(t.Signs.Rule, c.width))}
	lines = append(lines, c.about()...)
	return widget.Block(strings.Join(lines, "\n"), c.width, c.height)
}

func (c *contactsScreen) emptyText() string {
	switch {
	case c.filter.Query() != "":
		return fmt.Sprintf("No row here holds %q. Press esc to see all rows again.", model.CleanText(c.filter.Query(), 40))
	case c.filter.Selected() == string(model.ShowToFix):
		return "Nothing is left to fix. Press ctrl+n to go on, or tab to look at the other rows."
	}
	return "There are no such rows. Press tab for the next filter."
}

// bar shows how the list divides into its states.
func (c *contactsScreen) bar() string {
	t, counts := c.desk.theme, c.list().Counts()
	return widget.Segments(t, c.width, []widget.Segment{
		{Count: counts.Of(model.Ready), Style: t.Ready, Fill: t.Signs.BarFull},
		{Count: counts.Of(model.ToFix), Style: t.ToFix, Fill: t.Signs.ToFix},
		{Count: counts.Of(model.Duplicate), Style: t.Duplicate, Fill: t.Signs.Duplicate},
		{Count: counts.Of(model.DoNotCall), Style: t.DoNotCall, Fill: t.Signs.DoNotCall},
		{Count: counts.Of(model.LeftOut), Style: t.LeftOut, Fill: t.Signs.LeftOut},
	})
}

// about explains the row under the cursor; while it is edited, what the text
// would be dialled as.
func (c *contactsScreen) about() []string {
	t := c.desk.theme
	row, ok := c.here()
	if !ok {
		return nil
	}
	name := c.list().Name(row)
	if name == "" {
		name = "no name"
	}
	head := t.Strong.Render(sentenceStart(c.rowName(row))) + "  " + t.Text.Render(name)
	if given := c.list().Given(row); given != "" {
		head += t.Muted.Render("   as given: ") + t.Text.Render(given)
	}
	text, style := c.verdictWords(row)
	if c.editing {
		text, style = c.liveReading(row)
	}
	lines := []string{head}
	for _, line := range widget.Wrap(text, c.width) {
		lines = append(lines, style.Render(line))
	}
	return lines
}

func sentenceStart(s string) string { return strings.TrimSuffix(sentence(s), ".") }

func (c *contactsScreen) verdictWords(row int) (string, lipgloss.Style) {
	t := c.desk.theme
	v := c.list().Verdict(row)
	switch v.State {
	case model.ToFix:
		text := v.Problem.Sentence()
		if v.Suggested() {
			text = fmt.Sprintf("%s. Suggested: %s, %s.", v.Problem.Short(), v.Number.Grouped(), numberWords(v.Number))
		}
		return t.Signs.ToFix + " " + text, t.ToFix
	case model.Duplicate:
		if head, ok := c.list().DuplicateOf(row); ok {
			return fmt.Sprintf("%s The same number as %s, which is called. This row is not.", t.Signs.Duplicate, c.rowName(head)), t.Duplicate
		}
	case model.DoNotCall:
		return t.Signs.DoNotCall + " " + c.whyOut(v), t.DoNotCall
	case model.LeftOut:
		return t.Signs.LeftOut + " " + c.whyOut(v), t.LeftOut
	case model.Ready:
		text := fmt.Sprintf("%s Will dial %s, %s", t.Signs.Ready, v.Number.Grouped(), numberWords(v.Number))
		if words := v.Warnings.Short(); len(words) > 0 {
			text += ": " + strings.Join(words, ", ")
		}
		return text + ".", t.Ready
	}
	return "", t.Text
}

// numberWords says where a number is and of what kind it is.
func numberWords(n model.Number) string {
	return n.Region().Name() + ", " + n.Type().String()
}

func (c *contactsScreen) liveReading(row int) (string, lipgloss.Style) {
	t := c.desk.theme
	r := c.list().ReadAs(row, c.input.Value())
	switch {
	case r.Problem == model.NoProblem:
		text := fmt.Sprintf("%s Will dial %s, %s.", t.Signs.Ready, r.Number.Grouped(), numberWords(r.Number))
		if words := r.Warnings.Short(); len(words) > 0 {
			text = strings.TrimSuffix(text, ".") + ": " + strings.Join(words, ", ") + "."
		}
		return text, t.Ready
	case r.Number != 0 && (r.Problem == model.LostZero || r.Problem == model.LostPlus):
		return fmt.Sprintf("%s Enter dials %s, %s. %s.", t.Signs.Ready, r.Number.Grouped(), numberWords(r.Number), r.Problem.Short()), t.Ready
	}
	return t.Signs.ToFix + " " + r.Problem.Sentence(), t.ToFix
}
