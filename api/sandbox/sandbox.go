package sandbox

import (
	"cmp"
	"crypto/rand"
	"maps"
	"math"
	"net/http"
	"strings"
	"sync"
	"time"
)

// What a sandbox knows when its Config leaves Agents nil, and the account a
// demonstration signs in with.
const (
	DemoAgent = "agent_demo_renewals"
	DemoKey   = "dg_sandbox_demo_key"
	DemoUser  = "user_demo"
)

// The two kinds of agent the service knows; only an outbound one may dial.
const (
	outbound = "OUTBOUND"
	inbound  = "INBOUND"
)

// Agent is a calling agent of the imitated account.
type Agent struct {
	ID     string
	Name   string
	Type   string // "OUTBOUND" or "INBOUND"; "" means outbound
	Active bool
}

// Config describes the account and the clock a Sandbox imitates. The zero
// value is usable: any key, any user, one agent, real time.
type Config struct {
	Seed    uint64           // decides ids and the outcome of every call
	Clock   func() time.Time // wall clock; nil is time.Now
	Speed   float64          // simulated seconds per wall second; 0 is 1
	Start   time.Time        // where the sandbox's clock begins; zero is Clock() at New
	Key     string           // the API key it accepts; "" accepts any bearer
	UserID  string           // the user the key belongs to; "" accepts any
	Agents  []Agent          // nil is one active outbound agent, DemoAgent
	Minutes float64          // call minutes available; 0 is plenty, below 0 is none
	BaseURL string           // stands in links; "" is https://sandbox.invalid
	Faults  []Fault          // what goes wrong; nil is nothing
	ID      string           // tells it from other sandboxes; "" is a new one

	Lines    int       // calls at one time in the whole account, which the telephony provider limits; 0 is no limit
	Outcomes *Outcomes // how calls end; nil is as those of an ordinary campaign

	// OneMore reads maxAttempts as "number of times to retry", so that somebody is
	// called 1 + maxAttempts times. The reference says "default 3 attempts" too,
	// and that is the default, as the name of the option is: a demonstration calls
	// nobody more often than its form says. What must hold at the worst sets it.
	OneMore bool
}

// Outcomes is how calls end: answered, or missed after a ringing time.
type Outcomes struct {
	Answered float64       // share of the calls, 0 to 1; at 0 every call is missed
	Ring     time.Duration // how long a call that is missed takes
}

// Sandbox answers as the Dialgen API would. It is an http.Handler, safe for
// concurrent use. With one id, one seed, one clock and one order of requests it
// answers with the same bytes every time.
type Sandbox struct {
	id      string
	key     string
	userID  string
	agents  []Agent
	minutes float64
	baseURL string
	clock   clock

	mu         sync.Mutex // guards what follows
	simulation *simulation
	requests   map[string]int
	script     script
	past       map[string][]pastReply // by what was asked, oldest first: for replies that are stale
}

// New returns a sandbox in which nothing has been called yet.
func New(c Config) *Sandbox {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.Agents == nil {
		c.Agents = []Agent{{ID: DemoAgent, Name: "Renewals", Type: outbound, Active: true}}
	}
	if c.ID == "" {
		c.ID = newIdentity()
	}
	ck := newClock(c)
	return &Sandbox{
		id:         c.ID,
		key:        c.Key,
		userID:     c.UserID,
		agents:     c.Agents,
		minutes:    c.Minutes,
		baseURL:    cmp.Or(c.BaseURL, "https://sandbox.invalid"),
		clock:      ck,
		simulation: newSimulation(c, ck.start),
		requests:   make(map[string]int),
		script:     newScript(c.Faults),
	}
}

// Now is the time on the sandbox's own clock, in UTC.
func (s *Sandbox) Now() time.Time {
	return s.clock.start.Add(s.clock.elapsed())
}

// Requests counts the requests that arrived so far, refused ones included, by
// "METHOD /path".
func (s *Sandbox) Requests() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.requests)
}

// Dials counts, for each phone number in E.164, how often it was accepted, in
// one batch or in several. A number above one was submitted twice.
func (s *Sandbox) Dials() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	dials := make(map[string]int, len(s.simulation.lines))
	for _, l := range s.simulation.lines {
		if l.accepted > 0 {
			dials[formatE164(l.number)] = int(l.accepted)
		}
	}
	return dials
}

// Numbers returns whom a batch was given to call, in E.164 and its order; nil
// when there is no such batch.
func (s *Sandbox) Numbers(batchID string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, found := s.simulation.batch(batchID, "")
	if !found {
		return nil
	}
	numbers := make([]string, len(b.contacts))
	for i, c := range b.contacts {
		numbers[i] = formatE164(s.simulation.lines[c.given].number)
	}
	return numbers
}

// rings returns, for each number, in how many batches it was called or may yet
// be: one that a batch was cancelled before it came to was not, and one that was
// moved into a later batch is none of the earlier any more.
func (s *Sandbox) rings() map[string]int {
	rings := map[string]int{}
	s.atPresent(func(time.Duration) reply {
		for _, b := range s.simulation.batches[1:] {
			rung := map[int32]bool{}
			for _, c := range b.calls {
				if c.status != scheduled {
					rung[c.line] = true
				}
			}
			for _, c := range b.contacts {
				if !b.over() && !c.left && c.progress == waiting {
					rung[s.simulation.people[c.person].line] = true
				}
			}
			for l := range rung {
				rings[formatE164(s.simulation.lines[l].number)]++
			}
		}
		return reply{}
	})
	return rings
}

// atPresent brings the simulation up to the present and runs f on it, with the
// sandbox to itself.
func (s *Sandbox) atPresent(f func(now time.Duration) reply) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.simulation.advance(s.clock.elapsed())
	return f(s.simulation.now)
}

// agent finds an agent by its id.
func (s *Sandbox) agent(id string) (Agent, bool) {
	for _, a := range s.agents {
		if a.ID == id {
			return a, true
		}
	}
	return Agent{}, false
}

// clock turns wall time into the sandbox's own.
type clock struct {
	wall  func() time.Time
	began time.Time
	start time.Time
	speed float64
}

func newClock(c Config) clock {
	began := c.Clock()
	start := c.Start
	if start.IsZero() {
		start = began
	}
	speed := c.Speed
	if speed <= 0 {
		speed = 1
	}
	return clock{wall: c.Clock, began: began, start: start.UTC().Round(0), speed: speed}
}

// elapsed is the simulated time since the start. It saturates instead of
// wrapping, so that an absurd speed cannot turn time round.
func (c clock) elapsed() time.Duration {
	d := float64(c.wall().Sub(c.began)) * c.speed
	return time.Duration(min(max(d, 0), float64(math.MaxInt64/2)))
}

func (s *Sandbox) authorised(r *http.Request) bool {
	key, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return bearer && key != "" && (s.key == "" || key == s.key)
}

func (s *Sandbox) admits(userID string) bool {
	return s.userID == "" || userID == s.userID
}

// newIdentity is an id that no other sandbox has: 80 random bits.
func newIdentity() string { return strings.ToLower(rand.Text()[:16]) }
