package postgres

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"callsheet/model/evidence"
	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
)

// away is why the ledger cannot be reached.
func away(t *testing.T, err error) string {
	t.Helper()
	e, is := errors.AsType[*team.AwayError](err)
	if !is {
		t.Fatalf("the ledger is not away, but: %v", err)
	}
	if strings.Contains(err.Error(), postgrestest.Password) {
		t.Errorf("the password is told: %v", err)
	}
	return e.Why
}

// notSetUp returns why a ledger cannot be used until somebody puts it right.
func notSetUp(t *testing.T, err error) string {
	t.Helper()
	e, is := errors.AsType[*team.SetupError](err)
	if !is {
		t.Fatalf("it is not what has to be put right, but: %v", err)
	}
	if strings.Contains(err.Error(), postgrestest.Password) || e.Remedy == "" {
		t.Errorf("the password is told, or not what to do: %v", err)
	}
	return e.Why
}

// entries is how far a chain has come in the database.
func entries(t *testing.T, d postgrestest.Database) string {
	t.Helper()
	return d.Query(t, "SELECT coalesce(max(entries), 0) FROM callsheet.evidence_heads")[0]
}

func chain(entries int) team.News {
	return team.News{Evidence: []evidence.Head{{Campaign: "c1", Entries: entries, Hash: "abc"}}}
}

// Whether it took place or not: who is not told that it did may not send.
func TestLeaveToSendIsNotGivenWhereTheConnectionBreaksWhileItIsWrittenDown(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	p := between(t, d)
	l := foundAt(t, d.At(p.port))
	standing(t, l)
	for claim, row := range map[string]struct {
		what   verdict
		landed string
	}{
		"the word to commit is lost": {isCut, "1"},
		"the answer to it is lost":   {isCutBehindIt, "2"},
	} {
		d.Execute(t, "DROP TABLE IF EXISTS callsheet.tried; CREATE TABLE callsheet.tried (n int); ALTER TABLE callsheet.tried OWNER TO "+postgrestest.Role)
		runs := 0
		ask := func() error {
			return l.write(t.Context(), sending, func(t *tx) error {
				runs++
				_, err := t.Exec(context.Background(), `INSERT INTO tried VALUES (1)`)
				return err
			})
		}
		p.onCommit(0, 1, row.what)
		if why := away(t, ask()); why != unsureWords || runs != 1 {
			t.Errorf("%s: after %d runs, it is away because %s", claim, runs, why)
		}
		if err := ask(); err != nil {
			t.Errorf("%s: once it is there again: %v", claim, err)
		}
		if got := d.Query(t, "SELECT count(*) FROM callsheet.tried")[0]; got != row.landed {
			t.Errorf("%s: %s rows are there, want %s", claim, got, row.landed)
		}
	}
}

func TestWhatIsToldIsToldAgainWhereTheConnectionBreaks(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	p := between(t, d)
	l := foundAt(t, d.At(p.port))
	standing(t, l)
	for i, what := range []verdict{isCut, isCutBehindIt} {
		p.onCommit(0, 1, what)
		if _, err := l.Tell(t.Context(), chain(10+i)); err != nil {
			t.Errorf("after a cut (%d): %v", what, err)
		}
	}
	if got := entries(t, d); got != "11" {
		t.Errorf("it has come to %s", got)
	}
	p.onCommit(0, 100, isCut)
	if _, err := l.Tell(t.Context(), chain(12)); err == nil || away(t, err) != unsureWords {
		t.Errorf("while every try is cut: %v", err)
	}
}

func TestALedgerIsUsedAgainOnceItsServerIsThereAgain(t *testing.T) {
	t.Parallel()
	c := postgrestest.Start(t)
	d := c.NewDatabase(t)
	l := found(t, d)
	standing(t, l)
	for claim, end := range map[string]func(){"stopped": c.Stop, "killed": c.Kill} {
		end()
		if _, err := l.Standing(t.Context()); err == nil || away(t, err) == "" {
			t.Errorf("%s: %v", claim, err)
		}
		c.Start(t)
		standing(t, l)
	}
	c.Restart(t) // between two uses: the connections that idled are dead
	standing(t, l)
}

