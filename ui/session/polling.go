package session

import (
	"context"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/pacing"
)

// Polling follows batches at the service: soon again while something moves, later and
// later while nothing does, and never before the service wants to be asked.
type Polling struct {
	Service Poller
	Clock   Clock
	Now     func() time.Time // the clock that statistics are stamped with
	Pace    pacing.Poll
	Calls   int // latest calls of each batch that are asked for, and kept
	AtMost  int // batches that one poll asks about, once it has asked about all; 0 = all

	Batches func() []model.Batch // what is found is put into them
	Due     func(index int) bool // whether one is polled
	Goes    func() bool          // whether another poll may show something new
	Front   func() bool          // whether somebody looks; nil = always
	Save    func(index int)      // has a batch written down; nil = none is

	// Close cancels what is polled at its close, after which its people would be rung
	// outside their hours; nil = nobody does.
	Close Canceller

	// Until is when all that is polled is cancelled, whatever its hours; zero = never. End is
	// done before, once: it has it written down that nothing more is sent. nil = nothing is.
	Until time.Time
	End   func(context.Context) error

	pace  time.Duration // until the next poll
	rests time.Time     // until when the service asks to be left alone
	polls map[int]*Poll

	round int       // of asking, the first is 1
	began time.Time // when the last poll began
	under bool      // whether it is under way
}

// Poll is what polling a batch has come to.
type Poll struct {
	Seen bool  // one has succeeded
	Err  error // why the last did not

	asked int // the round in which it was asked about last
}

type (
	// PollDue says that the batches are to be polled again.
	PollDue struct{}
	// Polled is what one poll found of each batch that was asked about.
	Polled struct {
		found   []polled
		closed  []CancelledBatch // at their close
		rest    time.Duration    // how long the service asks to be left alone
		end     error            // why it could not be written down that all is over
		stopped bool             // the context has ended
	}
)

// polled is what was found of one batch.
type polled struct {
	index int
	id    string // at the service
	stats model.Statistics
	err   error
}

// Any reports whether anything is known of any batch, however old.
func (m Polled) Any() bool {
	for _, f := range m.found {
		if f.err == nil {
			return true
		}
	}
	return false
}

// Err is why the last batch that could not be polled could not; nil = all could.
func (m Polled) Err() error {
	var err error
	for _, f := range m.found {
		if f.err != nil {
			err = f.err
		}
	}
	return err
}

// Of is what polling a batch has come to.
func (p *Polling) Of(index int) *Poll {
	if p.polls == nil {
		p.polls = map[int]*Poll{}
	}
	if p.polls[index] == nil {
		p.polls[index] = &Poll{}
	}
	return p.polls[index]
}

// Closed is what became of the batches that had to be cancelled at their close, or as all
// was to be over.
func (m Polled) Closed() []CancelledBatch { return m.closed }

// EndErr is why it could not be written down that nothing more is sent, as all was to be over.
func (m Polled) EndErr() error { return m.end }

// closeAll cancels what still runs of batches as all is to be over. That it cannot be written
// down keeps nobody from being spared a call.
func closeAll(ctx context.Context, canceller Canceller, batches []model.Batch, until time.Time, end func(context.Context) error) (closed []CancelledBatch, err error) {
	running := slices.DeleteFunc(slices.Clone(batches), func(b model.Batch) bool { return !b.Running() })
	if len(running) == 0 {
		return nil, nil
	}
	if end != nil {
		err = end(ctx)
	}
	closed = Cancel(canceller, running).Do(ctx).(Cancelled).Batches
	for i := range closed {
		closed[i].Why = "it was to be over at " + until.Format("15:04")
	}
	return closed, err
}

// nextClose is when something has to be cancelled next, zero when nothing has to.
func (p *Polling) nextClose() time.Time {
	next := NextClose(p.Batches())
	if !p.Until.IsZero() && slices.ContainsFunc(p.Batches(), model.Batch.Running) && (next.IsZero() || p.Until.Before(next)) {
		next = p.Until
	}
	return next
}

