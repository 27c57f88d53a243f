package store

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"callsheet/model/phone"
)

// TestWhatWasKeptCanBeSeenOnADiskThatTakesNothing looks at a store after every
// way it can have been left, on disks of the real kind.
func TestWhatWasKeptCanBeSeenOnADiskThatTakesNothing(t *testing.T) {
	full := func(t *testing.T, disk string) { stuff(t, disk) }
	readOnly := func(t *testing.T, disk string) {
		if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Skipf("a disk cannot be made read-only here: %v", err)
		}
	}
	closed := func(_ *testing.T, s *Store, _ string) { s.Close() }
	opened := func(*testing.T, *Store, string) {}
	// A console that was killed leaves its log, and after a restart of the machine
	// nothing of the memory that was shared.
	killed := func(t *testing.T, s *Store, dir string) {
		log, err := os.ReadFile(filepath.Join(dir, File+"-wal"))
		ok(t, err)
		data, err := os.ReadFile(filepath.Join(dir, File))
		ok(t, err)
		s.Close()
		ok(t, os.WriteFile(filepath.Join(dir, File), data, 0o600))
		ok(t, os.WriteFile(filepath.Join(dir, File+"-wal"), log, 0o600))
		os.Remove(filepath.Join(dir, File+"-shm"))
	}
	rows := []struct {
		name     string
		rollback bool
		leave    func(*testing.T, *Store, string)
		spoil    func(*testing.T, string)
		unseen   bool // it cannot be read whole, so it is not shown
	}{
		{"closed, and the disk is full", false, closed, full, false},
		{"open elsewhere, and the disk is full", false, opened, full, false},
		{"left by a console that died, and the disk is full", false, killed, full, false},
		{"without a log, and the disk is full", true, closed, full, false},
		{"closed, and the disk is read-only", false, closed, readOnly, false},
		{"without a log, and the disk is read-only", true, closed, readOnly, false},
		{"left by a console that died, and the disk is read-only", false, killed, readOnly, true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			disk := smallDisk(t)
			dir := filepath.Join(disk, "callsheet")
			s, err := Open(ctx, dir, Options{rollback: row.rollback})
			ok(t, err)
			t.Cleanup(func() { s.Close() })
			b := confirmed(t, s, "Spring", 1, 2)
			must(s.DoNotCall.Add(ctx, []phone.Number{447400000005}, "added by hand"))(t)
			row.leave(t, s, dir)
			row.spoil(t, disk)

			seen, err := View(ctx, dir, Options{})
			if row.unseen {
				if err == nil {
					seen.Close()
					t.Fatal("what cannot be read whole is shown")
				}
				return
			}
			ok(t, err)
			defer seen.Close()
			all, err := seen.Campaigns.Summaries(ctx)
			ok(t, err)
			listed, err := seen.DoNotCall.Entries(ctx)
			ok(t, err)
			if len(all) != 1 || all[0].Draft.Name != "Spring" || len(all[0].Batches) != 1 || all[0].Batches[0].Key != b.Key || len(listed) != 1 {
				t.Errorf("seen %+v and %v", all, listed)
			}
			if _, err := seen.DoNotCall.Add(ctx, []phone.Number{447400000006}, "x"); !isWriteError(err) {
				t.Errorf("changing what is only looked at: %v", err)
			}
		})
	}
}

func TestAViewOfNothingIsAnError(t *testing.T) {
	dir := t.TempDir()
	if s, err := View(ctx, dir, Options{}); err == nil {
		s.Close()
		t.Error("a store that is not there was opened")
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("looking made %v", entries)
	}
}
