//go:build unix

package cli_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// conversation is the console in lines, without a terminal: what it says and is told
// comes through pipes.
type conversation struct {
	t    *testing.T
	cmd  *exec.Cmd
	in   io.WriteCloser
	mu   sync.Mutex
	out  bytes.Buffer
	seen int // where what is expected next begins
}

// converse starts a program that reads and writes lines.
func converse(t *testing.T, env []string, args ...string) *conversation {
	t.Helper()
	return converseWith(t, program(t, env, args...))
}

// converseWith is converse with a program that is not begun yet.
func converseWith(t *testing.T, cmd *exec.Cmd) *conversation {
	t.Helper()
	c := &conversation{t: t, cmd: cmd}
	in, err := c.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.in, c.cmd.Stdout, c.cmd.Stderr = in, c, c
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.cmd.Process.Kill() })
	return c
}

// Write takes what the program writes.
func (c *conversation) Write(text []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.out.Write(text)
}

// said is what was written since the last line, as if no line had an end.
func (c *conversation) said() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Join(strings.Fields(string(c.out.Bytes()[c.seen:])), " ")
}

func (c *conversation) hears(text string) {
	c.t.Helper()
	for deadline := time.Now().Add(patience); !strings.Contains(c.said(), text); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			c.mu.Lock()
			all := c.out.String()
			c.mu.Unlock()
			c.t.Fatalf("%q was not said; what was is\n%s", text, all)
		}
	}
}

// says types a line; what is heard from here on counts for the next expectation.
func (c *conversation) says(line string) {
	c.t.Helper()
	c.mu.Lock()
	c.seen = c.out.Len()
	c.mu.Unlock()
	if _, err := io.WriteString(c.in, line+"\n"); err != nil {
		c.t.Fatal(err)
	}
}

// ends closes the input and returns the exit code.
func (c *conversation) ends() int {
	c.t.Helper()
	c.in.Close()
	ended := make(chan struct{})
	go func() {
		c.cmd.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return c.cmd.ProcessState.ExitCode()
	case <-time.After(patience):
		c.t.Fatalf("the program did not end; it said\n%s", c.said())
	}
	return -1
}

// From the demo list to the results in a file, by lines alone.
func TestTheWholeWayGoesInLines(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	results := filepath.Join(home, "results.xlsx")
	c := converse(t, environment(home), "demo", "--plain", "--speed", "3600")
	c.hears("These are its first rows")
	c.says("")
	c.hears("Which country are these numbers from?")
	c.says("")
	c.hears("What does each column mean?")
	c.hears("Keys:")
	c.says("ctrl+n")
	for _, settled := range []struct{ cause, line, done string }{
		{"▸ Leading zero lost", "a", "6 rows: the zero is put back"},
		{"▸ Several numbers", "a", "4 rows: the first number is kept"},
	} {
		c.hears(settled.cause)
		c.hears("Keys:")
		c.says(settled.line)
		c.hears(settled.done)
	}
	c.says("ctrl+n")
	c.hears("Name>")
	c.says(":calls a second") // there is no such action: a field is found by moving to it
	c.hears("Nothing here is called")
	c.says(":ctrl+n")
	c.hears("exactly what will happen")
	_, number, _ := strings.Cut(c.said(), "asks you to type ")
	number, _, _ = strings.Cut(number, ",")
	c.says("")
	c.hears("will be called by")
	c.says("12")
	c.hears("Nothing has happened. Type " + number)
	c.says(number)
	c.says("wait completed: everybody") // in other letters than it is said
	c.hears("Completed: everybody sent to Dialgen was called.")
	c.says("enter")
	c.hears("What was said")
	c.says("d")
	c.hears("Answer>")
	c.says(":esc")
	c.says("esc")
	c.says("b") // sent once: what was confirmed can only be looked at
	c.hears("This was sent. Press ctrl+n to watch it.")
	c.says(number) // nobody asks for it any more
	c.hears("? lists what can be done.")
	c.says("ctrl+n")
	c.hears("Completed: everybody sent to Dialgen was called.")
	c.says("save the list")
	c.hears("File, ending in .xlsx")
	c.says(results)
	c.hears("results.xlsx")
	c.says("m")
	c.hears("A new campaign is made of them")
	c.says("1")
	c.hears("Options, ")
	if code := c.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if strings.ContainsFunc(c.out.String(), func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
		t.Errorf("there are controls in %q", c.out.String())
	}
	if f, err := excelize.OpenFile(results); err != nil {
		t.Errorf("the results: %v", err)
	} else {
		f.Close()
	}
	if t.Failed() || os.Getenv("CALLSHEET_SHOW_LINES") != "" {
		t.Log(c.out.String())
	}
}

// Whoever asks not to be called is put on the list by hand in lines, with the same question, and is
// on it for every other command.
func TestTheDoNotCallListIsKeptByHandInLines(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	list := filepath.Join(home, "leads.csv")
	if err := os.WriteFile(list, []byte("Name,Phone\nAnna Bell,+44 7400 123456\nBen Cole,+44 7400 123457\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := environment(home, "XDG_DATA_HOME="+home)
	c := converse(t, env, list, "--plain")
	c.hears("These are its first rows")
	c.says("")
	c.hears("What does each column mean?")
	c.hears("Keys:")
	c.says("ctrl+n")
	c.hears("2 contacts will be called.")
	c.says("2")
	c.says("b")
	c.hears("Never call +44 7400 123456?")
	c.says("yes") // it is no question for a slip of the hand
	c.hears("Nothing has happened. Type do not call")
	c.says("do not call")
	c.hears("1 contact will be called")
	c.says("quit")
	if code := c.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if out, err := program(t, env, "dnc", "list").Output(); err != nil || !strings.Contains(string(out), "+44 7400 123456") {
		t.Errorf("the list is %q, %v", out, err)
	}
}

// Files that are dropped on a terminal come as their paths on one line. Of the same name as one of
// them is a file in the folder that the console was started in.
func TestOfSeveralPathsOnALineTheFirstThatIsThereIsOpenedInLines(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write := func(path, text string) {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(home, "b.csv"), "Wrong,Phone\nZoe,+44 7400 123459\n")
	write(filepath.Join(home, "away", "b.csv"), "Name,Phone\nAnna Bell,+44 7400 123456\n")
	write(filepath.Join(home, "away", "a file.csv"), "Name,Mobile\nBen Cole,+44 7400 123457\n")
	cmd := program(t, environment(home, "XDG_DATA_HOME="+home, "DIALGEN_API_KEY="+testKey, "CALLSHEET_BASE_URL=http://127.0.0.1:9"), "--plain")
	cmd.Dir = home
	c := converseWith(t, cmd)
	c.hears("What would you like to do?")
	c.says("n")
	c.hears("Text>")
	c.says("'" + home + "/away/gone.csv' file://" + home + "/away/b.csv '" + home + "/away/a file.csv'")
	c.hears("Of the 3 paths that you pasted, b.csv is open. Not opened: gone.csv, a file.csv.")
	c.hears("These are its first rows")
	if said := c.said(); !strings.Contains(said, "Anna Bell") {
		t.Errorf("it is another: %s", said)
	}
	c.says("quit")
	c.ends()
}
