//go:build unix

package config

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"
)

const canary = "sk-canary-0123456789"

// withKeys makes folders for a test, and a command that prints a key.
func withKeys(t *testing.T, settings string) {
	t.Helper()
	at(t, settings)
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	xdg.Reload()
}

// keyCommand is a setting with a command that runs a script.
func keyCommand(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key command")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return "key_command = [\"" + path + "\", \"$(id)\"]\n"
}

func find(t *testing.T, profile string, env ...string) (Settings, error) {
	t.Helper()
	s, err := Load(profile, environment(env...))
	if err != nil {
		t.Fatal(err)
	}
	return s.FindKey(t.Context())
}

func TestTheKeyComesFromTheNearestSource(t *testing.T) {
	ran := filepath.Join(t.TempDir(), "ran")
	withKeys(t, "[profiles.default]\n"+keyCommand(t, "echo x >>"+ran+"; echo ' of-command '")+"[profiles.plain]\n[profiles.none]\n")
	if err := SaveKey("plain", "", "of-file"); err != nil {
		t.Fatal(err)
	}
	if err := SaveKey("default", "", "of-default-file"); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		claim, profile, env string
		key                 Key
		kind                SourceKind
	}{
		{"the environment goes before key_command", "default", " of-env\n", "of-env", FromEnvironment},
		{"key_command before the file", "default", "", "of-command", FromKeyCommand},
		{"the environment before the file", "plain", "of-env", "of-env", FromEnvironment},
		{"the file is the last", "plain", "", "of-file", FromKeyFile},
		{"the key of another profile is none", "none", "", "", FromDefault},
	} {
		s, err := find(t, row.profile, EnvKey, row.env)
		if err != nil || s.Key != row.key || s.Sources.Of("key").Kind != row.kind {
			t.Errorf("%s: %s from %v, %v", row.claim, string(s.Key), s.Sources.Of("key"), err)
		}
	}
	if data, err := os.ReadFile(ran); err != nil || string(data) != "x\n" {
		t.Errorf("key_command ran for %q, %v", data, err)
	}
}

func TestACommandThatGivesNoKeyIsExplainedAndNotQuoted(t *testing.T) {
	for _, row := range []struct{ claim, body, says string }{
		{"it fails, with the key in what it complains of", "echo " + canary + " >&2; echo " + canary + "; exit 1", "ended with exit status 1. Run it by hand"},
		{"it prints nothing", "echo", "printed nothing"},
		{"it prints several lines", "echo " + canary + "; echo user: anna", "printed several lines"},
		{"it prints what drives a terminal", `printf '\033]0;` + canary + `\007'`, "other characters that no key has"},
		{"it prints a nought", `printf 'sk\0-` + canary + `'`, "other characters that no key has"},
		{"it prints what is no letter", `printf '\377\376` + canary + `'`, "other characters that no key has"},
		{"it prints without an end", "yes " + canary, "printed far more than a key"},
		{"it complains without an end", "yes " + canary + " >&2", "took longer than"},
		{"it never ends, nor does what it started", "echo " + canary + "; sleep 1000 & sleep 1000", "took longer than"},
		{"it waits for an answer", "read x && echo $x" + canary, "ended with exit status 1"},
		{"it asks at the terminal", "read x </dev/tty && echo " + canary, "ended with exit status"},
		{"it prints too long a key", "head -c 5000 /dev/zero | tr '\\0' k", "too long"},
	} {
		t.Run(row.claim, func(t *testing.T) {
			withKeys(t, "[profiles.default]\n"+keyCommand(t, row.body))
			// The stored key is no way out: somebody meant the command's.
			if err := SaveKey("default", "", "of-file"); err != nil {
				t.Fatal(err)
			}
			s, err := Load("", environment())
			if err != nil {
				t.Fatal(err)
			}
			limit := keyTime
			if strings.HasPrefix(row.says, "took") {
				limit = 200 * time.Millisecond
			}
			s, err = s.findKey(t.Context(), limit)
			if err == nil || !strings.Contains(err.Error(), row.says) || s.Key != "" {
				t.Errorf("says %v, want %q", err, row.says)
			}
			if err != nil && (strings.Contains(err.Error(), "canary") || strings.ContainsAny(err.Error(), "\x1b\x07\x00")) {
				t.Errorf("shows what it printed: %q", err)
			}
		})
	}
}

