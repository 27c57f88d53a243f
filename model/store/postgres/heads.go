package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"callsheet/model/evidence"
	"callsheet/model/printable"
	"callsheet/model/team"
)

const (
	aboutName   = "name of campaign "
	aboutHolder = "holder of campaign "

	maxName = 200 // of what is shown of a campaign
)

// Tell tells what this member knows of its own campaigns; to tell it again changes nothing. Each
// batch with its numbers is a transaction of its own, and the rest is one: what of it is missing
// after a failure is told with the next news.
func (l *Ledger) Tell(ctx context.Context, news team.News) (team.Heard, error) {
	missing, err := l.tellEntries(ctx, news.Entries)
	if err != nil {
		return team.Heard{}, err
	}
	var heard team.Heard
	err = l.write(ctx, telling, func(t *tx) error {
		heard = team.Heard{Missing: missing}
		if err := l.tellHeads(ctx, t, news.Heads); err != nil {
			return err
		}
		if err := l.tellEvidence(ctx, t, news.Evidence); err != nil {
			return err
		}
		if err := t.forget(ctx, l, news.Gone); err != nil {
			return err
		}
		if err := t.forgetHeads(ctx, news.Gone); err != nil {
			return err
		}
		t.whole = news.Whole && len(missing) == 0
		var err error
		if heard.Lost, err = l.lost(ctx, t, news.Heads); err == nil {
			heard.Leased, err = t.leased(ctx)
		}
		return err
	})
	if err != nil {
		return team.Heard{}, err
	}
	return heard, nil
}

// tellHeads writes campaigns down, but for those that are another member's by now.
func (l *Ledger) tellHeads(ctx context.Context, t *tx, heads []team.Head) error {
	var batch pgx.Batch
	for _, h := range heads {
		name, err := l.seal(aboutName+h.Campaign, printable.Text(h.Name, maxName))
		if err != nil {
			return err
		}
		holder, err := l.seal(aboutHolder+h.Campaign, printable.Text(h.Holder, maxName))
		if err != nil {
			return err
		}
		if h.Since.IsZero() {
			h.Since = t.now
		}
		batch.Queue(`INSERT INTO campaigns AS c (id, owner, since, name, holder, service, agent, changed, confirmed, contacts, answered, not_reached, to_go, unknown, next_wave, paused)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, holder = excluded.holder, service = excluded.service, agent = excluded.agent, changed = excluded.changed,
				confirmed = excluded.confirmed, contacts = excluded.contacts, answered = excluded.answered, not_reached = excluded.not_reached, to_go = excluded.to_go,
				unknown = excluded.unknown, next_wave = excluded.next_wave, paused = excluded.paused, forgotten = false WHERE c.owner = excluded.owner`,
			h.Campaign, t.member, instant(h.Since), name, holder, h.Service, h.Agent, instant(t.now), instant(h.Confirmed),
			h.Contacts, h.Tally.Answered, h.Tally.NotReached, h.Tally.ToGo, h.Tally.Unknown, instant(h.NextWave), instant(h.Paused))
	}
	return run(ctx, t, &batch)
}

// forgetHeads takes campaigns away that this member has no more. Whose one is stays known for as
// long as batches of it are there.
func (t *tx) forgetHeads(ctx context.Context, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	if _, err := t.Exec(ctx, `UPDATE campaigns SET forgotten = true WHERE id = ANY($1) AND owner = $2`, keys, t.member); err != nil {
		return err
	}
	_, err := t.Exec(ctx, `DELETE FROM campaigns c WHERE id = ANY($1) AND forgotten AND NOT EXISTS (SELECT FROM batches b WHERE b.campaign = c.id)`, keys)
	return err
}

// tellEvidence writes down how far chains of evidence have come. They only ever grow: a shorter
// one, or one as long that ends otherwise, does not take the place of what was told before.
func (l *Ledger) tellEvidence(ctx context.Context, t *tx, heads []evidence.Head) error {
	var batch pgx.Batch
	for _, h := range heads {
		batch.Queue(`INSERT INTO evidence_heads AS e (member, campaign, entries, hash) VALUES ($1, $2, $3, $4)
			ON CONFLICT (member, campaign) DO UPDATE SET entries = excluded.entries, hash = excluded.hash WHERE e.entries < excluded.entries`,
			t.member, h.Campaign, h.Entries, h.Hash)
	}
	return run(ctx, t, &batch)
}

