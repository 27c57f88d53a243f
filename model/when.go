package model

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"callsheet/model/phone"
	"callsheet/model/start"
	"callsheet/model/zones"
)

// ZoneMeaning is one clock that a text may mean.
type ZoneMeaning struct {
	Name string // in words, such as "Portland, Oregon"
	Zone *time.Location
}

// ReadZone reads a time zone as people write it: an IANA name, a city, a Windows name,
// Pacific. One meaning is the answer; several have different clocks in the year after
// now, and are asked. Errors are sentences that say what to type.
func ReadZone(text string, now time.Time) ([]ZoneMeaning, error) {
	text = strings.TrimSpace(text)
	if text == "" || strings.EqualFold(text, "utc") {
		return []ZoneMeaning{{"UTC", time.UTC}}, nil
	}
	if zone, ok := zones.Location(text); ok {
		return []ZoneMeaning{{zone.String(), zone}}, nil
	}
	matches, err := zones.Parse(text)
	if err != nil {
		return nil, UserError(strings.TrimSuffix(err.Error(), ".") + ".")
	}
	var meanings []ZoneMeaning
	var all zones.Set
	for _, match := range matches {
		groups, err := match.Zones.Groups(now, now.AddDate(1, 0, 0))
		if err != nil {
			return nil, err
		}
		for _, group := range groups {
			name := match.Name
			if len(groups) > 1 {
				name += ", " + group.Clock.String()
			}
			meanings = append(meanings, ZoneMeaning{name, group.Clock})
		}
		all = all.Union(match.Zones)
	}
	if groups, err := all.Groups(now, now.AddDate(1, 0, 0)); err == nil && len(groups) == 1 {
		meanings = meanings[:1]
	}
	return meanings, nil
}

// Clock is the clock that a campaign was confirmed on, by the name in its options; UTC
// where it has none.
func Clock(name string) *time.Location {
	if zone, ok := zones.Location(name); ok {
		return zone
	}
	return time.UTC
}

// zoneNames are the names of the zones that a text may mean, the likeliest first,
// as start.Context wants them.
func zoneNames(now time.Time) func(string) ([]string, error) {
	return func(text string) ([]string, error) {
		meanings, err := ReadZone(text, now)
		names := make([]string, len(meanings))
		for i, m := range meanings {
			names[i] = m.Zone.String()
		}
		return names, err
	}
}

// ReadStart reads when a campaign is to begin from its options as they were typed. now
// is on the operator's own clocks. The region, "" = not known, says whose order of day
// and month comes first where it is asked. The error is a *start.Refused.
func ReadStart(v OptionValues, now time.Time, region phone.Region) (start.Answer, error) {
	zone := time.UTC
	if meanings, err := ReadZone(v[OptTimeZone], now); err == nil && len(meanings) == 1 {
		zone = meanings[0].Zone
	}
	return start.Parse(v[OptStart], start.Context{Now: now, Zone: zone, Mine: now.Location(), Region: string(region), ZoneOf: zoneNames(now)})
}

// SettledWhen is what start and time zone say, so that it says the same at any later
// moment: "in 2 h" is a day and a time on the clocks of the zone. Only what changes is
// returned; what is not understood stays as it was typed.
func SettledWhen(v OptionValues, now time.Time) OptionValues {
	settled := OptionValues{}
	set := func(k OptionKey, text string) {
		if v[k] != text {
			settled[k] = text
		}
	}
	meanings, err := ReadZone(v[OptTimeZone], now)
	if err == nil && len(meanings) == 1 && strings.TrimSpace(v[OptTimeZone]) != "" {
		set(OptTimeZone, meanings[0].Zone.String())
	}
	answer, failed := ReadStart(v, now, "")
	if err != nil || len(meanings) != 1 || failed != nil || answer.Question != "" {
		return settled
	}
	if answer.Now {
		set(OptStart, "now")
		return settled
	}
	if answer.Zone.String() != meanings[0].Zone.String() {
		set(OptTimeZone, answer.Zone.String())
	}
	set(OptStart, strings.TrimSuffix(start.Format(answer.At), " "+answer.Zone.String()))
	return settled
}

// startFault say what is to be typed where a start is asked or refused.
func startFault(answer start.Answer, err error) string {
	if refused, ok := errors.AsType[*start.Refused](err); ok {
		return refused.Error()
	}
	if answer.Question == "" {
		return ""
	}
	typed := make([]string, len(answer.Candidates))
	for i, c := range answer.Candidates {
		typed[i] = "\"" + c.Typed + "\""
	}
	return fmt.Sprintf("%s Type %s.", answer.Question, strings.Join(typed, " or "))
}

// zoneFault say what is to be typed where a zone has no meaning or several.
func zoneFault(text string, meanings []ZoneMeaning, err error) string {
	if err != nil {
		return err.Error()
	}
	if len(meanings) == 1 {
		return ""
	}
	var names []string
	for _, m := range meanings[:min(len(meanings), 4)] {
		names = append(names, m.Zone.String())
	}
	return fmt.Sprintf("%q can be several time zones. Type one of them, such as %s.", strings.TrimSpace(text), strings.Join(names, " or "))
}

// InstantAt reads an instant as it was typed, on the clocks of a zone unless it names another;
// now is on the operator's own. "now" is none. The error says what to type instead.
func InstantAt(text string, zone *time.Location, now time.Time, region phone.Region) (time.Time, error) {
	answer, err := start.Parse(text, start.Context{Now: now, Zone: zone, Mine: now.Location(), Region: string(region), ZoneOf: zoneNames(now)})
	if fault := startFault(answer, err); fault != "" {
		return time.Time{}, UserError(fault)
	}
	if err == nil && answer.Now {
		err = UserError("Type a time to come, such as 18:00.")
	}
	return answer.At, err
}
