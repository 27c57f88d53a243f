package outcomes

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/table"
)

var began = time.Date(2026, 11, 27, 14, 0, 0, 0, time.UTC)

// sourceOf is a campaign of rows of a number, a name and a note, that was sent in one batch.
func sourceOf(t interface {
	Fatal(...any)
	Helper()
}, status model.BatchStatus, rows [][]string, calls ...model.Call) Source {
	t.Helper()
	mapping := columns.Mapping{{Index: 0, Header: "Phone", Field: columns.FieldPhone}, {Index: 1, Header: "Name", Field: columns.FieldName}, {Index: 2, Header: "Note", Field: columns.FieldSkip}}
	l, err := model.Diagnose(context.Background(), table.Of([]string{"Phone", "Name", "Note"}, rows...), mapping, "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := model.NewPlan(l.Snapshot(), model.Options{})
	b := model.Batch{Key: "b", State: model.SendAccepted, Contacts: p.Len(), Last: model.Statistics{Status: status}}
	return Source{Rows: l.Snapshot(), Plan: &p, Batches: []model.Batch{b}, Known: map[string]model.BatchCalls{"b": {Calls: calls, Whole: true}}}
}

func call(id int, to, status, reason string, after, length time.Duration) model.Call {
	return model.Call{ID: fmt.Sprint("c", id), Phone: to, Status: status, Error: reason, At: began.Add(after), Duration: length}
}

func number(n int) string { return fmt.Sprintf("+4474001230%02d", n) }

// example is one contact of each kind.
func example(t *testing.T) *List {
	return New(sourceOf(t, model.StatusProcessing, [][]string{
		{number(1), "Zoë Adams", "gold"}, {number(2), "ben okafor", "silver"}, {number(3), "Carla", ""}, {number(4), "", "gold"},
		{number(5), "Dora", ""}, {number(6), "Eve", ""}, {"12", "Fay", ""}, {number(1), "Zoë again", ""}, {"", "", ""}, {number(7), "Gus", ""},
	},
		call(1, number(1), model.CallMissed, "NO_ANSWER", 0, 22*time.Second),
		call(2, number(1), model.CallAnswered, "USER_HANGUP", time.Hour, 90*time.Second),
		call(3, number(2), model.CallMissed, "BUSY", time.Minute, 5*time.Second),
		call(4, number(3), model.CallFailed, "INVALID_NUMBER", 2*time.Minute, 0),
		call(5, number(4), model.CallOngoing, "", 3*time.Minute, 0),
		call(6, number(5), model.CallScheduled, "", 4*time.Minute, 0),
		call(7, number(6), "TELEPORTED", "", 5*time.Minute, 0),
		model.Call{ID: "c8", Phone: "+4915112345678", Name: "Hans", Status: model.CallMissed, At: began},
		model.Call{ID: "c9", Phone: "+4915112345678", Name: "Hans", Status: model.CallAnswered, At: began.Add(time.Minute), Duration: time.Minute},
		model.Call{ID: "c10", Phone: "anonymous", Status: model.CallFailed, At: began},
		model.Call{ID: "c11", Phone: "anonymous", Status: model.CallFailed, At: began},
	))
}

// names are the entries of a filter, by their names or else numbers.
func names(t *testing.T, l *List, f Filter) string {
	t.Helper()
	shown, err := l.Shown(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, i := range shown {
		e := l.Entry(int(i))
		name := l.Name(e)
		if name == "" {
			name = e.To.String()
		}
		all = append(all, name)
	}
	return strings.Join(all, ", ")
}

func TestEachContactIsListedOnceByWhatCameOfThem(t *testing.T) {
	l := example(t)
	for claim, c := range map[string]struct {
		show Show
		want string
	}{
		"answered, though missed before, and a number that no row has": {ShowAnswered, "Zoë Adams, Hans"},
		"missed so far": {ShowMissed, "ben okafor"},
		"failed, each apart whose number cannot be read": {ShowFailed, "Carla, , "},
		"rung just now, planned, or not rung yet":        {ShowGoing, "+447400123004, Dora, Gus"},
		"nobody rings what is to be fixed, or another's": {ShowNotCalled, "Fay, Zoë again"},
		"all, those too of a state that nobody knows":    {ShowAll, "Zoë Adams, ben okafor, Carla, +447400123004, Dora, Eve, Fay, Zoë again, Gus, Hans, , "},
	} {
		if got := names(t, l, Filter{Show: c.show, By: ByRow}); got != c.want {
			t.Errorf("%s: %q", claim, got)
		}
		if n := strings.Count(c.want, ", ") + 1; l.Count(c.show) != n {
			t.Errorf("%s: counted as %d, not %d", claim, l.Count(c.show), n)
		}
	}
	e := l.Entry(0)
	if d, _ := e.Decides(); e.Attempts != 2 || len(e.Calls) != 2 || e.Talk != 90*time.Second || d.ID != "c2" || e.Why() != "they hung up" {
		t.Errorf("of two calls: %+v", e)
	}
	if e := l.Entry(1); e.Talk != 0 || e.Why() != "the line was busy" {
		t.Errorf("ringing is talk: %+v", e)
	}
	if e := l.Entry(6); !strings.HasPrefix(e.Why(), "to fix") {
		t.Errorf("why nobody was called: %+v", e)
	}
}

func TestContactsAreFoundByWhatIsKnownOfThem(t *testing.T) {
	l := example(t)
	for claim, c := range map[string]struct{ find, want string }{
		"a name in any case":                       {"BEN OK", "ben okafor"},
		"a name that the service alone knows":      {"hans", "Hans"},
		"a number as it is dialled":                {"+447400123002", "ben okafor"},
		"a number as it is written in the country": {"07400 123-002", "ben okafor"},
		"its last digits":                          {"3002", "ben okafor"},
		"digits of a number that no row has":       {"0151 123", "Hans"},
		"two digits are none of a number":          {"99", ""},
		"a reason in words":                        {"busy", "ben okafor"},
		"why nobody was called":                    {"too short", "Fay"},
		"an outcome":                               {"TELEPORTED", "Eve"},
		"a column of their row":                    {"gold", "Zoë Adams, +447400123004"},
		"nothing is all of it":                     {"  ", names(t, l, Filter{By: ByRow})},
		"what nobody has":                          {"zzz", ""},
	} {
		if got := names(t, l, Filter{Find: c.find, By: ByRow}); got != c.want {
			t.Errorf("%s: %q", claim, got)
		}
	}
	if got := names(t, l, Filter{Show: ShowMissed, Find: "gold"}); got != "" {
		t.Errorf("both filters count: %q", got)
	}
}

func TestContactsAreSorted(t *testing.T) {
	l := example(t)
	for claim, c := range map[string]struct {
		by   By
		desc bool
		want string // how it begins
	}{
		"the latest call first":            {ByTime, true, "Zoë Adams, Eve, "},
		"the first call first":             {ByTime, false, ", , ben okafor, Hans, Carla"},
		"by name, whatever the accents":    {ByName, false, "ben okafor, Carla, Dora, Eve, Fay, Gus, Hans, Zoë Adams"},
		"the other way, the nameless last": {ByName, true, "Zoë again, Zoë Adams, Hans"},
		"by outcome":                       {ByOutcome, false, "Zoë Adams, Hans, ben okafor, Carla, , , +447400123004"},
		"the longest talk first":           {ByTalk, true, "Zoë Adams, Hans, ben okafor"},
		"the most tries first":             {ByTries, true, "Zoë Adams, Hans, ben okafor"},
		"by row, the last first":           {ByRow, true, ", , Hans, Gus, Zoë again"},
		"by reason, those without last":    {ByWhy, false, "ben okafor, "},
	} {
		got := names(t, l, Filter{By: c.by, Desc: c.desc})
		if claim == "by reason, those without last" {
			if !strings.HasSuffix(got, "Eve, Hans, , ") {
				t.Errorf("%s: %q", claim, got)
			}
			continue
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q", claim, got)
		}
	}
}

// However many calls there are to whom, each call is of one entry, each entry is let through
// by one filter at most besides all, and a sort changes nothing but the order.
func TestAListHasEveryCallOnce(t *testing.T) {
	statuses := []string{model.CallAnswered, model.CallMissed, model.CallFailed, model.CallOngoing, model.CallScheduled, "NEW"}
	rapid.Check(t, func(t *rapid.T) {
		var rows [][]string
		for i := range rapid.IntRange(1, 8).Draw(t, "rows") {
			rows = append(rows, []string{number(i), "N", ""})
		}
		var calls []model.Call
		for i := range rapid.IntRange(0, 30).Draw(t, "calls") {
			calls = append(calls, call(i, number(rapid.IntRange(0, 12).Draw(t, "to")), rapid.SampledFrom(statuses).Draw(t, "status"), "BUSY", time.Duration(rapid.IntRange(0, 5).Draw(t, "at"))*time.Minute, time.Minute))
		}
		l := New(sourceOf(t, rapid.SampledFrom([]model.BatchStatus{model.StatusProcessing, model.StatusCompleted}).Draw(t, "batch"), rows, calls...))
		seen := map[string]bool{}
		for i := range l.Len() {
			for _, c := range l.Entry(i).Calls {
				if seen[c.ID] || c.To != l.Entry(i).To {
					t.Fatalf("%s is listed twice, or of another", c.ID)
				}
				seen[c.ID] = true
			}
		}
		if len(seen) != len(calls) {
			t.Fatalf("%d of %d calls are listed", len(seen), len(calls))
		}
		for show := range shows {
			var first []int32
			for by := ByTime; by <= ByRow; by++ {
				for _, desc := range []bool{false, true} {
					shown, err := l.Shown(context.Background(), Filter{Show: show, By: by, Desc: desc})
					if err != nil || len(shown) != l.Count(show) {
						t.Fatalf("%d are shown, %d counted, %v", len(shown), l.Count(show), err)
					}
					slices.Sort(shown)
					if first == nil {
						first = shown
					}
					if !slices.Equal(first, shown) {
						t.Fatalf("sorted by %d they are others", by)
					}
				}
			}
		}
	})
}

func TestAListWithoutRowsHasItsCalls(t *testing.T) {
	s := sourceOf(t, model.StatusCompleted, [][]string{{number(1), "A", ""}}, call(1, number(1), model.CallMissed, "", 0, 0), call(2, number(1), model.CallAnswered, "", time.Minute, 0))
	s.Rows, s.Plan = nil, nil
	l := New(s)
	if l.Len() != 1 || l.Entry(0).Outcome != "answered" || l.Entry(0).Attempts != 2 {
		t.Errorf("%+v", l)
	}
	if got := names(t, l, Filter{Find: "123001"}); got != number(1) {
		t.Errorf("found %q", got)
	}
}

func TestReasonsOfThoseWhoWereNotReached(t *testing.T) {
	got := fmt.Sprint(example(t).Reasons())
	if got != "[{ 2} {the line was busy 1} {the number is not valid 1}]" {
		t.Error(got)
	}
}
