package cli

import (
	"context"
	"time"

	"callsheet/model/panics"
	"callsheet/model/team"
	"callsheet/ui/session/shared"
)

// partingTime bounds the last meeting of a command with the team: what it could not tell is told
// by the next one, or by a console.
const partingTime = 5 * time.Second

// meetings meet the team for as long as a command works, and once more as it ends. A nil team is
// met by nobody.
func meetings(ctx context.Context, t *shared.Team) (end func()) {
	if t == nil {
		return func() {}
	}
	met, stop := context.WithCancel(ctx)
	over := make(chan struct{})
	panics.Go(func() {
		defer close(over)
		beat := time.NewTicker(team.BeatTime)
		defer beat.Stop()
		for met.Err() == nil {
			t.Meet(met)
			select {
			case <-met.Done():
			case <-beat.C:
			}
		}
	})
	return func() {
		stop()
		<-over
		if t.Known().Err != nil {
			return
		}
		parting, done := context.WithTimeout(context.WithoutCancel(ctx), partingTime)
		defer done()
		t.Meet(parting)
	}
}
