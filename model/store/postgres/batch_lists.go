package postgres

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"callsheet/model"
	"callsheet/model/team"
)

func byPlace(batches []model.Batch) {
	slices.SortStableFunc(batches, func(a, b model.Batch) int { return cmp.Compare(a.Index, b.Index) })
}

// copyLists puts the numbers and ids of a batch there that has none yet.
func (t *tx) copyLists(ctx context.Context, batch int64, h hashed) error {
	numbers := h.numbers()
	_, err := t.CopyFrom(ctx, pgx.Identifier{schema, "batch_numbers"}, []string{"number", "batch"},
		pgx.CopyFromSlice(len(numbers), func(i int) ([]any, error) { return []any{int64(numbers[i]), batch}, nil }))
	if err != nil {
		return err
	}
	ids := h.withIDs()
	if len(ids) == 0 {
		return nil
	}
	_, err = t.CopyFrom(ctx, pgx.Identifier{schema, "batch_contacts"}, []string{"contact", "batch", "number"},
		pgx.CopyFromSlice(len(ids), func(i int) ([]any, error) { return []any{int64(ids[i].id), batch, int64(ids[i].number)}, nil }))
	return err
}

// dropLists takes the numbers and ids of a batch away.
func (t *tx) dropLists(ctx context.Context, batch int64) error {
	for _, table := range []string{"batch_numbers", "batch_rings", "batch_contacts"} {
		if _, err := t.Exec(ctx, `DELETE FROM `+table+` WHERE batch = $1`, batch); err != nil {
			return err
		}
	}
	return nil
}

// addLists adds numbers and ids to those of a batch.
func (t *tx) addLists(ctx context.Context, batch int64, h hashed) error {
	_, err := t.Exec(ctx, `INSERT INTO batch_numbers (number, batch) SELECT unnest($1::bigint[]), $2 ON CONFLICT DO NOTHING`, plain(h.numbers()), batch)
	ids := h.withIDs()
	if err != nil || len(ids) == 0 {
		return err
	}
	contacts, numbers := make([]int64, len(ids)), make([]int64, len(ids))
	for i, c := range ids {
		contacts[i], numbers[i] = int64(c.id), int64(c.number)
	}
	_, err = t.Exec(ctx, `INSERT INTO batch_contacts (contact, number, batch) SELECT unnest($1::bigint[]), unnest($2::bigint[]), $3 ON CONFLICT DO NOTHING`, contacts, numbers, batch)
	return err
}

// maxCalls is how many calls to a number are counted.
const maxCalls = 1<<15 - 1

// putRings puts down who was rung by a batch of which all calls are known by now. Its other
// numbers are free, so they go.
func (t batchTable) putRings(ctx context.Context, r row, rings []model.Ring) error {
	if _, err := t.Exec(ctx, `DELETE FROM batch_rings WHERE batch = $1`, r.id); err != nil {
		return err
	}
	hasher := t.l.options.Secret.Hasher()
	type hashedRing struct {
		number team.Number
		model.Ring
	}
	list := make([]hashedRing, len(rings))
	for i, ring := range rings {
		list[i] = hashedRing{hasher.Number(ring.Number), ring}
	}
	slices.SortFunc(list, func(a, b hashedRing) int { return cmp.Compare(a.number, b.number) })
	list = slices.CompactFunc(list, func(a, b hashedRing) bool { return a.number == b.number })
	_, err := t.CopyFrom(ctx, pgx.Identifier{schema, "batch_rings"}, []string{"number", "batch", "rung", "calls", "answered", "refused"},
		pgx.CopyFromSlice(len(list), func(i int) ([]any, error) {
			of := list[i]
			return []any{int64(of.number), r.id, within(of.At, r.Sent, t.now), int16(min(max(of.Calls, 0), maxCalls)), of.Answered, of.Refused}, nil
		}))
	if err != nil {
		return err
	}
	_, err = t.Exec(ctx, `DELETE FROM batch_numbers WHERE batch = $1`, r.id)
	return err
}

// within is a time that a member told of a batch: it cannot lie before the batch was sent, nor in
// the time to come. Where it does not it guards until later.
func within(at, from, now time.Time) time.Time {
	if at.IsZero() || at.After(now) || at.Before(from) {
		return now
	}
	return at.UTC().Truncate(time.Microsecond)
}
