package guarding

import (
	"cmp"
	"slices"
	"time"

	"callsheet/model"
)

// Intent is what a batch that is about to be sent is given leave to do.
type Intent[N Number] struct {
	Agent        string
	Known        time.Time // when the operator chose: what came later they did not know of
	Again, Moved []N       // its numbers, sorted, that are called in spite of a guard, by the operator's choice
}

// Allows reports whether the operator chose that a contact is called in spite of how a batch
// guards it. Their word is about calls they knew of, not about those of a batch that another
// console has sent since.
func (i Intent[N]) Allows(b model.Batch, g Guard[N]) bool {
	if g.Uncertain || b.Settled.After(i.Known) {
		return false
	}
	_, again := slices.BinarySearch(i.Again, g.Number)
	if g.Unfinished {
		// Those of another agent are not taken from it: both would call them.
		return b.Agent == i.Agent && !g.Stays && (again && g.Starts.IsZero() || i.moves(g.Number))
	}
	return again
}

// moves reports whether a number is to be taken from a batch that has not ended.
func (i Intent[N]) moves(n N) bool {
	_, moves := slices.BinarySearch(i.Moved, n)
	return moves
}

// Judge puts an intent against the batches that guard, one after another in the order in which
// the ledger has them.
type Judge[N Number] struct {
	intent   Intent[N]
	question *Question[N]
	now      time.Time
	period   time.Duration

	uncertain, sending, recent, unfinished, otherAgent, sameID map[N]bool

	uncertainBy, otherBy, unfinishedBy, recentBy holder

	in map[N]string // the newest batch of the agent that has not ended and has it, by its key
}

// holder is whose batch keeps somebody from being called, for people.
type holder struct{ campaign, colleague string }

// NewJudge judges an intent by a moment of the ledger's clock.
func NewJudge[N Number](i Intent[N], q *Question[N], now time.Time, period time.Duration) *Judge[N] {
	return &Judge[N]{
		intent: i, question: q, now: now, period: period,
		uncertain: map[N]bool{}, sending: map[N]bool{}, recent: map[N]bool{}, unfinished: map[N]bool{}, otherAgent: map[N]bool{}, sameID: map[N]bool{},
		in: map[N]string{},
	}
}

// Add takes a batch into account that may guard numbers now.
func (j *Judge[N]) Add(b Batch[N]) {
	by := holder{b.Name, b.Colleague}
	j.question.Each(b, j.now, j.period, func(g Guard[N]) {
		n := g.Number
		switch allowed := j.intent.Allows(b.Batch, g); {
		case g.Uncertain:
			j.uncertain[n], j.uncertainBy = true, by
			if b.Colleague != "" && b.State == model.SendSending {
				j.sending[n] = true
			}
		case allowed:
		case g.Unfinished && j.intent.moves(n) && b.Agent != j.intent.Agent:
			j.otherAgent[n], j.otherBy = true, by
		case g.Unfinished:
			j.recent[n], j.unfinished[n], j.unfinishedBy = true, true, by
		default:
			j.recent[n], j.recentBy = true, by
		}
		if g.SameID && (j.uncertain[n] || j.recent[n]) {
			j.sameID[n] = true
		}
		if g.Unfinished && b.Agent == j.intent.Agent {
			j.in[n] = b.Key
		}
	})
}

// Verdict is a *model.GuardError when somebody must not be called now; otherwise how many
// contacts each unfinished batch of the same agent loses to the intent, by its key. doNotCall
// is how many of the numbers are on the do-not-call list.
func (j *Judge[N]) Verdict(doNotCall int) (moves map[string]int, err error) {
	by := cmp.Or(j.uncertainBy, j.otherBy, j.unfinishedBy, j.recentBy)
	found := model.GuardError{
		DoNotCall: doNotCall, Recent: len(j.recent), Unfinished: len(j.unfinished), Uncertain: len(j.uncertain), Sending: len(j.sending), OtherAgent: len(j.otherAgent), SameID: len(j.sameID),
		Campaign: by.campaign, Colleague: by.colleague,
	}
	if found.DoNotCall+found.Recent+found.Uncertain+found.OtherAgent > 0 {
		return nil, &found
	}
	moves = map[string]int{}
	for _, key := range j.in {
		moves[key]++
	}
	return moves, nil
}
