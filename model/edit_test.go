package model

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

func TestEditsKeptEarlierAreStillRead(t *testing.T) {
	cases := []struct{ name, kept, phone, name2 string }{
		{"a number and a name", `{"values":{"name":"Ann","phone":"+447400123001"},"left_out":true}`, "+447400123001", "Ann"},
		{"a number as it was typed", `{"values":{"phone":"07400 123001"},"accepted":true,"again":true}`, "07400 123001", ""},
		{"nothing", `{}`, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var e Edit
			if err := json.Unmarshal([]byte(c.kept), &e); err != nil {
				t.Fatal(err)
			}
			phone, _ := e.Value(columns.FieldPhone)
			name, _ := e.Value(columns.FieldName)
			if phone != c.phone || name != c.name2 {
				t.Errorf("phone %q, name %q", phone, name)
			}
			again, err := json.Marshal(e)
			if err != nil || string(again) != c.kept {
				t.Errorf("kept as %s, was %s (%v)", again, c.kept, err)
			}
		})
	}
}

func TestAnEditIsKeptWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Edit{
			LeftOut: rapid.Bool().Draw(t, "left out"), Accepted: rapid.Bool().Draw(t, "accepted"), Again: rapid.Bool().Draw(t, "again"), Move: rapid.Bool().Draw(t, "move"),
			Preferred: rapid.Bool().Draw(t, "preferred"), Checked: Warnings(rapid.Uint16Range(0, 1<<len(warningTexts)-1).Draw(t, "checked")),
		}
		for range rapid.IntRange(0, 5).Draw(t, "typed") {
			place := rapid.SampledFrom([]string{"phone", "name", "email", "#0", "#12", "@vip", "do_not_call"}).Draw(t, "place")
			e = e.put(place, rapid.OneOf(drawnCells(), rapid.String()).Draw(t, "text"))
		}
		if rapid.Bool().Draw(t, "other column") {
			e = e.without(string(columns.FieldPhone))
			b := e.copyBody()
			b.column, b.region = rapid.IntRange(1, 5).Draw(t, "column"), "GB"
			e = e.withBody(b)
		}
		data, err := json.Marshal(RowEdit{3, Edit{}, e})
		if err != nil {
			t.Fatal(err)
		}
		var back RowEdit
		if err := json.Unmarshal(data, &back); err != nil || !valid(e) && back.After.Equal(e) {
			t.Fatalf("%s: %v", data, err)
		}
		if valid(e) && (!back.After.Equal(e) || !back.Before.IsZero()) {
			t.Fatalf("%s was read as %+v, not %+v", data, back.After, e)
		}
	})
}

// valid reports whether every text of an edit is UTF-8, which JSON needs.
func valid(e Edit) bool {
	for _, t := range e.all() {
		if strings.ToValidUTF8(t.text, "") != t.text {
			return false
		}
	}
	return true
}

