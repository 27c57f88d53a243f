package session

import (
	"slices"
	"strings"

	"callsheet/model"
)

// Used is what options were in earlier campaigns, the latest first.
type Used map[model.OptionKey][]string

// usedKeys are the options that are likely to be the same again.
var usedKeys = []model.OptionKey{model.OptAgent, model.OptTags, model.OptOnCallComplete, model.OptOnBatchComplete, model.OptOnBatchFailed}

// mostUsed bounds what is remembered of an option.
const mostUsed = 30

// UsedBefore is what the confirmed campaigns for a service were dialled with. What was
// only typed may have been wrong, and what was for another service is of no use here.
func UsedBefore(campaigns []model.Summary, service string) Used {
	used := Used{}
	for _, c := range campaigns {
		if c.Confirmed.IsZero() || c.Draft.Service != service {
			continue
		}
		for _, k := range usedKeys {
			value := strings.TrimSpace(c.Draft.Values[k])
			if value != "" && len(used[k]) < mostUsed && !slices.Contains(used[k], value) {
				used[k] = append(used[k], value)
			}
		}
	}
	return used
}
