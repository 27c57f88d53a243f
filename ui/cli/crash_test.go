package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/adrg/xdg"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui"
	"callsheet/ui/theme"
)

// faulty is a console with a fault in one of its parts.
type faulty struct{ in string }

type poke struct{}

func (f faulty) Init() tea.Cmd { return func() tea.Msg { return poke{} } }

func (f faulty) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(poke); ok && f.in == "update" {
		panic("a fault in taking a message: Bearer dg_secret_key\x1b[2J")
	}
	return f, nil
}

func (f faulty) View() string {
	if f.in == "view" {
		panic("a fault in drawing")
	}
	return "drawn"
}

func TestAFaultPutsTheTerminalBack(t *testing.T) {
	for _, in := range []string{"update", "view"} {
		t.Run(in, func(t *testing.T) {
			var out bytes.Buffer
			program := tea.NewProgram(faulty{in}, tea.WithAltScreen(), tea.WithInput(nil), tea.WithOutput(&out), tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
			crash, err := run(program, ui.New(theme.New(theme.Options{}), ui.Config{}))
			if crash == nil || err != nil || !strings.HasPrefix(crash.What, "a fault in") {
				t.Fatalf("the fault became %+v, %v", crash, err)
			}
			if drawn := out.String(); !strings.Contains(drawn, "\x1b[?1049l") || !strings.Contains(drawn, "\x1b[?25h") {
				t.Errorf("the terminal was not put back: %q", drawn)
			}
		})
	}
}

func TestAFaultIsSaidInASentenceAndReportedToItsOwnerAlone(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	if err := os.MkdirAll(filepath.Join(xdg.DataHome, "callsheet"), 0o700); err != nil {
		t.Fatal(err)
	}
	p := &program{env: func(string) string { return "" }}
	crash := ui.Crash{What: "a fault\x1b[2J" + strings.Repeat("x", 5000), Stack: []byte("main.main()")}
	said := p.crashed(crash, nil).Error()
	if !strings.Contains(said, "Your work is saved") || strings.Contains(said, "main.main") {
		t.Errorf("it says %q", said)
	}
	path := filepath.Join(xdg.DataHome, "callsheet", "crash.txt")
	report, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(report), "main.main()") || strings.ContainsRune(string(report), 0x1b) || len(report) > 1000 {
		t.Errorf("the report is %q, %v", report, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the report's mode is %v, %v", info.Mode(), err)
	}
	if said := p.crashed(crash, errors.New("The disk is full.")).Error(); !strings.Contains(said, "could not be saved: The disk is full.") {
		t.Errorf("it says %q", said)
	}
}

func TestWithoutAMemoryNothingCanBeConfirmed(t *testing.T) {
	u := unwritable{errors.New("The disk is full.")}
	var _ ui.Store = u
	if _, err := u.Confirm(t.Context(), "", model.Plan{}); err == nil || err.Error() != "The disk is full. Then start Callsheet again." {
		t.Errorf("confirming said %v", err)
	}
}
