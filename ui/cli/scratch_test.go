//go:build unix

package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"callsheet/model"
)

// dead makes a scratch folder as a program leaves it that was killed.
func dead(t *testing.T, in, prefix string) string {
	t.Helper()
	s, err := makeScratch(in, prefix)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.path, "people.csv"), []byte("Phone\n+447400123101\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.lock.Close() // the system does so for whoever is killed
	return s.path
}

func TestOnlyOurDeadFoldersAreSwept(t *testing.T) {
	tmp, elsewhere := t.TempDir(), t.TempDir()
	gone := []string{dead(t, tmp, demoPrefix), dead(t, tmp, demoPrefix)}
	linked := filepath.Join(tmp, demoPrefix+"link")
	outside := dead(t, elsewhere, demoPrefix)
	if err := os.Symlink(outside, linked); err != nil {
		t.Fatal(err)
	}
	unlocked := filepath.Join(tmp, demoPrefix+"somebodys")
	if err := os.Mkdir(unlocked, 0o700); err != nil {
		t.Fatal(err)
	}
	lockIsLink := dead(t, tmp, demoPrefix)
	if err := os.Remove(filepath.Join(lockIsLink, scratchLock)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, scratchLock), filepath.Join(lockIsLink, scratchLock)); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(tmp, demoPrefix+"file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	kept, err := newScratch(tmp, "other-")
	if err != nil {
		t.Fatal(err)
	}
	kept.save()
	alive, err := makeScratch(tmp, demoPrefix)
	if err != nil {
		t.Fatal(err)
	}
	defer alive.remove()
	sweep(tmp, demoPrefix)
	sweep(tmp, "other-")
	for _, path := range gone {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s of a dead program is still there", path)
		}
	}
	for name, path := range map[string]string{
		"a link": linked, "what the link leads to": outside, "a folder without a lock": unlocked,
		"one whose lock is a link": lockIsLink, "a file": file, "one that was to be kept": kept.path, "one in use": alive.path,
	} {
		if _, err := os.Lstat(path); err != nil {
			t.Errorf("%s was swept: %v", name, err)
		}
	}
}

// A folder of another user's is left alone, also by root.
func TestSomebodyElsesFolderIsNotSwept(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a folder to somebody else")
	}
	tmp := t.TempDir()
	path := dead(t, tmp, demoPrefix)
	if err := os.Chown(path, 65534, 65534); err != nil {
		t.Skipf("nothing can be given away here: %v", err)
	}
	sweep(tmp, demoPrefix)
	if _, err := os.Lstat(path); err != nil {
		t.Errorf("it was swept: %v", err)
	}
}

// saverEnv makes the test binary write half a list and wait to be killed.
const saverEnv = "CALLSHEET_TEST_SAVER"

func init() {
	path := os.Getenv(saverEnv)
	if path == "" {
		return
	}
	_ = writeWhole(context.Background(), path, true, func(w io.Writer) error {
		if _, err := io.WriteString(w, "Phone\n+4474001231"); err != nil {
			return err
		}
		os.Stdout.WriteString("half\n")
		select {}
	})
	os.Exit(1)
}

func TestAKilledSaveLeavesNoHalfFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "leads repaired.csv")
	if err := os.WriteFile(path, []byte("before\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), saverEnv+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	if data, err := os.ReadFile(path); err != nil || string(data) != "before\n" {
		t.Errorf("what was there is %q, %v", data, err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, partPrefix+"*")); len(left) != 1 {
		t.Fatalf("the killed one left %q", left)
	}
	if _, err := (files{}).Save(t.Context(), path, readList(t, writeList(t)), true, nil); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, partPrefix+"*")); len(left) != 0 {
		t.Errorf("after the next one %q are left", left)
	}
}

func TestWhereNothingCanBeWrittenIsSaid(t *testing.T) {
	list := readList(t, writeList(t))
	folder := filepath.Join(t.TempDir(), "mine.csv")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	long := filepath.Join(t.TempDir(), strings.Repeat("x", 300)+".csv")
	for _, c := range []struct{ name, path, says string }{
		{"a folder", folder, "is a folder"},
		{"a folder that is not there", filepath.Join(folder, "none", "a.csv"), "there is no folder"},
		{"a file taken for a folder", filepath.Join(writeList(t), "a.csv"), "a file and no folder"},
		{"a name that is too long", long, "too long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, replace := range []bool{false, true} {
				_, err := files{}.Save(t.Context(), c.path, list, replace, nil)
				var advice model.UserError
				if !errors.As(err, &advice) && !(errors.Is(err, fs.ErrExist) && !replace) || errors.As(err, &advice) && !strings.Contains(err.Error(), c.says) {
					t.Errorf("replacing %v: %v", replace, err)
				}
			}
			checked := runProgram(t.Context(), "check", writeList(t), "--rows", c.path)
			if checked.code != exitFailed || !strings.Contains(checked.err, c.says) {
				t.Errorf("check: exit code %d: %s", checked.code, checked.err)
			}
		})
	}
	if _, err := (files{}).Save(t.Context(), folder, list, false, nil); err == nil || errors.Is(err, fs.ErrExist) {
		t.Errorf("a folder may be replaced: %v", err)
	}
}
