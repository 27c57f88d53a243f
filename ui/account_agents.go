package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/session"
)

// accountAgents are the agents that have called for the user of the account, by their names.
type accountAgents struct {
	of    session.Account // without an agent, for whom they were asked
	named map[string]session.Agent
}

// nameAgents asks for their names once the user is known to be the key's own.
func (a *accountScreen) nameAgents() tea.Cmd {
	of := a.settings().Account
	of.Agent = ""
	ids := a.check.Agents()
	if a.check.Finding(session.AccountUser).State != session.AccountGood || len(ids) == 0 || of == a.agents.of {
		return nil
	}
	a.agents = accountAgents{of: of}
	prober := a.setup.Prober
	return a.requests.Ask("names", func(ctx context.Context) tea.Msg {
		return agentsNamed{session.NameAgents(ctx, ids, func(ctx context.Context, id string) (session.Agent, error) {
			one := of
			one.Agent = id
			return prober.LookUp(ctx, one)
		})}
	})
}

// agentsNamed shows the names where agents are offered.
func (a *accountScreen) agentsNamed(msg agentsNamed) {
	a.agents.named = msg.names
	if a.form.Focused() == accountAgent && a.form.Suggesting() {
		a.suggest(false)
		a.note()
	}
}
