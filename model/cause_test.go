package model

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// badList is 400 rows that cannot be dialled, for eight causes, among 600 that
// can.
func badList(t testing.TB) *List {
	causes := []struct {
		rows  int
		phone func(i int) string
		other func(i int) string
	}{
		{120, func(i int) string { return fmt.Sprintf("7400 12%04d", i) }, nil},
		{80, func(i int) string { return fmt.Sprintf("447400 13%04d", i) }, nil},
		{60, func(i int) string { return fmt.Sprintf("07400 14%04d / 07400 15%04d", i, i) }, nil},
		{50, func(i int) string { return fmt.Sprintf("+07400 16%04d", i) }, nil},
		{40, func(i int) string { return fmt.Sprintf("07400 17%04d home", i) }, nil},
		{25, func(int) string { return "n/a" }, func(i int) string { return fmt.Sprintf("07400 18%04d", i) }},
		{15, func(i int) string { return fmt.Sprintf("07400 19%04d 123", i) }, nil},
		{10, func(i int) string { return fmt.Sprintf("4.474%02dE+11", i) }, nil},
	}
	var rows [][]string
	for _, c := range causes {
		for i := range c.rows {
			other := ""
			if c.other != nil {
				other = c.other(i)
			}
			rows = append(rows, []string{c.phone(i), other, fmt.Sprintf("Person %d", len(rows)), "Gold"})
		}
	}
	for i := range 600 {
		rows = append(rows, []string{fmt.Sprintf("07401 %06d", i), "", "Ready", "Silver"})
	}
	// The rows of a cause do not stand together in a file.
	mixed := make([][]string, len(rows))
	for i := range rows {
		mixed[i*373%len(rows)] = rows[i]
	}
	return mapped(t, table.Of([]string{"Phone", "Home phone", "Name", "Plan"}, mixed...), columns.FieldPhone, columns.FieldPhone2, columns.FieldName, columns.FieldMetadata)
}

// contents is everything a list would show and send, to the byte.
func contents(t testing.TB, l *List) string {
	var b strings.Builder
	for row := range l.Len() {
		kept, err := json.Marshal(l.Edit(row))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%d %+v %+v %s %q %q\n", row, l.Verdict(row), l.Contacts().Of(row), kept, l.Contacts().Given(row), l.Why(row))
	}
	fmt.Fprintf(&b, "%+v %d %d", l.Counts(), l.Warned(), l.Edited())
	return b.String()
}

