package cli

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"callsheet/api/sandbox"
	"callsheet/config"
	"callsheet/model"
	"callsheet/model/store"
)

const doctorKey = "dg-canary-key-0001"

// doctorService answers as Dialgen does, with its clock so far from this machine's.
func doctorService(t *testing.T, off time.Duration) string {
	t.Helper()
	box := sandbox.New(sandbox.Config{Key: doctorKey, UserID: "anna", Agents: []sandbox.Agent{{ID: "agent_on", Name: "Renewals", Active: true}, {ID: "agent_off", Name: "Old"}}})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/callsheet/") {
			http.NotFound(w, r)
			return
		}
		if off != 0 && r.URL.Path == "/api/v1/health" {
			w.Header().Set("Date", time.Now().Add(off).UTC().Format(http.TimeFormat))
			_, _ = w.Write([]byte(`{"status":"ok"}`))
			return
		}
		box.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// examined is what doctor printed as JSON.
func examined(t *testing.T, d *desk, args ...string) (doctorDocument, int) {
	t.Helper()
	code, out, says := d.run(append([]string{"doctor", "--json"}, args...)...)
	var doc doctorDocument
	if err := json.Unmarshal([]byte(out), &doc); err != nil || says != "" {
		t.Fatalf("%v: %s%s", err, out, says)
	}
	_, plain, _ := d.run(append([]string{"doctor"}, args...)...)
	for _, text := range []string{out, plain} {
		if strings.Contains(text, "canary") || strings.Contains(text, "hunter2") || strings.Contains(text, "\x1b") {
			t.Errorf("it shows what nobody may see: %q", text)
		}
	}
	for _, f := range doc.Checks {
		if f.State != healthGood && f.Words+f.Do == "" || !strings.Contains(plain, f.Name) {
			t.Errorf("%+v is not said:\n%s", f, plain)
		}
	}
	if doc.Sends != (len(doc.Stops) == 0) || doc.Sends != (code == 0) || strings.Contains(plain, "Nothing stops sending.") != doc.Sends {
		t.Errorf("it ends with %d, and says %v, %v:\n%s", code, doc.Sends, doc.Stops, plain)
	}
	return doc, code
}

func (d doctorDocument) check(name string) finding {
	for _, f := range d.Checks {
		if f.Name == name {
			return f
		}
	}
	return finding{}
}

