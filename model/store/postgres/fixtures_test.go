package postgres

import (
	"context"
	"crypto/rand"
	"testing"

	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
)

func newSecret(t testing.TB) team.Secret {
	t.Helper()
	s, err := team.NewSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// open opens a ledger; it is closed with the test.
func open(t testing.TB, o Options) *Ledger {
	t.Helper()
	l, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l
}

// found makes a team in a database, and returns the ledger of its first member.
func found(t testing.TB, d postgrestest.Database) *Ledger {
	t.Helper()
	return foundAt(t, d.URL())
}

func foundAt(t testing.TB, url string) *Ledger {
	t.Helper()
	l := open(t, Options{URL: url, Secret: newSecret(t), Password: testPassword})
	if _, err := l.Create(context.Background(), "Spring team", team.Member{Login: "anna", Host: "jump1"}); err != nil {
		t.Fatal(err)
	}
	return l
}

func testPassword(context.Context) (string, error) { return postgrestest.Password, nil }

// join opens the ledger of another member of a team.
func join(t testing.TB, url string, of *Ledger, login string) *Ledger {
	t.Helper()
	l := open(t, Options{URL: url, Secret: of.options.Secret, Password: testPassword})
	if _, err := l.Join(context.Background(), team.Member{Login: login, Host: "jump2"}); err != nil {
		t.Fatal(err)
	}
	return l
}

// reopen opens the ledger anew as the same member, with what it knew, perhaps elsewhere.
func reopen(t testing.TB, l *Ledger, url string) *Ledger {
	t.Helper()
	o := l.options
	o.URL, o.Membership, o.Opening = url, l.Membership(), ""
	return open(t, o)
}
