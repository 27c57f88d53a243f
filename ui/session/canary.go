package session

import (
	"context"
	"fmt"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/hours"
)

// Canary is a part of a campaign that waits for the outcome of those who are called
// first. A second console only looks on: the ledger lets the one that has the campaign
// open release it, once.
type Canary struct {
	Waits    []int // places of the segments that wait
	Contacts int   // of those
	Next     []int // places of those of them that are decided about first
	Release  model.Release
	First    []model.Batch // whose outcome decides about Next
}

// CanaryOf is what waits of a campaign for an outcome; false when nothing does.
func CanaryOf(c *model.Campaign) (Canary, bool) {
	if c.Plan == nil {
		return Canary{}, false
	}
	return CanaryIn(c.Batches)
}

// CanaryIn is what waits of batches for an outcome.
func CanaryIn(batches []model.Batch) (Canary, bool) {
	var k Canary
	for _, b := range batches {
		r := b.Part.Release
		if !r.ForOutcome() {
			continue
		}
		if k.Contacts == 0 || r.After < k.Release.After {
			k.Release = r
		}
		k.Contacts += b.Contacts
	}
	for _, b := range batches {
		switch r := b.Part.Release; {
		case !r.ForOutcome() && b.Segment <= k.Release.After:
			k.First = append(k.First, b)
		case r.ForOutcome() && !slices.Contains(k.Waits, b.Segment):
			k.Waits = append(k.Waits, b.Segment)
			if r.After == k.Release.After {
				k.Next = append(k.Next, b.Segment)
			}
		}
	}
	return k, k.Contacts > 0
}

// Decide is what is known of the outcome says, with how many opted out. Somebody who
// kept the rest decides alone.
func (k Canary) Decide(optedOut int) (model.Decision, string) {
	if k.Release.Kept != "" {
		return model.DecidedNotYet, k.Release.Kept
	}
	return k.Release.Limits.Decide(model.OutcomeOf(k.First, optedOut))
}

// Judge is Decide with those who opted out as the ledger has them; nothing is changed.
func (k Canary) Judge(ctx context.Context, ledger Ledger) CanaryJudged {
	keys := []string{}
	for _, b := range k.First {
		keys = append(keys, b.Key)
	}
	optedOut, err := ledger.OptedOut(ctx, keys)
	if err != nil {
		return CanaryJudged{Why: "It cannot be read who opted out.", Err: err}
	}
	m := CanaryJudged{OptedOut: optedOut, Counted: true}
	m.Decision, m.Why = k.Decide(optedOut)
	return m
}

// KeptByYou is why a rest waits that the operator kept.
const KeptByYou = "You kept it: it waits until you send it."

// Figures are how the canary stands against its limits.
func (k Canary) Figures(optedOut int) []model.LimitFigure {
	return k.Release.Limits.Figures(model.OutcomeOf(k.First, optedOut))
}

// Words say in a sentence what waits, and why in another.
func (k Canary) Words(why string) string {
	words := fmt.Sprintf("%s %s for the canary of %s.", people(k.Contacts), figures.Wait(k.Contacts), figures.Count(k.Called()))
	if why != "" {
		words += " " + why
	}
	return words
}

// ShortWords say in a few words what waits and for whom.
func (k Canary) ShortWords() string {
	rest, o := figures.Count(k.Contacts)+" "+figures.Wait(k.Contacts), model.OutcomeOf(k.First, 0)
	missed := k.Release.Limits.MissedShort(o)
	switch {
	case k.Release.Kept == "" && o.Open < o.Contacts:
		return rest + " for the canary, " + figures.Percent(o.Contacts-o.Open, o.Contacts) + " done"
	case k.Release.Kept == "":
		return rest + " for the canary"
	case missed != "":
		return "kept, " + missed + ": " + rest + " for you"
	case o.Open == 0 && !o.Doubtful:
		return "canary done: " + rest + " for you"
	}
	return rest + " for you"
}

// Called is how many are called first.
func (k Canary) Called() int { return ContactsOf(k.First) }

