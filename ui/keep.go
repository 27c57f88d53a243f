package ui

import (
	"callsheet/model/table"

	"context"
	"errors"
	"reflect"
	"slices"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
)

const (
	// draftPause gathers what changes together, such as letters of a name. An
	// edit of a row does not wait.
	draftPause = 250 * time.Millisecond
	// retryPause is between two attempts to write to a disk that refused.
	retryPause = 3 * time.Second
)

// keeper writes what is done to campaigns to the store: one save at a time, in
// the order things were done, and nothing is forgotten before it is written.
type keeper struct {
	store   Store
	profile string
	service string

	boxes   []*outbox
	run     *saving // under way; nil = none
	drafted bool    // a look at the drafts is due
	resting bool    // after a failure, until the next attempt
	failed  string  // why the last save failed; "" = it did not
	lost    string  // in a few words, that what is kept is not where it was; "" = it is
	confirm *confirmation
}

// outbox is what has still to be written of one campaign.
type outbox struct {
	campaign *model.Campaign
	draft    model.Draft  // as it was written last
	table    *table.Table // as it was written last
	steps    []model.Step
	looks    []model.Record // latest statistics and calls, one for each batch
}

// confirmation is a plan to be written to the ledger once all before it is.
type confirmation struct {
	campaign *model.Campaign
	plan     model.Plan
	to       *mailbox
}

type (
	draftDue struct{}
	retryDue struct{}
	// confirmed is the ledger's answer to a confirmation.
	confirmed struct {
		batches []model.Batch
		err     error
	}
)

// saving is one save. It is done once, by its command or, when the program ends
// first, by Flush.
type saving struct {
	once  sync.Once
	box   *outbox
	id    string
	draft model.Draft
	table *table.Table
	steps int
	looks int
	list  []model.Record
	err   error
}

// saved says that a save has ended.
type saved struct{ run *saving }

func (s *saving) do(ctx context.Context, store Store) {
	s.once.Do(func() {
		// What a fault cuts short is not saved.
		s.err = model.UserError("They were being written down when the fault happened.")
		s.err = s.write(ctx, store)
	})
}

func (s *saving) write(ctx context.Context, store Store) (err error) {
	if s.id == "" {
		if s.id, err = store.Create(ctx, s.draft); err != nil {
			return err
		}
	}
	if len(s.list) == 0 {
		return nil
	}
	for i := range s.list {
		s.list[i].Campaign = s.id
	}
	return store.Save(ctx, s.list)
}

// box finds or makes the outbox of a campaign.
func (k *keeper) box(c *model.Campaign) *outbox {
	for _, b := range k.boxes {
		if b.campaign == c {
			return b
		}
	}
	b := &outbox{campaign: c}
	k.boxes = append(k.boxes, b)
	return b
}

// opened takes a campaign over that stands in the store as kept says. What came
// of judging its rows anew, and another account, are written like a change: the
// list of campaigns would show other counts than the campaign itself.
func (k *keeper) opened(c *model.Campaign, kept model.Draft) {
	b := k.box(c)
	b.draft, b.table = c.Draft(k.profile, k.service), c.Table
	b.draft.Profile, b.draft.Service, b.draft.Counts = kept.Profile, kept.Service, kept.Counts
}

// step remembers a step to be written.
func (k *keeper) step(c *model.Campaign, s model.Step) {
	b := k.box(c)
	b.steps = append(b.steps, s)
}

// newRows forgets steps over rows that are replaced.
func (k *keeper) newRows(c *model.Campaign) { k.box(c).steps = nil }

// look remembers a batch's latest statistics and calls.
func (k *keeper) look(c *model.Campaign, batch model.Batch, calls []model.Call) {
	b := k.box(c)
	r := model.Record{Batch: &batch, Calls: calls}
	if i := slices.IndexFunc(b.looks, func(r model.Record) bool { return r.Batch.Key == batch.Key }); i >= 0 {
		b.looks[i] = r
		return
	}
	b.looks = append(b.looks, r)
}

// due starts the next save, when there is anything to write and nothing is
// being written. front is the campaign on the desk.
func (k *keeper) due(front *model.Campaign) tea.Cmd {
	if front != nil && front.Table != nil && front.Holder == "" {
		k.box(front)
	}
	if k.run != nil || k.resting {
		return nil
	}
	for _, b := range k.boxes {
		if run := k.next(b, false); run != nil {
			return k.start(run)
		}
	}
	if cmd := k.confirmNow(); cmd != nil {
		return cmd
	}
	if !k.drafted && slices.ContainsFunc(k.boxes, func(b *outbox) bool { return k.changed(b) }) {
		k.drafted = true
		return tea.Tick(draftPause, func(time.Time) tea.Msg { return draftDue{} })
	}
	return nil
}

// changed reports whether a campaign's draft differs from what was written.
func (k *keeper) changed(b *outbox) bool {
	return b.campaign.Holder == "" && b.campaign.Locked == "" && !reflect.DeepEqual(b.campaign.Draft(k.profile, k.service), b.draft)
}

// next gathers what has to be written of a campaign now; drafts asks for a
// changed draft too. It returns nil when there is nothing.
func (k *keeper) next(b *outbox, drafts bool) *saving {
	c := b.campaign
	switch {
	case c.Locked != "" && c.Holder == "":
		return b.watching()
	case c.Holder != "" || c.Table == nil:
		return nil
	}
	run := &saving{box: b, id: c.ID, draft: c.Draft(k.profile, k.service), table: c.Table, steps: len(b.steps), looks: len(b.looks)}
	fresh := c.ID == "" || c.Table != b.table
	if !fresh && len(b.steps) == 0 && len(b.looks) == 0 && (!drafts || !k.changed(b)) {
		return nil
	}
	if fresh {
		run.list = append(run.list, model.Record{Rows: c.Table})
	}
	run.list = append(run.list, model.Record{Draft: &run.draft})
	for i := range b.steps {
		run.list = append(run.list, model.Record{Step: &b.steps[i]})
	}
	run.list = append(run.list, b.looks...)
	return run
}

