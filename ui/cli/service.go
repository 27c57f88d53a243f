package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/config"
	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

// service fills the console's port to Dialgen with the API client, and sends
// through the ledger.
type service struct {
	client  *api.Client
	address string    // as the settings have it
	who     *identity // as campaigns remember it
	store   *shared.Store
	now     func() time.Time // the service's clock
	missing error            // why there is no client

	readOnly session.ReadOnly // the rule under which it is worked with
}

func (s service) Agent(ctx context.Context, user, id string) (session.Agent, error) {
	if s.missing != nil {
		return session.Agent{}, s.missing
	}
	a, err := s.client.For(user).Agent(ctx, id)
	if err != nil {
		return session.Agent{}, err
	}
	return agentAs(a), nil
}

// sender sends and settles batches of one user: the service lists to each user
// only what is theirs.
func (s service) sender(user string, tell func(dispatch.Notice)) dispatch.Sender {
	return dispatch.Sender{Client: s.client.For(user), Ledger: s.store.Ledger, Now: s.now, Tell: tell, Until: s.store.Ledger.Until}
}

// Send sends one batch of a plan. A plan whose numbers are not those that were
// confirmed is not sent.
func (s service) Send(ctx context.Context, plan model.Plan, b model.Batch, progress *session.SendProgress) model.Batch {
	switch {
	case s.readOnly.On():
		b.Reason = s.readOnly.Why()
		return b
	case s.missing != nil:
		b.Reason = s.missing.Error()
		return b
	case !isConfirmed(plan, b):
		b.Reason = otherNumbers
		return b
	}
	if err := s.isHere(b); err != nil {
		b.Reason = "Nothing was sent. " + reason.Sentence(err)
		return b
	}
	sender := s.sender(b.User, func(n dispatch.Notice) { progress.Tell(n.String()) })
	return sender.Send(ctx, b, batchRequest(plan.OptionsAt(b.Index, s.now()), plan.Contacts(b.Index)))
}

// isHere returns an error when a batch is for another service than this one,
// which knows nothing of it: what it was confirmed for, and guarded against, is
// that other one.
func (s service) isHere(b model.Batch) error {
	here := s.who.String()
	switch {
	case b.Service == here:
		return nil
	case model.IsSandbox(b.Service) != model.IsSandbox(here):
		return model.UserError(fmt.Sprintf("This batch was confirmed for %s, and now it would go to %s: a rehearsal and real calls are never taken for one another. Start the campaign anew from its file, or work with the other service again.",
			model.ServiceWords(b.Service), model.ServiceWords(here)))
	}
	return model.UserError(fmt.Sprintf("This batch is for %s, and this console works with %s. Open the campaign there, with --profile.", model.ServiceWords(b.Service), model.ServiceWords(here)))
}

// clientOf is the client of the user that a batch was sent by, who alone is shown it.
func (s service) clientOf(b model.Batch) (*api.Client, error) {
	if s.missing != nil {
		return nil, s.missing
	}
	if err := s.isHere(b); err != nil {
		return nil, err
	}
	return s.client.For(b.User), nil
}

// isConfirmed reports whether the numbers of a plan's batch are those that stand
// in the ledger.
func isConfirmed(plan model.Plan, b model.Batch) bool {
	return b.Index < plan.Batches() && model.NumbersHash(plan.Numbers(b.Index)) == b.Hash
}

const otherNumbers = "Nothing was sent: these are not the numbers that were confirmed. Start the campaign anew from its file."

func (s service) Reconcile(ctx context.Context, b model.Batch, looks int) (model.Finding, error) {
	if s.missing != nil {
		return model.Finding{Batch: b, Polls: looks}, s.missing
	}
	if err := s.isHere(b); err != nil {
		return model.Finding{Batch: b, Polls: looks}, err
	}
	view, err := s.ledgerView(ctx, b, looks)
	if err != nil {
		return model.Finding{Batch: b, Polls: looks}, &session.LedgerError{Err: err}
	}
	return s.sender(b.User, nil).Reconcile(ctx, b, view)
}

