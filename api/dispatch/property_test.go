package dispatch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/model/phone"
)

// fault is one way creating a batch can end.
type fault struct {
	name     string
	left     bool // bytes of the request left
	accepted bool // the service has the batch afterwards
	err      error
}

var faults = []fault{
	{"accepted", true, true, nil},
	{"reply lost after it was taken", true, true, &api.Error{Sent: true, Err: context.DeadlineExceeded}},
	{"request lost on the way", true, false, &api.Error{Sent: true, Err: errors.New("reset")}},
	{"500 after it was taken", true, true, &api.Error{Sent: true, Status: 500, Documented: true}},
	{"502 before it was taken", true, false, &api.Error{Sent: true, Status: 502}},
	{"acceptance cut off", true, true, &api.Error{Sent: true, Status: 202, Err: errors.New("cut")}},
	{"redirect", true, false, &api.Error{Sent: true, Status: 307}},
	{"error of another kind after it was taken", true, true, errors.New("odd")},
	{"refusal", true, false, &api.Error{Sent: true, Status: 402, Documented: true}},
	{"busy for a while", true, false, &api.Error{Sent: true, Status: 429, RetryAfter: time.Second}},
	{"busy for an hour", true, false, &api.Error{Sent: true, Status: 429, RetryAfter: time.Hour}},
	{"no connection", false, false, &api.Error{Unreached: true, Err: errors.New("refused")}},
	{"no trust", false, false, &api.Error{Err: errors.New("certificate")}},
}

// history is a stage that draws what happens next, and holds the promises while
// it happens.
type history struct {
	*stage
	t       *rapid.T
	stop    context.CancelFunc
	begun   int // durable begins that no request was made for yet
	left    int // requests of which bytes left
	held    int // batches the service has
	unknown bool
}

func (h *history) maybe(label string) bool { return rapid.IntRange(0, 5).Draw(h.t, label) == 0 }

func (h *history) Begin(ctx context.Context, b model.Batch) (model.Batch, error) {
	if h.maybe("begin fails") {
		h.beginErr = []error{errDisk}
	}
	row, err := h.stage.Begin(ctx, b)
	if err == nil {
		h.begun++
	}
	if h.maybe("stopped after begin") {
		h.stop()
	}
	return row, err
}

func (h *history) RecordOutcome(ctx context.Context, b model.Batch) error {
	if h.maybe("record fails") {
		h.recordErr = []error{errDisk}
	}
	return h.stage.RecordOutcome(ctx, b)
}

func (h *history) ListBatches(ctx context.Context) (api.BatchList, error) {
	if h.maybe("stopped while listing") {
		h.stop()
	}
	if h.maybe("list fails") {
		return api.BatchList{}, errors.New("502")
	}
	return h.stage.ListBatches(ctx)
}

func (h *history) CreateBatch(ctx context.Context, _ api.BatchRequest) (api.BatchCreated, error) {
	if h.unknown {
		h.t.Fatal("a request after an unknown outcome")
	}
	if h.begun != 1 || h.rows["k1"].State != model.SendSending {
		h.t.Fatalf("a request with %d begins, the ledger has it as %s", h.begun, h.rows["k1"].State)
	}
	h.begun--
	if err := ctx.Err(); err != nil {
		return api.BatchCreated{}, &api.Error{Err: err}
	}
	f := rapid.SampledFrom(faults).Draw(h.t, "fault")
	h.log("create: %s", f.name)
	if f.left {
		h.left++
	}
	if f.accepted {
		h.held++
		h.list = append(h.list, api.BatchSummary{
			BatchID: fmt.Sprint("b", h.held), AgentID: agentID, Total: 1, Priority: 5, CreatedAt: h.clock.Now(),
		})
	}
	if h.maybe("stopped while it is out") {
		h.stop()
	}
	h.unknown = dispatch.Classify(f.err) == model.SendUnknown
	if f.err != nil {
		return api.BatchCreated{}, f.err
	}
	return api.BatchCreated{BatchID: fmt.Sprint("b", h.held), HTTPStatus: 202}, nil
}

// TestNoHistoryTakesABatchTwice draws faults of the service, of the ledger and
// of the operator's patience, with restarts of the program in between.
func TestNoHistoryTakesABatchTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := &history{stage: newStage(), t: t}
		s := h.sender()
		s.Client, s.Ledger = h, h
		wait := s.Wait
		s.Wait = func(ctx context.Context, d time.Duration) error {
			if h.maybe("stopped while waiting") {
				h.stop()
			}
			return wait(ctx, d)
		}
		for range rapid.IntRange(1, 4).Draw(t, "confirmations") {
			// What a program that starts finds: a batch that was being sent is
			// unknown.
			row := h.rows["k1"]
			if row.State == model.SendSending {
				row.State = model.SendUnknown
				h.rows["k1"] = row
			}
			ctx, stop := context.WithCancel(context.Background())
			h.stop, h.begun = stop, 0
			before := h.left
			got := s.Send(ctx, row, oneContact())
			stop()
			h.checkTruth(row, got)
			if h.left-before > 3 {
				t.Fatalf("%d requests left for one confirmation", h.left-before)
			}
			if row.State != model.SendPrepared && h.left != before {
				t.Fatalf("a %s batch was sent", row.State)
			}
		}
	})
}

