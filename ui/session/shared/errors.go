package shared

import (
	"errors"

	"callsheet/model/team"
)

// unreachable reports whether an error says that the team's ledger cannot be worked with now,
// and not that it said no.
func unreachable(err error) bool {
	var away *team.AwayError
	var setup *team.SetupError
	var refused *team.RefusedError
	return errors.As(err, &away) || errors.As(err, &setup) || errors.As(err, &refused) || errors.Is(err, team.ErrNotJoined)
}
