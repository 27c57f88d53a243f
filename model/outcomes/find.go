package outcomes

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/fold"
)

// By names what entries are sorted by.
type By uint8

const (
	ByTime    By = iota // of their latest call
	ByName              // without regard to case and accents
	ByOutcome           // answered, missed, failed, to come, not called
	ByWhy               // the reason in words
	ByTalk
	ByTries
	ByRow // of the list
)

// Filter chooses entries, and their order. The zero Filter lets all through, the latest
// call last.
type Filter struct {
	Show Show
	Find string // in the name, a cell of the row, the number however it is written, the outcome or the reason
	By   By
	Desc bool // the other way round; entries with nothing to go by come last either way
}

// Shown is the entries that a filter lets through, in its order. It may be called on any
// goroutine, and returns early with the context's error.
func (l *List) Shown(ctx context.Context, f Filter) ([]int32, error) {
	holds, err := l.finds(ctx, strings.TrimSpace(f.Find))
	if err != nil {
		return nil, err
	}
	shown := make([]int32, 0, len(l.entries))
	for i := range l.entries {
		if (f.Show == ShowAll || l.entries[i].Show == f.Show) && (holds == nil || holds[i]) {
			shown = append(shown, int32(i))
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	l.sort(shown, f)
	return shown, ctx.Err()
}

// fewestDigits is how many digits are looked for in numbers, however these are written.
const fewestDigits = 3

// finds says of each entry whether it holds a text; nil = there is none to find.
func (l *List) finds(ctx context.Context, find string) ([]bool, error) {
	if find == "" {
		return nil, nil
	}
	holds := make([]bool, len(l.entries))
	inRow := map[int32]bool{}
	if l.rows != nil {
		rows, err := l.rows.Rows(ctx, model.Filter{Find: find})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			inRow[row] = true
		}
	}
	text, digits := strings.ToLower(find), onlyDigits(find)
	for i := range l.entries {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		e := &l.entries[i]
		holds[i] = inRow[int32(e.Row)] || //nolint:gosec // a list has fewer rows
			contains(e.Outcome, text) || contains(e.Reason, text) || contains(e.WhyNot, text) ||
			digits != "" && strings.Contains(e.To.String(), digits) ||
			slices.ContainsFunc(e.Calls, func(c model.CampaignCall) bool { return contains(c.Name, text) || contains(c.ID, text) })
	}
	return holds, nil
}

// onlyDigits is a piece of a number without what it is written with; "" where it is none, or
// too short to tell numbers apart.
func onlyDigits(find string) string {
	digits := make([]byte, 0, len(find))
	for i := range len(find) {
		switch c := find[i]; {
		case fold.IsDigit(c):
			digits = append(digits, c)
		case strings.IndexByte(" +-()./", c) < 0:
			return ""
		}
	}
	bare := strings.TrimLeft(string(digits), "0") // the zero that is dialled within a country alone
	if len(bare) < fewestDigits {
		return ""
	}
	return bare
}

// contains is strings.Contains without regard to the case of a text that is folded already.
func contains(s, folded string) bool {
	return len(s) >= len(folded) && strings.Contains(strings.ToLower(s), folded)
}

// sortKey is what one entry is sorted by: numbers, or a text where they are equal.
type sortKey struct {
	at   int32
	none bool // there is nothing to go by
	n    int64
	text string
}

func (l *List) sort(shown []int32, f Filter) {
	if f.By == ByRow && !f.Desc {
		return // as they are
	}
	keys := make([]sortKey, len(shown))
	for i, at := range shown {
		keys[i] = l.key(at, f.By)
	}
	way := 1
	if f.Desc {
		way = -1
	}
	slices.SortFunc(keys, func(a, b sortKey) int {
		if a.none != b.none {
			if a.none {
				return 1
			}
			return -1
		}
		return cmp.Or(way*cmp.Compare(a.n, b.n), way*strings.Compare(a.text, b.text), cmp.Compare(a.at, b.at))
	})
	for i, k := range keys {
		shown[i] = k.at
	}
}

func (l *List) key(at int32, by By) sortKey {
	e, k := &l.entries[at], sortKey{at: at}
	switch by {
	case ByTime:
		if k.none = e.Last.IsZero(); !k.none {
			k.n = e.Last.UnixNano()
		}
	case ByName:
		k.text = fold.Name(l.Name(e))
		k.none = k.text == ""
	case ByOutcome:
		k.n = int64(e.Show)
		if e.Show == ShowAll {
			k.n = int64(shows)
		}
	case ByWhy:
		k.text = strings.ToLower(e.Why())
		k.none = k.text == ""
	case ByTalk:
		k.n, k.none = int64(e.Talk), e.Talk == 0
	case ByTries:
		k.n, k.none = int64(e.Attempts), e.Attempts == 0
	case ByRow:
		k.n = int64(at)
	}
	return k
}
