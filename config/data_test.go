package config

import (
	"os"
	"strings"
	"testing"
)

func TestCampaignsAreWhereTheSettingsSay(t *testing.T) {
	for _, row := range []struct {
		claim, file, env string
		want             string // the folder; "" = this login's own
		wrong            string
	}{
		{"where nothing is said, in the login's own folder", "", "", "", ""},
		{"where the file says", `data_dir = "/srv/callsheet"`, "", "/srv/callsheet", ""},
		{"as a clean path", `data_dir = " /srv/./callsheet/ "`, "", "/srv/callsheet", ""},
		{"where the environment says, first", `data_dir = "/srv/callsheet"`, "/srv/other", "/srv/other", ""},
		{"not where the path is not whole", `data_dir = "srv/callsheet"`, "", "", `line 1: "srv/callsheet" is given as data_dir. Write the whole path`},
		{"not where a home is not filled in", "", "~/callsheet", "", `CALLSHEET_DATA_DIR: "~/callsheet" is given as data_dir. Write the whole path`},
		{"not beside the login's own key", `data_dir = "OWN"`, "", "", "this login's own, where its key is"},
		{"not where the setting is of a profile", "[profiles.default]\ndata_dir = \"/srv/callsheet\"", "", "", "data_dir is not of \"profiles.default\" but of all"},
		{"not where the setting is misspelt", `datadir = "/srv/callsheet"`, "", "", "Did you mean data_dir?"},
		{"not where the file cannot be read", `data_dir = /srv/callsheet`, "", "", "config.toml"},
	} {
		t.Run(row.claim, func(t *testing.T) {
			at(t, strings.ReplaceAll(row.file, "OWN", OwnDir()))
			env := func(name string) string { return map[string]string{EnvData: row.env}[name] }
			got, err := LoadDataFolder(env)
			want := OwnFolder()
			if row.want != "" {
				want = DataFolder{Path: row.want, Shared: true}
			}
			if got != want {
				t.Errorf("%+v", got)
			}
			settings, of := Load("", env)
			if row.wrong == "" && settings.Data != want {
				t.Errorf("the settings have %+v", settings.Data)
			}
			for _, err := range []error{err, of} {
				if (err == nil) != (row.wrong == "") || err != nil && !strings.Contains(err.Error(), row.wrong) {
					t.Errorf("error %v", err)
				}
			}
		})
	}
}

func TestALoginThatSharesAFolderWorksNowhereElseByMistake(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	at(t, "")
	none, ours := environment(), environment(EnvData, "/srv/callsheet")
	shared, err := LoadDataFolder(ours)
	if err != nil || shared.IsJoined() {
		t.Fatalf("%+v, %v", shared, err)
	}
	for range 2 {
		if err := shared.Join(); err != nil || !shared.IsJoined() {
			t.Fatalf("joined: %v", err)
		}
	}
	for _, row := range []struct {
		claim string
		env   func(string) string
		mark  string // that is written in its place; "" = it stays
		says  string // "" = nothing is wrong
	}{
		{"with the folder", ours, "", ""},
		{"without its variable, as a nightly command", none, "", `data_dir is not set here, so people could be called twice. Write data_dir = "/srv/callsheet" above`},
		{"with another folder", environment(EnvData, "/srv/other"), "", "data_dir is /srv/other here"},
		{"with a mark that says nothing", none, "\x1b[2J", "callsheet.shared does not say"},
		{"with a mark that is too long", ours, "/" + strings.Repeat("a", 5000), "callsheet.shared does not say"},
	} {
		t.Run(row.claim, func(t *testing.T) {
			if row.mark != "" {
				if err := os.WriteFile(sharedMark(), []byte(row.mark), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			_, of := LoadDataFolder(row.env)
			_, all := Load("", row.env)
			for _, err := range []error{of, all} {
				if (err == nil) != (row.says == "") || err != nil && (!strings.Contains(err.Error(), row.says) || !strings.Contains(err.Error(), "rm ")) {
					t.Errorf("%v", err)
				}
			}
		})
	}
	if err := OwnFolder().Join(); err != nil || OwnFolder().IsJoined() {
		t.Errorf("a folder of one's own is shared: %v", err)
	}
}
