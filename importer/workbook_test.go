//go:build unix

package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"callsheet/model"
)

// book makes a workbook of typed cells; row 3 is not written at all.
func book(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	check(t, err)
	check(t, f.SetSheetRow("Sheet1", "A1", &[]any{"Name", "Phone", "Renewal", "Active", "Balance"}))
	check(t, f.SetSheetRow("Sheet1", "A2", &[]any{"Zoë <&>", 447911123456, 46000, true, 12.5}))
	check(t, f.SetSheetRow("Sheet1", "A4", &[]any{" two\nlines ", "07400 123456", 46000.5, false, -1}))
	check(t, f.SetCellStyle("Sheet1", "C2", "C4", date))
	check(t, f.SetCellRichText("Sheet1", "A5", []excelize.RichTextRun{{Text: "rich "}, {Text: "text"}}))
	check(t, f.SetCellFormula("Sheet1", "B5", "=1+1"))
	_, err = f.NewSheet("Hidden")
	check(t, err)
	check(t, f.SetSheetVisible("Hidden", false))
	var out bytes.Buffer
	check(t, f.Write(&out))
	return out.Bytes()
}

func TestCellsKeepTheirKind(t *testing.T) {
	result, err := readBytes(t, book(t), Options{HeaderRow: FindHeader})
	if err != nil {
		t.Fatal(err)
	}
	table := result.Table
	cases := []struct {
		name     string
		row, col int
		want     model.Cell
	}{
		{"text is text, entities and all", 0, 0, model.Cell{Text: "Zoë <&>"}},
		{"a long number keeps every digit", 0, 1, model.Cell{Text: "447911123456", Kind: model.KindNumber}},
		{"a date style makes a date", 0, 2, model.Cell{Text: "2025-12-09", Kind: model.KindDate}},
		{"a truth is a truth", 0, 3, model.Cell{Text: "true", Kind: model.KindBool}},
		{"a fraction is kept", 0, 4, model.Cell{Text: "12.5", Kind: model.KindNumber}},
		{"rich text is joined", 3, 0, model.Cell{Text: "rich text"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := table.Cell(c.row, c.col); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
	if table.Len() != 4 || table.RowNumber(1) != 3 || !table.Blank(1) || table.RowNumber(2) != 4 {
		t.Errorf("a row that is not in the file is not counted as blank: %d rows", table.Len())
	}
}

// Another reader sees the same texts, wherever it gives them unformatted.
func TestTheDemoListIsReadAsExcelizeReadsIt(t *testing.T) {
	path := filepath.Join("..", "testdata", "demo.xlsx")
	result, err := readFile(t, path, Options{HeaderRow: FindHeader})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	check(t, err)
	defer f.Close()
	rows, err := f.GetRows(result.Sheet, excelize.Options{RawCellValue: true})
	check(t, err)
	compared := 0
	for i := range result.Table.Len() {
		n := result.Table.RowNumber(i) - 1
		for col := range result.Table.Width() {
			want := ""
			if n < len(rows) && col < len(rows[n]) {
				want = rows[n][col]
			}
			got := result.Table.Cell(i, col)
			if got.Kind == model.KindDate || got.Kind == model.KindBool {
				continue
			}
			compared++
			if got.Text != want {
				t.Errorf("row %d, column %d: %q, want %q", n+1, col+1, got.Text, want)
			}
		}
	}
	if compared < 2000 {
		t.Errorf("only %d cells were compared", compared)
	}
}

func TestADamagedWorkbookIsNeverHalfImported(t *testing.T) {
	whole := book(t)
	cut := func(keep float64) []byte {
		return rezip(t, whole, func(name string, part []byte) []byte {
			if strings.HasSuffix(name, "sheet1.xml") {
				return part[:int(float64(len(part))*keep)]
			}
			return part
		})
	}
	cases := map[string][]byte{
		"a sheet cut in the middle":    cut(0.5),
		"a sheet cut near its end":     cut(0.97),
		"an empty sheet part":          cut(0),
		"a file cut in the middle":     whole[:len(whole)/2],
		"a sheet that is not XML":      rezip(t, whole, replaced("sheet1.xml", "not a sheet")),
		"a document type in the sheet": rezip(t, whole, replaced("sheet1.xml", `<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>`)),
	}
	for name, content := range cases {
		t.Run(name, func(t *testing.T) {
			result, err := readBytes(t, content, Options{HeaderRow: FindHeader})
			var refusal *Error
			if !errors.As(err, &refusal) || refusal.What == "" || refusal.Next == "" {
				t.Fatalf("read %v with %v, want a refusal that says what to do", result, err)
			}
		})
	}
}

func replaced(suffix, with string) func(string, []byte) []byte {
	return func(name string, part []byte) []byte {
		if strings.HasSuffix(name, suffix) {
			return []byte(with)
		}
		return part
	}
}

func TestWhatIsNoListIsNamed(t *testing.T) {
	ole := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 4096)...)
	cases := []struct {
		name, says string
		content    []byte
	}{
		{"an old workbook", "Excel", ole},
		{"a PDF", "PDF", []byte("%PDF-1.7\n%....")},
		{"an image", "image", []byte("\x89PNG\r\n\x1a\n0000IHDR")},
		{"a gzip", "gzip", []byte("\x1f\x8b\x08\x00abc")},
		{"nothing", "empty", nil},
		{"a web page", "web page", []byte("<html><body><table></table></body></html>")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := readBytes(t, c.content, Options{HeaderRow: FindHeader})
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("said %v, want %q", err, c.says)
			}
		})
	}
}

