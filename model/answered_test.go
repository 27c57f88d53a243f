package model

import (
	"context"
	"testing"
	"time"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// answeredList has somebody who answered earlier in three rows, and others.
func answeredList(t *testing.T) *List {
	t.Helper()
	l := judged(t, table.Of([]string{"Name", "Phone"}, []string{"Ann Lee", "+442079460018"}, []string{"Bo Ray", "+442079460019"},
		[]string{"Ann Lee", "020 7946 0018"}, []string{"A. Lee", "0044 20 7946 0018"}, []string{"Bo Ray", "+442079460019"}, []string{"Cy Fox", "+442079460020"}),
		columns.Guess(table.Of([]string{"Name", "Phone"}, []string{"Ann Lee", "+442079460018"}), "GB").Keyed())
	l.SetSuppressions(Suppressions{442079460018: {Answered: time.Unix(1_790_000_000, 0), AnsweredIn: "Spring"}})
	return l
}

func TestWhoAnsweredEarlierIsLeftOutAsAPerson(t *testing.T) {
	leave := Fix{Kind: FixLeaveOut}
	for _, c := range []struct {
		claim  string
		change func(*List) (Change, error)
		rows   int
		ready  int
	}{
		{"for the whole cause", func(l *List) (Change, error) {
			return l.Fixes().ChangeAll(context.Background(), l.Causes().All()[0], leave, nil)
		}, 3, 2},
		{"for the row that would be called", func(l *List) (Change, error) { ch, _ := l.Fixes().Change(0, leave); return ch, nil }, 3, 2},
		{"for marked rows, others with theirs alone", func(l *List) (Change, error) {
			return l.Fixes().ChangeRows(context.Background(), []int32{0, 1}, leave, nil)
		}, 4, 2},
		{"a duplicate row alone is that row", func(l *List) (Change, error) { ch, _ := l.Fixes().Change(2, leave); return ch, nil }, 1, 3},
		{"who never answered is called by the next row", func(l *List) (Change, error) { ch, _ := l.Fixes().Change(1, leave); return ch, nil }, 1, 3},
	} {
		l := answeredList(t)
		if len(l.Causes().All()) != 1 || l.Causes().All()[0].Rows != 1 || l.Counts().Of(Ready) != 3 {
			t.Fatalf("%v, causes %+v", l.Counts(), l.Causes().All())
		}
		change, err := c.change(l)
		if err != nil || len(change.Rows) != c.rows {
			t.Errorf("%s: %d rows changed, %v", c.claim, len(change.Rows), err)
			continue
		}
		l.Apply(change)
		if l.Counts().Of(Ready) != c.ready || c.rows > 1 && len(l.Causes().All()) != 0 {
			t.Errorf("%s: %v, causes %+v", c.claim, l.Counts(), l.Causes().All())
		}
		l.Undo()
		if l.Counts().Of(Ready) != 3 || len(l.Causes().All()) != 1 {
			t.Errorf("%s, undone: %v", c.claim, l.Counts())
		}
	}
}
