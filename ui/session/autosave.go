package session

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/model/table"
)

const (
	// draftPause gathers what changes together, such as letters of a name. An
	// edit of a row does not wait.
	draftPause = 250 * time.Millisecond
	// retryPause is between two attempts to write to a disk that refused.
	retryPause = 3 * time.Second
)

// Autosaver writes what is done to campaigns to the store: one save at a time, in
// the order things were done, and nothing is forgotten before it is written.
type Autosaver struct {
	Store   Store
	Profile string
	Service string

	campaigns    []*pendingSaves
	run          *save  // under way; nil = none
	drafted      bool   // a look at the drafts is due
	resting      bool   // after a failure, until the next attempt
	Failed       string // why the last save failed; "" = it did not
	Lost         string // in a few words, that what is kept is not where it was; "" = it is
	confirmation *confirmation
}

// pendingSaves is what has still to be written of one campaign.
type pendingSaves struct {
	campaign *model.Campaign
	draft    model.Draft         // as it was written last
	revision model.DraftRevision // of that
	table    *table.Table        // as it was written last
	steps    []model.Step
	polls    []model.Record // latest statistics and calls, one for each batch
}

// confirmation is a plan to be written to the ledger once all before it is.
type confirmation struct {
	campaign *model.Campaign
	plan     model.Plan
	asked    any
}

type (
	DraftDue struct{}
	RetryDue struct{}
	// Confirmed is the ledger's answer to a confirmation.
	Confirmed struct {
		Batches []model.Batch
		Err     error
	}
)

// save is one save. It is done once, by its command or, when the program ends
// first, by Flush.
type save struct {
	once     sync.Once
	of       *pendingSaves
	id       string
	draft    model.Draft
	revision model.DraftRevision
	table    *table.Table
	steps    int
	polls    int
	list     []model.Record
	err      error
}

// Saved says that a save has ended.
type Saved struct{ run *save }

func (s *save) do(ctx context.Context, store Store) {
	s.once.Do(func() {
		// What a fault cuts short is not saved.
		s.err = model.UserError("They were being written down when the fault happened.")
		s.err = s.write(ctx, store)
	})
}

func (s *save) write(ctx context.Context, store Store) (err error) {
	if s.id == "" {
		if s.id, err = store.Campaigns.Create(ctx, s.draft); err != nil {
			return err
		}
	}
	if len(s.list) == 0 {
		return nil
	}
	for i := range s.list {
		s.list[i].Campaign = s.id
	}
	return store.Campaigns.Save(ctx, s.list)
}

// pending finds or makes the pending saves of a campaign.
func (k *Autosaver) pending(c *model.Campaign) *pendingSaves {
	for _, b := range k.campaigns {
		if b.campaign == c {
			return b
		}
	}
	b := &pendingSaves{campaign: c}
	k.campaigns = append(k.campaigns, b)
	return b
}

// Loaded takes a campaign over that stands in the store as kept says. What came
// of judging its rows anew, and another account, are written like a change: the
// list of campaigns would show other counts than the campaign itself. So is what an
// earlier version took over from a saved list without keeping it.
func (k *Autosaver) Loaded(c *model.Campaign, kept model.Draft) {
	b := k.pending(c)
	b.draft, b.table = c.Draft(k.Profile, k.Service), c.Table
	b.revision = c.DraftRevision(k.Profile, k.Service).Loaded(kept)
	if !c.Sent() {
		k.AddTakeOver(c)
	}
}

// Drop forgets what is not written yet of a campaign that is deleted, and that a save of it is
// under way.
func (k *Autosaver) Drop(c *model.Campaign) {
	k.campaigns = slices.DeleteFunc(k.campaigns, func(b *pendingSaves) bool { return b.campaign == c })
	if k.run != nil && k.run.of.campaign == c {
		k.run = nil
	}
}

// AddTakeOver remembers what was taken over when the rows of a campaign were
// evaluated, as a step to be written.
func (k *Autosaver) AddTakeOver(c *model.Campaign) {
	if c.List == nil {
		return
	}
	if change, ok := c.List.TakeOver(); ok {
		k.AddStep(c, model.Step{Kind: model.StepMade, Change: change})
	}
}

