//go:build unix

package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"callsheet/model"
)

// modes are the permissions of everything below a folder, itself included.
func modes(t *testing.T, dir string) map[string]fs.FileMode {
	t.Helper()
	found := map[string]fs.FileMode{}
	ok(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		found[strings.TrimPrefix(path, filepath.Dir(dir))] = info.Mode()
		return err
	}))
	return found
}

func TestFilesAreTheirOwnersAloneWhateverTheUmask(t *testing.T) {
	for _, umask := range []int{0, 0o022, 0o077, 0o277, 0o777} {
		for _, rollback := range []bool{false, true} {
			base := t.TempDir()
			func() {
				old := syscall.Umask(umask)
				defer syscall.Umask(old)
				dir := filepath.Join(base, "data", "callsheet")
				s := open(t, dir, Options{rollback: rollback})
				confirmed(t, s, "Spring", 1)
				tx, err := s.db.writer.BeginTx(ctx, nil)
				ok(t, err)
				must(tx.ExecContext(ctx, `UPDATE campaigns SET name = 'x'`))(t)
				found := modes(t, filepath.Join(base, "data"))
				ok(t, tx.Rollback())
				beside := "-wal"
				if rollback {
					beside = "-journal"
				}
				if _, ok := found["/data/callsheet/"+File+beside]; !ok || len(found) < 6 {
					t.Errorf("umask %o: only %v", umask, found)
				}
				for name, mode := range found {
					want := oneLogin.file
					if mode.IsDir() {
						want = oneLogin.folder
					}
					if mode.Perm() != want {
						t.Errorf("umask %o: %s has %v", umask, name, mode)
					}
				}
			}()
		}
	}
}

func TestFilesThatOthersCanReadAreClosedToThem(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	confirmed(t, s, "Spring", 1)
	ok(t, os.Chmod(dir, 0o777))
	for _, name := range []string{"", "-wal", "-shm"} {
		ok(t, os.Chmod(s.db.path+name, 0o666))
	}
	open(t, dir, Options{})
	for name, mode := range modes(t, dir) {
		if mode.Perm()&^0o700 != 0 {
			t.Errorf("%s has %v", name, mode)
		}
	}
}

func TestWhatIsNotAFolderOrAFileIsRefused(t *testing.T) {
	cases := []struct {
		name string
		make func(dir string) error
	}{
		{"a file in the folder's place", func(dir string) error { return os.WriteFile(dir, nil, 0o600) }},
		{"a folder in the database's place", func(dir string) error { return os.MkdirAll(filepath.Join(dir, File), 0o700) }},
		{"a link in the database's place", func(dir string) error {
			ok(t, os.Mkdir(dir, 0o700))
			return os.Symlink("/etc/passwd", filepath.Join(dir, File))
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "callsheet")
			ok(t, c.make(dir))
			_, err := Open(ctx, dir, Options{})
			if _, advised := err.(model.UserError); !advised || !strings.Contains(err.Error(), dir) {
				t.Errorf("error %v", err)
			}
		})
	}
}
