//go:build unix

package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/adrg/xdg"

	"callsheet/config"
	"callsheet/model/store/postgres/postgrestest"
)

// databaseDesk is a desk whose team is in a real database, over the network with a password that
// a command prints.
func databaseDesk(t *testing.T, url, password string) *desk {
	t.Helper()
	d := newDesk(t, map[string]string{"USER": "anna", "TZ": "UTC"})
	t.Setenv("PGPASSFILE", filepath.Join(d.home, "none"))
	give := filepath.Join(t.TempDir(), "give")
	if err := os.WriteFile(give, []byte("#!/bin/sh\necho '"+password+"'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	d.settings("[team]\nurl = \"" + url + "\"\nkey_command = [\"" + give + "\"]\n")
	return d
}

// again has the commands that follow run on this desk's machine, after those of another.
func (d *desk) again() *desk {
	d.t.Helper()
	for name, folder := range map[string]string{"HOME": "", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"} {
		d.t.Setenv(name, filepath.Join(d.home, folder))
	}
	xdg.Reload()
	return d
}

func TestATeamInADatabaseIsMadeJoinedToldAndLeft(t *testing.T) {
	db := postgrestest.NewDatabase(t)
	anna := databaseDesk(t, db.TCP(), postgrestest.Password)
	anna.want(0, "dnc", "add", "+442079460018", "+442079460019")
	said := anna.want(0, "team", "init", "--name", "Outbound")
	code := strings.TrimSpace(anna.want(0, "team", "code"))
	said += anna.want(0, "team", "import")
	var told toldReport
	if err := json.Unmarshal([]byte(anna.want(0, "team", "import", "--json")), &told); err != nil || told.DoNotCall != 2 {
		t.Errorf("told is %+v, %v", told, err)
	}

	ben := databaseDesk(t, db.TCP(), postgrestest.Password)
	if said := ben.want(1, "team", "init"); !strings.Contains(said, "`callsheet team join`") {
		t.Errorf("made twice, it says %s", said)
	}
	ben.input = code
	said += ben.want(0, "team", "join")
	var report teamReport
	if err := json.Unmarshal([]byte(ben.want(0, "team", "status", "--json")), &report); err != nil || !report.Sends || report.Name != "Outbound" || len(report.Members) != 2 || report.DoNotCall != 2 || report.Version == "" {
		t.Errorf("status is %+v, %v", report, err)
	}
	said += ben.want(0, "team", "status")
	_, out, says := ben.run("doctor")
	if said += out + says; !strings.Contains(out, "Outbound") || !strings.Contains(strings.Join(strings.Fields(out), " "), "Fsync is off") {
		t.Errorf("the doctor says %s", out)
	}
	ben.want(0, "team", "leave", "--yes")
	ben.want(0, "team", "status")
	before := report.Member
	var joined joinReport
	if err := json.Unmarshal([]byte(outOf(ben, "team", "join", db.TCP(), "--json")), &joined); err != nil || joined.Member != before || before == "" {
		t.Errorf("who was %s is %s when they join again, %v", before, joined.Member, err)
	}
	ben.input = ""
	if err := json.Unmarshal([]byte(ben.want(0, "team", "status", "--json")), &report); err != nil || !report.Sends || len(report.Members) != 2 {
		t.Errorf("joined again, status is %+v, %v", report, err)
	}
	ben.want(0, "team", "leave", "--yes")

	anna.again()
	var left teamReport
	if err := json.Unmarshal([]byte(anna.want(0, "team", "status", "--json")), &left); err != nil || len(left.Members) != 1 {
		t.Errorf("left, status is %+v, %v", left, err)
	}
	for what, secret := range map[string]string{"the join code": code[7:30], "the password": postgrestest.Password} {
		if strings.Contains(said, secret) {
			t.Errorf("%s is shown: %s", what, said)
		}
		if dump := db.Dump(t); strings.Contains(dump, secret) {
			t.Errorf("%s is in the database", what)
		}
	}
	if _, err := os.Stat(config.TeamPath()); err != nil {
		t.Error(err)
	}
}
