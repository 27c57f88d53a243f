//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAConsoleWhoseStoreVanishesSaysSoAndSendsNothing(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	s := start(t, 100, 30, d.env, d.spring())
	s.sees("column names in row 1")
	s.types("\r")
	s.sees("What does each column mean?")
	s.types("\x0e")
	s.sees("saved")
	for _, name := range d.storeFiles() {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	s.sees("is gone: nothing is saved or sent")
	s.types("\x03")
	s.sees("Leave without saving?")
	s.types("\x1b[B\r")
	s.ends()
	if n := service.Requests()["POST /api/v1/batch"]; n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

// The database alone is deleted, of a store with an accepted batch: nothing is
// sent as if it were new.
func TestAUsedStoreThatIsGoneIsNoFirstStart(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	d.send(d.spring()).exits(0)
	for _, name := range d.storeFiles() {
		if filepath.Base(name) != "callsheet.witness" {
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, args := range [][]string{
		{"send", d.spring(), "--yes"}, {"send", d.spring(), "--dry-run"}, {"send", d.spring(), "--yes", "--again"}, {"resolve"}, {"list"}, {"dnc", "add", "+447400123101"}, {"purge", "--all", "--yes"},
	} {
		d.run(args...).exits(1).explains("is not there any more", "Put the latest one back")
	}
	if n := service.Requests()["POST /api/v1/batch"]; n != 1 {
		t.Errorf("%d requests were made", n)
	}
}

// storeFiles are the files campaigns are kept in.
func (d *harness) storeFiles() []string {
	d.t.Helper()
	var files []string
	err := filepath.WalkDir(d.home, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && len(entry.Name()) > 9 && entry.Name()[:9] == "callsheet" && filepath.Ext(entry.Name()) != ".toml" {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		d.t.Fatalf("no store in %s: %v", d.home, err)
	}
	return files
}
