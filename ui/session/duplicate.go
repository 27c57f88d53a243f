package session

import (
	"context"
	"time"

	"callsheet/model"
)

// Duplicate makes a new campaign, a draft, with the rows, edits, columns and options of another,
// whose file need not be there: to be changed and sent as one of its own. Who must not be
// called, or not again so soon, is found out anew, and said of nobody that they are.
type Duplicate struct {
	Campaign *model.Campaign // it is read alone; see Look
	Store    Store
	Here     string // the service that is worked with
	Profile  string
	By       string // who asks for it
	Now      func() time.Time
}

// Make makes it. It is on the disk, and locked here, when it returns.
func (d Duplicate) Make(ctx context.Context) (*model.Campaign, model.Draft, error) {
	c := d.Campaign
	if c.Table == nil || c.Locked != "" {
		return nil, model.Draft{}, model.UserError("Part of this campaign is damaged, so that it cannot be duplicated.")
	}
	next := &model.Campaign{
		Origin: c.Origin, Table: c.Table, Mapping: c.Mapping, Region: c.Region, RegionFrom: c.RegionFrom,
		Values: model.CopiedOptions(c.Values, c.Name()), Stage: min(c.Stage, model.StageOptions),
	}
	if c.List != nil {
		rows := make([]int, c.List.Len())
		for row := range rows {
			rows[row] = row
		}
		_, edits := model.PartOf(c.List, rows, "as it was in "+c.Name(), d.By, d.Now())
		list, err := (Session{Guards: d.Store.Guards}).Evaluate(ctx, next, edits, nil)
		if err != nil {
			return nil, model.Draft{}, err
		}
		next.List = list
	}
	next.View = model.View{Screen: next.Stage}
	draft, err := storeDraft(ctx, d.Store.Campaigns, next, d.Profile, d.Here)
	return next, draft, err
}

// storeDraft writes a new campaign down, with what was decided of its rows. It is on the disk
// when it returns, and locked here.
func storeDraft(ctx context.Context, store Saver, c *model.Campaign, profile, here string) (model.Draft, error) {
	draft := c.Draft(profile, here)
	id, err := store.Create(ctx, draft)
	if err != nil {
		return draft, err
	}
	SetID(c, id)
	records := []model.Record{{Campaign: id, Rows: c.Table}, {Campaign: id, Draft: &draft}}
	if c.List != nil {
		done, _ := c.List.Steps()
		for _, change := range done {
			records = append(records, model.Record{Campaign: id, Step: &model.Step{Kind: model.StepMade, Change: change}})
		}
	}
	return draft, store.Save(ctx, records)
}
