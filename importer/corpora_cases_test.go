package importer

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"callsheet/model/table"
)

// ours are the cases of another suite that we read otherwise: a quote that is
// never closed ends with its row there is nothing else to end it, instead of
// taking all rows below into one cell.
var ours = map[string][][]string{
	"Quoted field has no closing quote":                                           {{"a", `"b`, "c"}, {"d", "e", "f"}},
	"Quoted field has invalid trailing quote after delimiter with a valid closer": {{`"a`, "b,c"}, {"d", "e", "f"}},
	"Quoted field has invalid trailing quote after delimiter":                     {{"a", `"b`, `"c`}, {"d", "e", "f"}},
	"Quoted field has invalid trailing quote before delimiter":                    {{"a", `"b"c`, "d"}, {"e", "f", "g"}},
	"Quoted field has invalid trailing quote after new line":                      {{"a", `"b`, "c"}, {`d"e`, "f", "g"}},
}

// TestPapaParseCasesAgree compares with the cases of another reader's suite
// that need no settings.
func TestPapaParseCasesAgree(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(corpora(t), "papaparse", "papaparse-cases.json"))
	check(t, err)
	var cases []struct {
		Suite, Description, Input string
		Config                    map[string]any
		Expected                  struct{ Data json.RawMessage }
	}
	check(t, json.Unmarshal(data, &cases))
	agreed, differ, total := 0, 0, 0
	for _, c := range cases {
		var want [][]string
		if len(c.Config) > 0 || json.Unmarshal(c.Expected.Data, &want) != nil || want == nil {
			continue
		}
		total++
		// A line end at the end of the text ends its last row here, and begins another there.
		if n := len(want); n > 1 && strings.HasSuffix(c.Input, "\n") && slices.Equal(want[n-1], []string{""}) {
			want = want[:n-1]
		}
		input := strings.TrimPrefix(c.Input, "\ufeff") // the mark is taken off before
		got := splitAll(t, input, findDialect([]byte(input), true))
		if pinned, found := ours[c.Description]; found {
			want = pinned
			differ++
		}
		if slices.EqualFunc(got, want, slices.Equal) {
			agreed++
			continue
		}
		t.Errorf("%s / %s: %q\n got %q\nwant %q", c.Suite, c.Description, c.Input, got, want)
	}
	t.Logf("%d of %d hold, %d of them in our own reading of a quote that is never closed", agreed, total, differ)
	if total == 0 || differ != len(ours) {
		t.Error("the cases are not the ones that were known")
	}
}

// TestLongNumbersKeepEveryDigit reads the same long numbers as text and as what
// a spreadsheet stores.
func TestLongNumbersKeepEveryDigit(t *testing.T) {
	path := filepath.Join(corpora(t), "readxl", "big-texty-numbers-xlsx.xlsx")
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	check(t, err)
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	check(t, err)
	got, err := readFile(t, path, Options{HeaderRow: 1})
	check(t, err)
	digits := 0
	for row := range got.Table.Len() {
		for col := range got.Table.Width() {
			cell, raw := got.Table.Cell(row, col), rows[row+1][col]
			number, err := strconv.ParseFloat(raw, 64)
			if cell.Kind == table.KindNumber && err == nil && number == float64(int64(number)) {
				if want := strconv.FormatInt(int64(number), 10); cell.Text != want {
					t.Errorf("%q became %q, want %q", raw, cell.Text, want)
				}
				digits += len(cell.Text)
			}
		}
	}
	if digits == 0 {
		t.Error("no number was compared")
	}
}
