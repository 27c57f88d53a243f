package cli

import (
	"context"
	"errors"
	"fmt"

	"callsheet/api"
	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// notCancelled is a cancel that did not happen, or of which that is not known.
type notCancelled struct {
	id      string
	why     string
	unknown bool // it may have been cancelled all the same
}

func (e notCancelled) Error() string {
	if e.unknown {
		return fmt.Sprintf("It is not known whether %s was cancelled. Look with `callsheet watch %s --once`, and cancel it again if it is still calling. %s", e.id, e.id, e.why)
	}
	return fmt.Sprintf("NOT CANCELLED: %s. %s", e.id, e.why)
}

// cancelBatch cancels a batch, as the user it was sent by, and says how many
// calls were taken back. Only the service's word that it is cancelled counts:
// without one, in whatever reply, the batch itself is looked at.
func (s service) cancelBatch(ctx context.Context, user, id string) (session.Cancellation, error) {
	if err := s.readOnly.Err(); err != nil {
		return session.Cancellation{}, err
	}
	done, err := s.askToCancel(ctx, user, id)
	if s.store != nil {
		// A ledger that takes nothing keeps nobody from cancelling.
		_ = s.store.Evidence.Cancelled(context.WithoutCancel(ctx), id, cancelFacts(string(done.Status), done.Calls, done.Message, err))
		if err == nil && s.store.Team != nil {
			if untold := s.store.Team.Cancelled(context.WithoutCancel(ctx), s.who.String(), id); untold != nil {
				done.Untold = reason.Sentence(untold)
			}
		}
	}
	return done, err
}

func (s service) askToCancel(ctx context.Context, user, id string) (session.Cancellation, error) {
	client := s.client.For(user)
	reply, err := client.CancelBatch(ctx, id)
	done := session.Cancellation{Status: model.BatchStatus(reply.Status), Calls: reply.CancelledJobs, Message: reply.Message}
	if err == nil && reply.Status == api.StatusCancelled {
		return done, nil
	}
	failure, ok := errors.AsType[*api.Error](err)
	if ok && !failure.Sent {
		return done, notCancelled{id: id, why: "It goes on as before. " + reason.Sentence(err)}
	}
	look, lookErr := client.BatchStatistics(context.WithoutCancel(ctx), id, 0)
	if lookErr == nil {
		done.Status = model.BatchStatus(look.Status)
	}
	switch {
	case lookErr == nil && look.Status == api.StatusCancelled:
		return done, nil
	case lookErr == nil && done.Status.Ended():
		return done, notCancelled{id: id, why: fmt.Sprintf("It is %s.", look.Status)}
	case isRefusal(err):
		return done, notCancelled{id: id, why: "It goes on as before. " + reason.Sentence(err)}
	case lookErr == nil && err == nil:
		return done, notCancelled{id: id, why: fmt.Sprintf("Dialgen answered, but it is %s and goes on calling. Cancel it on Dialgen's own pages.", look.Status)}
	case lookErr == nil && errors.Is(err, api.ErrNotCancelled):
		return done, notCancelled{id: id, why: fmt.Sprintf("It is %s and goes on calling. %s", look.Status, reason.Sentence(err))}
	case err == nil:
		err = lookErr
	}
	done.Status = model.BatchStatus(reply.Status)
	return done, notCancelled{id: id, why: reason.Sentence(err), unknown: true}
}

func (s service) Cancel(ctx context.Context, b model.Batch) (session.Cancellation, error) {
	if s.missing != nil {
		return session.Cancellation{}, s.missing
	}
	if err := s.isHere(b); err != nil {
		return session.Cancellation{}, err
	}
	return s.cancelBatch(ctx, b.User, b.ID)
}
