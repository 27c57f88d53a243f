package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// intent is what a batch that is about to be sent is given leave to do.
type intent struct {
	name, service, agent string
	prepared             time.Time
	contacts             []model.ContactRef // its own, sorted by number
	again, moved         []phone.Number     // of them, called in spite of a guard by the operator's choice
}

func (gs *Guards) intent(ctx context.Context, q querier, key string) (intent, error) {
	var i intent
	var numbers, again, moved, ids []byte
	err := q.QueryRowContext(ctx, `SELECT name, service, agent, prepared, numbers, again, moved, ids
		FROM batches JOIN batch_lists l ON l.batch = id LEFT JOIN batch_ids i ON i.batch = id WHERE key = ?`, key).
		Scan(&i.name, &i.service, &i.agent, (*instant)(&i.prepared), &numbers, &again, &moved, &ids)
	if err != nil {
		return i, err
	}
	var unreadable error
	read := func(blob []byte) []phone.Number {
		list, err := unpack(blob)
		unreadable = errors.Join(unreadable, err)
		return list.numbers()
	}
	i.contacts, i.again = model.RefsOf(read(numbers)), read(again)
	if moved != nil {
		i.moved = read(moved)
	}
	if ids != nil {
		sent, err := unpackIDs(ids)
		unreadable = errors.Join(unreadable, err)
		for _, r := range sent.refs() {
			at, found := slices.BinarySearchFunc(i.contacts, r.Number, func(c model.ContactRef, n phone.Number) int { return cmp.Compare(c.Number, n) })
			if !found {
				unreadable = errors.Join(unreadable, errDamagedBlob)
				break
			}
			i.contacts[at].ID = r.ID
		}
	}
	if unreadable != nil {
		return i, gs.db.damaged(i.name, unreadable)
	}
	return i, nil
}

// allows reports whether the operator chose that a number is called in spite of
// how a batch guards it. Their word is about calls they knew of, not about those
// of a batch that another console has sent since.
func (i intent) allows(g guarding, h contactGuard) bool {
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

// check returns a *model.GuardError when some numbers of a batch must not be
// called now; otherwise how many contacts each unfinished batch of the same agent
// loses to it, by its key.
func (gs *Guards) check(ctx context.Context, q querier, key string) (map[string]int, error) {
	sent, err := gs.intent(ctx, q, key)
	if err != nil {
		return nil, err
	}
	asked, err := gs.db.ask(ctx, q, sent.contacts, sent.service, sent.agent, key, "")
	if err != nil {
		return nil, err
	}
	uncertain, recent, unfinished, otherAgent, sameID := map[phone.Number]bool{}, map[phone.Number]bool{}, map[phone.Number]bool{}, map[phone.Number]bool{}, map[phone.Number]bool{}
	var uncertainBy, recentBy, unfinishedBy, otherBy string
	in := map[phone.Number]string{} // the newest batch that has it
	now := gs.db.now()
	err = gs.each(ctx, q, sent.service, key, "", func(g guarding) {
		asked.each(g, now, gs.period, func(h contactGuard) {
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
