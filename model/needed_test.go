package model

import (
	"context"
	"testing"
	"time"

	"callsheet/model/columns"
	"callsheet/model/table"
)

func judged(t *testing.T, table *table.Table, m columns.Mapping) *List {
	t.Helper()
	l, err := Diagnose(context.Background(), table, m, "GB", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestRowsWithoutWhatThePromptNeedsAreHeld(t *testing.T) {
	table := table.Of([]string{"Name", "Phone", "Plan", "Product"},
		[]string{"Ann Lee", "+442079460018", "Gold", "Car"},
		[]string{"Bo Ray", "+442079460019", "", "Home"},
		[]string{"Cy Fox", "+442079460020", "N/A", ""},
		[]string{"Di Orr", "+442079460021", "#N/A", "Pet"},
		[]string{"Ed Poe", "+442079460022", " - ", "Pet"},
		[]string{"Flo Lowe", "+442079460023", "0", "Pet"})
	m, ok := columns.Guess(table, "GB").Keyed().Need("plan", true, "")
	if !ok {
		t.Fatal("plan cannot be needed")
	}
	l := judged(t, table, m)
	if n := l.ProblemCount(MissingField); n != 4 || l.Counts().Of(Ready) != 2 {
		t.Fatalf("%d rows held, %d ready", n, l.Counts().Of(Ready))
	}
	causes := l.Causes().All()
	if len(causes) != 1 || causes[0].Rows != 4 || causes[0].Name() != "No {plan}" || causes[0].Does() != "send “your plan”" {
		t.Fatalf("causes %+v, %s, %s", causes, causes[0].Name(), causes[0].Does())
	}
	for _, c := range []struct {
		claim string
		kind  FixKind
		rows  int
		want  []any
	}{
		{"a text in its place", FixFallback, 4, []any{"your plan", "your plan", "your plan", "your plan"}},
		{"another column, where it has something", FixFill, 3, []any{"Home", nil, "Pet", "Pet"}},
		{"left out", FixLeaveOut, 4, nil},
	} {
		l := judged(t, table, m)
		var fix Fix
		for _, f := range l.Fixes().OfCause(l.Causes().All()[0]) {
			if f.Kind == c.kind && fix.Kind == FixNone {
				fix = f
			}
		}
		change, err := l.Fixes().ChangeAll(context.Background(), l.Causes().All()[0], fix, nil)
		if err != nil || len(change.Rows) != c.rows {
			t.Fatalf("%s: %d rows changed, %v", c.claim, len(change.Rows), err)
		}
		l.Apply(change)
		if l.ProblemCount(MissingField) != 4-c.rows {
			t.Errorf("%s: %d still held", c.claim, l.ProblemCount(MissingField))
		}
		for i, want := range c.want {
			if got := l.Contacts().Of(i + 1).Metadata["plan"]; got != want {
				t.Errorf("%s: row %d sends %v, want %v", c.claim, i+3, got, want)
			}
		}
		l.Undo()
		if l.ProblemCount(MissingField) != 4 {
			t.Errorf("%s: not undone", c.claim)
		}
	}
	with, _ := m.Need("plan", true, "your cover")
	l = judged(t, table, with)
	if l.ProblemCount(MissingField) != 0 || l.Contacts().Of(1).Metadata["plan"] != "your cover" || l.Contacts().Of(0).Metadata["plan"] != "Gold" {
		t.Errorf("with a fallback: %d held, sends %v", l.ProblemCount(MissingField), l.Contacts().Of(1).Metadata)
	}
	if again, _ := columns.Replay(m, table, "GB"); !again[2].Needed {
		t.Error("what is needed is not remembered")
	}
	if off := m.With(2, columns.FieldSkip); off[2].Needed || len(off.Needed()) != 0 {
		t.Error("a column that is not sent is needed")
	}
	if _, ok := m.Need("planet", true, ""); ok {
		t.Error("a key of no column is needed")
	}
}

func TestAHeldRowYieldsToOneThatHasWhatIsNeeded(t *testing.T) {
	table := table.Of([]string{"Name", "Phone", "Plan"},
		[]string{"Ann Lee", "+442079460018", ""}, []string{"Ann Lee", "+442079460018", "Gold"})
	m, _ := columns.Guess(table, "GB").Keyed().Need("plan", true, "")
	l := judged(t, table, m)
	if l.Verdict(0).State != ToFix || l.Verdict(1).State != Ready {
		t.Errorf("states %v and %v", l.Verdict(0).State, l.Verdict(1).State)
	}
	l.SetSuppressions(Suppressions{l.Verdict(1).Number: Suppression{DoNotCall: time.Unix(1_790_000_000, 0)}})
	if l.Verdict(0).State != DoNotCall || l.Verdict(1).State != DoNotCall {
		t.Errorf("of a number that said no: %v and %v", l.Verdict(0).State, l.Verdict(1).State)
	}
}

func TestNumbersOfManyPeopleAreHeld(t *testing.T) {
	const number = "+442079460018"
	for _, c := range []struct {
		claim  string
		names  []string
		shared bool
	}{
		{"a switchboard", []string{"Ann Lee", "Bo Ray", "Cy Fox"}, true},
		{"names of one script without case", []string{"田中 太郎", "鈴木 花子", "佐藤 健"}, true},
		{"a filler with a person twice", []string{"Ann Lee", "Lee, Ann", "Bo Ray", "Cy Fox", "Di Orr"}, true},
		{"a couple", []string{"Ann Lee", "Bo Ray"}, false},
		{"one person thrice", []string{"Ann Lee", "ANN LEE", "Lee, Ann"}, false},
		{"a household", []string{"Ann Lee", "Bo Lee", "Cy Lee", "Di Lee"}, false},
		{"nobody's name", []string{"", "", ""}, false},
	} {
		rows := [][]string{{"Zed Young", "+442079460099"}}
		for _, name := range c.names {
			rows = append(rows, []string{name, number})
		}
		table := table.Of([]string{"Name", "Phone"}, rows...)
		m := columns.Guess(table, "GB").Keyed()
		m = m.With(0, columns.FieldName).With(1, columns.FieldPhone)
		l := judged(t, table, m)
		held, numbers := l.SharedNumbers()
		if (numbers == 1) != c.shared || c.shared && (held != len(c.names) || l.ProblemCount(SharedNumber) != held || l.Counts().Of(Ready) != 1) {
			t.Errorf("%s: %d rows share %d numbers, %d held, %v", c.claim, held, numbers, l.ProblemCount(SharedNumber), l.Counts())
		}
		if !c.shared {
			continue
		}
		cause := l.Causes().All()[0]
		fix := l.Fixes().OfCause(cause)[0]
		if fix.Kind != FixAsIs || !fix.ReviewFirst() || cause.Does() != "call each number once" {
			t.Errorf("%s: fix %+v of a cause that does %q", c.claim, fix, cause.Does())
		}
		change, err := l.Fixes().ChangeAll(context.Background(), cause, fix, nil)
		if err != nil {
			t.Fatal(err)
		}
		l.Apply(change)
		if l.Counts().Of(Ready) != 2 || l.Counts().Of(Duplicate) != len(c.names)-1 || l.Verdict(1).State != Ready {
			t.Errorf("%s, accepted: %v", c.claim, l.Counts())
		}
		l.Undo()
		if l.ProblemCount(SharedNumber) != held {
			t.Errorf("%s, undone: %v", c.claim, l.Counts())
		}
	}
}
