package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

const scaleRows = 100_000

func scaleCells(i int) []any {
	return []any{
		fmt.Sprint("First", i%977), fmt.Sprint("Last", i%1999), 447700000000 + i, fmt.Sprintf("person%d@example.com", i),
		fmt.Sprint("Company ", i%531), "GB", float64(i) / 7, fmt.Sprintf("%08d", i),
	}
}

var scaleHeader = []any{"First name", "Last name", "Mobile", "Email", "Company", "Country", "Balance", "Customer no."}

func scaleCSV() []byte {
	var out bytes.Buffer
	fmt.Fprintln(&out, "First name,Last name,Mobile,Email,Company,Country,Balance,Customer no.")
	for i := range scaleRows {
		c := scaleCells(i)
		fmt.Fprintf(&out, "%v,%v,%v,%v,\"%v, Ltd\",%v,%v,%v\n", c...)
	}
	return out.Bytes()
}

func scaleXLSX(t testing.TB) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	check(t, err)
	check(t, w.SetRow("A1", scaleHeader))
	for i := range scaleRows {
		check(t, w.SetRow(fmt.Sprint("A", i+2), scaleCells(i)))
	}
	check(t, w.Flush())
	path := filepath.Join(t.TempDir(), "large.xlsx")
	check(t, f.SaveAs(path))
	return path
}

func TestAHundredThousandRowsArriveWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	for _, tt := range []struct{ claim, path string }{
		{"as text", writeFile(t, scaleCSV())},
		{"as a workbook", scaleXLSX(t)},
	} {
		t.Run(tt.claim, func(t *testing.T) {
			source, err := Open(t.Context(), tt.path)
			check(t, err)
			defer source.Close()
			progress := &Progress{}
			got, err := source.Read(t.Context(), Options{HeaderRow: FindHeader}, progress)
			check(t, err)
			if got.Table.Len() != scaleRows || got.Table.Width() != len(scaleHeader) || got.HeaderRow != 1 {
				t.Fatalf("%d rows of %d, header %d", got.Table.Len(), got.Table.Width(), got.HeaderRow)
			}
			for i := 0; i < scaleRows; i += 997 {
				if phone, mail := got.Table.Cell(i, 2).Text, got.Table.Cell(i, 3).Text; phone != fmt.Sprint(447700000000+i) ||
					mail != fmt.Sprintf("person%d@example.com", i) || got.Table.RowNumber(i) != i+2 {
					t.Fatalf("row %d: %q, %q", got.Table.RowNumber(i), phone, mail)
				}
			}
			if progress.Rows.Load() != scaleRows || progress.Bytes.Load() != progress.Total.Load() {
				t.Errorf("progress ended at %d rows, %d of %d bytes", progress.Rows.Load(), progress.Bytes.Load(), progress.Total.Load())
			}
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if _, err := source.Preview(ctx, Options{}, 10); !errors.Is(err, context.Canceled) {
				t.Errorf("a cancelled preview returned %v", err)
			}
		})
	}
}
