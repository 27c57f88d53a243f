package model

import (
	"slices"
	"strings"
	"time"

	"callsheet/model/phone"
)

// Over reports whether a call has ended. Of a state that is not known here a length says so,
// since none is told before the end.
func (c Call) Over() bool {
	switch c.Status {
	case CallAnswered, CallMissed, CallFailed:
		return true
	case CallScheduled, CallOngoing:
		return false
	}
	return c.Duration > 0
}

// MergeCalls joins what is known of a batch's calls with what the service tells now, newest
// first. Calls are the same by their ids; those that are not told stay as they are.
//
// all says that the service told every call it has. It may name a call otherwise than
// before, because its endpoints have ids of their own: a call that is known keeps its id, and
// takes what is told of the call to its number at its time. Known calls that are not told go
// where they were never placed, or are told under another id; the others are kept, because a
// service forgets calls in time.
func MergeCalls(known, told []Call, all bool) []Call {
	at := make(map[string]int, len(known)+len(told))
	merged := make([]Call, 0, max(len(known), len(told)))
	for _, c := range known {
		at[c.ID] = len(merged)
		merged = append(merged, c)
	}
	seen := make([]bool, len(known), max(len(known), len(told)))
	var others []Call
	for _, c := range told {
		i, is := at[c.ID]
		switch {
		case is && c.ID != "":
			merged[i], seen[i] = MergeCall(merged[i], c), true
		case all:
			others = append(others, c)
		default:
			if c.ID != "" {
				at[c.ID] = len(merged)
			}
			merged, seen = append(merged, c), append(seen, true)
		}
	}
	if all {
		merged = joinOthers(merged, seen, others)
	}
	slices.SortStableFunc(merged, func(a, b Call) int { return b.At.Compare(a.At) })
	return merged
}

// MergeCall is one call as it is known and as it is told now: an older look changes nothing
// that is over, and what is not told this time stays.
func MergeCall(known, told Call) Call {
	if known.Over() && !told.Over() && !told.At.After(known.At) {
		told.Status, told.Duration, told.Error = known.Status, known.Duration, known.Error
	}
	if told.Status == known.Status {
		if told.Error == "" {
			told.Error = known.Error
		}
		if told.Duration == 0 {
			told.Duration = known.Duration
		}
	}
	if told.Name == "" {
		told.Name = known.Name
	}
	if told.Phone == "" {
		told.Phone = known.Phone
	}
	if told.At.IsZero() {
		told.At = known.At
	}
	told.ID = known.ID
	return told
}

// sameTime is how far apart two endpoints may time one call: when it was made, and when it
// rang. Nobody is tried twice in it.
const sameTime = time.Minute

// callNumber tells whom a call goes to, also where that is no number.
type callNumber struct {
	number phone.Number
	text   string
}

func numberOfCall(c Call) callNumber {
	if n, ok := c.Number(); ok {
		return callNumber{number: n}
	}
	return callNumber{text: strings.TrimSpace(c.Phone)}
}

// otherIDs joins calls of two looks that name them otherwise.
type otherIDs struct {
	known, others []Call
	drop, taken   []bool
	theirs        map[callNumber][]int // others by their number
	seenAt        map[callNumber][]time.Time
	none          bool // no id is in both looks: those of one endpoint are not those of another
}

// joinOthers joins known calls, of which some were seen under their ids, with all others that
// were told, which have other ids.
func joinOthers(known []Call, seen []bool, others []Call) []Call {
	j := otherIDs{known: known, others: others, drop: make([]bool, len(known)), taken: make([]bool, len(others)),
		theirs: map[callNumber][]int{}, seenAt: map[callNumber][]time.Time{}, none: !slices.Contains(seen, true)}
	unseen := map[callNumber][]int{}
	for i, c := range known {
		if !seen[i] {
			n := numberOfCall(c)
			unseen[n] = append(unseen[n], i)
		}
	}
	for i, c := range known {
		if n := numberOfCall(c); seen[i] && unseen[n] != nil {
			j.seenAt[n] = append(j.seenAt[n], c.At)
		}
	}
	for i, c := range others {
		n := numberOfCall(c)
		j.theirs[n] = append(j.theirs[n], i)
	}
	for n, mine := range unseen {
		j.join(mine, j.theirs[n], j.seenAt[n])
	}
	merged := known[:0]
	for i, c := range known {
		if !j.drop[i] {
			merged = append(merged, c)
		}
	}
	for i, c := range others {
		if !j.taken[i] {
			merged = append(merged, c)
		}
	}
	return merged
}

// join joins the calls to one number: mine were not seen, theirs were told, and others were
// seen at some times.
func (j *otherIDs) join(mine, theirs []int, seenAt []time.Time) {
	slices.SortStableFunc(mine, func(a, b int) int { return j.known[a].At.Compare(j.known[b].At) })
	slices.SortStableFunc(theirs, func(a, b int) int { return j.others[a].At.Compare(j.others[b].At) })
	left := len(theirs)
	for place, i := range mine {
		c := j.known[i]
		other := j.pairOf(c, theirs)
		if other < 0 && j.none && len(mine) == len(theirs) && !j.taken[theirs[place]] {
			other = theirs[place] // of endpoints that time them otherwise, too
		}
		switch {
		case other >= 0:
			j.known[i], j.taken[other] = MergeCall(c, j.others[other]), true
			left--
		case !c.Placed(), slices.ContainsFunc(seenAt, func(at time.Time) bool { return c.At.Sub(at).Abs() <= sameTime }):
			j.drop[i] = true
		case j.none && left > 0: // it is one of those that are told beside it
			j.drop[i] = true
			left--
		}
	}
}

// pairOf is which of the other calls to its number a known call is: the nearest at its time;
// -1 for none.
func (j *otherIDs) pairOf(c Call, theirs []int) int {
	best, apart := -1, sameTime+1
	for _, i := range theirs {
		if gap := c.At.Sub(j.others[i].At).Abs(); !j.taken[i] && gap < apart {
			best, apart = i, gap
		}
	}
	return best
}
