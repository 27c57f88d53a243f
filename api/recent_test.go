package api

import (
	"fmt"
	"strings"
	"testing"
)

// flood is the statistics of a batch with so many calls, whatever was asked for.
func flood(n int, newestFirst bool) []byte {
	var b strings.Builder
	b.WriteString(`{"batchId":"b","status":"processing","statistics":{"total":120000},"recentCalls":[`)
	for i := range n {
		at := i
		if newestFirst {
			at = n - 1 - i
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"call_%d","status":"COMPLETED","createdAt":"2026-03-02T%02d:%02d:%02d.%03dZ","phoneNumber":"+447400123999","contactName":"Ada"}`,
			at, at/3_600_000, at/60_000%60, at/1000%60, at%1000)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

func TestOfMoreCallsThanWereAskedForTheLatestAreKept(t *testing.T) {
	rows := []struct {
		name        string
		sent, keep  int
		newestFirst bool
		want        int
		first, last string
	}{
		{"as many as were asked for", 100, 100, true, 100, "call_99", "call_0"},
		{"fewer", 3, 100, true, 3, "call_2", "call_0"},
		{"a flood, the newest first", 30_000, 100, true, 100, "call_29999", "call_29900"},
		{"a flood, the oldest first", 30_000, 100, false, 100, "call_29900", "call_29999"},
		{"a flood to who asked for one", 1_001, 1, false, 1, "call_1000", "call_1000"},
		{"all of them to who asked for all", 5_000, -1, true, 5_000, "call_4999", "call_0"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			st, err := readBatchStatistics(flood(row.sent, row.newestFirst), row.keep)
			if err != nil {
				t.Fatal(err)
			}
			calls := st.RecentCalls
			if len(calls) != row.want || cap(calls) > 4*row.want {
				t.Fatalf("%d calls are kept, in room for %d; want %d", len(calls), cap(calls), row.want)
			}
			if first, last := calls[0].ID, calls[len(calls)-1].ID; first != row.first || last != row.last {
				t.Errorf("from %s to %s, want from %s to %s", first, last, row.first, row.last)
			}
		})
	}
}

func TestOddCallsAreNoReasonToReadNone(t *testing.T) {
	rows := []struct {
		name, calls string
		want        int
	}{
		{"null", `null`, 0},
		{"an object", `{"id":"c"}`, 0},
		{"words between", `["x",{"id":"a"},null,7,[1],{"id":"b"}]`, 2},
		{"calls without a time", `[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"},{"id":"e"}]`, 3},
		{"fields of other shapes", `[{"id":5,"duration":"9 s","createdAt":{}}]`, 1},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			st, err := readBatchStatistics([]byte(`{"batchId":"b","recentCalls":`+row.calls+`}`), 3)
			if err != nil || len(st.RecentCalls) != row.want {
				t.Errorf("%d calls, %v; want %d", len(st.RecentCalls), err, row.want)
			}
		})
	}
}
