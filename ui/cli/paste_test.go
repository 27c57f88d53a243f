package cli

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestPastedRowsAreKeptForTheirOwnerAlone(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "pasted")
	keep, at := keepPaste(folder), time.Date(2026, 11, 28, 22, 10, 0, 0, time.UTC)
	for _, c := range []struct{ name, rows string }{{"Pasted 28 Nov 22.10.csv", "a\tb\n"}, {"Pasted 28 Nov 22.10 (2).csv", "c\td\n"}} {
		path, err := keep(t.Context(), c.rows, at)
		if err != nil || path != filepath.Join(folder, c.name) {
			t.Fatalf("kept in %s, %v", path, err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v, %v", path, info, err)
		}
	}
	first, err := os.ReadFile(filepath.Join(folder, "Pasted 28 Nov 22.10.csv"))
	if err != nil || string(first) != "a\tb\n" {
		t.Errorf("the first is %q, %v", first, err)
	}
	inTheWay := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := keepPaste(inTheWay)(t.Context(), "a\tb\n", at); err == nil {
		t.Error("rows are kept where there is no folder")
	}
}
