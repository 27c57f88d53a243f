package shared

import (
	"context"
	"fmt"

	"callsheet/model"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// Adopt is that of store.Ledger. A team has to be reached: what a colleague has sent was not made
// elsewhere, and what a colleague may have sent would not be found to be that any more.
func (l *Ledger) Adopt(ctx context.Context, d model.Draft, b model.Batch) (string, error) {
	if l.team == nil {
		return l.Ledger.Adopt(ctx, d, b)
	}
	standing, err := l.team.ask(ctx)
	if err != nil {
		return "", err
	}
	me := l.team.ledger.Membership().Member
	for _, head := range standing.Heads {
		if head.Owner.ID == me {
			continue
		}
		for _, other := range head.Batches {
			if err := mayBeTheirs(b, head, other); err != nil {
				return "", err
			}
		}
	}
	return l.Ledger.Adopt(ctx, d, b)
}

// mayBeTheirs returns an error where a batch is one of a colleague's, or may be.
func mayBeTheirs(b model.Batch, head team.Head, other model.Batch) error {
	if other.Service != b.Service {
		return nil
	}
	campaign := model.CampaignWords(head.Name, head.Owner.Who())
	open := other.State == model.SendSending || other.State == model.SendUnknown
	switch {
	case other.ID != "" && other.ID == b.ID:
		return model.UserError(fmt.Sprintf("This batch is of %s. Home shows it among the campaigns of colleagues; there it can be cancelled.", campaign))
	case open && (b.Agent == "" || other.Agent == b.Agent):
		return model.UserError(fmt.Sprintf("This may be a batch of %s, of which it is not known whether Dialgen took it. Have %s settle that first.", campaign, session.WhoWords(head.Owner)))
	}
	return nil
}
