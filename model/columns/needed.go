package columns

import (
	"strings"
	"unicode"

	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// MaxNeeded is how many columns can be needed: each is a cause of its own.
const MaxNeeded = 8

// Need returns the mapping with a column marked as one that the prompt cannot do
// without, or not. Rows with nothing in it are held, or get fallback when it is
// not "". It reports false for a key that no column goes along under, and when
// too many are needed.
func (m Mapping) Need(key string, needed bool, fallback string) (Mapping, bool) {
	out := append(Mapping(nil), m...)
	count, found := 0, false
	for i := range out {
		c := &out[i]
		if c.Key == key && key != "" && c.Field.Sent() {
			c.Needed, c.Fallback, found = needed, "", true
			if needed {
				c.Fallback = FallbackOf(fallback)
			}
		}
		if c.Needed {
			count++
		}
	}
	if !found || count > MaxNeeded {
		return m, false
	}
	return out.Keyed(), true
}

// FallbackOf is a text as it is sent in place of a needed value: on one clean
// line, and "" when it says nothing that could be read out.
func FallbackOf(text string) string {
	text = strings.TrimSpace(printable.Text(text, MaxFieldRunes))
	if NoValue(table.Cell{Text: text}) {
		return ""
	}
	return text
}

// SentAlong reports whether the column goes along for the prompt, under its key.
func (c Column) SentAlong() bool { return c.Field.Sent() && c.Key != "" }

// Needed are the columns that the prompt cannot do without, in file order.
func (m Mapping) Needed() []Column {
	var needed []Column
	for _, c := range m {
		if c.Needed && c.Field.Sent() && len(needed) < MaxNeeded {
			needed = append(needed, c)
		}
	}
	return needed
}

// NoValue reports whether a cell says nothing that could be read out to somebody.
func NoValue(c table.Cell) bool {
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

// FallbackText is what is said in place of a needed value that is missing: "your
// plan" for {plan}.
func FallbackText(key string) string { return "your " + strings.ReplaceAll(key, "_", " ") }
