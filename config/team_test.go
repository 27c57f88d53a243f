//go:build unix

package config

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"callsheet/model/team"
)

const databasePassword = "pw-canary-8f21c07e"

func TestTheURLOfATeamIsNamedWithoutItsUser(t *testing.T) {
	for _, row := range []struct{ claim, url, name string }{
		{"the usual one", "postgres://callsheet@db.example/calls", "db.example:5432/calls"},
		{"the other scheme, a port, no user", "postgresql://db.example:6432/calls?sslmode=verify-full", "db.example:6432/calls"},
		{"a socket", "postgres:///calls?host=/var/run/postgresql", "/var/run/postgresql/calls"},
		{"a socket whose port is named", "postgres://anna@/calls?host=/tmp/x/&port=5433", "/tmp/x/calls"},
		{"this machine", "postgres:///calls", "localhost:5432/calls"},
		{"an address of IPv6", "postgres://[::1]:5433/calls", "[::1]:5433/calls"},
		{"several hosts, of which one is the first", "postgres://u@a.example:5433,b.example/calls?target_session_attrs=read-write", "a.example:5433,b.example:5432/calls"},
		{"a name with a blank", "postgres://u@a/spring%20calls", "a:5432/spring calls"},
		{"a name among the parameters", "postgres://u@a?dbname=calls", "a:5432/calls"},
	} {
		at(t, "[team]\nurl = \""+row.url+"\"\n")
		s, err := Load("", environment())
		if err != nil || s.Team.URL != row.url || s.Team.Database() != row.name || !s.Team.IsSet() || s.Sources.Of(TeamURLName).Line != 2 {
			t.Errorf("%s: %q, %v", row.claim, s.Team.Database(), err)
		}
		at(t, "")
		if s, err := Load("", environment(EnvTeamURL, " "+row.url+"\n")); err != nil || s.Team.URL != row.url || s.Sources.Of(TeamURLName).Kind != FromEnvironment {
			t.Errorf("%s, in the environment: %q, %v", row.claim, s.Team.URL, err)
		}
	}
}

func TestAPasswordInTheURLIsRefusedAndNotRepeated(t *testing.T) {
	const p = databasePassword
	for claim, url := range map[string]string{
		"behind the user":              "postgres://u:" + p + "@db.example/calls",
		"behind no user":               "postgres://:" + p + "@db.example/calls",
		"among the parameters":         "postgres://u@db.example/calls?password=" + p,
		"in other letters":             "postgres://u@db.example/calls?%70assword=" + p,
		"of the key of a certificate":  "postgres://u@db.example/calls?sslpassword=" + p,
		"with a slash":                 "postgres://u:a/" + p + "@db.example/calls",
		"with a question mark":         "postgres://u:a?" + p + "@db.example/calls",
		"with a hash":                  "postgres://u:a#" + p + "@db.example/calls",
		"with an @":                    "postgres://u:a@" + p + "@db.example/calls",
		"in place of the database":     "postgres://u@db.example/" + p + "@x",
		"in another kind of address":   "mysql://u:" + p + "@db.example/calls",
		"in libpq's own way":           "host=db.example password=" + p,
		"with what is no letter":       "postgres://u@db.example/calls?x=\x1b" + p,
		"with a percent sign too many": "postgres://u:%zz" + p + "@db.example/calls",
		"in place of the port":         "postgres://u@db.example:" + p + "/calls",
		"behind a blank":               "postgres://u@db.example/calls " + p,
		"without a database":           "postgres://u@" + p,
	} {
		at(t, "\n[team]\nurl = "+tomlText(url)+"\n")
		s, err := Load("", environment())
		byFile := err
		if err == nil || s.Team.URL != "" || !strings.Contains(err.Error(), "line 3") {
			t.Errorf("%s: it is taken: %q, %v", claim, s.Team.URL, err)
		}
		at(t, "")
		s, err = Load("", environment(EnvTeamURL, url))
		if err == nil || s.Team.URL != "" || !strings.Contains(err.Error(), EnvTeamURL) {
			t.Errorf("%s, in the environment: it is taken: %q, %v", claim, s.Team.URL, err)
		}
		saved := SaveTeamURL(url)
		for _, said := range []error{byFile, err, saved} {
			if said == nil || strings.Contains(said.Error(), "canary") || strings.Contains(said.Error(), "\x1b") {
				t.Errorf("%s: it says %v", claim, said)
			}
		}
		if strings.Contains(url, ":"+p+"@") && strings.HasPrefix(url, "postgres") && !strings.Contains(byFile.Error(), "~/.pgpass") {
			t.Errorf("%s: no way out is named: %v", claim, byFile)
		}
	}
}

