package transcript

import (
	"strings"
	"time"
	"unicode"

	"callsheet/model/optout"
	"callsheet/model/printable"
)

// Words are a metric as people write it: "callbackRequired", "true" is "Callback required",
// "yes". A value that was not measured is "", and what is no truth and no date stays.
func (m Metric) Words() (name, value string) { return metricName(m.Name), metricValue(m.Value) }

// metricName parts the words of a name that is written as one.
func metricName(name string) string {
	var b strings.Builder
	runes := []rune(printable.Text(name, 80))
	for i, r := range runes {
		switch {
		case r == '_' || r == '-' || r == '.':
			r = ' '
		case i > 0 && unicode.IsUpper(r) && unicode.IsLower(runes[i-1]):
			b.WriteByte(' ')
			if i+1 == len(runes) || !unicode.IsUpper(runes[i+1]) { // "customerID" keeps its letters
				r = unicode.ToLower(r)
			}
		}
		b.WriteRune(r)
	}
	words := []rune(printable.Text(b.String(), 100))
	if len(words) > 0 && (len(words) == 1 || !unicode.IsUpper(words[1])) {
		words[0] = unicode.ToUpper(words[0])
	}
	return string(words)
}

func metricValue(value string) string {
	value = printable.Text(value, maxText/4)
	switch words := optout.Words(value); words {
	case "true":
		return "yes"
	case "false":
		return "no"
	case "", "null", "undefined", "nil":
		return ""
	}
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		return day.Format("Mon 2 Jan 2006")
	}
	if at, err := time.Parse(time.RFC3339, value); err == nil {
		return at.Format("Mon 2 Jan 2006 15:04 MST")
	}
	return value
}
