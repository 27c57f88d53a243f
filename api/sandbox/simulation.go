package sandbox

import (
	"time"
)

// simulation is the simulated telephone side of the account: people, batches and
// their calls. Times are offsets from start, so a clock can begin anywhere.
// It is not safe for concurrent use.
type simulation struct {
	seed      uint64
	start     time.Time
	now       time.Duration
	agenda    agenda
	events    uint64 // scheduled so far: breaks ties, first come first served
	lines     []line
	byPhone   map[uint64]int32   // into lines
	onCall    map[uint64]callRef // lines in use
	people    []person
	books     map[string]*book // by agent
	batches   []*batch         // the first places the test calls
	byID      map[string]int
	testCalls []testCall // who asked for each call of the first batch

	lead     time.Duration // a call is SCHEDULED this long before it is placed
	oneMore  bool
	outcomes *Outcomes
	provider provider
}

// batchStatus is the state of a batch, in the service's words.
type batchStatus string

const (
	batchIngesting  batchStatus = "ingesting"
	batchScheduled  batchStatus = "scheduled"
	batchPending    batchStatus = "pending"
	batchProcessing batchStatus = "processing"
	batchCompleted  batchStatus = "completed"
	batchCancelled  batchStatus = "cancelled"
)

type batch struct {
	id       string
	agentID  string
	userID   string
	options  options
	status   batchStatus
	created  time.Duration
	begins   time.Duration // earliest start of calling
	started  time.Duration // negative until calling began
	finished time.Duration // negative until completed or cancelled

	contacts []contact
	left     int // contacts that were moved into a later batch
	fresh    int // the next contact never tried
	retries  [2]retryQueue
	nextTurn time.Duration // the next turn to dial; negative when none is due
	inLine   bool          // has its turn, and waits for the provider
	free     time.Duration // when the rate allows the next turn

	calls  []call // in the order they were queued, which is the order they are placed in
	queued int    // at the end of calls, not yet placed
	active int    // ringing or talking

	processed int // contacts tried at least once
	succeeded int // contacts answered
	failed    int // contacts given up
	listings  int // lists that had it among them
}

// total is how many contacts a batch has: those that were moved out of it are
// counted nowhere any more.
func (b *batch) total() int { return len(b.contacts) - b.left }

// over reports whether a batch has come to its end.
func (b *batch) over() bool { return b.status == batchCompleted || b.status == batchCancelled }

// contact is one row of a batch.
type contact struct {
	person   int32
	given    int32 // the line it came with
	attempts uint8
	progress progress
	left     bool // moved into a later batch
}

// progress is how far a batch has come with a contact.
type progress uint8

const (
	waiting progress = iota
	calling
	answered
	givenUp
)

// call is one attempt.
type call struct {
	contact   int32
	line      int32 // who is rung: the number a contact has may change later
	status    callStatus
	withdrawn bool // its contact was moved away while it was queued: it never was
	outcome   outcome
	created   time.Duration
	placed    time.Duration // when it is, or will be, placed
	ended     time.Duration // meaningful once the status is final
}

func newSimulation(c Config, start time.Time) *simulation {
	w := &simulation{
		seed:     c.Seed,
		start:    start,
		byPhone:  make(map[uint64]int32),
		onCall:   make(map[uint64]callRef),
		books:    make(map[string]*book),
		batches:  []*batch{{options: options{priority: 10}, nextTurn: never}},
		byID:     make(map[string]int),
		lead:     queueLead,
		oneMore:  c.OneMore,
		outcomes: c.Outcomes,
		provider: provider{limit: max(c.Lines, 0)},
	}
	if w.provider.limit > 0 {
		w.lead = 0
	}
	return w
}

// never marks a time that has not come.
const never time.Duration = -1

// batch finds a batch of a user; an empty user stands for any.
func (w *simulation) batch(id, userID string) (*batch, bool) {
	i, ok := w.byID[id]
	if !ok || (userID != "" && w.batches[i].userID != userID) {
		return nil, false
	}
	return w.batches[i], true
}

// find finds a call of a user; an empty user stands for any.
func (w *simulation) find(id, userID string) (callRef, bool) {
	ref, ok := parseCallID(id, w.seed)
	if !ok || ref.batch >= len(w.batches) || ref.call >= len(w.batches[ref.batch].calls) || w.batches[ref.batch].calls[ref.call].withdrawn {
		return callRef{}, false
	}
	_, owner := w.owner(ref)
	return ref, userID == "" || owner == userID
}

// owner is the agent that places a call and the user who asked for it.
func (w *simulation) owner(ref callRef) (agentID, userID string) {
	if ref.batch == 0 {
		return w.testCalls[ref.call].agentID, w.testCalls[ref.call].userID
	}
	b := w.batches[ref.batch]
	return b.agentID, b.userID
}

// callParts returns a call, the contact it is with and the number that is rung.
func (w *simulation) callParts(ref callRef) (call, person, uint64) {
	b := w.batches[ref.batch]
	c := b.calls[ref.call]
	return c, w.people[b.contacts[c.contact].person], w.lines[c.line].number
}

// at is the instant an offset stands for.
func (w *simulation) at(d time.Duration) time.Time { return w.start.Add(d) }

// line is a telephone, whoever is known by its number.
type line struct {
	number   uint64
	accepted int32 // times it was accepted in a batch
	attempts int32 // calls placed to it
}

// person is a contact that the service knows for one agent, across all its
// batches.
type person struct {
	line  int32
	batch int32  // the newest it was accepted in, 0 = none
	row   int32  // of that batch
	id    string // "" = the one made of the number it came with, which is shown
	first uint64 // the number it came with
	name  string
}

// book finds the contacts of one agent.
type book struct {
	byID   map[string]int32
	byLine map[int32]int32
}
