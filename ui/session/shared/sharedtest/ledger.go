package sharedtest

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// Op is an operation of a ledger, by its name.
type Op string

// When is a moment of an operation.
type When bool

// An operation fails before it is done or after it, when only its answer is lost.
const (
	Before When = false
	After  When = true
)

// Ledger is one opening of one member. It may be used by several goroutines.
type Ledger struct {
	db      *Database
	member  string
	opening string

	mu      sync.Mutex
	service string
	fail    func(Op, When) error
}

var _ session.TeamLedger = (*Ledger)(nil)

// Member opens the ledger for a member of an id, who joins with the first opening.
func (d *Database) Member(id, login, host string) *Ledger {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.members[id] == nil {
		d.members[id] = &team.Member{ID: id, Login: login, Host: host, Joined: d.now()}
	}
	d.openings++
	return &Ledger{db: d, member: id, opening: fmt.Sprint("opening", d.openings)}
}

func (l *Ledger) Membership() team.Membership {
	l.db.mu.Lock()
	defer l.db.mu.Unlock()
	return team.Membership{Team: ID, Name: Name, Member: l.member, Database: "memory", Written: l.db.written, Joined: l.db.members[l.member].Joined}
}

// Fail has operations fail with what f returns, if anything; nil = none does.
func (l *Ledger) Fail(f func(Op, When) error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fail = f
}

func (l *Ledger) asks(op Op, when When) error {
	l.mu.Lock()
	f := l.fail
	l.mu.Unlock()
	if f == nil {
		return nil
	}
	return f(op, when)
}

// do does an operation, as one transaction.
func (l *Ledger) do(ctx context.Context, op Op, f func(*Database) error) error {
	if err := ctx.Err(); err != nil {
		return &team.AwayError{Why: "it did not answer in time", Err: err}
	}
	if err := l.asks(op, Before); err != nil {
		return err
	}
	err := func() error {
		l.db.mu.Lock()
		defer l.db.mu.Unlock()
		if err := l.db.reachable(); err != nil {
			return err
		}
		l.db.written++
		return f(l.db)
	}()
	if lost := l.asks(op, After); lost != nil {
		return lost
	}
	return err
}

func (l *Ledger) WorksWith(service string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.service = service
}

func (l *Ledger) worksWith() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.service
}

func (l *Ledger) Begin(ctx context.Context, intent team.Intent) (lease team.Lease, err error) {
	err = l.do(ctx, "Begin", func(d *Database) error {
		if h := d.heads[intent.Batch.Campaign]; h != nil && h.Owner.ID != l.member {
			return &team.TakenOverError{Campaign: h.Name, By: h.Owner, When: h.Since.Format("2 Jan 15:04")}
		}
		if d.recovery != nil {
			return model.UserError("Nothing was sent: not everybody of the team has told again what they sent.")
		}
		r := d.rows[intent.Batch.Key]
		if r == nil {
			r = &row{teller: l.member}
			d.rows[intent.Batch.Key] = r
		} else if r.Batch.State != model.SendPrepared {
			return model.UserError(fmt.Sprintf("Nothing was sent: the team has batch %d of %q as %s.", intent.Batch.Index+1, intent.Batch.Name, r.Batch.State))
		}
		r.Intent = intent
		r.Batch.State = model.SendPrepared
		if err := d.judge(l.member, intent); err != nil {
			return err
		}
		d.fence++
		r.Batch.State, r.Batch.Sent, r.Fence = model.SendSending, d.now(), d.fence
		r.opening, r.until = l.opening, d.now().Add(team.LeaseTime)
		lease = team.Lease{Fence: d.fence, For: team.LeaseTime}
		return nil
	})
	return lease, err
}

// mayTell reports whether this opening may say what became of a row's batch.
func (l *Ledger) mayTell(d *Database, r *row, state model.SendState, fence int64) bool {
	switch owner := d.heads[r.Batch.Campaign]; {
	case r.Fence != fence:
		return false
	case r.Batch.State == state:
		return true
	case r.Batch.State == model.SendSending && r.opening == l.opening:
		return true
	case r.Batch.State == model.SendSending && d.now().Before(r.until):
		return false
	default:
		return r.teller == l.member || owner != nil && owner.Owner.ID == l.member
	}
}

// become takes over what is known of a batch, but for whom it calls.
func (r *row) become(b model.Batch) {
	if b.Campaign == "" {
		b.Campaign = r.Batch.Campaign
	}
	r.Batch = b
}

func (l *Ledger) Settle(ctx context.Context, b model.Batch, fence int64) error {
	return l.do(ctx, "Settle", func(d *Database) error {
		r := d.rows[b.Key]
		if r == nil {
			return model.UserError("The team does not have this batch.")
		}
		if !l.mayTell(d, r, b.State, fence) {
			return model.UserError(fmt.Sprintf("The team has batch %d of %q under another lease.", r.Batch.Index+1, r.Batch.Name))
		}
		was := r.Batch
		r.Batch.State, r.Batch.Settled, r.Batch.Attempts, r.Batch.ID, r.Batch.Reason, r.Batch.Note = b.State, b.Settled, max(b.Attempts, was.Attempts), b.ID, b.Reason, b.Note
		r.Batch.Last.Status = b.Last.Status
		return nil
	})
}

func (l *Ledger) Cancelled(ctx context.Context, service, id string) error {
	return l.do(ctx, "Cancelled", func(d *Database) error {
		for _, r := range d.rows {
			if r.Batch.Service == service && r.Batch.ID == id && id != "" && r.canceller == "" {
				r.canceller, r.cancelled = l.member, d.now()
			}
		}
		return nil
	})
}

