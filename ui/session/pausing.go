package session

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
)

// Pausing takes back what of a campaign has not begun, and keeps it here. The service knows
// no pause: its batches are cancelled, and whoever nobody rang can go on in another batch.
//
// That it is paused is in the ledger before the first request leaves. From then on nothing
// of it is sent, by whichever console, and whoever finds a batch of it at the service cancels
// that: so a crash in between is made up for by pausing again.
type Pausing struct {
	Ledger    Ledger
	Campaigns Saver
	Service   interface {
		Canceller
		WholeTeller
	}
	Here string           // the service that is worked with
	Now  func() time.Time // the clock that looks are stamped with

	looking func(batch, of int) // hears which batch is looked at, from 1; nil = nobody does
}

type (
	// Paused is what came of pausing.
	Paused struct {
		Cancelled
		Releases []model.Release // of all segments of the campaign; nil where it was not written down
		Err      error           // why it was not: nothing was cancelled
	}
	// Settled is what a look at the batches that were cancelled found.
	Settled struct {
		Batches []model.Batch // those that were looked at, with their last figures
		Waits   []string      // why it is not known for certain whom each rang, in sentences; none = it is
		Rings   int           // calls that ring or are talked
		Err     error         // why the service or the ledger could not be asked

		left []model.Remainder // who of them may go on
	}
)

// IsPaused reports whether nothing of a campaign is sent until it is resumed.
func IsPaused(c *model.Campaign) bool { return !model.PausedAt(c.Batches).IsZero() }

// MayPause says why a campaign cannot be paused; "" = it can, also where it is paused and
// something of it is at the service all the same.
func MayPause(c *model.Campaign, here string) string {
	switch t := TallyOf(c.Batches); {
	case len(c.Batches) == 0:
		return "It was not confirmed yet, so there is nothing to pause."
	case Elsewhere(c, here) != "":
		return AtAnother
	case t.Running == 0 && IsPaused(c):
		return "It is paused."
	case t.Running+t.Waiting+t.Sending+t.Unknown == 0:
		return "Nothing of it is left that could be paused."
	}
	return whyNotSteered(c)
}

// Pause is the work of pausing a campaign, whose answer is Paused. None is where it cannot be.
func (p Pausing) Pause(c *model.Campaign) []Work {
	if MayPause(c, p.Here) != "" {
		return nil
	}
	id, running := c.ID, RunningBatches(c)
	return []Work{{Do: func(ctx context.Context) any {
		releases, err := p.Ledger.Pause(ctx, id)
		if err != nil {
			return Paused{Err: err}
		}
		done := Cancel(p.Service, running).Do(ctx).(Cancelled)
		keepCancelled(ctx, p.Campaigns, done)
		return Paused{Releases: releases, Cancelled: done}
	}}}
}

// Over reports whether the batch calls no more: it was cancelled, or had ended by itself.
func (c CancelledBatch) Over() bool { return c.Err == nil || c.Status.Ended() }

// keepCancelled writes down which batches have ended. What cannot be is found out by the next
// look at them.
func keepCancelled(ctx context.Context, saver Saver, done Cancelled) {
	var records []model.Record
	for _, c := range done.Batches {
		if b := c.Batch; c.Over() && b.Key != "" {
			b.Last.Status = cmp.Or(c.Status, model.StatusCancelled)
			records = append(records, model.Record{Campaign: b.Campaign, Batch: &b})
		}
	}
	if len(records) > 0 {
		_ = saver.Save(context.WithoutCancel(ctx), records) //nolint:errcheck // as said above
	}
}

// SetPaused takes over what came of pausing. Of what was cancelled it is known that it has
// ended; how far it came is found by Settle.
func SetPaused(c *model.Campaign, m Paused) {
	if m.Releases == nil {
		return
	}
	SetReleases(c, m.Releases)
	for i := range c.Batches { // also where there is no plan any more
		if b := &c.Batches[i]; b.Segment >= 0 && b.Segment < len(m.Releases) {
			b.Part.Release = m.Releases[b.Segment]
		}
	}
	setCancelled(c, m.Cancelled)
}

// setCancelled takes over which batches have ended.
func setCancelled(c *model.Campaign, m Cancelled) {
	for _, done := range m.Batches {
		i := slices.IndexFunc(c.Batches, func(b model.Batch) bool { return b.Key == done.Batch.Key && b.ID == done.Batch.ID })
		if i >= 0 && done.Over() {
			c.Batches[i].Last.Status = cmp.Or(done.Status, model.StatusCancelled)
		}
	}
}

// Unsettled are the batches of a campaign that were cancelled, and of which there was more.
func Unsettled(c *model.Campaign) []model.Batch {
	var all []model.Batch
	for _, b := range c.Batches {
		if b.Cancelled() && b.Contacts > 0 {
			all = append(all, b)
		}
	}
	return all
}

// Settle is the work of looking at the batches of a campaign that were cancelled, with all of
// their calls, which are written down; its answer is Settled. None is where none was.
func (p Pausing) Settle(c *model.Campaign) []Work {
	id, batches := c.ID, Unsettled(c)
	if len(batches) == 0 || Elsewhere(c, p.Here) != "" {
		return nil
	}
	return []Work{{Do: func(ctx context.Context) any { return p.settle(ctx, id, batches) }}}
}

