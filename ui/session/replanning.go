package session

import (
	"context"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/model/waves"
)

// Replanning is a confirmed campaign with new waves for those whose own were missed.
type Replanning struct {
	Plan  model.Plan  // of the whole campaign, the new waves last
	Keys  []string    // of the batches that make room
	Waves waves.Waves // the new ones
	Left  int         // contacts who fit into none, and stay where they are
}

// Missed are the places of the batches that were not sent in time, most of them because
// nobody was there. What still waits for its canary is decided about first.
func Missed(batches []model.Batch, now time.Time) []int {
	var missed []int
	for i, b := range batches {
		if r := b.Part.Release; b.State == model.SendPrepared && r.Over(now) && !r.ForOutcome() {
			missed = append(missed, i)
		}
	}
	return missed
}

// MayReplan reports whether those whose waves were missed may get new ones: everything
// else of the campaign is settled, nothing of it is on its way, and no canary is undecided.
func MayReplan(c *model.Campaign, now time.Time) bool {
	return c.Plan != nil && c.Plan.Batches() == len(c.Batches) && len(Missed(c.Batches, now)) > 0 && MaySend(c) && !IsPaused(c) &&
		First(c.Batches, model.SendSending) < 0 && First(c.Batches, model.SendUnknown) < 0 &&
		!slices.ContainsFunc(c.Batches, func(b model.Batch) bool { return b.Part.Release.ForOutcome() })
}

// Replan works out new waves for those of a campaign whose own were missed, in the next
// hours in which they may be rung; the others stay as they are, and share the rate. It
// looks at every row: with a million, have ReplanWork do it.
func Replan(c *model.Campaign, book hours.Rulebook, now time.Time, pace waves.Pace) (Replanning, error) {
	if !MayReplan(c, now) {
		return Replanning{}, model.UserError("No wave was missed that may be planned anew now.")
	}
	missed := Missed(c.Batches, now)
	only := c.Plan.Only(missed...)
	in, errs := HoursFor(only, c.Values, book, now)
	for _, text := range errs {
		return Replanning{}, model.UserError(text)
	}
	if !only.Options.Start.After(now) {
		only.Options.Start = time.Time{}
	}
	asked := only.Options.CallsPerSecond
	w := waves.Of(only, in.Hours, now, pace)
	for only.Options.CallsPerSecond > 1 {
		rest := max(1, asked-besides(w, c.Batches))
		if only.Options.CallsPerSecond <= rest {
			break
		}
		only.Options.CallsPerSecond = rest
		w = waves.Of(only, in.Hours, now, pace)
	}
	if w.Called() == 0 {
		return Replanning{}, model.UserError("None of them can be called in the hours to come. " + strings.Join(append(w.HeldWords(), ""), ". "))
	}
	w = w.Besides(segmentNames(*c.Plan)...)
	r := Replanning{Waves: w, Left: only.Len() - w.Called()}
	segments := w.Segments()
	if r.Left > 0 {
		segments = append(segments, leftOf(only, segments)...)
	}
	r.Plan = c.Plan.Replace(missed, segments)
	r.Plan.Terms = hoursTerms(in, c.Values)
	r.Plan.Terms.Waves = len(w.Waves)
	for _, i := range missed {
		r.Keys = append(r.Keys, c.Batches[i].Key)
	}
	return r, nil
}

func segmentNames(p model.Plan) []string {
	names := make([]string, len(p.Segments))
	for i, s := range p.Segments {
		names[i] = s.Name
	}
	return names
}

// besides is the largest rate that batches, which are at the service or wait, hold at the
// time of any of some waves.
func besides(w waves.Waves, batches []model.Batch) int {
	most := 0
	for _, wave := range w.Waves {
		rate := 0
		for _, b := range batches {
			open := b.Running() || b.State == model.SendPrepared && !b.Part.Release.Over(wave.Start)
			ends := b.Part.CloseAt
			if open && (ends.IsZero() || ends.After(wave.Start)) && b.Schedule.Start.Before(wave.Segment.CloseAt) {
				rate += b.Schedule.CallsPerSecond
			}
		}
		most = max(most, rate)
	}
	return most
}

// leftOf are the segments of a plan with those of their rows that are in no other ones.
func leftOf(p model.Plan, others []model.Segment) []model.Segment {
	placed := &model.RowSet{}
	for _, s := range others {
		placed.Add(s.Rows...)
	}
	return p.Without(placed).Segments
}

// Contacts is how many are called in the new waves.
func (r Replanning) Contacts() int { return r.Waves.Called() }

// Words say in lines what the new waves are, on the clock of own and their people's.
func (r Replanning) Words(own *time.Location) []string {
	var lines []string
	for _, w := range r.Waves.Waves {
		lines = append(lines, w.Words(own)+".")
	}
	for _, held := range r.Waves.Words() {
		lines = append(lines, held+".")
	}
	return lines
}

type (
	// ReplanMade is new waves that were worked out.
	ReplanMade struct {
		Replanning
		Err error // why there are none
	}
	// Replanned is a campaign whose missed waves have given way to new ones.
	Replanned struct {
		Plan    model.Plan
		Batches []model.Batch // all of the campaign, as the ledger has them
		Err     error         // why nothing was changed
	}
)

// ReplanWork is the work of Replan, whose answer is ReplanMade. The pace is that of the
// finished campaigns of the account, of the service that this works with.
func ReplanWork(c *model.Campaign, earlier Earlier, here string, book hours.Rulebook, now time.Time) Work {
	of := Frozen(c)
	return Work{Do: func(ctx context.Context) any {
		var pace waves.Pace
		if of.Plan != nil {
			// Of campaigns that cannot be listed nothing is learned: half the rate is reckoned with.
			all, _ := earlier.Summaries(ctx)
			pace = RatesOf(all, here, of.Plan.Options).Pace
		}
		r, err := Replan(of, book, now, pace)
		return ReplanMade{r, err}
	}}
}

// Keep is the work of writing the new waves down in the place of the missed ones, whose
// answer is Replanned. Only after that may they be sent.
func (r Replanning) Keep(ledger Ledger, id string) Work {
	return Work{Do: func(ctx context.Context) any {
		batches, err := ledger.AddSegments(ctx, id, r.Plan, r.Keys)
		return Replanned{r.Plan, batches, err}
	}}
}

// SetReplanned takes over the batches of a campaign as the ledger has them. What was
// polled of those that stay is kept.
func SetReplanned(c *model.Campaign, r Replanned) {
	last := map[string]model.Statistics{}
	for _, b := range c.Batches {
		last[b.Key] = b.Last
	}
	for i := range r.Batches {
		b := &r.Batches[i]
		if stats, known := last[b.Key]; known {
			b.Last = stats
		}
	}
	c.Revision++
	c.Plan, c.Batches = &r.Plan, r.Batches
	releases := make([]model.Release, len(r.Plan.Segments))
	for i := range releases {
		releases[i] = r.Plan.Segments[i].Release
	}
	for _, b := range r.Batches {
		releases[b.Segment] = b.Part.Release
	}
	SetReleases(c, releases)
}
