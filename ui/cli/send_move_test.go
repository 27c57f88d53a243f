//go:build unix

package cli_test

import (
	"strings"
	"testing"

	"callsheet/api/sandbox"
)

// total is how many contacts the sandbox says a batch has.
func (d *harness) total(id string) int {
	d.t.Helper()
	return document[struct{ Statistics struct{ Total int } }](d.run("watch", id, "--once", "--json").exits(0)).Statistics.Total
}

func TestAnEarlierCampaignLosesNobodyUnasked(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	spring := document[sentDoc](d.send(d.spring(), "--start", later()).exits(0)).Batches[0].BatchID
	more := d.file("summer.csv", "Name,Phone", "Ben,07400 123102", "Maya,07400 123103", "Zoe,07400 123104")

	// Left out, and said which campaign has them and when it starts.
	r := d.run("send", more, "--region", "GB", "--dry-run", "--json").exits(0).explains(`2 contacts are in "Spring leads", which starts`, "--move")
	if doc := document[sentDoc](r); doc.Skipped["recently_called"] != 2 {
		t.Errorf("the document says %s", r.out)
	}
	r = d.send(more, "--region", "GB").exits(0).explains(`2 contacts are in "Spring leads", which starts`, "--move")
	if sent := document[sentDoc](r); sent.Batches[0].Contacts != 1 || sent.Skipped["recently_called"] != 2 || !strings.Contains(r.out, `"unfinished": 2`) {
		t.Errorf("the document says %s", r.out)
	}
	if n := d.total(spring); n != 3 {
		t.Errorf("the earlier campaign has %d contacts", n)
	}

	// To call again is no word about those who were not called yet, and another
	// agent takes nobody away, but would call them too.
	two := d.file("two.csv", "Name,Phone", "Ben,07400 123102", "Maya,07400 123103")
	d.send(two, "--region", "GB", "--again").exits(1).explains("Nobody is left to be called", "Give --move to take them from it")
	d.send(two, "--region", "GB", "--move", "--agent", "another").exits(1).explains("Nobody is left to be called", "Another agent calls it")

	r = d.send(two, "--region", "GB", "--move").exits(0).explains(`2 contacts are taken from "Spring leads", which calls them no more`)
	if moved := document[struct{ Moved int }](r); moved.Moved != 2 {
		t.Errorf("the document says %s", r.out)
	}
	if n := d.total(spring); n != 1 {
		t.Errorf("the earlier campaign has %d contacts", n)
	}
	if r := d.run("list").exits(0); !strings.Contains(r.out, "2 moved to Two") {
		t.Errorf("list prints %s", r.out)
	}
	if r := d.run("watch", spring, "--once").exits(0); !strings.Contains(r.out, "2 moved to Two") || strings.Contains(r.out+r.says, "missing") {
		t.Errorf("watch prints %s%s", r.out, r.says)
	}
	d.agrees(service)
}

func TestAListThatWasSentForLaterIsMovedByTheSameWord(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	spring := document[sentDoc](d.send(d.spring(), "--start", later()).exits(0)).Batches[0].BatchID
	d.send(d.spring(), "--again").exits(1).explains("Give --move to take them from it", "which starts")
	d.send(d.spring(), "--move").exits(0)
	if n := d.total(spring); n != 0 {
		t.Errorf("the earlier campaign has %d contacts", n)
	}
	for number, n := range service.Dials() {
		if n != 2 {
			t.Errorf("%s was accepted %d times", number, n)
		}
	}
	d.send(d.spring(), "--continue", "x", "--move").exits(2)
}

func TestWhoseOutcomeIsNotKnownIsNeverMoved(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=drop-after", "list=500-before")
	d := newHarness(t, service.server.URL)
	d.run("send", d.spring(), "--yes", "--wait", "0s", "--agent", sandbox.DemoAgent).exits(4)
	more := d.file("more.csv", "Name,Phone", "Ben,+447400123102", "Zoe,+447400123104")
	if sent := document[sentDoc](d.send(more, "--move", "--again").exits(0)); sent.Batches[0].Contacts != 1 || sent.Skipped["maybe_called"] != 1 {
		t.Errorf("%+v", sent)
	}
}
