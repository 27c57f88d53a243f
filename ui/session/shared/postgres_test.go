package shared_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/model/store/postgres"
	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

// database is a team's ledger on PostgreSQL, whose clock is moved by hand.
type database struct {
	t      *testing.T
	at     postgrestest.Database
	secret team.Secret
	behind time.Duration // its clock before that of the machines
}

func newDatabase(t *testing.T) *database {
	t.Helper()
	d := &database{t: t, at: postgrestest.NewDatabase(t), secret: must(team.NewSecret(rand.Reader))(t)}
	return d
}

// forward puts its clock forward, and that of the machines.
func (d *database) forward(by time.Duration) {
	d.t.Helper()
	d.behind += by
	d.at.Execute(d.t, fmt.Sprintf(`CREATE OR REPLACE FUNCTION callsheet.team_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$ SELECT clock_timestamp() + interval '%d seconds' $$`, int(d.behind.Seconds())))
}

func (d *database) open(login string, m team.Membership) *postgres.Ledger {
	d.t.Helper()
	l := must(postgres.Open(postgres.Options{URL: d.at.URL(), Secret: d.secret, Membership: m, Login: login, Host: "host",
		Password: func(context.Context) (string, error) { return postgrestest.Password, nil }}))(d.t)
	d.t.Cleanup(l.Close)
	return l
}

// login is one login's store, joined with it.
type login struct {
	member
	d    *database
	name string
}

func (d *database) join(name string, first bool) *login {
	d.t.Helper()
	l := d.open(name, team.Membership{})
	me := team.Member{Login: name, Host: "host"}
	var m team.Membership
	if first {
		m = must(l.Create(ctx, "Sales", me))(d.t)
	} else {
		m = must(l.Join(ctx, me))(d.t)
	}
	of := &login{d: d, name: name, member: member{t: d.t, dir: d.t.TempDir(), service: real}}
	of.open(l)
	ok(d.t, of.Local().Joined(ctx, m))
	of.meet()
	d.t.Cleanup(func() { of.local.Close() })
	return of
}

func (of *login) now() time.Time { return time.Now().Add(of.d.behind) }

func (of *login) open(l session.TeamLedger) {
	of.t.Helper()
	of.local = must(store.Open(ctx, of.dir, store.Options{Now: of.now, Who: of.name, Service: real}))(of.t)
	must(of.local.Ledger.Recover(ctx))(of.t)
	of.Store = shared.Join(of.local, l, shared.Options{Now: of.now, Who: of.name, Service: real})
}

func (of *login) restart() {
	of.t.Helper()
	m := must(of.Local().Membership(ctx))(of.t)
	of.local.Close()
	of.open(of.d.open(of.name, m))
}

// lossy loses the answer to a lease, once.
type lossy struct{ session.TeamLedger }

func (l *lossy) Begin(ctx context.Context, i team.Intent) (team.Lease, error) {
	if _, err := l.TeamLedger.Begin(ctx, i); err != nil {
		return team.Lease{}, err
	}
	return team.Lease{}, away
}

func TestOnPostgreSQLNobodyIsCalledTwiceAndNothingIsLost(t *testing.T) {
	d := newDatabase(t)
	anna := d.join("anna", true)
	ben := d.join("ben", false)
	sent := anna.confirm("Spring", 1, 2)
	theirs := ben.confirm("Summer", 2, 3)

	// Killed once it is begun: it is unknown, to the colleague too.
	must(anna.Ledger.Begin(ctx, sent))(t)
	_, err := ben.Ledger.Begin(ctx, theirs)
	if g, is := guarded(err); !is || g.Uncertain != 1 || g.Colleague != "anna on host" {
		t.Fatalf("a colleague is told %v", err)
	}
	anna.restart()
	d.forward(team.LeaseTime)
	if s := anna.meet(); s.Untold.Batches != 0 {
		t.Errorf("%d are untold", s.Untold.Batches)
	}
	if _, err := ben.Ledger.Begin(ctx, theirs); err == nil {
		t.Fatal("a colleague calls who may be called")
	}
	// A person says that it was not sent; it is sent again, and taken.
	anna.outcome(anna.row(sent.Key), model.SendRefused)
	retried := must(anna.Ledger.Retry(ctx, anna.row(sent.Key)))(t)
	anna.send(retried, model.SendAccepted)
	if _, err := ben.Ledger.Begin(ctx, theirs); err == nil {
		t.Fatal("a colleague calls who is called")
	}
	refs := []model.ContactRef{{Number: number(2)}}
	if m := must(ben.Guards.Suppressions(ctx, refs, "agent", ""))(t)[number(2)]; m.Campaign != "Spring" || m.Colleague != "anna on host" || !m.Unfinished {
		t.Errorf("it is guarded as %+v", m)
	}

	// An answer that was lost: nothing left, and it is sent at once, or by a colleague.
	lost := ben.confirm("Autumn", 4)
	whole := ben.Store
	ben.Store = shared.Join(ben.local, &lossy{ben.d.open("ben", must(ben.Local().Membership(ctx))(t))}, shared.Options{Now: ben.now, Service: real})
	if _, err := ben.Ledger.Begin(ctx, lost); !errors.As(err, new(*team.AwayError)) {
		t.Fatalf("it is begun without an answer: %v", err)
	}
	ben.Store = whole
	d.forward(team.LeaseTime) // the lease is another opening's
	ben.meet()
	anna.send(anna.confirm("Winter", 4), model.SendAccepted)
	if _, err := ben.Ledger.Begin(ctx, lost); err == nil {
		t.Fatal("both call them")
	}

	// What is put on the list by one is called by nobody.
	must(ben.DoNotCall.Add(ctx, numbersOf(9), "by hand"))(t)
	if _, err := anna.Ledger.Begin(ctx, anna.confirm("More", 9)); err == nil {
		t.Fatal("somebody on the list is called")
	}

	// A campaign of a host that died is taken over, and settled.
	unknown := anna.send(anna.confirm("Left", 11), model.SendUnknown)
	anna.meet()
	d.forward(time.Hour)
	theirHeads := ben.meet().Theirs()
	at := slices.IndexFunc(theirHeads, func(h team.Head) bool { return h.Campaign == unknown.Campaign })
	if at < 0 {
		t.Fatalf("of the colleague's there are %+v", theirHeads)
	}
	ok(t, ben.Team.TakeOver(ctx, theirHeads[at]))
	after := ben.confirm("After", 11)
	if _, err := ben.Ledger.Begin(ctx, after); err == nil {
		t.Fatal("whoever took it over calls them once more")
	}
	ben.outcome(ben.row(unknown.Key), model.SendRefused)
	ben.meet()
	ben.send(after, model.SendAccepted)
	if lost := anna.meet().Lost; len(lost) != 1 || lost[0].By.Login != "ben" {
		t.Errorf("anna lost %+v", lost)
	}
}

