package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/team"
)

// errNoCampaign is a campaign that the team does not have.
const errNoCampaign = model.UserError("The team has no such campaign any more. Look at the list again.")

// TakeOver makes a campaign of a member that is gone this one's. It fails while that is present.
// A lease that still runs is not broken by it: its batch guards on, and is settled when it ran out.
func (l *Ledger) TakeOver(ctx context.Context, campaign string) error {
	return l.write(ctx, changing, func(t *tx) error {
		var owner team.Member
		var name, login, host []byte
		var seen *time.Time
		err := t.QueryRow(ctx, `SELECT m.id, m.login, m.host, c.name, (SELECT max(o.seen) FROM openings o WHERE o.member = m.id)
			FROM campaigns c JOIN members m ON m.id = c.owner WHERE c.id = $1 FOR UPDATE OF c`, campaign).Scan(&owner.ID, &login, &host, &name, &seen)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return errNoCampaign
		case err != nil:
			return err
		case owner.ID == t.member:
			return nil
		}
		l.name(&owner, login, host)
		if seen != nil && t.now.Sub(*seen) < team.PresenceTime {
			return model.UserError(fmt.Sprintf("%q was not taken over: %s is working, and was heard of %s. Ask them, or wait until they have closed Callsheet.",
				printable.Text(l.unseal(aboutName+campaign, name), maxName), owner.Who(), figures.Ago(t.now.Sub(*seen))))
		}
		_, err = t.Exec(ctx, `UPDATE campaigns SET owner = $2, since = $3, changed = $3 WHERE id = $1`, campaign, t.member, t.now)
		return err
	})
}
