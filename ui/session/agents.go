package session

import "context"

// mostAgentsNamed bounds how many agents are asked for their names.
const mostAgentsNamed = 8

// NameAgents asks for the first of some agents, one after another: the service has a list of
// neither agents nor their names. Those of which it says nothing are left out.
func NameAgents(ctx context.Context, ids []string, lookUp func(ctx context.Context, id string) (Agent, error)) map[string]Agent {
	named := map[string]Agent{}
	for _, id := range ids[:min(len(ids), mostAgentsNamed)] {
		agent, err := lookUp(ctx, id)
		switch {
		case err == nil:
			named[id] = agent
		case ctx.Err() != nil:
			return named
		}
	}
	return named
}
