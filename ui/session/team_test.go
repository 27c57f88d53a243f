package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"callsheet/model"
	"callsheet/model/team"
)

func TestTheBannerSaysWhyNothingIsSentAndWhatToDo(t *testing.T) {
	now := time.Date(2026, 11, 28, 14, 5, 0, 0, time.UTC)
	member := func(login string) team.Member { return team.Member{Login: login, Host: "jump1"} }
	var many []team.Member
	for i := range 20 {
		many = append(many, member(fmt.Sprintf("user%d", i)))
	}
	for claim, c := range map[string]struct {
		state TeamState
		want  string // "" = there is none
	}{
		"a team that answers": {TeamState{Heard: now}, ""},
		"no team":             {TeamState{}, ""},
		"away since it was heard": {TeamState{Heard: now.Add(-time.Hour), Err: fmt.Errorf("begin: %w", &team.AwayError{Why: "connection refused"})},
			"Nothing is sent: the team's ledger is away since 13:05 (connection refused). Lists go on, without what colleagues sent since. It is tried again."},
		"away from the start": {TeamState{Err: &team.AwayError{}},
			"Nothing is sent: the team's ledger is away. Lists go on, without what colleagues sent since. It is tried again."},
		"refused": {TeamState{Err: &team.RefusedError{Difference: team.Older, Database: "db:5432/callsheet"}},
			"Nothing is sent: the database at db:5432/callsheet is an older copy of the team's ledger. T on Home and `callsheet team status` say what to do."},
		"not set up": {TeamState{Heard: now, Err: fmt.Errorf("begin: %w", &team.SetupError{Database: "db:5432/callsheet", Why: "this user may not use the team's tables there", Remedy: "Ask."})},
			"Nothing is sent: the team's database has to be put right (this user may not use the team's tables there). T on Home and `callsheet team status` say what to do."},
		"not joined":      {TeamState{Err: team.ErrNotJoined}, team.ErrNotJoined.Error()},
		"a fault":         {TeamState{Err: errors.New("disk full")}, "Nothing is sent. Disk full."},
		"a copy, at once": {TeamState{Standing: team.Standing{Recovery: &team.Recovery{}}}, "Nothing is sent yet: the team's ledger is a copy, and is told what was sent. That takes a moment."},
		"a copy that one has not told": {TeamState{Standing: team.Standing{Recovery: &team.Recovery{Waiting: many[:1]}}},
			"Nothing is sent: the team's ledger is a copy, and user0 on jump1 has not told it what they sent: ask them to start Callsheet."},
		"a copy that would not let anything begin": {TeamState{Err: &team.RecoveryError{Waiting: many[:1]}},
			"Nothing is sent: the team's ledger is a copy, and user0 on jump1 has not told it what they sent: ask them to start Callsheet."},
		"a copy that many have not told": {TeamState{Standing: team.Standing{Recovery: &team.Recovery{Waiting: many}}},
			"Nothing is sent: the team's ledger is a copy, and user0 on jump1, user1 on jump1, 18 more have not told it what they sent: ask them to start Callsheet."},
	} {
		if got := c.state.Banner(now); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", claim, got, c.want)
		}
	}
}

func TestTheBannerIsBoundedAndPrintable(t *testing.T) {
	bad := strings.Repeat("\x1b[2J\u202eé", 400)
	for _, s := range []TeamState{
		{Err: &team.AwayError{Why: bad}}, {Err: &team.SetupError{Database: bad, Why: bad, Remedy: bad}}, {Err: &team.RefusedError{Difference: team.Empty, Database: bad, Detail: bad}}, {Err: errors.New(bad)},
		{Standing: team.Standing{Recovery: &team.Recovery{Waiting: []team.Member{{Login: bad, Host: bad}}}}},
	} {
		for _, words := range []string{s.Banner(time.Now()), s.Remedy(time.Now())} {
			if len(words) > 2400 || words == "" || strings.ContainsFunc(words, unicode.IsControl) || strings.Contains(words, "\u202e") {
				t.Errorf("%d bytes: %.200q", len(words), words)
			}
		}
	}
}

// An operation that is refused between two meetings shows that the team's ledger is away; and
// taking a campaign over changes nothing of what is shown meanwhile.
func TestWhatAnOperationHeardOfTheTeamIsKnownAtOnce(t *testing.T) {
	there := &awayTeam{}
	m := Meetings{Team: there}
	m.Glance()
	if m.State.Banner(time.Now()) != "" {
		t.Error("it is away before anybody was refused")
	}
	there.err = &team.AwayError{}
	m.Glance()
	if m.State.Banner(time.Now()) == "" {
		t.Error("it is not said")
	}
	head := team.Head{Batches: []model.Batch{{Colleague: "anna"}}}
	TakeOver(there, head).Do(t.Context())
	if head.Batches[0].Colleague != "anna" {
		t.Error("what is shown was changed")
	}
}

type awayTeam struct {
	meetable
	err error
}

func (a *awayTeam) Known() TeamState { return TeamState{Err: a.err} }
func (a *awayTeam) TakeOver(_ context.Context, head team.Head) error {
	head.Batches[0].Colleague = ""
	return nil
}

// meetable is a team that is met.
type meetable struct{ met int }

func (m *meetable) Known() TeamState { return TeamState{} }
func (m *meetable) Meet(context.Context) TeamState {
	m.met++
	return TeamState{Untold: Untold{Batches: m.met}}
}
func (m *meetable) TakeOver(context.Context, team.Head) error { return nil }

func TestTheTeamIsMetAgainAndAgainInOneTurn(t *testing.T) {
	there := &meetable{}
	m := Meetings{Team: there}
	do := func(all []Work) any {
		if len(all) != 1 {
			t.Fatalf("%d works", len(all))
		}
		return all[0].Do(t.Context())
	}
	first := do(m.Start())
	second := do(m.Start()) // as after a change of one's own
	if work := m.Update(first); len(work) != 0 || m.State.Untold.Any() {
		t.Error("an answer to an earlier question goes on")
	}
	due := do(m.Update(second))
	if _, is := due.(TeamDue); !is || m.State.Untold.Batches != 2 {
		t.Errorf("after a meeting comes %T, and %d is known", due, m.State.Untold.Batches)
	}
	do(m.Update(due))
	if there.met != 3 {
		t.Errorf("it was met %d times", there.met)
	}
	if work := (&Meetings{}).Start(); len(work) != 0 {
		t.Error("no team is met")
	}
}
