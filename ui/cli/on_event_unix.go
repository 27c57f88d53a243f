//go:build unix

package cli

import (
	"os/exec"
	"syscall"
)

// setApart runs a command where it cannot read the keys of the terminal, and ends with it
// what it has started.
func setApart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
