package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/team"
)

// aboutBatch is what the facts of a batch are sealed as.
const aboutBatch = "batch "

// batchFacts are what people are told of a batch, and no rule goes by.
type batchFacts struct {
	Name         string          `json:"name"`
	User         string          `json:"user"`
	Priority     int             `json:"priority"`
	Hash         string          `json:"hash"`
	ServerBefore time.Time       `json:"server_before,omitzero"`
	ServerAfter  time.Time       `json:"server_after,omitzero"`
	Before       []string        `json:"before,omitempty"`
	BeforeLost   bool            `json:"before_lost,omitempty"`
	HTTPStatus   int             `json:"http_status,omitempty"`
	Dashboard    string          `json:"dashboard,omitempty"`
	Reason       string          `json:"reason,omitempty"`
	Note         string          `json:"note,omitempty"`
	Last         lastFacts       `json:"last"`
	Part         partFacts       `json:"part"`
	Tally        model.CallTally `json:"tally"`
	CallsFetched time.Time       `json:"calls_fetched,omitzero"`
	Lost         int             `json:"lost,omitempty"`
	LostTo       string          `json:"lost_to,omitempty"`
	WentOn       int             `json:"went_on,omitempty"`
}

// lastFacts are the last statistics of a batch, without whom it rang.
type lastFacts struct {
	At        time.Time         `json:"at,omitzero"`
	Status    model.BatchStatus `json:"status,omitempty"`
	Total     int               `json:"total,omitempty"`
	Processed int               `json:"processed,omitempty"`
	Succeeded int               `json:"succeeded,omitempty"`
	Failed    int               `json:"failed,omitempty"`
	Pending   int               `json:"pending,omitempty"`
	Rate      float64           `json:"rate,omitempty"`
	StartedAt time.Time         `json:"started_at,omitzero"`
	EndedAt   time.Time         `json:"ended_at,omitzero"`
}

type partFacts struct {
	Name    string        `json:"name,omitempty"`
	Release model.Release `json:"release,omitzero"`
	CloseAt time.Time     `json:"close_at,omitzero"`
	Zone    string        `json:"zone,omitempty"`
}

// maxReason bounds sentences about a batch, wherever they came from.
const maxReason = 1000

// sealFacts makes what people are told of a batch unreadable for the database.
func (t batchTable) sealFacts(b model.Batch) ([]byte, error) {
	last := b.Last
	text, err := json.Marshal(batchFacts{
		Name: b.Name, User: b.User, Priority: b.Priority, Hash: b.Hash, ServerBefore: b.ServerBefore, ServerAfter: b.ServerAfter,
		Before: b.Before, BeforeLost: b.BeforeLost, HTTPStatus: b.HTTPStatus, Dashboard: b.Dashboard, Reason: b.Reason, Note: b.Note,
		Last: lastFacts{last.At, last.Status, last.Total, last.Processed, last.Succeeded, last.Failed, last.Pending, last.Rate, last.StartedAt, last.EndedAt},
		Part: partFacts(b.Part), Tally: b.Tally, CallsFetched: b.CallsFetched, Lost: b.Lost, LostTo: b.LostTo, WentOn: b.WentOn,
	})
	if err != nil {
		return nil, err
	}
	return t.l.seal(aboutBatch+b.Key, string(text))
}

