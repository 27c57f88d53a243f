//go:build !unix

package postgrestest

import (
	"errors"
	"os"
	"syscall"
)

func account() (*syscall.SysProcAttr, error) {
	return nil, errors.New("servers are run for tests on Unix alone")
}

func give(string, *syscall.SysProcAttr) error { return nil }

func kill(int) {}

var quick, immediate = os.Interrupt, os.Kill
