package sandbox

import (
	"fmt"
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

func newSimulation(seed uint64, start time.Time) *simulation {
	return &simulation{
		seed:    seed,
		start:   start,
		byPhone: make(map[uint64]int32),
		onCall:  make(map[uint64]callRef),
		books:   make(map[string]*book),
		batches: []*batch{{options: options{priority: 10}, nextTurn: never}},
		byID:    make(map[string]int),
	}
}

// never marks a time that has not come.
const never time.Duration = -1

// accept stores a batch and starts its life.
func (w *simulation) accept(o createRequest) *batch {
	index := len(w.batches)
	b := &batch{
		id:       fmt.Sprintf("batch_%d_%s_%04d", w.at(w.now).Unix(), o.agentID, index),
		agentID:  o.agentID,
		userID:   o.userID,
		options:  o.options,
		status:   batchIngesting,
		created:  w.now,
		started:  never,
		finished: never,
		nextTurn: never,
		contacts: make([]contact, 0, len(o.contacts)),
	}
	if !o.options.start.IsZero() {
		b.begins = o.options.start.Sub(w.start)
	}
	w.batches = append(w.batches, b)
	w.byID[b.id] = index
	for _, e := range o.contacts {
		who := w.meet(o.agentID, e)
		w.lines[w.line(e.number)].accepted++
		if int(w.people[who].batch) != index { // one that stands there twice is called once, and counted twice
			w.move(who, index)
		}
	}
	for _, old := range w.batches[1:index] {
		w.finish(old)
	}
	w.plan(w.now+ingestBase+time.Duration(len(o.contacts))*ingestEach, index, event{kind: stored})
	return b
}

// cancel stops a batch from dialling and returns how many contacts will not
// be tried, or not tried again. Calls under way end as they would.
func (w *simulation) cancel(b *batch) int {
	b.status = batchCancelled
	b.finished = w.now
	b.calls = b.calls[:len(b.calls)-b.queued]
	b.queued = 0
	return b.total() - b.succeeded - b.failed - b.active
}

// dial places a test call at once.
func (w *simulation) dial(t testCall) callRef {
	testBatch := w.batches[0]
	testBatch.contacts = append(testBatch.contacts, contact{person: w.meet(t.agentID, t.to), given: w.line(t.to.number)})
	testBatch.calls = append(testBatch.calls, call{contact: int32(len(testBatch.contacts) - 1), line: w.line(t.to.number), created: w.now, placed: w.now})
	testBatch.queued++
	w.testCalls = append(w.testCalls, t)
	ref := callRef{call: len(testBatch.calls) - 1}
	w.place(ref)
	return ref
}

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