func (p Pausing) settle(ctx context.Context, id string, batches []model.Batch) Settled {
	var s Settled
	for i, b := range batches {
		if p.looking != nil {
			p.looking(i+1, len(batches))
		}
		looked, rings, err := p.look(ctx, id, b)
		if err != nil {
			return Settled{Err: err}
		}
		s.Rings += rings
		s.Batches = append(s.Batches, looked)
	}
	var err error
	if s.left, err = p.Ledger.Remainders(ctx, id); err != nil {
		return Settled{Err: err}
	}
	for _, r := range s.left {
		if r.Why != "" {
			s.Waits = append(s.Waits, r.Why)
		}
	}
	return s
}

// look asks how a batch stands and for all of its calls, and writes them down. rings is how
// many of those are under way.
func (p Pausing) look(ctx context.Context, id string, b model.Batch) (looked model.Batch, rings int, err error) {
	stats, calls, err := p.Service.Whole(ctx, b)
	if err != nil {
		return b, 0, err
	}
	stats.At = p.Now()
	for _, c := range calls {
		if c.Status == model.CallOngoing {
			rings++
		}
	}
	setWhole(&b, stats, calls, p.Now())
	kept := b
	return b, rings, p.Campaigns.Save(context.WithoutCancel(ctx), []model.Record{{Campaign: id, Batch: &kept, Calls: calls, AllCalls: true}})
}

// SetSettled takes over what a look found.
func SetSettled(c *model.Campaign, m Settled) {
	for _, looked := range m.Batches {
		if i := slices.IndexFunc(c.Batches, func(b model.Batch) bool { return b.Key == looked.Key }); i >= 0 {
			setStatistics(&c.Batches[i], looked.Last)
		}
	}
}

// NotCalledYet counts the contacts of a campaign that can go on when it is resumed, as far as
// the last figures tell: those whom nobody rang of batches that were cancelled, and those who
// were not sent. It is said, and never gone by.
func NotCalledYet(batches []model.Batch) int {
	n := 0
	for _, b := range batches {
		switch {
		case b.State == model.SendPrepared || b.State == model.SendRefused:
			n += b.Contacts
		case b.Cancelled():
			n += max(0, b.Contacts-b.Last.Processed)
		}
	}
	return n
}

// withoutResult is how many contacts of batches have no result and are not called now: those
// who were not called yet, and those who were missed and have tries left.
func withoutResult(batches []model.Batch) int {
	n := NotCalledYet(batches)
	for _, b := range batches {
		if b.Cancelled() {
			n += max(0, b.Last.Processed-b.Last.Finished())
		}
	}
	return n
}

// PauseWords say in a sentence what pausing a campaign does, before it is done.
func PauseWords(c *model.Campaign) string {
	words := CancelWords(RunningBatches(c)) + " What has not begun is cancelled at Dialgen and kept here: nobody else of it is called until you resume it. Calls in progress end by themselves."
	if n := TallyOf(c.Batches).Waiting; n > 0 {
		words += fmt.Sprintf(" %s not sent yet are not sent.", people(n))
	}
	return words
}

// Words say in sentences what came of pausing, and whether all of it is paused.
func (m Paused) Words() (words string, whole bool) {
	if m.Err != nil {
		return "NOT PAUSED: that could not be written down here, so nothing was cancelled. " + reason.Sentence(m.Err) + " Cancel it instead.", false
	}
	var failed []string
	calls, batches := 0, 0
	for _, b := range m.Batches {
		if !b.Over() {
			failed = append(failed, PartName(b.Batch)+": "+reason.Sentence(b.Err))
			continue
		}
		batches, calls = batches+1, calls+b.Calls
	}
	if len(failed) > 0 {
		return "NOT CANCELLED, so it is not all paused: pause it again. " + strings.Join(failed, " "), false
	}
	words = "Paused. Nothing more of it is sent."
	if batches > 0 {
		words += " Taken back: " + figures.Counted(calls, "call") + "."
	}
	return words, true
}

// PausedWords say in a sentence how batches stand that are paused, with how many calls ring;
// "" where they are not.
func PausedWords(batches []model.Batch, rings int) string {
	if words := PausedShort(batches); words != "" && rings > 0 {
		return fmt.Sprintf("%s, %s still %s.", upperFirst(words), figures.Counted(rings, "call"), isAre(rings, "rings", "ring"))
	} else if words != "" {
		return upperFirst(words) + "."
	}
	return ""
}

// PausedShort says the same in a few words: "paused: 812 not called yet".
func PausedShort(batches []model.Batch) string {
	running := TallyOf(batches).Running
	switch n := NotCalledYet(batches); {
	case model.PausedAt(batches).IsZero():
		return ""
	case running > 0:
		return fmt.Sprintf("not all paused: %s at Dialgen may still call", figures.Counted(running, "batch"))
	case n == 0:
		return "paused: everybody was called at least once"
	default:
		return fmt.Sprintf("paused: %s not called yet", figures.Count(n))
	}
}

func upperFirst(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// Listed is a campaign as far as a list tells of it: its batches, without its rows.
func Listed(s model.Summary) *model.Campaign {
	return &model.Campaign{ID: s.ID, Batches: slices.Clone(s.Batches), Service: s.Draft.Service, Holder: s.Holder}
}

// MarkPaused takes over that a campaign was paused at an instant, as the ledger has it.
func MarkPaused(c *model.Campaign, at time.Time) {
	if c.Plan == nil || IsPaused(c) {
		return
	}
	releases := make([]model.Release, len(c.Plan.Segments))
	for i, s := range c.Plan.Segments {
		releases[i] = s.Release
		releases[i].Paused = at
	}
	SetPaused(c, Paused{Releases: releases})
}