func (l *Ledger) Tell(ctx context.Context, news team.News) (heard team.Heard, err error) {
	err = l.do(ctx, "Tell", func(d *Database) error {
		for _, e := range news.Entries {
			l.tellEntry(d, e, &heard)
		}
		for _, h := range news.Heads {
			known := d.heads[h.Campaign]
			if known != nil && known.Owner.ID != l.member {
				heard.Lost = append(heard.Lost, team.Lost{Campaign: h.Campaign, By: known.Owner, At: known.Since})
				continue
			}
			h.Owner, h.Since, h.Changed = *d.members[l.member], d.now(), d.now()
			if known != nil {
				h.Since = known.Since
			}
			d.heads[h.Campaign] = &h
		}
		for _, e := range news.Evidence {
			if e.Entries > d.evidence[e.Campaign].Entries {
				d.evidence[e.Campaign] = e
			}
		}
		for _, key := range news.Gone {
			delete(d.heads, key)
			if r := d.rows[key]; r != nil && (r.Batch.State == model.SendPrepared || r.Batch.State == model.SendRefused) {
				delete(d.rows, key)
			}
		}
		if news.Whole && d.recovery != nil {
			d.recovery.Waiting = slices.DeleteFunc(d.recovery.Waiting, func(m team.Member) bool { return m.ID == l.member })
			if len(d.recovery.Waiting) == 0 {
				d.recovery = nil
			}
		}
		for key, r := range d.rows {
			if r.teller == l.member && r.Batch.State == model.SendSending {
				heard.Leased = append(heard.Leased, team.Leased{Key: key, Fence: r.Fence})
			}
		}
		return nil
	})
	return heard, err
}

func (l *Ledger) tellEntry(d *Database, e team.Entry, heard *team.Heard) {
	r := d.rows[e.Batch.Key]
	switch {
	case r == nil && e.Contacts == nil && e.Batch.Contacts > 0:
		heard.Missing = append(heard.Missing, e.Batch.Key)
	case r == nil:
		d.rows[e.Batch.Key] = &row{Entry: e, teller: l.member}
		d.fence = max(d.fence, e.Fence)
	case !l.mayTell(d, r, e.Batch.State, e.Fence):
	case r.Batch.State == model.SendSending && e.Batch.State == model.SendPrepared && d.now().Before(r.until):
	default:
		r.become(e.Batch)
		if e.Contacts != nil && r.teller == l.member {
			r.Contacts, r.Again, r.Moved, r.Known = e.Contacts, e.Again, e.Moved, e.Known
		}
		if e.Batch.CallsKnown {
			r.Rings = e.Rings
		}
	}
}

func (l *Ledger) TakeOver(ctx context.Context, campaign string) error {
	return l.do(ctx, "TakeOver", func(d *Database) error {
		h := d.heads[campaign]
		if h == nil {
			return model.UserError("The team has no such campaign.")
		}
		if d.now().Sub(d.members[h.Owner.ID].Seen) < team.PresenceTime {
			return model.UserError(h.Owner.Who() + " is there: ask them.")
		}
		h.Owner, h.Since = *d.members[l.member], d.now()
		return nil
	})
}

func (l *Ledger) Standing(ctx context.Context) (s team.Standing, err error) {
	err = l.do(ctx, "Standing", func(d *Database) error {
		d.members[l.member].Seen = d.now()
		s = team.Standing{Team: ID, Name: Name, Now: d.now(), Since: d.since, DoNotCall: len(d.listed)}
		for _, m := range d.members {
			m.Present = d.now().Sub(m.Seen) < team.PresenceTime
			s.Members = append(s.Members, *m)
		}
		for key, h := range d.heads {
			told := *h
			told.Batches, told.Fences = d.batches(key, l.member)
			s.Heads = append(s.Heads, told)
		}
		for _, r := range d.rows {
			if d.heads[r.Batch.Campaign] == nil && r.teller != l.member && r.Batch.State != model.SendPrepared && r.Batch.State != model.SendRefused {
				s.Forgotten = append(s.Forgotten, r.Batch)
			}
		}
		for _, e := range d.evidence {
			s.Evidence = append(s.Evidence, e)
		}
		if d.recovery != nil {
			copied := *d.recovery
			copied.Waiting = slices.Clone(copied.Waiting)
			s.Recovery = &copied
		}
		return nil
	})
	return s, err
}

func (l *Ledger) ListDoNotCall(ctx context.Context, entries []model.DNCEntry) (added int, err error) {
	err = l.do(ctx, "ListDoNotCall", func(d *Database) error {
		for _, e := range entries {
			if _, there := d.listed[e.Number]; !there {
				d.listed[e.Number] = e
				added++
			}
		}
		return nil
	})
	return added, err
}

func (l *Ledger) UnlistDoNotCall(ctx context.Context, numbers []phone.Number) (removed int, err error) {
	err = l.do(ctx, "UnlistDoNotCall", func(d *Database) error {
		for _, n := range numbers {
			if _, there := d.listed[n]; there {
				delete(d.listed, n)
				removed++
			}
		}
		return nil
	})
	return removed, err
}

func (l *Ledger) Mapping(ctx context.Context, shape string) (m columns.Mapping, region phone.Region, found bool, err error) {
	err = l.do(ctx, "Mapping", func(d *Database) error {
		kept, there := d.mappings[shape]
		m, region, found = kept.columns, kept.region, there
		return nil
	})
	return m, region, found, err
}

func (l *Ledger) SaveMapping(ctx context.Context, shape string, m columns.Mapping, region phone.Region) error {
	return l.do(ctx, "SaveMapping", func(d *Database) error {
		d.mappings[shape] = mapping{m, region}
		return nil
	})
}
