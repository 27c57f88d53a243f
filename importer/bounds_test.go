package importer

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"callsheet/model/table"
)

// manyTimes is an XML part of a piece again and again.
func manyTimes(before, piece string, n int, after string) string {
	return before + strings.Repeat(piece, n) + after
}

func TestWorkbooksThatWouldTakeAllMemoryAreRefused(t *testing.T) {
	const sheet, shared = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	first := `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`
	manySheets := manyTimes(`<workbook xmlns:r="x"><sheets>`, `<sheet name="a" r:id="r1"/>`, maxSheets+1, `</sheets></workbook>`)
	tests := []struct {
		claim string
		book  []byte
		what  string
	}{
		{"a shared string beyond every bound", bookOf(t, first, parts{shared: manyTimes("<sst><si><t>", "aaaa", maxCellBytes, "</t></si></sst>")}), "longer than 1 MiB"},
		{"a shared string of too many runs", bookOf(t, first, parts{shared: manyTimes("<sst><si>", "<r><t>aaaaaaaaaaaaaaaa</t></r>", maxCellBytes/8, "</si></sst>")}), "longer than 1 MiB"},
		{"an inline string beyond every bound", bookOf(t, "", parts{sheet: manyTimes(`<worksheet><sheetData><row><c t="inlineStr"><is><t>`, "aaaa", maxCellBytes, "</t></is></c></row></sheetData></worksheet>")}), "longer than 1 MiB"},
		{"a row of long cells", bookOf(t, manyTimes("<row>", `<c t="str"><v>`+strings.Repeat("x", maxCellBytes)+"</v></c>", 9, "</row>"), nil), "longer than 8 MiB"},
		{"a row that names one long string in every column", bookOf(t, manyTimes("<row>", `<c t="s"><v>0</v></c>`, 400, "</row>"),
			parts{shared: manyTimes("<sst><si><t>", "a", maxCellBytes, "</t></si></sst>")}), "larger than can be held"},
		{"an attribute beyond every bound", bookOf(t, manyTimes(`<row x="`, "aaaa", maxTagBytes/2, `"/>`), nil), "damaged"},
		{"more sheets than any", bookOf(t, first, parts{"xl/workbook.xml": manySheets}), "more sheets"},
		{"entities that grow", bookOf(t, "", parts{sheet: `<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><worksheet><sheetData/></worksheet>`}), "document type"},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			_, err := readBytes(t, tt.book, Options{})
			var refusal *Error
			if !errors.As(err, &refusal) || !strings.Contains(refusal.What, tt.what) {
				t.Errorf("refused with %v", err)
			}
		})
	}
}

func TestPackagesThatAreNoneAreRefused(t *testing.T) {
	entries := func(names ...string) []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, name := range names {
			part, err := w.CreateHeader(&zip.FileHeader{Name: name})
			check(t, err)
			_, err = part.Write([]byte("<a/>"))
			check(t, err)
		}
		check(t, w.Close())
		return out.Bytes()
	}
	many := make([]string, maxZipEntries+1)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	tests := []struct {
		claim string
		file  []byte
		what  string
	}{
		{"a part that is there twice", entries("[Content_Types].xml", "xl/workbook.xml", "xl/workbook.xml"), "damaged"},
		{"a part that is there twice in other letters", entries("[Content_Types].xml", "xl/workbook.xml", "XL\\Workbook.xml"), "damaged"},
		{"more files than any workbook has", entries(many...), "more files than any workbook"},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			_, err := readBytes(t, tt.file, Options{})
			var refusal *Error
			if !errors.As(err, &refusal) || !strings.Contains(refusal.What, tt.what) {
				t.Errorf("refused with %v", err)
			}
		})
	}
}

func TestAGapAtTheEndOfTheSheetIsBounded(t *testing.T) {
	got, err := readBytes(t, bookOf(t, textRow(1, "Name", "Phone")+textRow(maxRows, "Ann", "07700900123"), nil), Options{HeaderRow: FindHeader})
	check(t, err)
	if last := got.Table.Len() - 1; last != maxRows-2 || got.Table.RowNumber(last) != maxRows || !got.Table.Blank(last-1) {
		t.Errorf("%d rows", got.Table.Len())
	}
}

func TestASheetOutToTheLastColumnIsReadUntilItIsTooMuch(t *testing.T) {
	book := bookOf(t, `<row><c r="XFD1"><v>1</v></c></row><row><c r="A2"><v>2</v></c><c r="XFD2"><v>3</v></c></row>`, nil)
	got, err := readBytes(t, book, Options{})
	check(t, err)
	if got.Table.Width() != maxColumns || got.Table.Cell(0, maxColumns-1).Text != "1" || got.Table.Cell(1, maxColumns-1).Text != "3" {
		t.Errorf("%d columns", got.Table.Width())
	}
	in := &collector{ctx: t.Context(), progress: &table.Progress{}}
	row := make([]table.Cell, maxColumns)
	row[0].Text = "1"
	in.cells = maxCells - maxColumns
	check(t, in.add(1, row, 0))
	var refusal *Error
	if err := in.add(2, row, 0); !errors.As(err, &refusal) || !strings.Contains(refusal.What, "larger than can be held") {
		t.Errorf("refused with %v", err)
	}
}

func TestASheetFullOfStyledCellsIsReadAsBlank(t *testing.T) {
	styled := manyTimes("<row>", `<c s="1"/>`, maxColumns, "</row>")
	got, err := readBytes(t, bookOf(t, manyTimes(textRow(1, "Name"), styled, 200, ""), nil), Options{})
	check(t, err)
	if got.Table.Len() != 1 || got.Table.Width() != 1 {
		t.Errorf("%d rows of %d", got.Table.Len(), got.Table.Width())
	}
}

// TestRowsAreStoredInLittleMemory holds what a table takes to 2.5 times its file.
func TestRowsAreStoredInLittleMemory(t *testing.T) {
	const rows = 250_000
	for _, tt := range []struct{ claim, row string }{
		{"of one number", "+4477%08d\n"},
		{"of a contact", "Person %[1]d,+4477%08[1]d,person%[1]d@example.com,Leeds\n"},
	} {
		t.Run(tt.claim, func(t *testing.T) {
			var text bytes.Buffer
			for i := range rows {
				fmt.Fprintf(&text, tt.row, i)
			}
			before := heap()
			got, err := readBytes(t, text.Bytes(), Options{})
			check(t, err)
			taken := float64(heap()-before) / float64(text.Len())
			if got.Table.Len() != rows || taken > 2.5 {
				t.Errorf("%d rows in %.2f times the file", got.Table.Len(), taken)
			}
			t.Logf("%.2f times the file", taken)
			runtime.KeepAlive(got)
			runtime.KeepAlive(text)
		})
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
