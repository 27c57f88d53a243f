package model

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/zones"
)

// Bounds of what is offered for a time zone: of the list's own zones and of columns that
// hold one, and in how many rows each is looked for.
const commonZones, zoneColumns, sampledZones, sampledCells = 3, 2, 2000, 200

// zoneFixes are the fixes of a row whose own time zone is none.
func (fs Fixes) zoneFixes(row int, e Edit, r record) []Fix {
	read := fs.eval.readZone(row, e, r.place().region())
	var fixes []Fix
	if read.near != "" {
		fixes = append(fixes, Fix{Kind: FixZoneNear, Text: read.near, Number: r.number, Confidence: Likely,
			Reason: fmt.Sprintf("“%s” is near to %s, and to no other zone. It is taken for that.", shownGiven(fs.eval.rows.zone(row, e)), read.near)})
	}
	fixes = append(fixes, fs.goByOther(row, e, r, read.fault))
	return append(append(fixes, fs.otherZones(row, e, r)...), askZone(r))
}

// goByOther is to go by what else is known of a person.
func (fs Fixes) goByOther(row int, e Edit, r record, fault string) Fix {
	if fault != "" {
		fault = firstUpper(fault) + "."
	}
	f := Fix{Kind: FixAsIs, Number: r.number, Confidence: Likely, Reason: fault + " Without it "}
	found := newLocator(fs.eval).locate(row, e.With(columns.FieldTimeZone, ""), r).found
	switch {
	case found.Evidence == zones.Nothing:
		f.Confidence = Unsure
		f.Reason += "nothing tells where the person is: they are held, and not called."
	case found.Zones.Len() > 1:
		f.Reason += fmt.Sprintf("the person is taken to be in %s by their %s, which may be %s.", found.Place, found.Evidence, figures.Counted(found.Zones.Len(), "zone"))
	default:
		f.Reason += fmt.Sprintf("the person is taken to be in %s, by their %s.", found.Place, found.Evidence)
	}
	return f
}

// unknownZoneFixes are the fixes of a row of whose person no time zone is known.
func (fs Fixes) unknownZoneFixes(row int, e Edit, r record) []Fix {
	return append([]Fix{askZone(r)}, fs.otherZones(row, e, r)...)
}

// askZone asks for a time zone: what is made of it has its text.
func askZone(r record) Fix {
	return Fix{Kind: FixZone, Number: r.number, Confidence: Sure, Reason: "Type the city or the time zone of these people, once for all of them."}
}

// AsksZone reports whether the fix is to be asked for a time zone before it does
// anything: see ZoneFix.
func (f Fix) AsksZone() bool { return f.Kind == FixZone && f.Text == "" }

// otherZones are time zones that a row could have: those in another of its columns, and
// those that most other rows have.
func (fs Fixes) otherZones(row int, e Edit, r record) []Fix {
	var fixes []Fix
	for _, c := range fs.zoneColumns() {
		if text, is := fs.zoneIn(row, e, c, r); is {
			title := fs.eval.rows.columnTitle(c)
			fixes = append(fixes, Fix{Kind: FixZoneFrom, Column: c, Text: text, Number: r.number, Confidence: Likely,
				Reason: fmt.Sprintf("%s holds “%s”, which is %s. Each row gets the zone of its own.", title, shownGiven(fs.eval.rows.cell(row, e, c).Text), text)})
		}
	}
	for _, text := range fs.commonZones() {
		fixes = append(fixes, Fix{Kind: FixZone, Text: text, Number: r.number, Confidence: Unsure, Reason: fmt.Sprintf("Other rows of this list have %s. It is taken here as well.", text)})
	}
	return fixes
}

// sampleZones counts in how many of at most n rows over all of the list a text is a time
// zone of one meaning, and in how many there is a text.
func (fs Fixes) sampleZones(n int, text func(row int, e Edit) string) (counts map[string]int, found, given int) {
	counts = map[string]int{}
	for row := 0; row < fs.list.Len(); row += max(1, fs.list.Len()/n) {
		own := text(row, fs.list.Edit(row))
		if own == "" {
			continue
		}
		given++
		if zone, _ := zones.Find(zones.Row{Zone: own}); zone.Evidence >= zones.Country && !zone.Ask {
			counts[own]++
			found++
		}
	}
	return counts, found, given
}

