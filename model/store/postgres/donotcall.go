package postgres

import (
	"context"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/team"
)

const (
	// aboutSource is what the source of entries is sealed as.
	aboutSource = "source of do-not-call entries"
	// listedAtOnce is how many numbers are put on the list by one statement.
	listedAtOnce = 100_000
)

// doNotCallTable is the team's do-not-call list, in one transaction.
type doNotCallTable struct {
	*tx
	l *Ledger
}

// listed calls f for those of some numbers that are on the do-not-call list, with since when, and
// the id of the source.
func (t doNotCallTable) listed(ctx context.Context, numbers []team.Number, f func(n team.Number, since time.Time, source int64)) error {
	rows, err := t.Query(ctx, `SELECT d.number, d.since, d.source FROM unnest($1::bigint[]) asked (number)
		CROSS JOIN LATERAL (SELECT e.number, e.since, e.source FROM do_not_call e WHERE e.number = asked.number OFFSET 0) d`, plain(numbers))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number, source int64
		var since time.Time
		if err := rows.Scan(&number, &since, &source); err != nil {
			return err
		}
		f(team.Number(number), since.UTC(), source)
	}
	return rows.Err()
}

// marked calls f for those of some numbers that are on the do-not-call list, with why.
func (t doNotCallTable) marked(ctx context.Context, numbers []team.Number, f func(n team.Number, since time.Time, source string)) error {
	type entry struct {
		number team.Number
		since  time.Time
		source int64
	}
	var all []entry
	sources := map[int64]string{}
	err := t.listed(ctx, numbers, func(n team.Number, since time.Time, source int64) {
		all, sources[source] = append(all, entry{n, since, source}), ""
	})
	if err != nil || len(all) == 0 {
		return err
	}
	var ids []int64
	for id := range sources {
		ids = append(ids, id)
	}
	rows, err := t.Query(ctx, `SELECT id, source FROM do_not_call_sources WHERE id = ANY($1)`, ids)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var sealed []byte
		if err := rows.Scan(&id, &sealed); err != nil {
			return err
		}
		sources[id] = printable.Text(t.l.unseal(aboutSource, sealed), maxName)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, e := range all {
		f(e.number, e.since, sources[e.source])
	}
	return nil
}

// ListDoNotCall puts entries on the team's list, and returns how many were not there yet; of the
// others it stays when and why they were put there. It is done in parts: where it fails some are
// there, and it can be done again.
func (l *Ledger) ListDoNotCall(ctx context.Context, entries []model.DNCEntry) (added int, err error) {
	for part := range slices.Chunk(entries, listedAtOnce) {
		n := 0
		err := l.write(ctx, telling, func(t *tx) error {
			var err error
			n, err = doNotCallTable{t, l}.list(ctx, part)
			return err
		})
		if err != nil {
			return added, err
		}
		added += n
	}
	return added, nil
}

func (t doNotCallTable) list(ctx context.Context, entries []model.DNCEntry) (added int, err error) {
	hasher := t.l.options.Secret.Hasher()
	numbers, since, source := make([]int64, len(entries)), make([]time.Time, len(entries)), make([]int64, len(entries))
	sources := map[string]int64{}
	for i, e := range entries {
		id, known := sources[e.Source]
		if !known {
			sealed, err := t.l.seal(aboutSource, printable.Text(e.Source, maxName))
			if err != nil {
				return 0, err
			}
			if err := t.QueryRow(ctx, `INSERT INTO do_not_call_sources (source) VALUES ($1) RETURNING id`, sealed).Scan(&id); err != nil {
				return 0, err
			}
			sources[e.Source] = id
		}
		numbers[i], since[i], source[i] = int64(hasher.Number(e.Number)), within(e.Since, time.Time{}, t.now), id
	}
	tag, err := t.Exec(ctx, `INSERT INTO do_not_call (number, since, source, member) SELECT DISTINCT ON (number) number, since, source, $4
		FROM unnest($1::bigint[], $2::timestamptz[], $3::bigint[]) e (number, since, source) ORDER BY number, since ON CONFLICT DO NOTHING`, numbers, since, source, t.member)
	if err != nil {
		return 0, err
	}
	if tag.RowsAffected() < int64(len(entries)) { // to tell it again leaves nothing behind
		var ids []int64
		for _, id := range sources {
			ids = append(ids, id)
		}
		_, err = t.Exec(ctx, `DELETE FROM do_not_call_sources s WHERE id = ANY($1) AND NOT EXISTS (SELECT FROM do_not_call d WHERE d.source = s.id AND d.number = ANY($2))`, ids, numbers)
	}
	if err == nil {
		err = t.counted(ctx, tag.RowsAffected())
	}
	return int(tag.RowsAffected()), err
}

// count is how many numbers are on the list.
func (t doNotCallTable) count(ctx context.Context) (n int, err error) {
	err = t.QueryRow(ctx, `SELECT numbers FROM do_not_call_count`).Scan(&n)
	return n, err
}

// counted keeps the count of a list that is too long to be counted each time.
func (t *tx) counted(ctx context.Context, more int64) error {
	if more == 0 {
		return nil
	}
	_, err := t.Exec(ctx, `UPDATE do_not_call_count SET numbers = numbers + $1`, more)
	return err
}

// UnlistDoNotCall takes numbers off the team's list, and returns how many were on it.
func (l *Ledger) UnlistDoNotCall(ctx context.Context, numbers []phone.Number) (removed int, err error) {
	err = l.write(ctx, changing, func(t *tx) error {
		tag, err := t.Exec(ctx, `DELETE FROM do_not_call WHERE number = ANY($1)`, plain(hashNumbers(l.options.Secret, numbers)))
		removed = int(tag.RowsAffected())
		if err == nil {
			err = t.counted(ctx, -tag.RowsAffected())
		}
		return err
	})
	return removed, err
}
