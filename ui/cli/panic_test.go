//go:build linux

package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/panics"
	"callsheet/model/store"
	"callsheet/model/table"
	"callsheet/ui"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// envBroken makes the test program a console with a broken part.
const envBroken = "CALLSHEET_TEST_BROKEN"

// envInLines makes it one in lines.
const envInLines = "CALLSHEET_TEST_IN_LINES"

// brokenFiles and brokenCampaigns are a console's outside world of which parts panic.
type brokenFiles struct {
	files
	part string
}

type brokenCampaigns struct {
	*store.Campaigns
	part  string
	saves atomic.Int32
}

const brokenText = "a part broke: Bearer dg_secret\x1b[2J"

func (b *brokenCampaigns) Save(ctx context.Context, records []model.Record) error {
	if n := b.saves.Add(1); b.part == "saving" || b.part == "saving once" && n == 2 {
		panic(brokenText)
	}
	return b.Campaigns.Save(ctx, records)
}

func (b brokenFiles) Open(ctx context.Context, path string) (session.File, error) {
	if b.part == "opening" {
		panic(brokenText)
	}
	f, err := b.files.Open(ctx, path)
	return brokenFile{f, b.part}, err
}

type brokenFile struct {
	session.File
	part string
}

func (f brokenFile) Read(ctx context.Context, how session.ReadOptions, progress *table.Progress) (session.Imported, error) {
	switch f.part {
	case "reading":
		panic(brokenText)
	case "reading ahead":
		var group panics.Group
		group.Go(func() { panic(brokenText) })
		group.Wait()
	}
	return f.File.Read(ctx, how, progress)
}

// brokenModel is a console that panics itself.
type brokenModel struct{ part string }

func (m brokenModel) Init() tea.Cmd { return nil }

func (m brokenModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, typed := msg.(ui.Typed); typed && m.part == "taking a key" {
		panic(brokenText)
	}
	return m, nil
}

func (m brokenModel) View() string {
	if m.part == "drawing" {
		panic(brokenText)
	}
	return "first rows"
}

