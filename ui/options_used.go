package ui

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

type (
	usedFound struct {
		used    session.Used
		earlier []model.Summary
	}
	agentsNamed struct{ names map[string]session.Agent }
)

// findUsed finds what earlier campaigns were dialled with. Without an answer there is
// only nothing to choose from.
func (o *optionsScreen) findUsed() tea.Cmd {
	campaigns, service := o.console.Config.Store.Campaigns, o.console.Config.Account.Service
	if campaigns == nil {
		return nil
	}
	return o.requests.Ask("used", func(ctx context.Context) tea.Msg {
		all, _ := campaigns.Summaries(ctx) //nolint:errcheck // what could be listed is enough
		return usedFound{session.UsedBefore(all, service), all}
	})
}

// nameAgents asks for the names of the agents used before, which only the service has.
func (o *optionsScreen) nameAgents(used session.Used) tea.Cmd {
	o.used = used
	ids := used[model.OptAgent]
	if len(ids) == 0 || o.console.Config.Account.Missing != "" {
		return nil
	}
	service, user := o.console.Config.Service, strings.TrimSpace(o.console.Campaign.Values[model.OptUser])
	return o.requests.Ask("names", func(ctx context.Context) tea.Msg {
		return agentsNamed{session.NameAgents(ctx, ids, func(ctx context.Context, id string) (session.Agent, error) {
			return service.Agent(ctx, user, id)
		})}
	})
}

// tagChoices are the tags of earlier campaigns that what stands behind the last comma is
// part of, each with the tags before it; of an empty field, all that one had, too. asked
// for behind a tag, they are those that it could be followed by.
func (o *optionsScreen) tagChoices(asked bool) []widget.Suggestion {
	text := strings.TrimSpace(o.form.Value(string(model.OptTags)))
	var before []string
	pieces := strings.Split(text, ",")
	if asked && text != "" {
		pieces = append(pieces, "")
	}
	for _, tag := range pieces[:len(pieces)-1] {
		if tag = strings.TrimSpace(tag); tag != "" {
			before = append(before, tag)
		}
	}
	piece := strings.TrimSpace(pieces[len(pieces)-1])
	var choices []widget.Suggestion
	seen := map[string]bool{}
	add := func(label, value string) {
		if !seen[value] && len(choices) < mostListed {
			seen[value] = true
			choices = append(choices, widget.Suggestion{Value: value, Label: label})
		}
	}
	for _, used := range o.used[model.OptTags] {
		if text == "" {
			add(used, used)
		}
		for tag := range strings.SplitSeq(used, ",") {
			tag = strings.TrimSpace(tag)
			if tag != "" && !strings.EqualFold(tag, piece) && !slices.Contains(before, tag) && strings.Contains(strings.ToLower(tag), strings.ToLower(piece)) {
				add(tag, strings.Join(append(slices.Clip(before), tag), ", "))
			}
		}
	}
	return choices
}

// usedChoices are the values of an option in earlier campaigns that what was typed is
// part of, agents by their names too.
func (o *optionsScreen) usedChoices(key model.OptionKey, typed string) []widget.Suggestion {
	if key == model.OptTags {
		return o.tagChoices(typed == "")
	}
	var choices []widget.Suggestion
	typed = strings.ToLower(strings.TrimSpace(typed))
	for _, value := range o.used[key] {
		choice := widget.Suggestion{Value: value, Label: value}
		if key == model.OptAgent {
			choice, _ = agentChoice(value, o.agents)
		}
		if strings.Contains(strings.ToLower(choice.Label+" "+choice.Value), typed) {
			choices = append(choices, choice)
		}
	}
	if only := slices.ContainsFunc(choices, func(c widget.Suggestion) bool { return strings.ToLower(c.Value) == typed }); only && len(choices) == 1 {
		return nil
	}
	return choices[:min(len(choices), mostListed)]
}