// AddStep remembers a step to be written.
func (k *Autosaver) AddStep(c *model.Campaign, s model.Step) {
	b := k.pending(c)
	b.steps = append(b.steps, s)
}

// DropSteps forgets steps over rows that are replaced.
func (k *Autosaver) DropSteps(c *model.Campaign) { k.pending(c).steps = nil }

// AddPoll remembers a batch's latest statistics and calls.
func (k *Autosaver) AddPoll(c *model.Campaign, batch model.Batch, calls []model.Call) {
	b := k.pending(c)
	r := model.Record{Batch: &batch, Calls: calls}
	if i := slices.IndexFunc(b.polls, func(r model.Record) bool { return r.Batch.Key == batch.Key }); i >= 0 {
		b.polls[i] = r
		return
	}
	b.polls = append(b.polls, r)
}

// NextSave starts the next save, when there is anything to write and nothing is
// being written. front is the campaign the screens work on.
func (k *Autosaver) NextSave(front *model.Campaign) []Work {
	if front != nil && front.Table != nil && !front.Onlooker() {
		k.pending(front)
	}
	if k.run != nil || k.resting {
		return nil
	}
	for _, b := range k.campaigns {
		if run := k.next(b, false); run != nil {
			return k.start(run)
		}
	}
	if work := k.confirmNow(); work != nil {
		return work
	}
	if !k.drafted && slices.ContainsFunc(k.campaigns, func(b *pendingSaves) bool { return k.changed(b) }) {
		k.drafted = true
		return []Work{later(draftPause, DraftDue{})}
	}
	return nil
}

// changed reports whether a campaign's draft differs from what was written.
func (k *Autosaver) changed(b *pendingSaves) bool {
	c := b.campaign
	return !c.Onlooker() && c.Locked == "" && c.Table != nil && (c.DraftRevision(k.Profile, k.Service) != b.revision || !c.View.Equal(b.draft.View))
}

// next gathers what has to be written of a campaign now; drafts asks for a
// changed draft too. It returns nil when there is nothing.
func (k *Autosaver) next(b *pendingSaves, drafts bool) *save {
	c := b.campaign
	switch {
	case c.Locked != "" && !c.Onlooker():
		return b.watching()
	case c.Onlooker() || c.Table == nil:
		return nil
	}
	fresh := c.ID == "" || c.Table != b.table
	if !fresh && len(b.steps) == 0 && len(b.polls) == 0 && (!drafts || !k.changed(b)) {
		return nil
	}
	run := &save{of: b, id: c.ID, draft: c.Draft(k.Profile, k.Service), revision: c.DraftRevision(k.Profile, k.Service), table: c.Table, steps: len(b.steps), polls: len(b.polls)}
	if fresh {
		run.list = append(run.list, model.Record{Rows: c.Table})
	}
	run.list = append(run.list, model.Record{Draft: &run.draft})
	for i := range b.steps {
		run.list = append(run.list, model.Record{Step: &b.steps[i]})
	}
	run.list = append(run.list, b.polls...)
	return run
}

// watching is what is written of a campaign that is damaged: how its batches
// come on. What is left of the rest stays as it is. It returns nil when there
// is nothing.
func (b *pendingSaves) watching() *save {
	if len(b.polls) == 0 {
		return nil
	}
	return &save{of: b, id: b.campaign.ID, draft: b.draft, revision: b.revision, table: b.table, polls: len(b.polls), list: slices.Clone(b.polls)}
}

func (k *Autosaver) start(run *save) []Work {
	k.run = run
	store := k.Store
	return []Work{{Do: func(ctx context.Context) any {
		run.do(ctx, store)
		return Saved{run}
	}}}
}

