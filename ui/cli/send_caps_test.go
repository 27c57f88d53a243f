//go:build unix

package cli_test

import (
	"strings"
	"testing"
	"time"
)

type sentCaps struct {
	sentDoc
	Hours struct {
		Caps []struct {
			Contacts, Tries int
			Called          bool
			Why             string
		}
	}
	Requests []struct {
		Contacts []any
		Options  struct {
			MaxCallsPerSecond int
			RetryStrategy     struct{ MaxAttempts int }
		}
	}
}

// ended sends a list, and looks on until it is over.
func (d *harness) ended(list string, code int, more ...string) sentCaps {
	d.t.Helper()
	sent := document[sentCaps](d.send(list, more...).exits(code))
	for _, b := range sent.Batches {
		for !strings.Contains(d.run("watch", b.BatchID, "--once").exits(0).out, "ompleted") {
			if d.t.Context().Err() != nil {
				d.t.FailNow()
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	return sent
}

func TestNobodyIsSentMoreOftenThanTheRulesAllowWhateverWasSentBefore(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 2000)
	d := newHarness(t, service.server.URL)
	list := d.file("leads.csv", "Name,Phone", "Mia,+13055550123", "Tom,+18135550124", "Bo,+16175550125")
	once := []string{"--attempts", "1", "--again"}
	for range 2 { // one try, and one that the service may add
		if sent := d.ended(list, 0, once...); sent.Batches[0].Contacts != 3 || sent.Skipped["over_cap"] != 0 || len(sent.Hours.Caps) != 0 {
			t.Fatalf("the document says %+v", sent)
		}
	}
	// Two were made, so two more could be four.
	sent := d.ended(list, 3, once...)
	const why = "rung before, and could be up to 2 times more: Florida allows 3 tries in 24 hours"
	if sent.states() != "accepted" || sent.Batches[0].Contacts != 1 || sent.Skipped["over_cap"] != 2 || len(sent.Hours.Caps) != 1 || sent.Hours.Caps[0].Why != why || sent.Hours.Caps[0].Called || sent.Hours.Caps[0].Tries != 1 {
		t.Errorf("the document says %+v", sent)
	}
	mia := d.file("mia.csv", "Name,Phone", "Mia,+13055550123")
	r := d.send(mia, once...).exits(3).explains("Nothing was sent. 1 contact is not called, rung twice since ", "and could be up to 2 times more: Florida allows 3 tries in 24 hours.", "--hours with a cap", "--basis with the reason")
	if sent := document[sentCaps](r); len(sent.Batches) != 0 || sent.Campaign != "" || sent.Skipped["over_cap"] != 1 {
		t.Errorf("the document says %s", r.out)
	}
	d.send(mia, append(once, "--hours", "daily 0-24, max 8 in 24h")...).exits(3).explains("more than 3 tries in 24 hours")
	if sent := d.ended(mia, 0, append(once, "--hours", "daily 0-24, max 8 in 24h", "--basis", "she asked for it")...); sent.Batches[0].Contacts != 1 {
		t.Errorf("on a basis the document says %+v", sent)
	}
	if dials := service.Dials(); dials["+13055550123"] != 3 || dials["+18135550124"] != 2 || dials["+16175550125"] != 3 {
		t.Errorf("dialled are %v", dials)
	}
	d.agrees(service)
}

func TestWhoMayBeTriedLessIsInABatchOfTheirOwn(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	list := d.file("leads.csv", "Name,Phone", "Mia,+13055550123", "Bo,+16175550125", "Ann,+447400123101", "Zoé,+33612345678")
	three := []string{"--attempts", "3", "--rate", "10"}
	dry := document[sentCaps](d.send(list, append(three, "--dry-run")...).exits(0))
	asked := []int{}
	rate := 0
	for _, r := range dry.Requests {
		asked = append(asked, len(r.Contacts), r.Options.RetryStrategy.MaxAttempts)
		rate += r.Options.MaxCallsPerSecond
	}
	if len(asked) != 4 || asked[0] != 3 || asked[1] != 3 || asked[2] != 1 || asked[3] != 2 || rate != 10 {
		t.Errorf("requests are %v at %d a second", asked, rate)
	}
	sent := document[sentCaps](d.send(list, three...).exits(0).explains("1 contact is rung less often, up to 3 times instead of 4: Florida allows 3 tries in 24 hours."))
	if sent.states() != "accepted accepted" || sent.Batches[0].Contacts != 3 || len(sent.Hours.Caps) != 1 || !sent.Hours.Caps[0].Called || sent.Hours.Caps[0].Tries != 3 {
		t.Errorf("the document says %+v", sent)
	}
	// What may yet be called by these counts against what is sent now.
	r := d.send(list, append(three, "--again")...).exits(3)
	if again := document[sentCaps](r); again.Batches[0].Contacts != 2 || again.Skipped["over_cap"] != 2 || !strings.Contains(r.says, "France allows 4 tries in 30 days") {
		t.Errorf("the document says %s%s", r.out, r.says)
	}
	d.agrees(service)
}

func TestWhatWaitsIsNotSentToWhomAnotherCampaignRangMeanwhile(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 2000, "create:1=402")
	d := newHarness(t, service.server.URL)
	mia := d.file("mia.csv", "Name,Phone", "Mia,+13055550123")
	held := document[sentCaps](d.send(mia, "--attempts", "1").exits(1))
	for range 2 {
		d.ended(mia, 0, "--attempts", "1", "--again")
	}
	d.run("send", "--continue", held.Campaign, "--yes").exits(3).explains("rung twice since", "Florida allows 3 tries in 24 hours", "send its file again")
	if dials := service.Dials(); dials["+13055550123"] != 2 {
		t.Errorf("dialled are %v", dials)
	}
}
