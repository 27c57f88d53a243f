package config

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func saved(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(Path())
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestANewSettingsFileSaysWhatThereIs(t *testing.T) {
	at(t, "")
	yes := true
	if err := SaveProfile("acme", Values{User: "user_1", Agent: "a", Region: "GB", BaseURL: "https://acme.example", ReadOnly: &yes, Usual: true}); err != nil {
		t.Fatal(err)
	}
	text := saved(t)
	for _, s := range slices.Concat(namesOf(settings), namesOf(profileSettings), namesOf(teamSettings)) {
		if !strings.Contains(text, s+" = ") {
			t.Errorf("%s is not in\n%s", s, text)
		}
	}
	if info, err := os.Stat(Path()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	s, err := Load("", environment())
	if err != nil || s.Profile != "acme" || s.User != "user_1" || s.Agent != "a" || s.Region != "GB" || s.BaseURL != "https://acme.example" || !s.ReadOnly {
		t.Errorf("settings %+v, %v", s, err)
	}
	// Every line that is shown as a comment is right once the sign is taken off.
	for _, line := range strings.SplitAfter(newFile("x"), "\n") {
		if bare, is := strings.CutPrefix(line, "# "); is && strings.Contains(line, " = ") {
			head := "[profiles.x]\n"
			if _, ok := shownBy(line, teamSettings); ok {
				head = "[team]\n"
			}
			if shown, ok := shownBy(line, settings); ok || strings.HasPrefix(bare, "callcentre") {
				if head = ""; shown.name == "profile" {
					head = "[profiles.default]\n"
					bare, head = bare+head, ""
				}
				if !ok {
					head = "[hours]\n"
				}
			}
			at(t, head+bare)
			if _, err := Load("", environment()); err != nil {
				t.Errorf("%s: %v", line, err)
			}
			if _, err := LoadHours("x"); err != nil && !strings.Contains(err.Error(), "hours_basis") {
				t.Errorf("%s: %v", line, err)
			}
			if _, err := LoadTelling(); err != nil {
				t.Errorf("%s: %v", line, err)
			}
		}
	}
}

func TestWhatTheOperatorWroteStays(t *testing.T) {
	for _, row := range []struct{ claim, before, after string }{
		{"a value is changed where it stands", "# mine\n[profiles.default]\nuser_id = 'old' # hers\n# end\n", "# mine\n[profiles.default]\nuser_id = \"new\" # hers\n# end\n"},
		{"a new one comes after those of its profile", "[profiles.a]\nagent_id = \"a\"\n\n[profiles.default]\n\nagent_id = \"x\" # x\n\n# about b\n[profiles.b]\n",
			"[profiles.a]\nagent_id = \"a\"\n\n[profiles.default]\n\nagent_id = \"x\" # x\nuser_id = \"new\"\n\n# about b\n[profiles.b]\n"},
		{"and not within a list of several lines", "[profiles.default]\nkey_command = [\n \"pass\",\n \"x\"]\n", "[profiles.default]\nkey_command = [\n \"pass\",\n \"x\"]\nuser_id = \"new\"\n"},
		{"a file without a last line end gets one", "[profiles.default]\nagent_id = \"x\"", "[profiles.default]\nagent_id = \"x\"\nuser_id = \"new\"\n"},
		{"a comment of the operator's own is none of ours", "[profiles.default]\n# user_id = \"was\"\n", "[profiles.default]\nuser_id = \"new\"\n# user_id = \"was\"\n"},
		{"a dotted name is one", "profiles.default.user_id = \"old\"\n", "profiles.default.user_id = \"new\"\n"},
		{"a value over several lines is replaced whole", "[profiles.default]\nuser_id = \"\"\"\nold\"\"\" # x\nagent_id = \"a\"\n", "[profiles.default]\nuser_id = \"new\" # x\nagent_id = \"a\"\n"},
	} {
		at(t, row.before)
		if err := SaveProfile("default", Values{User: "new"}); err != nil {
			t.Errorf("%s: %v", row.claim, err)
		}
		if got := saved(t); got != row.after {
			t.Errorf("%s:\n%s\nwant\n%s", row.claim, got, row.after)
		}
	}
}

func TestAValueThatIsEmptiedBecomesAComment(t *testing.T) {
	all := Values{Emptied: Emptied{BaseURL: true, User: true, Agent: true, Region: true, Hours: true}}
	for _, row := range []struct{ claim, before, after string }{
		{"with what was written beside it", "[profiles.default]\nagent_id = 'a' # hers\nread_only = true\n", "[profiles.default]\n# agent_id = 'a' # hers\nread_only = true\n"},
		{"over all of its lines", "[profiles.default]\nuser_id = \"\"\"\nold\"\"\" # x\n", "[profiles.default]\n# user_id = \"\"\"\n# old\"\"\" # x\n"},
		{"hours with the reason for them", "[profiles.default]\nhours = \"daily 7-22\"\nhours_basis = \"they asked\"\n", "[profiles.default]\n# hours = \"daily 7-22\"\n# hours_basis = \"they asked\"\n"},
		{"of its own profile alone", "[profiles.b]\nregion = \"GB\"\n[profiles.default]\nregion = \"FR\"\n", "[profiles.b]\nregion = \"GB\"\n[profiles.default]\n# region = \"FR\"\n"},
		{"under a dotted name", "profiles.default.base_url = \"https://x.example\"\n", "# profiles.default.base_url = \"https://x.example\"\n"},
		{"and what is not there stays so", "[profiles.default]\n# about nothing\n", "[profiles.default]\n# about nothing\n"},
	} {
		at(t, row.before)
		if err := SaveProfile("default", all); err != nil {
			t.Errorf("%s: %v", row.claim, err)
		}
		if got := saved(t); got != row.after {
			t.Errorf("%s:\n%s\nwant\n%s", row.claim, got, row.after)
		}
		s, err := Load("default", environment())
		h, wrong := LoadHours("default")
		if err != nil || wrong != nil || s.User+s.Agent+s.BaseURL+h.Rule+h.Basis != "" || s.RegionFrom.Given() {
			t.Errorf("%s: it is read as %+v, %+v, %v, %v", row.claim, s, h, err, wrong)
		}
	}
	at(t, "profiles = {default = {user_id = \"old\"}}\n")
	if err := SaveProfile("default", all); err == nil || !strings.Contains(err.Error(), "Take user_id out there.") {
		t.Errorf("within a line: %v", err)
	}
}

func TestWhatCannotBeChangedIsLeftAsItIs(t *testing.T) {
	for _, row := range []struct{ claim, before, says string }{
		{"a table within a line", "profiles = {default = {user_id = \"old\"}}\n", "Write there: user_id = \"new\", below [profiles.default]."},
		{"a file with a mistake", "[profiles.default\n", "line 1"},
	} {
		at(t, row.before)
		err := SaveProfile("default", Values{User: "new"})
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: says %v", row.claim, err)
		}
		if got := saved(t); got != row.before {
			t.Errorf("%s: now it is\n%s", row.claim, got)
		}
	}
}

func TestWhatIsSavedIsWhatIsReadWhateverItIs(t *testing.T) {
	for _, value := range []string{`a"b\c`, "tab\there", "\x1b[31m", "unicode 電話", "# no comment", "'''"} {
		for _, profile := range []string{"default", "with blank", `q"uote`, "dot.ted", "電話"} {
			at(t, "")
			if err := SaveProfile(profile, Values{User: value, Agent: value}); err != nil {
				t.Fatalf("%q of %q: %v", value, profile, err)
			}
			if err := SaveProfile(profile, Values{User: value + "2"}); err != nil {
				t.Fatalf("%q of %q: %v", value, profile, err)
			}
			s, err := Load(profile, environment())
			if err != nil || s.User != value+"2" || s.Agent != value {
				t.Errorf("%q of %q: %q, %q, %v", value, profile, s.User, s.Agent, err)
			}
		}
	}
}

func TestSavingGoesToWhereALinkLeads(t *testing.T) {
	at(t, "")
	kept := filepath.Join(t.TempDir(), "mine.toml")
	if err := os.MkdirAll(filepath.Dir(Path()), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(kept, []byte("[profiles.default]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(kept, Path()); err != nil {
		t.Skip("no links here: ", err)
	}
	if err := SaveProfile("default", Values{User: "u"}); err != nil {
		t.Fatal(err)
	}
	if target, err := os.Readlink(Path()); err != nil || target != kept {
		t.Errorf("the link leads to %q, %v", target, err)
	}
	if s, err := Load("", environment()); err != nil || s.User != "u" {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestEachValueHasItsSource(t *testing.T) {
	at(t, "theme = \"light\"\nprofile = \"acme\"\n[profiles.acme]\nuser_id = \"u\"\nagent_id = \"a\"\nread_only = true\nkey_command = [\"pass\"]\nregion = \"GB\"\n")
	s, err := Load("", environment(EnvAgent, "b", EnvKey, "k", "LANG", "de_AT.UTF-8"))
	if err != nil {
		t.Fatal(err)
	}
	want := Sources{
		"theme": {Kind: FromFile, Line: 1}, "profile": {Kind: FromFile, Line: 2}, "user_id": {Kind: FromProfile, Name: "acme", Line: 4},
		"agent_id": {Kind: FromEnvironment, Name: EnvAgent}, "read_only": {Kind: FromProfile, Name: "acme", Line: 6}, "key_command": {Kind: FromProfile, Name: "acme", Line: 7},
		"region": {Kind: FromProfile, Name: "acme", Line: 8}, "key": {Kind: FromEnvironment, Name: EnvKey}, "ascii": {Kind: FromMachine, Name: "LANG"},
	}
	if !reflect.DeepEqual(s.Sources, want) {
		t.Errorf("sources\n%v, want\n%v", s.Sources, want)
	}
	if s, err = Load("acme", environment("LC_ALL", "de_AT.UTF-8", EnvBaseURL, "https://x")); err != nil || s.Sources.Of("profile") != (Source{Kind: FromFlag, Name: "--profile"}) || s.Sources.Of("base_url").String() != "CALLSHEET_BASE_URL in the environment" {
		t.Errorf("%v, %v", s.Sources, err)
	}
}

func TestAnUnknownSettingIsNamed(t *testing.T) {
	for _, row := range []struct{ claim, file, says string }{
		{"a letter too few", "[profiles.default]\n\nreadonly = true\n", "line 3: \"readonly\" is no setting. Did you mean read_only?"},
		{"letters exchanged", "tehme = \"dark\"\n", "line 1: \"tehme\" is no setting. Did you mean theme?"},
		{"a table", "[profile]\nuser_id = \"x\"\n", "line 1"},
		{"a table misspelt, once for all of it", "[proflies.default]\nuser_id = \"x\"\nagent_id = \"y\"\n", "line 1: \"proflies\" is no setting. Did you mean profiles?"},
		{"one that is like no other", "colour = \"red\"\n", "line 1: \"colour\" is no setting. There are profile, theme"},
		{"one of a profile, above", "user_id = \"x\"\n", "line 1: user_id is of a profile. Write it below a heading such as [profiles.default]."},
		{"one of all, in a profile", "[profiles.default]\ntheme = \"dark\"\n", "line 2: theme is not of \"profiles.default\" but of all."},
		{"another case", "[profiles.default]\nUser_ID = \"x\"\n", "Did you mean user_id?"},
		{"a key, which has no place there", "[profiles.default]\napi_key = \"sk-canary\"\n", "line 2: \"api_key\": the key does not belong into this file"},
		{"and its value is shown nowhere", "DIALGEN_API_KEY = \"sk-canary\"\n", "the key does not belong"},
		{"in a profile that is not worked for", "[profiles.default]\n[profiles.b]\nagnet_id = \"x\"\n", "line 3: \"agnet_id\" is no setting. Did you mean agent_id?"},
	} {
		t.Run(row.claim, func(t *testing.T) {
			at(t, row.file)
			_, err := Load("", environment())
			if err == nil || !strings.Contains(err.Error(), row.says) || strings.Contains(err.Error(), "canary") {
				t.Errorf("says %v, want %q", err, row.says)
			}
			if err != nil && strings.Count(err.Error(), "\n") > 0 {
				t.Errorf("says it several times: %v", err)
			}
			if _, err := LoadHours(""); err == nil {
				t.Error("the rules are taken")
			}
		})
	}
	at(t, "agnet = 1\n[profiles.default]\nregoin = \"GB\"\nregion = \"XX\"\n[hours]\nwhatever = \"mon-fri 9-18\"\n")
	s, err := Load("", environment(EnvUser, "u"))
	if err == nil || strings.Count(err.Error(), "\n") != 2 || s.User != "u" {
		t.Errorf("not every mistake is named, or the rest is not read: %v, %+v", err, s)
	}
}
