//go:build unix

package cli_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/store"
)

func TestWavesRingEachZoneInItsOwnHours(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := decently(t, service.server.URL)
	list := d.file("far.csv", "Name,Phone", "Olivia,+447400123101", "Aroha,+6421123456", "Ben,+447400123102", "Nobody,+80012345678")
	args := append(morning(), "--waves")
	dry := d.run(append([]string{"send", list, "--dry-run"}, args...)...).exits(3).explains("Wave 1: ", "London", "New Zealand", "up to 2 rings each", "last possible ring", "1 contact held: zone not known", "not legal advice")
	if n := service.Requests()["POST /api/v1/batch"]; n != 0 {
		t.Fatalf("a dry run made %d requests", n)
	}
	sent := document[sentHours](d.send(list, args...).exits(3).explains("1 contact held: zone not known"))
	if sent.states() != "accepted accepted" || sent.Batches[0].Contacts+sent.Batches[1].Contacts != 3 {
		t.Errorf("the document says %+v", sent)
	}
	if dials := service.Dials(); !maps.Equal(dials, map[string]int{"+447400123101": 1, "+6421123456": 1, "+447400123102": 1}) {
		t.Errorf("dialled are %v", dials)
	}
	d.agrees(service)
	if w := sent.Hours.Waves; len(w) != 2 || !strings.HasPrefix(w[0].Name, "London ") || w[0].Contacts != 2 || w[0].Waits || w[0].Tries != 2 || sent.Hours.Unknown != 1 || sent.Hours.Outside != 0 {
		t.Errorf("the waves are %+v", w)
	}
	if !strings.Contains(dry.says, "Over in time if Dialgen makes 1 call at one time") {
		t.Errorf("a slower line is not spoken of:\n%s", dry.says)
	}
}

func TestWavesAndOutsideHoursExcludeEachOther(t *testing.T) {
	t.Parallel()
	d := decently(t, serve(t).server.URL)
	d.send(d.far(), append(morning(), "--waves", "--allow-outside-hours", "--basis", "they asked")...).exits(2).explains("--waves rings nobody outside their hours")
}

// inWaves confirms four contacts an hour ago; see londonWaves.
func (d *harness) inWaves(service string) {
	d.t.Helper()
	numbers := []string{"+447400123101", "+447400123102", "+447400123103", "+447400123104"}
	d.confirmed(service, "Waves", numbers, londonWaves, func(*store.Store, []model.Batch, time.Time) error { return nil })
}

// londonWaves are one contact who is to be called at once, one who waits for the operator,
// and the others, whose wave was missed, of a plan of an hour ago.
func londonWaves(p model.Plan, then time.Time) model.Plan {
	rows, o := p.AllRows(), p.Options
	o.TimeZone = "Europe/London"
	start, last := o, len(rows)-1
	start.Start = then.Add(10 * time.Minute)
	return p.In([]model.Segment{
		{Name: "London now", Options: o, Rows: rows[:1], CloseAt: then.Add(24 * time.Hour)},
		{Name: "London missed", Options: start, Rows: rows[1:last], Release: model.Release{NotAfter: start.Start}},
		{Name: "London later", Options: o, Rows: rows[last:], Release: model.Release{By: model.ReleasedByOperator, NotBefore: then, NotAfter: then.Add(24 * time.Hour)}},
	})
}

type wavesDoc struct {
	Batches []struct {
		Segment                         int
		State, Wave, Local, Zone, Where string
		Contacts                        int
	}
}

func TestAWaveThatWaitsIsReleasedInTheLedgerAndAMissedOneIsPlannedAnew(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	d.inWaves(service.name())
	listed := document[struct{ Campaigns []wavesDoc }](d.run("list", "--json").exits(0)).Campaigns[0]
	if b := listed.Batches; b[0].Where != "not sent yet" || b[1].Where != "not sent in time" || b[2].Where != "waits for you" || b[1].Segment != 1 || b[1].Zone != "Europe/London" || b[1].Local == "" {
		t.Errorf("listed are %+v", listed)
	}
	d.run("send", "--continue", "Waves", "--yes").explains("London missed (2 contacts) was not sent, and it is too late for it.", "--replan")
	if dials := service.Dials(); !maps.Equal(dials, map[string]int{"+447400123101": 1, "+447400123104": 1}) {
		t.Fatalf("dialled are %v", dials)
	}
	d.agrees(service)
	r := d.run("send", "--continue", "Waves", "--replan", "--yes", "--json").exits(0).explains("2 contacts, ", "last possible ring")
	if dials := service.Dials(); len(dials) != 4 || dials["+447400123102"] != 1 || dials["+447400123103"] != 1 || dials["+447400123101"] != 1 {
		t.Fatalf("dialled are %v", dials)
	}
	d.agrees(service)
	if doc := document[wavesDoc](r); len(doc.Batches) != 3 || doc.Batches[2].Segment != 2 || doc.Batches[2].Contacts != 2 || doc.Batches[0].Wave != "London now" {
		t.Errorf("the document says %+v", doc)
	}
	d.run("send", "--continue", "Waves", "--replan", "--yes").exits(1).explains("No wave was missed")
	d.run("send", d.spring(), "--replan", "--yes").exits(2).explains("--replan goes with --continue")

	d.run("cancel", "Waves", "--wave", "Paris", "--yes").exits(1).explains(`No wave "Paris" is at Dialgen.`, "1 London now")
	d.run("cancel", "Waves", "--wave", "london later", "--yes").exits(0)
	listed = document[struct{ Campaigns []wavesDoc }](d.run("list", "--json").exits(0)).Campaigns[0]
	for _, b := range listed.Batches {
		if cancelled := strings.HasPrefix(b.Where, "cancelled"); cancelled != (b.Wave == "London later") {
			t.Errorf("%s is %s", b.Wave, b.Where)
		}
	}
}
