package session

import (
	"context"
	"slices"
	"time"

	"callsheet/model"
)

// BatchLister tells which batches the service has.
type BatchLister interface {
	// ListBatches lists those of a user, "" as the profile's, the newest first.
	ListBatches(ctx context.Context, user string) ([]model.ListedBatch, error)
}

// ServiceBatches lists what the service has of a user, and of every user something was sent by
// from here: it shows each only what is theirs.
type ServiceBatches struct {
	Service BatchLister
	Here    string // the service that is asked, as campaigns remember it
	User    string // the profile's
}

// Unlisted is a user whose batches cannot be listed.
type Unlisted struct {
	User string
	Err  error
}

// Get lists them. sent are the batches of this machine's campaigns. It fails where those of the
// profile's user cannot be listed.
func (s ServiceBatches) Get(ctx context.Context, sent []model.Batch) ([]model.ListedBatch, []Unlisted, error) {
	there, err := s.of(ctx, s.User)
	if err != nil {
		return nil, nil, err
	}
	asked := []string{s.User}
	var unlisted []Unlisted
	for _, b := range sent {
		if !calledBy(b) || b.Service != s.Here || slices.Contains(asked, b.User) {
			continue
		}
		asked = append(asked, b.User)
		list, err := s.of(ctx, b.User)
		if err != nil {
			unlisted = append(unlisted, Unlisted{b.User, err})
			continue
		}
		there = append(there, list...)
	}
	if len(asked) > 1 {
		slices.SortStableFunc(there, func(x, y model.ListedBatch) int { return y.Created.Compare(x.Created) })
		seen := map[string]bool{}
		there = slices.DeleteFunc(there, func(b model.ListedBatch) bool {
			again := seen[b.ID]
			seen[b.ID] = true
			return again
		})
	}
	return there, unlisted, nil
}

func (s ServiceBatches) of(ctx context.Context, user string) ([]model.ListedBatch, error) {
	list, err := s.Service.ListBatches(ctx, user)
	for i := range list {
		list[i].User = user
	}
	return list, err
}

// Adopting finds the batches at the service that no campaign of this machine has, nor one of a
// colleague's, and makes campaigns of them.
type Adopting struct {
	Batches ServiceBatches
	Store   Store
	Profile string
	Now     func() time.Time
}

// MadeElsewhere are the batches that were found, or why there are none.
type MadeElsewhere struct {
	Batches  []model.ListedBatch // the newest first, at most MostElsewhere
	More     int                 // that there are
	Unlisted []Unlisted
	Err      error
}

// BatchAdopted says which campaign a batch is now.
type BatchAdopted struct {
	Campaign string // its key in the store
	Err      error
}

// MostElsewhere is how many batches that were made elsewhere are shown.
const MostElsewhere = 200

// List is the work of finding them, whose answer is MadeElsewhere.
func (a Adopting) List() Work {
	return Work{Do: func(ctx context.Context) any {
		kept, err := a.Store.Campaigns.Summaries(ctx)
		if err != nil {
			return MadeElsewhere{Err: err} // what cannot be read may be one of them
		}
		var ours []model.Batch
		for _, s := range kept {
			ours = append(ours, s.Batches...)
		}
		there, unlisted, err := a.Batches.Get(ctx, ours)
		found := MadeElsewhere{Unlisted: unlisted, Err: err}
		known := map[string]bool{}
		for _, b := range ours {
			known[b.ID] = known[b.ID] || b.Service == a.Batches.Here
		}
		theirs, away := a.theirs(ctx)
		if away != nil {
			return MadeElsewhere{Err: away} // one of a colleague's cannot be told from them
		}
		for _, b := range theirs {
			known[b.ID] = known[b.ID] || b.Service == a.Batches.Here
		}
		for _, b := range there {
			switch {
			case known[b.ID]:
			case len(found.Batches) == MostElsewhere:
				found.More++
			default:
				found.Batches = append(found.Batches, b)
			}
		}
		return found
	}}
}

// theirs are the batches of colleagues, as the team's ledger has them now.
func (a Adopting) theirs(ctx context.Context) (all []model.Batch, err error) {
	if a.Store.Team == nil {
		return nil, nil
	}
	state := a.Store.Team.Meet(ctx)
	for _, head := range state.Theirs() {
		all = append(all, head.Batches...)
	}
	return all, state.Err
}

// Adopt is the work of making a campaign of a batch, whose answer is BatchAdopted.
func (a Adopting) Adopt(b model.ListedBatch) Work {
	now := a.Now()
	name := b.Name(now.Location())
	return Work{Do: func(ctx context.Context) any {
		if why := b.WhyNotAdopted(); why != "" {
			return BatchAdopted{Err: model.UserError(why)}
		}
		draft := model.Draft{Name: name, Profile: a.Profile, Service: a.Batches.Here, Stage: model.StageLive, View: model.View{Screen: model.StageLive}}
		id, err := a.Store.Ledger.Adopt(ctx, draft, b.Adopted(a.Batches.Here, name, now))
		return BatchAdopted{id, err}
	}}
}

// SummaryOfListed is a batch that was made elsewhere as a list of campaigns would have it.
func SummaryOfListed(b model.ListedBatch, here string, now time.Time) model.Summary {
	name := b.Name(now.Location())
	batch := b.Adopted(here, name, now)
	batch.Last = b.Statistics(now)
	return model.Summary{Draft: model.Draft{Name: name, Service: here, Stage: model.StageLive, View: model.View{Home: true}}, Batches: []model.Batch{batch}}
}

// whyNotSteered is why a campaign can be watched and cancelled alone; "" = it can be paused and
// moved, too.
func whyNotSteered(c *model.Campaign) string {
	if c.TakenOver != "" {
		return c.TakenOver
	}
	if slices.ContainsFunc(c.Batches, model.Batch.Adopted) {
		return "This batch was made elsewhere, and its list is not here: nobody of it could be sent again. It can be cancelled."
	}
	return ""
}
