package session

import (
	"context"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
)

// Reopen brings a campaign back as it was kept: its rows, the operator's steps
// with the way back, its options, and what was sent of it; and its draft as it is
// kept. One that is open in another console can only be looked at.
//
// Of a damaged one there is what could be read, and what could not is said. One
// that lacks what decides who is called can be looked at, watched and cancelled.
func Reopen(ctx context.Context, store Store, id string) (c *model.Campaign, as model.Draft, damage string, err error) {
	var (
		kept   model.StoredCampaign
		holder string
	)
	if store.ReadOnly.On() { // whoever looks at what was confirmed keeps nobody else from it
		if kept, err = store.Campaigns.Load(ctx, id); err != nil {
			return nil, model.Draft{}, "", err
		}
	}
	looked := len(kept.Batches) > 0
	if !looked {
		if holder, err = store.Campaigns.Lock(ctx, id); err != nil {
			return nil, model.Draft{}, "", err
		}
		if kept, err = store.Campaigns.Load(ctx, id); err != nil {
			return nil, model.Draft{}, "", err
		}
	}
	d := kept.Draft
	c = storedCampaign(kept)
	c.ID, c.View, c.Holder, c.LookedAt = id, d.View, holder, looked
	if kept.Locked {
		c.Locked = kept.Damage
	}
	if c.Values == nil {
		c.Values = model.DefaultOptionValues()
		c.Values[model.OptName] = d.Name
	}
	confirmed := len(kept.Batches) > 0
	if confirmed {
		c.Service = kept.Batches[0].Service
	}
	if !confirmed && c.Region != "" && !c.RegionFrom.Given() {
		// An earlier version guessed it. Who are called by a guess may be strangers.
		c.Region, c.RegionFrom = "", columns.FromNone
		c.Stage, c.View.Screen = min(c.Stage, model.StageContacts), min(c.View.Screen, model.StageColumns)
	}
	if c.Table != nil && c.Mapping == nil {
		c.Mapping = columns.Guess(c.Table, c.Region).Keyed()
	}
	if kept.Damage != "" && !confirmed {
		// What was lost is asked before anybody is called.
		c.Stage, c.View.Screen = min(c.Stage, model.StageContacts), min(c.View.Screen, model.StageColumns)
	}
	if c.Table == nil && confirmed {
		c.Plan = &model.Plan{Options: kept.Options}
		return c, d, kept.Damage, nil
	}
	if c.Table == nil || d.Stage < model.StageContacts && len(kept.Done) == 0 && !confirmed {
		return c, d, kept.Damage, nil
	}
	if err := (Session{Guards: store.Guards}).restoreList(ctx, c, kept); err != nil {
		return nil, model.Draft{}, "", err
	}
	return c, d, kept.Damage, nil
}

// storedCampaign is a campaign as it is stored, but for its list.
func storedCampaign(kept model.StoredCampaign) *model.Campaign {
	d := kept.Draft
	return &model.Campaign{
		ID: kept.ID, Origin: d.Origin, Table: kept.Table, Mapping: d.Mapping, Region: d.Region, RegionFrom: d.RegionFrom, Values: d.Values,
		Batches: kept.Batches, Stage: d.Stage, Profile: d.Profile, Service: d.Service,
	}
}

// restoreList evaluates the rows of a campaign with the steps taken over them, and
// makes the plan again where one was confirmed.
func (s Session) restoreList(ctx context.Context, c *model.Campaign, kept model.StoredCampaign) (err error) {
	c.List, err = s.Evaluate(ctx, c, kept.Edits(), nil)
	if err == nil && len(kept.Batches) > 0 {
		plan := model.RestorePlan(c.List.Snapshot(), kept.Options, kept.Segments)
		c.Plan = &plan
	}
	return err
}

// Look is a campaign as it is stored, to be read alone: nobody is kept from it.
func Look(ctx context.Context, store Store, id string) (*model.Campaign, error) {
	kept, err := store.Campaigns.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	c := storedCampaign(kept)
	if c.Table == nil {
		return nil, model.UserError(strings.TrimSpace(kept.Damage + " The rows of this campaign are not stored here."))
	}
	if c.Mapping == nil {
		c.Mapping = columns.Guess(c.Table, c.Region).Keyed()
	}
	return c, (Session{Guards: store.Guards}).restoreList(ctx, c, kept)
}

// Resume is a confirmed campaign as far as its batches can be gone on with: its rows
// and its plan. They must be kept.
func Resume(ctx context.Context, kept model.StoredCampaign) (*model.Campaign, error) {
	c := storedCampaign(kept)
	c.Stage = model.StageLive
	return c, Session{}.restoreList(ctx, c, kept)
}
