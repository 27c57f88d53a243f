package document

import (
	"fmt"
	"html"
	"strings"

	"callsheet/model/printable"
)

// Fact is something that is said under a name.
type Fact struct{ Name, Text string }

// HTMLHead begins a page that asks nobody for anything and runs nothing: all up to its
// heading. The style is ours, and fetches nothing.
func HTMLHead(b *strings.Builder, title, style string) {
	e := html.EscapeString
	fmt.Fprintf(b, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"+
		"<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>\n<style>%s</style></head>\n<body><h1>%s</h1>\n", e(title), style, e(title))
}

// HTMLFacts writes facts; without any there is no list.
func HTMLFacts(b *strings.Builder, facts []Fact) {
	if len(facts) == 0 {
		return
	}
	b.WriteString("<dl>\n")
	for _, f := range facts {
		fmt.Fprintf(b, "<dt>%s</dt><dd>%s</dd>\n", html.EscapeString(f.Name), html.EscapeString(f.Text))
	}
	b.WriteString("</dl>\n")
}

// HTMLTable writes a table whose first row is its head; without rows there is none.
func HTMLTable(b *strings.Builder, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	b.WriteString("<table>\n")
	for i, row := range rows {
		tag := "td"
		if i == 0 {
			tag = "th"
		}
		b.WriteString("<tr>")
		for _, cell := range row {
			fmt.Fprintf(b, "<%s>%s</%s>", tag, html.EscapeString(cell), tag)
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>\n")
}

// MarkdownFacts writes facts as a list.
func MarkdownFacts(b *strings.Builder, facts []Fact) {
	for _, f := range facts {
		fmt.Fprintf(b, "- **%s**: %s\n", printable.Markdown(f.Name), printable.Markdown(f.Text))
	}
}

// MarkdownTable writes a table whose first row is its head.
func MarkdownTable(b *strings.Builder, rows [][]string) {
	for i, row := range rows {
		cells := make([]string, len(row))
		for k, cell := range row {
			cells[k] = printable.Markdown(cell)
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
		if i == 0 {
			fmt.Fprintf(b, "|%s\n", strings.Repeat("---|", len(row)))
		}
	}
}
