package postgres

import (
	"context"
	"errors"
	"strings"
	"testing"

	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
)

// refusal is why a ledger is refused; 0 = it is not.
func refusal(t *testing.T, l *Ledger) team.Difference {
	t.Helper()
	_, err := l.Standing(t.Context())
	if err == nil {
		return 0
	}
	refused, is := errors.AsType[*team.RefusedError](err)
	if !is {
		t.Fatalf("it is not refused, but: %v", err)
	}
	return refused.Difference
}

func TestAMemberIsToldHowTheTeamStands(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	if _, err := anna.Standing(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err := ben.Standing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "Spring team" || s.Team == "" || s.Recovery != nil || !s.Since.IsZero() || len(s.Members) != 2 || s.Now.IsZero() {
		t.Fatalf("it stands so: %+v", s)
	}
	for i, who := range []string{"anna on jump1", "ben on jump2"} {
		if m := s.Members[i]; m.Who() != who || !m.Present || m.Joined.IsZero() || m.Seen.IsZero() {
			t.Errorf("%s is %+v", who, m)
		}
	}
	m := ben.Membership()
	if m.Team != s.Team || m.Written < 4 || m.Server.System == "" || m.Server.Timeline != 1 || m.Epoch != 1 {
		t.Errorf("the membership is %+v", m)
	}
}

func TestWhoeverHasNotJoinedIsToldHow(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	l := open(t, Options{URL: d.URL(), Secret: anna.options.Secret})
	if _, err := l.Standing(t.Context()); !errors.Is(err, team.ErrNotJoined) {
		t.Errorf("it is told %v", err)
	}
}

func TestAnotherDatabaseIsToldFromTheTeams(t *testing.T) {
	d, other, empty := postgrestest.NewDatabase(t), postgrestest.NewDatabase(t), postgrestest.NewDatabase(t)
	anna := found(t, d)
	found(t, other)
	if got := refusal(t, reopen(t, anna, empty.URL())); got != team.Empty {
		t.Errorf("an empty database is %v", got)
	}
	l := reopen(t, anna, d.URL())
	l.options.Secret = newSecret(t)
	if got := refusal(t, l); got != team.OtherSecret {
		t.Errorf("another secret is %v", got)
	}
	// Another team under the same secret: its proof is of its own id.
	twin := open(t, Options{URL: postgrestest.NewDatabase(t).URL(), Secret: anna.options.Secret})
	if _, err := twin.Create(t.Context(), "Twin", team.Member{Login: "anna"}); err != nil {
		t.Fatal(err)
	}
	if got := refusal(t, reopen(t, anna, twin.options.URL)); got != team.OtherTeam {
		t.Errorf("another team is %v", got)
	}
	if got := refusal(t, reopen(t, anna, d.URL())); got != 0 {
		t.Errorf("its own is %v", got)
	}
	d.Execute(t, "INSERT INTO callsheet.versions VALUES (1000, now())")
	if got := refusal(t, anna); got != team.Newer {
		t.Errorf("a schema to come is %v", got)
	}
}

func TestASecondTeamIsNotMadeInADatabase(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	found(t, d)
	_, err := open(t, Options{URL: d.URL(), Secret: newSecret(t)}).Create(t.Context(), "Other", team.Member{Login: "ben"})
	if err == nil || !strings.Contains(err.Error(), "callsheet team join") {
		t.Errorf("it is told %v", err)
	}
}

// An older copy is found by whoever has seen more, and refused to all from then on.
func TestAnOlderCopyIsRefusedToAllOnceOneHasSeenMore(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	before := anna.Membership()
	d.Execute(t, "CREATE TABLE keep AS SELECT written FROM callsheet.team")
	for range 3 {
		if _, err := ben.Standing(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	d.Execute(t, "UPDATE callsheet.team SET written = (SELECT written FROM keep)")
	if got := refusal(t, anna); got != 0 {
		t.Fatalf("anna has seen no more of it, and it is %v", got)
	}
	if got := refusal(t, ben); got != team.Older {
		t.Fatalf("ben has seen more of it, and it is %v", got)
	}
	if got := refusal(t, anna); got != team.Older {
		t.Errorf("once ben has found it out, it is %v to anna", got)
	}
	if anna.Membership().Written < before.Written {
		t.Error("anna's membership went back")
	}
}

// A backup of the files that is put back is on the same timeline, and goes on from where it was.
func TestAnOlderCopyThatOthersWentOnWithIsFoundByWhomItForgot(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	standing(t, ben)
	d.Execute(t, "CREATE TABLE team_then AS TABLE callsheet.team; CREATE TABLE members_then AS TABLE callsheet.members")
	for range 3 {
		standing(t, anna)
	}
	d.Execute(t, `UPDATE callsheet.team SET written = (SELECT written FROM team_then);
		UPDATE callsheet.members m SET wrote = (SELECT wrote FROM members_then t WHERE t.id = m.id)`)
	for range 9 { // ben has lost nothing of his own
		standing(t, ben)
	}
	if got := refusal(t, anna); got != team.Older {
		t.Errorf("what anna wrote last is lost, and it is %v", got)
	}
	if got := refusal(t, ben); got != team.Older {
		t.Errorf("once anna has found it out, it is %v to ben", got)
	}
}

func TestACopyOfBeforeAMemberJoinedIsOlder(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	d.Execute(t, "DELETE FROM callsheet.members WHERE id = '"+ben.Membership().Member+"'")
	for range 5 {
		standing(t, anna)
	}
	if got := refusal(t, ben); got != team.Older {
		t.Errorf("it is %v to whoever joined since", got)
	}
}

func TestACopyOnAnotherTimelineIsRefusedUntilItIsAccepted(t *testing.T) {
	t.Parallel()
	c := postgrestest.Start(t)
	d := c.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	standby := c.Copy(t)
	standby.CatchUp(t, c)

	follower := reopen(t, anna, d.On(standby).URL())
	_, err := follower.Standing(t.Context())
	if away, is := errors.AsType[*team.AwayError](err); !is || !strings.Contains(away.Why, "standby") {
		t.Errorf("a standby is told as %v", err)
	}
	standby.Lag(t)
	clara := join(t, d.URL(), anna, "clara") // of whom the copy will know nothing, and ben has heard
	for _, l := range []*Ledger{anna, ben, clara} {
		if _, err := l.Standing(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	c.Kill()
	standby.Promote(t)
	e := d.On(standby)
	anna2, ben2 := reopen(t, anna, e.URL()), reopen(t, ben, e.URL())
	for who, l := range map[string]*Ledger{"anna": anna2, "ben": ben2} {
		if got := refusal(t, l); got != team.Promoted {
			t.Errorf("%s finds it %v", who, got)
		}
	}
	s, err := ben2.Accept(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Recovery == nil || len(s.Recovery.Waiting) != 3 || s.Recovery.By.Login != "ben" {
		t.Fatalf("it recovers so: %+v", s.Recovery)
	}
	if _, err := anna2.Standing(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := begun(ben2); !isRecovering(err) || !strings.Contains(err.Error(), "clara on jump2") {
		t.Errorf("before all have told it again, leave to send is %v", err)
	}
	if _, err := ben2.Accept(t.Context(), []string{clara.Membership().Member, anna.Membership().Member, ben.Membership().Member}); err != nil {
		t.Fatal(err)
	}
	if err := begun(ben2); !isRecovering(err) {
		t.Errorf("before everybody at work can have met it, leave to send is %v", err)
	}
	e.Execute(t, settled)
	if err := begun(ben2); err != nil {
		t.Errorf("once nobody is waited for, leave to send is %v", err)
	}
	if s := standing(t, anna2); s.Recovery != nil || s.Since.IsZero() {
		t.Errorf("anna, whom nobody waits for, is not told that it was accepted, at %v", s.Since)
	}
	if got := refusal(t, anna2); got != 0 {
		t.Errorf("what was accepted is %v to anna", got)
	}
	// The old server comes back: whoever has seen the new one refuses it, and so do all then.
	c.Start(t)
	if got := refusal(t, reopen(t, ben2, d.URL())); got != team.Older {
		t.Errorf("the old server is %v to ben", got)
	}
	if got := refusal(t, reopen(t, anna, d.URL())); got != team.Older {
		t.Errorf("and then it is %v to anna, who has not seen the new one", got)
	}
}

// clara joined after the copy was made: neither it nor whoever accepts it may know of her, and she
// may be calling those whom others are about to call.
func TestWhoJoinedAfterACopyWasMadeIsWaitedForBeforeAnybodySends(t *testing.T) {
	for claim, heard := range map[string]bool{
		"whoever accepts it has heard of her":         true, // in a run of the program before
		"nobody has heard of her, and she is at work": false,
	} {
		t.Run(claim, func(t *testing.T) {
			d := postgrestest.NewDatabase(t)
			anna := found(t, d)
			d.Execute(t, "CREATE TABLE team_then AS TABLE callsheet.team; CREATE TABLE members_then AS TABLE callsheet.members")
			clara := join(t, d.URL(), anna, "clara")
			standing(t, clara)
			if heard {
				standing(t, anna)
			}
			d.Execute(t, `DELETE FROM callsheet.openings; DELETE FROM callsheet.members WHERE id NOT IN (SELECT id FROM members_then);
				UPDATE callsheet.team SET written = (SELECT written FROM team_then), timeline = 0`)
			accepting := reopen(t, anna, d.URL())
			if got := refusal(t, accepting); got != team.Promoted && got != team.Older {
				t.Fatalf("the copy is %v", got)
			}
			if _, err := accepting.Accept(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			tell(t, accepting, team.News{Whole: true})
			if err := begun(accepting); !isRecovering(err) || heard != strings.Contains(err.Error(), "clara on jump2") {
				t.Errorf("anna may send: %v", err)
			}
			if err := begun(clara); !isRecovering(err) {
				t.Errorf("clara may send before she told it again: %v", err)
			}
			standing(t, clara) // her console meets it
			d.Execute(t, settled)
			if err := begun(accepting); !isRecovering(err) || !strings.Contains(err.Error(), "clara on jump2") {
				t.Errorf("once clara was there, anna may send: %v", err)
			}
			tell(t, clara, team.News{Whole: true})
			for who, l := range map[string]*Ledger{"anna": accepting, "clara": clara} {
				if err := begun(l); err != nil {
					t.Errorf("once all have told it again, %s may not send: %v", who, err)
				}
			}
		})
	}
}

// settled has the time run out that everybody at work has to meet a copy that was accepted.
const settled = "UPDATE callsheet.team SET accepted = accepted - interval '1 minute'"

func isRecovering(err error) bool {
	_, is := errors.AsType[*team.RecoveryError](err)
	return is
}

// begun asks for leave to send.
func begun(l *Ledger) error {
	return l.write(context.Background(), sending, func(*tx) error { return nil })
}

func TestASoundLedgerIsNotAccepted(t *testing.T) {
	anna := found(t, postgrestest.NewDatabase(t))
	if _, err := anna.Accept(t.Context(), nil); !errors.Is(err, errSound) {
		t.Errorf("it is told %v", err)
	}
}

// Two operators find the copy, and each accepts it; or one does, hears no answer, and does again.
func TestACopyThatWasAcceptedMeanwhileIsAcceptedAllTheSame(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	d.Execute(t, "UPDATE callsheet.team SET timeline = timeline + 1")
	for _, l := range []*Ledger{anna, ben} {
		if got := refusal(t, l); got != team.Promoted {
			t.Fatalf("it is %v", got)
		}
	}
	epoch := ben.Membership().Epoch
	if _, err := ben.Accept(t.Context(), []string{anna.Membership().Member, ben.Membership().Member}); err != nil {
		t.Fatal(err)
	}
	if _, err := anna.Accept(t.Context(), nil); err != nil {
		t.Errorf("anna, who accepts it too, is told %v", err)
	}
	if got := anna.Membership().Epoch; got != epoch+1 {
		t.Errorf("it was accepted %d times", got-epoch)
	}
	if _, err := anna.Accept(t.Context(), nil); !errors.Is(err, errSound) {
		t.Errorf("once she has seen it, she is told %v", err)
	}
}

func TestWhoeverHasLeftIsNoMember(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	ben := join(t, d.URL(), anna, "ben")
	running := reopen(t, ben, d.URL()) // another console of his
	standing(t, running)
	if err := ben.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s := standing(t, anna); len(s.Members) != 1 || s.Recovery != nil {
		t.Errorf("the members are %v, and it recovers: %v", s.Members, s.Recovery)
	}
	if err := begun(running); !errors.Is(err, team.ErrNotJoined) {
		t.Errorf("his other console has leave to send: %v", err)
	}
	if _, err := running.Join(t.Context(), team.Member{ID: ben.Membership().Member, Login: "ben", Host: "jump3"}); err != nil {
		t.Fatal(err)
	}
	if s := standing(t, running); len(s.Members) != 2 || s.Members[1].Who() != "ben on jump3" || s.Recovery != nil {
		t.Errorf("once he is back, it stands so: %+v", s)
	}
	if err := begun(running); err != nil {
		t.Error(err)
	}
}

// What the settings of a server or a database weaken holds for their other users.
func TestWhatIsWrittenIsOnTheServersDisk(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	d.Execute(t, "ALTER DATABASE "+d.Name+" SET synchronous_commit = off")
	anna := found(t, d)
	var set string
	err := anna.write(t.Context(), telling, func(t *tx) error {
		return t.QueryRow(context.Background(), `SELECT current_setting('synchronous_commit')`).Scan(&set)
	})
	if err != nil || set != "on" {
		t.Errorf("synchronous_commit is %s, %v", set, err)
	}
}

func TestARoleThatInheritsTheTeamsIsEnough(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := found(t, d)
	d.Execute(t, "DROP ROLE IF EXISTS inherits; CREATE ROLE inherits LOGIN IN ROLE "+postgrestest.Role)
	ben := join(t, strings.Replace(d.URL(), postgrestest.Role, "inherits", 1), anna, "ben")
	tell(t, ben, team.News{Heads: []team.Head{spring()}, Whole: true})
	if heads := standing(t, anna).Heads; len(heads) != 1 {
		t.Errorf("anna sees %d campaigns", len(heads))
	}
}

func TestWhoeverMayMakeNothingInADatabaseIsToldWhatToAskFor(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	d.Execute(t, "ALTER DATABASE "+d.Name+" OWNER TO "+postgrestest.Superuser)
	l := open(t, Options{URL: d.URL(), Secret: newSecret(t)})
	_, err := l.Create(t.Context(), "Spring team", team.Member{Login: "anna"})
	if notSetUp(t, err); !strings.Contains(err.Error(), "GRANT CREATE ON DATABASE") {
		t.Errorf("it is said as %v", err)
	}
	d.Execute(t, "CREATE SCHEMA callsheet AUTHORIZATION "+postgrestest.Role) // is enough, too
	if _, err := l.Create(t.Context(), "Spring team", team.Member{Login: "anna"}); err != nil {
		t.Error(err)
	}
}