// ledgerView is what the ledger knows beside a batch that is looked for, and the team of those
// of colleagues: one that is another's is not this one, however alike they are. While the team is
// away, nothing is found.
func (s service) ledgerView(ctx context.Context, b model.Batch, looks int) (dispatch.LedgerView, error) {
	numbers, err := s.store.Ledger.Numbers(ctx, b.Key)
	if err != nil {
		return dispatch.LedgerView{}, err
	}
	theirs := map[string]bool{} // ids of colleagues' batches
	open := func(ctx context.Context) ([]model.Batch, error) {
		rows, err := s.store.Ledger.Batches(ctx, model.SendSending, model.SendUnknown)
		if err != nil {
			return nil, err
		}
		others, err := s.store.Team.Theirs(ctx, b.Key)
		for _, other := range others {
			here := slices.ContainsFunc(rows, func(row model.Batch) bool { return row.Key == other.Key })
			switch {
			case other.ID != "":
				theirs[other.ID] = true
			case !here && (other.State == model.SendSending || other.State == model.SendUnknown):
				rows = append(rows, other)
			}
		}
		return rows, err
	}
	ours := s.ours(ctx)
	known := func(batchID string) bool { return theirs[batchID] || ours(batchID) }
	return dispatch.LedgerView{Numbers: numbers, Ours: known, Open: open, Polls: looks}, nil
}

// ours tells whether a batch of the service belongs to another of our intents.
// One that cannot be looked up is not taken for a stranger's.
func (s service) ours(ctx context.Context) func(string) bool {
	return func(batchID string) bool {
		known, err := s.store.Ledger.Known(ctx, batchID)
		return known || err != nil
	}
}

func (s service) Adopt(ctx context.Context, b model.Batch, c model.Candidate) (model.Batch, error) {
	if err := s.readOnly.Err(); err != nil {
		return b, err
	}
	if err := s.isHere(b); err != nil {
		return b, err
	}
	return s.sender(b.User, nil).Adopt(ctx, b, c)
}

func (s service) MarkNotSent(ctx context.Context, b model.Batch) (model.Batch, error) {
	if err := s.readOnly.Err(); err != nil {
		return b, err
	}
	if err := s.isHere(b); err != nil {
		return b, err
	}
	return s.sender(b.User, nil).MarkNotSent(ctx, b)
}

func (s service) Preview(plan model.Plan, contacts int) (body string, curl []string) {
	if plan.Batches() == 0 {
		return "", nil
	}
	first := plan.Only(0)
	var raw, pretty bytes.Buffer
	if err := batchRequest(plan.OptionsAt(0, s.now()), first.Sample(contacts)).Encode(&raw); err != nil {
		return reason.Sentence(err), nil
	}
	if err := json.Indent(&pretty, raw.Bytes(), "", "  "); err != nil {
		return reason.Sentence(err), nil
	}
	if s.client != nil {
		curl = s.client.CreateCommand(config.EnvKey, "request.json")
	}
	return pretty.String(), curl
}

// batchRequest is what the service is asked for: the plan's options and contacts in
// the API's terms.
func batchRequest(o model.Options, contacts []model.Contact) api.BatchRequest {
	r := api.BatchRequest{
		AgentID:  o.Agent,
		UserID:   o.User,
		Contacts: make([]api.Contact, len(contacts)),
		Options: api.Options{
			Priority: o.Priority, ScheduledStart: o.Start, TimeZone: o.TimeZone,
			MaxCallsPerSecond: o.CallsPerSecond, MaxAttempts: o.MaxAttempts,
			NoAnswerDelay: o.NoAnswerDelay, BusyDelay: o.BusyDelay,
			OnCallComplete: o.OnCallComplete, OnBatchComplete: o.OnBatchComplete, OnBatchFailed: o.OnBatchFailed,
			Tags: o.Tags,
		},
	}
	for i, c := range contacts {
		r.Contacts[i] = apiContact(c)
	}
	return r
}

