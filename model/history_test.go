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

func TestTheHistorySaysWhatWasChangedByWhomAndWhen(t *testing.T) {
	l := duplicates(t)
	noon := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for i, f := range []func() Change{
		func() Change { c, _ := l.Fields().Type(0, EditableField{Field: columns.FieldName}, "Zoë"); return c },
		func() Change {
			c, _ := l.Fields().Type(2, EditableField{Field: columns.FieldPhone}, "07400 123005")
			return c
		},
		func() Change { c, _ := l.Fixes().Change(2, Fix{Kind: FixLeaveOut}); return c },
		func() Change { return l.Duplicates().Prefer(3) },
	} {
		c := f()
		c.By, c.At = "ann@jump1", noon.Add(time.Duration(i)*time.Minute)
		l.Apply(c)
	}
	l.Undo()
	l.Undo()
	var got []string
	for _, p := range l.History().Entries(0, 10) {
		got = append(got, fmt.Sprintf("%s %s %s %d %v", p.At.Format("15:04"), p.By, p.What, p.Rows, p.Undone))
	}
	want := []string{
		"12:03 ann@jump1 row 5 is kept before its duplicates 1 true",
		"12:02 ann@jump1 row 4 is left out 1 true",
		"12:01 ann@jump1 row 4 will be dialled as +44 7400 123005 1 false",
		"12:00 ann@jump1 row 2: name is Zoë 1 false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("history\n%s", strings.Join(got, "\n"))
	}
	for skip := range 5 {
		if page := l.History().Entries(skip, 2); len(page) != min(2, 4-skip) || len(page) > 0 && page[0].What != l.History().Entries(0, 10)[skip].What {
			t.Errorf("from %d: %v", skip, page)
		}
	}
	l.Redo()
	past := l.History().OfRow(2)
	if len(past) != 2 || fmt.Sprint(past[0].Changed) != "[left out]" || fmt.Sprint(past[1].Changed) != "[phone: 07400 123002 → +447400123005]" {
		t.Errorf("row history %+v", past)
	}
}

func TestChangesAreToldInWords(t *testing.T) {
	l := mapped(t, table.Of([]string{"Name", "Phone", "Home", "Email", "Plan"}, []string{"Ann", "n/a", "020 7946 0018", "x@", "Gold"}), columns.FieldName, columns.FieldPhone, columns.FieldPhone2, columns.FieldEmail, columns.FieldMetadata)
	cases := []struct {
		name string
		e    Edit
		want string
	}{
		{"a field", Edit{}.With(columns.FieldEmail, ""), "email: x@ → nothing"},
		{"a cell", Edit{}.put("#4", "Silver"), "Plan: Gold → Silver"},
		{"a key", Edit{}.put("@vip", "yes"), "{vip}: nothing → yes"},
		{"another column", Edit{}.withColumn(2), "phone: n/a → 020 7946 0018"},
		{"a country", Edit{}.withRegion("US"), "country: nothing → US"},
		{"decisions", Edit{LeftOut: true, Accepted: true, Again: true, Preferred: true, Checked: Warnings(phone.NotAssigned)},
			"left out|its rate accepted|called again so soon|kept before its duplicates|accepted: may not be in service"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(l.History().Changed(RowEdit{0, Edit{}, c.e}), "|"); got != c.want {
				t.Errorf("told as %q, want %q", got, c.want)
			}
			if back := l.History().Changed(RowEdit{0, c.e, Edit{}}); len(back) != strings.Count(c.want, "|")+1 {
				t.Errorf("the way back is told as %q", back)
			}
		})
	}
}

func TestRevertingARowShowsTheOriginal(t *testing.T) {
	l := duplicates(t)
	original := contents(t, l)
	for _, s := range []EditableField{{Field: columns.FieldName}, {Field: columns.FieldPhone}, {columns.FieldMetadata, "plan"}} {
		c, _ := l.Fields().Type(0, s, "07400 123009")
		l.Apply(c)
	}
	l.Apply(l.Duplicates().Prefer(3))
	l.Apply(l.Fixes().Revert([]int32{0, 1, 2, 3, 4}))
	if contents(t, l) != original {
		t.Error("the reverted list is not the original")
	}
	if c := l.Fixes().Revert([]int32{0}); len(c.Rows) != 0 {
		t.Errorf("reverting what is original changes %v", c.Rows)
	}
	l.Undo()
	if l.Fields().Value(0, EditableField{columns.FieldMetadata, "plan"}) != "07400 123009" {
		t.Error("reverting cannot be undone")
	}
}

