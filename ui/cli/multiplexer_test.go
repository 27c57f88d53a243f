//go:build unix

package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// multiplexer is a program that draws the console on a screen of its own, and that again in
// whatever terminal looks at it. Nobody looks at this one.
type multiplexer struct {
	t    *testing.T
	env  []string
	keys func(key string) []string // types a key
	look func() string             // what is on the screen
	ends []string                  // fails once it has ended
	stop []string
}

// inTmux begins the program with its arguments in tmux, in a window of 120x40.
func inTmux(t *testing.T, home string, args ...string) *multiplexer {
	t.Helper()
	on := []string{"tmux", "-L", "callsheet", "-f", "/dev/null", "-u"}
	do := func(words ...string) []string { return slices.Concat(on, words) }
	m := &multiplexer{
		t: t, env: within(home, "TMUX_TMPDIR="+home),
		keys: func(key string) []string { return do("send-keys", "-l", key) },
		ends: do("has-session"), stop: do("kill-server"),
	}
	m.look = func() string { return m.run(do("capture-pane", "-p")) }
	m.begin(do(append([]string{"new-session", "-d", "-x", "120", "-y", "40"}, args...)...), args)
	return m
}

// inScreen begins it in GNU screen, in a window of 80x24. What is seen there of text beyond ASCII
// is nonsense: screen writes down one byte of each cell.
func inScreen(t *testing.T, home string, args ...string) *multiplexer {
	t.Helper()
	to := func(words ...string) []string {
		return append([]string{"screen", "-S", "callsheet", "-p", "0"}, words...)
	}
	m := &multiplexer{
		t: t, env: within(home, "SCREENDIR="+filepath.Join(home, "screen")),
		keys: func(key string) []string { return to("-X", "stuff", key) },
		ends: to("-X", "select", "0"), stop: to("-X", "quit"),
	}
	written := filepath.Join(home, "screen.txt")
	m.look = func() string {
		m.run(to("-X", "hardcopy", written))
		text, _ := os.ReadFile(written) // none where it has not been written yet
		return string(text)
	}
	if err := os.Mkdir(filepath.Join(home, "screen"), 0o700); err != nil {
		t.Fatal(err)
	}
	m.begin(append([]string{"screen", "-c", "/dev/null", "-U", "-S", "callsheet", "-d", "-m"}, args...), args)
	return m
}

// inMosh begins it on a server of mosh, and shows in tmux what mosh's client makes of it.
func inMosh(t *testing.T, home string, args ...string) *multiplexer {
	t.Helper()
	if _, err := exec.LookPath("mosh-server"); err != nil {
		t.Skip("there is no mosh-server here")
	}
	m := &multiplexer{t: t, env: within(home, "MOSH_SERVER_NETWORK_TMOUT=600")}
	// Any free port of its usual ones is taken.
	said, err := m.try(append([]string{"mosh-server", "new", "-i", "127.0.0.1", "-c", "256", "--"}, args...))
	where := regexp.MustCompile(`MOSH CONNECT (\d+) (\S+)`).FindStringSubmatch(said)
	if err != nil || where == nil {
		t.Fatalf("mosh-server does not begin %q: %v: %s", args, err, said)
	}
	return inTmux(t, home, "env", "MOSH_KEY="+where[2], "mosh-client", "127.0.0.1", where[1])
}

// within is the environment of a program in a multiplexer, which says what terminal that is, and
// takes text for UTF-8.
func within(home string, more ...string) []string {
	return append(environment(home, "LC_ALL=C.UTF-8"), more...)
}

// begin runs a command that begins the program.
func (m *multiplexer) begin(command, args []string) {
	m.t.Helper()
	if _, err := exec.LookPath(command[0]); err != nil {
		m.t.Skipf("there is no %s here", command[0])
	}
	m.t.Cleanup(func() { _, _ = m.try(m.stop) }) // has ended where the test held
	if text, err := m.try(command); err != nil {
		m.t.Fatalf("%s does not begin %q: %v: %s", command[0], args, err, text)
	}
}

