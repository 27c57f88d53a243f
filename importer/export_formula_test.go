package importer

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

func TestASavedCSVRunsNoFormula(t *testing.T) {
	cases := []struct{ name, cell, want string }{
		{"a formula", "=1+1", "'=1+1"},
		{"a command", "@SUM(1)", "'@SUM(1)"},
		{"a plus that begins a formula", "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
		{"a minus that begins a formula", "-2+3+cmd|'x'!A0", "'-2+3+cmd|'x'!A0"},
		{"a tab before it", "\t=1+1", "'\t'=1+1"},
		{"a return before it", "\r=1+1", "'\r'=1+1"},
		{"behind what another program parts cells by", "a;=1+1", "a;'=1+1"},
		{"a wide sign", "＝1+1", "'＝1+1"},
		{"an international number", "+44 7400 123001", "+44 7400 123001"},
		{"the same in one piece", "+447400123001", "+447400123001"},
		{"with brackets", "+44 (0)20 7946-0018", "+44 (0)20 7946-0018"},
		{"with an extension", "+44 7400 123001 ext. 5", "+44 7400 123001 ext. 5"},
		{"a negative figure", "-12.5", "-12.5"},
		{"a plain text", "Ann", "Ann"},
		{"quotes, commas and lines", "a \"b\", c\nd", "a \"b\", c\nd"},
	}
	var rows [][]string
	for _, c := range cases {
		rows = append(rows, []string{c.cell})
	}
	l := diagnose(t, table.Of([]string{"=Phone"}, rows...), columns.Mapping{{Field: columns.FieldPhone}})
	out := exported(t, l, FormatCSV)
	if !bytes.HasPrefix(out, []byte("\xef\xbb\xbf")) {
		t.Error("Excel would take this for Windows-1252")
	}
	records, err := csv.NewReader(bytes.NewReader(out[3:])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(records[0]) != "['=Phone Callsheet number Callsheet state Callsheet reason]" {
		t.Errorf("header %q", records[0])
	}
	for i, c := range cases {
		if got := records[i+1][0]; got != strings.ReplaceAll(c.want, "\r\n", "\n") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if number := records[9][1:]; fmt.Sprint(number) != "[+447400123001 ready ]" {
		t.Errorf("the added columns say %q", number)
	}
}

// However a spreadsheet parts the columns of a saved list, no cell of it runs.
func TestNoCellOfASavedListRuns(t *testing.T) {
	starts := []string{"=1+1", "@SUM(A1)", "+cmd|'x'!A0", "-1+cmd", "\"=1+1\"", "＝1+1", " =1+1"}
	for _, before := range []string{"", "a;", "a\t", "a|", "a\n", "a\r\n", "a,", "a;;", "a;\"", "\";", ";", "\t", "x\";\"", "a; "} {
		for _, start := range starts {
			for _, after := range []string{"", ";b", ",b", "\nb"} {
				var b bytes.Buffer
				w := csv.NewWriter(&b)
				if err := w.Write([]string{"first", harmless(before + start + after), "last"}); err != nil {
					t.Fatal(err)
				}
				w.Flush()
				cells := splitAsSpreadsheetsDo(b.String())
				for _, cell := range cells {
					if cell = strings.TrimLeft(cell, "\" \t\r\n"); runs(cell) {
						t.Errorf("%q is saved as %q, in which %q runs", before+start+after, b.String(), cell)
					}
				}
			}
		}
	}
}

// splitAsSpreadsheetsDo parts a text by each delimiter there is as a program does
// that was told of another one, for which a quote inside a cell is a character,
// and by the file's own as it is meant.
func splitAsSpreadsheetsDo(text string) []string {
	var cells []string
	for _, delimiter := range ";\t|" {
		for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' }) {
			cells = append(cells, strings.Split(line, string(delimiter))...)
		}
	}
	records, _ := csv.NewReader(strings.NewReader(text)).ReadAll()
	for _, record := range records {
		cells = append(cells, record...)
	}
	return cells
}

func TestWhatIsHarmlessIsLeftAlone(t *testing.T) {
	for _, text := range []string{"", "a;b", "a; b", "+44 7400 123101", "+44 7400 123101; +44 7400 123102", "-12.5", "x-y", "a@b.example", "a=b", "1;2;3", "\"quoted\"", "ends;"} {
		if got := harmless(text); got != text {
			t.Errorf("%q is saved as %q", text, got)
		}
	}
}
