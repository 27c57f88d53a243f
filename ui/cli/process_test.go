//go:build unix

package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"

	"callsheet/api/sandbox"
	"callsheet/ui/terminaltest"
)

// binary builds the program once for all tests here.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "callsheet-e2e-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "callsheet")
	build := exec.Command("go", "build", "-o", path, "callsheet")
	if out, err := build.CombinedOutput(); err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

// waiting is how many of the tests here run at a time, unless -parallel says another
// number: a program of its own does the work in most, and they wait for its ticks.
const waiting = 8

func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "test.parallel" })
	if !asked {
		if err := flag.Set("test.parallel", strconv.Itoa(waiting)); err != nil {
			panic(err)
		}
	}
	code := m.Run()
	if path, err := binary(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// patience is how long a test waits for what must happen: no measure of speed, but
// the end of what hangs, however busy the machine is.
const patience = 2 * time.Minute

// environment is that of a program whose home is a folder: nothing of this machine's
// own is in it but where its programs are. What is added comes last, and so wins.
func environment(home string, more ...string) []string {
	return append([]string{
		"HOME=" + home, "XDG_CONFIG_HOME=" + home, "TMPDIR=" + home, "TERM=xterm-256color", "LANG=en_GB.UTF-8", "TZ=UTC", "CALLSHEET_TIMEZONE=UTC", "CALLSHEET_THEME=dark", "PATH=" + os.Getenv("PATH"),
	}, more...)
}

// account is the environment by which a program works with a service.
func account(base, key string) []string {
	return []string{"CALLSHEET_BASE_URL=" + base, "DIALGEN_API_KEY=" + key, "DIALGEN_USER_ID=" + sandbox.DemoUser, "DIALGEN_AGENT_ID=" + sandbox.DemoAgent}
}

// command is the program with its arguments, not yet begun.
func command(env []string, args ...string) (*exec.Cmd, error) {
	path, err := binary()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(path, args...)
	cmd.Env = env
	return cmd, nil
}

// program is command, where a test can do nothing without it.
func program(t *testing.T, env []string, args ...string) *exec.Cmd {
	t.Helper()
	cmd, err := command(env, args...)
	if err != nil {
		t.Fatal(err)
	}
	return cmd
}

// server is the sandbox as a server of its own.
type server struct {
	cmd  *exec.Cmd
	base string // where it answers
}

// serveSandbox runs it until it is stopped. What it says first is written to said; nil
// = nowhere.
func serveSandbox(said *bytes.Buffer, args ...string) (*server, error) {
	cmd, err := command(nil, append([]string{"sandbox", "--addr", "127.0.0.1:0"}, args...)...)
	if err != nil {
		return nil, err
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{cmd: cmd}
	line := make([]byte, 500)
	n, err := stderr.Read(line)
	if err != nil {
		s.kill()
		return nil, err
	}
	if said != nil {
		said.Write(line[:n])
	}
	_, s.base, _ = strings.Cut(string(line[:n]), "answers at ")
	s.base, _, _ = strings.Cut(s.base, ". ")
	return s, nil
}

// startSandbox is serveSandbox, until the test ends.
func startSandbox(t *testing.T, said *bytes.Buffer, args ...string) *server {
	t.Helper()
	s, err := serveSandbox(said, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	return s
}

func (s *server) kill() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

// ends stops it as ctrl+c does and returns its exit code.
func (s *server) ends(t *testing.T) int {
	t.Helper()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode()
}

// tells decodes what it says of itself, such as its dials.
func (s *server) tells(what string, answer any) error {
	reply, err := http.Get(s.base + "/sandbox/" + what)
	if err != nil {
		return err
	}
	defer reply.Body.Close()
	return json.NewDecoder(reply.Body).Decode(answer)
}

// terminal is the program running in a real terminal.
type terminal struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	mu   sync.Mutex
	raw  bytes.Buffer  // all that was written
	sent int           // how much of it was when keys were last sent
	out  bytes.Buffer  // what was seen of it, in lines of text
	seen int           // where the last expectation was met
	done chan struct{} // closed when all was read; nil = nobody reads
}

// start runs the program in a terminal. Its home is new, unless the environment names
// another.
func start(t *testing.T, cols, rows uint16, env []string, args ...string) *terminal {
	t.Helper()
	s := inTerminal(t, cols, rows, program(t, environment(t.TempDir(), env...), args...))
	s.drawn()
	return s
}

// drawn reads from now on what the command draws.
func (s *terminal) drawn() {
	s.done = make(chan struct{})
	go s.read()
}

// inTerminal begins a command in a terminal that nobody reads yet.
func inTerminal(t *testing.T, cols, rows uint16, cmd *exec.Cmd) *terminal {
	t.Helper()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: cols, Rows: rows})
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) || errors.Is(err, pty.ErrUnsupported) {
		t.Skipf("no pseudo-terminal can be opened here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	s := &terminal{t: t, cmd: cmd, tty: tty}
	t.Cleanup(func() {
		cmd.Process.Kill()
		tty.Close()
		if s.done != nil {
			<-s.done
		}
	})
	return s
}

func (s *terminal) read() {
	defer close(s.done)
	buf := make([]byte, 64<<10)
	var log terminaltest.ScreenLog
	for {
		n, err := s.tty.Read(buf)
		s.mu.Lock()
		s.raw.Write(buf[:n])
		s.out.WriteString(log.Read(buf[:n]))
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (s *terminal) since(from int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.out.Bytes()[from:])
}

// sees waits until a text was drawn since the last expectation.
func (s *terminal) sees(text string) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	for !strings.Contains(s.since(s.seen), text) {
		if time.Now().After(deadline) {
			s.t.Fatalf("%q was not drawn; what was is\n%s", text, s.since(s.seen))
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// types sends keys; what is drawn from here on counts for the next expectation.
func (s *terminal) types(keys string) {
	s.t.Helper()
	s.mu.Lock()
	s.seen, s.sent = s.out.Len(), s.raw.Len()
	s.mu.Unlock()
	if _, err := io.WriteString(s.tty, keys); err != nil {
		s.t.Fatal(err)
	}
}

// ends waits until the program has ended and returns its exit code.
func (s *terminal) ends() int {
	s.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- s.cmd.Wait() }()
	select {
	case <-ended:
		if s.done != nil {
			<-s.done // all that it wrote is read
		}
		return s.cmd.ProcessState.ExitCode()
	case <-time.After(patience):
		s.t.Fatal("the program did not end")
	}
	return -1
}

const (
	enterKey = "\r"
	nextKey  = "\x0e" // ctrl+n
	leaveKey = "\x03" // ctrl+c
)

// BenchmarkFirstFrame measures from the start of the process to the first screen, on a
// terminal that answers nothing: a tenth of a second of it is the wait for its background.
func BenchmarkFirstFrame(b *testing.B) {
	if _, err := binary(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		cmd, err := command(environment(b.TempDir()), "demo")
		if err != nil {
			b.Fatal(err)
		}
		tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 80, Rows: 24})
		if err != nil {
			b.Skipf("no pseudo-terminal can be opened here: %v", err)
		}
		var seen []byte
		buf := make([]byte, 64<<10)
		for !bytes.Contains(seen, []byte("SANDBOX")) {
			n, err := tty.Read(buf)
			if err != nil {
				b.Fatalf("%v after %q", err, seen)
			}
			seen = append(seen, buf[:n]...)
		}
		b.StopTimer()
		cmd.Process.Kill()
		cmd.Wait()
		tty.Close()
		b.StartTimer()
	}
}
