package postgres

import (
	"context"
	"time"

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
	var accepted time.Time
	if err := t.QueryRow(ctx, `SELECT name, accepted FROM team`).Scan(&name, &accepted); err != nil {
		return err
	}
	s.Name = printable.Text(l.unseal(aboutTeam, name), maxShown)
	if t.epoch > 1 {
		s.Since = accepted.UTC()
	}
	var err error
	if s.Recovery, err = l.recovery(ctx, t); err != nil {
		return err
	}
	if r := s.Recovery; r != nil {
		for _, m := range s.Members {
			if m.ID == r.By.ID {
				r.By = m
			}
		}
	}
	if s.Heads, err = l.heads(ctx, t); err != nil {
		return err
	}
	if err := l.batches(t).putInto(ctx, s.Heads); err != nil {
		return err
	}
	if s.Forgotten, err = l.batches(t).forgotten(ctx); err != nil {
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
	l.colleagues = []team.Member{}
	for _, m := range members {
		if m.ID != l.membership.Member {
			l.colleagues = append(l.colleagues, m)
		}
	}
}
