package optout

import (
	"strings"

	"callsheet/model/table"
)

// without returns the words without any phrase of the set.
func (s *phraseSet) without(words string) string {
	for {
		rest, found := s.in(words)
		if !found {
			return rest
		}
		words = rest
	}
}

// withoutClearance leaves out of words what says that somebody was looked for in a
// register and is not in it: "not on the do not call list", "DNC checked: ok".
func withoutClearance(words string) string {
	words = setClear.without(words)
	for from := 0; from < len(words); {
		n := setSubjects.at(words[from:])
		before, after := strings.TrimSpace(words[:from]), strings.TrimSpace(words[from+n:])
		switch {
		case n == 0:
		case setEnd.is(after):
			return before
		default:
			ahead, behind := setBefore.ends(before), setAfter.at(after)
			if ahead > 0 || behind > 0 {
				words = strings.TrimSpace(before[:len(before)-ahead] + after[behind:])
				from = 0
				continue
			}
		}
		next := strings.IndexByte(words[from:], ' ')
		if next < 0 {
			break
		}
		from += next + 1
	}
	return words
}

// at is how long the longest phrase of the set is that words begin with.
func (s *phraseSet) at(words string) int {
	word, _, _ := strings.Cut(words, " ")
	best := 0
	for _, phrase := range s.phrases().first[word] {
		if len(phrase) > best && strings.HasPrefix(words, phrase) && (len(words) == len(phrase) || words[len(phrase)] == ' ') {
			best = len(phrase)
		}
	}
	return best
}

// ends is how long the longest phrase of the set is that words end with.
func (s *phraseSet) ends(words string) int {
	best := 0
	for at := len(words); at > 0; {
		at = strings.LastIndexByte(words[:at], ' ')
		if s.is(words[at+1:]) {
			best = len(words) - at - 1
		}
	}
	return best
}

// SaysLooked reads a cell of a column that says when somebody was looked for in a
// register: only that they were found in it is a no.
func SaysLooked(c table.Cell) Answer {
	words := Words(c.Text)
	if setHits.is(words) || setCertain.Has(words) && withoutClearance(words) != "" {
		return SaysNoCalls
	}
	return SaysNothing
}
