package optout

import (
	"strings"
	"sync"
	"unicode"

	"callsheet/model/fold"
	"callsheet/model/table"
)

// Answer is what is known of whether a row's person wants to be called, from the
// least to what matters most.
type Answer uint8

const (
	SaysNothing   Answer = iota
	SaysPerhapsNo        // likely a no: the operator is asked
	SaysOdd              // not understood where only a no can stand, so a no
	SaysNoCalls          // certainly a no
)

// Telling is how a column tells who is not to be called.
type Telling uint8

const (
	TellsNothing Telling = iota // nothing but what certain words in any cell say
	TellsNo                     // whatever is in it, but a clear "no" to the name, is a no to calls
	TellsYes                    // it says who may be called: a clear no there is one
	TellsPart                   // it is named as a state or notes: only certain words in it are
	TellsLikely                 // as TellsNo, if those named there are not to be called
	TellsWide                   // as TellsYes, if it is about calls
	TellsOther                  // it is about another way than calls
	TellsLooked                 // it says when or by whom somebody was looked for in a register
)

// phraseSet finds phrases among words. Its lists are read when it is first asked:
// a command that reads no list of contacts does not wait for them.
type phraseSet struct {
	lists  []string
	read   sync.Once
	all    map[string]bool
	first  map[string][]string // the phrases by their first word
	joined []string            // those of scripts that part no words
}

func newPhraseSet(lists ...string) *phraseSet { return &phraseSet{lists: lists} }

// phrases is the set once its lists are read.
func (s *phraseSet) phrases() *phraseSet {
	s.read.Do(func() {
		s.all, s.first = map[string]bool{}, map[string][]string{}
		for _, list := range s.lists {
			for phrase := range strings.SplitSeq(list, ",") {
				s.add(Words(phrase))
			}
		}
	})
	return s
}

func (s *phraseSet) add(folded string) {
	if folded == "" || s.all[folded] {
		return
	}
	s.all[folded] = true
	if partsNoWords(folded) {
		s.joined = append(s.joined, folded)
		return
	}
	word, _, _ := strings.Cut(folded, " ")
	s.first[word] = append(s.first[word], folded)
}

// is reports whether folded words are a phrase of the set, and nothing else.
func (s *phraseSet) is(words string) bool { return s.phrases().all[words] }

// in finds the longest phrase of the set anywhere in folded words, and returns
// the words without it.
func (s *phraseSet) in(words string) (rest string, found bool) {
	s.phrases()
	best := ""
	for tail, more := words, words != ""; more; {
		var word, next string
		word, next, more = strings.Cut(tail, " ")
		for _, phrase := range s.first[word] {
			if len(phrase) > len(best) && strings.HasPrefix(tail, phrase) && (len(tail) == len(phrase) || tail[len(phrase)] == ' ') {
				best = phrase
			}
		}
		tail = next
	}
	joined := s.joined
	if !hasWideRunes(words) {
		joined = nil
	}
	for _, phrase := range joined {
		if len(phrase) > len(best) && strings.Contains(words, phrase) {
			best = phrase
		}
	}
	if best == "" {
		return words, false
	}
	return strings.Join(strings.Fields(strings.Replace(words, best, " ", 1)), " "), true
}

// hasWideRunes reports whether a text may hold runes of a script that puts no
// blanks between words: all of them take three bytes or more.
func hasWideRunes(text string) bool {
	const threeBytes = 0xE0
	for i := range len(text) {
		if text[i] >= threeBytes {
			return true
		}
	}
	return false
}

// Has reports whether a phrase of the set is anywhere in folded words.
func (s *phraseSet) Has(words string) bool { _, found := s.in(words); return found }

// partsNoWords reports whether a text is in a script that puts no blanks between
// words.
func partsNoWords(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
	})
}

