package outcomes

import (
	"cmp"
	"slices"
)

// Reason is why contacts were not reached, and how many of them.
type Reason struct {
	Words    string // "" where none was told
	Contacts int
}

// Reasons are why the contacts were not reached who were missed or failed, the most first.
// Nobody may change them.
func (l *List) Reasons() []Reason { return l.reasons }

func (l *List) countReasons() []Reason {
	counts := map[string]int{}
	for i := range l.entries {
		if e := &l.entries[i]; e.Show == ShowMissed || e.Show == ShowFailed {
			counts[e.Reason]++
		}
	}
	all := make([]Reason, 0, len(counts))
	for words, n := range counts {
		all = append(all, Reason{words, n})
	}
	slices.SortFunc(all, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.Contacts, a.Contacts), cmp.Compare(a.Words, b.Words))
	})
	return all
}
