package model

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// machine is a list that a random operator works on, with what must stay true.
type machine struct {
	l      *List
	frozen []*List // copies, with what they held when they were made
	held   []string
	marked RowSet
	last   Found
}

// picture is everything a list would show and send.
func picture(l *List) string {
	var b strings.Builder
	for row := range l.Len() {
		kept, err := json.Marshal(l.Edit(row))
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(&b, "%+v %s %v %s\n", l.Verdict(row), kept, l.Contacts().Of(row), l.Why(row))
	}
	fmt.Fprint(&b, l.Counts(), l.Warned(), l.Edited())
	return b.String()
}

func newMachine(t *rapid.T) *machine {
	cells := rapid.SliceOfN(drawnCells(), 1, 14).Draw(t, "cells")
	rows := make([][]string, len(cells))
	for i, c := range cells {
		rows[i] = []string{
			rapid.SampledFrom([]string{"", "Ann", "Zoë"}).Draw(t, "name"), c, drawnCells().Draw(t, "other"),
			rapid.SampledFrom([]string{"", "ann@example.com", "ann@example,com", "x"}).Draw(t, "email"),
			rapid.SampledFrom([]string{"", "Gold", "00123", "12.5", "true"}).Draw(t, "plan"),
		}
	}
	table := table.Of([]string{"Name", "Phone", "Home", "Email", "Plan"}, rows...)
	m := columns.Mapping{{Index: 0, Field: columns.FieldName}, {Index: 1, Field: columns.FieldPhone}, {Index: 2, Field: columns.FieldPhone2, Header: "Home"}, {Index: 3, Field: columns.FieldEmail}, {Index: 4, Field: columns.FieldMetadata, Header: "Plan"}}
	l, err := Diagnose(context.Background(), table, m, rapid.SampledFrom([]phone.Region{"GB", "GB", ""}).Draw(t, "region"), Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if rapid.Bool().Draw(t, "marks") {
		l.SetSuppressions(Suppressions{447400123001: {Called: time.Unix(1, 0)}, 447400123003: {DoNotCall: time.Unix(1, 0)}, 447400123004: {Called: time.Unix(1, 0), Uncertain: true}})
	}
	return &machine{l: l}
}

func (m *machine) apply(t *rapid.T, c Change, err error) {
	if err != nil {
		t.Fatal(err)
	}
	before := picture(m.l)
	m.l.Apply(c)
	if len(c.Rows) == 0 {
		return
	}
	after := picture(m.l)
	m.l.Undo()
	if got := picture(m.l); got != before {
		t.Fatalf("undoing %q gave\n%s\nnot\n%s", c.What, got, before)
	}
	m.l.Redo()
	if got := picture(m.l); got != after {
		t.Fatalf("redoing %q gave\n%s\nnot\n%s", c.What, got, after)
	}
}

func (m *machine) drawRows(t *rapid.T) []int32 {
	return rapid.SliceOfNDistinct(rapid.Int32Range(0, int32(m.l.Len()-1)), 0, m.l.Len(), rapid.ID).Draw(t, "rows")
}

func (m *machine) drawSlot(t *rapid.T) EditableField {
	return rapid.SampledFrom(append(m.l.Fields().All(), EditableField{columns.FieldMetadata, "vip"})).Draw(t, "slot")
}

// fixes are what an operator can do to one row or to a group.
func (m *machine) fixes() map[string]func(*rapid.T) {
	ctx := context.Background()
	return map[string]func(*rapid.T){
		"fix one": func(t *rapid.T) {
			row := rapid.IntRange(0, m.l.Len()-1).Draw(t, "row")
			if fixes := m.l.Fixes().Of(row); len(fixes) > 0 {
				c, _ := m.l.Fixes().Change(row, rapid.SampledFrom(fixes).Draw(t, "fix"))
				m.apply(t, c, nil)
			}
		},
		"fix a cause": func(t *rapid.T) {
			causes := m.l.Causes().All()
			if len(causes) == 0 {
				return
			}
			cause := rapid.SampledFrom(causes).Draw(t, "cause")
			frozen := m.l.Snapshot()
			c, err := frozen.Fixes().ChangeAll(ctx, cause, rapid.SampledFrom(frozen.Fixes().OfCause(cause)).Draw(t, "fix"), nil)
			if rapid.Bool().Draw(t, "marks come in between") {
				m.l.AddSuppressions(Suppressions{447400123002: {Called: time.Unix(2, 0)}})
			}
			m.apply(t, c, err)
		},
		"fix the marked": func(t *rapid.T) {
			f := Fix{Kind: FixKind(rapid.IntRange(1, int(numFixes)-1).Draw(t, "kind")), Region: "GB", Part: rapid.IntRange(0, 1).Draw(t, "part"), Column: 2, Fallback: rapid.Bool().Draw(t, "fallback")}
			c, err := m.l.Snapshot().Fixes().ChangeRows(ctx, m.marked.Rows(), f, nil)
			m.apply(t, c, err)
		},
		"type": func(t *rapid.T) {
			row, slot := rapid.IntRange(0, m.l.Len()-1).Draw(t, "row"), m.drawSlot(t)
			text := rapid.OneOf(drawnCells(), rapid.SampledFrom([]string{"GB", "us", "Ann", "a@b.com", "a@b", "00123"})).Draw(t, "text")
			c, j := m.l.Fields().Type(row, slot, text)
			if (len(c.Rows) > 0 && !j.OK) || j.Sentence == "" {
				t.Fatalf("typing %q in %v: %+v", text, slot, j)
			}
			m.apply(t, c, nil)
		},
	}
}

// actions are everything an operator can do.
func (m *machine) actions() map[string]func(*rapid.T) {
	ctx := context.Background()
	all := map[string]func(*rapid.T){
		"":       m.check,
		"mark":   func(t *rapid.T) { m.marked.Add(m.drawRows(t)...) },
		"unmark": func(t *rapid.T) { m.marked.Remove(m.drawRows(t)...) },
		"revert": func(t *rapid.T) { m.apply(t, m.l.Fixes().Revert(m.drawRows(t)), nil) },
		"keep": func(t *rapid.T) {
			if rapid.Bool().Draw(t, "one") {
				m.apply(t, m.l.Duplicates().Prefer(rapid.IntRange(0, m.l.Len()-1).Draw(t, "row")), nil)
				return
			}
			frozen := m.l.Snapshot()
			c, err := frozen.Duplicates().PreferAll(ctx, frozen.Duplicates().Groups(), DuplicatePolicy(rapid.IntRange(0, 2).Draw(t, "keep")), rapid.Bool().Draw(t, "merge"), nil)
			m.apply(t, c, err)
		},
		"undo": func(*rapid.T) { m.l.Undo() },
		"redo": func(*rapid.T) { m.l.Redo() },
		"retrace elsewhere": func(t *rapid.T) {
			copied := m.l.Snapshot()
			if _, _, err := copied.ComputeUndo(ctx, rapid.Bool().Draw(t, "back"), nil); err != nil {
				t.Fatal(err)
			}
			if rapid.Bool().Draw(t, "too late") {
				m.l.AddSuppressions(Suppressions{447400123009: {Called: time.Unix(3, 0)}})
				if m.l.Replace(copied) {
					t.Fatal("a copy of an older list was adopted")
				}
				return
			}
			want := picture(copied)
			if !m.l.Replace(copied) || picture(m.l) != want {
				t.Fatal("a copy was not adopted as it was")
			}
		},
		"freeze": func(*rapid.T) {
			m.frozen, m.held = append(m.frozen, m.l.Snapshot()), append(m.held, picture(m.l))
		},
		"filter and sort": m.filterAndSort,
		"keep and restore": func(t *rapid.T) {
			data, err := json.Marshal(m.l.done.changes())
			if err != nil {
				t.Fatal(err)
			}
			var done []Change
			if err := json.Unmarshal(data, &done); err != nil {
				t.Fatal(err)
			}
			_, undone := m.l.Steps()
			old := m.l
			again, err := Diagnose(ctx, m.l.Table, m.l.Mapping, m.l.Region, RestoreEdits(done, undone), nil)
			if err != nil {
				t.Fatal(err)
			}
			again.eval.suppressions = old.eval.suppressions
			again.guardAll(func(phone.Number) bool { return true })
			if picture(again) != picture(m.l) {
				t.Fatalf("restored\n%s\nnot\n%s", picture(again), picture(m.l))
			}
			m.l = again
		},
	}
	maps.Copy(all, m.fixes())
	return all
}

func (m *machine) filterAndSort(t *rapid.T) {
	f := Filter{
		Show: rapid.SampledFrom([]Show{ShowAll, ShowToFix, ShowReady, ShowToCheck, ShowDuplicate, ShowDoNotCall, ShowLeftOut, ShowRecent, ShowEdited}).Draw(t, "show"),
		Find: rapid.SampledFrom([]string{"", "0", "07", "0740", "07400 1", "07400 123001", "ann", "ANN@", "zoë", "+44", "123001", "gold"}).Draw(t, "find"),
	}
	if rapid.Bool().Draw(t, "marked only") {
		f.Selected = m.marked.Clone()
	}
	if m.last.of == m.l.revision && rapid.Bool().Draw(t, "same but for the text") {
		find := f.Find
		f = m.last.filter
		f.Find = find
	}
	found, err := m.l.Find(context.Background(), f, m.last)
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := m.l.Find(context.Background(), f, Found{})
	if err != nil || !slices.Equal(found.Rows, fresh.Rows) {
		t.Fatalf("narrowing %+v gave %v, searching %v (%v)", f, found.Rows, fresh.Rows, err)
	}
	m.last = found
	o := Order{By: OrderBy(rapid.IntRange(0, int(ByColumn)).Draw(t, "by")), Field: m.drawSlot(t), Column: 4, Desc: rapid.Bool().Draw(t, "desc")}
	sorted, err := m.l.Sort(context.Background(), found.Rows, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(sorted)
	if !slices.Equal(sorted, found.Rows) {
		t.Fatalf("sorting %v gave the rows %v", found.Rows, sorted)
	}
}

// check holds what must be true after everything an operator does.
func (m *machine) check(t *rapid.T) {
	l := m.l
	truthful(t, l)
	for i, f := range m.frozen {
		if picture(f) != m.held[i] {
			t.Fatalf("frozen list %d changed to\n%s\nfrom\n%s", i, picture(f), m.held[i])
		}
	}
	for row := range l.Len() {
		v, e := l.Verdict(row), l.Edit(row)
		given := l.Table.Cell(row, 1).Text
		if _, typed := e.Value(columns.FieldPhone); strings.Contains(given, "E+") && !typed && v.Number != 0 {
			if _, other := e.column(); !other {
				t.Fatalf("%q became %v", given, v.Number)
			}
		}
	}
	groups := 0
	for _, g := range l.Duplicates().Groups() {
		groups += len(g.Rows) - 1
		for i, row := range g.Rows {
			if v := l.Verdict(int(row)); v.Number != g.Number || (v.State == Ready) != (i == 0) {
				t.Fatalf("group %v has row %d as %+v", g, row, v)
			}
		}
	}
	if groups != l.Counts().Of(Duplicate) {
		t.Fatalf("%d duplicates in groups, %d in the list", groups, l.Counts().Of(Duplicate))
	}
	inCauses := 0
	for _, c := range l.Causes().All() {
		if !c.Told() {
			inCauses += c.Rows
		}
	}
	recent, err := l.Rows(context.Background(), Filter{Show: ShowRecent})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range recent {
		if l.Verdict(int(row)).Out == CalledRecently {
			inCauses--
		}
	}
	if want := l.Counts().Of(ToFix) + l.Warned(); inCauses != want {
		t.Fatalf("%d rows in causes, %d need a person", inCauses, want)
	}
	if len(l.History().Entries(0, 1000)) != l.History().Len() {
		t.Fatalf("the history has %d entries, not %d", len(l.History().Entries(0, 1000)), l.History().Len())
	}
}

// Whatever an operator does, states add up, the plan is exactly the ready rows
// with no number twice, frozen copies stay what they were, destroyed digits stay
// destroyed, and undoing everything gives the original back.
func TestAnyHistoryOfTheBenchStaysTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		t.Repeat(m.actions())
		m.undoAll(t)
	})
}

func (m *machine) undoAll(t *rapid.T) {
	for {
		if _, ok := m.l.Undo(); !ok {
			break
		}
	}
	if m.l.Edited() != 0 {
		t.Fatalf("%d rows are edited after undoing everything", m.l.Edited())
	}
	m.l.SetSuppressions(nil)
	fresh, err := Diagnose(context.Background(), m.l.Table, m.l.Mapping, m.l.Region, Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := picture(m.l), picture(fresh); got != want {
		t.Fatalf("undoing everything gave\n%s\nnot\n%s", got, want)
	}
}