func TestTheSettingsOfATeamAreHeldLikeAllOthers(t *testing.T) {
	for _, row := range []struct{ text, says string }{
		{"url = \"postgres://db/x\"\n", "Write it below [team]"},
		{"[profiles.default]\nurl = \"postgres://db/x\"\n", "Write it below [team]"},
		{"[team]\nurll = \"postgres://db/x\"\n", "Did you mean url?"},
		{"[tema]\nurl = \"postgres://db/x\"\n", "Did you mean team?"},
		{"[team]\npassword = \"" + databasePassword + "\"\n", "~/.pgpass"},
		{"[team]\ncode = \"" + databasePassword + "\"\n", "`callsheet team join` keeps the code"},
		{"[team]\nkey_command = []\n", "names no command"},
		{"[team]\nkey_command = [\"pass show db\"]\n", "one word with blanks"},
		{"[team.x]\nurl = \"postgres://db/x\"\n", "no setting of a team"},
		{"team = \"postgres://db/x\"\n", "has a mistake in line 1"},
	} {
		at(t, row.text)
		if _, err := Load("", environment()); err == nil || !strings.Contains(err.Error(), row.says) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%q says %v", row.text, err)
		}
	}
}

func TestTheURLIsWrittenIntoTheSettingsAndTakenOutAgain(t *testing.T) {
	const url = "postgres://u@db.example/calls"
	for claim, text := range map[string]string{
		"no file":               "",
		"one of before":         "theme = \"dark\"\n[profiles.default]\nuser_id = \"u\" # mine\n",
		"one with another team": "[team]\nurl = \"postgres://x@other/calls\"\n",
		"one that is new":       newFile("default"),
	} {
		at(t, text)
		if err := SaveTeamURL(url); err != nil {
			t.Errorf("%s: %v", claim, err)
		}
		if s, err := Load("", environment()); err != nil || s.Team.URL != url || strings.Contains(text, "user_id = \"u\"") && s.User != "u" {
			t.Errorf("%s: %q, %v in\n%s", claim, s.Team.URL, err, saved(t))
		}
		if err := SaveTeamURL(""); err != nil {
			t.Errorf("%s: %v", claim, err)
		}
		if s, err := Load("", environment()); err != nil || s.Team.IsSet() {
			t.Errorf("%s: %q is left, %v", claim, s.Team.URL, err)
		}
	}
}

func TestAPasswordIsAskedOfItsCommandAndOfNothingElse(t *testing.T) {
	t.Setenv(EnvPassword, "")
	ran := filepath.Join(t.TempDir(), "ran")
	settings := func(body string) string {
		return "[team]\nurl = \"postgres://u@db.example/calls\"\n" + keyCommand(t, body)
	}
	limit := keyTime
	ask := func(text string, env ...string) (string, error) {
		withKeys(t, text)
		s, err := Load("", environment(env...))
		if err != nil {
			t.Fatal(err)
		}
		of := s.Team.passwords(limit)
		if first, err := of(t.Context()); err != nil {
			return first, err
		}
		return of(t.Context())
	}
	if p, err := ask("[team]\nurl = \"postgres://u@db.example/calls\"\n"); p != "" || err != nil {
		t.Errorf("without a command: %q, %v", p, err)
	}
	withKeys(t, settings("echo x >>"+ran+"; printf ' two words \\n'"))
	s, err := Load("", environment())
	if err != nil {
		t.Fatal(err)
	}
	of := s.Team.Passwords()
	for range 2 {
		if p, err := of(t.Context()); p != " two words " || err != nil {
			t.Errorf("it is %q, %v", p, err)
		}
	}
	if data, err := os.ReadFile(ran); err != nil || string(data) != "x\n" {
		t.Errorf("the command ran for %q, %v", data, err)
	}
	for _, row := range []struct{ claim, body, says string }{
		{"it fails", "echo " + databasePassword + " >&2; echo " + databasePassword + "; exit 3", "ended with exit status 3"},
		{"it prints nothing", "echo ' '", "printed nothing"},
		{"it prints lines", "echo " + databasePassword + "; echo x", "printed several lines"},
		{"it prints what drives a terminal", "printf '\\033[2J" + databasePassword + "'", "characters that no password has"},
		{"it never ends", "echo " + databasePassword + "; sleep 100", "took longer than"},
	} {
		if limit = keyTime; strings.HasPrefix(row.says, "took") {
			limit = 200 * time.Millisecond
		}
		if p, err := ask(settings(row.body)); p != "" || err == nil || !strings.Contains(err.Error(), row.says) || !strings.HasPrefix(err.Error(), "key_command of [team] (") || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %q, %v", row.claim, p, err)
		}
	}
	limit = keyTime
	one := settings("echo " + databasePassword)
	for _, row := range []struct {
		claim, url string
		taken      bool
	}{
		{"the same database", "postgresql://u@db.example:5432/calls?sslmode=verify-full", true},
		{"another host", "postgres://u@evil.example/calls", false},
		{"another port", "postgres://u@db.example:6432/calls", false},
		{"another user", "postgres://root@db.example/calls", false},
	} {
		p, err := ask(one, EnvTeamURL, row.url)
		if row.taken != (p == databasePassword) || !row.taken && (err == nil || !strings.Contains(err.Error(), "not sent there")) {
			t.Errorf("%s: %q, %v", row.claim, p, err)
		}
	}
	t.Setenv(EnvPassword, "of-environment")
	if p, err := ask(settings("exit 1")); p != "" || err != nil {
		t.Errorf("PGPASSWORD does not go before it: %q, %v", p, err)
	}
}