// leave leaves the team; again joins it again, as who it was or as somebody else.
func (of *login) leave() {
	of.t.Helper()
	l := of.d.open(of.name, must(of.Local().Membership(ctx))(of.t))
	must(of.local.Ledger.Recover(ctx))(of.t)
	ok(of.t, l.Leave(ctx))
	ok(of.t, of.Local().Left(ctx))
}

func (of *login) again(asWhoItWas bool) {
	of.t.Helper()
	known, me := team.Membership{}, team.Member{Login: of.name, Host: "host"}
	if asWhoItWas {
		known = must(of.Local().Former(ctx))(of.t)
		me.ID = known.Member
	}
	l := of.d.open(of.name, team.Membership{})
	m := must(l.Join(ctx, me))(of.t)
	if asWhoItWas {
		m = known
	}
	ok(of.t, of.Local().Joined(ctx, m))
	of.restart()
}

func TestWhoLeavesATeamGuardsInItAndSettlesWhatTheySentOnceTheyAreBack(t *testing.T) {
	for claim, asWhoItWas := range map[string]bool{"as the same member": true, "as another, who takes over what it was": false} {
		t.Run(claim, func(t *testing.T) {
			d := newDatabase(t)
			anna := d.join("anna", true)
			ben := d.join("ben", false)
			sent := anna.send(anna.confirm("Spring", 1), model.SendAccepted)
			unknown := anna.send(anna.confirm("Summer", 2), model.SendUnknown)
			anna.meet()
			d.forward(team.LeaseTime)
			anna.leave()
			theirs := map[string]model.Batch{sent.Key: ben.confirm("Theirs", 1), unknown.Key: ben.confirm("Theirs too", 2)}
			for _, b := range theirs {
				if _, err := ben.Ledger.Begin(ctx, b); err == nil {
					t.Fatalf("whom a member called who has left, %s calls once more", b.Name)
				}
			}
			anna.again(asWhoItWas)
			s := anna.meet()
			if asWhoItWas != (len(s.Lost) == 0) || asWhoItWas != (len(s.Standing.Members) == 2 && len(s.Theirs()) == 0 || len(s.Theirs()) == 2) {
				t.Errorf("it has lost %+v, and theirs are %+v", s.Lost, s.Theirs())
			}
			if !asWhoItWas {
				d.forward(team.PresenceTime)
				for _, h := range anna.meet().Theirs() {
					if h.Owner.Login == "anna" {
						ok(t, anna.Team.TakeOver(ctx, h))
					}
				}
				if s := anna.meet(); len(s.Lost) != 0 {
					t.Errorf("taken back, it has lost %+v", s.Lost)
				}
			}
			anna.outcome(anna.row(unknown.Key), model.SendRefused)
			if u := anna.meet().Untold; u.Any() {
				t.Errorf("untold is %+v", u)
			}
			if _, err := ben.Ledger.Begin(ctx, theirs[unknown.Key]); err != nil {
				t.Errorf("it is settled, and ben is told %v", err)
			}
			if _, err := ben.Ledger.Begin(ctx, theirs[sent.Key]); err == nil {
				t.Error("whom it calls, ben calls once more")
			}
			// A copy is accepted: nobody is waited for who cannot come.
			d.at.Execute(t, "UPDATE callsheet.team SET timeline = 0")
			ben.Team.Meet(ctx)
			l := d.open("ben", must(ben.Local().Membership(ctx))(t))
			must(l.Accept(ctx, nil))(t)
			for _, of := range []*login{ben, anna} {
				of.restart()
				of.Team.Meet(ctx)
			}
			d.forward(team.LeaseTime) // of what ben had begun, which is longer than the copy has to settle
			if r := ben.meet().Standing.Recovery; r != nil {
				t.Errorf("it waits for %+v until %s", r.Waiting, r.Until)
			}
		})
	}
}

func numbersOf(n ...int) []phone.Number {
	var all []phone.Number
	for _, n := range n {
		all = append(all, number(n))
	}
	return all
}
