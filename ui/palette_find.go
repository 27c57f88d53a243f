package ui

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"callsheet/model/fold"
	"callsheet/ui/screen"
)

// What it costs that a word of what is typed fits a word of an action in a way other than
// letter by letter. What costs less comes first.
const (
	costNamed   = -1 // its key, or what others call it
	costBegins  = 1
	costMeans   = 2 // another word for the same
	costGroup   = 4
	costInside  = 5
	costTypo    = 6
	costRefused = 3  // of what cannot be done now, where something can
	costLetters = 12 // its letters in their order
	costFiller  = 1
	costReading = 4 // a page about it, where something does it
	noFit       = 1000
	mostWords   = 20 // more are none that name an action
)

// alike are words that stand for one another where somebody looks for what to do.
var alike = [][]string{
	{"stop", "halt", "abort", "cancel", "end", "pause", "hold", "interrupt"},
	{"save", "export", "download", "write", "results", "csv", "excel"},
	{"undo", "revert", "restore", "take back"},
	{"redo", "repeat"},
	{"find", "search", "filter", "grep", "lookup"},
	{"show", "list", "display", "view", "filter", "see"},
	{"fix", "repair", "correct", "mend", "solve", "clean"},
	{"edit", "change", "modify", "type", "alter"},
	{"send", "start", "launch", "submit", "go", "run", "dial", "begin"},
	{"call", "ring", "dial", "phone", "telephone"},
	{"delete", "remove", "erase", "trash", "drop"},
	{"leave", "quit", "exit", "logout", "bye", "close"},
	{"skip", "exclude", "omit", "ignore", "out"},
	{"keys", "help", "shortcuts", "manual", "bindings"},
	{"again", "retry", "redial", "resend", "recall"},
	{"never", "dnc", "unsubscribe", "optout", "blocklist", "block", "suppress"},
	{"sort", "order", "arrange"},
	{"zone", "timezone", "clock", "tz"},
	{"hours", "time", "when", "schedule"},
	{"country", "region", "prefix", "dialling"},
	{"copy", "duplicate", "clone", "yank"},
	{"columns", "fields", "headers", "mapping"},
	{"campaigns", "home", "dashboard", "start"},
	{"colours", "colors", "theme", "dark", "light", "appearance"},
	{"recording", "audio", "listen", "play"},
	{"report", "summary", "statistics", "charts", "pdf"},
	{"look", "refresh", "reload", "update"},
	{"waves", "batches", "groups"},
	{"request", "json", "curl", "payload"},
	{"mark", "select", "tick"},
	{"campaign", "draft"},
}

// alsoCalled are words for an action that none of its title stands for, by its id.
var alsoCalled = map[string]string{
	"help":        "help manual shortcuts",
	"leave":       "quit exit q wq qa bye logout close",
	"suspend":     "background bg shell terminal",
	"save work":   "w write save store",
	"pause":       "pause stop hold suspend resume continue unpause",
	"end":         "deadline stop until",
	"go on":       "resume continue",
	"do not call": "dnc unsubscribe optout block",
	"never":       "dnc unsubscribe optout block",
	"never call":  "dnc unsubscribe optout block",
	"import":      "dnc suppression",
	"said":        "transcript optouts callbacks",
	"call":        "transcript recording summary history",
	"leave out":   "delete remove exclude",
	"test":        "test try sample",
	"stop all":    "panic emergency kill",
	"elsewhere":   "remote batches",
	"history":     "log changes undo",
	"duplicates":  "dedupe twins repeated",
	"request":     "preview payload api",
	"own clock":   "my timezone",
}

// fillers are words that say nothing of what is looked for.
var fillers = map[string]bool{"the": true, "a": true, "an": true, "of": true, "to": true, "all": true, "my": true, "this": true, "it": true, "how": true, "do": true, "i": true, "can": true, "in": true, "on": true, "for": true, "please": true}

