package importer

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readFile opens, reads and closes a file.
func readFile(t testing.TB, path string, how Options) (*Result, error) {
	t.Helper()
	source, err := Open(t.Context(), path)
	if err != nil {
		return nil, err
	}
	defer source.Close()
	return source.Read(t.Context(), how, nil)
}

// readBytes reads a file of such content.
func readBytes(t testing.TB, content []byte, how Options) (*Result, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return readFile(t, path, how)
}

// splitAll cuts a text into records; a blank line is one empty cell.
func splitAll(t testing.TB, text string, d dialect) [][]string {
	t.Helper()
	var rows [][]string
	records := newSplitter(strings.NewReader(text), d)
	for {
		cells, err := records.next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(cells) == 0 {
			rows = append(rows, []string{""})
			continue
		}
		rows = append(rows, texts(cells))
	}
}
