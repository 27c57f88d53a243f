package ui

import (
	"fmt"
	"strings"

	"callsheet/model/figures"
	"callsheet/model/outcomes"
	"callsheet/model/report"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	chartsFrom  = 166 // the width from which charts stand above the list
	chartLines  = 8   // of a chart, below its heading
	chartsRoom  = 12  // lines that the list keeps
	hoursWidth  = 74  // three cells for each hour of a day and some
	wideTrend   = 60  // cells of the trend where charts stand
	narrowTrend = 24
	leastBar    = 4 // cells of a bar that is worth drawing, and
	enoughBar   = 20
	barGap      = 2
	chartGap    = 4
)

// liveCharts are the charts of the campaign above the list, where a window is large: when calls
// were answered, what came of the contacts, and why they were not reached. They are counted
// with the list.
type liveCharts struct {
	live *liveScreen
	on   bool
}

// layout takes what the charts need of the lines that the waves and the list have, and returns
// how many these are.
func (c *liveCharts) layout(room int) int {
	if c.live.waves.shown() && !c.live.waves.folded {
		room -= min(len(c.live.waves.batches())+3, room/2)
	}
	need := chartLines + 2
	c.on = c.live.width >= chartsFrom && c.live.list.all.Calls() > 0 && room >= need+chartsRoom
	if !c.on {
		return 0
	}
	return need
}

// trend is how many cells the trend of the results may have.
func (c *liveCharts) trend() int {
	if c.live.width >= chartsFrom {
		return wideTrend
	}
	return narrowTrend
}

// lines are the charts beside one another, below a blank line.
func (c *liveCharts) lines() []string {
	if !c.on {
		return nil
	}
	t, charts := c.live.console.Theme, c.live.list.charts
	if t.Lines {
		return readCharts(charts)
	}
	room := c.live.width - hoursWidth - 2*chartGap
	outcome := min(room/2, outcomesWidth(charts.Outcomes))
	reason := room - outcome
	blocks := [][]string{
		c.upright(charts.Hours, hoursWidth),
		c.level(charts.Outcomes, outcome, func(i int) theme.Pen { return filterPen(t, outcomes.ShowAnswered+outcomes.Show(i)) }),
		c.level(charts.Reasons, reason, func(int) theme.Pen { return t.Warning }),
	}
	lines := []string{""}
	gap := strings.Repeat(" ", chartGap)
	for i := range chartLines + 1 {
		var cells []string
		for k, width := range []int{hoursWidth, outcome, reason} {
			line := ""
			if i < len(blocks[k]) {
				line = blocks[k][i]
			}
			cells = append(cells, widget.Fit(line, width, t.Glyphs.Ellipsis))
		}
		lines = append(lines, strings.Join(cells, gap))
	}
	return lines
}

// readCharts are the charts in words: what each bar stands for.
func readCharts(charts report.Charts) []string {
	var lines []string
	for _, block := range []report.Block{charts.Hours, charts.Outcomes, charts.Reasons} {
		var bars []string
		for _, bar := range block.Chart.Bars {
			if bar.Whole > 0 {
				bars = append(bars, bar.Label+" "+bar.Text)
			}
		}
		if len(bars) == 0 {
			bars = []string{"nothing yet"}
		}
		lines = append(lines, block.Heading+": "+strings.Join(bars, "; ")+".")
		if block.Note != "" {
			lines = append(lines, block.Note)
		}
	}
	return lines
}

// outcomesWidth is how many cells are enough for the outcomes.
func outcomesWidth(b report.Block) int {
	label, text := barColumns(b.Chart)
	return max(widget.Width(b.Heading), label+text+2*barGap+enoughBar)
}

// barColumns are how many cells the labels and the figures of a chart take.
func barColumns(c report.Chart) (label, text int) {
	for _, bar := range c.Bars {
		label, text = max(label, widget.Width(bar.Label)), max(text, widget.Width(bar.Text))
	}
	return label, text
}

// level draws bars below one another, each behind its label and its figures. Where a label
// leaves no room for them the figures alone are shown.
func (c *liveCharts) level(b report.Block, width int, pen func(int) theme.Pen) []string {
	t := c.live.console.Theme
	lines := []string{t.Strong.Render(b.Heading)}
	if b.Note != "" {
		lines = append(lines, t.Muted.Render(b.Note))
	}
	label, text := barColumns(b.Chart)
	room := width - label - text - 2*barGap
	if room < leastBar {
		room, label = 0, min(label, width-text-barGap)
	}
	gap := strings.Repeat(" ", barGap)
	for i, bar := range b.Chart.Bars {
		line := t.Text.Render(widget.Fit(bar.Label, label, t.Glyphs.Ellipsis)) + gap + t.Muted.Render(widget.FitRight(bar.Text, text, t.Glyphs.Ellipsis))
		if room > 0 {
			whole, _ := b.Chart.Lengths(bar, room)
			line += gap + pen(i).Render(strings.Repeat(t.Glyphs.BarFull, whole))
		}
		lines = append(lines, line)
	}
	return lines
}

// upright draws bars beside one another, above their labels and the share of each that is
// filled, with what their signs mean.
func (c *liveCharts) upright(b report.Block, width int) []string {
	t := c.live.console.Theme
	lines := []string{t.Strong.Render(b.Heading)}
	var note []string
	if b.Note != "" {
		note = widget.Paragraph(t.Muted, b.Note, width)
	}
	if len(b.Chart.Bars) == 0 {
		return append(lines, note...)
	}
	step := min(width/len(b.Chart.Bars), 8)
	thick := max(step-1, 1)
	feet := c.feet(b.Chart, step, thick)
	height := chartLines - len(note) - len(feet)
	for y := height; y > 0; y-- {
		line := ""
		for _, bar := range b.Chart.Bars {
			whole, part := b.Chart.Lengths(bar, height)
			cell := strings.Repeat(" ", thick)
			switch {
			case y <= part:
				cell = t.Ready.Render(strings.Repeat(t.Glyphs.BarFull, thick))
			case y <= whole:
				cell = t.Muted.Render(strings.Repeat(t.Glyphs.BarEmpty, thick))
			}
			line += cell + strings.Repeat(" ", step-thick)
		}
		lines = append(lines, line)
	}
	return append(append(lines, feet...), note...)
}

// feet are what stands below bars: their labels, the share of each that is filled where there
// is room for it, and what the signs mean.
func (c *liveCharts) feet(chart report.Chart, step, thick int) []string {
	t := c.live.console.Theme
	labels, shares := "", ""
	whole, part := 0, 0
	for _, bar := range chart.Bars {
		whole, part = whole+bar.Whole, part+bar.Part
		label, share := bar.Label, ""
		if thick < widget.Width(label) {
			label, _, _ = strings.Cut(label, ":")
		}
		if bar.Whole > 0 {
			share = figures.Percent(bar.Part, bar.Whole)
		}
		if thick < len("100 %") {
			share = strings.TrimSuffix(share, " %")
		}
		labels += widget.Fit(label, step, "")
		shares += widget.Fit(share, step, "")
	}
	means := fmt.Sprintf("%s %s %s  %s %s other %s", t.Glyphs.BarFull, figures.Count(part), chart.Part, t.Glyphs.BarEmpty, figures.Count(whole-part), chart.Whole)
	if thick < len("100") {
		return []string{t.Text.Render(labels), t.Muted.Render(means)}
	}
	return []string{t.Text.Render(labels), t.Muted.Render(shares), t.Muted.Render(means + ", and the percentage " + chart.Part)}
}
