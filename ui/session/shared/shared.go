package shared

import (
	"context"
	"sync"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// Store is what is stored, by noun: on this machine, and by its team.
type Store struct {
	Campaigns  *store.Campaigns
	Ledger     *Ledger
	Guards     *Guards
	DoNotCall  *DoNotCallList
	Remembered *Remembered
	Evidence   *store.Evidence
	Team       *Team // nil = of no team

	local *store.Store
}

// Options says who joins, and by which clock.
type Options struct {
	Who     string           // who holds campaigns here: "anna, terminal pts/3"
	Now     func() time.Time // this machine's clock; nil = time.Now
	Service string           // that is worked with; "" = real calls
}

// Alone is a store of this machine alone.
func Alone(local *store.Store) *Store { return join(local, nil) }

// Join is a store of this machine with the ledger of its team; a nil ledger is of no team.
func Join(local *store.Store, ledger session.TeamLedger, o Options) *Store {
	if ledger == nil {
		return Alone(local)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	ledger.WorksWith(o.Service)
	return join(local, &Team{local: local, ledger: ledger, now: o.Now, who: o.Who, deadlines: map[string]time.Time{}, reads: map[string]map[phone.Number]time.Time{}})
}

// Refused is a store of this machine where a team is set whose ledger cannot be used at all, and
// why: nothing is sent.
func Refused(local *store.Store, why error) *Store {
	return join(local, &Team{local: local, refused: why, now: time.Now})
}

func join(local *store.Store, t *Team) *Store {
	return &Store{
		Campaigns: local.Campaigns, Evidence: local.Evidence, Team: t, local: local,
		Ledger:     &Ledger{local.Ledger, t},
		Guards:     &Guards{local.Guards, t},
		DoNotCall:  &DoNotCallList{local.DoNotCall, t},
		Remembered: &Remembered{local.Remembered, t},
	}
}

// Local is what this machine stores of its team.
func (s *Store) Local() *store.Team { return s.local.Team }

// Ports are the store as the session's ports.
func (s *Store) Ports() session.Store {
	ports := session.Store{Campaigns: s.Campaigns, Ledger: s.Ledger, Guards: s.Guards, DoNotCall: s.DoNotCall, Evidence: s.Evidence}
	if s.Team != nil {
		ports.Team = s.Team
	}
	return ports
}

// Close closes this machine's store, and the way to the team's ledger.
func (s *Store) Close() error {
	if s.Team != nil {
		if c, is := s.Team.ledger.(interface{ Close() }); is {
			c.Close() // what it could not tell is told later
		}
	}
	return s.local.Close()
}

// Team is the ledger of the team that this machine is of, as one opening works with it.
type Team struct {
	local   *store.Store
	ledger  session.TeamLedger
	refused error // why there is none to work with
	now     func() time.Time
	who     string

	meeting sync.Mutex // one meeting at a time

	mu        sync.Mutex
	state     session.TeamState
	ahead     time.Duration                         // of the database's clock before this machine's, at least
	deadlines map[string]time.Time                  // of requests that were begun, by their batches' keys
	reads     map[string]map[phone.Number]time.Time // by campaign, when it was read how numbers are guarded; by the database's clock
}

// Known is how the team stands as it was heard last.
func (t *Team) Known() session.TeamState {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.state
	if t.refused != nil {
		s.Err = t.refused
	}
	return s
}

// heard notes whether the team's ledger answers, and returns the error as it is.
func (t *Team) heard(err error) error {
	if err == nil || unreachable(err) {
		t.mu.Lock()
		t.state.Err = err
		t.mu.Unlock()
	}
	return err
}

// ask asks the team's ledger how it stands, which shows this opening present.
func (t *Team) ask(ctx context.Context) (team.Standing, error) {
	if t.refused != nil {
		return team.Standing{}, t.refused
	}
	s, err := t.ledger.Standing(ctx)
	if t.heard(err) != nil {
		return s, err
	}
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	// Its answer was on its way for a while: the database's clock is at least so far.
	t.ahead = s.Now.Sub(now)
	t.state.Standing, t.state.Heard = s, now
	t.state.Member = t.ledger.Membership().Member
	return s, nil
}

// theirs is a time of this machine's clock by the database's.
func (t *Team) theirs(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.Add(t.lead())
}

// ours is a time of the database's clock by this machine's.
func (t *Team) ours(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.Add(-t.lead())
}

// lead is how far the database's clock is ahead of this machine's.
func (t *Team) lead() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.ahead
}

// moveBatch moves what a batch says of times from one clock to the other. When its calls can be
// made is by neither.
func moveBatch(b model.Batch, move func(time.Time) time.Time) model.Batch {
	for _, at := range []*time.Time{&b.Prepared, &b.Sent, &b.Settled, &b.Ended, &b.CallsFetched, &b.CancelledAt, &b.Last.At} {
		*at = move(*at)
	}
	return b
}
