package model

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// unzoned is a list of whose people nobody knows where they are, but for the first: their
// numbers are of no country. The last column is in the list's language.
func unzoned(t testing.TB, place string, cells ...string) *List {
	t.Helper()
	rows := [][]string{{"+49 30 901820", "Eva", "Berlin"}}
	for i, cell := range cells {
		rows = append(rows, []string{fmt.Sprintf("+800 1234 56%02d", i), "P" + fmt.Sprint(i), cell})
	}
	tb := table.Of([]string{"Phone", "Name", place}, rows...)
	m := columns.Guess(tb, "").With(0, columns.FieldPhone).With(1, columns.FieldName).With(2, columns.FieldMetadata)
	l, err := Diagnose(context.Background(), tb, m, "", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// unzonedCause is the cause of those of whom no time zone is known.
func unzonedCause(t testing.TB, l *List) Cause {
	t.Helper()
	all := l.Causes().All()
	i := slices.IndexFunc(all, func(c Cause) bool { return c.Warning == TimeZoneUnknown })
	if i < 0 {
		t.Fatalf("no cause: %+v", all)
	}
	return all[i]
}

func zonesOf(l *List, row int) string {
	w := NewPlan(l, Options{}).Whereabouts()
	return w.Groups[w.Of(int32(row))].Zones.String()
}

func TestThoseWithoutATimeZoneAreOneCauseWithGroupFixes(t *testing.T) {
	l := unzoned(t, "Stadt", "Berlin", "Wien", "Hamburg", "unbekannt")
	c := unzonedCause(t, l)
	if c.Rows != 4 || c.Name() != "Time zone not known, held" || c.Fix != FixZone {
		t.Fatalf("%+v is called %q", c, c.Name())
	}
	var kinds []string
	for _, f := range l.Fixes().OfCause(c) {
		kinds = append(kinds, f.Kind.String())
	}
	if got := strings.Join(kinds, " "); got != "set_zone zone_from_column accept leave_out" {
		t.Error(got)
	}
	typed, err := ZoneFix("Zürich", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		claim string
		fix   Fix
		want  string // the zones of the rows
		left  int    // who are asked about still
		words string
	}{
		{"one zone for all", typed, "Europe/Zurich Europe/Zurich Europe/Zurich Europe/Zurich", 0, "4 rows: the time zone is Europe/Zurich"},
		{"each their own by a column", Fix{Kind: FixZoneFrom, Column: 2}, "Europe/Berlin Europe/Vienna Europe/Berlin ", 1, "3 rows: the time zone is taken from Stadt"},
		{"held", Fix{Kind: FixAccept}, "   ", 0, "4 rows: held, and not called without a time zone"},
		{"asked, before it was said", Fix{Kind: FixZone}, "   ", 4, "0 rows: the time zone is "},
		{"nonsense", Fix{Kind: FixZone, Text: "Mars"}, "   ", 4, "0 rows: the time zone is Mars"},
	} {
		l := unzoned(t, "Stadt", "Berlin", "Wien", "Hamburg", "unbekannt")
		change, err := l.Fixes().ChangeAll(context.Background(), unzonedCause(t, l), c.fix, nil)
		if err != nil || change.What != c.words {
			t.Errorf("%s: %q, %v", c.claim, change.What, err)
		}
		l.Apply(change)
		var got []string
		for row := 1; row < l.Len(); row++ {
			got = append(got, zonesOf(l, row))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.claim, got, c.want)
		}
		left := 0
		for _, cause := range l.Causes().All() {
			if cause.Warning == TimeZoneUnknown {
				left += cause.Rows
			}
		}
		if left != c.left || l.Counts().Of(Ready) != 5 {
			t.Errorf("%s: %d are asked about, want %d; %v", c.claim, left, c.left, l.Counts())
		}
	}
}

func TestAColumnThatNamesPlacesIsOfferedInEveryLanguage(t *testing.T) {
	for _, c := range []struct {
		column string
		cells  []string
		want   string // zone of the first; "" = the column is not offered
	}{
		{"City", []string{"London", "Leeds", "New York"}, "Europe/London"},
		{"Ville", []string{"Paris", "Lyon", "Marseille"}, "Europe/Paris"},
		{"Ciudad", []string{"Madrid", "Barcelona", "Bogotá"}, "Europe/Madrid"},
		{"Cidade", []string{"São Paulo", "Lisboa", "Rio de Janeiro"}, "America/Sao_Paulo"},
		{"Stadt", []string{"München", "Köln", "Wien"}, "Europe/Berlin"},
		{"Office", []string{"Asia/Tokyo", "Europe/Oslo", "Tokyo"}, "Asia/Tokyo"},
		{"Land", []string{"Norway", "Japan", "India"}, "Europe/Oslo"},
		{"Region", []string{"Pacific", "Eastern", "Central"}, "America/Los_Angeles"},
		{"Zone", []string{"Tokyo Standard Time", "W. Europe Standard Time", ""}, "Asia/Tokyo"},
		{"Firma", []string{"Müller GmbH", "Acme", "Paris"}, ""},
		{"Vorname", []string{"Chad", "Anna", "Boris", "Clara"}, ""},
		{"都市", []string{"東京", "大阪", "ロンドン"}, "Asia/Tokyo"},
		{"Score", []string{"5", "8", "10"}, ""},
		{"Note", []string{"", "", ""}, ""},
	} {
		l := unzoned(t, c.column, c.cells...)
		fixes := l.Fixes().Of(1)
		i := slices.IndexFunc(fixes, func(f Fix) bool { return f.Kind == FixZoneFrom })
		if i < 0 && c.want != "" || i >= 0 && fixes[i].Text != c.want {
			t.Errorf("%s: %+v", c.column, fixes)
		}
	}
}

func TestWhoseZonesShareAnHourIsNotAskedAbout(t *testing.T) {
	for _, c := range []struct {
		claim, phone, zone string
		asked              string // the problem or warning
	}{
		{"one zone", "+44 20 7946 0018", "", ""},
		{"a mobile of a country with one zone", "+81 90 1234 5678", "", ""},
		{"the eleven zones of Russia", "+7 912 345 67 89", "", ""},
		{"a toll-free number of +1", "+1 800 234 5678", "", ""},
		{"two meanings three hours apart", "+1 800 234 5678", "Portland", ""},
		{"a name of several countries, in one of them", "+1 202 555 0143", "CST", ""},
		{"meanings at both ends of the world", "+800 1234 5678", "CST", "bad_time_zone"},
		{"no country", "+800 1234 5678", "", "time_zone_unknown"},
		{"no country, and a filler", "+800 1234 5678", "n/a", "time_zone_unknown"},
		{"no country, but a zone", "+800 1234 5678", "Tokyo", ""},
	} {
		l := diagnosed(t, table.Of([]string{"Phone", "Time zone"}, []string{c.phone, c.zone}, []string{"+49 30 901820", "Berlin"}), "")
		v := l.Verdict(0)
		got := ""
		if v.State == ToFix {
			got = v.Problem.String()
		} else if v.Warnings&TimeZoneUnknown != 0 {
			got = "time_zone_unknown"
		}
		if got != c.asked {
			t.Errorf("%s: %q, want %q (%v %v)", c.claim, got, c.asked, v.State, v.Problem)
		}
		if held := NewPlan(l, Options{}).Whereabouts().Unknown(); (held > 0) != (got == "time_zone_unknown") {
			t.Errorf("%s: %d are held", c.claim, held)
		}
	}
}

func TestAMisspeltTimeZoneIsACauseOfItsOwn(t *testing.T) {
	l := diagnosed(t, table.Of([]string{"Phone", "Time zone"},
		[]string{"+1 213 555 0120", "Amercia/New_York"}, []string{"+1 213 555 0121", "Mars/Phobos"}, []string{"+1 213 555 0122", "Eastren"},
		[]string{"+1 213 555 0123", "America/Chicago"}, []string{"+1 213 555 0124", "Mars/Phobos"}, []string{"+1 213 555 0125", "US/Pacfic"}), "US")
	causes := l.Causes().All()
	if names := CauseNames(causes); len(causes) != 2 || causes[0].Rows != 3 || causes[0].Fix != FixZoneNear || causes[0].Does() != "correct the spelling" || causes[1].Does() != "go by the number or address" {
		t.Fatalf("%q %+v", names, causes)
	}
	fixes := l.Fixes().OfCause(causes[0])
	if fixes[0].Kind != FixZoneNear || fixes[0].ReviewFirst() || !strings.Contains(fixes[0].Reason, "near to America/New_York") {
		t.Errorf("%+v", fixes)
	}
	change, err := l.Fixes().ChangeAll(context.Background(), causes[0], fixes[0], nil)
	l.Apply(change)
	if got := fmt.Sprint(zonesOf(l, 0), " ", zonesOf(l, 2), " ", zonesOf(l, 5)); err != nil || got != "America/New_York America/New_York America/Los_Angeles" || change.What != "3 rows: the time zone's spelling is corrected" {
		t.Errorf("%s: %s, %v", change.What, got, err)
	}
	if l.ProblemCount(BadTimeZone) != 2 {
		t.Errorf("%d are left", l.ProblemCount(BadTimeZone))
	}
}

func TestAcceptingSomethingElseOfARowHoldsNobodySilently(t *testing.T) {
	l := unzoned(t, "Note", "")
	number, _ := l.Fields().Type(1, EditableField{Field: columns.FieldPhone}, "+882 13 300655")
	l.Apply(number)
	for range 3 {
		if v := l.Verdict(1); v.State == ToFix {
			change, ok := l.Fixes().Change(1, l.Fixes().Of(1)[0])
			if !ok {
				t.Fatalf("%+v", l.Fixes().Of(1))
			}
			l.Apply(change)
		}
	}
	if c := l.Causes().Of(1); c.Warning != TimeZoneUnknown {
		t.Errorf("%+v", c)
	}
	change, _ := l.Fixes().Change(1, Fix{Kind: FixAccept})
	if l.Apply(change); l.Edit(1).Checked != TimeZoneUnknown || change.What != "row 3 is held, and not called without a time zone" {
		t.Errorf("%q: accepted %v", change.What, l.Edit(1).Checked.Names())
	}
	typed, _ := ZoneFix("Oslo", "")
	change, _ = l.Fixes().Change(1, typed)
	if l.Apply(change); l.Edit(1).Checked != 0 || zonesOf(l, 1) != "Europe/Oslo" {
		t.Errorf("held, then said: %v %s", l.Edit(1).Checked.Names(), zonesOf(l, 1))
	}
}

func TestUndoneAGroupFixOfTimeZonesLeavesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(rapid.SampledFrom([]string{"", "Mars/Phobos", "Europe/Londn", "Berlin", "n/a", "CST", "Tokyo", "UTC", "Pacfic"}), 1, 12).Draw(t, "zones")
		var rows [][]string
		for i, cell := range cells {
			number := rapid.SampledFrom([]string{"+800 1234 56%02d", "+1 213 555 01%02d", "+49 30 9018%02d", "+81 90 1234 56%02d", "+55 11 91234 56%02d"}).Draw(t, "number")
			rows = append(rows, []string{fmt.Sprintf(number, i), cell, rapid.SampledFrom([]string{"Oslo", "Madrid", ""}).Draw(t, "city")})
		}
		tb := table.Of([]string{"Phone", "Time zone", "Office"}, rows...)
		l, err := Diagnose(context.Background(), tb, columns.Guess(tb, "").With(0, columns.FieldPhone).With(1, columns.FieldTimeZone).With(2, columns.FieldMetadata), "", Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		state := func(l *List) string {
			var b strings.Builder
			for row := range l.Len() {
				edit, _ := json.Marshal(l.Edit(row))
				fmt.Fprintf(&b, "%+v %s %v\n", l.Verdict(row), edit, l.Contacts().Of(row))
			}
			return b.String() + whereabouts(NewPlan(l, Options{}))
		}
		before := state(l)
		causes := l.Causes().All()
		if len(causes) == 0 {
			return
		}
		cause := rapid.SampledFrom(causes).Draw(t, "cause")
		fixes := l.Fixes().OfCause(cause)
		typed, _ := ZoneFix("Lisbon", "")
		fix := rapid.SampledFrom(append(fixes, typed)).Draw(t, "fix")
		change, err := l.Fixes().ChangeAll(context.Background(), cause, fix, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(change.Rows) == 0 {
			if !fix.AsksZone() {
				t.Fatalf("%+v does nothing to any row of %+v", fix, cause)
			}
			return
		}
		l.Apply(change)
		after := state(l)
		again, err := Diagnose(context.Background(), tb, l.Mapping, "", l.Edits, nil)
		if err != nil || state(again) != after {
			t.Fatalf("opened again it is\n%s\nwant\n%s", state(again), after)
		}
		if l.Undo(); state(l) != before {
			t.Fatalf("undone it is\n%s\nwant\n%s", state(l), before)
		}
		if l.Redo(); state(l) != after {
			t.Fatal("made again it is another")
		}
	})
}

