package model

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// zoned is a list of whose rows two have a zone, three nonsense, and the others none.
func zoned(t *testing.T) *List {
	t.Helper()
	return diagnosed(t, table.Of([]string{"Phone", "Name", "Time zone"},
		[]string{"+1 213 555 0120", "Ann", "Eastern"}, []string{"+1 213 555 0121", "Bo", "Mars"}, []string{"+1 213 555 0122", "Cy", "Mars"},
		[]string{"+1 213 555 0123", "Di", "n/a"}, []string{"+1 213 555 0124", "Ed", "UTC"}, []string{"+1 213 555 0125", "Flo", "Eastern"}, []string{"+1 213 555 0125", "Flo", "Blue"}), "US")
}

func TestARowWhoseTimeZoneIsNoneIsHeldUntilSomebodySaysWhere(t *testing.T) {
	for _, c := range []struct {
		claim string
		fix   Fix
		want  string // zones of rows 1 and 4
		words string
	}{
		{"by the number", Fix{Kind: FixAsIs}, "America/Los_Angeles America/Los_Angeles", "4 rows: their time zone is that of the number or the address"},
		{"by a zone of the list", Fix{Kind: FixZone, Text: "Eastern"}, "America/New_York America/New_York", "4 rows: the time zone is Eastern"},
	} {
		l := zoned(t)
		if l.ProblemCount(BadTimeZone) != 4 || l.Counts().Of(Ready) != 3 {
			t.Fatalf("%d held, %v", l.ProblemCount(BadTimeZone), l.Counts())
		}
		cause := l.Causes().All()[0]
		if cause.Problem != BadTimeZone || cause.Rows != 4 || cause.Does() != "go by the number or address" {
			t.Fatalf("%+v, which would %s", cause, cause.Does())
		}
		fixes := l.Fixes().OfCause(cause)
		if len(fixes) != 4 || fixes[0].ReviewFirst() || !fixes[1].Same(Fix{Kind: FixZone, Text: "Eastern"}) || !fixes[2].AsksZone() || fixes[3].Kind != FixLeaveOut {
			t.Fatalf("%+v", fixes)
		}
		change, err := l.Fixes().ChangeAll(context.Background(), cause, c.fix, nil)
		if err != nil || change.What != c.words {
			t.Fatalf("%s: %q, %v", c.claim, change.What, err)
		}
		l.Apply(change)
		if l.ProblemCount(BadTimeZone) != 0 || l.Counts().Of(Ready) != 6 || l.Counts().Of(Duplicate) != 1 {
			t.Errorf("%s: %v", c.claim, l.Counts())
		}
		w := NewPlan(l, Options{}).Whereabouts()
		if got := fmt.Sprint(w.Groups[w.Of(1)].Zones, " ", w.Groups[w.Of(4)].Zones); got != c.want {
			t.Errorf("%s: %s", c.claim, got)
		}
		if got := l.Contacts().Of(1).Metadata["time_zone"]; got != "Mars" {
			t.Errorf("%s: what is sent along becomes %v", c.claim, got)
		}
		stored, _ := json.Marshal(l.Edit(1))
		var kept Edit
		if err := json.Unmarshal(stored, &kept); err != nil || !kept.Equal(l.Edit(1)) {
			t.Errorf("%s: kept as %s, %v", c.claim, stored, err)
		}
		l.Undo()
		if l.ProblemCount(BadTimeZone) != 4 {
			t.Errorf("%s: undone, %d are held", c.claim, l.ProblemCount(BadTimeZone))
		}
	}
}

func TestATypedTimeZoneGoesBeforeWhatWasDecidedOfAnother(t *testing.T) {
	l := zoned(t)
	change, _ := l.Fixes().Change(1, Fix{Kind: FixAsIs})
	l.Apply(change)
	typed, _ := l.Fields().Type(1, EditableField{Field: columns.FieldMetadata, Key: "time_zone"}, "Pluto")
	l.Apply(typed)
	if v := l.Verdict(1); v.Problem != BadTimeZone {
		t.Errorf("%+v", v)
	}
}

func TestATypedZoneIsTakenForThoseOfWhomItIsNotKnown(t *testing.T) {
	for text, want := range map[string]string{
		"new york": "America/New_York", "Pacific": "America/Los_Angeles", "Mars": "", "UTC": "", "Portland": "",
	} {
		f, err := ZoneFix(text, "US")
		if (err != nil) != (want == "") {
			t.Errorf("%s: %v", text, err)
		}
		if err != nil {
			continue
		}
		l := zoned(t)
		change, err := l.Fixes().ChangeRows(context.Background(), []int32{0, 1, 3}, f, nil)
		if err != nil || len(change.Rows) != 3 {
			t.Fatalf("%s: %d rows, %v", text, len(change.Rows), err)
		}
		l.Apply(change)
		w := NewPlan(l, Options{}).Whereabouts()
		if got := w.Groups[w.Of(3)].Zones.String(); got != want {
			t.Errorf("%s is %s", text, got)
		}
	}
}

func TestADecidedTimeZoneComesBackWithASavedList(t *testing.T) {
	l := zoned(t)
	byNumber, _ := l.Fixes().Change(1, Fix{Kind: FixAsIs})
	l.Apply(byNumber)
	byZone, _ := l.Fixes().Change(2, Fix{Kind: FixZone, Text: "Eastern"})
	l.Apply(byZone)
	saved := l.Saved()
	var rows [][]string
	for row := range l.Len() {
		cells := []string{l.Table.Cell(row, 0).Text, l.Table.Cell(row, 1).Text, l.Table.Cell(row, 2).Text}
		rows = append(rows, saved.Append(cells, row))
	}
	again := diagnosed(t, table.Of(append([]string{"Phone", "Name", "Time zone"}, saved.Header()...), rows...), "US")
	for row := range l.Len() {
		if got, want := again.Verdict(row), l.Verdict(row); got.State != want.State || got.Problem != want.Problem {
			t.Errorf("row %d is %v (%v), want %v (%v)", row, got.State, got.Problem, want.State, want.Problem)
		}
	}
	w := NewPlan(again, Options{}).Whereabouts()
	if got := fmt.Sprint(w.Groups[w.Of(1)].Zones, " ", w.Groups[w.Of(2)].Zones); got != "America/Los_Angeles America/New_York" {
		t.Error(got)
	}
}
