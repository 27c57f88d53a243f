package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/adrg/xdg"

	"callsheet/model"
	"callsheet/ui"
)

func TestAFaultIsSaidInASentenceAndReportedToItsOwnerAlone(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	if err := os.MkdirAll(filepath.Join(xdg.DataHome, "callsheet"), 0o700); err != nil {
		t.Fatal(err)
	}
	p := newProgram(nil, io.Discard, io.Discard, noEnv, nil)
	crash := ui.Crash{What: "a fault\x1b[2J" + strings.Repeat("x", 5000), Stack: []byte("main.main()")}
	said := p.crashed(crash, "Your work is saved.").Error()
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
}

func TestWithoutAMemoryNothingCanBeConfirmed(t *testing.T) {
	u := unwritable{errors.New("The disk is full.")}
	if _, err := u.Confirm(t.Context(), "", model.Plan{}); err == nil || err.Error() != "The disk is full. Then start Callsheet again." {
		t.Errorf("confirming said %v", err)
	}
}
