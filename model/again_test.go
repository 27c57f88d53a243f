package model

import (
	"encoding/json"
	"testing"
	"time"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func TestWhoIsCalledAgainIsWhoTheyWere(t *testing.T) {
	whole := table.Of([]string{"Name", "Phone", "ID"},
		[]string{"Ann", "07400 123001", ""}, []string{"Bob", "7400 123002", ""}, []string{"", "", ""}, []string{"Cem", "07400 123003", "c_3"}, []string{"Dan", "07400 12", ""})
	l := diagnosed(t, whole, "GB")
	edit := func(row int, e Edit) { l.Apply(Change{Rows: []RowEdit{{Row: row, Before: l.Edit(row), After: e}}}) }
	edit(1, Edit{Again: true, Move: true}.WithAgainAfter("batch").With(columns.FieldName, "Robert"))
	edit(4, Edit{Move: true}.With(columns.FieldPhone, "+447400123005"))
	part, edits := PartOf(l, []int{1, 3, 4}, "taken over", "anna", time.Time{})
	some, err := Diagnose(t.Context(), part, l.asked, l.Region, edits, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range []int{1, 3, 4} {
		was, is := l.Contacts().Of(row), some.Contacts().Of(i)
		was.Row = i
		if is.Number != was.Number || is.Name != was.Name || is.ID != was.ID || some.Table.RowNumber(i) != whole.RowNumber(row) || some.Verdict(i).State != l.Verdict(row).State {
			t.Errorf("row %d is %+v, and was %+v", row, is, was)
		}
		if e := some.Edit(i); e.CallsAgain() || e.Move {
			t.Errorf("row %d is called again unasked", row)
		}
	}
	if done, _ := some.Steps(); len(done) != 1 || done[0].By != "anna" || some.Edited() != 2 {
		t.Errorf("%d steps over %d rows", len(done), some.Edited())
	}
	if _, none := PartOf(l, []int{0, 3}, "", "", time.Time{}); none.Edited() != 0 {
		t.Error("edits of rows that have none")
	}
}

func TestACampaignThatCallsAgainIsNamedAfterTheFirst(t *testing.T) {
	long := "A name that is as long as the name of a campaign can be, and which nobody reads to its end"
	for name, want := range map[string]string{
		"Spring": "Spring again", "Spring again": "Spring again 2", "Spring again 2": "Spring again 3", "Spring again 41": "Spring again 42",
		"Call them again soon": "Call them again soon again", "": " again",
	} {
		if got := AgainName(name); got != want {
			t.Errorf("%q is called again as %q, want %q", name, got, want)
		}
	}
	for range 12 {
		long = AgainName(long)
		if n := len([]rune(long)); n > maxNameRunes {
			t.Fatalf("%q has %d characters", long, n)
		}
	}
	if long != AgainName(long[:len(long)-3]+" 11") {
		t.Errorf("a long name loses its count: %q", long)
	}
}

func TestWhatWasSaidOfOneCampaignAloneIsSaidAnew(t *testing.T) {
	v := AgainOptions(OptionValues{OptName: "Spring", OptAgent: "a", OptStart: "tomorrow 9:00", OptHours: "daily 7-22", OptHoursBasis: "they asked", OptOutsideHours: OutsideHoursAllowed, OptAgainOf: "x", OptRate: "3"}, "key", "Spring")
	for k, want := range map[OptionKey]string{OptName: "Spring again", OptAgent: "a", OptStart: "now", OptHours: "daily 7-22", OptHoursBasis: "they asked", OptOutsideHours: "", OptAgainOf: "key", OptAgainName: "Spring", OptRate: "3"} {
		if v[k] != want {
			t.Errorf("%s is %q, want %q", k, v[k], want)
		}
	}
}

func TestAContactIDGoesWithTheNumberAndTheAgentItWasToldOfAlone(t *testing.T) {
	told := KnownContact{ID: "contact_1", Number: 447400123001, Agent: "agent"}
	first := func(e Edit) Edit { return e.WithContact(told) }
	cases := []struct {
		name    string
		agent   string
		ids     [2]string // of the list
		edit    func(Edit) Edit
		want    [2]string
		guarded bool // by the id as well
	}{
		{"of the same number and agent", "agent", [2]string{}, first, [2]string{"contact_1", ""}, true},
		{"another agent has other contacts", "other", [2]string{}, first, [2]string{"", ""}, true},
		{"another number was typed since", "agent", [2]string{}, func(e Edit) Edit { return first(e).With(columns.FieldPhone, "+447400123009") }, [2]string{"", ""}, false},
		{"and typed back", "agent", [2]string{}, func(e Edit) Edit {
			return first(e).With(columns.FieldPhone, "+447400123009").With(columns.FieldPhone, "07400 123001")
		}, [2]string{"contact_1", ""}, true},
		{"the list's own id goes first", "agent", [2]string{"own", ""}, first, [2]string{"own", ""}, false},
		{"somebody cleared the id", "agent", [2]string{"", ""}, func(e Edit) Edit { return first(e).With(columns.FieldID, "") }, [2]string{"", ""}, false},
		{"another row has the id", "agent", [2]string{"", "contact_1"}, first, [2]string{"", "contact_1"}, true},
		{"an id that could steer a terminal is none", "agent", [2]string{}, func(e Edit) Edit {
			return e.WithContact(KnownContact{ID: "a\x1b[31m", Number: told.Number, Agent: "agent"})
		}, [2]string{"", ""}, false},
		{"it is of no agent", "", [2]string{}, func(e Edit) Edit { return e.WithContact(KnownContact{ID: "contact_1", Number: told.Number}) }, [2]string{"", ""}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := mapped(t, table.Of([]string{"Phone", "Contact ID"}, []string{"07400 123001", c.ids[0]}, []string{"07400 123002", c.ids[1]}), columns.FieldPhone, columns.FieldID)
			stored, err := json.Marshal(c.edit(Edit{}))
			if err != nil {
				t.Fatal(err)
			}
			var e Edit
			if err := json.Unmarshal(stored, &e); err != nil || !e.Equal(c.edit(Edit{})) {
				t.Fatalf("%s becomes another edit, %v", stored, err)
			}
			l.Apply(Change{Rows: []RowEdit{{Row: 0, After: e}}})
			p := NewPlan(l.Snapshot(), Options{Agent: c.agent})
			restored := RestorePlan(l.Snapshot(), p.Options, p.Segments)
			for row, want := range c.want {
				if got := p.Contact(row).ID; got != want || restored.Contact(row).ID != want {
					t.Errorf("row %d goes with the id %q, want %q", row, got, want)
				}
			}
			sent := 0
			for _, id := range c.want {
				if id != "" {
					sent++
				}
			}
			if refs := p.IDs(0); len(refs) != sent {
				t.Errorf("the ledger has %d ids of %d", len(refs), sent)
			}
			guarded := false
			for _, ref := range l.Contacts().Refs() {
				guarded = guarded || ref.Number == phone.Number(447400123001) && ref.ID == ContactIDOf("contact_1")
			}
			if guarded != c.guarded {
				t.Errorf("guarded by the id: %t, want %t", guarded, c.guarded)
			}
		})
	}
}

func TestOnlyWhoWasCalledAShortWhileAgoIsCalledAgainByOneKey(t *testing.T) {
	now := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	l := diagnosed(t, table.Of([]string{"Phone"}, []string{"07400 123001"}, []string{"07400 123002"}, []string{"07400 123003"}, []string{"07400 123004"}, []string{"07400 123005"}, []string{"07400 123006"}), "GB")
	l.SetSuppressions(Suppressions{
		447400123001: {Called: now, Rung: true, Batch: "mine"}, 447400123002: {Called: now, Rung: true, Batch: "theirs"}, 447400123003: {Called: now, Unfinished: true, Batch: "mine"},
		447400123004: {Called: now, Uncertain: true, Batch: "mine"}, 447400123005: {Called: now, Rung: true, Batch: "mine", DoNotCall: now},
	})
	c := CallAgain(l, func(m Suppression) bool { return m.Batch == "mine" }, "anna", now)
	if len(c.Rows) != 1 || c.Rows[0].Row != 0 || c.Rows[0].After.AgainAfter() != "mine" {
		t.Fatalf("%+v", c.Rows)
	}
	l.Apply(c)
	for row, want := range []Exclusion{NotExcluded, CalledRecently, InUnfinished, MaybeCalled, OnDoNotCallList, NotExcluded} {
		if got := l.Verdict(row).Out; got != want {
			t.Errorf("row %d is out by %v, want %v", row, got, want)
		}
	}
	out := LeaveOut(l, func(row int) bool { return row >= 4 }, "left out", "anna", now)
	if len(out.Rows) != 1 || out.Rows[0].Row != 5 {
		t.Fatalf("left out %+v", out.Rows)
	}
}

func TestThatSomebodyIsCalledAgainIsSaidOfTheCallsOfOneBatchAlone(t *testing.T) {
	now := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	of := func(m Suppression) Suppressions { return Suppressions{447400123001: m} }
	l := diagnosed(t, table.Of([]string{"Phone"}, []string{"07400 123001"}), "GB")
	l.SetSuppressions(of(Suppression{Called: now, Rung: true, Batch: "mine"}))
	l.Apply(CallAgain(l, func(Suppression) bool { return true }, "anna", now))
	stored, err := json.Marshal(l.Edit(0))
	if err != nil {
		t.Fatal(err)
	}
	var e Edit
	if err := json.Unmarshal(stored, &e); err != nil || !e.Equal(l.Edit(0)) {
		t.Fatalf("%s becomes another edit, %v", stored, err)
	}
	for _, c := range []struct {
		name string
		mark Suppression
		want Exclusion
	}{
		{"its own calls", Suppression{Called: now, Rung: true, Batch: "mine"}, NotExcluded},
		{"a batch that called since", Suppression{Called: now.Add(time.Hour), Rung: true, Batch: "theirs"}, CalledRecently},
		{"the batch has not ended after all", Suppression{Called: now, Unfinished: true, Batch: "mine"}, InUnfinished},
		{"another has them now", Suppression{Called: now, Unfinished: true, Batch: "theirs"}, InUnfinished},
		{"nothing is known of another", Suppression{Called: now, Uncertain: true}, MaybeCalled},
	} {
		l.SetSuppressions(of(c.mark))
		if got := l.Verdict(0).Out; got != c.want {
			t.Errorf("%s: out by %v, want %v", c.name, got, c.want)
		}
	}
	if typed := l.Edit(0).With(columns.FieldPhone, "+447400123001"); typed.CallsAgain() {
		t.Error("it is said of another number, too")
	}
}