// run runs statements that tell nothing, in one message.
func run(ctx context.Context, t *tx, batch *pgx.Batch) error {
	if batch.Len() == 0 {
		return nil
	}
	return t.SendBatch(ctx, batch).Close()
}

// lost are those of campaigns that are another member's.
func (l *Ledger) lost(ctx context.Context, t *tx, heads []team.Head) (lost []team.Lost, err error) {
	if len(heads) == 0 {
		return nil, nil
	}
	keys := make([]string, len(heads))
	for i, h := range heads {
		keys[i] = h.Campaign
	}
	rows, err := t.Query(ctx, `SELECT c.id, c.since, m.id, m.login, m.host FROM campaigns c JOIN members m ON m.id = c.owner WHERE c.id = ANY($1) AND c.owner <> $2 ORDER BY c.id`, keys, t.member)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one team.Lost
		var login, host []byte
		if err := rows.Scan(&one.Campaign, &one.At, &one.By.ID, &login, &host); err != nil {
			return nil, err
		}
		l.name(&one.By, login, host)
		one.Campaign, one.By.ID = printable.Text(one.Campaign, maxShown), printable.Text(one.By.ID, maxShown)
		one.At = one.At.UTC()
		lost = append(lost, one)
	}
	return lost, rows.Err()
}

// shownTime is for how long a campaign of which nothing is to come is among the team's after it
// was told of last, and mostShown how many there are at most.
const (
	shownTime = 30 * 24 * time.Hour
	mostShown = 500
)

// heads are the campaigns of all members, the latest told first, without their batches.
func (l *Ledger) heads(ctx context.Context, t *tx) (heads []team.Head, err error) {
	rows, err := t.Query(ctx, `SELECT c.id, c.name, c.service, c.agent, m.id, m.login, m.host, m.joined, m.seen, EXISTS (SELECT FROM openings o WHERE o.member = m.id AND o.seen > $1),
			c.since, c.holder, c.changed, c.confirmed, c.contacts, c.answered, c.not_reached, c.to_go, c.unknown, c.next_wave, c.paused
		FROM campaigns c JOIN members m ON m.id = c.owner WHERE NOT c.forgotten AND (c.changed > $2 OR c.to_go > 0 OR c.unknown > 0) ORDER BY c.changed DESC, c.id LIMIT $3`,
		t.now.Add(-team.PresenceTime), t.now.Add(-shownTime), mostShown)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var h team.Head
		var name, holder, login, host []byte
		var seen, confirmed, next, paused *time.Time
		err := rows.Scan(&h.Campaign, &name, &h.Service, &h.Agent, &h.Owner.ID, &login, &host, &h.Owner.Joined, &seen, &h.Owner.Present,
			&h.Since, &holder, &h.Changed, &confirmed, &h.Contacts, &h.Tally.Answered, &h.Tally.NotReached, &h.Tally.ToGo, &h.Tally.Unknown, &next, &paused)
		if err != nil {
			return nil, err
		}
		h.Name = printable.Text(l.unseal(aboutName+h.Campaign, name), maxName)
		h.Holder = printable.Text(l.unseal(aboutHolder+h.Campaign, holder), maxName)
		h.Service, h.Agent = printable.Text(h.Service, maxName), printable.Text(h.Agent, maxName)
		h.Campaign, h.Owner.ID = printable.Text(h.Campaign, maxShown), printable.Text(h.Owner.ID, maxShown)
		l.name(&h.Owner, login, host)
		h.Owner.Joined, h.Owner.Seen, h.Since, h.Changed = h.Owner.Joined.UTC(), utc(seen), h.Since.UTC(), h.Changed.UTC()
		h.Confirmed, h.NextWave, h.Paused = utc(confirmed), utc(next), utc(paused)
		heads = append(heads, h)
	}
	return heads, rows.Err()
}

// evidenceHeads are how far the chains of this member had come when they were told last.
func (t *tx) evidenceHeads(ctx context.Context) (heads []evidence.Head, err error) {
	rows, err := t.Query(ctx, `SELECT campaign, entries, hash FROM evidence_heads WHERE member = $1 ORDER BY campaign`, t.member)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var h evidence.Head
		if err := rows.Scan(&h.Campaign, &h.Entries, &h.Hash); err != nil {
			return nil, err
		}
		h.Campaign, h.Hash = printable.Text(h.Campaign, maxShown), printable.Text(h.Hash, maxShown)
		heads = append(heads, h)
	}
	return heads, rows.Err()
}
