package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/guarding"
	"callsheet/model/phone"
)

// heldIn finds numbers of a batch in its lists as they are stored, which it goes on to read.
func heldIn(b model.Batch, numbers, called []byte) (func([]phone.Number, func(phone.Number, time.Time)), error) {
	all, err := unpack(numbers)
	if err != nil {
		return nil, err
	}
	var last rung
	if b.CallsKnown {
		if last, err = unpackRung(called); err != nil {
			return nil, err
		}
	}
	return func(numbers []phone.Number, f func(phone.Number, time.Time)) {
		common(numbers, all, func(n phone.Number) {
			var at time.Time
			if b.CallsKnown {
				at = last.at(n)
			}
			f(n, at)
		})
	}, nil
}

// ask finds out what the ids of some contacts, sorted by number, were sent with
// to an agent before; "" stands for any agent. One batch and those of one campaign
// do not count.
func (db *database) ask(ctx context.Context, q querier, refs []model.ContactRef, service, agent, exceptBatch, exceptCampaign string) (*guarding.Question[phone.Number], error) {
	numbers := make([]phone.Number, len(refs))
	var byID []model.ContactRef
	for i, r := range refs {
		numbers[i] = r.Number
		if r.ID != 0 {
			byID = append(byID, r)
		}
	}
	question := guarding.Ask(numbers)
	if len(byID) == 0 {
		return question, nil
	}
	slices.SortFunc(byID, func(x, y model.ContactRef) int { return cmp.Compare(x.ID, y.ID) })
	rehearsal := model.IsSandbox(service)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var key, name, to, by string
		var blob sql.RawBytes
		if err := rows.Scan(&key, &name, &to, &by, &blob); err != nil || model.IsSandbox(to) != rehearsal {
			return err
		}
		sent, err := unpackIDs(blob)
		if err != nil {
			return db.damaged(name, err)
		}
		i := 0
		for _, r := range byID {
			if i = sent.ids.from(i, phone.Number(r.ID)); i == sent.ids.len() {
				break
			}
			if model.ContactID(sent.ids.at(i)) != r.ID {
				continue
			}
			question.Sent(r.Number, sent.numbers.at(i), by, key)
		}
		return nil
	}, `SELECT key, name, service, agent, ids FROM batch_ids JOIN batches ON batch = id
		WHERE state NOT IN ('prepared', 'refused') AND (?1 = '' OR agent = ?1)
		AND key <> ?2 AND (campaign IS NULL OR campaign <> ?3) ORDER BY id`, agent, exceptBatch, exceptCampaign)
	question.Known()
	return question, err
}
