package session

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/hours"
	"callsheet/model/printable"
	"callsheet/model/reason"
)

// InWaves reports whether a campaign is to be called in waves.
func InWaves(v model.OptionValues) bool { return v[model.OptWaves] == model.WavesOn }

// SetWaves has a campaign called in waves, or as its options say. The choice is kept with
// the draft; the waves are cut anew whenever the plan is made.
func SetWaves(c *model.Campaign, on bool) {
	value := ""
	if on {
		value = model.WavesOn
	}
	SetOptions(c, model.OptionValues{model.OptWaves: value})
}

// Released is what came of releasing segments.
type Released struct {
	Releases []model.Release // of all segments of the campaign, as the ledger has them
	Err      error           // why nothing was released
}

// Release is the work of letting the segments go that wait for the operator alone, who is
// there now; its answer is Released. It is written down before anything of them may be
// sent. There is no work where nothing waits for them.
func Release(ledger Ledger, c *model.Campaign, now time.Time) []Work {
	if c.Plan == nil || !MaySend(c) {
		return nil
	}
	id, places := c.ID, c.Plan.Releasable(now)
	if len(places) == 0 {
		return nil
	}
	return []Work{{Do: func(ctx context.Context) any {
		releases, err := ledger.ReleaseSegments(ctx, id, places, model.ReleasedByOperator)
		return Released{releases, err}
	}}}
}

// SetReleases takes over when the segments of a campaign may be sent, as the ledger has it.
func SetReleases(c *model.Campaign, releases []model.Release) {
	if c.Plan == nil || len(releases) != len(c.Plan.Segments) {
		return
	}
	plan := c.Plan.Released(releases)
	c.Plan = &plan
	for i := range c.Batches {
		if b := &c.Batches[i]; b.Segment >= 0 && b.Segment < len(releases) {
			b.Part.Release = releases[b.Segment]
		}
	}
}

// GoesOn is whom sending what waits of a campaign would ring now.
type GoesOn struct {
	Contacts int
	Indecent int    // of them, who could be rung outside their hours, unless that is allowed
	Wrong    string // why it must not be sent, in sentences; "" = it may be
}

// CappedAdvice is what to do where somebody of what waits must not be called by now.
const CappedAdvice = "What was confirmed is sent as it is or not at all: send its file again, without those who were sent already."

// GoOn is the work of finding that out, whose answer is GoesOn: between confirming a
// campaign and going on with it there may be a night. There is none where nothing waits.
func GoOn(g Guards, c *model.Campaign, book hours.Rulebook, now time.Time) []Work {
	if c.Plan == nil || c.Plan.Batches() != len(c.Batches) {
		return nil
	}
	releasable := c.Plan.Releasable(now)
	var waiting []int
	for i, b := range c.Batches {
		if b.State == model.SendPrepared && (!c.Plan.ReleaseOf(b).Held(now) || slices.Contains(releasable, b.Segment)) {
			waiting = append(waiting, i)
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	plan, values, list, id := *c.Plan, maps.Clone(c.Values), c.List, c.ID
	if list != nil {
		list = list.Snapshot()
	}
	return []Work{{Do: func(ctx context.Context) any {
		f := NewContinuation(plan.Only(waiting...).Knowing(Histories(ctx, g, list, id)), values, book, now)
		rings := GoesOn{Contacts: f.Asked.Len(), Wrong: f.WrongWords()}
		if rings.Wrong == "" && f.OverCap() > 0 {
			rings.Wrong = strings.Join(append(f.CapWords(now), CappedAdvice), " ")
		}
		if !f.Hours.OutsideAllowed {
			outside, unknown := f.OutsideContacts()
			rings.Indecent = outside + unknown
		}
		return rings
	}}}
}

// MayRelease reports whether something waits for nobody but the operator.
func MayRelease(c *model.Campaign, now time.Time) bool {
	if c.Plan == nil {
		return false
	}
	places := c.Plan.Releasable(now)
	released := *c
	plan := *c.Plan
	plan.Segments = slices.Clone(plan.Segments)
	for _, i := range places {
		plan.Segments[i].Release.Done = now
	}
	released.Plan = &plan
	return Next(c, now) < 0 && MayGoOn(&released, now)
}

// Held are the batches that may not be sent now: those that wait for their time or for
// somebody, and those for which it is too late.
func Held(batches []model.Batch, now time.Time) (waits, late []model.Batch) {
	for _, b := range batches {
		switch {
		case b.State != model.SendPrepared:
		case b.Part.Release.Over(now):
			late = append(late, b)
		case b.Part.Release.Held(now):
			waits = append(waits, b)
		}
	}
	return waits, late
}

// Closing are the batches that have to be cancelled now: whoever is rung after their close
// is rung outside their hours.
func Closing(batches []model.Batch, now time.Time) []model.Batch {
	closing := slices.Clone(batches)
	return slices.DeleteFunc(closing, func(b model.Batch) bool {
		return !b.Running() || b.Part.CloseAt.IsZero() || now.Before(b.Part.CloseAt)
	})
}

// NextClose is when the next batch has to be cancelled, zero when none has to.
func NextClose(batches []model.Batch) time.Time {
	var next time.Time
	for _, b := range batches {
		if at := b.Part.CloseAt; b.Running() && !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

// WatchedUntil is until when somebody has to watch batches so that each is cancelled at its
// close; zero where none has to be.
func WatchedUntil(batches []model.Batch) time.Time {
	var last time.Time
	for _, b := range batches {
		if b.Running() && b.Part.CloseAt.After(last) {
			last = b.Part.CloseAt
		}
	}
	return last
}

// HeldWords say in sentences what of a campaign is not sent yet, and why; none where
// nothing waits for its time. Of a rest that waits for its canary Canary.Words tell.
func HeldWords(batches []model.Batch, now time.Time) []string {
	var all []string
	waits, late := Held(batches, now)
	for _, b := range waits {
		r, words := b.Part.Release, partName(b)+" waits"
		if r.ForOutcome() {
			continue
		}
		if !r.Paused.IsZero() {
			all = append(all, words+" until the campaign is resumed.")
			continue
		}
		if now.Before(r.NotBefore) {
			words += " until " + Begin{At: r.NotBefore}.Words(now)
		}
		if r.Waits() {
			words += " for you to send it"
			if !r.NotAfter.IsZero() {
				words += ", by " + Begin{At: r.NotAfter}.Words(now) + " at the latest"
			}
		}
		all = append(all, words+".")
	}
	for _, b := range late {
		all = append(all, partName(b)+" was not sent, and it is too late for it.")
	}
	return all
}

// partName is a batch by the name of its segment and how many it has.
func partName(b model.Batch) string {
	if b.Part.Name == "" {
		return people(b.Contacts)
	}
	return printable.Text(b.Part.Name, 80) + " (" + people(b.Contacts) + ")"
}

// CloseWords say what became of cancelling a batch at its close, and whether it was.
func (c CancelledBatch) CloseWords() (words string, ok bool) {
	why := cmp.Or(c.Why, "the hours of its people are over")
	if c.Err != nil {
		return partName(c.Batch) + " has to be cancelled, because " + why + ". " + reason.Sentence(c.Err), false
	}
	return fmt.Sprintf("%s is cancelled, because %s. Taken back: %s.", partName(c.Batch), why, figures.Counted(c.Calls, "call")), true
}
