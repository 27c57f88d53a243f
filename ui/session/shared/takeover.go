package shared

import (
	"context"

	"callsheet/model"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// TakeOver makes a campaign of a colleague who is gone this machine's own: what of it may call
// somebody is in this machine's ledger from then on, without its list.
func (t *Team) TakeOver(ctx context.Context, head team.Head) error {
	if t.refused != nil {
		return t.refused
	}
	err := t.ledger.TakeOver(ctx, head.Campaign)
	if t.heard(err) != nil {
		return err
	}
	for i := range head.Batches {
		head.Batches[i] = moveBatch(head.Batches[i], t.ours)
		head.Batches[i].Colleague = ""
	}
	note := model.AdoptedLead + ": its list is on the machine of " + session.WhoWords(head.Owner) + ". The team's ledger keeps whom it calls from other campaigns."
	return t.local.Team.TakeOver(ctx, head, note)
}

// Theirs are the batches of colleagues but for one, by its key, as the team has them now, also of
// campaigns that they have forgotten, with times of this machine's clock. Of no team there are none.
func (t *Team) Theirs(ctx context.Context, but string) ([]model.Batch, error) {
	if t == nil {
		return nil, nil
	}
	s, err := t.ask(ctx)
	if err != nil {
		return nil, err
	}
	var theirs []model.Batch
	me := t.ledger.Membership().Member
	for _, head := range s.Heads {
		for _, b := range head.Batches {
			if head.Owner.ID != me && b.Key != but {
				theirs = append(theirs, moveBatch(b, t.ours))
			}
		}
	}
	for _, b := range s.Forgotten {
		if b.Key != but {
			theirs = append(theirs, moveBatch(b, t.ours))
		}
	}
	return theirs, nil
}
