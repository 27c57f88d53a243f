package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"callsheet/model/document"
	"callsheet/model/printable"
)

// barWidth is how many signs the longest bar of a chart has.
const barWidth = 40

// bar draws a bar of signs: so many filled, and so many more.
func (c Chart) bar(b Bar, filled, empty string) string {
	whole, part := c.Lengths(b, barWidth)
	return strings.Repeat(filled, part) + strings.Repeat(empty, whole-part)
}

// Text is a page for a terminal and for print, of plain lines.
func (p Page) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", p.Title)
	for _, line := range p.Summary {
		fmt.Fprintf(&b, "%s\n", line)
	}
	for _, block := range p.Blocks {
		fmt.Fprintf(&b, "\n%s\n", block.Heading)
		if block.Note != "" {
			fmt.Fprintf(&b, "  %s\n", block.Note)
		}
		if c := block.Chart; c.Part != "" {
			fmt.Fprintf(&b, "  # %s  . other %s\n", c.Part, c.Whole)
		}
		var rows [][]string
		for _, f := range block.Facts {
			rows = append(rows, []string{f.Name, f.Text})
		}
		writeColumns(&b, rows)
		rows = nil
		for _, bar := range block.Chart.Bars {
			rows = append(rows, []string{bar.Label, bar.Text, block.Chart.bar(bar, "#", ".")})
		}
		writeColumns(&b, rows)
		writeColumns(&b, block.Table)
	}
	b.WriteByte('\n')
	for _, line := range p.Notes {
		fmt.Fprintf(&b, "%s\n", line)
	}
	return b.String()
}

// writeColumns writes cells below one another.
func writeColumns(b *strings.Builder, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += "  " + cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
		}
		fmt.Fprintf(b, "%s\n", strings.TrimRight(line, " "))
	}
}

// Markdown is a page in Markdown.
func (p Page) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", printable.Markdown(p.Title))
	for _, line := range p.Summary {
		fmt.Fprintf(&b, "%s\n", printable.Markdown(line))
	}
	for _, block := range p.Blocks {
		fmt.Fprintf(&b, "\n## %s\n", printable.Markdown(block.Heading))
		if block.Note != "" {
			fmt.Fprintf(&b, "\n%s\n", printable.Markdown(block.Note))
		}
		b.WriteByte('\n')
		document.MarkdownFacts(&b, block.Facts)
		if len(block.Facts) > 0 && len(block.Chart.Bars)+len(block.Table) > 0 {
			b.WriteByte('\n')
		}
		table := block.Table
		if c := block.Chart; len(c.Bars) > 0 {
			head := ""
			if c.Part != "" {
				head = "█ " + c.Part + " ░ other " + c.Whole
			}
			table = [][]string{{"", "", head}}
			for _, bar := range c.Bars {
				table = append(table, []string{bar.Label, bar.Text, c.bar(bar, "█", "░")})
			}
		}
		document.MarkdownTable(&b, table)
	}
	b.WriteString("\n---\n\n")
	for _, line := range p.Notes {
		fmt.Fprintf(&b, "%s\n", printable.Markdown(line))
	}
	return b.String()
}
