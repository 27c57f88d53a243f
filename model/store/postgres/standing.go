package postgres

import (
	"context"
	"slices"

	"callsheet/model/printable"
	"callsheet/model/team"
)

// Standing is how the team stands, and shows this opening present.
func (l *Ledger) Standing(ctx context.Context) (team.Standing, error) {
	var s team.Standing
	err := l.write(ctx, beating, func(t *tx) error {
		s = team.Standing{Team: l.Membership().Team, Now: t.now}
		if _, err := t.Exec(ctx, `UPDATE openings SET seen = $2 WHERE id = $1`, l.options.Opening, t.now); err != nil {
			return err
		}
		if _, err := t.Exec(ctx, `DELETE FROM openings WHERE seen < $1`, t.now.Add(-waitTime)); err != nil {
			return err
		}
		var err error
		if s.Members, err = l.members(ctx, t, `true`); err != nil {
			return err
		}
		return l.standing(ctx, t, &s)
	})
	if err != nil {
		return team.Standing{}, err
	}
	l.met(s.Members)
	return s, nil
}

func (l *Ledger) standing(ctx context.Context, t *tx, s *team.Standing) error {
	var name []byte
	var r team.Recovery
	if err := t.QueryRow(ctx, `SELECT name, accepted, acceptor FROM team`).Scan(&name, &r.Since, &r.By.ID); err != nil {
		return err
	}
	s.Name, r.Since = printable.Text(l.unseal(aboutTeam, name), maxShown), r.Since.UTC()
	for _, m := range s.Members {
		if m.ID == r.By.ID {
			r.By = m
		}
	}
	var err error
	if r.Waiting, err = l.waiting(ctx, t); err != nil {
		return err
	}
	if len(r.Waiting) > 0 {
		s.Recovery = &r
	}
	if s.Heads, err = l.heads(ctx, t); err != nil {
		return err
	}
	if err := l.batches(t).putInto(ctx, s.Heads); err != nil {
		return err
	}
	if s.Evidence, err = t.evidenceHeads(ctx); err != nil {
		return err
	}
	s.DoNotCall, err = doNotCallTable{t, l}.count(ctx)
	return err
}

// met keeps who the other members are, so that a copy that does not know one of them hears of it.
func (l *Ledger) met(members []team.Member) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.colleagues = nil
	for _, m := range members {
		if m.ID != l.membership.Member {
			l.colleagues = append(l.colleagues, m)
		}
	}
}

// known are the members that met keeps.
func (l *Ledger) known() []team.Member {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.colleagues)
}
