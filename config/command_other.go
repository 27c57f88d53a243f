//go:build !unix

package config

import (
	"io/fs"
	"os/exec"
)

// setApart is nothing where processes have no sessions.
func setApart(*exec.Cmd) {}

// openTo says nothing of files where folders of users are their own, and modes say nothing.
func openTo(fs.FileInfo) (others, notOurs bool) { return false, false }
