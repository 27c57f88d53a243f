package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/team"
)

// Team is the team that this machine shares a ledger with.
type Team interface {
	// Known is how the team stands as it was heard last; it asks nobody.
	Known() TeamState
	// Meet tells the team what it was not told yet, and hears how it stands. Whatever fails is in
	// what it returns.
	Meet(ctx context.Context) TeamState
	// TakeOver makes a campaign of a colleague who is gone this machine's own: its batches, and
	// not its list. It fails with a sentence while they are present.
	TakeOver(ctx context.Context, head team.Head) error
}

// TeamState is how the team stands, as this machine knows it.
type TeamState struct {
	Member   string        // this store's id
	Standing team.Standing // as it was heard last; its times are of the database's clock
	Heard    time.Time     // by this machine's clock; zero = never in this run
	Err      error         // why nothing can be sent: *team.AwayError, *team.SetupError, *team.RefusedError, team.ErrNotJoined; nil = the team's ledger answers
	Lost     []team.Lost   // campaigns of this machine's that a colleague took over
	Untold   Untold        // what of this machine the team was not told of yet
}

// Clock is the database's clock by now, for somebody whose own shows here.
func (s TeamState) Clock(here time.Time) time.Time {
	if s.Heard.IsZero() || s.Standing.Now.IsZero() {
		return here
	}
	return s.Standing.Now.Add(max(0, here.Sub(s.Heard))).In(here.Location())
}

// Theirs are the campaigns of the other members.
func (s TeamState) Theirs() []team.Head {
	var theirs []team.Head
	for _, h := range s.Standing.Heads {
		if h.Owner.ID != s.Member {
			theirs = append(theirs, h)
		}
	}
	return theirs
}

// LostTo says who took a campaign of this machine's over, if somebody has.
func (s TeamState) LostTo(campaign string) (team.Lost, bool) {
	if i := slices.IndexFunc(s.Lost, func(l team.Lost) bool { return l.Campaign == campaign && campaign != "" }); i >= 0 {
		return s.Lost[i], true
	}
	return team.Lost{}, false
}

// WhoWords name a member for people, as far as that fits on one line.
func WhoWords(m team.Member) string { return model.ColleagueWords(m.Who()) }

// mostNamed is how many members a banner names.
const mostNamed = 2

func namesOf(members []team.Member, most int) string {
	var names []string
	for i, m := range members {
		if i == most {
			names = append(names, figures.Count(len(members)-i)+" more")
			break
		}
		names = append(names, WhoWords(m))
	}
	return strings.Join(names, ", ")
}

// maxWhy is as much as is said of why the team's ledger cannot be reached.
const maxWhy = 40

// maxSetup is as much as a banner says of what is wrong with the team's database.
const maxSetup = 90

// Banner says what stays on every screen until it is over: that nothing can be sent, why, and
// what to do; "" = it can.
func (s TeamState) Banner(now time.Time) string {
	var away *team.AwayError
	var setup *team.SetupError
	var refused *team.RefusedError
	switch {
	case errors.As(s.Err, &setup):
		return "Nothing is sent: the team's database has to be put right (" + printable.Text(setup.Why, maxSetup) + "). T on Home and `callsheet team status` say what to do."
	case errors.As(s.Err, &away):
		text := "Nothing is sent: the team's ledger is away"
		if !s.Heard.IsZero() {
			text += " since " + s.Heard.In(now.Location()).Format("15:04")
		}
		if why := printable.Text(away.Why, maxWhy); why != "" {
			text += " (" + why + ")"
		}
		return text + ". Lists go on, without what colleagues sent since. It is tried again."
	case errors.As(s.Err, &refused):
		return "Nothing is sent: the database " + refused.Short() + ". T on Home and `callsheet team status` say what to do."
	case s.recovery() != nil:
		return s.recoveryWords(mostNamed)
	case s.Err != nil:
		text := printable.Text(reason.Sentence(s.Err), 300)
		if !strings.Contains(strings.ToLower(text), "nothing is sent") {
			text = "Nothing is sent. " + text
		}
		return text
	}
	return ""
}

// recovery is what a copy that took the place of the team's ledger waits for; nil = it is none.
func (s TeamState) recovery() *team.Recovery {
	if waits, is := errors.AsType[*team.RecoveryError](s.Err); is {
		return &team.Recovery{Waiting: waits.Waiting}
	}
	return s.Standing.Recovery
}

// recoveryWords say what a copy of the team's ledger that is gone on with waits for, naming so many.
func (s TeamState) recoveryWords(most int) string {
	waiting := s.recovery().Waiting
	if len(waiting) == 0 {
		return "Nothing is sent yet: the team's ledger is a copy, and is told what was sent. That takes a moment."
	}
	return fmt.Sprintf("Nothing is sent: the team's ledger is a copy, and %s %s not told it what they sent: ask them to start Callsheet.",
		namesOf(waiting, most), map[bool]string{true: "has", false: "have"}[len(waiting) == 1])
}

// Remedy says at length why nothing is sent, and what to do; "" = it is.
func (s TeamState) Remedy(now time.Time) string {
	var waits *team.RecoveryError
	switch r := s.recovery(); {
	case s.Err != nil && !errors.As(s.Err, &waits):
	case r == nil:
		return ""
	case len(r.Waiting) == 0:
		return s.Banner(now)
	default:
		text := s.recoveryWords(mostMembers) + " Who was called last may not be in it until they have. Who is gone for good is excused by `callsheet team accept --without WHO`."
		if who := r.By; who.Login != "" {
			text += " " + WhoWords(who) + " accepted it " + figures.Ago(now.Sub(r.Since)) + "."
		}
		return text
	}
	return printable.Text(reason.Sentence(s.Err), 1200)
}

type (
	// TeamMet is what a meeting with the team came to.
	TeamMet struct {
		Meeting int
		State   TeamState
	}
	// TeamDue tells that it is time to meet the team again.
	TeamDue struct{ Meeting int }
	// TakenOver says what became of taking a campaign over.
	TakenOver struct {
		Head  team.Head
		Err   error
		State TeamState // after it
	}
)

// Meetings keep what is known of the team up to date. The zero value is of no team.
type Meetings struct {
	Team    Team
	State   TeamState
	meeting int // the latest; answers of earlier ones begin no more
}

// Start meets the team, and from then on every team.BeatTime.
func (m *Meetings) Start() []Work {
	if m.Team == nil {
		return nil
	}
	m.meeting++
	t, n := m.Team, m.meeting
	return []Work{{Do: func(ctx context.Context) any { return TeamMet{n, t.Meet(ctx)} }}}
}

// Update takes what comes back.
func (m *Meetings) Update(msg any) []Work {
	switch msg := msg.(type) {
	case TeamMet:
		if msg.Meeting != m.meeting {
			return nil
		}
		m.State = msg.State
		return []Work{later(team.BeatTime, TeamDue{msg.Meeting})}
	case TeamDue:
		if msg.Meeting == m.meeting {
			return m.Start()
		}
	}
	return nil
}

// Glance takes over whether the team's ledger answered whoever asked it last, between two
// meetings, such as the operation that was just refused.
func (m *Meetings) Glance() {
	if m.Team != nil {
		m.State.Err = m.Team.Known().Err
	}
}

// TakeOver is the work of taking a campaign over, whose answer is TakenOver.
func TakeOver(t Team, head team.Head) Work {
	head.Batches = slices.Clone(head.Batches) // what is shown stays as it is
	return Work{Do: func(ctx context.Context) any {
		err := t.TakeOver(ctx, head)
		return TakenOver{head, err, t.Meet(ctx)}
	}}
}
