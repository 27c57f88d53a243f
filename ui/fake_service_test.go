package ui

import (
	"context"
	"fmt"
	"sync"
	"time"

	"callsheet/model"
	"callsheet/model/transcript"
	"callsheet/ui/session"
)

// fakeService answers as it is told and counts what it was asked.
type fakeService struct {
	mu     sync.Mutex
	sends  int
	cancel int
	send   func(batch int) model.Batch
	stats  func(look int) (model.Statistics, error)
	agent  func(id string) (session.Agent, error)
	looks  int
	gate   chan struct{} // when set, Send waits for it

	searches int
	find     func(search int, b model.Batch) (model.Finding, error)
	store    *fakeStore // told of every outcome, when set
	early    error      // why a batch cannot be said not to be sent yet

	refuseCancel func(model.Batch) error
	whole        func(b model.Batch) (model.Statistics, []model.Call, error)
	users        []string // that it was asked as

	tested    []session.TestOrder
	dial      func(call int) (string, error)
	testLooks int
	testCall  func(look int) (session.TestProgress, error)

	lists  int // how often it was asked for its batches
	listed func(user string) ([]model.ListedBatch, error)

	asked    int // who it is
	identify func(ask int) (string, error)
}

func (f *fakeService) Identify(context.Context) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked++
	if f.identify != nil {
		return f.identify(f.asked)
	}
	return "", nil
}

func (f *fakeService) Agent(_ context.Context, _, id string) (session.Agent, error) {
	if f.agent != nil {
		return f.agent(id)
	}
	return session.Agent{Name: "Renewals", Active: true, Outbound: true}, nil
}

func (f *fakeService) Send(_ context.Context, _ model.Plan, b model.Batch, _ *session.SendProgress) model.Batch {
	f.mu.Lock()
	f.sends++
	gate := f.gate
	f.mu.Unlock()
	if gate != nil {
		<-gate
	}
	outcome := model.Batch{State: model.SendAccepted, ID: fmt.Sprintf("batch_%d", b.Index+1)}
	if f.send != nil {
		outcome = f.send(b.Index)
	}
	b.State, b.ID, b.Reason = outcome.State, outcome.ID, outcome.Reason
	if f.store != nil {
		f.store.recordOutcome(b)
	}
	return b
}

func (f *fakeService) Reconcile(_ context.Context, b model.Batch, looks int) (model.Finding, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.searches++
	if f.find != nil {
		return f.find(f.searches, b)
	}
	return model.Finding{Batch: b, Polls: looks + 1}, nil
}

func (f *fakeService) Adopt(_ context.Context, b model.Batch, c model.Candidate) (model.Batch, error) {
	b.State, b.ID = model.SendAccepted, c.ID
	return b, nil
}

func (f *fakeService) MarkNotSent(_ context.Context, b model.Batch) (model.Batch, error) {
	if f.early != nil {
		return b, f.early
	}
	b.State, b.Reason, b.Note = model.SendRefused, "You decided that it was not sent.", "You said so."
	return b, nil
}

func (f *fakeService) Preview(plan model.Plan, n int) (string, []string) {
	return fmt.Sprintf("{\n  \"contacts\": %d\n}", min(n, plan.Len())), []string{"curl -X POST https://example.com/api/v1/batch"}
}

func (f *fakeService) Statistics(_ context.Context, b model.Batch, _ int) (model.Statistics, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.users = append(f.users, b.User)
	f.looks++
	if f.stats != nil {
		return f.stats(f.looks)
	}
	return model.Statistics{Status: model.StatusCompleted, Total: 2, Processed: 2, Succeeded: 2,
		StartedAt: fixedNow.Add(-time.Minute), EndedAt: fixedNow}, nil
}

func (f *fakeService) Calls(_ context.Context, b model.Batch, _ []model.Call) (model.Statistics, []model.Call, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.stats == nil {
		return b.Last, nil, nil
	}
	stats, err := f.stats(f.looks)
	return stats, stats.Calls, err
}

func (f *fakeService) Whole(_ context.Context, b model.Batch) (model.Statistics, []model.Call, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.whole != nil {
		return f.whole(b)
	}
	return b.Last, b.Last.Calls, nil
}

func (f *fakeService) CallDetail(_ context.Context, b model.Batch, id string) (session.CallDetail, error) {
	f.mu.Lock()
	f.users = append(f.users, b.User)
	f.mu.Unlock()
	if id == "" {
		return session.CallDetail{}, model.UserError("There is no such call.")
	}
	return session.CallDetail{Summary: "Will renew in May.", Turns: []session.Turn{{Who: "Agent", Text: "Hello, is this a good time?"}, {Who: "Contact", Text: "Yes."}}}, nil
}

func (f *fakeService) CallContact(context.Context, model.Batch, string) (string, error) {
	return "contact_1", nil
}

func (f *fakeService) CallWords(ctx context.Context, b model.Batch, id string) (session.CallWords, error) {
	detail, err := f.CallDetail(ctx, b, id)
	words := session.CallWords{Status: model.CallAnswered, Duration: time.Minute, Recording: detail.Recording}
	for i, t := range detail.Turns {
		words.Turns = append(words.Turns, model.Turn{Role: []string{"assistant", "user"}[i%2], Turn: transcript.Turn{Speaker: []transcript.Speaker{transcript.Agent, transcript.Contact}[i%2], Text: t.Text}})
	}
	return words, err
}

func (f *fakeService) CallMetrics(context.Context, model.Batch, string, string) (string, []transcript.Metric, error) {
	return "Will renew in May.", []transcript.Metric{{Name: "intent", Value: "renew"}}, nil
}

func (f *fakeService) Dial(_ context.Context, order session.TestOrder) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tested = append(f.tested, order)
	if f.dial != nil {
		return f.dial(len(f.tested))
	}
	return "call_1", nil
}

func (f *fakeService) TestCall(context.Context, session.TestOrder, string) (session.TestProgress, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.testLooks++
	if f.testCall != nil {
		return f.testCall(f.testLooks)
	}
	return session.TestProgress{Status: model.CallOngoing}, nil
}

func (f *fakeService) Cancel(_ context.Context, b model.Batch) (session.Cancellation, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.cancel++
	f.users = append(f.users, b.User)
	if f.refuseCancel != nil {
		return session.Cancellation{}, f.refuseCancel(b)
	}
	return session.Cancellation{Status: model.StatusCancelled, Calls: 7}, nil
}

func (f *fakeService) sent() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.sends
}
