package importer

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"callsheet/model/table"
)

// drawnBook is a workbook in some of the forms that programs write, and what its
// cells must be.
type drawnBook struct {
	prefix, quote string
	shared        []string // as XML
	sharedText    []string
	want          map[[2]int]table.Cell // by row and column, from 1
	sheet         strings.Builder
}

// tag writes a tag with attributes in pairs; an empty name is left out.
func (b *drawnBook) tag(name string, attrs ...string) string {
	out := "<" + b.prefix + name
	for i := 0; i < len(attrs); i += 2 {
		if attrs[i] != "" {
			out += " " + attrs[i] + "=" + b.quote + attrs[i+1] + b.quote
		}
	}
	return out + ">"
}

func (b *drawnBook) end(name string) string { return "</" + b.prefix + name + ">" }

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;", "é", "&#xE9;")

// drawText draws the text of a cell, which excelize reads as it is, too: white
// space around it is only there when the file asks for it to be kept.
func drawText(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"Ann", "Zoë", "07700 900123", "&", "<b>", "\"", "'", "漢", "é", "a\nb", "_x", "]]>"}), 1, 4)
	return strings.Join(words.Draw(t, "words"), "")
}

// rich writes a text in one piece, or in runs with a reading aid that is no text.
func (b *drawnBook) rich(t *rapid.T, text string) string {
	if rapid.Bool().Draw(t, "one piece") {
		kept := ""
		if rapid.Bool().Draw(t, "preserve") {
			kept = "xml:space"
		}
		return b.tag("t", kept, "preserve") + xmlText.Replace(text) + b.end("t")
	}
	cut := len([]rune(text)) / 2
	first, second := string([]rune(text)[:cut]), string([]rune(text)[cut:])
	run := func(s string) string { return b.tag("r") + b.tag("t") + xmlText.Replace(s) + b.end("t") + b.end("r") }
	return run(first) + run(second) + b.tag("rPh", "sb", "0", "eb", "1") + b.tag("t") + "ふりがな" + b.end("t") + b.end("rPh")
}

// value draws a cell: its type, its style, its content and what it is.
func (b *drawnBook) value(t *rapid.T) (kind, style, content string, cell table.Cell) {
	v := func(s string) string { return b.tag("v") + s + b.end("v") }
	n := rapid.Int64Range(0, 999_999_999_999_999).Draw(t, "n")
	switch rapid.IntRange(0, 9).Draw(t, "what") {
	case 0:
		text := drawText(t)
		b.shared = append(b.shared, b.rich(t, text))
		b.sharedText = append(b.sharedText, text)
		return "s", "", v(strconv.Itoa(len(b.shared) - 1)), table.Cell{Text: text}
	case 1:
		text := drawText(t)
		return "inlineStr", "", b.tag("is") + b.rich(t, text) + b.end("is"), table.Cell{Text: text}
	case 2:
		text := drawText(t)
		return "str", "", b.tag("f") + "A1&amp;B1" + b.end("f") + v(xmlText.Replace(text)), table.Cell{Text: text}
	case 3:
		return "", "", v(strconv.FormatInt(n, 10)), table.Cell{Text: strconv.FormatInt(n, 10), Kind: table.KindNumber}
	case 4:
		form := rapid.SampledFrom([]byte{'e', 'E'}).Draw(t, "form")
		return "n", "0", v(strconv.FormatFloat(float64(n), form, -1, 64)), table.Cell{Text: strconv.FormatInt(n, 10), Kind: table.KindNumber}
	case 5:
		day := rapid.IntRange(61, 2_958_465).Draw(t, "day")
		when := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
		return "", "1", v(strconv.Itoa(day)), table.Cell{Text: when.Format(time.DateOnly), Kind: table.KindDate}
	case 6:
		day, seconds := rapid.IntRange(61, 60_000).Draw(t, "day"), rapid.IntRange(1, 86_399).Draw(t, "seconds")
		when := time.Date(1899, 12, 30, 0, 0, seconds, 0, time.UTC).AddDate(0, 0, day)
		serial := strconv.FormatFloat(float64(day)+float64(seconds)/86_400, 'f', -1, 64)
		return "", "2", v(serial), table.Cell{Text: when.Format("2006-01-02T15:04:05"), Kind: table.KindDate}
	case 7:
		yes := rapid.Bool().Draw(t, "yes")
		return "b", "", v(map[bool]string{true: "1", false: "0"}[yes]), table.Cell{Text: strconv.FormatBool(yes), Kind: table.KindBool}
	case 8:
		return "e", "", v("#N/A"), table.Cell{Text: "#N/A", Kind: table.KindError}
	}
	return "", "", "", table.Cell{}
}

