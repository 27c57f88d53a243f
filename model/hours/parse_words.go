package hours

import (
	"fmt"
	"strconv"
	"strings"

	"callsheet/model/printable"
)

// dashes are what stands between two ends of a span, in any writing.
var dashes = strings.NewReplacer("–", "-", "—", "-", "−", "-", "‑", "-", ",", " ", ";", " ", "\u00a0", " ")

// split makes words of a rule in text: in small letters, spans without blanks, and am and
// pm at their hour.
func split(text string) []string {
	var words []string
	joined := false // the next word belongs to the last one
	for word := range strings.FieldsSeq(dashes.Replace(strings.ToLower(text))) {
		word = strings.TrimSuffix(word, ":")
		last := len(words) - 1
		switch {
		case word == "" || word == "and" || word == "&":
			continue
		case last >= 0 && (word == "am" || word == "pm") && endsInDigit(words[last]):
			words[last] += word
		case last >= 0 && (word == "-" || word == "to"):
			words[last] += "-"
			joined = true
			continue
		case last >= 0 && (joined || word[0] == '-' || strings.HasSuffix(words[last], "-")):
			words[last] += word
		default:
			words = append(words, word)
		}
		joined = false
	}
	return words
}

func endsInDigit(word string) bool {
	c := word[len(word)-1]
	return '0' <= c && c <= '9'
}

// parseWindow reads 9-18, 9:30-13, 9am-6pm.
func parseWindow(word string) (Window, error) {
	from, to, ok := strings.Cut(word, "-")
	w := Window{}
	if ok {
		var fromOK, toOK bool
		w.From, fromOK = parseClock(from)
		w.To, toOK = parseClock(to)
		ok = fromOK && toOK
	}
	switch {
	case !ok:
		return w, Error(fmt.Sprintf("%s is no span of hours. Type hours from 0 to 24 such as 9-18, 9:30-13 or 9am-6pm, or none.", quote(word)))
	case w.From == w.To:
		return w, Error(fmt.Sprintf("%s is no time at all. Type none, or 0-24 for the whole day.", word))
	case w.From > w.To && w.From < 12*60 && w.To < 12*60 && !strings.Contains(word, "m"):
		return w, Error(fmt.Sprintf("%s ends before it begins. Type %s-%s for the afternoon.", word, w.From, w.To+12*60))
	case w.From > w.To:
		return w, Error(fmt.Sprintf("%s ends before it begins. A window ends on the day it begins, at 24 at the latest.", word))
	}
	return w, nil
}

// parseClock reads 9, 9:30, 9.30, 9am, 12:30pm, 24.
func parseClock(text string) (Clock, bool) {
	half := ""
	if body, ok := strings.CutSuffix(text, "am"); ok {
		text, half = body, "am"
	} else if body, ok := strings.CutSuffix(text, "pm"); ok {
		text, half = body, "pm"
	}
	hourText, minuteText, hasMinute := strings.Cut(strings.Replace(text, ".", ":", 1), ":")
	hour, ok := digits(hourText, 2)
	minute := 0
	if hasMinute {
		var minuteOK bool
		minute, minuteOK = digits(minuteText, 2)
		ok = ok && minuteOK && len(minuteText) == 2
	}
	if half != "" {
		ok = ok && 1 <= hour && hour <= 12
		hour %= 12
		if half == "pm" {
			hour += 12
		}
	}
	c := At(hour, minute)
	return c, ok && minute < 60 && c <= midnight
}

// parseCount reads a number of attempts, days or hours, from 1.
func parseCount(text string) (int, bool) {
	n, ok := digits(text, 4)
	return n, ok && 1 <= n && n <= maxCount
}

// digits reads at most so many digits, and nothing else.
func digits(text string, most int) (int, bool) {
	if text == "" || len(text) > most || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// quote shows what was typed: bounded, and with nothing that steers a terminal.
func quote(text string) string { return strconv.Quote(printable.Text(text, 40)) }