func newSecret(t *testing.T) team.Secret {
	t.Helper()
	s, err := team.NewSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestASecretIsStoredForItsOwnerAloneAndForgotten(t *testing.T) {
	withKeys(t, "")
	secret := newSecret(t)
	find := func(env ...string) (team.Secret, Source, error) {
		s, err := Load("", environment(env...))
		if err != nil {
			t.Fatal(err)
		}
		return s.Team.FindSecret()
	}
	if got, _, err := find(); err != nil || !got.IsZero() {
		t.Errorf("none is stored: %v, %v", got, err)
	}
	if err := SaveTeamSecret(secret, "db.example:5432/calls"); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(TeamPath()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if got, from, err := find(); err != nil || got != secret || from.Name != TeamPath() {
		t.Errorf("it is not found: %v, %v", from, err)
	}
	other := newSecret(t)
	if got, from, err := find(EnvTeamSecret, other.Code()); err != nil || got != other || from.Kind != FromEnvironment {
		t.Errorf("the environment does not go before it: %v, %v", from, err)
	}
	slip := other.Code()[:20] + "A" + other.Code()[21:]
	if _, _, err := find(EnvTeamSecret, slip); slip != other.Code() && (err == nil || strings.Contains(err.Error(), slip[7:17]) || !strings.HasPrefix(err.Error(), EnvTeamSecret)) {
		t.Errorf("a slip says %v", err)
	}
	s, err := Load("", environment(EnvTeamSecret, other.Code()))
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(s)
	if text := fmt.Sprintf("%v %+v %s %s", s, &s, data, CommandEnvironment([]string{EnvTeamSecret + "=" + other.Code()}, "")); err != nil || strings.Contains(text, other.Code()[7:17]) {
		t.Errorf("it is shown: %s", text)
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660} {
		if err := os.Chmod(TeamPath(), mode); err != nil {
			t.Fatal(err)
		}
		if _, _, err := find(); err == nil || !strings.HasSuffix(err.Error(), "Run `chmod 600 "+TeamPath()+"`.") || SaveTeamSecret(other, "x") == nil {
			t.Errorf("%o: says %v", mode, err)
		}
	}
	if had, err := ForgetTeamSecret(); err != nil || !had {
		t.Errorf("it is not forgotten: %v", err)
	}
	if had, err := ForgetTeamSecret(); err != nil || had {
		t.Errorf("it is forgotten twice: %v", err)
	}
	for _, text := range []string{"code = [" + secret.Code() + "\n", "code = \"" + secret.Code() + "X\"\n", ""} {
		if err := os.WriteFile(TeamPath(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := find(); err == nil || strings.Contains(err.Error(), secret.Code()[7:17]) {
			t.Errorf("a damaged file says %v", err)
		}
	}
}