// bigList has more rows than the threshold from which a change keeps both its
// sides, with duplicates among them.
func bigList() *List {
	const rows = 2*bigChange + 100
	numbers := make([]string, rows)
	for i := range numbers {
		numbers[i] = fmt.Sprintf("+4474001%05d", i/2*2%1500)
	}
	return listOf(oneColumn("Phone", numbers), columns.Mapping{{Field: columns.FieldPhone}}, "GB", func(i int) record {
		return record{number: phone.Number(447400100000 + i/2*2%1500), region: codeOfRegion("GB")}
	})
}

func TestBigChangesAreUndoneAsTheyWereMade(t *testing.T) {
	type held struct {
		verdicts []Verdict
		counts   Counts
		edited   int
	}
	hold := func(l *List) held { return held{states(l), l.Counts(), l.Edited()} }
	same := func(a, b held) bool {
		return slices.Equal(a.verdicts, b.verdicts) && a.counts == b.counts && a.edited == b.edited
	}
	rapid.Check(t, func(t *rapid.T) {
		l := bigList()
		past := []held{hold(l)}
		for range rapid.IntRange(1, 7).Draw(t, "changes") {
			f := Fix{Kind: rapid.SampledFrom([]FixKind{FixLeaveOut, FixTakeIn, FixLeaveOut}).Draw(t, "fix")}
			if rapid.Bool().Draw(t, "one row") {
				row := rapid.IntRange(0, l.Len()-1).Draw(t, "row")
				before := l.Edit(row)
				after := before
				after.LeftOut = !before.LeftOut
				l.Apply(Change{Rows: []RowEdit{{row, before, after}}})
			} else {
				c, err := l.Snapshot().Fixes().ChangeRows(context.Background(), allRows(l)[rapid.IntRange(0, 99).Draw(t, "from"):], f, nil)
				if err != nil {
					t.Fatal(err)
				}
				if len(c.Rows) == 0 {
					continue
				}
				l.Apply(c)
				if work := l.UndoWork(); work != 0 && len(c.Rows) >= bigChange {
					t.Fatalf("undoing what was just done would read %d rows", work)
				}
			}
			past = append(past, hold(l))
		}
		for i := len(past) - 2; i >= 0; i-- {
			if rapid.Bool().Draw(t, "in a copy") {
				c := l.Snapshot()
				if _, moved, err := c.ComputeUndo(context.Background(), true, nil); err != nil || !moved || !l.Replace(c) {
					t.Fatal("a copy could not go back")
				}
			} else {
				l.Undo()
			}
			if got := hold(l); !same(got, past[i]) {
				t.Fatalf("after undoing to %d: %v, want %v", i, got.counts, past[i].counts)
			}
		}
		for i := 1; i < len(past); i++ {
			l.Redo()
			if got := hold(l); !same(got, past[i]) {
				t.Fatalf("after redoing to %d: %v, want %v", i, got.counts, past[i].counts)
			}
		}
	})
}

func TestMarksThatComeLaterHoldInWhatIsUndone(t *testing.T) {
	l := bigList()
	c, err := l.Snapshot().Fixes().ChangeRows(context.Background(), allRows(l), Fix{Kind: FixLeaveOut}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l.AddSuppressions(Suppressions{447400100000: {DoNotCall: time.Unix(1, 0)}})
	l.Apply(c)
	if l.Counts().Of(LeftOut) != l.Len() {
		t.Fatalf("left out %d", l.Counts().Of(LeftOut))
	}
	l.AddSuppressions(Suppressions{447400100002: {Called: time.Unix(1, 0)}})
	if l.UndoWork() == 0 {
		t.Error("what was known before the marks is taken for what is known now")
	}
	l.Undo()
	if v := l.Verdict(0); v.State != DoNotCall {
		t.Errorf("row 0 is %+v", v)
	}
	if v := l.Verdict(2); v.State != LeftOut || v.Out != CalledRecently {
		t.Errorf("row 2 is %+v", v)
	}
	if l.UndoWork() != 0 || l.RedoWork() != 0 {
		t.Error("what was just done is not known")
	}
}

func TestMoreMarksAreLaidOverOthers(t *testing.T) {
	l := bigList()
	all := Suppressions{}
	for i := range 40 {
		more := Suppressions{}
		for j := range 40 {
			n := phone.Number(447400100000 + 2*(i*40+j)%1500)
			more[n] = Suppression{Called: time.Unix(int64(i+1), 0)}
			all[n] = more[n]
		}
		l.AddSuppressions(more)
	}
	recent := 0
	for row := range l.Len() {
		n := phone.Number(447400100000 + row/2*2%1500)
		if l.Suppression(n) != all[n] {
			t.Fatalf("mark of %v is %v, want %v", n, l.Suppression(n), all[n])
		}
		if _, marked := all[n]; marked {
			recent++
		}
	}
	if got := l.Counts().Of(LeftOut); got != recent {
		t.Errorf("%d rows left out, want %d", got, recent)
	}
}
