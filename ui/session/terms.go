package session

import (
	"callsheet/model"
	"callsheet/model/evidence"
)

// terms is under what a plan is confirmed, for the evidence.
func (f Preflight) terms(v model.OptionValues) evidence.Terms {
	t := hoursTerms(f.Hours, v)
	t.AgainOf = v[model.OptAgainName]
	t.LeftOut, t.NoZone = f.NotCalled()
	t.OverCap, t.Outside, t.ZoneOpen = f.OverCap(), f.Forecast.Outside, f.Forecast.Unknown
	for _, c := range f.Caps.Fewer {
		t.Fewer += len(c.Rows)
	}
	if f.Waves != nil {
		t.Waves = len(f.Waves.Waves)
	}
	if f.Canary != nil {
		t.Canary = &evidence.Canary{
			Contacts:    canaryContacts(f.Plan),
			MinAnswered: f.Canary.Limits.MinAnswered, MaxFailed: f.Canary.Limits.MaxFailed, MaxOptedOut: f.Canary.Limits.MaxOptedOut, Asks: f.Canary.Ask,
		}
	}
	return t
}

// hoursTerms is by which hours people are rung, and why by those.
func hoursTerms(in HoursInForce, v model.OptionValues) evidence.Terms {
	t := evidence.Terms{Chosen: v[model.OptHours], Basis: in.Basis}
	for _, s := range in.Shares {
		t.Hours = append(t.Hours, evidence.Hours{Rules: s.Name, Contacts: s.Contacts})
	}
	return t
}

// canaryContacts is how many of a plan are called before those who wait for an outcome.
func canaryContacts(p model.Plan) int {
	n := 0
	for i, s := range p.Segments {
		for _, rest := range p.Segments {
			if rest.Release.ForOutcome() && i <= rest.Release.After && s.Release.By == model.ReleasedAtOnce {
				n += len(s.Rows)
				break
			}
		}
	}
	return n
}
