package model

import (
	"fmt"
	"slices"
	"strings"

	"callsheet/model/hours"
	"callsheet/model/printable"
)

// Hours are the rules in force for a campaign: those of the places of its contacts, or
// what the operator chose. The zero Hours are those of the places, with the library's
// holidays.
type Hours struct {
	Rules          []hours.Rule // chosen for everybody; none = those of each contact's places
	Basis          string       // on what basis people may be rung at wider hours than those of the places; "" = the chosen rules may only narrow them
	OutsideAllowed bool         // on that basis people may be rung outside of all hours
	Calendar       hours.Calendar
}

// maxBasisRunes bounds a basis.
const maxBasisRunes = 200

// ParseHours reads what the operator typed of hours; the errors are sentences keyed by
// field. book has what there is to choose from.
func ParseHours(v OptionValues, book hours.Rulebook) (Hours, map[OptionKey]string) {
	errs := map[OptionKey]string{}
	h := Hours{Calendar: book.Calendar(), Basis: printable.Text(v[OptHoursBasis], maxBasisRunes)}
	if len([]rune(v[OptHoursBasis])) > maxBasisRunes {
		errs[OptHoursBasis] = fmt.Sprintf("Say it in at most %d characters.", maxBasisRunes)
	}
	if text := strings.TrimSpace(v[OptHours]); text != "" {
		rule, err := book.Choose(text)
		if err != nil {
			errs[OptHours] = err.Error()
		} else {
			h.Rules = []hours.Rule{rule}
		}
	}
	switch v[OptOutsideHours] {
	case "":
	case OutsideHoursAllowed:
		h.OutsideAllowed = true
		if h.Basis == "" {
			errs[OptHoursBasis] = "Say why these people may be rung outside their hours, such as: they asked to be rung tonight."
		}
	default:
		errs[OptOutsideHours] = "Leave it empty, or give " + OutsideHoursAllowed + "."
	}
	return h, errs
}

// For is the rules that protect whoever may be in any of some places. Without a basis they
// are nowhere wider than those of the places.
func (h Hours) For(places []hours.Place) hours.Set {
	own := hours.ForAll(places...)
	switch {
	case len(h.Rules) == 0:
		return own
	case h.Basis == "":
		return hours.Strictest(h.Rules...).Join(own)
	}
	return h.chosen(own)
}

// chosen is the chosen rules where those of the places are own. What they do not say of
// caps and pauses stays as it is there, and a rule that is of one kind of call alone counts
// besides the others.
func (h Hours) chosen(own hours.Set) hours.Set {
	rules := slices.Clone(h.Rules)
	besides := true
	for i := range rules {
		rules[i].ValidFrom, rules[i].ValidTo = hours.Date{}, hours.Date{} // they count because they were chosen
		besides = besides && rules[i].AskedFor
	}
	set := hours.Strictest(rules...)
	if besides {
		return own.Join(set)
	}
	return set.WithLimits(own)
}

// WiderThan says in words where the chosen rules allow more than those of some places on a
// day; nil when they do not, and need no basis.
func (h Hours) WiderThan(places []hours.Place, day hours.Date) []string {
	if len(h.Rules) == 0 {
		return nil
	}
	own := hours.ForAll(places...)
	return h.chosen(own).WiderThan(own, day)
}

// Schedule is when the people of a group may be rung: by all the rules and on all the
// clocks that may be theirs. Of whom no zone is known may never be.
func (h Hours) Schedule(g ZoneGroup) hours.Schedule {
	clocks, _ := g.Zones.Locations() // none is never
	return hours.NewSchedule(h.For(g.Places), h.Calendar.Days(g.Places...), clocks...)
}

// HoursShare is how many contacts are under the same rules.
type HoursShare struct {
	hours.Share
	Wider []string // where what was chosen allows more than the rules of the places; nil = nowhere
}

// Shares says by which rules the contacts of some groups are rung on a day, those of most
// contacts first.
func (h Hours) Shares(groups []ZoneGroup, day hours.Date) []HoursShare {
	var shares []HoursShare
	for _, g := range groups {
		set := h.For(g.Places)
		s := HoursShare{hours.Share{Rules: set, Name: set.Name(day), Contacts: g.Contacts, Places: g.Places}, h.WiderThan(g.Places, day)}
		i := slices.IndexFunc(shares, func(o HoursShare) bool { return o.Name == s.Name && slices.Equal(o.Wider, s.Wider) })
		if i < 0 {
			shares = append(shares, s)
			continue
		}
		shares[i].Contacts += g.Contacts
		shares[i].Places = slices.Compact(slices.SortedFunc(slices.Values(slices.Concat(shares[i].Places, g.Places)), comparePlaces))
	}
	slices.SortStableFunc(shares, func(a, b HoursShare) int { return b.Contacts - a.Contacts })
	return shares
}
