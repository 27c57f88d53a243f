package importer

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"callsheet/model/table"
)

const semicolons = "Name;Telefon;Notiz\r\nZoë;0171 1234567;\"zwei\r\nZeilen; \"\"so\"\"\"\r\n\r\nÖz;0171 7654321\r\n"

func encode(t testing.TB, enc interface{ String(string) (string, error) }, text string) []byte {
	t.Helper()
	out, err := enc.String(text)
	check(t, err)
	return []byte(out)
}

func TestColumnsAreAddedToATextInItsEncodingAndDialect(t *testing.T) {
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()
	for _, row := range []struct {
		name  string
		file  []byte
		added string // what one record got, in UTF-8
		want  []byte // the whole file; nil = not held
	}{
		{name: "commas", file: []byte("Phone,Name\n+447911123456,Zoë\n"), want: []byte("Phone,Name,Callsheet outcome,Callsheet tries,Callsheet last call\n+447911123456,Zoë,\"'=answered & <said> \"\"no\"\"\n2\",2,2026-11-28 14:05:09\n")},
		{name: "no line end at the end", file: []byte("Phone\n+447911123456"), want: []byte("Phone,Callsheet outcome,Callsheet tries,Callsheet last call\n+447911123456,\"'=answered & <said> \"\"no\"\"\n2\",2,2026-11-28 14:05:09")},
		{name: "semicolons, in a byte order mark's UTF-8", file: []byte("\ufeff" + semicolons)},
		{name: "semicolons in Windows-1252", file: encode(t, charmap.Windows1252.NewEncoder(), semicolons)},
		{name: "UTF-16", file: encode(t, utf16, strings.ReplaceAll(semicolons, ";", "\t"))},
		{name: "UTF-16 of the other order", file: encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(), semicolons)},
		{name: "Shift-JIS, whose letters hold a pipe", file: encode(t, japanese.ShiftJIS.NewEncoder(), "電話|名前|住所\r\n09012345678|弓|東京都\r\n08012345678|ポール|大阪府\r\n07012345678|鈴木|\r\n")},
		{name: "a line that names the delimiter", file: []byte("sep=;\r\nPhone;Name\r\n+447911123456;Zoë\r\n")},
		{name: "everything in quotes", file: []byte("\"Phone\",\"Name\"\n\"+447911123456\",\"Ann\"\n"), want: []byte("\"Phone\",\"Name\",\"Callsheet outcome\",\"Callsheet tries\",\"Callsheet last call\"\n\"+447911123456\",\"Ann\",\"'=answered & <said> \"\"no\"\"\n2\",\"2\",\"2026-11-28 14:05:09\"\n")},
		{name: "records of different widths stand under their names", file: []byte("Phone,Name\n+447911123456\n+447911123457,Ann,more\n"), want: []byte("Phone,Name,,Callsheet outcome,Callsheet tries,Callsheet last call\n" +
			"+447911123456,,,\"'=answered & <said> \"\"no\"\"\n2\",2,2026-11-28 14:05:09\n+447911123457,Ann,more,\"'=answered & <said> \"\"no\"\"\n3\",3,2026-11-28 14:05:09\n")},
		{name: "lines that end as on the first Macs", file: []byte("Phone,Name\r+447911123456,Ann\r+447911123457,Bo\r")},
		{name: "the mark by which DOS ends a file", file: []byte("Phone,Name\r\n+447911123456,Ann\r\n\x1a")},
		{name: "bytes that are no UTF-8", file: []byte("Phone,Name\n+447911123456,Zo\xeb ü\n+447911123457,ä\n")},
		{name: "quotes that are never closed", file: []byte("Phone,Name\n+447911123456,\"Ann\n+447911123457,Bo\n")},
		{name: "lines that end twice", file: []byte("Phone,Name\r\r\n+447911123456,Ann\r\r\n")},
	} {
		t.Run(row.name, func(t *testing.T) {
			read, with, _ := annotated(t, row.file, Options{HeaderRow: FindHeader})
			if row.want != nil && !bytes.Equal(with, row.want) {
				t.Errorf("it is\n%q, not\n%q", with, row.want)
			}
			keepsRecords(t, row.file, with)
			if !strings.Contains(row.name, "widths") {
				keepsList(t, read, with, true)
			}
		})
	}
}

// keepsRecords holds the bytes of a file to stand in another in their order.
func keepsRecords(t testing.TB, was, is []byte) {
	t.Helper()
	at := 0
	for _, b := range was {
		n := bytes.IndexByte(is[at:], b)
		if n < 0 {
			t.Fatalf("not all bytes of the file are there")
		}
		at += n + 1
	}
}

