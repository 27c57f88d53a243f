package cli

import (
	"context"
	"slices"
	"time"

	"callsheet/api"
	"callsheet/model"
	"callsheet/model/pacing"
	"callsheet/model/phone"
)

// liveCalls is for how long the service keeps the calls of a batch with the reasons they
// ended for, by its reference 30 days; a day less, because it counts from another moment.
const liveCalls = 29 * 24 * time.Hour

// Calls asks for all calls of a batch. Those that the service keeps live say why they
// ended, and nothing of the batch; those that it keeps for ever come with how it stands,
// and without reasons. Of a batch that is known to have ended the first are enough while
// they are kept.
func (s service) Calls(ctx context.Context, b model.Batch) (model.Statistics, []model.Call, error) {
	if s.missing != nil {
		return b.Last, nil, s.missing
	}
	if err := s.isHere(b); err != nil {
		return b.Last, nil, err
	}
	client := s.client.For(b.User)
	var live []model.Call
	if s.now().Sub(b.Sent) < liveCalls {
		calls, err := client.BatchCalls(ctx, b.ID)
		if err != nil && (pacing.Asked(err) > 0 || ctx.Err() != nil) {
			return b.Last, nil, err // it wants to be left alone
		}
		if err == nil {
			live = callsOf(calls)
		} // what it does not tell is told by what it keeps for ever
		if live != nil && b.Last.Status.Ended() && placed(live) >= b.Last.Processed {
			return b.Last, live, nil
		}
	}
	reply, err := client.BatchStatistics(ctx, b.ID, -1)
	if err != nil {
		return b.Last, nil, err
	}
	stats := statistics(reply)
	all := stats.Calls
	stats.Calls = all[:min(len(all), keptCalls):min(len(all), keptCalls)]
	if len(live) >= len(all) {
		return stats, live, nil
	}
	return stats, withReasons(all, live), nil
}

// keptCalls is how many of the latest calls stay with a look at a batch.
const keptCalls = 100

// placed is how many numbers were called.
func placed(calls []model.Call) int {
	numbers := map[string]bool{}
	for _, c := range calls {
		if c.Status != model.CallScheduled {
			numbers[c.Phone] = true
		}
	}
	return len(numbers)
}

// withReasons gives calls the reasons that the same calls have in another list, which may
// name and time them otherwise: those to one number are the same in their order where
// there are as many.
func withReasons(calls, live []model.Call) []model.Call {
	inOrder := func(list []model.Call) map[phone.Number][]int {
		of := map[phone.Number][]int{}
		for i, c := range list {
			if n, ok := c.Number(); ok {
				of[n] = append(of[n], i)
			}
		}
		for _, places := range of {
			slices.SortStableFunc(places, func(a, b int) int { return list[a].At.Compare(list[b].At) })
		}
		return of
	}
	reasons := inOrder(live)
	for n, places := range inOrder(calls) {
		if len(places) != len(reasons[n]) {
			continue
		}
		for i, place := range places {
			calls[place].Error = live[reasons[n][i]].Error
		}
	}
	return calls
}

// callsOf are calls in the domain's terms.
func callsOf(list []api.Call) []model.Call {
	calls := make([]model.Call, len(list))
	for i, c := range list {
		at := c.StartedAt
		if at.IsZero() {
			at = c.CreatedAt
		}
		calls[i] = model.Call{ID: c.ID, Status: string(c.Status), Phone: c.Phone, Name: c.Name, Error: c.Error, Duration: c.Duration, At: at}
	}
	return calls
}