// recordOutcome notes what a save has written.
func (k *Autosaver) recordOutcome(run *save) {
	if k.run == run {
		k.run = nil
	}
	if !slices.Contains(k.campaigns, run.of) {
		return // it is deleted
	}
	SetID(run.of.campaign, run.id)
	if run.err != nil {
		k.fail(run.err)
		return
	}
	k.Failed, k.Lost = "", ""
	b := run.of
	b.draft, b.revision, b.table = run.draft, run.revision, run.table
	b.steps = slices.Clone(b.steps[run.steps:])
	b.polls = slices.Clone(b.polls[run.polls:])
}

// fail notes why nothing can be kept.
func (k *Autosaver) fail(err error) {
	k.Failed, k.Lost = reason.Sentence(err), ""
	if lost, is := errors.AsType[*model.LostError](err); is {
		k.Lost = lost.Brief()
	}
}

// checkEvery is how often is looked whether what is kept is where it was.
const checkEvery = 2 * time.Second

type (
	CheckDue struct{}
	Checked  struct{ err error }
)

// Check looks, after a while, whether what is kept is where it was: somebody who
// has nothing to save reads "saved" all the same.
func (k *Autosaver) Check() []Work {
	return []Work{later(checkEvery, CheckDue{})}
}

// recordCheck notes what such a look found. What was lost and is back is gone on
// with.
func (k *Autosaver) recordCheck(err error) []Work {
	_, lost := errors.AsType[*model.LostError](err)
	switch {
	case lost:
		k.fail(err)
	case err == nil && k.Lost != "":
		k.Failed, k.Lost = "", ""
	}
	return k.Check()
}

// Update takes what comes back from saves.
func (k *Autosaver) Update(msg any, front *model.Campaign) []Work {
	switch msg := msg.(type) {
	case Saved:
		k.recordOutcome(msg.run)
		if k.Failed != "" {
			k.resting = true
			return append(k.refuse(), later(retryPause, RetryDue{}))
		}
	case CheckDue:
		store := k.Store
		return []Work{{Do: func(ctx context.Context) any { return Checked{store.Campaigns.Check(ctx)} }}}
	case Checked:
		return k.recordCheck(msg.err)
	case RetryDue:
		k.resting = false
	case DraftDue:
		k.drafted = false
		if k.run != nil || k.resting {
			return nil
		}
		for _, b := range k.campaigns {
			if run := k.next(b, true); run != nil {
				return k.start(run)
			}
		}
	}
	return nil
}

// Confirm asks for a plan to be confirmed once everything before it is written.
func (k *Autosaver) Confirm(c *model.Campaign, plan model.Plan, asked any) {
	k.confirmation = &confirmation{c, plan, asked}
}

// confirmNow writes the plan that waits to the ledger. The draft goes before it.
func (k *Autosaver) confirmNow() []Work {
	c := k.confirmation
	if c == nil {
		return nil
	}
	if run := k.next(k.pending(c.campaign), true); run != nil {
		return k.start(run)
	}
	k.confirmation = nil
	store, id := k.Store, c.campaign.ID
	return []Work{{AskedBy: c.asked, Do: func(ctx context.Context) any {
		batches, err := store.Ledger.Confirm(ctx, id, c.plan)
		return Confirmed{batches, err}
	}}}
}

// refuse answers a confirmation that cannot be written down.
func (k *Autosaver) refuse() []Work {
	c := k.confirmation
	if c == nil {
		return nil
	}
	k.confirmation = nil
	err := model.UserError("Nothing was sent, because it cannot be written down: " + k.Failed)
	return []Work{{AskedBy: c.asked, Do: func(context.Context) any { return Confirmed{Err: err} }}}
}

// Flush writes everything that is left, without the event loop.
func (k *Autosaver) Flush(ctx context.Context) error {
	if k.run != nil {
		k.run.do(ctx, k.Store)
		k.recordOutcome(k.run)
	}
	for _, b := range k.campaigns {
		run := k.next(b, true)
		if run == nil {
			continue
		}
		run.do(ctx, k.Store)
		k.recordOutcome(run)
		if run.err != nil {
			return run.err
		}
	}
	return nil
}
