package importer

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"callsheet/model/table"
)

// callColumns are columns such as results have: a text, a number, a moment.
var callColumns = []string{"Callsheet outcome", "Callsheet tries", "Callsheet last call"}

const callMoment = "2026-11-28T14:05:09"

// added are the cells that a row gets in a test, by its number.
func added(number int) []table.Cell {
	return []table.Cell{
		{Text: "=answered & <said> \"no\"\n" + strconv.Itoa(number)}, {Text: strconv.Itoa(number % 4), Kind: table.KindNumber}, {Text: callMoment, Kind: table.KindDate},
	}
}

// forRows are added columns for the rows of a table that hold something.
func forRows(rows *table.Table) AddedColumns {
	has := map[int]bool{}
	for row := range rows.Len() {
		if !rows.Blank(row) {
			has[rows.RowNumber(row)] = true
		}
	}
	return AddedColumns{Header: callColumns, Rows: len(has), Cells: func(dst []table.Cell, number int) ([]table.Cell, bool) {
		if !has[number] {
			return dst, false
		}
		return append(dst, added(number)...), true
	}}
}

func sourceOf(t testing.TB, content []byte) *Source {
	t.Helper()
	source := &Source{path: "list", file: memory{bytes.NewReader(content)}, size: int64(len(content))}
	_, err := source.recognised(context.Background())
	check(t, err)
	return source
}

// annotated reads a file and adds columns to it as results are.
func annotated(t testing.TB, content []byte, how Options) (read *Result, with []byte, done Annotated) {
	t.Helper()
	source := sourceOf(t, content)
	read, err := source.Read(context.Background(), how, nil)
	check(t, err)
	var out bytes.Buffer
	done, err = source.Annotate(context.Background(), &out, asRead(read), forRows(read.Table), nil)
	check(t, err)
	return read, out.Bytes(), done
}

// asRead is how a file is read again as it was.
func asRead(r *Result) Options {
	return Options{Sheet: r.Sheet, HeaderRow: r.HeaderRow, Encoding: r.Encoding, Delimiter: r.Delimiter}
}

// richBook is a workbook with what a library that writes workbooks anew would lose or change.
func richBook(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	check(t, f.SetSheetName("Sheet1", "Leads"))
	moment, err := f.NewStyle(&excelize.Style{NumFmt: 22})
	check(t, err)
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFEE00"}}})
	check(t, err)
	check(t, f.SetSheetRow("Leads", "A1", &[]any{"Spring renewals"}))
	check(t, f.MergeCell("Leads", "A1", "C1"))
	check(t, f.SetSheetRow("Leads", "A3", &[]any{"Name", "Phone", "Since", "Owes"}))
	check(t, f.SetCellStyle("Leads", "A3", "D3", bold))
	for i := range 12 {
		row := 4 + i + i/6 // one stays blank
		check(t, f.SetSheetRow("Leads", fmt.Sprintf("A%d", row), &[]any{fmt.Sprintf("Zoë & <Öz> %d", i), fmt.Sprintf("+4479111234%02d", i), 45000.5 + float64(i)}))
		check(t, f.SetCellFormula("Leads", fmt.Sprintf("D%d", row), fmt.Sprintf("C%d*2", row)))
		check(t, f.SetCellStyle("Leads", fmt.Sprintf("C%d", row), fmt.Sprintf("C%d", row), moment))
	}
	check(t, f.SetCellStyle("Leads", "E5", "H5", bold)) // empty, and in the way
	check(t, f.SetColVisible("Leads", "E:XFD", false))
	check(t, f.SetColWidth("Leads", "B", "B", 20))
	check(t, f.AddTable("Leads", &excelize.Table{Range: "A3:D8", Name: "People"}))
	check(t, f.AddComment("Leads", excelize.Comment{Cell: "B4", Author: "Ann", Text: "rings back"}))
	check(t, f.AddChart("Leads", "A20", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Leads!$D$4:$D$8"}}}))
	check(t, f.SetDefinedName(&excelize.DefinedName{Name: "Owed", RefersTo: "Leads!$D$4:$D$8"}))
	_, err = f.NewSheet("Notes")
	check(t, err)
	check(t, f.SetCellValue("Notes", "A1", "not a list"))
	var out bytes.Buffer
	check(t, f.Write(&out))
	return out.Bytes()
}

// withParts is a workbook with more parts, each packed in a way of its own.
func withParts(t testing.TB, book []byte, more parts) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	check(t, w.SetComment("made by hand"))
	r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	check(t, err)
	for _, f := range r.File {
		check(t, w.Copy(f))
	}
	for name, part := range more {
		entry, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Comment: "own"})
		check(t, err)
		_, err = io.WriteString(entry, part)
		check(t, err)
	}
	check(t, w.Close())
	return out.Bytes()
}

