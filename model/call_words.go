package model

import (
	"strings"
	"time"
	"unicode"

	"callsheet/model/printable"
)

// OutcomeWords say what became of a call; words of the service that are not known
// here are shown as they are.
func (c Call) OutcomeWords() string {
	switch c.Status {
	case CallScheduled:
		return "waiting"
	case CallOngoing:
		return "calling"
	case CallAnswered:
		return "answered"
	case CallMissed:
		return "missed"
	case CallFailed:
		return "failed"
	}
	return printable.Text(c.Status, 20)
}

// callReasons are the codes that the service's reference names.
var callReasons = map[string]string{
	"INVALID_NUMBER":       "the number is not valid",
	"BUSY":                 "the line was busy",
	"NO_ANSWER":            "nobody answered",
	"NETWORK_ERROR":        "the network failed",
	"INSUFFICIENT_CREDITS": "there was no call credit left",
	"USER_HANGUP":          "they hung up",
	"SILENCE":              "nobody spoke",
	"TIMEOUT":              "the call took too long",
}

// maxReason bounds what is shown of a reason in the service's own words, in runes.
const maxReason = 200

// ReasonWords say why a call ended as it did, with what the service says beside its code; a
// text that begins with none of the codes stays as it is, and "" is no reason.
func (c Call) ReasonWords() string {
	if c.OptedOut() {
		return "they asked not to be called"
	}
	if words, known := callReasons[reasonCode(c.Error)]; known {
		return words
	}
	for _, sign := range []string{":", " - ", " ("} {
		code, more, said := strings.Cut(c.Error, sign)
		if words, known := callReasons[reasonCode(code)]; known && said {
			more = printable.Text(strings.TrimSuffix(strings.TrimSpace(more), ")"), maxReason)
			return strings.TrimSuffix(words+": "+more, ": ")
		}
	}
	return printable.Text(c.Error, maxReason)
}

// reasonCode is a text as a code of the service is spelt: "no-answer", "No answer", "noAnswer".
func reasonCode(text string) string {
	text = strings.TrimRight(strings.TrimSpace(text), ".!")
	var code strings.Builder
	small := false // the letter before
	for _, r := range text[:min(len(text), 2*longestCode)] {
		if small && unicode.IsUpper(r) {
			code.WriteByte('_')
		}
		small = unicode.IsLower(r)
		if unicode.IsSpace(r) || r == '-' {
			r = '_'
		}
		code.WriteRune(unicode.ToUpper(r))
	}
	return code.String()
}

// longestCode is that of "INSUFFICIENT_CREDITS".
const longestCode = 20

// Talk is how long somebody spoke in a call: a call that was not answered rang for as
// long as the service says, and a length that cannot be true says nothing.
func (c Call) Talk() time.Duration {
	if c.Status != CallAnswered || c.Duration > longestTalk {
		return 0
	}
	return max(0, c.Duration)
}
