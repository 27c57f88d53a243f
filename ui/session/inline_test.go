package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/clocktest"
)

func newClock() *clocktest.Clock { return clocktest.At(time.Unix(1_790_000_000, 0)) }

// answer is what a service says to one question.
type answer struct {
	state model.SendState
	err   error
	// found is something that could not be written down; it comes with err.
	found bool
	long  bool // looked for long enough
	note  string
}

// fakeDialgen answers as it is told to, in order; at the end it repeats the last.
type fakeDialgen struct {
	answers map[string][]answer // by a batch's key
	asked   []string
	sending *Sending
}

func (f *fakeDialgen) next(key string) answer {
	list := f.answers[key]
	if len(list) == 0 {
		return answer{err: errors.New("nobody expected this")}
	}
	if len(list) > 1 {
		f.answers[key] = list[1:]
	}
	return list[0]
}

func (f *fakeDialgen) Send(ctx context.Context, _ model.Plan, b model.Batch, progress *SendProgress) model.Batch {
	f.asked = append(f.asked, "send "+b.Key)
	if f.sending != nil && f.sending.Campaign.Batches[b.Index].State != model.SendSending {
		f.asked = append(f.asked, "before it was at sending")
	}
	if ctx.Err() != nil {
		b.Reason = "stopped"
		return b
	}
	progress.Tell("No connection")
	b.State = f.next(b.Key).state
	return b
}

func (f *fakeDialgen) Reconcile(_ context.Context, b model.Batch, polls int) (model.Finding, error) {
	f.asked = append(f.asked, fmt.Sprint("look ", b.Key, " ", polls))
	a := f.next(b.Key)
	finding := model.Finding{Batch: b, Polls: polls}
	if a.err == nil || a.found {
		finding.Polls, finding.LongEnough = polls+1, a.long
	}
	if a.err == nil && a.state != "" {
		finding.Batch.State = a.state
	}
	if a.note != "" {
		finding.Batch.Note = a.note
	}
	return finding, a.err
}

func (f *fakeDialgen) Adopt(context.Context, model.Batch, model.Candidate) (model.Batch, error) {
	return model.Batch{}, errors.New("nobody expected this")
}

func (f *fakeDialgen) MarkNotSent(context.Context, model.Batch) (model.Batch, error) {
	return model.Batch{}, errors.New("nobody expected this")
}

// busy is a service that asks to be left alone for a while.
type busy time.Duration

func (b busy) Error() string       { return "slow down" }
func (b busy) Wait() time.Duration { return time.Duration(b) }