func TestColumnsAreAddedToAWorkbookAndNothingElseChanges(t *testing.T) {
	book := withParts(t, richBook(t), parts{"xl/vbaProject.bin": "\xd0\xcf\x11\xe0 macro", "customXml/item1.xml": "<odd/>", "unknown/part.dat": strings.Repeat("x", 3000)})
	read, with, done := annotated(t, book, Options{HeaderRow: FindHeader})
	keepsParts(t, book, with, "xl/worksheets/sheet1.xml")
	keepsList(t, read, with, false)
	is := keepsCells(t, book, with)
	if done.Rows != 12 || done.Nameless || done.Unfit != 0 {
		t.Errorf("%+v", done)
	}
	for cell, want := range map[string]string{"E3": callColumns[0], "F3": callColumns[1], "G3": callColumns[2], "F4": "0", "G4": "46354.586909722224", "E1": "", "E10": "", "H5": ""} {
		if got, err := is.GetCellValue("Leads", cell); err != nil || got != want {
			t.Errorf("%s is %q, not %q: %v", cell, got, want, err)
		}
	}
	for _, col := range []string{"E", "F", "G"} {
		if shown, err := is.GetColVisible("Leads", col); err != nil || !shown {
			t.Errorf("column %s is hidden: %v", col, err)
		}
	}
	if shown, err := is.GetColVisible("Leads", "H"); err != nil || shown {
		t.Errorf("column H was hidden and is not: %v", err)
	}
	if width, err := is.GetColWidth("Leads", "B"); err != nil || width != 20 {
		t.Errorf("column B is %v wide: %v", width, err)
	}
	if formula, err := is.GetCellFormula("Leads", "E4"); err != nil || formula != "" {
		t.Errorf("an added text is the formula %q: %v", formula, err)
	}
}

