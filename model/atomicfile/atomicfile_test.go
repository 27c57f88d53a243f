package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestAFileIsThereWholeOrNotAtAll(t *testing.T) {
	full := errors.New("the disk is full")
	cut := func(w io.Writer) error {
		_, _ = io.WriteString(w, "hal")
		return full
	}
	for _, row := range []struct {
		claim  string
		place  func(part, path string, write func(io.Writer) error) error
		before string // "" = nothing is there
		write  func(io.Writer) error
		err    error
		after  string
	}{
		{"a new one is made", Create, "", text("new"), nil, "new"},
		{"a new one takes no other's place", Create, "old", text("new"), fs.ErrExist, "old"},
		{"a new one that is cut short is not there", Create, "", cut, full, ""},
		{"one takes another's place", Replace, "old", text("new"), nil, "new"},
		{"one may be the first", Replace, "", text("new"), nil, "new"},
		{"one that is cut short leaves the other", Replace, "old", cut, full, "old"},
	} {
		t.Run(row.claim, func(t *testing.T) {
			dir := t.TempDir()
			path, part := filepath.Join(dir, "file"), filepath.Join(dir, "part")
			// What an earlier process left is written over.
			if err := os.WriteFile(part, []byte("much longer than what is written now"), 0o644); err != nil {
				t.Fatal(err)
			}
			if row.before != "" {
				if err := os.WriteFile(path, []byte(row.before), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if err := row.place(part, path, row.write); !errors.Is(err, row.err) {
				t.Errorf("error %v", err)
			}
			got, err := os.ReadFile(path)
			if string(got) != row.after || (err == nil) != (row.after != "") {
				t.Errorf("there is %q, %v", got, err)
			}
			if info, err := os.Stat(path); row.err == nil && (err != nil || info.Mode() != 0o600) {
				t.Errorf("%v, %v", info.Mode(), err)
			}
			if _, err := os.Lstat(part); !errors.Is(err, fs.ErrNotExist) {
				t.Error("a part is left")
			}
		})
	}
}

func TestWhatCannotBeWrittenIsAnError(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone", "file")
	if err := Replace(gone+".part", gone, text("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}
