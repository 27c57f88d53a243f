package contacts

import (
	"fmt"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// View draws the causes on exactly height lines of width cells: beside the
// rows each with what a key does below it where there is room, above them in a
// table. What is too long for its line goes on below, in the same words at every width.
func (p *causePane) View(t theme.Theme, width, height int, focused bool) string {
	blocks := p.Blocks(t, width, height)
	room := max(height-1, 1)
	lines := []string{p.head(t, width, linesOf(blocks) > room)}
	for i := p.scrolled(blocks, room); i < len(blocks) && len(lines) <= room; i++ {
		style := t.Text
		if i == p.At {
			style = t.Strong
			if focused {
				style = t.Cursor
			}
		}
		for n, line := range blocks[i].Name {
			if n == 0 && i == p.At && focused {
				line = t.Glyphs.Cursor + strings.TrimPrefix(line, " ")
			}
			lines = append(lines, style.Render(widget.Fit(line, width, "")))
		}
		for _, words := range blocks[i].does {
			lines = append(lines, t.Muted.Render(widget.Fit("    "+words, width, t.Glyphs.Ellipsis)))
		}
	}
	return widget.Block(strings.Join(lines[:min(len(lines), room+1)], "\n"), width, height)
}

// causeBlock is what is drawn of one cause.
type causeBlock struct {
	Name []string // its name with how many rows it has, and beside it what a key does
	does []string // what a key does, where that stands below
}

func (b causeBlock) lines() int { return len(b.Name) + len(b.does) }

func linesOf(blocks []causeBlock) int {
	n := 0
	for _, b := range blocks {
		n += b.lines()
	}
	return n
}

// Blocks lays the causes out in some width. What a key does stands below
// each where there is no column for it and room for all.
func (p *causePane) Blocks(t theme.Theme, width, height int) []causeBlock {
	slim, nameWidth := width < leastTable, p.nameWidth(width)
	below := slim
	for {
		blocks := make([]causeBlock, 0, len(p.List))
		for i, cause := range p.List {
			lead := "  "
			count := figures.Count(cause.Rows)
			room, tail := width-3-len(count), " "+count
			var does []string
			if !slim {
				room, tail = nameWidth, widget.FitRight(count, countWidth, "")+"  "
				does = widget.Wrap(causeDoes(cause), max(width-2-nameWidth-countWidth-2, 1))
			}
			var b causeBlock
			names := widget.Wrap(p.Name(i), max(room, 1))
			if len(names) > 1 {
				names = widget.Wrap(p.Name(i), max(room-2, 1))
			}
			for j := range max(len(names), len(does)) {
				var name, words string
				if j < len(names) {
					name = names[j]
				}
				if j < len(does) {
					words = does[j]
				}
				b.Name = append(b.Name, lead+widget.Fit(name, room-max(widget.Width(lead)-2, 0), t.Glyphs.Ellipsis)+tail+words)
				lead, tail = "    ", widget.Fit("", widget.Width(tail), "")
			}
			if below {
				b.does = widget.Wrap(causeDoes(cause), max(width-4, 1))
			}
			blocks = append(blocks, b)
		}
		if !below || linesOf(blocks)+1 <= height {
			return blocks
		}
		below = false
	}
}

// head is the line above the causes, and which is under the cursor when
// some are out of sight.
func (p *causePane) head(t theme.Theme, width int, more bool) string {
	title := "  Cause"
	slim := width < leastTable
	if !slim {
		title = widget.Fit(title, 2+p.nameWidth(width), "") + widget.FitRight("Rows", countWidth, "") + "  What a key does"
	}
	tail := ""
	if more {
		tail = fmt.Sprintf("%d of %d", p.At+1, len(p.List))
	} else if slim {
		tail = "Rows"
	}
	return t.Muted.Render(widget.Fit(title, max(width-widget.Width(tail), 0), t.Glyphs.Ellipsis) + tail)
}

const (
	// leastTable is the width from which a cause has a column for what a key does.
	leastTable = 60
	// countWidth is how many cells the rows of a cause have in that table.
	countWidth = 9
)

// Name is what a cause is called among the others, the same everywhere.
func (p *causePane) Name(i int) string { return p.Names[i] }

// nameOf is the name of a cause by its key.
func (p *causePane) nameOf(k model.CauseKey) string {
	if i := slices.IndexFunc(p.List, func(c model.Cause) bool { return c.CauseKey == k }); i >= 0 {
		return p.Names[i]
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

// nameWidth is how many cells the names have in a table of some width: what the
// longest needs, within bounds.
func (p *causePane) nameWidth(width int) int {
	const least = 26
	longest := least
	for _, name := range p.Names {
		longest = max(longest, widget.Width(name))
	}
	return max(least, min(longest, width/2-4))
}

// scrolled is the first cause in sight, so that the cursor is in a window of some
// lines.
func (p *causePane) scrolled(blocks []causeBlock, room int) int {
	top := max(min(p.top, p.At), 0)
	for top < p.At && linesOf(blocks[top:p.At+1]) > room {
		top++
	}
	for top > 0 && linesOf(blocks[top-1:]) <= room {
		top--
	}
	return top
}

// about names the cause under the cursor, and says in a sentence what its best fix
// does and how sure it is. Where the causes stand beside the rows, what a key does is
// not in sight.
func (p *causePane) about(d details, beside bool) (head, text string, style theme.Pen) {
	t, cause := d.console.Theme, p.List[p.At]
	head = t.Strong.Render(p.Name(p.At)) + t.Muted.Render("  "+figures.Counted(cause.Rows, "row")+calledWords(cause))
	best, ok := bestOf(cause, p.fixes)
	text, style = t.Glyphs.ToFix+" "+typeOrLeave(cause), t.ToFix
	switch {
	case p.fixes == nil:
		text, style = "", t.Text
	case ok:
		sure := "the fix is " + best.Confidence.String()
		if best.AsksZone() {
			sure = "press a to say it"
			beside = false
		}
		if best.ReviewFirst() {
			sure = "look at the rows before you " + allWords(cause)
		}
		if beside {
			sure = cause.Does() + ": " + sure
			head += "   " + t.Strong.Render(Keys.All.Help().Key)
		}
		head += "   " + t.Text.Render(screen.SentenceStart(sure))
		text, style = best.Reason, t.Text
	}
	if cause.Out == model.InUnfinished || cause.Answered() {
		text = strings.TrimSpace(d.knownWords(cause) + " " + text)
	}
	return head, text, style
}

// calledWords says of rows that need not be fixed what becomes of them.
func calledWords(cause model.Cause) string {
	switch cause.State {
	case model.Ready:
		if cause.Warning == model.TimeZoneUnknown {
			return ", not called"
		}
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
