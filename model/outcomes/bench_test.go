package outcomes

import (
	"context"
	"fmt"
	"testing"
	"time"

	"callsheet/model"
)

// Goal: 100,000 contacts with 250,000 calls are listed, filtered, found or sorted within a
// second, off the screen's goroutine, so that what somebody chose is there when they look.
func BenchmarkList(b *testing.B) {
	const contacts = 100_000
	var rows [][]string
	var calls []model.Call
	statuses := []string{model.CallAnswered, model.CallMissed, model.CallMissed, model.CallFailed, model.CallOngoing}
	for i := range contacts {
		to := fmt.Sprintf("+447400%06d", i)
		rows = append(rows, []string{to, fmt.Sprint("Olivia Grant ", i), "gold"})
		for try := range 1 + i%4 {
			calls = append(calls, call(len(calls), to, statuses[i%5], "NO_ANSWER", time.Duration(i+try*contacts)*time.Millisecond, time.Duration(i%300)*time.Second))
		}
	}
	s := sourceOf(b, model.StatusProcessing, rows, calls...)
	b.Run("new", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			New(s)
		}
	})
	l := New(s)
	for name, f := range map[string]Filter{
		"filter": {Show: ShowMissed, By: ByRow}, "by time": {Desc: true}, "by name": {By: ByName}, "find a name": {Find: "grant 99", By: ByRow}, "find a number": {Find: "7400 0999", By: ByRow},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Shown(context.Background(), f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
