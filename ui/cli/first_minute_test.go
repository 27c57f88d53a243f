//go:build unix

package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// From an empty home to a running campaign, in one console: the greeting, a list that is read
// without an account, the account, and then the list again, which was kept and takes the
// account's agent.
func TestFromAnEmptyHomeToTheFirstCalls(t *testing.T) {
	t.Parallel()
	service, home := serve(t), t.TempDir()
	writeSettings(t, home, "config.toml", anyHour)
	list := filepath.Join(home, "leads.csv")
	if err := os.WriteFile(list, []byte("Name,Phone\nAnna Bell,+44 7400 123456\nBen Cole,+44 7400 123457\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, 100, 30, []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + filepath.Join(home, "data")})
	s.sees("Welcome to Callsheet.")
	s.types("l")
	s.sees("Which list do you want to call?")
	s.types("\x1b[200~" + list + "\x1b[201~" + enterKey)
	s.sees("These are its first rows")
	s.types(enterKey)
	s.sees("What does each column mean?")
	s.types(nextKey)
	s.sees("2 contacts will be called.")
	s.types(nextKey)
	s.sees("Calls a second")
	s.types(nextKey)
	s.sees("There is no account yet, so nothing can be sent. Press f2 to set it up")
	s.types("\x1bOQ")
	s.sees("Your account at Dialgen")
	s.types("\x1b[200~ " + testKey[:9] + "\r\n" + testKey[9:] + "\n\x1b[201~\t")
	s.types("user_demo\tagent_demo_renewals\t\x1b[200~" + service.server.URL + "\x1b[201~")
	s.sees("switched on and makes calls")
	s.sees("The account works.")
	s.types(nextKey)
	s.sees("Where is the key to be kept?")
	s.types(enterKey)
	s.sees("The account is set up. What you did before is as it was.")
	s.sees("Calls a second") // the list is where it was
	s.sees("agent_demo_renewals")
	s.types(nextKey)
	s.sees("exactly what will happen")
	s.types(enterKey)
	s.sees("2 contacts will be called by")
	s.types("2" + enterKey)
	s.sees("Live ●")
	s.sees("batch_")
	s.types(leaveKey)
	if code := s.ends(); code != 0 {
		t.Errorf("exit %d", code)
	}
	if strings.Contains(s.since(0), testKey) || strings.Contains(s.since(0), testKey[9:]) {
		t.Error("the key was drawn")
	}
	kept := filepath.Join(home, "data", "callsheet", "keys.toml")
	if info, err := os.Stat(kept); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key is kept in %v, %v", info, err)
	}
	settings, err := os.ReadFile(filepath.Join(home, "callsheet", "config.toml"))
	for _, want := range []string{`user_id = "user_demo"`, `agent_id = "agent_demo_renewals"`, fmt.Sprintf("base_url = %q", service.server.URL), `hours = "daily 0-24"`} {
		if err != nil || !strings.Contains(string(settings), want) {
			t.Errorf("%s is not in the settings, %v:\n%s", want, err, settings)
		}
	}
	if err := os.Remove(kept); err != nil {
		t.Fatal(err)
	}
	searchForKey(t, home, testKey)
}

// Whoever sets the account up first is told no more than that: there is nothing before it.
func TestAFirstAccountIsToldOfNothingBeforeIt(t *testing.T) {
	t.Parallel()
	service, home := serve(t), t.TempDir()
	s := start(t, 100, 30, []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + filepath.Join(home, "data")})
	s.sees("Welcome to Callsheet.")
	s.types("a")
	s.sees("Your account at Dialgen")
	s.types("\x1b[200~" + testKey + "\x1b[201~\t")
	s.types("user_demo\tagent_demo_renewals\t\x1b[200~" + service.server.URL + "\x1b[201~")
	s.sees("The account works.")
	s.types(nextKey)
	s.sees("Where is the key to be kept?")
	s.types(enterKey)
	s.sees("The account is set up.")
	if strings.Contains(s.since(0), "as it was") {
		t.Error("it speaks of what was before")
	}
	s.types(leaveKey)
	s.ends()
}
