package ui

import (
	"context"
	"errors"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// agentCheck is what is known of the agent that was typed.
type agentCheck struct {
	id      string
	asking  bool
	found   session.Agent
	known   bool
	problem string
	field   model.OptionKey // that has to be put right
}

// faultyField is an error that says which fields of a request were wrong.
type faultyField interface {
	error
	Faulty(field string) bool
}

type (
	agentDue   struct{}
	agentFound struct {
		id    string
		agent session.Agent
		err   error
	}
)

func (o *optionsScreen) agentNote(id string) string {
	s := o.console.Theme.Glyphs
	switch {
	case id == "" || id != o.agent.id:
		return ""
	case o.agent.asking:
		return "asking Dialgen" + s.Ellipsis
	case o.agent.known:
		return s.Check + " " + o.agent.found.Name
	}
	return ""
}

func (o *optionsScreen) findAgent() tea.Cmd {
	id := strings.TrimSpace(o.console.Campaign.Values[model.OptAgent])
	user := strings.TrimSpace(o.console.Campaign.Values[model.OptUser])
	if id == "" || user == "" || o.console.Config.Account.Missing != "" {
		return nil
	}
	o.agent = agentCheck{id: id, asking: true}
	o.note()
	service := o.console.Config.Service
	return o.requests.Ask("agent", func(ctx context.Context) tea.Msg {
		agent, err := service.Agent(ctx, user, id)
		return agentFound{id, agent, err}
	})
}

func (o *optionsScreen) agentFound(msg agentFound) {
	o.agent = agentCheck{id: msg.id, field: model.OptAgent}
	switch {
	case msg.err != nil:
		if e, says := errors.AsType[faultyField](msg.err); says && e.Faulty("userId") && !e.Faulty("agentId") {
			o.agent.field = model.OptUser
		}
		o.agent.problem = reason.Sentence(msg.err)
	case msg.agent.WhyNot() != "":
		o.agent.problem = msg.agent.WhyNot()
	default:
		o.agent.known, o.agent.found = true, msg.agent
	}
	o.note()
}
