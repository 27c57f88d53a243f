package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

const (
	demoPrefix = "callsheet-demo-" // of demo folders, among other people's
	partPrefix = ".callsheet-"     // of folders in which a file is being written

	scratchLock = "lock"
	// maxSwept bounds how many entries of a folder are looked at.
	maxSwept = 10_000
)

// scratch is a folder for files that hold people's numbers and are not to
// outlive the program. As long as it is used its lock is held, which the system
// takes away however the program ends; whoever makes the next one beside it
// removes those that nobody holds.
type scratch struct {
	path string
	lock *flock.Flock // nil where the file system knows no locks
}

// newScratch makes a folder in another one, after sweeping it.
func newScratch(in, prefix string) (scratch, error) {
	sweep(in, prefix)
	const tries = 3 // another sweep may take a folder whose lock is not held yet
	for range tries - 1 {
		if s, err := makeScratch(in, prefix); !errors.Is(err, errSwept) {
			return s, err
		}
	}
	return makeScratch(in, prefix)
}

var errSwept = errors.New("the folder was taken away")

func makeScratch(in, prefix string) (scratch, error) {
	path, err := os.MkdirTemp(in, prefix)
	if err != nil {
		return scratch{}, err
	}
	s := scratch{path: path, lock: flock.New(filepath.Join(path, scratchLock), flock.SetPermissions(0o600))}
	held, err := s.lock.TryLock()
	switch {
	case err != nil:
		// Without its lock a folder is never swept: it may be in use.
		os.Remove(s.lock.Path())
		s.lock = nil
		if _, err := os.Stat(path); err != nil {
			return scratch{}, errSwept
		}
	case !held:
		return scratch{}, errSwept
	}
	return s, nil
}

// remove takes the folder away with all that is in it.
func (s scratch) remove() {
	if s.lock != nil {
		s.lock.Close()
	}
	os.RemoveAll(s.path)
}

// save leaves the folder to the operator: it is never swept.
func (s scratch) save() {
	if s.lock != nil {
		os.Remove(s.lock.Path())
		s.lock.Close()
	}
}

// sweep removes the scratch folders in a folder whose program died. It touches
// none of somebody else's, no link, and nothing without a lock of ours in it.
func sweep(in, prefix string) {
	dir, err := os.Open(in)
	if err != nil {
		return
	}
	defer dir.Close()
	entries, _ := dir.ReadDir(maxSwept)
	for _, e := range entries {
		if e.IsDir() && strings.HasPrefix(e.Name(), prefix) {
			removeDead(filepath.Join(in, e.Name()))
		}
	}
}

func removeDead(path string) {
	if info, err := os.Lstat(path); err != nil || !info.IsDir() || !isOurs(info) {
		return
	}
	name := filepath.Join(path, scratchLock)
	if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() || !isOurs(info) {
		return
	}
	lock := flock.New(name, flock.SetFlag(os.O_RDWR))
	held, err := lock.TryLock()
	if err != nil || !held {
		return
	}
	scratch{path, lock}.remove()
}
