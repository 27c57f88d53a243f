package ui

import (
	"fmt"
	"slices"
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
	nameWidth := p.nameWidth(width)
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
		name := width - 2 - len(count) - 1
		if slim {
			does := shortly(cause, width-4)
			lines = append(lines, style.Render(widget.Fit(lead+widget.Fit(p.name(i), name, t.Signs.Ellipsis)+" "+count, width, "")))
			if tall {
				lines = append(lines, t.Muted.Render(widget.Fit("    "+does, width, t.Signs.Ellipsis)))
			}
			continue
		}
		const countWidth = 9
		does := shortly(cause, width-2-nameWidth-countWidth-2)
		lines = append(lines, style.Render(widget.Fit(lead+widget.Fit(p.name(i), nameWidth, t.Signs.Ellipsis)+
			widget.FitRight(count, countWidth, "")+"  "+does, width, t.Signs.Ellipsis)))
	}
	return widget.Block(strings.Join(lines, "\n"), width, height)
}

// causesHead is the line above the causes, with how many are out of sight.
func (c *contactsScreen) causesHead(width, room int) string {
	t, n, p := c.desk.theme, len(c.causes.list), &c.causes
	title := "  Cause"
	slim := width < leastTable
	if !slim {
		title = widget.Fit(title, 2+p.nameWidth(width), "") + widget.FitRight("Rows", 9, "") + "  What a key does"
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

// name is what a cause is called among the others, the same everywhere.
func (p *causePane) name(i int) string { return p.names[i] }

// nameOf is the name of a cause by its key.
func (p *causePane) nameOf(k model.CauseKey) string {
	if i := slices.IndexFunc(p.list, func(c model.Cause) bool { return c.CauseKey == k }); i >= 0 {
		return p.names[i]
	}
	return k.Name()
}

// causeDoes says in a few words what becomes of a cause's rows with one key.
func causeDoes(cause model.Cause) string {
	switch {
	case cause.Fix == model.FixNone:
		return "type them, or leave them out"
	case cause.State == model.Ready && cause.Fix == model.FixAccept:
		return "called as they are; " + cause.Does()
	}
	return cause.Does()
}

// shortly is causeDoes in fewer words where there is no room for all.
func shortly(cause model.Cause, room int) string {
	does := causeDoes(cause)
	if cause.Region != "" && widget.Width(does) > room {
		does = strings.ReplaceAll(does, cause.Region.Name(), string(cause.Region))
	}
	if widget.Width(does) > room {
		does = strings.ReplaceAll(does, "perhaps not in service", model.Unsure.String())
	}
	return does
}

// nameWidth is how many cells the names have in a table of some width: what the
// longest needs, within bounds.
func (p *causePane) nameWidth(width int) int {
	const least = 26
	longest := least
	for _, name := range p.names {
		longest = max(longest, widget.Width(name))
	}
	return max(least, min(longest, width/2-4))
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
	head := t.Strong.Render(c.causes.name(c.causes.at)) + t.Muted.Render("  "+widget.Counted(cause.Rows, "row")+calledWords(cause))
	best, ok := bestOf(cause, c.causes.fixes)
	text, style := t.Signs.ToFix+" "+typeOrLeave(cause), t.ToFix
	switch {
	case c.causes.fixes == nil:
		text, style = "", t.Text
	case ok:
		sure := "the fix is " + best.Confidence.String()
		if best.LookFirst() {
			sure = "look at the rows before you " + allWords(cause)
		}
		if c.beside() {
			sure = cause.Does() + ": " + sure
		}
		head += "   " + t.Text.Render(sentenceStart(sure))
		text, style = best.Reason, t.Text
	}
	if cause.Out == model.InUnfinished || cause.Answered() {
		text = strings.TrimSpace(c.knownWords(cause) + " " + text)
	}
	return c.aboutLines(head, text, style)
}

// calledWords says of rows that need not be fixed what becomes of them.
func calledWords(cause model.Cause) string {
	switch cause.State {
	case model.Ready:
		return ", called as they are"
	case model.LeftOut:
		switch cause.Out {
		case model.CalledRecently:
			return ", not called again"
		case model.InUnfinished:
			return ", left to it"
		}
		return ", not called"
	}
	return ""
}

// knownWords says of a cause whose numbers are known from a campaign when that
// calls them, or called them.
func (c *contactsScreen) knownWords(cause model.Cause) string {
	rows := c.list().CauseRows(cause, 1)
	if len(rows) == 0 {
		return ""
	}
	mark := c.list().Mark(c.list().Verdict(rows[0]).Number)
	if cause.Answered() {
		return sentenceStart(mark.AnsweredWords(c.desk.cfg.Now())) + ". Press x to leave them out."
	}
	return sentenceStart(mark.CalledWords(c.desk.cfg.Now())) + "."
}