// unsealFacts adds what people are told of a batch. Where it cannot be read the rules hold
// nevertheless: a batch without a name guards, and one whose release is not known may be sent
// at any time.
func (t batchTable) unsealFacts(b *model.Batch, sealed []byte) {
	var f batchFacts
	if json.Unmarshal([]byte(t.l.unseal(aboutBatch+b.Key, sealed)), &f) != nil {
		f = batchFacts{BeforeLost: true}
	}
	b.Name, b.User, b.Priority, b.Hash = printable.Text(f.Name, maxName), printable.Text(f.User, maxName), f.Priority, printable.Text(f.Hash, maxName)
	b.ServerBefore, b.ServerAfter, b.Before, b.BeforeLost = f.ServerBefore, f.ServerAfter, f.Before, f.BeforeLost
	b.HTTPStatus, b.Dashboard = f.HTTPStatus, printable.Text(f.Dashboard, maxReason)
	b.Reason, b.Note = printable.Text(f.Reason, maxReason), printable.Text(f.Note, maxReason)
	s := f.Last
	b.Last = model.Statistics{
		At: s.At, Status: model.BatchStatus(printable.Text(string(s.Status), maxShown)), Total: s.Total, Processed: s.Processed, Succeeded: s.Succeeded, Failed: s.Failed, Pending: s.Pending,
		Rate: s.Rate, StartedAt: s.StartedAt, EndedAt: s.EndedAt,
	}
	b.Part = model.Part(f.Part)
	b.Part.Name, b.Part.Zone, b.Part.Release.Kept = printable.Text(f.Part.Name, maxName), printable.Text(f.Part.Zone, maxShown), printable.Text(f.Part.Release.Kept, maxReason)
	b.Tally, b.CallsFetched = f.Tally, f.CallsFetched
	b.Lost, b.LostTo, b.WentOn = max(b.Lost, f.Lost), printable.Text(f.LostTo, maxReason), f.WentOn
}

// batchTable is the batches of the ledger, in one transaction.
type batchTable struct {
	*tx
	l *Ledger
}

func (l *Ledger) batches(t *tx) batchTable { return batchTable{t, l} }

// row is a batch as the database has it.
type row struct {
	model.Batch
	id         int64
	teller     string
	owner      team.Member
	since      time.Time // that it is the owner's; zero = always
	opening    string
	fence      int64
	until      time.Time // of the lease
	attempt    string
	learnt     time.Time // when the team learnt of the state
	numberHash []byte
}

// rules are what decides who may say what became of it.
func (r row) rules() team.Row {
	return team.Row{State: r.State, Owner: r.owner.ID, Teller: r.teller, Opening: r.opening, Fence: r.fence, Until: r.until}
}

// rowColumns are what scanRow reads, from rowTables.
const (
	rowColumns = `b.id, b.key, b.campaign, b.teller, m.id, m.login, m.host, c.since, b.service, b.agent, b.batch_id, b.place, b.segment, b.contacts, b.numbers_hash,
		b.state, b.attempts, b.opening, b.fence, b.lease_until, b.attempt, b.prepared, b.sent, b.settled, b.said,
		b.starts, b.rate, b.max_attempts, b.retry_delay, b.ended, b.calls_known, b.facts, b.canceller, k.login, k.host, b.cancelled,
		(SELECT coalesce(sum(v.contacts), 0) FROM moves v JOIN batches n ON n.id = v.later
			WHERE v.batch = b.id AND (b.campaign = '' OR n.campaign <> b.campaign) AND n.state NOT IN ('prepared', 'refused'))`
	rowTables = `batches b LEFT JOIN campaigns c ON c.id = b.campaign JOIN members m ON m.id = coalesce(c.owner, b.teller) LEFT JOIN members k ON k.id = b.canceller`
)

