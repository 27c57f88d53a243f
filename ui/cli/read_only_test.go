package cli

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"callsheet/api/sandbox"
	"callsheet/config"
)

const auditSettings = `
grace_seconds = 0
[profiles.default]
hours = "daily 0-24"
hours_basis = "a test rings nobody"
[profiles.audit]
read_only = true
`

func TestAProfileThatOnlyLooksStartsAndStopsNoCall(t *testing.T) {
	box := sandbox.New(sandbox.Config{Speed: 1})
	server := httptest.NewServer(box)
	defer server.Close()
	d := newDesk(t, map[string]string{config.EnvBaseURL: server.URL, config.EnvKey: "dg-test-key-000001", config.EnvUser: sandbox.DemoUser, config.EnvAgent: sandbox.DemoAgent})
	d.settings(auditSettings)
	list := d.file("spring.csv", "Name,Phone\nOlivia,+447400123101\nBen,+447400123102\n")
	code, out, says := d.run("send", list, "--yes", "--json")
	var sent struct {
		Campaign string
		Batches  []struct {
			BatchID string `json:"batch_id"`
		}
	}
	if err := json.Unmarshal([]byte(out), &sent); err != nil || code != 0 {
		t.Fatalf("%d, %s%s", code, out, says)
	}
	posts := func() (n int) {
		for of, times := range box.Requests() {
			if strings.HasPrefix(of, "POST ") {
				n += times
			}
		}
		return n
	}
	before := posts()
	for _, args := range [][]string{
		{"send", list, "--yes", "--again"},
		{"send", "--continue", sent.Campaign, "--yes"},
		{"cancel", sent.Campaign, "--yes"},
		{"cancel", sent.Batches[0].BatchID, "--yes"},
		{"cancel", "--all", "--yes"},
		{"pause", sent.Campaign},
		{"resume", sent.Campaign, "--yes"},
		{"test-call", list, "--number", "+44 7400 999005"},
		{"resolve", "--not-sent", "x", "--yes"},
		{"watch", sent.Campaign, "--until", "23:59"},
	} {
		code, out, says := d.run(append(args, "--profile", "audit")...)
		if code == 0 || !strings.Contains(out+says, "The profile audit can only look (read_only, line 7 of "+config.Path()+").") {
			t.Errorf("%v ends with %d: %s", args, code, says)
		}
	}
	for _, args := range [][]string{
		{"list", "--remote"}, {"watch", sent.Campaign, "--once"}, {"calls", sent.Campaign}, {"report", sent.Campaign, "-o", d.home + "/r.txt"},
		{"export", sent.Campaign, "-o", d.home + "/out.csv"}, {"check", list}, {"evidence", sent.Campaign}, {"resolve"},
	} {
		if code, _, says := d.run(append(args, "--profile", "audit")...); code != 0 {
			t.Errorf("%v ends with %d: %s", args, code, says)
		}
	}
	if after := posts(); after != before {
		t.Errorf("the service got %d requests that change something, and before %d", after, before)
	}
}
