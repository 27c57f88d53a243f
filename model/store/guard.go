package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"time"

	"callsheet/model"
)

// guarding is a batch whose numbers must not be called again now.
type guarding struct {
	name    string
	state   model.SendState
	at      time.Time // when it was accepted, or began
	numbers packed    // valid until the next
}

func (g guarding) uncertain() bool { return g.state != model.SendAccepted }

// guards calls f for every batch that is being sent, whose outcome is not
// known, or which was accepted within the guard period, but for one batch and
// those of one campaign. Only batches of services that make real calls as the
// given one does, or none as it does, are among them: a rehearsal calls nobody.
// A list that is damaged is an error: not to know whom it guards is no reason to
// call them.
func (s *Store) guards(ctx context.Context, q querier, service, exceptBatch, exceptCampaign string, f func(guarding)) error {
	rehearsal := model.Rehearsal(service)
	return each(ctx, q, func(rows *sql.Rows) error {
		var g guarding
		var sent, settled instant
		var at string
		var blob sql.RawBytes
		if err := rows.Scan(&g.name, &at, &g.state, &sent, &settled, &blob); err != nil {
			return err
		}
		if model.Rehearsal(at) != rehearsal {
			return nil
		}
		g.at = settled.time()
		if g.uncertain() {
			g.at = sent.time()
		}
		var err error
		if g.numbers, err = unpack(blob); err != nil {
			return s.damaged(g.name, err)
		}
		f(g)
		return nil
	}, `SELECT name, service, state, sent, settled, numbers FROM batches JOIN batch_lists ON batch = id
		WHERE (state IN ('sending', 'unknown') OR state = 'accepted' AND settled > ?)
		AND key <> ? AND (campaign IS NULL OR campaign <> ?)`, instant(s.guardedSince()), exceptBatch, exceptCampaign)
}

// guard returns a *model.GuardError when some numbers of a batch must not be
// called now.
func (s *Store) guard(ctx context.Context, q querier, key string) error {
	var name, service string
	var prepared instant
	var numbersBlob, againBlob []byte
	err := q.QueryRowContext(ctx, `SELECT name, service, prepared, numbers, again FROM batches JOIN batch_lists ON batch = id WHERE key = ?`, key).
		Scan(&name, &service, &prepared, &numbersBlob, &againBlob)
	if err != nil {
		return err
	}
	list, err := unpack(numbersBlob)
	again, errAgain := unpack(againBlob)
	if err := errors.Join(err, errAgain); err != nil {
		return s.damaged(name, err)
	}
	numbers, allowed := list.numbers(), again.numbers()
	uncertain, recent := map[model.Number]bool{}, map[model.Number]bool{}
	var uncertainBy, recentBy string
	err = s.guards(ctx, q, service, key, "", func(g guarding) {
		common(numbers, g.numbers, func(n model.Number) {
			if g.uncertain() {
				uncertain[n], uncertainBy = true, g.name
			} else if _, ok := slices.BinarySearch(allowed, n); !ok || g.at.After(prepared.time()) {
				// The operator's word is about calls they knew of, not about
				// those that another console has made since.
				recent[n], recentBy = true, g.name
			}
		})
	})
	if err != nil {
		return err
	}
	found := model.GuardError{Recent: len(recent), Uncertain: len(uncertain), Campaign: recentBy}
	if len(uncertain) > 0 {
		found.Campaign = uncertainBy
	}
	if err := listed(ctx, q, numbers, func(model.Listed) { found.DoNotCall++ }); err != nil {
		return err
	}
	if found.DoNotCall+found.Recent+found.Uncertain > 0 {
		return &found
	}
	return nil
}

// Marks says what is known of some numbers outside a campaign: whether they are
// on the do-not-call list, were called within the guard period, or may have
// been, by such services as the one that is worked with. numbers should be
// sorted; most have no mark.
func (s *Store) Marks(ctx context.Context, numbers []model.Number, except string) (model.Marks, error) {
	if !slices.IsSorted(numbers) {
		numbers = slices.Sorted(slices.Values(numbers))
	}
	marks := model.Marks{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		err := s.guards(ctx, tx, s.worksWith(), "", except, func(g guarding) {
			common(numbers, g.numbers, func(n model.Number) {
				m := marks[n]
				// What is not known weighs more than what is, then the later.
				if m.Uncertain && !g.uncertain() || m.Uncertain == g.uncertain() && m.Called.After(g.at) {
					return
				}
				m.Called, m.Uncertain, m.Campaign = g.at, g.uncertain(), g.name
				marks[n] = m
			})
		})
		if err != nil {
			return err
		}
		return listed(ctx, tx, numbers, func(l model.Listed) {
			m := marks[l.Number]
			m.DoNotCall, m.Source = l.Since, l.Source
			marks[l.Number] = m
		})
	})
	if err != nil {
		return nil, err
	}
	return marks, nil
}

// array is the numbers as SQLite's json_each takes them.
func array(numbers []model.Number) string {
	buf := []byte{'['}
	for i, n := range numbers {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = strconv.AppendUint(buf, uint64(n), 10)
	}
	return string(append(buf, ']'))
}

// listed calls f for those numbers that are on the do-not-call list.
func listed(ctx context.Context, q querier, numbers []model.Number, f func(model.Listed)) error {
	return each(ctx, q, func(rows *sql.Rows) error {
		var l model.Listed
		if err := rows.Scan(&l.Number, (*instant)(&l.Since), &l.Source); err != nil {
			return err
		}
		f(l)
		return nil
	}, `SELECT number, since, source FROM json_each(?) JOIN do_not_call ON number = value`, array(numbers))
}

// AddDoNotCall puts numbers on the do-not-call list and returns how many were
// not there yet; the others keep when and why they were put there.
func (s *Store) AddDoNotCall(ctx context.Context, numbers []model.Number, source string) (added int, err error) {
	return s.changeList(ctx, `INSERT OR IGNORE INTO do_not_call (number, since, source) SELECT value, ?, ? FROM json_each(?)`,
		instant(s.now()), source, array(numbers))
}

// RemoveDoNotCall takes numbers off the do-not-call list and returns how many
// were on it.
func (s *Store) RemoveDoNotCall(ctx context.Context, numbers []model.Number) (removed int, err error) {
	return s.changeList(ctx, `DELETE FROM do_not_call WHERE number IN (SELECT value FROM json_each(?))`, array(numbers))
}

func (s *Store) changeList(ctx context.Context, statement string, args ...any) (int, error) {
	var n int64
	err := s.write(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, statement, args...)
		if err != nil {
			return err
		}
		n, err = result.RowsAffected()
		return err
	})
	return int(n), err
}

// DoNotCall returns the do-not-call list, sorted by number.
func (s *Store) DoNotCall(ctx context.Context) ([]model.Listed, error) {
	var list []model.Listed
	err := s.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var l model.Listed
			if err := rows.Scan(&l.Number, (*instant)(&l.Since), &l.Source); err != nil {
				return err
			}
			list = append(list, l)
			return nil
		}, `SELECT number, since, source FROM do_not_call ORDER BY number`)
	})
	return list, err
}
