package postgres

import (
	"reflect"
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/store/postgres/postgrestest"
)

func TestWhatColumnsMeanIsKeptForTheTeam(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	if _, _, is, err := ben.Mapping(t.Context(), "shape-of-a-list"); err != nil || is {
		t.Fatalf("before, it is %v, %v", is, err)
	}
	first := columns.Mapping{{Index: 0, Header: "Tel", Reason: "guessed"}}
	last := columns.Mapping{{Index: 0, Header: "Telefon", Key: "phone2", Choice: 2, Reason: "chosen by you", Needed: true, Fallback: "there"}, {Index: 1, Header: "Nachname"}}
	for _, m := range []columns.Mapping{first, last} {
		if err := anna.SaveMapping(t.Context(), "shape-of-a-list", m, "DE"); err != nil {
			t.Fatal(err)
		}
	}
	got, region, is, err := ben.Mapping(t.Context(), "shape-of-a-list")
	if err != nil || !is || region != "DE" || !reflect.DeepEqual(got, last) {
		t.Errorf("it is %+v, %s, %v, %v", got, region, is, err)
	}
	dump := d.Dump(t)
	for _, word := range []string{"Telefon", "shape-of-a-list", "phone2"} {
		if strings.Contains(dump, word) {
			t.Errorf("%q is in the database in the clear", word)
		}
	}
	d.Execute(t, `UPDATE callsheet.mappings SET mapping = '\x00'`)
	if _, _, is, err := ben.Mapping(t.Context(), "shape-of-a-list"); err != nil || is {
		t.Errorf("damaged, it is %v, %v", is, err)
	}
}