func (m *multiplexer) try(command []string) (string, error) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = m.env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// run is what a command prints; where it fails, the program may not have begun yet.
func (m *multiplexer) run(command []string) string {
	out, _ := m.try(command)
	return out
}

// sees waits until words are on the screen, and returns what is.
func (m *multiplexer) sees(words string) string {
	m.t.Helper()
	screen := ""
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if screen = m.look(); strings.Contains(screen, words) {
			return screen
		}
	}
	m.t.Fatalf("%q is not on the screen, but\n%s", words, screen)
	return ""
}

func (m *multiplexer) types(key string) {
	m.t.Helper()
	if text, err := m.try(m.keys(key)); err != nil {
		m.t.Fatalf("%q cannot be typed: %v: %s", key, err, text)
	}
}

// left waits until the program has ended.
func (m *multiplexer) left() {
	m.t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if _, err := m.try(m.ends); err != nil {
			return
		}
	}
	m.t.Fatalf("it goes on:\n%s", m.look())
}

// shortHome is a home whose path is short enough to hold a socket.
func shortHome(t *testing.T) string {
	t.Helper()
	home, err := os.MkdirTemp("", "callsheet")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(home) })
	return home
}

func TestTheConsoleGoesFromAListToItsReviewInAMultiplexer(t *testing.T) {
	t.Parallel()
	for name, begin := range map[string]func(*testing.T, string, ...string) *multiplexer{"tmux": inTmux, "screen": inScreen, "mosh": inMosh} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := begin(t, shortHome(t), program(t, nil, "demo", "--speed", "3600").Args...)
			for _, step := range []struct{ words, key string }{
				{"These are its first rows", enterKey},
				{"Which country are these numbers from?", enterKey},
				{"What does each column mean?", nextKey},
				{"Leading zero lost", "a"},
				{"6 rows: the zero is put back", nextKey},
				{"Calls a second", nextKey},
				{"exactly what will happen", leaveKey},
			} {
				m.sees(step.words)
				m.types(step.key)
			}
			m.left()
		})
	}
}

// However wide the multiplexer takes what is before it, each number stands in its column.
func TestNamesOfEveryScriptKeepTheirColumnsInAMultiplexer(t *testing.T) {
	t.Parallel()
	people := [][2]string{
		{"Anna Smith", "+44 7400 123101"}, {"अनिता शर्मा", "+91 98765 43210"}, {"ശ്രീദേവി നായർ", "+91 98765 43211"}, {"முருகன்", "+91 98765 43212"},
		{"অনির্বাণ", "+91 98765 43213"}, {"สมชาย ใจดี", "+66 81 234 5678"}, {"محمد علي", "+971 50 123 4567"}, {"דוד כהן", "+972 50 234 5678"},
		{"由美 田中", "+81 90 1234 5678"}, {"김민준", "+82 10 1234 5678"},
	}
	list := "Name,Phone\n"
	for _, p := range people {
		list += p[0] + "," + p[1] + "\n"
	}
	for name, begin := range map[string]func(*testing.T, string, ...string) *multiplexer{"tmux": inTmux, "mosh": inMosh} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := shortHome(t)
			file := filepath.Join(home, "people.csv")
			if err := os.WriteFile(file, []byte(list), 0o600); err != nil {
				t.Fatal(err)
			}
			m := begin(t, home, program(t, nil, file).Args...)
			m.sees("These are its first rows")
			screen, at := m.sees(people[len(people)-1][1]), 0
			for _, p := range people {
				before, _, found := strings.Cut(screen, p[1])
				before = before[strings.LastIndexByte(before, '\n')+1:]
				cells := ansi.StringWidthWc(before)
				if at == 0 {
					at = cells
				}
				if !found || cells != at || !strings.Contains(before, strings.Fields(p[0])[0]) {
					t.Errorf("the number of %s begins in column %d, not %d, of %q", p[0], cells, at, before)
				}
			}
			m.types(leaveKey)
			m.left()
		})
	}
}
