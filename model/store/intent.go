package store

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"callsheet/model"
	"callsheet/model/guarding"
	"callsheet/model/phone"
)

// intent is what a batch that is about to be sent is given leave to do, and whom it calls.
type intent struct {
	guarding.Intent[phone.Number]
	name, service string
	contacts      []model.ContactRef // its own, sorted by number
}

func (gs *Guards) intent(ctx context.Context, q querier, key string) (intent, error) {
	var i intent
	var numbers, again, moved, ids []byte
	err := q.QueryRowContext(ctx, `SELECT name, service, agent, prepared, numbers, again, moved, ids
		FROM batches JOIN batch_lists l ON l.batch = id LEFT JOIN batch_ids i ON i.batch = id WHERE key = ?`, key).
		Scan(&i.name, &i.service, &i.Agent, (*instant)(&i.Known), &numbers, &again, &moved, &ids)
	if err != nil {
		return i, err
	}
	var unreadable error
	read := func(blob []byte) []phone.Number {
		list, err := unpack(blob)
		unreadable = errors.Join(unreadable, err)
		return list.numbers()
	}
	i.contacts, i.Again = model.RefsOf(read(numbers)), read(again)
	if moved != nil {
		i.Moved = read(moved)
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

// check returns a *model.GuardError when some numbers of a batch must not be
// called now; otherwise how many contacts each unfinished batch of the same agent
// loses to it, by its key.
func (gs *Guards) check(ctx context.Context, q querier, key string) (map[string]int, error) {
	sent, err := gs.intent(ctx, q, key)
	if err != nil {
		return nil, err
	}
	question, err := gs.db.ask(ctx, q, sent.contacts, sent.service, sent.Agent, key, "")
	if err != nil {
		return nil, err
	}
	judge := guarding.NewJudge(sent.Intent, question, gs.db.now(), gs.period)
	if err := gs.each(ctx, q, sent.service, key, "", judge.Add); err != nil {
		return nil, err
	}
	doNotCall := 0
	if err := listed(ctx, q, question.Numbers, func(model.DNCEntry) { doNotCall++ }); err != nil {
		return nil, err
	}
	return judge.Verdict(doNotCall)
}

// putMoves notes what a batch that is being sent takes from those of other campaigns.
func putMoves(ctx context.Context, q querier, key string, moves map[string]int) error {
	if _, err := q.ExecContext(ctx, `DELETE FROM moves WHERE later = (SELECT id FROM batches WHERE key = ?1)
		AND batch NOT IN (SELECT id FROM batches WHERE chain = (SELECT chain FROM batches WHERE key = ?1))`, key); err != nil {
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