func (t batchTable) scanRow(rows pgx.Row) (row, error) {
	var r row
	var login, host, facts []byte
	var since, until, sent, starts, ended *time.Time
	var by canceller
	err := rows.Scan(&r.id, &r.Key, &r.Campaign, &r.teller, &r.owner.ID, &login, &host, &since, &r.Service, &r.Agent, &r.ID, &r.Index, &r.Segment, &r.Contacts, &r.numberHash,
		&r.State, &r.Attempts, &r.opening, &r.fence, &until, &r.attempt, &r.Prepared, &sent, &r.learnt, &r.Settled,
		&starts, &r.Schedule.CallsPerSecond, &r.Schedule.MaxAttempts, &r.Schedule.RetryDelay, &ended, &r.CallsKnown, &facts, &by.ID, &by.login, &by.host, &by.at, &r.Lost)
	if err != nil {
		return r, err
	}
	r.Prepared, r.learnt, r.Settled = r.Prepared.UTC(), r.learnt.UTC(), r.Settled.UTC()
	r.since, r.until, r.Sent, r.Schedule.Start, r.Ended = utc(since), utc(until), utc(sent), utc(starts), utc(ended)
	r.Service, r.Agent, r.ID = printable.Text(r.Service, maxName), printable.Text(r.Agent, maxName), printable.Text(r.ID, maxName)
	// A key that is changed by this is found nowhere.
	r.Key, r.Campaign, r.State = printable.Text(r.Key, maxShown), printable.Text(r.Campaign, maxShown), model.SendState(printable.Text(string(r.State), maxShown))
	r.owner.ID = printable.Text(r.owner.ID, maxShown)
	t.l.name(&r.owner, login, host)
	if r.owner.ID != t.member {
		r.Colleague = r.owner.Who()
	}
	r.CancelledBy, r.CancelledAt = by.words(t)
	t.unsealFacts(&r.Batch, facts)
	return r, nil
}

// canceller is who cancelled a batch at the service, as it is stored.
type canceller struct {
	team.Member
	login, host []byte
	at          *time.Time
}

// words are who did and when; none where it was nobody, or this member.
func (c canceller) words(t batchTable) (string, time.Time) {
	if c.ID == "" || c.ID == t.member {
		return "", time.Time{}
	}
	t.l.name(&c.Member, c.login, c.host)
	return c.Who(), utc(c.at)
}

// rows lists batches under a condition, in the order in which they were told.
func (t batchTable) rows(ctx context.Context, condition string, args ...any) ([]row, error) {
	found, err := t.Query(ctx, `SELECT `+rowColumns+` FROM `+rowTables+` WHERE `+condition+` ORDER BY b.id`, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var list []row
	for found.Next() {
		r, err := t.scanRow(found)
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, found.Err()
}

// hold reads a batch and keeps others from changing it until the transaction is over.
func (t batchTable) hold(ctx context.Context, key string) (r row, there bool, err error) {
	r, err = t.scanRow(t.QueryRow(ctx, `SELECT `+rowColumns+` FROM `+rowTables+` WHERE b.key = $1 FOR UPDATE OF b`, key))
	if errors.Is(err, pgx.ErrNoRows) {
		return r, false, nil
	}
	return r, err == nil, err
}

// putInto puts the batches of campaigns that are shown into these, in their order, with the fences
// by which whoever takes one over settles them.
func (t batchTable) putInto(ctx context.Context, heads []team.Head) error {
	at, keys := map[string]int{}, make([]string, len(heads))
	for i, h := range heads {
		at[h.Campaign], keys[i] = i, h.Campaign
	}
	rows, err := t.rows(ctx, `b.campaign = ANY($1)`, keys)
	if err != nil {
		return err
	}
	for _, r := range rows {
		n, is := at[r.Campaign]
		if !is {
			continue
		}
		h := &heads[n]
		if h.Batches = append(h.Batches, r.Batch); h.Fences == nil {
			h.Fences = map[string]int64{}
		}
		h.Fences[r.Key] = r.fence
	}
	for _, h := range heads {
		byPlace(h.Batches)
	}
	return nil
}

// forgotten are the batches of colleagues that may be at the service, of campaigns that these
// have no more: nobody else may take them for theirs.
func (t batchTable) forgotten(ctx context.Context) (list []model.Batch, err error) {
	rows, err := t.rows(ctx, `(c.forgotten AND c.owner <> $1 OR c.id IS NULL AND b.teller <> $1) AND b.state NOT IN ('prepared', 'refused') AND b.settled > $2`,
		t.member, t.now.Add(-shownTime))
	for _, r := range rows {
		list = append(list, r.Batch)
	}
	return list, err
}

// speaker is this opening.
func (t batchTable) speaker() team.Speaker {
	return team.Speaker{Member: t.member, Opening: t.l.options.Opening}
}
