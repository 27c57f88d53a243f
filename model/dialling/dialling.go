package dialling

import "time"

// Batch is how one batch is dialled.
type Batch struct {
	Contacts int
	Rate     int           // calls a second, 1 at least
	Attempts int           // of one contact, 1 at least
	Delay    time.Duration // from the end of a call to the next attempt
	Ring     time.Duration // how long a call that nobody answers takes
	Lines    int           // calls at one time; 0 = no limit
}

// Attempt is one call of a batch.
type Attempt struct {
	Contact int           // from 0, in the order of the batch
	Number  int           // of the attempts on this contact, from 0
	At      time.Duration // since calling began
}

// Each calls yield with every attempt, in the order of time, when nobody answers.
// What the service takes itself between a turn and its call is not in it: where
// that is longer than Delay, attempts come later by the difference.
// It takes time and memory in proportion to the contacts.
func (b Batch) Each(yield func(Attempt)) {
	if b.Contacts <= 0 {
		return
	}
	if b.Lines >= b.Contacts {
		b.Lines = 0 // nobody is called twice at one time
	}
	q := queue{batch: b, turn: time.Second / time.Duration(max(b.Rate, 1)), tried: make([]uint8, b.Contacts)}
	q.due = make([]retry, b.Contacts)
	for {
		a, ok := q.next()
		if !ok {
			return
		}
		yield(a)
	}
}

// retry is a contact that waits for the next attempt. All wait equally long, so
// they wait in the order in which they were called.
type retry struct {
	contact int32
	at      time.Duration
}

type queue struct {
	batch Batch
	turn  time.Duration // between two calls
	now   time.Duration // of the next turn
	fresh int           // contacts that were tried
	due   []retry       // a ring: each contact waits once at most
	head  int           // of due
	waits int           // in due
	tried []uint8
	ends  []time.Duration // of the last calls, as many as there are lines
	calls int
}

// next is the attempt of the next turn.
func (q *queue) next() (Attempt, bool) {
	at := q.now
	if q.batch.Lines > 0 {
		at = max(at, q.free())
	}
	retries := q.waits > 0
	var who int32
	switch {
	case retries && q.due[q.head].at <= at:
		who = q.take()
	case q.fresh < q.batch.Contacts:
		who = int32(q.fresh)
		q.fresh++
	case retries:
		at = q.due[q.head].at
		who = q.take()
	default:
		return Attempt{}, false
	}
	a := Attempt{Contact: int(who), Number: int(q.tried[who]), At: at}
	q.tried[who]++
	end := at + q.batch.Ring
	if int(q.tried[who]) < q.batch.Attempts {
		q.put(retry{who, end + q.batch.Delay})
	}
	if q.batch.Lines > 0 {
		q.ends[q.calls%q.batch.Lines] = end
	}
	q.calls++
	q.now = at + q.turn
	return a, true
}

// take is the contact whose next attempt is due first.
func (q *queue) take() int32 {
	who := q.due[q.head].contact
	q.waits--
	if q.head++; q.head == len(q.due) {
		q.head = 0
	}
	return who
}

// put lets a contact wait.
func (q *queue) put(r retry) {
	at := q.head + q.waits
	if at >= len(q.due) {
		at -= len(q.due)
	}
	q.due[at] = r
	q.waits++
}

// free is when a line is free: calls last equally long, so the one that began
// first ends first.
func (q *queue) free() time.Duration {
	if q.ends == nil {
		q.ends = make([]time.Duration, q.batch.Lines)
	}
	return q.ends[q.calls%q.batch.Lines]
}

// Span is when the last attempt may be made, since calling began, at the latest:
// every attempt at the full rate, and every delay at its full length.
func (b Batch) Span() time.Duration {
	pass := time.Duration(b.Contacts) * time.Second / time.Duration(max(b.Rate, 1))
	return time.Duration(b.Attempts)*pass + time.Duration(max(b.Attempts-1, 0))*(b.Delay+b.Ring)
}
