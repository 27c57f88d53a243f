package importer

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// answers reads a file of such content, which must be imported or refused.
func answers(t *testing.T, content []byte) *Result {
	t.Helper()
	got, err := readBytes(t, content, Options{HeaderRow: FindHeader})
	var refusal *Error
	if err != nil && !errors.As(err, &refusal) {
		t.Fatalf("neither imported nor refused: %v", err)
	}
	if err == nil {
		for row := range got.Table.Len() {
			got.Table.AppendRow(nil, row)
		}
	}
	return got
}

// FuzzCSV holds the splitter to this: no character but quotes, delimiters and
// line ends is lost, in order, whatever the quotes do.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{plainList, "a,\"b\nc\",d\n", "\"a\"b,\"c\n\"\"\",\r\n", "sep=;\r\na;b", "\"", "a\rb\r\n\n,"} {
		f.Add(seed, byte(','), false)
	}
	f.Add("a;b\rc;\"d\"\r", byte(';'), true)
	f.Fuzz(func(t *testing.T, text string, comma byte, cr bool) {
		if !usableComma(comma) || comma == ' ' || strings.Contains(text, "\n") && cr {
			return
		}
		var got strings.Builder
		for _, row := range splitAll(t, text, dialect{comma, cr}) {
			got.WriteString(strings.Join(row, ""))
		}
		// A quoted cell may hold what separates elsewhere, and blanks may follow it.
		drop := strings.NewReplacer("\"", "", string(rune(comma)), "", "\n", "", "\r", "", " ", "", "\t", "")
		if drop.Replace(got.String()) != drop.Replace(text) {
			t.Errorf("%q became %q", text, got.String())
		}
	})
}

func FuzzSniff(f *testing.F) {
	for _, seed := range []string{plainList, "\xff\xfea\x00", "Zo\xeb;1", "PK\x03\x04", "<html>", "%PDF-", "{\"a\":1}", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		got := answers(t, content)
		if got == nil || got.Format != "csv" {
			return
		}
		for row := range got.Table.Len() {
			for _, cell := range got.Table.AppendRow(nil, row) {
				if !utf8.ValidString(cell.Text) {
					t.Fatalf("row %d holds no text: %q", got.Table.RowNumber(row), cell.Text)
				}
			}
		}
	})
}

func FuzzXLSX(f *testing.F) {
	f.Add(bookOf(f, textRow(1, "Name", "Phone")+textRow(2, "Ann", "07700900123"), nil))
	f.Add(bookOf(f, `<row r="1"><c r="A1" s="1"><v>46082</v></c></row>`, parts{"xl/styles.xml": cellStyles}))
	demo, err := os.ReadFile(demoPath)
	check(f, err)
	f.Add(demo)
	f.Fuzz(func(t *testing.T, book []byte) {
		answers(t, book)
		if sheet := bytes.TrimSpace(book); len(sheet) > 0 && len(sheet) < 1<<16 {
			// The same bytes as a sheet get past the package's checksums.
			answers(t, bookOf(t, "", parts{"xl/worksheets/sheet1.xml": string(sheet)}))
		}
	})
}
