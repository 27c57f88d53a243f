//go:build unix

package cli_test

import (
	"maps"
	"strings"
	"testing"
)

func TestWavesRingEachZoneInItsOwnHours(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := decently(t, service.server.URL)
	list := d.file("far.csv", "Name,Phone", "Olivia,+447400123101", "Aroha,+6421123456", "Ben,+447400123102", "Nobody,+80012345678")
	args := append(morning(), "--waves")
	dry := d.run(append([]string{"send", list, "--dry-run"}, args...)...).exits(3).explains("Wave 1: ", "London", "New Zealand", "up to 2 tries", "last possible ring", "1 contact held: zone not known", "not legal advice")
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
	if !strings.Contains(dry.says, "at one time when nobody answers") {
		t.Errorf("a slower line is not spoken of:\n%s", dry.says)
	}
}

func TestWavesAndOutsideHoursExcludeEachOther(t *testing.T) {
	t.Parallel()
	d := decently(t, serve(t).server.URL)
	d.send(d.far(), append(morning(), "--waves", "--allow-outside-hours", "--basis", "they asked")...).exits(2).explains("--waves rings nobody outside their hours")
}
