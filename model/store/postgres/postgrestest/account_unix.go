//go:build unix

package postgrestest

import (
	"errors"
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// account is whom a server runs as: this user, or an ordinary one where this is root.
func account() (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Setpgid: true} // what interrupts the tests is not for the server
	if os.Geteuid() != 0 {
		return attr, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err1 == nil && err2 == nil && uid != 0 {
			attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
			return attr, nil
		}
	}
	return nil, errors.New("PostgreSQL does not run as root, and there is no user postgres or nobody")
}

// give makes a folder that of whom the server runs as.
func give(dir string, to *syscall.SysProcAttr) error {
	if to.Credential == nil {
		return nil
	}
	return os.Chown(dir, int(to.Credential.Uid), int(to.Credential.Gid))
}

// kill ends a server at once, with all processes of it.
func kill(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) } // it may have ended by itself

// quick and immediate stop a server: once its sessions were ended, and without even that.
const quick, immediate = syscall.SIGINT, syscall.SIGQUIT
