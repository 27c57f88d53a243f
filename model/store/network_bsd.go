//go:build darwin || freebsd

package store

import "golang.org/x/sys/unix"

// onNetwork reports whether a folder may be shared between hosts, where the
// shared memory of a write-ahead log is not.
func onNetwork(dir string) bool {
	var fs unix.Statfs_t
	return unix.Statfs(dir, &fs) == nil && fs.Flags&unix.MNT_LOCAL == 0
}
