package cli

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"callsheet/api"
	"callsheet/model"
	"callsheet/model/pacing"
	"callsheet/model/phone"
	"callsheet/model/transcript"
	"callsheet/ui/session"
)

// ListBatches asks for the batches of a user.
func (s service) ListBatches(ctx context.Context, user string) ([]model.ListedBatch, error) {
	if s.missing != nil {
		return nil, s.missing
	}
	list, err := s.client.For(user).ListBatches(ctx)
	if err != nil {
		return nil, err
	}
	var there []model.ListedBatch
	for _, b := range list.Batches {
		there = append(there, model.ListedBatch{
			ID: b.BatchID, Status: model.BatchStatus(b.Status), Total: b.Total, Processed: b.Processed, Succeeded: b.Succeeded, Failed: b.Failed,
			PercentComplete: b.PercentComplete, Created: b.CreatedAt, Agent: b.AgentID, Priority: b.Priority,
		})
	}
	return there, nil
}

// Calls asks for all calls of a batch. Those that the service keeps live say why they
// ended, and nothing of the batch; those that it keeps for ever come with how it stands,
// and without reasons. Of a batch that is known to have ended the first are enough while
// they are kept, and are named as the stored ones are, or those have all.
func (s service) Calls(ctx context.Context, b model.Batch, stored []model.Call) (model.Statistics, []model.Call, error) {
	client, err := s.clientOf(b)
	if err != nil {
		return b.Last, nil, err
	}
	var live []model.Call
	if b.ReasonsKept(s.now()) {
		calls, err := client.BatchCalls(ctx, b.ID)
		if err != nil && (pacing.Asked(err) > 0 || ctx.Err() != nil) {
			return b.Last, nil, err // it wants to be left alone
		}
		if err == nil {
			live = callsOf(calls)
		} // what it does not tell is told by what it keeps for ever
		if live != nil && b.Last.Status.Ended() && placed(live) >= b.Last.Processed {
			switch {
			case len(stored) == 0 || sameIDs(stored, live):
				return b.Last, live, nil
			case b.CallsAre(stored):
				return b.Last, withReasons(slices.Clone(stored), live), nil
			}
		}
	}
	stats, all, err := everyCall(ctx, client, b)
	switch {
	case err != nil:
		return stats, nil, err
	case len(live) > len(all):
		return stats, live, nil
	}
	return stats, withReasons(all, live), nil
}

// everyCall asks how a batch stands, with all of its calls as the service keeps them for
// ever. The latest of them stay with how it stands.
func everyCall(ctx context.Context, client *api.Client, b model.Batch) (model.Statistics, []model.Call, error) {
	reply, err := client.BatchStatistics(ctx, b.ID, -1)
	if err != nil {
		return b.Last, nil, err
	}
	stats := statistics(reply)
	all := stats.Calls
	stats.Calls = all[:min(len(all), keptCalls):min(len(all), keptCalls)]
	return stats, all, nil
}

// sameIDs reports whether any call has the same id in both lists.
func sameIDs(a, b []model.Call) bool {
	ids := make(map[string]bool, len(a))
	for _, c := range a {
		ids[c.ID] = true
	}
	return slices.ContainsFunc(b, func(c model.Call) bool { return c.ID != "" && ids[c.ID] })
}

// keptCalls is how many of the latest calls stay with a look at a batch.
const keptCalls = 100

// placed is how many numbers were called.
func placed(calls []model.Call) int {
	numbers := map[string]bool{}
	for _, c := range calls {
		if c.Placed() {
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

// CallContact implements session.CallTeller.
func (s service) CallContact(ctx context.Context, b model.Batch, callID string) (string, error) {
	client, err := s.teller(b)
	if err != nil {
		return "", err
	}
	call, err := client.CallStatus(ctx, callID)
	return call.ContactID, nothingThere(err)
}

// CallWords implements session.CallTeller.
func (s service) CallWords(ctx context.Context, b model.Batch, callID string) (session.CallWords, error) {
	client, err := s.teller(b)
	if err != nil {
		return session.CallWords{}, err
	}
	d, err := client.CallDetails(ctx, callID)
	if err != nil {
		return session.CallWords{}, nothingThere(err)
	}
	words := session.CallWords{Status: string(d.Status), Duration: d.Duration, Recording: d.RecordingURL}
	for _, t := range d.Transcript {
		words.Turns = append(words.Turns, model.Turn{Turn: transcript.Turn{Speaker: transcript.SpeakerOf(t.Role), Text: t.Content}, Role: t.Role, At: t.At})
	}
	return words, nil
}

// CallMetrics implements session.CallTeller.
func (s service) CallMetrics(ctx context.Context, b model.Batch, callID, contact string) (string, []transcript.Metric, error) {
	client, err := s.teller(b)
	if err != nil {
		return "", nil, err
	}
	m, err := client.CallMetrics(ctx, api.MetricQuery{CallID: callID, UserID: b.User, AgentID: b.Agent, ContactID: contact})
	if err != nil {
		return "", nil, nothingThere(err)
	}
	metrics := transcript.ReadMetrics(m.Measured)
	if m.Summary == "" && len(metrics) == 0 {
		return "", nil, session.ErrNothingThere // not made yet
	}
	return m.Summary, metrics, nil
}

// teller is the client that is shown the calls of a batch. Test calls are of no batch.
func (s service) teller(b model.Batch) (*api.Client, error) {
	if b.Service == "" && s.missing == nil {
		return s.client.For(b.User), nil
	}
	return s.clientOf(b)
}

// nothingThere is an error that says that the service has nothing, where it says so in its
// own words.
func nothingThere(err error) error {
	if failure, ok := errors.AsType[*api.Error](err); ok && failure.Documented && failure.Status == http.StatusNotFound {
		return session.ErrNothingThere
	}
	return err
}
