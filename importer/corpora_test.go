package importer

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"callsheet/model/table"
)

// corpora is a folder of real files of other projects with its MANIFEST.tsv.
func corpora(t *testing.T) string {
	t.Helper()
	root := os.Getenv("CALLSHEET_CORPORA")
	if root == "" {
		t.Skip("CALLSHEET_CORPORA names no folder of real files")
	}
	return root
}

// TestCorporaAnswer holds every file to what its manifest expects of it.
func TestCorporaAnswer(t *testing.T) {
	root := corpora(t)
	manifest := readManifest(t, root)
	held, imported, cells := 0, 0, 0
	for _, entry := range manifest {
		held += boolInt(t.Run(entry["path"], func(t *testing.T) {
			e := expectation{root: root, path: filepath.Join(root, entry["path"]), entry: entry}
			if e.result, e.err = readFile(t, e.path, Options{HeaderRow: FindHeader}); e.err != nil && !errors.As(e.err, &e.refusal) {
				t.Fatalf("neither imported nor refused: %v", e.err)
			}
			e.check(t)
			if e.err == nil {
				imported++
				t.Logf("%d rows of %d, header %d, %s", e.result.Table.Len(), e.result.Table.Width(), e.result.HeaderRow, e.result.Encoding)
			} else {
				t.Log(e.err)
			}
			cells += e.cells
		}))
	}
	t.Logf("%d of %d files hold what is expected of them: %d imported, %d refused; %d cells compared with other readers",
		held, len(manifest), imported, len(manifest)-imported, cells)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func readManifest(t *testing.T, root string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(root, "MANIFEST.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var entries []map[string]string
	for _, row := range rows[1:] {
		entry := map[string]string{}
		for i, name := range rows[0][:min(len(row), len(rows[0]))] {
			entry[name] = row[i]
		}
		entries = append(entries, entry)
	}
	return entries
}

type expectation struct {
	root, path string
	entry      map[string]string
	result     *Result
	err        error
	refusal    *Error
	cells      int
}

// unsupportedNames is what a refusal must call a file with such a name, when the
// file is what its name says.
var unsupportedNames = map[string]string{
	".xls": "Excel 97", ".ods": "OpenDocument", ".zip": "zip archive", ".dbf": "dBASE", ".json": "JSON", ".xlsb": "binary Excel",
}

// impostors are not what the manifest takes them for: an archive that is called
// .csv, which content decides, and a text that is no package but a ragged list.
var impostors = map[string]string{
	"frictionless/compression__implicit-gz.csv":  "gzip archive",
	"frictionless/compression__implicit-zip.csv": "zip archive",
	"frictionless/invalid.csv":                   "",
}

func (e *expectation) check(t *testing.T) {
	expected, shows := e.entry["expected"], e.entry["shows"]
	name, impostor := impostors[e.entry["path"]]
	switch {
	case impostor && name != "":
		e.refusedAs(t, name)
	case impostor:
		e.imported(t)
		e.flagged(t)
	case filepath.Ext(e.path) == ".json":
		e.refusedAs(t, "JSON")
	case strings.HasPrefix(expected, "reject: say it is password-protected"):
		e.refusedAs(t, "protected by a password")
	case strings.HasPrefix(expected, "reject-with-advice"), expected == "reject":
		e.refusedAs(t, unsupportedNames[filepath.Ext(e.path)])
	case strings.HasPrefix(expected, "reject-or-flag"):
		e.imported(t)
		e.flagged(t)
	case expected == "no-crash" || strings.HasPrefix(expected, "no-crash"):
		if e.err == nil {
			e.imported(t)
		} else if name := unsupportedNames[filepath.Ext(e.path)]; name != "" {
			e.refusedAs(t, name)
		}
	case strings.HasPrefix(expected, "parse"), strings.HasPrefix(expected, "E.164"):
		e.imported(t)
	default:
		t.Errorf("nothing holds %q", expected)
	}
	if t.Failed() || e.err != nil {
		return
	}
	switch {
	case strings.Contains(expected, "cell flagged"):
		e.errorsAreTold(t)
	case strings.Contains(expected, "disambiguate"):
		e.distinct(t)
	case strings.Contains(shows, "ISO-8859-1"), strings.Contains(shows, "non-UTF-8"):
		if !e.result.Guessed || len(e.result.Samples) == 0 {
			t.Errorf("%s is no guess, with samples %q", e.result.Encoding, e.result.Samples)
		}
	case shows == "rows to skip before the header":
		if first := e.result.Table.Header; len(first) < 2 || strings.HasPrefix(first[0], "#") {
			t.Errorf("the header is %q", first)
		}
	}
}

// refusedAs holds a file to a refusal that names it and says what to do.
func (e *expectation) refusedAs(t *testing.T, name string) {
	t.Helper()
	if e.refusal == nil {
		t.Fatal("it was imported")
	}
	if name == "" || !strings.Contains(e.refusal.What, name) || e.refusal.Next == "" {
		t.Errorf("refused with %v, want %q", e.refusal, name)
	}
}

// imported holds a file to what another reader, or a simple count, finds in it.
func (e *expectation) imported(t *testing.T) {
	t.Helper()
	if e.err != nil {
		t.Fatalf("refused: %v", e.err)
	}
	if e.result.Format == "xlsx" {
		e.equalsExcelize(t)
		return
	}
	e.countsRows(t)
	if oracle := e.entry["oracle"]; oracle != "" {
		e.equalsObjects(t, filepath.Join(e.root, strings.TrimPrefix(oracle, "open/")))
	}
}

// equalsExcelize compares all sheets cell by cell, and their sum with what the
// manifest counted.
func (e *expectation) equalsExcelize(t *testing.T) {
	source, err := Open(t.Context(), e.path)
	check(t, err)
	defer source.Close()
	rows, filledCells := 0, 0
	for _, sheet := range source.Sheets() {
		e.cells += equalsOracle(t, e.path, sheet.Name)
		got, err := source.Read(t.Context(), Options{Sheet: sheet.Name}, nil)
		check(t, err)
		rows += got.Table.Len()
		for row := range got.Table.Len() {
			for col, c := range got.Table.AppendRow(nil, row) {
				if !mergedAbove(got.Table, row, col) && strings.TrimSpace(c.Text) != "" {
					filledCells++
				}
			}
		}
	}
	var wantRows, wantCells int
	if _, err := fmt.Sscanf(e.entry["excelize_2_11_1"], "ok rows=%d cells=%d", &wantRows, &wantCells); err != nil {
		return
	}
	// The manifest counts empty cells and rows with a style, too.
	if rows > wantRows || filledCells > wantCells || wantCells > 0 && filledCells == 0 {
		t.Errorf("%d rows and %d cells, the manifest has %d and %d", rows, filledCells, wantRows, wantCells)
	}
}

// countsRows holds the rows that came out to a count over the file's bytes.
func (e *expectation) countsRows(t *testing.T) {
	raw, err := os.ReadFile(e.path)
	check(t, err)
	got, err := readFile(t, e.path, Options{HeaderRow: 0, Encoding: e.result.Encoding, Delimiter: e.result.Delimiter})
	check(t, err)
	if got.Mended.Count > 0 {
		return // what a line is depends on the quotes
	}
	if want := countRecords(raw, e.result.Encoding); got.Table.Len() != want {
		t.Errorf("%d rows, counted %d", got.Table.Len(), want)
	}
	if e.result.Table.Len()+e.result.HeaderRow != got.Table.Len() {
		t.Errorf("%d rows below row %d of %d", e.result.Table.Len(), e.result.HeaderRow, got.Table.Len())
	}
}

// countRecords counts line ends outside quotes, whatever the cells are.
func countRecords(raw []byte, encoding string) int {
	if encoding == encUTF16LE || encoding == encUTF16BE {
		raw = bytes.ReplaceAll(raw, []byte{0}, nil) // enough to see quotes and line ends
	}
	lineEnd := byte('\n')
	if !bytes.Contains(raw, []byte{'\n'}) {
		lineEnd = '\r'
	}
	records, quoted, open := 0, false, false
	for _, b := range raw {
		open = true
		switch {
		case b == '"':
			quoted = !quoted
		case b == lineEnd && !quoted:
			records++
			open = false
		}
	}
	return records + boolInt(open)
}

// errorsAreTold holds the cells that are told to be errors to a count of them in
// the XML, which finds none in some files that are named for them.
func (e *expectation) errorsAreTold(t *testing.T) {
	archive, err := zip.OpenReader(e.path)
	check(t, err)
	defer archive.Close()
	part, err := archive.Open("xl/worksheets/sheet1.xml")
	check(t, err)
	raw, err := io.ReadAll(part)
	check(t, err)
	got, err := readFile(t, e.path, Options{})
	check(t, err)
	found := 0
	for row := range got.Table.Len() {
		for _, c := range got.Table.AppendRow(nil, row) {
			found += boolInt(c.Kind == table.KindError)
		}
	}
	if want := bytes.Count(raw, []byte(` t="e"`)); found != want {
		t.Errorf("%d errors, want %d", found, want)
	}
}

func (e *expectation) distinct(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range e.result.Table.Header {
		if name = strings.ToLower(name); name != "" && seen[name] {
			t.Errorf("two columns are called %q", name)
		}
		seen[name] = true
	}
}

// flagged holds a ragged list to be told so.
func (e *expectation) flagged(t *testing.T) {
	if e.result.Long.Count == 0 || len(e.result.Long.First) != e.result.Long.Count {
		t.Errorf("long rows: %v", e.result.Long)
	}
	e.distinct(t)
}

// wrongOracles hold another number and a lost letter.
var wrongOracles = []string{"csv-spectrum/location_coordinates.csv"}

// equalsObjects compares a file with a list of objects, by column name.
func (e *expectation) equalsObjects(t *testing.T, oracle string) {
	if slices.Contains(wrongOracles, e.entry["path"]) {
		return
	}
	data, err := os.ReadFile(oracle)
	check(t, err)
	var want []map[string]string
	check(t, json.Unmarshal(data, &want))
	table := e.result.Table
	if table.Len() != len(want) {
		t.Fatalf("%d rows, want %d", table.Len(), len(want))
	}
	for row, object := range want {
		if len(object) != len(table.Header) {
			t.Errorf("row %d has %d cells, want %d", row, len(table.Header), len(object))
		}
		for col, name := range table.Header {
			e.cells++
			if got := table.Cell(row, col).Text; got != object[name] {
				t.Errorf("row %d, %q: %q, want %q", row, name, got, object[name])
			}
		}
	}
}

func texts(cells []table.Cell) []string {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = c.Text
	}
	return row
}
