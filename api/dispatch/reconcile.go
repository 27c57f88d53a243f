package dispatch

import (
	"context"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
)

const (
	// enoughTime and enoughPolls are how long, since the request left, and how
	// often the list must show nothing before "it was not sent" is offered: a
	// list may lag behind what the service has taken.
	enoughTime  = 2 * time.Minute
	enoughPolls = 3
)

// Reconcile asks the service once about a batch whose outcome is unknown, and writes
// it down as accepted when it was found. Nothing is ever sent. On an error, the
// Finding holds the batch as the ledger has it.
func (s Sender) Reconcile(ctx context.Context, b model.Batch, view LedgerView) (model.Finding, error) {
	f := model.Finding{Batch: b, Polls: view.Polls}
	if b.State != model.SendUnknown {
		return f, nil
	}
	list, err := s.Client.ListBatches(ctx)
	if err != nil {
		return f, err
	}
	open, err := view.open(ctx)
	if err != nil {
		return f, err
	}
	f.At = s.now()
	f.Polls, f.OnList = f.Polls+1, len(list.Batches)
	e := newSearch(b, view, open, list, f.At)
	e.compareCalls(ctx, s.Client)
	f.Candidates = e.candidates
	if found, ok := e.provedOne(); ok {
		return s.found(ctx, f, found, list.ServerTime)
	}
	f.Likely = e.likely()
	f.LongEnough = len(f.Candidates) == 0 && f.Polls >= enoughPolls && f.At.Sub(begun(b)) >= enoughTime
	if !b.ServerBefore.IsZero() && !list.ServerTime.IsZero() {
		// By the service's clock too: a list kept by something in between is
		// as old as its date.
		f.LongEnough = f.LongEnough && list.ServerTime.Sub(b.ServerBefore) >= enoughTime
	}
	return s.noteLikely(ctx, f, len(e.excluded) > 0)
}

// noteLikely writes into the ledger what is likely, or was and is not any more: the
// batch stays unknown.
func (s Sender) noteLikely(ctx context.Context, f model.Finding, excluded bool) (model.Finding, error) {
	note := ""
	if c, ok := f.Likeliest(); ok {
		note = likelyNote(c, f.At.Location())
	} else if excluded {
		note = notItNote
	}
	if note == f.Batch.Note {
		return f, nil
	}
	noted := f.Batch
	noted.Note = note
	if err := s.recordOutcome(ctx, noted); err != nil {
		return f, notWritten("Dialgen's list was read", err)
	}
	f.Batch = noted
	return f, nil
}

// found writes down that the batch is at the service.
func (s Sender) found(ctx context.Context, f model.Finding, c model.Candidate, server time.Time) (model.Finding, error) {
	taken := s.accepted(f.Batch, c, foundNote(c, f.At.Location()))
	taken.ServerAfter = server
	if err := s.recordOutcome(ctx, taken); err != nil {
		return f, notWritten("It was found on Dialgen's list", err)
	}
	f.Batch = taken
	return f, nil
}

func (s Sender) accepted(b model.Batch, c model.Candidate, note string) model.Batch {
	b.State, b.Settled = model.SendAccepted, s.now()
	b.ID, b.Reason, b.Note = c.ID, "", note
	b.Last.Status = c.Status
	return b
}

// Adopt writes down the operator's word that a batch is this one at the
// service.
func (s Sender) Adopt(ctx context.Context, b model.Batch, c model.Candidate) (model.Batch, error) {
	switch {
	case b.State != model.SendUnknown:
		return b, errAlreadyKnown
	case c.ID == "":
		return b, model.UserError("Choose one of the batches on Dialgen's list.")
	}
	taken := s.accepted(b, c, chosenNote(c, s.now().Location()))
	if err := s.recordOutcome(ctx, taken); err != nil {
		return b, notWritten("You chose a batch", err)
	}
	return taken, nil
}

// MarkNotSent writes down the operator's word that the service does not have a
// batch; it may then be sent as a new one. It is refused while the list may
// still lag behind.
func (s Sender) MarkNotSent(ctx context.Context, b model.Batch) (model.Batch, error) {
	if b.State != model.SendUnknown {
		return b, errAlreadyKnown
	}
	if at := begun(b); s.now().Sub(at) < enoughTime {
		return b, model.UserError(fmt.Sprintf("It is too early to say that this batch was not sent: it may yet come onto Dialgen's list. Look again after %s.",
			at.Add(enoughTime).In(s.now().Location()).Format(clock)))
	}
	notSent := b
	notSent.State, notSent.Settled = model.SendRefused, s.now()
	notSent.Note = "You said that Dialgen does not have it."
	notSent.Reason = "You said that Dialgen does not have this batch, so nobody is called by it. Send it again when you are ready."
	if err := s.recordOutcome(ctx, notSent); err != nil {
		return b, notWritten("You said that it was not sent", err)
	}
	return notSent, nil
}

var errAlreadyKnown = model.UserError("This batch is settled already. Look at the campaign again.")

func notWritten(known string, err error) error {
	return model.UserError(known + ", but that could not be written down. " + printable.Text(reason.Sentence(err), maxCause) + " Then look again.")
}
