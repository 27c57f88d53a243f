package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/clocktest"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

var ctx = context.Background()

// drawn draws what a test leaves to chance: the same in every run, unless
// CALLSHEET_PROOF_SEED=n asks for another.
func drawn(t *testing.T) *rand.Rand {
	t.Helper()
	const env = "CALLSHEET_PROOF_SEED"
	seed := uint64(1)
	if text := os.Getenv(env); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil || n == 0 {
			t.Fatalf("%s=%q is no number above 0", env, text)
		}
		seed = n
	}
	t.Logf("%s=%d", env, seed)
	return rand.New(rand.NewPCG(seed, 42))
}

// began is when the tests begin, and when the dumps of earlier versions say that
// everything happened.
var began = time.Date(2026, 3, 2, 10, 2, 0, 0, time.UTC)

func newClock() *clocktest.Clock { return clocktest.At(began) }

func open(t testing.TB, dir string, o Options) *Store {
	t.Helper()
	s, err := Open(ctx, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

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

// tableOf makes rows of a name and a British mobile number.
func tableOf(numbers ...int) *table.Table {
	rows := make([][]string, len(numbers))
	for i, n := range numbers {
		rows[i] = []string{fmt.Sprintf("Person %d", i), fmt.Sprintf("+447400%06d", n)}
	}
	return table.Of([]string{"Name", "Phone"}, rows...)
}

func numbers(of ...int) []phone.Number {
	list := make([]phone.Number, len(of))
	for i, n := range of {
		list[i] = phone.Number(447400000000 + n)
	}
	return list
}

func refs(of ...int) []model.ContactRef { return model.RefsOf(numbers(of...)) }

// withIDs makes rows of "id number", the id "" being none.
func withIDs(contacts ...string) *table.Table {
	rows := make([][]string, len(contacts))
	for i, contact := range contacts {
		id, n, _ := strings.Cut(contact, " ")
		rows[i] = []string{id, fmt.Sprintf("+447400%06s", n)}
	}
	return table.Of([]string{"Dialgen contact id", "Phone"}, rows...)
}

// listIDs evaluates such a table.
func listIDs(t testing.TB, table *table.Table, marks model.Suppressions) *model.List {
	t.Helper()
	m := columns.Mapping{{Index: 0, Header: "Dialgen contact id", Field: columns.FieldID}, {Index: 1, Header: "Phone", Field: columns.FieldPhone}}
	l, err := model.Diagnose(ctx, table, m, "GB", model.Edits{}, nil)
	ok(t, err)
	l.SetSuppressions(marks)
	return l
}

// identified saves a campaign of contacts with ids and confirms it.
func identified(t testing.TB, s *Store, name string, contacts ...string) model.Batch {
	t.Helper()
	rows := withIDs(contacts...)
	p := model.NewPlan(listIDs(t, rows, nil), model.Options{Agent: "agent", User: "user", Name: name, Priority: 5, TimeZone: "UTC"})
	return must(s.Ledger.Confirm(ctx, campaign(t, s, name, rows), p))(t)[0]
}

// list evaluates a table.
func list(t testing.TB, table *table.Table, edits model.Edits, marks model.Suppressions) *model.List {
	t.Helper()
	l, err := model.Diagnose(ctx, table, columns.Guess(table, "GB").Keyed(), "GB", edits, nil)
	ok(t, err)
	l.SetSuppressions(marks)
	return l
}

// campaign saves a campaign with rows.
func campaign(t testing.TB, s *Store, name string, rows *table.Table) string {
	t.Helper()
	return campaignAt(t, s, "https://api.example", name, rows)
}

// campaignAt saves a campaign with rows that is for a service.
func campaignAt(t testing.TB, s *Store, service, name string, rows *table.Table) string {
	t.Helper()
	id := must(s.Campaigns.Create(ctx, model.Draft{Name: name, Service: service, Rows: rows.Len()}))(t)
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: rows}}))
	return id
}

func plan(t testing.TB, rows *table.Table) model.Plan {
	t.Helper()
	return model.NewPlan(list(t, rows, model.Edits{}, nil), model.Options{Agent: "agent", User: "user", Name: "x", Priority: 5, TimeZone: "UTC"})
}

// confirmed saves a campaign of some numbers and confirms it.
func confirmed(t testing.TB, s *Store, name string, of ...int) model.Batch {
	t.Helper()
	return confirmedAt(t, s, "https://api.example", name, of...)
}

// confirmedAt is confirmed for a service.
func confirmedAt(t testing.TB, s *Store, service, name string, of ...int) model.Batch {
	t.Helper()
	rows := tableOf(of...)
	batches := must(s.Ledger.Confirm(ctx, campaignAt(t, s, service, name, rows), plan(t, rows)))(t)
	if len(batches) != 1 || batches[0].Contacts != len(of) {
		t.Fatalf("confirmed %+v", batches)
	}
	return batches[0]
}

// sendAs sends a batch and writes down what became of it.
func sendAs(t testing.TB, s *Store, b model.Batch, state model.SendState) model.Batch {
	t.Helper()
	b = must(s.Ledger.Begin(ctx, b))(t)
	b.State, b.ID = state, ""
	if state == model.SendAccepted {
		b.ID = "batch_" + b.Key
	}
	ok(t, s.Ledger.RecordOutcome(ctx, b))
	return row(t, s, b.Key)
}

// row is a batch as the ledger has it.
func row(t testing.TB, s *Store, key string) model.Batch {
	t.Helper()
	for _, b := range must(s.Ledger.Batches(ctx))(t) {
		if b.Key == key {
			return b
		}
	}
	t.Fatalf("batch %s is not in the ledger", key)
	return model.Batch{}
}

func guardError(err error) (model.GuardError, bool) {
	e, ok := errors.AsType[*model.GuardError](err)
	if !ok {
		return model.GuardError{}, false
	}
	return *e, true
}

// copyFolder copies a store's files as they are now: what a kill would leave.
// The shared memory is not among them, as after the machine went down.
func copyFolder(t testing.TB, from, to string) {
	t.Helper()
	ok(t, os.MkdirAll(to, 0o700))
	for _, name := range []string{File, File + "-wal", File + "-journal"} {
		data, err := os.ReadFile(filepath.Join(from, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		ok(t, err)
		ok(t, os.WriteFile(filepath.Join(to, name), data, 0o600))
	}
}