func TestTheDoctorSaysWhatStopsSending(t *testing.T) {
	right := doctorService(t, 0)
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	const account = "[profiles.default]\nuser_id = \"anna\"\nagent_id = \"agent_on\"\n"
	for _, row := range []struct {
		claim    string
		settings string
		env      map[string]string
		prepare  func(t *testing.T)
		stops    []string
		check    string // whose words are
		says     string
	}{
		{"all is well", account, nil, nil, nil, "agent", ""},
		{"a clock that is wrong stops nothing, and is said", account, map[string]string{config.EnvBaseURL: doctorService(t, -3*time.Hour)}, nil, nil, "clock", "3 h ahead of the service's. Have it set right"},
		{"a key that is not accepted", account, map[string]string{config.EnvKey: "dg-other-canary-key"}, nil, []string{"key accepted"}, "key accepted", "does not accept this key"},
		{"no key", account, map[string]string{config.EnvKey: ""}, nil, []string{"key"}, "key", "There is no key. Run `callsheet login`, or set DIALGEN_API_KEY"},
		{"a key_command that fails with the key", account + "key_command = [\"sh\", \"-c\", \"echo " + doctorKey + " >&2; exit 1\"]\n", map[string]string{config.EnvKey: "", config.EnvBaseURL: ""}, nil, []string{"key", "service"}, "key", "ended with exit status 1"},
		{"a user of another account", account, map[string]string{config.EnvUser: "ben"}, nil, []string{"user"}, "user", "does not belong to the key"},
		{"an agent that is off", account, map[string]string{config.EnvAgent: "agent_off"}, nil, []string{"agent"}, "agent", "is switched off"},
		{"nobody at the address", account, map[string]string{config.EnvBaseURL: gone.URL}, nil, []string{"service", "key accepted"}, "service", "nothing answers at its address"},
		{"an address with a password", account, map[string]string{config.EnvBaseURL: "https://anna:hunter2@dialgen.example"}, nil, []string{"service", "key accepted"}, "service", "contains a user name or password"},
		{"a setting that is none", "tehme = \"dark\"\n" + account, nil, nil, []string{"settings"}, "settings", "line 1: \"tehme\" is no setting. Did you mean theme?"},
		{"a file that cannot be read, of which the address is not known", "[profiles.default\n", map[string]string{config.EnvBaseURL: ""}, nil, []string{"settings", "service", "key accepted"}, "key accepted", "Not asked: it is not known for which service the key is"},
		{"the key in the settings", account + "api_key = \"" + doctorKey + "\"\n", nil, nil, []string{"settings"}, "settings", "the key does not belong into this file"},
		{"rules that nobody understands", account + "hours = \"whenever\"\n", nil, nil, []string{"hours"}, "hours", "line 4"},
		{"a command for events that is not there stops nothing", "on_event = [\"/nowhere/page\"]\n" + account, nil, nil, nil, "on_event", "cannot be run"},
		{"a profile that only looks", account + "read_only = true\n", nil, nil, nil, "profile", "can only look"},
		{"no home", "", map[string]string{config.EnvUser: "anna"}, func(t *testing.T) {
			for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"} {
				t.Setenv(name, "")
			}
		}, []string{"settings", "store"}, "settings", "Set HOME to your home folder"},
		{"a disk that takes nothing", account, nil, func(t *testing.T) { t.Setenv("XDG_DATA_HOME", "/proc/1/nowhere") }, []string{"disk"}, "disk", "Nothing can be written into /proc"},
		{"a store that is none", account, nil, func(t *testing.T) {
			if err := os.MkdirAll(config.OwnDir(), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(config.OwnDir(), store.File), []byte("no database, for long enough to be taken for one"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, []string{"store"}, "store", ""},
		{"a stored key that others can read", account, map[string]string{config.EnvKey: ""}, func(t *testing.T) {
			if err := config.SaveKey("default", right, doctorKey); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(config.KeysPath(), 0o644); err != nil {
				t.Fatal(err)
			}
		}, []string{"key"}, "key", "Run `chmod 600 "},
		{"a locale without letters", account, map[string]string{"LANG": "C"}, nil, nil, "locale", "not UTF-8"},
	} {
		t.Run(row.claim, func(t *testing.T) {
			if runtime.GOOS != "linux" && strings.Contains(row.claim, "disk") || runtime.GOOS == "windows" {
				t.Skip("there is no /proc, or no mode of files")
			}
			env := map[string]string{config.EnvBaseURL: right, config.EnvKey: doctorKey, "LANG": "C.UTF-8"}
			maps.Copy(env, row.env)
			d := newDesk(t, env)
			if row.settings != "" {
				d.settings(row.settings)
			}
			if row.prepare != nil {
				row.prepare(t)
				xdg.Reload()
			}
			doc, _ := examined(t, d)
			if !slices.Equal(doc.Stops, row.stops) && len(doc.Stops)+len(row.stops) > 0 {
				t.Errorf("%v stop sending, want %v: %+v", doc.Stops, row.stops, doc.Checks)
			}
			if f := doc.check(row.check); f.Name == "" || !strings.Contains(f.Words+" "+f.Do, row.says) {
				t.Errorf("of %s it says %+v, want %q", row.check, f, row.says)
			}
		})
	}
}

func TestTheDoctorSaysWhereEachValueIsFrom(t *testing.T) {
	d := newDesk(t, map[string]string{config.EnvBaseURL: doctorService(t, 0), config.EnvKey: doctorKey, config.EnvAgent: "agent_on"})
	d.settings("theme = \"light\"\n[profiles.acme]\nuser_id = \"anna\"\nregion = \"GB\"\nhours = \"mon-fri 9-18\"\n")
	doc, code := examined(t, d, "--profile", "acme")
	if code != 0 || doc.File != config.Path() || doc.Profile != "acme" {
		t.Errorf("%d, %+v", code, doc)
	}
	for _, want := range []settingFound{
		{"profile", "acme", "--profile", "flag", 0},
		{"key", "(not shown)", "DIALGEN_API_KEY in the environment", "environment", 0},
		{"user_id", "anna", `profile "acme", line 3 of ` + config.Path(), "profile", 3},
		{"agent_id", "agent_on", "DIALGEN_AGENT_ID in the environment", "environment", 0},
		{"region", "GB", `profile "acme", line 4 of ` + config.Path(), "profile", 4},
		{"hours", "mon-fri 9-18", `profile "acme", line 5 of ` + config.Path(), "profile", 5},
		{"theme", "light", "line 1 of " + config.Path(), "file", 1},
		{"grace_seconds", "10", "default", "default", 0},
	} {
		if !slices.Contains(doc.Settings, want) {
			t.Errorf("%+v is not said: %+v", want, doc.Settings)
		}
	}
}

func TestTheDoctorsSettingsStandInTheirLinesWhereverTheFileIs(t *testing.T) {
	at := t.TempDir()
	for range 3 {
		at = filepath.Join(at, strings.Repeat("deep", 12))
	}
	t.Setenv("XDG_CONFIG_HOME", at)
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	of := func(name string) string { return name + " of " + config.Path() }
	text := settingLines([]settingFound{
		{"user_id", "anna", of(`profile "acme", line 3`), "profile", 3},
		{"base_url", strings.Repeat("https://a.example", 4), of("line 1"), "file", 1},
		{"theme", "", "default", "default", 0},
	}, 80)
	for line := range strings.Lines(text) {
		if n := len(strings.TrimRight(line, "\n")); n > 2+nameWidth+68+2 || strings.Contains(line, config.Path()) {
			t.Errorf("%d cells: %q", n, line)
		}
	}
	if !strings.Contains(text, "  user_id       anna                      profile \"acme\", line 3\n") || !strings.Contains(text, "\n                  line 1\n") {
		t.Errorf("it is\n%s", text)
	}
}

func TestTheDoctorNamesWhoElseIsHere(t *testing.T) {
	d := newDesk(t, map[string]string{config.EnvBaseURL: doctorService(t, 0), config.EnvKey: doctorKey, config.EnvUser: "anna", config.EnvAgent: "agent_on"})
	other, err := store.Open(t.Context(), config.OwnDir(), store.Options{Who: "ben, terminal pts/7"})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Campaigns.Create(context.Background(), model.Draft{Name: "Spring"}); err != nil {
		t.Fatal(err)
	}
	doc, code := examined(t, d)
	if f := doc.check("consoles"); code != 0 || !strings.Contains(f.Words, `"Spring" by ben, terminal pts/7`) {
		t.Errorf("%d: %+v", code, f)
	}
}

func TestTheDoctorShowsTheKeyNowhere(t *testing.T) {
	d := newDesk(t, map[string]string{config.EnvKey: doctorKey})
	x := &examination{command: command{&streams{}, &environment{getenv: func(name string) string { return d.env[name] }}}}
	x.key = doctorKey
	if f := x.find("proxy", healthBad, "see https://proxy/?"+doctorKey, doctorKey); strings.Contains(f.Words+f.Do, "canary") {
		t.Errorf("it says %+v", f)
	}
}
