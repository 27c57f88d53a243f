package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/nyaruka/phonenumbers"
	"github.com/xuri/excelize/v2"
)

const benchRows = 100_000

var benchHeader = []string{"First name", "Last name", "Mobile", "Email", "Company", "City", "Plan", "Renewal date", "Balance", "Customer no."}

// benchRow is a row as lists have them: most numbers in the form their country
// writes, some with a country code, one in fifty to fix.
func benchRow(i int) []any {
	phone := fmt.Sprintf("07400 %06d", i)
	switch i % 50 {
	case 0:
		phone = fmt.Sprintf("7400%06d", i)
	case 1, 2, 3, 4, 5, 6, 7, 8, 9:
		phone = fmt.Sprintf("+44 20 79%02d %04d", i%80, i%10_000)
	case 10, 11, 12:
		phone = fmt.Sprintf("+1 (212) 5%02d-%04d", 20+i%70, i%10_000)
	case 13:
		phone = fmt.Sprintf("0049 151 2%07d", i)
	}
	return []any{"Olivia", "Grant", phone, fmt.Sprintf("olivia.grant%d@example.com", i), "Grant & Sons Ltd", "Leeds", "Gold",
		time.Date(2026, 1, 1+i%365, 0, 0, 0, 0, time.UTC), float64(i) / 4, i}
}

// benchFiles writes the same rows as CSV and as a workbook, once.
var benchFiles = sync.OnceValues(func() (map[string]string, error) {
	folder, err := os.MkdirTemp("", "callsheet-bench-")
	if err != nil {
		return nil, err
	}
	files := map[string]string{"csv": filepath.Join(folder, "many.csv"), "xlsx": filepath.Join(folder, "many.xlsx")}
	return files, errors.Join(writeBenchCSV(files["csv"]), writeBenchWorkbook(files["xlsx"]))
})

func writeBenchCSV(path string) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write(benchHeader)
	record := make([]string, len(benchHeader))
	for i := range benchRows {
		for j, v := range benchRow(i) {
			if day, ok := v.(time.Time); ok {
				v = day.Format(time.DateOnly)
			}
			record[j] = fmt.Sprint(v)
		}
		w.Write(record)
	}
	w.Flush()
	return os.WriteFile(path, b.Bytes(), 0o600)
}

func writeBenchWorkbook(path string) error {
	f := excelize.NewFile()
	defer f.Close()
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	header := make([]any, len(benchHeader))
	for i, name := range benchHeader {
		header[i] = name
	}
	if err := w.SetRow("A1", header); err != nil {
		return err
	}
	for i := range benchRows {
		cells := benchRow(i)
		cells[7] = excelize.Cell{StyleID: day, Value: cells[7]}
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.SaveAs(path)
}

// straightforward is the program anybody would write: it reads every row with
// the usual reader and every number with the usual library, and nothing else.
func straightforward(path string) (ready int, err error) {
	seen := map[string]bool{}
	take := func(cells []string) {
		if len(cells) < 3 {
			return
		}
		p, err := phonenumbers.Parse(cells[2], "GB")
		if err != nil || !phonenumbers.IsValidNumber(p) {
			return
		}
		if number := phonenumbers.Format(p, phonenumbers.E164); !seen[number] {
			seen[number] = true
			ready++
		}
	}
	if filepath.Ext(path) == ".csv" {
		file, err := os.Open(path)
		if err != nil {
			return 0, err
		}
		defer file.Close()
		r := csv.NewReader(file)
		for {
			record, err := r.Read()
			if errors.Is(err, io.EOF) {
				return ready, nil
			}
			if err != nil {
				return 0, err
			}
			take(record)
		}
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	rows, err := f.Rows("Sheet1")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return 0, err
		}
		take(cells)
	}
	return ready, rows.Error()
}

// Goal: the whole check of 100,000 rows takes at most 0.06 of the
// straightforward program, and with a line for each row at most 0.1. Each
// format's check reports its share of the program beside it; all run by one
// command:
//
//	go test ./ui/cli -run '^$' -bench BenchmarkCheck -benchtime 3x
func BenchmarkCheck(b *testing.B) {
	files, err := benchFiles()
	if err != nil {
		b.Fatal(err)
	}
	for _, format := range []string{"csv", "xlsx"} {
		var plain time.Duration
		b.Run(format+"/straightforward", func(b *testing.B) {
			for b.Loop() {
				if ready, err := straightforward(files[format]); err != nil || ready == 0 {
					b.Fatal(ready, err)
				}
			}
			plain = b.Elapsed() / time.Duration(b.N)
		})
		for name, args := range map[string][]string{"check": {"--json"}, "rows": {"--rows", os.DevNull}} {
			b.Run(format+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					got := runProgram(context.Background(), append([]string{"check", files[format]}, args...)...)
					if got.code != exitToFix {
						b.Fatal(got.code, got.err)
					}
				}
				if plain > 0 {
					b.ReportMetric(float64(b.Elapsed()/time.Duration(b.N))/float64(plain), "of-straightforward")
				}
			})
		}
	}
}
