package sandbox

import "time"

// provider is the telephony provider, which carries a limited number of calls at
// one time for the whole account. A batch that has its turn then stands in line
// for a place; whom it dials is decided when it gets one, so that a retry that is
// due goes before a contact never tried however long the wait was. A call is
// placed at once then, without being SCHEDULED before: nobody knows which it is.
type provider struct {
	limit int // calls at one time; 0 is no limit
	calls int // ringing or talking, of whatever batch
	line  []standing
}

// standing is a batch that stands in line.
type standing struct {
	batch    int
	priority float64
}

// takes reports whether there was a place for one more call, which it has now.
func (p *provider) takes() bool {
	if p.full() {
		return false
	}
	p.calls++
	return true
}

func (p *provider) full() bool { return p.limit > 0 && p.calls >= p.limit }

// first takes the batch out of the line that goes first: of the highest priority,
// and of those who has stood there longest.
func (p *provider) first() int {
	best := 0
	for i, s := range p.line {
		if s.priority > p.line[best].priority {
			best = i
		}
	}
	index := p.line[best].batch
	p.line = append(p.line[:best], p.line[best+1:]...)
	return index
}

// standInLine lets a batch wait for a place at the provider.
func (w *simulation) standInLine(index int) {
	b := w.batches[index]
	b.inLine = true
	w.provider.line = append(w.provider.line, standing{index, b.options.priority})
	w.plan(w.now, index, event{kind: allotted})
}

// allot gives the places there are at the provider to those who stand in line.
func (w *simulation) allot() {
	for len(w.provider.line) > 0 && !w.provider.full() {
		index := w.provider.first()
		b := w.batches[index]
		b.inLine = false
		if b.status == batchCancelled {
			continue
		}
		if at, waits := b.next(w.now); !waits || at > w.now { // moved away while it stood there
			w.turnNext(index)
			continue
		}
		w.queue(index)
	}
}

// hangUp gives the place of a call that ended to those who stand in line.
func (w *simulation) hangUp(c *call) {
	if c.outcome == crowded {
		return
	}
	w.provider.calls--
	if len(w.provider.line) > 0 {
		w.plan(w.now, w.provider.line[0].batch, event{kind: allotted})
	}
}

// pace is the time between two calls of a batch: as its rate allows or, where the
// provider's limit makes it slower, as it was of late.
func (w *simulation) pace(b *batch) time.Duration {
	asked := time.Second / time.Duration(b.options.rate)
	if placed := w.recent(b); w.provider.full() && placed > 0 {
		return max(asked, min(w.now-b.started, rateWindow)/time.Duration(placed))
	}
	return asked
}