func TestWhatIsNoFileAnswersAtOnce(t *testing.T) {
	dir := t.TempDir()
	fifo := filepath.Join(dir, "leads.csv")
	check(t, syscall.Mkfifo(fifo, 0o600))
	for name, path := range map[string]string{"a pipe": fifo, "a folder": dir, "a device": os.DevNull, "nothing": filepath.Join(dir, "none.csv")} {
		t.Run(name, func(t *testing.T) {
			answered := make(chan error, 1)
			go func() {
				_, err := Open(context.Background(), path)
				answered <- err
			}()
			select {
			case err := <-answered:
				var refusal *Error
				if !errors.As(err, &refusal) {
					t.Errorf("said %v", err)
				}
			case <-time.After(10 * time.Second):
				t.Fatal("opening it does not end")
			}
		})
	}
}

func manyRows(t testing.TB, n int) (csv, xlsx string) {
	t.Helper()
	dir := t.TempDir()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	check(t, err)
	var text strings.Builder
	for i := range n {
		row := []any{fmt.Sprintf("Person %d", i), fmt.Sprintf("07400 %06d", i), "a@example.com", i, 1.5, "Leeds", "Gold", "x"}
		check(t, w.SetRow(fmt.Sprintf("A%d", i+1), row))
		fmt.Fprintln(&text, strings.Trim(strings.Join(strings.Fields(fmt.Sprintf("%q", row)), ","), "[]"))
	}
	check(t, w.Flush())
	csv, xlsx = filepath.Join(dir, "many.csv"), filepath.Join(dir, "many.xlsx")
	check(t, f.SaveAs(xlsx))
	check(t, os.WriteFile(csv, []byte(text.String()), 0o600))
	return csv, xlsx
}

func TestReadingStopsWhenAsked(t *testing.T) {
	csv, xlsx := manyRows(t, 20_000)
	for _, path := range []string{csv, xlsx} {
		source, err := Open(context.Background(), path)
		check(t, err)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if result, err := source.Read(ctx, Options{HeaderRow: FindHeader}, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: read %v with %v", filepath.Base(path), result, err)
		}
		check(t, source.Close())
	}
}

// Goal: 100,000 rows of eight cells well under 3 s on one core.
func BenchmarkRead100k(b *testing.B) {
	csv, xlsx := manyRows(b, 100_000)
	for _, path := range []string{csv, xlsx} {
		b.Run(filepath.Ext(path)[1:], func(b *testing.B) {
			for b.Loop() {
				if _, err := readFile(b, path, Options{HeaderRow: 0}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
