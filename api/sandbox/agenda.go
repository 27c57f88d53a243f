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
// begins, then the batch of the higher priority, then the order they were planned in.
type agenda []event

func (a agenda) Len() int { return len(a) }

func (a agenda) Less(i, j int) bool {
	switch {
	case a[i].at != a[j].at:
		return a[i].at < a[j].at
	case a[i].kind.rank() != a[j].kind.rank():
		return a[i].kind.rank() < a[j].kind.rank()
	case a[i].priority != a[j].priority:
		return a[i].priority > a[j].priority
	default:
		return a[i].seq < a[j].seq
	}
}

func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }

func (a *agenda) Push(x any) { *a = append(*a, x.(event)) }

func (a *agenda) Pop() any {
	last := len(*a) - 1
	e := (*a)[last]
	*a = (*a)[:last]
	return e
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
