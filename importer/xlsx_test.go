package importer

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"callsheet/model/table"
)

// fixtureBook is what excelize writes of every kind of cell.
func fixtureBook(t testing.TB) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	rows := [][]any{
		{"Name", "Phone", "Sum", "Paid", "Since", "Note"},
		{"Ann", 447911123456, 12.5, true, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), "a & b <c> \"d\""},
		{"Zoë\nLee", 1.5551234567e10, -0.25, false, time.Date(1899, 12, 31, 12, 0, 0, 0, time.UTC), "_x000D_ stays"},
		{nil, nil, nil, nil, nil, nil},
		{"漢字", "00420", 1e-7, nil, time.Date(2026, 3, 1, 14, 30, 15, 0, time.UTC), "  blanks  "},
		{nil, "'07700900123", 12345678901234, nil, nil, "=1+1"},
	}
	for i, row := range rows {
		for j, value := range row {
			if value == nil {
				continue
			}
			cell, err := excelize.CoordinatesToCellName(j+1, i+2) // the first row stays empty
			check(t, err)
			check(t, f.SetCellValue("Sheet1", cell, value))
		}
	}
	check(t, f.SetCellRichText("Sheet1", "F8", []excelize.RichTextRun{{Text: "rich "}, {Text: "text", Font: &excelize.Font{Bold: true}}}))
	_, err := f.NewSheet("Hidden")
	check(t, err)
	check(t, f.SetSheetVisible("Hidden", false))
	path := filepath.Join(t.TempDir(), "book.xlsx")
	check(t, f.SaveAs(path))
	return path
}

// equalsOracle compares a sheet with what excelize reads of it, raw.
func equalsOracle(t *testing.T, path, sheet string) (cells int) {
	t.Helper()
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	check(t, err)
	defer f.Close()
	want, err := f.GetRows(sheet)
	check(t, err)
	shown, err := f.GetRows(sheet, excelize.Options{RawCellValue: false})
	check(t, err)
	props, err := f.GetWorkbookProps()
	check(t, err)
	epoch1904 := props.Date1904 != nil && *props.Date1904
	got, err := readFile(t, path, Options{Sheet: sheet, HeaderRow: 0})
	check(t, err)
	for row := range max(len(want), got.Table.Len()) {
		var wanted []string
		if row < len(want) {
			wanted = want[row]
		}
		for col := range max(got.Table.Width(), len(wanted)) {
			raw, cell := "", table.Cell{}
			if col < len(wanted) {
				raw = wanted[col]
			}
			if row < got.Table.Len() {
				cell = got.Table.Cell(row, col)
			}
			cells++
			isShown := cell.Kind == table.KindText && row < len(shown) && col < len(shown[row]) && cell.Text == strings.TrimSpace(shown[row][col])
			fromAbove := raw == "" && mergedAbove(got.Table, row, col)
			if !fromAbove && !sameAsRaw(cell, raw, epoch1904) && !isShown && !sameShare(cell.Text, raw) {
				t.Errorf("row %d column %d: %q, excelize has %q", row+1, col, cell, raw)
			}
		}
	}
	return cells
}

// mergedAbove reports whether a cell has the value of a merged one above it.
func mergedAbove(t *table.Table, row, col int) bool {
	c := t.Cell(min(row, t.Len()-1), col)
	for above := row - 1; above >= 0 && c.Kind == table.KindMerged; above-- {
		if t.Cell(above, col) == c {
			return true
		}
	}
	return false
}

// sameShare compares a share, of which two decimals are kept, with its number.
func sameShare(text, raw string) bool {
	share, isShare := strings.CutSuffix(text, "%")
	a, errA := strconv.ParseFloat(share, 64)
	b, errB := strconv.ParseFloat(raw, 64)
	return isShare && errA == nil && errB == nil && math.Abs(a-100*b) < 0.01
}

