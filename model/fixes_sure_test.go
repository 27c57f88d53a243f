package model

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// sureOf is the sure fixes of a list.
func sureOf(t *testing.T, l *List) SureFixes {
	t.Helper()
	sure, err := l.Fixes().Sure(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return sure
}

func TestTheSureFixesOfAllCausesAreOneChangeThatOneStepTakesBack(t *testing.T) {
	l := badList(t)
	original := contents(t, l)
	sure := sureOf(t, l.Snapshot())
	var got []string
	for _, c := range sure.Causes {
		got = append(got, fmt.Sprint(c.Rows, " ", c.Name()))
	}
	if want := []string{"120 Leading zero lost", "80 Plus sign lost", "50 Not a number there"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if len(sure.Change.Rows) != 250 || sure.Left != 150 || sure.Change.What != "250 rows: every sure fix is made" {
		t.Fatalf("%d rows, %d left: %s", len(sure.Change.Rows), sure.Left, sure.Change.What)
	}
	l.Apply(sure.Change)
	if got := l.Counts(); got.Of(ToFix) != 150 || got.Of(Ready) != 850 {
		t.Errorf("%v", got)
	}
	if again := sureOf(t, l.Snapshot()); len(again.Change.Rows) != 0 || again.Left != 150 {
		t.Errorf("a second time it changes %d rows", len(again.Change.Rows))
	}
	if _, undone := l.Undo(); !undone || contents(t, l) != original {
		t.Error("one step does not take all of it back")
	}
}

func TestASureFixGuessesNothing(t *testing.T) {
	for _, c := range []struct {
		claim, phone, other string
		sure                bool
	}{
		{"a lost zero is put back", "7400 123456", "", true},
		{"a lost plus sign is put back", "447400123456", "", true},
		{"a stray plus sign gives way to the country of the list", "+07400 123456", "", true},
		{"words beside a number may say whose it is", "07400 123456 (wife)", "", false},
		{"another column may be somebody else's", "n/a", "07400 123456", false},
		{"one of two numbers is a choice", "07400 123456 / 07400 123457", "", false},
		{"the last digits may be no extension", "07400 123456 123", "", false},
		{"digits that a spreadsheet rounded are typed", "4.47401E+11", "", false},
		{"two countries' codes are looked at", "+44 0044 7400 123456", "", false},
		{"what is dear is called by name", "0906 123 4567", "", false},
		{"no number is none", "call me", "", false},
	} {
		l := mapped(t, table.Of([]string{"Phone", "Home phone", "Name"}, []string{c.phone, c.other, "Ann"}), columns.FieldPhone, columns.FieldPhone2, columns.FieldName)
		if l.Counts().Of(ToFix) != 1 {
			t.Fatalf("%s: nothing to fix", c.claim)
		}
		if sure := sureOf(t, l.Snapshot()); (len(sure.Change.Rows) == 1) != c.sure {
			t.Errorf("%s: %d rows", c.claim, len(sure.Change.Rows))
		}
	}
	list, err := Diagnose(context.Background(), table.Of([]string{"Phone"}, []string{"447400123456"}, []string{"7400 123456"}), columns.Mapping{{Field: columns.FieldPhone}}, "", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if sure := sureOf(t, list); len(sure.Change.Rows) != 0 {
		t.Error("a country is guessed")
	}
}

func TestSureFixesEndWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := badList(t).Fixes().Sure(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestWhatOneKeyFixesStandsBeforeWhatNeedsAPerson(t *testing.T) {
	rows := [][]string{}
	add := func(n int, phone string) {
		for i := range n {
			rows = append(rows, []string{fmt.Sprintf(phone, i), "", "Ann"})
		}
	}
	add(9, "call me%.0d")
	add(8, "4.474%02dE+11")
	add(5, "+44 0044 7400 1230%02d")
	add(3, "7400 1235%02d")
	add(2, "07400 1236%02d / 07400 123700")
	l := mapped(t, table.Of([]string{"Phone", "Home phone", "Name"}, rows...), columns.FieldPhone, columns.FieldPhone2, columns.FieldName)
	last, lastRows := 0, 0
	for _, c := range l.Causes().All() {
		if e := c.effort(); e < last || e == last && lastRows != 0 && c.Rows > lastRows {
			t.Errorf("%s (%d rows) stands too late", c.Name(), c.Rows)
		}
		last, lastRows = c.effort(), c.Rows
	}
	if all := l.Causes().All(); all[0].Name() != "Leading zero lost" || all[len(all)-1].Fix != FixNone || last != 2 {
		t.Errorf("%+v", all)
	}
}
