package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"callsheet/model"
)

// smallDisk is a file system with little room, of the real kind.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("only who may mount a file system can try a full one: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// stuff fills a disk to its last byte.
func stuff(t *testing.T, dir string) (empty func()) {
	t.Helper()
	name := filepath.Join(dir, "stuff")
	f, err := os.Create(name)
	ok(t, err)
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 512))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	return func() { ok(t, os.Remove(name)) }
}

func TestWorkGoesOnAfterARealDiskWasFull(t *testing.T) {
	for _, rollback := range []bool{false, true} {
		dir := smallDisk(t)
		o := Options{rollback: rollback}
		s := open(t, filepath.Join(dir, "callsheet"), o)
		b := confirmed(t, s, "Spring", 1, 2)
		empty := stuff(t, dir)
		full := func(what string, err error) {
			t.Helper()
			if !isWriteError(err) || !strings.Contains(err.Error(), "full") {
				t.Errorf("%s on a full disk: %v", what, err)
			}
		}
		var failed error
		for i := 0; i < 100 && failed == nil; i++ {
			failed = s.Campaigns.Save(ctx, []model.Record{{Campaign: b.Campaign, Draft: &model.Draft{Name: strings.Repeat("x", 5000)}}})
		}
		full("keeping", failed)
		_, err := s.Ledger.Begin(ctx, b)
		full("beginning", err)
		if got := row(t, s, b.Key).State; got != model.SendPrepared {
			t.Errorf("the batch is %s", got)
		}
		ok(t, s.Close())
		if s, err = Open(ctx, filepath.Join(dir, "callsheet"), o); err != nil {
			full("opening", err)
		} else {
			must(s.Ledger.Recover(ctx))(t)
			must(s.Campaigns.Load(ctx, b.Campaign))(t)
			_, err := s.Ledger.Begin(ctx, b)
			full("beginning", err)
			s.Close()
		}
		empty()
		s = open(t, filepath.Join(dir, "callsheet"), o)
		sound(t, s)
		must(s.Ledger.Begin(ctx, b))(t)

		// Nobody has it open when the disk becomes full: a log needs room to be
		// read, a rollback journal none.
		ok(t, s.Close())
		empty = stuff(t, dir)
		s, err = Open(ctx, filepath.Join(dir, "callsheet"), o)
		if rollback || err == nil {
			ok(t, err)
			must(s.Campaigns.Load(ctx, b.Campaign))(t)
			_, err := s.Ledger.Recover(ctx) // of what was just begun
			full("recovering", err)
			s.Close()
		} else {
			full("opening", err)
		}
		empty()
		sound(t, open(t, filepath.Join(dir, "callsheet"), o))
	}
}