// CanaryJudged is what came of judging a canary, of releasing the rest or of keeping it.
type CanaryJudged struct {
	Decision model.Decision
	OptedOut int             // of the canary, where Counted
	Counted  bool            // it could be read who opted out
	Why      string          // of the decision, in a sentence
	Releases []model.Release // of all segments, once they were changed; nil = they were not
	Released bool            // the rest may be sent by now
	Err      error           // why nothing was changed
}

// Releasing releases the rest of campaigns after their canaries, or keeps it.
type Releasing struct {
	Ledger   Ledger
	Rulebook hours.Rulebook
	Now      func() time.Time // the service's clock
}

// Judge is the work of deciding about the rest by what is known of its canary, whose
// answer is CanaryJudged. It is written down before anything of the rest may be sent, and
// so is that a limit is missed, which leaves it to a person for good. Where it cannot be
// known who opted out, or the rest could be rung outside its hours now, it is not yet
// released. Where a person decides, or another console does, it is only counted who opted
// out; there is no work where nothing waits.
func (r Releasing) Judge(c *model.Campaign) []Work {
	k, waits := CanaryOf(c)
	if !waits {
		return nil
	}
	id, decides, outside := c.ID, k.Release.ByOutcome() && MaySend(c) && !IsPaused(c), r.outside(c, k.Next)
	return []Work{{Do: func(ctx context.Context) any {
		m := k.Judge(ctx, r.Ledger)
		if !decides || m.Err != nil {
			return m
		}
		switch m.Decision {
		case model.DecidedMissed:
			m.Releases, m.Err = r.Ledger.KeepSegments(ctx, id, k.Waits, m.Why)
		case model.DecidedRelease:
			if why := outside(); why != "" {
				m.Decision, m.Why = model.DecidedNotYet, why
				break
			}
			m.Releases, m.Err = r.Ledger.ReleaseSegments(ctx, id, k.Next, model.ReleasedByOutcome)
			m.Released = m.Err == nil && !anyWaits(m.Releases, k.Next)
		}
		return m
	}}}
}

// Release is the work of releasing the rest because a person says so, whatever its canary
// came to; its answer is CanaryJudged. Nobody is released to be rung outside their hours.
func (r Releasing) Release(c *model.Campaign) []Work {
	k, waits := CanaryOf(c)
	if !waits || !MaySend(c) {
		return nil
	}
	id, outside := c.ID, r.outside(c, k.Waits)
	return []Work{{Do: func(ctx context.Context) any {
		if why := outside(); why != "" {
			return CanaryJudged{Why: why, Err: model.UserError(why)}
		}
		releases, err := r.Ledger.ReleaseSegments(ctx, id, k.Waits, model.ReleasedByOperator)
		return CanaryJudged{Releases: releases, Released: err == nil, Err: err}
	}}}
}

// Keep is the work of keeping the rest for a person, who says why in a sentence.
func (r Releasing) Keep(c *model.Campaign, why string) []Work {
	k, waits := CanaryOf(c)
	if !waits || !MaySend(c) {
		return nil
	}
	id := c.ID
	return []Work{{Do: func(ctx context.Context) any {
		releases, err := r.Ledger.KeepSegments(ctx, id, k.Waits, why)
		return CanaryJudged{Why: why, Releases: releases, Err: err}
	}}}
}

// outside says who of some segments could be rung outside their hours if they were sent
// now; "" is nobody, or that it is allowed. Those for which it is too late are not sent.
// It looks at every contact: call it in the work.
func (r Releasing) outside(c *model.Campaign, places []int) func() string {
	plan, values, now := *c.Plan, c.Values, r.Now()
	var rest []int
	for i, b := range c.Batches {
		if slices.Contains(places, b.Segment) && !b.Part.Release.Over(now) {
			rest = append(rest, i)
		}
	}
	return func() string {
		if len(rest) == 0 {
			return ""
		}
		f := NewContinuation(plan.Only(rest...), values, r.Rulebook, now)
		switch wrong := f.WrongWords(); {
		case wrong != "":
			return wrong
		case f.Hours.OutsideAllowed || f.Indecent() == 0:
			return ""
		}
		return fmt.Sprintf("Sent now, %s of the rest could be rung outside their hours: it waits.", people(f.Indecent()))
	}
}

func anyWaits(releases []model.Release, places []int) bool {
	return slices.ContainsFunc(places, func(p int) bool { return p >= len(releases) || releases[p].Waits() })
}
