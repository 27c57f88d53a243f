package model

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// Marks that are set one after another leave what reading every row anew would.
func TestMarksAreJudgedAsIfEveryRowWereReadAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cells [][]string
		rows := rapid.IntRange(1, 12).Draw(t, "rows")
		for range rows {
			phone := rapid.SampledFrom([]string{"+447400123101", "+447400123102", "+447400123103", "7400123104", "12", "", "0906 123 4567"}).Draw(t, "phone")
			email := rapid.SampledFrom([]string{"", "nobody", "a@example.com"}).Draw(t, "email")
			never := rapid.SampledFrom([]string{"", "yes"}).Draw(t, "never")
			cells = append(cells, []string{phone, email, never})
		}
		table := table.Of([]string{"Phone", "Email", "Do not call"}, cells...)
		mapping := columns.Mapping{{Index: 0, Field: columns.FieldPhone}, {Index: 1, Field: columns.FieldEmail}, {Index: 2, Field: columns.FieldDoNotCall}}
		change := Change{}
		for row := range rows {
			e := Edit{
				LeftOut: rapid.Bool().Draw(t, "left out"), Again: rapid.Bool().Draw(t, "again"), Accepted: rapid.Bool().Draw(t, "accepted"),
				Move: rapid.Bool().Draw(t, "move"),
			}
			if !e.IsZero() {
				change.Rows = append(change.Rows, RowEdit{Row: row, After: e})
			}
		}
		edits := RestoreEdits([]Change{change}, nil)
		list, err := Diagnose(context.Background(), table, mapping, "GB", edits, nil)
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 3).Draw(t, "times") {
			marks := Suppressions{}
			for _, n := range list.Numbers() {
				mark := Suppression{Uncertain: rapid.Bool().Draw(t, "uncertain")}
				if rapid.Bool().Draw(t, "called") {
					mark.Called, mark.Unfinished = time.Unix(1, 0), rapid.Bool().Draw(t, "unfinished")
					if mark.Unfinished && rapid.Bool().Draw(t, "starts") {
						mark.Starts = time.Unix(3, 0)
					}
				}
				if rapid.Bool().Draw(t, "answered") {
					mark.Answered, mark.AnsweredIn = time.Unix(1, 0), "Spring"
				}
				if rapid.Bool().Draw(t, "listed") {
					mark.DoNotCall = time.Unix(2, 0)
				}
				if rapid.Bool().Draw(t, "marked") {
					marks[n] = mark
				}
			}
			list.SetSuppressions(marks)
			fresh, err := Diagnose(context.Background(), table, mapping, "GB", edits, nil)
			if err != nil {
				t.Fatal(err)
			}
			fresh.eval.suppressions = suppressionLayers{all: marks}
			for row := range rows {
				fresh.verdicts.replace(fresh.by(), row, fresh.eval.evaluate(row, fresh.Edit(row)))
			}
			for row := range rows {
				if got, want := list.Verdict(row), fresh.Verdict(row); got != want {
					t.Fatalf("row %d is %+v, and would be %+v", row, got, want)
				}
			}
			if list.Counts() != fresh.Counts() || list.Warned() != fresh.Warned() {
				t.Fatalf("counts %v, and would be %v", list.Counts(), fresh.Counts())
			}
		}
	})
}

// Marking 100,000 rows, and taking the marks off again, is done in well under a
// second: a key press waits for it.
func BenchmarkSetMarks100k(b *testing.B) {
	mapping := columns.Mapping{{Index: 0, Field: columns.FieldPhone}}
	list, err := Diagnose(context.Background(), oneColumn("Phone", numbered("+4474%08d", 100_000)), mapping, "GB", Edits{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	marks := Suppressions{}
	for _, n := range list.Numbers() {
		marks[n] = Suppression{Called: time.Unix(1, 0)}
	}
	for b.Loop() {
		list.SetSuppressions(marks)
		list.SetSuppressions(nil)
	}
}
