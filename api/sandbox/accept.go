package sandbox

import (
	"fmt"
	"time"
)

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
