package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"callsheet/model/table"
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

func scaleXLSX(t testing.TB) []byte {
	t.Helper()
	rows := bytes.NewBufferString("<row>")
	for _, name := range scaleHeader {
		fmt.Fprintf(rows, `<c t="inlineStr"><is><t>%v</t></is></c>`, name)
	}
	rows.WriteString("</row>")
	for i := range scaleRows {
		c := scaleCells(i)
		fmt.Fprintf(rows, `<row r="%d"><c t="str"><v>%v</v></c><c t="str"><v>%v</v></c><c><v>%v</v></c><c t="str"><v>%v</v></c><c t="str"><v>%v</v></c><c t="str"><v>%v</v></c><c><v>%v</v></c><c t="str"><v>%v</v></c></row>`,
			append([]any{i + 2}, c...)...)
	}
	return bookOf(t, rows.String(), nil)
}

func TestAHundredThousandRowsArriveWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	for _, tt := range []struct{ claim, path string }{
		{"as text", writeFile(t, scaleCSV())},
		{"as a workbook", writeFile(t, scaleXLSX(t))},
	} {
		t.Run(tt.claim, func(t *testing.T) {
			source, err := Open(t.Context(), tt.path)
			check(t, err)
			defer source.Close()
			progress := &table.Progress{}
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
