//go:build !unix

package cli

import "os/exec"

// setApart is nothing where processes have no sessions.
func setApart(*exec.Cmd) {}
