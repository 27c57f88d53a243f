package sandbox

import "time"

// kind is what happens at an event.
type kind uint8

// event is something that will happen to a batch.
type event struct {
	at       time.Duration
	seq      uint64
	batch    int32
	call     int32
	priority float64
	kind     kind
}

// agenda is the heap of events to come: earliest first, then what ends before what
// begins, then the batch of the higher priority, then the order they were planned
// in. It is not container/heap's, which allocates for every event.
type agenda []event

// before reports whether an event happens before another.
func (e *event) before(o *event) bool {
	switch {
	case e.at != o.at:
		return e.at < o.at
	case e.kind.rank() != o.kind.rank():
		return e.kind.rank() < o.kind.rank()
	case e.priority != o.priority:
		return e.priority > o.priority
	default:
		return e.seq < o.seq
	}
}

// push adds an event.
func (a *agenda) push(e event) {
	h := append(*a, e)
	i := len(h) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if !e.before(&h[parent]) {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = e
	*a = h
}

// pop takes the next event out, of which there must be one.
func (a *agenda) pop() event {
	h := *a
	first, e := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	i := 0
	for child := 1; child < len(h); child = 2*i + 1 {
		if child+1 < len(h) && h[child+1].before(&h[child]) {
			child++
		}
		if !h[child].before(&e) {
			break
		}
		h[i] = h[child]
		i = child
	}
	if len(h) > 0 {
		h[i] = e
	}
	*a = h
	return first
}

// retryQueue holds contacts waiting for their next attempt. Each queue has
// one delay, and calls end in order of time, so the queue is in order too.
type retryQueue []retry

type retry struct {
	due     time.Duration
	contact int32
}

const (
	stored   kind = iota // the contacts are in
	due                  // the start time has come
	opened               // calling begins
	turn                 // the rate allows another call
	placed               // a queued call is placed
	ended                // a call ends
	allotted             // the provider may have a place for a call
)

// rank orders what happens at one instant: a call that ends leaves its place to one
// that begins, and who gets a place is decided when all who want it stand in line.
func (k kind) rank() int {
	switch k {
	case ended:
		return 0
	case allotted:
		return 2
	}
	return 1
}
