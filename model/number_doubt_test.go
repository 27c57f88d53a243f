package model

import (
	"slices"
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// doubtRows are cells that can be read in two ways, some of each problem.
var doubtRows = []struct{ claim, region, text, number, other string }{
	{"a plus before a Toronto number, or New Zealand", "US", "+6475052806", "+16475052806", "+6475052806"},
	{"a plus before a Los Angeles number, or Antwerp", "US", "+3235550123", "+13235550123", "+3235550123"},
	{"the area code in a group is no calling code", "US", "+647-505-2806", "+16475052806", "+6475052806"},
	{"the code twice, in groups", "DE", "+49 49 175 3129975", "+491753129975", "+49491753129975"},
	{"the code twice, at once", "DE", "+4949 151 23456789", "+4915123456789", "+494915123456789"},
	{"the code twice without a country", "", "+49 49 175 3129975", "+491753129975", "+49491753129975"},
	{"area 55 of Brazil, or a shared-cost number behind the code", "BR", "5540041234", "+555540041234", "+5540041234"},
	{"area 55 grouped as behind the code too", "BR", "55 4004 1234", "+555540041234", "+5540041234"},
	{"a Vietnamese mobile that lost its zero, or a company behind the code", "VN", "841992000", "+84841992000", "+841992000"},
	{"001 or 00 in Korea", "KR", "001 656 223 4567", "+6562234567", "+16562234567"},
	{"001 or 00 in Hong Kong", "HK", "0016562234567", "+6562234567", "+16562234567"},
	{"001 or 00 without a country", "", "0016562234567", "+6562234567", "+16562234567"},
}

func TestARowInDoubtOffersBothReadingsAndKeepsTheOneChosen(t *testing.T) {
	for _, tc := range doubtRows {
		l := inRegionOf(t, phone.Region(tc.region), tc.text)
		var offered []string
		for _, f := range l.Fixes().Of(0) {
			if f.Number == 0 {
				continue
			}
			offered = append(offered, f.Number.String())
			if !f.ReviewFirst() || f.Confidence == Sure {
				t.Errorf("%s: %s is taken unseen", tc.claim, f.Kind)
			}
			change, ok := l.Fixes().Change(0, f)
			if !ok {
				t.Fatalf("%s: %s does not apply", tc.claim, f.Kind)
			}
			l.Apply(change)
			if v := l.Verdict(0); v.State != Ready && !v.Problem.Costly() || v.Number != f.Number {
				t.Errorf("%s: %s gives %s %v %s", tc.claim, f.Kind, v.State, v.Number, v.Problem)
			}
			l.Undo()
		}
		if !slices.Contains(offered, tc.number) || !slices.Contains(offered, tc.other) {
			t.Errorf("%s: offered are %q", tc.claim, offered)
		}
		if v := l.Verdict(0); v.State != ToFix {
			t.Errorf("%s: undone it is %s", tc.claim, v.State)
		}
	}
}

// inRegionOf is a list of one phone column read as of a region.
func inRegionOf(t testing.TB, region phone.Region, cells ...string) *List {
	rows := make([][]string, len(cells))
	for i, c := range cells {
		rows[i] = []string{c}
	}
	l, err := Diagnose(t.Context(), table.Of([]string{"Phone"}, rows...), columns.Mapping{{Field: columns.FieldPhone}}, region, Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestAGroupInDoubtIsDecidedAtOnce(t *testing.T) {
	l := inRegionOf(t, "US", "+6475052806", "+6475052807", "+49 49 175 3129975", "(202) 555-0143")
	c := l.Causes().All()[0]
	if c.Problem != Problem(phone.StrayPlus) || c.Rows != 2 || c.Does() != "drop the plus sign, Canada" {
		t.Fatalf("%+v: %s", c, c.Does())
	}
	var written Fix
	for _, f := range l.Fixes().OfCause(c) {
		if f.Kind == FixAsWritten {
			written = f
		}
	}
	for _, p := range l.Fixes().Preview(c, written, 5) {
		if p.After.State != Ready || p.After.Region != "NZ" || !strings.Contains(p.Reason, "New Zealand") {
			t.Errorf("preview %+v", p)
		}
	}
	change, err := l.Snapshot().Fixes().ChangeAll(t.Context(), c, written, nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(change)
	if change.What != "2 rows: taken as written" || l.Verdict(1).Number != 6475052807 {
		t.Errorf("%q, %+v", change.What, l.Verdict(1))
	}
	l.Undo()
	if v := l.Verdict(1); v.State != ToFix || v.Problem != Problem(phone.StrayPlus) {
		t.Errorf("undone it is %+v", v)
	}
}

func TestATypedNumberInDoubtIsTheOneTyped(t *testing.T) {
	l := inRegionOf(t, "US", "n/a")
	change, j := l.Fields().Type(0, EditableField{Field: columns.FieldPhone}, "+6475052806")
	if !j.OK || !strings.Contains(j.Sentence, "+64 7505 2806") && !strings.Contains(j.Sentence, "New Zealand") {
		t.Fatalf("judged %+v", j)
	}
	l.Apply(change)
	if v := l.Verdict(0); v.State != Ready || v.Number != 6475052806 {
		t.Errorf("typed it is %+v", v)
	}
}

func TestAnExtensionStaysWithTheReadingChosen(t *testing.T) {
	l := inRegionOf(t, "US", "+6475052806 ext. 5")
	for _, f := range l.Fixes().Of(0) {
		if f.Number == 0 {
			continue
		}
		change, _ := l.Fixes().Change(0, f)
		l.Apply(change)
		if v := l.Verdict(0); v.State != Ready || v.Number != f.Number || l.Contacts().Of(0).Metadata["extension"] != "5" {
			t.Errorf("%s gives %+v", f.Kind, v)
		}
		l.Undo()
	}
}

// costlyCells ring, but not at the price or in the place of an ordinary call.
var costlyCells = []struct {
	region  phone.Region
	text    string
	problem phone.Problem
}{
	{"GB", "070 1234 5678", phone.PersonalRate}, {"GB", "+44 70 1234 5678", phone.PersonalRate}, {"US", "500 234 5678", phone.PersonalRate},
	{"GB", "07640 123456", phone.PagerRate}, {"GB", "+881 6 1234 5678", phone.SatelliteRate}, {"DE", "00870 773 123 456", phone.SatelliteRate},
	{"GB", "+882 16 1234 5678", phone.NetworkRate}, {"GB", "+883 5100 1234 5678", phone.NetworkRate}, {"", "+878 10 1234567890", phone.NetworkRate},
	{"GB", "+979 123 456 789", phone.Premium}, {"GB", "+808 1234 5678", phone.SharedRate}, {"DE", "0180 5 123456", phone.SharedRate},
	{"FR", "0810 123 456", phone.SharedRate}, {"AU", "1300 123 456", phone.SharedRate}, {"CH", "0842 123 456", phone.SharedRate}, {"GB", "0333 123 4567", phone.NoProblem},
}

func TestWhatCostsMoreIsNamedAndCalledOnPurpose(t *testing.T) {
	for _, tc := range costlyCells {
		l := inRegionOf(t, tc.region, tc.text)
		v := l.Verdict(0)
		if v.Problem != Problem(tc.problem) || v.Number == 0 {
			t.Errorf("%s in %q is %s %q", tc.text, tc.region, v.Number, v.Problem)
			continue
		}
		if tc.problem == phone.NoProblem {
			continue
		}
		c := l.Causes().All()[0]
		f := l.Fixes().OfCause(c)[0]
		if !f.Kind.Explicit() || f.Confidence != Unsure {
			t.Errorf("%s comes with %+v", tc.text, f)
		}
		change, err := l.Snapshot().Fixes().ChangeAll(t.Context(), c, f, nil)
		if err != nil {
			t.Fatal(err)
		}
		l.Apply(change)
		if after := l.Verdict(0); after.State != Ready || after.Number != v.Number || after.Warnings&(CostAccepted|PremiumAccepted) == 0 {
			t.Errorf("%s accepted is %+v", tc.text, after)
		}
		l.Undo()
		if after := l.Verdict(0); after != v {
			t.Errorf("%s undone is %+v", tc.text, after)
		}
	}
}
