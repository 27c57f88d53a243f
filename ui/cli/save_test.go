package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"callsheet/importer"
	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/table"
	"callsheet/ui/session"
)

// readList reads a list as the console does.
func readList(t *testing.T, path string) *model.List {
	t.Helper()
	ctx := context.Background()
	f, err := files{}.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	read, err := f.Read(ctx, session.ReadOptions{FindHeader: true}, &table.Progress{})
	if err != nil {
		t.Fatal(err)
	}
	list, err := model.Diagnose(ctx, read.Table, columns.Guess(read.Table, "GB").Keyed(), "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestASavedListReadsTheSameAndReplacesNothingUnasked(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	source := filepath.Join(dir, "leads.csv")
	if err := os.WriteFile(source, []byte("Phone,Name\n07400 123101,Ann\n7400123102,Ben\n07400 123101,Ann\nnobody,Cy\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	list := readList(t, source)
	change, ok := list.Fixes().Change(1, model.Fix{Kind: model.FixZero})
	if !ok {
		t.Fatal("the zero cannot be put back")
	}
	list.Apply(change)
	for _, format := range []string{importer.FormatCSV, importer.FormatXLSX} {
		path := filepath.Join(dir, "out."+format)
		progress := &table.Progress{}
		got, err := files{}.Save(ctx, path, list.Snapshot(), false, progress)
		if err != nil || got != path || progress.Rows.Load() != 4 {
			t.Fatalf("saved to %q after %d rows: %v", got, progress.Rows.Load(), err)
		}
		if counts := readList(t, path).Counts(); counts != list.Counts() {
			t.Errorf("%s: read again the states are %v, want %v", format, counts, list.Counts())
		}
		if _, err := (files{}).Save(ctx, path, list.Snapshot(), false, nil); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: a second list over the first: %v", format, err)
		}
		if _, err := (files{}).Save(ctx, path, list.Snapshot(), true, nil); err != nil {
			t.Errorf("%s: replacing: %v", format, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: others can read the list: %v, %v", format, info.Mode(), err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".callsheet-*")); len(left) > 0 {
		t.Errorf("%q were left behind", left)
	}
}

func TestWhatCannotBeSavedIsSaidWithANextStep(t *testing.T) {
	list := readList(t, writeList(t))
	for name, path := range map[string]string{"no such folder": filepath.Join(t.TempDir(), "none", "a.csv"), "another format": filepath.Join(t.TempDir(), "a.txt")} {
		var advice model.UserError
		if _, err := (files{}).Save(context.Background(), path, list, false, nil); !errors.As(err, &advice) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func writeList(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "stop.csv")
	if err := os.WriteFile(path, []byte("Phone\n+44 7400 123101\n07400 123102\nnobody\n+44 7400 123101\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNumbersOfAListAreReadOnceEach(t *testing.T) {
	path := writeList(t)
	if got, err := (files{}).Numbers(context.Background(), path, session.Word{Region: "GB"}, &table.Progress{}); err != nil || !got.Country.Unanswered() || len(got.Numbers) > 0 {
		t.Errorf("without anybody's word: %+v, %v", got, err)
	}
	got, err := files{}.Numbers(context.Background(), path, session.Word{Region: "GB", From: columns.FromProfile}, &table.Progress{})
	if err != nil || got.Name != "stop.csv" || got.Unread != 1 || len(got.Numbers) != 2 || got.Numbers[0] != 447400123101 {
		t.Errorf("%+v, %v", got, err)
	}
}
