package session

import (
	"context"
	"time"

	"callsheet/model"
)

// Sending sends the batches of a campaign that wait, one after another. It ends at the
// first that is not accepted, so that a service in trouble is not handed the rest.
type Sending struct {
	Campaign *model.Campaign
	Service  Sender
	Here     string           // the service that this works with
	Now      func() time.Time // the service's clock
	Listener SendListener     // nil = nobody

	// Search looks for a batch whose answer was lost; once it is found, sending goes
	// on. nil = it is left to the owner.
	Search *Reconciling

	// Progress is what the batch that is on its way waits for; nil = none is.
	Progress *SendProgress

	on   bool // what waits is sent
	lost int  // place of the batch that is searched for
}

// SendListener hears how sending comes on.
type SendListener interface {
	// Begins is called before a batch leaves, and Ended with what became of it.
	Begins(index int, b model.Batch)
	Ended(index int, b model.Batch)
	// Waits is called with what a batch waits for, from the work that sends it.
	Waits(text string)
	// Searches is called before a batch is looked for whose answer was lost, and
	// Searched with what was found in the end.
	Searches()
	Searched(found OpenBatch)
}

// Sent is the answer of the work that sends a batch.
type Sent struct {
	Index   int // of the batch in the plan
	Batch   model.Batch
	Stopped bool // the context has ended: nothing more is asked of the service
}

// Start begins to send what waits, or goes on with it.
func (s *Sending) Start() []Work {
	s.on = true
	return s.next()
}

// Stop sends nothing after the batch that is under way.
func (s *Sending) Stop() { s.on = false }

// On reports whether what waits is sent.
func (s *Sending) On() bool { return s.on }

// next sends the first batch that waits, unless sending was stopped.
func (s *Sending) next() []Work {
	if !s.on {
		return nil
	}
	next, ok := BeginNext(s.Campaign, s.Here, s.Now())
	if !ok {
		s.on = false
		return nil
	}
	progress, service := &SendProgress{}, s.Service
	if s.Listener != nil {
		s.Listener.Begins(next.Index, next.Batch)
		progress.Heard = s.Listener.Waits
	}
	s.Progress = progress
	return []Work{{Do: func(ctx context.Context) any {
		b := service.Send(ctx, next.Plan, next.Batch, progress)
		return Sent{next.Index, b, ctx.Err() != nil}
	}}}
}

// Update takes what comes back from sending, and from looking for what was lost.
func (s *Sending) Update(msg any) []Work {
	if sent, is := msg.(Sent); is {
		return s.ended(sent)
	}
	if s.Search == nil || !s.Search.under() {
		return nil
	}
	if work := s.Search.Update(msg); s.Search.under() {
		return work
	}
	found := *s.Search.Open[0]
	if s.Listener != nil {
		s.Listener.Searched(found)
	}
	if !SetOutcome(s.Campaign, s.lost, found.Finding.Batch) {
		return nil
	}
	return s.Start()
}

// ended takes over what became of a batch.
func (s *Sending) ended(sent Sent) []Work {
	s.Progress = nil
	goOn := SetOutcome(s.Campaign, sent.Index, sent.Batch)
	if s.Listener != nil {
		s.Listener.Ended(sent.Index, sent.Batch)
	}
	if goOn {
		return s.next()
	}
	s.on = false
	// Who stops it does not want it to look around any longer.
	if sent.Batch.State != model.SendUnknown || sent.Stopped || s.Search == nil {
		return nil
	}
	if s.Listener != nil {
		s.Listener.Searches()
	}
	s.lost = sent.Index
	return s.Search.Start(model.Finding{Batch: sent.Batch})
}