func TestTypedTextsAreJudgedAtOnce(t *testing.T) {
	table := table.Of([]string{"Name", "Phone", "Email", "Country", "Plan"},
		[]string{"Ann", "7400 123001", "ann@example.com", "", "Gold"}, []string{"Ben", "07400 123002", "", "", ""})
	cases := []struct {
		name     string
		slot     EditableField
		text     string
		ok       bool
		kept     string
		sentence string
	}{
		{"a number as the country writes it", EditableField{Field: columns.FieldPhone}, "07400 123009", true, "+447400123009", "Will dial +44 7400 123009, a mobile in the United Kingdom."},
		{"a number without its zero", EditableField{Field: columns.FieldPhone}, "7400 123009", true, "+447400123009", "once the dropped zero is put back"},
		{"a number with an extension", EditableField{Field: columns.FieldPhone}, "020 7946 0018 x12", true, "+442079460018 ext. 12", "extension 12 goes along as {extension}"},
		{"a number another row has", EditableField{Field: columns.FieldPhone}, "+447400123002", true, "+447400123002", "Row 3 has the same number; only one of the two is called."},
		{"a number on the do-not-call list", EditableField{Field: columns.FieldPhone}, "07400 123003", true, "+447400123003", "It is on the do-not-call list, so the row is not called."},
		{"half a number", EditableField{Field: columns.FieldPhone}, "07400", false, "", "too few digits"},
		{"two numbers", EditableField{Field: columns.FieldPhone}, "07400 123009 / 07400 123010", false, "", "more than one number"},
		{"no number", EditableField{Field: columns.FieldPhone}, "", false, "", "There is no phone number here."},
		{"an address", EditableField{Field: columns.FieldEmail}, "ann@example.org", true, "ann@example.org", "Sent as ann@example.org."},
		{"no address", EditableField{Field: columns.FieldEmail}, "", true, "", "No email is sent."},
		{"half an address", EditableField{Field: columns.FieldEmail}, "ann", false, "", "There is no @ in this address. Correct it, or leave it empty"},
		{"a country by its name", EditableField{Field: columns.FieldCountry}, "united states", true, "US", "The number is read as written in the United States: +1 740-012-3001."},
		{"a country nobody knows", EditableField{Field: columns.FieldCountry}, "Atlantis", false, "", "No country is called that."},
		{"a figure", EditableField{columns.FieldMetadata, "plan"}, "12.5", true, "12.5", "{plan} is sent as the number 12.5."},
		{"a code with its zeros", EditableField{columns.FieldMetadata, "plan"}, "00123", true, "00123", "{plan} is sent as the text 00123."},
		{"a yes", EditableField{columns.FieldMetadata, "plan"}, "TRUE", true, "TRUE", "{plan} is sent as true."},
		{"nothing", EditableField{columns.FieldMetadata, "plan"}, "", true, "", "{plan} is not sent for this row."},
		{"a key of its own", EditableField{columns.FieldMetadata, "vip"}, "yes", true, "yes", "{vip} is sent as the text yes."},
		{"a key no prompt could spell", EditableField{columns.FieldMetadata, "VIP level"}, "yes", false, "", "small letters, digits and underscores"},
		{"a name", EditableField{Field: columns.FieldName}, " Ann\tLee\x1b[2J ", true, "Ann Lee[2J", "Sent as Ann Lee[2J."},
		{"no name", EditableField{Field: columns.FieldName}, "", true, "", "shows Unknown"},
		{"a name without end", EditableField{Field: columns.FieldName}, strings.Repeat("x", 501), false, "", "longer than 500 characters"},
		{"what is no thing to type", EditableField{Field: columns.FieldSkip}, "x", false, "", "cannot be edited here"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := mapped(t, table, columns.FieldName, columns.FieldPhone, columns.FieldEmail, columns.FieldCountry, columns.FieldMetadata)
			l.SetSuppressions(Suppressions{447400123003: {DoNotCall: time.Unix(1, 0)}})
			change, j := l.Fields().Type(0, c.slot, c.text)
			if j.OK != c.ok || !strings.Contains(j.Sentence, c.sentence) || j.Text != c.kept && c.ok {
				t.Fatalf("judged %+v", j)
			}
			if !c.ok {
				if len(change.Rows) != 0 {
					t.Fatal("what is wrong is kept")
				}
				return
			}
			l.Apply(change)
			if got := l.Fields().Value(0, c.slot); got != strings.TrimSpace(printable.Text(c.kept, 600)) {
				t.Errorf("holds %q", got)
			}
			l.Undo()
			if l.Edited() != 0 {
				t.Error("undo leaves an edit")
			}
		})
	}
}

func TestTypedValuesAreSent(t *testing.T) {
	table := table.Of([]string{"Name", "Phone", "Email", "Plan", "Zone"}, []string{"Ann", "07400 123001", "a@b", "Gold", "UTC"})
	l := mapped(t, table, columns.FieldName, columns.FieldPhone, columns.FieldEmail, columns.FieldMetadata, columns.FieldTimeZone)
	for slot, text := range map[EditableField]string{
		{Field: columns.FieldPhone}: "07400 123009", {Field: columns.FieldName}: "Ann Lee", {Field: columns.FieldEmail}: "ann@example.com", {Field: columns.FieldCompany}: "Lee Ltd",
		{Field: columns.FieldID}: "contact_1", {columns.FieldMetadata, "plan"}: "12", {columns.FieldMetadata, "vip"}: "true", {columns.FieldMetadata, "zone"}: "",
	} {
		c, j := l.Fields().Type(0, slot, text)
		if !j.OK {
			t.Fatalf("%v: %s", slot, j.Sentence)
		}
		l.Apply(c)
	}
	c := l.Contacts().Of(0)
	want := "{0 +447400123009 Ann Lee ann@example.com Lee Ltd contact_1 map[plan:12 vip:true]}"
	if fmt.Sprint(c) != want {
		t.Errorf("sends %v, want %s", c, want)
	}
	if plan, ok := c.Metadata["plan"].(int64); !ok || plan != 12 {
		t.Errorf("plan is %T", c.Metadata["plan"])
	}
	back, _ := l.Fields().Type(0, EditableField{columns.FieldMetadata, "plan"}, "Gold")
	l.Apply(back)
	if _, edited := l.Edit(0).cell(3); edited {
		t.Error("what the file says is kept as an edit")
	}
}

