//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever a file is called, its entry in a folder opens it, and a command that
// is given its name reads it and draws nothing of it that drives a terminal.
func TestAFileOfAnyNameIsRead(t *testing.T) {
	for _, name := range []string{
		"spring\u00a0leads.csv", "spring\u200bleads.csv", "spring\u00adleads.csv", "spring\tleads.csv", "spring\nleads.csv",
		"caf\xe9.csv", " spring.csv ", "\u00a0spring.csv", "spring.csv\u00a0", "spring\u202eleads.csv", "\x1b]52;c;QQ\x07\u009bx.csv", "~", "-",
	} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, name), []byte("Phone\n+447400123101\n"), 0o600); err != nil {
			t.Logf("no file can be called %q here: %v", name, err)
			continue
		}
		listed, err := files{}.Folder(t.Context(), folder, 10)
		if err != nil || len(listed.Entries) != 1 || listed.Entries[0].Name != name {
			t.Errorf("%q is listed as %+v, %v", name, listed.Entries, err)
			continue
		}
		path := filepath.Join(listed.Path, listed.Entries[0].Name)
		if f, err := (files{}).Open(t.Context(), path); err != nil {
			t.Errorf("%q does not open: %v", name, err)
		} else {
			f.Close()
		}
		for _, args := range [][]string{{"check", path}, {"check", path, "--json"}, {"check", path, "--rows", "-"}, {"check", path + "x"}} {
			got := runProgram(t.Context(), args...)
			if want := map[bool]int{true: exitFailed, false: exitDone}[args[1] != path]; got.code != want {
				t.Errorf("%q: exit code %d: %s", args, got.code, got.err)
			}
			drivesNothing(t, got.out+got.err)
		}
	}
}

func TestBlanksAroundATypedPathAreTakenOff(t *testing.T) {
	folder := t.TempDir()
	plain, odd := filepath.Join(folder, "leads.csv"), filepath.Join(folder, "leads.csv ")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := expandHome("  " + plain + "\n"); got != plain {
		t.Errorf("blanks that were pasted along: %q", got)
	}
	if err := os.WriteFile(odd, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := expandHome(odd); got != odd {
		t.Errorf("a file whose name ends in a blank: %q", got)
	}
	if got := expandHome("~/x"); strings.HasPrefix(got, "~") {
		t.Errorf("~ is not expanded: %q", got)
	}
}
