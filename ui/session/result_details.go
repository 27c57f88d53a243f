package session

import (
	"context"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
)

// WantedDetails are what was said on calls, as results are to have it: as it is stored, and
// asked for where it is not, as Details asks.
type WantedDetails struct {
	Service CallTeller // nil = nothing is asked for, and none stored are no details at all
	Store   Store
	Clock   Clock // that of Details; only where the service is asked
	Now     func() time.Time
	Metrics []string             // chosen, by their names; none = those that the service's reference names
	Told    func(DetailProgress) // hears how far it is, after each call; nil = nobody does
}

// ResultDetails are what was said on calls.
type ResultDetails struct {
	Columns  model.DetailColumns
	Of       map[string]model.CallDetail // by the calls' ids
	Progress DetailProgress
	Unmade   int // calls whose metrics are not made yet
	Untold   int // calls whose summary and metrics cannot be had any more
	missed   []string
}

// Get gets the details of some calls of results. An error is the context's, or of this
// machine's store: what was told until then is stored.
func (w WantedDetails) Get(ctx context.Context, results Results, calls []model.CampaignCall) (*ResultDetails, error) {
	spoken := map[int][]model.Call{} // by the place of their batch
	for _, c := range calls {
		if c.Spoke() {
			spoken[c.Batch] = append(spoken[c.Batch], c.Call)
		}
	}
	out := &ResultDetails{Of: map[string]model.CallDetail{}}
	if w.Service != nil {
		if out.Progress = w.ask(ctx, results.Batches, spoken); ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	for place, b := range results.Batches {
		if len(spoken[place]) == 0 {
			continue
		}
		stored, err := w.Store.Ledger.CallDetails(ctx, b.Key)
		if err != nil {
			return nil, err
		}
		for _, c := range spoken[place] {
			detail, found := stored[c.ID]
			if found {
				out.Of[c.ID] = detail
			}
			switch {
			case detail.Measured:
			case detail.Contact == "" && !b.ContactKept(c, w.Now()):
				out.Untold++
			case found && detail.Tries > 0:
				out.Unmade++
			}
		}
	}
	if w.Service == nil {
		if out.Untold, out.Unmade = 0, 0; len(out.Of) == 0 {
			return nil, nil //nolint:nilnil // as it says above
		}
	}
	out.Columns = model.ChooseDetails(w.Metrics, out.Of)
	out.missed = out.Columns.Unmeasured(out.Of)
	return out, nil
}

// ask asks for what is missing of the calls of each batch.
func (w WantedDetails) ask(ctx context.Context, batches []model.Batch, spoken map[int][]model.Call) DetailProgress {
	d := &Details{Service: w.Service, Store: w.Store, Clock: w.Clock, Now: w.Now, Once: true}
	var work []Work
	for place, b := range batches {
		work = append(work, d.Want(b, spoken[place], model.DetailAll)...)
	}
	Inline(ctx, w.Clock, work, func(msg any) []Work {
		next := d.Update(msg)
		if told, is := msg.(DetailTold); is && w.Told != nil && told.Asked > 0 {
			w.Told(d.Progress())
		}
		return next
	})
	return d.Progress()
}

// Deciding are the calls that decide what came of each row.
func (r Results) Deciding(c *model.Campaign) []model.CampaignCall {
	decides := map[string]bool{}
	for _, row := range r.Rows {
		if row.CallID != "" {
			decides[row.CallID] = true
		}
	}
	var calls []model.CampaignCall
	for _, call := range r.CampaignCalls(c) {
		if decides[call.ID] {
			calls = append(calls, call)
		}
	}
	return calls
}

// Incomplete reports whether more could be told, later or by another try.
func (d *ResultDetails) Incomplete() bool {
	return d.Progress.Err != nil || d.Progress.Failed > 0 || d.Unmade > 0
}

// Notes are what whoever gets them has to know, in sentences.
func (d *ResultDetails) Notes() []string {
	var notes []string
	if d.Progress.Err != nil {
		notes = append(notes, "Not everything that was said could be asked for. "+reason.Sentence(d.Progress.Err)+" What was told is stored: the same command goes on with the rest.")
	} else if n := d.Progress.Failed; n > 0 {
		notes = append(notes, "What was said on "+figures.Counted(n, "call")+" could not be asked for. What was told is stored: the same command goes on with the rest.")
	}
	if n := d.Unmade; n > 0 {
		notes = append(notes, "The summary and the metrics of "+figures.Counted(n, "call")+" are not made yet. Try again in some minutes.")
	}
	if n := d.Untold; n > 0 {
		notes = append(notes, "The summary and the metrics of "+figures.Counted(n, "call")+" cannot be had: Dialgen tells whose contact a call was for 30 days, and that was not asked for in time.")
	}
	if len(d.missed) > 0 {
		notes = append(notes, "No call has a metric "+figures.Join(quotedEach(d.missed))+", so that is empty.")
	}
	return notes
}

func quotedEach(names []string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = quoted(name)
	}
	return all
}
