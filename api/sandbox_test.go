package api_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/api"
	"callsheet/api/apitest"
	"callsheet/api/sandbox"
	"callsheet/model/clocktest"
)

const sandboxAddress = "https://sandbox.invalid"

// rehearsal is a client of a strict sandbox whose clock the test moves.
type rehearsal struct {
	*api.Client
	box   *sandbox.Sandbox
	clock *clocktest.Clock
}

func rehearse(t *testing.T, change ...func(*sandbox.Config)) *rehearsal {
	t.Helper()
	r := &rehearsal{clock: clocktest.At(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))}
	cfg := sandbox.Config{
		Key: testKey, UserID: "user_1", Clock: r.clock.Now,
		Agents: []sandbox.Agent{{ID: "agent_1", Name: "Renewals", Type: api.AgentOutbound, Active: true}},
	}
	for _, f := range change {
		f(&cfg)
	}
	r.box = sandbox.New(cfg)
	held := sandbox.TransportTo(apitest.Hold(t, r.box))
	r.Client = client(t, sandboxAddress, func(cfg *api.Config) { cfg.Transport = held })
	return r
}

func contacts(n int) []api.Contact {
	all := make([]api.Contact, n)
	for i := range all {
		all[i] = api.Contact{Phone: fmt.Sprintf("+447400%06d", i), Name: fmt.Sprint("Person ", i)}
	}
	return all
}

// TestEveryCombinationOfOptionalsIsAccepted gives every combination of a
// contact's optionals without options and with all of them, and every
// combination of options for a bare and a full contact.
func TestEveryCombinationOfOptionalsIsAccepted(t *testing.T) {
	r := rehearse(t)
	person := []func(*api.Contact){
		func(c *api.Contact) { c.ID = "contact_1" },
		func(c *api.Contact) { c.Name = "Ada" },
		func(c *api.Contact) { c.Email = "ada@example.com" },
		func(c *api.Contact) { c.Company = "Engines" },
		func(c *api.Contact) { c.Metadata = map[string]any{"text": "x", "number": 1.5, "yes": true} },
	}
	options := []func(*api.Options){
		func(o *api.Options) { o.Priority = 7 },
		func(o *api.Options) { o.TimeZone = "Europe/London" },
		func(o *api.Options) { o.TimeZone, o.ScheduledStart = "UTC", r.clock.Now().Add(time.Hour) },
		func(o *api.Options) { o.MaxCallsPerSecond = 30 },
		func(o *api.Options) { o.MaxAttempts = 1 },
		func(o *api.Options) { o.NoAnswerDelay = time.Hour },
		func(o *api.Options) { o.BusyDelay = time.Millisecond },
		func(o *api.Options) { o.OnCallComplete = "https://example.com/a" },
		func(o *api.Options) { o.OnBatchComplete = "https://example.com/b" },
		func(o *api.Options) { o.OnBatchFailed = "http://example.com/c" },
		func(o *api.Options) { o.Tags = []string{"a", "b"} },
	}
	wholePerson, allOptions := 1<<len(person)-1, 1<<len(options)-1
	for p := range wholePerson + 1 {
		for o := range allOptions + 1 {
			if p > 0 && p < wholePerson && o > 0 && o < allOptions || testing.Short() && (p+o)%7 != 0 {
				continue
			}
			b := api.BatchRequest{AgentID: "agent_1", Contacts: contacts(1)}
			b.Contacts[0].Name = ""
			apply(person, p, &b.Contacts[0])
			apply(options, o, &b.Options)
			created, err := r.CreateBatch(t.Context(), b)
			if err != nil {
				t.Fatalf("contact %05b, options %011b: %v", p, o, err)
			}
			if created.BatchID == "" || created.Status != api.StatusIngesting || created.HTTPStatus != http.StatusAccepted {
				t.Fatalf("contact %05b, options %011b: %+v", p, o, created)
			}
		}
	}
}

// apply sets the optionals whose bit is set.
func apply[T any](optionals []func(*T), bits int, to *T) {
	for i, set := range optionals {
		if bits>>i&1 == 1 {
			set(to)
		}
	}
}

func TestWhatValidateAcceptsTheSandboxAccepts(t *testing.T) {
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		b := batches(t)
		r := rehearse(outer, func(cfg *sandbox.Config) {
			cfg.UserID = ""
			cfg.Agents = []sandbox.Agent{{ID: b.AgentID, Active: true}}
		})
		if _, err := r.CreateBatch(outer.Context(), b); err != nil {
			t.Fatalf("refused: %v", err)
		}
	})
}