func TestAnEditFollowsItsColumn(t *testing.T) {
	table := table.Of([]string{"Phone", "Plan"}, []string{"07400 123001", "Gold"})
	l := mapped(t, table, columns.FieldPhone, columns.FieldMetadata)
	c, _ := l.Fields().Type(0, EditableField{columns.FieldMetadata, "plan"}, "Silver")
	l.Apply(c)
	renamed := l.Mapping.With(1, columns.FieldCompany)
	again, err := Diagnose(context.Background(), table, renamed, "GB", l.Edits.Clone(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Contacts().Of(0); got.Company != "Silver" || len(got.Metadata) != 0 {
		t.Errorf("sends %+v", got)
	}
}

func TestAnotherDefaultCountryKeepsEdits(t *testing.T) {
	table := table.Of([]string{"Phone"}, []string{"7400 123001"}, []string{"07400 123002"}, []string{"07400 123003 / 07400 123004"}, []string{"(202) 555-0143"})
	l := mapped(t, table, columns.FieldPhone)
	for row := range 3 {
		if c, ok := l.Fixes().Change(row, l.Fixes().Of(row)[0]); ok && row != 1 {
			l.Apply(c)
		}
	}
	typed, _ := l.Fields().Type(1, EditableField{Field: columns.FieldPhone}, "07400 123005")
	l.Apply(typed)
	again, err := Diagnose(context.Background(), table, l.Mapping, "US", l.Edits.Clone(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range []phone.Number{447400123001, 447400123005, 447400123003, 12025550143} {
		if v := again.Verdict(row); v.State != Ready || v.Number != want {
			t.Errorf("row %d is %+v, want %v", row, v, want)
		}
	}
	for range 3 {
		if _, ok := again.Undo(); !ok {
			t.Fatal("the way back is lost")
		}
	}
	if again.Edited() != 0 || again.Verdict(0).Number == 447400123001 {
		t.Errorf("undone: %d edited, %+v", again.Edited(), again.Verdict(0))
	}
	if again.Redo(); again.Verdict(0).Number != 447400123001 {
		t.Errorf("redone: %+v", again.Verdict(0))
	}
}

func TestKeptEditsOfAnotherSizeDoNoHarm(t *testing.T) {
	wild := []Change{{What: "wild", Rows: []RowEdit{{Row: 5, After: Edit{LeftOut: true}}, {Row: -1, After: Edit{LeftOut: true}}, {Row: 1 << 40}, {Row: 0, After: Edit{LeftOut: true}}, {Row: 5, After: Edit{Again: true}}}}}
	l, err := Diagnose(context.Background(), table.Of([]string{"Phone"}, []string{"07400 123001"}), columns.Mapping{{Field: columns.FieldPhone}}, "GB", RestoreEdits(wild, nil), nil)
	if err != nil || l.Verdict(0).State != LeftOut {
		t.Fatalf("%v, %v", l.Verdict(0), err)
	}
	l.Undo()
	if l.Verdict(0).State != Ready || l.Edited() != 0 {
		t.Errorf("undone: %+v, %d edited", l.Verdict(0), l.Edited())
	}
}

func FuzzEditJSON(f *testing.F) {
	for _, seed := range []string{`{}`, `{"values":{"phone":"+447400123001","":"x"},"cells":{"3":"a","-1":"b"},"metadata":{"vip":"y","":""},"region":"GB","phone_column":-5,"checked":["not_assigned","?"],"left_out":true}`, `[]`, `{"cells":{"99999999999":"a"}}`} {
		f.Add([]byte(seed))
	}
	table := table.Of([]string{"Phone", "Plan"}, []string{"07400 123001", "Gold"})
	f.Fuzz(func(t *testing.T, data []byte) {
		var e Edit
		if json.Unmarshal(data, &e) != nil {
			return
		}
		again, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var back Edit
		if err := json.Unmarshal(again, &back); err != nil || !back.Equal(e) {
			t.Fatalf("%s was read back as %+v, not %+v (%v)", again, back, e, err)
		}
		l := mapped(t, table, columns.FieldPhone, columns.FieldMetadata)
		l.Apply(Change{Rows: []RowEdit{{0, Edit{}, e}}})
		l.Contacts().Of(0)
		l.History().Changed(RowEdit{0, Edit{}, e})
		l.Saved().Append(nil, 0)
		l.Undo()
		if l.Edited() != 0 {
			t.Fatal("undo leaves an edit")
		}
	})
}