// folded are the words of a text without case, accents and width, in whatever script.
func folded(text string) []string {
	words := strings.FieldsFunc(norm.NFKC.String(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	for i, w := range words {
		if name := fold.Name(w); name != "" {
			words[i] = name
		}
	}
	return words
}

// matching are the entries that fit what is typed, the best first, and of those that fit alike
// what is of the screen in front.
func matching(known []entry, typed string) []entry {
	words := folded(typed)
	switch {
	case len(words) > mostWords:
		return nil
	case len(words) == 0 && strings.Trim(typed, " :/") != "":
		return nil
	case len(words) == 0:
		return known
	}
	type scored struct {
		entry
		cost int
	}
	var all []scored
	means := make([]uint64, len(words))
	for i, w := range words {
		means[i] = begun(w)
	}
	for i := range known {
		if cost := costOf(&known[i], words, means); cost < noFit {
			all = append(all, scored{known[i], cost})
		}
	}
	slices.SortStableFunc(all, func(x, y scored) int { return x.cost - y.cost })
	found := make([]entry, len(all))
	for i, s := range all {
		found[i] = s.entry
	}
	return found
}

// costOf is how far an entry is from the words; noFit where it lacks one.
func costOf(e *entry, words []string, means []uint64) int {
	total := 0
	if e.room != "" {
		total++
	}
	if e.Group == screen.MovingGroup {
		total += 3
	}
	if strings.HasPrefix(e.ID, topicPrefix) {
		total += costReading
	}
	for i, w := range words {
		cost := e.wordCost(w, means[i])
		if cost == noFit && fillers[w] && len(words) > 1 {
			cost = costFiller
		}
		if cost == noFit {
			return noFit
		}
		total += cost
	}
	if !e.Usable() && e.Keys.Help().Key != "" { // what has no key is there for what it answers
		total += costRefused
	}
	return total
}

// wordCost is how far a word is from those that the entry is found by.
func (e *entry) wordCost(w string, means uint64) int {
	best := noFit
	take := func(cost int) { best = min(best, cost) }
	n := utf8.RuneCountInString(w)
	for i, t := range e.titleWords {
		switch {
		case t == w:
			take(0)
		case strings.HasPrefix(t, w):
			take(costBegins)
		case n >= 2 && strings.Contains(t, w):
			take(costInside)
		case n >= 4 && nearly(w, t):
			take(costTypo)
		}
		if means&e.titleMeans[i] != 0 {
			take(costMeans)
		}
	}
	for _, t := range e.alsoWords {
		if t == w {
			take(costNamed)
		} else if strings.HasPrefix(t, w) && n >= 2 {
			take(costMeans)
		}
	}
	for _, t := range e.groupWords {
		if strings.HasPrefix(t, w) {
			take(costGroup)
		}
	}
	if best == noFit && n >= 3 && lettersIn(w, strings.Join(e.titleWords, "")) {
		take(costLetters)
	}
	return best
}

// meanings are the groups of alike, as bits, that a word of a title is in.
func meanings(word string) (groups uint64) {
	for i, group := range alike {
		if slices.ContainsFunc(group, func(g string) bool { return g == word || len(g) >= 4 && strings.HasPrefix(word, g) }) {
			groups |= 1 << i
		}
	}
	return groups
}

// begun are the groups of alike, as bits, that a word is in, or the beginning of one.
func begun(typed string) (groups uint64) {
	for i, group := range alike {
		if slices.ContainsFunc(group, func(g string) bool { return g == typed || len(typed) >= 3 && strings.HasPrefix(g, typed) }) {
			groups |= 1 << i
		}
	}
	return groups
}

// lettersIn reports whether a text has the letters in their order.
func lettersIn(letters, text string) bool {
	for _, r := range letters {
		i := strings.IndexRune(text, r)
		if i < 0 {
			return false
		}
		text = text[i+utf8.RuneLen(r):]
	}
	return true
}

// nearly reports whether a word is another one, or begins it, but for a letter too many, too
// few, wrong or exchanged with the next.
func nearly(typed, word string) bool {
	a, b := []rune(typed), []rune(word)
	for _, n := range []int{len(a) - 1, len(a), len(a) + 1} {
		if n <= len(b) && n > 0 && oneOff(a, b[:n]) {
			return true
		}
	}
	return false
}

// oneOff reports whether one slip of the finger makes one of the other.
func oneOff(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) != len(b):
		return slices.Equal(a[i:], b[i+1:])
	case i == len(a):
		return true
	case i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:]):
		return true
	}
	return slices.Equal(a[i+1:], b[i+1:])
}
