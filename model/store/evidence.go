package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
	"callsheet/model/printable"
)

// Evidence is the chains of entries that tell what was done with each campaign. An entry is
// written in the transaction that does what it tells of: the one is never without the other.
type Evidence struct{ db *database }

// add writes an entry at the end of a chain.
func (v *Evidence) add(ctx context.Context, tx querier, chain string, kind evidence.Kind, facts any) error {
	var head evidence.Head
	err := tx.QueryRowContext(ctx, `SELECT entries, hash FROM evidence_heads WHERE campaign = ?`, chain).Scan(&head.Entries, &head.Hash)
	switch {
	case errors.Is(err, sql.ErrNoRows) && kind != evidence.KindConfirmed && kind != evidence.KindAdopted && kind != evidence.KindBegun:
		if err := v.beginChain(ctx, tx, chain); err != nil {
			return err
		}
		return v.add(ctx, tx, chain, kind, facts)
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return err
	}
	e := evidence.Entry{Campaign: chain, Place: head.Entries, At: v.db.now(), Kind: kind, Who: v.db.holder.who, Host: printable.Text(v.db.holder.host, 80)}
	if err := v.about(ctx, tx, &e); err != nil {
		return err
	}
	text, err := evidence.Encode(e, facts)
	if err != nil {
		return err
	}
	prev, isHash := evidence.ParseHash(head.Hash)
	if !isHash && head.Entries > 0 {
		// The chain was broken by somebody, which shows whatever follows. Nobody is kept
		// from recording what they do.
		prev = evidence.Hash{}
	}
	hash := prev.Next(text).String()
	if _, err := tx.ExecContext(ctx, `INSERT INTO evidence (campaign, place, entry, hash) VALUES (?, ?, ?, ?)`, chain, e.Place, string(text), hash); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO evidence_heads (campaign, entries, hash) VALUES (?, ?, ?)`, chain, e.Place+1, hash)
	return err
}

// about says of which campaign an entry is, as it is named now.
func (v *Evidence) about(ctx context.Context, q querier, e *evidence.Entry) error {
	err := q.QueryRowContext(ctx, `SELECT name, iif(json_valid(draft), coalesce(json_extract(draft, '$.service'), ''), ''),
		iif(json_valid(draft), coalesce(json_extract(draft, '$.profile'), ''), '') FROM campaigns WHERE id = ?`, e.Campaign).Scan(&e.Name, &e.Service, &e.Profile)
	if errors.Is(err, sql.ErrNoRows) {
		err = q.QueryRowContext(ctx, `SELECT name, service FROM batches WHERE chain = ? ORDER BY id LIMIT 1`, e.Campaign).Scan(&e.Name, &e.Service)
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return err
}

// begin begins the chain of every batch that has none: an earlier version sent it, and wrote
// no evidence.
func (v *Evidence) begin(ctx context.Context, tx *sql.Tx) error {
	var chains []string
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var chain string
		err := rows.Scan(&chain)
		chains = append(chains, chain)
		return err
	}, `SELECT chain FROM batches WHERE chain NOT IN (SELECT campaign FROM evidence_heads) GROUP BY chain ORDER BY min(id)`)
	if err != nil {
		return err
	}
	for _, chain := range chains {
		if err := v.beginChain(ctx, tx, chain); err != nil {
			return err
		}
	}
	return nil
}

func (v *Evidence) beginChain(ctx context.Context, tx querier, chain string) error {
	batches, err := ledgerOf(ctx, tx, chain)
	if err != nil {
		return err
	}
	facts := evidence.Begun{Batches: batches}
	err = tx.QueryRowContext(ctx, `SELECT confirmed FROM campaigns WHERE id = ?`, chain).Scan((*instant)(&facts.Confirmed))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	facts.Confirmed = facts.Confirmed.UTC()
	return v.add(ctx, tx, chain, evidence.KindBegun, facts)
}

// ledgerOf is what the ledger has of the batches that a chain tells of.
func ledgerOf(ctx context.Context, q querier, chain string) ([]evidence.Batch, error) {
	batches := []evidence.Batch{}
	err := each(ctx, q, func(rows *sql.Rows) error {
		var b evidence.Batch
		var hash string
		err := rows.Scan(&b.Key, &b.Batch, &b.Contacts, &hash, &b.Agent, &b.User, &b.Rate, &b.Attempts, (*instant)(&b.Start), &b.State, &b.BatchID)
		b.Batch++
		b.Numbers, b.Start = evidence.ListHash(hash, b.Contacts), b.Start.UTC()
		batches = append(batches, b)
		return err
	}, `SELECT key, place, contacts, hash, agent, user, rate, max_attempts, starts, state, batch_id FROM batches WHERE chain = ? ORDER BY place, id`, chain)
	return batches, err
}

// chainOf is the chain that tells of a batch.
func chainOf(ctx context.Context, q querier, key string) (string, error) {
	var chain string
	err := q.QueryRowContext(ctx, `SELECT chain FROM batches WHERE key = ?`, key).Scan(&chain)
	return chain, err
}

// addTo writes an entry that tells of a batch.
func (v *Evidence) addTo(ctx context.Context, tx querier, key string, kind evidence.Kind, facts any) error {
	chain, err := chainOf(ctx, tx, key)
	if err != nil {
		return err
	}
	return v.add(ctx, tx, chain, kind, facts)
}

// addIfTold writes an entry of a campaign, if anything is told of it.
func (v *Evidence) addIfTold(ctx context.Context, tx querier, chain string, kind evidence.Kind, facts any) error {
	var told bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM evidence_heads WHERE campaign = ?)`, chain).Scan(&told)
	if err != nil || !told {
		return err
	}
	return v.add(ctx, tx, chain, kind, facts)
}

