package sandbox

import "time"

// How long the service takes over things the reference gives no figures for.
const (
	ingestBase = time.Second
	ingestEach = 20 * time.Microsecond
	readying   = 500 * time.Millisecond // from pending to processing
	queueLead  = time.Second            // a call is SCHEDULED this long before it is placed, where nothing limits the calls at one time
)

func (w *simulation) plan(at time.Duration, batch int, e event) {
	w.events++
	e.at, e.seq, e.batch = at, w.events, int32(batch)
	e.priority = w.batches[batch].options.priority
	w.agenda.push(e)
}

// advance lets everything happen that is due by now. A clock that went back
// changes nothing.
func (w *simulation) advance(now time.Duration) {
	for len(w.agenda) > 0 && w.agenda[0].at <= now {
		e := w.agenda.pop()
		w.now = max(w.now, e.at)
		w.happen(e)
	}
	w.now = max(w.now, now)
}

func (w *simulation) happen(e event) {
	index := int(e.batch)
	b := w.batches[index]
	switch e.kind {
	case ended:
		w.end(callRef{index, int(e.call)})
		return
	case allotted:
		w.allot()
		return
	}
	if b.status == batchCancelled {
		return
	}
	switch e.kind {
	case stored:
		if b.begins > w.now {
			b.status = batchScheduled
			w.plan(b.begins, index, event{kind: due})
			return
		}
		fallthrough
	case due:
		b.status = batchPending
		w.plan(w.now+readying, index, event{kind: opened})
	case opened:
		b.status = batchProcessing
		b.started = w.now
		w.turnNext(index)
		w.finish(b) // everybody may have been moved away
	case turn:
		// An earlier turn planned since has made this one stale.
		if b.nextTurn == e.at {
			w.turn(index)
		}
	case placed:
		w.place(callRef{index, int(e.call)})
	}
}

// turnAt sees to it that the batch has a turn to dial by then, or as soon
// after as its rate allows.
func (w *simulation) turnAt(index int, at time.Duration) {
	b := w.batches[index]
	if b.inLine {
		return // whom it dials is decided when a call ends
	}
	at = max(at, b.free)
	if b.nextTurn == never || at < b.nextTurn {
		b.nextTurn = at
		w.plan(at, index, event{kind: turn})
	}
}

// turnNext sees to it that the batch has a turn for whom it dials next.
func (w *simulation) turnNext(index int) {
	if at, waits := w.batches[index].next(w.now); waits {
		w.turnAt(index, at)
	}
}

// turn dials for a batch, when the provider has a place for it. A turn is only
// planned for a time at which there is somebody to dial; who was moved away since
// has none.
func (w *simulation) turn(index int) {
	b := w.batches[index]
	b.nextTurn = never
	switch at, waits := b.next(w.now); {
	case !waits || at > w.now:
		w.turnNext(index)
	case w.provider.limit > 0:
		w.standInLine(index)
	default:
		w.queue(index)
	}
}

// queue queues the next call of a batch that has somebody to dial now: a retry that
// is due before a contact never tried, so that the delays chosen are the delays kept.
func (w *simulation) queue(index int) {
	b := w.batches[index]
	var who int32
	if waiting := b.nextRetry(); waiting != nil && (*waiting)[0].due <= w.now {
		who = (*waiting)[0].contact
		*waiting = (*waiting)[1:]
	} else {
		who = int32(b.fresh)
		b.fresh++
	}
	at := w.now + w.lead
	b.calls = append(b.calls, call{contact: who, line: w.people[b.contacts[who].person].line, created: w.now, placed: at})
	b.queued++
	if ref := (callRef{index, len(b.calls) - 1}); w.lead > 0 {
		w.plan(at, index, event{kind: placed, call: int32(ref.call)})
	} else {
		w.place(ref)
	}
	b.free = w.now + time.Second/time.Duration(b.options.rate)
	w.turnNext(index)
}

// nextRetry is the queue whose first contact is due first; nil when nobody
// waits.
func (b *batch) nextRetry() *retryQueue {
	var first *retryQueue
	for i := range b.retries {
		q := &b.retries[i]
		if len(*q) > 0 && (first == nil || (*q)[0].due < (*first)[0].due) {
			first = q
		}
	}
	return first
}

// place dials a queued call. A line already in a call is busy.
func (w *simulation) place(ref callRef) {
	b := w.batches[ref.batch]
	c := &b.calls[ref.call]
	row := &b.contacts[c.contact]
	b.queued--
	if row.left {
		c.withdrawn = true
		return
	}
	b.active++
	if row.attempts == 0 {
		b.processed++
	}
	row.attempts++
	row.progress = calling
	c.status = ongoing
	rung := &w.lines[c.line]
	rung.attempts++
	switch _, inUse := w.onCall[rung.number]; {
	case !w.provider.takes():
		c.outcome = crowded
	case inUse:
		c.outcome = engaged
	default:
		c.outcome = w.draw(rung.number, int(rung.attempts))
		w.onCall[rung.number] = ref
	}
	w.plan(w.now+c.outcome.takes, ref.batch, event{kind: ended, call: int32(ref.call)})
}

// end closes a call and decides whether its contact is tried again.
func (w *simulation) end(ref callRef) {
	b := w.batches[ref.batch]
	c := &b.calls[ref.call]
	row := &b.contacts[c.contact]
	w.hangUp(c)
	number := w.lines[c.line].number
	if w.onCall[number] == ref {
		delete(w.onCall, number)
	}
	c.status = c.outcome.status
	c.ended = w.now
	if row.left {
		return
	}
	b.active--
	switch {
	case c.status == completed:
		row.progress = answered
		b.succeeded++
	case c.status == failed || int(row.attempts) >= w.most(b):
		row.progress = givenUp
		b.failed++
	default:
		row.progress = waiting
		w.retryLater(ref.batch, c)
	}
	w.finish(b)
}

// most is how often a batch calls somebody who never answers.
func (w *simulation) most(b *batch) int {
	if w.oneMore {
		return 1 + b.options.maxAttempts
	}
	return b.options.maxAttempts
}

// retryLater puts a missed contact back in line. The turn comes a lead early,
// because the call is placed that long after it. A cancelled batch keeps its
// turns and lets them pass.
func (w *simulation) retryLater(index int, c *call) {
	b := w.batches[index]
	q, delay := &b.retries[0], b.options.noAnswerDelay
	if c.outcome.reason == busy {
		q, delay = &b.retries[1], b.options.busyDelay
	}
	at := w.now + max(delay-w.lead, 0)
	*q = append(*q, retry{due: at, contact: c.contact})
	w.turnAt(index, at)
}

// finish ends a batch whose contacts all have their result.
func (w *simulation) finish(b *batch) {
	if b.status == batchProcessing && b.succeeded+b.failed == b.total() {
		b.status = batchCompleted
		b.finished = w.now
	}
}

// pass drops what waits at the head of a batch's lines for contacts that were
// moved away.
func (b *batch) pass() {
	for b.fresh < len(b.contacts) && b.contacts[b.fresh].left {
		b.fresh++
	}
	for i := range b.retries {
		for len(b.retries[i]) > 0 && b.contacts[b.retries[i][0].contact].left {
			b.retries[i] = b.retries[i][1:]
		}
	}
}

// next is when the batch has somebody to dial, false when nobody waits.
func (b *batch) next(now time.Duration) (time.Duration, bool) {
	b.pass()
	if b.fresh < len(b.contacts) {
		return now, true
	}
	if queue := b.nextRetry(); queue != nil {
		return (*queue)[0].due, true
	}
	return 0, false
}
