package postgrestest

import (
	"io"
	"os/exec"
	"sync"
	"syscall"
)

// sweep starts the shell that ends what runs in a folder and removes it once this process has
// ended, however that does: its standard input ends then. What runs there has the number of its
// process in a file.
func sweep(dir string, as *syscall.SysProcAttr) error {
	sweeper := exec.Command("/bin/sh", "-c", `cat >/dev/null
		for f in "$0"/data/postmaster.pid "$0"/bouncer*/pid; do [ -f "$f" ] && kill -QUIT "$(head -n 1 "$f")"; done
		sleep 1
		rm -rf "$0"`, dir)
	sweeper.SysProcAttr, sweeper.Dir = as, "/"
	until, err := sweeper.StdinPipe()
	if err != nil {
		return err
	}
	pipes.Lock()
	defer pipes.Unlock()
	pipes.open = append(pipes.open, until)
	return sweeper.Start()
}

// pipes stay open for as long as the process lives.
var pipes struct {
	sync.Mutex
	open []io.Closer
}