func sameAsRaw(cell table.Cell, raw string, epoch1904 bool) bool {
	switch cell.Kind {
	case table.KindNumber:
		a, errA := strconv.ParseFloat(cell.Text, 64)
		b, errB := strconv.ParseFloat(raw, 64)
		return errA == nil && errB == nil && a == b
	case table.KindBool:
		return cell.Text == strconv.FormatBool(raw == "1" || raw == "TRUE")
	case table.KindDate:
		serial, err := strconv.ParseFloat(raw, 64)
		if err != nil {
			return cell.Text == raw
		}
		when, err := excelize.ExcelDateToTime(serial, epoch1904)
		when = when.Round(time.Second)
		return err == nil && (serial < 61 || strings.HasPrefix(cell.Text, when.Format(time.DateOnly)) &&
			(len(cell.Text) == len(time.DateOnly) || strings.HasSuffix(cell.Text, when.Format(time.TimeOnly))))
	}
	return cell.Text == raw
}

func TestSheetsAreReadAsExcelizeReadsThem(t *testing.T) {
	for _, tt := range []struct {
		claim, path string
		sheets      []string
	}{
		{"every kind of cell", fixtureBook(t), []string{"Sheet1", "Hidden"}},
		{"the demo list", demoPath, []string{demoSheet, oldSheet}},
	} {
		t.Run(tt.claim, func(t *testing.T) {
			cells := 0
			for _, sheet := range tt.sheets {
				cells += equalsOracle(t, tt.path, sheet)
			}
			if cells == 0 {
				t.Error("nothing was compared")
			}
		})
	}
}

func TestAWorkbookTellsItsSheetsAndRowNumbers(t *testing.T) {
	source, err := Open(t.Context(), fixtureBook(t))
	check(t, err)
	defer source.Close()
	if got := source.Sheets(); len(got) != 2 || got[0].Name != "Sheet1" || got[0].Hidden || got[1].Name != "Hidden" || !got[1].Hidden {
		t.Errorf("sheets %v", got)
	}
	got, err := source.Read(t.Context(), Options{HeaderRow: FindHeader}, nil)
	check(t, err)
	if got.Sheet != "Sheet1" || got.Format != "xlsx" || got.HeaderRow != 2 || got.Table.Len() != 6 {
		t.Fatalf("%+v of %d rows", got, got.Table.Len())
	}
	if got.Table.RowNumber(0) != 3 || got.Table.RowNumber(5) != 8 || !got.Table.Blank(2) {
		t.Errorf("rows %d to %d, blank %v", got.Table.RowNumber(0), got.Table.RowNumber(5), got.Table.Blank(2))
	}
	preview, err := source.Preview(t.Context(), Options{HeaderRow: FindHeader}, 2)
	check(t, err)
	if preview.Table.Len() != 2 || preview.HeaderRow != 2 {
		t.Errorf("a preview of %d rows, header %d", preview.Table.Len(), preview.HeaderRow)
	}
}

