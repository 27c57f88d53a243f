package model

import (
	"context"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// neededBefore is the mapping of a list whose prompt could not do without its plan
// and its branch.
func neededBefore() columns.Mapping {
	t := table.Of([]string{"Name", "Phone", "Plan", "Branch"}, []string{"Ann Lee", "+442079460018", "Gold", "Leeds"})
	m, _ := columns.Guess(t, "GB").Keyed().Need("plan", true, "")
	m, _ = m.Renamed(3, "branch_name").Need("branch_name", true, "your branch")
	return m
}

func TestWhatWasNeededIsNeededStill(t *testing.T) {
	rows := [][]string{{"Ann Lee", "+442079460018", "Gold", "Leeds"}, {"Bo Ray", "+442079460019", "Silver", "York"}}
	for _, c := range []struct {
		claim   string
		header  []string
		unmet   int
		changed int
		then    func(columns.Mapping) columns.Mapping
		ready   int
		plan    any // of the first row
	}{
		{"as it was", []string{"Name", "Phone", "Plan", "Branch"}, 0, 0, nil, 2, "Gold"},
		{"a column that is gone holds every row", []string{"Name", "Phone", "City", "Branch"}, 1, 2, nil, 0, nil},
		{"so do two, whatever stood in for one where it was there", []string{"Name", "Phone", "City", "Town"}, 2, 4, nil, 0, nil},
		{"a new column under that key is it", []string{"Name", "Phone", "plan", "Branch"}, 0, 0, nil, 2, "Gold"},
		{"another column is taken", []string{"Name", "Phone", "Tariff", "Branch"}, 1, 2, func(m columns.Mapping) columns.Mapping { return m.Instead(m.Unmet()[0], 2) }, 2, "Gold"},
		{"one that is not sent is taken", []string{"Name", "Phone", "DOB", "Branch"}, 1, 2, func(m columns.Mapping) columns.Mapping { return m.With(2, columns.FieldSkip).Instead(m.Unmet()[0], 2) }, 2, "Gold"},
		{"another gets its name", []string{"Name", "Phone", "Tariff", "Branch"}, 1, 2, func(m columns.Mapping) columns.Mapping { return m.Renamed(2, "plan") }, 2, "Gold"},
		{"a text stands in for it", []string{"Name", "Phone", "Tariff", "Branch"}, 1, 2, func(m columns.Mapping) columns.Mapping { m, _ = m.Need("plan", true, "your plan"); return m }, 2, "your plan"},
		{"it is needed no more", []string{"Name", "Phone", "Tariff", "Branch"}, 1, 2, func(m columns.Mapping) columns.Mapping { m, _ = m.Need("plan", false, ""); return m }, 2, nil},
		{"it is not sent any more", []string{"Name", "Phone", "Tariff", "Branch"}, 1, 2, func(m columns.Mapping) columns.Mapping { return m.With(m.Unmet()[0].Index, columns.FieldSkip) }, 2, nil},
	} {
		table := table.Of(c.header, rows...)
		m, changed := columns.Replay(neededBefore(), table, "GB")
		if len(m.Unmet()) != c.unmet || len(changed) != c.changed || (m.UnmetWords() == "") != (c.unmet == 0) {
			t.Errorf("%s: %d unmet, %v changed, %q", c.claim, len(m.Unmet()), changed, m.UnmetWords())
			continue
		}
		held := judged(t, table, m)
		if c.unmet > 0 && held.ProblemCount(MissingField) != 2 {
			t.Errorf("%s: %v before it is answered", c.claim, held.Counts())
		}
		if c.then != nil {
			m = c.then(m)
		}
		l := judged(t, table, m)
		if l.Counts().Of(Ready) != c.ready || c.ready > 0 && l.Contacts().Of(0).Metadata["plan"] != c.plan || c.then != nil && len(m.Unmet()) != 0 {
			t.Errorf("%s: %v, sends %v, %d unmet", c.claim, l.Counts(), l.Contacts().Of(0).Metadata, len(m.Unmet()))
		}
	}
}

func TestAnAnswerForAMissingColumnHoldsForListsWithoutIt(t *testing.T) {
	without := table.Of([]string{"Name", "Phone", "City"}, []string{"Ann Lee", "+442079460018", "Leeds"})
	m, _ := columns.Replay(neededBefore(), without, "GB")
	again, changed := columns.Replay(m, without, "GB")
	if len(again.Unmet()) != 2 || len(changed) != 2 {
		t.Errorf("not answered, and %d unmet, %v changed the next time", len(again.Unmet()), changed)
	}
	m, _ = m.Need("plan", true, "your plan")
	m, _ = m.Need("branch_name", false, "")
	again, changed = columns.Replay(m, without, "GB")
	if len(again.Unmet()) != 0 || len(changed) != 0 || len(again.Needed()) != 1 || judged(t, without, again).Contacts().Of(0).Metadata["plan"] != "your plan" {
		t.Errorf("answered: %+v, changed %v", again, changed)
	}
	with, _ := columns.Replay(m, table.Of([]string{"Name", "Phone", "City", "Plan"}, []string{"Ann Lee", "+442079460018", "Leeds", "Gold"}), "GB")
	if c := with[3]; !c.Needed || c.Absent() || len(with) != 4 {
		t.Errorf("the column is back: %+v", with)
	}
}

// Whatever an absent column is given row by row is kept by its key, goes along and
// comes back with the list when it is saved.
func TestWhatIsTypedForAMissingColumnGoesAlong(t *testing.T) {
	list := table.Of([]string{"Name", "Phone", "City"}, []string{"Ann Lee", "+442079460018", "Leeds"}, []string{"Bo Ray", "+442079460019", ""})
	kept, _ := neededBefore().Need("branch_name", false, "")
	m, _ := columns.Replay(kept, list, "GB")
	l := judged(t, list, m)
	cause := l.Causes().All()[0]
	if cause.Name() != "No {plan}" || cause.Rows != 2 {
		t.Fatalf("causes %+v", l.Causes().All())
	}
	fix := l.Fixes().OfCause(cause)[0]
	change, err := l.Fixes().ChangeAll(context.Background(), cause, fix, nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(change)
	if l.Counts().Of(Ready) != 2 || l.Contacts().Of(1).Metadata["plan"] != "your plan" || len(l.Contacts().Of(1).Metadata) != 1 {
		t.Fatalf("%v, sends %v", l.Counts(), l.Contacts().Of(1).Metadata)
	}
	if l.Fields().Value(1, EditableField{columns.FieldMetadata, "plan"}) != "your plan" || l.Fields().FileValue(1, EditableField{columns.FieldMetadata, "plan"}) != "" {
		t.Error("the value is not shown")
	}
	saved := l.Saved()
	header := append([]string{"Name", "Phone", "City"}, saved.Header()...)
	var rows [][]string
	for row := range l.Len() {
		rows = append(rows, saved.Append([]string{list.Cell(row, 0).Text, list.Cell(row, 1).Text, list.Cell(row, 2).Text}, row))
	}
	back := table.Of(header, rows...)
	m, _ = columns.Replay(kept, back, "GB")
	if l := judged(t, back, m); l.Counts().Of(Ready) != 2 || l.Contacts().Of(1).Metadata["plan"] != "your plan" {
		t.Errorf("saved and read again: %v, sends %v", l.Counts(), l.Contacts().Of(1).Metadata)
	}
	l.Undo()
	if l.ProblemCount(MissingField) != 2 {
		t.Error("not undone")
	}
}
