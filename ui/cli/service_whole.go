package cli

import (
	"context"

	"callsheet/model"
	"callsheet/model/pacing"
)

// Whole implements session.WholeTeller. The list that is kept for ever comes with how the
// batch stands; a call that only the live list tells of is one all the same, and so is one
// that only that list says to be under way.
func (s service) Whole(ctx context.Context, b model.Batch) (model.Statistics, []model.Call, error) {
	client, err := s.clientOf(b)
	if err != nil {
		return b.Last, nil, err
	}
	var live []model.Call
	calls, err := client.BatchCalls(ctx, b.ID)
	switch {
	case err == nil:
		live = callsOf(calls)
	case pacing.Asked(err) > 0 || ctx.Err() != nil || !isRefusal(err):
		return b.Last, nil, err
	} // after 30 days the service has no such list
	stats, all, err := everyCall(ctx, client, b)
	if err != nil {
		return stats, nil, err
	}
	return stats, joinLists(all, live), nil
}

// joinLists are the calls of one list, with the reasons that they have in another, and those
// of the other to numbers that the first does not tell of, or does not say to be called now.
func joinLists(all, live []model.Call) []model.Call {
	key := func(c model.Call) string {
		if n, ok := c.Number(); ok {
			return n.String()
		}
		return "as given " + c.Phone
	}
	told, ongoing := map[string]bool{}, map[string]bool{}
	for _, c := range all {
		if c.Placed() {
			told[key(c)] = true
		}
		if c.Status == model.CallOngoing {
			ongoing[key(c)] = true
		}
	}
	joined := withReasons(all, live)
	for _, c := range live {
		if c.Placed() && !told[key(c)] || c.Status == model.CallOngoing && !ongoing[key(c)] {
			joined = append(joined, c)
		}
	}
	return joined
}
