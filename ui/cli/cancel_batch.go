package cli

import (
	"context"
	"errors"
	"fmt"

	"callsheet/api"
	"callsheet/model"
	"callsheet/model/reason"
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
func (s service) cancelBatch(ctx context.Context, user, id string) (api.BatchCancelled, error) {
	client := s.client.For(user)
	done, err := client.CancelBatch(ctx, id)
	if err == nil && done.Status == api.StatusCancelled {
		return done, nil
	}
	failure, ok := errors.AsType[*api.Error](err)
	if ok && (!failure.Sent || isRefusal(err)) {
		return done, notCancelled{id: id, why: "It goes on as before. " + reason.Sentence(err)}
	}
	look, lookErr := client.BatchStatistics(context.WithoutCancel(ctx), id, 0)
	switch {
	case lookErr == nil && look.Status == api.StatusCancelled:
		done.BatchID, done.Status = id, look.Status
		return done, nil
	case lookErr == nil && model.BatchStatus(look.Status).Ended():
		done.Status = look.Status
		return done, notCancelled{id: id, why: fmt.Sprintf("It is %s.", look.Status)}
	case lookErr == nil && err == nil:
		done.Status = look.Status
		return done, notCancelled{id: id, why: fmt.Sprintf("Dialgen answered, but it is %s and goes on calling. Cancel it on Dialgen's own pages.", look.Status)}
	case lookErr == nil && errors.Is(err, api.ErrNotCancelled):
		done.Status = look.Status
		return done, notCancelled{id: id, why: fmt.Sprintf("It is %s and goes on calling. %s", look.Status, reason.Sentence(err))}
	case err == nil:
		err = lookErr
	}
	return done, notCancelled{id: id, why: reason.Sentence(err), unknown: true}
}

func (s service) Cancel(ctx context.Context, b model.Batch) (int, error) {
	if s.missing != nil {
		return 0, s.missing
	}
	if err := s.isHere(b); err != nil {
		return 0, err
	}
	done, err := s.cancelBatch(ctx, b.User, b.ID)
	return done.CancelledJobs, err
}