// EvidenceSummary is a campaign of which there is evidence, by its latest entry.
type EvidenceSummary struct {
	Head evidence.Head
	Last evidence.Entry // without what of it cannot be read
}

// Summaries lists the campaigns of which there is evidence, also forgotten ones, those told
// of last first.
func (v *Evidence) Summaries(ctx context.Context) ([]EvidenceSummary, error) {
	var list []EvidenceSummary
	err := v.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var s EvidenceSummary
			var entry []byte
			err := rows.Scan(&s.Head.Campaign, &s.Head.Entries, &s.Head.Hash, &entry)
			_ = json.Unmarshal(entry, &s.Last)
			list = append(list, s)
			return err
		}, `SELECT h.campaign, h.entries, h.hash, coalesce((SELECT entry FROM evidence e WHERE e.campaign = h.campaign ORDER BY place DESC LIMIT 1), '')
			FROM evidence_heads h ORDER BY (SELECT max(id) FROM evidence e WHERE e.campaign = h.campaign) DESC`)
	})
	return list, err
}

// Heads are the heads of all chains.
func (v *Evidence) Heads(ctx context.Context) ([]evidence.Head, error) {
	var heads []evidence.Head
	err := v.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var h evidence.Head
			err := rows.Scan(&h.Campaign, &h.Entries, &h.Hash)
			heads = append(heads, h)
			return err
		}, `SELECT campaign, entries, hash FROM evidence_heads ORDER BY campaign`)
	})
	return heads, err
}

// Campaigns are the keys of all campaigns that anything is told of, or that the ledger has
// batches of, those that began first in order.
func (v *Evidence) Campaigns(ctx context.Context) ([]string, error) {
	var keys []string
	err := v.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var key string
			err := rows.Scan(&key)
			keys = append(keys, key)
			return err
		}, `SELECT campaign FROM (SELECT campaign, min(id) AS first FROM evidence GROUP BY campaign
			UNION ALL SELECT campaign, 1 << 62 FROM evidence_heads UNION ALL SELECT chain, 1 << 62 FROM batches) GROUP BY campaign ORDER BY min(first), campaign`)
	})
	return keys, err
}

