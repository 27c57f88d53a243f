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
	"callsheet/model/phone"
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
	rehearsal := model.IsSandbox(service)
	now := s.now()
	return each(ctx, q, func(rows *sql.Rows) error {
		var g guarding
		var numbers, rung sql.RawBytes
		var err error
		if g.Batch, err = s.scanBatch(scanAlso{rows, []any{&numbers, &rung}}); err != nil {
			return err
		}
		if model.IsSandbox(g.Service) != rehearsal || !g.Guards(now, s.o.Guard) {
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
		AND key <> ? AND (campaign IS NULL OR campaign <> ?) ORDER BY id`, instant(s.now().Add(-s.o.Guard)), exceptBatch, exceptCampaign)
}

// each calls f for those of some sorted numbers that the batch guards now.
func (g guarding) each(numbers []phone.Number, now time.Time, period time.Duration, f func(phone.Number, model.Guard)) {
	common(numbers, g.numbers, func(n phone.Number) {
		var rung time.Time
		if g.CallsKnown {
			rung = g.rung.at(n)
		}
		if guard, guards := g.GuardOf(rung, now, period); guards {
			f(n, guard)
		}
	})
}

// intent is what a batch that is about to be sent is given leave to do.
type intent struct {
	name, service, agent string
	prepared             time.Time
	contacts             []model.ContactRef // its own, sorted by number
	again, moved         []phone.Number     // of them, called in spite of a guard by the operator's choice
}

func (s *Store) intent(ctx context.Context, q querier, key string) (intent, error) {
	var i intent
	var numbers, again, moved, ids []byte
	err := q.QueryRowContext(ctx, `SELECT name, service, agent, prepared, numbers, again, moved, ids
		FROM batches JOIN batch_lists l ON l.batch = id LEFT JOIN batch_ids i ON i.batch = id WHERE key = ?`, key).
		Scan(&i.name, &i.service, &i.agent, (*instant)(&i.prepared), &numbers, &again, &moved, &ids)
	if err != nil {
		return i, err
	}
	var spoilt error
	read := func(blob []byte) []phone.Number {
		list, err := unpack(blob)
		spoilt = errors.Join(spoilt, err)
		return list.numbers()
	}
	i.contacts, i.again = model.RefsOf(read(numbers)), read(again)
	if moved != nil {
		i.moved = read(moved)
	}
	if ids != nil {
		sent, err := unpackIDs(ids)
		spoilt = errors.Join(spoilt, err)
		for _, r := range sent.refs() {
			at, found := slices.BinarySearchFunc(i.contacts, r.Number, func(c model.ContactRef, n phone.Number) int { return cmp.Compare(c.Number, n) })
			if !found {
				spoilt = errors.Join(spoilt, errDamagedBlob)
				break
			}
			i.contacts[at].ID = r.ID
		}
	}
	if spoilt != nil {
		return i, s.damaged(i.name, spoilt)
	}
	return i, nil
}

// allows reports whether the operator chose that a number is called in spite of
// how a batch guards it. Their word is about calls they knew of, not about those
// of a batch that another console has sent since.
func (i intent) allows(g guarding, h hit) bool {
	if h.Uncertain || g.Settled.After(i.prepared) {
		return false
	}
	_, again := slices.BinarySearch(i.again, h.number)
	if h.Unfinished {
		// Those of another agent are not taken from it: both would call them.
		return g.Agent == i.agent && !h.stays && (again && h.Starts.IsZero() || i.moves(h.number))
	}
	return again
}

// moves reports whether a number is to be taken from a batch that has not ended.
func (i intent) moves(n phone.Number) bool {
	_, moves := slices.BinarySearch(i.moved, n)
	return moves
}

// guard returns a *model.GuardError when some numbers of a batch must not be
// called now; otherwise how many contacts each unfinished batch of the same agent
// loses to it, by its key.
func (s *Store) guard(ctx context.Context, q querier, key string) (map[string]int, error) {
	sent, err := s.intent(ctx, q, key)
	if err != nil {
		return nil, err
	}
	asked, err := s.want(ctx, q, sent.contacts, sent.service, sent.agent, key, "")
	if err != nil {
		return nil, err
	}
	uncertain, recent, unfinished, otherAgent, sameID := map[phone.Number]bool{}, map[phone.Number]bool{}, map[phone.Number]bool{}, map[phone.Number]bool{}, map[phone.Number]bool{}
	var uncertainBy, recentBy, unfinishedBy, otherBy string
	in := map[phone.Number]string{} // the newest batch that has it
	now := s.now()
	err = s.guards(ctx, q, sent.service, key, "", func(g guarding) {
		asked.each(g, now, s.o.Guard, func(h hit) {
			n := h.number
			switch allowed := sent.allows(g, h); {
			case h.Uncertain:
				uncertain[n], uncertainBy = true, g.Name
			case allowed:
			case h.Unfinished && sent.moves(n) && g.Agent != sent.agent:
				otherAgent[n], otherBy = true, g.Name
			case h.Unfinished:
				recent[n], unfinished[n], unfinishedBy = true, true, g.Name
			default:
				recent[n], recentBy = true, g.Name
			}
			if h.sameID && (uncertain[n] || recent[n]) {
				sameID[n] = true
			}
			if h.Unfinished && g.Agent == sent.agent {
				in[n] = g.Key
			}
		})
	})
	if err != nil {
		return nil, err
	}
	found := model.GuardError{
		Recent: len(recent), Unfinished: len(unfinished), Uncertain: len(uncertain), OtherAgent: len(otherAgent), SameID: len(sameID),
		Campaign: cmp.Or(uncertainBy, otherBy, unfinishedBy, recentBy),
	}
	if err := listed(ctx, q, asked.numbers, func(model.DNCEntry) { found.DoNotCall++ }); err != nil {
		return nil, err
	}
	if found.DoNotCall+found.Recent+found.Uncertain+found.OtherAgent > 0 {
		return nil, &found
	}
	moves := map[string]int{}
	for _, key := range in {
		moves[key]++
	}
	return moves, nil
}

// putMoves notes what a batch that is being sent takes from others.
func putMoves(ctx context.Context, q querier, key string, moves map[string]int) error {
	if _, err := q.ExecContext(ctx, `DELETE FROM moves WHERE later = (SELECT id FROM batches WHERE key = ?)`, key); err != nil {
		return err
	}
	for from, contacts := range moves {
		_, err := q.ExecContext(ctx, `INSERT INTO moves (batch, later, contacts) SELECT b.id, l.id, ? FROM batches b, batches l WHERE b.key = ? AND l.key = ?`, contacts, from, key)
		if err != nil {
			return err
		}
	}
	return nil
}

// Marks says what is known of some contacts outside a campaign, by their numbers:
// whether those are on the do-not-call list, or guarded by a batch for such a
// service as the one that is worked with, or were answered in another campaign of
// such a service. A batch guards a contact by its id as well, where it is of the
// agent that is to call; "" stands for any. refs should be sorted by number; most
// have no mark.
func (s *Store) Marks(ctx context.Context, refs []model.ContactRef, agent, except string) (model.Suppressions, error) {
	byNumber := func(a, b model.ContactRef) int { return cmp.Compare(a.Number, b.Number) }
	if !slices.IsSortedFunc(refs, byNumber) {
		refs = slices.SortedFunc(slices.Values(refs), byNumber)
	}
	marks := model.Suppressions{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		asked, err := s.want(ctx, tx, refs, s.worksWith(), agent, "", except)
		if err != nil {
			return err
		}
		now, numbers := s.now(), asked.numbers
		err = s.guards(ctx, tx, s.worksWith(), "", except, func(g guarding) {
			asked.each(g, now, s.o.Guard, func(h hit) {
				if h.outweighs(marks[h.number]) {
					marks[h.number] = h.mark(g.Batch)
				}
			})
		})
		if err != nil {
			return err
		}
		if err := s.answered(ctx, tx, numbers, except, marks); err != nil {
			return err
		}
		return listed(ctx, tx, numbers, func(l model.DNCEntry) {
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

// answered marks those of some sorted numbers whose call was answered in another
// campaign, as far as its calls are kept. Not to know that is no reason not to
// call them, so calls that cannot be read are passed over.
func (s *Store) answered(ctx context.Context, q querier, numbers []phone.Number, except string, marks model.Suppressions) error {
	rehearsal := model.IsSandbox(s.worksWith())
	return each(ctx, q, func(rows *sql.Rows) error {
		var phone, name, service string
		var at instant
		if err := rows.Scan(&phone, &name, &service, &at); err != nil {
			return err
		}
		n, isNumber := model.Call{Phone: phone}.Number()
		if _, here := slices.BinarySearch(numbers, n); !isNumber || !here || model.IsSandbox(service) != rehearsal {
			return nil
		}
		if m := marks[n]; at.time().After(m.Answered) {
			m.Answered, m.AnsweredIn = at.time(), name
			marks[n] = m
		}
		return nil
	}, `SELECT phone, batches.name, service, max(calls.at) FROM calls JOIN batches ON batches.id = calls.batch
		WHERE calls.status = ? AND (campaign IS NULL OR campaign <> ?) GROUP BY batches.id, phone`, model.CallAnswered, except)
}

// array is the numbers as SQLite's json_each takes them.
func array(numbers []phone.Number) string {
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
func listed(ctx context.Context, q querier, numbers []phone.Number, f func(model.DNCEntry)) error {
	return each(ctx, q, func(rows *sql.Rows) error {
		var l model.DNCEntry
		if err := rows.Scan(&l.Number, (*instant)(&l.Since), &l.Source); err != nil {
			return err
		}
		f(l)
		return nil
	}, `SELECT number, since, source FROM json_each(?) JOIN do_not_call ON number = value`, array(numbers))
}

// AddDoNotCall puts numbers on the do-not-call list and returns how many were
// not there yet; the others keep when and why they were put there.
func (s *Store) AddDoNotCall(ctx context.Context, numbers []phone.Number, source string) (added int, err error) {
	return s.changeList(ctx, `INSERT OR IGNORE INTO do_not_call (number, since, source) SELECT value, ?, ? FROM json_each(?)`,
		instant(s.now()), source, array(numbers))
}

// RemoveDoNotCall takes numbers off the do-not-call list and returns how many
// were on it.
func (s *Store) RemoveDoNotCall(ctx context.Context, numbers []phone.Number) (removed int, err error) {
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
func (s *Store) DoNotCall(ctx context.Context) ([]model.DNCEntry, error) {
	var list []model.DNCEntry
	err := s.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var l model.DNCEntry
			if err := rows.Scan(&l.Number, (*instant)(&l.Since), &l.Source); err != nil {
				return err
			}
			list = append(list, l)
			return nil
		}, `SELECT number, since, source FROM do_not_call ORDER BY number`)
	})
	return list, err
}
