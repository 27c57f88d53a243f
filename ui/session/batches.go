package session

import (
	"slices"
	"time"

	"callsheet/model"
)

// The operations on a campaign that was confirmed. A batch's state changes here
// before the work that sends it exists, so that no second work can be made for it;
// the ledger holds the same against other consoles.

// Confirm takes over a plan that stands in the ledger, with its batches. From here
// on nothing of the campaign can be edited.
func Confirm(c *model.Campaign, plan model.Plan, batches []model.Batch, profile string) {
	c.Revision++
	c.Plan, c.Batches, c.Stage = &plan, batches, model.StageLive
	c.Profile, c.Service = profile, batches[0].Service
}

// Unconfirm takes a campaign back to its review, once the ledger has done so: the
// service has nothing of it.
func Unconfirm(c *model.Campaign) {
	c.Revision++
	c.Plan, c.Batches, c.Stage = nil, nil, model.StageReview
}

// First is the place of the first batch in a state; -1 is none.
func First(batches []model.Batch, state model.SendState) int {
	return slices.IndexFunc(batches, func(b model.Batch) bool { return b.State == state })
}

// Elsewhere is the service a campaign was confirmed for when it is another than
// here, which knows nothing of it; "" = it is here.
func Elsewhere(c *model.Campaign, here string) string {
	for _, b := range c.Batches {
		if b.Service != here {
			return b.Service
		}
	}
	return ""
}

// AtAnother is why nothing can be done with a campaign that is at another service.
const AtAnother = "This campaign is at another service, which this console does not work with."

// elsewhereWords say it with the name of the service.
func elsewhereWords(service string) string {
	return "The campaign is at " + model.ServiceWords(service) + ", which this console does not work with."
}

// MaySend reports whether anything of a campaign may be sent from here.
func MaySend(c *model.Campaign) bool { return !c.Onlooker() && c.Locked == "" && c.TakenOver == "" }

// Next is the place of the first batch that waits and may be sent now; -1 is none.
func Next(c *model.Campaign, now time.Time) int {
	if c.Plan == nil {
		return -1
	}
	return slices.IndexFunc(c.Batches, func(b model.Batch) bool {
		return b.State == model.SendPrepared && !c.Plan.ReleaseOf(b).Held(now)
	})
}

// MayGoOn reports whether batches wait that may be sent now, none is on its way,
// and what became of those before them is known.
func MayGoOn(c *model.Campaign, now time.Time) bool {
	return Next(c, now) >= 0 && First(c.Batches, model.SendSending) < 0 && First(c.Batches, model.SendUnknown) < 0 && MaySend(c)
}

// MayUnconfirm reports whether the service has none of a campaign's batches, and can
// have none, so that it can be confirmed anew.
func MayUnconfirm(c *model.Campaign) bool {
	if !MaySend(c) || len(c.Batches) == 0 {
		return false
	}
	for _, b := range c.Batches {
		if b.State != model.SendRefused && b.State != model.SendPrepared {
			return false
		}
	}
	return true
}

// Grace is how long a campaign that was just confirmed can be taken back before anything
// of it leaves, of the time that is allowed for it. There is none for what begins so late
// that it can be cancelled at the service before anybody is rung.
func Grace(c *model.Campaign, allowed time.Duration, now time.Time) time.Duration {
	if c.Plan == nil {
		return 0
	}
	return graceOf(*c.Plan, allowed, now, func(i int) bool {
		return i < len(c.Batches) && c.Batches[i].State == model.SendPrepared && !c.Plan.ReleaseOf(c.Batches[i]).Held(now)
	})
}

// graceOf is the time that is allowed where any batch of a plan that is sent begins within it.
func graceOf(p model.Plan, allowed time.Duration, now time.Time, sent func(batch int) bool) time.Duration {
	for i := range p.Batches() {
		if sent(i) && !p.OptionsOf(i).Start.After(now.Add(allowed)) {
			return allowed
		}
	}
	return 0
}

// AnyRunning reports whether any batch of a campaign is at the service and has not
// ended.
func AnyRunning(c *model.Campaign) bool { return slices.ContainsFunc(c.Batches, model.Batch.Running) }

// Delivery is a batch of a plan that is to be sent.
type Delivery struct {
	Index int // in the plan
	Plan  model.Plan
	Batch model.Batch // as it was prepared
}

// BeginNext begins to send the first batch that waits and may be sent, at a moment
// of the service's clock. There is none while another is on its way, and where nothing may be sent.
func BeginNext(c *model.Campaign, here string, now time.Time) (Delivery, bool) {
	i := Next(c, now)
	if i < 0 || c.Sending() || !MaySend(c) || Elsewhere(c, here) != "" || c.Plan == nil {
		return Delivery{}, false
	}
	b := &c.Batches[i]
	d := Delivery{i, *c.Plan, *b}
	b.State, b.Sent, b.Reason = model.SendSending, now, ""
	return d, true
}

// SetOutcome takes over what became of a batch, as the ledger has it. Only an
// accepted one lets the next be sent: what stands in its way would stand in the way
// of the others.
func SetOutcome(c *model.Campaign, index int, b model.Batch) (goOn bool) {
	c.Batches[index] = b
	return b.State == model.SendAccepted
}

// SetNote takes over what is likely of a batch whose outcome is not known yet.
func SetNote(c *model.Campaign, index int, note string) { c.Batches[index].Note = note }

// ToPoll is the batches to ask the service about, by their place in the plan: those
// that have not ended, or of which it is not known who was called.
func ToPoll(c *model.Campaign, here string) map[int]model.Batch {
	batches := map[int]model.Batch{}
	if Elsewhere(c, here) != "" {
		return batches
	}
	for i, b := range c.Batches {
		if b.Running() || b.State == model.SendAccepted && !b.CallsKnown && b.Last.Rings == nil {
			batches[i] = b
		}
	}
	return batches
}

// SetStatistics takes over what a poll found of a batch, and reports whether
// anything has changed since the last.
func SetStatistics(c *model.Campaign, index int, stats model.Statistics) (moved bool) {
	return setStatistics(&c.Batches[index], stats)
}

func setStatistics(b *model.Batch, stats model.Statistics) (moved bool) {
	last := b.Last
	b.Last = stats
	return stats.Status != last.Status || stats.Processed != last.Processed || stats.Pending != last.Pending
}

// FollowLedger takes over the batches as the ledger has them, for somebody who
// looks on: another console sends them, and may give some of them other waves. What was
// polled here later than there stays. It reports false where the ledger has none any more.
func FollowLedger(c *model.Campaign, batches []model.Batch) bool {
	if len(batches) == 0 {
		return false
	}
	last := map[string]model.Statistics{}
	for _, b := range c.Batches {
		last[b.Key] = b.Last
	}
	c.Batches = slices.Clone(batches)
	for i := range c.Batches {
		if b := &c.Batches[i]; last[b.Key].At.After(b.Last.At) {
			b.Last = last[b.Key]
		}
	}
	return true
}
