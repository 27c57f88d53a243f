package ui

import (
	"cmp"
	"fmt"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/columns"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	fallbackDialog = "fallback"
	insteadDialog  = "instead"
)

// toggleNeeded says that the prompt cannot do without a column, or can.
func (c *columnsScreen) toggleNeeded() tea.Cmd {
	col, ok := c.here()
	if !ok {
		return nil
	}
	return c.need(col, !col.Needed, "")
}

// need takes over whether a column is needed, and what stands in for it.
func (c *columnsScreen) need(col columns.Column, needed bool, fallback string) tea.Cmd {
	m, ok := c.console.Campaign.Mapping.Need(col.Key, needed, fallback)
	if !ok {
		c.console.Notify(widget.Info, fmt.Sprintf("At most %d columns can be needed.", len(m.Needed())))
		return nil
	}
	return c.use(m)
}

// whyNotNeed says why the prompt cannot need a column; "" = it can.
func whyNotNeed(col columns.Column) string {
	return screen.Without(col.Key != "", "Only a column that is sent along for the prompt can be needed by it. Press x to send it along.")
}

// fallbackQuestion asks for the text that rows without a needed value get.
func fallbackQuestion(t theme.Theme, col columns.Column) widget.Dialog {
	key := "{" + col.Key + "}"
	body := "Rows with nothing in this column get the text in its place. Without a text they are held."
	if col.Absent() {
		body = "This list has no such column, so every contact gets the text. Without a text all rows are held."
	}
	return widget.NewPrompt(t, "What the agent gets where "+key+" is empty", body, "Text",
		cmp.Or(col.Fallback, columns.FallbackText(col.Key)), func(s string) (string, error) {
			if text := columns.FallbackOf(s); text != "" {
				return "“" + text + "” where " + key + " is empty", nil
			}
			return "rows without " + key + " are held", nil
		})
}

// askInstead asks which column of the list holds what a missing one did.
func (c *columnsScreen) askInstead(absent columns.Column) {
	var options []widget.Option
	for _, col := range c.console.Campaign.Mapping {
		if col.Absent() || !col.SentAlong() && col.Field != columns.FieldSkip {
			continue // what a field of its own is for stays with it
		}
		options = append(options, widget.Option{Value: strconv.Itoa(col.Index), Label: widget.Fit(col.Title(), 24, c.console.Theme.Glyphs.Ellipsis) + " " + c.words(col)})
	}
	if len(options) == 0 {
		c.console.Notify(widget.Info, fmt.Sprintf("No other column can be sent as {%s}. Press f for a text in its place, or n when it is not needed.", absent.Key))
		return
	}
	c.console.OpenDialog(c.requests.ID, insteadDialog, widget.NewChoice(c.console.Theme, fmt.Sprintf("Which column holds {%s}?", absent.Key),
		"This list has no column "+absent.Title()+". The one you choose is sent as that, and rows with nothing in it are held.", options))
}

// answerNeeded takes the answers to both.
func (c *columnsScreen) answerNeeded(msg screen.Answered) tea.Cmd {
	col, ok := c.here()
	if !ok {
		return nil
	}
	if msg.Name == fallbackDialog {
		return c.need(col, true, msg.Answer.Text)
	}
	index, err := strconv.Atoi(msg.Answer.Value)
	if err != nil || !col.Absent() {
		return nil
	}
	return c.use(c.console.Campaign.Mapping.Instead(col, index))
}

// unmetLines ask about a column that the prompt needs and the list does not have.
func unmetLines(t theme.Theme, m columns.Mapping, width int) []string {
	words := m.UnmetWords()
	if words == "" {
		return nil
	}
	lines := wrapped(width, t.Warning, t.Glyphs.ToFix+" "+words+" Until you say what is sent, all rows are held.")
	keys := t.Muted.Render("  On its line: ")
	for _, k := range [][2]string{{"enter", "another column"}, {"f", "a text instead"}, {"n", "not needed"}} {
		keys += t.Key.Render(k[0]) + " " + t.KeyDesc.Render(k[1]) + "   "
	}
	return append(lines, widget.Clip(keys, t.Glyphs.Ellipsis, width))
}
