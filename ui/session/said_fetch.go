package session

import (
	"context"

	"callsheet/model"
)

// WantSaid has everything fetched that can be asked for of the calls of a campaign, and is not
// stored: what was said, and the summary and the metrics.
func WantSaid(d *Details, c *model.Campaign, said Said) []Work {
	byBatch := map[int][]model.Call{}
	var order []int
	for _, m := range said.Missing {
		if byBatch[m.Call.Batch] == nil {
			order = append(order, m.Call.Batch)
		}
		byBatch[m.Call.Batch] = append(byBatch[m.Call.Batch], m.Call.Call)
	}
	var work []Work
	for _, batch := range order {
		work = append(work, d.Want(c.Batches[batch], byBatch[batch], saidParts)...)
	}
	return work
}

// FetchSaid fetches, for a command, everything that is not stored of the answered calls of a
// campaign: first the calls themselves, then what was said on them. tell hears how far it is.
// It returns how far it came; an error of it is in there.
func FetchSaid(ctx context.Context, of ResultsOf, d *Details, read SaidOf, tell func(DetailProgress)) (DetailProgress, error) {
	if _, err := of.Get(ctx); err != nil {
		return DetailProgress{}, err
	}
	said, err := read.Get(ctx)
	if err != nil {
		return DetailProgress{}, err
	}
	d.Once = true
	Inline(ctx, d.Clock, WantSaid(d, of.Campaign, said), func(msg any) []Work {
		work := d.Update(msg)
		tell(d.Progress())
		return work
	})
	return d.Progress(), ctx.Err()
}
