package theme_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"
	"github.com/muesli/termenv"

	"callsheet/ui/theme"
)

// consoleEnv makes the test binary be a small console instead: everything up to
// main has then been initialised as in the real one.
const consoleEnv = "CALLSHEET_TEST_CONSOLE"

func TestMain(m *testing.M) {
	if os.Getenv(consoleEnv) != "" {
		if _, err := tea.NewProgram(console{theme.New(theme.Options{Profile: termenv.ANSI256})}).Run(); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// console draws one styled line and ends.
type console struct{ theme theme.Theme }

type drawn struct{}

func (c console) Init() tea.Cmd                       { return func() tea.Msg { return drawn{} } }
func (c console) Update(tea.Msg) (tea.Model, tea.Cmd) { return c, tea.Quit }
func (c console) View() string                        { return c.theme.Accent.Render("here") + "\n" }

func TestNothingIsAskedOfTheTerminal(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatalf("finding the test binary: %v", err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), consoleEnv+"=1", "TERM=xterm-256color", "COLORTERM=", "CI=", "NO_COLOR=")
	// The console is on a terminal that never answers.
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatalf("starting the console in a pseudo-terminal: %v", err)
	}
	defer tty.Close()
	out, err := io.ReadAll(tty)
	if err != nil && !errors.Is(err, syscall.EIO) { // Linux's way to say that the other side has closed
		t.Fatalf("reading from the pseudo-terminal: %v", err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("the console: %v", err)
	}
	if !bytes.Contains(out, []byte("here")) {
		t.Fatalf("the console drew nothing: %q", out)
	}
	for name, query := range map[string]string{
		"the background colour": "\x1b]11;?", "the foreground colour": "\x1b]10;?", "the cursor's place": "\x1b[6n", "its name": "\x1b[c",
	} {
		if bytes.Contains(out, []byte(query)) {
			t.Errorf("the terminal was asked for %s: %q", name, out)
		}
	}
}
