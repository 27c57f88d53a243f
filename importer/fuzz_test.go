package importer

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"callsheet/model/table"
)

// answers reads a file of such content, which must be imported or refused in two
// sentences; what is imported is text, its rows in order.
func answers(t *testing.T, content []byte, how Options) *Result {
	t.Helper()
	got, err := readBytes(t, content, how)
	var refusal *Error
	switch {
	case err == nil:
	case !errors.As(err, &refusal):
		t.Fatalf("neither imported nor refused: %v", err)
	case refusal.What == "" || refusal.Next == "":
		t.Fatalf("refused without a reason or a next step: %v", err)
	default:
		return nil
	}
	var cells []table.Cell
	last := 0
	for row := range got.Table.Len() {
		number := got.Table.RowNumber(row)
		if number <= last {
			t.Fatalf("row %d comes after row %d", number, last)
		}
		last = number
		cells = got.Table.AppendRow(cells[:0], row)
		for _, c := range cells {
			if !utf8.ValidString(c.Text) {
				t.Fatalf("row %d holds no text: %q", number, c.Text)
			}
		}
	}
	return got
}

func FuzzSniff(f *testing.F) {
	for _, seed := range []string{
		plainList, "\xff\xfea\x00", "\x00a\x00,\x00b\x00\n", "a\x00\x00\x00b\x00\x00\x00", "Zo\xeb;1", "PK\x03\x04", "<html>", "<a><b>", "%PDF-",
		"{\"a\":1}", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ID;PWXL\nC;X1", "sep=;\na;b", "From: a\nMIME-Version: 1.0", "a\rb\nc\r\r\n", "a,b\x1a",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		got := answers(t, content, Options{HeaderRow: FindHeader})
		if got == nil || got.Format != "csv" {
			return
		}
		// What was found, when asked for, is accepted.
		if answers(t, content, Options{HeaderRow: got.HeaderRow, Encoding: got.Encoding, Delimiter: got.Delimiter}) == nil {
			t.Fatalf("%q and %q were found and then refused", got.Encoding, got.Delimiter)
		}
	})
}

// FuzzCSV holds the splitter to this: no character but quotes, delimiters and
// line ends is lost, in order, whatever the quotes do, and a record is the same
// whether it is cut in one piece or byte by byte.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{plainList, "a,\"b\nc\",d\n", "\"a\"b,\"c\n\"\"\",\r\n", "a, \"b,c\" ,d", "\"", "a\rb\r\n\n,", "a\r\r\nb\r"} {
		f.Add(seed, byte(','), false)
	}
	f.Add("a;b\rc;\"d\"\r\n\n", byte(';'), true)
	f.Fuzz(func(t *testing.T, text string, comma byte, cr bool) {
		if !usableComma(comma) || comma == ' ' {
			return
		}
		rows := splitAll(t, text, dialect{comma, cr})
		var got strings.Builder
		for _, row := range rows {
			got.WriteString(strings.Join(row, ""))
		}
		// A quoted cell may hold what separates elsewhere, and blanks may follow it.
		drop := strings.NewReplacer("\"", "", string(rune(comma)), "", "\n", "", "\r", "", " ", "", "\t", "")
		if drop.Replace(got.String()) != drop.Replace(text) {
			t.Errorf("%q became %q", text, got.String())
		}
		if slow := collect(t, newSplitter(oneByte{strings.NewReader(text)}, dialect{comma, cr})); !slices.EqualFunc(rows, slow, slices.Equal) {
			t.Errorf("%q is %q, and cut byte by byte %q", text, rows, slow)
		}
	})
}

// oneByte is a reader that hands out a byte at a time, so that no record is
// whole in a buffer before it is cut.
type oneByte struct{ text *strings.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.text.Read(p[:min(1, len(p))]) }

// splitAll cuts a text into records; a blank line is one empty cell.
func splitAll(t testing.TB, text string, d dialect) [][]string {
	t.Helper()
	return collect(t, newSplitter(strings.NewReader(text), d))
}

func collect(t testing.TB, records *splitter) [][]string {
	t.Helper()
	var rows [][]string
	for {
		cells, err := records.next()
		if err != nil {
			if endOfRecords(err) != nil {
				t.Fatal(err)
			}
			return rows
		}
		if len(cells) == 0 {
			rows = append(rows, []string{""})
			continue
		}
		rows = append(rows, texts(cells))
	}
}

