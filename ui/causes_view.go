package ui

import (
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/ui/widget"
)

// causesView draws the causes on exactly height lines of width cells: beside the
// rows each on two lines where there is room, above them each on one.
func (c *contactsScreen) causesView(width, height int) string {
	t, p := c.desk.theme, &c.causes
	slim := width < leastTable
	tall := slim && 2*len(p.list)+1 <= height
	each := 1
	if tall {
		each = 2
	}
	lines := []string{c.causesHead(width, (height-1)/each)}
	room := max((height-1)/each, 1)
	p.scroll(room)
	for i := p.top; i < min(p.top+room, len(p.list)); i++ {
		cause := p.list[i]
		lead, style := "  ", t.Text
		if i == p.at {
			lead, style = t.Signs.Cursor+" ", t.Strong
			if c.pane == paneCauses {
				style = t.Cursor
			}
		}
		count := widget.Count(cause.Rows)
		does := causeDoes(cause)
		if slim && cause.Region != "" {
			does = strings.ReplaceAll(does, cause.Region.Name(), string(cause.Region))
		}
		name := width - 2 - len(count) - 1
		if slim {
			lines = append(lines, style.Render(widget.Fit(lead+widget.Fit(p.name(i), name, t.Signs.Ellipsis)+" "+count, width, "")))
			if tall {
				lines = append(lines, t.Muted.Render(widget.Fit("    "+does, width, t.Signs.Ellipsis)))
			}
			continue
		}
		const nameWidth, countWidth = 26, 9
		lines = append(lines, style.Render(widget.Fit(lead+widget.Fit(cause.Name(), nameWidth, t.Signs.Ellipsis)+
			widget.FitRight(count, countWidth, "")+"  "+does, width, t.Signs.Ellipsis)))
	}
	return widget.Block(strings.Join(lines, "\n"), width, height)
}

// causesHead is the line above the causes, with how many are out of sight.
func (c *contactsScreen) causesHead(width, room int) string {
	t, n := c.desk.theme, len(c.causes.list)
	title := "  Cause"
	slim := width < leastTable
	if !slim {
		title = widget.Fit(title, 28, "") + widget.FitRight("Rows", 9, "") + "  What a key does"
	}
	tail := ""
	if n > room {
		tail = fmt.Sprintf("%d of %d", c.causes.at+1, n)
	} else if slim {
		tail = "Rows"
	}
	return t.Muted.Render(widget.Fit(title, max(width-widget.Width(tail), 0), t.Signs.Ellipsis) + tail)
}

// leastTable is the width from which a cause has a column for what a key does.
const leastTable = 60

// name is what a cause is called, with the country of its numbers when another
// has the same name.
func (p *causePane) name(i int) string {
	name, region := p.list[i].Name(), p.list[i].Region
	for j := range p.list {
		if j != i && region != "" && p.list[j].Name() == name {
			return name + ", " + string(region)
		}
	}
	return name
}

// causeDoes says in a few words what becomes of a cause's rows with one key.
func causeDoes(cause model.Cause) string {
	if cause.Fix == model.FixNone {
		return "type them, or leave them out"
	}
	return cause.Does()
}

// scroll keeps the cursor in a window of some causes.
func (p *causePane) scroll(room int) {
	p.top = max(min(p.top, p.at, len(p.list)-room), 0)
	if p.at >= p.top+room {
		p.top = p.at - room + 1
	}
}

// aboutCause says in a sentence what the best fix does and how sure it is.
func (c *contactsScreen) aboutCause() []string {
	t := c.desk.theme
	cause, ok := c.causes.here()
	if !ok {
		return nil
	}
	head := t.Strong.Render(cause.Name()) + t.Muted.Render(fmt.Sprintf("  %s", rowsWord(cause.Rows)))
	best, ok := bestOf(cause, c.causes.fixes)
	text, style := t.Signs.ToFix+" "+typeOrLeave(cause), t.ToFix
	switch {
	case c.causes.fixes == nil:
		text, style = "", t.Text
	case ok:
		head += t.Muted.Render("   "+sentenceStart(cause.Does())+": ") + t.Text.Render(best.Confidence.String())
		text, style = best.Reason, t.Text
		if best.Confidence == model.Unsure || best.Kind.Explicit() {
			text += " Look at the rows before you fix them all."
		}
	}
	lines := []string{head}
	for _, line := range widget.Wrap(text, c.width) {
		lines = append(lines, style.Render(line))
	}
	return lines
}