func TestFourHundredBadRowsAreRightInSevenFixes(t *testing.T) {
	l := badList(t)
	original := contents(t, l)
	want := []string{
		"120 Leading zero lost: put the zero back, United Kingdom",
		"80 Plus sign lost: put the plus sign back, United Kingdom",
		"60 Several numbers: keep the first number, United Kingdom",
		"50 Not a number there: put the country code in, United Kingdom",
		"40 Letters in number: strip the letters, United Kingdom",
		"25 Placeholder: take the other phone column, United Kingdom",
		"15 Too long: take the last digits for an extension, United Kingdom",
		"10 Digits lost in Excel: type the number",
	}
	var got []string
	for _, c := range l.Causes().All() {
		got = append(got, fmt.Sprintf("%d %s: %s", c.Rows, c.Name(), c.Does()))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Fatalf("causes\n%s", strings.Join(got, "\n"))
	}
	fixed := 0
	for range 7 {
		c := l.Causes().All()[0]
		fix := l.Fixes().OfCause(c)[0]
		if fix.Kind.Explicit() || fix.Confidence == Unsure {
			t.Fatalf("%s comes with %+v", c.Name(), fix)
		}
		for _, p := range l.Fixes().Preview(c, fix, 5) {
			if p.Before.State != ToFix || p.After.State != Ready || !strings.Contains(p.Reason, p.After.Number.Grouped()) {
				t.Fatalf("preview %+v", p)
			}
		}
		change, err := l.Snapshot().Fixes().ChangeAll(context.Background(), c, fix, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(change.Rows) != c.Rows {
			t.Fatalf("%q changes %d of %d rows", change.What, len(change.Rows), c.Rows)
		}
		l.Apply(change)
		fixed += len(change.Rows)
	}
	if fixed != 390 || l.Counts().Of(ToFix) != 10 || l.Counts().Of(Ready) != 990 {
		t.Fatalf("%d fixed, counts %v", fixed, l.Counts())
	}
	left := l.Causes().All()[0]
	if fixes := l.Fixes().OfCause(left); left.Problem != Problem(phone.Scientific) || len(fixes) != 1 || fixes[0].Kind != FixLeaveOut {
		t.Fatalf("destroyed digits come with %v", l.Fixes().OfCause(left))
	}
	repaired := contents(t, l)
	for i := range 2 {
		for {
			if _, ok := l.Undo(); !ok {
				break
			}
		}
		if contents(t, l) != original {
			t.Fatalf("undoing everything, round %d, did not give the original back", i)
		}
		for {
			if _, ok := l.Redo(); !ok {
				break
			}
		}
		if contents(t, l) != repaired {
			t.Fatalf("redoing everything, round %d, did not give the repaired list back", i)
		}
	}
}

func TestUnsureRowsAreACauseOfTheirOwn(t *testing.T) {
	l := repairable(t, "7400 123001", "7400 123002", "2125550143")
	var got []string
	for _, c := range l.Causes().All()[:2] {
		got = append(got, fmt.Sprint(c.Rows, " ", c.Does(), " ", l.Fixes().OfCause(c)[0].Confidence))
	}
	if fmt.Sprint(got) != "[2 put the zero back, United Kingdom sure 1 put the zero back, United Kingdom, perhaps not in service unsure]" {
		t.Errorf("causes %q", got)
	}
}

func TestTheCountryOfAGroupComesFromTheOtherRows(t *testing.T) {
	table := table.Of([]string{"Phone"}, []string{"07400 123001"}, []string{"07400 123002"}, []string{"(202) 555-0143"}, []string{"+447400123003"}, []string{"+12025550144"}, []string{"+447400123004"})
	l, err := Diagnose(context.Background(), table, columns.Mapping{{Field: columns.FieldPhone}}, "", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := l.Causes().All()[0]
	fixes := l.Fixes().OfCause(c)
	if c.Rows != 3 || c.Problem != Problem(phone.NoCountry) || fixes[0].Region != "GB" || fixes[1].Region != "US" {
		t.Fatalf("%+v with %+v", c, fixes)
	}
	if !strings.Contains(fixes[0].Reason, "2 of 3 numbers tried exist in the United Kingdom") {
		t.Errorf("reason %q", fixes[0].Reason)
	}
	change, err := l.Snapshot().Fixes().ChangeAll(context.Background(), c, fixes[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(change)
	if l.Verdict(0).State != Ready || l.Verdict(1).State != Ready || l.Verdict(2).State != ToFix {
		t.Errorf("states %v", states(l))
	}
}

func TestAGroupFixCanBeStoppedAndCounts(t *testing.T) {
	l := badList(t)
	c := l.Causes().All()[0]
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := l.Snapshot().Fixes().ChangeAll(ctx, c, Fix{Kind: c.Fix}, nil); err == nil {
		t.Error("a stopped fix gave a change")
	}
	var done atomic.Int64
	if _, err := l.Snapshot().Fixes().ChangeAll(context.Background(), c, Fix{Kind: c.Fix}, &done); err != nil || done.Load() != 2*120 {
		t.Errorf("%d counted, %v", done.Load(), err)
	}
}

func TestEveryRowOfAFilterBelongsToItsCause(t *testing.T) {
	l := badList(t)
	total := 0
	for _, c := range l.Causes().All() {
		rows, err := l.Rows(context.Background(), Filter{Cause: c.CauseKey})
		if err != nil || len(rows) != c.Rows {
			t.Errorf("%s: %d rows of %d, %v", c.Name(), len(rows), c.Rows, err)
		}
		for _, row := range rows {
			if l.Causes().Of(int(row)) != c.CauseKey {
				t.Errorf("row %d is not of %s", row, c.Name())
			}
		}
		if !c.Told() {
			total += len(rows)
		}
	}
	if want := l.Counts().Of(ToFix) + l.Warned(); total != want {
		t.Errorf("%d rows in causes, %d need a person", total, want)
	}
}
