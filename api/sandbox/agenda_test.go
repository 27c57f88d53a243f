package sandbox

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTheAgendaIsInOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var a agenda
		var want []event
		for i := range rapid.IntRange(0, 300).Draw(rt, "events") {
			e := event{
				at: time.Duration(rapid.IntRange(0, 9).Draw(rt, "at")), seq: uint64(i), kind: kind(rapid.IntRange(0, int(allotted)).Draw(rt, "kind")),
				priority: float64(rapid.IntRange(1, 3).Draw(rt, "priority")),
			}
			a.push(e)
			want = append(want, e)
			if rapid.IntRange(0, 2).Draw(rt, "taken") == 0 {
				slices.SortFunc(want, order)
				if got := a.pop(); got != want[0] {
					rt.Fatalf("%+v, want %+v", got, want[0])
				}
				want = want[1:]
			}
		}
		slices.SortFunc(want, order)
		for _, e := range want {
			if got := a.pop(); got != e {
				rt.Fatalf("%+v, want %+v", got, e)
			}
		}
		if len(a) != 0 {
			rt.Fatalf("%d are left", len(a))
		}
	})
}

// order is that of the agenda.
func order(a, b event) int {
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.kind.rank(), b.kind.rank()), cmp.Compare(b.priority, a.priority), cmp.Compare(a.seq, b.seq))
}