func TestACommandIsRunWithoutAShellAndWithoutTheKey(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	t.Setenv(EnvKey, canary)
	t.Setenv("DIALGEN_USER_ID", "u")
	t.Setenv("CALLSHEET_BASE_URL", "")
	withKeys(t, "[profiles.default]\n"+keyCommand(t, `{ printf '%s\n' "$@"; env; } >`+out+`; cat >>`+out+`; echo key`))
	if s, err := find(t, ""); err != nil || s.Key != "key" {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if text := string(data); err != nil || !strings.HasPrefix(text, "$(id)\n") || strings.Contains(text, "canary") || strings.Contains(text, "DIALGEN") || strings.Contains(text, "CALLSHEET") {
		t.Errorf("given %s, %v", text, err)
	}
}

func TestACommandThatCannotBeRunNamesItsLine(t *testing.T) {
	withKeys(t, "[profiles.default]\n\nkey_command = [\"/nowhere/pass\", \""+canary+"\"]\n")
	_, err := find(t, "")
	if err == nil || !strings.Contains(err.Error(), "line 3 of "+Path()) || !strings.Contains(err.Error(), "cannot be run") || strings.Contains(err.Error(), canary) {
		t.Errorf("says %v", err)
	}
	for _, text := range []string{"key_command = []", "key_command = \"pass show\"", "key_command = [\"./pass\"]", "key_command = [\"echo " + canary + "\"]"} {
		at(t, "[profiles.default]\n"+text+"\n")
		s, err := Load("", environment())
		if err == nil || !strings.Contains(err.Error(), "line 2") || strings.Contains(err.Error(), canary) || s.KeyCommand != nil {
			t.Errorf("%s: says %v", text, err)
		}
	}
	withKeys(t, "[profiles.default]\n"+keyCommand(t, "sleep 1000"))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	s, err := Load("", environment())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.FindKey(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped, it says %v", err)
	}
}

func TestAKeyIsForItsOwnServiceAlone(t *testing.T) {
	const profiles = "[profiles.default]\n%s[profiles.acme]\nbase_url = \"https://acme.example:8443\"\n%s[profiles.path]\nbase_url = \"https://SA.dialgen.ai.:443/v2\"\n%s"
	c := func(text string) string { return strings.ReplaceAll(profiles, "%s", text) }
	for _, from := range []string{"command", "file"} {
		text := ""
		if from == "command" {
			text = keyCommand(t, "echo "+canary)
		}
		withKeys(t, c(text))
		if from == "file" {
			for profile, address := range map[string]string{"default": "", "acme": "https://acme.example:8443/x", "path": ""} {
				if err := SaveKey(profile, address, canary); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, row := range []struct {
			claim, profile, address string
			taken                   bool
		}{
			{"the public service", "default", "", true},
			{"the public service, by its address", "default", "https://sa.dialgen.ai", true},
			{"in other letters, with its port", "default", "HTTPS://SA.Dialgen.ai:443/api", true},
			{"another host", "default", "https://evil.example", false},
			{"a host that begins like it", "default", "https://sa.dialgen.ai.evil.example", false},
			{"another scheme", "default", "http://sa.dialgen.ai", false},
			{"another port", "default", "https://sa.dialgen.ai:8443", false},
			{"letters that look like it", "default", "https://sa.diаlgen.ai", false},
			{"this machine", "default", "http://127.0.0.1:8787", false},
			{"what is no address", "default", "://", false},
			{"the profile's own", "acme", "", true},
			{"the public one, with the profile's key", "acme", "https://sa.dialgen.ai", false},
			{"the profile's host, at another port", "acme", "https://acme.example", false},
			{"a way of writing it", "path", "", true},
		} {
			s, err := find(t, row.profile, EnvBaseURL, row.address)
			if row.taken != (err == nil && string(s.Key) == canary) {
				t.Errorf("the key of the %s to %s: %v", from, row.claim, err)
			}
			if !row.taken && (err == nil || !strings.Contains(err.Error(), "not sent there") || !strings.Contains(err.Error(), EnvBaseURL) || strings.Contains(err.Error(), canary)) {
				t.Errorf("the key of the %s to %s: says %v", from, row.claim, err)
			}
			if s, err := find(t, row.profile, EnvBaseURL, row.address, EnvKey, "of-env"); err != nil || s.Key != "of-env" {
				t.Errorf("the environment's key to %s: %v", row.claim, err)
			}
		}
	}
	// The address of the settings may change after the key was stored.
	withKeys(t, "")
	if err := SaveKey("acme", "https://acme.example", canary); err != nil {
		t.Fatal(err)
	}
	if err := SaveProfile("acme", Values{BaseURL: "https://other.example"}); err != nil {
		t.Fatal(err)
	}
	if _, err := find(t, "acme"); err == nil || !strings.Contains(err.Error(), "is for https://acme.example, and line ") {
		t.Errorf("the key of another service is taken: %v", err)
	}
}

func TestAKeyFileThatOthersReachIsRefused(t *testing.T) {
	for _, mode := range []os.FileMode{0o640, 0o604, 0o620, 0o602, 0o644, 0o660, 0o601, 0o777} {
		withKeys(t, "")
		if err := SaveKey("default", "", canary); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(KeysPath(), mode); err != nil {
			t.Fatal(err)
		}
		_, err := find(t, "")
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("mode %04o", mode)) || !strings.HasSuffix(err.Error(), "Run `chmod 600 "+KeysPath()+"`.") || strings.Contains(err.Error(), canary) {
			t.Errorf("%o: says %v", mode, err)
		}
		if err := SaveKey("other", "", "x"); err == nil {
			t.Errorf("%o: a key is stored beside it", mode)
		}
		if had, err := ForgetKey("default"); err != nil || !had {
			t.Errorf("%o: it is not forgotten: %v", mode, err)
		}
	}
	withKeys(t, "")
	if err := os.MkdirAll(OwnDir(), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"default = \"" + canary + "\"\n", "[default]\nkey = [" + canary + "\n"} {
		if err := os.WriteFile(KeysPath(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := find(t, ""); err == nil || strings.Contains(err.Error(), canary) || !strings.Contains(err.Error(), "Remove it: rm ") {
			t.Errorf("a damaged file says %v", err)
		}
	}
}

func TestAKeyFileOfSomebodyElseIsRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	withKeys(t, "")
	if err := SaveKey("default", "", canary); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(KeysPath(), 12345, -1); err != nil {
		t.Skip("files cannot be given away here: ", err)
	}
	for _, err := range []error{second(find(t, "")), SaveKey("default", "", "x"), second(ForgetKey("default"))} {
		if err == nil || !strings.HasSuffix(err.Error(), "run `sudo chown 0 "+KeysPath()+"`.") {
			t.Errorf("says %v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestAStoredKeyIsItsOwnersAlone(t *testing.T) {
	withKeys(t, "")
	for _, profile := range []string{"default", "with blank", `q"uote`} {
		if err := SaveKey(profile, "https://acme.example", canary); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(KeysPath())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if data, err := os.ReadFile(KeysPath()); err != nil || !strings.HasPrefix(string(data), "# API keys of Callsheet") {
		t.Errorf("%s, %v", data, err)
	}
	for _, profile := range []string{"with blank", "nobody", `q"uote`} {
		if had, err := ForgetKey(profile); err != nil || had == (profile == "nobody") {
			t.Errorf("%s: %v, %v", profile, had, err)
		}
	}
	if s, err := find(t, "", EnvBaseURL, "https://acme.example"); err != nil || string(s.Key) != canary {
		t.Errorf("the others went along: %v", err)
	}
	if had, err := ForgetKey("default"); err != nil || !had {
		t.Error(err)
	}
	if _, err := os.Stat(KeysPath()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an empty file is left: %v", err)
	}
	for _, key := range []Key{"", "two words", "line\n", Key(strings.Repeat("k", 5000))} {
		if err := SaveKey("default", "", key); err == nil {
			t.Errorf("%q is stored", string(key))
		}
	}
}

func TestAKeyIsShownNowhere(t *testing.T) {
	s := Settings{Key: canary, User: "u"}
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{fmt.Sprint(s), fmt.Sprintf("%+v", s), fmt.Sprintf("%#v", s.Key), fmt.Sprintf("%s %q %x %d", s.Key, s.Key, s.Key, s.Key), fmt.Sprintf("%v", &s), string(data), fmt.Errorf("x %v", s.Key).Error()} {
		if strings.Contains(text, "canary") || strings.Contains(text, fmt.Sprintf("%x", "canary")) {
			t.Errorf("it is shown: %s", text)
		}
	}
}

func TestTheBeginningOfWhatACommandSaysIsAllThatIsKept(t *testing.T) {
	h := &Head{Room: 10}
	c := Command{[]string{"sh", "-c", "head -c 1000000 /dev/zero >&2"}, os.Environ(), time.Minute}
	if err := c.Run(t.Context(), nil, nil, h); err != nil || len(h.String()) != 10 {
		t.Errorf("%d bytes are kept, %v", len(h.String()), err)
	}
}
