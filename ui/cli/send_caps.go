package cli

import (
	"time"

	"callsheet/model"
)

// capLines say who is not called, or tried less, by how often they may be rung, and what
// to do.
func (d draft) capLines(now time.Time) []string {
	lines := d.ahead.CapWords(now.In(machineClock()))
	if d.ahead.OverCap() > 0 {
		lines = append(lines, "To ring them more often give --hours with a cap or a pause of your own, such as 'daily 8-20, max 6 in 24h', and --basis with the reason.")
	}
	return lines
}

// sendCap is contacts whom a cap or a pause of the rules allows fewer tries than were asked.
type sendCap struct {
	Contacts int    `json:"contacts"`
	Called   bool   `json:"called"`
	Tries    int    `json:"tries"` // that are left to the first of them, with the one that the service may add
	Why      string `json:"why"`
}

func reportCaps(caps model.Caps) []sendCap {
	all := []sendCap{}
	for _, c := range caps.Out {
		all = append(all, sendCap{len(c.Rows), false, c.Allowed, c.Words()})
	}
	for _, c := range caps.Fewer {
		all = append(all, sendCap{len(c.Rows), true, c.Allowed, c.FewerWords()})
	}
	return all
}
