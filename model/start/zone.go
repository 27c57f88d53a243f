package start

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model/fold"
	"callsheet/model/printable"
	"callsheet/model/zones"
)

// zoneWords is the run of words that nothing else explains, and what may belong to it:
// "la" before "paz", "domingo" after "santo".
type zoneWords struct {
	before, text, after []string
}

// cutZone takes the words that name a zone out of a text. They stand together, and
// whatever stands between two of them belongs to them. A word that says nothing at the
// end of a text is one of them too: "9 la" is not 9:00 here.
func cutZone(items []item) (rest []item, zone zoneWords, err error) {
	first, last := -1, -1
	for i, it := range items {
		if !it.known() || it.word.means == filler && i == len(items)-1 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return items, zone, nil
	}
	for _, it := range items[first : last+1] {
		if it.isClock || it.isDate || it.isNumber || it.isOffset {
			return nil, zone, refused(fmt.Sprintf("%s is not understood. %s", quoted(items[first].raw), advice))
		}
		if letters, digits := fold.Count(it.raw); letters == 0 && digits > 0 {
			return nil, zone, refused(fmt.Sprintf("There is no such day or time as %s. %s", quoted(it.raw), advice))
		}
		zone.text = append(zone.text, it.raw)
	}
	begin := first
	for begin > 0 && items[begin-1].word.means == filler {
		begin--
		zone.before = append([]string{items[begin].raw}, zone.before...)
	}
	if last+1 < len(items) && items[last+1].word.means == weekdayOf {
		zone.after = []string{items[last+1].raw}
	}
	return append(slices.Clone(items[:begin]), items[last+1:]...), zone, nil
}

// findZones resolves the words that name a zone. With the words before, which say nothing
// else, they may name another one, and both are asked. A weekday behind is taken in only
// where they name none without it, and is no day then.
func (s *spoken) findZones(z zoneWords, in Context) error {
	if len(z.text) == 0 {
		return nil
	}
	s.zoneText = strings.Join(z.text, " ")
	names, err := zonesOf(s.zoneText, in)
	for i := range z.before {
		longer := strings.Join(append(slices.Clone(z.before[i:]), z.text...), " ")
		found, failed := zonesOf(longer, in)
		if failed != nil {
			continue
		}
		if err != nil {
			s.zoneText, names, err = longer, found, nil
		} else { // El Salvador, or Salvador
			names = append(found, names...)
		}
		break
	}
	if err != nil && len(z.after) > 0 {
		longer := s.zoneText + " " + z.after[0]
		if found, failed := zonesOf(longer, in); failed == nil && !s.next {
			s.zoneText, names, err = longer, found, nil
			if s.checkDay = false; s.kind == onWeekday {
				s.kind = noDay
			}
		}
	}
	if err != nil {
		return err
	}
	if len(names) > maxZones {
		return refused(fmt.Sprintf("%s is many time zones. Type one of them, such as %s.", quoted(s.zoneText), names[0]))
	}
	known := []string{in.Zone.String(), in.Mine.String()}
	slices.SortStableFunc(names, func(a, b *time.Location) int {
		rank := func(zone *time.Location) int { return (slices.Index(known, zone.String()) + 3) % 3 }
		return cmp.Compare(rank(a), rank(b))
	})
	s.zones = names
	return nil
}

var mine = []string{"mine", "my time", "my zone", "my time zone", "here"}

// zonesOf loads the zones that a text may mean.
func zonesOf(text string, in Context) ([]*time.Location, error) {
	lower := strings.ToLower(text)
	switch {
	case slices.Contains(mine, lower):
		return []*time.Location{in.Mine}, nil
	case lower == "utc":
		return []*time.Location{time.UTC}, nil
	case strings.EqualFold(text, in.Zone.String()) && isName(in.Zone.String()):
		return []*time.Location{in.Zone}, nil
	case isName(text):
		if zone := zoneNamed(text); zone != nil {
			return []*time.Location{zone}, nil
		}
	}
	unknown := refused(fmt.Sprintf("%s is no time zone that is known. Type its name, such as Europe/London.", quoted(text)))
	if in.ZoneOf == nil {
		return nil, unknown
	}
	names, err := in.ZoneOf(text)
	if short, had := strings.CutSuffix(lower, " time"); err != nil && had {
		if again, failed := in.ZoneOf(text[:len(short)]); failed == nil {
			names, err = again, nil
		}
	}
	if err != nil {
		return nil, refused(strings.TrimSuffix(printable.Text(err.Error(), 400), ".") + ".")
	}
	var found []*time.Location
	for _, name := range names {
		if zone := zoneNamed(name); zone != nil {
			found = append(found, zone)
		}
	}
	if len(found) == 0 {
		return nil, unknown
	}
	return found, nil
}

// zoneNamed is the clock of a zone of the database, nil where there is none. Names
// that stand for no place, such as Etc/GMT+5, are the machine's, and never change.
func zoneNamed(name string) *time.Location {
	if zone, ok := zones.Location(name); ok {
		return zone
	}
	// LoadLocation takes "" and "Local" to be other things than zones.
	if zone, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
		return zone
	}
	return nil
}

// isName reports whether a text is spelled as names of the zone database are. Files
// are found in any case on some systems, and the service wants the right one.
func isName(text string) bool {
	return strings.Contains(text, "/") && !strings.ContainsAny(text, " .") && 'A' <= text[0] && text[0] <= 'Z'
}
