package model

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// repairable is a British list with a second phone column, and two ready rows
// that say where the others are from.
func repairable(t testing.TB, cells ...string) *List {
	rows := make([][]string, len(cells))
	for i, c := range cells {
		rows[i] = []string{c, "", "", "Ann"}
	}
	rows = append(rows, []string{"07400 123991"}, []string{"+1 202 555 0143"})
	return mapped(t, table.Of([]string{"Phone", "Home phone", "Email", "Name"}, rows...), columns.FieldPhone, columns.FieldPhone2, columns.FieldEmail, columns.FieldName)
}

func TestEveryProblemComesWithTheFixesThatApply(t *testing.T) {
	cases := []struct {
		name, cell string
		kind       FixKind
		number     string // what the best fix dials
		confidence Confidence
		reason     string // part of it
	}{
		{"a dropped zero is put back", "7400 123001", FixZero, "+447400123001", Sure, "7400 123001 → +44 7400 123001: a mobile in the United Kingdom once the dropped zero is put back."},
		{"a dropped plus is put back", "447400123001", FixPlus, "+447400123001", Sure, "once the dropped plus sign is put back"},
		{"a stray plus gets its country code", "+07400 123001", FixCountry, "+447400123001", Sure, "once the country code is put in after the plus sign"},
		{"the first of several numbers is kept", "07400 123001 / 020 7946 0018", FixSplit, "+447400123001", Likely, "the first of 2 numbers in the cell"},
		{"of several numbers the first that is one", "0123; 020 7946 0018", FixSplit, "+442079460018", Sure, "the second of 2"},
		{"a part gets its zero back too", "7400 123001 or 020 7946 0018", FixSplit, "+447400123001", Likely, "with its dropped zero put back"},
		{"letters around a number are stripped", "John 07400 123001", FixLetters, "+447400123001", Sure, "without the letters"},
		{"letters and a dropped zero", "7400 123001 John", FixLetters, "+447400123001", Likely, "without the letters, with its dropped zero put back"},
		{"too many digits may be an extension", "020 7946 0018 123", FixExtension, "+442079460018", Likely, "when the last digits, 123, are an extension"},
		{"an extension beside a dropped zero goes along", "7400 123001 x5", FixZero, "+447400123001", Sure, "extension 5 goes along as {extension}"},
		{"premium rate is never sure", "0909 879 0000", FixPremium, "+449098790000", Unsure, "costs far more"},
		{"a result not in service is never sure", "2125550143", FixZero, "+442125550143", Unsure, "not known to be in service"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := repairable(t, c.cell)
			fixes := l.Fixes().Of(0)
			f := fixes[0]
			if f.Kind != c.kind || f.Number.String() != c.number || f.Confidence != c.confidence || !strings.Contains(f.Reason, c.reason) {
				t.Errorf("best fix %s %v %s %q, want %s %s %s %q", f.Kind, f.Number, f.Confidence, f.Reason, c.kind, c.number, c.confidence, c.reason)
			}
			if last := fixes[len(fixes)-1]; last.Kind != FixLeaveOut {
				t.Errorf("the last fix is %s, not leaving out", last.Kind)
			}
			if v := l.Verdict(0); v.Fix != c.kind || v.Number != f.Number {
				t.Errorf("the verdict suggests %s %v, the fix is %s %v", v.Fix, v.Number, f.Kind, f.Number)
			}
		})
	}
}

func TestWhatCannotBeFixedIsTypedOrLeftOut(t *testing.T) {
	for _, cell := range []string{"4.47911E+11", "4,47911E+11", "4.479E+11 John", "4.47911E+11 / 4.47912E+11", "Tel 4.47E+11", "call me", " ", "911", "N/A", "07o11 12e456", "+44 7911 12345678"} {
		l := repairable(t, cell)
		if fixes := l.Fixes().Of(0); len(fixes) != 1 || fixes[0].Kind != FixLeaveOut {
			t.Errorf("%q has the fixes %v", cell, fixes)
		}
		if v := l.Verdict(0); v.State != ToFix || v.Fix != FixNone {
			t.Errorf("%q is %s with the fix %s", cell, v.State, v.Fix)
		}
	}
}

