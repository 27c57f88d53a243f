//go:build unix

package cli_test

import (
	"fmt"
	"strings"
	"testing"
)

// waitsDoc is what the documents of send say of a rest.
type waitsDoc struct {
	Campaign string
	Waits    *struct {
		Contacts, Canary       int
		Decision, Why, Release string
		ByItself               bool `json:"by_itself"`
	}
}

func TestACanaryIsSentAloneAndTheRestByAWord(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	lines := []string{"Name,Phone"}
	for i := range 20 {
		lines = append(lines, fmt.Sprintf("Contact %d,+4474001231%02d", i, i))
	}
	r := d.send(d.file("many.csv", lines...), "--canary", "20%").exits(0)
	sent, waits := document[sentDoc](r), document[waitsDoc](r)
	if sent.states() != "accepted held" || sent.Batches[0].Contacts != 4 || waits.Waits == nil || waits.Waits.Contacts != 16 || waits.Waits.Canary != 4 || !waits.Waits.ByItself {
		t.Fatalf("the document says %s", r.out)
	}
	if n := len(service.Dials()); n != 4 {
		t.Errorf("%d are dialled, want 4", n)
	}
	id := waits.Campaign
	if want := "callsheet send --continue " + id + " --release"; waits.Waits.Release != want {
		t.Errorf("it is released by %q", waits.Waits.Release)
	}
	d.run("list").exits(0)
	if r := d.run("list"); !strings.Contains(r.out, "16 wait for the canary") {
		t.Errorf("the list says %s", r.out)
	}
	d.run("watch", id, "--once").exits(0).explains("16 contacts wait for the canary of 4.")
	d.run("send", "--continue", id, "--yes").exits(1).explains("Nothing was sent", "16 contacts wait")
	if n := len(service.Dials()); n != 4 {
		t.Errorf("%d are dialled without a word, want 4", n)
	}
	for range 2 { // once
		r = d.run("send", "--continue", id, "--release", "--yes", "--json").exits(0)
		if sent := document[sentDoc](r); sent.states() != "accepted accepted" {
			t.Errorf("the document says %s", r.out)
		}
	}
	for number, times := range service.Dials() {
		if times != 1 {
			t.Errorf("%s is in %d batches", number, times)
		}
	}
	if n := len(service.Dials()); n != 20 {
		t.Errorf("%d are dialled, want 20", n)
	}
	d.agrees(service)
}

func TestACanaryThatIsNotUnderstoodSendsNothing(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	for says, c := range map[string]struct {
		args []string
		code int
	}{
		"--canary: Give how many":               {[]string{"--canary", "x"}, 2},
		"--canary-limits: \"failed 200\"":       {[]string{"--canary", "1", "--canary-limits", "failed 200 x"}, 2},
		"--canary-limits goes with --canary":    {[]string{"--canary-limits", "failed 20"}, 2},
		"--release goes with --continue":        {[]string{"--release"}, 2},
		"leaves nobody to wait for its outcome": {[]string{"--canary", "3"}, 3},
	} {
		d.send(d.spring(), c.args...).exits(c.code).explains(strings.Trim(strings.Split(says, "\"")[0], " "))
	}
	if n := len(service.Dials()); n != 0 {
		t.Errorf("%d are dialled", n)
	}
}
