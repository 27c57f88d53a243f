package cli

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"callsheet/model/store/postgres/postgrestest"
)

// envProofTeamSends is how many sends a fault has to strike, as envProofSends: here the consoles
// are on machines of their own, and have a team's ledger in common.
const (
	envProofTeamSends = "CALLSHEET_PROOF_TEAM_SENDS"

	fewTeamSends = 8

	// teamPlayers are how many play at a time for each processor: they wait for servers. Fewer do
	// where each would have less than so many sends.
	teamPlayers    = 6
	fewestOfPlayer = 20
)

// TestNoHistoryOfATeamCallsAnybodyTwice draws histories of two to five consoles on machines of
// their own, whose clocks differ, with one service and one team's ledger: lists that overlap,
// people who ask not to be called while they are about to be, campaigns whose contacts are called
// again or moved by choice, consoles that die at every step of a send, a database that is away,
// restarted, cut in the middle of a statement or a commit, or is another than it was, and
// campaigns that are taken over. However they go, nobody is called more often than was confirmed,
// nobody who was told not to be, nothing leaves while the team is away or refused, and every
// intent that reached the service is found in the ledger of its member and of the team.
func TestNoHistoryOfATeamCallsAnybodyTwice(t *testing.T) {
	t.Parallel()
	postgrestest.Need(t)
	playTeams(t, func(t *testing.T) databaseMaker {
		on := postgrestest.Start(t)
		return func(w *teamModel) proofDatabase { return newProofServer(w, on) }
	})
}

// TestNoHistoryOfATeamInMemoryCallsAnybodyTwice is the same with a database that is pretended,
// which needs no server.
func TestNoHistoryOfATeamInMemoryCallsAnybodyTwice(t *testing.T) {
	t.Parallel()
	playTeams(t, func(*testing.T) databaseMaker { return newPretendedDatabase })
}

// databaseMaker makes the database of a history.
type databaseMaker func(*teamModel) proofDatabase

// playTeams plays histories until enough sends were struck, each player on a server of its own.
func playTeams(t *testing.T, server func(*testing.T) databaseMaker) {
	t.Helper()
	sends, seed := ProofCount(t, envProofTeamSends, fewTeamSends), ProofCount(t, envProofSeed, 1)
	f := NewCounters()
	for _, name := range []string{doubleDials, lostIntents, calledInSpite, leftUnasked} {
		f.Add(name, 0)
	}
	var next atomic.Int64
	t.Run("players", func(t *testing.T) {
		for n := range min(teamPlayers*runtime.GOMAXPROCS(0), 1+sends/fewestOfPlayer) {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				t.Parallel()
				database := server(t)
				for f.Of(struckSends) < sends && !t.Failed() {
					seed := uint64(seed) + uint64(next.Add(1)-1)
					t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { playTeam(t, f, seed, database) })
				}
			})
		}
	})
	f.Add("histories", int(next.Load()))
	f.Log(t)
}

// What is counted under a name of its own, besides.
const (
	calledInSpite = "calls to somebody who was told not to be called"
	leftUnasked   = "requests that left without leave of the team"
)

// playTeam plays one history to its end.
func playTeam(t *testing.T, f *Counters, seed uint64, database databaseMaker) {
	w := newTeamModel(t, f, seed, database)
	defer w.end()
	steps := 40 + w.rng.IntN(60)
	if w.rng.IntN(2) == 0 {
		steps *= 2 // a server takes longer to be made than what a team does in a day
	}
	for range steps {
		if w.failed {
			return
		}
		w.step()
	}
	w.finish()
	t.Logf("%d sends were struck by now", f.Of(struckSends)) // whoever plays many wants to know
}
