package session

import (
	"cmp"
	"slices"

	"callsheet/model"
)

// waitingTurns is how many rounds a batch that calls nobody yet lets others go before it.
const waitingTurns = 3

// turn is which of the batches that are due are asked about in this round, by their place
// among them: all of whom nothing is known yet, and of the others those who have waited
// longest, so that many batches make no more requests than a few.
func (p *Polling) turn(batches []model.Batch, due []polled) []int {
	p.round++
	p.began, p.under = p.Clock.Now(), true
	turn := make([]int, len(due))
	for i := range turn {
		turn[i] = i
	}
	last := func(i int) int {
		asked := p.Of(due[i].index).asked
		if asked > 0 && batches[i].Last.Status.Waits() {
			asked += waitingTurns
		}
		return asked
	}
	slices.SortStableFunc(turn, func(a, b int) int { return cmp.Compare(last(a), last(b)) })
	n := 0
	for n < len(turn) && (p.AtMost <= 0 || n < p.AtMost || last(turn[n]) == 0) {
		n++
	}
	turn = turn[:n]
	for _, i := range turn {
		p.Of(due[i].index).asked = p.round
	}
	slices.Sort(turn)
	return turn
}

// Resume polls soon, because somebody looks again: not sooner after the last poll than
// while something moves, and not beside one that is under way.
func (p *Polling) Resume() []Work {
	p.Hasten()
	if p.under || p.Resting() > 0 {
		return nil
	}
	if wait := p.Pace.Live - p.Clock.Now().Sub(p.began); !p.began.IsZero() && wait > 0 {
		return []Work{later(wait, PollDue{})}
	}
	return p.Start()
}
