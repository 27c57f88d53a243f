package dispatch

import (
	"context"
	"errors"
	"time"

	"callsheet/api"
	"callsheet/model"
	"callsheet/model/team"
)

// listTime bounds the reading of the list before sending: it is worth a moment,
// not a delay.
const listTime = 10 * time.Second

// Send sends one prepared batch at most once and returns its row as it then
// stands in the ledger; Reason says in the operator's words why it is not
// accepted. A batch in any other state is returned as it is. It is prepared
// still when the ledger refused it or the operator stopped before anything
// left. Another attempt is made by itself only when it is proven that the
// service has nothing of the one before (see tryAgain), or nothing left because the
// team's ledger could not be reached.
func (s Sender) Send(ctx context.Context, b model.Batch, req api.BatchRequest) model.Batch {
	if b.State != model.SendPrepared {
		return b
	}
	for attempt := 1; ; attempt++ {
		if ctx.Err() != nil {
			b.Reason = stoppedWords
			return b
		}
		next := s.listBefore(ctx, fresh(b))
		next.Sent = s.now()
		begun, err := s.Ledger.Begin(ctx, next)
		if _, away := errors.AsType[*team.AwayError](err); away && attempt < maxAttempts && ctx.Err() == nil {
			// Nothing left, and the ledger has a way to give back what it may have granted.
			notice := Notice{Batch: b, Why: "The team's ledger cannot be reached", Wait: connectWaits[attempt-1], Next: attempt + 1, Of: maxAttempts}
			if s.pause(ctx, notice) != nil {
				b.Reason = stoppedWords
				return b
			}
			continue
		}
		if err != nil {
			b.Reason = notBegunWords(ctx, err)
			return b
		}
		b = begun
		created, err := s.create(ctx, b.Key, req)
		b = s.outcome(ctx, b, created, err, attempt)
		wait, why, again := tryAgain(err, attempt)
		if again {
			b.State = model.SendPrepared
		}
		if err := s.recordOutcome(ctx, b); err != nil {
			return unwritten(b, err)
		}
		if !again {
			return b
		}
		notice := Notice{Batch: b, Why: why, Wait: wait, Next: attempt + 1, Of: maxAttempts}
		if s.pause(ctx, notice) != nil {
			b.Reason = stoppedWords
			return b
		}
	}
}

// fresh clears what an earlier attempt left in a row.
func fresh(b model.Batch) model.Batch {
	b.ServerBefore, b.ServerAfter, b.Before = time.Time{}, time.Time{}, nil
	b.HTTPStatus, b.Reply, b.Reason, b.Note = 0, "", "", ""
	return b
}

// listBefore notes the service's clock, and the batches it has already that
// would pass for this one. Without an answer sending goes on: it will be told
// by what it says.
func (s Sender) listBefore(ctx context.Context, b model.Batch) model.Batch {
	ctx, stop := context.WithTimeout(ctx, listTime)
	defer stop()
	list, err := s.Client.ListBatches(ctx)
	if err != nil {
		return b
	}
	b.ServerBefore = list.ServerTime
	b.Sent = s.now()
	span := sendingSpan(b, b.Sent, list.ServerTime)
	for _, entry := range list.Batches {
		if fit, _ := fits(b, span, entry); fit && len(b.Before) < maxBefore {
			b.Before = append(b.Before, entry.BatchID)
		}
	}
	return b
}

// outcome is the row after the request has ended.
func (s Sender) outcome(ctx context.Context, b model.Batch, created api.BatchCreated, err error, attempt int) model.Batch {
	if err == nil && created.BatchID == "" {
		err = errNoBatch
	}
	b.State, b.Settled = Classify(err), s.now()
	if errors.Is(err, errLate) {
		b.State, b.Reason = model.SendPrepared, errLate.Error()
		return b
	}
	b.HTTPStatus, b.ServerAfter, b.Reply = created.HTTPStatus, created.ServerTime, created.Reply
	left := true
	if failure, ok := errors.AsType[*api.Error](err); ok {
		b.HTTPStatus, b.ServerAfter, b.Reply = failure.Status, failure.ServerTime, failure.Reply
		left = failure.Sent
	}
	switch {
	case b.State == model.SendAccepted:
		b.ID, b.Dashboard = created.BatchID, created.DashboardURL
		b.Last.Status = model.BatchStatus(created.Status)
	case b.State == model.SendUnknown:
		b.Reason = unknownWords(err)
	case !left && (ctx.Err() != nil || errors.Is(err, context.Canceled)):
		b.State, b.Reason = model.SendPrepared, stoppedWords
	case !left:
		b.Reason = notSentWords(err, attempt)
	default:
		b.Reason = refusedWords(err, attempt)
	}
	return b
}

var errNoBatch = model.UserError("Dialgen answered without naming a batch.")
