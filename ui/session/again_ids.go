package session

import (
	"context"
	"slices"

	"callsheet/model"
	"callsheet/model/phone"
)

// knowContacts lets those contacts go along with their ids whom Dialgen told beside a call to
// their very number, for the agent that will call. Dialgen overwrites a contact's number with
// the one that its id comes with: an id that was told with two numbers goes with neither, and
// one that was sent with another number does not either (model.Suppression.IDElsewhere).
func (a CallAgain) knowContacts(list *model.List, r firstCalls, agent string) {
	of := map[phone.Number]model.KnownContact{}
	number, several := map[string]phone.Number{}, map[string]bool{}
	for _, call := range r.calls {
		id, by := r.details[call.ID].Contact, r.Batches[call.Batch].Agent
		if id == "" || call.To == 0 || by != agent {
			continue
		}
		if first, told := number[id]; told && first != call.To {
			several[id] = true
		}
		number[id] = call.To
		if first, told := of[call.To]; told && first.ID != id {
			several[id], several[first.ID] = true, true
		}
		of[call.To] = model.KnownContact{ID: id, Number: call.To, Agent: by}
	}
	c := model.KnowContacts(list, func(row int) model.KnownContact {
		if k := of[list.Verdict(row).Number]; !several[k.ID] {
			return k
		}
		return model.KnownContact{}
	}, a.By, a.Now())
	if len(c.Rows) > 0 {
		list.Apply(c)
	}
}

// mostOrigins bounds how far back tries are looked for: again of again of …
const mostOrigins = 10

// tries are when the numbers of the first campaign were called, by it and by those whose
// contacts it called again.
func (a CallAgain) tries(ctx context.Context, r firstCalls) (model.Tries, error) {
	tries := model.Tries{}
	add := func(c model.Call, to phone.Number) {
		if to != 0 && c.Placed() && !c.At.IsZero() {
			tries[to] = append(tries[to], c.At)
		}
	}
	for _, call := range r.calls {
		add(call.Call, call.To)
	}
	origin, _ := AgainOf(a.Campaign.Values)
	if origin == "" {
		return tries, nil
	}
	all, _ := a.Store.Campaigns.Summaries(ctx) // without one of them there are fewer tries to keep away from
	seen := map[string]bool{a.Campaign.ID: true}
	for range mostOrigins {
		i := slices.IndexFunc(all, func(s model.Summary) bool { return s.ID == origin })
		if i < 0 || seen[origin] {
			break
		}
		seen[origin] = true
		for _, b := range all[i].Batches {
			if b.State != model.SendAccepted {
				continue
			}
			calls, err := a.Store.Ledger.Calls(ctx, b.Key)
			if err != nil {
				return nil, err
			}
			for _, call := range calls {
				if to, ok := call.Number(); ok {
					add(call, to)
				}
			}
		}
		origin, _ = AgainOf(all[i].Draft.Values)
	}
	return tries, nil
}
