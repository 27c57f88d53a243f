package model

import (
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/table"
)

func TestARowWithSpoiltLettersIsToCheckAndCanBePutRight(t *testing.T) {
	var b table.Builder
	for i, name := range []string{"JosÃ© PÃ©rez", "Ann Lee", "M\ufffdller"} {
		b.Append(i+2, []table.Cell{{Text: name}, {Text: []string{"+442079460010", "+442079460011", "+442079460012"}[i]}, {Text: "MÃ¡laga"}})
	}
	b.SetFlags(0, table.RowLossy)
	b.SetFlags(2, table.RowLossy)
	m := columns.Mapping{{Index: 0, Field: columns.FieldName}, {Index: 1, Field: columns.FieldPhone}, {Index: 2, Header: "City", Field: columns.FieldMetadata}}
	l, err := Diagnose(t.Context(), b.Build([]string{"Name", "Phone", "City"}), m, "GB", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range []Warnings{LostCharacters, 0, LostCharacters} {
		if v := l.Verdict(row); v.State != Ready || v.Warnings != want {
			t.Errorf("row %d is %v with %v", row, v.State, v.Warnings.Names())
		}
	}
	cause := l.Causes().All()[0]
	fixes := l.Fixes().OfCause(cause)
	if cause.Warning != LostCharacters || cause.Fix != FixEncoding || fixes[0].Kind != FixEncoding {
		t.Fatalf("cause %v, fixes %v", cause, fixes)
	}
	change, err := l.Fixes().ChangeAll(t.Context(), cause, fixes[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(change)
	contact := l.Contacts().Of(0)
	if contact.Name != "José Pérez" || contact.Metadata["city"] != "Málaga" || l.Verdict(0).Warnings != 0 {
		t.Errorf("put right, it is %q in %v, with %v", contact.Name, contact.Metadata["city"], l.Verdict(0).Warnings.Names())
	}
	l.Undo()
	if l.Verdict(0).Warnings != LostCharacters {
		t.Error("undone, nothing is to check")
	}
}

func TestWarningsFitIntoARecord(t *testing.T) {
	if numWarnings > warnedBits+15-regionBits {
		t.Fatalf("%d warnings", numWarnings)
	}
	for bit := range numWarnings {
		w := Warnings(1) << bit
		var r record
		r.setRegion("ZZ")
		r.warn(w)
		r.setRegion("GB")
		if r.warnings() != w || r.place().region() != "GB" {
			t.Errorf("%v is kept as %v, in %s", w.Names(), r.warnings().Names(), r.place().region())
		}
		if r.unwarn(w); r.warnings() != 0 || r.place().region() != "GB" {
			t.Errorf("%v stays", w.Names())
		}
	}
}

func TestASCIIIsToldAtEveryPlace(t *testing.T) {
	for n := range 20 {
		plain := strings.Repeat("a", n)
		if !fold.IsASCII(plain) {
			t.Errorf("%d letters are not ASCII", n)
		}
		for at := range n {
			if fold.IsASCII(plain[:at] + "é" + plain[at:]) {
				t.Errorf("é after %d of %d letters is ASCII", at, n)
			}
		}
	}
}
