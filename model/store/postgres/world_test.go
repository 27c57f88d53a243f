package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
)

const service = "https://api.example"

// world is a team's database whose clock stands where it is put.
type world struct {
	t   testing.TB
	now time.Time
	of  *Ledger // of the first member
	url string
	d   postgrestest.Database
}

func newWorld(t testing.TB) (*world, *Ledger) {
	t.Helper()
	d := postgrestest.NewDatabase(t)
	w, l := newWorldAt(t, d.URL())
	w.d = d
	return w, l
}

// newWorldAt is newWorld by one address of a database.
func newWorldAt(t testing.TB, url string) (*world, *Ledger) {
	t.Helper()
	l := foundAt(t, url)
	w := &world{t: t, of: l, url: url, now: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)}
	w.execute(`CREATE TABLE callsheet.test_clock (now timestamptz NOT NULL)`)
	w.execute(`INSERT INTO callsheet.test_clock VALUES ($1)`, w.now)
	w.execute(`CREATE OR REPLACE FUNCTION callsheet.team_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT now FROM callsheet.test_clock'`)
	l.WorksWith(service)
	return w, l
}

func (w *world) execute(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.of.pool.Exec(context.Background(), sql, args...); err != nil {
		w.t.Fatal(err)
	}
}

// forward puts the clock forward.
func (w *world) forward(by time.Duration) {
	w.t.Helper()
	w.now = w.now.Add(by)
	w.execute(`UPDATE callsheet.test_clock SET now = $1`, w.now)
}

// member opens the ledger of another member.
func (w *world) member(login string) *Ledger {
	w.t.Helper()
	l := join(w.t, w.url, w.of, login)
	l.WorksWith(service)
	return l
}

// again is another opening of a member.
func (w *world) again(l *Ledger) *Ledger {
	w.t.Helper()
	other := reopen(w.t, l, w.url)
	other.WorksWith(service)
	return other
}

// takeOver makes a campaign another member's.
func (w *world) takeOver(campaign string, by *Ledger) {
	w.t.Helper()
	w.execute(`UPDATE callsheet.campaigns SET owner = $2, since = $3 WHERE id = $1`, campaign, by.Membership().Member, w.now)
}

func numbers(of ...int) []phone.Number {
	list := make([]phone.Number, len(of))
	for i, n := range of {
		list[i] = phone.Number(447400000000 + n)
	}
	return list
}

// intent is a batch of a campaign of some numbers, as it was just confirmed.
func (w *world) intent(campaign string, of ...int) team.Intent {
	list := numbers(of...)
	slices.Sort(list)
	b := model.Batch{
		Key: newID(), Campaign: campaign, Name: campaign, Service: service, Agent: "agent", User: "user", Priority: 5, Contacts: len(list), Hash: model.NumbersHash(list),
		State: model.SendPrepared, Prepared: w.now, Schedule: model.Schedule{CallsPerSecond: 1, MaxAttempts: 1},
	}
	return team.Intent{Batch: b, Contacts: model.RefsOf(list), Known: w.now}
}

func (w *world) begin(l *Ledger, i team.Intent) team.Lease {
	w.t.Helper()
	lease, err := l.Begin(context.Background(), i)
	if err != nil {
		w.t.Fatal(err)
	}
	return lease
}

// settle says what became of a batch under a lease.
func (w *world) settle(l *Ledger, i team.Intent, lease team.Lease, state model.SendState) model.Batch {
	w.t.Helper()
	b := i.Batch
	b.State, b.Sent, b.Settled = state, w.now, w.now
	if state == model.SendAccepted {
		b.ID = "batch_" + b.Key
	}
	if err := l.Settle(context.Background(), b, lease.Fence); err != nil {
		w.t.Fatal(err)
	}
	return b
}

// sent sends a batch, and says what became of it.
func (w *world) sent(l *Ledger, i team.Intent, state model.SendState) (model.Batch, team.Lease) {
	w.t.Helper()
	lease := w.begin(l, i)
	return w.settle(l, i, lease, state), lease
}

func (w *world) tell(l *Ledger, entries ...team.Entry) team.Heard {
	w.t.Helper()
	heard, err := l.Tell(context.Background(), team.News{Entries: entries})
	if err != nil {
		w.t.Fatal(err)
	}
	return heard
}

// state is a batch as the team has it.
func (w *world) state(key string) (state model.SendState) {
	w.t.Helper()
	if err := w.of.pool.QueryRow(context.Background(), `SELECT state FROM callsheet.batches WHERE key = $1`, key).Scan(&state); err != nil {
		w.t.Fatal(err)
	}
	return state
}

func (w *world) suppressions(l *Ledger, of ...int) model.Suppressions {
	w.t.Helper()
	found, err := l.Suppressions(context.Background(), model.RefsOf(numbers(of...)), "agent", "")
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

func guardError(err error) model.GuardError {
	e, is := errors.AsType[*model.GuardError](err)
	if !is {
		return model.GuardError{Campaign: fmt.Sprint("no guard, but ", err)}
	}
	return *e
}
