package ui

import (
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// agentChoice offers an agent by its name where that is known, beside its id, and says where it
// makes no calls.
func agentChoice(id string, named map[string]session.Agent) (choice widget.Suggestion, known bool) {
	agent, known := named[id]
	if !known || agent.Name == "" {
		return widget.Suggestion{Value: id, Label: id}, false
	}
	choice = widget.Suggestion{Value: id, Label: agent.Name, Detail: id}
	switch {
	case !agent.Active:
		choice.Label += ", switched off"
	case !agent.Outbound:
		choice.Label += ", only takes calls"
	}
	return choice, true
}
