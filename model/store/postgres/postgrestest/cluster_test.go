//go:build unix

package postgrestest

import (
	"os"
	"strings"
	"testing"
)

func TestAClusterIsStoppedKilledAndStartedAgainWithWhatWasWritten(t *testing.T) {
	c := Start(t)
	d := c.NewDatabase(t)
	d.Execute(t, "CREATE TABLE kept (n int)")
	for claim, end := range map[string]func(){"stopped": c.Stop, "killed": c.Kill} {
		d.Execute(t, "INSERT INTO kept VALUES (1)")
		end()
		if _, err := c.psql(d.Name, "SELECT 1"); err == nil {
			t.Errorf("%s, it answers", claim)
		}
		c.Start(t)
	}
	if got := d.Query(t, "SELECT count(*) FROM kept"); got[0] != "2" {
		t.Errorf("%s of two are there", got[0])
	}
	if !strings.Contains(d.Dump(t), "CREATE TABLE") {
		t.Error("the dump has no table")
	}
}

func TestACopyHasWhatWasWrittenBeforeItLaggedAndATimelineOfItsOwn(t *testing.T) {
	c := Start(t)
	d := c.NewDatabase(t)
	d.Execute(t, "CREATE TABLE kept (n int)")
	standby := c.Copy(t)
	d.Execute(t, "INSERT INTO kept VALUES (1)")
	standby.CatchUp(t, c)
	standby.Lag(t)
	d.Execute(t, "INSERT INTO kept VALUES (2)")
	standby.Promote(t)
	e := d.On(standby)
	if got := e.Query(t, "SELECT count(*) FROM kept"); got[0] != "1" {
		t.Errorf("it has %s rows", got[0])
	}
	const timeline = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"
	if was, is := d.Query(t, timeline)[0], e.Query(t, timeline)[0]; was == is {
		t.Errorf("both are on timeline %s", is)
	}
}

func TestAServerDoesNotRunAsRoot(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("these tests do not run as root")
	}
	if as, err := account(); err == nil && as.Credential.Uid == 0 {
		t.Error("it does")
	}
	if got := NewDatabase(t).Query(t, "SELECT current_user"); got[0] != Superuser {
		t.Errorf("it answers as %s", got[0])
	}
}
