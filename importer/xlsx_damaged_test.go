package importer

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
)

func TestWorkbooksThatAreNotWholeOrNotSoundAreRefused(t *testing.T) {
	good := textRow(1, "Name", "Phone") + textRow(2, "Ann", "07700900123")
	tests := []struct {
		claim string
		book  []byte
		what  string
	}{
		{"a sheet cut in a row", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + good + `<row r="3"><c r="A3"><v>1`}), "damaged"},
		{"a sheet cut between rows", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + good}), "damaged"},
		{"a sheet whose root is never closed", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + good + "</sheetData>"}), "damaged"},
		{"tags that cross", bookOf(t, good+`<row r="3"><c r="A3"><v>1</c></v></row>`, nil), "damaged"},
		{"text behind the root", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": "<worksheet/>more"}), "damaged"},
		{"a missing shared string", bookOf(t, `<row r="1"><c r="A1" t="s"><v>7</v></c></row>`, parts{"xl/sharedStrings.xml": "<sst><si><t>a</t></si></sst>"}), "damaged"},
		{"cut shared strings, even when unused", bookOf(t, good, parts{"xl/sharedStrings.xml": "<sst><si><t>a</t></si><si>"}), "damaged"},
		{"rows out of order", bookOf(t, textRow(2, "a")+textRow(1, "b"), nil), "damaged"},
		{"a row twice", bookOf(t, textRow(2, "a")+textRow(2, "b"), nil), "damaged"},
		{"a text twice", bookOf(t, `<row r="1"><c r="A1" t="str"><v>a</v></c><c r="A1" t="str"><v>b</v></c></row>`, nil), "damaged"},
		{"a cell twice", bookOf(t, `<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`, nil), "damaged"},
		{"a cell of another row", bookOf(t, `<row r="1"><c r="A2"><v>1</v></c></row>`, nil), "damaged"},
		{"a column beyond the last", bookOf(t, `<row r="1"><c r="XFE1"><v>1</v></c></row>`, nil), "more than 16384 columns"},
		{"a row beyond the last", bookOf(t, textRow(1_048_577, "a"), nil), "damaged"},
		{"a document type", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>`}), "document type"},
		{"an entity nobody declared", bookOf(t, textRow(1, "&a;"), nil), "damaged"},
		{"bytes that are no UTF-8", bookOf(t, textRow(1, "a\xff"), nil), "damaged"},
		{"a missing sheet", bookOf(t, "", parts{"xl/worksheets/sheet1.xml": ""}), "damaged"},
		{"a part that is packed with a password", encrypted(bookOf(t, good, nil)), "protected by a password"},
		{"a part that is packed in an odd way", packedOddly(bookOf(t, good, nil)), "packed in a way"},
		{"no workbook part", bookOf(t, "", parts{"xl/workbook.xml": ""}), "no workbook"},
		{"a cell longer than any", bookOf(t, textRow(1, strings.Repeat("x", maxXMLBytes+1)), nil), "longer than 1 MiB"},
		{"a deep document", bookOf(t, strings.Repeat("<a>", 100)+strings.Repeat("</a>", 100), nil), "damaged"},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			_, err := readBytes(t, tt.book, Options{HeaderRow: FindHeader})
			var refusal *Error
			if !errors.As(err, &refusal) || !strings.Contains(refusal.What, tt.what) {
				t.Errorf("refused with %v", err)
			}
		})
	}
}

// encrypted marks every part of a package as packed with a password.
func encrypted(book []byte) []byte {
	book = bytes.ReplaceAll(book, []byte("PK\x03\x04\x14\x00\x08\x00"), []byte("PK\x03\x04\x14\x00\x09\x00"))
	return bytes.ReplaceAll(book, []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x09\x00"))
}

// packedOddly marks every part of a package as packed with bzip2.
func packedOddly(book []byte) []byte {
	book = bytes.ReplaceAll(book, []byte("PK\x03\x04\x14\x00\x08\x00\x00"), []byte("PK\x03\x04\x14\x00\x08\x00\x0c"))
	return bytes.ReplaceAll(book, []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00\x0c"))
}

// TestEveryCutOfAWorkbookIsRefused cuts the sheet's XML anywhere before its
// end, each time in a package that is otherwise whole.
func TestEveryCutOfAWorkbookIsRefused(t *testing.T) {
	whole := `<worksheet><sheetData>` + textRow(1, "Name", "Phone") + textRow(2, "Ann", "07700900123") + `</sheetData></worksheet>`
	for n := 1; n < len(whole); n++ {
		_, err := readBytes(t, bookOf(t, "", parts{"xl/worksheets/sheet1.xml": whole[:n]}), Options{HeaderRow: FindHeader})
		if _, ok := errors.AsType[*Error](err); !ok {
			t.Fatalf("cut after %d bytes: %v", n, err)
		}
	}
}

func TestADamagedPackageIsNeverHalfImported(t *testing.T) {
	book, err := os.ReadFile(demoPath)
	check(t, err)
	want, err := readFile(t, demoPath, Options{HeaderRow: FindHeader})
	check(t, err)
	refused := 0
	for at := 100; at < len(book); at += len(book) / 100 {
		broken := bytes.Clone(book)
		broken[at] ^= 0x40
		got, err := readBytes(t, broken, Options{HeaderRow: FindHeader})
		var refusal *Error
		switch {
		case errors.As(err, &refusal):
			refused++
		case err != nil:
			t.Fatalf("byte %d: %v", at, err)
		default:
			sameTable(t, got.Table, want.Table) // the byte belonged to another part
		}
	}
	if refused == 0 {
		t.Error("no damage was noticed")
	}
}
