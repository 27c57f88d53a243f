package report

import (
	_ "embed"
	"fmt"
	"html"
	"strings"

	"callsheet/model/document"
	"callsheet/model/figures"
)

// style is all that the page looks like: nothing is fetched from anywhere.
//
//go:embed page.css
var style string

// HTML is a page that stands by itself: it asks nobody for anything, and runs nothing.
func (p Page) HTML() string {
	var b strings.Builder
	e := html.EscapeString
	document.HTMLHead(&b, p.Title, strings.TrimSpace(style))
	for _, line := range p.Summary {
		fmt.Fprintf(&b, "<p>%s</p>\n", e(line))
	}
	for _, block := range p.Blocks {
		fmt.Fprintf(&b, "<section><h2>%s</h2>\n", e(block.Heading))
		if block.Note != "" {
			fmt.Fprintf(&b, "<p class=\"note\">%s</p>\n", e(block.Note))
		}
		document.HTMLFacts(&b, block.Facts)
		block.Chart.html(&b)
		document.HTMLTable(&b, block.Table)
		b.WriteString("</section>\n")
	}
	b.WriteString("<footer>\n")
	for _, line := range p.Notes {
		fmt.Fprintf(&b, "<p>%s</p>\n", e(line))
	}
	b.WriteString("</footer></body></html>\n")
	return b.String()
}

// html draws a chart; without bars there is none.
func (c Chart) html(b *strings.Builder) {
	if len(c.Bars) == 0 {
		return
	}
	if c.Part != "" {
		fmt.Fprintf(b, "<p class=\"key\"><svg viewBox=\"0 0 1 1\"><rect class=\"fill\" width=\"1\" height=\"1\"/></svg>%s<svg viewBox=\"0 0 1 1\"><rect class=\"rest\" width=\"1\" height=\"1\"/></svg>other %s</p>\n",
			html.EscapeString(c.Part), html.EscapeString(c.Whole))
	}
	if c.Upright {
		c.columns(b)
		return
	}
	most := c.most()
	b.WriteString("<table class=\"bars\">\n")
	for _, bar := range c.Bars {
		whole, part := lengths(bar, most, 100)
		fmt.Fprintf(b, "<tr><td>%s</td><td>%s</td><td><svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"rest\" width=\"%.2f\" height=\"4\"/><rect class=\"fill\" width=\"%.2f\" height=\"4\"/></svg></td></tr>\n",
			html.EscapeString(bar.Label), html.EscapeString(bar.Text), whole, part)
	}
	b.WriteString("</table>\n")
}

// lengths are those of a bar and of its part, where the longest has a size.
func lengths(bar Bar, most int, size float64) (whole, part float64) {
	const least = 0.006 // of the longest, so that what is more than nothing is seen
	of := func(n int) float64 {
		if n <= 0 {
			return 0
		}
		return size * max(least, float64(n)/float64(most))
	}
	return of(bar.Whole), min(of(bar.Part), of(bar.Whole))
}

// columns draws bars that stand beside one another.
func (c Chart) columns(b *strings.Builder) {
	const (
		width, height = 960, 200 // of the drawing
		top, foot     = 18, 34   // above the bars and below
		widest        = 90       // of a bar
	)
	most, step := c.most(), float64(width)/float64(len(c.Bars))
	thick := min(step*0.72, widest)
	fmt.Fprintf(b, "<svg class=\"columns\" role=\"img\" viewBox=\"0 0 %d %d\">\n", width, height)
	for i, bar := range c.Bars {
		whole, part := lengths(bar, most, height-top-foot)
		middle, floor := step*(float64(i)+0.5), float64(height-foot)
		left := middle - thick/2
		fmt.Fprintf(b, "<g><title>%s: %s</title><rect class=\"rest\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/><rect class=\"fill\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>"+
			"<text class=\"count\" x=\"%.1f\" y=\"%.1f\">%s</text><text x=\"%.1f\" y=\"%d\">%s</text><text x=\"%.1f\" y=\"%d\">%s</text></g>\n",
			html.EscapeString(bar.Label), html.EscapeString(bar.Text), left, floor-whole, thick, whole, left, floor-part, thick, part,
			middle, floor-whole-4, countWords(bar), middle, height-18, html.EscapeString(c.label(bar.Label)), middle, height-3, shareWords(bar))
	}
	b.WriteString("</svg>\n")
}

// label is short where many bars stand beside one another.
func (c Chart) label(label string) string {
	const many = 12
	if hour, _, is := strings.Cut(label, ":"); is && len(c.Bars) > many {
		return hour
	}
	return label
}

// countWords and shareWords are what stands above a bar and below its label.
func countWords(b Bar) string {
	if b.Whole == 0 {
		return ""
	}
	return figures.Count(b.Part) + "/" + figures.Count(b.Whole)
}

func shareWords(b Bar) string {
	if b.Whole == 0 {
		return ""
	}
	return figures.Percent(b.Part, b.Whole)
}