func TestAnotherPhoneColumnIsOffered(t *testing.T) {
	rows := table.Of([]string{"Phone", "Home phone", "Work phone"},
		[]string{"n/a", "12", "020 7946 0018"}, []string{"4.47911E+11", "020 7946 0018", ""}, []string{"", "7400 123001", ""})
	l := mapped(t, rows, columns.FieldPhone, columns.FieldPhone2, columns.FieldPhone2)
	f := l.Fixes().Of(0)[0]
	if f.Kind != FixColumn || f.Column != 2 || !strings.Contains(f.Reason, "from the column Work phone") {
		t.Fatalf("fix %+v", f)
	}
	c, ok := l.Fixes().Change(0, f)
	if !ok {
		t.Fatal("the fix does not apply")
	}
	l.Apply(c)
	if v := l.Verdict(0); v.State != Ready || v.Number != 442079460018 {
		t.Errorf("verdict %+v", v)
	}
	if fixes := l.Fixes().Of(1); len(fixes) != 1 {
		t.Errorf("destroyed digits come with the fixes %v", fixes)
	}
	l2 := mapped(t, table.Of([]string{"Phone", "Home phone"}, []string{"7400 123001", "020 7946 0018"}), columns.FieldPhone, columns.FieldPhone2)
	if fixes := l2.Fixes().Of(0); fixes[0].Confidence != Sure || fixes[1].Kind != FixColumn || fixes[1].Confidence != Likely {
		t.Errorf("another column makes the cell less sure: %+v", fixes)
	}
	c, _ = l.Fixes().Change(2, l.Fixes().Of(2)[0])
	l.Apply(c)
	if v := l.Verdict(2); v.Number != 447400123001 || v.State != Ready {
		t.Errorf("a zero dropped in the other column: %+v", v)
	}
}

func TestSplittingKeepsTheSecondAsAFallback(t *testing.T) {
	l := repairable(t, "07400 123001 / 020 7946 0018")
	var with Fix
	for _, f := range l.Fixes().Of(0) {
		if f.Kind == FixSplit && f.Part == 1 && f.Fallback {
			with = f
		}
	}
	if !strings.Contains(with.Reason, "The other, +44 7400 123001, goes along as {fallback_phone}.") {
		t.Errorf("reason %q", with.Reason)
	}
	c, ok := l.Fixes().Change(0, with)
	if !ok {
		t.Fatal("the fix does not apply")
	}
	l.Apply(c)
	contact := l.Contacts().Of(0)
	if contact.Number != 442079460018 || contact.Metadata[FallbackKey] != "+447400123001" {
		t.Errorf("contact %+v", contact)
	}
}

func TestAnExtensionGoesAlong(t *testing.T) {
	l := repairable(t, "020 7946 0018 123", "7400 123001 x5")
	for row, extension := range []string{"123", "5"} {
		c, _ := l.Fixes().Change(row, l.Fixes().Of(row)[0])
		l.Apply(c)
		if got := l.Contacts().Of(row).Metadata["extension"]; got != extension {
			t.Errorf("row %d sends the extension %v", row, got)
		}
		if v := l.Verdict(row); v.State != Ready || v.Warnings&Warnings(phone.ExtensionDropped) == 0 {
			t.Errorf("row %d is %+v", row, v)
		}
	}
}

func TestAcceptingARowTakesItOffTheListToCheck(t *testing.T) {
	l := repairable(t, "+15551234567")
	if !l.Passes(0, ShowToCheck) || l.Warned() != 1 {
		t.Fatalf("%d rows to check", l.Warned())
	}
	f := l.Fixes().Of(0)[0]
	if f.Kind != FixAccept || !strings.Contains(f.Reason, "possible in the United States but not known to be in service") {
		t.Fatalf("fix %+v", f)
	}
	c, _ := l.Fixes().Change(0, f)
	l.Apply(c)
	v := l.Verdict(0)
	if v.State != Ready || !v.Checked || l.Warned() != 0 || l.Passes(0, ShowToCheck) {
		t.Errorf("verdict %+v, %d to check", v, l.Warned())
	}
	typed, _ := l.Fields().Type(0, EditableField{Field: columns.FieldPhone}, "+15551234568")
	l.Apply(typed)
	if !l.Passes(0, ShowToCheck) {
		t.Error("what was accepted of one number holds for another")
	}
}