// Chain reads the entries of a campaign, by its key, and verifies them: that they are as they
// were written, and tell what the ledger has. The *evidence.Break is nil where both is so.
func (v *Evidence) Chain(ctx context.Context, campaign string) (evidence.Chain, *evidence.Break, error) {
	chain := evidence.Chain{Head: evidence.Head{Campaign: campaign}}
	var ledger []evidence.Batch
	err := v.db.read(ctx, func(tx *sql.Tx) error {
		chain.Links = nil
		err := tx.QueryRowContext(ctx, `SELECT entries, hash FROM evidence_heads WHERE campaign = ?`, campaign).Scan(&chain.Head.Entries, &chain.Head.Hash)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		err = each(ctx, tx, func(rows *sql.Rows) error {
			var l evidence.Link
			err := rows.Scan(&l.Place, &l.Entry, &l.Hash)
			chain.Links = append(chain.Links, l)
			return err
		}, `SELECT place, entry, hash FROM evidence WHERE campaign = ? ORDER BY place`, campaign)
		if err == nil {
			ledger, err = ledgerOf(ctx, tx, campaign)
		}
		return err
	})
	if err != nil {
		return chain, nil, err
	}
	broken := evidence.Verify(chain)
	if broken == nil {
		entries := chain.Entries()
		broken = evidence.StandingOf(entries).Compare(ledger, len(entries))
	}
	return chain, broken, nil
}

// Missing counts the entries that were written on this machine, of whichever campaign, and
// are not there any more.
func (v *Evidence) Missing(ctx context.Context) (int, error) {
	var missing int
	err := v.db.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'evidence'), 0), coalesce(max(id), 0)) - count(*) FILTER (WHERE id > 0) FROM evidence`).Scan(&missing)
	})
	return missing, err
}

// Cancelled writes down what the service said to cancelling one of its batches. Of one that
// is none of ours nothing is told.
func (v *Evidence) Cancelled(ctx context.Context, batchID string, facts evidence.Cancelled) error {
	return v.db.write(ctx, func(tx *sql.Tx) error {
		var chain string
		err := tx.QueryRowContext(ctx, `SELECT chain, key, place + 1 FROM batches WHERE batch_id = ? AND batch_id <> '' ORDER BY campaign IS NULL, id LIMIT 1`, batchID).Scan(&chain, &facts.Key, &facts.Batch)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		facts.BatchID = batchID
		facts.Message, facts.Error = evidence.WithoutNumbers(facts.Message), evidence.WithoutNumbers(facts.Error)
		return v.add(ctx, tx, chain, evidence.KindCancelled, facts)
	})
}

// doNotCallHash is the hash of the do-not-call list as it was at a revision.
type doNotCallHash struct {
	revision int
	hash     string
}

// readDoNotCall works out the hash of the list, unless it is known.
func readDoNotCall(ctx context.Context, q querier) (doNotCallHash, error) {
	var h doNotCallHash
	var known sql.NullString
	err := q.QueryRowContext(ctx, `SELECT revision, hash FROM do_not_call_revision`).Scan(&h.revision, &known)
	if err != nil || known.Valid {
		h.hash = known.String
		return h, err
	}
	var numbers []phone.Number
	err = each(ctx, q, func(rows *sql.Rows) error {
		var n phone.Number
		err := rows.Scan(&n)
		numbers = append(numbers, n)
		return err
	}, `SELECT number FROM do_not_call ORDER BY number`)
	h.hash = model.NumbersHash(numbers)
	return h, err
}

// hashDoNotCall is the hash of the list as it is now, before somebody takes the write lock:
// a million numbers take a second.
func (v *Evidence) hashDoNotCall(ctx context.Context) (h doNotCallHash, err error) {
	err = v.db.read(ctx, func(tx *sql.Tx) error {
		h, err = readDoNotCall(ctx, tx)
		return err
	})
	return h, err
}

// doNotCall is the do-not-call list at this moment. known is its hash as it was worked out
// before.
func (v *Evidence) doNotCall(ctx context.Context, tx querier, known doNotCallHash) (evidence.DoNotCall, error) {
	var d evidence.DoNotCall
	var hash sql.NullString
	err := tx.QueryRowContext(ctx, `SELECT revision, numbers, hash FROM do_not_call_revision`).Scan(&d.Revision, &d.Numbers, &hash)
	if err != nil {
		return d, err
	}
	if !hash.Valid && known.hash != "" {
		if known.revision != d.Revision {
			if known, err = readDoNotCall(ctx, tx); err != nil {
				return d, err
			}
		}
		if _, err := tx.ExecContext(ctx, `UPDATE do_not_call_revision SET hash = ?`, known.hash); err != nil {
			return d, err
		}
		hash.String = known.hash
	}
	d.Hash = evidence.ListHash(hash.String, d.Numbers)
	return d, nil
}