// Each sheet is written by hand, as programs write them and as they hardly ever do.
func TestCellsAreAddedToSheetsOfEveryForm(t *testing.T) {
	sheet := func(body string) parts {
		return parts{"xl/worksheets/sheet1.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + body}
	}
	styled := parts{"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164" fillId="3"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`}
	for _, row := range []struct {
		name     string
		book     []byte
		contains []string // in the sheet's XML
		without  []string
	}{
		{name: "a row without its number gets cells with one", book: bookOf(t, `<row><c t="inlineStr"><is><t>Phone</t></is></c></row><row><c><v>447911123456</v></c></row>`, nil),
			contains: []string{`<c r="B1" t="inlineStr">`, `<c r="C2"><v>2</v></c>`, `<c><v>447911123456</v></c>`}},
		{name: "a prefix of the names is kept", book: bookOf(t, "", sheet(`<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Phone</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>447911123456</x:v></x:c></x:row></x:sheetData></x:worksheet>`)),
			contains: []string{`<x:c r="C2"><x:v>2</x:v></x:c>`, `<x:cols><x:col min="2" max="2"`, `<x:is><x:t xml:space="preserve">`}},
		{name: "spans and extent are extended", book: bookOf(t, "", sheet(`<worksheet><dimension ref="A1:A2"/><sheetData><row r="1" spans="1:1"><c r="A1" t="inlineStr"><is><t>Phone</t></is></c></row><row r="2" spans="1:1" ht="15"><c r="A2"><v>447911123456</v></c></row></sheetData></worksheet>`)),
			contains: []string{`<dimension ref="A1:D2"/>`, `<row r="1" spans="1:4">`, `<row r="2" spans="1:4" ht="15">`}},
		{name: "an extent of one cell is extended", book: bookOf(t, "", sheet(`<worksheet><dimension ref="A1"/><sheetData>`+textRow(1, "Phone")+textRow(2, "447911123456")+`</sheetData></worksheet>`)),
			contains: []string{`<dimension ref="A1:D1"/>`}},
		{name: "hidden columns to the right are parted", book: bookOf(t, "", sheet(`<worksheet><cols><col min="1" max="16384" width="9" hidden="1" style="2"/></cols><sheetData>`+textRow(1, "Phone")+textRow(2, "447911123456")+`</sheetData></worksheet>`)),
			contains: []string{`<cols><col min="1" max="1" width="9" hidden="1" style="2"/><col min="2" max="2" width="19" customWidth="1"/>`, `<col min="5" max="16384" width="9" hidden="1" style="2"/></cols>`}},
		{name: "cells that hold nothing give way and lend their style", book: bookOf(t, `<row r="1"><c r="A1" t="inlineStr"><is><t>Phone</t></is></c></row><row r="2"><c r="A2"><v>447911123456</v></c><c r="B2" s="7"/><c r="C2" s="7"></c> <c r="J2" s="9"/></row><row r="3"/>`, nil),
			contains: []string{`<c r="B2" s="7" t="inlineStr">`, `<c r="C2"><v>2</v></c>`, `</c><c r="J2" s="9"/></row><row r="3"/>`}, without: []string{`<c r="B2" s="7"/>`}},
		{name: "names get the style of those beside them", book: bookOf(t, `<row r="1"><c r="A1" s="4" t="inlineStr"><is><t>Phone</t></is></c></row>`+textRow(2, "447911123456"), nil),
			contains: []string{`<c r="B1" s="4" t="inlineStr">`}},
		{name: "a day with its time has a style that shows both, and no colour", book: bookOf(t, textRow(1, "Phone")+textRow(2, "447911123456"), styled),
			contains: []string{`<c r="D2" s="3"><v>46354.586909722224</v></c>`}},
		{name: "in the calendar from 1904 days count from there", book: bookOf(t, textRow(1, "Phone")+textRow(2, "447911123456"), parts{"xl/styles.xml": styled["xl/styles.xml"], "xl/workbook.xml": strings.Replace(bookSheet1, "<workbookPr/>", `<workbookPr date1904="1"/>`, 1)}),
			contains: []string{`<c r="D2" s="3"><v>44892.586909722224</v></c>`}},
		{name: "without such a style it is a text that sorts", book: bookOf(t, textRow(1, "Phone")+textRow(2, "447911123456"), nil),
			contains: []string{`<t xml:space="preserve">2026-11-28 14:05:09</t>`}},
		{name: "comments, instructions and what only some programs know stay", book: bookOf(t, "", sheet(`<worksheet mc:Ignorable="x14"><!-- <row> --><mc:AlternateContent><mc:Choice><row r="9"/></mc:Choice></mc:AlternateContent><sheetData><?odd <row?>`+textRow(1, "Phone")+`<!-- </row> --><row r="2"><c r="A2" t="str"><v><![CDATA[447911123456</row>]]></v></c><extLst><ext/></extLst></row></sheetData><extLst><ext>&amp;&#13;</ext></extLst></worksheet>`)),
			contains: []string{`<!-- <row> --><mc:AlternateContent><mc:Choice><row r="9"/></mc:Choice></mc:AlternateContent>`, `<?odd <row?>`, `<![CDATA[447911123456</row>]]>`, `</c><extLst><ext/></extLst></row>`, `<ext>&amp;&#13;</ext>`}},
		{name: "cells stand to the right of what is merged over a row that gets some", book: bookOf(t, "", sheet(`<worksheet><sheetData>`+textRow(1, "Phone")+textRow(2, "447911123456")+`</sheetData><mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells></worksheet>`)),
			contains: []string{`<c r="D1" `, `<c r="D2" `}, without: []string{`<c r="B2"`, `<c r="C1"`}},
		{name: "text runs of an entity are copied as they are", book: bookOf(t, `<row r="1"><c r="A1" t="inlineStr"><is><t>Phone</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>447911123456&#10;&lt;x&gt;</t></is></c></row>`, nil),
			contains: []string{`<t>447911123456&#10;&lt;x&gt;</t>`}},
	} {
		t.Run(row.name, func(t *testing.T) {
			read, with, done := annotated(t, row.book, Options{HeaderRow: 1})
			keepsList(t, read, with, false)
			if done.Rows != 1 {
				t.Errorf("%d rows got cells", done.Rows)
			}
			part, err := sourceOf(t, with).book.sheets[0].part.Open()
			check(t, err)
			text, err := io.ReadAll(part)
			check(t, err)
			for _, want := range row.contains {
				if !strings.Contains(string(text), want) {
					t.Errorf("it has no %s:\n%s", want, text)
				}
			}
			for _, odd := range row.without {
				if strings.Contains(string(text), odd) {
					t.Errorf("it has %s:\n%s", odd, text)
				}
			}
		})
	}
}

