package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"callsheet/ui/cli"
)

func TestALinkToAFileOfAnotherComputerSaysHowToCopyIt(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("SSH_CONNECTION", "198.51.100.7 50022 203.0.113.10 22")
	list := filepath.Join(home, "a b.csv")
	if err := os.WriteFile(list, []byte("Name,Phone\nAnna,+44 7400 123456\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for claim, c := range map[string]struct{ path, says string }{
		"a drive":                   {`C:\Users\ann\leads.csv`, `scp "C:\Users\ann\leads.csv" `},
		"a drive in an address":     {"file:///C:/Users/ann/leads.csv", `scp "C:\Users\ann\leads.csv" `},
		"a server":                  {`\\files\leads.csv`, `scp "\\files\leads.csv" `},
		"the web":                   {"https://example.com/leads.csv", "This is a web address"},
		"an address of any length":  {"https://example.com/" + strings.Repeat("x", 5000), "This is a web address"},
		"a Mac":                     {"/Users/nobody-here/leads.csv", "scp /Users/nobody-here/leads.csv "},
		"another home":              {"/home/nobody-here/leads.csv", "This is a path on another computer."},
		"the own home by its sign":  {"~/leads.csv", "There is no such file here. Check the name; if the list is on your own computer"},
		"a name that is only wrong": {filepath.Join(home, "leads.csv"), "There is no such file. Check the name and the folder."},
	} {
		_, err := cli.ReadersOfLists().Open(t.Context(), c.path)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", claim, err)
		} else if strings.Contains(c.says, "scp") && !strings.Contains(err.Error(), "@203.0.113.10:") {
			t.Errorf("%s: this computer is not named: %v", claim, err)
		}
	}
	for _, path := range []string{list, "~/a b.csv", "file://" + strings.ReplaceAll(list, " ", "%20")} {
		f, err := cli.ReadersOfLists().Open(t.Context(), path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		f.Close()
	}
	t.Setenv("SSH_CONNECTION", "")
	if _, err := cli.ReadersOfLists().Open(t.Context(), "~/leads.csv"); err == nil || strings.Contains(err.Error(), "scp") {
		t.Errorf("who sits at this computer is told %v", err)
	}
}