func TestABatchFromBeginningToEnd(t *testing.T) {
	r := rehearse(t)
	ctx := t.Context()
	agent, err := r.Agent(ctx, "agent_1")
	if err != nil || !agent.Active || !agent.ActiveKnown || agent.Type != api.AgentOutbound || agent.Name != "Renewals" {
		t.Fatalf("agent %+v, %v", agent, err)
	}
	created, err := r.CreateBatch(ctx, api.BatchRequest{AgentID: "agent_1", Contacts: contacts(25), Options: api.Options{Priority: 8, MaxAttempts: 1}})
	if err != nil {
		t.Fatal(err)
	}
	r.clock.Forward(24 * time.Hour)

	st, err := r.BatchStatistics(ctx, created.BatchID, -1)
	if err != nil {
		t.Fatal(err)
	}
	if st.BatchID != created.BatchID || st.Status != api.StatusCompleted || st.Total != 25 || st.Processed != 25 ||
		st.Succeeded+st.Failed != 25 || st.PercentComplete != 100 || st.Priority != 8 || st.AgentID != "agent_1" ||
		st.CreatedAt.IsZero() || st.StartedAt.IsZero() || st.CompletedAt.IsZero() || len(st.RecentCalls) != 25 {
		t.Errorf("statistics %+v", st)
	}
	if few, err := r.BatchStatistics(ctx, created.BatchID, 3); err != nil || len(few.RecentCalls) != 3 {
		t.Errorf("3 recent calls: %d, %v", len(few.RecentCalls), err)
	}
	list, err := r.ListBatches(ctx)
	if err != nil || len(list.Batches) != 1 || !list.ServerTime.Equal(r.clock.Now()) {
		t.Fatalf("list %+v, %v", list, err)
	}
	if b := list.Batches[0]; b.BatchID != created.BatchID || b.Total != 25 || b.Priority != 8 || b.CreatedAt.IsZero() {
		t.Errorf("list %+v, %v", list, err)
	}
	calls, err := r.BatchCalls(ctx, created.BatchID)
	if err != nil || len(calls) != 25 {
		t.Fatalf("%d calls, %v", len(calls), err)
	}
	talked := 0
	for _, call := range calls {
		one, err := r.CallStatus(ctx, call.ID)
		if err != nil || one.ID != call.ID || one.Phone != call.Phone || one.Status != call.Status || one.ContactID == "" || one.BatchID != created.BatchID {
			t.Fatalf("call %+v, %v", one, err)
		}
		if call.Status != api.CallCompleted {
			continue
		}
		talked++
		details, err := r.CallDetails(ctx, call.ID)
		if err != nil || len(details.Transcript) == 0 || details.Duration != call.Duration || details.Agent != "Renewals" || details.RecordingURL == "" {
			t.Fatalf("details %+v, %v", details, err)
		}
		metrics, err := r.CallMetrics(ctx, api.MetricQuery{CallID: call.ID, AgentID: "agent_1", ContactID: one.ContactID})
		if err != nil || metrics.Summary == "" || !strings.Contains(string(metrics.Measured), `"metricJson":{"intent":`) {
			t.Fatalf("metrics %+v, %v", metrics, err)
		}
	}
	if talked == 0 {
		t.Error("nobody answered, so no transcript was read")
	}
}

func TestCancelAndDialAgainstTheSandbox(t *testing.T) {
	r := rehearse(t)
	ctx := t.Context()
	created, err := r.CreateBatch(ctx, api.BatchRequest{AgentID: "agent_1", Contacts: contacts(50)})
	if err != nil {
		t.Fatal(err)
	}
	done, err := r.CancelBatch(ctx, created.BatchID)
	if err != nil || done.Status != api.StatusCancelled || done.BatchID != created.BatchID || done.CancelledJobs != 50 {
		t.Errorf("cancel %+v, %v", done, err)
	}
	me := api.DialRequest{
		To: "+447700900123", AgentID: "agent_1", ContactID: "me", Name: "Ada", Email: "ada@example.com", Company: "Engines",
		Metadata: map[string]any{"plan": "gold"}, CallbackURL: "https://example.com/called",
	}
	dialled, err := r.Dial(ctx, me)
	if err != nil || dialled.CallID == "" || dialled.Status != api.CallOngoing || dialled.ContactID != "me" {
		t.Fatalf("dial %+v, %v", dialled, err)
	}
	_, err = r.Dial(ctx, me)
	var e *api.Error
	if !errors.As(err, &e) || e.Status != http.StatusConflict || e.CallID != dialled.CallID || !e.Documented {
		t.Errorf("a second dial gave %#v", err)
	}
}

func TestTheSandboxRefusesAsTheServiceDoes(t *testing.T) {
	request := api.BatchRequest{AgentID: "agent_1", Contacts: contacts(300)}
	rows := []struct {
		name   string
		change func(*sandbox.Config)
		ask    func(*api.BatchRequest)
		status int
		code   string
	}{
		{"another key", func(c *sandbox.Config) { c.Key = "other" }, nil, 401, ""},
		{"another user", func(c *sandbox.Config) { c.UserID = "other" }, nil, 403, "FORBIDDEN"},
		{"too few minutes", func(c *sandbox.Config) { c.Minutes = 500 }, nil, 402, "INSUFFICIENT_CREDITS"},
		{"an unknown agent", func(c *sandbox.Config) { c.Agents = []sandbox.Agent{} }, nil, 404, "AGENT_NOT_FOUND"},
		{"a start that has passed", nil, func(b *api.BatchRequest) {
			b.Options.ScheduledStart, b.Options.TimeZone = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), "UTC"
		}, 400, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r := rehearse(t, func(cfg *sandbox.Config) {
				if row.change != nil {
					row.change(cfg)
				}
			})
			b := request
			if row.ask != nil {
				row.ask(&b)
			}
			_, err := r.CreateBatch(t.Context(), b)
			var e *api.Error
			if !errors.As(err, &e) || e.Status != row.status || !e.Documented || !e.Sent {
				t.Fatalf("error %#v", err)
			}
			if row.code != "" && e.Code != row.code {
				t.Errorf("code %q, want %q", e.Code, row.code)
			}
			if e.HasMinutes != (row.status == 402) || e.HasMinutes && (e.MinutesRequired != 600 || e.MinutesAvailable != 500) {
				t.Errorf("minutes %v %v %v", e.HasMinutes, e.MinutesRequired, e.MinutesAvailable)
			}
		})
	}
}