const cellStyles = `<styleSheet><numFmts count="2"><numFmt numFmtId="170" formatCode="[$-809]dd\ mmmm\ yyyy;@"/>` +
	`<numFmt numFmtId="171" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
	`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`

func TestCellsKeepWhatTheFileSays(t *testing.T) {
	shared := `<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r><rPh sb="0" eb="1"><t>PHONETIC</t></rPh></si>` +
		`<si><t>a_x000D_b_x005F_x000D_</t></si><si/></sst>`
	tests := []struct {
		claim, cell string
		kind        table.Kind
		want        string
	}{
		{"a phone number keeps its digits", `<c r="A1"><v>447911123456</v></c>`, table.KindNumber, "447911123456"},
		{"a scientific integer gets its digits back", `<c r="A1"><v>4.4791112345600000E+11</v></c>`, table.KindNumber, "447911123456"},
		{"and so does a shorter one", `<c r="A1"><v>1.5551234567E10</v></c>`, table.KindNumber, "15551234567"},
		{"digits beyond a float's are not invented", `<c r="A1"><v>1.2345678901234567E+17</v></c>`, table.KindNumber, "1.2345678901234567E+17"},
		{"a float tail never becomes a digit", `<c r="A1"><v>442071234567.0</v></c>`, table.KindNumber, "442071234567"},
		{"a long integer stays as it is", `<c r="A1"><v>12345678901234567890</v></c>`, table.KindNumber, "12345678901234567890"},
		{"a fraction", `<c r="A1"><v>1E-3</v></c>`, table.KindNumber, "0.001"},
		{"a number cell without a number is text", `<c r="A1"><v>abc</v></c>`, table.KindText, "abc"},
		{"a formula has its cached value", `<c r="A1"><f>B1*2</f><v>84</v></c>`, table.KindNumber, "84"},
		{"a formula's text", `<c r="A1" t="str"><f>B1</f><v>x &amp; y</v></c>`, table.KindText, "x & y"},
		{"a shared string", `<c r="A1" t="s"><v>0</v></c>`, table.KindText, "plain"},
		{"rich text is joined and phonetic text dropped", `<c r="A1" t="s"><v>1</v></c>`, table.KindText, "rich "},
		{"escapes are read once", `<c r="A1" t="s"><v>2</v></c>`, table.KindText, "a\rb_x000D_"},
		{"an inline string", `<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>`, table.KindText, "inline"},
		{"CDATA", `<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>`, table.KindText, "a<b"},
		{"true", `<c r="A1" t="b"><v>1</v></c>`, table.KindBool, "true"},
		{"false", `<c r="A1" t="b"><v>0</v></c>`, table.KindBool, "false"},
		{"an error", `<c r="A1" t="e"><v>#N/A</v></c>`, table.KindError, "#N/A"},
		{"an ISO date", `<c r="A1" t="d"><v>2026-03-01</v></c>`, table.KindDate, "2026-03-01"},
		{"an ISO date at midnight", `<c r="A1" t="d"><v>2026-03-01T00:00:00.000Z</v></c>`, table.KindDate, "2026-03-01"},
		{"an ISO date and time", `<c r="A1" t="d"><v>2026-03-01T14:30:15.5</v></c>`, table.KindDate, "2026-03-01T14:30:15.5"},
		{"an ISO time", `<c r="A1" t="d"><v>14:30:15</v></c>`, table.KindDate, "14:30:15"},
		{"what is no ISO date is text", `<c r="A1" t="d"><v>07700900123</v></c>`, table.KindText, "07700900123"},
		{"an inline string that a formula left in its value", `<c r="A1" t="inlineStr"><f>B1</f><v>left</v></c>`, table.KindText, "left"},
		{"an inline string and its value", `<c r="A1" t="inlineStr"><v>left</v><is><t>right</t></is></c>`, table.KindText, "right"},
		{"a character beyond 16 bits, escaped in two", `<c r="A1" t="str"><v>_xD83D__xDE00_ _xD83D_</v></c>`, table.KindText, "😀 _xD83D_"},
		{"white space around an index", "<c r=\"A1\" t=\"s\"><v>\n 0 </v></c>", table.KindText, "plain"},
		{"a day", `<c r="A1" s="1"><v>46082</v></c>`, table.KindDate, "2026-03-01"},
		{"a day in a format of its own", `<c r="A1" s="4"><v>46082</v></c>`, table.KindDate, "2026-03-01"},
		{"a day and a time", `<c r="A1" s="2"><v>46082.604340277772</v></c>`, table.KindDate, "2026-03-01T14:30:15"},
		{"a time", `<c r="A1" s="3"><v>0.604340277777778</v></c>`, table.KindDate, "14:30:15"},
		{"a length of time is no date", `<c r="A1" s="5"><v>1.5</v></c>`, table.KindNumber, "1.5"},
		{"before the day that never was", `<c r="A1" s="1"><v>59</v></c>`, table.KindDate, "1900-02-28"},
		{"the day that never was", `<c r="A1" s="1"><v>60</v></c>`, table.KindNumber, "60"},
		{"after the day that never was", `<c r="A1" s="1"><v>61</v></c>`, table.KindDate, "1900-03-01"},
		{"a phone number in a date cell", `<c r="A1" s="1"><v>447911123456</v></c>`, table.KindNumber, "447911123456"},
		{"a style that does not exist", `<c r="A1" s="77"><v>5</v></c>`, table.KindNumber, "5"},
		{"a cell without a reference", `<c><v>5</v></c>`, table.KindNumber, "5"},
		{"another prefix", `<x:c xmlns:x="m" r="A1"><x:v>5</x:v></x:c>`, table.KindNumber, "5"},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			book := bookOf(t, `<row r="1">`+tt.cell+`</row>`, parts{"xl/sharedStrings.xml": shared, "xl/styles.xml": cellStyles})
			got, err := readBytes(t, book, Options{HeaderRow: 0})
			check(t, err)
			if got.Table.Len() != 1 || got.Table.Cell(0, 0) != (table.Cell{Text: tt.want, Kind: tt.kind}) {
				t.Errorf("%d rows, %q", got.Table.Len(), tableTexts(got.Table))
			}
		})
	}
}

