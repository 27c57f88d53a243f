package shared_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/clocktest"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/model/table"
	"callsheet/model/team"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
	"callsheet/ui/session/shared/sharedtest"
)

var (
	ctx  = context.Background()
	noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	away = &team.AwayError{Why: "connection refused"}
)

const real = "https://api.example"

var rehearsal = model.SandboxService("box1")

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// world is a team's ledger and the clock of its database.
type world struct {
	clock *clocktest.Clock
	db    *sharedtest.Database
}

func newWorld() *world {
	w := &world{clock: clocktest.At(noon)}
	w.db = sharedtest.New(w.clock.Now)
	return w
}

// member is one login on one machine.
type member struct {
	t       testing.TB
	w       *world
	id, dir string
	skew    time.Duration // of its machine's clock

	service string
	ledger  *sharedtest.Ledger
	local   *store.Store
	*shared.Store
}

// join has a login join the team, whose machine's clock is ahead of the database's.
func (w *world) join(t testing.TB, login string, skew time.Duration) *member {
	t.Helper()
	m := &member{t: t, w: w, id: "member " + login, dir: t.TempDir(), skew: skew, service: real}
	m.open()
	ok(t, m.Local().Joined(ctx, m.ledger.Membership()))
	ok(t, m.Team.Meet(ctx).Err)
	t.Cleanup(func() { m.local.Close() })
	return m
}

func (m *member) now() time.Time { return m.w.clock.Now().Add(m.skew) }

// open opens the store, as the program does when it is started.
func (m *member) open() {
	m.t.Helper()
	m.local = must(store.Open(ctx, m.dir, store.Options{Now: m.now, Who: "anna", Service: m.service}))(m.t)
	must(m.local.Ledger.Recover(ctx))(m.t)
	m.ledger = m.w.db.Member(m.id, m.id[len("member "):], "host")
	m.Store = shared.Join(m.local, m.ledger, shared.Options{Now: m.now, Who: "anna, terminal 1", Service: m.service})
}

// restart ends the program, whatever it was about, and starts it again.
func (m *member) restart() {
	m.t.Helper()
	m.local.Close()
	m.open()
}

func number(n int) phone.Number { return phone.Number(447400000000 + n) }

// list evaluates a list of numbers, as they are guarded now.
func (m *member) list(except string, numbers ...int) (*table.Table, *model.List) {
	m.t.Helper()
	rows := make([][]string, len(numbers))
	var refs []model.ContactRef
	for i, n := range numbers {
		rows[i] = []string{fmt.Sprintf("Person %d", n), number(n).String()}
		refs = append(refs, model.ContactRef{Number: number(n)})
	}
	rowsOf := table.Of([]string{"Name", "Phone"}, rows...)
	l := must(model.Diagnose(ctx, rowsOf, columns.Guess(rowsOf, "GB").Keyed(), "GB", model.Edits{}, nil))(m.t)
	l.SetSuppressions(must(m.Guards.Suppressions(ctx, refs, "agent", except))(m.t))
	return rowsOf, l
}

// draft stores a campaign, and makes a plan of all its numbers, whatever guards them.
func (m *member) draft(name string, numbers ...int) (id string, p model.Plan) {
	m.t.Helper()
	rows, list := m.list("", numbers...)
	list.SetSuppressions(nil)
	id = must(m.Campaigns.Create(ctx, model.Draft{Name: name, Service: m.service, Rows: rows.Len()}))(m.t)
	ok(m.t, m.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: rows}}))
	return id, planOf(name, list)
}

func planOf(name string, list *model.List) model.Plan {
	return model.NewPlan(list, model.Options{Agent: "agent", User: "user", Name: name, Priority: 5, TimeZone: "UTC"})
}

// confirm confirms a campaign of some numbers.
func (m *member) confirm(name string, numbers ...int) model.Batch {
	m.t.Helper()
	id, p := m.draft(name, numbers...)
	return must(m.Ledger.Confirm(ctx, id, p))(m.t)[0]
}

// send begins a batch, and says what became of it.
func (m *member) send(b model.Batch, state model.SendState) model.Batch {
	m.t.Helper()
	return m.outcome(must(m.Ledger.Begin(ctx, b))(m.t), state)
}

func (m *member) outcome(b model.Batch, state model.SendState) model.Batch {
	m.t.Helper()
	b.State = state
	if state == model.SendAccepted {
		b.ID = "batch " + b.Key
	}
	ok(m.t, m.Ledger.RecordOutcome(ctx, b))
	return m.row(b.Key)
}

// row is a batch as this machine has it.
func (m *member) row(key string) model.Batch {
	m.t.Helper()
	for _, b := range must(m.Ledger.Batches(ctx))(m.t) {
		if b.Key == key {
			return b
		}
	}
	m.t.Fatalf("batch %s is not in the ledger", key)
	return model.Batch{}
}

// states are those of a batch here and at the team; "" = it is not there.
func (m *member) states(key string) (here, there model.SendState) {
	m.t.Helper()
	e, _ := m.w.db.Row(key)
	return m.row(key).State, e.Batch.State
}

// meet meets the team, which answers.
func (m *member) meet() session.TeamState {
	m.t.Helper()
	s := m.Team.Meet(ctx)
	ok(m.t, s.Err)
	return s
}

// guarded returns the error of a guard, if that is what an error is.
func guarded(err error) (model.GuardError, bool) {
	e, is := errors.AsType[*model.GuardError](err)
	if !is {
		return model.GuardError{}, false
	}
	return *e, true
}

// failing fails an operation at a moment, once.
func failing(op sharedtest.Op, when sharedtest.When, why func() error) func(sharedtest.Op, sharedtest.When) error {
	done := false
	return func(o sharedtest.Op, w sharedtest.When) error {
		if done || o != op || w != when {
			return nil
		}
		done = true
		return why()
	}
}

var errKilled = errors.New("killed")

// killed runs f until it kills itself, and reports whether it did.
func killed(f func()) (killed bool) {
	defer func() {
		if r := recover(); r != nil {
			if r != any(errKilled) {
				panic(r)
			}
			killed = true
		}
	}()
	f()
	return false
}
