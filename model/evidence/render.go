package evidence

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	"callsheet/model/document"
	"callsheet/model/printable"
)

// Text is a page for a terminal and for print, of plain lines.
func (p Page) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", p.Title, p.Verdict)
	for _, block := range p.Blocks {
		fmt.Fprintf(&b, "\n%s\n", block.Heading)
		wide := 0
		for _, f := range block.Facts {
			wide = max(wide, utf8.RuneCountInString(f.Name))
		}
		for _, f := range block.Facts {
			fmt.Fprintf(&b, "  %-*s  %s\n", wide, f.Name, f.Text)
		}
		for _, row := range tail(block.Table) {
			fmt.Fprintf(&b, "  %s\n", strings.Join(row[:min(3, len(row))], "  "))
			for i, cell := range row[min(3, len(row)):] {
				fmt.Fprintf(&b, "      %s\n", labelled(block.Table[0][3+i], cell))
			}
		}
		for _, line := range block.Lines {
			fmt.Fprintf(&b, "  %s\n", line)
		}
	}
	return b.String()
}

// labelled is a cell that stands by itself; what was done needs no label.
func labelled(head, cell string) string {
	if head == "What" {
		return cell
	}
	return head + ": " + cell
}

func tail(rows [][]string) [][]string {
	if len(rows) == 0 {
		return nil
	}
	return rows[1:]
}

// Markdown is a page in Markdown.
func (p Page) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", printable.Markdown(p.Title), printable.Markdown(p.Verdict))
	for _, block := range p.Blocks {
		fmt.Fprintf(&b, "\n## %s\n\n", printable.Markdown(block.Heading))
		document.MarkdownFacts(&b, block.Facts)
		document.MarkdownTable(&b, block.Table)
		for _, line := range block.Lines {
			fmt.Fprintf(&b, "- %s\n", printable.Markdown(line))
		}
	}
	return b.String()
}

// style is all that the page looks like: nothing is fetched from anywhere.
const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
.verdict{padding:.75rem 1rem;border-left:.4rem solid #1b7f3b;background:#eef7f0;overflow-wrap:anywhere}.broken{border-color:#b3261e;background:#fdecea}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.5rem}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #ddd}th{white-space:nowrap}td{overflow-wrap:anywhere}td:first-child{white-space:nowrap}
@media print{body{margin:0;max-width:none}}`

// HTML is a page that stands by itself: it asks nobody for anything.
func (p Page) HTML() string {
	var b strings.Builder
	e := html.EscapeString
	document.HTMLHead(&b, p.Title, style)
	class := "verdict"
	if !p.Whole {
		class += " broken"
	}
	fmt.Fprintf(&b, "<p class=\"%s\">%s</p>\n", class, e(p.Verdict))
	for _, block := range p.Blocks {
		fmt.Fprintf(&b, "<h2>%s</h2>\n", e(block.Heading))
		document.HTMLFacts(&b, block.Facts)
		document.HTMLTable(&b, block.Table)
		for _, line := range block.Lines {
			fmt.Fprintf(&b, "<p>%s</p>\n", e(line))
		}
	}
	b.WriteString("</body></html>\n")
	return b.String()
}
