//go:build unix

package cli_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"callsheet/model"
)

func TestASecondSendIsStopped(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	list := d.spring()
	d.send(list).exits(0)

	r := d.send(list).exits(1).explains("Nothing was sent", "--again", `"Spring leads"`)
	if sent := document[sentDoc](r); len(sent.Batches) != 0 || sent.Skipped["recently_called"] != 3 {
		t.Errorf("the document says %s", r.out)
	}
	// Another list with some of the numbers calls the others alone.
	more := d.file("more.csv", "Name,Phone", "Ben,+447400123102", "Zoe,+447400123104")
	r = d.send(more).exits(0)
	if sent := document[sentDoc](r); sent.Batches[0].Contacts != 1 || sent.Skipped["recently_called"] != 1 {
		t.Errorf("the document says %s", r.out)
	}
	// So it is for another agent: it is people who are called, not agents.
	d.run("send", list, "--yes", "--agent", "another").exits(1).explains("Nobody is left to be called", "3 contacts are in \"Spring leads\", calling until", "callsheet watch batch_")

	d.send(list, "--again").exits(0)
	dials := service.Dials()
	if want := map[string]int{"+447400123101": 2, "+447400123102": 2, "+447400123103": 2, "+447400123104": 1}; !maps.Equal(dials, want) {
		t.Errorf("dialled %v, want %v", dials, want)
	}
	d.agrees(service)
}

func TestTwoSendsAtOnceDialOnce(t *testing.T) {
	t.Parallel()
	for round := range 3 {
		service := serve(t, "create=slow:200ms")
		d := newHarness(t, service.server.URL)
		list := d.spring()
		if round > 0 {
			d.run("list").exits(0) // the ledger is there, so that they meet later
		}
		var both []*underway
		for range 4 {
			both = append(both, d.begin("send", list, "--yes", "--json"))
		}
		var codes []int
		for _, u := range both {
			r := u.ends()
			codes = append(codes, r.code)
			sent := document[sentDoc](r)
			if want := map[int][]string{0: {"accepted"}, 1: {"", "held"}}[r.code]; !slices.Contains(want, sent.states()) {
				t.Errorf("round %d: exit code %d with %s%s", round, r.code, r.out, r.says)
			}
		}
		slices.Sort(codes)
		if want := []int{0, 1, 1, 1}; !slices.Equal(codes, want) {
			t.Errorf("round %d: exit codes %v, want %v", round, codes, want)
		}
		for n, times := range service.Dials() {
			if times != 1 {
				t.Errorf("round %d: %s is dialled %d times", round, n, times)
			}
		}
		d.agrees(service)
	}
}

// More contacts than one batch holds: the second batch is refused, and sent
// later with nothing of the first.
func TestALargeListGoesOnWhereItStopped(t *testing.T) {
	if testing.Short() {
		t.Skip("sends 100,001 contacts")
	}
	t.Parallel()
	const contacts = model.MaxContacts + 1
	service := serve(t, "create:2=402")
	d := newHarness(t, service.server.URL)
	lines := []string{"Name,Phone"}
	for i := range contacts {
		lines = append(lines, fmt.Sprintf("Contact %d,+4474%08d", i, i))
	}
	r := d.send(d.file("many.csv", lines...)).exits(1).explains("Batch 1 of 2 was accepted", "minutes", "callsheet send --continue")
	sent := document[sentDoc](r)
	if sent.states() != "accepted refused" || sent.Batches[0].Contacts != model.MaxContacts || sent.Batches[1].Contacts != 1 {
		t.Fatalf("the document says %s", r.out)
	}
	d.agrees(service)
	r = d.run("send", "--continue", sent.Campaign, "--yes", "--json").exits(0)
	if after := document[sentDoc](r); after.states() != "accepted accepted" || after.Batches[0].BatchID != sent.Batches[0].BatchID {
		t.Errorf("the document says %s", r.out)
	}
	d.run("send", "--continue", "Many", "--yes").exits(0)
	d.agrees(service)
	if dials := service.Dials(); len(dials) != contacts {
		t.Errorf("%d numbers are dialled, want %d", len(dials), contacts)
	}
	if n := service.Requests()["POST /api/v1/batch"]; n != 3 {
		t.Errorf("%d requests were made, want 3", n)
	}
}

func TestABatchThatIsYetToCallGuards(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	sent := document[sentDoc](d.send(d.spring(), "--start", later()).exits(0))
	id := sent.Batches[0].BatchID
	d.send(d.spring()).exits(1).explains("calling until", "callsheet watch "+id+" --once")
	d.run("watch", id, "--once").exits(0)
	d.send(d.spring()).exits(1).explains("calling until")
	// Nobody was rung by what was cancelled: they are free at once, and that is
	// found out by the sending itself when another machine cancelled it.
	newHarness(t, service.server.URL).run("cancel", id, "--yes").exits(0)
	d.send(d.spring()).exits(0)
	if r := d.run("watch", id, "--once").exits(0); !strings.Contains(r.out, "ancelled") {
		t.Errorf("it prints %s", r.out)
	}
}

func TestWhomAForgottenBatchMayYetCallIsAskedOfTheService(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	sent := document[sentDoc](d.send(d.spring(), "--start", later()).exits(0))
	d.run("purge", "--all", "--yes").exits(0)
	d.send(d.spring()).exits(1).explains("calling until")
	d.run("cancel", sent.Batches[0].BatchID, "--yes").exits(0)
	d.send(d.spring()).exits(0)
}

func TestWhatASavedListSaysHoldsForARestThatIsSentLater(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:2=402")
	d := newHarness(t, service.server.URL)
	d.send(d.file("first.csv", "Name,Phone", "Ann,07400 123001"), "--region", "GB").exits(0)
	saved := d.file("saved.csv", "Phone,Callsheet number,Callsheet state",
		"07400 123001,+447400123001,ready", "n/a,+447400123002,ready", "07400 123003,,left out", "07400 123004,,do not call")
	r := d.send(saved, "--region", "GB", "--again").exits(1)
	sent := document[sentDoc](r)
	if sent.states() != "refused" || sent.Batches[0].Contacts != 2 {
		t.Fatalf("the document says %s", r.out)
	}
	d.run("send", "--continue", sent.Campaign, "--yes", "--json").exits(0)
	want := map[string]int{"+447400123001": 2, "+447400123002": 1}
	if dials := service.Dials(); !maps.Equal(dials, want) {
		t.Errorf("dialled are %v, want %v", dials, want)
	}
}