func TestPremiumAndRecentCallsAreAcceptedByName(t *testing.T) {
	l := repairable(t, "0909 879 0000", "07400 123001", "07400 123002")
	l.SetSuppressions(Suppressions{447400123001: {Called: time.Unix(1, 0), Campaign: "Spring"}, 447400123002: {Called: time.Unix(1, 0), Uncertain: true}})
	for row, kind := range map[int]FixKind{0: FixPremium, 1: FixAgain} {
		f := l.Fixes().Of(row)[0]
		if f.Kind != kind || !f.Kind.Explicit() {
			t.Fatalf("row %d: fix %+v", row, f)
		}
		c, _ := l.Fixes().Change(row, f)
		l.Apply(c)
		if got := l.Verdict(row).State; got != Ready {
			t.Errorf("row %d is %s", row, got)
		}
	}
	if fixes := l.Fixes().Of(2); len(fixes) != 0 {
		t.Errorf("a number that may be called already comes with %v", fixes)
	}
	if _, ok := l.Fixes().Change(2, Fix{Kind: FixAgain}); ok {
		t.Error("a number that may be called already can be called again")
	}
}

func TestACountryIsSetForRows(t *testing.T) {
	table := table.Of([]string{"Phone"}, []string{"07400 123001"}, []string{"(202) 555-0143"}, []string{"7400123002"}, []string{"+44 7400 123003"}, []string{"4.4E+11"})
	l, err := Diagnose(context.Background(), table, columns.Mapping{{Field: columns.FieldPhone}}, "", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := l.Snapshot().Fixes().ChangeRows(context.Background(), []int32{0, 1, 2, 3, 4}, Fix{Kind: FixRegion, Region: "GB"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(c)
	var got []string
	for row := range l.Len() {
		got = append(got, fmt.Sprint(l.Verdict(row).State, l.Verdict(row).Number))
	}
	want := "[ready +447400123001 to_fix +442025550143 ready +447400123002 ready +447400123003 to_fix ]"
	if fmt.Sprint(got) != want {
		t.Errorf("rows %v, want %s", got, want)
	}
	if f, ok := l.Fixes().InRegion(1, "US"); !ok || f.Number != 12025550143 || f.Confidence != Likely {
		t.Errorf("the American row as American: %+v", f)
	}
}

func TestEmailFixes(t *testing.T) {
	cases := []struct{ name, given, better string }{
		{"a comma for a dot", "ann@example,com", "ann@example.com"},
		{"a name around it", "Ann Lee <ann@example.com>;", "ann@example.com"},
		{"a link", "mailto:ann@example.com", "ann@example.com"},
		{"a blank in it", "ann lee@example.com", "annlee@example.com"},
		{"two signs", "ann@@example.com", "ann@example.com"},
		{"a dot too many", "ann@example..com", "ann@example.com"},
		{"spelt out", "ann (at) example.com", "ann@example.com"},
		{"a slip in the service's name", "ann@gmial", ""},
		{"a service without its ending", "ann@gmail", "ann@gmail.com"},
		{"nothing to go by", "ann", ""},
		{"two addresses", "ann@example.com; ben@example.com", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := mapped(t, table.Of([]string{"Phone", "Email"}, []string{"07400 123001", c.given}), columns.FieldPhone, columns.FieldEmail)
			fixes := l.Fixes().Of(0)
			if c.better != "" && (fixes[0].Kind != FixEmail || fixes[0].Text != c.better) {
				t.Errorf("fixes %+v, want %s", fixes, c.better)
			}
			if c.better == "" && fixes[0].Kind != FixDropEmail {
				t.Errorf("fixes %+v", fixes)
			}
			change, ok := l.Fixes().Change(0, fixes[0])
			if !ok {
				t.Fatal("the fix does not apply")
			}
			l.Apply(change)
			if l.Contacts().Of(0).Email != c.better || l.Passes(0, ShowToCheck) {
				t.Errorf("sends %q, verdict %+v", l.Contacts().Of(0).Email, l.Verdict(0))
			}
		})
	}
}

// Whatever a cell holds, every fix keeps its word: applied, the row dials the
// number the fix named, and nothing else was made of the cell.
func TestEveryFixKeepsItsWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(drawnCells(), rapid.StringOf(rapid.SampledFrom([]rune("0123456789+-/ ();,xEe.JohnO")))).Draw(t, "cell")
		table := table.Of([]string{"Phone", "Other"}, []string{cell, drawnCells().Draw(t, "other")}, []string{"07400 123991", ""}, []string{"+12025550143", ""})
		m := columns.Mapping{{Index: 0, Field: columns.FieldPhone}, {Index: 1, Field: columns.FieldPhone2}}
		l, err := Diagnose(context.Background(), table, m, rapid.SampledFrom([]phone.Region{"GB", "US", ""}).Draw(t, "region"), Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		fixes := l.Fixes().Of(0)
		v := l.Verdict(0)
		if v.Problem == Problem(phone.Scientific) && (len(fixes) != 1 || v.Number != 0) {
			t.Fatalf("destroyed digits come with %v", fixes)
		}
		if v.State == ToFix && v.Fix != FixNone && v.Fix != FixRegion && (fixes[0].Kind != v.Fix || fixes[0].Number != v.Number) {
			t.Fatalf("the verdict suggests %s %v, the first fix is %+v", v.Fix, v.Number, fixes[0])
		}
		for _, f := range fixes {
			c, ok := l.Fixes().Change(0, f)
			if !ok {
				t.Fatalf("%s does not apply to %q", f.Kind, cell)
			}
			l.Apply(c)
			after := l.Verdict(0)
			switch {
			case f.Kind == FixLeaveOut:
				if after.State != LeftOut {
					t.Fatalf("leaving out gave %s", after.State)
				}
			case f.Number != 0 && after.Number != f.Number:
				t.Fatalf("%s of %q gave %v, not %v", f.Kind, cell, after.Number, f.Number)
			case f.Number != 0 && after.State != Ready && after.State != Duplicate && !after.Problem.Costly():
				t.Fatalf("%s of %q gave %s (%s)", f.Kind, cell, after.State, after.Problem)
			}
			if !strings.HasSuffix(f.Reason, ".") {
				t.Fatalf("the reason %q is no sentence", f.Reason)
			}
			if !digitsWithin(f.Number, cell, l.Table.Cell(0, 1).Text, f.Region) {
				t.Fatalf("%s made %v of %q", f.Kind, f.Number, cell)
			}
			l.Undo()
		}
	})
}

// digitsWithin reports whether the end of a number stands in one of the cells:
// a fix may put a country code before digits and take zeros and letters away,
// but never makes up the digits of a subscriber.
func digitsWithin(n phone.Number, cells ...any) bool {
	if n == 0 {
		return true
	}
	digits := n.String()
	tail := digits[max(0, len(digits)-6):]
	for _, c := range cells[:2] {
		var got []rune
		for _, r := range c.(string) {
			if r >= '0' && r <= '9' {
				got = append(got, r)
			}
		}
		if strings.Contains(string(got), tail) {
			return true
		}
	}
	return false
}

func TestFixNamesAreTheirOwn(t *testing.T) {
	var names []string
	for k := range numFixes {
		if k.String() == "" || k.Does() == "" || fixTexts[k].after == "" {
			t.Errorf("fix %d has no words", k)
		}
		names = append(names, k.String())
	}
	slices.Sort(names)
	if len(slices.Compact(names)) != int(numFixes) {
		t.Errorf("two fixes have one name: %v", names)
	}
}
