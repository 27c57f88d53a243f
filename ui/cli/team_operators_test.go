//go:build unix

package cli_test

import (
	"strings"
	"testing"

	"callsheet/model/store/postgres/postgrestest"
)

// operator is a member of a team, on a machine of their own.
func operator(t *testing.T, service *dialgen, url string) *harness {
	t.Helper()
	d := newHarness(t, service.server.URL)
	d.settings("config.toml", strings.Replace(anyHour, "[profiles", "[team]\nurl = \""+url+"\"\n[profiles", 1))
	return d
}

// operators are two members of one team, whose ledger is in a database of their own.
func operators(t *testing.T, service *dialgen, cluster *postgrestest.Cluster) (anna, ben *harness) {
	t.Helper()
	url := cluster.NewDatabase(t).URL()
	anna, ben = operator(t, service, url), operator(t, service, url)
	anna.run("team", "init", "--name", "Outbound").exits(0)
	code := strings.TrimSpace(anna.run("team", "code").exits(0).out)
	ben.env = append(ben.env, "CALLSHEET_TEAM_SECRET="+code)
	ben.run("team", "join").exits(0)
	return anna, ben
}

func TestTwoOperatorsOfATeamAtOnce(t *testing.T) {
	t.Parallel()
	cluster := postgrestest.Start(t)
	service := serve(t)
	anna, ben := operators(t, service, cluster)
	lists := []string{anna.spring(), ben.spring()}
	both := []*underway{anna.begin("send", lists[0], "--yes", "--json"), ben.begin("send", lists[1], "--yes", "--json")}
	var first, other *harness
	said := ""
	for _, u := range both {
		r := u.ends()
		said += r.out + r.says
		if r.code == 0 {
			first = u.desk
		} else {
			other = u.desk
		}
	}
	if first == nil || other == nil {
		t.Fatalf("one sends, and one is told:\n%s", said)
	}
	once := func() {
		t.Helper()
		rung := service.Dials()
		for number, n := range rung {
			if n != 1 {
				t.Errorf("%s is given to the service %d times", number, n)
			}
		}
		if len(rung) != 3 {
			t.Errorf("%v are given to the service", rung)
		}
	}
	once()
	// The same people in another list: whose they are is said.
	list := other.file("autumn.csv", "Name,Phone", "Ben,+447400123102")
	r := other.run("send", list, "--yes")
	if r.code == 0 {
		t.Error("people of a colleague's campaign are sent")
	}
	r.explains("a colleague's")
	once()

	// Without the database nothing is sent, and that is said.
	cluster.Stop()
	list = other.file("new.csv", "Name,Phone", "Zoe,+447400123201")
	other.run("send", list, "--yes").exits(1).explains("Nothing was sent. The team's ledger cannot be reached")
	other.run("check", list).explains("the team's ledger is away", "without what colleagues sent since")
	once()
	cluster.Start(t)
	if r := other.run("send", list, "--yes"); r.code != 0 {
		t.Errorf("it is back, and the code is %d: %s%s", r.code, r.out, r.says)
	}
	if rung := service.Dials(); len(rung) != 4 {
		t.Errorf("%v are given to the service", rung)
	}
}
