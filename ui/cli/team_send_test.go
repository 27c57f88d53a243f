package cli

import (
	"net/http/httptest"
	"strings"
	"testing"

	"callsheet/api/sandbox"
	"callsheet/config"
	"callsheet/model"
)

func TestACommandSendsUnderTheTeamsLedgerOrNotAtAll(t *testing.T) {
	box := sandbox.New(sandbox.Config{Speed: 1})
	service := httptest.NewServer(box)
	defer service.Close()
	s := newTeamServer()
	at := func(env ...string) *desk {
		d := teamDesk(t, s, append(env, config.EnvBaseURL, service.URL, config.EnvKey, "dg-test-key-000001", config.EnvUser, sandbox.DemoUser, config.EnvAgent, sandbox.DemoAgent)...)
		d.settings("grace_seconds = 0\n[profiles.default]\nhours = \"daily 0-24\"\nhours_basis = \"a test rings nobody\"\n")
		return d
	}
	created := func() (n int) {
		for of, times := range box.Requests() {
			if strings.HasPrefix(of, "POST ") {
				n += times
			}
		}
		return n
	}
	rows := func(numbers ...string) string { return "Name,Phone\nAda," + strings.Join(numbers, "\nBo,") + "\n" }

	d := at(config.EnvTeamURL, teamURL)
	if said := d.want(1, "send", d.file("a.csv", rows("+447400123100")), "--yes"); !strings.Contains(said, "has not joined it") || created() != 0 {
		t.Errorf("of no team that is set, it says %s; %d requests", said, created())
	}
	d.want(0, "team", "init", teamURL)
	code := strings.TrimSpace(d.want(0, "team", "code"))
	d.want(0, "send", d.file("a.csv", rows("+447400123101", "+447400123102")), "--yes")
	keys := s.Rows()
	if len(keys) != 1 || created() != 1 {
		t.Fatalf("the team has %v after %d requests", keys, created())
	}
	if e, _ := s.Row(keys[0]); e.Batch.State != model.SendAccepted || e.Fence == 0 || len(e.Contacts) != 2 {
		t.Errorf("it has %s under %d with %d contacts", e.Batch.State, e.Fence, len(e.Contacts))
	}
	if _, there := s.Head(mustRow(t, s, keys[0]).Campaign); !there {
		t.Error("the team was not told of the campaign before the command ended")
	}

	s.Away(true)
	if said := d.want(1, "send", d.file("b.csv", rows("+447400123103")), "--yes"); !strings.Contains(said, "team's ledger cannot be reached") || created() != 1 {
		t.Errorf("while it is away it says %s; %d requests", said, created())
	}
	d.want(0, "dnc", "add", "+447400123109")
	if said := d.want(1, "dnc", "remove", "+447400123109"); !strings.Contains(said, "cannot be reached") {
		t.Errorf("a number is taken off: %s", said)
	}
	s.Away(false)
	d.want(0, "send", d.file("c.csv", rows("+447400123104")), "--yes")

	ben := at(config.EnvTeamURL, teamURL, "USER", "ben")
	ben.input = code + "\n"
	ben.want(0, "team", "join", teamURL)
	ben.input = ""
	before := created()
	if got, _, says := ben.run("send", ben.file("d.csv", rows("+447400123101")), "--yes"); got == 0 || created() != before {
		t.Errorf("a colleague calls them too: %d requests, %s", created(), says)
	}
	if got, _, says := ben.run("send", ben.file("e.csv", rows("+447400123109")), "--yes"); got == 0 || created() != before {
		t.Errorf("who was put on the list while it was away is called: %s", says)
	}
	ben.want(0, "send", ben.file("f.csv", rows("+447400123105")), "--yes")
}

func mustRow(t *testing.T, s *teamServer, key string) model.Batch {
	t.Helper()
	e, there := s.Row(key)
	if !there {
		t.Fatalf("the team does not have %s", key)
	}
	return e.Batch
}
