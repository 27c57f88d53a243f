//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"callsheet/model/store/postgres/postgrestest"
	"callsheet/ui/cli"
)

// member is a machine whose login is of a team in a database, which it reaches with a password
// that a command prints, and which the service's key is no secret to.
func member(t *testing.T, d *harness, db postgrestest.Database) {
	t.Helper()
	give := filepath.Join(t.TempDir(), "give")
	if err := os.WriteFile(give, []byte("#!/bin/sh\necho "+postgrestest.Password+"\necho it is "+postgrestest.Password+" >&2\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	d.settings("config.toml", anyHour+"[team]\nurl = \""+db.TCP()+"\"\nkey_command = [\""+give+"\"]\n")
	d.env = append(d.env, "PGPASSFILE="+filepath.Join(d.home, "none"), "PGPASSWORD=")
}

// Two members of a team send the same people, list and cancel each other's, and are asked for
// all that is secret: neither the key of the service, nor the join code, nor the password of the
// database is in what they print, in what is kept on their machines but the file for it, or in
// the database.
func TestNoSecretOfATeamIsPrintedOrKept(t *testing.T) {
	t.Parallel()
	postgrestest.Need(t)
	db, served := postgrestest.NewDatabase(t), serve(t)
	anna, ben := newHarness(t, served.server.URL), newHarness(t, served.server.URL)
	member(t, anna, db)
	member(t, ben, db)
	said := ""
	run := func(d *harness, code int, args ...string) ran {
		t.Helper()
		r := d.run(args...).exits(code)
		said += r.out + r.says
		return r
	}
	run(anna, 0, "team", "init", "--name", "Outbound")
	code := strings.TrimSpace(anna.run("team", "code").exits(0).out)
	ben.env = append(ben.env, "CALLSHEET_TEAM_SECRET="+code)
	run(ben, 0, "team", "join", "--json")

	run(anna, 0, "send", anna.spring(), "--yes", "--json")
	if r := run(ben, 1, "send", ben.spring(), "--yes", "--json"); !strings.Contains(r.says, "colleague") && !strings.Contains(r.out+r.says, "anna") {
		t.Errorf("the same people are refused without a word of whose they are: %s%s", r.out, r.says)
	}
	if r := run(ben, 0, "list"); !strings.Contains(r.out, "Spring leads") {
		t.Errorf("a colleague's campaign is not listed: %s", r.out)
	}
	run(ben, 0, "team", "status", "--json")
	ben.run("doctor")
	if r := run(ben, 0, "cancel", "Spring leads", "--yes"); !strings.Contains(r.says, "not yours") {
		t.Errorf("it is not said whose it is: %s%s", r.out, r.says)
	}
	for n, times := range served.Dials() {
		if times > 1 {
			t.Errorf("%s is dialled %d times", n, times)
		}
	}
	// Whoever pastes one where it does not belong.
	for _, args := range [][]string{{code}, {"team", "join", code}, {"team", code}, {"list", "--profile", code}, {"cancel", code, "--yes"}, {"team", "takeover", code, "--yes"},
		{"team", "join", "postgres://u:" + postgrestest.Password + "@127.0.0.1/x"}, {"dnc", "add", code}} {
		r := ben.run(args...)
		said += r.out + r.says
	}
	dump := db.Dump(t)
	for what, secret := range map[string]string{"the join code": strings.TrimPrefix(code, "CSTEAM-"), "the password": postgrestest.Password, "the key": testKey} {
		for where, text := range map[string]string{"is printed": said, "is in the database": dump} {
			if form, found := cli.FindKey([]byte(text), secret); found {
				t.Errorf("%s %s, as %q", what, where, form)
			}
		}
		for _, d := range []*harness{anna, ben} {
			if err := os.RemoveAll(filepath.Join(d.home, "data", "callsheet", "team.toml")); err != nil { // which is for it
				t.Fatal(err)
			}
			searchForKey(t, d.home, secret)
		}
	}
	for _, number := range []string{"7400123101", "Olivia", "Spring leads"} {
		if strings.Contains(dump, number) {
			t.Errorf("%s is in the database", number)
		}
	}
}