// TestConsoleWithABrokenPart is that console; as a test it is nothing.
func TestConsoleWithABrokenPart(t *testing.T) {
	part := os.Getenv(envBroken)
	if part == "" {
		t.Skip("only another test starts it")
	}
	ctx := context.Background()
	stored, err := store.Open(ctx, config.OwnDir(), store.Options{Who: "a test", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	p := newProgram(os.Stdin, os.Stdout, os.Stderr, os.Getenv, nil)
	if part == "drawing" || part == "taking a key" {
		crash, err := newShown(ctx, func() {}, os.Stdin, os.Stdout).run(func() tea.Model { return brokenModel{part} })
		if crash == nil {
			t.Fatal(err)
		}
		p.io.say("%v", p.crashed(*crash, "Your work is saved."))
		os.Exit(exitFailed)
	}
	p.plain = os.Getenv(envInLines) != ""
	broken := storeOf(stored)
	broken.Campaigns = &brokenCampaigns{Campaigns: stored.Campaigns, part: part}
	err = p.show(ctx, config.Settings{}, screen.Config{
		Files: brokenFiles{part: part}, Store: broken, Service: service{missing: errors.New("no service"), who: addressed(config.Settings{}), now: time.Now}, Now: time.Now, Pace: demoPace, Open: os.Getenv("LIST"), Folder: "/",
		Account: screen.Account{Name: "default", Service: "https://service.invalid"},
	}, "Your work is saved.")
	stored.Close()
	if err != nil {
		p.io.say("%v", err)
		os.Exit(exitFailed)
	}
	os.Exit(exitDone)
}

func TestAPanicAnywherePutsTheTerminalBackAndSaysWhatBecameOfTheWork(t *testing.T) {
	t.Parallel()
	cases := []struct {
		part, says string
		campaigns  int
	}{
		{"opening", "There was nothing to save yet", 0},
		{"reading", "There was nothing to save yet", 0},
		{"reading ahead", "There was nothing to save yet", 0},
		{"saving", "The last changes could not be saved", 0},
		{"saving once", "Your work is saved.", 1},
		{"drawing", "Your work is saved.", 0},
		{"taking a key", "Your work is saved.", 0},
	}
	for _, c := range cases {
		t.Run(c.part, func(t *testing.T) {
			home := t.TempDir()
			list := filepath.Join(home, "list.csv")
			if err := os.WriteFile(list, []byte("Name,Phone\nOlivia,+44 7400 123101\nBen,+44 7400 123102\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(os.Args[0], "-test.run=^TestConsoleWithABrokenPart$")
			cmd.Env = []string{envBroken + "=" + c.part, "LIST=" + list, "HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home,
				"TMPDIR=" + home, "TERM=xterm-256color", "LANG=en_GB.UTF-8", "DIALGEN_API_KEY=dg_secret", "PATH=" + os.Getenv("PATH")}
			screen, cooked := runBroken(t, cmd)
			if code := cmd.ProcessState.ExitCode(); code != exitFailed {
				t.Errorf("exit code %d", code)
			}
			if !cooked || !strings.Contains(screen, "\x1b[?1049l") || !strings.Contains(screen, "\x1b[?25h") {
				t.Errorf("the terminal was not put back (lines: %v)", cooked)
			}
			_, said, _ := strings.Cut(screen, "\x1b[?1049l")
			words := strings.Join(strings.Fields(ansi.Strip(said)), " ")
			if !strings.Contains(words, "met a fault of its own") || !strings.Contains(words, c.says) || strings.Contains(screen, "goroutine") || strings.Contains(screen, "dg_secret") {
				t.Errorf("it says %q", words)
			}
			report, err := os.ReadFile(filepath.Join(home, "callsheet", "crash.txt"))
			if err != nil || !bytes.Contains(report, []byte("panic_test.go")) || bytes.Contains(report, []byte("dg_secret")) || !strings.Contains(words, "crash.txt") {
				t.Errorf("the report is %q, %v", report, err)
			}
			stored, err := store.Open(t.Context(), filepath.Join(home, "callsheet"), store.Options{Who: "a test", Now: time.Now})
			if err != nil {
				t.Fatal(err)
			}
			defer stored.Close()
			if found, err := stored.Campaigns.Summaries(t.Context()); err != nil || len(found) != c.campaigns {
				t.Errorf("%d campaigns are stored, want %d; %v", len(found), c.campaigns, err)
			}
		})
	}
}

var stepsTaken = regexp.MustCompile(`first rows|each column mean|will be called`)

// runBroken walks a console to its contacts, as far as it goes, and returns all
// that was written to its terminal and whether that gives lines again.
func runBroken(t *testing.T, cmd *exec.Cmd) (screen string, cooked bool) {
	t.Helper()
	tty, slave, err := pty.Open()
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) || errors.Is(err, pty.ErrUnsupported) {
		t.Skipf("no pseudo-terminal can be opened here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	defer slave.Close()
	if err := pty.Setsize(tty, &pty.Winsize{Cols: 200, Rows: 40}); err != nil {
		t.Fatal(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := panics.Go(func() { cmd.Wait() })
	drawn := make(chan []byte)
	panics.Go(func() {
		for buf := make([]byte, 64<<10); ; {
			n, err := tty.Read(buf)
			if err != nil {
				return
			}
			drawn <- bytes.Clone(buf[:n])
		}
	})
	var out bytes.Buffer
	taken := map[string]bool{}
	// What is written behind all that it said tells when that has come.
	const mark = "\x00ended\x00"
	deadline := time.After(2 * time.Minute)
	for {
		select {
		case text := <-drawn:
			out.Write(text)
		case <-ended:
			ended = nil
			panics.Go(func() { io.WriteString(slave, mark) })
		case <-deadline:
			cmd.Process.Kill()
			t.Fatalf("it did not end: %s", ansi.Strip(out.String()))
		}
		if said, whole := strings.CutSuffix(out.String(), mark); whole {
			state, err := unix.IoctlGetTermios(int(slave.Fd()), unix.TCGETS)
			if err != nil {
				t.Fatal(err)
			}
			return said, state.Lflag&unix.ICANON != 0
		}
		for _, step := range stepsTaken.FindAllString(ansi.Strip(out.String()), -1) {
			if !taken[step] {
				taken[step] = true
				io.WriteString(tty, map[string]string{"first rows": "\r", "each column mean": "\x0e", "will be called": "x"}[step])
			}
		}
	}
}
