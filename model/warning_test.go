package model

import (
	"slices"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func TestEveryWarningHasWordsAndACause(t *testing.T) {
	for bit := Warnings(phone.NotAssigned); bit <= CountryUnclear; bit <<= 1 {
		if len(bit.Names()) != 1 || len(bit.Short()) != 1 || warningNamed(bit.Names()[0]) != bit {
			t.Errorf("warning %#x is named %q and told as %q", uint16(bit), bit.Names(), bit.Short())
		}
		if !slices.Contains(gravest[:], bit) {
			t.Errorf("rows with the warning %q are in no cause", bit.Names())
		}
	}
}

func TestARowWhoseCountryIsNotUnderstoodCanBeGivenOne(t *testing.T) {
	l := mapped(t, table.Of([]string{"Phone", "Country"}, []string{"07402 123005", "Atlantis"}, []string{"+49 30 123456", ""}), columns.FieldPhone, columns.FieldCountry)
	if v := l.Verdict(0); v.State != Ready || v.Number != 447402123005 || v.Warnings != CountryUnclear {
		t.Fatalf("verdict %+v", v)
	}
	fixes := l.Fixes().Of(0)
	i := slices.IndexFunc(fixes, func(f Fix) bool { return f.Kind == FixRegion && f.Region == "DE" })
	if fixes[0].Kind != FixAccept || i < 0 {
		t.Fatalf("fixes %+v", fixes)
	}
	change, ok := l.Fixes().Change(0, fixes[i])
	if !ok {
		t.Fatal("the fix does not apply")
	}
	l.Apply(change)
	if v := l.Verdict(0); v.State != Ready || v.Number != 497402123005 || v.Warnings != 0 {
		t.Errorf("verdict %+v", v)
	}
}

// What one key does to a cause is what stands beside its name.
func TestTheFirstFixOfACauseIsItsOwn(t *testing.T) {
	l := mapped(t, table.Of([]string{"Phone", "Email"},
		[]string{"tel: 07400-123001", "a@b"}, []string{"07400 123002 ext 12", "ann@example.con"}, []string{"+15551234567", "a@b"}, []string{"7400123003", "a@b"},
	), columns.FieldPhone, columns.FieldEmail)
	causes := l.Causes().All()
	if len(causes) != 4 {
		t.Fatalf("causes %+v", causes)
	}
	for _, c := range causes {
		if f := l.Fixes().OfCause(c)[0]; f.Kind != c.Fix {
			t.Errorf("%s: %q stands beside it, and the first fix is to %s", c.Name(), c.Does(), f.Kind.Does())
		}
	}
}

// A hundred thousand numbers that say their country would else be to check.
func TestNumbersThatSayTheirCountryNeedNoLook(t *testing.T) {
	l := repairable(t, "+1 202 555 0143", "0041 44 668 18 00", "+61 412 345 678", "+800 1234 5678", "41446681801")
	for row := range 3 {
		if v := l.Verdict(row); v.State != Ready || v.Warnings&Warnings(phone.OtherRegion) != 0 {
			t.Errorf("row %d is %+v", row, v)
		}
	}
	if v := l.Verdict(4); v.State != ToFix || v.Warnings&Warnings(phone.OtherRegion) == 0 {
		t.Errorf("without its plus it is %+v", v)
	}
	change, ok := l.Fixes().Change(4, l.Fixes().Of(4)[0])
	if l.Apply(change); !ok || l.Verdict(4).State != Ready || l.Verdict(4).Warnings&Warnings(phone.OtherRegion) != 0 {
		t.Errorf("accepted it is %+v", l.Verdict(4))
	}
}

// The rows to check are few enough to be read: what was restored is only told.
func TestWhatIsOnlyToldIsNotToCheck(t *testing.T) {
	for _, c := range []struct {
		name, phone string
		warning     Warnings
		check       bool
	}{
		{"an exit code that became a plus", "0044 7400 123101", Warnings(phone.PrefixRestored), false},
		{"a (0) that was dropped", "+44 (0)20 7946 0018", Warnings(phone.PrefixRestored), false},
		{"a mark of text", "'+447400123101", Warnings(phone.Cleaned), false},
		{"a figure's tail", "+447400123101.0", Warnings(phone.FloatRestored), false},
		{"a toll-free number", "+1 800 234 5678", Warnings(phone.TollFree), false},
		{"a range that is not assigned", "+15551234567", Warnings(phone.NotAssigned), true},
		{"an extension, behind which somebody else may answer", "020 7946 0018 ext 12", Warnings(phone.ExtensionDropped), true},
		{"both", "0015551234567", Warnings(phone.NotAssigned | phone.PrefixRestored), true},
	} {
		l := repairable(t, c.phone)
		v := l.Verdict(0)
		if v.State != Ready || v.Warnings != c.warning {
			t.Errorf("%s is %+v", c.name, v)
		}
		causes := l.Causes().All()
		if l.Passes(0, ShowToCheck) != c.check || (l.Warned() == 1) != c.check || (len(causes) == 1) != c.check {
			t.Errorf("%s: %d to check, causes %v", c.name, l.Warned(), causes)
		}
		if told := l.Causes().Told(); (len(told) == 1 && told[0].Rows == 1 && told[0].Warning == c.warning&Told) != (c.warning&Told != 0) {
			t.Errorf("%s tells %v", c.name, told)
		}
		if c.check {
			change, ok := l.Fixes().Change(0, l.Fixes().Of(0)[0])
			if l.Apply(change); !ok || l.Passes(0, ShowToCheck) {
				t.Errorf("accepted, %s is still to check", c.name)
			}
		}
	}
}
