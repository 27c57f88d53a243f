//go:build linux

package cli

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A fault in lines ends as one on the screen does: saved, written down, and said in words.
func TestAPanicInLinesSavesAndSaysWhatBecameOfTheWork(t *testing.T) {
	t.Parallel()
	for part, says := range map[string]string{"reading": "There was nothing to save yet", "saving": "The last changes could not be saved"} {
		home := t.TempDir()
		list := filepath.Join(home, "list.csv")
		if err := os.WriteFile(list, []byte("Name,Phone\nOlivia,+44 7400 123101\nBen,+44 7400 123102\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestConsoleWithABrokenPart$")
		cmd.Env = []string{envBroken + "=" + part, envInLines + "=1", "LIST=" + list, "HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home,
			"TMPDIR=" + home, "LANG=en_GB.UTF-8", "DIALGEN_API_KEY=dg_secret", "PATH=" + os.Getenv("PATH")}
		cmd.Stdin = strings.NewReader("\nctrl+n\nctrl+n\nwait 5s\n")
		said, err := cmd.CombinedOutput()
		words := strings.Join(strings.Fields(string(said)), " ")
		if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != exitFailed {
			t.Errorf("%s: it ends with %v", part, err)
		}
		if !strings.Contains(words, "met a fault of its own") || !strings.Contains(words, says) || strings.Contains(words, "goroutine") || strings.Contains(words, "dg_secret") || strings.Contains(words, "\x1b") {
			t.Errorf("%s: it says %q", part, words)
		}
		report, err := os.ReadFile(filepath.Join(home, "callsheet", "crash.txt"))
		if err != nil || !bytes.Contains(report, []byte("panic_test.go")) || bytes.Contains(report, []byte("dg_secret")) {
			t.Errorf("%s: the report is %q, %v", part, report, err)
		}
	}
}
