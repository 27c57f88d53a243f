//go:build unix

package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// atLogin runs a command with a key on its standard input.
func atLogin(t *testing.T, home, key string, env []string, args ...string) (out, said string, code int) {
	t.Helper()
	cmd := program(t, environment(home, append([]string{"XDG_DATA_HOME=" + home}, env...)...), args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(key), &stdout, &stderr
	_ = cmd.Run() // its exit code says
	if all := stdout.String() + stderr.String(); strings.Contains(all, testKey) {
		t.Errorf("the key is shown:\n%s", all)
	}
	return stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
}

func TestLoginStoresAKeyThatIsAccepted(t *testing.T) {
	t.Parallel()
	service := serve(t)
	at := []string{"login", "--service", service.server.URL}
	for _, c := range []struct {
		name, key string
		env, args []string
		code      int
		says      string
		stored    bool
	}{
		{"on standard input", " " + testKey + "\n", nil, append(at, "--user", "user_demo", "--agent", "agent_demo_renewals", "--region", "united kingdom", "--hours", "us"), 0, "is set up in", true},
		{"without a terminal and a key", "", nil, at, 2, "There is no terminal to ask in, and no key on standard input", false},
		{"with an agent that is not there", testKey, nil, append(at, "--user", "user_demo", "--agent", "nobody"), 1, "There is no such agent", false},
		{"with one that is not there, all the same", testKey, nil, append(at, "--user", "user_demo", "--agent", "nobody", "--unchecked"), 0, "is set up in", true},
		{"with nobody at the address", testKey, nil, []string{"login", "--service", "http://127.0.0.1:1", "--user", "u"}, 1, "Nothing was written down", false},
		{"to an address in the clear", testKey, nil, []string{"login", "--service", "http://dial.example"}, 1, "Plain http would show the key", false},
		{"without a user", testKey, nil, at, 1, "There is no user yet", false},
		{"with a country that is none", testKey, nil, append(at, "--region", "Atlantis"), 2, "--region", false},
		{"with hours that are none", testKey, nil, append(at, "--hours", "whenever"), 2, "--hours", false},
		{"for a profile that is new", testKey, nil, append(at, "--profile", "uk", "--user", "user_demo"), 0, `"uk" is set up`, true},
		{"with a key in the environment, which goes before", testKey, []string{"DIALGEN_API_KEY=another-key"}, append(at, "--user", "user_demo"), 0, "unset DIALGEN_API_KEY", true},
		{"with more than it takes", strings.Repeat("k", 10_000), nil, at, 2, "too long to be a key", false},
		{"with a word behind it", testKey, nil, append(at, "extra"), 2, "extra", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			out, said, code := atLogin(t, home, c.key, c.env, c.args...)
			if code != c.code || !strings.Contains(out+said, c.says) {
				t.Errorf("exit %d:\n%s%s", code, out, said)
			}
			info, err := os.Stat(filepath.Join(home, "callsheet", "keys.toml"))
			if (err == nil) != c.stored || err == nil && info.Mode().Perm() != 0o600 {
				t.Errorf("stored: %v, %v", info, err)
			}
		})
	}
}

func TestLoginAndLogoutSayWhatTheyDidAsJSON(t *testing.T) {
	t.Parallel()
	service, home := serve(t), t.TempDir()
	out, said, code := atLogin(t, home, testKey, nil, "login", "--service", service.server.URL, "--user", "user_demo", "--agent", "agent_demo_renewals", "--json")
	var report struct {
		Profile, Service string
		Stored           bool
		Checks           []struct{ Check, State, Words, Do string }
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != 0 || !report.Stored || report.Profile != "default" || len(report.Checks) != 5 {
		t.Errorf("exit %d, %v:\n%s%s", code, err, out, said)
	}
	for _, c := range report.Checks {
		if c.State != "good" {
			t.Errorf("%+v", c)
		}
	}
	// What was stored works from now on.
	if out, said, code := atLogin(t, home, "", nil, "list", "--remote", "--json"); code != 0 {
		t.Errorf("the account does not work: exit %d\n%s%s", code, out, said)
	}
	for _, want := range []string{`"forgotten": true`, `"forgotten": false`} {
		if out, said, code := atLogin(t, home, "", nil, "logout", "--json"); code != 0 || !strings.Contains(out, want) {
			t.Errorf("logout: exit %d\n%s%s", code, out, said)
		}
	}
	if _, said, code := atLogin(t, home, "", nil, "list", "--remote"); code != 1 || !strings.Contains(said, "callsheet login") {
		t.Errorf("after logout: exit %d, %s", code, said)
	}
	searchForKey(t, home, testKey)
}

func TestLoginAsksInATerminalWithoutShowingTheKey(t *testing.T) {
	t.Parallel()
	service, home := serve(t), t.TempDir()
	s := start(t, 80, 24, []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + home}, "login", "--service", service.server.URL)
	for _, step := range []struct{ sees, types string }{
		{"Key (it is not shown):", testKey},
		{"The key is accepted.", ""},
		{"User:", "user_demo"},
		{"The user belongs to the key.", ""},
		{"Agent:", "agent_wrong"},
		{"There is no such agent", "agent_demo_renewals"},
		{"Renewals is switched on and makes calls.", ""},
		{"Country of numbers", "Atlantis"},
		{"is no country", "GB"},
		{"Hours in which", "\r"},
		{"Store the key in", "yes"},
		{"is set up in", ""},
	} {
		s.sees(step.sees)
		if step.types != "" {
			s.types(strings.TrimSuffix(step.types, "\r") + "\r")
		}
	}
	if code := s.ends(); code != 0 || strings.Contains(s.since(0), testKey) {
		t.Errorf("exit %d:\n%s", code, s.since(0))
	}
	if data, err := os.ReadFile(filepath.Join(home, "callsheet", "config.toml")); err != nil || !strings.Contains(string(data), `region = "GB"`) {
		t.Errorf("%v\n%s", err, data)
	}
}
