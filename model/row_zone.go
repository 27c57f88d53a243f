package model

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/zones"
)

// zoneTexts says which texts of a time zone column are none. Several goroutines may ask
// at once.
type zoneTexts struct {
	mu    sync.RWMutex
	fault map[string]string // what is wrong with a text, "" when nothing is
}

// mostZoneTexts bounds how many texts are remembered of a column in which each row says
// something else.
const mostZoneTexts = 2000

// faultOf is what is wrong with a text, as a sentence; "" when nothing is.
func (z *zoneTexts) faultOf(text string) string {
	z.mu.RLock()
	fault, known := z.fault[text]
	z.mu.RUnlock()
	if known {
		return fault
	}
	if _, err := zones.Find(zones.Row{Zone: text}); err != nil {
		fault = err.Error()
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	if z.fault == nil {
		z.fault = map[string]string{}
	}
	if len(z.fault) < mostZoneTexts {
		z.fault[text] = fault
	}
	return fault
}

// zoneFault is what is wrong with a row's own time zone; "" when nothing is.
func (ev *evaluator) zoneFault(row int, e Edit) string {
	if ev.zones == nil {
		return ""
	}
	if text := ev.rows.zone(row, e); text != "" {
		return ev.zones.faultOf(text)
	}
	return ""
}

// commonZones bounds how many of the list's own zones are offered, and sampledZones in
// how many rows they are looked for.
const commonZones, sampledZones = 3, 2000

// zoneFixes are the fixes of a row whose own time zone is none: to go by what else is
// known of the person, or to take one of the zones that most other rows have.
func (fs Fixes) zoneFixes(row int, e Edit, r record) []Fix {
	fault := fs.eval.zoneFault(row, e)
	if fault != "" {
		fault = strings.ToUpper(fault[:1]) + fault[1:] + "."
	}
	goBy := Fix{Kind: FixAsIs, Number: r.number, Confidence: Likely, Reason: fault + " Without it "}
	found := newLocator(fs.eval).locate(row, e.With(columns.FieldTimeZone, ""), r).found
	switch {
	case found.Evidence == zones.Nothing:
		goBy.Confidence = Unsure
		goBy.Reason += "nothing tells where the person is."
	case found.Evidence == zones.AreaCode || found.Evidence == zones.Country:
		goBy.Reason += fmt.Sprintf("the person is taken to be in %s by their %s, which may be %s.", found.Place, found.Evidence, figures.Counted(found.Zones.Len(), "zone"))
	default:
		goBy.Reason += fmt.Sprintf("the person is taken to be in %s, by their %s.", found.Place, found.Evidence)
	}
	fixes := []Fix{goBy}
	for _, text := range fs.commonZones() {
		fixes = append(fixes, Fix{Kind: FixZone, Text: text, Number: r.number, Confidence: Unsure, Reason: fmt.Sprintf("Other rows of this list have %s. It is taken here as well.", text)})
	}
	return fixes
}

// commonZones are the time zones that most rows of the list name, as they are written.
func (fs Fixes) commonZones() []string {
	counts := map[string]int{}
	for row := 0; row < fs.list.Len(); row += max(1, fs.list.Len()/sampledZones) {
		text := fs.eval.rows.zone(row, fs.list.Edit(row))
		if text == "" || fs.eval.zones.faultOf(text) != "" {
			continue
		}
		if found, _ := zones.Find(zones.Row{Zone: text}); found.Evidence == zones.Column && !found.Ask {
			counts[text]++
		}
	}
	texts := slices.Collect(maps.Keys(counts))
	slices.SortFunc(texts, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	})
	return texts[:min(len(texts), commonZones)]
}

// ZoneFix is the fix that takes a time zone for rows, as an operator types it: those whose
// own is none, has several meanings, or is not there. The error is a sentence that says
// what to type.
func ZoneFix(text string, region phone.Region) (Fix, error) {
	matches, err := zones.ParseIn(text, region)
	if err != nil {
		return Fix{}, err
	}
	if len(matches) > 1 {
		names := make([]string, len(matches))
		for i, m := range matches {
			names[i] = m.Name
		}
		return Fix{}, fmt.Errorf("%s may be %s: type which one", strings.TrimSpace(text), strings.Join(names, " or "))
	}
	if fault := new(zoneTexts).faultOf(text); fault != "" {
		return Fix{}, fmt.Errorf("%s", fault)
	}
	zone := text
	if matches[0].Zones.Len() == 1 {
		zone = matches[0].Zones.String() // means the same in rows of any country
	}
	return Fix{Kind: FixZone, Text: zone, Confidence: Sure, Reason: "The time zone is " + matches[0].Name + ", as you say."}, nil
}

// takeZone is a row's edit with its time zone decided: text "" is to go by what else is
// known of the person. What the file says goes along as it is.
func (fs Fixes) takeZone(row int, e Edit, text string) (Edit, bool) {
	r := fs.list.record(row)
	if !r.dialable() && (r.state != ToFix || r.problem != BadTimeZone) || fs.eval.rows.zone(row, e) == text {
		return e, false
	}
	if text != "" {
		if _, err := zones.Find(zones.Row{Zone: text}); err != nil {
			return e, false
		}
	}
	return e.With(columns.FieldTimeZone, text), true
}
