package model

import (
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

var firstCall = time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)

// callTo is a call to one of the numbers of a test, so many minutes after the first.
func callTo(id, to, status, reason string, minute int, length time.Duration) Call {
	return Call{ID: id, Phone: "+447400123" + to, Status: status, Error: reason, At: firstCall.Add(time.Duration(minute) * time.Minute), Duration: length}
}

func TestWhatCameOfARow(t *testing.T) {
	l := mapped(t, table.Of([]string{"Name", "Phone"}, []string{"Ann", "07400 123001"}), columns.FieldName, columns.FieldPhone)
	accepted := Batch{Key: "k", State: SendAccepted, Last: Statistics{Status: StatusCompleted}}
	at := func(minute int) time.Time { return firstCall.Add(time.Duration(minute) * time.Minute) }
	for _, row := range []struct {
		claim string
		batch Batch
		calls []Call
		part  bool // not all calls are known
		want  RowResult
	}{
		{claim: "answered at the second try", batch: accepted, calls: []Call{callTo("b", "001", CallAnswered, "USER_HANGUP", 60, 46*time.Second), callTo("a", "001", CallMissed, "NO_ANSWER", 0, 22*time.Second)},
			want: RowResult{Outcome: "answered", Attempts: 2, First: at(0), Last: at(60), Talk: 46 * time.Second, Reason: "they hung up", CallID: "b"}},
		{claim: "a missed call's ringing is no talk", batch: accepted, calls: []Call{callTo("a", "001", CallMissed, "BUSY", 0, 22*time.Second)},
			want: RowResult{Outcome: "missed", Attempts: 1, First: at(0), Last: at(0), Reason: "the line was busy", CallID: "a"}},
		{claim: "answered and then missed stays answered", batch: accepted, calls: []Call{callTo("a", "001", CallAnswered, "", 0, time.Minute), callTo("b", "001", CallMissed, "NO_ANSWER", 9, 0)},
			want: RowResult{Outcome: "answered", Attempts: 2, First: at(0), Last: at(9), Talk: time.Minute, CallID: "a"}},
		{claim: "the last of several that failed", batch: accepted, calls: []Call{callTo("a", "001", CallMissed, "BUSY", 0, 0), callTo("b", "001", CallFailed, "INVALID_NUMBER", 9, 0)},
			want: RowResult{Outcome: "failed", Attempts: 2, First: at(0), Last: at(9), Reason: "the number is not valid", CallID: "b"}},
		{claim: "a try that is yet to be made is none", batch: Batch{Key: "k", State: SendAccepted, Last: Statistics{Status: StatusProcessing}}, calls: []Call{callTo("a", "001", CallMissed, "NO_ANSWER", 0, 0), callTo("b", "001", CallScheduled, "", 60, 0)},
			want: RowResult{Outcome: "missed", Attempts: 1, First: at(0), Last: at(0), Reason: "nobody answered", CallID: "a"}},
		{claim: "one that is under way", batch: accepted, calls: []Call{callTo("a", "001", CallMissed, "NO_ANSWER", 0, 0), callTo("b", "001", CallOngoing, "", 60, 0)},
			want: RowResult{Outcome: "calling", Attempts: 2, First: at(0), Last: at(60), CallID: "b"}},
		{claim: "a call that is told twice is one", batch: accepted, calls: []Call{callTo("a", "001", CallMissed, "", 0, 0), callTo("a", "001", CallMissed, "", 0, 0)},
			want: RowResult{Outcome: "missed", Attempts: 1, First: at(0), Last: at(0), CallID: "a"}},
		{claim: "a length that cannot be true is none", batch: accepted, calls: []Call{callTo("a", "001", CallAnswered, "", 0, 900*time.Hour)},
			want: RowResult{Outcome: "answered", Attempts: 1, First: at(0), Last: at(0), CallID: "a"}},
		{claim: "words of the service that are not known stay, without what steers a terminal", batch: accepted, calls: []Call{callTo("a", "001", "VOICEMAIL", "odd\x1b[2J end", 0, 0)},
			want: RowResult{Outcome: "VOICEMAIL", Attempts: 1, First: at(0), Last: at(0), Reason: "odd[2J end", CallID: "a"}},
		{claim: "whoever asked not to be called", batch: accepted, calls: []Call{callTo("a", "001", CallAnswered, "do not call", 0, time.Second)},
			want: RowResult{Outcome: "answered", Attempts: 1, First: at(0), Last: at(0), Talk: time.Second, Reason: "they asked not to be called", CallID: "a"}},
		{claim: "a call of somebody else", batch: accepted, calls: []Call{callTo("a", "002", CallAnswered, "", 0, 0)},
			want: RowResult{Outcome: RowNotCalled, WhyNot: "the batch ended without a call to it"}},
		{claim: "no call, where not all are known", batch: accepted, part: true,
			want: RowResult{Outcome: RowUnknown, WhyNot: "not all calls of the batch could be fetched"}},
		{claim: "scheduled, so that there was no call to ask for", batch: Batch{Key: "k", State: SendAccepted, Last: Statistics{Status: StatusScheduled, Total: 1, Pending: 1}}, part: true,
			want: RowResult{Outcome: RowWaits, WhyNot: "not begun when Dialgen was last asked"}},
		{claim: "scheduled anew after it had begun", batch: Batch{Key: "k", State: SendAccepted, Last: Statistics{Status: StatusScheduled, Total: 2, Processed: 1}}, part: true,
			want: RowResult{Outcome: RowUnknown, WhyNot: "not all calls of the batch could be fetched"}},
		{claim: "cancelled", batch: Batch{Key: "k", State: SendAccepted, Last: Statistics{Status: StatusCancelled}}, want: RowResult{Outcome: RowNotCalled, WhyNot: "cancelled before it was called"}},
		{claim: "taken over by another campaign", batch: Batch{Key: "k", State: SendAccepted, Last: Statistics{Status: StatusCompleted}, Lost: 1, LostTo: "Autumn"},
			want: RowResult{Outcome: RowNotCalled, WhyNot: `the batch ended without a call to it, or taken over by "Autumn"`}},
		{claim: "still to come", batch: Batch{Key: "k", State: SendAccepted, Last: Statistics{Status: StatusProcessing}}, want: RowResult{Outcome: RowWaits, WhyNot: "not called yet"}},
		{claim: "a wave that waits", batch: Batch{Key: "k", State: SendPrepared}, want: RowResult{Outcome: RowWaits, WhyNot: "not sent to Dialgen yet"}},
		{claim: "refused", batch: Batch{Key: "k", State: SendRefused}, want: RowResult{Outcome: RowNotCalled, WhyNot: "Dialgen refused the batch"}},
		{claim: "an answer that was lost", batch: Batch{Key: "k", State: SendUnknown}, want: RowResult{Outcome: RowUnknown, WhyNot: "it is not known whether Dialgen has the batch"}},
	} {
		p := NewPlan(l, Options{})
		got := Results(l, &p, []Batch{row.batch}, map[string]BatchCalls{"k": {Calls: row.calls, Whole: !row.part}})
		if len(got) != 1 || got[0] != row.want {
			t.Errorf("%s:\n%+v, want\n%+v", row.claim, got, row.want)
		}
	}
}

