package store

import (
	"context"
	"database/sql"
	"slices"

	"callsheet/model"
	"callsheet/model/phone"
)

// Histories says how often some numbers were rung, or may yet be, outside one campaign, for
// as long as that may count: by batches for such a service as the one that is worked with,
// since a rehearsal calls nobody. "" is no campaign. Most numbers have no history.
func (gs *Guards) Histories(ctx context.Context, numbers []phone.Number, except string) (model.NumberHistories, error) {
	if !slices.IsSorted(numbers) {
		numbers = slices.Sorted(slices.Values(numbers))
	}
	found := model.NumberHistories{Of: map[phone.Number]model.NumberHistory{}}
	err := gs.db.read(ctx, func(tx *sql.Tx) error {
		rehearsal, now := model.IsSandbox(gs.worksWith()), gs.db.now()
		return each(ctx, tx, func(rows *sql.Rows) error {
			var list, lastRung, tries sql.RawBytes
			b, err := gs.batches.scan(scanAlso{rows, []any{&list, &lastRung, &tries}})
			if err != nil || model.IsSandbox(b.Service) != rehearsal {
				return err
			}
			err = historiesIn(b, numbers, list, lastRung, tries, func(r model.Ring) {
				if more, was := b.RingsOf(r, now); was {
					h := found.Of[r.Number]
					h.Add(more)
					found.Of[r.Number] = h
				}
			})
			if err != nil {
				return gs.db.damaged(b.Name, err)
			}
			return nil
		}, `SELECT `+batchColumns+`, numbers, rung, tries FROM batches JOIN batch_lists ON batch = id
			WHERE state NOT IN ('prepared', 'refused') AND (ended IS NULL OR ended > ?)
			AND (campaign IS NULL OR campaign <> ?) ORDER BY id`, instant(now.Add(-model.HistorySpan)), except)
	})
	if err != nil {
		return model.NumberHistories{Unread: true}, err
	}
	return found, nil
}

// historiesIn calls f for those of some sorted numbers that a batch rang: for all it has,
// where it is not known whom.
func historiesIn(b model.Batch, numbers []phone.Number, list, lastRung, tries []byte, f func(model.Ring)) error {
	if !b.Ended.IsZero() && b.CallsKnown {
		r, err := unpackRung(lastRung)
		if err != nil {
			return err
		}
		counts, err := unpackTries(tries, r.numbers.len())
		if err != nil {
			return err
		}
		i := 0
		common(numbers, r.numbers, func(n phone.Number) {
			i = r.numbers.from(i, n)
			f(r.ring(i, counts))
		})
		return nil
	}
	all, err := unpack(list)
	if err != nil {
		return err
	}
	common(numbers, all, func(n phone.Number) { f(model.Ring{Number: n}) })
	return nil
}
