//go:build linux || darwin

package cli

import (
	"math"

	"golang.org/x/sys/unix"
)

// freeSpace is how many bytes whoever runs this program may write into a folder.
func freeSpace(dir string) (bytes int64, known bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, false
	}
	free := s.Bavail * uint64(s.Bsize) //nolint:gosec // no block has a size below nought
	return int64(min(free, math.MaxInt64)), true
}
