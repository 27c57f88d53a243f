//go:build unix

package cli_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

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
	return operatorsAt(t, service, cluster.NewDatabase(t))
}

// operatorsAt are those of a database.
func operatorsAt(t *testing.T, service *dialgen, db postgrestest.Database) (anna, ben *harness) {
	t.Helper()
	anna, ben = operator(t, service, db.URL()), operator(t, service, db.URL())
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

// listedDoc is what list prints as JSON, as far as it matters here.
type listedDoc struct {
	Campaigns []struct {
		ID, Text string
		Taken    string `json:"taken_over"`
		Batches  []struct {
			ID    string `json:"batch_id"`
			State string
			By    string     `json:"cancelled_by"`
			At    *time.Time `json:"cancelled_at"`
		}
	}
}

// sendsForLater sends 40 contacts from a number on, who are called in two days: nothing of it ends
// while a test looks at it.
func (d *harness) sendsForLater(name string, first int) sentDoc {
	d.t.Helper()
	lines := []string{"Name,Phone"}
	for n := range 40 {
		lines = append(lines, fmt.Sprintf("Contact %d,+4474001%05d", n, first+n))
	}
	return document[sentDoc](d.send(d.file(name, lines...), "--timezone", "UTC", "--start", time.Now().Add(48*time.Hour).UTC().Format("2006-01-02 15:04")).exits(0))
}

// Each stops what the other sends, in the same moment, and both stop what one of them sends.
func TestTwoOperatorsOfATeamCancelEachOthersBatches(t *testing.T) {
	t.Parallel()
	cluster := postgrestest.Start(t)
	service := serve(t)
	anna, ben := operators(t, service, cluster)
	send := func(d *harness, name string, first int) string {
		t.Helper()
		return d.sendsForLater(name, first).Batches[0].BatchID
	}
	hers, his := send(anna, "spring.csv", 100), send(ben, "autumn.csv", 300)
	shared := send(anna, "winter.csv", 500)
	both := []*underway{
		anna.begin("cancel", his, "--yes", "--json"), ben.begin("cancel", hers, "--yes", "--json"),
		anna.begin("cancel", shared, "--yes", "--json"), ben.begin("cancel", shared, "--yes", "--json"),
	}
	for _, u := range both {
		r := u.ends()
		// Whoever comes second may find that it has ended: that is told, and it is cancelled all the same.
		if r.code != 0 {
			t.Errorf("%v ends with %d:\n%s%s", u.cmd.Args, r.code, r.out, r.says)
		}
	}
	for _, row := range []struct {
		of          *harness
		name, batch string
	}{{anna, "anna", hers}, {ben, "ben", his}} {
		listed := document[listedDoc](row.of.run("list", "--json").exits(0))
		found := false
		for _, c := range listed.Campaigns {
			for _, b := range c.Batches {
				if b.ID != row.batch {
					continue
				}
				found = true
				if !strings.Contains(b.By, " on ") || b.At == nil || b.State != "accepted" || !strings.Contains(c.Text, "cancelled by "+b.By) {
					t.Errorf("of %s's it is said that it was cancelled by %q, %s", row.name, b.By, c.Text)
				}
			}
		}
		if !found {
			t.Errorf("%s has %+v", row.name, listed.Campaigns)
		}
		row.of.run("evidence", "--verify").exits(0)
		if r := row.of.run("watch", row.batch, "--once"); !strings.Contains(r.out, "cancelled") {
			t.Errorf("watched, %s's is %s%s", row.name, r.out, r.says)
		}
	}
	for number, n := range service.Dials() {
		if n > 1 {
			t.Errorf("%s is given to the service %d times", number, n)
		}
	}
}

func TestACampaignOfAnOperatorWhoIsGoneIsTakenOverAndStopped(t *testing.T) {
	t.Parallel()
	cluster := postgrestest.Start(t)
	service := serve(t)
	db := cluster.NewDatabase(t)
	anna, ben := operatorsAt(t, service, db)
	sent := anna.sendsForLater("spring.csv", 100)
	id := sent.Batches[0].BatchID
	ben.run("team", "takeover", sent.Campaign, "--yes").exits(1).explains("It stays theirs while they are there")
	db.Execute(t, "UPDATE callsheet.openings SET seen = seen - interval '20 minutes'")
	type taken struct {
		Campaign, Owner string
		Mine            bool
	}
	if got := document[taken](ben.run("team", "takeover", sent.Campaign, "--yes", "--json").exits(0)); got.Campaign != sent.Campaign || !got.Mine || got.Owner == "" {
		t.Errorf("it is taken over as %+v", got)
	}
	listed := func(d *harness) (state, text, by, batch string) {
		t.Helper()
		for _, c := range document[listedDoc](d.run("list", "--json").exits(0)).Campaigns {
			if c.ID == sent.Campaign && len(c.Batches) > 0 {
				return c.Batches[0].State, c.Text, c.Taken, c.Batches[0].ID
			}
		}
		return "", "", "", ""
	}
	if state, text, _, batch := listed(ben); state != "accepted" || batch != id {
		t.Errorf("taken over, ben has it as %s %s: %s", state, batch, text)
	}
	again := []string{"Name,Phone", "Contact,+447400100100"}
	for who, d := range map[string]*harness{"anna": anna, "ben": ben} {
		if r := d.run("send", d.file("again.csv", again...), "--yes"); r.code == 0 {
			t.Errorf("%s calls who is in it once more: %s", who, r.out)
		}
	}
	ben.run("cancel", id, "--yes").exits(0)
	// The machine that was gone comes back: it sends nothing of it, and says who has it.
	if _, text, by, _ := listed(anna); by == "" || !strings.Contains(text, "It was taken over by "+by) {
		t.Errorf("to anna it is %s, taken over by %q", text, by)
	}
	for number, n := range service.Dials() {
		if n != 1 {
			t.Errorf("%s is given to the service %d times", number, n)
		}
	}
	ben.run("evidence", sent.Campaign, "--verify").exits(0)
	anna.run("evidence", sent.Campaign, "--verify").exits(0)
}
