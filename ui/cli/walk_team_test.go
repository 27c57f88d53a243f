//go:build unix

package cli_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"callsheet/model/store/postgres/postgrestest"
	"callsheet/ui/cli"
)

// CALLSHEET_PROOF_TEAM_WALKS is how many teams walk, of two or three who press keys at once, each
// on a machine of their own; CALLSHEET_PROOF_LEGS is how many legs each walks.
const (
	envProofTeamWalks = "CALLSHEET_PROOF_TEAM_WALKS"

	fewTeamWalks, fewTeamLegs = 1, 2
)

// TestARobotWalksInATeam holds what TestARobotWalksWithoutLosingAnything does for people who have
// one ledger in common: nobody is called twice whoever sends, nobody whom one of them put on the
// do-not-call list, and nobody at all while the ledger is away; whatever they cancel and take over
// of each other's, and however often one leaves the team, joins, or is cut off.
func TestARobotWalksInATeam(t *testing.T) {
	t.Parallel()
	cluster := postgrestest.Start(t)
	walks, legs := cli.ProofCount(t, envProofTeamWalks, fewTeamWalks), cli.ProofCount(t, envProofLegs, fewTeamLegs)
	seed := cli.ProofCount(t, envProofSeed, 1)
	program(t, nil)
	f := cli.NewCounters()
	f.Add(walkProblems, 0)
	var next atomic.Int64
	var players sync.WaitGroup
	for range min(walks, walkers*runtime.GOMAXPROCS(0)/2) {
		players.Go(func() {
			for n := int(next.Add(1)); n <= walks; n = int(next.Add(1)) {
				if team := newWalkedTeam(t, f, seed+n-1, cluster); team != nil {
					team.play(legs)
				}
			}
		})
	}
	players.Wait()
	f.Log(t)
}

// walkedTeam is some who walk, each on a machine of their own, with one ledger in common.
type walkedTeam struct {
	members []*walk
	rng     *rand.Rand
	server  *postgrestest.Cluster
	name    postgrestest.Database

	mu      sync.Mutex
	away    bool                 // nobody has a way to the ledger now
	refused map[string]time.Time // by number: when the team's list surely had it
}

// desk is where somebody of a team works.
type desk struct {
	login string
	url   string
	road  cli.Road
}

var makingDatabases sync.Mutex

// newWalkedTeam has two or three found a team; nil where that is a problem.
func newWalkedTeam(t *testing.T, f *cli.Counters, seed int, server *postgrestest.Cluster) *walkedTeam {
	makingDatabases.Lock()
	name := server.NewDatabase(t)
	makingDatabases.Unlock()
	x := &walkedTeam{rng: rand.New(rand.NewPCG(uint64(seed), 1<<41)), server: server, name: name, refused: map[string]time.Time{}}
	for i, login := range []string{"anna", "ben", "cara"}[:2+x.rng.IntN(2)] {
		w := walkOf(t, f, seed)
		w.part, w.team = i, x
		if i == 0 {
			w.serve()
		} else {
			w.services, w.inTime = x.members[0].services, x.members[0].inTime
		}
		if w.failed {
			return nil
		}
		road := cli.NewRoad(t, server.Port)
		w.desk = desk{login, name.At(road.Port()), road}
		w.moveIn()
		x.members = append(x.members, w)
	}
	first := x.members[0]
	first.shell("team", "init", "--name", "Outbound")
	code, _ := first.shell("team", "code")
	for _, w := range x.members[1:] {
		w.join(strings.TrimSpace(code))
	}
	if x.failed() {
		x.close()
		return nil
	}
	return x
}

// join makes this one a member of the team.
func (w *walk) join(code string) {
	cmd, err := command(w.env(), "team", "join")
	if err != nil {
		w.problem("%v", err)
		return
	}
	cmd.Stdin = strings.NewReader(code)
	w.note("in a shell: team join")
	if out, err := cmd.CombinedOutput(); err != nil {
		w.problem("team join fails with %v: %s", err, out)
	}
}

func (x *walkedTeam) failed() bool {
	for _, w := range x.members {
		if w.failed {
			return true
		}
	}
	return false
}

func (x *walkedTeam) close() {
	for _, w := range x.members {
		w.desk.road.Close()
	}
	for i, w := range x.members {
		if i > 0 {
			w.services = nil
		}
		w.failed = w.failed || x.failed() // what showed a problem to one is left of all
		w.close()
	}
}

// play has all walk a leg at once, again and again, until one shows a problem.
func (x *walkedTeam) play(legs int) {
	first := x.members[0]
	first.counters.Add("teams", 1)
	defer x.close()
	for n := range legs {
		x.between(n)
		before := first.sentAtFirst()
		calm := make(chan struct{})
		var weather, walking sync.WaitGroup
		if !x.away {
			weather.Go(func() { x.weather(n, calm) })
		}
		for _, w := range x.members {
			walking.Go(func() { w.leg(n) })
		}
		walking.Wait()
		close(calm)
		weather.Wait()
		if x.failed() {
			x.tellAll()
			return
		}
		if x.away {
			first.counters.Add("legs without the team's ledger", 1)
			if now := first.sentAtFirst(); !maps.Equal(before, now) {
				first.problem("somebody was sent while the team's ledger was away: %v and %v", before, now)
			}
		}
		first.checkCallsOf(x.members)
	}
	x.reconcile()
}

// tellAll tells what those did to whom no problem was shown.
func (x *walkedTeam) tellAll() {
	for _, w := range x.members {
		if !w.failed {
			w.t.Logf("what %s did, in %s:\n%s", w.desk.login, w.home, strings.Join(w.history, "\n"))
		}
	}
}

