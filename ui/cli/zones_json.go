package cli

import (
	"time"

	"callsheet/model"
)

// zoneReport is contacts of whose time zone the same is known.
type zoneReport struct {
	Contacts int      `json:"contacts"`
	Zones    []string `json:"zones"`    // IANA names; none where nothing is known
	Evidence string   `json:"evidence"` // what they were read from
	Words    string   `json:"words"`
	Ask      bool     `json:"ask"`    // what the rows say has several meanings
	Places   []string `json:"places"` // whose rules protect them, such as US-FL
}

// reportZones is that of a group, whose clocks are told apart from one instant to another.
func reportZones(g model.ZoneGroup, from, to time.Time) zoneReport {
	r := zoneReport{Contacts: g.Contacts, Zones: append([]string{}, g.Zones.Names()...), Evidence: g.Evidence.String(), Words: g.Words(from, to), Ask: g.Ask, Places: []string{}}
	for _, p := range g.Places {
		r.Places = append(r.Places, p.String())
	}
	return r
}

// checkZones is in which time zones the contacts of a list may be who are ready.
type checkZones struct {
	Unknown int          `json:"unknown"` // contacts of whom no zone is known: send leaves them out
	Ask     int          `json:"ask"`     // contacts whose rows say what has several meanings
	Groups  []zoneReport `json:"groups"`  // those of most contacts first
	LeftOff int          `json:"left_off"`
}

// maxZoneGroups bounds how many groups are printed.
const maxZoneGroups = 500

func newCheckZones(l *model.List, now time.Time) *checkZones {
	where := model.NewPlan(l.Snapshot(), model.Options{}).Whereabouts()
	r := &checkZones{Unknown: where.Unknown(), Groups: []zoneReport{}}
	for i, g := range where.Groups {
		if g.Ask {
			r.Ask += g.Contacts
		}
		if i >= maxZoneGroups {
			r.LeftOff++
			continue
		}
		r.Groups = append(r.Groups, reportZones(g, now, now.AddDate(1, 0, 0)))
	}
	return r
}