func TestWhyARowIsInNoBatch(t *testing.T) {
	l := mapped(t, table.Of([]string{"Name", "Phone"}, []string{"Ann", "07400 123001"}, []string{"", ""}, []string{"Bo", "12"}, []string{"Ann", "07400 123001"}, []string{"Cy", "07400 123002"}), columns.FieldName, columns.FieldPhone)
	p := NewPlan(l, Options{})
	some := p.Of([]Segment{{Rows: []int32{0}}})
	for claim, row := range map[string]struct {
		plan *Plan
		want string
	}{
		"as it was sent":  {&some, "[not called, the batch ended without a call to it|, |not called, to fix: Too short|not called, same as row 2|not called, left out when the campaign was confirmed]"},
		"as it never was": {nil, "[not called, the campaign was not sent|, |not called, to fix: Too short|not called, same as row 2|not called, the campaign was not sent]"},
	} {
		var got []string
		for _, r := range Results(l, row.plan, []Batch{{Key: "k", State: SendAccepted, Last: Statistics{Status: StatusCompleted}}}, map[string]BatchCalls{"k": {Whole: true}}) {
			got = append(got, r.Outcome+", "+r.WhyNot)
		}
		if text := "[" + strings.Join(got, "|") + "]"; text != row.want {
			t.Errorf("%s: %s", claim, text)
		}
	}
}