// Start polls what is due, at once; nothing is where none is.
func (p *Polling) Start() []Work {
	var asked []polled
	var batches []model.Batch
	for i, b := range p.Batches() {
		if p.Due(i) {
			asked, batches = append(asked, polled{index: i, id: b.ID}), append(batches, b)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	turn := p.turn(batches, asked)
	service, now, calls, canceller, until, end := p.Service, p.Now, p.Calls, p.Close, p.Until, p.End
	return []Work{{Do: func(ctx context.Context) any {
		var answer Polled
		// What asks to be left alone is told all the same that nobody else may be rung.
		if canceller != nil {
			if over := !until.IsZero() && !now().Before(until); over {
				answer.closed, answer.end = closeAll(ctx, canceller, batches, until, end)
			} else if closing := Closing(batches, now()); len(closing) > 0 {
				answer.closed = Cancel(canceller, closing).Do(ctx).(Cancelled).Batches
			}
		}
		for _, i := range turn {
			if answer.rest > 0 {
				break
			}
			a := asked[i]
			a.stats, a.err = service.Statistics(ctx, batches[i], calls)
			if a.err != nil {
				answer.rest = pacing.Asked(a.err)
			} else {
				a.stats.At = now()
				// However many a service sends, there is room for the latest.
				n := min(len(a.stats.Calls), calls)
				a.stats.Calls = a.stats.Calls[:n:n]
			}
			answer.found = append(answer.found, a)
		}
		answer.stopped = ctx.Err() != nil
		return answer
	}}}
}

// Once polls what is due, inline and once.
func (p *Polling) Once(ctx context.Context) {
	for _, w := range p.Start() {
		p.take(w.Do(ctx).(Polled))
	}
}

// take takes over what a poll found, and reports whether anything has moved.
func (p *Polling) take(answer Polled) (moved bool) {
	batches := p.Batches()
	p.under = false
	for _, f := range answer.found {
		if f.index >= len(batches) || batches[f.index].ID != f.id {
			continue // another batch has its place by now
		}
		poll := p.Of(f.index)
		if poll.Err = f.err; f.err != nil {
			continue
		}
		poll.Seen = true
		moved = setStatistics(&batches[f.index], f.stats) || moved
		if p.Save != nil {
			p.Save(f.index)
		}
	}
	return moved
}

// Update takes what comes back from polling.
func (p *Polling) Update(msg any) []Work {
	switch msg := msg.(type) {
	case PollDue:
		return p.Start()
	case Polled:
		return p.again(msg, p.take(msg))
	}
	return nil
}

// again waits for the next poll, if there is to be one.
func (p *Polling) again(answer Polled, moved bool) []Work {
	if answer.stopped || !p.Goes() {
		return nil
	}
	if p.pace == 0 {
		p.Hasten()
	}
	p.pace = p.Pace.Next(p.pace, moved)
	if p.Front != nil && !p.Front() {
		p.pace = p.Pace.Idle
	}
	p.rests = time.Time{}
	if answer.rest > 0 {
		p.rests = p.Clock.Now().Add(answer.rest)
	}
	wait := max(p.pace, answer.rest)
	if close := p.nextClose(); p.Close != nil && !close.IsZero() {
		until := close.Sub(p.Now())
		if until <= 0 {
			until = p.Pace.Live // it could not be cancelled
		}
		wait = min(wait, until)
	}
	return []Work{later(wait, PollDue{})}
}

// Hasten has what is polled next polled soon: something is expected to move.
func (p *Polling) Hasten() { p.pace = p.Pace.Live }

// Pause is how long is waited before the next poll, where the service does not want
// more.
func (p *Polling) Pause() time.Duration { return p.pace }

// Resting is how much longer the service wants to be left alone.
func (p *Polling) Resting() time.Duration { return max(0, p.rests.Sub(p.Clock.Now())) }
