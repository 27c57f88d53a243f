package cli

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"callsheet/api"
	"callsheet/model/printable"
	"callsheet/ui/session"
)

// accountProber asks services about accounts, for session.AccountCheck.
type accountProber struct {
	transport http.RoundTripper // nil = the network
	known     *knownKey         // is told of the key, so that nothing that is written shows it; nil = nobody is
}

// mostAgents bounds how many agents of an account's batches are named.
const mostAgents = 20

func (p accountProber) client(a session.Account) (*api.Client, error) {
	if p.known != nil {
		p.known.is(a.Key)
	}
	if err := api.CheckAddress(a.Service); err != nil {
		return nil, &session.AccountRefusal{Part: session.AccountService, Err: err}
	}
	client, err := api.New(api.Config{BaseURL: a.Service, Key: a.Key, UserID: a.User, UserAgent: userAgent(), Transport: p.transport})
	if err != nil {
		return nil, &session.AccountRefusal{Part: session.AccountKey, Err: err}
	}
	return client, nil
}

// Reach implements session.AccountProber. A service that knows no such question, or wants a key
// for it, is there all the same.
func (p accountProber) Reach(ctx context.Context, a session.Account) (session.Reached, error) {
	if err := api.CheckAddress(a.Service); err != nil {
		return session.Reached{}, &session.AccountRefusal{Part: session.AccountService, Err: err}
	}
	id, err := api.Sandbox(ctx, a.Service)
	if err == nil && id != "" {
		return session.Reached{Sandbox: true}, nil
	}
	health, err := api.ReadHealth(ctx, api.Config{BaseURL: a.Service, Key: a.Key, UserAgent: userAgent(), Transport: p.transport})
	failure, answered := errors.AsType[*api.Error](err)
	switch {
	case err == nil:
		return session.Reached{At: health.ServerTime, Said: health.Status}, nil
	case answered && (isRefusal(err) || failure.Status == http.StatusNotFound || failure.Status == http.StatusUnauthorized):
		return session.Reached{At: failure.ServerTime}, nil
	}
	return session.Reached{}, err
}

// Admit implements session.AccountProber: whoever may see the list of batches is admitted.
func (p accountProber) Admit(ctx context.Context, a session.Account) (session.Admitted, error) {
	client, err := p.client(a)
	if err != nil {
		return session.Admitted{}, err
	}
	list, err := client.ListBatches(ctx)
	failure, answered := errors.AsType[*api.Error](err)
	switch {
	case err == nil:
		return session.Admitted{At: list.ServerTime, Agents: agentsOf(list.Batches)}, nil
	case !answered || !isRefusal(err):
		return session.Admitted{}, err
	case failure.Status == http.StatusUnauthorized:
		return session.Admitted{}, &session.AccountRefusal{Part: session.AccountKey, Err: err}
	case failure.Status != http.StatusForbidden && failure.Status != http.StatusBadRequest:
		return session.Admitted{}, err
	case a.User == "":
		return session.Admitted{At: failure.ServerTime}, nil // it wants to know the user, of a key that it knows
	}
	return session.Admitted{}, &session.AccountRefusal{Part: session.AccountUser, Err: err}
}

// agentsOf are the agents that batches had, the latest first.
func agentsOf(batches []api.BatchSummary) []string {
	var ids []string
	for _, b := range batches {
		id := printable.Text(b.AgentID, 256)
		if id != b.AgentID || id == "" || slices.Contains(ids, id) {
			continue
		}
		if ids = append(ids, id); len(ids) == mostAgents {
			break
		}
	}
	return ids
}

// LookUp implements session.AccountProber.
func (p accountProber) LookUp(ctx context.Context, a session.Account) (session.Agent, error) {
	client, err := p.client(a)
	if err != nil {
		return session.Agent{}, err
	}
	agent, err := client.Agent(ctx, a.Agent)
	if err == nil {
		return agentAs(agent), nil
	}
	failure, answered := errors.AsType[*api.Error](err)
	if !answered || !isRefusal(err) {
		return session.Agent{}, err
	}
	part := session.AccountAgent
	switch {
	case failure.Status == http.StatusUnauthorized:
		part = session.AccountKey
	case failure.Status == http.StatusForbidden, failure.Faulty("userId") && !failure.Faulty("agentId"):
		part = session.AccountUser
	case failure.Status != http.StatusNotFound && failure.Status != http.StatusBadRequest:
		return session.Agent{}, err
	}
	return session.Agent{}, &session.AccountRefusal{Part: part, Err: err}
}

// agentAs is an agent of the service's in the console's terms.
func agentAs(a api.Agent) session.Agent {
	return session.Agent{
		Name:     printable.Text(a.Name, 80),
		Active:   a.Active || !a.ActiveKnown,
		Outbound: a.Type != api.AgentInbound,
	}
}