func TestWhatAnEncodingDoesNotHaveIsCounted(t *testing.T) {
	file := encode(t, charmap.Windows1252.NewEncoder(), "Phone;Name\n0171 1234567;Zoë\n")
	var out bytes.Buffer
	done, err := sourceOf(t, file).Annotate(t.Context(), &out, Options{HeaderRow: 1, Encoding: encWindows, Delimiter: ";"}, AddedColumns{[]string{"Said"}, 1, func(dst []table.Cell, n int) ([]table.Cell, bool) {
		return append(dst, table.Cell{Text: "Łódź – ja"}), n == 2
	}}, nil)
	check(t, err)
	if want := "Phone;Name;Said\n0171 1234567;Zo\xeb;?\xf3d? \x96 ja\n"; out.String() != want || done.Unfit != 2 {
		t.Errorf("%q with %d characters that do not fit", out.String(), done.Unfit)
	}
}

func TestATextThatWouldChangeIsAnError(t *testing.T) {
	lone := []byte("\xff\xfeP\x00h\x00\n\x00\x00\xd81\x00\n\x00") // half of a character
	_, err := sourceOf(t, lone).Annotate(t.Context(), io.Discard, Options{HeaderRow: 1, Encoding: encUTF16LE}, AddedColumns{[]string{"Said"}, 1, func(dst []table.Cell, n int) ([]table.Cell, bool) {
		return append(dst, table.Cell{Text: "x"}), n == 2
	}}, nil)
	if err == nil || !strings.Contains(err.Error(), "without a change") {
		t.Errorf("it is %v", err)
	}
}

// What is added to any text of any form leaves it as it was read.
func FuzzAnnotateText(f *testing.F) {
	for _, seed := range []string{semicolons, "a,b\n1,2\n", "sep=;\na;b\r\n1;2", "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x002\x00", "\"a\",\"b\"\r\"1\",\"2\"\r", "a\n\"1\n2\n", "a,b\r\r\n1,\"2\"\x1a", "Zo\xeb;1\nx;2"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		read := answers(t, content, Options{HeaderRow: FindHeader})
		if read == nil || read.Format != "csv" || read.HeaderRow == 0 {
			return
		}
		var out bytes.Buffer
		if _, err := sourceOf(t, content).Annotate(context.Background(), &out, asRead(read), forRows(read.Table), nil); err != nil {
			return // it says so, and the list is saved from the rows
		}
		keepsRecords(t, content, out.Bytes())
	})
}

// What is added to a sheet of any form leaves what is read of it as it was.
func FuzzAnnotateSheet(f *testing.F) {
	for _, seed := range []string{
		`<worksheet><dimension ref="A1:B2"/><cols><col min="1" max="9" hidden="1"/></cols><sheetData>` + textRow(1, "Phone", "Name") + textRow(2, "447911123456", "Ann") + `</sheetData><mergeCells><mergeCell ref="B2:C2"/></mergeCells></worksheet>`,
		`<x:worksheet><x:sheetData><x:row spans="1:2"><x:c s="1"><x:v>1</x:v></x:c><x:c/></x:row><x:row/><x:row r="4"><x:c r="A4"><x:f>1+1</x:f></x:c><x:c r="F4" s="3"/></x:row></x:sheetData></x:worksheet>`,
		`<worksheet><!-- a --><sheetData><row r="1"><c t="inlineStr"><is><t>a&amp;b</t></is></c><extLst/></row><row><c><v><![CDATA[1]]></v></c></row></sheetData></worksheet>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sheet string) {
		content := bookOf(t, "", parts{"xl/worksheets/sheet1.xml": sheet, "unknown": "kept"})
		read := answers(t, content, Options{HeaderRow: 1})
		if read == nil {
			return
		}
		var out bytes.Buffer
		if _, err := sourceOf(t, content).Annotate(context.Background(), &out, asRead(read), forRows(read.Table), nil); err != nil {
			return
		}
		keepsParts(t, content, out.Bytes(), "xl/worksheets/sheet1.xml")
		again := answers(t, out.Bytes(), Options{HeaderRow: 1, Sheet: read.Sheet})
		if again == nil || again.Table.Len() != read.Table.Len() {
			t.Fatal("its rows are not read any more")
		}
		for row := range read.Table.Len() {
			for col := range read.Table.Width() {
				if was, is := read.Table.Cell(row, col), again.Table.Cell(row, col); was != is && was.Kind != table.KindMerged {
					t.Fatalf("row %d column %d was %q, and is %q", row, col, was, is)
				}
			}
		}
	})
}