// checkTruth holds what Send says, and what the ledger has, to what the service
// has.
func (h *history) checkTruth(before, got model.Batch) {
	t := h.t
	if h.held > 1 {
		t.Fatalf("the batch was taken %d times: %q", h.held, h.events)
	}
	onDisk := h.rows["k1"].State
	for _, state := range []model.SendState{got.State, onDisk} {
		switch {
		case state == model.SendAccepted && h.held == 0:
			t.Fatalf("returned %s, ledger %s, and the service has nothing: %q", got.State, onDisk, h.events)
		case (state == model.SendRefused || state == model.SendPrepared) && h.held > 0 && before.State == model.SendPrepared:
			t.Fatalf("returned %s, ledger %s, and the service has it: %q", got.State, onDisk, h.events)
		case state == "":
			t.Fatal("a batch without a state")
		}
	}
	if got.State == model.SendSending {
		t.Fatalf("an outcome that is none: %+v", got)
	}
	// The two may differ only by an outcome that could not be written down, and
	// then the ledger is the careful one.
	if got.State != onDisk && (onDisk != model.SendSending || !strings.Contains(got.Reason+got.Note, "could not be written down")) {
		t.Fatalf("returned %s, ledger %s: %q", got.State, onDisk, h.events)
	}
	if got.State != model.SendAccepted && got.Reason == "" && got.State != before.State {
		t.Fatalf("%s without a reason", got.State)
	}
}

// TestLookingNeverGivesABatchToTheWrongRow lets several rows be sent with their
// answers lost, some taken and some not, a few strangers beside them, and looks
// for each row in any order, again and again, while calls begin.
func TestLookingNeverGivesABatchToTheWrongRow(t *testing.T) {
	found, left := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := newStage()
		s.server = time.Duration(rapid.IntRange(-86400, 86400).Draw(t, "clock")) * time.Second
		type sent struct {
			key    string
			number phone.Number
			id     string // "" = not taken
		}
		var all []sent
		newest := func(id string) {
			s.list = slices.Insert(s.list, 0, api.BatchSummary{
				BatchID: id, Status: api.StatusScheduled, AgentID: agentID, Total: 1, Priority: 5, CreatedAt: s.clock.Now().Add(s.server),
			})
		}
		steps := rapid.IntRange(1, 5).Draw(t, "rows")
		for i := range steps {
			row := sent{key: fmt.Sprint("k", i), number: phone.Number(447700900000 + i)}
			b := prepared()
			b.Key = row.key
			s.rows[row.key] = b
			s.creates = creates{func(context.Context) (api.BatchCreated, error) {
				s.clock.Forward(time.Duration(rapid.IntRange(0, 4000).Draw(t, "ms on the way")) * time.Millisecond)
				if rapid.Bool().Draw(t, "taken") {
					row.id = fmt.Sprint("b", i)
					newest(row.id)
				}
				return api.BatchCreated{}, &timeout
			}}
			s.sender().Send(t.Context(), b, oneContact())
			all = append(all, row)
			s.clock.Forward(time.Duration(rapid.IntRange(0, 400_000).Draw(t, "ms between")) * time.Millisecond)
		}
		taken := func(id string) bool {
			return slices.ContainsFunc(all, func(r sent) bool { return s.rows[r.key].ID == id })
		}
		for range rapid.IntRange(1, 12).Draw(t, "polls") {
			s.clock.Forward(time.Duration(rapid.IntRange(0, 90).Draw(t, "s")) * time.Second)
			row := rapid.SampledFrom(all).Draw(t, "row")
			if row.id != "" && rapid.Bool().Draw(t, "calls begin") {
				s.calls[row.id] = callsTo(row.number.String())
			}
			var rows []model.Batch
			for _, r := range all {
				rows = append(rows, s.rows[r.key])
			}
			f, err := s.sender().Reconcile(t.Context(), s.rows[row.key], dispatch.LedgerView{Numbers: []phone.Number{row.number}, Ours: taken, Open: open(rows...)})
			if err != nil {
				t.Fatal(err)
			}
			if f.Batch.State == model.SendAccepted && f.Batch.ID != row.id {
				t.Fatalf("%s was given %q, the service has it as %q; list %+v", row.key, f.Batch.ID, row.id, s.list)
			}
			if f.LongEnough && row.id != "" {
				t.Fatalf("%s is said not to be on the list, where it is as %s", row.key, row.id)
			}
		}
		for _, r := range all {
			if s.rows[r.key].State == model.SendAccepted {
				found++
			} else if r.id != "" {
				left++
			}
		}
	})
	if found == 0 {
		t.Error("nothing was ever found")
	}
	t.Logf("%d found, %d left to the operator", found, left)
}