func TestANetworkThatPassesNothingIsGivenUp(t *testing.T) {
	t.Parallel()
	d := postgrestest.NewDatabase(t)
	p := between(t, d)
	founder := foundAt(t, d.At(p.port))
	o := founder.options
	o.Membership, o.Timeout = founder.Membership(), 2*time.Second
	l := open(t, o)
	standing(t, l)
	p.freeze()
	_, err := l.Standing(t.Context())
	if why := away(t, err); why != "no answer came in time" {
		t.Errorf("it is away because %s", why)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Standing(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("whoever stops waiting is told %v", err)
	}
	l.Close() // and does not hang
}

func TestWhoeverWaitsTooLongForAnotherIsToldSo(t *testing.T) {
	t.Parallel()
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	o := anna.options
	o.Membership, o.Timeout, o.Opening = anna.Membership(), 5*time.Second, ""
	slow := open(t, o)
	standing(t, slow)
	err := anna.write(t.Context(), changing, func(*tx) error {
		_, err := slow.Standing(t.Context()) // waits for nobody
		if err != nil {
			t.Errorf("what takes no lock waits: %v", err)
		}
		return begun(slow)
	})
	if why := away(t, err); !strings.Contains(why, "took too long") {
		t.Errorf("it is away because %s", why)
	}
}

// Time-outs and the schema hold for a transaction alone: the connection is another's afterwards.
func TestEverythingWorksBehindAPoolOfTransactions(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	url := d.Bouncer(t)
	anna := foundAt(t, url)
	members := []*Ledger{anna}
	for _, login := range []string{"ben", "clara", "dora"} {
		members = append(members, join(t, url, anna, login))
	}
	done := make(chan error, len(members))
	for i, l := range members {
		go func() {
			var err error
			for n := range 10 {
				if err == nil {
					_, err = l.Tell(context.Background(), chain(n+1))
				}
				if err == nil {
					err = l.SaveMapping(context.Background(), "shape", nil, "DE")
				}
				if err == nil {
					err = l.write(context.Background(), sending, func(*tx) error { return nil })
				}
				if err == nil && i == 0 {
					_, err = l.Standing(context.Background())
				}
			}
			done <- err
		}()
	}
	for range members {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	var timeout, path string
	err := anna.run(t.Context(), how{open: true, within: time.Minute}, func(t *tx) error {
		_, err := t.Exec(context.Background(), "commit") // out of the transaction
		if err == nil {
			err = t.QueryRow(context.Background(), "SELECT current_setting('statement_timeout'), current_setting('search_path')").Scan(&timeout, &path)
		}
		return err
	})
	if err != nil || timeout != "0" || strings.Contains(path, schema) {
		t.Errorf("outside a transaction a statement may take %s and is of schema %s, %v", timeout, path, err)
	}
}

func TestTwoWhoMakeATeamAtOnceMakeOne(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	made := make(chan error, 4)
	secret := newSecret(t)
	for range cap(made) {
		l := open(t, Options{URL: d.URL(), Secret: secret})
		go func() {
			_, err := l.Create(context.Background(), "Spring team", team.Member{Login: "anna"})
			made <- err
		}()
	}
	teams := 0
	for range cap(made) {
		switch err := <-made; {
		case err == nil:
			teams++
		case !errors.Is(err, errTeamIsThere):
			t.Error(err)
		}
	}
	if teams != 1 {
		t.Errorf("%d teams are made", teams)
	}
}

func TestASchemaOfAnyEarlierVersionIsBroughtUpToDate(t *testing.T) {
	for version := 1; version < newest(); version++ {
		d := postgrestest.NewDatabase(t)
		l := open(t, Options{URL: d.URL(), Secret: newSecret(t)})
		m := team.Membership{Team: "t1", Member: "m1", Epoch: 1}
		err := l.write(t.Context(), founding, func(tx *tx) error {
			if err := migrate(t.Context(), tx, 0, version); err != nil {
				return err
			}
			return tx.QueryRow(t.Context(), `INSERT INTO team SELECT true, 't1', '', $1, 1, 1, `+thisServer+`, team_now(), 'm1' RETURNING system, timeline`, l.options.Secret.Proof("t1")).
				Scan(&m.Server.System, &m.Server.Timeline)
		})
		if err != nil {
			t.Fatal(err)
		}
		d.Execute(t, "DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN IN ROLE "+postgrestest.Role)
		o := l.options
		o.Membership, o.URL = m, strings.Replace(d.URL(), postgrestest.Role, "clerk", 1)
		standing(t, open(t, o)) // of another role, which brings it up to date for all
		o.URL = d.URL()
		standing(t, open(t, o))
		if got := d.Query(t, "SELECT max(version) FROM callsheet.versions")[0]; got != strconv.Itoa(newest()) {
			t.Errorf("from version %d it came to %s", version, got)
		}
	}
}
