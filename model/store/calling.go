package store

import (
	"context"
	"database/sql"
	"slices"

	"callsheet/model"
	"callsheet/model/phone"
)

// Calling lists the batches that may yet call some of sorted numbers, whoever
// they were sent to: those that are not known to have ended, and those of which
// it is not known whether the service has them.
func (s *Store) Calling(ctx context.Context, numbers []phone.Number) ([]model.Calling, error) {
	if !slices.IsSorted(numbers) {
		numbers = slices.Sorted(slices.Values(numbers))
	}
	var calling []model.Calling
	err := s.read(ctx, func(tx *sql.Tx) error {
		now := s.now()
		take := func(g guarding) {
			c := model.Calling{Batch: g.Batch}
			g.each(numbers, now, s.o.Guard, func(n phone.Number, by model.Guard) {
				if by.Unfinished || by.Uncertain {
					c.Numbers = append(c.Numbers, n)
				}
			})
			if len(c.Numbers) > 0 {
				calling = append(calling, c)
			}
		}
		return s.guards(ctx, tx, s.worksWith(), "", "", take)
	})
	return calling, err
}
