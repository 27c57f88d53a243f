package model

import (
	"callsheet/model/phone"

	"callsheet/model/table"

	"callsheet/model/printable"

	"cmp"
	"fmt"
	"strings"
	"unicode"
)

// maxNeeded is how many columns can be needed: each is a cause of its own.
const maxNeeded = maxParts

// Need returns the mapping with a column marked as one that the prompt cannot do
// without, or not. Rows with nothing in it are held, or get fallback when it is
// not "". It reports false for a key that no column goes along under, and when
// too many are needed.
func (m Mapping) Need(key string, needed bool, fallback string) (Mapping, bool) {
	out := append(Mapping(nil), m...)
	count, found := 0, false
	for i := range out {
		c := &out[i]
		if c.Key == key && key != "" && c.Field.sent() {
			c.Needed, c.Fallback, found = needed, "", true
			if needed {
				c.Fallback = FallbackOf(fallback)
			}
		}
		if c.Needed {
			count++
		}
	}
	if !found || count > maxNeeded {
		return m, false
	}
	return out.Keyed(), true
}

// FallbackOf is a text as it is sent in place of a needed value: on one clean
// line, and "" when it says nothing that could be read out.
func FallbackOf(text string) string {
	text = strings.TrimSpace(printable.Text(text, maxFieldRunes))
	if noValue(table.Cell{Text: text}) {
		return ""
	}
	return text
}

// SentAlong reports whether the column goes along for the prompt, under its key.
func (c Column) SentAlong() bool { return c.Field.sent() && c.Key != "" }

// Needed are the columns that the prompt cannot do without, in file order.
func (m Mapping) Needed() []Column {
	var needed []Column
	for _, c := range m {
		if c.Needed && c.Field.sent() && len(needed) < maxNeeded {
			needed = append(needed, c)
		}
	}
	return needed
}

// noValue reports whether a cell says nothing that could be read out to somebody.
func noValue(c table.Cell) bool {
	text := strings.TrimSpace(c.Text)
	if text == "" || c.Kind == table.KindError || phone.IsErrorWord(text) || phone.IsNotAvailable(text) {
		return true
	}
	switch strings.ToLower(text) {
	case "null", "none", "nan", "nil", "undefined", "na", "tbd", "(none)", "(blank)", "(empty)", "[null]":
		return true
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsSymbol(r) })
}

// missing is the first needed column of which a row holds nothing.
func (l *List) missing(row int, e Edit) (part int, found bool) {
	for i, c := range l.cols.needed {
		if c.Fallback == "" && noValue(l.cell(row, e, c.Index)) {
			return i, true
		}
	}
	return 0, false
}

// holdMissing holds the rows that could be called but lack a value of one of the
// needed columns.
func (l *List) holdMissing(needed []Column) {
	if l.cols.needed = needed; len(needed) == 0 {
		return
	}
	var held []int
	l.each(func(row int, r *record) {
		if r.dialable() {
			if _, found := l.missing(row, l.Edit(row)); found {
				held = append(held, row)
			}
		}
	})
	for _, row := range held {
		l.replace(row, l.judge(row, l.Edit(row)))
	}
}

// holdBack holds a row that could be called, but of which a person has to say
// something first.
func (l *List) holdBack(row int, v record, e Edit) record {
	if v.state != Ready {
		return v
	}
	if l.source.shared.holds(v.number) && !e.AsIs {
		v.state, v.problem, v.fix = ToFix, SharedNumber, uint8(FixAsIs)<<partBits
		return v
	}
	if l.source.repeated != nil && l.source.repeated[l.contactID(row, e)] {
		v.state, v.problem, v.fix = ToFix, RepeatedID, uint8(FixAsIs)<<partBits
		return v
	}
	if part, found := l.missing(row, e); found {
		v.state, v.problem, v.fix = ToFix, MissingField, uint8(FixFallback)<<partBits|uint8(part)
	}
	return v
}

// FallbackText is what is said in place of a needed value that is missing: "your
// plan" for {plan}.
func FallbackText(key string) string { return "your " + strings.ReplaceAll(key, "_", " ") }

// maxFill is how many other columns are offered to fill a needed one from.
const maxFill = 3

// neededFixes are the fixes of a row that lacks a value the prompt needs.
func (l *List) neededFixes(row int, e Edit, r record) []Fix {
	part := r.part()
	if part >= len(l.cols.needed) {
		return nil
	}
	need := l.cols.needed[part]
	text := FallbackText(need.Key)
	fixes := []Fix{{Kind: FixFallback, Part: part, Text: text, Number: r.number, Confidence: Likely,
		Reason: fmt.Sprintf("{%s} is empty in this row. The agent gets “%s” in its place.", need.Key, text)}}
	for _, c := range l.Mapping {
		if len(fixes) > maxFill {
			break
		}
		cell := l.cell(row, e, c.Index)
		if c.Index == need.Index || c.Field != FieldMetadata && c.Field != FieldCompany || noValue(cell) {
			continue
		}
		fixes = append(fixes, Fix{Kind: FixFill, Part: part, Column: c.Index, Text: printable.Text(cell.Text, maxFieldRunes), Number: r.number, Confidence: Unsure,
			Reason: fmt.Sprintf("{%s} is empty in this row. The agent gets what %s holds, “%s”.", need.Key, l.columnTitle(c.Index), printable.Text(cell.Text, maxGivenWords))})
	}
	return fixes
}

// fillNeeded is a row's edit with a value put where the prompt needs one.
func (l *List) fillNeeded(row int, e Edit, f Fix) (Edit, bool) {
	if f.Part >= len(l.cols.needed) {
		return e, false
	}
	need := l.cols.needed[f.Part]
	if !noValue(l.cell(row, e, need.Index)) {
		return e, false
	}
	text := cmp.Or(f.Text, FallbackText(need.Key))
	if f.Kind == FixFill {
		cell := l.cell(row, e, f.Column)
		if noValue(cell) {
			return e, false
		}
		text = printable.Text(cell.Text, maxFieldRunes)
	}
	return e.put(need.place(), text), true
}
