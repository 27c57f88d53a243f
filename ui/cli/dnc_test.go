//go:build unix

package cli_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// dncDoc is what changing the do-not-call list prints as JSON.
type dncDoc struct {
	Added, Removed, Unchanged int
	Problems                  []struct {
		Row            int
		Given, Problem string
	}
}

func (d *harness) doNotCall() []string {
	d.t.Helper()
	doc := document[struct {
		Numbers []struct{ Number, Since, Source string }
	}](d.run("dnc", "list", "--json").exits(0))
	var numbers []string
	for _, n := range doc.Numbers {
		if n.Since == "" || n.Source == "" {
			d.t.Errorf("%s stands there since %q, from %q", n.Number, n.Since, n.Source)
		}
		numbers = append(numbers, n.Number)
	}
	return numbers
}

func TestTheDoNotCallListIsKeptByHand(t *testing.T) {
	t.Parallel()
	d := newHarness(t, "http://127.0.0.1:1") // it needs no service
	doc := document[dncDoc](d.run("dnc", "add", "07400 123101", "+44 7400 123102", "+447400123102", "--region", "GB", "--json").exits(0))
	if doc.Added != 2 || doc.Unchanged != 0 || len(doc.Problems) != 0 {
		t.Errorf("added: %+v", doc)
	}
	r := d.run("dnc", "add", "12", "+447400123101", "nobody", "--json").exits(3).explains(`"12": `, `"nobody": There are no digits`)
	if doc := document[dncDoc](r); doc.Added != 0 || doc.Unchanged != 1 || len(doc.Problems) != 2 || doc.Problems[0].Problem != "too_short" {
		t.Errorf("added: %+v", doc)
	}
	if got, want := d.doNotCall(), []string{"+447400123101", "+447400123102"}; !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	if r := d.run("dnc", "list").exits(0); !strings.Contains(r.out, "+44 7400 123101") || !strings.Contains(r.out, "added by hand") {
		t.Errorf("listed %s", r.out)
	}
	if doc := document[dncDoc](d.run("dnc", "remove", "+447400123101", "+447400123109", "--json").exits(0)); doc.Removed != 1 || doc.Unchanged != 1 {
		t.Errorf("removed: %+v", doc)
	}
	if got, want := d.doNotCall(), []string{"+447400123102"}; !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	d.run("dnc").exits(2)
	d.run("dnc", "forget").exits(2)
	d.run("dnc", "add").exits(2)
	d.run("dnc", "add", "1", "--region", "Mars").exits(2)
}

// Every number of every phone column counts, and what cannot be read is named
// by its row.
func TestAFileIsPutOnTheDoNotCallList(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	list := d.file("opted_out.csv", "Name,Mobile,Work phone",
		"Olivia,07400 123101,",
		"Ben,,07400 123102",
		"Maya,07400 123103 / 07400 123104,07400 123105",
		"Zoe,4.474E+11,",
		"Al,,",
		",,")
	r := d.run("dnc", "import", list, "--region", "GB", "--map", "Work phone=phone2", "--json").exits(3).explains("Row 5", "Row 6")
	doc := document[dncDoc](r)
	if doc.Added != 5 || len(doc.Problems) != 2 || doc.Problems[0].Row != 5 || doc.Problems[0].Problem != "scientific" || doc.Problems[1].Problem != "empty" {
		t.Errorf("imported: %+v", doc)
	}
	want := []string{"+447400123101", "+447400123102", "+447400123103", "+447400123104", "+447400123105"}
	if got := d.doNotCall(); !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	sent := document[sentDoc](d.send(d.spring()).exits(1).explains("3 contacts must not be called"))
	if sent.Skipped["do_not_call"] != 3 || len(service.Dials()) != 0 {
		t.Errorf("sent: %+v", sent)
	}
	d.run("dnc", "import", d.file("empty.csv", "Name", "Olivia")).exits(1).explains("--map")
}

// A number that comes onto the list between the plan and the request is still
// not called.
func TestALateWordNotToCallStopsWhatWaits(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=402")
	d := newHarness(t, service.server.URL)
	d.send(d.spring()).exits(1)
	d.run("dnc", "add", "+447400123102").exits(0)
	sent := document[sentDoc](d.run("send", "--continue", "Spring leads", "--yes", "--json").exits(1).explains("do-not-call list"))
	if sent.states() != "held" {
		t.Errorf("sent: %+v", sent)
	}
	// The file again leaves the number out.
	d.send(d.spring()).exits(0)
	if dials, want := service.Dials(), map[string]int{"+447400123101": 1, "+447400123103": 1}; !maps.Equal(dials, want) {
		t.Errorf("dialled %v, want %v", dials, want)
	}
}
