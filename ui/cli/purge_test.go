//go:build unix

package cli_test

import (
	"strings"
	"testing"
)

func TestForgettingACampaignForgetsNotWhomItCalled(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:2=drop-after")
	d := newHarness(t, service.server.URL)
	d.send(d.spring()).exits(0)
	d.send(d.file("b.csv", "Phone", "+447400123201"), "--name", "Summer", "--wait", "30s").exits(0)
	d.run("purge", "Spring leads").exits(2).explains("no terminal to ask in")
	d.run("purge").exits(2)
	d.run("purge", "Spring leads", "--all").exits(2)
	d.run("purge", "Autumn", "--yes").exits(1).explains("There is no campaign")

	s := start(t, 100, 30, d.env, "purge", "Spring leads")
	s.sees("Type forget to do it:")
	s.types("no\r")
	s.sees("Nothing was forgotten")
	if code := s.ends(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	type forgottenDoc struct {
		Forgotten []struct{ Campaign, Name string }
	}
	doc := document[forgottenDoc](d.run("purge", "Spring leads", "--yes", "--json").exits(0))
	if len(doc.Forgotten) != 1 || doc.Forgotten[0].Name != "Spring leads" {
		t.Errorf("the document says %+v", doc)
	}
	if r := d.run("list").exits(0); strings.Contains(r.out, "Spring") || !strings.Contains(r.out, "Summer") {
		t.Errorf("listed %s", r.out)
	}
	d.send(d.spring()).exits(1).explains("Nothing was sent")

	// Everything is everything but whom nobody may call.
	d.run("dnc", "add", "+447400123101").exits(0)
	d.run("purge", "--all", "--yes").exits(0)
	if r := d.run("list").exits(0); !strings.Contains(r.out, "There are no campaigns on this machine") {
		t.Errorf("listed %s", r.out)
	}
	d.send(d.spring()).exits(1).explains("These contacts were sent to this agent", "calling until", "--once")
	if dials := service.Dials(); len(dials) != 4 {
		t.Errorf("dialled %v", dials)
	}
}

func TestWhatIsNotKnownIsForgottenByAWordOfItsOwn(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=drop-after", "list=502-html")
	d := newHarness(t, service.server.URL)
	d.send(d.spring(), "--wait", "0s").exits(4)
	d.send(d.file("b.csv", "Phone", "+447400123201"), "--name", "Summer").exits(0)
	for _, args := range [][]string{{"--all"}, {"Spring leads"}, {"Summer", "Spring leads"}} {
		d.run(append([]string{"purge", "--yes"}, args...)...).exits(1).explains("Nothing was forgotten", "--unknown", "callsheet resolve")
		if r := d.run("list").exits(0); !strings.Contains(r.out, "Spring leads") || !strings.Contains(r.out, "Summer") {
			t.Fatalf("after purge %v there are %s", args, r.out)
		}
	}
	s := start(t, 100, 30, d.env, "purge", "--all")
	s.sees("Type unknown to forget them all the same:")
	s.types("everything\r")
	s.sees("Nothing was forgotten")
	s.ends()

	s = start(t, 100, 30, d.env, "purge", "--all")
	s.sees("Type unknown to forget them all the same:")
	s.types("unknown\r")
	s.sees("Type everything to do it:")
	s.types("everything\r")
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
	d.send(d.spring(), "--again").exits(1).explains("callsheet resolve")
	d.agrees(service)
}

// What is not known is settled even when its campaign is forgotten.
func TestForgettingACampaignLeavesItsUnknownBatchToBeSettled(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=drop-after", "list:2=502-html")
	d := newHarness(t, service.server.URL)
	d.send(d.spring(), "--wait", "0s").exits(4)
	d.run("purge", "Spring leads", "--unknown", "--yes").exits(0)
	d.send(d.spring(), "--again").exits(1).explains("callsheet resolve")
	if r := d.run("resolve", "--wait", "30s").exits(0); !strings.Contains(r.out, `"Spring leads", 3 contacts`) {
		t.Errorf("it prints %s", r.out)
	}
	d.agrees(service)
}
