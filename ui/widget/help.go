package widget

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"callsheet/ui/theme"
)

// KeyGroup is a titled list of keys, as one scope of the console has them.
type KeyGroup struct {
	Title    string
	Bindings []key.Binding
}

const keyGap = "   "

// KeyLine draws the keys that can be used now on one line of exactly width
// cells. When they do not fit, those before the last are left out from the
// right, with a mark: the last says where all keys are.
func KeyLine(t theme.Theme, width int, bindings []key.Binding) string {
	var parts []string
	var widths []int
	total := 0
	for _, b := range bindings {
		h := b.Help()
		if !b.Enabled() || h.Key == "" {
			continue
		}
		parts = append(parts, t.Key.Render(h.Key)+" "+t.KeyDesc.Render(h.Desc))
		widths = append(widths, Width(h.Key)+1+Width(h.Desc))
		total += widths[len(widths)-1] + len(keyGap)
	}
	total -= len(keyGap)
	mark := t.KeyDesc.Render(t.Glyphs.Ellipsis)
	cut := false
	for total > width && len(parts) > 1 {
		drop := len(parts) - 2
		total -= widths[drop] + len(keyGap)
		if !cut {
			total += Width(t.Glyphs.Ellipsis) + len(keyGap)
			cut = true
		}
		parts = append(parts[:drop], parts[drop+1:]...)
		widths = append(widths[:drop], widths[drop+1:]...)
	}
	if cut {
		last := len(parts) - 1
		parts = append(parts[:last], mark, parts[last])
		if total > width {
			parts = parts[1:]
		}
	}
	return Fit(strings.Join(parts, keyGap), width, t.Glyphs.Ellipsis)
}

// KeyHelp draws all keys, group by group, in as many columns as width allows, as lines of
// exactly width cells.
func KeyHelp(t theme.Theme, width int, groups []KeyGroup) []string {
	blocks := helpBlocks(t, groups)
	columnWidth := 0
	for _, block := range blocks {
		for _, line := range block {
			columnWidth = max(columnWidth, Width(line))
		}
	}
	const gap = 4
	if t.Lines {
		width = columnWidth // one below another
	}
	columns := max(min((width+gap)/(columnWidth+gap), len(blocks)), 1)
	lines := joinColumns(flow(blocks, columns), columnWidth, gap)
	for i, line := range lines {
		lines[i] = Fit(line, width, t.Glyphs.Ellipsis)
	}
	return lines
}

// helpBlocks draws each group as its title and one line for each key.
func helpBlocks(t theme.Theme, groups []KeyGroup) [][]string {
	keyWidth := 0
	for _, g := range groups {
		for _, b := range g.Bindings {
			keyWidth = max(keyWidth, Width(b.Help().Key))
		}
	}
	var blocks [][]string
	for _, g := range groups {
		block := []string{t.Title.Render(g.Title)}
		for _, b := range g.Bindings {
			if h := b.Help(); b.Enabled() && h.Key != "" {
				block = append(block, Fit(t.Key.Render(h.Key), keyWidth, "")+"  "+t.KeyDesc.Render(h.Desc))
			}
		}
		if len(block) > 1 {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

// flow puts the blocks into columns in reading order, as evenly as their
// lengths allow: the lowest height at which they fit the columns.
func flow(blocks [][]string, columns int) [][]string {
	total := 0
	for _, b := range blocks {
		total += len(b) + 1
	}
	for limit := (total + columns - 1) / columns; ; limit++ {
		out := [][]string{nil}
		for _, b := range blocks {
			last := len(out) - 1
			if len(out[last]) > 0 && len(out[last])+1+len(b) > limit && limit < total {
				out = append(out, nil)
				last++
			}
			if len(out[last]) > 0 {
				out[last] = append(out[last], "")
			}
			out[last] = append(out[last], b...)
		}
		if len(out) <= columns || limit >= total {
			return out
		}
	}
}

func joinColumns(columns [][]string, width, gap int) []string {
	height := 0
	for _, c := range columns {
		height = max(height, len(c))
	}
	lines := make([]string, height)
	for i := range lines {
		for j, c := range columns {
			if j > 0 {
				lines[i] += blanks(gap)
			}
			lines[i] += Fit(at(c, i), width, "")
		}
	}
	return lines
}
