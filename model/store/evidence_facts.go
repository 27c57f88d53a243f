package store

import (
	"slices"

	"callsheet/model"
	"callsheet/model/evidence"
)

// confirmation is a plan that is confirmed, with its batches as they are written down.
func confirmation(p model.Plan, batches []model.Batch, lists []batchLists, listed evidence.DoNotCall) evidence.Confirmation {
	facts := evidence.Confirmation{Contacts: p.Len(), Terms: termsOf(p), DoNotCall: listed, Excluded: []evidence.Excluded{}}
	for i, b := range batches {
		facts.Batches = append(facts.Batches, batchFacts(b, lists[i]))
	}
	for state := range p.Excluded {
		if n := p.Excluded[state]; n > 0 {
			facts.Excluded = append(facts.Excluded, evidence.Excluded{Why: model.State(state).String(), Rows: n})
		}
	}
	return facts
}

// termsOf is under what a plan is confirmed, in words that hold no number.
func termsOf(p model.Plan) evidence.Terms {
	t := p.Terms
	t.Basis, t.Chosen, t.AgainOf = evidence.WithoutNumbers(t.Basis), evidence.WithoutNumbers(t.Chosen), evidence.WithoutNumbers(t.AgainOf)
	t.Hours = append([]evidence.Hours{}, t.Hours...)
	return t
}

func batchFacts(b model.Batch, lists batchLists) evidence.Batch {
	r := b.Part.Release
	facts := evidence.Batch{
		Key: b.Key, Batch: b.Index + 1, Part: b.Part.Name, Contacts: b.Contacts, Numbers: evidence.ListHash(b.Hash, b.Contacts),
		Agent: b.Agent, User: b.User, Rate: b.Schedule.CallsPerSecond, Attempts: b.Schedule.MaxAttempts, Start: b.Schedule.Start.UTC(),
		NotBefore: r.NotBefore.UTC(), NotAfter: r.NotAfter.UTC(), CloseAt: b.Part.CloseAt.UTC(), Again: len(lists.again), Moved: len(lists.moved),
	}
	if r.Waits() {
		facts.Waits = string(r.By)
	}
	return facts
}

func sendingFacts(b model.Batch, listed evidence.DoNotCall, moves map[string]int) evidence.Sending {
	facts := evidence.Sending{Key: b.Key, Batch: b.Index + 1, Attempt: b.Attempts, Contacts: b.Contacts, DoNotCall: listed}
	for _, n := range moves {
		facts.Taken += n
	}
	return facts
}

// outcomeFacts is what became of a batch that was in a state before.
func outcomeFacts(b model.Batch, before model.SendState) evidence.Outcome {
	facts := evidence.Outcome{
		Key: b.Key, Batch: b.Index + 1, State: string(b.State), HTTPStatus: b.HTTPStatus, BatchID: b.ID,
		Reason: evidence.WithoutNumbers(b.Cause()), Note: evidence.WithoutNumbers(b.Note),
	}
	switch {
	case before == model.SendSending && b.HTTPStatus != 0:
		facts.By = evidence.ByReply
	case before == model.SendSending:
		facts.By = evidence.ByNoReply
	case b.MarkedNotSent() || b.Chosen():
		facts.By = evidence.ByOperator
	default:
		facts.By = evidence.BySearch
	}
	return facts
}

// partsOf are some segments of a plan, with how many contacts their batches have.
func partsOf(segments []model.Segment, contacts map[int]int, places []int) []evidence.Part {
	parts := []evidence.Part{}
	for place, s := range segments {
		if slices.Contains(places, place) {
			parts = append(parts, evidence.Part{Part: place + 1, Name: s.Name, Contacts: contacts[place]})
		}
	}
	return parts
}