func TestThe1904SystemBeginsLater(t *testing.T) {
	book := bookOf(t, `<row r="1"><c r="A1" s="1"><v>44620</v></c><c r="B1" s="1"><v>0</v></c></row>`, parts{
		"xl/styles.xml":   cellStyles,
		"xl/workbook.xml": strings.Replace(bookSheet1, "<workbookPr/>", `<workbookPr date1904="1"/>`, 1),
	})
	got, err := readBytes(t, book, Options{HeaderRow: 0})
	check(t, err)
	if cells := tableTexts(got.Table)[0]; cells[0] != "2026-03-01" || cells[1] != "1904-01-01" {
		t.Errorf("dates %q", cells)
	}
}

func TestOddWorkbooksAreRead(t *testing.T) {
	rows := textRow(1, "Name", "Phone") + textRow(2, "Ann", "07700900123")
	sheet := `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`
	tests := []struct {
		claim string
		book  []byte
	}{
		{"plain", bookOf(t, rows, nil)},
		{"with a prefix everywhere", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": strings.NewReplacer("</", "</x:", "<", "<x:").Replace(sheet)})},
		{"in UTF-16", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": string(utf16Of(t, false, 2, `<?xml version="1.0" encoding="UTF-16"?>`+sheet))})},
		{"with macros", bookOf(t, rows, parts{"xl/vbaProject.bin": "\xd0\xcf\x11\xe0"})},
		{"strict", bookOf(t, rows, parts{
			"_rels/.rels":                strings.ReplaceAll(rootRels, relType, "http://purl.oclc.org/ooxml/officeDocument/relationships/"),
			"xl/_rels/workbook.xml.rels": strings.ReplaceAll(bookRels, relType, "http://purl.oclc.org/ooxml/officeDocument/relationships/"),
		})},
		{"with a dimension that lies", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": `<worksheet><dimension ref="A1"/><sheetData>` + rows + `</sheetData></worksheet>`})},
		{"with backslashes and other letters in its names", bookOf(t, "", parts{
			"xl/worksheets/sheet1.xml": "", `xl\Worksheets\Sheet1.xml`: sheet,
		})},
		{"with an escaped name", bookOf(t, "", parts{
			"xl/worksheets/sheet1.xml": "", "xl/worksheets/sheet 1.xml": sheet,
			"xl/_rels/workbook.xml.rels": strings.Replace(bookRels, "sheet1.xml", "sheet%201.xml", 1),
		})},
		{"with an empty sheet and a chart before it", bookOf(t, rows, parts{
			"xl/workbook.xml":            strings.Replace(bookSheet1, "<sheets>", `<sheets><sheet name="Chart" r:id="r2"/><sheet name="Empty" r:id="r3"/>`, 1),
			"xl/worksheets/sheet2.xml":   "<worksheet><sheetData><row r=\"1\"/></sheetData></worksheet>",
			"xl/_rels/workbook.xml.rels": strings.Replace(bookRels, "<Relationship ", `<Relationship Id="r2" Type="`+relType+`chartsheet" Target="c.xml"/><Relationship Id="r3" Type="`+relType+`worksheet" Target="worksheets/sheet2.xml"/><Relationship `, 1),
		})},
		{"with an empty cell in another row", bookOf(t, rows+`<row r="3"><c r="A9"><v></v></c></row>`, nil)},
		{"in another encoding", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": `<?xml version="1.0" encoding="ISO-8859-1"?>` + sheet})},
		{"with comments and instructions", bookOf(t, "<!-- a > b -->"+rows+"<?pi ?>", nil)},
		{"with rows that are not numbered", bookOf(t, strings.NewReplacer(` r="1"`, "", ` r="2"`, "").Replace(rows), nil)},
		{"with extensions inside cells and rows", bookOf(t, strings.ReplaceAll(rows, "</c>", "<extLst><ext><v>9</v></ext></extLst></c><extLst/>"), nil)},
		{"with a workbook elsewhere", bookOf(t, "", parts{
			"_rels/.rels":   strings.Replace(rootRels, "xl/workbook.xml", "/book/main.xml", 1),
			"book/main.xml": bookSheet1, "book/_rels/main.xml.rels": strings.Replace(bookRels, "worksheets/sheet1.xml", "../s.xml", 1), "s.xml": sheet,
		})},
		{"with a million styled blank rows below", bookOf(t, rows+strings.Repeat(`<row><c s="1"/></row>`, 1_000_000), nil)},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			got, err := readBytes(t, tt.book, Options{HeaderRow: FindHeader})
			check(t, err)
			if cells := fmt.Sprint(tableTexts(got.Table)); got.HeaderRow != 1 || cells != "[[Ann 07700900123]]" {
				t.Errorf("header %d, rows %s", got.HeaderRow, cells)
			}
		})
	}
}

func TestHiddenRowsAreMarkedAndCounted(t *testing.T) {
	rows := textRow(1, "Name", "Phone") + strings.Replace(textRow(2, "Ann", "07700900123"), "<row ", `<row hidden="1" `, 1) +
		textRow(3, "Bob", "07700900124") + `<row r="4" hidden="1"/>` + strings.Replace(textRow(5, "Cy", "07700900125"), "<row ", `<row hidden='true' `, 1)
	got, err := readBytes(t, bookOf(t, rows, nil), Options{HeaderRow: FindHeader})
	check(t, err)
	if got.Table.Len() != 4 || got.Hidden.Count != 2 || got.Hidden.First[0] != 2 || got.Hidden.First[1] != 5 {
		t.Errorf("%d rows, hidden %v", got.Table.Len(), got.Hidden)
	}
	rows += strings.Replace(textRow(6, "Di", "07700900126"), "<row ", `<row ht="0" customHeight="1" `, 1)
	for _, taken := range []bool{false, true} {
		got, err := readBytes(t, bookOf(t, rows, nil), Options{HeaderRow: FindHeader, Hidden: taken})
		check(t, err)
		for row, hidden := range []bool{true, false, false, true, true} {
			if marked := got.Table.Flags(row)&table.RowHidden != 0; marked != (hidden && !taken) {
				t.Errorf("hidden rows taken in %v: row %d is marked %v", taken, got.Table.RowNumber(row), marked)
			}
		}
		if got.Hidden.Count != 3 {
			t.Errorf("%d rows are hidden", got.Hidden.Count)
		}
	}
}

func TestHiddenSheetsAreReadOnlyWhenChosen(t *testing.T) {
	book := bookOf(t, textRow(1, "Old"), parts{"xl/workbook.xml": strings.Replace(bookSheet1, `name="List"`, `name="List" state="veryHidden"`, 1)})
	var refusal *Error
	if _, err := readBytes(t, book, Options{}); !errors.As(err, &refusal) || refusal.What != "Every sheet of this workbook is hidden." || !strings.Contains(refusal.Next, "“List”") {
		t.Errorf("refused with %v", err)
	}
	got, err := readBytes(t, book, Options{Sheet: "list"})
	check(t, err)
	if got.Sheet != "List" || got.Table.Len() != 1 {
		t.Errorf("sheet %q of %d rows", got.Sheet, got.Table.Len())
	}
}
