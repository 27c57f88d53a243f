package cli

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"callsheet/model/store/postgres/postgrestest"
)

// TestALinkIsCutWhereItIsToBe holds what the proof takes for granted of its network: a commit that
// arrived is kept though nobody hears of it, and one that did not is not.
func TestALinkIsCutWhereItIsToBe(t *testing.T) {
	t.Parallel()
	db := postgrestest.NewDatabase(t)
	psql, err := exec.LookPath("psql")
	if err != nil {
		t.Skip("there is no psql here")
	}
	db.Execute(t, "CREATE TABLE kept (claim text); GRANT ALL ON kept TO "+postgrestest.Role)
	var fired []cutPoint
	l := newLink(t, func(at cutPoint) { fired = append(fired, at) })
	defer l.close()
	l.lead(address(db.Cluster))
	for _, tt := range []struct {
		claim     string
		at        cutPoint
		hears, is bool
	}{
		{claim: "nothing is cut", hears: true, is: true},
		{claim: "the commit does not arrive", at: cutBeforeCommit},
		{claim: "the commit arrives and nobody hears", at: cutAfterCommit, is: true},
		{claim: "a statement is cut", at: cutInRequest},
		{claim: "an answer is cut", at: cutInReply},
		{claim: "what was cut is cut once", hears: true, is: true},
	} {
		if tt.at != "" {
			after := map[cutPoint]int{cutInRequest: 1, cutInReply: 4}[tt.at]
			l.arm(tt.at, after)
		}
		cmd := exec.Command(psql, "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--host", "127.0.0.1", "--port", strconv.Itoa(l.address().Port),
			"--username", postgrestest.Role, "--dbname", db.Name, "--file", "-")
		cmd.Env = append(os.Environ(), "PGPASSWORD="+postgrestest.Password, "PGCONNECT_TIMEOUT=10")
		cmd.Stdin = strings.NewReader("BEGIN;\nSELECT 1;\nINSERT INTO kept VALUES ('" + tt.claim + "');\nCOMMIT;\n")
		out, err := cmd.CombinedOutput()
		is := db.Query(t, "SELECT count(*) FROM kept WHERE claim = '"+tt.claim+"'")[0] == "1"
		if (err == nil) != tt.hears || is != tt.is {
			t.Errorf("%s: psql hears %v, and it is kept %t\n%s", tt.claim, err, is, out)
		}
	}
	if len(fired) != 4 {
		t.Errorf("it was cut at %v", fired)
	}
}
