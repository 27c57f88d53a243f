package postgrestest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"callsheet/model/panics"
)

// Bouncer starts a pgbouncer in front of a database, which gives each transaction the next free
// of two connections (pool_mode = transaction), and returns its address. The test is skipped
// where there is none.
func (d Database) Bouncer(t testing.TB) string {
	t.Helper()
	program, err := exec.LookPath("pgbouncer")
	if err != nil {
		if program = "/usr/sbin/pgbouncer"; !isFile(program) {
			t.Skip("pgbouncer is not installed")
		}
	}
	dir, err := os.MkdirTemp(d.dir, "bouncer")
	if err != nil {
		t.Fatal(err)
	}
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	settings := fmt.Sprintf(`[databases]
%s = host=%s port=%d user=%s
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = %d
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
pidfile = %s
logfile = %s
`, d.Name, d.dir, d.Port, Role, port, filepath.Join(dir, "pid"), filepath.Join(dir, "log"))
	file := filepath.Join(dir, "settings.ini")
	if err := os.WriteFile(file, []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := give(dir, d.as); err != nil {
		t.Fatal(err)
	}
	bouncer := exec.Command(program, "--quiet", file)
	bouncer.SysProcAttr, bouncer.Dir, bouncer.Env = d.as, dir, environment()
	if err := bouncer.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	panics.Go(func() {
		_ = bouncer.Wait() // it is killed
		close(ended)
	})
	t.Cleanup(func() {
		kill(bouncer.Process.Pid)
		<-ended
	})
	for deadline := time.Now().Add(startTime); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		select {
		case <-ended:
			said, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Fatalf("pgbouncer ended: %s", said)
		default:
		}
		if conn, err := net.Dial("tcp", "127.0.0.1:"+strconv.Itoa(port)); err == nil {
			_ = conn.Close() // it answers
			return d.At(port)
		}
	}
	t.Fatal("pgbouncer does not answer")
	return ""
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
