package importer

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// keepsParts holds every part but one to be byte for byte as it was, packed as it was.
func keepsParts(t testing.TB, before, after []byte, but string) {
	t.Helper()
	was, err := zip.NewReader(bytes.NewReader(before), int64(len(before)))
	check(t, err)
	is, err := zip.NewReader(bytes.NewReader(after), int64(len(after)))
	check(t, err)
	if len(was.File) != len(is.File) || was.Comment != is.Comment {
		t.Fatalf("%d parts became %d", len(was.File), len(is.File))
	}
	changed := 0
	for i, f := range was.File {
		g := is.File[i]
		if f.Name != g.Name {
			t.Fatalf("part %q became %q", f.Name, g.Name)
		}
		a, err := f.OpenRaw()
		check(t, err)
		b, err := g.OpenRaw()
		check(t, err)
		old, err := io.ReadAll(a)
		check(t, err)
		now, err := io.ReadAll(b)
		check(t, err)
		switch same := bytes.Equal(old, now) && f.CRC32 == g.CRC32 && f.Method == g.Method; {
		case !same && strings.EqualFold(f.Name, but):
			changed++
		case !same:
			t.Errorf("part %q is another", f.Name)
		}
	}
	if changed != 1 {
		t.Errorf("%d parts were written anew, of one sheet", changed)
	}
}

// keepsCells holds every cell and every formula of a workbook to be as excelize reads it
// in another, and returns the other.
func keepsCells(t testing.TB, before, after []byte) *excelize.File {
	t.Helper()
	raw := excelize.Options{RawCellValue: true}
	was, err := excelize.OpenReader(bytes.NewReader(before), raw)
	check(t, err)
	defer was.Close()
	is, err := excelize.OpenReader(bytes.NewReader(after), raw)
	check(t, err)
	t.Cleanup(func() { is.Close() })
	if !slices.Equal(was.GetSheetList(), is.GetSheetList()) {
		t.Fatalf("the sheets %q became %q", was.GetSheetList(), is.GetSheetList())
	}
	for _, sheet := range was.GetSheetList() {
		rows, err := was.GetRows(sheet)
		if err != nil {
			continue // a chart
		}
		with, err := is.GetRows(sheet)
		check(t, err)
		for i, row := range rows {
			for j, value := range row {
				name, err := excelize.CoordinatesToCellName(j+1, i+1)
				check(t, err)
				now := ""
				if i < len(with) && j < len(with[i]) {
					now = with[i][j]
				}
				old, err := was.GetCellFormula(sheet, name)
				check(t, err)
				formula, err := is.GetCellFormula(sheet, name)
				check(t, err)
				if value != now || old != formula {
					t.Fatalf("%s!%s was %q (%s), and is %q (%s)", sheet, name, value, old, now, formula)
				}
			}
		}
	}
	return is
}

// keepsList holds the columns of a list to be read as they were, and those behind them to
// be the added ones. asText says that the file has neither numbers nor dates.
func keepsList(t testing.TB, was *Result, with []byte, asText bool) {
	t.Helper()
	how := asRead(was)
	is, err := sourceOf(t, with).Read(context.Background(), how, nil)
	check(t, err)
	if is.Table.Len() != was.Table.Len() {
		t.Fatalf("%d rows became %d", was.Table.Len(), is.Table.Len())
	}
	first := is.Table.Width() - len(callColumns)
	if was.HeaderRow > 0 && !slices.Equal(is.Table.Header[len(is.Table.Header)-len(callColumns):], callColumns) {
		t.Fatalf("the columns are called %q", is.Table.Header)
	}
	for row := range was.Table.Len() {
		number := was.Table.RowNumber(row)
		if number != is.Table.RowNumber(row) {
			t.Fatalf("row %d became row %d", number, is.Table.RowNumber(row))
		}
		for col := range was.Table.Width() {
			if a, b := was.Table.Cell(row, col), is.Table.Cell(row, col); a != b {
				t.Fatalf("row %d column %d was %q, and is %q", number, col+1, a, b)
			}
		}
		for i, c := range added(number) {
			got := is.Table.Cell(row, first+i)
			if was.Table.Blank(row) {
				c.Text = ""
			}
			if asText && c.Text == callMoment {
				c.Text = strings.Replace(callMoment, "T", " ", 1)
			}
			if asText && strings.HasPrefix(c.Text, "=") {
				c.Text = "'" + c.Text
			}
			if strings.Replace(got.Text, "T", " ", 1) != strings.Replace(c.Text, "T", " ", 1) {
				t.Fatalf("row %d got %q, of %q", number, got, c)
			}
		}
	}
}
