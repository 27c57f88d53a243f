//go:build unix

package cli_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// pausedDoc is what pause prints as JSON.
type pausedDoc struct {
	Paused    bool
	NotCalled int `json:"not_called"`
	Ringing   int
	Waits     []string
	Batches   []struct {
		Status string
		Error  string
	}
}

// resumedDoc is what resume prints as JSON.
type resumedDoc struct {
	Batches []struct {
		Contacts int
		State    string
	}
	Resumed struct {
		Contacts, Owed, Waiting int
		Retried                 bool
		Held                    []struct {
			Contacts int
			Why      string
		}
	}
}

// laterToday is a start at which nobody is called while a test runs.
func laterToday() string { return time.Now().UTC().Add(3 * time.Hour).Format("2006-01-02 15:04") }

func TestWhoWasNotCalledIsPausedAndGoesOn(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	sent := document[sentDoc](d.send(d.spring(), "--start", laterToday(), "--timezone", "UTC").exits(0))
	if doc := document[pausedDoc](d.run("pause", sent.Campaign, "--json").exits(0)); !doc.Paused || doc.NotCalled != 3 || doc.Ringing != 0 || len(doc.Waits) != 0 || len(doc.Batches) != 1 || doc.Batches[0].Status != "cancelled" {
		t.Fatalf("it says %+v", doc)
	}
	d.run("pause", "Spring leads").exits(0) // again, which changes nothing
	if r := d.run("list").exits(0); !strings.Contains(r.out, "paused: 3 not called yet") {
		t.Errorf("the list says\n%s", r.out)
	}
	d.run("resume", sent.Campaign).exits(2).explains("no terminal to ask in")
	d.run("dnc", "add", "+447400123102").exits(0)
	doc := document[resumedDoc](d.run("resume", sent.Campaign, "--yes", "--json", "--calm", "0s").exits(0).explains("1 contact stay here: they are on the do-not-call list by now"))
	if r := doc.Resumed; r.Contacts != 2 || r.Owed != 0 || len(r.Held) != 1 || r.Held[0].Contacts != 1 || len(doc.Batches) != 2 || doc.Batches[1].Contacts != 2 || doc.Batches[1].State != "accepted" {
		t.Fatalf("it says %+v", doc)
	}
	d.run("resume", sent.Campaign, "--yes").exits(3)
	dials := service.Dials()
	if dials["+447400123101"] != 2 || dials["+447400123102"] != 1 || dials["+447400123103"] != 2 {
		t.Errorf("they were accepted in %v batches", dials)
	}
	d.run("evidence", sent.Campaign).exits(0)
	d.run("pause", "Winter").exits(1).explains("There is no campaign")
}

// The ledger knows that it is paused before the service is asked, so a pause whose answer was
// lost is made up for by the next.
func TestAPauseThatFailsKeepsTheRestFromBeingSent(t *testing.T) {
	t.Parallel()
	service := serve(t, "cancel:1=403,cancel:2=drop-before")
	d := newHarness(t, service.server.URL)
	sent := document[sentDoc](d.send(d.spring(), "--start", laterToday(), "--timezone", "UTC").exits(0))
	doc := document[pausedDoc](d.run("pause", sent.Campaign, "--json").exits(1).explains("NOT CANCELLED"))
	if doc.Paused || len(doc.Batches) != 1 || doc.Batches[0].Error == "" {
		t.Errorf("it says %+v", doc)
	}
	d.run("resume", sent.Campaign, "--yes").exits(1).explains("not all paused")
	d.run("pause", sent.Campaign).exits(4)
	d.run("pause", sent.Campaign).exits(0)
	d.run("resume", sent.Campaign, "--yes", "--calm", "0s").exits(0)
}

func TestEverythingIsStopped(t *testing.T) {
	t.Parallel()
	service := serve(t, "cancel:2=403")
	d := newHarness(t, service.server.URL)
	first := document[sentDoc](d.send(d.spring(), "--start", laterToday(), "--timezone", "UTC").exits(0))
	second := d.file("summer.csv", "Name,Phone", "Olivia,+447400223101", "Ben,+447400223102")
	other := document[sentDoc](d.send(second, "--start", laterToday(), "--timezone", "UTC").exits(0))
	s := start(t, 120, 30, d.env, "cancel", "--all")
	s.sees("2 campaigns")
	s.sees("Type cancel to do it:")
	s.types("yes\r")
	s.sees("Nothing was cancelled")
	s.ends()
	d.run("cancel", "--all", "Spring leads").exits(2)
	d.run("cancel", "--all").exits(2)
	d.run("cancel", "--all", "--yes").exits(1).explains("NOT CANCELLED")
	d.run("cancel", "--all", "--yes", "--json").exits(0)
	if r := d.run("cancel", "--all", "--yes").exits(0); !strings.Contains(r.out, "Nothing is left") {
		t.Errorf("it says %s", r.out)
	}
	for _, id := range []string{first.Campaign, other.Campaign} {
		d.run("resume", id, "--yes", "--calm", "0s").exits(0)
	}
	dials := service.Dials()
	numbers := []string{"+447400123101", "+447400223101"}
	if slices.ContainsFunc(numbers, func(n string) bool { return dials[n] != 2 }) {
		t.Errorf("they were accepted in %v batches", dials)
	}
}

// What is watched has a hard end: what is left then is cancelled, and kept.
func TestWhatIsLeftAtTheHardEndIsCancelledAndKept(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	sent := document[sentDoc](d.send(d.spring(), "--start", laterToday(), "--timezone", "UTC").exits(0))
	d.run("watch", sent.Campaign, "--until", "18:00", "--once").exits(2).explains("--until")
	d.run("watch", sent.Campaign, "--until", "whenever").exits(2)
	if testing.Short() {
		t.Skip("an hour is to the minute, so the next has to come")
	}
	d.run("watch", sent.Campaign, "--until", "in 1 s").exits(0).explains("is cancelled, because it was to be over at")
	if r := d.run("list").exits(0); !strings.Contains(r.out, "paused: 3 not called yet") {
		t.Errorf("the list says\n%s", r.out)
	}
	d.run("resume", sent.Campaign, "--yes", "--calm", "0s").exits(0)
}