// watching is what is written of a campaign that is damaged: how its batches
// come on. What is left of the rest stays as it is. It returns nil when there
// is nothing.
func (b *outbox) watching() *saving {
	if len(b.looks) == 0 {
		return nil
	}
	return &saving{box: b, id: b.campaign.ID, draft: b.draft, table: b.table, looks: len(b.looks), list: slices.Clone(b.looks)}
}

func (k *keeper) start(run *saving) tea.Cmd {
	k.run = run
	store := k.store
	return func() tea.Msg {
		run.do(context.Background(), store)
		return saved{run}
	}
}

// took notes what a save has written.
func (k *keeper) took(run *saving) {
	if k.run == run {
		k.run = nil
	}
	run.box.campaign.ID = run.id
	if run.err != nil {
		k.fail(run.err)
		return
	}
	k.failed, k.lost = "", ""
	b := run.box
	b.draft, b.table = run.draft, run.table
	b.steps = slices.Clone(b.steps[run.steps:])
	b.looks = slices.Clone(b.looks[run.looks:])
}

// fail notes why nothing can be kept.
func (k *keeper) fail(err error) {
	k.failed, k.lost = reason.Sentence(err), ""
	if lost, is := errors.AsType[*model.LostError](err); is {
		k.lost = lost.Brief()
	}
}

// checkEvery is how often is looked whether what is kept is where it was.
const checkEvery = 2 * time.Second

type (
	checkDue struct{}
	checked  struct{ err error }
)

// check looks, after a while, whether what is kept is where it was: somebody who
// has nothing to save reads "saved" all the same.
func (k *keeper) check() tea.Cmd {
	return tea.Tick(checkEvery, func(time.Time) tea.Msg { return checkDue{} })
}

// takeCheck notes what such a look found. What was lost and is back is gone on
// with.
func (k *keeper) takeCheck(err error) tea.Cmd {
	_, lost := errors.AsType[*model.LostError](err)
	switch {
	case lost:
		k.fail(err)
	case err == nil && k.lost != "":
		k.failed, k.lost = "", ""
	}
	return k.check()
}

// update takes what comes back from saves.
func (k *keeper) update(msg tea.Msg, front *model.Campaign) tea.Cmd {
	switch msg := msg.(type) {
	case saved:
		k.took(msg.run)
		if k.failed != "" {
			k.resting = true
			cmd := k.refuse()
			return tea.Batch(cmd, tea.Tick(retryPause, func(time.Time) tea.Msg { return retryDue{} }))
		}
	case checkDue:
		store := k.store
		return func() tea.Msg { return checked{store.Check(context.Background())} }
	case checked:
		return k.takeCheck(msg.err)
	case retryDue:
		k.resting = false
	case draftDue:
		k.drafted = false
		if k.run != nil || k.resting {
			return nil
		}
		for _, b := range k.boxes {
			if run := k.next(b, true); run != nil {
				return k.start(run)
			}
		}
	}
	return nil
}

// ask asks for a plan to be confirmed once everything before it is written.
func (k *keeper) ask(c *model.Campaign, plan model.Plan, to *mailbox) {
	k.confirm = &confirmation{c, plan, to}
}

// confirmNow writes the plan that waits to the ledger. The draft goes before it.
func (k *keeper) confirmNow() tea.Cmd {
	c := k.confirm
	if c == nil {
		return nil
	}
	if run := k.next(k.box(c.campaign), true); run != nil {
		return k.start(run)
	}
	k.confirm = nil
	store, id := k.store, c.campaign.ID
	return c.to.ask("confirm", func(ctx context.Context) tea.Msg {
		batches, err := store.Confirm(ctx, id, c.plan)
		return confirmed{batches, err}
	})
}

// refuse answers a confirmation that cannot be written down.
func (k *keeper) refuse() tea.Cmd {
	c := k.confirm
	if c == nil {
		return nil
	}
	k.confirm = nil
	err := model.UserError("Nothing was sent, because it cannot be written down: " + k.failed)
	return c.to.ask("confirm", func(context.Context) tea.Msg { return confirmed{err: err} })
}

// state says whether what was done to a campaign is written. Where the operator
// just looks does not count.
func (k *keeper) state(c *model.Campaign) keepState {
	if c == nil || c.Table == nil || c.Holder != "" || c.Locked != "" {
		return keptNothing
	}
	if k.failed != "" {
		return keptFailed
	}
	b, now := k.box(c), c.Draft(k.profile, k.service)
	now.View = b.draft.View
	if c.ID == "" || c.Table != b.table || len(b.steps) > 0 || !reflect.DeepEqual(now, b.draft) {
		return keptBusy
	}
	return keptAll
}

// keepState is how far what is on the desk is written to disk.
type keepState int

const (
	keptNothing keepState = iota
	keptBusy
	keptAll
	keptFailed
)

// flush writes everything that is left, without the event loop.
func (k *keeper) flush(ctx context.Context) error {
	if k.run != nil {
		k.run.do(ctx, k.store)
		k.took(k.run)
	}
	for _, b := range k.boxes {
		run := k.next(b, true)
		if run == nil {
			continue
		}
		run.do(ctx, k.store)
		k.took(run)
		if run.err != nil {
			return run.err
		}
	}
	return nil
}
