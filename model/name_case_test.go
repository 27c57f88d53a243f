package model

import (
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

func TestRowsWithANameInOneCaseStayReadyAndAreFixedByGroup(t *testing.T) {
	l := mapped(t, table.Of([]string{"Phone", "Name", "Company"},
		[]string{"07402 123001", "WRIGHT, Freya", ""}, []string{"07402 123002", "FREYA WRIGHT", ""}, []string{"07402 123003", "Ann Lee", ""},
		[]string{"07402 123004", "NORTHWIND", "NORTHWIND"}, []string{"07402 123005", "MÜLLER GMBH", ""}, []string{"07402 123006", "freya wright", ""},
	), columns.FieldPhone, columns.FieldName, columns.FieldCompany)
	for row, want := range []Warnings{NameCase, NameCase, 0, 0, 0, NameCase} {
		if v := l.Verdict(row); v.State != Ready || v.Warnings != want || l.Passes(row, ShowToCheck) {
			t.Errorf("row %d is %+v", row, v)
		}
	}
	causes := l.Causes().All()
	if len(causes) != 1 || causes[0].Rows != 3 || causes[0].Warning != NameCase || causes[0].Fix != FixName || !causes[0].Told() {
		t.Fatalf("causes %+v", causes)
	}
	fix := l.Fixes().OfCause(causes[0])[0]
	if shown := l.Fixes().Preview(causes[0], fix, 9); fix.Kind != FixName || len(shown) != 3 || shown[0].Given != "WRIGHT, Freya" || shown[0].Text != "Freya Wright" {
		t.Fatalf("%v shows %+v", fix.Kind, shown)
	}
	change, err := l.Fixes().ChangeAll(t.Context(), causes[0], fix, nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(change)
	for _, row := range []int{0, 1, 5} {
		if l.Contacts().Of(row).Name != "Freya Wright" || l.Verdict(row).Warnings != 0 {
			t.Errorf("row %d goes as %q, with %v", row, l.Contacts().Of(row).Name, l.Verdict(row).Warnings.Names())
		}
	}
	if l.Contacts().Of(3).Name != "NORTHWIND" || len(l.Causes().All()) != 0 {
		t.Errorf("the company goes as %q, causes %+v", l.Contacts().Of(3).Name, l.Causes().All())
	}
	l.Undo()
	if l.Contacts().Of(0).Name != "WRIGHT, Freya" || l.Verdict(0).Warnings != NameCase {
		t.Errorf("undone, it is %q with %v", l.Contacts().Of(0).Name, l.Verdict(0).Warnings.Names())
	}
}

func TestANameIsKeptAsItStandsOrAsItWasTyped(t *testing.T) {
	l := mapped(t, table.Of([]string{"Phone", "Name"}, []string{"07402 123001", "FREYA WRIGHT"}, []string{"tel: 07402 123002", "ANN LEE"}), columns.FieldPhone, columns.FieldName)
	typed, _ := l.Fields().Type(1, EditableField{Field: columns.FieldName}, "ANN LEE-SMITH")
	l.Apply(typed)
	if v := l.Verdict(1); v.Warnings&NameCase != 0 {
		t.Errorf("a typed name is %v", v.Warnings.Names())
	}
	fixes := l.Fixes().Of(0)
	if len(fixes) != 3 || fixes[0].Kind != FixName || fixes[1].Kind != FixAccept {
		t.Fatalf("fixes %+v", fixes)
	}
	kept, _ := l.Fixes().Change(0, fixes[1])
	l.Apply(kept)
	if l.Contacts().Of(0).Name != "FREYA WRIGHT" || !l.Causes().Of(0).IsZero() {
		t.Errorf("kept, it is %q, of %+v", l.Contacts().Of(0).Name, l.Causes().Of(0))
	}
}

// What one key accepts of a number leaves the name to its own fix.
func TestAcceptingANumberLeavesItsName(t *testing.T) {
	l := mapped(t, table.Of([]string{"Phone", "First", "Last"}, []string{"+1 555 123 4567", "FREYA", "O'NEILL"}), columns.FieldPhone, columns.FieldFirstName, columns.FieldLastName)
	if v := l.Verdict(0); v.Warnings&NameCase == 0 || v.Warnings == NameCase || v.State != Ready {
		t.Fatalf("verdict %+v", v)
	}
	c, ok := l.Fixes().Change(0, Fix{Kind: FixAccept})
	if !ok {
		t.Fatal("it cannot be accepted")
	}
	l.Apply(c)
	if k := l.Causes().Of(0); k.Warning != NameCase || l.Passes(0, ShowToCheck) {
		t.Fatalf("accepted, the cause is %+v", k)
	}
	c, _ = l.Fixes().Change(0, Fix{Kind: FixName})
	l.Apply(c)
	if l.Contacts().Of(0).Name != "Freya O'Neill" || !l.Causes().Of(0).IsZero() {
		t.Errorf("it goes as %q", l.Contacts().Of(0).Name)
	}
}
