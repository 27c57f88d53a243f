package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"callsheet/model/columns"
)

// at puts a settings file where it is looked for.
func at(t *testing.T, text string) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", dir)
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	if text == "" {
		return
	}
	if err := os.MkdirAll(filepath.Join(dir, "callsheet"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(Path(), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

const acme = `
theme = "light"
[profiles.default]
user_id = "user_file"
region = "uk"
[profiles.acme]
base_url = "https://acme.example"
agent_id = "agent_acme"
`

func TestSettingsComeFromTheNearestPlace(t *testing.T) {
	at(t, acme)
	s, err := Load("", environment(EnvUser, "user_env", EnvKey, " secret ", EnvASCII, "1"))
	if err != nil {
		t.Fatal(err)
	}
	want := Settings{Profile: "default", User: "user_env", Key: "secret", Region: "GB", RegionFrom: columns.FromProfile, Background: BackgroundLight, ASCII: true, Data: OwnFolder(), Grace: usualGrace}
	if s.Sources, s.ownBaseURL = nil, ""; !reflect.DeepEqual(s, want) {
		t.Errorf("settings %+v, want %+v", s, want)
	}
	s, err = Load("acme", environment(EnvTheme, "dark", "LANG", "de_AT.UTF-8"))
	if err != nil {
		t.Fatal(err)
	}
	want = Settings{Profile: "acme", BaseURL: "https://acme.example", Agent: "agent_acme", Region: "AT", RegionFrom: columns.FromNone, Background: BackgroundDark, Data: OwnFolder(), Grace: usualGrace}
	if s.Sources, s.ownBaseURL = nil, ""; !reflect.DeepEqual(s, want) {
		t.Errorf("settings %+v, want %+v", s, want)
	}
}

func TestWithoutAFileTheEnvironmentIsEnough(t *testing.T) {
	at(t, "")
	s, err := Load("", environment(EnvAgent, "a"))
	if err != nil || s.Agent != "a" || s.Background != "" || s.Region != "" {
		t.Errorf("settings %+v %v", s, err)
	}
}

func TestMistakesAreExplained(t *testing.T) {
	cases := []struct{ name, file, profile, theme, says string }{
		{"a broken file names its line", "[profiles.default]\nuser_id = ", "", "", "line 2"},
		{"a region nobody knows", "[profiles.default]\nregion = \"XX\"", "", "", "two letters"},
		{"a profile nobody made", acme, "other", "", "no profile"},
		{"a theme nobody drew", acme, "", "pink", "dark, light or auto"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			at(t, c.file)
			_, err := Load(c.profile, environment(EnvTheme, c.theme))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("said %v, want %q", err, c.says)
			}
		})
	}
}

func TestALocaleThatIsNotUTF8IsDrawnInASCII(t *testing.T) {
	at(t, "")
	cases := []struct {
		name  string
		env   []string
		ascii bool
	}{
		{"no locale says nothing", nil, false},
		{"C is ASCII", []string{"LANG", "C"}, true},
		{"POSIX is ASCII", []string{"LANG", "POSIX"}, true},
		{"C.UTF-8 is not", []string{"LANG", "C.UTF-8"}, false},
		{"utf8 is UTF-8", []string{"LANG", "de_DE.utf8@euro"}, false},
		{"a language without a coding is not UTF-8", []string{"LANG", "de_DE"}, true},
		{"Latin-1 is not UTF-8", []string{"LANG", "de_DE.ISO-8859-1"}, true},
		{"LC_CTYPE goes before LANG", []string{"LC_CTYPE", "en_GB.UTF-8", "LANG", "C"}, false},
		{"LC_ALL goes before both", []string{"LC_ALL", "C", "LC_CTYPE", "en_GB.UTF-8"}, true},
		{"the operator goes before all", []string{EnvASCII, "0", "LANG", "C"}, false},
		{"and so the other way", []string{EnvASCII, "1", "LANG", "en_GB.UTF-8"}, true},
	}
	for _, c := range cases {
		s, err := Load("", environment(c.env...))
		if err != nil || s.ASCII != c.ascii {
			t.Errorf("%s: ASCII %v, %v, want %v", c.name, s.ASCII, err, c.ascii)
		}
	}
}

func TestTheTimeToTakeACampaignBackIsSet(t *testing.T) {
	for text, want := range map[string]time.Duration{"": usualGrace, "grace_seconds = 0\n": 0, "grace_seconds = 30\n": 30 * time.Second} {
		at(t, text)
		if s, err := Load("", environment()); err != nil || s.Grace != want {
			t.Errorf("%q gives %s, %v", text, s.Grace, err)
		}
	}
	for _, text := range []string{"grace_seconds = -1\n", "grace_seconds = 301\n", "grace_seconds = \"long\"\n"} {
		at(t, text)
		if _, err := Load("", environment()); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