// zoneColumns are the columns, other than that of time zones, most of whose cells are a
// zone or a place that has one.
func (fs Fixes) zoneColumns() []int {
	var found []int
	for _, c := range fs.eval.rows.mapping {
		if c.Index < 0 || c.Index >= fs.list.Table.Width() || len(found) == zoneColumns {
			continue
		}
		switch c.Field {
		case columns.FieldMetadata, columns.FieldSkip, columns.FieldCompany:
		default:
			continue
		}
		if c.Index == fs.eval.rows.cols.zone {
			continue
		}
		if _, of, given := fs.sampleZones(sampledCells, func(row int, e Edit) string { return placeText(fs.eval.rows.cell(row, e, c.Index).Text) }); of > 0 && 2*of >= given {
			found = append(found, c.Index)
		}
	}
	return found
}

// placeText is a cell as far as it may name a place: figures alone are none.
func placeText(text string) string {
	const fewest = 2 // letters
	letters := 0
	for _, r := range text {
		if r > '9' && r != '_' {
			letters++
		}
	}
	if letters < fewest {
		return ""
	}
	return text
}

// zoneIn is the time zone that a cell of a row names, as it would be written.
func (fs Fixes) zoneIn(row int, e Edit, col int, r record) (text string, is bool) {
	text = placeText(strings.TrimSpace(fs.eval.rows.cell(row, e, col).Text))
	if text == "" {
		return "", false
	}
	at := fs.eval.zoneText(row, e.With(columns.FieldTimeZone, text), r.place().region())
	if fs.eval.zones.read(at).fault != "" {
		return "", false
	}
	found, err := zones.Find(zones.Row{Zone: text, Country: at.in()})
	switch {
	case err != nil || found.Evidence == zones.Nothing:
		return "", false
	case found.Zones.Len() == 1:
		return found.Zones.String(), true
	}
	return text, true
}

// commonZones are the time zones that most rows of the list name, as they are written.
func (fs Fixes) commonZones() []string {
	if fs.eval.rows.cols.zone < 0 && fs.list.Edited() == 0 {
		return nil
	}
	counts, _, _ := fs.sampleZones(sampledZones, fs.eval.rows.zone)
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
		return Fix{}, fmt.Errorf("%s", severalMeanings(text, matches))
	}
	if fault := (zoneText{text: text, region: region}).fault(); fault != "" {
		return Fix{}, fmt.Errorf("%s", fault)
	}
	zone := zoneName(matches[0])
	if zone == "" {
		zone = text
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
	after := e.With(columns.FieldTimeZone, text)
	if text != "" && fs.eval.readZone(row, after, r.place().region()).fault != "" {
		return e, false
	}
	return after, true
}

// repairZone is a row's edit with one of the fixes of time zones applied.
func (fs Fixes) repairZone(row int, e Edit, f Fix) (Edit, bool) {
	r := fs.list.record(row)
	text := f.Text
	switch f.Kind {
	case FixZoneNear:
		if r.problem != BadTimeZone {
			return e, false
		}
		text = fs.eval.readZone(row, e, r.place().region()).near
	case FixZoneFrom:
		text, _ = fs.zoneIn(row, e, f.Column, r)
	}
	if text == "" {
		return e, false
	}
	return fs.takeZone(row, e, text)
}

// zoneWords are where a row's edit has its person, for a preview.
func (fs Fixes) zoneWords(row int, e Edit, r record) string {
	found := newLocator(fs.eval).locate(row, e, r).found
	switch {
	case found.Evidence == zones.Nothing:
		return "not known: held, not called"
	case found.Evidence == zones.Column:
		return fs.eval.rows.zone(row, e)
	case found.Zones.Len() == 1:
		return found.Zones.String() + ", by the " + found.Evidence.String()
	}
	return found.Place + ", by the " + found.Evidence.String()
}

// shownGiven is a cell as a reason quotes it.
func shownGiven(text string) string { return printable.Text(text, maxGivenWords) }

// ofZones reports whether a fix decides in which time zone a row's person is.
func (fs Fixes) ofZones(row int, f Fix) bool {
	switch f.Kind {
	case FixZone, FixZoneNear, FixZoneFrom:
		return true
	case FixAsIs:
		return fs.list.record(row).problem == BadTimeZone
	case FixAccept:
		return fs.list.Causes().Of(row).Warning == TimeZoneUnknown
	}
	return false
}

// holds reports whether the edit is the operator's word that a row without a time zone is
// held, and is not asked about any more.
func (e RowEdit) holds() bool { return e.After.Checked&^e.Before.Checked&TimeZoneUnknown != 0 }
