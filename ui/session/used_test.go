package session

import (
	"slices"
	"testing"
	"time"

	"callsheet/model"
)

func TestWhatConfirmedCampaignsOfTheServiceHadIsUsedBefore(t *testing.T) {
	campaign := func(service, agent string, confirmed bool) model.Summary {
		s := model.Summary{Draft: model.Draft{Service: service, Values: model.OptionValues{model.OptAgent: agent, model.OptTags: "spring, vip"}}}
		if confirmed {
			s.Confirmed = time.Unix(1, 0)
		}
		return s
	}
	used := UsedBefore([]model.Summary{
		campaign("here", " agent_2 ", true), campaign("here", "agent_typo", false), campaign("elsewhere", "agent_9", true),
		campaign("here", "agent_1", true), campaign("here", "agent_2", true), campaign("here", "", true),
	}, "here")
	if !slices.Equal(used[model.OptAgent], []string{"agent_2", "agent_1"}) || !slices.Equal(used[model.OptTags], []string{"spring, vip"}) || len(used[model.OptOnCallComplete]) > 0 {
		t.Errorf("%v", used)
	}
}
