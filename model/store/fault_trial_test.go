package store

import (
	"os"
	"path/filepath"
	"testing"

	lib "modernc.org/sqlite/lib"
)

// trial plays the history on a disk with faults.
type trial struct {
	folder string
	acts   []act
	states []string // what is stored before each act, and at the end
	disk   *disk
	o      Options
}

func newTrial(t *testing.T, rollback bool) *trial {
	d := newDisk(t)
	tr := &trial{folder: t.TempDir(), acts: history(t), disk: d, o: Options{vfs: d.name, rollback: rollback, Now: newClock().Now}}
	s := tr.open(t, filepath.Join(tr.folder, "sound"))
	for _, a := range tr.acts {
		tr.states = append(tr.states, everything(t, s))
		if err := a.do(s); err != nil {
			t.Fatalf("%s: %v", a.name, err)
		}
	}
	tr.states = append(tr.states, everything(t, s))
	ok(t, s.Close())
	return tr
}

func (tr *trial) open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(ctx, dir, tr.o)
	ok(t, err)
	return s
}

// operations is how often the disk is written to in the whole history.
func (tr *trial) operations(t *testing.T) int {
	s := tr.open(t, filepath.Join(tr.folder, "counted"))
	defer s.Close()
	tr.disk.set(nil)
	for _, a := range tr.acts {
		ok(t, a.do(s))
	}
	n, _ := tr.disk.counted()
	return n
}

// play does every act; one that fails is done again once the disk is sound. It
// returns how many failed.
func (tr *trial) play(t *testing.T, fail func(n int, op string) fault) (failures int) {
	dir := filepath.Join(tr.folder, "faulty")
	defer os.RemoveAll(dir)
	s := tr.open(t, dir)
	defer func() { s.Close() }()
	tr.disk.set(fail)
	for i, a := range tr.acts {
		err := a.do(s)
		_, hits := tr.disk.counted()
		if err == nil {
			continue
		}
		failures++
		tr.disk.set(nil)
		if !isWriteError(err) || len(hits) == 0 {
			t.Fatalf("%s: %v, after %q", a.name, err, hits)
		}
		// A kill at this moment: what was acknowledged is there, what failed may
		// be, and is then known to be open.
		killed := dir + " killed"
		copyFolder(t, dir, killed)
		k := tr.open(t, killed)
		sound(t, k)
		if got := everything(t, k); got != tr.states[i] && got != tr.states[i+1] {
			t.Fatalf("%s failed at %q, and a kill then leaves\n%s\nwant\n%s\nor\n%s", a.name, hits, got, tr.states[i], tr.states[i+1])
		}
		ok(t, k.Close())
		ok(t, os.RemoveAll(killed))
		if got := everything(t, s); got != tr.states[i] {
			t.Fatalf("%s failed at %q and left\n%s\nwant\n%s", a.name, hits, got, tr.states[i])
		}
		proved(t, s)
		if err := a.do(s); err != nil {
			t.Fatalf("%s again: %v", a.name, err)
		}
	}
	tr.disk.set(nil)
	ok(t, s.Close())
	s = tr.open(t, dir)
	sound(t, s)
	if got := everything(t, s); got != tr.states[len(tr.acts)] {
		t.Fatalf("in the end there is\n%s\nwant\n%s", got, tr.states[len(tr.acts)])
	}
	count(t, s, 1, `SELECT count(*) FROM row_sets`)
	return failures
}

// The ways a disk fails.
var faults = []struct {
	name  string
	fails func(at int) func(n int, op string) fault
}{
	{"an operation fails", func(at int) func(int, string) fault {
		return func(n int, op string) fault {
			if n != at {
				return fault{}
			}
			return fault{code: lib.SQLITE_IOERR_WRITE}
		}
	}},
	{"an operation is half done and fails", func(at int) func(int, string) fault {
		return func(n int, op string) fault {
			if n != at {
				return fault{}
			}
			return fault{code: lib.SQLITE_IOERR_WRITE, half: true}
		}
	}},
	{"the disk is full from then on", func(at int) func(int, string) fault {
		return func(n int, op string) fault {
			if n < at || op == opSync || op == opTruncate || op == opDelete {
				return fault{}
			}
			return fault{code: lib.SQLITE_FULL}
		}
	}},
	{"the disk is gone from then on", func(at int) func(int, string) fault {
		return func(n int, op string) fault {
			if n < at {
				return fault{}
			}
			return fault{code: lib.SQLITE_IOERR_WRITE, half: n%2 == 0}
		}
	}},
}
