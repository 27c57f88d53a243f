package ui

import (
	"context"
	"sync/atomic"

	"callsheet/model"
)

// reopen brings a campaign back as it was kept: its rows, the operator's steps
// with the way back, its options, and what was sent of it. One that is open in
// another console can only be looked at.
func reopen(ctx context.Context, store Store, id string) (*model.Campaign, error) {
	holder, err := store.Hold(ctx, id)
	if err != nil {
		return nil, err
	}
	kept, err := store.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	d := kept.Draft
	c := &model.Campaign{
		ID: id, Origin: d.Origin, Table: kept.Table, Mapping: d.Mapping, Region: d.Region, Values: d.Values,
		Batches: kept.Batches, Stage: d.Stage, View: d.View, Holder: holder,
	}
	if d.Stage < model.StageContacts && len(kept.Done) == 0 && len(kept.Batches) == 0 {
		return c, nil
	}
	c.List, err = diagnose(ctx, store, c, model.RestoreEdits(kept.Done, kept.Undone), nil)
	if err != nil {
		return nil, err
	}
	if len(kept.Batches) > 0 {
		plan := model.RestorePlan(c.List.Freeze(), kept.Options, kept.Sent)
		c.Plan = &plan
	}
	return c, nil
}

// diagnose judges a campaign's rows, with what this machine knows of their
// numbers: who must not be called, and who was called a short while ago.
func diagnose(ctx context.Context, store Ledger, c *model.Campaign, kept model.Edits, progress *atomic.Int64) (*model.List, error) {
	list, err := model.Diagnose(ctx, c.Table, c.Mapping, c.Region, kept, progress)
	if err != nil {
		return nil, err
	}
	// A store that cannot be read keeps nobody from working: the ledger asks
	// again, in the moment before anything is sent.
	if marks, err := store.Marks(ctx, list.Numbers(), c.ID); err == nil {
		list.SetMarks(marks)
	}
	return list, nil
}