func TestATextIsWrittenIntoASheetAsItReadsBack(t *testing.T) {
	for _, text := range []string{
		"=1+1", "+44", "-1", "@x", "_x0041_", "_x005F_x0041_", "_x0041_x0042_", "a\r\nb\tc", " both ends ", "𝄞 café", "<&>\"'", "]]>", strings.Repeat("é", 40_000), "_x", "_xZZZZ_",
	} {
		plain := excelize.NewFile()
		check(t, plain.SetCellValue("Sheet1", "A1", "Phone"))
		check(t, plain.SetCellValue("Sheet1", "A2", "447911123456"))
		var book, out bytes.Buffer
		check(t, plain.Write(&book))
		_, err := sourceOf(t, book.Bytes()).Annotate(t.Context(), &out, Options{HeaderRow: 1}, AddedColumns{[]string{"Said"}, 1, func(dst []table.Cell, n int) ([]table.Cell, bool) {
			return append(dst, table.Cell{Text: text}), n == 2
		}}, nil)
		check(t, err)
		want := text
		if len(want) > excelize.TotalCellChars {
			want = strings.Repeat("é", excelize.TotalCellChars-1) + "…"
		}
		with, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		check(t, err)
		if got, err := with.GetCellValue("Sheet1", "B2"); err != nil || strings.ReplaceAll(got, "\r\n", "\n") != strings.ReplaceAll(want, "\r\n", "\n") {
			t.Errorf("%.40q is read as %.40q: %v", want, got, err)
		}
		again, err := sourceOf(t, out.Bytes()).Read(t.Context(), Options{HeaderRow: 1}, nil)
		check(t, err)
		if got := again.Table.Cell(0, 1).Text; strings.TrimSpace(strings.ReplaceAll(got, "\r\n", "\n")) != strings.TrimSpace(strings.ReplaceAll(want, "\r\n", "\n")) {
			t.Errorf("%.40q is read here as %.40q", want, got)
		}
	}
}

func TestWhatCannotBeAddedToIsAnError(t *testing.T) {
	good := forRows(sourceTable(t))
	for _, row := range []struct {
		name  string
		book  []byte
		added AddedColumns
		says  string
	}{
		{"a sheet in another encoding than what is added", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": "<?xml version=\"1.0\" encoding=\"windows-1252\"?><worksheet><sheetData>" + textRow(1, "Phone") + textRow(2, "447911123456") + "</sheetData></worksheet>"}), good, "encoding"},
		{"a row that is not there", bookOf(t, textRow(1, "Phone")+textRow(3, "447911123456"), nil), good, "rows of the file"},
		{"no room to the right", bookOf(t, textRow(1, "Phone")+`<row r="2"><c r="XFD2"><v>1</v></c></row>`, nil), good, "no room"},
		{"a sheet that is cut", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + textRow(1, "Phone")}), good, "ends before"},
	} {
		source := sourceOf(t, row.book)
		_, err := source.Annotate(t.Context(), io.Discard, Options{HeaderRow: 1}, row.added, nil)
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := sourceOf(t, bookOf(t, textRow(1, "Phone")+textRow(2, "1"), nil)).Annotate(ctx, io.Discard, Options{HeaderRow: 1}, good, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("what was given up is %v", err)
	}
}

// A spreadsheet program opens no workbook with macros under a name that says it has none.
func TestACopyHasANameOfItsKind(t *testing.T) {
	types := func(main string) []byte {
		return bookOf(t, textRow(1, "Phone"), parts{"[Content_Types].xml": `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.` + main + `"/></Types>`})
	}
	for _, row := range []struct {
		claim   string
		content []byte
		keeps   string
	}{
		{"a workbook", types("openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), ".xlsx .XLSX"},
		{"one with macros", types("ms-excel.sheet.macroEnabled.main+xml"), ".xlsm"},
		{"a template", types("openxmlformats-officedocument.spreadsheetml.template.main+xml"), ".xltx"},
		{"a text, whatever it is called", []byte("Phone,Name\n1,2\n"), ".csv"},
	} {
		var keeps []string
		for _, ending := range []string{".xlsx", ".XLSX", ".xlsm", ".xltx", ".csv", ""} {
			source := sourceOf(t, row.content)
			source.path = "list.txt"
			if source.KeepsAs(t.Context(), ending) {
				keeps = append(keeps, ending)
			}
		}
		if got := strings.Join(keeps, " "); got != row.keeps {
			t.Errorf("%s can be copied as %q", row.claim, got)
		}
	}
}

// sourceTable is a list of one row, the second of its file.
func sourceTable(t testing.TB) *table.Table {
	t.Helper()
	read, err := readBytes(t, bookOf(t, textRow(1, "Phone")+textRow(2, "447911123456"), nil), Options{HeaderRow: 1})
	check(t, err)
	return read.Table
}
