//go:build darwin || freebsd

package store

import "golang.org/x/sys/unix"

// reach tells how far a folder reaches: whether it may be shared between hosts,
// where the shared memory of a write-ahead log is not, and whether it is surely
// this host's alone, so that a lock nobody here has nobody has.
func reach(dir string) (network, local bool) {
	var fs unix.Statfs_t
	if unix.Statfs(dir, &fs) != nil {
		return false, false
	}
	local = fs.Flags&unix.MNT_LOCAL != 0
	return !local, local
}
