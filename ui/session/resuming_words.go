package session

import (
	"fmt"
	"slices"
	"time"

	"callsheet/model"
)

// name is that of a segment whose people go on, which no other of the campaign has.
func (r Resuming) name(c *model.Campaign, others []model.Segment, name string, owed bool, now time.Time) string {
	if !InWaves(c.Values) {
		name = "Resumed " + now.Format("15:04")
		if owed {
			name = "Missed, resumed " + now.Format("15:04")
		}
	}
	taken := append(segmentNames(*c.Plan), segmentNames(model.Plan{Segments: others})...)
	for n, base := 2, name; slices.Contains(taken, name); n++ {
		name = fmt.Sprintf("%s (%d)", base, n)
	}
	return name
}

// HeldContacts is how many stay where they are.
func (m Resumption) HeldContacts() int {
	n := 0
	for _, h := range m.Held {
		n += h.Contacts
	}
	return n
}

// Words say in sentences who goes on, who does not, and when the first are called.
func (m Resumption) Words(now time.Time) []string {
	never := m.Contacts
	if m.TakeOwed {
		never -= min(m.Owed, m.Contacts)
	}
	var lines []string
	switch {
	case m.Contacts == 0 && m.Waiting == 0:
		lines = append(lines, "Nobody can go on now.")
	case m.Contacts == 0:
		lines = append(lines, fmt.Sprintf("%s not sent before can be sent now.", people(m.Waiting)))
	default:
		lines = append(lines, fmt.Sprintf("%s can be called now whom nobody of this campaign has called.", people(never)))
		if m.Waiting > 0 {
			lines = append(lines, fmt.Sprintf("%s of batches that were not sent before go with them.", people(m.Waiting)))
		}
	}
	if m.Owed > 0 {
		does := "are left as they are"
		if m.TakeOwed {
			does = "are tried again, no more often than was confirmed"
		}
		lines = append(lines, fmt.Sprintf("%s were missed and have tries left: they %s.", people(m.Owed), does))
	}
	for _, h := range m.Held {
		lines = append(lines, fmt.Sprintf("%s stay here: they %s.", people(h.Contacts), h.Why))
	}
	for _, f := range m.ahead {
		if words := f.AheadWords(now); words != "" {
			lines = append(lines, words)
		}
	}
	return lines
}