// shut has nobody, or everybody, find the team's ledger.
func (x *walkedTeam) shut(away bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.away = away
	for _, w := range x.members {
		w.desk.road.Calm()
		if w.desk.road.Shut(); !away {
			w.desk.road.Open(x.server.Port)
		}
	}
}

// between is what happens while nobody is at a console: somebody is gone for long, leaves and
// comes back, says that somebody must not be called, or the ledger is away from now on.
func (x *walkedTeam) between(n int) {
	x.shut(false)
	if n == 0 {
		return
	}
	w := pick(x.rng, x.members)
	switch x.rng.IntN(8) {
	case 0, 1, 2:
		w.note("an hour goes by in which this one is not heard of")
		w.counters.Add("members gone for an hour", 1)
		x.age(w)
		if other := pick(x.rng, x.members); other != w {
			other.takesOver(x.sentBy(w))
		}
	case 3:
		code, _ := w.shell("team", "code")
		said, left := w.shell("team", "leave", "--yes")
		switch {
		case strings.Contains(said, "A console that ended while it sent is waited for"):
			w.counters.Add("could not leave yet", 1)
			return
		case left != 0:
			w.problem("the team cannot be left: %s", said)
			return
		}
		w.writeSettings()
		w.join(strings.TrimSpace(code))
		w.counters.Add("left and joined again", 1)
	case 4, 5:
		number := zoneNumber(x.rng.IntN(24))
		said, code := w.shell("dnc", "add", number, "--json")
		if code != 0 {
			w.problem("%s cannot be put on the team's list: %s", number, said)
			return
		}
		w.counters.Add("numbers on the team's do-not-call list", 1)
		x.refused[number] = time.Now()
	case 6:
		w.note("nobody finds the team's ledger any more")
		x.shut(true)
	}
}

// age has the team not have heard of somebody for an hour.
func (x *walkedTeam) age(w *walk) {
	makingDatabases.Lock()
	defer makingDatabases.Unlock()
	x.name.Execute(w.t, "UPDATE callsheet.openings SET seen = seen - interval '1 hour' WHERE member = "+memberAt(w))
}

// sentBy is a campaign of which something was sent by somebody; "" = there is none.
func (x *walkedTeam) sentBy(w *walk) string {
	makingDatabases.Lock()
	defer makingDatabases.Unlock()
	return x.name.Query(w.t, "SELECT c.id FROM callsheet.campaigns c JOIN callsheet.batches b ON b.campaign = c.id WHERE b.state <> 'prepared' AND c.owner = "+
		memberAt(w)+" ORDER BY c.id LIMIT 1")[0]
}

// memberAt is somebody's id at the team, in SQL.
func memberAt(w *walk) string {
	return "(SELECT id FROM callsheet.members ORDER BY joined OFFSET " + strconv.Itoa(w.part) + " LIMIT 1)"
}

// takesOver has this one take over the campaign of somebody who is gone.
func (w *walk) takesOver(campaign string) {
	if campaign == "" {
		return
	}
	if _, code := w.shell("team", "takeover", campaign, "--yes"); code == 0 {
		w.counters.Add("campaigns taken over", 1)
	}
}

// weather is what becomes of the ways to the ledger while people walk.
func (x *walkedTeam) weather(n int, calm <-chan struct{}) {
	rng := rand.New(rand.NewPCG(x.rng.Uint64(), uint64(n)))
	for {
		select {
		case <-calm:
			x.shut(false)
			return
		case <-time.After(time.Duration(100+rng.IntN(1500)) * time.Millisecond):
		}
		road := pick(rng, x.members).desk.road
		switch rng.IntN(8) {
		case 0:
			road.Shut()
		case 1, 2:
			road.Cut(rng.IntN(1000))
		default:
			road.Open(x.server.Port)
		}
	}
}

// toldNo is when the team's do-not-call list surely had a number.
func (x *walkedTeam) toldNo(number string) (since time.Time, listed bool) {
	if x == nil {
		return time.Time{}, false
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	since, listed = x.refused[number]
	return since, listed
}

// takenOff notes that a number was taken off the team's list.
func (x *walkedTeam) takenOff(number string) {
	if x == nil {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.refused, number)
}

// reconcile ends a walk: everybody tells and hears everything, and looks for what is not known.
func (x *walkedTeam) reconcile() {
	x.shut(false)
	for range 2 {
		for _, w := range x.members {
			w.shell("team", "import", "--json")
			w.settle()
		}
	}
	if x.failed() {
		return
	}
	first := x.members[0]
	first.checkCallsOf(x.members)
	first.checkTestCalls()
	for _, w := range x.members {
		w.countEnds()
	}
	first.countCalled()
}

// env is what the environment of a member has besides.
func (d desk) env() []string {
	if d.url == "" {
		return nil
	}
	return []string{"USER=" + d.login, "LOGNAME=" + d.login, "PGPASSWORD=" + postgrestest.Password}
}

// settings are those of the team.
func (d desk) settings() string {
	if d.url == "" {
		return ""
	}
	return fmt.Sprintf("[team]\nurl = %q\n", d.url)
}

// inATeamsShell are commands that people of a team run besides.
func (w *walk) inATeamsShell(rng *rand.Rand, name string) {
	w.shell(pick(rng, [][]string{
		{"team", "status"}, {"team", "status", "--json"}, {"team", "import", "--json"}, {"team", "takeover", name, "--yes"}, {"doctor", "--json"}, {"list", "--json"},
	})...)
}