// apiContact is a contact in the API's terms.
func apiContact(c model.Contact) api.Contact {
	return api.Contact{ID: c.ID, Phone: c.Number.String(), Name: c.Name, Email: c.Email, Company: c.Company, Metadata: c.Metadata}
}

func (s service) Statistics(ctx context.Context, b model.Batch, calls int) (model.Statistics, error) {
	client, err := s.clientOf(b)
	if err != nil {
		return model.Statistics{}, err
	}
	_, stats, err := lookAtBatch(ctx, client, b.ID, calls)
	return stats, err
}

// lookAtBatch asks about a batch with its latest calls. Once it has ended it asks
// for all of them, which tell who was rung and when: whoever was not is free to be
// called by another.
func lookAtBatch(ctx context.Context, client *api.Client, batchID string, calls int) (api.BatchStatistics, model.Statistics, error) {
	b, err := client.BatchStatistics(ctx, batchID, calls)
	if err != nil {
		return b, model.Statistics{}, err
	}
	stats := statistics(b)
	if !stats.Status.Ended() {
		return b, stats, nil
	}
	all := stats.Calls
	if len(all) >= calls {
		whole, err := client.BatchStatistics(ctx, batchID, -1)
		if err != nil || whole.Status != b.Status {
			return b, stats, nil //nolint:nilerr // the end is known all the same
		}
		all = statistics(whole).Calls
	}
	if rings, known := model.LastRings(all); known {
		stats.Rings, stats.Tally = rings, model.TallyOf(all)
	}
	return b, stats, nil
}

// statistics is a look at a batch in the domain's terms.
func statistics(b api.BatchStatistics) model.Statistics {
	stats := model.Statistics{
		Status: model.BatchStatus(b.Status), Total: b.Total, Processed: b.Processed, Succeeded: b.Succeeded,
		Failed: b.Failed, Pending: b.Pending, Rate: b.CallsPerSecond, StartedAt: b.StartedAt, EndedAt: b.CompletedAt,
		Calls: callsOf(b.RecentCalls),
	}
	return stats
}

// contactSpeaks names who is called in a transcript.
const contactSpeaks = "Contact"

func (s service) CallDetail(ctx context.Context, b model.Batch, callID string) (session.CallDetail, error) {
	words, err := s.CallWords(ctx, b, callID)
	if err != nil {
		return session.CallDetail{}, err
	}
	detail := session.CallDetail{}
	if address, err := model.RecordingAddress(words.Recording); err == nil {
		detail.Recording = address
	}
	for _, turn := range words.Turns {
		who := turn.Role
		switch who {
		case "assistant":
			who = "Agent"
		case "user":
			who = contactSpeaks
		}
		detail.Turns = append(detail.Turns, session.Turn{Who: who, Text: turn.Text})
	}
	// Metrics are worked out some time after a call: a call without them is
	// still worth reading.
	if contact, err := s.CallContact(ctx, b, callID); err == nil {
		detail.Summary, _, _ = s.CallMetrics(ctx, b, callID, contact) //nolint:errcheck // as said above
	}
	return detail, nil
}

// isRefusal reports whether the service said in its own words that it will not
// answer: it will say so again.
func isRefusal(err error) bool {
	failure, ok := errors.AsType[*api.Error](err)
	return ok && failure.Documented && failure.Status >= 400 && failure.Status < 500 && failure.Status != http.StatusTooManyRequests
}

// Identify asks the service who it is and returns its name. While that is not
// known, or it says nothing, its calls are real.
func (s service) Identify(ctx context.Context) (string, error) {
	ask := s.client.Identify
	if s.missing != nil {
		ask = func(ctx context.Context) (string, error) { return api.Sandbox(ctx, s.address) }
	}
	id, err := ask(ctx)
	if err == nil && id != "" {
		s.who.is(model.SandboxService(id))
		if s.store != nil {
			s.store.Guards.WorksWith(s.who.String())
		}
	}
	return s.who.String(), err
}
