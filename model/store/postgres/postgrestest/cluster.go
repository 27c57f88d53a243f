package postgrestest

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"callsheet/model/panics"
)

// The role that owns the databases of tests, and may nothing else; it needs its password where
// it comes by TCP. Superuser is who made the cluster, and is let in by the socket alone.
const (
	Role      = "callsheet"
	Password  = "spring-tide-7"
	Superuser = "postgres"
)

// Cluster is one server with its data. Its methods fail the test they are called with, and are
// not for several goroutines.
type Cluster struct {
	Port int // on 127.0.0.1

	bin, dir  string
	encrypted bool
	as        *syscall.SysProcAttr
	server    *exec.Cmd
	ended     chan struct{} // closed once the server has ended
}

// Start makes a new cluster and starts it; it is removed with the test.
func Start(t testing.TB) *Cluster {
	t.Helper()
	Need(t)
	c, err := newCluster()
	if err == nil {
		t.Cleanup(c.remove)
		err = c.initialise()
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Shared is the cluster of all tests of this process that need none of their own. No test may
// stop it.
func Shared(t testing.TB) *Cluster {
	t.Helper()
	Need(t)
	c, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var shared = sync.OnceValues(func() (*Cluster, error) {
	c, err := newCluster()
	if err != nil {
		return nil, err
	}
	return c, c.initialise()
})

// newCluster makes the folder of a cluster, which goes with this process at the latest.
func newCluster() (*Cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	as, err := account()
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin, as: as}
	// In memory where there is a place for that; the path of a socket has to be short.
	for _, in := range []string{"/dev/shm", "/tmp", os.TempDir()} {
		if c.dir, err = os.MkdirTemp(in, "callsheet-postgres-"); err == nil {
			break
		}
	}
	if err == nil {
		err = give(c.dir, c.as)
	}
	if err == nil {
		err = sweep(c.dir, c.as)
	}
	return c, err
}

// initialise makes the data of a new cluster, and starts it.
func (c *Cluster) initialise() error {
	if err := c.run("initdb", "--pgdata", c.data(), "--username", Superuser, "--no-sync", "--wal-segsize", "1", "--encoding", "UTF8", "--locale", "C",
		"--auth-local", "trust", "--auth-host", "scram-sha-256"); err != nil {
		return err
	}
	if err := c.start(); err != nil {
		return err
	}
	return c.execute("postgres", "CREATE ROLE "+Role+" LOGIN PASSWORD '"+Password+"'")
}

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

// settings are those of every server: its socket in its own folder, and nothing written through
// to the disk, since what is tested is the death of processes and not of machines.
func (c *Cluster) settings() []string {
	set := []string{"-D", c.data(), "-k", c.dir, "-h", "127.0.0.1", "-p", strconv.Itoa(c.Port), "-F",
		"-c", "max_connections=80", "-c", "full_page_writes=off", "-c", "log_min_messages=warning", "-c", "max_wal_size=4GB"}
	if c.encrypted {
		set = append(set, "-c", "ssl=on")
	}
	return set
}

// startTime is how long a server may take to answer, on a machine that does much else.
const startTime = 90 * time.Second

// Start starts a cluster that was stopped or killed, at the port it had.
func (c *Cluster) Start(t testing.TB) {
	t.Helper()
	if err := c.start(); err != nil {
		t.Fatal(err)
	}
}

func (c *Cluster) start() error {
	const tries = 5
	var err error
	for range tries { // another program may take the port meanwhile, and a killed server's processes may still end
		if c.Port == 0 {
			if c.Port, err = freePort(); err != nil {
				return err
			}
			if err = c.launch(); err != nil {
				c.Port = 0
			}
		} else {
			err = c.launch()
		}
		if err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

func (c *Cluster) launch() error {
	log, err := os.OpenFile(filepath.Join(c.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	server := exec.Command(filepath.Join(c.bin, "postgres"), c.settings()...)
	server.SysProcAttr, server.Dir, server.Env = c.as, c.dir, environment()
	server.Stdout, server.Stderr = log, log
	if err := server.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	panics.Go(func() {
		_ = server.Wait() // it is stopped and killed
		close(ended)
	})
	c.server, c.ended = server, ended
	for deadline := time.Now().Add(startTime); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		select {
		case <-ended:
			return fmt.Errorf("the server ended while it was started: %s", c.lastWords())
		default:
		}
		if c.ready() {
			return nil
		}
	}
	c.Kill()
	return errors.New("the server did not answer")
}

// ready reports whether the server says in its folder that it lets sessions in.
func (c *Cluster) ready() bool {
	data, err := os.ReadFile(filepath.Join(c.data(), "postmaster.pid"))
	if err != nil {
		return false
	}
	lines := strings.Split(string(data), "\n")
	const status = 7 // LOCK_FILE_LINE_PM_STATUS - 1, of PostgreSQL's pidfile.h
	if len(lines) <= status || lines[0] != strconv.Itoa(c.server.Process.Pid) {
		return false
	}
	said := strings.TrimSpace(lines[status])
	return said == "ready" || said == "standby"
}

func (c *Cluster) lastWords() string {
	data, _ := os.ReadFile(filepath.Join(c.dir, "log"))
	return string(data[max(0, len(data)-1000):])
}

// Stop ends all sessions and stops the server.
func (c *Cluster) Stop() { c.end(quick) }

// Restart stops the server and starts it again.
func (c *Cluster) Restart(t testing.TB) {
	t.Helper()
	c.Stop()
	c.Start(t)
}

func (c *Cluster) end(signal os.Signal) {
	if c.server == nil {
		return
	}
	_ = c.server.Process.Signal(signal) // it may have ended by itself
	select {
	case <-c.ended:
		c.server = nil
	case <-time.After(startTime):
		c.Kill()
	}
}

// Kill ends the server and all its sessions at once, as the death of its machine would but for
// what that had not written to its disk yet.
func (c *Cluster) Kill() {
	if c.server == nil {
		return
	}
	pid := c.server.Process.Pid
	children, _ := exec.Command("ps", "-o", "pid=", "--ppid", strconv.Itoa(pid)).Output() // without ps they end by themselves, soon after
	kill(pid)
	for child := range strings.FieldsSeq(string(children)) {
		if n, err := strconv.Atoi(child); err == nil {
			kill(n)
		}
	}
	<-c.ended
	c.server = nil
}

func (c *Cluster) remove() {
	c.end(immediate)
	_ = os.RemoveAll(c.dir) // the sweeper tries again
}

// run runs a program of PostgreSQL's as whom the server runs as.
func (c *Cluster) run(name string, args ...string) error {
	_, err := c.output(name, args...)
	return err
}

func (c *Cluster) output(name string, args ...string) (string, error) {
	cmd := exec.Command(filepath.Join(c.bin, name), args...)
	cmd.SysProcAttr, cmd.Dir, cmd.Env = c.as, c.dir, environment()
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, said.String())
	}
	return out.String(), nil
}

// environment is without what would lead the programs elsewhere.
func environment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "HOME=/nonexistent"}
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