// Whatever the batches and calls are, and in whatever order they come, every row is there
// once, and every call to a row of the plan is counted once.
func TestEveryRowAndEveryCallIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows [][]string
		for i := range rapid.IntRange(1, 12).Draw(t, "rows") {
			rows = append(rows, []string{fmt.Sprintf("07400 1230%02d", i)})
		}
		list := table.Of([]string{"Phone"}, rows...)
		l, err := Diagnose(t.Context(), list, columns.Mapping{{Header: "Phone", Field: columns.FieldPhone}}, "GB", Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		p := NewPlan(l, Options{})
		cut := rapid.IntRange(0, len(p.rows)).Draw(t, "cut")
		p = p.In([]Segment{{Rows: p.rows[:cut]}, {Rows: p.rows[cut:]}})
		var batches []Batch
		calls, placed := map[string]BatchCalls{}, map[phone.Number]int{}
		for i := range p.Batches() {
			b := Batch{Key: fmt.Sprint(i), Index: i, State: SendAccepted, Last: Statistics{Status: StatusCompleted}}
			var of []Call
			for j, n := range p.Numbers(i) {
				for k := range rapid.IntRange(0, 3).Draw(t, "calls") {
					status := rapid.SampledFrom([]string{CallScheduled, CallOngoing, CallAnswered, CallMissed, CallFailed, "ODD"}).Draw(t, "status")
					of = append(of, Call{ID: fmt.Sprint(i, j, k), Phone: n.String(), Status: status, At: firstCall.Add(time.Duration(k) * time.Minute)})
					if status != CallScheduled {
						placed[n]++
					}
				}
			}
			batches = append(batches, b)
			calls[b.Key] = BatchCalls{Calls: of, Whole: true}
		}
		want := Results(l, &p, batches, calls)
		total := 0
		for row, r := range want {
			total += r.Attempts
			if n := l.Verdict(row).Number; r.Attempts != placed[n] || r.Outcome == "" || r.Attempts > 0 && r.WhyNot != "" {
				t.Fatalf("row %d is %+v, of %d calls", row, r, placed[n])
			}
		}
		for _, n := range slices.Collect(maps.Values(placed)) {
			total -= n
		}
		if total != 0 || len(want) != l.Len() {
			t.Fatalf("%d rows, and %d calls too many", len(want), total)
		}
		for key, of := range calls {
			of.Calls = rapid.Permutation(of.Calls).Draw(t, "order")
			calls[key] = of
		}
		if got := Results(l, &p, batches, calls); !slices.Equal(got, want) {
			t.Fatalf("in another order it is\n%+v, not\n%+v", got, want)
		}
	})
}

func TestColumnsOfResultsAreNotSentWhenTheListIsReadAgain(t *testing.T) {
	header := append([]string{"Phone"}, ResultHeader("Europe/London")...)
	row := []string{"07400 123001", "answered", "2", "2026-11-28 14:05:09", "2026-11-28 14:05:09", "46", "", "07400 123009", ""}
	for _, header := range [][]string{header, append(slices.Clone(header), SavedNumber, SavedState)} {
		list := table.Of(header, append(slices.Clone(row), "+447400123001", "ready")[:len(header)])
		m, added := HideSaved(list, columns.Guess(list, "GB").Keyed())
		for _, c := range m {
			if c.Index > 0 && c.Index <= 8 && c.Field != columns.FieldSkip || c.Index > 0 && !added[c.Index] {
				t.Errorf("%s is %s", c.Header, c.Field)
			}
		}
		if m[0].Field != columns.FieldPhone {
			t.Errorf("the number is read from elsewhere: %+v", m)
		}
		if ownColumns(list) != 1 {
			t.Errorf("%d columns are the file's own", ownColumns(list))
		}
	}
}
