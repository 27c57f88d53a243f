package cli

import (
	"context"
	"fmt"
	"time"

	"callsheet/model/figures"
	"callsheet/ui/session/shared"
)

// dncOfTeam is what is known of a team's do-not-call list, whose numbers only who has them can tell.
type dncOfTeam struct {
	Numbers  int    `json:"numbers"`
	NotShown int    `json:"not_shown"` // of them that this machine does not have
	Error    string `json:"error"`     // why it is not known
}

// listOfTheirs asks a team how many numbers its list has; nil = there is no team.
func listOfTheirs(ctx context.Context, t *shared.Team, here int) *dncOfTeam {
	if t == nil {
		return nil
	}
	state := t.Meet(ctx)
	if state.Err != nil {
		return &dncOfTeam{Error: state.Remedy(time.Now())}
	}
	n := state.Standing.DoNotCall
	return &dncOfTeam{Numbers: n, NotShown: max(0, n-here)}
}

// words say what of the list is not shown; "" = all is.
func (d *dncOfTeam) words() string {
	switch {
	case d == nil:
		return ""
	case d.Error != "":
		return "What colleagues put on the team's list is not known now. " + d.Error
	case d.NotShown > 0:
		return fmt.Sprintf("%s that colleagues put on the team's list %s not shown: the team has them as hashes alone. Nobody on it is called from here either.", figures.Counted(d.NotShown, "number"), figures.Are(d.NotShown))
	}
	return ""
}

// tellListed tells the team at once of what is on this machine's list and not yet on its own, and
// returns how many numbers it is told of later, and why.
func tellListed(ctx context.Context, s *shared.Store) (left int, why string) {
	if s.Team == nil {
		return 0, ""
	}
	for before := -1; ; before = left {
		_, n, err := s.Local().Unlisted(ctx, 1)
		if left = n; err != nil || left == 0 || left == before {
			return left, s.Team.Known().Remedy(time.Now())
		}
		if state := s.Team.Meet(ctx); state.Err != nil {
			return left, state.Remedy(time.Now())
		}
	}
}