var (
	setNo          = newPhraseSet(optOutNo)
	setYes         = newPhraseSet(optOutYes)
	setHeaders     = newPhraseSet(optOutHeaders, optOutRefusals, optOutDeaths)
	setRegisters   = newPhraseSet(optOutRegisters)
	AboutCalls     = newPhraseSet(optInCalls)
	setConsent     = newPhraseSet(optInWords)
	setStrong      = newPhraseSet(optInStrong)
	setAlone       = newPhraseSet(optInAlone)
	setWide        = newPhraseSet(optInWide)
	AboutOtherWays = newPhraseSet(optOutOtherWays)
	setTexts       = newPhraseSet(optOutTexts)
	setBeside      = newPhraseSet(optOutBeside)
	setAbout       = newPhraseSet(optOutAbout)
	setStates      = newPhraseSet(optOutStates)
	setCertain     = newPhraseSet(Certain, optOutRefusals, optOutDeaths)
	setLikely      = newPhraseSet(Likely)
	setInside      = newPhraseSet(Inside, optOutRefusals)
	setPolite      = newPhraseSet(optOutPolite)
	setMayNot      = newPhraseSet(optInNo)
	setWithdrawn   = newPhraseSet(optInWithdrawn)
	setUnsure      = newPhraseSet(optInUnsure)
	setWholeName   = newPhraseSet(optOutHeadersAlone)
	setNegations   = newPhraseSet(optInNegations)
	setLooked      = newPhraseSet(optOutLooked)
	setGiven       = newPhraseSet(optInGiven)
	setToCall      = newPhraseSet(optInToCall)
	setHits        = newPhraseSet(optOutHits)
	setContact     = newPhraseSet(optInContact)
	setSubjects    = newPhraseSet(optOutSubjects)
	setClear       = newPhraseSet(optOutClear)
	setBefore      = newPhraseSet(optOutClearBefore)
	setAfter       = newPhraseSet(optOutClearAfter)
	setEnd         = newPhraseSet(optOutClearEnd)
)