// FuzzHeader holds the header finder to this: the row it names is one of those
// it saw, holds names, and no phone number, address or date.
func FuzzHeader(f *testing.F) {
	for _, seed := range []string{plainList, "Report 2026\n\nName\tPhone\nAnn\t07700900123", "1\t2\n3\t4", "\t\n\t\n", "2024\t2025\nx\ty", "n/a\t-\nName\tTel"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var head []numbered
		for i, line := range strings.Split(text, "\n") {
			var cells []table.Cell
			for j, cell := range strings.Split(line, "\t") {
				cells = append(cells, table.Cell{Text: cell, Kind: table.Kind((i + j) % 23 / 19)})
			}
			head = append(head, numbered{number: i + 1, cells: cells})
		}
		at := findHeader(head)
		if at < -1 || at >= len(head) {
			t.Fatalf("row %d of %d", at, len(head))
		}
		if at < 0 {
			return
		}
		if filled(head[at].cells) == 0 {
			t.Error("a blank row names nothing")
		}
		for _, c := range head[at].cells {
			if classify(c) == certain {
				t.Errorf("%q is no name", c.Text)
			}
		}
	})
}

func FuzzPackage(f *testing.F) {
	f.Add(bookOf(f, textRow(1, "Name", "Phone")+textRow(2, "Ann", "07700900123"), nil))
	f.Add(bookOf(f, `<row r="1"><c r="A1" s="1"><v>46082</v></c></row>`, parts{"xl/styles.xml": cellStyles}))
	demo, err := os.ReadFile(demoPath)
	check(f, err)
	f.Add(demo)
	f.Fuzz(func(t *testing.T, book []byte) { answers(t, book, Options{HeaderRow: FindHeader}) })
}

// FuzzSheet reads parts of a workbook, past the package's checksums, twice: in
// the fast path's form where they have it, and token by token.
func FuzzSheet(f *testing.F) {
	const strings1 = `<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r></si></sst>`
	for _, seed := range []string{
		textRow(1, "Name", "Phone") + textRow(2, "Ann &amp; Bob", "07700900123"),
		`<row r="1"><c r="A1" s="1"><v>46082</v></c><c r="B1" t="s"><v>1</v></c></row><row hidden="1"><c t="b"><v>1</v></c></row>`,
		"<row><c r='A1' t=\"str\"><f>B1</f><v>x</v></c>\n<c t=\"e\"><v>#N/A</v></c><c><v><![CDATA[5]]></v></c></row>",
		`<row r="2"/><row r="4" spans="1:2"><c r="B4" t="inlineStr"><is><t xml:space="preserve"> a_x000D_ </t></is></c><c r="AA4"/></row>`,
	} {
		f.Add("<worksheet><sheetData>"+seed+"</sheetData></worksheet>", strings1, cellStyles)
	}
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		all := parts{"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": shared, "xl/styles.xml": styles}
		got := answers(t, bookOf(t, "", all), Options{})
		if both := sheet + shared; strings.Contains(both, "<![CDATA[") || strings.Contains(both, "<!--") || strings.Contains(both, "<?") {
			return // a comment put there may be none
		}
		odd := strings.NewReplacer("<row", "<!----><row", "<si", "<!----><si")
		all["xl/worksheets/sheet1.xml"], all["xl/sharedStrings.xml"] = odd.Replace(sheet), odd.Replace(shared)
		slow := answers(t, bookOf(t, "", all), Options{})
		switch {
		case got != nil && slow != nil:
			if !sameCells(got.Table, slow.Table) {
				t.Errorf("%q, token by token %q", tableTexts(got.Table), tableTexts(slow.Table))
			}
		case (got == nil) != (slow == nil) && !strings.ContainsAny(sheet+shared, "\"'"): // in a value it is none
			t.Errorf("imported %v, token by token %v", got != nil, slow != nil)
		}
	})
}

func sameCells(a, b *table.Table) bool {
	if a.Len() != b.Len() || a.Width() != b.Width() {
		return false
	}
	for row := range a.Len() {
		if a.RowNumber(row) != b.RowNumber(row) || !slices.Equal(a.AppendRow(nil, row), b.AppendRow(nil, row)) {
			return false
		}
	}
	return true
}
