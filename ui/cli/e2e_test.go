//go:build unix

package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
	"github.com/xuri/excelize/v2"
)

// The console against a service on the network, with a list and settings of its
// own: here the sandbox as a server.
func TestAListGoesThroughTheConfiguredService(t *testing.T) {
	t.Parallel()
	served := startSandbox(t, nil, "--speed", "3600")
	list := filepath.Join(t.TempDir(), "spring_leads.csv")
	if err := os.WriteFile(list, []byte("Name;Phone\nOlivia;+44 7400 123101\nBen;+44 7400 123102\nBen;+447400123102\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, 100, 30, account(served.base, "a-key-of-no-worth"), list)
	s.sees("semicolons")
	s.sees("SANDBOX")
	s.types(enterKey)
	s.sees("What does each column mean?")
	s.types(nextKey)
	s.sees("2 contacts will be called")
	s.types(nextKey)
	s.sees("Calls a second")
	s.types(nextKey)
	s.sees("2 contacts in 1 batch")
	s.types(enterKey)
	s.sees("Send this campaign?") // where it is night in Britain, for those two outside their hours
	s.types("2" + enterKey)
	s.sees("Completed: everybody sent to Dialgen was called.")
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.Contains(s.raw.String()+s.out.String(), "a-key-of-no-worth") {
		t.Error("the key was drawn")
	}
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		args []string
		code int
		says string
	}{
		{"version is done", []string{"version"}, 0, "callsheet "},
		{"help is done", []string{"--help"}, 0, "callsheet demo"},
		{"an unknown flag is wrong usage", []string{"--nonsense"}, 2, "--nonsense"},
		{"two files are wrong usage", []string{"a.csv", "b.csv"}, 2, "See callsheet --help"},
		{"what is missing is said", []string{"export"}, 2, "It goes: `callsheet export CAMPAIGN -o FILE`"},
		{"a name without quotes is too many words", []string{"calls", "Spring", "renewals"}, 2, "between quotes"},
		{"a word that means nothing is named", []string{"version", "one"}, 2, `got "one"`},
		{"a sandbox for strangers is wrong usage", []string{"sandbox", "--addr", "0.0.0.0:0"}, 2, "this machine only"},
		{"a profile nobody made has failed", []string{"--profile", "acme"}, 1, "There is no profile"},
		{"a console without a terminal has failed", []string{"demo"}, 1, "needs a terminal"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			cmd := program(t, environment(t.TempDir()), c.args...)
			out, _ := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != c.code || !strings.Contains(string(out), c.says) {
				t.Errorf("exit code %d, want %d; said %q, want %q", code, c.code, out, c.says)
			}
		})
	}
}

const manyRows = 100_000

func manyAsCSV(t *testing.T, path string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("Name,Mobile,Plan\n")
	for i := range manyRows {
		fmt.Fprintf(&b, "Olivia Grant,+447400%06d,Gold\n", i)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

func manyAsWorkbook(t *testing.T, path string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	row := func(n int, cells ...any) {
		if err := w.SetRow(fmt.Sprintf("A%d", n), cells); err != nil {
			t.Fatal(err)
		}
	}
	row(1, "Name", "Mobile", "Plan")
	for i := range manyRows {
		row(i+2, "Olivia Grant", fmt.Sprintf("+447400%06d", i), "Gold")
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

// A hundred thousand rows go all the way through, and a key that is held down
// moves exactly as often as it was pressed.
func TestALargeListGoesThroughWithoutMissingAKey(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("reads and sends two lists of 100,000 rows")
	}
	for name, write := range map[string]func(*testing.T, string){"many.csv": manyAsCSV, "many.xlsx": manyAsWorkbook} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := filepath.Join(t.TempDir(), name)
			write(t, list)
			s := start(t, 100, 30, nil, "demo", "--speed", "3600", list)
			s.sees("These are its first rows")
			s.types(enterKey)
			s.sees("What does each column mean?   100,000 rows") // File counts them too while it reads
			s.types(nextKey)
			s.sees("As given")
			s.types(strings.Repeat("j", 357))
			s.sees("Row 359")
			s.types("x")
			s.sees("– left out 1")
			s.types("G")
			s.sees("Row 100001")
			s.types(nextKey)
			s.sees("✓ Renewals")
			// Thirty calls a second, so that the sandbox is done in a second.
			s.types(strings.Repeat("\x1b[B", 8))
			s.sees("▸ Calls a second")
			s.types("\x15" + "30")
			s.types(nextKey)
			s.sees("99,999 contacts in 1 batch")
			s.sees(", then sends")
			s.types(enterKey)
			s.sees("Send this campaign?")
			s.types("99999" + enterKey)
			s.sees("Completed: everybody sent to Dialgen was called.")
		})
	}
}

func TestAKillPutsTheTerminalBack(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		s := start(t, 80, 24, nil, "demo")
		s.sees("These are its first rows")
		s.types("")
		if err := s.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if code := s.ends(); code != 130 {
			t.Errorf("%v: exit code %d, want 130", signal, code)
		}
		s.mu.Lock()
		raw := s.raw.String()
		s.mu.Unlock()
		if !strings.Contains(raw, "\x1b[?1049l") || !strings.Contains(raw, "\x1b[?25h") {
			t.Errorf("%v: the terminal was not put back", signal)
		}
	}
}

func TestAWindowThatIsTooSmallSaysSo(t *testing.T) {
	t.Parallel()
	s := start(t, 60, 15, nil, "demo")
	s.sees("Callsheet needs a window of 80 by 24")
	if err := pty.Setsize(s.tty, &pty.Winsize{Cols: 90, Rows: 30}); err != nil {
		t.Fatal(err)
	}
	s.sees("These are its first rows")
}

func TestNoColourMeansNoColour(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, []string{"NO_COLOR=1"}, "demo")
	s.sees("These are its first rows")
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, part := range strings.Split(s.raw.String(), "\x1b[")[1:] {
		code, _, isStyle := strings.Cut(part, "m")
		if !isStyle || strings.ContainsAny(code, "hlHJK?") {
			continue
		}
		for n := range strings.SplitSeq(code, ";") {
			if len(n) == 2 && (n[0] == '3' || n[0] == '4') || len(n) == 3 && n[0] == '1' {
				t.Fatalf("colour %q was drawn", code)
			}
		}
	}
}

func TestAStormOfResizesEndsInAWholeScreen(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, nil, "demo")
	s.sees("These are its first rows")
	s.types("")
	for i := range uint16(60) {
		if err := pty.Setsize(s.tty, &pty.Winsize{Cols: 60 + i*2, Rows: 20 + i%30}); err != nil {
			t.Fatal(err)
		}
	}
	if err := pty.Setsize(s.tty, &pty.Winsize{Cols: 100, Rows: 30}); err != nil {
		t.Fatal(err)
	}
	s.types(enterKey)
	s.sees("Which country are these numbers from?")
}