func (b *drawnBook) row(t *rapid.T, number, gap int) {
	optional := func(name string, may bool) string {
		if may && rapid.Bool().Draw(t, "leave out "+name) {
			return ""
		}
		return name
	}
	b.sheet.WriteString(b.tag("row", optional("r", gap == 1), strconv.Itoa(number), optional("spans", true), "1:3"))
	cells := rapid.IntRange(0, 5).Draw(t, "cells")
	for col, i := 0, 0; i < cells; i++ {
		gap := rapid.SampledFrom([]int{1, 1, 1, 2, 30}).Draw(t, "gap")
		col += gap
		kind, style, content, cell := b.value(t)
		name, err := excelize.CoordinatesToCellName(col, number)
		if err != nil {
			t.Fatal(err)
		}
		attrs := []string{optional("r", gap == 1), name, map[bool]string{true: "s"}[style != ""], style, map[bool]string{true: "t"}[kind != ""], kind}
		if rapid.Bool().Draw(t, "type first") {
			attrs = []string{attrs[4], attrs[5], attrs[0], attrs[1], attrs[2], attrs[3]}
		}
		b.sheet.WriteString(b.tag("c", attrs...) + content + b.end("c"))
		b.sheet.WriteString(rapid.SampledFrom([]string{"", "", "", "\n  ", "<!-- > -->"}).Draw(t, "between"))
		if cell.Text != "" {
			b.want[[2]int{number, col}] = cell
		}
	}
	b.sheet.WriteString(b.end("row"))
}

func drawBook(t *rapid.T) *drawnBook {
	b := &drawnBook{want: map[[2]int]table.Cell{}}
	b.prefix = rapid.SampledFrom([]string{"", "", "x:"}).Draw(t, "prefix")
	b.quote = rapid.SampledFrom([]string{`"`, `"`, "'"}).Draw(t, "quote")
	number := 0
	for range rapid.IntRange(1, 6).Draw(t, "rows") {
		gap := rapid.SampledFrom([]int{1, 1, 2, 5}).Draw(t, "gap")
		number += gap
		b.row(t, number, gap)
	}
	return b
}

func (b *drawnBook) packed(t testing.TB) []byte {
	const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	space := "xmlns"
	if b.prefix != "" {
		space += ":" + strings.TrimSuffix(b.prefix, ":")
	}
	var shared strings.Builder
	for _, s := range b.shared {
		shared.WriteString(b.tag("si") + s + b.end("si"))
	}
	styles := strings.Replace(cellStyles, "<styleSheet>", `<styleSheet xmlns="`+main+`">`, 1)
	return bookOf(t, "", parts{
		"[Content_Types].xml":      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"xl/workbook.xml":          strings.Replace(bookSheet1, `xmlns:r="x"`, `xmlns="`+main+`" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`, 1),
		"xl/styles.xml":            styles,
		"xl/sharedStrings.xml":     b.tag("sst", space, main) + shared.String() + b.end("sst"),
		"xl/worksheets/sheet1.xml": b.tag("worksheet", space, main) + b.tag("sheetData") + b.sheet.String() + b.end("sheetData") + b.end("worksheet"),
	})
}

// agree reads a drawn workbook and holds each cell to what was drawn and to what
// excelize reads of it.
func agree(rt *rapid.T, t testing.TB) {
	drawn := drawBook(rt)
	book := drawn.packed(t)
	got, err := readBytes(t, book, Options{})
	if err != nil {
		rt.Fatalf("%v: %s", err, drawn.sheet.String())
	}
	f, err := excelize.OpenReader(bytes.NewReader(book), excelize.Options{RawCellValue: true})
	if err != nil {
		rt.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("List")
	if err != nil {
		rt.Fatal(err)
	}
	seen := 0
	for row := range max(got.Table.Len(), len(rows)) {
		for col := range 160 {
			var cell table.Cell
			if row < got.Table.Len() {
				cell = got.Table.Cell(row, col)
			}
			want := drawn.want[[2]int{row + 1, col + 1}]
			if cell != want {
				rt.Fatalf("row %d column %d is %q, drawn as %q: %s", row+1, col+1, cell, want, drawn.sheet.String())
			}
			if cell.Text != "" {
				seen++
			}
			raw := ""
			if row < len(rows) && col < len(rows[row]) {
				raw = rows[row][col]
			}
			if !sameAsRaw(cell, raw, false) {
				rt.Fatalf("row %d column %d is %q, excelize has %q: %s", row+1, col+1, cell, raw, drawn.sheet.String())
			}
		}
	}
	if seen != len(drawn.want) {
		rt.Fatalf("%d cells of %d: %s", seen, len(drawn.want), drawn.sheet.String())
	}
}

func TestDrawnWorkbooksAreReadAsExcelizeReadsThem(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) { agree(rt, t) })
}

func FuzzAgainstExcelize(f *testing.F) {
	f.Fuzz(func(t *testing.T, choices []byte) {
		rapid.MakeFuzz(func(rt *rapid.T) { agree(rt, t) })(t, choices)
	})
}
