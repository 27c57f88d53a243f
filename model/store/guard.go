package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"time"

	"callsheet/model"
)

// guarding is a batch that may keep its numbers from being called now.
type guarding struct {
	model.Batch
	numbers packed // valid until the next
	rung    rung   // as numbers; only of a batch whose calls are known
}

// scanAlso scans more columns behind those of a batch.
type scanAlso struct {
	row  interface{ Scan(...any) error }
	also []any
}

func (s scanAlso) Scan(to ...any) error { return s.row.Scan(append(to, s.also...)...) }

// guards calls f for every batch that may guard numbers now, but for one batch
// and those of one campaign; see model.Batch.GuardOf. Only batches of services
// that make real calls as the given one does, or none as it does, are among them:
// a rehearsal calls nobody. What is damaged is an error: not to know whom it
// guards is no reason to call them.
func (s *Store) guards(ctx context.Context, q querier, service, exceptBatch, exceptCampaign string, f func(guarding)) error {
	rehearsal := model.Rehearsal(service)
	now := s.now()
	return each(ctx, q, func(rows *sql.Rows) error {
		var g guarding
		var numbers, rung sql.RawBytes
		var err error
		if g.Batch, err = s.scanBatch(scanAlso{rows, []any{&numbers, &rung}}); err != nil {
			return err
		}
		if model.Rehearsal(g.Service) != rehearsal || !g.Guards(now, s.o.Guard) {
			return nil
		}
		if g.numbers, err = unpack(numbers); err == nil && g.CallsKnown {
			g.rung, err = unpackRung(rung)
		}
		if err != nil {
			return s.damaged(g.Name, err)
		}
		f(g)
		return nil
	}, `SELECT `+batchColumns+`, numbers, rung FROM batches JOIN batch_lists ON batch = id
		WHERE state NOT IN ('prepared', 'refused') AND (ended IS NULL OR ended > ?)
		AND key <> ? AND (campaign IS NULL OR campaign <> ?)`, instant(s.now().Add(-s.o.Guard)), exceptBatch, exceptCampaign)
}

// each calls f for those of some sorted numbers that the batch guards now.
func (g guarding) each(numbers []model.Number, now time.Time, period time.Duration, f func(model.Number, model.Guard)) {
	common(numbers, g.numbers, func(n model.Number) {
		var rung time.Time
		if g.CallsKnown {
			rung = g.rung.at(n)
		}
		if guard, guards := g.GuardOf(rung, now, period); guards {
			f(n, guard)
		}
	})
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
	uncertain, recent, unfinished := map[model.Number]bool{}, map[model.Number]bool{}, map[model.Number]bool{}
	var uncertainBy, recentBy, unfinishedBy string
	now := s.now()
	err = s.guards(ctx, q, service, key, "", func(g guarding) {
		g.each(numbers, now, s.o.Guard, func(n model.Number, by model.Guard) {
			_, byChoice := slices.BinarySearch(allowed, n)
			switch {
			case by.Uncertain:
				uncertain[n], uncertainBy = true, g.Name
			case byChoice && !g.Settled.After(prepared.time()):
				// The operator's word is about calls they knew of, not about
				// those of a batch that another console has sent since.
			case by.Unfinished:
				recent[n], unfinished[n], unfinishedBy = true, true, g.Name
			default:
				recent[n], recentBy = true, g.Name
			}
		})
	})
	if err != nil {
		return err
	}
	found := model.GuardError{
		Recent: len(recent), Unfinished: len(unfinished), Uncertain: len(uncertain),
		Campaign: cmp.Or(uncertainBy, unfinishedBy, recentBy),
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
// on the do-not-call list, or guarded by a batch for such a service as the one
// that is worked with. numbers should be
// sorted; most have no mark.
func (s *Store) Marks(ctx context.Context, numbers []model.Number, except string) (model.Marks, error) {
	if !slices.IsSorted(numbers) {
		numbers = slices.Sorted(slices.Values(numbers))
	}
	marks := model.Marks{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		now := s.now()
		err := s.guards(ctx, tx, s.worksWith(), "", except, func(g guarding) {
			g.each(numbers, now, s.o.Guard, func(n model.Number, by model.Guard) {
				if by.Outweighs(marks[n]) {
					marks[n] = by.Mark(g.Batch)
				}
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
