package dispatch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/model/clocktest"
)

// noon is when the tests begin, by both clocks unless they say otherwise.
var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

const (
	agentID = "agent_1"
	number  = "+447700900123"
)

func oneContact() api.BatchRequest {
	return api.BatchRequest{AgentID: agentID, UserID: "user_1", Contacts: []api.Contact{{Phone: number}}}
}

// prepared is the row of a batch nobody has sent.
func prepared() model.Batch {
	return model.Batch{Key: "k1", Agent: agentID, User: "user_1", Priority: 5, Contacts: 1, State: model.SendPrepared, Prepared: noon}
}

// stage is everything a sender deals with, and writes down the order in which
// it does.
type stage struct {
	events []string
	clock  *clocktest.Clock

	// The ledger: rows as they are on disk, and what fails next.
	rows      map[string]model.Batch
	beginErr  []error // by begin, nil when it runs out
	recordErr []error // by RecordOutcome

	// The service: what it has, and what it answers.
	server  time.Duration // its clock against ours
	noClock bool
	list    []api.BatchSummary
	lists   []func() (api.BatchList, error) // by request, the list as it is when it runs out
	creates []func(context.Context) (api.BatchCreated, error)
	calls   map[string][]api.Call
	callErr map[string]error

	told  []string
	waits func(n int) error // what the n-th wait ends with
}

func newStage() *stage {
	return &stage{clock: clocktest.At(noon), rows: map[string]model.Batch{"k1": prepared()}, calls: map[string][]api.Call{}, callErr: map[string]error{}}
}

func (s *stage) log(format string, args ...any) {
	s.events = append(s.events, fmt.Sprintf(format, args...))
}

func (s *stage) sender() dispatch.Sender {
	return dispatch.Sender{
		Client: s, Ledger: s,
		Now: s.clock.Now,
		Wait: func(ctx context.Context, d time.Duration) error {
			s.log("wait %v", d)
			s.clock.Forward(d)
			if s.waits != nil {
				return s.waits(len(s.told))
			}
			return ctx.Err()
		},
		Tell: func(n dispatch.Notice) { s.told = append(s.told, n.String()) },
	}
}

func next[T any](script *[]T) (value T, ok bool) {
	if len(*script) == 0 {
		return value, false
	}
	value = (*script)[0]
	*script = (*script)[1:]
	return value, true
}

var errOtherProcess = errors.New("this batch is being sent by another Callsheet")

// Begin is as strict as the store: only what is prepared on disk can begin.
func (s *stage) Begin(ctx context.Context, b model.Batch) (model.Batch, error) {
	if err := ctx.Err(); err != nil {
		return b, err
	}
	if err, _ := next(&s.beginErr); err != nil {
		s.log("begin fails")
		return b, err
	}
	if s.rows[b.Key].State != model.SendPrepared {
		s.log("begin refused")
		return b, errOtherProcess
	}
	b.State, b.Attempts = model.SendSending, b.Attempts+1
	s.rows[b.Key] = b
	s.log("begin")
	return b, nil
}

func (s *stage) RecordOutcome(ctx context.Context, b model.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err, _ := next(&s.recordErr); err != nil {
		s.log("record fails")
		return err
	}
	s.rows[b.Key] = b
	s.log("record %s", b.State)
	return nil
}

func (s *stage) CreateBatch(ctx context.Context, _ api.BatchRequest) (api.BatchCreated, error) {
	s.log("create")
	create, ok := next(&s.creates)
	if !ok {
		return api.BatchCreated{}, errors.New("nobody expected this request")
	}
	return create(ctx)
}

func (s *stage) ListBatches(context.Context) (api.BatchList, error) {
	s.log("list")
	if list, ok := next(&s.lists); ok {
		return list()
	}
	return s.listed(), nil
}

func (s *stage) listed() api.BatchList {
	l := api.BatchList{Batches: slices.Clone(s.list), ServerTime: s.clock.Now().Add(s.server).Truncate(time.Second)}
	if s.noClock {
		l.ServerTime = time.Time{}
	}
	return l
}

func (s *stage) BatchStatistics(_ context.Context, id string, recent int) (api.BatchStatistics, error) {
	s.log("calls %s", id)
	if err := s.callErr[id]; err != nil {
		return api.BatchStatistics{}, err
	}
	calls := s.calls[id]
	return api.BatchStatistics{BatchID: id, RecentCalls: calls[:min(recent, len(calls))]}, nil
}

// What the service answers to creating a batch.

func taken(id string) func(context.Context) (api.BatchCreated, error) {
	return func(context.Context) (api.BatchCreated, error) {
		return api.BatchCreated{
			BatchID: id, Status: api.StatusIngesting, DashboardURL: "https://x/" + id, HTTPStatus: 202,
			ServerTime: noon.Add(time.Second), Reply: `{"batchId"}`,
		}, nil
	}
}

func fails(e api.Error) func(context.Context) (api.BatchCreated, error) {
	e.Op = "create batch"
	return func(context.Context) (api.BatchCreated, error) { return api.BatchCreated{}, &e }
}

var (
	unreached = api.Error{Unreached: true, Err: errors.New("connection refused")}
	mistrust  = api.Error{Err: errors.New("certificate")}
	timeout   = api.Error{Sent: true, Err: context.DeadlineExceeded}
	badPage   = api.Error{Sent: true, Status: 502, Reply: "<b>502</b>", ServerTime: noon}
	noMinutes = api.Error{Sent: true, Status: 402, Documented: true, HasMinutes: true, MinutesRequired: 2000, MinutesAvailable: 500, Reply: "{}"}
)

func slowDown(wait time.Duration) api.Error {
	return api.Error{Sent: true, Status: 429, RetryAfter: wait}
}

func (s *stage) check(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(s.events, want) {
		t.Errorf("order of events\n got %q\nwant %q", s.events, want)
	}
}
