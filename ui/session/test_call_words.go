package session

import (
	"cmp"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
)

// Bounds on the service's words in a sentence, in runes.
const (
	maxStatusWord = 40
	maxReasonWord = 200
)

func wordOf(status string) string {
	return cmp.Or(printable.Text(status, maxStatusWord), "nothing")
}

// testEndWords say how a test call ended.
func testEndWords(p TestProgress) string {
	words := "Nobody answered"
	switch {
	case p.Status == model.CallAnswered && p.Talk > 0:
		words = "The call has ended: you talked for " + figures.Duration(p.Talk)
	case p.Status == model.CallAnswered:
		words = "The call has ended"
	case p.Status == model.CallFailed:
		words = "The call failed"
	}
	if why := strings.TrimRight(printable.Text(p.Reason, maxReasonWord), ". "); why != "" {
		words += " (" + why + ")"
	}
	return words + "."
}

// TranscriptWords say why there is nothing to read of a call; "" where there is, or where
// nobody looks for it.
func (t *TestCall) TranscriptWords() string {
	switch p := t.progress; {
	case t.stage != TestEnded || p.Status != model.CallAnswered || len(p.Turns) > 0:
		return ""
	case t.Waiting():
		return "Dialgen is writing down what was said."
	}
	return "There is no transcript of this call so far."
}
