//go:build unix

package config

import (
	"io/fs"
	"os"
	"os/exec"
	"syscall"
)

// setApart runs a command where it cannot read the keys of the terminal, nor write to it,
// and ends with it what it has started.
func setApart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// openTo says to whom a file with a key is open beside whoever runs this program: that
// others may read or write it, and whether it is somebody else's.
func openTo(info fs.FileInfo) (others, notOurs bool) {
	owner, known := info.Sys().(*syscall.Stat_t)
	return info.Mode().Perm()&0o077 != 0, !known || int(owner.Uid) != os.Geteuid()
}