// Words folds a text to words parted by one blank: without case, accents,
// apostrophes that part a word, and punctuation.
func Words(text string) string {
	var b strings.Builder
	gap, low, high := false, false, false
	runes := []rune(text)
	for i, r := range runes {
		mark := unicode.Is(unicode.M, r)
		sign := strings.ContainsRune("✓✔☑☒✅✗✘×☐○◯●", r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !mark && !sign {
			gap, low, high = true, false, false
			continue
		}
		upper := unicode.IsUpper(r)
		// camelCase, and the last capital of HTMLPage, begin a word.
		begins := upper && (low || high && i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if (gap || begins) && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap, low, high = false, unicode.IsLower(r) || unicode.IsDigit(r), upper
		r = unicode.ToLower(r)
		if plain, ok := fold.Letter(r); ok {
			b.WriteString(plain)
		} else if !unicode.Is(unicode.Mn, r) || !strings.ContainsRune("\u0300\u0301\u0302\u0303\u0307\u0308\u030a\u030c\u0327\u0328", r) {
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(b.String(), "ё", "е")
}

// maxHeaderBytes is longer than any header worth reading.
const maxHeaderBytes = 240

// TellingOf reads how a column tells who is not to be called from its name.
func TellingOf(header string) Telling {
	if len(header) > maxHeaderBytes {
		return TellsNothing
	}
	words := Words(header)
	switch {
	case words == "", setBeside.Has(words):
		return TellsNothing
	}
	calls, other, texts := AboutCalls.Has(words), AboutOtherWays.Has(words), setTexts.Has(words)
	if other { // "contact email" is no telephone
		calls = AboutCalls.Has(setContact.without(words))
	}
	refusal, register := setHeaders.Has(words) || setWholeName.is(words), setRegisters.Has(words)
	consent := setConsent.Has(words)
	wide := setWide.Has(words)
	switch {
	case (refusal || register || consent || wide) && other && !calls:
		return TellsOther
	case (refusal || register) && setLooked.Has(words):
		return TellsLooked
	case refusal && (texts && !calls || setAbout.Has(words)):
		return TellsLikely
	case refusal:
		return TellsNo
	case register:
		return TellsLikely
	case (consent || setAlone.Has(words)) && negated(words):
		if calls && !texts {
			return TellsNo // "no consent to calls" marks those who gave none
		}
		return TellsLikely
	case setAlone.Has(words), consent && calls && !texts:
		return TellsYes
	case setStrong.Has(words), setToCall.is(words), consent && (wide || texts):
		return TellsWide
	case setStates.Has(words):
		return TellsPart
	}
	return TellsNothing
}

// negated reports whether the name of a column about consent is of those who gave
// none. A "no" is that at the beginning; elsewhere it is a number or an answer.
func negated(words string) bool { return setNegations.Has(words) || strings.HasPrefix(words, "no ") }

// SaysNo reads a cell of a column in which only a no to calls, or nothing, can
// stand: whatever is not clearly "no" or empty is one.
func SaysNo(c table.Cell) Answer {
	text := strings.TrimSpace(c.Text)
	if text == "" || strings.Trim(text, "-–—_. \u00a0\u200b\ufeff") == "" {
		return SaysNothing
	}
	words := Words(text)
	if trimmed := strings.TrimRight(words, "0 "); trimmed == "" && words != "" {
		return SaysNothing // 0, 0.0, 00
	}
	switch {
	case setNo.is(words), words != "" && withoutClearance(words) == "":
		return SaysNothing
	case text == "-1", setYes.is(words), setCertain.is(words), c.Kind == table.KindDate, table.LooksLikeDate(text), isOne(words):
		return SaysNoCalls
	case setInside.Has(words), setCertain.Has(words), startsYes(words):
		return SaysNoCalls
	}
	return SaysOdd
}

// isOne knows 1, 1.0 and 1.00.
func isOne(words string) bool {
	return words == "1" || strings.HasPrefix(words, "1 ") && strings.Trim(words[2:], "0") == ""
}

// startsYes knows "Yes (by e-mail)": a yes of two letters or more, and more.
func startsYes(words string) bool {
	first, _, more := strings.Cut(words, " ")
	return more && len(first) > 1 && setYes.is(first)
}

// SaysMayNot reads a cell of a column that says who may be called.
func SaysMayNot(c table.Cell) Answer {
	text := strings.TrimSpace(c.Text)
	words := Words(text)
	first, _, more := strings.Cut(words, " ")
	switch {
	case text == "":
		return SaysNothing
	case setMayNot.is(words), strings.Trim(words, "0 ") == "" && words != "", more && len(first) > 1 && setMayNot.is(first):
		return SaysNoCalls
	case words != "" && withoutClearance(words) == "":
		return SaysNothing
	case setCertain.Has(words), setLikely.Has(words), setInside.Has(words), setWithdrawn.Has(words):
		return SaysNoCalls
	case setUnsure.is(words):
		return SaysOdd
	}
	return SaysNothing
}

// SaysInWords reads a cell that holds anything: a state, a note, a name with a
// remark in it. named is of a name, company or phone cell, in which such words
// have no other reason to stand.
func SaysInWords(text string, named bool) Answer {
	found := SaysNothing
	whole := make([]string, 0, 4)
	for clause := range strings.FieldsFuncSeq(text, partsClauses) {
		words := Words(clause)
		rest := withoutClearance(words)
		whole = append(whole, rest)
		if rest != words {
			found = max(found, saysWhole(rest, named))
			continue
		}
		for part := range strings.FieldsFuncSeq(clause, partsThings) {
			found = max(found, saysWhole(Words(part), named))
		}
	}
	if found == SaysNoCalls {
		return found
	}
	rest, inside := setInside.in(strings.TrimSpace(strings.Join(whole, " ")))
	switch {
	case !inside:
		return found
	case named, onlyPolite(rest):
		return SaysNoCalls
	}
	return SaysPerhapsNo
}

// saysWhole reads the words of one thing in a cell.
func saysWhole(words string, named bool) Answer {
	switch {
	case setCertain.is(words) && !(named && loneWord(words)):
		return SaysNoCalls
	case !named && setLikely.is(words):
		return SaysPerhapsNo
	}
	return SaysNothing
}

// loneWord reports whether words are but one, such as a surname that means
// something else as well.
func loneWord(words string) bool { return !strings.Contains(words, " ") && !partsNoWords(words) }

func partsClauses(r rune) bool { return r != ':' && r != '!' && partsThings(r) }

func partsThings(r rune) bool {
	return strings.ContainsRune(",;|/\n\r\t()[]{}:!", r) || r == '、' || r == '，' || r == '；'
}

// onlyPolite reports whether words say no more than please: no time of day, and
// no condition.
func onlyPolite(words string) bool {
	for word := range strings.FieldsSeq(words) {
		if !setPolite.is(word) && strings.Trim(word, "0123456789") != "" {
			return false
		}
	}
	return true
}

// IsFlag reports whether a cell is one of a column that says yes or no, or
// since when.
func IsFlag(c table.Cell) bool {
	words := Words(c.Text)
	return c.Kind == table.KindBool || c.Kind == table.KindDate || setNo.is(words) || setYes.is(words) || setMayNot.is(words) || setWithdrawn.is(words) ||
		setGiven.is(words) || setUnsure.is(words) || setCertain.is(words) || table.LooksLikeDate(strings.TrimSpace(c.Text))
}
