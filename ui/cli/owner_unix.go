//go:build unix

package cli

import (
	"io/fs"
	"os"
	"syscall"
)

// isOurs reports whether a file belongs to whoever runs this program.
func isOurs(info fs.FileInfo) bool {
	owner, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(owner.Uid) == os.Geteuid()
}
