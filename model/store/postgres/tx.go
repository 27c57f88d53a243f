package postgres

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
)

// tx is one transaction with the team's ledger, which was found to be as it was known. Its
// statements see what was committed before each of them (READ COMMITTED).
type tx struct {
	pgx.Tx
	now    time.Time // by the database's clock, once what was waited for was there
	member string    // whose it is; "" = of nobody who has joined
	epoch  int64
	whole  bool // with it the member has told all that it knows
}

// how a transaction is run.
type how struct {
	writes bool
	locks  bool          // takes the team's lock first, so that it is the only one that does
	sends  bool          // gives leave to send: not while members have not told again what they sent
	once   bool          // is not tried again when it is not known whether it took place
	open   bool          // of whoever is no member yet, or puts the ledger right: it asks for itself whose it is
	within time.Duration // with all that it waits for
}

// The ways in which the ledger is used. What is told may be told again, and changes nothing then.
var (
	reading  = how{within: time.Minute}
	beating  = how{writes: true, within: 20 * time.Second}
	telling  = how{writes: true, within: 3 * time.Minute}
	changing = how{writes: true, locks: true, within: time.Minute}
	sending  = how{writes: true, locks: true, sends: true, once: true, within: 45 * time.Second} // well within a lease's margin
	founding = how{writes: true, locks: true, once: true, open: true, within: time.Minute}
	joining  = how{writes: true, locks: true, open: true, within: time.Minute}
	marking  = how{writes: true, once: true, open: true, within: 10 * time.Second}
)

// lockKey is that of the team's lock: "CSht". Advisory locks are of one database.
const lockKey = 0x43536874

const (
	tries     = 4
	pause     = 50 * time.Millisecond
	lockTime  = 20 * time.Second // that another's transaction may hold what this one waits for
	idleTime  = 30 * time.Second // between two statements, before the server gives a transaction up
	commitFor = 15 * time.Second
)

// read runs f in a transaction that only reads.
func (l *Ledger) read(ctx context.Context, f func(*tx) error) error { return l.run(ctx, reading, f) }

// write runs f in a transaction. f may be run several times, where the ones before took no place.
func (l *Ledger) write(ctx context.Context, h how, f func(*tx) error) error {
	if !h.open {
		if err := l.show(ctx); err != nil {
			return err
		}
	}
	return l.run(ctx, h, f)
}

func (l *Ledger) run(ctx context.Context, h how, f func(*tx) error) error {
	for try := 1; ; try++ {
		err := l.attempt(ctx, h, f)
		if err == nil {
			return nil
		}
		if copied, is := errors.AsType[*copyError](err); is {
			l.suspect(ctx, copied)
			return copied.refused
		}
		if errors.Is(err, errOlderSchema) && try < tries {
			if err = l.update(ctx); err == nil {
				continue
			}
		}
		if try == tries || ctx.Err() != nil || !again(err, h) {
			return l.failed(ctx, err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(try)*pause + rand.N(pause)): // two that got in each other's way do not again
		}
	}
}

// attempt runs a transaction once.
func (l *Ledger) attempt(ctx context.Context, h how, f func(*tx) error) error {
	all, cancel := context.WithTimeout(ctx, min(h.within, 3*l.options.Timeout))
	defer cancel()
	known := l.Membership() // before the transaction sees anything: what is seen meanwhile is not behind it
	conn, err := l.pool.Acquire(all)
	if err != nil {
		return &connectionError{err: err}
	}
	defer conn.Release()
	broken := func(err error) error { // tells an error of the connection from one of f's own
		if err != nil && conn.Conn().IsClosed() {
			return &connectionError{err: err, made: true}
		}
		return err
	}
	begun, err := conn.BeginTx(all, pgx.TxOptions{BeginQuery: l.begin(h)})
	if err != nil {
		return broken(err)
	}
	t := &tx{Tx: begun}
	defer func() {
		// A connection whose transaction cannot be taken back is closed by this.
		back, cancel := context.WithTimeout(context.WithoutCancel(ctx), aliveTimeout)
		defer cancel()
		_ = begun.Rollback(back)
	}()
	var found identity
	if !h.open {
		if found, err = l.identify(all, t, known); err == nil && h.writes {
			err = l.appear(all, t, known, found)
		}
		if err == nil && h.sends {
			err = l.recovered(all, t)
		}
	}
	if err == nil {
		err = f(t)
	}
	if err == nil && h.writes && !h.open {
		found.written, err = l.count(all, t)
	}
	if err != nil {
		return broken(err)
	}
	if err := commit(ctx, begun); err != nil {
		return err
	}
	if !h.open && h.writes {
		l.saw(found)
	}
	return nil
}

// begin is the beginning of a transaction, in one message: what follows holds for it alone. What
// is committed is on the server's disk, whatever its settings say otherwise.
func (l *Ledger) begin(h how) string {
	mode := "read only"
	if h.writes {
		mode = "" // a standby, or a server that takes nothing for a while, says so itself
	}
	text := fmt.Sprintf(`begin isolation level read committed %s; set local statement_timeout = %d; set local lock_timeout = %d;
		set local idle_in_transaction_session_timeout = %d; set local search_path = %s, pg_catalog, pg_temp; set local timezone = 'UTC'; set local jit = off;
		select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') in ('off', 'local')`,
		mode, l.options.Timeout.Milliseconds(), min(lockTime, l.options.Timeout).Milliseconds(), idleTime.Milliseconds(), schema)
	if h.locks {
		text += fmt.Sprintf("; select pg_advisory_xact_lock(%d)", lockKey)
	}
	return text
}

// commit commits, whatever else is being stopped: what was asked for is in the database or not,
// and an answer that does not come leaves that open.
func commit(ctx context.Context, t pgx.Tx) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitFor)
	defer cancel()
	err := t.Commit(ctx)
	if e := serverError(err); err == nil || errors.Is(err, pgx.ErrTxCommitRollback) || e != nil && e.Severity == "ERROR" {
		return err // it is known
	}
	return &unsureError{err}
}

// count counts a transaction, last of all that it does, so that nobody waits for it longer than
// for its commit, and notes that it is this member's: whether what that wrote last is there is
// told by it, however far others have come since. The ledger may have been marked meanwhile.
func (l *Ledger) count(ctx context.Context, t *tx) (written int64, err error) {
	err = t.QueryRow(ctx, `WITH counted AS (UPDATE team SET written = written + 1 WHERE epoch = $1 AND suspect IS NULL RETURNING written)
		UPDATE members m SET wrote = counted.written, seen = $3, told = CASE WHEN $4 THEN $1 ELSE told END FROM counted WHERE m.id = $2 RETURNING counted.written`,
		t.epoch, t.member, t.now, t.whole).Scan(&written)
	if errors.Is(err, pgx.ErrNoRows) {
		err = errMeanwhile
	}
	return written, err
}