func TestWhatWasSaidOfTimeZonesComesBackWithASavedList(t *testing.T) {
	l := unzoned(t, "Office", "Lisboa", "Berlin", "Tokyo", "Oslo")
	typed, _ := ZoneFix("Perth", "")
	for row, f := range map[int]Fix{1: typed, 2: {Kind: FixZoneFrom, Column: 2}, 3: {Kind: FixAccept}} {
		change, ok := l.Fixes().Change(row, f)
		if !ok {
			t.Fatalf("row %d: %+v does not apply", row, f)
		}
		l.Apply(change)
	}
	saved := l.Saved()
	var rows [][]string
	for row := range l.Len() {
		var cells []string
		for col := range 3 {
			cells = append(cells, l.Table.Cell(row, col).Text)
		}
		rows = append(rows, saved.Append(cells, row))
	}
	tb := table.Of(append([]string{"Phone", "Name", "Office"}, saved.Header()...), rows...)
	again, err := Diagnose(context.Background(), tb, columns.Guess(tb, "").With(0, columns.FieldPhone).With(1, columns.FieldName).With(2, columns.FieldMetadata), "", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range []string{"Europe/Berlin Europe/Busingen", "Australia/Perth", "Europe/Berlin", "", ""} {
		if got := zonesOf(again, row); got != want {
			t.Errorf("row %d is in %q, want %q", row, got, want)
		}
	}
	// Who was held is asked about again: a saved list says nothing of what was accepted.
	if c := unzonedCause(t, again); c.Rows != 2 || again.Causes().Held() != 2 {
		t.Errorf("%d are asked about, %d are held", c.Rows, again.Causes().Held())
	}
}
