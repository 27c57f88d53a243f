package model

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"callsheet/model/phone"
	"callsheet/model/zones"
)

// zoneText is what a row says of its time zone, and in which country.
type zoneText struct {
	text    string
	country string       // as its country column has it; "" where the operator has said another
	region  phone.Region // that the operator said, or that of the number
}

// zoneReading is what became of a zoneText.
type zoneReading struct {
	fault string // what is wrong with it, as a sentence; "" when nothing is
	near  string // the zone that it clearly misspells, as it would be written; "" when none
}

// zoneTexts says which texts of a time zone column are none. Several goroutines may ask
// at once.
type zoneTexts struct {
	mu    sync.RWMutex
	known map[zoneText]zoneReading
}

// mostZoneTexts bounds how many texts are remembered of a column in which each row says
// something else. Of the others it is not looked for what they may misspell.
const mostZoneTexts = 2000

// decentDay is how long a day's decent hours are at most, from eight to nine in the
// evening: clocks that are further apart share none.
const decentDay = 13 * time.Hour

func (z *zoneTexts) read(t zoneText) zoneReading {
	z.mu.RLock()
	r, known := z.known[t]
	full := len(z.known) >= mostZoneTexts
	z.mu.RUnlock()
	if known {
		return r
	}
	r.fault = t.fault()
	if full {
		return r
	}
	if r.fault != "" {
		if match, is := zones.Near(t.text); is {
			r.near = zoneName(match)
		}
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	if z.known == nil {
		z.known = map[zoneText]zoneReading{}
	}
	z.known[t] = r
	return r
}

// in is the country of the row; "" where nothing names it.
func (t zoneText) in() phone.Region {
	if stated, is := phone.ParseRegion(t.country); is && t.country != "" {
		return stated
	}
	return t.region
}

// fault is what is wrong with a text: it is no zone, or it means several of which people
// are never awake together, so that nobody could be called by it.
func (t zoneText) fault() string {
	found, err := zones.Find(zones.Row{Zone: t.text, Country: t.in()})
	switch {
	case err != nil:
		return err.Error()
	case !found.Ask || found.Zones.Apart() < decentDay:
		return ""
	}
	matches, _ := zones.ParseIn(t.text, t.in())
	return severalMeanings(t.text, matches)
}

// severalMeanings asks which of some zones is meant.
func severalMeanings(text string, matches []zones.Match) string {
	const most = 3
	names := make([]string, 0, most)
	for _, m := range matches[:min(len(matches), most)] {
		names = append(names, m.Name)
	}
	if len(matches) > most {
		names[most-1] = "others"
	}
	return fmt.Sprintf("%s may be %s: type which one", strings.TrimSpace(text), strings.Join(names, " or "))
}

// zoneName is how a zone is written so that it means the same in rows of every country;
// "" where it cannot be.
func zoneName(m zones.Match) string {
	if m.Zones.Len() == 1 {
		return m.Zones.String()
	}
	if again, err := zones.Parse(m.Name); err == nil && len(again) == 1 && again[0].Zones == m.Zones {
		return m.Name
	}
	return ""
}

// zoneText is what a row whose number is of a region says of its time zone.
func (ev *evaluator) zoneText(row int, e Edit, dialled phone.Region) zoneText {
	t := zoneText{text: ev.rows.zone(row, e), region: e.region()}
	if t.text == "" || t.region != "" {
		return t
	}
	t.region = dialled
	if col := ev.rows.cols.country; col >= 0 {
		t.country = ev.rows.cell(row, e, col).Text
	}
	return t
}

// readZone is what is wrong with the time zone of a row whose number is of a region.
func (ev *evaluator) readZone(row int, e Edit, dialled phone.Region) zoneReading {
	if ev.zones == nil {
		return zoneReading{}
	}
	if t := ev.zoneText(row, e, dialled); t.text != "" {
		return ev.zones.read(t)
	}
	return zoneReading{}
}

// warnOfNoZone warns of a row that is called of which no time zone is known. Only numbers
// of no country leave that open.
func (ev *evaluator) warnOfNoZone(row int, v record, e Edit) record {
	if v.place() == 0 && v.number != 0 && newLocator(ev).locate(row, e, v).found.Evidence == zones.Nothing {
		v.warn(TimeZoneUnknown)
	}
	return v
}
